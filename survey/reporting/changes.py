"""Change and flows between two waves when the later one is published: joined by person here, and nowhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.analysis.breakdowns import Variable, variables
from survey.analysis.change.flows import method_of_flow, raw_flow
from survey.analysis.change.joined import Joined
from survey.analysis.change.shifts import raw_change
from survey.analysis.change.waves import Waves
from survey.analysis.disclosure import (
    NO_ANSWER,
    Kind,
    ProtectedChange,
    ProtectedFlow,
    ProtectedTable,
    Rules,
    audit_changes,
    audit_flows,
    protect_change,
    protect_flow,
    restore,
)
from survey.analysis.disclosure.ladders import NUMBERS
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Item
from survey.questionnaires.study import ChangeMeasure, FlowMeasure
from survey.storage.studies import PublicationRow, Snapshot, WaveRow

from .wave_frames import Answers, Asked, answers_of


@dataclass(frozen=True, slots=True)
class Shifts:
    """What two waves tell together: the changes and the flows that end in the later one."""

    changes: tuple[ProtectedChange, ...] = ()
    flows: tuple[ProtectedFlow, ...] = ()

    def audit(self, rules: Rules) -> None:
        """A second look at both; `UnsafePublicationError` where too little hides somebody."""
        audit_changes(self.changes, rules)
        audit_flows(self.flows, rules)


def shifts(
    studies: Session, responses: Session, later: Answers, tables: Sequence[ProtectedTable], rules: Rules
) -> Shifts:
    """The change and flow measures that end in this wave. `tables` is what is published of it.

    The earlier wave has to be published, so that what the pairs tell about it can be judged.
    """
    wanted = [each for each in later.study.results.measures if isinstance(each, ChangeMeasure | FlowMeasure)]
    ending = [each for each in wanted if each.waves[1] == later.wave.id and later.until is None]
    names = dict.fromkeys(each.waves[0] for each in ending)
    known = {name: found for name in names if (found := _earlier(studies, responses, later, name))}
    pairs = {name: (first, (later, tables)) for name, first in known.items()}
    joined = {name: _joined(*each, rules) for name, each in pairs.items()}
    changes, flows = [], []
    for measure in (each for each in ending if each.waves[0] in known):
        shown = [_shown(tables) for _, tables in pairs[measure.waves[0]]]
        if isinstance(measure, ChangeMeasure):
            raw = raw_change(measure, later.study.results, joined[measure.waves[0]])
            changes.append(protect_change(raw, shown, rules))
        else:
            flow = raw_flow(measure, later.study.results, joined[measure.waves[0]])
            flows.append(protect_flow(flow, method_of_flow(flow.pairs), shown, rules))
    return Shifts(tuple(changes), tuple(flows))


Known = tuple[Answers, Sequence[ProtectedTable]]
"""A wave, and what is published of it."""


def _earlier(studies: Session, responses: Session, later: Answers, name: str) -> Known | None:
    wave = next(each for each in later.study.waves if each.id == name)
    row = studies.scalar(select(WaveRow).where(WaveRow.study_id == later.study.id, WaveRow.name == name))
    published = None
    if row is not None:
        query = select(PublicationRow).where(PublicationRow.wave_id == row.id).order_by(PublicationRow.id.desc())
        published = studies.scalar(query.limit(1))
    if row is None or published is None:
        studies.rollback()
        return None
    asked = Questionnaire.from_snapshot(studies.get_one(Snapshot, row.digest).document)
    document, tables = restore(published.document, published.digest)
    wave_id = row.id
    studies.rollback()
    if document.get("until"):
        return None
    return answers_of(responses, Asked(later.study, wave, wave_id, asked)), tables


def _joined(first: Known, last: Known, rules: Rules) -> Joined:
    return Joined(
        waves=Waves(first[0].complete, last[0].complete),
        variables=(_variables(first[0]), _variables(last[0])),
        published=(_bases(*first), _bases(*last)),
        complete=(_complete(*first), _complete(*last)),
        smallest=rules.smallest_group,
    )


def _variables(answers: Answers) -> tuple[Variable, ...]:
    return variables(answers.study, answers.questionnaire)


def _complete(answers: Answers, tables: Sequence[ProtectedTable]) -> int:
    """How many complete responses were published: as every characteristic of the respondents tells."""
    bases = [table.groups[0].base for table in tables if table.kind is Kind.BACKGROUND]
    return next((base for base in bases if base is not None), len(answers.complete))


def _shown(tables: Sequence[ProtectedTable]) -> Mapping[str, tuple[str, ...]]:
    """The classes of each variable that are published."""
    return {
        table.item: tuple(cell.code for cell in table.groups[0].cells if cell.count is not None)
        for table in tables
        if table.kind is Kind.BACKGROUND
    }


def _bases(answers: Answers, tables: Sequence[ProtectedTable]) -> dict[str, int]:
    """Of how many people each measure is published, without who did not know and who did not answer."""
    items = {item.id: item for item in answers.questionnaire.items()}
    found: dict[str, int | None] = {}
    for table in tables:
        if table.breakdown is None and table.kind in NUMBERS:
            found[table.measure] = table.groups[0].mean_base
        elif table.breakdown is None and table.kind is Kind.CHOICE and table.groups[0].cells:
            found[table.measure] = _answered(table, items[table.item])
    return {measure: base for measure, base in found.items() if base is not None}


def _answered(table: ProtectedTable, item: Item) -> int | None:
    silent = {*item.missing_codes(), NO_ANSWER}
    cells = [cell for cell in table.groups[0].cells if not silent & set(cell.codes)]
    counts = [cell.count for cell in cells if cell.count is not None]
    return sum(counts) if len(counts) == len(cells) else None
