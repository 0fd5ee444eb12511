"""Open answers at the edges: two people at once, forms that lack something, what is asked first and what is logged."""

import uuid

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from survey.cli.demo.own_words import ITEM
from survey.reporting.open_answers import codebook
from survey.storage.engines import Store
from survey.storage.responses import Coded, OpenText
from survey.storage.studies import CodingRow
from tests.fixtures.staff import ANALYST, FIELDWORKER, OWNER, RESEARCHER, STRANGER
from tests.integration.reporting.fieldwork import STUDY, WAVE

from .test_open_answers import AT, HERE, audited, code, send, somebody, texts

Engines = dict[Store, Engine]

PAGES = (
    AT,
    HERE,
    f"{HERE}/read",
    f"{HERE}/differences",
    f"{HERE}/themes",
    f"{HERE}/themes/luisteren",
    f"{HERE}/read/KEY",
    f"{HERE}/clear/KEY",
    f"{HERE}/quote/KEY",
)


def codes(engines: Engines) -> list[tuple[int, list[str]]]:
    with Session(engines[Store.RESPONSES]) as responses:
        return [(each.coder, list(each.themes)) for each in responses.scalars(select(Coded).order_by(Coded.coder))]


def test_looking_at_every_page_changes_and_logs_nothing(
    answers: list[uuid.UUID], staff: Flask, engines: Engines
) -> None:
    visitor = somebody(staff)
    before = audited(engines)
    for path in PAGES:
        assert visitor.get(path.replace("KEY", str(answers[0]))).status_code in (200, 303)
    assert audited(engines) == before
    assert codes(engines) == []
    with Session(engines[Store.STUDIES]) as studies:
        assert studies.scalars(select(CodingRow)).all() == []
    assert not any(each.aside or each.quote for each in texts(engines).values())


@pytest.mark.parametrize(("who", "status"), [(OWNER, 403), (FIELDWORKER, 403), (STRANGER, 404)])
def test_answers_are_as_closed_to_other_roles_as_to_other_programmes(
    answers: list[uuid.UUID], staff: Flask, engines: Engines, who: str, status: int
) -> None:
    visitor = somebody(staff, who)
    for path in PAGES:
        assert visitor.get(path.replace("KEY", str(answers[0]))).status_code == status, path
    for path in ("join", f"aside/{answers[0]}", f"quote/{answers[0]}", f"clear/{answers[0]}", "themes"):
        assert send(visitor, f"{HERE}/{path}", sure="yes").status_code == status, path
    assert not any(each.aside or each.quote for each in texts(engines).values())


def test_joining_twice_is_joining_once(answers: list[uuid.UUID], staff: Flask, engines: Engines) -> None:
    visitor = somebody(staff)
    for _ in range(2):
        assert send(visitor, f"{HERE}/join").location == f"{HERE}/read"
    assert [each for each in audited(engines) if each[1] == "code"] == [(RESEARCHER, "code", f"single {ITEM}: coder 1")]
    assert answers


def test_what_one_coder_finds_is_kept_once_and_replaced(
    answers: list[uuid.UUID], staff: Flask, engines: Engines
) -> None:
    visitor = somebody(staff)
    send(visitor, f"{HERE}/join")
    code(visitor, answers[0], "luisteren")
    code(visitor, answers[0])
    assert codes(engines) == [(1, [])]
    code(visitor, answers[0], "luisteren", "luisteren")
    assert codes(engines) == [(1, ["luisteren"])]


@pytest.mark.parametrize("theme", ["nonsense", "LUISTEREN", ""])
def test_a_theme_that_is_not_offered_keeps_nothing(
    answers: list[uuid.UUID], staff: Flask, engines: Engines, theme: str
) -> None:
    visitor = somebody(staff, language="en")
    send(visitor, f"{HERE}/join")
    refused = code(visitor, answers[0], "luisteren", theme)
    assert refused.status_code == 409
    assert "The codebook has changed meanwhile." in refused.text
    assert codes(engines) == []


