"""Fields: what a page of the set-up asks, each with its place in the design; the design is what comes of them."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from werkzeug.datastructures import MultiDict

from survey.questionnaires.checks.languages import UNTRANSLATED
from survey.questionnaires.editing.design import Finding, Values, at, put
from survey.questionnaires.kinds import Place
from survey.questionnaires.tree import Plain

from ...words import _


class Kind(StrEnum):
    """How something is filled in."""

    LINE = "text"
    EMAIL = "email"
    NUMBER = "number"
    DATE = "date"
    PARAGRAPHS = "paragraphs"
    CHOICE = "choice"
    RADIOS = "radios"
    MANY = "many"
    TICK = "tick"


Choices = tuple[tuple[str, str], ...]
"""Values with their words."""


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in. `default` is what holds where nothing was filled in; `language` is that of a text. What is
    `apart` does not come into the design as it is filled in: the step sees to it."""

    place: Place
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""
    choices: Choices = ()
    language: str = ""
    default: Plain = None
    apart: bool = False

    @property
    def name(self) -> str:
        """Its name in the form."""
        return ".".join(map(str, self.place))

    def read(self, sent: MultiDict[str, str]) -> Plain:
        """What was filled in; None if nothing was."""
        if self.kind is Kind.MANY:
            chosen = set(sent.getlist(self.name))
            return [value for value, _words in self.choices if value in chosen] or None
        text = sent.get(self.name, "").replace("\r\n", "\n").strip()
        if self.kind is Kind.TICK:
            return True if text else None
        if self.kind is Kind.NUMBER and text.isdecimal():
            return int(text)
        return text or None


@dataclass(frozen=True, slots=True)
class Press:
    """A button that changes the form itself: what it asks for, and its words."""

    do: str
    label: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together, with a heading; `folded` ones are shown when somebody wants to see them."""

    title: str
    fields: Sequence[Field]
    hint: str = ""
    presses: Sequence[Press] = ()
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as it is shown: with what stands there, and what is wrong with it."""

    field: Field
    value: Plain
    complaints: list[str] = dataclasses.field(default_factory=list)

    def holds(self, value: str) -> bool:
        """Whether a value is chosen."""
        return value in self.value if isinstance(self.value, list) else value == (self.value or "")


def wording(place: Place, label: str, languages: Sequence[str], kind: Kind = Kind.LINE, hint: str = "") -> list[Field]:
    """A field for each language of a text."""
    return [Field((*place, each), label, kind, hint, language=each) for each in languages]


def applied(values: Values, fields: Iterable[Field], sent: MultiDict[str, str]) -> Values:
    """The design with what was filled in."""
    for each in fields:
        if each.apart:
            continue
        found = each.read(sent)
        there = at(values, each.place)
        unsaid = (there is None and found == each.default) or (isinstance(there, str) and found == there.strip())
        values = values if unsaid else put(values, each.place, found)
    return values


def shown(sections: Sequence[Section], values: Values, findings: Sequence[Finding]) -> dict[str, Asked]:
    """Every field by name, as it is shown."""
    fields = [each for section in sections for each in section.fields]
    asked = {each.name: Asked(each, _value(each, values)) for each in fields}
    for finding in findings:
        name = where(finding, fields)
        if name is not None:
            asked[name].complaints.append(finding.told(_))
    return asked


def _value(each: Field, values: Values) -> Plain:
    found = at(values, each.place)
    return each.default if found is None else found


def where(finding: Finding, fields: Sequence[Field]) -> str | None:
    """The name of the field that a finding is about; None if it is about none of these."""
    place = finding.place
    if finding.message == UNTRANSLATED:
        place = (*place, str(finding.values["language"]))
    beside = [each for each in fields if _touches(each.place, place)]
    return max(beside, key=lambda each: _shared(each.place, place)).name if beside else None


def _touches(one: Place, other: Place) -> bool:
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def _shared(one: Place, other: Place) -> int:
    return sum(a == b for a, b in zip(one, other, strict=False))


def loose(findings: Sequence[Finding], fields: Sequence[Field]) -> Iterator[str]:
    """What is wrong, but with no field in particular."""
    return (each.told(_) for each in findings if where(each, fields) is None)


def words_of(choices: Mapping[str, str]) -> Choices:
    """Choices of which the words are message ids."""
    return tuple((value, _(words)) for value, words in choices.items())
