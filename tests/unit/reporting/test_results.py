"""What a dashboard gets: choices, tables with words, and figures."""

from survey.reporting import read
from survey.reporting.reader import Reader
from tests.unit.reporting.publication import publication

READER = Reader("nl", lambda message: message)
REPLICA = publication()


def test_the_measures_come_first_and_then_the_characteristics() -> None:
    assert [choice.id for choice in read.measures(REPLICA, READER)] == [
        "grade",
        "recommend",
        "yield",
        "there",
        "gains",
        "good",
        "better",
        "why_not",
        "age_class",
        "last_help",
        "paid_work",
        "works_for",
    ]
    assert read.measures(REPLICA, READER)[0].label == "Cijfer voor de hulp"


def test_every_measure_can_be_asked_by_every_breakdown_whether_or_not_it_is_shown() -> None:
    for measure in ("grade", "why_not"):
        variables = [choice.id for choice in read.breakdowns(REPLICA, measure, READER)]
        assert variables == ["age_class", "last_help", "paid_work", "works_for"]
    assert read.breakdowns(REPLICA, "paid_work", READER) == ()


def test_a_total_has_one_row_with_counts_percentages_and_margins() -> None:
    result = read.result(REPLICA, "grade", None, READER)
    assert result is not None
    (row,) = result.rows
    assert (row.base, str(row.mean), row.indicative) == (137, "8.0", False)
    assert [(share.count, share.percent, share.low, share.high) for share in row.shares] == [
        (12, 9, 5, 14),
        (26, 19, 14, 26),
        (99, 72, 65, 79),
    ]
    assert result.columns == ("5 or lower", "6 and 7", "8 or higher")
    assert row.merged == row.shares[2]


def test_a_hidden_group_keeps_its_name_and_nothing_else() -> None:
    result = read.result(REPLICA, "grade", "age_class", READER)
    assert result is not None
    hidden = next(row for row in result.rows if row.label == "Dat zeg ik liever niet")
    assert (hidden.base, hidden.shares, hidden.merged, hidden.mean) == (None, (), None, None)


def test_a_hidden_share_has_its_label_and_no_number() -> None:
    result = read.result(REPLICA, "why_not", None, READER)
    assert result is not None
    hidden = result.rows[0].shares[-1]
    assert (hidden.label, hidden.count, hidden.percent, hidden.low, hidden.high) == (
        "Anders, namelijk",
        None,
        None,
        None,
        None,
    )


def test_a_small_group_is_indicative() -> None:
    result = read.result(REPLICA, "grade", "age_class", READER)
    assert result is not None
    assert [row.indicative for row in result.rows] == [True, False, False, False, False]


def test_a_table_of_which_nothing_is_shown_has_no_rows() -> None:
    result = read.result(REPLICA, "why_not", "paid_work", READER)
    assert result is not None
    assert (result.rows, result.columns) == ((), ())


def test_a_table_that_does_not_exist_is_none() -> None:
    assert read.result(REPLICA, "grade", "postcode", READER) is None
    assert read.result(REPLICA, "income", None, READER) is None
