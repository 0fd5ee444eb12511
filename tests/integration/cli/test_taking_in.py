"""`survey responses import`: forms on paper, with the code of a letter or without one, all or none."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from survey.fieldwork import answers, codes, designs, panel
from survey.fieldwork.keyring import Keyring
from survey.fieldwork.tokens import form_code, form_token
from survey.storage.engines import Store, writing
from survey.storage.responses import Draft, OpenText, Response, Ticket, TicketState
from survey.storage.studies import AuditEntry, Stage, WaveRow
from tests.fixtures.invited import Link
from tests.fixtures.studies import a_questionnaire, a_study, some_people
from tests.integration.reporting.exports import ground

from .terminal import Terminal

Engines = Mapping[Store, Engine]

WORDS = ("responses", "import", "proef", "single")
WAVE = "proef/single"


@pytest.fixture
def links(terminal: Terminal, engines: Engines) -> list[Link]:
    """An open wave of 12 people, three of whom got a letter."""
    ground.load(engines, a_study(), Stage.PLANNED)
    with Session(engines[Store.CONTACTS]) as session:
        list(panel.add(session, a_study(), a_study().waves[0].audience, some_people(12)))
        session.commit()
    terminal.done("studies", "open", "proef", "single")
    key = Keyring(terminal.folder / "keys").keys("proef").token
    with Session(engines[Store.CONTACTS]) as session:
        forms = [each.form for each in panel.enrolled(session, f"{WAVE}/1")]
    found = [Link(form_token(key, WAVE, each), form_code(key, WAVE, each)) for each in forms]
    with Session(engines[Store.RESPONSES]) as session:
        list(codes.keep(session, WAVE, found[:3]))
    return found


def a_file(folder: Path, *rows: str) -> str:
    path = folder / "forms.csv"
    path.write_text("\n".join(["code,grade,good.kind,good__other,recommend,why", *rows, ""]), "utf-8")
    return str(path)


def stored(engines: Engines) -> list[Response]:
    with Session(engines[Store.RESPONSES]) as session:
        return list(session.scalars(select(Response).order_by(Response.id)))


def states(engines: Engines) -> dict[str, int]:
    with Session(engines[Store.RESPONSES]) as session:
        query = select(Ticket.state, func.count()).where(Ticket.wave_id == WAVE).group_by(Ticket.state)
        return {str(state): int(number) for state, number in session.execute(query)}


def test_a_form_with_a_code_uses_up_its_letter(
    terminal: Terminal, engines: Engines, links: list[Link], tmp_path: Path
) -> None:
    with Session(engines[Store.RESPONSES]) as session:
        begun = answers.standing(session, links[0].token)
        assert begun is not None
        answers.save(session, begun, "grade", {"grade": 3})
    said = terminal.done(*WORDS, a_file(tmp_path, f"{codes.grouped(links[0].code).lower()},9,1,,Nee,Druk"))
    assert said.endswith("Forms: 1. By code: 1. Without a code: 0.\n")
    (response,) = stored(engines)
    assert response.answers == {"grade": 9, "good": ["kind"], "recommend": "no"}
    assert (response.pseudonym, response.trajectory) == (begun.pseudonym, begun.trajectory)
    assert states(engines) == {TicketState.OPEN: 11, TicketState.USED: 1}
    with Session(engines[Store.RESPONSES]) as session:
        assert session.scalars(select(OpenText.text)).all() == ["Druk"]
        assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_code_that_gives_no_right_refuses_the_whole_file(
    terminal: Terminal, engines: Engines, links: list[Link], tmp_path: Path
) -> None:
    with Session(engines[Store.RESPONSES]) as session:
        answers.decline(session, links[1].token)
    rows = [f"{links[0].code},9,,,,", f"{links[1].code},9,,,,", f"{links[5].code},9,,,,", "nonsense,9,,,,"]
    said = terminal.refused(*WORDS, a_file(tmp_path, *rows))
    assert f"forms.csv:3: response:code: “{links[1].code}”: this person has answered already" in said
    assert "forms.csv:4: response:code" in said
    assert "forms.csv:5: response:code: “nonsense” is not the code of a letter of this wave" in said
    assert stored(engines) == []
    assert states(engines) == {TicketState.OPEN: 11, TicketState.DECLINED: 1}


@pytest.mark.usefixtures("links")
def test_forms_without_a_code_count_as_more_people_who_were_invited(
    terminal: Terminal, engines: Engines, tmp_path: Path
) -> None:
    file = a_file(tmp_path, *[f",{each % 10 + 1},1,,Ja," for each in range(10)])
    assert "Without a code: 10." in terminal.done(*WORDS, file)
    assert states(engines) == {TicketState.OPEN: 12, TicketState.USED: 10}
    found = stored(engines)
    assert len({each.pseudonym for each in found}) == len({each.trajectory for each in found}) == 10
    with Session(engines[Store.RESPONSES]) as session:
        tickets = {each.pseudonym for each in session.scalars(select(Ticket).where(Ticket.state == TicketState.USED))}
    assert tickets == {each.pseudonym for each in found}
    assert {each.language for each in found} == {"nl"}


@pytest.mark.usefixtures("links")
def test_a_few_forms_without_a_code_are_refused_unless_there_is_a_reason(
    terminal: Terminal, engines: Engines, tmp_path: Path
) -> None:
    file = a_file(tmp_path, *[f",{each + 1},1,,Ja," for each in range(9)])
    assert "9 of 9 forms without a code could be told apart" in terminal.refused(*WORDS, file)
    assert stored(engines) == []
    terminal.done(*WORDS, file, "--accept-small", "All letters got lost")
    assert len(stored(engines)) == 9
    with Session(engines[Store.STUDIES]) as session:
        (detail,) = session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "import"))
    assert detail.endswith("; 0 by code, 9 besides; small cells accepted: All letters got lost")


def test_a_dry_run_changes_nothing(terminal: Terminal, engines: Engines, links: list[Link], tmp_path: Path) -> None:
    said = terminal.done(*WORDS, a_file(tmp_path, f"{links[0].code},9,1,,Nee,"), "--dry-run")
    assert said.endswith("By code: 1. Without a code: 0.\nThis was a dry run: nothing was changed.\n")
    assert stored(engines) == []
    assert states(engines) == {TicketState.OPEN: 12}


def test_every_problem_is_told_and_nothing_is_stored(
    terminal: Terminal, engines: Engines, links: list[Link], tmp_path: Path
) -> None:
    said = terminal.refused(*WORDS, a_file(tmp_path, f"{links[0].code},9,,,,", ",11,1,,Ja,", ",8,1,,Misschien,"))
    assert "forms.csv:3: grade: “11” is not a number from 1 to 10" in said
    assert "forms.csv:4: recommend: “Misschien” is not one of the answers (yes, no)" in said
    assert "Nothing was changed. Problems to mend: 2" in said
    assert stored(engines) == []


@pytest.mark.usefixtures("links")
def test_the_same_file_is_not_taken_in_twice(terminal: Terminal, engines: Engines, tmp_path: Path) -> None:
    file = a_file(tmp_path, *[f",{each % 10 + 1},1,,Ja," for each in range(10)])
    terminal.done(*WORDS, file)
    assert "This file was imported into wave single on" in terminal.refused(*WORDS, file)
    assert len(stored(engines)) == 10


def test_a_closed_wave_takes_nothing_in(terminal: Terminal, links: list[Link], tmp_path: Path) -> None:
    terminal.done("studies", "close", "proef", "single", "--yes")
    assert "Wave single takes no answers any more" in terminal.refused(
        *WORDS, a_file(tmp_path, f"{links[0].code},9,1,,Nee,")
    )


def test_an_earlier_survey_sets_a_planned_wave_going_with_its_own_quarters(
    terminal: Terminal, engines: Engines, tmp_path: Path
) -> None:
    ground.load(engines, a_study(), Stage.PLANNED)
    path = tmp_path / "earlier.csv"
    rows = [f"{each % 10 + 1};kind;yes;2025Q{each % 4 + 1};en" for each in range(20)]
    path.write_text("\n".join(["grade;good;recommend;response:period;response:language", *rows]), "utf-8")
    terminal.done(*WORDS, str(path))
    assert {each.period for each in stored(engines)} == {"2025Q1", "2025Q2", "2025Q3", "2025Q4"}
    with Session(engines[Store.STUDIES]) as session:
        assert session.get_one(WaveRow, WAVE).stage == Stage.OPEN
    terminal.done("studies", "close", "proef", "single", "--yes")
    assert "Published for proef: single." in terminal.done("publish", "proef")


def test_what_was_exported_from_one_installation_is_imported_into_another(
    terminal: Terminal, engines: Engines, tmp_path: Path
) -> None:
    given = [{"grade": each % 10 + 1, "good": ["kind"], "recommend": "yes"} for each in range(30)]
    ground.load(engines, a_study())
    ground.answer(engines, given)
    out = tmp_path / "out"
    terminal.done("responses", "export", "proef", "single", "--as", "csv", "--reason", "Move", "--out", str(out))
    with Session(engines[Store.RESPONSES]) as session:
        for row in writing(session).scalars(select(Response)):
            session.delete(row)
        session.commit()
    ground.load_again(engines)
    terminal.done(*WORDS, str(out / "single.csv"))
    assert sorted(map(str, given)) == sorted(
        str({key: each.answers[key] for key in ("grade", "good", "recommend")}) for each in stored(engines)
    )
    assert {each.digest for each in stored(engines)} == {a_questionnaire().digest()}
    assert designs.wave_id("proef", "single") == stored(engines)[0].wave_id
