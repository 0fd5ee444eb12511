"""Whatever is written: numbers that pass their check are found, and a long text takes no time."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires.traces import Trace, traces
from survey.questionnaires.traces.numbers import IBAN_LENGTHS, is_citizen_number, is_iban

DIGITS = st.text(string.digits, min_size=1)
AROUND = st.sampled_from(["", "Het is ", "mijn nummer: ", "(", "ja, "])
LONGEST = 10_000


@st.composite
def ibans(draw: st.DrawFn) -> str:
    """Account numbers of some country, with the check digits that make the remainder 1."""
    country = draw(st.sampled_from(sorted(IBAN_LENGTHS)))
    length = IBAN_LENGTHS[country] - 4
    account = draw(st.text(string.digits + string.ascii_uppercase, min_size=length, max_size=length))
    rest = int("".join(str(int(each, 36)) for each in f"{account}{country}00")) % 97
    return f"{country}{98 - rest:02}{account}"


@given(ibans(), AROUND, st.integers(2, 6))
def test_every_account_number_is_found_also_in_groups(number: str, before: str, group: int) -> None:
    grouped = " ".join(number[at : at + group] for at in range(0, len(number), group))
    assert Trace.ACCOUNT in traces(before + number)
    assert Trace.ACCOUNT in traces(f"{before}{grouped}.")


@given(ibans(), st.data())
def test_an_account_number_with_one_wrong_digit_is_none(number: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([place for place, each in enumerate(number) if each.isdigit()]))
    other = data.draw(st.sampled_from([each for each in string.digits if each != number[at]]))
    assert not is_iban(number[:at] + other + number[at + 1 :])


@given(st.text(string.digits, min_size=9, max_size=9))
def test_a_citizen_number_is_found_if_and_only_if_it_passes(digits: str) -> None:
    found = Trace.CITIZEN_NUMBER in traces(f"Mijn nummer is {digits}.")
    assert found == is_citizen_number(digits)


@given(st.text(string.digits, min_size=8, max_size=8), AROUND, st.sampled_from(["06{}", "06-{}", "+316{}", "06 {}"]))
def test_every_mobile_number_is_found(digits: str, before: str, written: str) -> None:
    assert Trace.PHONE in traces(before + written.format(digits))


@given(st.integers(1000, 9999), st.sampled_from(["XR", "KT", "BV"]), st.sampled_from(["", " "]))
def test_every_postcode_is_found(number: int, letters: str, between: str) -> None:
    assert Trace.POSTCODE in traces(f"Ik woon op {number}{between}{letters}.")


@given(st.text())
def test_any_text_can_be_read_and_says_the_same_twice(text: str) -> None:
    assert traces(text) == traces(text)


@given(st.lists(st.sampled_from(["ik", "werk", "graag", "meer", "uren", "en", "de", "coach", "is", "goed", "12"])))
def test_plain_words_give_no_alarm_in_whatever_order(words: list[str]) -> None:
    assert traces(" ".join(words)) == ()


@pytest.mark.parametrize(
    "piece", ["a", "a.", "A. ", "NL91", "0612 ", "van ", "Van ", "@", "a-", "1", "coach is called "]
)
def test_a_long_text_takes_no_time(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    begun = time.perf_counter()
    traces(text)
    assert time.perf_counter() - begun < 2
