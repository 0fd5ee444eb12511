"""Joining: who waits for a wave on which trajectory, and enrolling exactly them."""

import pytest

from survey.fieldwork import joining
from survey.fieldwork.joining import EVER, Waiting
from survey.storage.contacts import Contact, Enrolment, Trajectory
from survey.storage.engines import Store, writing
from tests.fixtures.studies import a_study, some_people

from .ground import Ground
from .rollers import a_case, a_rolling_study, register

STUDY = a_rolling_study()


@pytest.fixture
def town(ground: Ground) -> Ground:
    """Four trajectories in three months: two of them with one coach, and three with one employer."""
    cases = [
        a_case(1, "2026-08", coach=1, employer=1),
        a_case(2, "2026-09", coach=1, employer=1),
        a_case(3, "2026-09", coach=2, employer=1),
        a_case(4, "2026-10"),
    ]
    register(ground, STUDY, *cases)
    return ground


def waiting(audience: str, first: str = "2026-01", last: str = EVER, wave: str = "baseline") -> Waiting:
    return Waiting("proef", f"proef/{wave}", audience, (first, last))


def names(ground: Ground) -> dict[int, str]:
    """Contacts by the part of their address before the sign."""
    return {contact.id: str(contact.address).partition("@")[0] for contact in ground.rows(Store.CONTACTS, Contact)}


def months(ground: Ground, who: Waiting) -> dict[str, list[str]]:
    """Who waits, by start month."""
    known = names(ground)
    with ground.session(Store.CONTACTS) as session:
        found = joining.by_month(session, who)
        people = set().union(*found.values()) if found else set()
        assert joining.count(session, who) == len(people)
        assert len(joining.attributes(session, who)) == len(people)
    return {month: sorted(known[each] for each in ids) for month, ids in sorted(found.items())}


def enrol(ground: Ground, who: Waiting, cohort: str = "proef/baseline/1") -> list[tuple[str, str | None, int]]:
    """Enrol who waits; the name, the label of the trajectory and the round of each form in the cohort."""
    with ground.session(Store.CONTACTS) as session:
        joining.enrol(writing(session), who, cohort)
        session.commit()
    known = names(ground)
    labels = {row.id: row.label for row in ground.rows(Store.CONTACTS, Trajectory)}
    rows: list[Enrolment] = [row for row in ground.rows(Store.CONTACTS, Enrolment) if row.cohort_id == cohort]
    return sorted((known[row.contact_id], labels.get(row.trajectory_id or 0), row.round) for row in rows)


def test_participants_wait_by_the_month_in_which_their_trajectory_starts(town: Ground) -> None:
    assert months(town, waiting("participant")) == {
        "2026-08": ["person-1"],
        "2026-09": ["person-2", "person-3"],
        "2026-10": ["person-4"],
    }


def test_a_coach_waits_in_every_month_and_counts_once(town: Ground) -> None:
    assert months(town, waiting("job_coach")) == {"2026-08": ["coach-1"], "2026-09": ["coach-1", "coach-2"]}


def test_an_employer_waits_once_in_the_first_month(town: Ground) -> None:
    assert months(town, waiting("employer")) == {"2026-08": ["employer-1"]}
    assert months(town, waiting("employer", first="2026-09")) == {"2026-09": ["employer-1"]}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [("2026-08", "2026-08", 1), ("2026-09", "2026-10", 3), ("2026-11", EVER, 0), ("2026-10", "2026-08", 0)],
)
def test_only_the_months_that_are_meant_wait(town: Ground, first: str, last: str, expected: int) -> None:
    assert sum(map(len, months(town, waiting("participant", first, last)).values())) == expected


def test_a_coach_is_enrolled_for_each_trajectory_and_an_employer_for_none_in_particular(town: Ground) -> None:
    assert enrol(town, waiting("job_coach")) == [("coach-1", "T-1", 1), ("coach-1", "T-2", 1), ("coach-2", "T-3", 1)]
    assert enrol(town, waiting("employer", wave="employers"), "proef/employers/1") == [("employer-1", None, 1)]


@pytest.mark.parametrize("audience", ["participant", "job_coach", "employer"])
def test_who_is_enrolled_does_not_wait_any_more_and_is_not_enrolled_again(town: Ground, audience: str) -> None:
    first = enrol(town, waiting(audience))
    assert months(town, waiting(audience)) == {}
    assert enrol(town, waiting(audience)) == first
    assert enrol(town, waiting(audience), "proef/baseline/2") == []


def test_another_wave_is_waited_for_apart(town: Ground) -> None:
    enrol(town, waiting("participant"))
    assert len(enrol(town, waiting("participant", wave="six_months"), "proef/six_months/1")) == 4


def test_a_new_round_waits_again_and_the_one_before_does_not(town: Ground) -> None:
    enrol(town, waiting("participant", last="2026-08"))
    with town.session(Store.CONTACTS) as session:
        row = session.query(Trajectory).filter_by(label="T-1").one()
        row.round, row.start = 2, "2026-12"
        session.commit()
    assert months(town, waiting("participant", first="2026-11")) == {"2026-12": ["person-1"]}
    assert ("person-1", "T-1", 2) in enrol(town, waiting("participant"), "proef/baseline/2")


def test_another_study_waits_apart(town: Ground) -> None:
    register(town, a_study(id="anders"), a_case(9, "2026-08"))
    assert len(enrol(town, waiting("participant"))) == 4
    assert (
        len(enrol(town, Waiting("anders", "anders/single", "participant", ("2026-01", EVER)), "anders/single/1")) == 1
    )


def test_without_months_everybody_of_the_audience_waits_once(town: Ground) -> None:
    town.enrol(STUDY, some_people(2))
    everybody = Waiting("proef", "proef/single", "participant")
    with town.session(Store.CONTACTS) as session:
        assert joining.count(session, everybody) == 4  # person-1 and person-2 were there already.
    assert [(label, round_) for _, label, round_ in enrol(town, everybody, "proef/single/1")] == [(None, 1)] * 4
    assert enrol(town, everybody, "proef/single/2") == []
    with town.session(Store.CONTACTS) as session:
        assert joining.enrolled(session, "proef/single/1") == 4
        assert joining.enrolled(session, "proef/single/2") == 0
