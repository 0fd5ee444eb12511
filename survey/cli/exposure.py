"""The small-cell report in sentences."""

from collections.abc import Iterator, Sequence

from survey.analysis import cells
from survey.analysis.cells import Exposure, Remedy, Way
from survey.questionnaires.definition import Audience
from survey.questionnaires.study import Attribute, Study
from survey.questionnaires.wording import spoken

from . import words
from .words import _

MOST_REMEDIES = 5
START = "start"

Known = tuple[str | None, dict[str, str]]
"""The month in which somebody starts, if it is known, and the register classes."""


def told(study: Study, audience: Audience, people: Sequence[Known]) -> Iterator[str]:
    """What the attributes of an audience give away about these people, and what would help."""
    attributes = study.attributes_of(audience)
    yield _("{audience}: {people} people on the panel.", audience=audience.value, people=len(people))
    if not attributes:
        yield "  " + _("No attributes: nobody can be told apart by them.")
        return
    names = [each.id for each in attributes]
    found = cells.exposure([known for _start, known in people], names, study.smallest_cohort)
    yield "  " + _exposed(found, ", ".join(spoken(each.text, words.LANGUAGE) for each in attributes))
    if any(start for start, _known in people):
        by_month = [known | {START: start or ""} for start, known in people]
        monthly = cells.exposure(by_month, [*names, START], study.smallest_cohort)
        yield "  " + _exposed(monthly, _("the same, and the month in which they start"))
    for remedy in cells.remedies([known for _start, known in people], attributes, study.smallest_cohort)[
        :MOST_REMEDIES
    ]:
        yield "  - " + _remedy(remedy, attributes)
    yield "  " + _("Each cohort is looked at again when it opens.")


def _exposed(found: Exposure, by: str) -> str:
    return _(
        "By {by}: {unique} people are the only ones, and {exposed} share their classes with fewer than {smallest}.",
        by=by,
        unique=found.unique,
        exposed=found.exposed,
        smallest=found.smallest,
    )


def _remedy(remedy: Remedy, attributes: Sequence[Attribute]) -> str:
    attribute = next(each for each in attributes if each.id == remedy.attribute)
    name = spoken(attribute.text, words.LANGUAGE)
    left = {"unique": remedy.left.unique, "exposed": remedy.left.exposed}
    if remedy.way is Way.DROP:
        return _("Without {name}: {unique} and {exposed}.", name=name, **left)
    texts = {each.code: spoken(each.text, words.LANGUAGE) for each in attribute.classes}
    one, two = (texts[code] for code in remedy.classes)
    return _(
        "{name}, with “{one}” and “{two}” as one class: {unique} and {exposed}.", name=name, one=one, two=two, **left
    )
