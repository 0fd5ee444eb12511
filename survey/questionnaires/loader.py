"""From YAML to a questionnaire or study: all problems at once, each with its line, or the document."""

from collections.abc import Mapping

from pydantic import ValidationError

from .checks import check_questionnaire, check_study
from .definition import Questionnaire
from .located import Document, Located
from .mistakes import mistakes
from .problems import N_, Problem, ProblemsFoundError, Source
from .study import Study
from .translating import with_translations
from .tree import parse


def read(source: Source, model: type[Document]) -> Located[Document]:
    """The document in `source` by its form alone: whether it makes sense is for the checks.

    Raises:
        ProblemsFoundError: with everything that is wrong with the form.

    """
    tree = with_translations(parse(source), source)
    if not isinstance(tree.value, dict):
        message = N_("The file must have keys, such as “id: ...”, each on a line of its own.")
        raise ProblemsFoundError([Problem(source.name, 1, message)])
    problems = list(tree.problems)
    try:
        document = model.model_validate(tree.value)
    except ValidationError as error:
        problems += mistakes(error, model, tree, source.name)
    if problems:
        raise ProblemsFoundError(problems)
    return Located(source.name, document, tree.lines, tree.elsewhere)


def load_questionnaire(source: Source) -> Questionnaire:
    """The questionnaire in `source`, checked; `ProblemsFoundError` with all that is wrong."""
    located = read(source, Questionnaire)
    if problems := check_questionnaire(located):
        raise ProblemsFoundError(problems)
    return located.document


def load_study(source: Source, questionnaires: Mapping[str, Questionnaire]) -> Study:
    """The study in `source`, checked against `questionnaires` by id; `ProblemsFoundError` with all that is wrong."""
    located = read(source, Study)
    if problems := check_study(located, questionnaires):
        raise ProblemsFoundError(problems)
    return located.document
