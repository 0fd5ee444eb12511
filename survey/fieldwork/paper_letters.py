"""Letters on paper, for people who take part without mail: the personal link as a square for a camera, and a code."""

import re
from collections.abc import Callable

from babel.dates import format_date

from survey.questionnaires.definition import Audience
from survey.questionnaires.look import Look
from survey.questionnaires.paper import INK, PaperLetter
from survey.questionnaires.problems import N_
from survey.questionnaires.wording import direction, spoken

from . import codes
from .addressees import Addressee
from .designs import FrozenWave
from .messages import Sender, privacy_address
from .paragraphs import PRIVACY

GREETING = N_("Dear reader,")
ASKED = N_("Will you answer some questions? It takes about {minutes} minutes. You can answer until {until}.")
VOLUNTARY = N_("Taking part is voluntary.")
NO_CONSEQUENCES = N_("It has no consequences for your benefit or for the help of your job coach.")
NOTHING_TO_DO = N_("Do you not want to take part? Then you do not have to do anything.")
HOW = N_("This is how you take part")
PHONE = (
    N_("With your phone"),
    N_("Point the camera of your phone at the square."),
    N_("Press the link that you see then."),
)
SQUARE = N_("Square with your personal link, for the camera of a phone")
COMPUTER = (N_("On a computer, or without a camera"), N_("Go to this address:"), N_("Type this code:"))
PERSONAL = N_("The square and the code are only for you. Please do not give them to anybody else.")
HELP = N_("Do you have a question, or would you like help? We are happy to help you: {helpdesk}.")
REGARDS = N_("Kind regards,")
REFERENCE = N_("Reference: {reference}")


def compose(sender: Sender, wave: FrozenWave, person: Addressee) -> PaperLetter:
    """The letter of one person, in the language of that person."""
    language = person.language

    def says(message: str) -> str:
        return sender.translate(message, language).format(**values)

    values = _values(wave, person) | {"reference": person.reference}
    look = wave.study.look or Look()
    heading, paragraphs = _text(wave, language, says, values)
    return PaperLetter(
        language=language,
        direction=direction(language),
        sender=values["organisation"],
        reference=says(REFERENCE),
        heading=heading,
        paragraphs=paragraphs,
        how=says(HOW),
        phone=tuple(map(says, PHONE)),
        link=f"{sender.public_url}/a/{person.token}",
        square=says(SQUARE),
        computer=tuple(map(says, COMPUTER)),
        address=f"{sender.public_url.partition('://')[2]}/code",
        code=codes.grouped(person.code),
        closing=(says(PERSONAL), says(HELP), f"{says(REGARDS)}\n{values['organisation']}"),
        footer=_footer(sender, wave, language),
        logo=look.logo or "",
        accent=look.colour or INK,
    )


def _footer(sender: Sender, wave: FrozenWave, language: str) -> str:
    """Where the privacy page is; empty if the study has none."""
    address = privacy_address(sender, wave.study)
    return f"{sender.translate(PRIVACY, language)}: {address}" if address else ""


def _values(wave: FrozenWave, person: Addressee) -> dict[str, str]:
    """What is filled in."""
    study, language = wave.study, person.language
    return {
        "programme": spoken(study.programme, language),
        "organisation": spoken(study.organisation, language),
        "minutes": str(wave.questionnaire.minutes),
        "until": format_date(person.closes, "d MMMM y", locale=language.split("-")[0]),
        "helpdesk": ", ".join(filter(None, [study.helpdesk.name, study.helpdesk.phone, study.helpdesk.email])),
    }


def _text(
    wave: FrozenWave, language: str, says: Callable[[str], str], values: dict[str, str]
) -> tuple[str, tuple[str, ...]]:
    """Heading and paragraphs: those of the study, else our own."""
    study = wave.study
    if study.paper:
        body = spoken(study.paper.body, language).format(**values)
        paragraphs = [paragraph.strip() for paragraph in re.split(r"\n\s*\n", body)]
        return spoken(study.paper.subject, language).format(**values), tuple(filter(None, paragraphs))
    voluntary = [VOLUNTARY, *([NO_CONSEQUENCES] if wave.wave.audience is Audience.PARTICIPANT else []), NOTHING_TO_DO]
    own = (says(GREETING), spoken(study.why, language), says(ASKED), " ".join(map(says, voluntary)))
    return spoken(study.title, language), own
