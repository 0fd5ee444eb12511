"""What is too large, too deep or no questionnaire at all is refused with its line, before anything is built of it."""

import pytest

from survey.questionnaires.editing import design
from survey.questionnaires.editing.document import Document, opened
from survey.questionnaires.problems import MAX_BYTES, ProblemsFoundError
from survey.questionnaires.tree import MAX_DEPTH, MAX_KEYS

HEAD = "languages: [nl]\n"
DEEP = "extra: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)

REFUSED = {
    "nothing": ("", 1, "must have keys"),
    "only a comment": ("# niets\n", 1, "must have keys"),
    "a word": ("hallo", 1, "must have keys"),
    "a number": ("42", 1, "must have keys"),
    "null": ("null", 1, "must have keys"),
    "an empty list": ("[]", 1, "must have keys"),
    "too deep": (HEAD + DEEP, 2, f"more than {MAX_DEPTH} levels"),
    "too many keys": (HEAD + "".join(f"k{n}: 1\n" for n in range(MAX_KEYS)), MAX_KEYS + 1, "keys side by side"),
    "two documents": (HEAD + "---\n" + HEAD, 2, "more than one document"),
    "an anchor": (HEAD + "title: &a {nl: A}\n", 2, "Anchors"),
    "an alias": (HEAD + "title: *a\n", 2, ""),
    "a tag": (HEAD + "title: !!str A\n", 2, "Tags"),
    "a program": (HEAD + "title: !!python/object/apply:os.system [ls]\n", 2, "Tags"),
    "a fraction without quotes": (HEAD + "version: 1.5\n", 2, "not a whole number"),
    "an exponent without quotes": (HEAD + "version: 1e3\n", 2, "not a whole number"),
    "a key that is a number": (HEAD + "1: a\n", 2, "must be a text"),
    "a key that is null": (HEAD + "null: a\n", 2, "must be a text"),
    "a key that is true": (HEAD + "true: a\n", 2, "must be a text"),
    "a key that is a list": (HEAD + "? [a]\n: b\n", 2, "one word"),
    "a control character": (HEAD + "title: {nl: a\x07}\n", 2, "U+0007"),
    "half a character": (HEAD + "title: {nl: a\ud800}\n", 2, "U+D800"),
    "a tab as indent": (HEAD + "title:\n\tnl: a\n", 3, "not valid YAML"),
}


@pytest.mark.parametrize(("text", "line", "said"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(ProblemsFoundError) as refused:
        opened(text, "proef.yaml")
    assert line in [problem.line for problem in refused.value.problems]
    assert said in str(refused.value)


def test_the_largest_text_is_read_and_one_byte_more_is_not() -> None:
    text = HEAD + "pages: []\nextra: '"
    largest = text + "x" * (MAX_BYTES - len(text) - 1) + "'"
    assert len(opened(largest, "x")["extra"]) > MAX_BYTES - 100
    with pytest.raises(ProblemsFoundError, match="large"):
        opened(largest + "\n", "x")
    with pytest.raises(ProblemsFoundError, match="large"):
        design.read(largest + "\n")


def test_the_size_is_that_of_its_bytes() -> None:
    with pytest.raises(ProblemsFoundError, match="large"):
        opened(HEAD + "title: {nl: '" + "é" * (MAX_BYTES // 2) + "'}\n", "x")


def test_the_deepest_that_may_be_is_read() -> None:
    nested = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert "extra" in opened(HEAD + f"extra: {nested}\n", "x")


SHAPES: dict[str, tuple[str, str]] = {
    "languages that are a text": ("languages: nl", "languages"),
    "a title that is a text": ("languages: [nl]\ntitle: Hoi", "title"),
    "a title that is a number in a language": ("languages: [nl]\ntitle: {nl: 3}", "nl"),
    "pages that are keys": ("languages: [nl]\npages: {a: b}", "pages"),
    "a page that is a list": ("languages: [nl]\npages: [[a]]", "pages"),
    "a page that is null": ("languages: [nl]\npages: [null]", "pages"),
    "items that are a text": ("languages: [nl]\npages: [{id: a, items: all}]", "items"),
    "a name that is true": ("languages: [nl]\npages: [{id: true, kind: number}]", "id"),
    "a name of 41 characters": (f"languages: [nl]\npages: [{{id: {'a' * 41}, kind: number}}]", "id"),
    "no kind": ("languages: [nl]\npages: [{id: a}]", "kind"),
    "options that are words": ("languages: [nl]\npages: [{id: a, kind: ranking, options: [a, b]}]", "options"),
    "an option whose code is a number": (
        "languages: [nl]\npages: [{id: a, kind: ranking, options: [{code: 1}]}]",
        "code",
    ),
    "a condition that is true": ("languages: [nl]\npages: [{id: a, kind: number, when: true}]", "when"),
    "a card without a list": ("languages: [nl]\npages: [{id: a, kind: value_card, questions: {code: a}}]", "questions"),
    "scales that are a list": ("languages: [nl]\nscales: [a]", "scales"),
}


@pytest.mark.parametrize(("text", "said"), SHAPES.values(), ids=SHAPES)
def test_the_wrong_kind_of_value_is_refused_and_the_place_is_named(text: str, said: str) -> None:
    with pytest.raises(ProblemsFoundError) as refused:
        opened(text, "proef.yaml")
    assert said in str(refused.value)
    assert "proef.yaml" in str(refused.value)


WORDS = {
    "yes": "yes",
    "no": "no",
    "on": "on",
    "'null'": "null",
    "'1e3'": "1e3",
    '"a: b"': "a: b",
    "2026-11-22": "2026-11-22",
    "12:30:45": "12:30:45",
    "0x10": "0x10",
}


@pytest.mark.parametrize(("yaml", "word"), WORDS.items())
def test_a_plain_word_is_that_word(yaml: str, word: str) -> None:
    document: Document = opened(f"languages: [nl]\ntitle: {{nl: {yaml}}}\n", "x")
    assert document["title"] == {"nl": word}
