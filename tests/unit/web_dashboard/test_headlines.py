"""The overview of a publication, without an application or a database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from survey.analysis.breakdowns import tabulate
from survey.analysis.disclosure import Rules, protect
from survey.analysis.estimates import ResponseFigures
from survey.analysis.frames import Record, frame
from survey.reporting.headlines import Headline, headlines, rankings
from survey.reporting.published import Publication
from survey.reporting.reader import Reader
from tests.unit.analysis import replica

ENGLISH = Reader("en", str)


def published(records: Sequence[Record], invited: int, rules: Rules | None = None) -> Publication:
    """What a publication of `records` would hold."""
    study, questionnaire = replica.study()
    raw = tabulate(frame(questionnaire, records), study, questionnaire, invited)
    return Publication(
        id=1,
        study=study,
        wave="single",
        day=date(2026, 11, 20),
        digest="",
        questionnaire=questionnaire,
        response=ResponseFigures(invited, 141, 2, 0),
        tables=protect(raw, rules or Rules()),
    )


@pytest.fixture(scope="module")
def amsterdam() -> Publication:
    return published(replica.records(), replica.INVITED)


def figures(found: Sequence[Headline]) -> list[tuple[str | None, Decimal | int | None]]:
    return [(each.measure, each.percent if each.mean is None else each.mean) for each in found]


def test_the_headlines_are_the_published_figures_of_amsterdam(amsterdam: Publication) -> None:
    assert figures(headlines(amsterdam, ENGLISH)) == [
        ("grade", Decimal("8.0")),
        ("grade", 72),
        ("grade", 9),
        ("recommend", 81),
        ("yield", 65),
        ("there", 66),
        (None, 9),
    ]


def test_the_grade_shows_its_bands(amsterdam: Publication) -> None:
    mean = headlines(amsterdam, ENGLISH)[0]
    assert [(share.label, share.percent) for share in mean.shares] == [
        ("5 or lower", 9),
        ("6 and 7", 19),
        ("8 or higher", 72),
    ]


def test_each_headline_is_a_sentence_that_names_its_base(amsterdam: Publication) -> None:
    sentences = [each.sentence for each in headlines(amsterdam, ENGLISH)]
    assert sentences[0] == "137 people gave a grade. On average it is 8.0."
    assert sentences[2] == "9% of the 137 people who gave a grade gave a 5 or lower."
    assert sentences[3] == "81% of the 141 people who were asked answered “Yes”."
    assert sentences[-1].endswith("Partly filled in: 2.")
    assert not any(each.indicative for each in headlines(amsterdam, ENGLISH))


def test_nobody_answered_partly_is_not_worth_a_sentence(amsterdam: Publication) -> None:
    whole = replace(amsterdam, response=ResponseFigures(1561, 141, 0, 0))
    assert "Partly" not in headlines(whole, ENGLISH)[-1].sentence


def test_without_an_invitation_there_is_no_rate(amsterdam: Publication) -> None:
    nobody = replace(amsterdam, response=ResponseFigures(0, 0, 0, 0))
    assert headlines(nobody, ENGLISH)[-1].percent is None


def test_rankings_begin_with_what_is_mentioned_most(amsterdam: Publication) -> None:
    gains = next(each for each in rankings(amsterdam, ENGLISH) if each.measure == "gains")
    assert [share.count for share in gains.shares] == [47, 36, 30, 27, 24]
    assert gains.base == 141


def test_nothing_stands_apart_from_what_is_mentioned(amsterdam: Publication) -> None:
    good = next(each for each in rankings(amsterdam, ENGLISH) if each.measure == "good")
    assert [share.label for share in good.apart] == ["Nothing"]
    assert "Nothing" not in [share.label for share in good.shares]


def test_a_ranking_of_few_people_is_indicative(amsterdam: Publication) -> None:
    found = {each.measure: each.indicative for each in rankings(amsterdam, ENGLISH)}
    assert found == {"gains": False, "good": False, "better": False, "why_not": True}


def test_what_disclosure_control_hides_has_no_headline() -> None:
    nine = published(replica.records()[:9], 9)
    assert figures(headlines(nine, ENGLISH)) == [(None, 1567)]
    assert rankings(nine, ENGLISH) == ()


def test_a_small_total_that_shows_merged_shares_only_has_no_mean() -> None:
    found = published(replica.records()[:25], 25, Rules(small_totals_merged=True))
    assert all(each.mean is None for each in headlines(found, ENGLISH))
