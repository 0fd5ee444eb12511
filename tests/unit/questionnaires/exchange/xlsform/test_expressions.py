"""Our conditions as expressions: they mean the same in ODK as here, for every answer."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.questionnaires.conditions import parse
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.exchange.xlsform.asked import FALSE, TRUE, Asked, Questions, UntranslatableError
from survey.questionnaires.exchange.xlsform.expressions import calculated, quoted, relevant
from survey.questionnaires.exchange.xlsform.relevance import Translation
from survey.questionnaires.exchange.xlsform.xpath import (
    Call,
    NotReadError,
    Number,
    Operation,
    Reference,
    Text,
    read,
    shown,
)
from survey.questionnaires.kinds import Answers, Domain, Sort
from survey.questionnaires.routing import invalid, prune
from tests.unit.questionnaires.writing import answers, questionnaires

DOMAINS = {
    "work": Domain(Sort.CODE, ("yes", "no", "dont_know"), ("dont_know",)),
    "good": Domain(Sort.CODES, ("time", "help")),
    "grade": Domain(Sort.NUMBER, ("dont_know",), ("dont_know",), Decimal(1), Decimal(10)),
    "hours": Domain(Sort.NUMBER),
    "since": Domain(Sort.MONTH),
    "born": Domain(Sort.DATE),
}

SAID = [
    ("work == no", "${work} = 'no'"),
    ("work != no", "(${work} != 'no' and ${work} != '' and ${work} != 'dont_know')"),
    ("work == dont_know", "${work} = 'dont_know'"),
    ("good contains time", "selected(${good}, 'time')"),
    ("work is answered", "${work} != ''"),
    ("not (work == no)", "not(${work} = 'no')"),
    ("grade <= 5", "${grade} <= 5"),
    ("grade != 5", "(${grade} != 5 and ${grade} != '' and ${grade} != 'dont_know')"),
    ("hours * 2 + 0.5 > grade / 3", "((${hours} * 2) + 0.5) > (${grade} div 3)"),
    ("count(good) >= 2", "(count-selected(${good}) >= 2 and ${good} != '')"),
    ("born < 2000-01-31", "${born} < date('2000-01-31')"),
    ("since >= 2020-05", "number(format-date(${since}, '%Y%m')) >= 202005"),
    ("work == no and grade <= 5 or hours > 3", "(${work} = 'no' and ${grade} <= 5) or ${hours} > 3"),
    ("(work == no or hours > 3) and grade <= 5", "(${work} = 'no' or ${hours} > 3) and ${grade} <= 5"),
]


@pytest.mark.parametrize(("when", "expression"), SAID, ids=[when for when, _ in SAID])
def test_a_condition_is_an_expression(when: str, expression: str) -> None:
    assert relevant(when, DOMAINS) == expression
    read(expression)


def test_no_condition_and_one_that_cannot_be_read_are_no_expression() -> None:
    assert (relevant(None, DOMAINS), relevant("work = no", DOMAINS)) == ("", "")
    assert calculated("work +", 0, DOMAINS) == ""


def test_a_calculation_is_rounded_as_the_item_says() -> None:
    assert calculated("hours * 52 / 12", 1, DOMAINS) == "round(((${hours} * 52) div 12), 1)"


@pytest.mark.parametrize(("text", "literal"), [("no", "'no'"), ("it's", '"it\'s"'), ("'\"", '"\'"')])
def test_a_literal_has_the_quotes_that_it_does_not_contain(text: str, literal: str) -> None:
    assert quoted(text) == literal


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_there_and_back_a_condition_holds_for_the_same_answers(data: st.DataObject) -> None:
    questionnaire: Questionnaire = data.draw(questionnaires(parts=True))
    drawn: Answers = data.draw(answers(questionnaire))
    wrong = invalid(questionnaire, drawn)
    given_ = prune(questionnaire, {key: answer for key, answer in drawn.items() if key not in wrong})
    domains = questionnaire.domains
    asked = Questions()
    for key, domain in domains.items():
        asked.questions[key] = Asked(key, domain, {code: code for code in domain.codes})
    conditions = [page.when for page in questionnaire.pages]
    conditions += [when for item in questionnaire.items() for _, when in item.conditions()]
    for when in (each for each in conditions if each is not None):
        looked_at = [domains[key] for key in parse(when).references(domains)]
        if any(each.sort is Sort.MONTH or (each.sort is Sort.CODES and each.missing) for each in looked_at):
            continue  # These cannot be read back; the next test has them.
        back = Translation(asked).condition(read(relevant(when, domains)))
        holds = back == TRUE if back in (TRUE, FALSE) else parse(back.text).holds(given_, domains)
        assert holds == parse(when).holds(given_, domains), (when, back.text)


@pytest.mark.parametrize("when", ["since >= 2020-05", "count(other) < 2"])
def test_what_cannot_be_read_back_says_so(when: str) -> None:
    domains = DOMAINS | {"other": Domain(Sort.CODES, ("help", "dont_know"), ("dont_know",))}
    asked = Questions()
    for key, domain in domains.items():
        asked.questions[key] = Asked(key, domain, {code: code for code in domain.codes})
    with pytest.raises(UntranslatableError, match="has no counterpart"):
        Translation(asked).condition(read(relevant(when, domains)))


TREES = [
    ("1 + 2 * 3", Operation("+", Number(Decimal(1)), Operation("*", Number(Decimal(2)), Number(Decimal(3))))),
    ("1 - 2 - 3", Operation("-", Operation("-", Number(Decimal(1)), Number(Decimal(2))), Number(Decimal(3)))),
    ("-1.50", Number(Decimal("-1.50"))),
    ("${ group/age }", Reference("age")),
    ("selected(${a},'b')", Call("selected", (Reference("a"), Text("b")))),
    ("today( )", Call("today", ())),
    ("${div} div ${mod}", Operation("div", Reference("div"), Reference("mod"))),
    ("\u2019x\u2019 = \u201cy\u201d", Operation("=", Text("x"), Text("y"))),
]


@pytest.mark.parametrize(("text", "tree"), TREES, ids=[text for text, _ in TREES])
def test_an_expression_is_a_tree(text: str, tree: object) -> None:
    assert read(text) == tree


@pytest.mark.parametrize("text", ["", "${a} =", "a b", "${a}}", "//x", "1..2", "selected(", "x" * 4001, "(" * 2000])
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(NotReadError):
        read(text)


@pytest.mark.parametrize("text", ["${a} = 'b' and not(. > 5)", "count-selected(.) <= 3", "region = ${a} or true()"])
def test_an_expression_is_shown_as_it_was_written(text: str) -> None:
    assert shown(read(text)) == text
