"""The panel: files are put on it whole, repeating one changes nothing, and a newer one updates without doubling."""

from collections.abc import Iterator

import pytest

from survey.fieldwork import enlisting, erasures, panel
from survey.fieldwork.contacts_file import Case, Person, Trajectory
from survey.fieldwork.enlisting import Added, enlist
from survey.fieldwork.panel import StartNotLaterError, UnknownPersonError, UnknownTrajectoryError
from survey.fieldwork.waves import open_wave
from survey.questionnaires.definition import Audience
from survey.questionnaires.problems import ProblemsFoundError
from survey.questionnaires.study import Study
from survey.storage.contacts import Contact, Enrolment, Outbox
from survey.storage.contacts import Trajectory as TrajectoryRow
from survey.storage.engines import Store
from tests.fixtures.studies import a_study, a_wave, some_people

from .ground import Ground

STUDY = a_study(
    waves=[
        a_wave("single", offset="0 months"),
        a_wave("coaches", audience="job_coach", offset="0 months"),
        a_wave("bosses", audience="employer", offset="0 months"),
    ],
    smallest_cohort=2,
)
COACH, OTHER_COACH = Person("coach@example.org", "", {}), Person("other@example.org", "", {})
BOSS = Person("boss@example.org", "", {}, "E-1")


def a_case(number: int, **changes: object) -> Case:
    """Participant `C-1` with trajectory `T-1`, and so on, of one coach."""
    person = Person(f"person-{number}@example.org", "", {}, f"C-{number}")
    case: dict[str, object] = {"person": person, "trajectory": Trajectory(f"T-{number}", "2026-10"), "coach": COACH}
    return Case(number + 1, **case | changes)  # type: ignore[arg-type]


def imported(ground: Ground, *cases: Case, study: Study = STUDY, audience: Audience = Audience.PARTICIPANT) -> Added:
    with ground.session(Store.CONTACTS) as session:
        *_, done = enlist(session, study, audience, cases, "people.csv")
        session.commit()
    return done


def refused(ground: Ground, *cases: Case) -> list[str]:
    """What is told, after making sure that nothing changed."""
    before = ground.content(Store.CONTACTS)
    with pytest.raises(ProblemsFoundError) as raised:
        imported(ground, *cases)
    assert ground.content(Store.CONTACTS) == before
    return [str(problem) for problem in raised.value.problems]


def people(ground: Ground) -> dict[str, Contact]:
    """The panel by address."""
    return {str(contact.address): contact for contact in ground.rows(Store.CONTACTS, Contact)}


def trajectory(ground: Ground, label: str = "T-1") -> TrajectoryRow:
    rows: list[TrajectoryRow] = ground.rows(Store.CONTACTS, TrajectoryRow)
    return next(row for row in rows if row.label == label)


def test_people_and_trajectories_are_added_and_the_progress_is_told(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enlisting, "BATCH", 10)
    with ground.session(Store.CONTACTS) as session:
        progress: Iterator[Added] = enlist(session, STUDY, Audience.PARTICIPANT, map(a_case, range(25)))
        assert list(progress) == [Added(10, 11, 0, 10, 0), Added(20, 21, 0, 20, 0), Added(25, 26, 0, 25, 0)]
        session.commit()
    assert (ground.count(Store.CONTACTS, Contact), ground.count(Store.CONTACTS, TrajectoryRow)) == (26, 25)


def test_a_trajectory_joins_participant_coach_and_employer(ground: Ground) -> None:
    imported(ground, a_case(1, employer=BOSS))
    known, row = people(ground), trajectory(ground)
    assert (row.label, row.start, row.round) == ("T-1", "2026-10", 1)
    assert row.participant_id == known["person-1@example.org"].id
    assert (row.coach_id, row.employer_id) == (known["coach@example.org"].id, known["boss@example.org"].id)
    assert [known[name].audience for name in ("person-1@example.org", "coach@example.org", "boss@example.org")] == [
        *("participant", "job_coach", "employer")
    ]


