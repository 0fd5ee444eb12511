"""The demo's replica: 143 answer sets that went through the real pages give the published Amsterdam figures.

invited 1,561 | complete 141, partial 2 | grade n = 137: 9 / 19 / 72 %, mean 8 | recommend over 80 % yes, 11 % no
(very) much yield 65 % | age 37-56 39 %, 57+ 27 % | last help under half a year 52 % | paid work 83 %
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from tests.fixtures.demo import Demo

pytestmark = pytest.mark.drill


@pytest.fixture(scope="session")
def published(demo: Demo) -> dict[str, Any]:
    """What `survey publication show --json` prints."""
    command = [sys.executable, "-m", "survey", "--instance", str(demo.folder)]
    command += ["publication", "show", "amsterdam-jobcoaching", "--json"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ)).stdout
    document: dict[str, Any] = json.loads(printed)
    return document


@pytest.fixture(scope="session")
def rows(demo: Demo) -> list[dict[str, Any]]:
    """The stored answers, read past all our code."""
    with sqlite3.connect(demo.folder / "responses.sqlite") as connection:
        query = "SELECT answers FROM response WHERE wave_id = 'amsterdam-jobcoaching/single'"
        return [json.loads(answers) for (answers,) in connection.execute(query)]


def percents(published: dict[str, Any], measure: str) -> dict[str, int]:
    """The percents of the wave total, by code."""
    table = next(t for t in published["tables"] if t["measure"] == measure and t["breakdown"] is None)
    (total,) = table["groups"]
    return {cell["code"]: cell["percent"] for cell in total["cells"] if cell["count"] is not None}


def share(count: int, base: int) -> int:
    """A whole percent, half up, by integers alone."""
    return (200 * count + base) // (2 * base)


def test_1561_people_were_invited_and_9_percent_answered(published: dict[str, Any]) -> None:
    response = published["response"]
    assert (response["invited"], response["complete"], response["partial"]) == (1561, 141, 2)
    assert response["rr1"]["percent"] == 9


def test_the_grade_is_9_19_72_percent_with_a_mean_of_8(published: dict[str, Any]) -> None:
    table = next(t for t in published["tables"] if t["measure"] == "grade" and t["breakdown"] is None)
    (total,) = table["groups"]
    assert total["base"] == 137
    assert [cell["percent"] for cell in total["cells"]] == [9, 19, 72]
    assert float(total["mean"]) == 8.0
    margins = [(cell["low"], cell["high"]) for cell in total["cells"]]
    assert margins == [(5.2, 14.4), (13.5, 26.0), (64.6, 78.8)], "Wilson with finite population correction"


def test_recommendation_and_yield(published: dict[str, Any]) -> None:
    recommend = percents(published, "recommend")
    assert recommend["yes"] > 80
    assert recommend["no"] == 11
    table = next(t for t in published["tables"] if t["measure"] == "yield" and t["breakdown"] is None)
    counts = {cell["code"]: cell["count"] for cell in table["groups"][0]["cells"]}
    assert share(counts["much"] + counts["very_much"], 141) == 65


def test_who_answered(published: dict[str, Any]) -> None:
    age = percents(published, "age_class")
    assert (age["age_37_56"], age["age_57_plus"]) == (39, 27)
    assert percents(published, "last_help")["under_half_year"] == 52
    assert percents(published, "paid_work")["yes"] == 83


def test_every_published_total_is_what_the_database_gives(
    published: dict[str, Any], rows: list[dict[str, Any]]
) -> None:
    assert len(rows) == 143
    complete = [row for row in rows if row.get("age_class") is not None]
    assert len(complete) == 141
    for measure in ("recommend", "yield", "there", "age_class", "last_help", "paid_work"):
        counted = Counter(row[measure] for row in complete)
        for code, percent in percents(published, measure).items():
            count = counted[None if code == "-" else code]
            assert percent == share(count, 141), (measure, code)
    for measure in ("good", "better", "gains"):
        mentioned = Counter(code for row in complete for code in row[measure] or ["-"])
        for code, percent in percents(published, measure).items():
            assert percent == share(mentioned[code], 141), (measure, code)
    grades = [row["grade"] for row in complete if isinstance(row["grade"], int)]
    assert (len(grades), sum(grades)) == (137, 1096)


def test_the_ranked_lists_start_as_published(published: dict[str, Any]) -> None:
    gains = percents(published, "gains")
    first = sorted(gains, key=gains.__getitem__, reverse=True)[:3]
    assert first == ["fitting_job", "confidence", "motivation"]
    good = percents(published, "good")
    assert [good[code] for code in ("find_job", "applying", "knows_much", "motivates", "contact_manager")] == [
        17, 14, 12, 11, 10,
    ]  # fmt: skip
    better = percents(published, "better")
    assert (better["finding_job"], better["at_workplace"]) == (6, 6)


def test_no_answer_stands_beside_an_address(demo: Demo) -> None:
    stored = (demo.folder / "responses.sqlite").read_bytes()
    assert b"@werkpeil.example" not in stored
    tokens = {mail.read_bytes().split(b"/a/")[1][:32] for mail in demo.folder.glob("mailbox/*/*.eml")}
    assert len(tokens) == 1562
    contacts = (demo.folder / "contacts.sqlite").read_bytes()
    assert not [token for token in tokens if token in contacts]
