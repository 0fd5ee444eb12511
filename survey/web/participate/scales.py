"""Fields of the kinds that are answered by choosing one of a row: a radio button for each."""

from wtforms import RadioField

from survey.questionnaires.kinds import Calculated, Consent, Likelihood, Missing, RatingScale, Recommendation, ValueCard
from survey.questionnaires.wording import spoken

from .fields import Fields, accepted, fields, unknown


@fields.register(RatingScale)
@fields.register(Recommendation)
@fields.register(Consent)
def _one_of(item: RatingScale | Recommendation | Consent, language: str) -> Fields:
    choices = {option.code: spoken(option.text, language) for option in item.options}
    check = accepted(item, item.id, unknown)
    return {item.id: RadioField(choices=choices, validate_choice=False, validators=[check])}


@fields.register(ValueCard)
def _value_card(item: ValueCard, language: str) -> Fields:
    """A row of radio buttons for each question."""
    return {key: field for part in item.parts() for key, field in _one_of(part, language).items()}


@fields.register(Likelihood)
def _likelihood(item: Likelihood, language: str) -> Fields:
    choices = {str(step): str(step) for step in range(item.lowest, item.highest + 1)}
    if item.dont_know is not None:
        choices[Missing.DONT_KNOW] = spoken(item.dont_know, language)
    check = accepted(item, item.id, unknown)
    return {item.id: RadioField(choices=choices, validate_choice=False, validators=[check])}


@fields.register(Calculated)
def _calculated(_item: Calculated, _language: str) -> Fields:
    """None: nobody is asked."""
    return {}
