"""The questions, as somebody goes through them: forwards, backwards, in two tabs, with mistakes and with nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import text

from survey.extensions import Stores
from survey.fieldwork import answers
from survey.questionnaires.definition import Questionnaire
from tests.fixtures.invited import Invited, Link, invite
from tests.fixtures.reader import Reader, Seen
from tests.fixtures.studies import YES_NO, a_questionnaire, a_study, both

from .conftest import Content

Read = Callable[[], Content]
PROMPT = "U heeft nog niets ingevuld. U mag de vraag ook overslaan."


@pytest.fixture
def short(app: Flask) -> Link:
    """A link to four questions: grade, good, recommend, and why for who says no."""
    return invite(app, a_study(), a_questionnaire()).link


def started(app: Flask, link: Link) -> Seen:
    """The first page, in a browser of its own."""
    return Reader(app).open(link.path).press("Start")


def to_the_last_page(app: Flask, link: Link) -> Seen:
    """All but the last of the four questions answered."""
    page = started(app, link).press("Verder", item_grade="8").press("Verder", item_good="kind")
    return page.press("Versturen", item_recommend="no")


def test_the_whole_amsterdam_questionnaire_is_stored_as_it_was_answered(
    app: Flask, invited: Invited, content: Read
) -> None:
    page = started(app, invited.link).press("Verder")
    counters = []
    for answer in (
        {"item_grade": "8"},
        {"item_there": "mostly"},
        {"item_good": ["understands", "other"], "item_good__other": "Hij lacht altijd"},
        {"item_better": "nothing"},
        {"item_recommend": "no"},
        {"item_why_not": ["too_little"]},
        {"item_yield": "dont_know"},
        {"item_gains": ["calm", "confidence"]},
        {"item_worse": "yes", "item_worse__other": "Moe"},
        {"item_coaches": "two"},
        {"item_last_help": "longer"},
        {"item_works_for": "agency"},
        {"item_paid_work": "yes"},
        {"item_age_class": "rather_not"},
    ):
        counters.append(page.title.partition(":")[0])
        page = page.press("Verder", **answer)
    assert counters[0] == "Vraag 1 van 14"
    assert counters[-1] == "Vraag 14 van 15"
    page = page.press("Versturen", item_tell_us="Dank u\r\nwel")
    assert (page.path, page.heading) == ("/thanks/amsterdam-jobcoaching?lang=nl", "Dank u wel!")
    (response,) = content()["responses.response"]
    assert response[-1] == {
        "grade": 8,
        "there": "mostly",
        "good": ["understands", "other"],
        "better": ["nothing"],
        "recommend": "no",
        "why_not": ["too_little"],
        "yield": "dont_know",
        "gains": ["confidence", "calm"],
        "worse": "yes",
        "coaches": "two",
        "last_help": "longer",
        "works_for": "agency",
        "paid_work": "yes",
        "age_class": "rather_not",
    }
    texts = {row[2]: row[3] for row in content()["responses.open_text"]}
    assert texts == {"good__other": "Hij lacht altijd", "worse__other": "Moe", "tell_us": "Dank u\nwel"}
    assert content()["responses.draft"] == []


def test_afterwards_the_link_says_received_and_nothing_is_left_in_the_browser(app: Flask, short: Link) -> None:
    page = to_the_last_page(app, short).press("Versturen", item_why="Druk")
    assert page.heading == "Dank u wel!"
    assert page.reader.cookies() == {}
    assert page.reader.open(short.path).heading == "Uw antwoorden zijn ontvangen"


def test_nobody_else_sees_an_answer_with_the_same_link(app: Flask, short: Link) -> None:
    to_the_last_page(app, short).press("Versturen", item_why="Mijn geheim")
    for path in (short.path, short.page("why"), short.page("grade")):
        page = Reader(app).open(path)
        assert "Mijn geheim" not in page.response.text
        assert not [name for name, _ in page.fields() if name.startswith("item_")]


def test_the_last_page_is_sent_and_the_others_go_on(app: Flask, short: Link) -> None:
    page = started(app, short)
    assert list(page.anatomy.forms[0].buttons) == ["Verder"]
    page = page.press("Verder", item_grade="8").press("Verder", item_good="kind")
    assert list(page.anatomy.forms[0].buttons) == ["Versturen", "Terug"]
    page = page.press("Versturen", item_recommend="no")
    assert page.heading == "why"


def test_an_empty_question_is_asked_about_once_and_may_be_skipped(app: Flask, short: Link, content: Read) -> None:
    page = started(app, short).press("Verder")
    assert PROMPT in page.text
    assert page.heading == "grade"
    assert content()["responses.draft"] == []
    page = page.press("Verder")
    assert page.heading == "good"
    assert PROMPT not in page.text


def test_an_extra_question_may_stay_empty_without_a_word(app: Flask, short: Link) -> None:
    assert to_the_last_page(app, short).press("Versturen").heading == "Dank u wel!"


def test_what_is_unticked_is_gone(app: Flask, short: Link) -> None:
    page = started(app, short).press("Verder", item_grade="8").press("Verder", item_good=["kind", "quick"])
    page = page.press("Terug")
    assert ("item_good", "quick") in page.fields()
    page = page.press("Verder", item_good=[])
    assert PROMPT in page.text
    assert not [value for name, value in page.fields() if name == "item_good"]
    assert page.press("Verder").press("Terug").fields() == [("item_good__other", "")]


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ({"item_good": ["kind", "nothing"]}, "U koos “Niets”, maar ook een ander antwoord. Kies opnieuw."),
        ({"item_good": ["never heard of"]}, "Kies een van de antwoorden."),
        (
            {"item_good": "other", "item_good__other": "x" * 201},
            "Uw tekst is te lang: 201 tekens. Er passen er 200. Maak de tekst korter.",
        ),
    ],
)
@pytest.mark.parametrize("button", ["Verder", "Terug"])
def test_what_cannot_be_is_explained_and_kept(
    app: Flask, short: Link, answer: dict[str, str | list[str]], complaint: str, button: str
) -> None:
    page = started(app, short).press("Verder", item_grade="8").press(button, **answer)
    assert page.status == 422
    assert page.title.startswith("Nog niet goed: ")
    assert page.text.count(complaint) == 2
    target = next(link for link in page.anatomy.links if link.startswith("#item_"))
    assert target[1:] in page.anatomy.ids
    for name, value in answer.items():
        known = [each for each in ([value] if isinstance(value, str) else value) if each != "never heard of"]
        assert {(name, each) for each in known} <= set(page.fields())


@pytest.mark.parametrize("grade", ["0", "11", "8.5", "eight", "٨", "9" * 5000, "-1"])
def test_a_grade_that_is_none_is_refused(app: Flask, short: Link, content: Read, grade: str) -> None:
    assert started(app, short).press("Verder", item_grade=grade).status == 422
    assert content()["responses.draft"] == []


def test_a_text_that_is_too_long_is_kept_until_it_is_shorter(app: Flask, short: Link) -> None:
    page = to_the_last_page(app, short).press("Versturen", item_why="a" * 2001)
    assert ("item_why", "a" * 2001) in page.fields()
    assert page.press("Versturen", item_why="a" * 2000).heading == "Dank u wel!"


def test_line_ends_count_once(app: Flask, short: Link) -> None:
    assert to_the_last_page(app, short).press("Versturen", item_why="a\r\n" * 999).heading == "Dank u wel!"


def test_characters_that_no_database_takes_do_no_harm(app: Flask, short: Link, content: Read) -> None:
    to_the_last_page(app, short).press("Versturen", item_why="een\x00twee\x1b\u2028😀")
    assert [row[3] for row in content()["responses.open_text"]] == ["eentwee\u2028😀"]


def test_words_of_ones_own_count_as_choosing_that_option(app: Flask, short: Link) -> None:
    page = started(app, short).press("Verder", item_grade="8").press("Verder", item_good__other="De koffie")
    assert ("item_good", "other") in page.press("Terug").fields()


def test_back_keeps_what_was_filled_in(app: Flask, short: Link) -> None:
    page = started(app, short).press("Verder", item_grade="8").press("Terug", item_good="quick")
    assert page.fields()[0] == ("item_grade", "8")
    assert ("item_good", "quick") in page.press("Verder").fields()


def test_an_address_out_of_reach_leads_to_where_somebody_is(app: Flask, short: Link) -> None:
    page = started(app, short).press("Verder", item_grade="8")
    for nowhere in ("why", "no_such_page"):
        assert page.reader.open(short.page(nowhere)).heading == "good"


def test_the_link_goes_on_behind_the_last_page_that_was_sent_on_any_device(app: Flask, short: Link) -> None:
    started(app, short).press("Verder", item_grade="8").press("Verder", item_good="kind")
    elsewhere = Reader(app).open(short.path)
    assert elsewhere.press("Ga verder").heading == "recommend"
    elsewhere.press("Ga verder").press("Terug", item_recommend="yes").press("Terug")
    assert Reader(app).open(short.path).press("Ga verder").heading == "recommend"


def test_who_answered_the_last_page_and_came_back_from_it_ends_there(app: Flask, short: Link) -> None:
    to_the_last_page(app, short).press("Terug", item_why="Druk")
    assert Reader(app).open(short.path).press("Ga verder").heading == "why"


def test_answers_that_went_out_of_reach_are_not_stored(app: Flask, short: Link, content: Read) -> None:
    page = to_the_last_page(app, short).press("Terug", item_why="Druk")
    assert page.press("Verder", item_recommend="yes").heading == "Dank u wel!"
    (response,) = content()["responses.response"]
    assert response[-1] == {"grade": 8, "good": ["kind"], "recommend": "yes"}
    assert content()["responses.open_text"] == []


def test_without_the_cookie_nothing_can_be_seen_or_sent(app: Flask, short: Link, content: Read) -> None:
    page = started(app, short)
    before = content()
    page.reader.forget()
    for lost in (page.reader.open(page.path), page.press("Verder", item_grade="8")):
        assert (lost.status, lost.heading) == (403, "Open uw link opnieuw")
    assert content() == before


def test_a_page_that_was_open_too_long_keeps_what_was_typed_and_saves_it_on_the_second_press(
    app: Flask, short: Link, content: Read
) -> None:
    page = to_the_last_page(app, short)
    before = content()
    page.anatomy.forms[0].fields[0] = ("csrf_token", "of another day")
    page = page.press("Versturen", item_why="Een lang verhaal")
    assert "Wat u heeft ingevuld, staat er nog. Druk nog een keer op de knop." in page.text
    assert content() == before
    assert page.press("Versturen").heading == "Dank u wel!"
    assert [row[3] for row in content()["responses.open_text"]] == ["Een lang verhaal"]


def test_another_form_that_is_open_survives_the_end_of_this_one(app: Flask) -> None:
    invited = invite(app, a_study(), a_questionnaire())
    reader = Reader(app)
    other = reader.open(invited.links[1].path).press("Start")
    page = reader.open(invited.links[0].path).press("Start").press("Verder", item_grade="8")
    assert page.press("Verder", item_good="kind").press("Versturen", item_recommend="yes").heading == "Dank u wel!"
    page = other.press("Verder", item_grade="5")
    assert "Wat u heeft ingevuld, staat er nog." in page.text
    assert page.press("Verder").heading == "good"


def test_two_tabs_are_put_together(app: Flask, short: Link, content: Read) -> None:
    first = started(app, short)
    second = first.reader.open(short.page("recommend"))
    first.press("Verder", item_grade="8")
    assert second.press("Versturen", item_recommend="yes").heading == "Dank u wel!"
    assert content()["responses.response"][0][-1] == {"grade": 8, "good": None, "recommend": "yes"}


def test_pressing_twice_is_pressing_once(app: Flask, short: Link) -> None:
    page = started(app, short)
    for _ in range(2):
        assert page.press("Verder", item_grade="8").heading == "good"


def test_sending_many_times_at_once_is_sending_once(app: Flask, short: Link, content: Read) -> None:
    page = to_the_last_page(app, short)
    path, fields = page.sends("Versturen", item_why="Druk")
    cookies = "; ".join(f"{name}={value}" for name, value in page.reader.cookies().items())

    def send(_number: int) -> tuple[int, str]:
        client = app.test_client(use_cookies=False)
        given = {"headers": {"Cookie": cookies}, "base_url": page.reader.base_url}
        response = client.post(path, data=dict(fields), **given)
        return response.status_code, response.location

    with ThreadPoolExecutor(8) as pool:
        outcomes = set(pool.map(send, range(16)))
    assert outcomes == {(303, "/thanks/proef?lang=nl")}
    assert len(content()["responses.response"]) == 1
    assert len(content()["responses.open_text"]) == 1


def test_a_wave_that_closes_meanwhile_ends_with_the_page_for_links_that_do_not_work(app: Flask) -> None:
    invited = invite(app, a_study(), a_questionnaire())
    page = to_the_last_page(app, invited.link)
    invited.close()
    page = page.press("Versturen", item_why="Te laat")
    assert (page.status, page.heading) == (404, "Deze link werkt niet")
    assert "answer" not in page.reader.cookies()


def test_an_answer_that_the_questionnaire_does_not_know_leads_back_to_its_page(app: Flask, short: Link) -> None:
    page = to_the_last_page(app, short)
    stores: Stores = app.extensions["stores"]
    with stores.responses() as responses:
        found = answers.standing(responses, short.token)
        assert found is not None
        answers.save(responses, found, "recommend", {"good": ("never_heard_of",)})
    assert page.press("Versturen", item_why="Druk").heading == "good"


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_when_the_database_is_away_the_page_keeps_what_was_typed(app: Flask, short: Link, content: Read) -> None:
    page = to_the_last_page(app, short)
    stores: Stores = app.extensions["stores"]
    engine = next(engine for store, engine in stores.engines.items() if store == "responses")
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE response RENAME TO away"))
    failed = page.press("Versturen", item_why="Een lang\r\n verhaal")
    assert (failed.status, failed.heading) == (503, "Uw antwoord is nog niet bewaard")
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO response"))
    assert failed.press("Probeer het opnieuw").heading == "Dank u wel!"
    assert [row[3] for row in content()["responses.open_text"]] == ["Een lang\n verhaal"]


def several_on_a_page() -> Questionnaire:
    """A page with three items, of which one depends on another, and a page of information alone."""
    yes_no = {"kind": "single_choice", "options": YES_NO}
    items = [
        {"id": "one", "text": both("Een?"), **yes_no},
        {"id": "two", "text": both("Twee?"), "when": "one == yes", **yes_no},
        {"id": "three", "text": both("Drie?"), **yes_no},
    ]
    told = [{"id": name, "kind": "information", "text": both(name)} for name in ("this", "that")]
    return a_questionnaire(pages=[{"id": "told", "items": told}, {"id": "first", "items": items}])


def test_a_page_with_more_items_has_the_counter_as_its_heading(app: Flask) -> None:
    link = invite(app, a_study(), several_on_a_page()).link
    page = started(app, link)
    assert page.heading == "this"
    page = page.press("Verder")
    assert page.heading == "Vraag 1 van 1"
    assert page.anatomy.words["h2"] == ["Een?", "Drie?"]


def test_an_item_that_an_answer_brings_up_on_the_same_page_is_asked_before_going_on(app: Flask, content: Read) -> None:
    link = invite(app, a_study(), several_on_a_page()).link
    page = started(app, link).press("Verder").press("Versturen", item_one="yes")
    assert page.anatomy.words["h2"] == ["Een?", "Twee?", "Drie?"]
    assert page.press("Versturen", item_two="no").heading == "Dank u wel!"
    assert content()["responses.response"][0][-1] == {"one": "yes", "two": "no", "three": None}
