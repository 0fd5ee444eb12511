"""Whether a study makes sense: its names, languages, waves, letter and tables."""

from collections.abc import Iterator, Mapping

from ..definition import Questionnaire
from ..kinds import ONE_CHOICE, Item, Place
from ..located import Located
from ..problems import N_, Problem
from ..study import ChoiceMeasure, Study, WorkMeasure
from .comparable import check_waves
from .languages import check_languages
from .letters import check_letters, check_paper
from .look import check_colour
from .openness import check_openness
from .permissions import check_permissions
from .privacy import check_privacy, privacy_wordings
from .repeats import repeats
from .results import check_measures
from .waves import check_fieldwork

UNKNOWN_QUESTIONNAIRE = N_("There is no questionnaire “{questionnaire}”.")
OTHER_AUDIENCE = N_("The questionnaire “{questionnaire}” is for “{audience}”, but the wave is for “{asked}”.")
LACKS_LANGUAGE = N_("The questionnaire “{questionnaire}” lacks a language of this study: “{language}”.")
NOT_A_BREAKDOWN = N_("“{name}” can be no breakdown: that must be a single choice item or an attribute.")
TWO_MEANINGS = N_("“{name}” is both an attribute and an item. Give the attribute another name.")

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
        *check_permissions(located),
        *check_letters(located),
        *check_openness(located),
        *check_fieldwork(located),
        *_waves(located, found),
        *check_waves(located, found),
    ]
    if None not in asked:
        problems += [*check_measures(located, items, found), *_breakdowns(located, items)]
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
    yield from _measure_wordings(study)


def _measure_wordings(study: Study) -> Iterator[tuple[Place, Mapping[str, str]]]:
    """What the measures are called, and what their answers are called together."""
    for at, measure in enumerate(study.results.measures):
        here: Place = ("results", "measures", at)
        yield (*here, "title"), measure.title
        if isinstance(measure, ChoiceMeasure):
            yield (*here, "merged", "text"), measure.merged.text
            yield (*here, "merged", "rest"), measure.merged.rest
        if isinstance(measure, WorkMeasure) and measure.from_register:
            yield (*here, "from_register", "source"), measure.from_register.source


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


def _breakdowns(located: Located[Study], items: Mapping[str, Item]) -> Iterator[Problem]:
    """Breakdowns that are no single choice item and no attribute, and attributes named like an item."""
    attributes = {attribute.id for attribute in located.document.attributes}
    for at, name in enumerate(located.document.results.breakdowns):
        if name not in attributes and not isinstance(items.get(name), ONE_CHOICE):
            yield located.problem(("results", "breakdowns", at), NOT_A_BREAKDOWN, name=name)
    for at, attribute in enumerate(located.document.attributes):
        if attribute.id in items:
            yield located.problem(("attributes", at, "id"), TWO_MEANINGS, name=attribute.id)
