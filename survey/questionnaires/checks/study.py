"""Whether a study makes sense: its names, languages, waves, letter and tables."""

from collections.abc import Iterator, Mapping

from ..definition import Questionnaire
from ..kinds import ONE_CHOICE, Item, MultipleChoice, Place, ReportGrade
from ..located import Located
from ..problems import N_, Problem
from ..study import ChoiceMeasure, Measure, Study
from .comparable import check_waves
from .languages import check_languages
from .letters import check_letters, check_paper
from .look import check_colour
from .privacy import check_privacy, privacy_wordings
from .repeats import repeats
from .waves import check_fieldwork

UNKNOWN_QUESTIONNAIRE = N_("There is no questionnaire “{questionnaire}”.")
OTHER_AUDIENCE = N_("The questionnaire “{questionnaire}” is for “{audience}”, but the wave is for “{asked}”.")
LACKS_LANGUAGE = N_("The questionnaire “{questionnaire}” lacks a language of this study: “{language}”.")
UNKNOWN_ITEM = N_("No questionnaire of this study has an item “{item}”.")
WRONG_KIND = N_("A measure of kind “{kind}” cannot show the item “{item}”, which is of kind “{found}”.")
UNKNOWN_CODE = N_("The item “{item}” has no answer “{code}”. It has: {known}.")
NO_REST = N_("All answers of “{item}” are taken together, so that nothing is left to compare with.")
NOT_A_BREAKDOWN = N_("“{name}” can be no breakdown: that must be a single choice item or an attribute.")
TWO_MEANINGS = N_("“{name}” is both an attribute and an item. Give the attribute another name.")

SHOWS: Mapping[str, tuple[type[Item], ...]] = {
    "grade": (ReportGrade,),
    "choice": ONE_CHOICE,
    "mentions": (MultipleChoice,),
}


Found = Mapping[str, Questionnaire | None]
"""Questionnaires by id; None where there is one that has problems of its own."""


def check_study(located: Located[Study], found: Found) -> list[Problem]:
    """All problems of a study, given the questionnaires that were found."""
    study = located.document
    asked = [found.get(wave.questionnaire) for wave in study.waves]
    items: dict[str, Item] = {}
    for item in (item for each in asked if each is not None for item in each.items()):
        items.setdefault(item.id, item)
    problems = [
        *_names(located),
        *check_languages(located, study.languages, _wordings(study)),
        *check_colour(located),
        *check_paper(located),
        *check_privacy(located),
        *check_letters(located),
        *check_fieldwork(located),
        *_waves(located, found),
        *check_waves(located, found),
    ]
    if None not in asked:
        problems += [*_measures(located, items), *_breakdowns(located, items)]
    return problems


def _names(located: Located[Study]) -> Iterator[Problem]:
    """Waves, attributes, classes, measures and breakdowns named twice."""
    study, results = located.document, located.document.results
    yield from repeats(located, ((("waves", at, "id"), wave.id) for at, wave in enumerate(study.waves)))
    yield from repeats(located, ((("attributes", at, "id"), each.id) for at, each in enumerate(study.attributes)))
    for at, attribute in enumerate(study.attributes):
        here: Place = ("attributes", at, "classes")
        yield from repeats(located, (((*here, n, "code"), code) for n, code in enumerate(attribute.codes())))
    measures = enumerate(results.measures)
    yield from repeats(located, ((("results", "measures", at, "id"), measure.id) for at, measure in measures))
    breakdowns = enumerate(results.breakdowns)
    yield from repeats(located, ((("results", "breakdowns", at), name) for at, name in breakdowns))


