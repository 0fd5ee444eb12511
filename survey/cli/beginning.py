"""A first questionnaire, with comments that say what to fill in. The comments are in the language of the terminal."""

from survey.questionnaires.kinds import KINDS

from .words import _


def beginning(name: str) -> str:
    """The text of a questionnaire called `name` that passes every check as it is."""
    return TEMPLATE.format(
        name=name,
        about=_("What this questionnaire is for. Lines that start with # are for you; nobody else sees them."),
        version=_("Raise this when you change something after a wave was opened."),
        audience=_("Who is asked: participant, employer, job_coach or municipality."),
        languages=_("Every text must be there in each of these. To add a language, add it here and to every text."),
        minutes=_("How long it takes, honestly."),
        pages=_("A page is one screen. Most pages are one question."),
        kinds=_("The kind of question. There are: {kinds}.", kinds=", ".join(KINDS)),
        code=_("“code” is what is stored, “text” is what people read."),
        when=_("Only for people for whom this is so."),
        several=_("Several questions on one screen: give the page a list of items."),
        check=_("Check this file: {command}", command=f"survey questionnaires check {name}.yaml"),
    )


TEMPLATE = """\
# {about}
# {check}
id: {name}
version: "1"  # {version}
audience: participant  # {audience}
languages: [nl, en]  # {languages}
title: {{nl: Titel van de vragenlijst, en: Title of the questionnaire}}
minutes: 3  # {minutes}

# {pages}
# {kinds}
pages:
  - id: welcome
    kind: information
    text:
      nl: Fijn dat u meedoet.
      en: Thank you for taking part.

  - id: grade
    kind: report_grade
    text:
      nl: Welk cijfer geeft u de hulp?
      en: What grade do you give the help?
    low: {{nl: heel slecht, en: very bad}}
    high: {{nl: heel goed, en: very good}}
    dont_know: {{nl: Weet ik niet, en: I don't know}}

  - id: reason
    kind: single_choice
    when: grade <= 5  # {when}
    text:
      nl: Wat is de belangrijkste reden?
      en: What is the main reason?
    options:  # {code}
      - {{code: time, text: {{nl: Te weinig tijd, en: Too little time}}}}
      - {{code: contact, text: {{nl: Te weinig contact, en: Too little contact}}}}
      - {{code: other, text: {{nl: "Anders, namelijk", en: "Something else, namely"}}, other: true}}

  # {several}
  - id: end
    items:
      - id: hours
        kind: number
        text:
          nl: Hoeveel uur werkt u in een week?
          en: How many hours do you work in a week?
        unit: {{nl: uur, en: hours}}
        maximum: 60
      - id: remarks
        kind: open_text
        text:
          nl: Wilt u nog iets zeggen?
          en: Is there anything else you would like to say?
"""
