"""The link that stops mails: readable for us, and of no use for anything else."""

import pytest

from survey.fieldwork.stop_links import Stop, seal, stop_key, unseal

KEY = stop_key(bytes(32))
STOP = Stop(7, "proef", "nl-x-easy")


def test_what_was_sealed_is_read_again() -> None:
    assert unseal(KEY, seal(KEY, STOP)) == STOP


def test_two_links_of_one_person_have_nothing_in_common() -> None:
    first, second = seal(KEY, STOP), seal(KEY, STOP)
    assert first[:8] != second[:8]
    assert all(each.replace("-", "a").replace("_", "a").isalnum() for each in (first, second))


def test_another_key_reads_nothing() -> None:
    assert unseal(stop_key(bytes([1] * 32)), seal(KEY, STOP)) is None


@pytest.mark.parametrize("place", [0, 10, 20, -1])
def test_a_changed_link_is_refused(place: int) -> None:
    sealed = seal(KEY, STOP)
    place %= len(sealed) - 1  # The last character holds bits that do not count.
    changed = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
    assert unseal(KEY, changed) is None


@pytest.mark.parametrize("text", ["", "A", "AAAA", "é", "A" * 40, "A" * 401, "../x", "AAAA====", "A=A="])
def test_anything_else_is_refused(text: str) -> None:
    assert unseal(KEY, text) is None
