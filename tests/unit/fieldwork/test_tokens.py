"""Tokens are long, re-derivable, and say nothing about what they were made from."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.fieldwork.tokens import (
    Form,
    code,
    draft_key,
    form_token,
    handle,
    pseudonym,
    ticket_hash,
    token,
    trajectory_pseudonym,
)

KEY = bytes(range(32))
SECRET = token(KEY, "proef/single", 1, 1)


def test_a_token_is_160_bits_in_base32() -> None:
    assert len(base64.b32decode(SECRET)) * 8 == 160
    assert re.fullmatch("[A-Z2-7]{32}", SECRET)


def test_a_token_is_the_same_each_time_it_is_derived() -> None:
    assert token(KEY, "proef/single", 1, 1) == SECRET


@pytest.mark.parametrize(
    "other",
    [
        token(bytes(32), "proef/single", 1, 1),
        token(KEY, "proef/second", 1, 1),
        token(KEY, "proef/single", 2, 1),
        token(KEY, "proef/single", 1, 2),
        token(KEY, "proef/single", 1, 1, "case-7"),
    ],
    ids=["key", "wave", "contact", "round", "trajectory"],
)
def test_a_token_differs_by_everything_it_is_made_from(other: str) -> None:
    assert other != SECRET


@pytest.mark.parametrize(
    ("one", "two"), [(("ab", "c"), ("a", "bc")), (("a", ""), ("", "a")), (("1", "11"), ("11", "1"))]
)
def test_where_one_field_ends_and_the_next_begins_makes_a_difference(
    one: tuple[str, str], two: tuple[str, str]
) -> None:
    wave, trajectory = one
    other_wave, other_trajectory = two
    assert token(KEY, wave, 1, 1, trajectory) != token(KEY, other_wave, 1, 1, other_trajectory)


@given(st.sets(st.tuples(st.text(max_size=3), st.integers(0, 12), st.integers(0, 12), st.text(max_size=3)), min_size=2))
def test_different_fields_give_different_tokens(
    fields: set[tuple[str, int, int, str]],
) -> None:
    assert len({token(KEY, *each) for each in fields}) == len(fields)


def test_ten_thousand_people_have_ten_thousand_tokens_pseudonyms_and_tickets() -> None:
    secrets = {token(KEY, "proef/single", number, 1) for number in range(10_000)}
    assert len(secrets) == 10_000
    assert len({ticket_hash(secret) for secret in secrets}) == 10_000
    assert len({pseudonym(KEY, "proef", number) for number in range(10_000)}) == 10_000


def test_a_pseudonym_has_16_bytes_and_depends_on_study_contact_and_key() -> None:
    label = pseudonym(KEY, "proef", 1)
    assert len(label) == 16
    others = [pseudonym(KEY, "proef", 2), pseudonym(KEY, "anders", 1), pseudonym(bytes(32), "proef", 1)]
    assert label not in others


def test_handle_and_draft_key_do_not_reveal_the_token() -> None:
    shown = handle(SECRET)
    assert len(shown) == 8
    assert shown.upper() not in SECRET
    assert draft_key(SECRET) not in (SECRET.encode(), ticket_hash(SECRET))
    assert len(draft_key(SECRET)) == 32


def test_the_ticket_hash_is_no_key_of_the_draft() -> None:
    in_address_bar = base64.b32decode(handle(SECRET).upper())
    assert draft_key(SECRET) != ticket_hash(SECRET)
    assert not draft_key(SECRET).startswith(in_address_bar)


def test_a_code_is_60_bits_in_signs_that_look_like_no_other() -> None:
    made = code(KEY, "proef/single", 1, 1)
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{12}", made)
    assert made == code(KEY, "proef/single", 1, 1)
    assert made not in SECRET


def test_codes_use_every_sign_in_every_place() -> None:
    codes = [code(KEY, "proef/single", number, 1) for number in range(2000)]
    assert len(set(codes)) == 2000
    assert [len({each[place] for each in codes}) for place in range(12)] == [32] * 12


@pytest.mark.parametrize(
    "other",
    [
        code(bytes(32), "proef/single", 1, 1),
        code(KEY, "proef/second", 1, 1),
        code(KEY, "proef/single", 2, 1),
        code(KEY, "proef/single", 1, 2),
        code(KEY, "proef/single", 1, 1, "case-7"),
    ],
    ids=["key", "wave", "contact", "round", "trajectory"],
)
def test_a_code_differs_by_everything_it_is_made_from(other: str) -> None:
    assert other != code(KEY, "proef/single", 1, 1)


def test_a_form_without_a_trajectory_has_the_token_of_its_contact() -> None:
    assert form_token(KEY, "proef/single", Form(1, None, 1)) == SECRET
    assert form_token(KEY, "proef/single", Form(1, 3, 1)) == token(KEY, "proef/single", 1, 1, "3")


def test_a_trajectory_has_another_label_for_each_audience_and_round_and_the_same_whoever_the_contact_is() -> None:
    label = trajectory_pseudonym(KEY, "proef", "job_coach", Form(1, 3, 1))
    assert len(label) == 16
    assert trajectory_pseudonym(KEY, "proef", "job_coach", Form(2, 3, 1)) == label
    others = [
        trajectory_pseudonym(KEY, "proef", "participant", Form(1, 3, 1)),
        trajectory_pseudonym(KEY, "anders", "job_coach", Form(1, 3, 1)),
        trajectory_pseudonym(KEY, "proef", "job_coach", Form(1, 4, 1)),
        trajectory_pseudonym(KEY, "proef", "job_coach", Form(1, 3, 2)),
        trajectory_pseudonym(bytes(32), "proef", "job_coach", Form(1, 3, 1)),
        trajectory_pseudonym(KEY, "proef", "job_coach", Form(3, None, 1)),
        trajectory_pseudonym(KEY, "proef", "job_coach", Form(4, None, 1)),
        pseudonym(KEY, "proef", 3),
    ]
    assert len({label, *others}) == len(others) + 1
