"""Whether the measures of a study can be made from what it asks."""

from collections.abc import Iterator, Mapping

from ..definition import Questionnaire
from ..kinds import (
    ONE_CHOICE,
    Item,
    Likelihood,
    MultipleChoice,
    OpenText,
    Place,
    Recommendation,
    ReportGrade,
    ValueCard,
)
from ..kinds.amounts import Amount
from ..located import Located
from ..problems import N_, Problem
from ..study import (
    AudiencesMeasure,
    CapabilityMeasure,
    ChangeMeasure,
    ChoiceMeasure,
    FlowMeasure,
    ItemMeasure,
    Measure,
    NeedsMeasure,
    Study,
    ThemesMeasure,
    WorkMeasure,
)
from ..study.design import Mode
from .repeats import repeats

UNKNOWN_ITEM = N_("No questionnaire of this study has an item “{item}”.")
WRONG_KIND = N_("A measure of kind “{kind}” cannot show the item “{item}”, which is of kind “{found}”.")
UNKNOWN_CODE = N_("The item “{item}” has no answer “{code}”. It has: {known}.")
NO_REST = N_("All answers of “{item}” are taken together, so that nothing is left to compare with.")
NO_CARD = N_("“{item}” is no value card with the questions a, b and c, each on a scale of five points.")
UNKNOWN_MEASURE = N_("This study has no measure “{measure}” of a kind that can stand here: {kinds}.")
UNKNOWN_WAVE = N_("This study has no wave “{wave}”.")
NOT_JOINED = N_("Change needs a linked study and two waves of one audience, the earlier one first.")
NOT_ASKED_TWICE = N_("“{measure}” cannot change: its question is not in both waves.")
NOT_A_SPLIT = N_("“{name}” is no breakdown of this study.")
SMALL_NUMBER = N_("A number of 1 to 4 people is not published. Take statuses or months together.")

Found = Mapping[str, Questionnaire | None]

SHOWS: Mapping[str, tuple[type[Item], ...]] = {
    "grade": (ReportGrade,),
    "likelihood": (Likelihood,),
    "choice": ONE_CHOICE,
    "recommendation": (Recommendation,),
    "mentions": (MultipleChoice,),
    "themes": (OpenText,),
    "amount": (Amount,),
}
FLOWS = ("grade", "likelihood", "choice", "recommendation", "capability")
CHANGES = ("grade", "likelihood", "choice", "recommendation", "amount", "capability")
COMPARES = ("grade", "likelihood", "choice", "recommendation", "amount", "mentions")
POINTS = 5
SMALLEST = 5


def check_measures(located: Located[Study], items: Mapping[str, Item], found: Found) -> Iterator[Problem]:
    """Measures of items, cards, waves or measures that do not exist or are of another kind."""
    for at, measure in enumerate(located.document.results.measures):
        place: Place = ("results", "measures", at)
        if isinstance(measure, ItemMeasure | ThemesMeasure):
            yield from _of_item(located, place, measure, items)
        elif isinstance(measure, CapabilityMeasure):
            yield from _cards(located, place, measure, items)
        elif isinstance(measure, ChangeMeasure):
            yield from _change(located, place, measure, found)
        elif isinstance(measure, FlowMeasure):
            yield from _flow(located, place, measure, found)
        elif isinstance(measure, WorkMeasure):
            yield from _work(located, place, measure, items)
        else:
            yield from _beside(located, place, measure)


def _of_item(
    located: Located[Study], place: Place, measure: ItemMeasure | ThemesMeasure, items: Mapping[str, Item]
) -> Iterator[Problem]:
    item = items.get(measure.item)
    if item is None:
        yield located.problem((*place, "item"), UNKNOWN_ITEM, item=measure.item)
    elif not isinstance(item, SHOWS[measure.kind]):
        values = {"kind": measure.kind, "found": getattr(item, "kind", "")}
        yield located.problem((*place, "kind"), WRONG_KIND, item=measure.item, **values)
    elif isinstance(measure, ChoiceMeasure):
        yield from _merged(located, (*place, "merged", "codes"), measure, item)


def _merged(located: Located[Study], place: Place, measure: ChoiceMeasure, item: Item) -> Iterator[Problem]:
    """Codes to take together that the item does not have, or that are all it has."""
    codes = measure.merged.codes
    yield from repeats(located, (((*place, at), code) for at, code in enumerate(codes)))
    for at, code in enumerate(codes):
        if code not in item.codes():
            yield located.problem((*place, at), UNKNOWN_CODE, item=item.id, code=code, known=", ".join(item.codes()))
    if set(codes) >= set(item.codes()):
        yield located.problem(place, NO_REST, item=item.id)


def _cards(
    located: Located[Study], place: Place, measure: CapabilityMeasure, items: Mapping[str, Item]
) -> Iterator[Problem]:
    yield from repeats(located, (((*place, "cards", at), card) for at, card in enumerate(measure.cards)))
    for at, card in enumerate(measure.cards):
        item = items.get(card)
        if item is None:
            yield located.problem((*place, "cards", at), UNKNOWN_ITEM, item=card)
        elif not isinstance(item, ValueCard) or not _has_abc(item):
            yield located.problem((*place, "cards", at), NO_CARD, item=card)


