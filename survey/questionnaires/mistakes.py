"""What pydantic found wrong, said as problems that a researcher can mend."""

import re
import reprlib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from textwrap import shorten
from typing import get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .kinds import Place
from .kinds.moments import MONTH
from .located import nearest_line
from .problems import N_, Problem
from .study.waves import OFFSET, PAUSE, TIME_OF_DAY
from .tree import Plain, Tree
from .wording import COLOUR, IDENTIFIER, LANGUAGE, LOGO, SLUG, WEB_ADDRESS, Model

MISSING_KEY = N_("The key “{key}” is missing.")
UNKNOWN_KEY = N_("The key “{key}” is unknown. Known here: {known}.")
MISSPELT_KEY = N_("The key “{key}” is unknown. Did you mean “{suggestion}”?")
NO_VALUE = N_("“{key}” has no value.")
NOT_ONE_OF = N_("“{value}” is not possible for “{key}”. Choose from: {choices}.")
NOT_A_NUMBER = N_("“{key}” must be a number.")
NOT_TEXT = N_("“{key}” must be a text. Put quotes around it: “{value}”.")

PATTERNS: Mapping[str, str] = {
    IDENTIFIER: N_("“{value}” must be small letters, digits and single underscores, and start with a letter."),
    SLUG: N_("“{value}” must be small letters, digits and single hyphens, and start with a letter."),
    LANGUAGE: N_("“{value}” is not a language code such as nl, en or nl-x-easy."),
    WEB_ADDRESS: N_("“{value}” is no web address that begins with https://."),
    COLOUR: N_("“{value}” is no colour. Write it as # with six signs, such as #14524b."),
    LOGO: N_("“{value}” is no name of a logo: a file beside the study that ends in .svg or .png."),
    f"^{MONTH.pattern}$": N_("“{value}” is not a month such as 2026-03."),
    OFFSET: N_("“{value}” is not a number of months such as 0 months or 6 months."),
    PAUSE: N_("“{value}” is not a time such as 7 days or 2 weeks."),
    TIME_OF_DAY: N_("“{value}” is not a time of day such as 9:00."),
}

MESSAGES: Mapping[str, str] = {
    "missing": MISSING_KEY,
    "union_tag_not_found": MISSING_KEY,
    "union_tag_invalid": NOT_ONE_OF,
    "enum": NOT_ONE_OF,
    "literal_error": NOT_ONE_OF,
    "string_type": NOT_TEXT,
    "string_too_short": NO_VALUE,
    "string_too_long": N_("“{key}” is longer than {max_length} characters."),
    "too_short": N_("“{key}” needs at least {min_length}; it has {actual_length}."),
    "too_long": N_("“{key}” can have at most {max_length}; it has {actual_length}."),
    "int_type": N_("“{key}” must be a whole number."),
    "int_parsing": N_("“{key}” must be a whole number."),
    "bool_type": N_("“{key}” must be true or false."),
    "bool_parsing": N_("“{key}” must be true or false."),
    "greater_than_equal": N_("“{key}” must be at least {ge}."),
    "less_than_equal": N_("“{key}” must be at most {le}."),
    "decimal_type": NOT_A_NUMBER,
    "decimal_parsing": NOT_A_NUMBER,
    "finite_number": NOT_A_NUMBER,
    "decimal_max_places": N_("“{key}” can have at most {decimal_places} decimals."),
    "too_many_items": N_("There are more than {limit} items. Split the questionnaire up."),
    "no_date": N_("“{value}” is not a day of the calendar such as 2026-03-31. Put quotes around it."),
    "dict_type": N_("“{key}” must have a text for each language, such as “nl: ...”, on the lines below it."),
    "model_type": N_("“{key}” must have keys of its own on the lines below it."),
    "model_attributes_type": N_("“{key}” must have keys of its own on the lines below it."),
    "tuple_type": N_("“{key}” must be a list."),
    "value_error": N_("“{value}” is not right for “{key}”: {reason}"),
}
TOO_WRONG = N_("There are {count} mistakes in the form of this file. Begin with a part of it.")

MOST_READ = 5000
"""So many errors are looked into; a file with more is not a questionnaire with mistakes but something else."""

OTHERWISE = N_("“{key}” is not right: {reason}.")


