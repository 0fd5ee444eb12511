"""Waves of a design that is edited: a new one, with what most waves have."""

from collections.abc import Collection, Sequence

from ..tree import Plain
from .design import Values, added, entries
from .design_languages import languages

TEXTS: dict[str, dict[str, str]] = {
    "participant": {
        "nl": "Vragenlijst voor deelnemers",
        "nl-x-easy": "Vragen voor deelnemers",
        "en": "Questionnaire for participants",
        "ar": "أسئلة للمشاركين",
    },
    "employer": {
        "nl": "Vragenlijst voor werkgevers",
        "nl-x-easy": "Vragen voor werkgevers",
        "en": "Questionnaire for employers",
        "ar": "أسئلة لأصحاب العمل",
    },
    "job_coach": {
        "nl": "Vragenlijst voor jobcoaches",
        "nl-x-easy": "Vragen voor jobcoaches",
        "en": "Questionnaire for job coaches",
        "ar": "أسئلة لمدربي العمل",
    },
    "municipality": {
        "nl": "Vragenlijst voor gemeenten",
        "nl-x-easy": "Vragen voor gemeenten",
        "en": "Questionnaire for municipalities",
        "ar": "أسئلة للبلديات",
    },
}
"""What a wave is called at first: content of a study, in its own languages."""

OPEN_DAYS = 42


def with_wave(values: Values, questionnaire: str, audience: str) -> Values:
    """The design with another wave that asks a questionnaire of an audience, opened by hand."""
    taken = [each["id"] for each in entries(values, ("waves",)) if isinstance(each, dict) and "id" in each]
    wave: dict[str, Plain] = {
        "id": free_name(audience, taken),
        "audience": audience,
        "questionnaire": questionnaire,
        "text": texts(audience, languages(values)),
        "open_days": OPEN_DAYS,
    }
    if "reminder" in values:
        wave["reminders"] = {"after": ["7 days", "21 days"]}
    return added(values, ("waves",), wave)


def texts(audience: str, spoken: Sequence[str]) -> Plain:
    """What a wave of an audience is called at first."""
    return {language: text for language, text in TEXTS.get(audience, {}).items() if language in spoken}


def free_name(name: str, taken: Collection[Plain]) -> str:
    """The name, or the name with a number that nothing has yet."""
    names = [name, *(f"{name}_{number}" for number in range(2, len(taken) + 3))]
    return next(each for each in names if each not in taken)
