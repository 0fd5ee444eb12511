"""The steps about the study itself: what people are told, in which languages, and how it keeps their data."""

from werkzeug.datastructures import MultiDict

from survey.extensions import now
from survey.fieldwork.assembling import Assembled
from survey.languages import is_ready, languages, own_name
from survey.questionnaires.editing.design import Values, added, at, entries, put
from survey.questionnaires.editing.design_languages import languages as spoken_in
from survey.questionnaires.editing.design_languages import with_languages
from survey.questionnaires.instruments import INSTRUMENTS, used
from survey.questionnaires.problems import N_

from ...words import _
from .fields import Choices, Field, Kind, Section, wording, words_of

AUDIENCES = {
    "participant": N_("Participants"),
    "employer": N_("Employers"),
    "job_coach": N_("Job coaches"),
    "municipality": N_("Municipalities"),
}
GROUNDS = {
    "public_task": N_("A task of the government that stands in a law"),
    "legal_obligation": N_("A duty that stands in a law"),
    "consent": N_("Consent of the person"),
    "legitimate_interest": N_("A legitimate interest"),
}
MODES = {
    "unlinked": N_("No. Every questionnaire stands by itself."),
    "linked": N_("Yes, under a random code. That is needed to show what changed between two moments."),
}
WORDS = {
    "ours": N_(
        "In the words that come with Werkpeil. No permission is needed; scores cannot be compared with published ones."
    ),
    "literal": N_("In the literal words of the authors, with their permission."),
}


def tongues() -> Choices:
    """The languages in which people can be asked."""
    return tuple((tag, own_name(tag)) for tag in languages() if is_ready(tag))


def audiences(values: Values) -> list[str]:
    """Who is asked, in the order of the waves."""
    named = dict.fromkeys(str(at(each, ("audience",))) for each in entries(values, ("waves",)))
    return [each for each in named if each in AUDIENCES]


def about(found: Assembled) -> list[Section]:
    """What it is called, who asks, and why."""
    spoken = spoken_in(found.values)
    whom = [
        Field(("helpdesk", "name"), _("Name of the helpdesk")),
        Field(("helpdesk", "email"), _("E-mail address of the helpdesk"), Kind.EMAIL),
        Field(("helpdesk", "phone"), _("Telephone number of the helpdesk"), hint=_("May be left empty.")),
    ]
    second = _("Somebody else than who prepared this study has to approve it before it opens")
    after = _("May be left empty. For example when the results come.")
    return [
        Section(_("Title"), wording(("title",), _("Title"), spoken, hint=_("What people see above their questions."))),
        Section(_("Programme"), wording(("programme",), _("Programme"), spoken, hint=_("What is evaluated."))),
        Section(_("Who asks"), wording(("organisation",), _("Organisation"), spoken)),
        Section(_("Whom people can ask something"), whom),
        Section(_("Why"), wording(("why",), _("Why you ask, in a sentence or two"), spoken, Kind.PARAGRAPHS)),
        Section(
            _("Afterwards"),
            wording(("afterwards",), _("What happens with the answers"), spoken, Kind.PARAGRAPHS, after),
        ),
        Section(_("Approval"), [Field(("second_person",), second, Kind.TICK)]),
        Section(
            _("Colour"),
            [
                Field(
                    ("look", "colour"),
                    _("Colour of your organisation"),
                    hint=_("May be left empty. For example #14524b."),
                )
            ],
        ),
    ]


def language_sections(found: Assembled) -> list[Section]:
    """In which languages people are asked."""
    hint = _("Text that comes with Werkpeil is filled in when you add a language. If you take one away, its texts go.")
    every = [Section(_("Everybody"), [Field(("languages",), _("Languages"), Kind.MANY, hint, tongues(), apart=True)])]
    here = tuple(each for each in tongues() if each[0] in spoken_in(found.values))
    for name in audiences(found.values) if len(here) > 1 else ():
        field = Field(
            ("audiences", name, "languages"),
            _("Only these languages"),
            Kind.MANY,
            _("If you choose none, it is all of them."),
            here,
        )
        every.append(Section(_(AUDIENCES[name]), [field]))
    return every


