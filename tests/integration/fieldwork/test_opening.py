"""Opening a wave: a ticket and an invitation for everybody who waits, and nothing that joins the two databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from survey.fieldwork import designs, outbox, panel, tickets, tokens, waves
from survey.fieldwork.keyring import KeyGoneError
from survey.fieldwork.permits import NoDpiaError, Reasons, SmallCohortError
from survey.fieldwork.waves import (
    NobodyWaitsError,
    NoMailServerError,
    OpeningAlreadyError,
    WaveClosedError,
    close_wave,
    open_wave,
)
from survey.questionnaires.problems import RefusedError
from survey.questionnaires.study import Study
from survey.storage.contacts import Contact, Enrolment, Outbox
from survey.storage.engines import Store
from survey.storage.responses import Ticket
from survey.storage.studies import Cohort, WaveRow
from tests.fixtures.studies import AGE, a_dpia, a_study, a_wave, some_people

from .ground import TODAY, Ground

TWO_WAVES = [a_wave("single"), a_wave("second")]


def hashes(ground: Ground, study: Study, wave: str = "single") -> set[bytes]:
    return {tokens.ticket_hash(secret) for secret in ground.secrets(study, wave)}


def test_everybody_who_waits_gets_a_ticket_and_an_invitation(ground: Ground) -> None:
    study = ground.opened(number=25)
    tickets, mails = ground.rows(Store.RESPONSES, Ticket), ground.rows(Store.CONTACTS, Outbox)
    assert (len(tickets), len(mails), ground.count(Store.CONTACTS, Enrolment)) == (25, 25, 25)
    assert {ticket.hash for ticket in tickets} == hashes(ground, study)
    assert {mail.contact_id for mail in mails} == {contact.id for contact in ground.rows(Store.CONTACTS, Contact)}
    assert {(mail.state, mail.kind, mail.day) for mail in mails} == {("waiting", "invitation", TODAY)}


def test_a_ticket_says_what_its_holder_answers_and_until_when(ground: Ground) -> None:
    study = a_study(attributes=[AGE], waves=[a_wave("single", open_days=14)])
    ground.load(study)
    ground.enrol(study, some_people(10, age="old"))
    open_wave(ground.field(), study, "single")
    ticket = ground.rows(Store.RESPONSES, Ticket)[0]
    assert (ticket.wave_id, ticket.cohort_id) == ("proef/single", "proef/single/1")
    assert (ticket.state, ticket.language, ticket.attributes) == ("open", "nl", {"age": "old"})
    assert (ticket.digest, ticket.closes) == (ground.questionnaire.digest(), date(2026, 12, 4))


def test_wave_and_cohort_are_open_and_the_audit_log_knows(ground: Ground) -> None:
    ground.opened()
    (cohort,), (wave,) = ground.rows(Store.STUDIES, Cohort), ground.rows(Store.STUDIES, WaveRow)
    assert (cohort.id, cohort.month, cohort.stage, wave.stage) == ("proef/single/1", "2026-11", "open", "open")
    assert ground.audited() == [("open", "cohort proef/single/1")]


def test_in_linked_mode_one_person_has_one_pseudonym_in_every_wave(ground: Ground) -> None:
    study = ground.opened(a_study(waves=TWO_WAVES))
    open_wave(ground.field(), study, "second")
    labels: dict[str, set[bytes | None]] = {"proef/single": set(), "proef/second": set()}
    for ticket in ground.rows(Store.RESPONSES, Ticket):
        labels[ticket.wave_id].add(ticket.pseudonym)
    assert labels["proef/single"] == labels["proef/second"]
    assert len(labels["proef/single"]) == 12
    assert hashes(ground, study).isdisjoint(hashes(ground, study, "second"))


def test_in_unlinked_mode_there_is_no_pseudonym_at_all(ground: Ground) -> None:
    ground.opened(a_study(mode="unlinked"))
    assert {(ticket.mode, ticket.pseudonym) for ticket in ground.rows(Store.RESPONSES, Ticket)} == {("unlinked", None)}


def test_contacts_never_hold_a_token_or_anything_made_from_it(ground: Ground) -> None:
    study = ground.opened()
    everything = str(ground.content(Store.CONTACTS))
    for secret in ground.secrets(study):
        hashed = tokens.ticket_hash(secret)
        assert not any(part in everything for part in (secret, hashed.hex(), repr(hashed)[2:-1], tokens.handle(secret)))


def test_responses_never_hold_an_address_or_a_contact(ground: Ground) -> None:
    ground.opened()
    everything = str(ground.content(Store.RESPONSES))
    assert "example.org" not in everything
    assert "person-" not in everything
    assert not any("contact" in column.name for column in Ticket.__table__.columns)


def test_tickets_stand_in_another_order_than_people(ground: Ground) -> None:
    study = ground.opened(number=40)
    column = "rowid" if ground.engines[Store.CONTACTS].dialect.name == "sqlite" else "ctid"
    stored = "hash" if column == "rowid" else "ctid"
    with ground.session(Store.RESPONSES) as session:
        order = [bytes(row[0]) for row in session.execute(text(f"SELECT hash FROM ticket ORDER BY {stored}"))]  # noqa: S608
    by_person = [tokens.ticket_hash(secret) for secret in ground.secrets(study)]
    assert sorted(order) == sorted(by_person)
    assert order != by_person
    assert order == sorted(order)


@pytest.mark.parametrize("step", ["enrolled", "insert", "plan", "_set_stage"])
def test_a_crash_at_any_step_is_made_good_without_doubles(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    study = ground.load()
    ground.enrol(study, some_people(12))
    owner = {"enrolled": panel, "insert": tickets, "plan": outbox}.get(step, waves)
    monkeypatch.setattr(owner, step, _crash)
    with pytest.raises(ZeroDivisionError):
        open_wave(ground.field(), study, "single")
    monkeypatch.undo()
    ground.close()
    assert ground.rows(Store.STUDIES, WaveRow)[0].stage == "opening"
    assert waves.resume(ground.field()) == ["proef/single/1"]
    assert waves.resume(ground.field()) == []
    assert {ticket.hash for ticket in ground.rows(Store.RESPONSES, Ticket)} == hashes(ground, study)
    assert ground.count(Store.RESPONSES, Ticket) == ground.count(Store.CONTACTS, Outbox) == 12
    assert [cohort.stage for cohort in ground.rows(Store.STUDIES, Cohort)] == ["open"]
    assert ground.rows(Store.STUDIES, WaveRow)[0].stage == "open"


def _crash(*_args: object, **_kwargs: object) -> None:
    raise ZeroDivisionError


def test_repeating_every_step_changes_nothing(ground: Ground) -> None:
    study = ground.opened()
    before = [ground.content(store) for store in Store]
    assert waves.finish_opening(ground.field(), study, "proef/single/1") == 12
    assert [ground.content(store) for store in Store] == before


def test_finishing_late_does_not_open_what_was_closed_meanwhile(ground: Ground) -> None:
    study = ground.opened()
    close_wave(ground.field(), study, "single")
    before = [ground.content(store) for store in Store]
    waves.finish_opening(ground.field(), study, "proef/single/1")
    assert [ground.content(store) for store in Store] == before


def test_who_comes_later_is_in_a_cohort_of_their_own(ground: Ground) -> None:
    study = ground.opened()
    ground.enrol(study, some_people(30))
    assert open_wave(ground.field(), study, "single") == 18
    by_cohort = [ticket.cohort_id for ticket in ground.rows(Store.RESPONSES, Ticket)]
    assert (by_cohort.count("proef/single/1"), by_cohort.count("proef/single/2")) == (12, 18)


def test_of_two_who_open_at_once_one_opens_it_for_everybody(ground: Ground) -> None:
    study = ground.load()
    ground.enrol(study, some_people(12))

    def attempt(_number: int) -> int | type[RefusedError]:
        try:
            return open_wave(ground.field(), study, "single")
        except RefusedError as refusal:
            return type(refusal)

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(attempt, range(4)))
    assert outcomes.count(12) == 1
    assert set(outcomes) <= {12, OpeningAlreadyError, NobodyWaitsError}
    assert ground.count(Store.STUDIES, Cohort) == 1
    assert ground.count(Store.RESPONSES, Ticket) == ground.count(Store.CONTACTS, Outbox) == 12


def test_an_opener_and_a_worker_that_resumes_do_not_get_in_each_others_way(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = ground.load()
    ground.enrol(study, some_people(200))
    with monkeypatch.context() as crash:
        crash.setattr(waves, "finish_opening", _crash)
        with pytest.raises(ZeroDivisionError):
            open_wave(ground.field(), study, "single")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _number: waves.finish_opening(ground.field(), study, "proef/single/1"), range(4)))
    assert ground.count(Store.RESPONSES, Ticket) == ground.count(Store.CONTACTS, Outbox) == 200


def refusal(ground: Ground, study: Study, wave: str = "single", reason: str | None = None) -> type[RefusedError]:
    """Which refusal it is, after making sure that it changed nothing."""
    before = [ground.content(store) for store in Store]
    with pytest.raises(RefusedError) as raised:
        open_wave(ground.field(can_mail=False), study, wave, Reasons(reason))
    assert [ground.content(store) for store in Store] == before
    return type(raised.value)


def test_a_small_cohort_is_refused_unless_it_is_accepted_with_a_reason(ground: Ground) -> None:
    study = ground.load()
    ground.enrol(study, some_people(9))
    assert refusal(ground, study) is SmallCohortError
    assert refusal(ground, study, reason="  ") is SmallCohortError
    assert open_wave(ground.field(), study, "single", Reasons("a pilot")) == 9
    assert ground.audited() == [("open", "cohort proef/single/1; small cohort accepted: a pilot")]


def test_a_cohort_of_exactly_the_smallest_size_needs_no_reason(ground: Ground) -> None:
    study = ground.load()
    ground.enrol(study, some_people(10))
    assert open_wave(ground.field(), study, "single", Reasons("not needed")) == 10
    assert ground.audited() == [("open", "cohort proef/single/1")]


def test_a_real_study_is_not_opened_without_a_mail_server(ground: Ground) -> None:
    study = ground.load(a_study(purpose="real", dpia=a_dpia()))
    ground.enrol(study, some_people(12))
    assert refusal(ground, study) is NoMailServerError
    assert open_wave(ground.field(can_mail=True), study, "single") == 12


def test_a_real_study_is_not_opened_before_its_dpia_was_approved(ground: Ground) -> None:
    study = ground.load(a_study(purpose="real"))
    ground.enrol(study, some_people(12))
    with pytest.raises(NoDpiaError, match=r"Fill in “dpia” in proef.yaml: its “reference”, “approved_by” and “date”"):
        open_wave(ground.field(can_mail=True), study, "single")


@pytest.mark.parametrize("purpose", ["demo", "test"])
def test_a_demo_and_a_test_open_without_one(ground: Ground, purpose: str) -> None:
    study = ground.load(a_study(purpose=purpose))
    ground.enrol(study, some_people(12))
    assert open_wave(ground.field(), study, "single") == 12


def test_a_wave_is_not_opened_for_nobody(ground: Ground) -> None:
    assert refusal(ground, ground.load()) is NobodyWaitsError


def test_an_unknown_wave_is_refused(ground: Ground) -> None:
    assert refusal(ground, ground.load(), "third") is designs.UnknownWaveError


def test_a_closed_wave_stays_closed(ground: Ground) -> None:
    study = ground.opened()
    close_wave(ground.field(), study, "single")
    ground.enrol(study, some_people(30))
    assert refusal(ground, study) is WaveClosedError


def test_people_of_another_study_or_audience_are_not_invited(ground: Ground) -> None:
    study, other = ground.load(), ground.load(a_study(id="anders"))
    ground.enrol(other, some_people(12))
    assert refusal(ground, study) is NobodyWaitsError
    employers = ground.load(a_study(id="bazen", waves=[a_wave("single", audience="employer")]))
    ground.enrol(employers, some_people(12))
    assert refusal(ground, employers) is NobodyWaitsError


def test_lost_keys_are_not_replaced_once_fieldwork_has_begun(ground: Ground) -> None:
    study = ground.opened(a_study(waves=TWO_WAVES))
    elsewhere = replace(ground.keyring, folder=ground.keyring.folder / "elsewhere")
    with pytest.raises(KeyGoneError):
        open_wave(ground.field(keyring=elsewhere), study, "second")
    assert not elsewhere.folder.exists()
