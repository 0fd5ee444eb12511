"""Random questionnaires whose checks pass, and random answers to them."""

from typing import Any

from hypothesis import strategies as st

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answers

CODES = ("first", "second", "third", "dont_know")
KINDS = ("report_grade", "single_choice", "multiple_choice", "open_text", "information")
WORDS = {"nl": "Tekst"}


def item(item_id: str, kind: str, when: str | None) -> dict[str, Any]:
    """An item of `kind` with everything that such an item can have."""
    written: dict[str, Any] = {"id": item_id, "kind": kind, "text": WORDS, "when": when}
    if kind == "report_grade":
        return written | {"low": WORDS, "high": WORDS, "dont_know": WORDS}
    if "choice" in kind:
        return written | {"options": [option(code, kind == "multiple_choice") for code in CODES]}
    return written


def option(code: str, several: bool) -> dict[str, Any]:
    """An option: the second opens a text, the last says that there is no answer."""
    missing = code if code == "dont_know" else None
    alone = several and code in {"third", "dont_know"}
    return {"code": code, "text": WORDS, "other": code == "second", "missing": missing, "exclusive": alone}


@st.composite
def conditions(draw: st.DrawFn, earlier: list[tuple[str, str]]) -> str | None:
    """A well-typed condition on earlier items, or none."""
    usable = [(name, kind) for name, kind in earlier if kind not in {"open_text", "information"}]
    if not usable or draw(st.booleans()):
        return None
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        name, kind = draw(st.sampled_from(usable))
        code = draw(st.sampled_from(CODES))
        sign = draw(st.sampled_from(("==", "!=")))
        simple = {
            "report_grade": f"{name} {draw(st.sampled_from(('<=', '>', '==', '!=')))} {draw(st.integers(1, 10))}",
            "single_choice": f"{name} {sign} {code}",
            "multiple_choice": f"{name} contains {code}",
        }[kind]
        simple = draw(st.sampled_from((simple, f"{name} is answered")))
        parts.append(draw(st.sampled_from((simple, f"not ({simple})"))))
    return draw(st.sampled_from((" and ", " or "))).join(parts)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """A questionnaire of up to six pages of up to three items, with conditions on earlier pages."""
    earlier: list[tuple[str, str]] = []
    pages: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 6))):
        names = [(f"item_{number}_{at}", draw(st.sampled_from(KINDS))) for at in range(draw(st.integers(1, 3)))]
        items = [item(name, kind, draw(conditions(earlier))) for name, kind in names]
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
    keys = [key for each in questionnaire.items() for key in each.keys()]  # noqa: SIM118 - not a mapping
    answer = (
        st.none()
        | st.integers(0, 11)
        | st.sampled_from((*CODES, "", "unheard_of"))
        | st.lists(st.sampled_from((*CODES, "unheard_of")), max_size=4).map(tuple)
    )
    return st.dictionaries(st.sampled_from([*keys, "nobodys"]), answer)
