"""A new questionnaire: without questions, from the library, or from a file of ours or of another tool."""

from io import BytesIO
from tempfile import gettempdir

import pytest
from werkzeug.test import TestResponse

from survey.questionnaires import catalogue
from survey.questionnaires.editing.outline import item_ids
from survey.questionnaires.exchange.document import write_json
from survey.questionnaires.exchange.files import WRITE

from .conftest import STUDY, Maker

NEW = f"/studies/{STUDY}/questionnaires/new"
SATISFACTION = "participant-satisfaction"


def begin(maker: Maker, **values: str) -> TestResponse:
    return maker.visitor.post(NEW, **values)


def bring(maker: Maker, name: str, content: bytes) -> TestResponse:
    sent = {"csrf_token": maker.visitor.token(), "way": "file", "file": (BytesIO(content), name)}
    return maker.visitor.client.post(NEW, data=sent, base_url=maker.visitor.address)


def test_one_without_questions_has_a_title_and_languages(maker: Maker) -> None:
    answer = begin(
        maker, way="empty", title="Hoe gaat het?", audience="employer", **{"language:en": "1", "language:nl": "1"}
    )
    assert answer.location == maker.path(name="hoe-gaat")
    document = maker.document("hoe-gaat")
    assert document["languages"] == ["nl", "en"]
    assert document["title"] == {"nl": "Hoe gaat het?"} or document["title"] == {"en": "Hoe gaat het?"}
    assert (document["audience"], document["pages"]) == ("employer", [])
    text = maker.page(name="hoe-gaat")
    assert "Er zijn nog geen vragen. Voeg de eerste toe." in text


def test_without_a_title_it_is_asked_again(maker: Maker) -> None:
    assert begin(maker, way="empty", title="  ").status_code == 422
    assert begin(maker, way="nonsense").status_code == 422
    assert "Begin zonder vragen" in maker.visitor.get(NEW).text


def test_two_of_one_title_have_two_names(maker: Maker) -> None:
    assert begin(maker, way="empty", title="Vragen").location == maker.path(name="vragen-2")
    assert begin(maker, way="empty", title="study").location == maker.path(name="study-2")
    assert begin(maker, way="empty", title="؟", audience="martians").location == maker.path(name="questionnaire")
    assert maker.document("questionnaire")["audience"] == "participant"


@pytest.mark.parametrize("name", catalogue.shipped_questionnaires())
def test_one_from_the_library_is_whole(maker: Maker, name: str) -> None:
    assert begin(maker, way="library", questionnaire=name).location == maker.path(name=name)
    assert item_ids(maker.document(name)) == [item.id for item in catalogue.questionnaire(name).items()]
    assert "Klaar voor gebruik" in maker.page(name=name)


def test_the_library_has_only_what_it_has(maker: Maker) -> None:
    assert begin(maker, way="library", questionnaire="../../etc/passwd").status_code == 422


@pytest.mark.parametrize("ending", WRITE)
def test_a_file_becomes_a_questionnaire(maker: Maker, ending: str) -> None:
    whole = catalogue.questionnaire(SATISFACTION)
    answer = bring(maker, f"C:\\papers\\mijn vragen{ending}", WRITE[ending](whole))
    assert answer.status_code == 303, answer.text
    assert item_ids(maker.document(answer.location.rsplit("/", 1)[1])) == [item.id for item in whole.items()]


def test_what_a_file_has_wrong_is_mended_in_the_builder(maker: Maker) -> None:
    text = maker.kept().text.replace("en: Why?", "de: Warum?")
    answer = bring(maker, "mine.yaml", text.encode())
    assert answer.location == maker.path(name="vragen-2")
    assert "Problemen: 2" in maker.page(name="vragen-2")


REFUSED = {
    "nothing": ("", b""),
    "an unknown kind": ("mine.doc", b"hello"),
    "no YAML": ("mine.yaml", b"a: ["),
    "no JSON": ("mine.json", b"{"),
    "no spreadsheet": ("mine.xlsx", b"PK not really"),
    "YAML that is no questionnaire": ("mine.yml", b"a: 1"),
    "bytes": ("mine.yaml", b"\xff\xfe\x00"),
    "a bomb of references": ("mine.yaml", b"a: &a [x]\nb: [*a, *a]"),
}


@pytest.mark.parametrize(("name", "content"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_says_why(maker: Maker, name: str, content: bytes) -> None:
    answer = bring(maker, name, content)
    assert answer.status_code == 422
    assert "Het bestand kon niet worden gebruikt:" in answer.text
    assert gettempdir() not in answer.text


def test_what_could_not_be_kept_is_told(maker: Maker) -> None:
    sent = write_json(catalogue.questionnaire(SATISFACTION)).replace(b'"format_version": 1', b'"format_version": 2')
    assert bring(maker, "mine.json", sent).status_code == 422
    assert bring(maker, "<script>alert(1)</script>.yaml", maker.kept().text.encode()).status_code == 303
    assert bring(maker, "<script>alert(1)</script>.doc", b"x").text.count("<script>alert") == 0