def _wordings(study: Study) -> Iterator[tuple[Place, Mapping[str, str]]]:
    """Every text of the study with its place."""
    for name in ("programme", "title", "organisation", "why"):
        yield (name,), getattr(study, name)
    yield from _thanks(study)
    for at, attribute in enumerate(study.attributes):
        yield ("attributes", at, "text"), attribute.text
        for n, each in enumerate(attribute.classes):
            yield ("attributes", at, "classes", n, "text"), each.text
    for at, wave in enumerate(study.waves):
        yield ("waves", at, "text"), wave.text
    if study.paper:
        yield ("paper", "subject"), study.paper.subject
        yield ("paper", "body"), study.paper.body
    yield from privacy_wordings(study)
    for at, measure in enumerate(study.results.measures):
        here: Place = ("results", "measures", at)
        yield (*here, "title"), measure.title
        if isinstance(measure, ChoiceMeasure):
            yield (*here, "merged", "text"), measure.merged.text
            yield (*here, "merged", "rest"), measure.merged.rest


def _thanks(study: Study) -> Iterator[tuple[Place, Mapping[str, str]]]:
    """What the thank-you page says, as far as the study says it."""
    if study.afterwards is not None:
        yield ("afterwards",), study.afterwards
    if study.support is not None:
        yield ("support", "text"), study.support.text


def _waves(located: Located[Study], found: Found) -> Iterator[Problem]:
    """Waves whose questionnaire does not exist or does not fit."""
    for at, wave in enumerate(located.document.waves):
        place: Place = ("waves", at, "questionnaire")
        questionnaire = found.get(wave.questionnaire)
        if questionnaire is None:
            if wave.questionnaire not in found:
                yield located.problem(place, UNKNOWN_QUESTIONNAIRE, questionnaire=wave.questionnaire)
            continue
        if questionnaire.audience != wave.audience:
            values = {"audience": questionnaire.audience.value, "asked": wave.audience.value}
            yield located.problem(place, OTHER_AUDIENCE, questionnaire=wave.questionnaire, **values)
        for language in located.document.languages_of(wave.audience):
            if language not in questionnaire.languages:
                yield located.problem(place, LACKS_LANGUAGE, questionnaire=wave.questionnaire, language=language)


def _measures(located: Located[Study], items: Mapping[str, Item]) -> Iterator[Problem]:
    """Measures of items that do not exist or are of another kind."""
    for at, measure in enumerate(located.document.results.measures):
        place: Place = ("results", "measures", at)
        item = items.get(measure.item)
        if item is None:
            yield located.problem((*place, "item"), UNKNOWN_ITEM, item=measure.item)
        elif not isinstance(item, SHOWS[measure.kind]):
            values = {"kind": measure.kind, "found": getattr(item, "kind", "")}
            yield located.problem((*place, "kind"), WRONG_KIND, item=measure.item, **values)
        else:
            yield from _merged(located, (*place, "merged", "codes"), measure, item)


def _merged(located: Located[Study], place: Place, measure: Measure, item: Item) -> Iterator[Problem]:
    """Codes to take together that the item does not have, or that are all it has."""
    if not isinstance(measure, ChoiceMeasure):
        return
    codes = measure.merged.codes
    yield from repeats(located, (((*place, at), code) for at, code in enumerate(codes)))
    for at, code in enumerate(codes):
        if code not in item.codes():
            yield located.problem((*place, at), UNKNOWN_CODE, item=item.id, code=code, known=", ".join(item.codes()))
    if set(codes) >= set(item.codes()):
        yield located.problem(place, NO_REST, item=item.id)


def _breakdowns(located: Located[Study], items: Mapping[str, Item]) -> Iterator[Problem]:
    """Breakdowns that are no single choice item and no attribute, and attributes named like an item."""
    attributes = {attribute.id for attribute in located.document.attributes}
    for at, name in enumerate(located.document.results.breakdowns):
        if name not in attributes and not isinstance(items.get(name), ONE_CHOICE):
            yield located.problem(("results", "breakdowns", at), NOT_A_BREAKDOWN, name=name)
    for at, attribute in enumerate(located.document.attributes):
        if attribute.id in items:
            yield located.problem(("attributes", at, "id"), TWO_MEANINGS, name=attribute.id)
