"""What reading a form works with, and what was found so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from survey.questionnaires.problems import N_

from .asked import Questions
from .choices import Choice, Lists
from .columns import Row
from .losses import Notices
from .names import Names
from .texts import Texts

USED = N_("“{name}” is the name of something above as well. Here it became “{given}”.")
YES, NO, OTHER = N_("Yes"), N_("No"), N_("Something else, namely")

Say = Callable[[str, str], str]
"""A message in a language: language code, message id."""


def in_english(_language: str, message: str) -> str:
    """The message id itself."""
    return message


@dataclass(frozen=True, slots=True)
class Chosen:
    """What makes an item of a question: its `fields`; our codes for the form's; the row of each option."""

    fields: Mapping[str, Any]
    codes: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[int, ...] = ()


@dataclass
class Reading:
    """One form being read. `uses` counts the questions with each list; `ids` gives identifiers to names in the form;
    `scales` are the lists that more questions share, `filters` the columns of options that choice filters look at,
    `used` the lists of which options were imported, `recoded` those of them that are not ours.
    """

    texts: Texts
    lists: Lists
    uses: Mapping[str, int]
    languages: tuple[str, ...]
    say: Say
    ids: Names
    scale_ids: Names
    scales: dict[str, Any] = field(default_factory=dict)
    filters: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    recoded: set[str] = field(default_factory=set)

    @property
    def notices(self) -> Notices:
        """Where notices go."""
        return self.texts.notices

    @property
    def questions(self) -> Questions:
        """The questions so far."""
        return self.texts.questions

    def name(self, row: Row) -> str:
        """The identifier for what `row` asks; a notice if it is not the first that is called so."""
        written = row.text("name") or row.text("type")
        is_second = written in self.ids.given
        given = self.ids.give(written)
        if is_second:
            self.notices.add(row, "name", USED, name=written, given=given)
        return given

    def renamed(self) -> dict[str, str]:
        """The names of questions and, behind their list, of options that could not stay, with what they became."""
        options = {
            f"{name}/{each.name}": each.code
            for name in sorted(self.recoded)
            for each in self.lists.get(name, ())
            if each.name != each.code
        }
        return {**self.ids.changed(), **options}

    def options(self, name: str) -> tuple[Choice, ...]:
        """The options in the list called `name`, from now on a list that is used."""
        self.used.add(name)
        return self.lists.get(name, ())

    def words(self, message: str) -> dict[str, str]:
        """A message in every language of the form."""
        return {language: self.say(language, message) for language in self.languages}
