"""The audit that is kept at night: the words of each language, the last one only, and nothing of anybody in it."""

from collections.abc import Mapping
from datetime import date

import pytest

from survey.fieldwork.auditing import Told, examined, kept, told
from survey.languages import translator
from survey.questionnaires.study import Study
from survey.questionnaires.teller import Teller
from survey.storage.engines import Store
from survey.storage.studies import AuditSheet

from .ground import NOW, Ground

TELLERS: Mapping[str, Teller] = {
    language: Teller(language, translator(language).gettext, date.isoformat) for language in ("en", "nl")
}


@pytest.fixture
def study(ground: Ground) -> Study:
    """A study in the field, whose audit was kept."""
    study = ground.opened()
    kept.keep(ground.field(), study, TELLERS)
    return study


def found(ground: Ground, language: str) -> Told | None:
    with ground.session(Store.STUDIES) as session:
        return kept.find(session, "proef", language)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_is_kept_is_what_an_audit_says(ground: Ground, study: Study, language: str) -> None:
    assert found(ground, language) == told(examined(ground.field(), study), TELLERS[language])


def test_another_language_gets_the_first(ground: Ground, study: Study) -> None:
    assert study.languages
    here = found(ground, "fr")
    assert here is not None
    assert here.sections[0].title == "The study"
    assert here.at == NOW


def test_only_the_last_one_is_kept(ground: Ground, study: Study) -> None:
    ground.later(days=1)
    kept.keep(ground.field(), study, TELLERS)
    (row,) = ground.rows(Store.STUDIES, AuditSheet)
    here = found(ground, "nl")
    assert here is not None
    assert here.at == ground.now
    assert "person-" not in row.document


def test_where_none_was_kept_there_is_none(ground: Ground) -> None:
    ground.opened()
    assert found(ground, "nl") is None
