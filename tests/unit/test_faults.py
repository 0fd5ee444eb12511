"""What is written down of a fault has its kind and its places, and nothing that anybody typed."""

import logging
import sys

import pytest

from survey import faults

ADDRESS = "jan@example.org"


def fails(value: str) -> None:
    """Fault with a value in its message, caused by another one."""
    try:
        dict[str, str]()[value]
    except KeyError as error:
        raise ValueError(f"about {value}") from error


def raised() -> BaseException:
    try:
        fails(ADDRESS)
    except ValueError as error:
        return error
    raise AssertionError


def record(message: object, *given: object, fault: BaseException | None = None) -> logging.LogRecord:
    about = None if fault is None else (type(fault), fault, fault.__traceback__)
    return logging.LogRecord("any", logging.ERROR, "file.py", 1, message, given, about)


def test_a_fault_is_told_by_kind_and_place_with_the_one_behind_it() -> None:
    lines = faults.places(raised())
    assert [line for line in lines if not line.startswith(" ")] == ["builtins.ValueError", "builtins.KeyError"]
    assert [line.split(":")[0].strip() for line in lines if line.startswith(" ")] == ["tests/unit/test_faults.py"] * 3
    assert lines[1].endswith(" raised")
    assert ADDRESS not in "\n".join(lines)


def test_only_the_innermost_places_are_told() -> None:
    def deep(left: int) -> None:
        if not left:
            raise ValueError(ADDRESS)
        deep(left - 1)

    with pytest.raises(ValueError, match=ADDRESS) as caught:
        deep(50)
    assert len(faults.places(caught.value)) == 1 + faults.PLACES


def test_faults_that_lead_to_each_other_are_told_once() -> None:
    first, second = ValueError("a"), KeyError("b")
    first.__cause__, second.__cause__ = second, first
    assert faults.places(first) == ["builtins.ValueError", "builtins.KeyError"]


@pytest.mark.parametrize(
    ("message", "given", "kept"),
    [
        ("Error handling request %s %s", ("GET", f"/a/{ADDRESS}"), "Error handling request ... ..."),
        ("WORKER TIMEOUT (pid:%s)", (42,), "WORKER TIMEOUT (pid:42)"),
        ("Wrong %d", (ADDRESS,), "Wrong %d"),
        ("All is well", (), "All is well"),
        (ValueError(ADDRESS), (), "ValueError"),
    ],
)
def test_of_what_libraries_fill_in_only_numbers_are_kept(message: object, given: tuple[object, ...], kept: str) -> None:
    assert faults.Formatter().format(record(message, *given)).endswith(f"ERROR {kept}")


def test_a_logged_fault_has_its_places_and_a_day_without_a_time() -> None:
    written = faults.Formatter().format(record("It broke", fault=raised()))
    assert "builtins.KeyError" in written
    assert ADDRESS not in written
    assert written.split()[0].count("-") == 2
    assert ":" not in written.splitlines()[0]


def test_a_program_that_runs_by_itself_ends_with_the_places_of_its_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended, faults.told((KeyError,)):
        fails(ADDRESS)
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert told.startswith("builtins.ValueError")
    assert ADDRESS not in told


def test_what_somebody_has_words_for_is_left_to_them() -> None:
    with pytest.raises(KeyError), faults.told((KeyError,)):
        raise KeyError(ADDRESS)
    with pytest.raises(SystemExit, match="3"), faults.told(()):
        sys.exit(3)
