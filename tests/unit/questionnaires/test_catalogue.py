"""What comes with the product, and files that somebody wrote."""

from pathlib import Path

import pytest

from survey.questionnaires import catalogue
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import ChoiceItem
from survey.questionnaires.loader import load_questionnaire, load_study
from survey.questionnaires.problems import ProblemsFoundError, Source

SATISFACTION = catalogue.shipped_questionnaires()["participant-satisfaction"]
AMSTERDAM = catalogue.shipped_studies()["amsterdam-jobcoaching"]

SMALL = """\
id: {id}
version: "1"
audience: participant
languages: [nl, nl-x-easy, en, ar]
title: {{nl: Klein, en: Small, nl-x-easy: Klein, ar: Small}}
minutes: 1
pages:
  - id: grade
    kind: report_grade
    text: {{nl: Cijfer, nl-x-easy: Cijfer, en: Grade, ar: Grade}}
    low: {{nl: laag, nl-x-easy: laag, en: low, ar: low}}
    high: {{nl: hoog, nl-x-easy: hoog, en: high, ar: high}}
"""


@pytest.mark.parametrize("questionnaire_id", catalogue.shipped_questionnaires())
def test_every_shipped_questionnaire_has_no_problems_and_is_named_like_its_file(questionnaire_id: str) -> None:
    assert catalogue.questionnaire(questionnaire_id).id == questionnaire_id


@pytest.mark.parametrize("study_id", catalogue.shipped_studies())
def test_every_shipped_study_has_no_problems_and_is_named_like_its_file(study_id: str) -> None:
    study, questionnaires = catalogue.load_study_file(catalogue.shipped_studies()[study_id])
    assert study.id == study_id
    assert {wave.questionnaire for wave in study.waves} == set(questionnaires)


def test_the_satisfaction_questionnaire_asks_what_the_report_published() -> None:
    codes = {
        each.id: each.codes()
        for each in catalogue.questionnaire("participant-satisfaction").items()
        if isinstance(each, ChoiceItem)
    }
    assert codes["there"] == ("always", "mostly", "sometimes", "never", "no_help_needed", "dont_know")
    assert codes["recommend"] == ("yes", "no", "dont_know")
    assert codes["yield"] == ("nothing", "a_little", "fairly", "much", "very_much", "dont_know")
    assert codes["age_class"] == ("age_18_26", "age_27_36", "age_37_56", "age_57_plus", "rather_not")
    assert codes["last_help"] == ("under_half_year", "half_to_one_year", "longer")


def test_a_questionnaire_that_the_library_does_not_have_is_said_so() -> None:
    with pytest.raises(catalogue.UnknownQuestionnaireError, match=r"no questionnaire “../x”.*participant-satisfaction"):
        catalogue.questionnaire("../x")


def study_beside(folder: Path, questionnaire_id: str) -> Path:
    """A copy of the shipped study that asks another questionnaire, without its tables but the grade."""
    text = AMSTERDAM.read_text(encoding="utf-8").replace("participant-satisfaction", questionnaire_id)
    head, _, _ = text.partition("    - kind: choice")
    path = folder / "study.yaml"
    path.write_text(head, encoding="utf-8")
    return path


def test_a_questionnaire_beside_the_study_goes_before_the_library(tmp_path: Path) -> None:
    path = study_beside(tmp_path, "participant-satisfaction")
    (tmp_path / "participant-satisfaction.yaml").write_text(
        SMALL.format(id="participant-satisfaction"), encoding="utf-8"
    )
    _, questionnaires = catalogue.load_study_file(path)
    assert [item.id for item in questionnaires["participant-satisfaction"].items()] == ["grade"]


def test_a_study_may_be_called_like_its_questionnaire(tmp_path: Path) -> None:
    path = tmp_path / "participant-satisfaction.yaml"
    path.write_text(AMSTERDAM.read_text(encoding="utf-8"), encoding="utf-8")
    _, questionnaires = catalogue.load_study_file(path)
    assert questionnaires["participant-satisfaction"] == catalogue.questionnaire("participant-satisfaction")


def test_a_questionnaire_beside_the_study_must_be_called_like_its_file(tmp_path: Path) -> None:
    path = study_beside(tmp_path, "small")
    (tmp_path / "small.yaml").write_text(SMALL.format(id="large"), encoding="utf-8")
    with pytest.raises(ProblemsFoundError) as caught:
        catalogue.load_study_file(path)
    assert [(Path(each.file).name, each.line) for each in caught.value.problems] == [("small.yaml", 1)]


def test_problems_of_the_study_and_of_the_questionnaire_beside_it_come_together(tmp_path: Path) -> None:
    path = study_beside(tmp_path, "small")
    path.write_text(path.read_text(encoding="utf-8").replace("{link}", "link"), encoding="utf-8")
    (tmp_path / "small.yaml").write_text(SMALL.format(id="small").replace(", en: Small", ""), encoding="utf-8")
    with pytest.raises(ProblemsFoundError) as caught:
        catalogue.load_study_file(path)
    assert [Path(each.file).name for each in caught.value.problems] == ["small.yaml", *["study.yaml"] * 4]
    assert "There is no questionnaire" not in str(caught.value)


def test_loading_from_text_gives_the_same_as_loading_from_files() -> None:
    study, questionnaires = catalogue.load_study_file(AMSTERDAM)
    assert load_questionnaire(Source.read(SATISFACTION)) == questionnaires["participant-satisfaction"]
    assert load_study(Source.read(AMSTERDAM), questionnaires) == study
    with pytest.raises(ProblemsFoundError, match="There is no questionnaire “participant-satisfaction”"):
        load_study(Source.read(AMSTERDAM), {})


def test_a_page_written_shortly_is_the_page_with_that_one_item() -> None:
    short = load_questionnaire(Source("a.yaml", SMALL.format(id="small")))
    item = SMALL.format(id="small").partition("  - ")[2]
    long = SMALL.format(id="small").replace(item, "id: grade\n    items:\n      - " + item.replace("\n", "\n    "))
    assert load_questionnaire(Source("b.yaml", long)) == short


def test_the_digest_is_of_what_is_asked_and_not_of_how_it_was_written() -> None:
    text = SMALL.format(id="small")
    first = load_questionnaire(Source("a.yaml", text))
    turned = load_questionnaire(Source("b.yaml", text.replace("nl: Klein, en: Small", "en: Small, nl: Klein")))
    changed = load_questionnaire(Source("c.yaml", text.replace("nl: Klein", "nl: Kleiner")))
    assert first.digest() == turned.digest() != changed.digest()
    assert Questionnaire.from_snapshot(first.snapshot()) == first
