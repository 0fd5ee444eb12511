"""The shelf: questionnaires and studies that come with the product, and those that somebody wrote beside them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from .checks import check_questionnaire, check_study, with_logo
from .definition import Questionnaire
from .loader import load_questionnaire, read
from .problems import N_, Problem, ProblemsFoundError, RefusedError
from .study import Study
from .translating import read_source

LIBRARY = Path(__file__).parent / "library"
STUDIES = Path(__file__).parent / "studies"

OTHER_ID = N_("The id is “{found}”, but the file is called “{expected}.yaml”. Make them equal.")


class UnknownQuestionnaireError(RefusedError):
    """The library has no questionnaire with this id."""

    sentence = N_("There is no questionnaire “{questionnaire}”. The library has: {known}.")


def shipped_questionnaires() -> Mapping[str, Path]:
    """The files in the library, by questionnaire id."""
    return {path.stem: path for path in sorted(LIBRARY.glob("*.yaml"))}


def shipped_studies() -> Mapping[str, Path]:
    """The study files that come with the product, by study id."""
    return {path.stem: path for path in sorted(STUDIES.glob("*.yaml"))}


@cache
def questionnaire(questionnaire_id: str) -> Questionnaire:
    """The questionnaire called so in the library; `UnknownQuestionnaireError` if there is none."""
    shipped = shipped_questionnaires()
    if questionnaire_id not in shipped:
        raise UnknownQuestionnaireError(questionnaire=questionnaire_id, known=", ".join(shipped))
    return load_checked(shipped[questionnaire_id])


def load_checked(path: Path) -> Questionnaire:
    """The questionnaire in the file at `path`; `ProblemsFoundError` with all that is wrong with it."""
    return load_questionnaire(read_source(path))


def load_study_file(path: Path) -> tuple[Study, dict[str, Questionnaire]]:
    """The study in the file at `path` and its questionnaires by id: from files beside it, else from the library.

    Its logo, a file beside it, is read with it.

    Raises:
        ProblemsFoundError: with all that is wrong with the study and with the questionnaires beside it.

    """
    located = read(read_source(path), Study)
    found: dict[str, Questionnaire | None] = {}
    problems: list[Problem] = []
    for questionnaire_id in sorted({wave.questionnaire for wave in located.document.waves}):
        try:
            found |= _find(questionnaire_id, path)
        except ProblemsFoundError as error:
            found[questionnaire_id] = None
            problems += error.problems
    study, unseen = with_logo(located, path.parent)
    problems += [*check_study(located, found), *unseen]
    if problems:
        raise ProblemsFoundError(problems)
    return study, {name: each for name, each in found.items() if each is not None}


def _find(questionnaire_id: str, study: Path) -> dict[str, Questionnaire]:
    """The questionnaire called so beside the file of a study or in the library, by its id; nothing if it is in neither.

    A study may be called like its questionnaire: its own file is not taken for that.
    """
    beside = study.with_name(f"{questionnaire_id}.yaml")
    if beside == study or not beside.is_file():
        shipped = questionnaire_id in shipped_questionnaires()
        return {questionnaire_id: questionnaire(questionnaire_id)} if shipped else {}
    located = read(read_source(beside), Questionnaire)
    problems = check_questionnaire(located)
    if located.document.id != questionnaire_id:
        problems.append(located.problem(("id",), OTHER_ID, found=located.document.id, expected=questionnaire_id))
    if problems:
        raise ProblemsFoundError(problems)
    return {questionnaire_id: located.document}
