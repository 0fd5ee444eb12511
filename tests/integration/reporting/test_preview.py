"""The preview tells what the publication then hides, and what merging two classes really shows."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.analysis.disclosure import Kind, Step, protect
from survey.reporting.preview import merged, preview
from survey.reporting.publish import asked_in, raw_tables, rules_of
from survey.reporting.wave_frames import Answers, answers_of
from survey.storage.engines import Store
from survey.storage.studies import PublicationRow
from tests.integration.reporting.fieldwork import STUDY, Engines, answer, load
from tests.unit.analysis import replica


def answered(engines: Engines) -> Answers:
    load(engines)
    answer(engines, replica.records(), replica.INVITED)
    with Session(engines[Store.STUDIES]) as studies, Session(engines[Store.RESPONSES]) as responses:
        return answers_of(responses, asked_in(studies, STUDY.id, "single"))


def test_the_preview_is_what_protection_does_and_stores_nothing(engines: Engines) -> None:
    answers = answered(engines)
    found = preview(answers)
    rules = rules_of(answers)
    tables = {(each.measure, each.breakdown): each for each in protect(raw_tables(answers, rules), rules)}
    assert found.tables
    for each in found.tables:
        table = tables[each.measure, each.breakdown]
        assert each.step is table.step
        assert set(each.hidden) == {group.code for group in table.groups if group.base is None}
    with Session(engines[Store.STUDIES]) as session:
        assert session.scalar(select(func.count()).select_from(PublicationRow)) == 0


def test_a_merger_shows_as_many_numbers_as_it_promises(engines: Engines) -> None:
    answers = answered(engines)
    rules = rules_of(answers)
    raw = raw_tables(answers, rules)
    mergers = preview(answers).mergers
    assert mergers
    assert [each.merged - each.cells for each in mergers] == sorted(
        (each.merged - each.cells for each in mergers), reverse=True
    )
    best = mergers[0]
    then = protect([merged(table, best.variable, best.first, best.second) for table in raw], rules)
    own = [table for table in then if table.breakdown == best.variable]
    numbers = sum(cell.count is not None for table in own for group in table.groups for cell in group.cells)
    means = sum(group.mean is not None for table in own for group in table.groups)
    assert numbers + means == best.merged > best.cells


def test_merging_keeps_everybody(engines: Engines) -> None:
    answers = answered(engines)
    raw = raw_tables(answers, rules_of(answers))
    for table in raw:
        one = merged(table, "age_class", "age_18_26", "age_27_36")
        assert sum(sum(group.counts) for group in one.groups) == sum(sum(group.counts) for group in table.groups)
        split = table.breakdown == "age_class"
        background = table.kind is Kind.BACKGROUND and table.item == "age_class"
        assert len(one.groups) == len(table.groups) - split
        assert len(one.codes) == len(table.codes) - background
    assert Step.FULL in {each.step for each in preview(answers).tables}
