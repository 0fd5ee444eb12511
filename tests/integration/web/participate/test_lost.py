"""What a lost cookie, a page that was open too long or a fault of ours leaves of what somebody typed: all of it."""

from collections.abc import Callable

import pytest
from flask import Flask

from survey.fieldwork import answers
from survey.fieldwork.codes import grouped
from tests.fixtures.invited import Invited, Link, invite
from tests.fixtures.reader import Reader, Seen
from tests.fixtures.studies import a_questionnaire, a_study

from .conftest import Content

Read = Callable[[], Content]
STORY = "Een lang\n verhaal"
KEPT = "Wat u net heeft ingevuld, staat nog op deze pagina."


@pytest.fixture
def several(app: Flask) -> Invited:
    """Twelve people with a link to four questions."""
    return invite(app, a_study(), a_questionnaire())


@pytest.fixture
def short(several: Invited) -> Link:
    """Somebody's link."""
    return several.link


def without_cookie(app: Flask, link: Link, button: str = "Versturen") -> Seen:
    """What comes back when the last page is sent, with a story, after the cookies have gone."""
    page = Reader(app).open(link.path).press("Start").press("Verder", item_grade="8").press("Verder", item_good="kind")
    page = page.press("Versturen", item_recommend="no")
    page.reader.forget()
    return page.press(button, item_why=STORY)


def written(content: Content) -> list[str]:
    return [row[3] for row in content["responses.open_text"]]


@pytest.mark.parametrize(
    "pasted", ["{path}", "https://werkpeil.example{path}", "Mijn link:  {path} .", "{path}?lang=en"]
)
def test_who_pastes_their_link_goes_on_with_what_they_typed(
    app: Flask, short: Link, content: Read, pasted: str
) -> None:
    lost = without_cookie(app, short)
    assert (lost.status, lost.heading) == (403, "Open uw link opnieuw")
    assert KEPT in lost.text
    page = lost.press("Ga verder", link=pasted.format(path=short.path))
    assert ("item_why", STORY) in page.fields()
    assert "Wat u heeft ingevuld, staat er nog. Druk nog een keer op de knop." in page.text
    assert page.press("Versturen").heading == "Dank u wel!"
    assert written(content()) == [STORY]


def test_who_opens_the_link_in_another_tab_goes_on_with_what_they_typed(app: Flask, short: Link, content: Read) -> None:
    lost = without_cookie(app, short)
    lost.reader.open(short.path).press("Ga verder")
    page = lost.press("Ga verder")
    assert ("item_why", STORY) in page.fields()
    assert page.press("Versturen").heading == "Dank u wel!"
    assert written(content()) == [STORY]


@pytest.mark.parametrize("pasted", ["nonsense", "A" * 32, "another person's", "A" * 40])
def test_any_other_link_is_refused_and_the_text_stays(app: Flask, several: Invited, content: Read, pasted: str) -> None:
    lost = without_cookie(app, several.links[0])
    before = content()
    wrong = lost.press("Ga verder", link=several.links[1].path if "person" in pasted else pasted)
    assert (wrong.status, wrong.heading) == (403, "Open uw link opnieuw")
    assert "Dit is niet de link of de code van deze vragen." in wrong.text
    assert ("item_why", STORY) in wrong.fields()
    assert wrong.reader.cookies() == {}
    failed = content().pop("responses.failures")
    assert content() | {"responses.failures": []} == before
    assert len(failed) == 1, "who tries is counted"
    right = wrong.press("Ga verder", link=several.links[0].path)
    assert ("item_why", STORY) in right.fields()


def test_who_has_a_letter_types_the_code_there(app: Flask, several: Invited, content: Read) -> None:
    mine, other = several.links[:2]
    several.post(mine)
    several.post(other)
    lost = without_cookie(app, mine)
    wrong = lost.press("Ga verder", link=grouped(other.code))
    assert (wrong.status, "Dit is niet de link of de code van deze vragen." in wrong.text) == (403, True)
    page = wrong.press("Ga verder", link=grouped(mine.code).lower())
    assert ("item_why", STORY) in page.fields()
    assert page.press("Versturen").heading == "Dank u wel!"
    assert written(content()) == [STORY]


def test_who_keeps_trying_codes_there_is_stopped_but_the_right_one_works(app: Flask, several: Invited) -> None:
    several.post(several.link)
    page = without_cookie(app, several.link)
    statuses = []
    for _ in range(12):
        page = page.press("Ga verder", link="ABCDEF 123456")
        statuses.append(page.status)
    assert statuses == [403] * 10 + [429] * 2
    assert ("item_why", STORY) in page.press("Ga verder", link=several.link.code).fields()


def test_the_page_that_asks_for_the_link_can_be_read_in_another_language(app: Flask, short: Link) -> None:
    page = without_cookie(app, short).press("English")
    assert page.heading == "Open your link again"
    page = page.press("Go on", link=short.path)
    assert page.heading == "why"
    assert ("item_why", STORY) in page.fields()


def test_a_page_without_a_cookie_stays_in_its_language(app: Flask, short: Link) -> None:
    page = Reader(app).open(short.path).press("Start").press("English")
    page.reader.forget()
    page = page.press("Continue", item_grade="8")
    assert page.heading == "Open your link again"
    assert page.press("Go on", link=short.path).press("Continue").press("Back").fields() == [("item_grade", "8")]


def test_back_without_a_cookie_loses_nothing_either(app: Flask, short: Link) -> None:
    page = without_cookie(app, short, "Terug").press("Ga verder", link=short.path)
    assert page.press("Versturen").heading == "Dank u wel!"


def test_looking_at_a_page_without_a_cookie_asks_for_nothing(app: Flask, short: Link) -> None:
    page = Reader(app).open(short.page("grade"))
    assert (page.status, page.anatomy.forms) == (403, [])


def test_a_fault_of_ours_hands_back_what_was_typed(app: Flask, short: Link, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Reader(app).open(short.path).press("Start").press("Verder", item_grade="8")

    def fail(*_given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(answers, "save", fail)
        failed = page.press("Verder", item_good="other", item_good__other=STORY)
    assert (failed.status, failed.heading) == (500, "Uw antwoord is nog niet bewaard")
    assert failed.press("Probeer het opnieuw").heading == "recommend"
    assert Reader(app).open(short.path).press("Ga verder").press("Terug").fields()[-1][0] == "item_good__other"


def test_another_language_on_the_page_for_what_was_not_saved_saves_it(
    app: Flask, short: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Reader(app).open(short.path).press("Start")

    def fail(*_given: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(answers, "save", fail)
        failed = page.press("Verder", item_grade="8")
        assert failed.press("English").heading == "Your answer was not saved"
    page = failed.press("English")
    assert page.heading == "good"
    assert ("item_grade", "8") in page.press("Back").fields()
