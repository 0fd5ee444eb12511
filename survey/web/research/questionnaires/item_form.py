"""The form of one question, and what it makes of it. It holds the whole question, in all languages; what it does not
know of stays as it was.
"""

import re
from collections.abc import Mapping

from survey.questionnaires.editing import naming, parts
from survey.questionnaires.editing.document import Part
from survey.questionnaires.editing.operations import with_key
from survey.questionnaires.editing.parts import Setting, Sort
from survey.questionnaires.editing.wordings import texts_with
from survey.questionnaires.kinds.texts import clean

Posted = Mapping[str, str]

FIRST = ("id", "kind", "when", "text", "hint")
MOST_ROWS = 200
TOO_LONG = 400
"""Signs of a line that is pasted as an answer."""

FLAGS = ("exclusive", "other")


def item_of(posted: Posted, base: Part, languages: list[str], *, keep_blank: bool = False) -> Part:
    """The item that a form says, made from the one as it was. `keep_blank`: with rows that are still empty."""
    made = dict(base)
    for said in parts.texts(base["kind"]):
        made = with_key(made, said.name, texts_of(posted, said.name, base.get(said.name) or {}, languages))
    for setting in parts.settings(base["kind"]):
        made = with_key(made, setting.name, _setting(posted, setting))
    if parts.has_options(base["kind"]):
        made = with_key(made, "scale", posted.get("scale") or None)
        made = with_key(made, "options", options_of(posted, languages, keep_blank=keep_blank) or None)
    if parts.has_questions(base["kind"]):
        made["questions"] = _questions(posted, base.get("questions") or [], languages, keep_blank=keep_blank)
    return _in_order(made)


def name_of(posted: Posted, base: Part, made: Part, taken: list[str]) -> str:
    """The short name of an item: the one filled in; proposed from its text where it was never given."""
    others = [each for each in taken if each != base["id"]]
    given = posted.get("id", base["id"]).strip()
    text = next(iter((made.get("text") or {}).values()), "")
    if not given or (given == base["id"] and not base.get("text") and text):
        return naming.proposed(text, others, base["kind"])
    plain = given if naming.is_name(given) else naming.proposed(given.replace("_", " "), (), base["kind"])
    return naming.unique(plain, others)


def texts_of(posted: Posted, name: str, before: dict[str, str], languages: list[str]) -> dict[str, str] | None:
    """A text in every language that the form has a field for."""
    found = dict(before)
    for language in languages:
        if f"{name}:{language}" in posted:
            found = texts_with(found, language, clean(posted[f"{name}:{language}"]), languages) or {}
    return found or None


def _setting(posted: Posted, setting: Setting) -> object:
    """What was filled in; None where that is what counts anyway."""
    given = posted.get(f"set:{setting.name}", "").strip()
    if setting.sort is Sort.YES_OR_NO:
        return None if bool(given) is setting.default else bool(given)
    if setting.sort is Sort.NUMBER:
        given = given.replace(",", ".")
    is_whole = re.fullmatch(r"-?[0-9]{1,12}", given)
    value = int(given) if is_whole and setting.sort in (Sort.WHOLE, Sort.NUMBER) else given or None
    return None if value == setting.default else value


def options_of(posted: Posted, languages: list[str], *, keep_blank: bool = False) -> list[Part]:
    """The answers in a form: its rows, and behind them the lines that were pasted."""
    found = [_option(posted, f"o:{at}", languages) for at in rows(posted, "o")]
    found += [{"code": "", "text": {languages[0]: line}} for line in _lines(posted.get("o:lines", ""))]
    written = [option for option in found if keep_blank or option["text"] or option["code"]]
    taken: list[str] = [option["code"] for option in written if option["code"]]
    for option in written:
        if not option["code"] and option["text"]:
            text = next(iter(option["text"].values()))
            option["code"] = naming.code(text, option.get("missing"), taken)
            taken.append(option["code"])
    return written


def rows(posted: Posted, mark: str) -> list[int]:
    """The numbers of the rows of a list in a form, in order."""
    found = (re.fullmatch(rf"{mark}:([0-9]{{1,3}}):code", key) for key in posted)
    return sorted(int(each[1]) for each in found if each)[:MOST_ROWS]


def _lines(pasted: str) -> list[str]:
    return [line.strip()[:TOO_LONG] for line in clean(pasted).splitlines() if line.strip()][:MOST_ROWS]


def _option(posted: Posted, row: str, languages: list[str]) -> Part:
    made: Part = {"code": posted.get(f"{row}:code", "").strip()}
    made["text"] = texts_of(posted, f"{row}:text", {}, languages) or {}
    for key in ("missing", "when", "picture"):
        made = with_key(made, key, posted.get(f"{row}:{key}", "").strip() or None)
    return made | {flag: True for flag in FLAGS if posted.get(f"{row}:{flag}")}


def _questions(posted: Posted, before: list[Part], languages: list[str], *, keep_blank: bool) -> list[Part]:
    """The questions on a card; answers of their own stay with them."""
    found: list[Part] = []
    for at in rows(posted, "q"):
        was = next((each for each in before if each.get("code") == posted.get(f"q:{at}:was")), {})
        code = posted.get(f"q:{at}:code", "").strip()
        text = texts_of(posted, f"q:{at}:text", {}, languages) or {}
        if not text and not code and not keep_blank:
            continue
        taken = [each["code"] for each in found]
        if not code and text:
            code = naming.proposed(next(iter(text.values())), taken, "question")
        found.append({**was, "code": code, "text": text})
    return found


def _in_order(item: Part) -> Part:
    """What says what the item is first; the rest as it stood."""
    return {key: item[key] for key in FIRST if key in item} | item


def moved(row: list[Part], deed: str, at: int) -> list[Part]:
    """A list of answers or questions in which one goes up, down or away."""
    changed = list(row)
    if not 0 <= at < len(row):
        return changed
    if deed == "remove":
        del changed[at]
    there = at + {"up": -1, "down": 1}.get(deed, 0)
    if deed in ("up", "down") and 0 <= there < len(row):
        changed[at], changed[there] = changed[there], changed[at]
    return changed
