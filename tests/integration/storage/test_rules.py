"""A rule that a migration replaces: only that one, with the rows and what refers to them as they were."""

from collections.abc import Mapping

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey.storage.engines import Store
from survey.storage.migrate import downgrade, upgrade
from survey.storage.rules import NoSuchRuleError, replace_rule
from survey.storage.studies import Cohort, StudyRow

from .rows import a_study, everything

Engines = Mapping[Store, Engine]
RULE = ("study", "ck_study_mode")
INSERT = """
INSERT INTO study (id, purpose, mode, document, loaded) VALUES ('open', 'test', 'open', '{}', '2026-11-20')
"""


def test_rows_and_what_refers_to_them_stay_when_a_rule_is_replaced(engines: Engines) -> None:
    engine = engines[Store.STUDIES]
    with Session(engine) as session:
        for row in everything()[Store.STUDIES]:
            session.add(row)
            session.flush()
        session.commit()
    downgrade(engine, Store.STUDIES, "0009")
    upgrade(engine, Store.STUDIES)
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Cohort)) == 1
        session.add(a_study(id="open", mode="open"))
        session.commit()


def test_the_mode_of_a_study_in_the_field_stays_fixed_after_it(engines: Engines) -> None:
    with Session(engines[Store.STUDIES]) as session:
        for row in everything()[Store.STUDIES]:
            session.add(row)
            session.flush()
        session.commit()
        session.get_one(StudyRow, "proef").mode = "open"
        with pytest.raises(IntegrityError, match="cannot change once a cohort was opened"):
            session.commit()


def test_before_the_migration_the_mode_is_refused(engines: Engines) -> None:
    engine = engines[Store.STUDIES]
    downgrade(engine, Store.STUDIES, "0009")
    with engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(text(INSERT))
    upgrade(engine, Store.STUDIES)


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_rule_that_is_not_there_is_not_replaced(engines: Engines) -> None:
    with engines[Store.STUDIES].connect() as connection, pytest.raises(NoSuchRuleError):
        replace_rule(connection, RULE, "mode IN ('secret')", "1 = 1")
