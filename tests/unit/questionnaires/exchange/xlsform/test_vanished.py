"""Nothing vanishes: whatever is filled in in a form stands in the questionnaire or in a notice at its place.

The importer is also made lossy on purpose, in as many ways as it can lose something, to see that this is found.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from survey.questionnaires.exchange.received import Received
from survey.questionnaires.exchange.xlsform.reading import read_xlsform
from survey.questionnaires.kinds import Item
from survey.questionnaires.problems import ProblemsFoundError

from .books import Table, book
from .vanished import vanished

TYPES = (
    "text", "integer", "decimal", "range", "date", "dateTime", "time", "note", "acknowledge", "barcode", "percentage",
    "select_one fruit", "select_one fruit or_other", "select_multiple fruit", "rank fruit", "select_one unused",
    "select_one nowhere", "select_one_from_file towns.csv", "select_one one", "geopoint", "geotrace", "image", "audio",
    "hidden", "start", "deviceid", "audit", "xml-external", "csv-external", "osm places", "nonsense", "calculate",
    "begin group", "end group", "begin repeat", "end repeat", "begin_group", "end_group", "select one from fruit", "",
)  # fmt: skip
CELLS = {
    "label": ("Eerste woorden", "Hoeveel  is ${q2}?", "**Vet** en <i>schuin</i>", "مرحبا 😀", "{haken}", ""),
    "label::English (en)": ("English words", "With ${q3}", ""),
    "label::en": ("More English", ""),
    "hint": ("Een hint", "", ""),
    "relevant": (
        "${q2} = 'apple'", "selected(${q2}, 'pear')", "${q3} > 2", "false()", "true()", "${q2} = 'gone'", "${gone} = 1",
        "../q2 = 'apple'", "regex(${q3}, 'a')", "${q3} = yes", "(((", "",
    ),
    "relevance": ("${q3} <= 3", "", ""),
    "constraint": (". >= 1 and . <= 7", ". > 2", "count-selected(.) <= 2", "regex(., 'x')", ". >= 0.12345", ""),
    "choice_filter": ("colour = 'red'", "colour = 'nowhere'", "colour = ${q2}", "starts-with(name, 'a')", "", ""),
    "calculation": ("${q3} * 2", "now()", "", ""),
    "appearance": ("field-list", "likert", "w4 minimal", "multiline", "month-year", "", ""),
    "parameters": ("start=1 end=5 step=1", "randomize=true", "seed=3", "start", "", ""),
    "required": ("yes", "no", ""),
    "default": ("5", "", ""),
    "media::image": ("a.png", "", ""),
    "image::English (en)": ("b.png", "", ""),
    "disabled": ("yes", "", "", "", ""),
    "repeat_count": ("3", "", "", ""),
    "remarks": ("Ask twice", "", ""),
    None: ("stray", "", "", ""),
}  # fmt: skip
CHOICES: Table = [
    ["list_name", "name", "label", "label::English (en)", "colour", "image", None],
    ["fruit", "apple", "Appel", "Apple", "red", "a.png", None],
    ["fruit", "pear", "Peer", "Pear", "green", None, "stray"],
    ["fruit", "gone by", "Weg", None, "red"],
    ["one", "only", "Enige"],
    ["unused", 1, "Nooit gebruikt", "Never used"],
    ["unused", 2.5, "Ook niet", None, "blue"],
    [None, "x", "Zonder lijst"],
    ["fruit", None, "Zonder naam"],
]
SETTINGS: Table = [
    ["form_title", "form_title::English (en)", "form_id", "version", "style", "instance_name"],
    ["Titel", "Title", "form-1", 2.0, "pages", "concat(${q2}, 'x')"],
    ["Nog een"],
]


@st.composite
def forms(draw: st.DrawFn) -> dict[str, Table]:
    """A form with up to twelve rows of anything, and names that are there twice now and then."""
    columns = draw(st.lists(st.sampled_from(list(CELLS)), min_size=3, unique=True))
    head = ["type", "name", *columns]
    rows: list[list[object]] = [["select_one fruit", "q2", *["" for _ in columns]], ["integer", "q3"]]
    for number in range(draw(st.integers(1, 12))):
        name = draw(st.sampled_from((f"row_{number}", f"Row {number}", f"row_{number}", "q2", "")))
        rows.append([draw(st.sampled_from(TYPES)), name, *(draw(st.sampled_from(CELLS[each])) for each in columns)])
    sheets: dict[str, Table] = {"survey": [head, *rows], "choices": CHOICES}
    if draw(st.booleans()):
        sheets["settings"] = SETTINGS
    if draw(st.booleans()):
        sheets["remarks"] = [["To do"], ["Ask Jan"]]
    return sheets


FULL_SHEETS: dict[str, Table] = {
    "survey": [
        ["type", "name", "label", "label::English (en)", "relevant", "constraint", "choice_filter", "default", None],
        ["start", "started"],
        ["select_one fruit", "q2", "Welk fruit?", "Which fruit?"],
        ["integer", "q3", "Hoeveel?", "How many?", "${q2} = 'apple'", ". >= 1 and . <= 7", None, "5", "stray"],
        ["select_multiple fruit", "q4", "Wat nog?", "What else?", None, None, "colour = 'red'"],
        ["image", "photo", "Foto", "Photo"],
    ],
    "choices": [*CHOICES, *([["many", f"o{number}", f"Optie {number}"] for number in range(201)])],
    "settings": SETTINGS,
}
FULL = book(**FULL_SHEETS)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(forms())
@example(FULL_SHEETS)
def test_whatever_is_filled_in_is_kept_or_spoken_of(sheets: dict[str, Table]) -> None:
    content = book(**sheets)
    try:
        received = read_xlsform(content, "form.xlsx", "nl")
    except ProblemsFoundError:
        return
    assert vanished(content, received) == []


def full() -> Received:
    """What comes of the form with something of everything."""
    return read_xlsform(FULL, "form.xlsx", "nl")


def without_notice(part: str) -> Received:
    """With the notices that say `part` gone."""
    received = full()
    return replace(received, notices=tuple(each for each in received.notices if part not in str(each)))


def _is_of(item: Item, name: str, value: object) -> bool:
    """Whether the item has such a value in a field of that name."""
    return value is None or isinstance(getattr(item, name, None), type(value))


def with_items(**changes: object) -> Received:
    """With these fields of every item that has them changed."""
    received = full()
    pages = tuple(
        page.model_copy(
            update={
                "items": tuple(
                    item.model_copy(
                        update={name: value for name, value in changes.items() if _is_of(item, name, value)}
                    )
                    for item in page.items
                )
            }
        )
        for page in received.questionnaire.pages
    )
    changed = received.questionnaire.model_copy(update={"pages": pages, "scales": {}})
    return replace(received, questionnaire=changed)


def without_conditions() -> Received:
    """With no condition on any item or page."""
    received = with_items(when=None)
    pages = tuple(page.model_copy(update={"when": None}) for page in received.questionnaire.pages)
    return replace(received, questionnaire=received.questionnaire.model_copy(update={"pages": pages}))


LOSSY: list[tuple[Callable[[], Received], str]] = [
    (lambda: with_items(text={"nl": "Anders"}), "survey, label, row 3: Welk fruit?"),
    (lambda: with_items(text={"nl": "Welk fruit?"}), "survey, label::English (en), row 3: Which fruit?"),
    (lambda: with_items(options=()), "choices, label, row 2: Appel"),
    (lambda: with_items(options=()), "choices, label::English (en), row 2: Apple"),
    (lambda: with_items(minimum=Decimal(-9), maximum=Decimal(99)), "survey, constraint, row 4: . >= 1 and . <= 7"),
    (without_conditions, "survey, relevant, row 4: ${q2} = 'apple'"),
    (lambda: without_notice("“default”"), "survey, default, row 4: 5"),
    (lambda: without_notice("no name in the first row"), "survey, I, row 4: stray"),
    (lambda: without_notice("“image”"), "survey, label, row 6: Foto"),
    (lambda: without_notice("“unused”"), "choices, label, row 6: Nooit gebruikt"),
    (lambda: without_notice("“many”"), "choices, label, row 10: Optie 0"),
    (lambda: without_notice("names no list"), "choices, label, row 8: Zonder lijst"),
    (lambda: without_notice("has no name, and"), "choices, label, row 9: Zonder naam"),
    (lambda: without_notice("“style”"), "settings, style, row 2: pages"),
    (lambda: without_notice("Only the first row"), "settings, form_title, row 3: Nog een"),
    (lambda: without_notice("The column “image”"), "choices, image, row 2: a.png"),
]


def test_of_the_full_form_nothing_vanishes() -> None:
    assert vanished(FULL, full()) == []


@pytest.mark.parametrize(("lossy", "lost"), LOSSY, ids=[lost for _, lost in LOSSY])
def test_an_importer_that_loses_something_is_found_out(lossy: Callable[[], Received], lost: str) -> None:
    assert lost in vanished(FULL, lossy())