def _has_abc(card: ValueCard) -> bool:
    scales = {
        question.code: [option for option in part.options if option.missing is None]
        for question, part in zip(card.questions, card.parts(), strict=True)
    }
    return all(len(scales.get(code, ())) == POINTS for code in ("a", "b", "c"))


def _change(located: Located[Study], place: Place, measure: ChangeMeasure, found: Found) -> Iterator[Problem]:
    for at, name in enumerate(measure.of):
        other = located.document.results.measure(name)
        here: Place = (*place, "of", at)
        if other is None or other.kind not in CHANGES:
            yield located.problem(here, UNKNOWN_MEASURE, measure=name, kinds=", ".join(CHANGES))
        elif not _asked_twice(_needed(other), measure, located.document, found):
            yield located.problem(here, NOT_ASKED_TWICE, measure=name)
    yield from _joined(located, place, measure)


def _flow(located: Located[Study], place: Place, measure: FlowMeasure, found: Found) -> Iterator[Problem]:
    """A measure with answers that people can go from and to, or a question that is a breakdown."""
    results, here = located.document.results, (*place, "of")
    other = results.measure(measure.of)
    if measure.of not in results.breakdowns and (other is None or other.kind not in FLOWS):
        yield located.problem(here, UNKNOWN_MEASURE, measure=measure.of, kinds=", ".join(FLOWS))
    elif not _asked_twice(_needed(other) if other else {measure.of}, measure, located.document, found):
        yield located.problem(here, NOT_ASKED_TWICE, measure=measure.of)
    yield from _joined(located, place, measure)


def _joined(located: Located[Study], place: Place, measure: ChangeMeasure | FlowMeasure) -> Iterator[Problem]:
    """Two waves of one audience of a linked study, the earlier one first."""
    study = located.document
    waves = [study.wave(wave) for wave in measure.waves]
    for at, (name, wave) in enumerate(zip(measure.waves, waves, strict=True)):
        if wave is None:
            yield located.problem((*place, "waves", at), UNKNOWN_WAVE, wave=name)
    first, last = waves
    if first is None or last is None:
        return
    order = study.waves.index(first) < study.waves.index(last)
    if study.mode is not Mode.LINKED or first.audience is not last.audience or not order:
        yield located.problem((*place, "waves"), NOT_JOINED)


def _asked_twice(items: set[str], measure: ChangeMeasure | FlowMeasure, study: Study, found: Found) -> bool:
    """Whether both waves ask `items`; a wave that is not there asks whatever it should."""
    waves = [wave for name in measure.waves if (wave := study.wave(name))]
    asked = [questionnaire for wave in waves if (questionnaire := found.get(wave.questionnaire))]
    return all(items <= {item.id for item in each.items()} for each in asked)


def _needed(measure: Measure) -> set[str]:
    if isinstance(measure, CapabilityMeasure):
        return set(measure.cards)
    return {measure.item} if isinstance(measure, ItemMeasure) else set()


def _work(located: Located[Study], place: Place, measure: WorkMeasure, items: Mapping[str, Item]) -> Iterator[Problem]:
    """A measure of one choice, and a register with its answers and no small numbers."""
    other = located.document.results.measure(measure.of)
    name = other.item if isinstance(other, ChoiceMeasure) else measure.of
    if not isinstance(other, ChoiceMeasure) and measure.of not in located.document.results.breakdowns:
        yield located.problem((*place, "of"), UNKNOWN_MEASURE, measure=measure.of, kinds="choice")
        return
    item = items.get(name)
    for at, month in enumerate(measure.from_register.months if measure.from_register else ()):
        for code, number in month.counts.items():
            here: Place = (*place, "from_register", "months", at, "counts", code)
            if item is not None and code not in item.codes():
                known = ", ".join(item.codes())
                yield located.problem(here, UNKNOWN_CODE, item=item.id, code=code, known=known)
            if 0 < number < SMALLEST:
                yield located.problem(here, SMALL_NUMBER)


def _beside(located: Located[Study], place: Place, measure: NeedsMeasure | AudiencesMeasure) -> Iterator[Problem]:
    """Measures that stand side by side: there, and all of one kind."""
    results = located.document.results
    if isinstance(measure, NeedsMeasure):
        other = results.measure(measure.of)
        if other is None or other.kind != "mentions":
            yield located.problem((*place, "of"), UNKNOWN_MEASURE, measure=measure.of, kinds="mentions")
        if measure.by is not None and measure.by not in results.breakdowns:
            yield located.problem((*place, "by"), NOT_A_SPLIT, name=measure.by)
        return
    kinds = [other.kind for name in measure.of.values() if (other := results.measure(name))]
    for audience, name in measure.of.items():
        other = results.measure(name)
        if other is None or other.kind not in COMPARES or other.kind != kinds[0]:
            yield located.problem(
                (*place, "of", audience.value), UNKNOWN_MEASURE, measure=name, kinds=", ".join(COMPARES)
            )
