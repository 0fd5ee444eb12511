"""The small-cell report in sentences: how many people on the panel their register classes give away."""

from collections.abc import Iterator, Sequence

from survey.analysis import cells
from survey.analysis.cells import Exposure, Remedy, Way
from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import N_
from survey.questionnaires.study import Attribute, Study
from survey.questionnaires.teller import Teller
from survey.questionnaires.wording import spoken

MOST_REMEDIES = 5
START = "start"

PANEL = N_("{audience}: {people} people on the panel.")
NO_ATTRIBUTES = N_("No attributes: nobody can be told apart by them.")
WITH_START = N_("the same, and the month in which they start")
AGAIN = N_("Each cohort is looked at again when it opens.")
EXPOSED = N_(
    "By {by}: {unique} people are the only ones, and {exposed} share their classes with fewer than {smallest}."
)
WITHOUT = N_("Without {name}: {unique} and {exposed}.")
AS_ONE = N_("{name}, with “{one}” and “{two}” as one class: {unique} and {exposed}.")

Known = tuple[str | None, dict[str, str]]
"""The month in which somebody starts, if it is known, and the register classes."""


def told(study: Study, audience: Audience, people: Sequence[Known], teller: Teller) -> Iterator[str]:
    """What the attributes of an audience give away about these people, and what would help."""
    attributes = study.attributes_of(audience)
    yield teller.say(PANEL).format(audience=audience.value, people=len(people))
    if not attributes:
        yield "  " + teller.say(NO_ATTRIBUTES)
        return
    names = [each.id for each in attributes]
    known = [classes for _start, classes in people]
    found = cells.exposure(known, names, study.smallest_cohort)
    yield "  " + _exposed(found, ", ".join(spoken(each.text, teller.language) for each in attributes), teller)
    if any(start for start, _known in people):
        by_month = [classes | {START: start or ""} for start, classes in people]
        monthly = cells.exposure(by_month, [*names, START], study.smallest_cohort)
        yield "  " + _exposed(monthly, teller.say(WITH_START), teller)
    for remedy in cells.remedies(known, attributes, study.smallest_cohort)[:MOST_REMEDIES]:
        yield "  - " + _remedy(remedy, attributes, teller)
    yield "  " + teller.say(AGAIN)


def _exposed(found: Exposure, by: str, teller: Teller) -> str:
    values = {"unique": found.unique, "exposed": found.exposed, "smallest": found.smallest}
    return teller.say(EXPOSED).format(by=by, **values)


def _remedy(remedy: Remedy, attributes: Sequence[Attribute], teller: Teller) -> str:
    attribute = next(each for each in attributes if each.id == remedy.attribute)
    name = spoken(attribute.text, teller.language)
    left = {"unique": remedy.left.unique, "exposed": remedy.left.exposed}
    if remedy.way is Way.DROP:
        return teller.say(WITHOUT).format(name=name, **left)
    texts = {each.code: spoken(each.text, teller.language) for each in attribute.classes}
    one, two = (texts[code] for code in remedy.classes)
    return teller.say(AS_ONE).format(name=name, one=one, two=two, **left)
