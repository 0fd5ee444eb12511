"""Coding in real databases: two coders by themselves, then whoever decides."""

import uuid

import pytest
from sqlalchemy.orm import Session

from survey.cli.demo.own_words import ITEM
from survey.reporting.open_answers import coding
from survey.reporting.open_answers.coding import Found
from survey.reporting.open_answers.standing import Coder, Standing, items, standing
from survey.storage.engines import Store, writing
from tests.fixtures.themes import uncoded
from tests.integration.reporting.fieldwork import WAVE, Engines, load

THEMES = ("support", "contact")
ONE, OTHER, THIRD = "one@example.org", "other@example.org", "third@example.org"


def now(engines: Engines, *themes: str) -> Standing:
    with Session(engines[Store.RESPONSES]) as responses:
        return standing(responses, WAVE, ITEM, themes or THEMES)


def code(engines: Engines, key: uuid.UUID, coder: Coder, *themes: str) -> None:
    with Session(engines[Store.RESPONSES]) as responses:
        coding.code(writing(responses), now(engines), THEMES, Found(key, coder, frozenset(themes)))
        responses.commit()


def read_by_both(engines: Engines, keys: list[uuid.UUID]) -> None:
    """The first coder finds a theme everywhere, the second only in the first text."""
    for key in keys:
        code(engines, key, Coder.FIRST, "support")
    for key in keys:
        code(engines, key, Coder.SECOND, *(["support"] if key == keys[0] else []))


def test_from_unread_to_finished(engines: Engines) -> None:
    keys = uncoded(engines, WAVE, "Fijn.", "Vaker bellen.", "Niets.")
    assert (now(engines).read(Coder.FIRST), now(engines).both_done, now(engines).conflicts) == (0, False, ())
    code(engines, keys[1], Coder.FIRST, "contact")
    code(engines, keys[1], Coder.FIRST, "contact", "support")
    assert now(engines).read(Coder.FIRST) == 1
    read_by_both(engines, keys)
    done = now(engines)
    assert done.both_done
    assert not done.is_finished
    assert {each.id for each in done.conflicts} == set(keys[1:])
    for key in keys[1:]:
        code(engines, key, Coder.DECIDER, "contact")
    finished = now(engines)
    assert finished.is_finished
    known = finished.of(keys[2])
    assert known is not None
    assert known.reading.outcome == frozenset({"contact"})


def test_each_coder_has_an_order_of_chance_that_stays(engines: Engines) -> None:
    keys = uncoded(engines, WAVE, *(f"Tekst {number}" for number in range(30)))
    first, second = (now(engines).queue(coder) for coder in (Coder.FIRST, Coder.SECOND))
    assert first == now(engines).queue(Coder.FIRST)
    assert first not in (keys, sorted(keys), second)
    assert set(first) == set(second) == set(keys)


def test_the_next_answer_is_one_that_was_not_read(engines: Engines) -> None:
    keys = uncoded(engines, WAVE, "Een", "Twee", "Drie")
    queue = now(engines).queue(Coder.FIRST)
    code(engines, queue[1], Coder.FIRST)
    assert now(engines).unread(Coder.FIRST) == queue[0]
    assert now(engines).unread(Coder.FIRST, after=queue[0]) == queue[2]
    assert now(engines).unread(Coder.FIRST, after=queue[2]) == queue[0]
    for key in keys:
        code(engines, key, Coder.FIRST)
    assert now(engines).unread(Coder.FIRST) is None


def test_when_both_are_done_codes_stay_and_only_deciding_is_left(engines: Engines) -> None:
    keys = uncoded(engines, WAVE, "Een", "Twee")
    with pytest.raises(coding.NotBothDoneError):
        code(engines, keys[0], Coder.DECIDER, "contact")
    read_by_both(engines, keys)
    with pytest.raises(coding.BothDoneError):
        code(engines, keys[0], Coder.FIRST, "contact")
    code(engines, keys[0], Coder.DECIDER, "contact")


def test_a_theme_that_is_not_offered_or_an_answer_that_is_gone_is_refused(engines: Engines) -> None:
    (key,) = uncoded(engines, WAVE, "Een")
    with pytest.raises(coding.UnknownThemeError):
        code(engines, key, Coder.FIRST, "nonsense")
    with pytest.raises(coding.NoSuchAnswerError):
        code(engines, uuid.uuid4(), Coder.FIRST)


def test_a_retired_theme_makes_no_conflict(engines: Engines) -> None:
    keys = uncoded(engines, WAVE, "Een", "Twee")
    read_by_both(engines, keys)
    assert len(now(engines).conflicts) == 1
    assert now(engines, "contact").conflicts == ()
    assert now(engines, "contact").is_finished


def test_two_people_code_and_one_decides(engines: Engines) -> None:
    load(engines)
    with Session(engines[Store.STUDIES]) as studies:
        assert coding.coders(studies, WAVE, ITEM) == coding.Coders()
        assert [coding.join(studies, WAVE, ITEM, name) for name in (ONE, OTHER, ONE)] == [1, 2, 1]
        with pytest.raises(coding.NotYourCodesError):
            coding.join(studies, WAVE, ITEM, THIRD)
        coding.preside(studies, WAVE, ITEM, THIRD)
        coding.preside(studies, WAVE, ITEM, THIRD)
        with pytest.raises(coding.OtherDeciderError):
            coding.preside(studies, WAVE, ITEM, ONE)
        studies.commit()
        who = coding.coders(studies, WAVE, ITEM)
    assert (who.place_of(ONE), who.place_of(OTHER), who.place_of(THIRD)) == (Coder.FIRST, Coder.SECOND, None)
    assert who.decider == THIRD


def test_answers_are_found_by_wave_and_item_only(engines: Engines) -> None:
    (key,) = uncoded(engines, WAVE, "Een")
    with Session(engines[Store.RESPONSES]) as responses:
        found = coding.text(responses, WAVE, ITEM, key)
        assert found is not None
        assert found.text == "Een"
        assert coding.text(responses, "other/wave", ITEM, key) is None
        assert coding.text(responses, WAVE, "why", key) is None
        assert items(responses, WAVE) == {ITEM: 1}
