"""JSON: the whole questionnaire as one document, for other programs and for safe keeping.

Format version 1: an object with `format`, `format_version` and `questionnaire`; the last has the keys of the YAML
files, without those that have their default value. A version is only raised when an older program would misread it.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import islice
from typing import Any, Literal

from pydantic import ValidationError

from survey.questionnaires.checks import check_questionnaire
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Place
from survey.questionnaires.located import Located
from survey.questionnaires.mistakes import mistakes
from survey.questionnaires.problems import N_, Problem, ProblemsFoundError
from survey.questionnaires.tree import MAX_DEPTH, MAX_NODES, Tree
from survey.questionnaires.wording import Model

from .received import Received

FORMAT = "werkpeil-questionnaire"
VERSION = 1

NOT_JSON = N_("This is not valid JSON: {reason}.")
NOT_TEXT = N_("The file is not UTF-8 text. Save it as UTF-8.")
NO_OBJECT = N_("The file must be a JSON object with “format”, “format_version” and “questionnaire”.")
REPEATED_KEY = N_("The key “{key}” is used twice in one object.")
TOO_MANY = N_("The file has more than {limit} values. Split it up.")
TOO_DEEP = N_("This is nested more than {limit} levels deep.")


class Envelope(Model):
    """What says that a file is one of ours, and how to read it."""

    format: Literal["werkpeil-questionnaire"]
    format_version: Literal[1]
    questionnaire: Questionnaire


class _RepeatedKeyError(ValueError):
    """A key is used twice."""


def write_json(questionnaire: Questionnaire) -> bytes:
    """The questionnaire as JSON, the same for the same questionnaire."""
    document = {
        "format": FORMAT,
        "format_version": VERSION,
        "questionnaire": questionnaire.model_dump(mode="json", exclude_defaults=True),
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def read_json(content: bytes, file: str) -> Received:
    """The questionnaire in `content`; `ProblemsFoundError` with all that is wrong, each with its place."""
    value = _parsed(content, file)
    places = list(_places(value, ()))
    lines = {place: at for at, place in enumerate(places)}
    try:
        envelope = Envelope.model_validate(value)
    except ValidationError as error:
        found = mistakes(error, Envelope, Tree(value, lines, ()), file)
        raise ProblemsFoundError([_placed(each, places) for each in found]) from error
    inner = {place[1:]: at for place, at in lines.items() if place[:1] == ("questionnaire",)}
    found = check_questionnaire(Located(file, envelope.questionnaire, inner))
    return Received(envelope.questionnaire, problems=tuple(_placed(each, places) for each in found))


def _parsed(content: bytes, file: str) -> dict[str, Any]:
    def refused(message: str, line: int = 1, **values: object) -> ProblemsFoundError:
        return ProblemsFoundError([Problem(file, line, message, values)])

    try:
        value = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise refused(NOT_TEXT) from error
    except json.JSONDecodeError as error:
        raise refused(NOT_JSON, error.lineno, reason=error.msg) from error
    except _RepeatedKeyError as error:
        raise refused(REPEATED_KEY, key=str(error)) from error
    except (RecursionError, ValueError) as error:
        raise refused(TOO_DEEP, limit=MAX_DEPTH) from error
    if not isinstance(value, dict):
        raise refused(NO_OBJECT)
    _bounded(value, refused)
    return value


def _bounded(value: dict[str, Any], refused: Callable[..., ProblemsFoundError]) -> None:
    """Raise `refused` on more values, or deeper ones, than any questionnaire has."""
    places = list(islice(_places(value, ()), MAX_NODES + 1))
    if len(places) > MAX_NODES:
        raise refused(TOO_MANY, limit=MAX_NODES)
    if any(len(place) > MAX_DEPTH for place in places):
        raise refused(TOO_DEEP, limit=MAX_DEPTH)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedKeyError(key)
        found[key] = value
    return found


def _places(value: Any, place: Place) -> Iterable[Place]:
    """Every place in a document, from the top; nothing below what is too deep already."""
    yield place
    if len(place) > MAX_DEPTH:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*place, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _places(inner, (*place, at))


def _placed(problem: Problem, places: list[Place]) -> Problem:
    """With the path to what is wrong, such as `questionnaire.pages.3.text`, in place of a line."""

    def path(at: object) -> str:
        return ".".join(map(str, places[at])) if isinstance(at, int) else str(at)

    values = {name: path(each) if name == "first" else each for name, each in problem.values.items()}
    return replace(problem, line=1, place=path(problem.line), values=values)
