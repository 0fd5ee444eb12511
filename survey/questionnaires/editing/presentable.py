"""A document as a questionnaire that can be looked at, though it may not be right yet.

What must be there and is not, is filled up; an item that still cannot be shown is left out, and named.
"""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..conditions import CalculationError, ConditionError, calculation, parse
from ..definition import Audience, Questionnaire
from ..kinds import AnyItem
from ..kinds.options import FEWEST
from ..mistakes import written_place
from . import parts
from .document import Document, Part
from .outline import sheets
from .wordings import languages

NOTHING = "…"
"""Where a text must still be written."""

ONE = TypeAdapter[Any](AnyItem)


@dataclass(frozen=True, slots=True)
class Presentable:
    """What can be looked at (None: there is no item to show yet), and the items that were left out."""

    questionnaire: Questionnaire | None
    left_out: tuple[str, ...] = ()


def presentable(document: Document, *, routed: bool = True) -> Presentable:
    """The document as it can be looked at. `routed`: a condition that cannot be read is left out, so that others can
    be followed.
    """
    filling = _Filling(languages(document), routed)
    filled = [(sheet, [filling.item(item) for item in sheet.items]) for sheet in sheets(document)]
    scales = {name: filling.options(each) for name, each in (document.get("scales") or {}).items()}
    shown = [(sheet, [item for item in items if _fits(item)]) for sheet, items in filled]
    kept = {item["id"] for _, items in shown for item in items}
    left_out = tuple(item["id"] for _, items in filled for item in items if item["id"] not in kept)
    pages = [{"id": sheet.id, "items": items, **filling.condition(sheet.when)} for sheet, items in shown if items]
    if not pages:
        return Presentable(None, left_out)
    heads = _heads(document, filling) | {"scales": scales, "pages": pages}
    try:
        return Presentable(Questionnaire.model_validate(heads), left_out)
    except ValidationError as error:
        scales = {name: each for name, each in scales.items() if name not in _wrong_scales(error, heads)}
        return Presentable(Questionnaire.model_validate(heads | {"scales": scales}), left_out)


@dataclass(frozen=True, slots=True)
class _Filling:
    """Fills up what must be there. `spoken`: the languages of the document."""

    spoken: list[str]
    routed: bool

    def item(self, item: Part) -> Part:
        """The item with something in every text that it must have, and conditions that can be read."""
        made = {key: each for key, each in item.items() if key not in ("when", "options", "questions")}
        for said in parts.texts(item["kind"]):
            made.pop(said.name, None)
            if said.is_needed or item.get(said.name):
                made[said.name] = self.texts(item.get(said.name))
        if item.get("options"):
            made["options"] = self.options(item["options"])
        if item.get("questions"):
            made["questions"] = [self.question(each, at) for at, each in enumerate(item["questions"])]
        if item["kind"] == "calculated" and not _calculates(item.get("value")):
            made["value"] = "0"
        return made | self.condition(item.get("when"))

    def options(self, options: list[Part]) -> list[Part]:
        """Options with words, and at least as many as an item can have."""
        made = [self.option(each, at) for at, each in enumerate(options)]
        lacking = range(len(made), FEWEST if made else 0)
        return made + [self.option({}, at) for at in lacking]

    def option(self, option: Part, at: int) -> Part:
        """One option with its code and words."""
        made = {key: each for key, each in option.items() if key != "when"}
        made |= {"code": option.get("code") or f"answer_{at + 1}", "text": self.texts(option.get("text"))}
        return made | self.condition(option.get("when"))

    def question(self, question: Part, at: int) -> Part:
        """One question of a card."""
        made = self.option(question, at)
        return made | ({"options": self.options(question["options"])} if question.get("options") else {})

    def texts(self, texts: Any) -> dict[str, str]:
        """The texts that say something; some text where none does."""
        found = {tag: text for tag, text in (texts or {}).items() if isinstance(text, str) and text.strip()}
        return found or {self.spoken[0]: NOTHING}

    def condition(self, when: str | None) -> Part:
        """The condition under its key; nothing where there is none, or none that can be read."""
        if not when or not when.strip():
            return {}
        try:
            parse(when)
        except ConditionError:
            return {} if self.routed else {"when": when}
        return {"when": when}


def _heads(document: Document, filling: _Filling) -> dict[str, Any]:
    """What a questionnaire says about itself; what is wrong with it does not matter here."""
    audience, minutes = document.get("audience"), document.get("minutes")
    return {
        "id": "presented",
        "version": str(document.get("version") or NOTHING),
        "audience": audience if audience in list(Audience) else Audience.PARTICIPANT,
        "languages": list(dict.fromkeys(filling.spoken)),
        "title": filling.texts(document.get("title")),
        "minutes": minutes if isinstance(minutes, int) and 1 <= minutes <= 60 else 1,  # noqa: PLR2004 - as defined
    }


def _wrong_scales(error: ValidationError, heads: dict[str, Any]) -> set[str]:
    places = (written_place(heads, each["loc"]) for each in error.errors(include_url=False))
    return {str(place[1]) for place in places if place[:1] == ("scales",) and len(place) > 1}


def _calculates(value: Any) -> bool:
    try:
        calculation(str(value))
    except CalculationError:
        return False
    return bool(value)


def _fits(item: Part) -> bool:
    try:
        ONE.validate_python(item)
    except ValidationError:
        return False
    return True
