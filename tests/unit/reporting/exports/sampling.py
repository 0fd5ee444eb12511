"""Samples without a database: a questionnaire, answers to it, and what stands with them."""

from collections.abc import Mapping, Sequence
from typing import Any

from survey.analysis.frames import Record
from survey.languages import translator
from survey.questionnaires import routing
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answers
from survey.reporting.exports.samples import Answered, Labels, Sample
from survey.reporting.exports.table import Table, table
from survey.reporting.exports.words import Words
from tests.fixtures.studies import a_questionnaire, a_study

ENGLISH = Words("en", translator("en").gettext)


def a_sample(
    answers: Sequence[Answers],
    asked: Questionnaire | None = None,
    attributes: Sequence[dict[str, str]] = (),
    labels: Sequence[Labels] = (),
    study: Mapping[str, Any] | None = None,
) -> Sample:
    """A wave in which these answers were given; `study` says what is different in it."""
    design = a_study(**(study or {}))
    records = [Record(each, dict(attributes[at]) if attributes else {}) for at, each in enumerate(answers)]
    answered = [Answered(record, "nl", "2026Q4", labels[at] if labels else None) for at, record in enumerate(records)]
    return Sample(design, design.waves[0], asked or a_questionnaire(), tuple(answered))


def a_table(answers: Sequence[Answers], asked: Questionnaire | None = None) -> Table:
    """Its table, in English."""
    return table(a_sample(answers, asked), ENGLISH)


def stored(asked: Questionnaire, answers: Answers) -> Answers:
    """The closed answers as they would be stored: what is in reach and what the questions can have."""
    possible = {key: None if routing.invalid(asked, {key: answer}) else answer for key, answer in answers.items()}
    texts = {key for item in asked.items() for key in item.text_keys()}
    return {key: answer for key, answer in routing.prune(asked, possible).items() if key not in texts}
