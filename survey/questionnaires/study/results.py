"""Results: which tables a publication of the study contains."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from ..definition import Audience
from ..wording import Identifier, Model, Wording
from .beside import Beside


class Merged(Model):
    """The last step of a ladder: these codes together (`text`), against all other answers (`rest`)."""

    codes: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    text: Wording
    rest: Wording


class Titled(Model):
    """What every measure has: its name in addresses and documents, and its title."""

    id: Identifier
    title: Wording


class OfItem(Titled):
    """A measure of one question."""

    item: Identifier


class GradeMeasure(OfItem):
    """Report grade: bands <=5 / 6-7 / >=8 and the mean. Ladder: bands, >=8 against lower, n and mean."""

    kind: Literal["grade"]


class LikelihoodMeasure(OfItem):
    """Likelihood 0-10 and its net promoter score. Ladder: 0-6 / 7-8 / 9-10, 9-10 against lower, n and mean."""

    kind: Literal["likelihood"]


class ChoiceMeasure(OfItem):
    """Distribution of a single choice. Ladder: each option, then `merged` against the rest."""

    kind: Literal["choice"]
    merged: Merged


class RecommendationMeasure(OfItem):
    """Would you recommend it? Ladder: yes / no / don't know, then yes against not yes."""

    kind: Literal["recommendation"]


class MentionsMeasure(OfItem):
    """How often each option of a multiple choice was mentioned, of those shown the question."""

    kind: Literal["mentions"]


class ThemesMeasure(OfItem):
    """How often each theme that two coders agreed on was mentioned in people's own words, of those who wrote any.

    Never by a breakdown: own words are joined to no other answer. With `quotes`, approved quotes stand beside it.
    """

    kind: Literal["themes"]
    quotes: bool = False


class AmountMeasure(OfItem):
    """A number or hours per month: n, mean and median. Ladder: these, then nothing."""

    kind: Literal["amount"]


class CapabilityMeasure(Titled):
    """The capability set over value `cards`, each with the questions a, b and c: score, statuses, gaps.

    Ladder of the score: 0-2 / 3-4 / 5-7, then 5-7 against lower, n and mean; of a status: each, then in the set or not.
    """

    kind: Literal["capability"]
    cards: Annotated[tuple[Identifier, ...], Field(min_length=5, max_length=12)]


class ChangeMeasure(Titled):
    """How the measures `of` changed between two linked `waves` of one audience, among those who are in both.

    Ladder: the change with its test, then the shares or means of both waves, then nothing.
    """

    kind: Literal["change"]
    waves: tuple[Identifier, Identifier]
    of: Annotated[tuple[Identifier, ...], Field(min_length=1)]


class FlowMeasure(Titled):
    """From which answer to which: the measure or breakdown `of` in two linked `waves`, among those who are in both.

    Ladder: every answer, the smallest ones taken together, then the merged answers against the rest, then nothing.
    """

    kind: Literal["flow"]
    waves: tuple[Identifier, Identifier]
    of: Identifier


class NeedsMeasure(Titled):
    """The mentions measure `of` side by side for roles: the classes of the breakdown `by`, else every audience that was
    asked it. Shows what these publish."""

    kind: Literal["needs"]
    of: Identifier
    by: Identifier | None = None


class AudiencesMeasure(Titled):
    """One measure per audience side by side, of the same kind each. Shows what these publish."""

    kind: Literal["audiences"]
    of: Annotated[dict[Audience, Identifier], Field(min_length=2)]


class Aggregate(Model):
    """A month in a register: how many people had each status, so many months after the start."""

    months: Annotated[int, Field(ge=0, le=120)]
    counts: Annotated[dict[Identifier, Annotated[int, Field(ge=0)]], Field(min_length=1)]


class Register(Model):
    """Monthly numbers from a register, with the words for where they come from."""

    source: Wording
    months: Annotated[tuple[Aggregate, ...], Field(min_length=1)]


class WorkMeasure(Titled):
    """Work status by months since the start: the choice measure or breakdown `of` in every wave that has an offset.

    With `from_register`, these monthly numbers stand beside that, with their source.
    """

    kind: Literal["work_status"]
    of: Identifier
    from_register: Register | None = None


Measure = Annotated[
    GradeMeasure
    | LikelihoodMeasure
    | ChoiceMeasure
    | RecommendationMeasure
    | MentionsMeasure
    | ThemesMeasure
    | AmountMeasure
    | CapabilityMeasure
    | ChangeMeasure
    | FlowMeasure
    | NeedsMeasure
    | AudiencesMeasure
    | WorkMeasure,
    Field(discriminator="kind"),
]


ItemMeasure = GradeMeasure | LikelihoodMeasure | ChoiceMeasure | RecommendationMeasure | MentionsMeasure | AmountMeasure
"""The measures of one question that are counted from closed answers."""


class Results(Model):
    """What a publication contains: every measure, in total and by every breakdown (an item or attribute).

    `norm` is the grade to compare mean grades with. `public`: everybody may see what came out. `beside` are figures
    from elsewhere. `approval`: whether a second person has to approve a publication before a dashboard shows it.
    """

    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]
    breakdowns: tuple[Identifier, ...] = ()
    smallest_group: Annotated[int, Field(ge=5)] = 10
    approval: Literal["none", "required"] = "none"
    norm: Annotated[Decimal, Field(ge=1, le=10)] | None = None
    public: bool = False
    beside: tuple[Beside, ...] = ()

    def measure(self, measure_id: str) -> Measure | None:
        """The measure called `measure_id`, or None."""
        return next((measure for measure in self.measures if measure.id == measure_id), None)