def speak(values: Values, sent: MultiDict[str, str]) -> Values:
    """The design in the languages that were chosen; the first stays first."""
    chosen = [tag for tag, _words in tongues() if tag in sent.getlist("languages")]
    before = [tag for tag in spoken_in(values) if tag in chosen]
    return with_languages(values, [*before, *(tag for tag in chosen if tag not in before)]) if chosen else values


def privacy(found: Assembled) -> list[Section]:
    """What people are told about their data."""
    spoken = spoken_in(found.values)
    months = _("Months after the last wave has closed.")
    kept = [
        Field(("privacy", "retention", "contacts"), _("Contacts: months"), Kind.NUMBER, months),
        Field(
            ("privacy", "retention", "keys"), _("Keys, which join names, codes and waves: months"), Kind.NUMBER, months
        ),
        Field(("privacy", "retention", "answers"), _("Answers: months"), Kind.NUMBER, months),
        Field(
            ("keeps_joins",),
            _("One person's answers of different moments stay together after that, under a random label"),
            Kind.TICK,
        ),
    ]
    assessment = [
        Field(("dpia", "reference"), _("Reference"), hint=_("Where it can be found.")),
        Field(("dpia", "approved_by"), _("Approved by"), hint=_("A function will do.")),
        Field(("dpia", "date"), _("Approved on"), Kind.DATE),
    ]
    officer = [
        Field(("privacy", "officer", "name"), _("Name or function")),
        Field(("privacy", "officer", "email"), _("E-mail address"), Kind.EMAIL),
    ]
    ground = [Field(("privacy", "legal_basis"), _("Ground"), Kind.CHOICE, choices=words_of(GROUNDS))]
    law = wording(("privacy", "law"), _("Which law or decision it rests on"), spoken, Kind.PARAGRAPHS)
    return [
        Section(
            _("Who is responsible"),
            wording(("privacy", "controller"), _("Organisation with its postal address"), spoken),
        ),
        Section(_("Data protection officer"), officer),
        Section(_("Why the data may be used"), [*ground, *law]),
        Section(_("How long it is kept"), kept),
        Section(_("Data protection impact assessment (DPIA)"), assessment),
    ]


def dated(values: Values, _sent: MultiDict[str, str]) -> Values:
    """What people are told has a date: the day of the last change."""
    return put(values, ("privacy", "changed"), now().date().isoformat()) if at(values, ("privacy",)) else values


def permissions(found: Assembled) -> list[Section]:
    """In whose words instruments of others are asked."""
    values = with_permissions(found)
    sections = []
    for position, entry in enumerate(entries(values, ("permissions",))):
        place = ("permissions", position)
        known = next((each for each in INSTRUMENTS if each.id == at(entry, ("instrument",))), None)
        if known is None:
            continue
        fields = [
            Field((*place, "wording"), _("In whose words"), Kind.RADIOS, choices=words_of(WORDS), default="ours"),
            Field((*place, "given_by"), _("Permitted by"), hint=_("Only for the literal words.")),
            Field((*place, "date"), _("Permitted on"), Kind.DATE, _("Only for the literal words.")),
        ]
        sections.append(Section(_(known.name), fields, hint=known.source))
    return sections


def with_permissions(found: Assembled) -> Values:
    """The design with an entry for every instrument that it uses."""
    values = found.values
    said = {at(each, ("instrument",)) for each in entries(values, ("permissions",))}
    asked = [each for each in found.found.values() if each is not None and each.id in _asked(values)]
    for each in used(asked):
        if each.id not in said:
            values = added(values, ("permissions",), {"instrument": each.id})
    return values


def _asked(values: Values) -> set[str]:
    return {str(at(each, ("questionnaire",))) for each in entries(values, ("waves",))}
