"""The thank-you page: what happens next, and where to go with what answering stirred up."""

from flask import Flask

from survey.questionnaires.study import Study
from tests.fixtures.invited import Invited, invite
from tests.fixtures.reader import Reader, Seen
from tests.fixtures.studies import a_questionnaire, a_study, both

SUPPORT = {"text": both("Praat erover."), "phone": "088 0767 000", "web": "https://www.example.org"}


def thanked(app: Flask, study: Study) -> Seen:
    """The thank-you page of a study."""
    invite(app, study, a_questionnaire())
    return Reader(app).open(f"/thanks/{study.id}")


def test_it_says_what_happens_next_in_the_words_of_the_study(app: Flask) -> None:
    page = thanked(app, a_study(afterwards=both("In mei leest u wat eruit kwam.")))
    assert page.anatomy.words["h2"] == ["Wat gebeurt er nu?"]
    assert "In mei leest u wat eruit kwam." in page.text
    assert "Later zetten wij" not in page.text


def test_a_study_that_says_nothing_about_it_gets_a_general_sentence(app: Flask) -> None:
    assert "Met de uitkomsten kan Gemeente Proefstad de hulp beter maken." in thanked(app, a_study()).text


def test_it_says_where_to_go_when_a_question_was_hard(app: Flask) -> None:
    page = thanked(app, a_study(support=SUPPORT))
    assert "Wilt u met iemand praten?" in page.anatomy.words["h2"]
    assert "Praat erover." in page.text
    assert {"tel:0880767000", "https://www.example.org"} <= set(page.anatomy.links)


def test_support_needs_neither_a_number_nor_an_address(app: Flask) -> None:
    page = thanked(app, a_study(support={"text": both("Praat erover.")}))
    assert "Praat erover." in page.text
    assert [link for link in page.anatomy.links if link.startswith(("tel:", "https:"))] == []


def test_the_shipped_studies_say_both_to_participants(app: Flask, invited: Invited) -> None:
    text = Reader(app).open(f"/thanks/{invited.study.id}").text
    assert "Daarna kunt u bij de helpdesk vragen wat eruit kwam." in text
    assert "bel uw huisarts" in text


def test_a_study_that_does_not_exist_is_not_thanked_for(app: Flask) -> None:
    assert Reader(app).open("/thanks/nonsense").status == 404
