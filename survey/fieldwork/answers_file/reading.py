"""Reading: each row becomes a filled-in form, judged as the pages judge one; every problem is told at once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from survey.questionnaires import routing
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.kinds import Answer, Answers, ChoiceItem, Item, Missing, Ranking
from survey.questionnaires.problems import N_, Problem, ProblemsFoundError
from survey.questionnaires.study import Study, Wave

from ..codes import typed
from ..contacts_file import Table
from .cells import MENTIONED, answer, complaint, several
from .columns import CODE, LANGUAGE, PERIOD, REGISTER, STATUS, Columns

OTHER_WIDTH = N_("This line has {found} values, the first line has {expected}.")
NOBODY = N_("There are no answers in this file.")
EMPTY = N_("This line has no answers.")
NOT_ASKED = N_("“{value}”: whoever gives the other answers on this line is not asked this")
NOT_OFFERED = N_("“{value}”: whoever gives the other answers on this line cannot choose this")
NOT_YES_OR_NO = N_("“{value}” is neither 1 nor 0")
NOT_A_PLACE = N_("“{value}” is not a place from 1 to {most}, each given once")
TWICE = N_("this answer is also given in the column “{other}”")
NOT_A_LANGUAGE = N_("“{value}” is not a language of this study ({allowed})")
NOT_A_QUARTER = N_("“{value}” is not a quarter such as 2026Q3, or it is still to come")
NOT_A_CLASS = N_("“{value}” is not one of the classes ({allowed})")
OF_THE_LINK = N_("“{value}”: this is known by the code; leave it empty")
CODE_TWICE = N_("this code is on line {first} too")

QUARTER = re.compile(r"[0-9]{4}Q[1-4]")


def quarter(day: date) -> str:
    """The quarter of a day, as responses keep it."""
    return f"{day.year}Q{(day.month + 2) // 3}"


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled-in form: what would be stored of it, and the code of its letter if it has one."""

    line: int
    answers: Answers
    code: str = ""
    language: str = ""
    period: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass
class Reading:
    """Goes through a file for a wave in the quarter `now`; `problems` grows."""

    file: str
    study: Study
    wave: Wave
    questionnaire: Questionnaire
    now: str
    problems: list[Problem] = field(default_factory=list)
    codes: dict[str, int] = field(default_factory=dict)

    def note(self, line: int, column: str, message: str, **values: object) -> None:
        """Something is wrong in one cell."""
        self.problems.append(Problem(self.file, line, message, values, place=column))


def read(reading: Reading, table: Table, progress: Callable[[int], None] = lambda _line: None) -> list[Filled]:
    """Every row of the file as a form. `progress` hears the line that was read last.

    Raises:
        ProblemsFoundError: every problem of every row; nothing is usable then.
    """
    rows = table.rows(reading.problems)
    header = next(rows, (1, []))[1]
    columns = Columns(reading.questionnaire, reading.study.attributes_of(reading.wave.audience))
    reading.problems += columns.problems(reading.file, header)
    if reading.problems:
        raise ProblemsFoundError(reading.problems)
    names = [str(columns.name(written)) for written in header]
    found: list[Filled] = []
    for line, values in rows:
        progress(line)
        if len(values) == len(names):
            found += _Row(reading, columns, line, dict(zip(names, values, strict=True))).filled()
        else:
            counts: dict[str, object] = {"found": len(values), "expected": len(names)}
            reading.problems.append(Problem(reading.file, line, OTHER_WIDTH, counts))
    if not found and not reading.problems:
        reading.problems.append(Problem(reading.file, 1, NOBODY))
    if reading.problems:
        raise ProblemsFoundError(reading.problems)
    return found


