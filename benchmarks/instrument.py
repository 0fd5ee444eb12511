"""The instrument that the answering benchmark asks: 39 items on 5 pages."""

from typing import Any

from survey.questionnaires.definition import Audience, Questionnaire
from survey.questionnaires.study import Study

PAGES, ITEMS = 5, 39
ONE = {"nl": "Een vraag van gewone lengte over de hulp van uw jobcoach?"}
FIVE = [{"code": f"point_{number}", "text": {"nl": f"Antwoord {number}"}} for number in range(1, 6)]


def questionnaire() -> Questionnaire:
    """Grades, single and multiple choices in turn; the last page ends with an open text."""
    items = [_item(number) for number in range(1, ITEMS)]
    items.append({"id": "words", "kind": "open_text", "text": ONE})
    per_page = -(-ITEMS // PAGES)
    pages = [
        {"id": f"page_{page + 1}", "items": items[page * per_page : (page + 1) * per_page]} for page in range(PAGES)
    ]
    return Questionnaire.model_validate(
        {
            "id": "thirty-nine-items",
            "version": "1",
            "audience": Audience.PARTICIPANT,
            "languages": ["nl"],
            "title": ONE,
            "minutes": 10,
            "pages": pages,
        }
    )


def _item(number: int) -> dict[str, Any]:
    item = {"id": f"item_{number}", "text": ONE}
    if number % 3 == 0:
        return item | {"kind": "report_grade", "low": {"nl": "heel slecht"}, "high": {"nl": "heel goed"}}
    return item | {"kind": "single_choice" if number % 3 == 1 else "multiple_choice", "options": FIVE}


def study() -> Study:
    """A test study with one wave."""
    merged = {"codes": ["point_1"], "text": ONE, "rest": ONE}
    return Study.model_validate(
        {
            "id": "bench",
            "programme": ONE,
            "title": ONE,
            "organisation": ONE,
            "helpdesk": {"name": "Helpdesk", "email": "helpdesk@werkpeil.example"},
            "purpose": "test",
            "languages": ["nl"],
            "why": ONE,
            "waves": [{"id": "single", "audience": "participant", "questionnaire": "thirty-nine-items", "text": ONE}],
            "invitation": {"subject": ONE, "body": {"nl": "{link}"}},
            "results": {
                "measures": [{"kind": "choice", "id": "one", "item": "item_1", "title": ONE, "merged": merged}]
            },
        }
    )


def answers(page: int) -> list[tuple[str, str]]:
    """The form fields that one person sends for page 1 to 5."""
    per_page = -(-ITEMS // PAGES)
    fields: list[tuple[str, str]] = []
    for number in range((page - 1) * per_page + 1, min(page * per_page, ITEMS) + 1):
        name = f"item_item_{number}"
        if number == ITEMS:
            fields.append(("item_words", "Het gaat goed, dank u wel."))
        elif number % 3 == 0:
            fields.append((name, "8"))
        elif number % 3 == 1:
            fields.append((name, "point_4"))
        else:
            fields += [(name, "point_1"), (name, "point_3")]
    return fields