def test_a_theme_that_was_retired_while_somebody_read_is_refused(
    answers: list[uuid.UUID], staff: Flask, engines: Engines
) -> None:
    first, second = somebody(staff), somebody(staff, ANALYST)
    send(first, f"{HERE}/join")
    assert 'value="luisteren"' in first.get(f"{HERE}/read/{answers[0]}").text
    send(second, f"{HERE}/themes/luisteren", deed="retire")
    assert code(first, answers[0], "luisteren").status_code == 409
    assert 'value="luisteren"' not in first.get(f"{HERE}/read/{answers[0]}").text
    assert codes(engines) == []


def test_the_first_who_decides_is_the_one_who_decides(answers: list[uuid.UUID], staff: Flask, engines: Engines) -> None:
    first, second = somebody(staff, language="en"), somebody(staff, ANALYST, "en")
    for visitor, themes in ((first, ["luisteren"]), (second, [])):
        send(visitor, f"{HERE}/join")
        for key in answers:
            code(visitor, key, *themes)
    assert send(second, f"{HERE}/differences/{answers[0]}", theme=["luisteren"]).status_code == 303
    refused = send(first, f"{HERE}/differences/{answers[1]}", theme=[])
    assert refused.status_code == 409
    assert f"{ANALYST} decides on these answers." in refused.text
    assert codes(engines).count((3, ["luisteren"])) == 1
    assert (3, []) not in codes(engines)
    assert [each for each in audited(engines) if each[1] == "decide"] == [(ANALYST, "decide", f"single {ITEM}")]


def test_what_somebody_else_took_out_meanwhile_is_looked_at_again(
    answers: list[uuid.UUID], staff: Flask, engines: Engines
) -> None:
    first, second = somebody(staff, language="en"), somebody(staff, ANALYST, "en")
    at, before = f"{HERE}/clear/{answers[0]}", texts(engines)[answers[0]].text
    assert 'name="before"' in send(first, at, words="Bel").text
    assert send(second, at, words="06-12345678", mark="phone", before=before, sure="yes").status_code == 303
    late = send(first, at, words="Bel", before=before, sure="yes")
    assert late.status_code == 409
    assert "Somebody else has changed this answer meanwhile." in late.text
    assert texts(engines)[answers[0]].text == "Bel Karin Bakker op [telephone number]."


@pytest.mark.parametrize("sure", ["", "no", "on", "YES"])
def test_nothing_is_taken_out_before_somebody_saw_what_is_left(
    answers: list[uuid.UUID], staff: Flask, engines: Engines, sure: str
) -> None:
    before = texts(engines)[answers[0]].text
    asked = send(somebody(staff), f"{HERE}/clear/{answers[0]}", words="Karin Bakker", before=before, sure=sure)
    assert asked.status_code == 200
    assert "Bel [weggelaten] op" in asked.text
    assert texts(engines)[answers[0]].text == before
    assert not any(action == "clear" for _actor, action, _detail in audited(engines))


@pytest.mark.parametrize(
    ("given", "mark"),
    [
        ({}, "left out"),
        ({"mark": "nonsense"}, "left out"),
        ({"mark": "place"}, "place"),
        ({"mark": "organisation"}, "organisation"),
    ],
)
def test_an_unknown_kind_is_left_out_without_saying_what_it_was(
    answers: list[uuid.UUID], staff: Flask, engines: Engines, given: dict[str, str], mark: str
) -> None:
    before = texts(engines)[answers[1]].text
    visitor = somebody(staff, language="en")
    send(visitor, f"{HERE}/clear/{answers[1]}", words="klagen", before=before, sure="yes", **given)
    assert texts(engines)[answers[1]].text == f"Niets te [{mark}]."


