"""What a publication tells of people's own words: themes that are mentioned often enough, and approved quotes.

Own words belong to no response, so that a theme is counted over all who wrote something, and never by a breakdown.
Themes are published when two coders have read every answer, and it was decided where they differ.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from survey.analysis.disclosure import RawTable, Rules
from survey.analysis.readings import Codes
from survey.analysis.themes import table_of
from survey.questionnaires.study import Study, ThemesMeasure

from .open_answers.codebook import themes
from .open_answers.standing import Standing, standing

Names = Mapping[str, Mapping[str, str]]
"""The names of themes, by code and language."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """By measure: a table of the themes that may be seen, their names, and quotes in an order of chance."""

    tables: tuple[RawTable, ...] = ()
    names: Mapping[str, Names] = field(default_factory=dict)
    quotes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """As JSON values. A publication without themes has nothing of it."""
        quotes = {measure: list(texts) for measure, texts in self.quotes.items()}
        written: dict[str, Any] = {"themes": dict(self.names), "quotes": quotes}
        return {name: each for name, each in written.items() if each}


def own_words(responses: Session, study: Study, wave_id: str, rules: Rules) -> OwnWords:
    """Read and count the open answers of a wave that are coded, in one short transaction."""
    tables: list[RawTable] = []
    names: dict[str, Names] = {}
    quotes: dict[str, tuple[str, ...]] = {}
    for measure in (each for each in study.results.measures if isinstance(each, ThemesMeasure)):
        book = [theme for theme in themes(responses, study.id, measure.item) if not theme.retired]
        now = standing(responses, wave_id, measure.item, [theme.code for theme in book])
        if not now.is_finished:
            continue
        table = table_of(measure.id, measure.item, now.readings(), [theme.code for theme in book], rules)
        if table.codes:
            tables.append(table)
            names[measure.id] = {theme.code: dict(theme.names) for theme in book if theme.code in table.codes}
            found = _quotes(now, frozenset(table.codes)) if measure.quotes else ()
            quotes |= {measure.id: found} if found else {}
    responses.rollback()
    return OwnWords(tuple(tables), names, quotes)


def _quotes(now: Standing, shown: Codes) -> tuple[str, ...]:
    """Approved quotes from answers in which there is no theme that is too rare to be named."""
    quotable = ((each.quote, each.reading.outcome or frozenset()) for each in now.usable)
    found = [quote for quote, themes in quotable if quote and themes <= shown]
    secrets.SystemRandom().shuffle(found)
    return tuple(found)


def only_adds(known: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document without what it tells more of own words than one that is published: the rest has to be the same.

    Themes are counted over answers that are joined to nothing, so that they may come later than the other tables.
    """
    added = set(document.get("themes", {})) - set(known.get("themes", {}))
    tables = [table for table in document["tables"] if table["measure"] not in added]
    return without_words(document) | {"tables": tables}


def without_words(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without names of themes and quotes, which are no numbers."""
    return {name: part for name, part in document.items() if name not in ("themes", "quotes")}


def words_in(document: Mapping[str, Any]) -> dict[str, Any]:
    """Names of themes and quotes, in whatever order the quotes are."""
    quotes = {measure: sorted(texts) for measure, texts in document.get("quotes", {}).items()}
    return {"themes": document.get("themes", {}), "quotes": quotes}