def test_repeating_a_file_changes_nothing(ground: Ground) -> None:
    cases = [a_case(number, employer=BOSS) for number in range(5)]
    imported(ground, *cases)
    before = ground.content(Store.CONTACTS)
    assert imported(ground, *cases) == Added(5, 0, 0, 0, 0)
    assert ground.content(Store.CONTACTS) == before


def test_a_newer_file_updates_by_the_programmes_own_ids(ground: Ground) -> None:
    imported(ground, a_case(1, employer=BOSS), a_case(2))
    moved = Person("new@example.org", "en", {"age": "old"}, "C-1")
    newer = a_case(1, person=moved, trajectory=Trajectory("T-1", "2026-11"), coach=OTHER_COACH)
    assert imported(ground, newer, a_case(2)) == Added(2, 1, 1, 0, 1)
    known, row = people(ground), trajectory(ground)
    assert (known["new@example.org"].number, known["new@example.org"].language) == ("C-1", "en")
    assert known["new@example.org"].attributes == {"age": "old"}
    assert "person-1@example.org" not in known
    assert (row.start, row.coach_id) == ("2026-11", known["other@example.org"].id)
    assert row.employer_id == known["boss@example.org"].id


def test_what_a_row_leaves_empty_stays(ground: Ground) -> None:
    imported(ground, a_case(1, person=Person("anna@example.org", "en", {"age": "old"}, "C-1")))
    assert imported(ground, a_case(1, person=Person(None, "", {}, "C-1"), coach=None)) == Added(1, 0, 0, 0, 0)
    contact = people(ground)["anna@example.org"]
    assert (contact.language, contact.attributes, trajectory(ground).coach_id is None) == ("en", {"age": "old"}, False)


def test_who_was_known_by_address_gets_the_id_of_a_newer_file(ground: Ground) -> None:
    imported(ground, Case(2, Person("anna@example.org", "", {})))
    assert imported(ground, Case(2, Person("anna@example.org", "", {}, "C-1"))) == Added(1, 0, 1, 0, 0)
    assert people(ground)["anna@example.org"].number == "C-1"


def test_an_address_that_somebody_gives_up_may_be_somebody_elses(ground: Ground) -> None:
    imported(ground, Case(2, Person("desk@example.org", "", {}, "C-1")))
    new, heir = Person("anna@example.org", "", {}, "C-1"), Person("desk@example.org", "", {}, "C-2")
    assert imported(ground, Case(2, new), Case(3, heir)) == Added(2, 1, 1, 0, 0)


def test_people_speak_the_first_language_of_their_audience_unless_the_file_says_otherwise(ground: Ground) -> None:
    study = a_study(audiences={"job_coach": {"languages": ["en"]}})
    imported(ground, a_case(1, employer=Person("boss@example.org", "en", {})), study=study)
    assert {contact.audience: contact.language for contact in people(ground).values()} == {
        "participant": "nl",
        "job_coach": "en",
        "employer": "en",
    }


def test_who_has_no_address_is_on_the_panel_too(ground: Ground) -> None:
    imported(ground, Case(2, Person(None, "", {}, "C-1")), Case(3, Person(None, "", {}, "C-2")))
    assert ground.count(Store.CONTACTS, Contact) == 2


def test_the_same_people_can_be_in_another_study_or_audience(ground: Ground) -> None:
    imported(ground, a_case(1))
    assert imported(ground, a_case(1), study=a_study(id="anders")).people == 2
    assert imported(ground, Case(2, a_case(1).person), audience=Audience.EMPLOYER).people == 1


def test_what_contradicts_the_panel_is_told_at_once_and_nothing_is_changed(ground: Ground) -> None:
    imported(ground, a_case(1), a_case(2), a_case(3))
    found = refused(
        ground,
        a_case(1, person=Person("person-2@example.org", "", {}, "C-1")),
        a_case(2, person=Person("person-2@example.org", "", {}, "C-9")),
        a_case(3, person=a_case(1).person),
        a_case(4, trajectory=None),
    )
    assert found == [
        "people.csv:2: contact: “C-1” and “person-2@example.org” are two people in this study already",
        "people.csv:3: contact: “person-2@example.org” is known in this study as “C-2”",
        "people.csv:4: trajectory: the trajectory “T-3” is of another person in this study",
    ]


