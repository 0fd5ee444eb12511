"""People: the contacts that a batch of rows names, found by the programme's own id or by address, new or updated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import N_, Problem
from survey.questionnaires.study import Study
from survey.storage.contacts import Contact

from .contacts_file import Person
from .contacts_file.columns import NUMBER, at

TWO_PEOPLE = N_("“{number}” and “{address}” are two people in this study already")
OTHER_NUMBER = N_("“{address}” is known in this study as “{number}”")


@dataclass(slots=True)
class Entry:
    """A contact as it will be; `id` is 0 until a new one is stored."""

    id: int
    number: str | None
    address: str | None
    language: str
    attributes: dict[str, str]
    changed: bool = False

    def take(self, person: Person) -> None:
        """Take over what the file says about the person; what it leaves empty stays."""
        for name in ("number", "address", "language", "attributes"):
            value = getattr(person, name)
            if value and value != getattr(self, name):
                setattr(self, name, value)
                self.changed = True

    def values(self) -> dict[str, Any]:
        """The columns that a file can fill."""
        return {name: getattr(self, name) for name in ("number", "address", "language", "attributes")}


@dataclass
class People:
    """Those of one audience whom a batch names; problems are added to `problems`."""

    contacts: Session
    study: Study
    audience: Audience
    file: str
    problems: list[Problem]
    numbers: dict[str, Entry] = field(default_factory=dict)
    addresses: dict[str, Entry] = field(default_factory=dict)

    def store(self, wanted: Sequence[tuple[int, Person]]) -> tuple[dict[str, int], int, int]:
        """Insert and update, in the caller's transaction: ids by `Person.key`, how many are new, how many changed."""
        for entry in self._known([person for _, person in wanted]):
            self._index(entry)
        found: dict[str, Entry] = {}
        for line, person in wanted:
            placed = self._entry(line, person)
            if placed:
                found[person.key] = placed
        distinct = {id(entry): entry for entry in found.values()}.values()
        new = [entry for entry in distinct if not entry.id]
        changed = [entry for entry in distinct if entry.id and entry.changed]
        if not self.problems:  # Else nothing will be kept, and a rule of the database would hide the other problems.
            self._write(new, changed)
        return {key: entry.id for key, entry in found.items()}, len(new), len(changed)

    def _known(self, people: Sequence[Person]) -> Iterable[Entry]:
        """The contacts that have an id or an address of these people."""
        numbers = Contact.number.in_({person.number for person in people if person.number})
        addresses = Contact.address.in_({person.address for person in people if person.address})
        here = (Contact.study_id == self.study.id) & (Contact.audience == self.audience)
        columns = (Contact.id, Contact.number, Contact.address, Contact.language, Contact.attributes)
        rows = self.contacts.execute(select(*columns).where(here, or_(numbers, addresses))) if people else ()
        return [Entry(*row) for row in rows]

    def _index(self, entry: Entry) -> None:
        if entry.number:
            self.numbers[entry.number] = entry
        if entry.address:
            self.addresses[entry.address] = entry

    def _entry(self, line: int, person: Person) -> Entry | None:
        """Who this is, with what the file says taken over; None if it contradicts what is known."""
        one, two = self.numbers.get(person.number or ""), self.addresses.get(person.address or "")
        if one and two and one is not two:
            self._note(line, TWO_PEOPLE, number=person.number, address=person.address)
            return None
        if two and person.number and two.number not in (None, person.number):
            self._note(line, OTHER_NUMBER, number=two.number, address=person.address)
            return None
        entry = one or two
        if entry is None:
            language = person.language or self.study.languages_of(self.audience)[0]
            entry = Entry(0, person.number, person.address, language, person.attributes)
        elif person.address and entry.address != person.address:
            self.addresses.pop(entry.address or "", None)
        entry.take(person)
        self._index(entry)
        return entry

    def _note(self, line: int, message: str, **values: object) -> None:
        self.problems.append(at(self.file, line, NUMBER, message, **values))

    def _write(self, new: Sequence[Entry], changed: Sequence[Entry]) -> None:
        """Updates first: an address that somebody gives up may be somebody else's now."""
        if changed:
            self.contacts.execute(update(Contact), [entry.values() | {"id": entry.id} for entry in changed])
        same = {"study_id": self.study.id, "audience": self.audience}
        if new:
            adding = insert(Contact).returning(Contact.id, sort_by_parameter_order=True)
            ids = self.contacts.scalars(adding, [entry.values() | same for entry in new])
            for entry, contact_id in zip(new, ids, strict=True):
                entry.id = contact_id
