"""Secrets of accounts: nobody guesses them, and what is sealed opens for its owner only."""

import re

import pytest
from cryptography.exceptions import InvalidTag

from survey.web.accounts import tokens

KEY, OTHER = b"k" * 32, b"o" * 32


def test_secrets_differ_and_can_stand_in_an_address() -> None:
    made = {tokens.made() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", each) for each in made)


def test_a_digest_is_the_same_for_the_same_secret_only() -> None:
    assert tokens.digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert tokens.digest("abd") != tokens.digest("abc")


@pytest.mark.parametrize("content", ["", "JBSWY3DPEHPK3PXP", "é" * 500])
def test_what_is_sealed_opens_for_its_owner(content: str) -> None:
    sealed = tokens.sealed(KEY, content, "1")
    assert tokens.opened(KEY, sealed, "1") == content
    assert not content or content.encode() not in sealed


def test_the_same_content_is_never_sealed_the_same() -> None:
    assert len({tokens.sealed(KEY, "same", "1") for _ in range(10)}) == 10


@pytest.mark.parametrize(("key", "owner"), [(OTHER, "1"), (KEY, "2"), (KEY, "")])
def test_it_opens_under_no_other_key_and_for_nobody_else(key: bytes, owner: str) -> None:
    with pytest.raises(InvalidTag):
        tokens.opened(key, tokens.sealed(KEY, "secret", "1"), owner)


def test_what_was_changed_does_not_open() -> None:
    sealed = tokens.sealed(KEY, "secret", "1")
    with pytest.raises(InvalidTag):
        tokens.opened(KEY, sealed[:-1] + bytes([sealed[-1] ^ 1]), "1")
