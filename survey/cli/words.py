"""The language of the terminal: `SURVEY_LANGUAGE`, else the terminal's own if we speak it, else Dutch."""

import os
from collections.abc import Mapping

from survey.languages import complete_languages, translator


def terminal_language(environment: Mapping[str, str]) -> str:
    """The language to speak in a terminal with these variables."""
    for name in ("SURVEY_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        tag = environment.get(name, "").partition(".")[0].partition("_")[0]
        if tag in complete_languages():
            return tag
    return "nl"


LANGUAGE = terminal_language(os.environ)


def _(message: str, **values: object) -> str:
    """The message in the language of the terminal, with its `{names}` filled in."""
    words = translator(LANGUAGE).gettext(message)
    return words.format(**values) if values else words
