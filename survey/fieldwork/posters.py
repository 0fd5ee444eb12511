"""Posters for an open study: the public address as a square for a camera, and what to type without one."""

from babel.dates import format_date

from survey.questionnaires.look import Look
from survey.questionnaires.paper import INK, PaperPoster
from survey.questionnaires.problems import N_
from survey.questionnaires.wording import direction, spoken

from .doors import Door
from .messages import Sender
from .paper_letters import HELP, PHONE

TIME = N_("It takes about {minutes} minutes. You can answer until {until}.")
FREE = N_("Taking part is voluntary. You do not give your name.")
SQUARE = N_("Square with the public link, for the camera of a phone")
TYPING = N_("Or go to this address:")
CODE = N_("Type this code:")


def compose(sender: Sender, door: Door, language: str) -> PaperPoster:
    """The poster of a door in one language."""
    wave, study = door.wave, door.wave.study
    values = {
        "minutes": str(wave.questionnaire.minutes),
        "until": format_date(door.closes, "d MMMM y", locale=language.partition("-")[0]),
        "helpdesk": ", ".join(filter(None, [study.helpdesk.name, study.helpdesk.phone, study.helpdesk.email])),
    }

    def says(message: str) -> str:
        return sender.translate(message, language).format(**values)

    look = study.look or Look()
    path = f"{sender.public_url}/j/{wave.id}"
    return PaperPoster(
        language=language,
        direction=direction(language),
        sender=spoken(study.organisation, language),
        heading=spoken(study.title, language),
        paragraphs=(spoken(study.why, language), says(TIME), says(FREE)),
        steps=tuple(map(says, PHONE[1:])),
        link=f"{path}/{door.code}" if door.code else path,
        square=says(SQUARE),
        typing=(says(TYPING), says(CODE)) if door.code else (says(TYPING),),
        address=(f"{sender.public_url}/j" if door.code else path).partition("://")[2],
        code=door.code or "",
        closing=(says(HELP),),
        logo=look.logo or "",
        accent=look.colour or INK,
    )
