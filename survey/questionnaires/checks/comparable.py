"""Waves: what they share is asked the same way, and texts name only what the study allows."""

from collections.abc import Iterator, Mapping

from ..definition import Questionnaire
from ..difference import difference
from ..kinds import Item, Place
from ..located import Located
from ..piping import placeholders
from ..problems import N_, Problem
from ..study import Study, Wave

ASKED_OTHERWISE = N_("“{item}” is not asked as in the wave “{wave}”. Make it equal, or add it to “declared_changes”.")
NOT_CHANGED = N_("“{item}” is asked as in all earlier waves. Remove it from “declared_changes”.")
NOT_ALLOWED = N_("“{questionnaire}” names the attribute “{attribute}”, which this study does not allow in texts.")

Found = Mapping[str, Questionnaire | None]
"""Questionnaires by id; None where there is one that has problems of its own."""


def check_waves(located: Located[Study], found: Found) -> Iterator[Problem]:
    """Linked items that changed without saying so, and attributes in texts that are not to be named there."""
    study = located.document
    allowed = {attribute.id for attribute in study.attributes if attribute.in_texts}
    for at, wave in enumerate(study.waves):
        asked = found.get(wave.questionnaire)
        if asked is None:
            continue
        place: Place = ("waves", at)
        for name in sorted(named_attributes(asked) - allowed):
            values = {"questionnaire": asked.id, "attribute": name}
            yield located.problem((*place, "questionnaire"), NOT_ALLOWED, **values)
        changed = _changed(wave, study.waves[:at], found)
        for item, earlier in changed.items():
            if item not in wave.declared_changes:
                yield located.problem((*place, "questionnaire"), ASKED_OTHERWISE, item=item, wave=earlier)
        for n, item in enumerate(wave.declared_changes):
            if item not in changed:
                yield located.problem((*place, "declared_changes", n), NOT_CHANGED, item=item)


def _changed(wave: Wave, before: tuple[Wave, ...], found: Found) -> dict[str, str]:
    """Each item that an earlier wave of the audience asked otherwise, with the first such wave."""
    asked = found[wave.questionnaire]
    changed: dict[str, str] = {}
    for earlier in before:
        other = found.get(earlier.questionnaire)
        if earlier.audience != wave.audience or earlier.questionnaire == wave.questionnaire or not other or not asked:
            continue
        for item in sorted(difference(other, asked).incomparable):
            changed.setdefault(item, earlier.id)
    return changed


def named_attributes(questionnaire: Questionnaire) -> set[str]:
    """The attributes that the texts of a questionnaire name."""
    return {
        each.name
        for item in questionnaire.items()
        for text in _texts(item)
        if "{" in text
        for each in placeholders(text)
        if each.is_attribute
    }


def _texts(item: Item) -> Iterator[str]:
    for _, wording in item.wordings():
        yield from wording.values()
    for part in item.parts():
        for option in part.choices(part.id):
            yield from option.text.values()
