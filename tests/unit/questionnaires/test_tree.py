"""YAML: what is accepted, what is refused, where, and how fast."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.loader import read
from survey.questionnaires.problems import MAX_BYTES, ProblemsFoundError, Source
from survey.questionnaires.tree import MAX_DEPTH, MAX_NODES, parse

LONGEST = 10.0
PAGE_ITEM = "    - {id: i, kind: information, text: {nl: Tekst}}\n"
ITEM = "  - {{id: item_{0}, kind: information, text: {{nl: Tekst}}}}"


def refused(text: str) -> str:
    """The one problem in `text`, as `line: message`."""
    with pytest.raises(ProblemsFoundError) as caught:
        parse(Source("f.yaml", text))
    (problem,) = caught.value.problems
    return str(problem).removeprefix("f.yaml:")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("'true'", "true"),
        ("~", None),
        ("", None),
        ("null", None),
        ('""', ""),
        ("12", 12),
        ("-3", -3),
        ("012", 12),
        ("'12'", "12"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("9" * 40, "9" * 40),
        ("2026-11-22", "2026-11-22"),
        ("12:30", "12:30"),
        ("[a, {b: c}]", ["a", {"b": "c"}]),
        ("|\n  een\n  twee\n", "een\ntwee\n"),
        ("Ik ❤ 中文 👍", "Ik ❤ 中文 👍"),
    ],
)
def test_a_plain_word_means_what_it_says(written: str, value: object) -> None:
    assert parse(Source("f.yaml", f"a: {written}")).value == {"a": value}


@pytest.mark.parametrize("written", ["1.10", "2.", ".5", "1e3", "-.inf", ".NaN"])
def test_a_number_that_is_not_whole_is_kept_as_text_and_asks_for_quotes(written: str) -> None:
    tree = parse(Source("f.yaml", f"\na: {written}"))
    assert tree.value == {"a": written}
    assert [str(each) for each in tree.problems] == [
        f"f.yaml:2: {written} is not a whole number. If it is a text, put quotes around it."
    ]


def test_every_key_and_entry_has_its_line() -> None:
    tree = parse(
        Source("f.yaml", "# first\na:\n  - b\n  - c: d\n    e: |\n      f\n      g\n    h:\n      [i,\n      j]\n")
    )
    assert tree.lines == {
        (): 1,
        ("a",): 2,
        ("a", 0): 3,
        ("a", 1): 4,
        ("a", 1, "c"): 4,
        ("a", 1, "e"): 5,
        ("a", 1, "h"): 8,
        ("a", 1, "h", 0): 9,
        ("a", 1, "h", 1): 10,
    }


def test_lines_count_the_same_when_a_file_comes_from_windows() -> None:
    assert parse(Source("f.yaml", "a: 1\r\n\r\nb: 2\r\n")).lines == {(): 1, ("a",): 1, ("b",): 3}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: &x [1]\nb: 2", "1: Anchors and aliases"),
        ("a: 1\nb: *x", "2: Anchors and aliases"),
        ("a: 1\n&x b: 2", "2: Anchors and aliases"),
        ("a: !!python/object/apply:os.system [ls]", "1: Tags (words"),
        ("a: 1\nb: !secret x", "2: Tags (words"),
        ("a: 1\n---\nb: 2", "2: The file has more than one document"),
        ("a: 1\n? [x, y]\n: 2", "2: A key must be one word"),
        ("a: 1\n{b: 2", "2: This is not valid YAML:"),
        ("a:\n  b: 1\n c: 2", "3: This is not valid YAML:"),
        ("a: 'open", "1: This is not valid YAML:"),
        ("a:\n\t- b", "2: This is not valid YAML:"),
        ("a: 1\nb: \0", "2: This character is not allowed: U+0000."),
        ("a: 1\nb: \x1b[31m", "2: This character is not allowed: U+001B."),
        ("a: 1\nb: een\u2028twee", "2: This character is not allowed: U+2028."),
        ("a: 1\nb: een\x85twee", "2: This character is not allowed: U+0085."),
        ("%YAML 9.9\n---\na: 1", "1: This is not valid YAML:"),
    ],
)
def test_what_makes_a_file_mean_something_else_is_refused_on_its_line(text: str, problem: str) -> None:
    assert refused(text).startswith(problem)


MILLIONS = MAX_BYTES // 1_000_000

BOMBS = {
    "aliases": "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(1000)),
    "a hundred thousand items": "pages:\n" + "\n".join("  - {id: a, kind: information}" for i in range(100_000)),
    "as many items as fit": "pages:\n" + "\n".join(ITEM.format(i) for i in range(22_000)),
    "items on pages": "pages:\n" + ("  - id: a\n    items:\n" + PAGE_ITEM * 12) * 2400,
    "wrong items on pages": "pages:\n" + ("  - id: a\n    items:\n" + "    - {k: v, w: x, y: z}\n" * 12) * 2400,
    "many values": "a: [" + "b," * 450_000 * MILLIONS + "]",
    "many keys": "".join(f"k{i}: 1\n" for i in range(180_000)),
    "deep lists": "[" * 900_000 * MILLIONS,
    "deep mappings": "{a: " * 200_000 * MILLIONS,
    "deep blocks": "- " * 400_000 * MILLIONS,
    "deep indents": "".join(" " * i + "a:\n" for i in range(2600)),
    "keys of keys": "? " * 400_000 * MILLIONS,
    "many documents": "---\n" * 200_000 * MILLIONS,
    "same key": "a: 1\n" * 150_000 + "b: [",
    "comments only": "# nothing\n" * 99_000 * MILLIONS + "a: [",
    "blank lines": "\n" * 990_000 * MILLIONS + "a: [",
    "long text": "a: [" + "woord " * 160_000 * MILLIONS,
    "one byte too many": "#" * (MAX_BYTES + 1),
    "bytes, not characters": "# " + "é" * (MAX_BYTES // 2),
}


@pytest.mark.parametrize("bomb", BOMBS, ids=str)
def test_a_bomb_is_refused_before_it_goes_off(bomb: str) -> None:
    began = time.process_time()
    with pytest.raises(ProblemsFoundError):
        read(Source("bomb.yaml", BOMBS[bomb]), Questionnaire)
    assert time.process_time() - began < LONGEST


def test_the_caps_say_what_they_are() -> None:
    assert refused("a: [" + "b," * MAX_NODES + "]") == f"1: The file has more than {MAX_NODES} values. Split it up."
    assert refused("#" * (MAX_BYTES + 1)) == f"1: The file is larger than {MAX_BYTES} bytes. Split it up."
    deep = refused("".join("  " * i + "a:\n" for i in range(MAX_DEPTH + 2)))
    assert deep == f"{MAX_DEPTH + 2}: This is nested more than {MAX_DEPTH} levels deep."


@pytest.mark.parametrize("text", ["", "# only a comment", "- a\n- b", "just words", "12", "---"])
def test_a_file_without_keys_is_refused(text: str) -> None:
    with pytest.raises(ProblemsFoundError, match=r"^f\.yaml:1: The file must have keys"):
        read(Source("f.yaml", text), Questionnaire)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"id: a\ntitle: caf\xe9\n", ":2: The file is not UTF-8 text. Save it as UTF-8."),
        ("id: a\n".encode("utf-16"), ":1: The file is not UTF-8 text. Save it as UTF-8."),
        (b"#" * (MAX_BYTES + 1), f":1: The file is larger than {MAX_BYTES} bytes. Split it up."),
        (None, ":1: The file cannot be read: No such file or directory."),
    ],
    ids=["latin-1", "utf-16", "large", "absent"],
)
def test_a_file_that_cannot_be_text_is_refused(tmp_path: Path, content: bytes | None, problem: str) -> None:
    path = tmp_path / "f.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ProblemsFoundError) as caught:
        Source.read(path)
    assert str(caught.value) == f"{path}{problem}"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert parse(Source.read(path)).value == {"a": 1}


@given(st.text() | st.text(alphabet="ab:-[]{}&*!|>'\"#%?, \n\t~1.<=", max_size=60))
def test_any_text_is_either_read_or_refused_with_a_line_of_the_file(text: str) -> None:
    try:
        tree = parse(Source("f.yaml", text))
    except ProblemsFoundError as error:
        lines = [each.line for each in error.problems]
    else:
        lines = [*tree.lines.values(), *(each.line for each in tree.problems)]
    assert all(1 <= line <= len(text.splitlines()) + 1 for line in lines)
