"""Random questionnaires whose conditions make sense, and random answers to them."""

from typing import Any

from hypothesis import strategies as st

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import KINDS, Answers

CODES = ("first", "second", "third", "dont_know")
WORDS = {"nl": "Tekst"}
ENDS = {"low": WORDS, "high": WORDS}
UNSURE = {"dont_know": WORDS}
YES_NO = {"yes": WORDS, "no": WORDS}

SIMPLE: dict[str, dict[str, Any]] = {
    "report_grade": ENDS | UNSURE,
    "likelihood": ENDS | UNSURE,
    "recommendation": YES_NO | UNSURE,
    "consent": YES_NO,
    "number": UNSURE | {"unit": WORDS, "maximum": 12},
    "hours_per_month": UNSURE | {"maximum": 12},
    "month": UNSURE | {"earliest": "2020-01", "latest": "2026-12"},
    "date": UNSURE | {"earliest": "2020-01-01", "latest": "2026-12-31"},
    "calculated": {"value": "6 * 2"},
}
"""What an item of each kind says besides its text, where it has no options."""

NUMBERS = ("report_grade", "likelihood", "number", "hours_per_month", "calculated")
SILENT = ("open_text", "short_text", "information")
"""Kinds that no condition can look at."""


def item(item_id: str, kind: str, when: str | None) -> dict[str, Any]:
    """An item of `kind` with everything that such an item can have, but for conditions on its parts."""
    written: dict[str, Any] = {"id": item_id, "kind": kind, "text": WORDS, "when": when}
    if kind == "value_card":
        questions = [{"code": code, "text": WORDS} for code in ("a", "b")]
        return written | {"questions": questions, "options": [option(code, "rating_scale") for code in CODES]}
    if kind in {"single_choice", "multiple_choice", "rating_scale", "ranking"}:
        codes = CODES[:3] if kind == "ranking" else CODES
        return written | {"options": [option(code, kind) for code in codes]}
    return written | SIMPLE.get(kind, {})


def option(code: str, kind: str) -> dict[str, Any]:
    """An option: in a choice the second opens a text; the last says that there is no answer."""
    missing = code if code == "dont_know" else None
    alone = kind == "multiple_choice" and code in {"third", "dont_know"}
    return {
        "code": code,
        "text": WORDS,
        "other": code == "second" and "choice" in kind,
        "missing": missing,
        "exclusive": alone,
    }


@st.composite
def simple_conditions(draw: st.DrawFn, earlier: list[tuple[str, str]]) -> str:
    """A well-typed simple condition on one of the earlier items, or on two of them."""
    name, kind = draw(st.sampled_from(earlier))
    code = draw(st.sampled_from(CODES[:3]))
    equal = draw(st.sampled_from(("==", "!=")))
    sign = draw(st.sampled_from(("==", "!=", "<", "<=", ">", ">=")))
    if kind in NUMBERS:
        other = draw(st.sampled_from([each for each, sort in earlier if sort in NUMBERS]))
        number = draw(st.integers(0, 12))
        right = draw(st.sampled_from((str(number), f"{other} + 1", f"{other} * {number} - {name} / 2")))
        return f"{name} {sign} {right}"
    return {
        "single_choice": f"{name} {equal} {code}",
        "rating_scale": f"{name} {equal} {code}",
        "value_card": f"{name}__a {equal} {code}",
        "recommendation": f"{name} {equal} no",
        "consent": f"{name} {equal} yes",
        "multiple_choice": draw(st.sampled_from((f"{name} contains {code}", f"count({name}) {sign} 1"))),
        "ranking": draw(st.sampled_from((f"{name} contains {code}", f"count({name}) {sign} 2"))),
        "month": f"{name} {sign} 2023-0{draw(st.integers(1, 9))}",
        "date": f"{name} {sign} 2023-0{draw(st.integers(1, 9))}-15",
    }[kind]


@st.composite
def conditions(draw: st.DrawFn, earlier: list[tuple[str, str]]) -> str | None:
    """A well-typed condition on earlier items, or none."""
    usable = [(name, kind) for name, kind in earlier if kind not in SILENT]
    if not usable or draw(st.booleans()):
        return None
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        simple = draw(simple_conditions(usable))
        name, kind = draw(st.sampled_from(usable))
        answered = f"{name}__b is answered" if kind == "value_card" else f"{name} is answered"
        simple = draw(st.sampled_from((simple, answered)))
        parts.append(draw(st.sampled_from((simple, f"not ({simple})"))))
    return draw(st.sampled_from((" and ", " or "))).join(parts)


@st.composite
def questionnaires(draw: st.DrawFn, *, parts: bool = False) -> Questionnaire:
    """Up to six pages of up to three items, with conditions on earlier pages; with `parts`, on options as well."""
    earlier: list[tuple[str, str]] = []
    pages: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 6))):
        names = [(f"item_{number}_{at}", draw(st.sampled_from(tuple(KINDS)))) for at in range(draw(st.integers(1, 3)))]
        items = [item(name, kind, draw(conditions(earlier))) for name, kind in names]
        for each in (each for written in items for each in written.get("options", []) + written.get("questions", [])):
            each["when"] = draw(conditions(earlier)) if parts else None
        pages.append({"id": f"page_{number}", "when": draw(conditions(earlier)), "items": items})
        earlier += names
    head = {
        "id": "random",
        "version": "1",
        "audience": "participant",
        "languages": ["nl"],
        "title": WORDS,
        "minutes": 1,
    }
    return Questionnaire.model_validate(head | {"pages": pages})


def answers(questionnaire: Questionnaire) -> st.SearchStrategy[Answers]:
    """Answers to any of its keys, right or wrong, and to keys it does not have."""
    answer = (
        st.none()
        | st.integers(0, 13)
        | st.sampled_from((*CODES, "yes", "no", "", "unheard_of", "4.5", "4.7", "2023-05", "2023-05-15", "2023-02-30"))
        | st.lists(st.sampled_from((*CODES, "unheard_of")), max_size=4).map(tuple)
    )
    return st.dictionaries(st.sampled_from([*questionnaire.domains, "nobodys"]), answer)
