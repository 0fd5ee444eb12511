"""What the parts of an item and of a questionnaire are called on the pages of the builder."""

from collections.abc import Mapping

from babel import Locale, UnknownLocaleError

from survey.languages import languages, own_name
from survey.questionnaires.definition import Audience
from survey.questionnaires.kinds.options import Picture
from survey.questionnaires.problems import N_

from ...words import language

TEXTS: Mapping[str, str] = {
    "text": N_("Question"),
    "hint": N_("Explanation below it"),
    "low": N_("Words at the lowest end"),
    "high": N_("Words at the highest end"),
    "dont_know": N_("Words for “don't know”"),
    "unit": N_("Unit behind the number"),
    "yes": N_("Words for “yes”"),
    "no": N_("Words for “no”"),
    "option": N_("Answer"),
    "question": N_("Question on the card"),
    "title": N_("Title"),
}

SETTINGS: Mapping[str, str] = {
    "minimum": N_("Smallest number"),
    "maximum": N_("Largest number"),
    "decimals": N_("Digits behind the comma"),
    "earliest": N_("Earliest"),
    "latest": N_("Latest"),
    "top": N_("How many get a place"),
    "length": N_("Most characters"),
    "value": N_("Calculation"),
    "randomise": N_("Show the answers in a random order"),
    "core": N_("Counts for whether somebody filled in the questionnaire"),
}

CHOICES: Mapping[str, str] = {
    "minimum": N_("Fewest answers to choose"),
    "maximum": N_("Most answers to choose"),
}
"""The settings that are called otherwise where there are answers to choose."""

PARTS: Mapping[str, str] = {
    **TEXTS,
    **SETTINGS,
    "options": N_("Answers"),
    "questions": N_("Questions on the card"),
    "when": N_("For whom"),
    "id": N_("Short name"),
    "scale": N_("Answers"),
    "scales": N_("Shared answers"),
    "pages": N_("Questions"),
    "languages": N_("Languages"),
    "minutes": N_("Minutes"),
    "version": N_("Version"),
    "audience": N_("For whom"),
    "screens": N_("Most screens"),
    "page": N_("Screen"),
}

AUDIENCES: Mapping[str, str] = {
    Audience.PARTICIPANT: N_("Participants"),
    Audience.EMPLOYER: N_("Employers"),
    Audience.JOB_COACH: N_("Job coaches"),
    Audience.MUNICIPALITY: N_("Municipalities"),
}

PICTURES: Mapping[str, str] = {
    Picture.VERY_SAD: N_("a very sad face"),
    Picture.SAD: N_("a sad face"),
    Picture.NEUTRAL: N_("a neutral face"),
    Picture.HAPPY: N_("a happy face"),
    Picture.VERY_HAPPY: N_("a very happy face"),
}

WHEN_TO_USE: Mapping[str, str] = {
    "single_choice": N_("People choose one answer from a list, such as their situation."),
    "multiple_choice": N_("People choose all answers that fit, such as what they like."),
    "rating_scale": N_("How much, how often or how well, in a few steps with words."),
    "report_grade": N_("A school mark from 1 to 10. Everybody knows what it means."),
    "open_text": N_("People tell in their own words. It is kept apart from their other answers."),
    "short_text": N_("A few words on one line, such as a profession. It is kept apart too."),
    "number": N_("A number with its unit, such as hours a week."),
    "hours_per_month": N_("Hours in a month, in whole and half hours."),
    "recommendation": N_("Would people recommend it? Yes, no or don't know."),
    "likelihood": N_("How likely it is that people recommend it, from 0 to 10."),
    "value_card": N_("One subject, such as a good income, with a few questions about it."),
    "ranking": N_("People put answers in order, the most important first."),
    "month": N_("A month and a year, such as when a job began."),
    "date": N_("A day. Ask a month if that is enough: a day says more about somebody."),
    "consent": N_("Somebody agrees to something or not. Questions after it can depend on it."),
    "information": N_("A text to read, with nothing to answer: a welcome, or a new subject."),
    "calculated": N_("Worked out from earlier answers and stored with them. Nobody sees it."),
}
"""The kinds in the order of the gallery, each with one sentence on when to use it."""

DONE: Mapping[str, str] = {
    "begin": N_("Begun"),
    "library": N_("Taken from the library"),
    "file": N_("Read from a file"),
    "copy": N_("Copied from “{item}”"),
    "add": N_("“{item}” added"),
    "edit": N_("“{item}” changed"),
    "duplicate": N_("“{item}” copied"),
    "move": N_("“{item}” moved"),
    "remove": N_("“{item}” removed"),
    "page": N_("The screen “{item}” changed"),
    "list": N_("The shared answers “{item}” changed"),
    "words": N_("Texts changed"),
    "heading": N_("Title and settings changed"),
    "source": N_("Changed as text"),
    "back": N_("Went back to version {item}"),
}
"""What was done, by the first word of the note that a revision has; `item` is the rest of the note."""


def setting_name(kind: str, name: str) -> str:
    """The message for a setting of an item of a kind."""
    return CHOICES[name] if kind == "multiple_choice" and name in CHOICES else SETTINGS[name]


def language_name(tag: str) -> str:
    """What a language is called: by its own speakers if we have words in it, else in the reader's language."""
    if tag in languages():
        return own_name(tag)
    try:
        found = Locale.parse(tag, sep="-").get_display_name(language().partition("-")[0])
    except (UnknownLocaleError, ValueError):
        found = None
    return found or tag


def done(note: str) -> str:
    """The message for the note of a revision; the note itself where it is none of ours. Without one it changed."""
    return DONE.get(note.partition(" ")[0], note.replace("{", "{{").replace("}", "}}")) or N_("Changed")
