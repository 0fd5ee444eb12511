"""What must be so before a wave opens: cells are large enough or accepted, and earlier waves asked the same."""

import pytest
from sqlalchemy import update

from survey.fieldwork.contacts_file import Person
from survey.fieldwork.permits import ChangedWordingError, Reasons, SmallCellsError
from survey.fieldwork.waves import open_wave
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.study import Study
from survey.storage.engines import Store
from survey.storage.responses import Ticket
from survey.storage.studies import Acceptance, Snapshot, WaveRow
from tests.fixtures.studies import AGE, a_questionnaire, a_study, a_wave, both, some_people

from .ground import Ground

STUDY = a_study(attributes=[AGE])


def young(number: int) -> list[Person]:
    """Young people, besides the old ones."""
    return [Person(f"young-{each}@example.org", "nl", {"age": "young"}) for each in range(number)]


def test_a_wave_with_small_cells_is_refused_with_what_can_be_done(ground: Ground) -> None:
    ground.load(STUDY)
    ground.enrol(STUDY, [*some_people(10, age="old"), *young(2)])
    before = [ground.content(store) for store in Store]
    with pytest.raises(SmallCellsError) as raised:
        open_wave(ground.field(), STUDY, "single", Reasons(small_cells=" "))
    assert str(raised.value) == (
        "2 of 12 people who wait for wave proef/single share their register classes with fewer than 10 people; 0 of "
        "them are the only ones. Look what can be done: survey contacts report proef. Or accept it with a reason "
        "(--accept-small-cells)."
    )
    assert [ground.content(store) for store in Store] == before


def test_small_cells_are_accepted_with_a_reason_that_is_kept_and_logged(ground: Ground) -> None:
    ground.load(STUDY)
    ground.enrol(STUDY, [*some_people(10, age="old"), *young(2)])
    assert open_wave(ground.field(), STUDY, "single", Reasons(small_cells="needed for the mayor")) == 12
    (kept,) = ground.rows(Store.STUDIES, Acceptance)
    assert (kept.wave_id, kept.risk, kept.reason) == ("proef/single", "small_cells", "needed for the mayor")
    assert ground.audited() == [("open", "cohort proef/single/1; small cells accepted: needed for the mayor")]


def test_large_cells_need_no_reason(ground: Ground) -> None:
    ground.load(STUDY)
    ground.enrol(STUDY, [*some_people(10, age="old"), *young(10)])
    assert open_wave(ground.field(), STUDY, "single") == 20
    assert ground.rows(Store.STUDIES, Acceptance) == []


TWO = a_study(waves=[a_wave("first"), a_wave("second")])


def frozen_otherwise(ground: Ground, asked: Questionnaire) -> None:
    """Let the second wave ask this, as a design does that slipped past the checks of the file."""
    with ground.session(Store.STUDIES) as session:
        session.merge(Snapshot(digest=asked.digest(), document=asked.snapshot()))
        session.flush()
        session.execute(update(WaveRow).where(WaveRow.name == "second").values(digest=asked.digest()))
        session.commit()


def reworded() -> Questionnaire:
    """The same questionnaire, with another answer format for one item and another text for another."""
    pages = [page.model_dump(exclude_none=True) for page in a_questionnaire().pages]
    pages[0]["items"][0]["text"] = both("Welk cijfer?")
    pages[2]["items"][0]["options"][0]["text"] = both("Jazeker")
    return a_questionnaire(pages=pages, version="2")


@pytest.mark.parametrize("opened", [True, False])
def test_a_wave_that_asks_otherwise_than_an_earlier_one_cannot_open(ground: Ground, opened: bool) -> None:
    ground.load(TWO)
    ground.enrol(TWO, some_people(12))
    if opened:
        open_wave(ground.field(), TWO, "first")
    frozen_otherwise(ground, reworded())
    with pytest.raises(ChangedWordingError, match="proef/second does not ask “grade”, “recommend” as wave proef/first"):
        open_wave(ground.field(), TWO, "second")
    assert {ticket.wave_id for ticket in ground.rows(Store.RESPONSES, Ticket)} == ({"proef/first"} if opened else set())


@pytest.mark.parametrize(
    ("declared", "may_open"), [(["grade", "recommend"], True), (["grade"], False), (["recommend", "why"], False)]
)
def test_a_change_that_is_declared_is_allowed(ground: Ground, declared: list[str], may_open: bool) -> None:
    study: Study = a_study(waves=[a_wave("first"), a_wave("second", declared_changes=declared)])
    ground.load(study)
    ground.enrol(study, some_people(12))
    frozen_otherwise(ground, reworded())
    if may_open:
        assert open_wave(ground.field(), study, "second") == 12
    else:
        with pytest.raises(ChangedWordingError):
            open_wave(ground.field(), study, "second")


def test_the_first_wave_and_other_audiences_are_compared_with_nothing(ground: Ground) -> None:
    study = a_study(waves=[a_wave("second"), a_wave("third", audience="employer")])
    ground.load(study)
    ground.enrol(study, some_people(12))
    frozen_otherwise(ground, reworded())
    assert open_wave(ground.field(), study, "second") == 12
