"""The privacy page follows the study and the state of its keys."""

import pytest
from flask import Flask

from survey.fieldwork import destruction
from survey.languages import translator
from survey.questionnaires.definition import Audience
from survey.questionnaires.study import Attribute, Mode, Study
from tests.fixtures.invited import Invited, design, invite
from tests.fixtures.reader import Reader, Seen
from tests.fixtures.studies import AGE, a_privacy, a_questionnaire, a_study

HEADING = "Wat er met uw antwoorden gebeurt"


def shown(app: Flask, study: Study | None = None, language: str = "nl") -> Seen:
    """The page of a study that is in the field."""
    study = study or a_study(privacy=a_privacy())
    invite(app, study, a_questionnaire(audience=study.waves[0].audience))
    return Reader(app).open(f"/privacy/{study.id}?lang={language}")


def test_the_page_tells_everything_that_has_to_be_told(app: Flask) -> None:
    page = shown(app)
    assert page.heading == HEADING
    for part in (
        "Gemeente Proefstad, Postbus 1, 1234 AB Proefstad.",
        "help@example.org",
        "fg@example.org",
        "Wij willen het weten.",
        "alleen voor dit onderzoek",
        "publieke taak hoort. Dat staat in de Participatiewet.",
        "groepen van minstens 10 mensen",
        "Adressen: 3 maanden",
        "De sleutel van de code: 12 maanden",
        "Antwoorden: 60 maanden",
        "bezwaar maken",
        "Autoriteit Persoonsgegevens",
        "22 november 2026",
    ):
        assert part in page.text


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("consent", "u geeft toestemming"),
        ("legal_obligation", "de wet ons daartoe verplicht"),
        ("public_task", "onze publieke taak"),
        ("legitimate_interest", "een goede reden"),
    ],
)
def test_the_ground_is_said_in_words(app: Flask, basis: str, said: str) -> None:
    assert said in shown(app, a_study(privacy=a_privacy(legal_basis=basis))).text


@pytest.mark.parametrize(
    ("mode", "said", "unsaid"),
    [
        (Mode.LINKED, "zolang wij de sleutel van de code hebben", "Na het versturen"),
        (Mode.UNLINKED, "maar niet van wie ze zijn.", "sleutel van de code"),
    ],
)
def test_who_sees_what_follows_the_mode(app: Flask, mode: Mode, said: str, unsaid: str) -> None:
    page = shown(app, a_study(mode=mode, privacy=a_privacy()))
    assert said in page.text
    assert unsaid not in page.text


def test_answers_are_called_anonymous_once_the_keys_are_destroyed(app: Flask) -> None:
    study = a_study(privacy=a_privacy())
    invited = invite(app, study, a_questionnaire(audience=study.waves[0].audience))
    page = Reader(app).open(f"/privacy/{study.id}?lang=nl")
    assert "anoniem" not in page.text
    invited.close()
    assert "anoniem" not in page.reader.open(page.path).text
    destruction.destroy(invited.field, study, ("A. Jansen", "B. de Vries"))
    page = page.reader.open(page.path)
    assert "Ze zijn anoniem." in page.text
    assert "Wij kunnen uw antwoorden niet meer vinden of verwijderen." in page.text
    assert "willekeurige code" not in page.text


def test_what_is_known_from_the_register_is_named(app: Flask) -> None:
    assert "Uit de administratie" not in shown(app).text
    study = a_study(id="anders", privacy=a_privacy(), smallest_cohort=2)
    study = study.model_copy(update={"attributes": (Attribute.model_validate(AGE),)})
    page = shown(app, study)
    assert "Uit de administratie hebben wij ook: Leeftijd" in page.text


def test_only_where_participants_are_asked_does_it_speak_of_their_coach(app: Flask) -> None:
    study = a_study(privacy=a_privacy())
    wave = study.waves[0].model_copy(update={"audience": Audience.EMPLOYER})
    page = shown(app, study.model_copy(update={"waves": (wave,)}))
    assert "Uw jobcoach" not in page.text


@pytest.mark.parametrize("language", ["nl", "nl-x-easy", "en", "ar"])
def test_the_page_speaks_every_language_of_its_study(app: Flask, language: str) -> None:
    study, asked = design()
    invite(app, study, asked)
    page = Reader(app).open(f"/privacy/{study.id}?lang={language}")
    assert page.heading == translator(language).gettext("What happens with your answers")
    assert study.privacy is not None
    assert study.privacy.controller[language] in page.text


def test_start_page_and_footers_lead_to_it(app: Flask, invited: Invited) -> None:
    start = Reader(app).open(invited.link.path)
    address = f"/privacy/{invited.study.id}?lang=nl"
    assert start.anatomy.links.count(address) == 2
    question = start.press("Start")
    assert address in question.anatomy.links
    assert start.reader.open(address).heading == HEADING


@pytest.mark.parametrize("study", ["unknown", "proef"])
def test_a_study_that_is_unknown_or_tells_nothing_has_no_page(app: Flask, study: str) -> None:
    invite(app, a_study(), a_questionnaire())
    assert Reader(app).open(f"/privacy/{study}").status == 404
