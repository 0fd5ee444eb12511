"""Typed codes open the ticket of the link, and the table of codes gives nothing away."""

import hashlib
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from survey.fieldwork import codes, designs
from survey.fieldwork.tokens import code, ticket_hash
from survey.questionnaires.study import Study
from survey.storage.engines import Store
from survey.storage.responses import CodeSalt, Ticket, TypedCode

from .ground import Ground

ABSENT = "ZZZZZZ ZZZZZZ"


@dataclass(frozen=True)
class Pair:
    """A letter."""

    code: str
    token: str


def letters(ground: Ground, study: Study) -> list[Pair]:
    """The letters of everybody, by contact."""
    key, wave_id = ground.keyring.keys(study.id).token, designs.wave_id(study.id, "single")
    return [Pair(code(key, wave_id, at, 1), secret) for at, secret in enumerate(ground.secrets(study), start=1)]


def keep(ground: Ground, pairs: list[Pair]) -> list[int]:
    with ground.session(Store.RESPONSES) as session:
        return list(codes.keep(session, "proef/single", pairs))


def found(ground: Ground, text: str) -> str | None:
    with ground.session(Store.RESPONSES) as session:
        return codes.token_behind(session, text)


def test_a_code_leads_to_the_token_of_its_letter(ground: Ground) -> None:
    pairs = letters(ground, ground.opened())[:3]
    assert keep(ground, pairs) == [1, 2, 3]
    assert [found(ground, pair.code) for pair in pairs] == [pair.token for pair in pairs]
    assert found(ground, f" {pairs[0].code.lower()[:6]}-{pairs[0].code[6:]} ") == pairs[0].token
    assert ground.standing(pairs[0].token).draft.answers == {}


def test_who_got_no_letter_has_no_code(ground: Ground) -> None:
    pairs = letters(ground, ground.opened())
    assert found(ground, pairs[0].code) is None
    keep(ground, pairs[:1])
    assert found(ground, pairs[1].code) is None


@pytest.mark.parametrize("text", [ABSENT, "", "x", "A" * 500, "é\x00'", "\ud800"])
def test_what_is_no_code_is_not_found(ground: Ground, text: str) -> None:
    keep(ground, letters(ground, ground.opened())[:2])
    assert found(ground, text) is None


def test_printing_again_changes_nothing(ground: Ground) -> None:
    everybody = letters(ground, ground.opened())
    keep(ground, everybody[:2])
    before = ground.content(Store.RESPONSES)
    keep(ground, everybody[:2])
    assert ground.content(Store.RESPONSES) == before
    keep(ground, everybody[:3])
    assert ground.count(Store.RESPONSES, TypedCode) == 3


def test_a_thief_finds_no_code_no_token_and_no_way_to_a_ticket(ground: Ground) -> None:
    pairs = letters(ground, ground.opened())
    keep(ground, pairs)
    rows = ground.rows(Store.RESPONSES, TypedCode)
    kept = b"".join(row.lookup + row.sealed for row in rows)
    for pair in pairs:
        hidden = (
            *(pair.code.encode(), pair.token.encode(), ticket_hash(pair.token)),
            *(hashlib.sha256(text.encode()).digest() for text in (pair.code, codes.grouped(pair.code))),
        )
        assert not [each for each in hidden if each[:12] in kept]
    assert {len(row.sealed) for row in rows} == {12 + 32 + 16}
    assert {row.wave_id for row in rows} == {"proef/single"}


def test_codes_lie_in_the_order_of_their_lookups(ground: Ground) -> None:
    keep(ground, letters(ground, ground.opened()))
    with ground.engines[Store.RESPONSES].connect() as connection:
        as_stored = list(connection.scalars(select(TypedCode.lookup)))
        tickets = list(connection.scalars(select(Ticket.hash)))
    assert as_stored == sorted(as_stored)
    assert len(as_stored) == len(tickets)


def test_each_installation_has_a_salt_of_its_own_that_stays(ground: Ground) -> None:
    pairs = letters(ground, ground.opened())
    keep(ground, pairs[:1])
    (first,) = ground.rows(Store.RESPONSES, CodeSalt)
    keep(ground, pairs[1:2])
    (second,) = ground.rows(Store.RESPONSES, CodeSalt)
    assert first.salt == second.salt != bytes(16)
    assert len(first.salt) == 16


def test_nothing_about_letters_stands_beside_a_contact(ground: Ground) -> None:
    study = ground.opened()
    before = ground.content(Store.CONTACTS)
    keep(ground, letters(ground, study))
    assert ground.content(Store.CONTACTS) == before
