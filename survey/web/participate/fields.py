"""Form fields, one function per kind of item. The domain decides what an answer may be; a field only carries it.

Field names start with `item_`: an item called `validate` would otherwise replace the form's own validation.
"""

from collections.abc import Callable
from functools import singledispatch

from wtforms import Field, RadioField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.form import BaseForm
from wtforms.widgets import CheckboxInput

from survey.questionnaires.kinds import (
    Answer,
    ChoiceItem,
    Information,
    Item,
    Missing,
    MultipleChoice,
    OpenText,
    ReportGrade,
    ShortText,
    SingleChoice,
    other_key,
)
from survey.questionnaires.kinds.choice import OTHER_LENGTH
from survey.questionnaires.kinds.report_grade import HIGHEST, LOWEST
from survey.questionnaires.kinds.texts import clean
from survey.questionnaires.wording import spoken

from ..words import _

Fields = dict[str, Field]
LONGEST_NUMBER = 4


class Checkboxes(SelectMultipleField):
    """A checkbox per option."""

    option_widget = CheckboxInput()


def name(key: str) -> str:
    """The name of the field that carries the answer under `key`."""
    return f"item_{key}"


@singledispatch
def answer(item: Item, data: object) -> Answer:
    """What a field's `data` says: codes in the order of the options, a number where the item is numeric, or a text.

    An empty field is `None`. Codes that the item does not know come last, so that it refuses them.
    """
    if isinstance(data, list):
        known = [code for code in item.codes() if code in data]
        return (*known, *(code for code in data if code not in known)) or None
    text = clean(str(data or ""))
    if item.numeric and text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER:
        return int(text)
    return text or None


def accepted(item: Item, key: str, complaint: Callable[[Answer], str]) -> Callable[[BaseForm, Field], None]:
    """A validator that asks the item whether it accepts the answer."""

    def check(_form: BaseForm, field: Field) -> None:
        given = answer(item, field.data)
        if not item.accepts(key, given):
            raise ValidationError(complaint(given))

    return check


def too_long(length: int) -> Callable[[Answer], str]:
    """What to say about a text of more than `length` characters."""

    def complain(given: Answer) -> str:
        count = len(given) if isinstance(given, str) else 0
        told = _("Your text has {count} characters. There is room for {length}. Make it shorter.")
        return told.format(count=count, length=length)

    return complain


def unknown(_given: Answer) -> str:
    """What to say about an answer that was not offered."""
    return _("Choose one of the answers.")


@singledispatch
def fields(item: Item, language: str) -> Fields:
    """The fields of an item by answer key, with its words in `language`."""
    raise NotImplementedError(f"There is no field for a {type(item).__name__} in {language}.")


@fields.register(Information)
def _information(_item: Information, _language: str) -> Fields:
    return {}


@fields.register(ReportGrade)
def _report_grade(item: ReportGrade, language: str) -> Fields:
    choices = {str(grade): str(grade) for grade in range(LOWEST, HIGHEST + 1)}
    if item.dont_know is not None:
        choices[Missing.DONT_KNOW] = spoken(item.dont_know, language)
    check = accepted(item, item.id, unknown)
    return {item.id: RadioField(choices=choices, validate_choice=False, validators=[check])}


@fields.register(ShortText)
def _short_text(item: ShortText, _language: str) -> Fields:
    return {item.id: StringField(validators=[accepted(item, item.id, too_long(item.length))])}


@fields.register(OpenText)
def _open_text(item: OpenText, _language: str) -> Fields:
    return {item.id: TextAreaField(validators=[accepted(item, item.id, too_long(item.length))])}


@fields.register(SingleChoice)
def _single_choice(item: SingleChoice, language: str) -> Fields:
    check = accepted(item, item.id, unknown)
    field = RadioField(choices=_choices(item, language), validate_choice=False, validators=[check])
    return {item.id: field} | _other(item)


@fields.register(MultipleChoice)
def _multiple_choice(item: MultipleChoice, language: str) -> Fields:
    alone = [spoken(option.text, language) for option in item.options if option.exclusive]

    together = len([option for option in item.options if not option.exclusive])

    def complain(given: Answer) -> str:
        if isinstance(given, tuple) and set(given) <= set(item.codes()) and not set(given) & item.exclusive_codes():
            return _("Choose from {fewest} to {most} answers.", fewest=item.minimum, most=item.maximum or together)
        if alone and isinstance(given, tuple) and set(given) <= set(item.codes()):
            return _("You chose “{nothing}”, but also another answer. Please choose again.", nothing=alone[0])
        return unknown(given)

    check = accepted(item, item.id, complain)
    field = Checkboxes(choices=_choices(item, language), validate_choice=False, validators=[check])
    return {item.id: field} | _other(item)


def _choices(item: ChoiceItem, language: str) -> dict[str, str]:
    return {option.code: spoken(option.text, language) for option in item.options}


def _other(item: ChoiceItem) -> Fields:
    """The text of "anders, namelijk"."""
    key = other_key(item.id)
    return {each: StringField(validators=[accepted(item, key, too_long(OTHER_LENGTH))]) for each in item.text_keys()}
