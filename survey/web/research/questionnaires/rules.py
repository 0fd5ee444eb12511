"""For whom a question is, as a form shows and sends it: always, by chosen rules, or as text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.editing import choosing
from survey.questionnaires.editing.choosing import OFFERED, Chosen, Relation, Rule
from survey.questionnaires.editing.outline import position, sheets
from survey.questionnaires.editing.presentable import presentable
from survey.questionnaires.kinds import Domain, Sort
from survey.questionnaires.paper.reader import numbered
from survey.questionnaires.wording import spoken

from ...words import language
from .desk import Desk

ALWAYS, RULES, TEXT = "always", "rules", "text"
ROW = re.compile(r"w:([0-9]{1,3}):key")
MOST = 12


@dataclass(frozen=True, slots=True)
class Earlier:
    """Something that was asked before, so that a condition can look at it."""

    key: str
    text: str
    domain: Domain
    answers: tuple[tuple[str, str], ...]

    @property
    def relations(self) -> tuple[Relation, ...]:
        """How its answer can be compared."""
        return OFFERED[self.domain.sort]

    @property
    def is_chosen_from(self) -> bool:
        """Whether its answers are listed, rather than a number or a moment."""
        return self.domain.sort in (Sort.CODE, Sort.CODES)


@dataclass(frozen=True, slots=True)
class When:
    """The condition in a form."""

    mode: str
    chosen: Chosen
    text: str
    earlier: Mapping[str, Earlier]

    def written(self) -> str | None:
        """The condition as a document has it."""
        if self.mode == RULES:
            return choosing.condition(self.chosen, {key: each.domain for key, each in self.earlier.items()}) or None
        return self.text.strip() or None if self.mode == TEXT else None

    def with_rules(self, rules: tuple[Rule, ...]) -> "When":
        """The same with other rules."""
        return replace(self, chosen=replace(self.chosen, rules=rules))


def earlier(here: Desk, item: str | None) -> dict[str, Earlier]:
    """What is asked on the screens before that of an item; everything where that is None."""
    questionnaire = presentable(here.document).questionnaire
    if questionnaire is None:
        return {}
    before = {sheet.id for sheet in sheets(here.document)}
    if item is not None:
        pages = sheets(here.document)
        before = {sheet.id for sheet in pages[: position(pages, item)]}
    return _asked(questionnaire, before)


def _asked(questionnaire: Questionnaire, pages: set[str]) -> dict[str, Earlier]:
    numbers, found = numbered(questionnaire), {}
    for item in (item for page in questionnaire.pages if page.id in pages for item in page.items):
        for part in item.parts():
            if part.id not in questionnaire.domains or questionnaire.domains[part.id].sort is Sort.TEXT:
                continue
            text = _said(item.text) if part is item else f"{_said(item.text)}: {_said(part.text)}"
            answers = tuple((option.code, _said(option.text)) for option in part.choices(part.id))
            number = f"{numbers[part.id]}. " if part.id in numbers else ""
            found[part.id] = Earlier(part.id, number + text, questionnaire.domains[part.id], answers)
    return found


def _said(texts: dict[str, str]) -> str:
    return spoken(texts, language())


def kept(when: str | None, known: Mapping[str, Earlier]) -> When:
    """A condition of the document, as a form shows it."""
    if not when:
        return When(ALWAYS, Chosen((Rule(""),)), "", known)
    found = choosing.chosen(when, {key: each.domain for key, each in known.items()})
    if found is None:
        return When(TEXT, Chosen((Rule(""),)), when, known)
    return When(RULES, found, when, known)


def sent(posted: Mapping[str, str], known: Mapping[str, Earlier]) -> When:
    """The condition that somebody filled in."""
    rows = sorted(int(found[1]) for key in posted if (found := ROW.fullmatch(key)))
    rules = tuple(_rule(posted, at, known) for at in rows[:MOST])
    chosen = Chosen(rules or (Rule(""),), any_of=posted.get("when:any") == "any")
    mode = posted.get("when:mode", ALWAYS)
    return When(mode if mode in (RULES, TEXT) else ALWAYS, chosen, posted.get("when:text", ""), known)


def _rule(posted: Mapping[str, str], at: int, known: Mapping[str, Earlier]) -> Rule:
    key, relation = posted.get(f"w:{at}:key", ""), posted.get(f"w:{at}:relation", "")
    if key not in known:
        return Rule("")
    offered = known[key].relations
    picked = Relation(relation) if relation in offered else offered[0]
    answer = posted.get(f"w:{at}:answer", "").strip()
    if known[key].is_chosen_from and answer not in known[key].domain.codes:
        answer = ""
    return Rule(key, picked, answer)
