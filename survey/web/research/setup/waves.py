"""The steps about who is asked what and when, and about what is known of people beforehand."""

from collections.abc import Sequence

from werkzeug.datastructures import MultiDict

from survey.fieldwork.assembling import Assembled
from survey.questionnaires import catalogue
from survey.questionnaires.checks.comparable import ASKED_OTHERWISE
from survey.questionnaires.definition import Audience, Questionnaire
from survey.questionnaires.editing.design import Values, at, entries, put
from survey.questionnaires.editing.design_attributes import with_attribute, with_class
from survey.questionnaires.editing.design_languages import languages as spoken_in
from survey.questionnaires.editing.design_waves import with_wave
from survey.questionnaires.kinds import Place
from survey.questionnaires.problems import N_
from survey.questionnaires.study import DAYS

from ...words import _, language
from .about import AUDIENCES, MODES, audiences
from .fields import Choices, Field, Kind, Press, Section, wording, words_of

CHOSEN = "chosen"
"""The questionnaire that is asked in another wave."""

DAYS_OF_WEEK: dict[str, str] = dict(
    zip(
        DAYS,
        (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday")),
        strict=True,
    )
)
PAUSES = ("7 days", "10 days", "14 days", "21 days", "28 days", "35 days")
FEWEST_CLASSES = 2
MONTHS = (0, 3, 6, 9, 12, 18, 24, 36)


def questionnaires(found: Assembled) -> Choices:
    """What can be asked: the study's own questionnaires, then those of the library."""
    own = found.own
    shipped = {name: catalogue.questionnaire(name) for name in catalogue.shipped_questionnaires() if name not in own}
    return (
        *((name, _named(name, each)) for name, each in own.items()),
        *((name, _("Library: {title}", title=_named(name, each))) for name, each in shipped.items()),
    )


def _named(name: str, questionnaire: Questionnaire | None) -> str:
    if questionnaire is None:
        return _("{name} (has problems)", name=name)
    title = questionnaire.title.get(language()) or next(iter(questionnaire.title.values()))
    return f"{title} ({_(AUDIENCES[questionnaire.audience]).lower()})"


def waves(found: Assembled) -> list[Section]:
    """Who is asked what, and when."""
    values = found.values
    sections = [_wave(found, position) for position in range(len(entries(values, ("waves",))))]
    add = Field(
        (CHOSEN,), _("Questionnaire"), Kind.CHOICE, choices=(("", _("Choose")), *questionnaires(found)), apart=True
    )
    title = _("Ask another questionnaire") if sections else _("What do you ask first?")
    hint = _("The questionnaire says who is asked. You can ask the same one again later.")
    sections.append(Section(title, [add], hint, [Press("wave", _("Add"))]))
    if len(sections) > 1:
        sections += _sending(values)
    return sections


def _wave(found: Assembled, position: int) -> Section:
    values, place = found.values, ("waves", position)
    wave = at(values, place)
    fields = [
        Field(
            (*place, "questionnaire"),
            _("Questionnaire"),
            Kind.CHOICE,
            choices=_with(questionnaires(found), at(wave, ("questionnaire",))),
        ),
        *wording((*place, "text"), _("What people see it called"), spoken_in(values)),
        Field((*place, "offset"), _("When it opens"), Kind.CHOICE, choices=_moments(at(wave, ("offset",)))),
        Field((*place, "open_days"), _("How many days links work"), Kind.NUMBER, default=42),
        Field(
            (*place, "reminders", "after"),
            _("Reminders"),
            Kind.MANY,
            _("Two at most, so long after the invitation."),
            _pauses(values, place),
        ),
    ]
    if otherwise := _otherwise(found, position):
        hint = _("These questions are not the same as in an earlier wave. Tick what is so on purpose.")
        fields.append(Field((*place, "declared_changes"), _("Asked otherwise on purpose"), Kind.MANY, hint, otherwise))
    whom = str(at(wave, ("audience",)))
    title = _("{number}. {audience}", number=position + 1, audience=_(AUDIENCES.get(whom, whom)))
    presses = [
        *([Press(f"up.waves.{position}", _("Earlier"), title)] if position else []),
        Press(f"remove.waves.{position}", _("Remove"), title),
    ]
    return Section(title, fields, presses=presses)


def _with(choices: Choices, value: object) -> Choices:
    """Choices among which is what stands there now."""
    known = {each for each, _words in choices}
    return choices if value is None or value in known else (*choices, (str(value), str(value)))


def _moments(now: object) -> Choices:
    """When a wave can open."""
    every = [
        ("", _("By hand, for everybody who is on the panel then")),
        *((f"{number} months", _after(number)) for number in MONTHS),
    ]
    return _with(tuple(every), now)


def _after(number: int) -> str:
    if not number:
        return _("By itself, in the month in which somebody starts")
    return _("By itself, {number} months after somebody starts", number=number)


def _pauses(values: Values, place: Place) -> Choices:
    there = [str(each) for each in entries(values, (*place, "reminders", "after"))]
    every = sorted({*PAUSES, *there}, key=_length)
    return tuple((each, _("after {number} days", number=_length(each))) for each in every)


def _length(pause: str) -> int:
    number, _space, unit = pause.partition(" ")
    return (int(number) if number.isdecimal() else 0) * (7 if unit.startswith("week") else 1)


def _otherwise(found: Assembled, position: int) -> Choices:
    """Items that a wave asks otherwise than an earlier one."""
    here = ("waves", position)
    told = [each for each in found.findings if each.message == ASKED_OTHERWISE and each.place[:2] == here]
    said = [str(each) for each in entries(found.values, (*here, "declared_changes"))]
    return tuple((name, name) for name in dict.fromkeys([*said, *(str(each.values["item"]) for each in told)]))


def _sending(values: Values) -> list[Section]:
    days = Field(
        ("sending", "days"),
        _("Days"),
        Kind.MANY,
        _("If you choose none: on any day, at any hour."),
        choices=words_of(DAYS_OF_WEEK),
    )
    return [
        Section(
            _("When mails leave"),
            [
                days,
                Field(("sending", "from"), _("From"), hint=_("Such as 9:00.")),
                Field(("sending", "until"), _("Until"), hint=_("Such as 17:00.")),
                Field(("sending", "holidays"), _("Also on public holidays"), Kind.TICK),
            ],
            folded=True,
        ),
        Section(
            _("Following people"),
            [
                Field(
                    ("mode",),
                    _("Are the answers of one person at different moments joined?"),
                    Kind.RADIOS,
                    choices=_with(words_of(MODES), at(values, ("mode",))),
                    default="linked",
                )
            ],
        ),
    ]


def fitted(values: Values, found: Assembled) -> Values:
    """The design with waves for whom their questionnaires are for, and without reminders where there are none."""
    for position in range(len(entries(values, ("waves",)))):
        name = str(at(values, ("waves", position, "questionnaire")))
        asked = known(name, found)
        if asked is not None:
            values = put(values, ("waves", position, "audience"), asked.audience.value)
    rest = audiences(values)
    for name in list(entries_of(values)):
        values = values if name in rest else put(values, ("audiences", name), None)
    return values


def entries_of(values: Values) -> Sequence[str]:
    """The audiences for which something else holds."""
    there = at(values, ("audiences",))
    return list(there) if isinstance(there, dict) else []


def known(name: str, found: Assembled) -> Questionnaire | None:
    """The questionnaire called so: the study's own, else of the library."""
    if name in found.own:
        return found.own[name]
    return catalogue.questionnaire(name) if name in catalogue.shipped_questionnaires() else None


def with_chosen(values: Values, sent: MultiDict[str, str], found: Assembled) -> Values:
    """The design with a wave that asks the chosen questionnaire."""
    name = sent.get(CHOSEN, "")
    asked = known(name, found)
    audience = asked.audience if asked else Audience.PARTICIPANT
    return with_wave(values, name, audience.value) if asked or name in found.own else values


def background(found: Assembled) -> list[Section]:
    """What is known of people beforehand and stands with their answers."""
    values = found.values
    sections = [_attribute(values, position) for position in range(len(entries(values, ("attributes",))))]
    fewest = Field(("smallest_cohort",), _("Fewest people who open together"), Kind.NUMBER, default=10)
    again = _("A group that is smaller waits for the next one, so that nobody stands out.")
    return [
        *sections,
        Section(
            _("Another characteristic") if sections else _("A characteristic from the register"),
            [],
            _("Such as a region or a class of age, to publish results by. Keep it coarse: no dates, no numbers."),
            [Press("attribute", _("Add a characteristic"))],
        ),
        Section(_("Groups that open together"), [fewest], again),
    ]


def _attribute(values: Values, position: int) -> Section:
    place: Place = ("attributes", position)
    spoken = spoken_in(values)
    who = tuple((name, _(AUDIENCES[name])) for name in audiences(values)) or words_of(AUDIENCES)
    column = _("Small letters, digits and underscores: the column in the file of contacts.")
    fields = [
        Field((*place, "id"), _("Short name"), hint=column),
        *wording((*place, "text"), _("What it is called"), spoken),
        Field((*place, "audience"), _("Of whom"), Kind.CHOICE, choices=who, default="participant"),
        Field((*place, "in_texts"), _("Questions may name it"), Kind.TICK),
    ]
    classes = range(len(entries(values, (*place, "classes"))))
    for number in classes:
        here = (*place, "classes", number)
        label = _("Class {number}", number=number + 1)
        fields.append(Field((*here, "code"), _("{name}: value in the file", name=label)))
        fields += wording((*here, "text"), label, spoken)
    named = str(at(values, (*place, "id")) or "")
    presses = [
        Press(f"class.{position}", _("Another class"), named),
        *(
            [Press(f"remove.attributes.{position}.classes.{len(classes) - 1}", _("Remove the last class"), named)]
            if len(classes) > FEWEST_CLASSES
            else []
        ),
        Press(f"remove.attributes.{position}", _("Remove"), named),
    ]
    return Section(_("Characteristic: {name}", name=named), fields, presses=presses)


def with_more(values: Values, do: Sequence[str]) -> Values:
    """The design with another characteristic, or another class of one."""
    if do[0] == "class" and do[-1].isdecimal():
        return with_class(values, int(do[-1]))
    if do[0] == "attribute":
        return with_attribute(values, next(iter(audiences(values)), Audience.PARTICIPANT.value))
    return values
