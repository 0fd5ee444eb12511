"""Whatever a spreadsheet holds: it becomes a questionnaire that can be written and read again, or is refused."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.exchange.received import Received
from survey.questionnaires.exchange.written import write_yaml
from survey.questionnaires.exchange.xlsform.reading import read_xlsform
from survey.questionnaires.exchange.xlsform.writing import write_xlsform
from survey.questionnaires.loader import read
from survey.questionnaires.problems import ProblemsFoundError, Source

from .books import book

NAMES = ("age", "Age", "work", "Q1-b", "1", "is", "not", "count", "x" * 50, "naam met spatie", "اسم", "")
TYPES = (
    "text", "integer", "decimal", "date", "dateTime", "time", "note", "calculate", "range", "acknowledge", "geopoint",
    "select_one yes_no", "select_multiple yes_no", "select_one numbers or_other", "rank numbers", "select_one nowhere",
    "select_one one", "select_multiple_from_file a.csv", "begin_group", "begin group", "end_group", "begin repeat",
    "end_repeat", "start", "today", "Select one from yes_no", "select_one", "begin", "", "nonsense",
)  # fmt: skip
EXPRESSIONS = (
    "${age} > 18", "${work} = 'yes'", "selected(${work}, 'no')", "not(${age} = '')", "${Age} + ${age} < 3.5", "true()",
    "false()", "${age} = ${work}", ". >= 0 and . <= 10", ". > 5 or . = 1", "count-selected(.) <= 2", "regex(., 'a')",
    "string-length(.) < 500", "if(${age}, 1, 2)", "${", "age = ${age}", "name = 'yes'", "1 div 0 > ${age}",
    "-${age} < 1",
    "round(${age} * 1.005, 2)", "${age} > 123456789012345", ". > -1e5", "(((", "'", "${1} >= 2", "once(${age}) != 0",
)  # fmt: skip
LABELS = ("Hoe oud?", "**Vet** {x}", "${age} jaar", "<p></p>", "=1+1", "\u200b", "x" * 3000, "# ", "")
OTHERS = (
    "yes",
    "no",
    "start=1 end=0 step=0",
    "start=a",
    "randomize=true",
    "likert",
    "field-list",
    "month-year",
    "5",
    "",
)
COLUMNS = {
    "type": TYPES,
    "name": NAMES,
    "label": LABELS,
    "label::Nederlands (nl)": LABELS,
    "hint::Lang2": LABELS,
    "relevant": EXPRESSIONS,
    "constraint": EXPRESSIONS,
    "calculation": EXPRESSIONS,
    "choice_filter": EXPRESSIONS,
    "required": OTHERS,
    "appearance": OTHERS,
    "parameters": OTHERS,
    "disabled": ("", "", "", "yes"),
    "werkpeil__kind": ("", "", "", "report_grade", "value_card", "page", "other", "number", "nonsense", "5", "[1]"),
    "werkpeil__options": ("", "yes_no", "[1]"),
    "werkpeil__unit__nl": ("", "uur", "{}"),
}
CHOICES: list[list[object]] = [
    ["list_name", "name", "label", "age", "label::Nederlands (nl)"],
    ["yes_no", "yes", "Yes", "1", "Ja"],
    ["yes_no", "no", "No", "2", None],
    ["numbers", 1, "One", None, None],
    ["numbers", 2.5, "Two and a half", None, None],
    ["numbers", -99, None, None, None],
    ["numbers", 1, "One again", None, None],
    ["one", "only", "Only", None, None],
    [None, "nobody's", "Nobody's", None, None],
    ["numbers", None, "Nameless", None, None],
]


@st.composite
def forms(draw: st.DrawFn) -> bytes:
    """A spreadsheet with up to twelve rows of anything."""
    columns = ["type", "name", *draw(st.lists(st.sampled_from(list(COLUMNS)[2:]), unique=True))]
    rows = [[draw(st.sampled_from(COLUMNS[column])) for column in columns] for _ in range(draw(st.integers(1, 12)))]
    return book(survey=[columns, *rows], choices=CHOICES)


def received(content: bytes) -> Received | None:
    """What comes of a form; None if it is refused."""
    try:
        return read_xlsform(content, "form.xlsx")
    except ProblemsFoundError:
        return None


PLAIN = ("type", "label", "relevant", "constraint", "calculation", "choice_filter", "required", "parameters")

many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@many
@given(forms())
def test_a_form_becomes_a_questionnaire_that_every_format_holds(content: bytes) -> None:
    found = received(content)
    if found is None:
        return
    digest = found.questionnaire.digest()
    text = write_yaml(found.questionnaire, map(str, found.notices)).decode()
    assert read(Source("form.yaml", text), Questionnaire).document.digest() == digest
    assert read_xlsform(write_xlsform(found.questionnaire), "form.xlsx").questionnaire.digest() == digest


@many
@given(st.lists(st.tuples(*(st.sampled_from(COLUMNS[column]) for column in PLAIN)), min_size=1, max_size=12))
def test_every_row_is_asked_or_spoken_of(rows: list[tuple[str, ...]]) -> None:
    """Rows with names of their own, and no groups."""
    named = [(type_, f"row_{number}", *rest) for number, (type_, *rest) in enumerate(rows, start=2)]
    found = received(book(survey=[["type", "name", *PLAIN[1:]], *named], choices=CHOICES))
    if found is None:
        return
    asked = {item.id for item in found.questionnaire.items()}
    spoken = {notice.line for notice in found.notices if notice.place.startswith("survey, ")}
    for number, row in enumerate(named, start=2):
        is_bracket = row[0].startswith(("begin", "end"))
        assert is_bracket or f"row_{number}" in asked or number in spoken
