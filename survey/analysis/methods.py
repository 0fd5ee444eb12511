"""How the figures of a protected table came about: definition, base, formula and options of each kind of table."""

from survey.questionnaires.problems import N_, Reason

from .capability import COMPLETE_ONLY, FORMULA
from .disclosure import Kind, ProtectedTable, Step
from .grades import NPS, NPS_FORMULA
from .method import ASSOCIATION, RANDOM_RESPONSE, Method, finite, people, software

SHARES = N_("How many people gave each answer, of those who were asked.")
SHARES_OF_GROUP = N_("How many people gave each answer, of all complete responses in each group.")
MENTIONED = N_("How many people chose each answer, of those who were asked; more answers were possible.")
THEMED = N_("In how many answers in people's own words two coders found each theme; an answer may hold more themes.")
BANDS = N_("The grade from 1 to 10: its mean, and the shares of 5 or lower, 6 and 7, and 8 or higher.")
AMOUNT = N_("The mean and the median of the amounts that people gave.")
SCORE = N_("The capability set: how many values are important (A), made possible (B) and achieved (C): 4 or 5 of 5.")
STATUS = N_("What a value is for people: in the set, not made possible, not achieved, or not important.")
RATING = N_("The mean of the answers on a scale, of those who answered every question about it.")
WHO = N_("Who answered: shares of all complete responses.")
WILSON = N_("Counts divided by the base, with Wilson's interval.")
MEANS = N_("The sum of the answers divided by how many gave one, rounded half up.")
ROUNDED = N_("Percentages are whole numbers, rounded half up; they may not add up to 100.")
GROUPS = N_("Base: the complete responses in each group.")
TAKEN_TOGETHER = N_("Answers were taken together, so that nobody can be recognised.")

DEFINITIONS = {
    Kind.CHOICE: SHARES,
    Kind.MENTIONS: MENTIONED,
    Kind.GRADE: BANDS,
    Kind.LIKELIHOOD: NPS,
    Kind.AMOUNT: AMOUNT,
    Kind.SCORE: SCORE,
    Kind.STATUS: STATUS,
    Kind.RATING: RATING,
    Kind.BACKGROUND: WHO,
}


def method_of(table: ProtectedTable, *, themed: bool = False) -> Method:
    """The method of a table of which something is shown; `themed` if it counts themes in own words."""
    (first, *_) = table.groups
    whole = table.breakdown is None
    base = first.base if first.base is not None else first.mean_base
    options = [
        Reason(ROUNDED),
        *([RANDOM_RESPONSE, *finite(table.population)] if table.step is not Step.MEAN else []),
        *([Reason(COMPLETE_ONLY)] if table.kind is Kind.SCORE else []),
        *([Reason(TAKEN_TOGETHER)] if table.step is Step.MERGED else []),
        *([ASSOCIATION] if not whole else []),
    ]
    return Method(
        definition=Reason(THEMED) if themed else _definition(table),
        base=people(base or 0) if whole else Reason(GROUPS),
        formula=_formula(table),
        options=tuple(options),
        software=software("numpy", "pandas"),
    )


def _definition(table: ProtectedTable) -> Reason:
    if table.breakdown is not None and table.kind is Kind.CHOICE:
        return Reason(SHARES_OF_GROUP)
    return Reason(DEFINITIONS[table.kind])


def _formula(table: ProtectedTable) -> Reason:
    if table.kind is Kind.SCORE:
        return Reason(FORMULA)
    if table.kind is Kind.LIKELIHOOD and table.step is Step.FULL:
        return Reason(NPS_FORMULA)
    return Reason(MEANS if table.step is Step.MEAN else WILSON)
