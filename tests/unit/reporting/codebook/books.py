"""Codebooks without a database."""

from pathlib import Path

from survey.languages import translator
from survey.questionnaires.catalogue import load_checked
from survey.questionnaires.definition import Questionnaire
from survey.reporting.codebook import Codebook, codebook
from survey.reporting.exports.described import Design
from survey.reporting.exports.words import Words
from tests.fixtures.studies import AGE, a_study

EVERY_KIND = load_checked(Path(__file__).parents[2] / "questionnaires" / "written" / "every-kind.yaml")


def a_book(language: str = "en", asked: Questionnaire = EVERY_KIND) -> Codebook:
    """The codebook of a wave of which nothing is published."""
    study = a_study(attributes=[AGE])
    return codebook(Design(study, study.waves[0], asked), Words(language, translator(language).gettext))
