"""A series of waves is released for real, step by step, and attacked after each."""

from dataclasses import dataclass, field

from survey.cli.frame import Survey
from tests.drills.disclosure.between import between_releases, between_waves, documents, of_pairs
from tests.drills.disclosure.reading import Fact, facts_of
from tests.drills.disclosure.series import FIRST, LAST, Series, finish, load, release
from tests.fixtures.staff import Visitor


@dataclass
class Attacked:
    """What a lead could read after each release, what was refused, and what the attacks found."""

    interim: list[Fact] = field(default_factory=list)
    final: list[Fact] = field(default_factory=list)
    last: list[Fact] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    pairs: int = 0
    findings: list[str] = field(default_factory=list)


def attack_series(survey: Survey, lead: Visitor, attacked: Series) -> Attacked:
    """An interim release, a final one and a second wave; a lead reads everything after each."""
    found = Attacked()
    load(survey, attacked)
    _release(survey, attacked, found, FIRST, interim=True)
    found.interim = facts_of(lead, attacked.study, FIRST)
    finish(survey, attacked, FIRST)
    _release(survey, attacked, found, FIRST)
    found.final = facts_of(lead, attacked.study, FIRST)
    found.findings += between_releases(attacked, found.interim, found.final)
    finish(survey, attacked, LAST)
    _release(survey, attacked, found, LAST)
    found.last = facts_of(lead, attacked.study, LAST)
    for document in documents(survey, attacked, LAST):
        known = of_pairs(document)
        found.pairs += len(known)
        found.findings += between_waves(attacked, known, (found.final, found.last))
    return found


def _release(survey: Survey, attacked: Series, found: Attacked, name: str, *, interim: bool = False) -> None:
    if refused := release(survey, attacked, name, interim=interim):
        found.refused.append(f"{name}: {type(refused).__name__}")
