"""Expressions of XLSForm as trees: what binds strongest, in the spellings of forms; anything else is refused."""

from decimal import Decimal

import pytest

from survey.questionnaires.exchange.xlsform.xpath import (
    MAX_LENGTH,
    Call,
    Column,
    Expression,
    Here,
    NotReadError,
    Number,
    Operation,
    Reference,
    Text,
    conjuncts,
    read,
    shown,
)

AGE, ONE, TWO = Reference("age"), Number(Decimal(1)), Number(Decimal(2))

TREES: list[tuple[str, Expression]] = [
    ("${age}", AGE),
    ("${ age }", AGE),
    ("${group/age}", AGE),
    ("../age", AGE),
    ("../../group/age", AGE),
    ("/data/group/age", AGE),
    ("current()/../age", AGE),
    (".", Here()),
    ("age", Column("age")),
    ("'north'", Text("north")),
    ('"north"', Text("north")),
    ("\u2018north\u2019", Text("north")),
    ("\u201cit's\u201d", Text("it's")),
    ("''", Text("")),
    ("1", ONE),
    (".5", Number(Decimal("0.5"))),
    ("-1", Number(Decimal(-1))),
    ("+1", ONE),
    ("12.50", Number(Decimal("12.50"))),
    ("true()", Call("true", ())),
    ("selected(${age}, 'a')", Call("selected", (AGE, Text("a")))),
    ("jr:choice-name( ${age} , '1' )", Call("jr:choice-name", (AGE, Text("1")))),
    ("${age} = 1", Operation("=", AGE, ONE)),
    ("${age}==1", Operation("=", AGE, ONE)),
    ("${age} != 1", Operation("!=", AGE, ONE)),
    ("${age}>=1", Operation(">=", AGE, ONE)),
    ("${age}\u00a0<\n1", Operation("<", AGE, ONE)),
    ("1 + 2 * ${age}", Operation("+", ONE, Operation("*", TWO, AGE))),
    ("1 - 2 - ${age}", Operation("-", Operation("-", ONE, TWO), AGE)),
    ("(1 + 2) * ${age}", Operation("*", Operation("+", ONE, TWO), AGE)),
    ("1 div 2 mod ${age}", Operation("mod", Operation("div", ONE, TWO), AGE)),
    ("-${age}", Operation("-", Number(Decimal(0)), AGE)),
    ("a or b and c", Operation("or", Column("a"), Operation("and", Column("b"), Column("c")))),
    ("a AND b OR c", Operation("or", Operation("and", Column("a"), Column("b")), Column("c"))),
    ("order = android", Operation("=", Column("order"), Column("android"))),
    ("div-1 = mod_2", Operation("=", Column("div-1"), Column("mod_2"))),
]


@pytest.mark.parametrize(("text", "tree"), TREES, ids=[text for text, _ in TREES])
def test_an_expression_is_read_as_its_tree(text: str, tree: Expression) -> None:
    assert read(text) == tree


NOT_READ = [
    "",
    " ",
    "(((",
    "${age",
    "$(age) = 1",
    "age =",
    "= 1",
    "1 = 2 = 3",
    "'open",
    "count(/data/x[. = 1])",
    "instance('towns')/root/item[name = ${age}]/label",
    "..",
    "position(..)",
    "1e3",
    "a ! b",
    "a, b",
    "if(1 2)",
    "x" * (MAX_LENGTH + 1),
    "(" * 1500 + "1" + ")" * 1500 + ")",
]


@pytest.mark.parametrize("text", NOT_READ, ids=[text[:20] for text in NOT_READ])
def test_anything_else_is_not_read(text: str) -> None:
    with pytest.raises(NotReadError):
        read(text)


CONJUNCTS = [
    ("a", 1),
    ("a and b", 2),
    ("a and (b and c) and d", 4),
    ("a or b", 1),
    ("(a or b) and c", 2),
    ("not(a and b)", 1),
]


@pytest.mark.parametrize(("text", "number"), CONJUNCTS)
def test_the_parts_that_must_all_hold(text: str, number: int) -> None:
    assert len(conjuncts(read(text))) == number


SHOWN = [
    ("${age}>=1", "${age} >= 1"),
    ('selected( ../work , "a")', "selected(${work}, 'a')"),
    (". <= today()", ". <= today()"),
    ("colour='red'", "colour = 'red'"),
    ("1.50 * 2", "1.50 * 2"),
]


@pytest.mark.parametrize(("text", "said"), SHOWN)
def test_an_expression_is_shown_to_people_as_it_was_meant(text: str, said: str) -> None:
    assert shown(read(text)) == said