@dataclass
class _Row:
    """One line with its cells by column. `wrong` are the keys of answers that cannot be judged any further."""

    reading: Reading
    columns: Columns
    line: int
    cells: dict[str, str]
    wrong: set[str] = field(default_factory=set)

    def filled(self) -> Iterator[Filled]:
        """The form; nothing if something is wrong with it."""
        before = len(self.reading.problems)
        given = self._given()
        kept = self._routed(given)
        code = self._code()
        filled = Filled(self.line, kept, code, self._language(code), self._period(), dict(self._attributes(code)))
        if len(self.reading.problems) == before and all(each is None for each in given.values()):
            self.reading.problems.append(Problem(self.reading.file, self.line, EMPTY))
        if len(self.reading.problems) == before:
            yield filled

    def _note(self, column: str, message: str, **values: object) -> None:
        self.reading.note(self.line, column, message, **values)

    def _given(self) -> Answers:
        """What the cells say, key by key; what is no answer is noted and left out."""
        given: Answers = {}
        for key, item in self.columns.items.items():
            found = self._of_options(key, item) if item.several and key not in item.text_keys() else None
            written = answer(item, key, self.cells.get(key, ""))
            if found is not None and written is not None:
                self._note(key, TWICE, other=f"{key}.{item.codes()[0]}")
            meant = written if found is None else found
            given[key] = self._judged(key, item, self._unsure(key, item) if meant is None else meant)
        for item in self.reading.questionnaire.items():
            if isinstance(item, ChoiceItem):
                given |= item.meant(given)
        return given

    def _unsure(self, key: str, item: Item) -> Answer:
        """Don't know, where the column of the status says so."""
        status = self.cells.get(f"{key}{STATUS}", "")
        if status != Missing.DONT_KNOW or status not in item.codes():
            return None
        return (status,) if item.several else status

    def _judged(self, key: str, item: Item, given: Answer) -> Answer:
        if item.accepts(key, given):
            return given
        message, values = complaint(item, key, given)
        self._note(key, message, **values)
        self.wrong.add(key)
        return None

    def _of_options(self, key: str, item: Item) -> Answer:
        """What stands in the columns of the options: mentioned or not, or a place."""
        cells = {code: self.cells.get(f"{key}.{code}", "") for code in item.codes()}
        filled = {code: text for code, text in cells.items() if text}
        if isinstance(item, Ranking):
            return self._places(key, item, filled)
        for code, text in filled.items():
            if text.casefold() not in MENTIONED:
                self._note(f"{key}.{code}", NOT_YES_OR_NO, value=text)
                self.wrong.add(key)
        return several(item, [code for code, text in filled.items() if MENTIONED.get(text.casefold())])

    def _places(self, key: str, item: Ranking, filled: dict[str, str]) -> Answer:
        taken: dict[int, str] = {}
        for code, text in filled.items():
            place = int(text) if text.isdecimal() else 0
            if not 1 <= place <= item.places() or place in taken:
                self._note(f"{key}.{code}", NOT_A_PLACE, value=text, most=item.places())
                self.wrong.add(key)
            taken[place] = code
        return tuple(code for _place, code in sorted(taken.items())) or None if key not in self.wrong else None

    def _routed(self, given: Answers) -> Answers:
        """What is stored of the answers. What nobody with these answers is asked is noted, unless an answer that
        decides about it is wrong itself."""
        kept = routing.prune(self.reading.questionnaire, given)
        if self.wrong & _deciding(self.reading.questionnaire):
            return kept
        for key, each in given.items():
            if each is not None and kept.get(key) != each:
                value = "; ".join(each) if isinstance(each, tuple) else each
                is_option = key in kept and key in self.columns.items[key].closed_keys()
                self._note(self._column(key), NOT_OFFERED if is_option else NOT_ASKED, value=value)
        return kept

    def _column(self, key: str) -> str:
        """The column in which the answer stands."""
        about = [name for name, (owner, _code) in self.columns.options.items() if owner == key and self.cells.get(name)]
        return key if self.cells.get(key) or not about else about[0]

    def _code(self) -> str:
        code = self.cells.get(CODE, "")
        first = self.reading.codes.setdefault(typed(code), self.line)
        if code and first != self.line:
            self._note(CODE, CODE_TWICE, first=first)
        return code

    def _language(self, code: str) -> str:
        value = self.cells.get(LANGUAGE, "")
        allowed = self.reading.study.languages_of(self.reading.wave.audience)
        if value and code:
            self._note(LANGUAGE, OF_THE_LINK, value=value)
        elif value and value not in allowed:
            self._note(LANGUAGE, NOT_A_LANGUAGE, value=value, allowed=", ".join(allowed))
        return value or allowed[0]

    def _period(self) -> str:
        value = self.cells.get(PERIOD, "")
        if value and (not QUARTER.fullmatch(value) or value > self.reading.now):
            self._note(PERIOD, NOT_A_QUARTER, value=value)
        return value or self.reading.now

    def _attributes(self, code: str) -> Iterator[tuple[str, str]]:
        for attribute in self.columns.attributes:
            column = f"{REGISTER}{attribute.id}"
            value = self.cells.get(column, "")
            if value and code:
                self._note(column, OF_THE_LINK, value=value)
            elif value and value not in attribute.codes():
                self._note(column, NOT_A_CLASS, value=value, allowed=", ".join(attribute.codes()))
            elif value:
                yield attribute.id, value


def _deciding(questionnaire: Questionnaire) -> set[str]:
    """The words in conditions: the keys of the answers that decide what is asked are among them."""
    conditions = [page.when for page in questionnaire.pages if page.when]
    conditions += [when for item in questionnaire.items() for _place, when in item.conditions()]
    return {word for when in conditions for word in re.findall(r"\w+", when)}
