"""The cookie of a visit: sealed, and good for one form only."""

import base64

import pytest

from survey.fieldwork.tokens import handle
from survey.web.participate.visit import Visit, seal, unseal

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
VISIT = Visit("A" * 32, "nl-x-easy")
FORM = handle(VISIT.token)


def test_a_sealed_visit_can_be_read_again() -> None:
    assert unseal(KEY, seal(KEY, VISIT), FORM) == VISIT


def test_a_sealed_visit_shows_neither_token_nor_language() -> None:
    content = base64.urlsafe_b64decode(seal(KEY, VISIT))
    assert VISIT.token.encode() not in content
    assert VISIT.language.encode() not in content


def test_the_same_visit_is_sealed_differently_each_time() -> None:
    assert seal(KEY, VISIT) != seal(KEY, VISIT)


@pytest.mark.parametrize(
    ("key", "form", "value"),
    [
        (OTHER_KEY, FORM, seal(KEY, VISIT)),
        (KEY, handle("B" * 32), seal(KEY, VISIT)),
        (KEY, FORM, seal(KEY, VISIT)[:-8]),
        (KEY, FORM, "A" * 8 + seal(KEY, VISIT)[8:]),
        (KEY, FORM, ""),
        (KEY, FORM, "not base64"),
        (KEY, FORM, "AAAA"),
        (KEY, FORM, "é"),
    ],
    ids=["another installation", "another form", "cut off", "changed", "empty", "nonsense", "short", "no ASCII"],
)
def test_any_other_cookie_opens_nothing(key: bytes, form: str, value: str) -> None:
    assert unseal(key, value, form) is None
