"""Names of questionnaires, as they stand in addresses and file names."""

import re
from collections.abc import Collection

from survey.fieldwork.preparing import DESIGN
from survey.questionnaires.editing import naming
from survey.questionnaires.wording import SLUG

LONGEST = 60


def slug(text: str, taken: Collection[str]) -> str:
    """A name for a questionnaire called `text`, other than those `taken` and that of the design."""
    name = text if re.fullmatch(SLUG, text) else naming.proposed(text, (), "questionnaire").replace("_", "-")
    stem = re.sub(r"-[0-9]+$", "", name)[: LONGEST - 5]
    number = 2
    while name in taken or name == DESIGN:
        name = f"{stem}-{number}"
        number += 1
    return name
