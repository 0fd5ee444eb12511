"""People come on the panel from a file: all of them or none, and only after somebody looked."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from survey.storage.contacts import Contact
from survey.storage.studies import AuditEntry
from tests.fixtures.staff import OWNER, stores_of

from .sheet import Desk, Forms

PEOPLE = b"E-mailadres;Taal;Opmerking\nanna@example.org;nl;x\nbert@example.org;en;y\n"


def known(desk: Desk) -> list[tuple[str | None, str]]:
    with stores_of(desk.app).contacts() as session:
        query = select(Contact.address, Contact.language).where(Contact.study_id == desk.study)
        return [(address, language) for address, language in session.execute(query.order_by(Contact.address))]


def imported(desk: Desk, text: str) -> str:
    """The page after importing what a page shows."""
    values = Forms(text).fields
    values["do"] = "import"
    answer = desk.post("setup/contacts", values)
    assert answer.status_code == 302, answer.text
    return desk.visitor.get(answer.location).text


def test_a_file_is_looked_at_before_anything_is_kept(desk: Desk) -> None:
    desk.prepare()
    page = desk.upload(PEOPLE).text
    assert "People: 2 new, 0 changed." in page
    assert "anna@example.org" in page
    assert known(desk) == []


def test_columns_are_known_by_what_programmes_call_them(desk: Desk) -> None:
    desk.prepare()
    fields = Forms(desk.upload(PEOPLE).text).fields
    assert (fields["column.email"], fields["column.language"]) == ("E-mailadres", "Taal")


def test_only_then_people_are_on_the_panel_and_the_log_says_how_many(desk: Desk) -> None:
    desk.prepare()
    page = imported(desk, desk.upload(PEOPLE).text)
    assert "Added: 2. Changed: 0." in page
    assert known(desk) == [("anna@example.org", "nl"), ("bert@example.org", "en")]
    with stores_of(desk.app).studies() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert last is not None
    assert (last.action, last.detail) == ("import contacts", "participant, 2 rows")


def test_every_problem_is_told_with_its_line_and_nothing_is_kept(desk: Desk) -> None:
    desk.prepare()
    page = desk.upload(b"email,language\nanna,nl\nbert@example.org,fr\nbert@example.org,nl\n").text
    assert "This file cannot be imported yet" in page
    assert "<td>2</td><td>email</td><td>“anna” is not an e-mail address</td>" in page
    assert "<td>3</td><td>language</td>" in page
    assert "import" not in Forms(page).buttons
    values = Forms(page).fields
    values["do"] = "import"
    assert desk.post("setup/contacts", values).status_code == 200
    assert known(desk) == []


def test_a_column_that_is_called_otherwise_can_be_chosen(desk: Desk) -> None:
    desk.prepare()
    page = desk.upload(b"wie,taal\nanna@example.org,nl\n").text
    assert "there must be a column" in page
    values = Forms(page).fields
    values["do"], values["column.email"] = "look", "wie"
    again = desk.post("setup/contacts", values).text
    assert "People: 1 new" in again
    imported(desk, again)
    assert known(desk) == [("anna@example.org", "nl")]


def test_a_spreadsheet_comes_in_too(desk: Desk) -> None:
    desk.prepare()
    book, content = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (["contact", "email"], [17, "anna@example.org"]):
        sheet.append(row)
    book.save(content)
    imported(desk, desk.upload(content.getvalue(), "people.xlsx").text)
    assert known(desk) == [("anna@example.org", "nl")]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("people.pdf", b"%PDF", "This kind of file is not read"),
        ("people.csv", b"\xff\xfe\x00", "not UTF-8"),
        ("people.xlsx", b"PK", "people"),
        ("people.csv", b"", "There are no people"),
    ],
)
def test_other_files_are_refused_in_words(desk: Desk, name: str, content: bytes, told: str) -> None:
    desk.prepare()
    answer = desk.upload(content, name)
    assert answer.status_code in (200, 400)
    assert known(desk) == []
    assert told in answer.text or "problem" in answer.text.lower()


def test_what_comes_back_changed_on_the_way_is_refused(desk: Desk) -> None:
    desk.prepare()
    for kept in ("!", "AAAA"):
        assert desk.post("setup/contacts", {"kept": kept, "do": "import", "name": "x.csv"}).status_code == 400


def test_without_a_file_the_page_asks_for_one(desk: Desk) -> None:
    desk.prepare()
    answer = desk.post("setup/contacts")
    assert answer.status_code == 400
    assert "Choose a file first." in answer.text


def test_before_the_design_is_there_nobody_can_be_invited(desk: Desk) -> None:
    desk.begin()
    page = desk.page("setup/contacts")
    assert "First fill in the rest of the checklist" in page
    assert desk.upload(PEOPLE).status_code == 200
    assert known(desk) == []


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    desk.prepare()
    imported(desk, desk.upload(PEOPLE).text)
    assert "People: 0 new, 0 changed." in desk.upload(PEOPLE).text


def test_characteristics_are_reported_when_people_are_there(desk: Desk) -> None:
    desk.prepare()
    desk.send("setup/background", {}, "attribute")
    texts = {
        f"attributes.0.{place}.{tag}": place
        for place in ("text", "classes.0.text", "classes.1.text")
        for tag in ("nl", "en")
    }
    desk.send("setup/background", {"attributes.0.id": "region", **texts})
    rows = "".join(f"p{each}@example.org,{'first' if each else 'second'}\n" for each in range(12))
    imported(desk, desk.upload(f"email,region\n{rows}".encode()).text)
    assert "By text: 1 people are the only ones" in desk.page("setup/contacts")


def test_owners_see_no_contacts(desk: Desk) -> None:
    desk.prepare()
    owner = Desk(desk.app, OWNER)
    assert owner.visitor.get(desk.address("setup/contacts")).status_code == 403
    assert owner.visitor.get(desk.address("fieldwork")).status_code == 403


def test_a_file_larger_than_other_pages_take_comes_in(desk: Desk) -> None:
    desk.prepare()
    rows = "".join(f"somebody-with-a-rather-long-address-{each}@example.org,nl,{'x' * 60}\n" for each in range(12_000))
    page = desk.upload(f"email,language,note\n{rows}".encode()).text
    assert "People: 12000 new" in page
    imported(desk, page)
    with stores_of(desk.app).contacts() as session:
        assert session.scalar(select(func.count()).select_from(Contact)) == 12_000
