"""The form of one page: made from the items that are on it, filled from answers, and read back as answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from flask_wtf import FlaskForm

from survey.questionnaires.kinds import Answer, Answers, ChoiceItem, Item

from . import fields, quantities, rankings, scales

REGISTERED = (quantities, rankings, scales)
"""The modules that say what the fields of the other kinds are."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One page as somebody sees it. Two are equal with the same questionnaire, page, language, items and options."""

    digest: str
    page: str
    language: str
    items: tuple[Item, ...] = field(compare=False)
    item_ids: tuple[str, ...] = field(init=False)
    offered: tuple[tuple[str, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "item_ids", tuple(item.id for item in self.items))
        offered = tuple(part.codes() for item in self.items for part in item.parts())
        object.__setattr__(self, "offered", offered)

    def keys(self) -> tuple[str, ...]:
        """The answer keys on the page, in order."""
        return tuple(key for item in self.items for key in item.keys())  # noqa: SIM118 - not a mapping

    def text_keys(self) -> tuple[str, ...]:
        """The keys of the answers in the person's own words."""
        return tuple(key for item in self.items for key in item.text_keys())


@lru_cache(maxsize=2000)
def form_class(screen: Screen) -> type[FlaskForm]:
    """The form of a screen; made once."""
    members = {
        fields.name(key): each for item in screen.items for key, each in fields.fields(item, screen.language).items()
    }
    return type("PageForm", (FlaskForm,), members)


def filled(screen: Screen, answers: Answers) -> FlaskForm:
    """The form with the answers given so far."""
    shown = {fields.name(key): _data(answers[key]) for key in screen.keys() if answers.get(key) is not None}  # noqa: SIM118 - not a mapping
    return form_class(screen)(formdata=None, data=shown)


def sent(screen: Screen, posted: Mapping[str, Any]) -> FlaskForm:
    """The form as somebody sent it."""
    return form_class(screen)(formdata=posted)


def answers(screen: Screen, form: FlaskForm) -> Answers:
    """The answers in a form, one per key of the screen: `None` where it was left open."""
    given: Answers = {}
    for item in screen.items:
        given |= {key: fields.answer(item, form[fields.name(key)].data) for key in item.keys()}  # noqa: SIM118 - not a mapping
        if isinstance(item, ChoiceItem):
            given |= item.meant(given)
    return given


def _data(answer: Answer) -> list[str] | str:
    return list(answer) if isinstance(answer, tuple) else str(answer)
