"""The annexes are filled in from the study, in Dutch and in English, and say openly what is left to fill in."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from survey.languages import translator
from survey.questionnaires import catalogue
from survey.questionnaires.annexes import Annex, Known, Text, composed
from survey.questionnaires.study import Study
from survey.questionnaires.teller import Teller
from tests.fixtures.studies import AGE, a_dpia, a_privacy, a_study, a_wave, both
from tests.house.catalogues import committed

DAY = date(2026, 11, 22)
STUDIES = [catalogue.load_study_file(path)[0] for path in catalogue.shipped_studies().values()]
LANGUAGES = ("nl", "en")


def teller(language: str) -> Teller:
    return Teller(language, translator(language).gettext, lambda day: day.isoformat())


def written(annex: Annex, study: Study, language: str = "en") -> Text:
    return composed(annex, study, teller(language), DAY)


def words(text: Text) -> str:
    """Everything that an annex says."""
    said = [text.title, text.subtitle]
    for part in text.parts:
        said += [part.heading, *part.paragraphs, *part.points]
        said += [cell for row in (part.table.head, *part.table.rows) for cell in row] if part.table else []
    return "\n".join(said)


@pytest.mark.parametrize(("study", "annex", "language"), list(product(STUDIES, Annex, LANGUAGES)))
def test_every_shipped_study_gives_both_annexes_in_both_languages(study: Study, annex: Annex, language: str) -> None:
    said = words(written(annex, study, language))
    assert study.title[language] in said
    assert study.helpdesk.email in said
    assert study.privacy is not None
    assert study.privacy.officer.email in said
    assert study.privacy.controller[language] in said
    assert not [line for line in said.splitlines() if "{" in line or not line.strip()]


@pytest.mark.parametrize("annex", Annex)
def test_nothing_in_the_dutch_annex_is_left_in_english(annex: Annex) -> None:
    dutch = {str(m.string): str(m.id) for m in committed("nl") if m.id}
    same = {"DPIA", "Contact"}
    english = set(words(written(annex, STUDIES[0], "en")).splitlines())
    both = {line for line in words(written(annex, STUDIES[0], "nl")).splitlines() if line in english}
    left = {line for line in both if dutch.get(line, line) != line} | {line for line in both if line in dutch.values()}
    assert left <= same


def test_terms_basis_law_and_assessment_come_from_the_study() -> None:
    study = a_study(
        privacy=a_privacy(legal_basis="consent"), dpia=a_dpia(), attributes=[AGE | {"audience": "participant"}]
    )
    for annex in Annex:
        said = words(written(annex, study))
        assert "3 months after the last wave" in said
        assert "60 months after the last wave" in said
        assert "consent (article 6, 1, a of the GDPR)" in said
        assert "Dat staat in de Participatiewet." in said
        assert "DPIA 2026-01, approved by Directeur Werk on 2026-11-20" in said
        assert "register classes, in broad groups: Age" in said


def test_what_the_study_does_not_say_is_said_to_be_missing() -> None:
    for annex in Annex:
        said = words(written(annex, a_study()))
        assert said.count("Not said in the study yet.") >= 3
        assert "Not approved yet." in said
        assert "To be filled in:" in said


def test_the_mode_decides_what_is_said_of_keys_and_of_taking_back_answers() -> None:
    linked, unlinked = (words(written(Annex.DPIA, a_study(mode=mode))) for mode in ("linked", "unlinked"))
    assert "To take back answers" in linked
    assert "keys that join a person" in linked
    assert "Answers cannot be taken back" in unlinked
    assert "keys that join a person" not in unlinked
    assert "destroyed by two people" in unlinked


def test_an_open_study_says_that_there_is_no_list_and_what_that_costs() -> None:
    study = a_study(mode="open", invitation=None, privacy=a_privacy())
    said = words(written(Annex.DPIA, study)) + words(written(Annex.REGISTER, study))
    for part in (
        "There is no list of people",
        "no response rate",
        "Who takes part more than once",
        "Somebody fills in the questions many times",
        "nobody: there are none",
        "Answers cannot be taken back",
    ):
        assert part in said
    for part in (
        "e-mail address, number",
        "Links are derived from a key",
        "The keys are destroyed",
        "A link is opened by somebody else.",
    ):
        assert part not in said


KNOWN = Known(
    has_roles=True,
    is_https=True,
    log_days=30,
    keys="In the keyring, outside the databases and their backups.",
    reshuffled=datetime(2026, 11, 22, 2, 1, tzinfo=UTC),
    purged=datetime(2026, 11, 22, 2, 0, tzinfo=UTC),
    backed_up=None,
    checked=17,
    failed=("A backup was made in the last week.",),
)


@pytest.mark.parametrize("annex", Annex)
def test_what_is_known_of_the_installation_stands_in_it(annex: Annex) -> None:
    said = words(composed(annex, a_study(), teller("en"), DAY, KNOWN))
    for part in (
        "erased every night. Last done on 2026-11-22, 02:01.",
        "with a proof. Last done on 2026-11-22, 02:00.",
        "after a restore. It has not been done yet.",
        "Now: In the keyring, outside the databases and their backups.",
        "Each process has a role of its own in the databases",
        "over https only",
        "for 30 days",
        "16 of 17 checks of the program passed.",
        "Not in order now: “A backup was made in the last week.”",
    ):
        assert part in said
    assert "{" not in said


def test_what_is_not_so_is_not_claimed() -> None:
    poor = replace(KNOWN, has_roles=False, is_https=False, log_days=0, failed=())
    said = words(composed(Annex.DPIA, a_study(), teller("en"), DAY, poor))
    assert "only the program keeps them apart" in said
    assert "not reached over https" in said
    assert "17 of 17 checks" in said
    for part in ("keeps its logs", "Not in order", "a role of its own"):
        assert part not in said


def test_where_nothing_is_known_of_an_installation_nothing_is_said_of_it() -> None:
    said = words(written(Annex.DPIA, a_study()))
    for part in ("Last done", "not been done", "https", "checks of the program"):
        assert part not in said


def test_settings_of_the_study_decide_which_measures_there_are() -> None:
    plain = words(written(Annex.DPIA, a_study()))
    letter = {"subject": both("Denkt u eraan"), "body": both("{link}")}
    waves = [a_wave("single", reminders={"after": ["1 week"]})]
    more = a_study(waves=waves, reminder=letter)
    more = more.model_copy(update={"results": more.results.model_copy(update={"approval": "required"})})
    said = words(written(Annex.DPIA, more))
    for part in ("before each round of reminders", "A second person approves"):
        assert part in said
        assert part not in plain


def test_risks_come_with_measures_and_what_remains() -> None:
    parts = {part.heading: part for part in written(Annex.DPIA, a_study()).parts}
    risks = parts["Risks"].table
    assert risks is not None
    assert len(risks.rows) >= 8
    assert all(len(row) == 3 and all(row) for row in risks.rows)
    assert "root" not in words(written(Annex.DPIA, a_study()))
    assert any("manages the server" in point for point in parts["What these measures do not protect against"].points)
