"""The sheet `settings`: what a form is called and in which languages it speaks."""

from pathlib import PurePath
from typing import Any

from survey.questionnaires.problems import N_

from .cells import OWN
from .columns import Row, columns, rows
from .losses import Notices
from .names import slug
from .texts import Texts, outward
from .tongues import Tongues, known
from .workbook import Sheet, Workbook

COLUMN = N_("The setting “{column}” has no counterpart and was not imported.")
NO_TITLE = N_("The form has no title. It is called after the file; change it.")
SAME_TITLE = N_("The form has one title for all languages. Translate it.")
MINUTES = N_("The form does not say how long it takes. Estimated minutes: {minutes}; change it.")
AUDIENCE = N_("The form does not say who is asked. “{audience}” was filled in; change it if that is wrong.")
NO_LANGUAGE = N_("Texts without a language were read as “{language}”. Say otherwise with --lang.")
GUESSED = N_("The language “{name}” is not known. It became “{code}”; change it.")
OTHER_ROW = N_("Only the first row of the sheet “settings” counts. This one was left out.")
OTHER_SHEET = N_("The sheet “{sheet}” has no counterpart and was not imported.")

KEPT = frozenset({"form_title", "form_id", "version", "default_language"})
SPOKEN = frozenset({"label", "hint"})
FALLBACK = "en"
MOST_MINUTES = 60


def tongues(workbook: Workbook, language: str | None, notices: Notices) -> Tongues:
    """The languages of the form. Texts that name none are in `language`, else in the form's default language."""
    asked = next((row.text("default_language") for row in rows(workbook.sheet("settings"))), "")
    base = language or (known(asked) if asked and asked != "default" else None)
    found = Tongues(base or _only(workbook) or FALLBACK)
    if base is None and any("" in _spoken(workbook.sheet(name)) for name in ("survey", "choices")):
        notices.on_sheet("survey", NO_LANGUAGE, language=found.base)
    return found


def _spoken(sheet: Sheet) -> list[str]:
    """The languages of the columns with texts, as they were written."""
    return [language for name, language in columns(sheet).values() if name in SPOKEN]


def _only(workbook: Workbook) -> str | None:
    """The language of a form that names one on one sheet and leaves it out on another."""
    both = [set(_spoken(workbook.sheet(name))) for name in ("survey", "choices")]
    named = {known(language) for spoken in both for language in spoken if language}
    apart = not any("" in spoken and len(spoken) > 1 for spoken in both)
    return next(iter(named)) if len(named) == 1 and apart else None


def languages(workbook: Workbook, found: Tongues, notices: Notices) -> tuple[str, ...]:
    """The codes of all languages with a text, in their order."""
    codes: dict[str, None] = {}
    for name in ("survey", "choices"):
        for header, (column, language) in columns(workbook.sheet(name)).items():
            if column not in SPOKEN or not any(header in cells for cells in workbook.sheet(name).rows):
                continue
            codes.setdefault(found.code(language))
    for name, code in found.guessed.items():
        notices.on_sheet("survey", GUESSED, name=name, code=code)
    return tuple(codes) or (found.base,)


def head(workbook: Workbook, texts: Texts, spoken: tuple[str, ...], questions: int) -> dict[str, Any]:
    """The fields of the questionnaire itself."""
    row = next(rows(workbook.sheet("settings")), Row("settings", 1, {}, {}))
    own = row.own()
    stem = PurePath(workbook.file).stem
    fields: dict[str, Any] = {
        "id": row.text("form_id") if own else slug(row.text("form_id") or stem, "form"),
        "version": row.text("version") or "1",
        "languages": spoken,
        "title": _title(row, own, texts, spoken, stem),
    }
    fields |= {name: value for name, value in own.items() if name not in {"title", "scales", "format"}}
    if "minutes" not in fields:
        fields["minutes"] = min(MOST_MINUTES, max(1, round(questions / 4)))
        texts.notices.on_sheet("settings", MINUTES, minutes=fields["minutes"])
    if "audience" not in fields:
        fields["audience"] = "participant"
        texts.notices.on_sheet("settings", AUDIENCE, audience=fields["audience"])
    _notice_settings(workbook, texts.notices)
    return fields


def _notice_settings(workbook: Workbook, notices: Notices) -> None:
    """A notice for each setting that is not kept."""
    for at, row in enumerate(rows(workbook.sheet("settings"))):
        if at:
            notices.add(row, next(iter(row.cells)), OTHER_ROW)
            continue
        for column in row.cells:
            if column[0] not in KEPT and not column[0].startswith(OWN):
                notices.add(row, column, COLUMN, column=row.column(column))


def _title(row: Row, own: dict[str, Any], texts: Texts, spoken: tuple[str, ...], stem: str) -> dict[str, str]:
    """The title in every language: as our own columns have it, unless the form's title was changed."""
    cell, base = row.text("form_title"), texts.tongues.base
    exact = own.get("title")
    if isinstance(exact, dict):
        is_changed = base in exact and outward(str(exact[base])) != cell
        return exact | ({base: cell} if is_changed and cell else {})
    found = texts.wording(row, "form_title")
    if not found:
        texts.notices.add(row, "form_title", NO_TITLE)
        found = {base: stem}
    title = next(iter(found.values()))
    if len(spoken) > 1 and len(found) == 1:
        texts.notices.add(row, "form_title", SAME_TITLE)
    return {code: found.get(code, title) for code in spoken}
