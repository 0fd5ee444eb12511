"""Out and in again: the same questionnaire, by its digest, whatever its texts hold."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.questionnaires.catalogue import load_checked, shipped_questionnaires
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.exchange.document import read_json, write_json
from survey.questionnaires.exchange.written import write_yaml
from survey.questionnaires.exchange.xlsform.reading import read_xlsform
from survey.questionnaires.exchange.xlsform.writing import write_xlsform
from survey.questionnaires.loader import load_questionnaire, read
from survey.questionnaires.problems import Source
from tests.unit.questionnaires.writing import WORDS, questionnaires

WRITTEN = Path(__file__).parents[1] / "written"
FILES = [*shipped_questionnaires().values(), *sorted(WRITTEN.glob("*.yaml"))]

AWKWARD = (
    "=1+1",
    "TRUE",
    "1.0",
    "no",
    "null",
    "Ja: nee # misschien",
    "“Ja”, 'nee' & <b>misschien</b> **vet** _cursief_",
    "twee\nregels\r\nen meer",
    "hard\u00a0spatie\u2028regel",
    "_x0041_ {{accolades}} ${geen}",
    "{item_0_0|uw antwoord} en {attribute:region|regio}",
    "مرحبا بكم",
    '["lijst"]',
    "\u0007 bel",
    "-",
    "1: eerste",
)
TEXTS = st.sampled_from(AWKWARD) | st.text(min_size=1, max_size=40).filter(lambda text: text.strip() != "")
LANGUAGES = ("nl", "en", "nl-x-easy", "ar", "und-x-lang2")


@st.composite
def wordings(draw: st.DrawFn) -> dict[str, str]:
    """A text in one or more languages."""
    languages = draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True))
    return {language: draw(TEXTS) for language in languages}


@st.composite
def dressed(draw: st.DrawFn, part: Any) -> Any:
    """`part` of a questionnaire with other texts."""
    if part == WORDS:
        return draw(wordings())
    if isinstance(part, dict):
        return {key: draw(dressed(value)) for key, value in part.items()}
    return [draw(dressed(value)) for value in part] if isinstance(part, list) else part


EXTRAS: dict[str, dict[str, Any]] = {
    "number": {"minimum": "-2.50", "maximum": "10.5", "decimals": 2, "core": False},
    "hours_per_month": {"maximum": 100},
    "multiple_choice": {"minimum": 2, "maximum": 3, "randomise": True},
    "single_choice": {"randomise": True},
    "ranking": {"top": 2, "randomise": True},
    "short_text": {"length": 20},
    "open_text": {"length": 3000},
    "calculated": {"decimals": 2},
}


@st.composite
def varied(draw: st.DrawFn) -> Questionnaire:
    """A random questionnaire with awkward texts, hints, shared scales and everything that is not a default."""
    document = draw(questionnaires(parts=True)).model_dump(mode="json", exclude_defaults=True)
    scale = [{"code": code, "text": WORDS} for code in ("a", "b", "c")]
    document["scales"] = {"shared": scale, "item_0_0": scale}
    for page in document["pages"]:
        if len(page["items"]) == 1 and draw(st.booleans()):
            page["id"] = page["items"][0]["id"]
        for item in page["items"]:
            item.update(draw(st.sampled_from(({}, EXTRAS.get(item["kind"], {})))))
            item.update(draw(st.sampled_from(({}, {"hint": WORDS}))))
            if item["kind"] == "rating_scale" and draw(st.booleans()):
                item.update(scale=draw(st.sampled_from(("shared", "item_0_0"))), options=[])
            if item["kind"] == "value_card" and draw(st.booleans()):
                item["questions"][0].update(scale="shared")
    document["languages"] = draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True))
    document["version"] = draw(st.sampled_from(("1", "1.10", "2024-01-01")))
    return Questionnaire.model_validate(draw(dressed(document)))


many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@many
@given(varied())
def test_an_xlsform_reads_back_as_the_same_questionnaire(questionnaire: Questionnaire) -> None:
    received = read_xlsform(write_xlsform(questionnaire), "form.xlsx")
    assert received.questionnaire.model_dump() == questionnaire.model_dump()
    assert received.questionnaire.digest() == questionnaire.digest()
    assert received.notices == ()


@many
@given(varied())
def test_json_reads_back_as_the_same_questionnaire(questionnaire: Questionnaire) -> None:
    assert read_json(write_json(questionnaire), "form.json").questionnaire.digest() == questionnaire.digest()


@many
@given(varied())
def test_yaml_reads_back_as_the_same_questionnaire(questionnaire: Questionnaire) -> None:
    text = write_yaml(questionnaire, ["a remark\nin two lines"]).decode()
    assert read(Source("form.yaml", text), Questionnaire).document.digest() == questionnaire.digest()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_library_survives_every_format(path: Path) -> None:
    questionnaire = load_checked(path)
    digest = questionnaire.digest()
    assert read_xlsform(write_xlsform(questionnaire), path.name).questionnaire.digest() == digest
    assert read_json(write_json(questionnaire), path.name).questionnaire.digest() == digest
    assert load_questionnaire(Source(path.name, write_yaml(questionnaire).decode())).digest() == digest


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_odk_makes_a_form_of_it(path: Path) -> None:
    from pyxform.xls2xform import convert  # noqa: PLC0415 - only here

    made = convert(write_xlsform(load_checked(path)), file_type=".xlsx")
    assert "<h:html" in made.xform
