"""Where a study that is set up begins: empty, with what is the same for most; as an example; or as another study."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..catalogue import STUDIES
from ..problems import N_, Source
from ..study import DAYS
from .design import Values, put, read
from .design_languages import languages, with_languages

PATTERN = "amsterdam-jobcoaching"
"""The example whose letters and texts an empty study begins with."""

REMINDS = "jobcoaching"
"""The example that has a reminder."""


@dataclass(frozen=True, slots=True)
class Example:
    """A study that comes with the product: its id, and in a sentence what it is for."""

    id: str
    name: str
    about: str


EXAMPLES = (
    Example(
        "amsterdam-jobcoaching",
        N_("Satisfaction, once"),
        N_("Participants say once what they think of the help of their job coach: a grade and ten questions."),
    ),
    Example(
        "jobcoaching",
        N_("Baseline and six months"),
        N_("Participants, job coaches and employers are asked at the start and after six months, month by month."),
    ),
    Example(
        "werk-als-waarde",
        N_("Work as value, two measurements"),
        N_("What is work worth to people, and does it come true? Opened by hand twice, for participants and coaches."),
    ),
    Example(
        "employer-quickscan",
        N_("Quick scan of employers and municipalities"),
        N_("Employers and municipalities say once how job coaching works for them."),
    ),
    Example(
        "needs-by-role",
        N_("Needs by role"),
        N_("The same short list of needs for everybody involved, side by side by role."),
    ),
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What somebody says when they begin: the title in the first of the `languages`, the name of the programme, and who
    they are."""

    id: str
    title: str
    programme: str
    languages: Sequence[str]
    email: str
    today: date


def empty(begun: Beginning) -> Values:
    """A study without waves and results; letters and texts are those that fit most."""
    values = _named(example(PATTERN), begun)
    values["reminder"] = with_languages(example(REMINDS), begun.languages)["reminder"]
    values["waves"] = []
    values["results"] = {"measures": [], "smallest_group": 10}
    return values


def from_example(name: str, begun: Beginning) -> Values:
    """An example under another name. Whoever may read it gets its help and its privacy text to look at."""
    return _named(example(name), begun)


def from_other(values: Values, begun: Beginning) -> Values:
    """A copy of another study, which was approved by nobody yet."""
    copied = dict(values)
    copied.pop("dpia", None)
    copied |= {"id": begun.id, "purpose": "real", "programme": dict.fromkeys(languages(values), begun.programme)}
    return put(copied, ("title", next(iter(languages(values)), begun.languages[0])), begun.title)


def example(name: str) -> Values:
    """The values of a shipped study; `KeyError` if there is none."""
    if name not in {each.id for each in EXAMPLES}:
        raise KeyError(name)
    return read(Source.read(STUDIES / f"{name}.yaml").text)


def _named(values: Values, begun: Beginning) -> Values:
    """The example as a study of whoever begins: what is of somebody else is left empty."""
    values = with_languages(values, begun.languages)
    first = begun.languages[0]
    values |= {"id": begun.id, "purpose": "real", "helpdesk": {"name": "Helpdesk", "email": begun.email}}
    values.setdefault("sending", {"days": [*DAYS[:5]], "from": "9:00", "until": "17:00"})
    values |= {"title": {first: begun.title}, "programme": dict.fromkeys(begun.languages, begun.programme)}
    for place in (("organisation",), ("privacy", "controller"), ("privacy", "officer"), ("dpia",)):
        values = put(values, place, None)
    return put(values, ("privacy", "changed"), begun.today.isoformat())
