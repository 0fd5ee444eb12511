"""The field of a ranking: for each option, which place it gets. It needs no script."""

from collections.abc import Sequence

from wtforms import Field

from survey.questionnaires.kinds import Answer, Ranking

from ..words import _
from .fields import Fields, accepted, answer, fields

SEPARATOR = ":"


class Placed(Field):
    """An option and its place for each choice that was made, such as `pay:1`."""

    def process_data(self, value: object) -> None:
        """Codes in order, as they are stored."""
        codes = value if isinstance(value, (list, tuple)) else ()
        self.data = [f"{code}{SEPARATOR}{place}" for place, code in enumerate(codes, start=1)]

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """One value per option; empty where it got no place."""
        self.data = [value for value in valuelist if value]

    def place(self, code: str) -> str:
        """The place of an option, or nothing."""
        places = {one: place for one, _, place in (str(each).partition(SEPARATOR) for each in self.data or ())}
        return places.get(code, "")


@answer.register(Ranking)
def _ranking(item: Ranking, data: object) -> Answer:
    """The codes in the order of their places; as they came, so that the item refuses them, where that is no order."""
    given = [str(each) for each in data] if isinstance(data, list) else []
    places = {place: code for code, _, place in (each.partition(SEPARATOR) for each in given)}
    known = {str(place) for place in range(1, item.places() + 1)}
    if len(places) < len(given) or not set(places) <= known:
        return tuple(given)
    return tuple(places[place] for place in sorted(places, key=int)) or None


@fields.register(Ranking)
def _places(item: Ranking, _language: str) -> Fields:
    return {item.id: Placed(validators=[accepted(item, item.id, _no_order)])}


def _no_order(_given: Answer) -> str:
    return _("You gave two answers the same place. Give each place once.")