def mistakes(error: ValidationError, model: type[Model], tree: Tree, file: str) -> list[Problem]:
    """Every error in `error` as a problem of `file`, each said once."""
    found: dict[tuple[Place, str], Problem] = {}
    misspelt: set[Place] = set()
    if error.error_count() > MOST_READ:
        return [Problem(file, 1, TOO_WRONG, {"count": error.error_count()})]
    for detail in error.errors(include_url=False):
        if _is_echo(detail):
            continue
        place = written_place(tree.value, detail["loc"])
        message, values = _said(detail, place, model)
        if message == MISSPELT_KEY:
            misspelt.add((*place[:-1], str(values["suggestion"])))
        if detail["type"] == "union_tag_invalid":
            place = (*place, str(values["key"]))
        found[place, message] = Problem(file, nearest_line(tree.lines, place), message, values)
    return [problem for (place, message), problem in found.items() if message != MISSING_KEY or place not in misspelt]


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether pydantic calls a list too short only because its entries are wrong, which it says as well."""
    written = detail["input"]
    return detail["type"] == "too_short" and isinstance(written, list) and len(written) >= detail["ctx"]["min_length"]


def written_place(value: Plain, loc: Place) -> Place:
    """Pydantic's `loc` as a place in the file: without the tags and steps that pydantic adds. A last step that is
    not in the file stays only if it is a name, as it then is the key that is missing."""
    place: list[str | int] = []
    for position, step in enumerate(loc):
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        elif position + 1 < len(loc) or step == "[key]" or isinstance(step, int):
            continue
        place.append(step)
    return tuple(place)


def _said(detail: ErrorDetails, place: Place, model: type[Model]) -> tuple[str, dict[str, object]]:
    """The message for `detail` with its values."""
    kind, context = detail["type"], detail.get("ctx", {})
    key = next((step for step in reversed(place) if isinstance(step, str)), "id")
    values: dict[str, object] = {"key": key, "value": _short(detail["input"]), "reason": detail["msg"]} | context
    if kind == "extra_forbidden":
        return _unknown(key, sorted(known_keys(model, detail["loc"][:-1])))
    if kind.startswith("union_tag"):
        values["key"] = str(context["discriminator"]).strip("'")
        values["value"] = context.get("tag", "")
    if detail["input"] is None and kind != "missing":
        return NO_VALUE, values
    if kind == "string_pattern_mismatch":
        return PATTERNS.get(str(context["pattern"]), OTHERWISE), values
    expected = str(context.get("expected") or context.get("expected_tags") or "")
    values["choices"] = ", ".join(re.findall(r"'([^']*)'", expected))
    if kind == "value_error":
        values["reason"] = detail["msg"].removeprefix("value is not a valid email address: ")
    return MESSAGES.get(kind, OTHERWISE), values


def _unknown(key: str, known: list[str]) -> tuple[str, dict[str, object]]:
    if suggestions := get_close_matches(key, known, n=1):
        return MISSPELT_KEY, {"key": key, "suggestion": suggestions[0]}
    return UNKNOWN_KEY, {"key": key, "known": ", ".join(known)}


def _short(value: object) -> str:
    """The beginning of what was written. It may be the whole file, so it is not made into a text first."""
    text = reprlib.repr(value) if isinstance(value, (dict, list)) else str(value)
    return shorten(text, width=60, placeholder=" ...")


def known_keys(model: type[Model], loc: Place) -> set[str]:
    """The keys that `model` allows at pydantic's `loc`."""
    candidates = [model]
    for step in loc:
        if isinstance(step, int):
            continue
        fields = [each.model_fields[step].annotation for each in candidates if step in each.model_fields]
        tagged = [each for each in candidates if step in _tags(each)]
        within = [inner for annotation in fields for inner in _models(annotation)]
        candidates = tagged or within or candidates  # Else the step is a key of the writer's own.
    return {field.alias or key for each in candidates for key, field in each.model_fields.items()}


def _tags(model: type[Model]) -> tuple[str, ...]:
    kind = model.model_fields.get("kind")
    return get_args(kind.annotation) if kind else ()


def _models(annotation: object) -> Iterator[type[Model]]:
    """The models that `annotation` mentions, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
