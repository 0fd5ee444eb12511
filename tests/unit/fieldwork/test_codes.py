"""A code is read as it was meant, however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.fieldwork.codes import LOOKS_LIKE, grouped, typed
from survey.fieldwork.tokens import CODE_SIGNS, code

WIDE = "".join(chr(0xFF10 + digit) for digit in range(10)) + "ab"
ARABIC = "".join(chr(0x0660 + digit) for digit in range(10)) + "AB"
CODES = st.text(CODE_SIGNS, min_size=12, max_size=12)


def test_a_code_is_printed_in_two_groups_of_six() -> None:
    assert grouped("0123456789AB") == "012345 6789AB"


@pytest.mark.parametrize(
    "text",
    [
        "0123456789AB",
        "012345 6789AB",
        "012345-6789ab",
        " o1234-5678 9AB\n",
        "OI2345 6789AB",
        "0l2345.6789aB",
        WIDE,
        ARABIC,
        "012345\u20116789AB",
    ],
    ids=["bare", "printed", "hyphen", "spaces", "O and I", "l and dot", "wide", "Arabic digits", "other hyphen"],
)
def test_case_spaces_hyphens_and_look_alikes_make_no_difference(text: str) -> None:
    assert typed(text) == typed("0123456789AB") == "0123456789AB"


@given(CODES, st.data())
def test_every_code_survives_every_way_of_typing_it(made: str, data: st.DataObject) -> None:
    alike: dict[str, list[str]] = {}
    for sign, meant in LOOKS_LIKE.items():
        alike.setdefault(str(meant), []).append(chr(sign))
    signs = [data.draw(st.sampled_from([sign, sign.lower(), *alike.get(sign, [])])) for sign in made]
    between = data.draw(st.lists(st.sampled_from(["", " ", "-", "  "]), min_size=12, max_size=12))
    assert typed("".join(map(str.__add__, signs, between))) == made


@given(st.text())
def test_anything_can_be_typed(text: str) -> None:
    assert set(typed(text)) <= set(CODE_SIGNS)


def test_what_is_much_too_long_is_cut_off() -> None:
    assert len(typed("A" * 100_000)) == 100


def test_no_sign_of_a_code_is_read_as_another() -> None:
    assert typed(CODE_SIGNS) == CODE_SIGNS
    assert typed(code(bytes(32), "proef/single", 1, 1)) == code(bytes(32), "proef/single", 1, 1)
