"""A methods text: definition, base, formula, options and software, in this order and in the reader's language."""

from importlib.metadata import version

from survey.analysis.change.paired import paired_change
from survey.analysis.method import ASSOCIATION, Method, finite, pairs, people, software
from survey.languages import translator
from survey.questionnaires.problems import Reason

METHOD = Method(Reason("What."), people(137), Reason("How."), (*finite(1561), ASSOCIATION), software("numpy", "scipy"))


def test_a_text_says_what_of_how_many_how_with_what_options_and_software() -> None:
    *said, last = METHOD.told(str)
    assert said == [
        "What.",
        "Base: 137 people.",
        "How.",
        "Corrected for a finite population of 1561.",
        "This is an association, not an effect.",
    ]
    assert last.startswith("Calculated with Python 3.")
    assert last.endswith(f"numpy {version('numpy')}, scipy {version('scipy')}.")


def test_without_a_population_nothing_is_said_of_one() -> None:
    assert finite(None) == ()


def test_pairs_are_people_in_both_waves() -> None:
    assert pairs(12).told(str) == "Base: 12 people who answered in both waves."


def test_in_dutch_an_association_is_samenhang_geen_effect() -> None:
    dutch = translator("nl").gettext
    assert ASSOCIATION.told(dutch) == "Dit is samenhang, geen effect."
    said = paired_change([6, 7, 5, 8], [7, 7, 6, 9]).method.told(dutch)
    assert said[1] == "Basis: 4 mensen die in beide metingen antwoordden."
    assert said[-1].startswith("Berekend met Python")
