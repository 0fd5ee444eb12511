"""Every command explains itself, and docs/operations.md names every command."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from survey.cli import main

OPERATIONS = (Path(__file__).parents[3] / "docs" / "operations.md").read_text(encoding="utf-8")


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command, as the words that are typed after `survey`."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


ALL = sorted(commands(main))


def test_there_are_commands_for_the_whole_path() -> None:
    path = "init, studies load, contacts import, studies open, worker, studies close, publish, publication show"
    assert {tuple(words.split()) for words in path.split(", ")} <= set(ALL)


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_a_command_explains_itself(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*command, "--help"])
    assert result.exit_code == 0
    usage, explanation = result.output.split("\n\n")[:2]
    assert f"main {' '.join(command)}" in usage
    assert len(explanation.strip()) > 10


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_a_command_is_described(command: tuple[str, ...]) -> None:
    assert f"| `survey {' '.join(command)}` |" in OPERATIONS


def test_no_command_is_described_that_is_not_there() -> None:
    assert OPERATIONS.count("| `survey ") == len(ALL)


def test_an_unknown_command_is_refused() -> None:
    result = CliRunner().invoke(main, ["stduies"])
    assert (result.exit_code, "No such command" in result.output) == (2, True)
