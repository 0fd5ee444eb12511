"""Words for the codes of a publication: from the questionnaire that was asked, and from the study."""

from collections.abc import Mapping

from survey.analysis.disclosure import NO_ANSWER, Cell, Kind, ProtectedTable
from survey.analysis.disclosure.ladders import NUMBERS
from survey.questionnaires.kinds import Item
from survey.questionnaires.problems import N_
from survey.questionnaires.study import Attribute, ChoiceMeasure, RecommendationMeasure

from .published import Publication
from .reader import Reader

BANDS: Mapping[str, str] = {
    "low": N_("5 or lower"),
    "middle": N_("6 and 7"),
    "high": N_("8 or higher"),
    "merged": N_("8 or higher"),
    "rest": N_("7 or lower"),
}
STATUSES: Mapping[str, str] = {
    "in_set": N_("Important, possible and achieved"),
    "not_enabled": N_("Important, not made possible"),
    "not_achieved": N_("Important and possible, not achieved"),
    "not_valued": N_("Not important"),
    "merged": N_("Important, possible and achieved"),
    "rest": N_("Not so"),
}
RANGE = N_("{first} to {last}")
OTHERWISE = N_("Otherwise, or no answer")
OTHERS = N_("Otherwise")
NOT_YES = N_("Not yes")
REALISED = N_("Realised: of what is important, how much succeeds (percent)")
NO_SCORE = N_("No score, or no work")
NOT_HIGH = N_("7 or lower, or no grade")
NO_GRADE = N_("No grade")
SILENT = N_("No answer")
SILENT_OR_DONT_KNOW = N_("Don't know or no answer")
EVERYBODY = N_("All respondents")
NOT_SHOWN_GROUPS = N_(
    "Not shown: {names}. A number is shown only if it is about at least {smallest} people, and if it does not help to "
    "work out what fewer people answered."
)


def wave_label(published: Publication, reader: Reader) -> str:
    """The name of the wave; its code if the study no longer has it."""
    wave = published.study.wave(published.wave)
    return reader.reads(wave.text) if wave else published.wave


def measure_label(publication: Publication, measure_id: str, reader: Reader) -> str:
    """The title of a measure or of a breakdown variable."""
    measure = publication.measure(measure_id)
    if measure:
        return reader.reads(measure.title)
    part = measure_id.partition(".")[2]
    if part == "realised":
        return reader.says(REALISED)
    return variable_label(publication, part.partition(".")[0] or measure_id, reader)


def variable_label(publication: Publication, variable: str, reader: Reader) -> str:
    """The question or the register attribute behind a breakdown; its code where neither is known."""
    attribute = _attribute(publication, variable)
    item = item_of(publication, variable)
    if item is None and attribute is None:
        return variable
    return reader.reads(item.text if item else attribute.text if attribute else {})


def class_label(publication: Publication, variable: str, code: str, reader: Reader) -> str:
    """A class of a breakdown variable."""
    attribute = _attribute(publication, variable)
    if attribute:
        return next((reader.reads(each.text) for each in attribute.classes if each.code == code), code)
    return _option(publication, variable, code, reader)


def cell_label(publication: Publication, table: ProtectedTable, cell: Cell, reader: Reader) -> str:
    """The answers that a cell holds together."""
    if table.kind is Kind.BACKGROUND:
        return class_label(publication, table.item, cell.code, reader)
    if cell.code == NO_ANSWER:
        return reader.says(_silent(table, cell))
    if table.kind is Kind.STATUS:
        return reader.says(STATUSES[cell.code])
    if table.kind in NUMBERS:
        return _band(table, cell, reader)
    return _answer(publication, table, cell, reader)


def _band(table: ProtectedTable, cell: Cell, reader: Reader) -> str:
    if table.kind is not Kind.GRADE:
        return _range(table, cell, reader)
    return reader.says(NOT_HIGH if cell.code == "rest" and table.breakdown is not None else BANDS[cell.code])


def _answer(publication: Publication, table: ProtectedTable, cell: Cell, reader: Reader) -> str:
    if names := publication.themes.get(table.measure, {}).get(cell.code):
        return reader.reads(dict(names))
    measure = publication.measure(table.measure)
    if isinstance(measure, ChoiceMeasure) and cell.code in ("merged", "rest"):
        return reader.reads(measure.merged.text if cell.code == "merged" else measure.merged.rest)
    if isinstance(measure, RecommendationMeasure) and cell.code == "rest":
        return reader.says(NOT_YES)
    code = "yes" if isinstance(measure, RecommendationMeasure) and cell.code == "merged" else cell.code
    return _option(publication, table.item, code, reader)


def _range(table: ProtectedTable, cell: Cell, reader: Reader) -> str:
    """The numbers that a cell holds together."""
    if cell.code == "rest":
        return reader.says(OTHERS if table.breakdown is None else OTHERWISE)
    return reader.says(RANGE, first=cell.codes[0], last=cell.codes[-1]) if len(cell.codes) > 1 else cell.codes[0]


def item_of(publication: Publication, item_id: str) -> Item | None:
    """The question with this id; None if there is none, as for a register attribute."""
    return next((item for item in publication.questionnaire.items() if item.id == item_id), None)


def _silent(table: ProtectedTable, cell: Cell) -> str:
    if table.kind is Kind.GRADE:
        return NO_GRADE
    if table.kind in (Kind.SCORE, Kind.STATUS):
        return NO_SCORE
    return SILENT_OR_DONT_KNOW if len(cell.codes) > 1 else SILENT


def _attribute(publication: Publication, variable: str) -> Attribute | None:
    return next((each for each in publication.study.attributes if each.id == variable), None)


def _option(publication: Publication, item_id: str, code: str, reader: Reader) -> str:
    item = item_of(publication, item_id)
    options = item.choices(item_id) if item else ()
    return next((reader.reads(option.text) for option in options if option.code == code), code)
