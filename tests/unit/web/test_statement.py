"""The accessibility statement has a date, and words for what it names."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from survey.web.statement import GAPS, METHODS, Statement, statement


def test_the_statement_that_comes_along_has_words_for_all_it_names() -> None:
    methods, gaps = statement().said()
    assert methods
    assert set(statement().methods) <= set(METHODS)
    assert set(statement().gaps) <= set(GAPS)
    assert len(methods) + len(gaps) == len(set(methods) | set(gaps))


def test_what_has_gaps_does_not_claim_to_be_complete() -> None:
    assert statement().status == "partly" or not statement().gaps


@pytest.mark.parametrize(("days", "old"), [(0, False), (365, False), (366, True)])
def test_after_a_year_it_is_out_of_date(days: int, old: bool) -> None:
    assert statement().is_old(statement().tested + timedelta(days=days)) is old


@pytest.mark.parametrize("wrong", ['tested = "soon"', 'status = "mostly"', "extra = 1"])
def test_a_file_that_cannot_be_meant_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "accessibility.toml"
    kept = 'tested = 2026-01-01\nstandard = "x"\nstatus = "partly"\nmethods = []\ngaps = []\n'
    path.write_text("".join(line for line in kept.splitlines(keepends=True) if line[:4] != wrong[:4]) + wrong)
    with pytest.raises(ValidationError):
        statement(path)
    path.with_suffix(".good").write_text(kept)
    assert statement(path.with_suffix(".good")) == Statement.model_validate(
        {"tested": "2026-01-01", "standard": "x", "status": "partly", "methods": [], "gaps": []}
    )
