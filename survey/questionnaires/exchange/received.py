"""What came of reading a file of another tool."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.problems import Problem


@dataclass(frozen=True, slots=True)
class Received:
    """A questionnaire; `notices` on what has no counterpart, `problems` that must be mended before it can be used, and
    the `names` of the file that became other ones.
    """

    questionnaire: Questionnaire
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
