"""Raw tables: every count equals counting one by one."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.analysis.breakdowns import measures, tabulate, variables
from survey.analysis.disclosure import NO_ANSWER, Kind, RawTable
from survey.analysis.frames import Record, frame
from survey.questionnaires import routing
from survey.questionnaires.study import Attribute, Class, Study
from tests.unit.analysis import replica

STUDY, QUESTIONNAIRE = replica.study()
WORDS = {"nl": "..."}
DISTRICT = Attribute(
    id="district", text=WORDS, classes=(Class(code="west", text=WORDS), Class(code="east", text=WORDS))
)
CLASSES = {"paid_work": ("yes", "no", None), "district": ("west", "east", None)}


def designed(**results: object) -> Study:
    """The shipped study with a register attribute and other results."""
    design = STUDY.model_dump() | {"attributes": [DISTRICT.model_dump()]}
    return Study.model_validate(design | {"results": STUDY.results.model_dump() | results})


DESIGN = designed(breakdowns=["paid_work", "district"])


def tables(records: Sequence[Record], study: Study = DESIGN) -> dict[tuple[str, str | None], RawTable]:
    """The raw tables by measure and breakdown."""
    raw = tabulate(frame(QUESTIONNAIRE, records, study.attributes), study, QUESTIONNAIRE, population=500)
    return {(table.measure, table.breakdown): table for table in raw}


def person(work: object, district: str | None, answers: Mapping[str, object]) -> Record:
    """A complete response."""
    core = {item.id: _first(item.id) for item in QUESTIONNAIRE.items() if item.core and item.id != "why_not"}
    register = {} if district is None else {"district": district}
    return Record({**core, "paid_work": work, **answers}, register)


def _first(item_id: str) -> object:
    item = QUESTIONNAIRE.item(item_id)
    return {"report_grade": 8, "multiple_choice": [*item.codes()[:1]]}.get(item.kind, next(iter(item.codes()), None))  # type: ignore[attr-defined]


PEOPLE = st.lists(
    st.builds(
        person,
        st.sampled_from(["yes", "no", None]),
        st.sampled_from(["west", "east", None, "mars"]),
        st.fixed_dictionaries(
            {
                "grade": st.sampled_from([1, 7, 10, "dont_know", None]),
                "recommend": st.sampled_from(["yes", "no", "dont_know", None]),
                "gains": st.sampled_from([["fitting_job"], ["fitting_job", "kept_job"], ["nothing"], None]),
            }
        ),
    ),
    max_size=30,
)


def counted(records: Sequence[Record], measure: str, code: str, breakdown: str | None, group: str | None) -> int:
    """How many gave `code`, one by one."""

    def belongs(record: Record) -> bool:
        if breakdown is None:
            return True
        value = record.answers["paid_work"] if breakdown == "paid_work" else record.attributes.get("district")
        return (value if value in CLASSES[breakdown] else None) == group

    def gave(record: Record) -> bool:
        answer = record.answers[measure]
        if isinstance(answer, list):
            return code in answer
        return code == (NO_ANSWER if answer is None else str(answer))

    return sum(belongs(record) and gave(record) for record in records)


@settings(max_examples=60, deadline=None)
@given(PEOPLE)
def test_every_count_equals_counting_one_by_one(records: list[Record]) -> None:
    found = tables(records)
    complete = [each for each in records if routing.is_complete(QUESTIONNAIRE, dict(each.answers))]  # type: ignore[arg-type]
    for measure in ("grade", "recommend", "gains"):
        for breakdown in (None, "paid_work", "district"):
            table = found[measure, breakdown]
            for group in table.groups:
                expected = [counted(complete, measure, code, breakdown, group.code) for code in table.codes]
                assert list(group.counts) == expected


@settings(max_examples=30, deadline=None)
@given(PEOPLE)
def test_backgrounds_and_their_crossing_add_up(records: list[Record]) -> None:
    found = tables(records)
    crossing = found["paid_work", "district"]
    sums = tuple(map(sum, zip(*(group.counts for group in crossing.groups), strict=True)))
    assert sums == found["paid_work", None].groups[0].counts
    assert [group.n for group in crossing.groups] == list(found["district", None].groups[0].counts)


def test_partial_responses_count_nowhere() -> None:
    partial = Record({item.id: None for item in QUESTIONNAIRE.items() if item.core} | {"grade": 1})
    assert tables([partial, person("yes", "west", {})])["grade", None].groups[0].n == 1


def test_a_question_under_a_condition_counts_those_who_were_shown_it() -> None:
    unhappy = person("yes", None, {"recommend": "no", "why_not": ["too_little"]})
    table = tables([unhappy, person("yes", None, {}), person("no", None, {})])["why_not", None]
    assert (table.groups[0].n, table.groups[0].shown, table.groups[0].counts) == (3, 1, (1, 0, 0, 0))


def test_dont_know_is_an_answer_and_no_class() -> None:
    study = designed(breakdowns=["works_for"])
    (variable,) = variables(study, QUESTIONNAIRE)
    assert variable.classes == ("municipality", "employer", "agency")
    table = tables([person("yes", None, {"works_for": "dont_know"})], study)["works_for", None]
    assert table.groups[0].counts == (0, 0, 0, 1)


def test_a_breakdown_variable_is_no_measure_besides() -> None:
    choice = STUDY.results.measures[1].model_dump() | {"id": "work", "item": "paid_work"}
    study = designed(measures=[choice], breakdowns=["paid_work"])
    assert measures(study, QUESTIONNAIRE) == ()
    assert set(tables([person("yes", None, {})], study)) == {("paid_work", None)}


def test_measures_and_breakdowns_that_a_wave_does_not_ask_are_left_out() -> None:
    grade = {"kind": "grade", "id": "elsewhere", "item": "not_asked_here", "title": WORDS}
    study = designed(measures=[grade], breakdowns=["not_asked_here"])
    assert tables([person("yes", None, {})], study) == {}


@pytest.mark.parametrize(("measure", "kind"), [("grade", Kind.GRADE), ("yield", Kind.CHOICE), ("good", Kind.MENTIONS)])
def test_a_table_says_what_it_counts(measure: str, kind: Kind) -> None:
    table = tables([])[measure, None]
    assert (table.kind, table.population, table.item) == (kind, 500, measure)
    assert table.merged == (("much", "very_much") if measure == "yield" else ())
    assert (NO_ANSWER in table.codes) == (kind is not Kind.MENTIONS)
