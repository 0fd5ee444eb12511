"""Every check finds the mistake that was planted for it, on its line, and nothing else."""

from importlib import import_module
from pathlib import Path

import pytest

from survey.questionnaires import catalogue
from survey.questionnaires.problems import Problem, ProblemsFoundError

PLANTED = Path(__file__).parent / "planted"
QUESTIONNAIRES = sorted(PLANTED.glob("*.yaml"))
STUDIES = sorted((PLANTED / "studies").glob("[!a]*.yaml"))
CHECKS = (
    "bounds", "comparable", "conditions", "languages", "letters", "openness", "options", "outcomes", "piping",
    "privacy",
    "questionnaire", "repeats", "results", "sorts", "study", "waves", "wording",
)  # fmt: skip


def expected(path: Path) -> list[tuple[int, str]]:
    """The line and words of each `# expect:` in a file."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        _, mark, words = line.partition("  # expect: ")
        if mark:
            found += [(number, each) for each in words.split(" || ")]
    return sorted(found)


def problems(path: Path) -> tuple[Problem, ...]:
    """All problems of a planted file; none is a failure."""
    load = catalogue.load_study_file if path in STUDIES else catalogue.load_checked
    with pytest.raises(ProblemsFoundError) as caught:
        load(path)
    return caught.value.problems


@pytest.mark.parametrize("path", [*QUESTIONNAIRES, *STUDIES], ids=lambda path: path.stem)
def test_each_mistake_is_reported_on_its_line_in_plain_words(path: Path) -> None:
    found = problems(path)
    assert sorted((each.line, each.message.format(**each.values)) for each in found) == expected(path)
    assert {each.file for each in found} == {str(path)}


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_has_a_planted_mistake(check: str) -> None:
    module = import_module(f"survey.questionnaires.checks.{check}")
    messages = {
        value for name, value in vars(module).items() if name.isupper() and isinstance(value, str) and " " in value
    }
    planted = {each.message for path in [*QUESTIONNAIRES, *STUDIES] for each in problems(path)}
    assert messages
    assert messages <= planted


def test_a_file_without_mistakes_has_no_problems() -> None:
    catalogue.load_checked(PLANTED / "studies" / "asked.yaml")
