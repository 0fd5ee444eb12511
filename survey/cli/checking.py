"""What is wrong in files with questionnaires and studies, and which files those are."""

from pathlib import Path

from survey.questionnaires import catalogue
from survey.questionnaires.exchange.files import READ, receive
from survey.questionnaires.problems import Problem, ProblemsFoundError, Source

STUDY_KEYS = frozenset({"waves", "programme"})
"""What a study file has and a questionnaire has not."""


def shipped() -> list[Path]:
    """The library, and the studies that use it."""
    return [*catalogue.shipped_questionnaires().values(), *catalogue.shipped_studies().values()]


def files_in(path: Path) -> list[Path]:
    """The file at `path`, or the files in that folder that could be questionnaires or studies."""
    if not path.is_dir():
        return [path]
    return sorted(each for each in path.iterdir() if each.suffix.lower() in READ and not each.name.startswith("~$"))


def problems_in(path: Path) -> tuple[Problem, ...]:
    """Everything that is wrong in the file at `path`."""
    try:
        if path.suffix.lower() in {".yaml", ".yml"} and is_study(Source.read(path)):
            catalogue.load_study_file(path)
            return ()
        return receive(path).problems
    except ProblemsFoundError as found:
        return found.problems


def is_study(source: Source) -> bool:
    """Whether a YAML file is a study rather than a questionnaire, by the keys that stand at its left."""
    return any(line.partition(":")[0] in STUDY_KEYS for line in source.text.splitlines())