def test_a_mistake_in_the_last_batch_leaves_nothing_of_the_others(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(ground, a_case(99))
    monkeypatch.setattr(enlisting, "BATCH", 10)
    wrong = a_case(30, trajectory=Trajectory("T-99", "2026-10"))
    assert len(refused(ground, *map(a_case, range(30)), wrong)) == 1


def test_an_import_that_is_not_finished_leaves_nobody(ground: Ground) -> None:
    with ground.session(Store.CONTACTS) as session:
        for _added in panel.add(session, STUDY, Audience.PARTICIPANT, some_people(10)):
            pass
    assert ground.count(Store.CONTACTS, Contact) == 0


def asked(ground: Ground) -> None:
    """Three trajectories about which people were asked."""
    ground.load(STUDY)
    imported(ground, *map(a_case, range(1, 4)))
    assert open_wave(ground.field(), STUDY, "single") == 3


def test_the_start_of_a_trajectory_about_which_people_were_asked_stays(ground: Ground) -> None:
    asked(ground)
    (told,) = refused(ground, a_case(1, trajectory=Trajectory("T-1", "2026-12")))
    assert told == (
        "people.csv:2: start: the trajectory “T-1” starts in 2026-10, and people were asked already. If it began anew, "
        "give round 2"
    )
    assert imported(ground, a_case(1, trajectory=Trajectory("T-1", "2026-12", 2))).trajectories_changed == 1
    assert (trajectory(ground).round, trajectory(ground).start) == (2, "2026-12")
    assert refused(ground, a_case(1, trajectory=Trajectory("T-1", "2026-10", 1))) == [
        "people.csv:2: round: the trajectory “T-1” is in round 2 already"
    ]


def test_after_a_job_change_a_trajectory_begins_anew(ground: Ground) -> None:
    asked(ground)
    with ground.session(Store.CONTACTS) as session:
        assert panel.reenter(session, "proef", "T-1", "2027-01") == 2
        with pytest.raises(StartNotLaterError, match="T-1 started in 2027-01"):
            panel.reenter(session, "proef", "T-1", "2027-01")
        with pytest.raises(UnknownTrajectoryError, match="no trajectory “T-9”"):
            panel.reenter(session, "proef", "T-9", "2027-01")
    assert (trajectory(ground).round, trajectory(ground).start) == (2, "2027-01")


@pytest.mark.parametrize("who", ["C-1", "Person-1@example.org"])
def test_erasing_somebody_leaves_nothing_of_them(ground: Ground, who: str) -> None:
    asked(ground)
    assert erasures.erase(ground.field(), STUDY, who) == 1
    everything = str(ground.content(Store.CONTACTS))
    assert not any(trace in everything for trace in ("C-1", "person-1@", "T-1"))
    assert ground.count(Store.CONTACTS, Outbox) == ground.count(Store.CONTACTS, Enrolment) == 2
    assert "coach@example.org" in everything


def test_a_coach_is_not_written_about_somebody_who_was_erased(ground: Ground) -> None:
    ground.load(STUDY)
    imported(ground, a_case(1), a_case(2, coach=OTHER_COACH), a_case(3, coach=OTHER_COACH))
    open_wave(ground.field(), STUDY, "coaches")
    erasures.erase(ground.field(), STUDY, "C-1")
    erasures.erase(ground.field(), STUDY, "C-2")
    (mail,) = ground.rows(Store.CONTACTS, Outbox)
    assert mail.contact_id == people(ground)["other@example.org"].id


def test_nobody_is_erased_whom_nobody_knows(ground: Ground) -> None:
    imported(ground, a_case(1))
    before = ground.content(Store.CONTACTS)
    with pytest.raises(UnknownPersonError, match="“C-9”"):
        erasures.erase(ground.field(), STUDY, "C-9")
    with pytest.raises(UnknownPersonError):
        erasures.erase(ground.field(), STUDY.model_copy(update={"id": "anders"}), "C-1")
    assert ground.content(Store.CONTACTS) == before
