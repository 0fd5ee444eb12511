"""The codebook of an item: its themes, the same in every wave of the study. The caller commits."""

import re
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.questionnaires.problems import N_, RefusedError
from survey.storage.responses import Coded, OpenText, Theme

LANGUAGES = ("nl", "en")
"""The languages in which themes have names, as results have."""

LONGEST_CODE = 40
LONGEST_NAME = 80


class NamelessThemeError(RefusedError):
    """A theme stands on pages in two languages."""

    sentence = N_("Give the theme a name in Dutch and in English, of at most {longest} characters each.")


class SameThemeError(RefusedError):
    """Two themes of one name cannot be told apart."""

    sentence = N_("There is a theme “{name}” already.")


class NoSuchThemeError(RefusedError):
    """The theme is not there any more."""

    sentence = N_("This theme is not in the codebook any more. Somebody else may have changed it.")


class SelfMergeError(RefusedError):
    """A theme cannot become part of itself."""

    sentence = N_("Choose another theme to put this one together with.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody writes of a theme."""

    names: Mapping[str, str]
    definition: str = ""
    example: str = ""

    def checked(self) -> dict[str, str]:
        """The names without spaces around them; `NamelessThemeError` if one is not there or too long."""
        names = {language: self.names.get(language, "").strip() for language in LANGUAGES}
        if not all(0 < len(name) <= LONGEST_NAME for name in names.values()):
            raise NamelessThemeError(longest=LONGEST_NAME)
        return names


@dataclass(frozen=True, slots=True)
class Listed:
    """A theme of the codebook."""

    code: str
    names: Mapping[str, str]
    definition: str = ""
    example: str = ""
    retired: bool = field(default=False)


def themes(responses: Session, study_id: str, item: str) -> list[Listed]:
    """The themes of an item by the order of their Dutch names, those that are retired last."""
    rows = responses.scalars(select(Theme).where(Theme.study_id == study_id, Theme.item == item))
    found = [Listed(row.code, dict(row.names), row.definition, row.example, row.retired) for row in rows]
    return sorted(found, key=lambda each: (each.retired, each.names[LANGUAGES[0]].casefold()))


def add(responses: Session, study_id: str, item: str, wanted: Wanted) -> str:
    """Add a theme; its code, which follows from its Dutch name and stays when it is renamed.

    Raises:
        NamelessThemeError, SameThemeError: nothing was added.
    """
    names = wanted.checked()
    known = themes(responses, study_id, item)
    _check_new(names, known)
    code = _code(names[LANGUAGES[0]], {each.code for each in known})
    responses.add(
        Theme(
            id=uuid.uuid4(),
            study_id=study_id,
            item=item,
            code=code,
            names=names,
            definition=wanted.definition.strip(),
            example=wanted.example.strip(),
            retired=False,
        )
    )
    return code


def change(responses: Session, study_id: str, item: str, code: str, wanted: Wanted) -> None:
    """Give a theme other words.

    Raises:
        NoSuchThemeError, NamelessThemeError, SameThemeError: nothing was changed.
    """
    row = _row(responses, study_id, item, code)
    names = wanted.checked()
    _check_new(names, [each for each in themes(responses, study_id, item) if each.code != code])
    row.names, row.definition, row.example = names, wanted.definition.strip(), wanted.example.strip()


def retire(responses: Session, study_id: str, item: str, code: str, *, retired: bool) -> None:
    """Offer and count a theme no more, or again. What coders found stays."""
    _row(responses, study_id, item, code).retired = retired


def merge(responses: Session, study_id: str, item: str, code: str, into: str) -> int:
    """Put a theme together with another, in whatever was coded in every wave; in how many codings it was.

    Raises:
        NoSuchThemeError, SelfMergeError: nothing was changed.
    """
    if code == into:
        raise SelfMergeError
    row, _other = (_row(responses, study_id, item, each) for each in (code, into))
    mine = (OpenText.item == item, OpenText.wave_id.startswith(f"{study_id}/", autoescape=True))
    codings = responses.scalars(select(Coded).join(OpenText, OpenText.id == Coded.text_id).where(*mine)).all()
    found = [each for each in codings if code in each.themes]
    for each in found:
        each.themes = sorted({into if theme == code else theme for theme in each.themes})
    responses.delete(row)
    return len(found)


def _row(responses: Session, study_id: str, item: str, code: str) -> Theme:
    here = (Theme.study_id == study_id, Theme.item == item, Theme.code == code)
    row = responses.scalar(select(Theme).where(*here))
    if row is None:
        raise NoSuchThemeError
    return row


def _check_new(names: Mapping[str, str], known: list[Listed]) -> None:
    for language, name in names.items():
        if any(each.names[language].casefold() == name.casefold() for each in known):
            raise SameThemeError(name=name)


def _code(name: str, taken: set[str]) -> str:
    """The name in small letters of the alphabet, with a number where another theme has that code."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[: LONGEST_CODE - 4] or "theme"
    tries = (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in tries if each not in taken)
