"""Figures from elsewhere, such as a register, as the study gives them: with their source, and not as results."""

from dataclasses import dataclass
from decimal import Decimal

from survey.analysis.figures import Chart
from survey.analysis.figures.elsewhere import from_elsewhere
from survey.questionnaires.problems import N_
from survey.questionnaires.study import Beside, Study, Unit

from .reader import Reader

WRITTEN = {Unit.PERCENT: "{value}%", Unit.EURO: "€ {value}", Unit.NUMBER: "{value}"}
NOT_OURS = N_("Not from this survey. Source: {source}.")


@dataclass(frozen=True, slots=True)
class RegisterFigures:
    """Figures that belong together: each label with its number as it is written, and the figure of them."""

    title: str
    source: str
    figures: tuple[tuple[str, str], ...]
    chart: Chart


def registers(study: Study, reader: Reader) -> tuple[RegisterFigures, ...]:
    """What the study draws beside its results."""
    return tuple(_figures(each, reader) for each in study.results.beside)


def _figures(beside: Beside, reader: Reader) -> RegisterFigures:
    known = [
        (reader.reads(each.text), each.value, _written(beside.unit, each.value, reader)) for each in beside.figures
    ]
    return RegisterFigures(
        title=reader.reads(beside.title),
        source=reader.says(NOT_OURS, source=reader.reads(beside.source)),
        figures=tuple((label, written) for label, _, written in known),
        chart=from_elsewhere(known),
    )


def _written(unit: Unit, value: Decimal, reader: Reader) -> str:
    return WRITTEN[unit].format(value=reader.number(value))
