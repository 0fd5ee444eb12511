"""A draft can be read with its own token only, and changing it is noticed."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from survey.fieldwork.drafts import Draft, seal, unseal
from survey.fieldwork.tokens import draft_key, ticket_hash, token

SECRET = token(bytes(32), "proef/single", 1, 1)
OTHER = token(bytes(32), "proef/single", 2, 1)
DRAFT = Draft({"grade": 8, "good": ("kind", "quick"), "why": "Ik heet Anna\nen woon in Oost"}, "why", "ar")

ANSWER = st.none() | st.integers() | st.text() | st.lists(st.text(), max_size=3).map(tuple)


def test_a_draft_comes_back_as_it_was_given() -> None:
    assert unseal(SECRET, seal(SECRET, DRAFT)) == DRAFT


def test_a_draft_without_a_page_comes_back_without_one() -> None:
    assert unseal(SECRET, seal(SECRET, Draft({"grade": 1}))) == Draft({"grade": 1}, None)


@given(
    st.dictionaries(st.text(), ANSWER),
    st.none() | st.from_regex(r"[a-z][a-z0-9_]*", fullmatch=True),
    st.none() | st.sampled_from(["nl", "nl-x-easy", "ar"]),
)
def test_any_draft_comes_back(
    answers: dict[str, int | str | tuple[str, ...] | None], page: str | None, language: str | None
) -> None:
    draft = Draft(answers, page, language)
    assert unseal(SECRET, seal(SECRET, draft)) == draft


def test_a_draft_from_before_the_language_was_kept_can_still_be_read() -> None:
    nonce = bytes(12)
    sealed = nonce + AESGCM(draft_key(SECRET)).encrypt(nonce, b'good\n{"grade":8}', ticket_hash(SECRET))
    assert unseal(SECRET, sealed) == Draft({"grade": 8}, "good")


def test_nothing_of_the_answers_can_be_read_in_it() -> None:
    sealed = seal(SECRET, DRAFT)
    assert not any(word in sealed for word in (b"Anna", b"grade", b"kind", b"why"))


def test_the_same_draft_is_never_sealed_the_same() -> None:
    assert seal(SECRET, DRAFT) != seal(SECRET, DRAFT)


def test_another_token_does_not_open_it() -> None:
    with pytest.raises(InvalidTag):
        unseal(OTHER, seal(SECRET, DRAFT))


@pytest.mark.parametrize("place", [0, 11, 12, -1])
def test_a_changed_byte_is_refused(place: int) -> None:
    sealed = bytearray(seal(SECRET, DRAFT))
    sealed[place] ^= 1
    with pytest.raises(InvalidTag):
        unseal(SECRET, bytes(sealed))


def test_a_shortened_draft_is_refused() -> None:
    with pytest.raises(InvalidTag):
        unseal(SECRET, seal(SECRET, DRAFT)[:-1])
