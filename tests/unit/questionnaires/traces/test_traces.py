"""Names, numbers and addresses in what people write are found, and ordinary sentences about work are left alone."""

import pytest

from survey.questionnaires.traces import Trace, traces

from .sentences import ORDINARY, PERSONAL, measured


def test_there_are_enough_sentences_to_say_something() -> None:
    assert len(ORDINARY) >= 150
    assert len(PERSONAL) >= 80
    assert {kind for kinds, _ in PERSONAL for kind in kinds} == set(Trace)


def test_ordinary_sentences_about_work_are_left_alone() -> None:
    assert measured().alarms == ()


def test_most_traces_are_found_and_those_that_are_missed_are_known() -> None:
    assert measured().recall >= 0.95
    assert measured().missed == ("karin is mijn coach en ze is lief", "Bel Dogukan maar, die weet het.")


def test_the_kinds_that_are_found_are_the_right_ones() -> None:
    wrong = [(text, found) for kinds, text in PERSONAL if (found := set(traces(text))) and found != kinds]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NL91ABNA0417164301", ()),  # The check digits are wrong.
        ("nl91 abna 0417 1643 00", (Trace.ACCOUNT,)),
        ("NL91ABNA04171643001", ()),  # One too many.
        ("111222334", ()),  # Fails the eleven-proof.
        ("000000000", ()),
        ("Het kostte 111222333,50", (Trace.CITIZEN_NUMBER,)),  # Better asked once too often.
        ("0800 123 4567", ()),  # A service for everybody.
        ("0900 123 4567", ()),
        ("+49 30 123456", (Trace.PHONE,)),
        ("00 49 30 123456", (Trace.PHONE,)),
        ("06 1234567", ()),  # Too short.
        ("(020) 624 71 11", (Trace.PHONE,)),
        ("1234 SS", ()),  # Never given out.
        ("0123 AB", ()),
        ("2019 IN", ()),
        ("2019 XY", (Trace.POSTCODE,)),
        ("1500km", ()),
        ("www.werk.nl", ()),
        ("www.werk.nl/mijn-pagina", (Trace.LINK,)),
        ("iemand@", ()),
        ("@ huis", ()),
        ("Ik leer Frans", ()),
        ("Mijn coach heet Frans", (Trace.NAME,)),
        ("mijn coach heet Frank", (Trace.NAME,)),
        ("Frank en vrij", ()),
        ("Wil Bakker en ik", (Trace.NAME,)),
        ("Wil graag meer uren", ()),
        ("Albert Heijn", ()),
        ("Albert", (Trace.NAME,)),
        ("Albert\u2019s hulp", (Trace.NAME,)),
        ("Jan-Willem", (Trace.NAME,)),
        ("J.P. Tuinman", (Trace.NAME,)),
        ("", ()),
        ("   \n", ()),
    ],
)
def test_at_the_edges(text: str, found: tuple[Trace, ...]) -> None:
    assert traces(text) == found


def test_a_number_is_of_one_kind_only() -> None:
    assert traces("NL20INGB0001234567 111222333 0612345678") == (Trace.PHONE, Trace.ACCOUNT, Trace.CITIZEN_NUMBER)


WIDE = "".join(chr(ord(each) + 0xFEE0) for each in "NL91ABNA0417164300")
"""As a Japanese keyboard writes it."""


def test_digits_of_every_script_and_unusual_dashes_count() -> None:
    assert traces("٠٦١٢٣٤٥٦٧٨") == (Trace.PHONE,)
    assert traces("06\u201112\u00a034\u202f56\u200b78") == (Trace.PHONE,)
    assert traces(WIDE) == (Trace.ACCOUNT,)
