"""Where traces stand in a text, so that somebody can take them out."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires.traces import Trace, spans, traces

from .sentences import ORDINARY, PERSONAL

SENTENCES = [*ORDINARY, *(text for _kinds, text in PERSONAL)]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Mijn jobcoach Karin is lief.", [("Karin", Trace.NAME)]),
        ("Bel mevrouw de Vries, 06 12345678.", [("de Vries", Trace.NAME), ("06 12345678", Trace.PHONE)]),
        (
            "Mail jan@example.org of www.voorbeeld.nl/ik",
            [("jan@example.org", Trace.MAIL), ("www.voorbeeld.nl/ik", Trace.LINK)],
        ),
        ("Ik woon op 1012 AB.", [("1012 AB", Trace.POSTCODE)]),
        ("J. Jansen en K. Bakker", [("J. Jansen", Trace.NAME), ("K. Bakker", Trace.NAME)]),
        ("Dank u, Rene\u0301e en Zoe\u0308!", [("Rene\u0301e", Trace.NAME), ("Zoe\u0308", Trace.NAME)]),
        ("Een goede plek, en genoeg tijd.", []),
        ("", []),
    ],
)
def test_what_is_marked(text: str, marked: list[tuple[str, Trace]]) -> None:
    assert [(text[each.start : each.end], each.kind) for each in spans(text)] == marked


@given(st.lists(st.sampled_from(SENTENCES), max_size=4).map(" ".join))
def test_every_kind_that_is_found_has_a_place_and_no_place_overlaps(text: str) -> None:
    found = spans(text)
    assert {each.kind for each in found} <= set(traces(text))
    assert bool(found) == bool(traces(text))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(max_size=60))
def test_any_text_can_be_marked(text: str) -> None:
    found = spans(text)
    assert bool(found) == bool(traces(text))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
