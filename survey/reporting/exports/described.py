"""The codebook of a wave: every variable of a response, whoever answered what.

What is known of a response besides its answers has a colon in its name, as no item has: `register:age`,
`response:period`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from survey.analysis.frames import COMPLETE, register_column
from survey.questionnaires.codebook import Level, Value, Variable, variables
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.problems import N_
from survey.questionnaires.study import Study, Wave
from survey.questionnaires.wording import spoken

from .words import Words

LANGUAGE, PERIOD, PERSON, CASE = (f"response:{name}" for name in ("language", "period", "person", "case"))
REGISTER, RESPONSE = "register", "response"
"""What stands for the kind of item where a variable comes from the register, or is about the response itself."""

TITLES: Mapping[str, str] = {
    LANGUAGE: N_("Language of the invitation"),
    PERIOD: N_("Quarter in which the answers were given"),
    PERSON: N_("Person: a random label, the same in each wave of this export, new in each export"),
    CASE: N_("Person and trajectory: a random label, the same in each wave of this export, new in each export"),
    COMPLETE: N_("Complete: at least 80 % of the core questions that were shown are answered"),
}
LABELS = (PERSON, CASE)
YES, NO = N_("Yes"), N_("No")


@dataclass(frozen=True, slots=True)
class Design:
    """A wave of a study, and what it asks."""

    study: Study
    wave: Wave
    questionnaire: Questionnaire


def described(
    design: Design, words: Words, periods: Sequence[str] = (), *, labelled: bool = False
) -> Iterator[Variable]:
    """Every variable in the order of a file: about the response, from the register, and the answers.

    `periods` are the quarters that occur; with `labelled`, the labels that join waves are among the variables.
    """
    languages = design.study.languages_of(design.wave.audience)
    codes = {LANGUAGE: languages, PERIOD: periods}
    for name in (each for each in TITLES if labelled or each not in LABELS):
        values = tuple(Value(code, code) for code in codes.get(name, ()))
        if name == COMPLETE:
            values = (Value("1", words.say(YES)), Value("0", words.say(NO)))
        level = Level.TEXT if name in LABELS else Level.NOMINAL
        yield Variable(name, RESPONSE, words.say(TITLES[name]), "", level, values)
    for attribute in design.study.attributes_of(design.wave.audience):
        values = tuple(Value(each.code, spoken(each.text, words.language)) for each in attribute.classes)
        text = spoken(attribute.text, words.language)
        yield Variable(register_column(attribute.id), REGISTER, text, "", Level.ORDINAL, values)
    for variable in variables(design.questionnaire, words.language):
        yield _with_yes_and_no(variable, words)


def _with_yes_and_no(variable: Variable, words: Words) -> Variable:
    """The two values of an option of a multiple choice, in words."""
    if variable.kind != "multiple_choice" or variable.apart:
        return variable
    said = {"1": words.say(YES), "0": words.say(NO)}
    return replace(variable, values=tuple(replace(each, words=said[each.code]) for each in variable.values))
