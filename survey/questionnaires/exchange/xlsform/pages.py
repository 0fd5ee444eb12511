"""From the rows of the sheet `survey` to pages: a group that stands on one screen is a page, any other question too."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from survey.questionnaires.kinds import Information
from survey.questionnaires.problems import N_

from . import ours
from .asked import FALSE, Asked
from .columns import Row
from .leftovers import notice_leftovers
from .progress import Reading
from .questions import NEVER, Question, condition, question
from .relevance import both
from .types import Type, read_type

NO_TYPE = N_("This row has no type, and was left out.")
NEVER_WITH_GROUP = N_("This stands in a group that is never shown. It was left out.")
DISABLED = N_("This row is disabled, and was left out.")
REPEAT = N_("Questions cannot be repeated here. Those in “{name}” are asked once.")
NO_BEGIN = N_("“{type}” ends nothing.")
NO_END = N_("“{name}” is never ended.")
NO_HEADING = N_("The heading was left out: no question comes under it.")
EMPTY = N_("No question of this group was imported. The group was left out.")
CHANGED = N_("This is no longer a question of the kind “{kind}”. It was read like any other.")

MOST_ON_A_PAGE = 60
SCREENS = ("field-list", "table-list")


@dataclass
class PageDraft:
    """A page in the making. `is_own` tells that a group of ours says what is on it."""

    name: str
    when: str | None
    row: Row
    is_own: bool = False
    questions: list[Question] = field(default_factory=list)

    def keys(self) -> set[str]:
        """The answer keys on it so far."""
        return {key for each in self.questions for key in (*each.item.closed_keys(), *each.item.text_keys())}


@dataclass
class Group:
    """A group that was begun. `page` is the page that it is, if it is one; `card` collects the rows of a value card."""

    row: Row
    when: str | None = None
    is_screen: bool = False
    is_never: bool = False
    is_filled: bool = False
    page: PageDraft | None = None
    card: list[Row] | None = None
    heading: Question | None = None


class Walk:
    """One walk over the rows; `pages` is what came of it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.pages: list[PageDraft] = []
        self.groups: list[Group] = []

    def over(self, rows: Iterable[Row]) -> list[PageDraft]:
        """All pages."""
        for row in rows:
            self._row(row)
        for group in self.groups:
            self.reading.notices.add(group.row, "type", NO_END, name=group.row.text("name"))
            self._close(group)
        return [page for page in self.pages if page.questions]

    def _row(self, row: Row) -> None:
        notices = self.reading.notices
        if not row.text("type"):
            notices.add(row, next(iter(row.cells)), NO_TYPE)
            return
        if row.text("disabled").lower() in {"yes", "true", "true()"}:
            notices.add(row, "disabled", DISABLED)
            return
        type_ = read_type(row.text("type"))
        if type_.name == "begin":
            self._begin(row, type_)
        elif type_.name == "end":
            self._end(row, type_)
        elif self.groups and self.groups[-1].card is not None:
            self.groups[-1].card.append(row)
        elif any(group.is_never for group in self.groups):
            notices.add(row, "type", NEVER_WITH_GROUP)
        else:
            self._question(row, type_)

    def _begin(self, row: Row, type_: Type) -> None:
        own = row.own()
        notice_leftovers(self.reading.notices, row, type_)
        group = Group(row)
        self.groups.append(group)
        if own.get("kind") == ours.CARD:
            group.card = []
            return
        if type_.repeats:
            self.reading.notices.add(row, "type", REPEAT, name=row.text("name"))
        group.is_screen = own.get("kind") == ours.PAGE or any(each in row.text("appearance") for each in SCREENS)
        if own.get("kind") == ours.PAGE:
            name = str(own.get("id", row.text("name")))
            group.page = PageDraft(name, ours.when(self.reading, row, own), row, is_own=True)
            self.pages.append(group.page)
            return
        group.when = condition(self.reading, row)
        if group.when == FALSE.text:
            self.reading.notices.add(row, "relevant", NEVER)
            group.when, group.is_never = None, True
        if not group.is_never:
            group.heading = self._heading(row)

    def _heading(self, row: Row) -> Question | None:
        """The label of a group, with its hint, as an information; None if it has neither."""
        text, hint = (self.reading.texts.wording(row, name) for name in ("label", "hint"))
        if not text and not hint:
            return None
        fields = {
            "kind": "information",
            "id": self.reading.name(row),
            "text": text or hint,
            "hint": (text and hint) or None,
        }
        return Question(Information.model_validate(fields), row, {})

    def _end(self, row: Row, type_: Type) -> None:
        notice_leftovers(self.reading.notices, row, type_)
        if not self.groups:
            self.reading.notices.add(row, "type", NO_BEGIN, type=type_.written)
            return
        self._close(self.groups.pop())

    def _close(self, group: Group) -> None:
        """Make of a group what is left to make of it."""
        if group.card is not None:
            self._card(group.row, group.card)
        elif group.heading is not None:
            self.reading.notices.add(group.row, "label", NO_HEADING)
        elif not group.is_filled and not group.is_never:
            self.reading.notices.add(group.row, "type", EMPTY)

    def _card(self, row: Row, questions: list[Row]) -> None:
        made = ours.card(self.reading, row, questions)
        if made is None:
            self.reading.notices.add(row, "type", CHANGED, kind=ours.CARD)
            for each in questions:
                self._question(each, read_type(each.text("type")))
            return
        self._place(made, frozenset())

    def _question(self, row: Row, type_: Type) -> None:
        own_kind = row.own().get("kind")
        if own_kind == ours.OTHER:
            return
        self.reading.questions.used = set()
        made = ours.item(self.reading, row, type_) if own_kind else None
        if own_kind and made is None:
            self.reading.notices.add(row, "type", CHANGED, kind=own_kind)
        made = made or question(self.reading, row, type_)
        if made is not None:
            notice_leftovers(self.reading.notices, row, type_)
            self._place(made, frozenset(self.reading.questions.used))

    def _place(self, made: Question, used: frozenset[str]) -> None:
        """Put a question on the page where it belongs, and make it known to those behind it."""
        for group in self.groups:
            group.is_filled = True
        page = self._page(made, used)
        headings = [group for group in self.groups if group.heading is not None]
        for group in headings:
            if group.heading is not None and len(page.questions) < MOST_ON_A_PAGE - 1:
                page.questions.append(group.heading)
                group.heading = None
        page.questions.append(self._within(made))
        known = self.reading.questions.questions
        for key in (*made.item.closed_keys(), *made.item.text_keys()):
            known.setdefault(key, Asked(key, made.item.domain(key), made.codes))
        if made.item.closed_keys() or made.item.text_keys():
            known[made.row.text("name")] = made.asked()

    def _page(self, made: Question, used: frozenset[str]) -> PageDraft:
        """The page of the screen that is being filled, or a new one."""
        screen = next((group for group in self.groups if group.is_screen), None)
        if screen is not None and screen.page is not None:
            page = screen.page
            if page.is_own or (not used & page.keys() and len(page.questions) < MOST_ON_A_PAGE - len(self.groups)):
                return page
        depth = len(self.groups) if screen is None else self.groups.index(screen) + 1
        heading = next((group.heading for group in self.groups if group.heading is not None), None)
        page = PageDraft((heading or made).item.id, self._condition(self.groups[:depth]), made.row)
        self.pages.append(page)
        if screen is not None:
            screen.page = page
        return page

    def _within(self, made: Question) -> Question:
        """The question with the conditions of the groups that it is in on its page."""
        screen = next((group for group in self.groups if group.is_screen), None)
        inner = self._condition(self.groups[self.groups.index(screen) + 1 :]) if screen is not None else None
        if inner is None:
            return made
        return replace(made, item=made.item.model_copy(update={"when": both(inner, made.item.when)}))

    def _condition(self, groups: list[Group]) -> str | None:
        """The conditions of these groups together."""
        together: str | None = None
        for group in groups:
            together = both(together, group.when)
        return together
