"""The sentence with each table: what is shown, of whom, and how sure it is."""

from collections.abc import Iterator
from fractions import Fraction

from survey.analysis.disclosure import Kind, ProtectedGroup, ProtectedTable, Step
from survey.analysis.estimates import ResponseFigures, half_up, percent, wilson
from survey.analysis.reliability import NORMAL_FROM
from survey.questionnaires.problems import N_

from .labels import cell_label, measure_label, variable_label
from .published import Publication
from .reader import Reader

HIDDEN = N_("A dot (.) stands for a number that is not shown, so that nobody can be recognised.")
NOTHING = N_("This table is not shown, so that nobody can be recognised.")
INDICATIVE = N_("Groups of fewer than 30 people are indicative.")

OF_TOTAL = {
    Kind.GRADE: N_("{title}: shares of the {base} people who gave a grade."),
    Kind.CHOICE: N_("{title}: shares of the {base} people who were asked this, whether they answered or not."),
    Kind.MENTIONS: N_("{title}: shares of the {base} people who were asked this. They could choose more answers."),
    Kind.LIKELIHOOD: N_("{title}: shares of the {base} people who gave a number from 0 to 10."),
    Kind.SCORE: N_("{title}: shares of the {base} people with work who answered about every value."),
    Kind.STATUS: N_("{title}: shares of the {base} people with work."),
    Kind.AMOUNT: N_("{title}: the mean and the median of the {base} people who gave an amount."),
    Kind.RATING: N_("{title}: the mean of the {base} people who answered."),
    Kind.BACKGROUND: N_("{title}: shares of all {base} complete responses."),
}
OF_GROUPS = {
    Step.FULL: N_("{title}, by “{breakdown}”: shares of all complete responses in each group."),
    Step.MERGED: N_(
        "{title}, by “{breakdown}”: shares of all complete responses in each group, answers taken together."
    ),
    Step.MEAN: N_("{title}, by “{breakdown}”: the mean of each group."),
}
MENTIONED = N_(
    "{title}, by “{breakdown}”: shares of all complete responses in each group. They could choose more answers."
)
THEMED = N_("{title}: shares of the {base} answers in people's own words. An answer may hold more themes.")
MEAN = N_("The mean grade is {mean}.")
AVERAGE = N_("The mean is {mean}.")
MEDIAN = N_("The median is {median}: half are lower, half are higher.")
PROMOTERS = N_("The net promoter score is {score}: the share of 9 and 10 less the share of 0 to 6.")
MARGIN = N_("{label}: {percent} %, with a margin from {low} to {high} % under random response.")
MARGINS = N_("The margins hold under random response.")
RESPONSE = N_("{complete} of the {invited} people invited filled in the questionnaire completely: {rate} %.")
NO_RESPONSE = N_("Nobody was invited yet.")
INTERIM = N_("Interim figures: people can still answer. These are the answers up to {until}.")
KEPT = N_("These are the figures of {day}: too little changed since to show newer ones.")
NOT_INVITED = N_(
    "{complete} people filled in the questionnaire completely. Whom the public link reached is not known, so there is "
    "no response rate, and the figures need not hold for others."
)


def sentences(publication: Publication, table: ProtectedTable, reader: Reader) -> tuple[str, ...]:
    """What the table shows, its base and its margin, and what a dot means if there is one."""
    if table.step is Step.NOTHING:
        return (reader.says(NOTHING),)
    spoken = [_subject(publication, table, reader)]
    if table.breakdown is None:
        spoken += _certainty(publication, table, reader)
    else:
        spoken += [reader.says(MARGINS)] if table.step is not Step.MEAN else []
    if any(is_indicative(group) for group in table.groups):
        spoken.append(reader.says(INDICATIVE))
    return (*spoken, *release_sentences(publication, table, reader), *([reader.says(HIDDEN)] if table.hides else []))


def release_sentences(publication: Publication, table: ProtectedTable, reader: Reader) -> list[str]:
    """That figures are interim, or those of an earlier release."""
    spoken = [reader.says(INTERIM, until=publication.until)] if publication.until else []
    day = publication.kept.get((table.measure, table.breakdown))
    return [*spoken, *([reader.says(KEPT, day=reader.day(day))] if day else [])]


def is_indicative(group: ProtectedGroup) -> bool:
    """Whether a group is shown, but too small to rely on."""
    return group.base is not None and group.base < NORMAL_FROM


def response_sentence(figures: ResponseFigures, reader: Reader) -> str:
    """How many of those invited answered: RR1."""
    rate = figures.rr1()
    if rate is None:
        if figures.complete:
            return reader.says(NOT_INVITED, complete=reader.number(figures.complete))
        return reader.says(NO_RESPONSE)
    return reader.says(
        RESPONSE,
        complete=reader.number(figures.complete),
        invited=reader.number(figures.invited),
        rate=reader.number(half_up(100 * rate)),
    )


def _subject(publication: Publication, table: ProtectedTable, reader: Reader) -> str:
    title = measure_label(publication, table.measure, reader)
    if table.breakdown is None:
        subject = THEMED if table.measure in publication.themes else OF_TOTAL[table.kind]
        return reader.says(subject, title=title, base=reader.number(table.groups[0].base or 0))
    message = MENTIONED if table.kind is Kind.MENTIONS else OF_GROUPS[table.step]
    return reader.says(message, title=title, breakdown=variable_label(publication, table.breakdown, reader))


def _certainty(publication: Publication, table: ProtectedTable, reader: Reader) -> list[str]:
    (group,) = table.groups
    spoken = list(_levels(table, group, reader))
    if table.step is Step.MEAN:
        return spoken
    if group.merged is None or group.merged.count is None or not group.base:
        return [*spoken, reader.says(MARGINS)]
    low, high = wilson(group.merged.count, group.base, table.population).percents()
    share = percent(group.merged.count, group.base)
    label = cell_label(publication, table, group.merged, reader)
    values = {"percent": share, "low": low, "high": high}
    return [*spoken, reader.says(MARGIN, label=label, **{name: reader.number(n) for name, n in values.items()})]


def _levels(table: ProtectedTable, group: ProtectedGroup, reader: Reader) -> Iterator[str]:
    """Mean, median and net promoter score, as far as the table has them."""
    if group.mean is not None:
        yield reader.says(MEAN if table.kind is Kind.GRADE else AVERAGE, mean=reader.number(group.mean))
    if group.median is not None:
        yield reader.says(MEDIAN, median=reader.number(group.median))
    if (score := promoter_score(table, group)) is not None:
        yield reader.says(PROMOTERS, score=reader.number(score))


def promoter_score(table: ProtectedTable, group: ProtectedGroup) -> int | None:
    """The net promoter score of a group whose three bands are shown."""
    counts = {cell.code: cell.count for cell in group.cells if cell.count is not None}
    if table.kind is not Kind.LIKELIHOOD or len({"detractors", "passives", "promoters"} & set(counts)) < 3:  # noqa: PLR2004
        return None
    base = counts["promoters"] + counts["passives"] + counts["detractors"]
    return int(half_up(Fraction(100 * (counts["promoters"] - counts["detractors"]), base))) if base else None