def test_the_log_has_neither_answers_nor_what_was_taken_out(
    answers: list[uuid.UUID], staff: Flask, engines: Engines
) -> None:
    visitor = somebody(staff)
    before = texts(engines)[answers[0]].text
    send(visitor, f"{HERE}/join")
    code(visitor, answers[1], "luisteren")
    send(visitor, f"{HERE}/clear/{answers[0]}", words="Karin Bakker", mark="name", before=before, sure="yes")
    send(visitor, f"{HERE}/aside/{answers[0]}")
    send(visitor, f"{HERE}/quote/{answers[1]}", quote="Niets te klagen")
    told = " ".join(detail for _actor, _action, detail in audited(engines))
    assert [action for _actor, action, _detail in audited(engines)][-4:] == ["code", "clear", "aside", "quote"]
    for secret in ("Karin", "Bakker", "06-", "klagen", "luisteren", *(str(key) for key in answers)):
        assert secret not in told


def test_who_does_not_code_goes_back_to_the_overview_after_setting_aside(
    answers: list[uuid.UUID], staff: Flask, engines: Engines
) -> None:
    visitor = somebody(staff)
    assert send(visitor, f"{HERE}/aside/{answers[0]}").location == HERE
    assert texts(engines)[answers[0]].aside
    assert visitor.get(f"{HERE}/read").location == HERE
    assert visitor.get(f"{HERE}/read/{answers[0]}").location == HERE


@pytest.mark.parametrize("path", ["aside", "quote", "clear", "read", "differences"])
def test_an_answer_that_is_not_there_is_not_found(answers: list[uuid.UUID], staff: Flask, path: str) -> None:
    visitor = somebody(staff)
    send(visitor, f"{HERE}/join")
    assert send(visitor, f"{HERE}/{path}/{uuid.uuid4()}").status_code == 404
    assert send(visitor, f"{HERE}/{path}/{answers[0]}x").status_code == 404


def test_quoting_may_be_doubted_and_is_then_one_tick_away(
    answers: list[uuid.UUID], staff: Flask, engines: Engines
) -> None:
    visitor, at = somebody(staff, language="en"), f"{HERE}/quote/{answers[0]}"
    assert 'name="sure"' not in visitor.get(at).text
    doubted = send(visitor, at, quote="op 06-12345678")
    assert "There may still be something personal in this quote: 06-12345678." in doubted.text
    assert texts(engines)[answers[0]].quote is None
    assert send(visitor, at, quote="op 06-12345678", sure="yes").status_code == 303
    assert texts(engines)[answers[0]].quote == "op 06-12345678"


@pytest.mark.parametrize("into", ["", "nonsense", "luisteren"])
def test_a_theme_is_put_together_with_another_that_is_there(
    answers: list[uuid.UUID], staff: Flask, engines: Engines, into: str
) -> None:
    visitor = somebody(staff)
    assert send(visitor, f"{HERE}/themes/luisteren/merge", into=into).status_code == 409
    assert send(visitor, f"{HERE}/themes/luisteren/merge", into=into, sure="yes").status_code == 409
    with Session(engines[Store.RESPONSES]) as responses:
        assert [each.code for each in codebook.themes(responses, STUDY.id, ITEM)] == ["luisteren"]
    assert answers


@pytest.mark.parametrize(("length", "status"), [(80, 303), (81, 409)])
def test_names_of_themes_have_a_length(answers: list[uuid.UUID], staff: Flask, length: int, status: int) -> None:
    visitor = somebody(staff)
    sent = send(visitor, f"{HERE}/themes", name_nl=f" {'n' * length} ", name_en="e" * length)
    assert sent.status_code == status
    assert answers


def test_a_wave_without_open_answers_says_so_in_both_languages(
    answers: list[uuid.UUID], staff: Flask, engines: Engines
) -> None:
    with Session(engines[Store.RESPONSES]) as responses:
        for row in responses.scalars(select(OpenText).where(OpenText.wave_id == WAVE)):
            responses.delete(row)
        responses.commit()
    pages = {tag: somebody(staff, language=tag).get(AT) for tag in ("nl", "en")}
    assert {page.status_code for page in pages.values()} == {200}
    assert all(f"{HERE}" not in page.text for page in pages.values())
    assert somebody(staff).get(HERE).status_code == 200
    assert somebody(staff).get(f"{HERE}/read").location == HERE
    assert answers
