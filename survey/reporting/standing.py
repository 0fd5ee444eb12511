"""Which publications stand beside each other: the waves of a study, and other programmes that asked the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from survey.analysis.disclosure import Step
from survey.questionnaires.definition import Audience

from . import read
from .beside import matrix
from .exhibits.valued import VALUES
from .labels import wave_label
from .published import Publication
from .reader import Reader
from .values import values

PLAIN = Reader("en", str)
"""Nobody: whether something is shown depends on no words."""

MOST_WAVES = 12
"""How many publications of a study are offered; older ones keep their addresses."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The publications of a study, one for each wave, the newest first."""

    publications: tuple[Publication, ...]

    def of(self, wave: str) -> Publication | None:
        """The newest publication of a wave."""
        return next((each for each in self.publications if each.wave == wave), None)

    def first(self) -> Publication | None:
        """What a program lead sees first: the newest publication of participants, else the newest."""
        known = [each for each in self.publications if each.audience is Audience.PARTICIPANT]
        return next(iter((*known, *self.publications)), None)

    def showing(self, measure: str, breakdown: str | None = None) -> Publication | None:
        """The first one that shows something of a table, beginning with what is seen first."""
        first = self.first()
        order = (*([first] if first else []), *self.publications)
        return next((each for each in order if is_shown(each, measure, breakdown, self)), None)

    def in_order(self) -> tuple[Publication, ...]:
        """In the order of the waves in the study; those that the study no longer has come last."""
        order = [wave.id for wave in self.publications[0].study.waves] if self.publications else []
        places = {wave: place for place, wave in enumerate(order)}
        return tuple(sorted(self.publications, key=lambda each: (places.get(each.wave, len(order)), each.id)))

    def until(self, published: Publication) -> tuple[Publication, ...]:
        """The publications of the same audience up to this one, the earliest first."""
        return tuple(
            each
            for each in reversed(self.publications)
            if each.audience is published.audience and each.id <= published.id
        )


@dataclass(frozen=True, slots=True)
class Other:
    """Another publication of the same measure; `address` is its study and its wave."""

    address: str
    label: str
    day: date


def standing(session: Session, study_id: str) -> Standing:
    """The publications of a study; none if there are none, or there is no such study."""
    newest: dict[str, int] = {}
    for listing in read.publications(session, study_id):
        newest.setdefault(listing.wave, listing.id)
    found = (read.publication(session, each) for each in list(newest.values())[:MOST_WAVES])
    return Standing(tuple(each for each in found if each))


def is_shown(published: Publication, measure: str, breakdown: str | None, here: Standing | None = None) -> bool:
    """Whether the publication has this table, change, set of values or (`here`) what stands side by side, and shows
    anything of it."""
    table = published.table(measure, breakdown)
    if table is not None:
        return table.step is not Step.NOTHING
    if breakdown is not None:
        return False
    joined = published.change(measure) or published.flow(measure)
    if joined is not None:
        return joined.step is not Step.NOTHING
    if measure.endswith(VALUES):
        return values(published, measure.removesuffix(VALUES), PLAIN) is not None
    return here is not None and matrix(here.in_order(), measure, PLAIN) is not None


def beside(
    standings: Sequence[Standing], published: Publication, table: tuple[str, str | None], reader: Reader
) -> tuple[Other, ...]:
    """What the table can be compared with: the study's other waves, then the newest of other programmes.

    `standings`: that of its study, then those of the others.
    """
    here = [each for each in standings[0].publications if each.id != published.id]
    there = [each.showing(*table) for each in standings[1:]]
    return tuple(
        Other(f"{each.study.id}/{each.wave}", _label(each, published, reader), each.day)
        for each in (*here, *there)
        if each and is_shown(each, *table)
    )


def _label(other: Publication, published: Publication, reader: Reader) -> str:
    wave = wave_label(other, reader)
    return wave if other.study.id == published.study.id else f"{reader.reads(other.study.programme)}: {wave}"
