"""Respondents against the frame: who answered more and who less, as far as the register knows."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.questionnaires.problems import N_, Reason

from ..comparison.shares import ShareComparison, compare_shares
from ..method import Method, people, software
from ..scales import TooFewError

DEFINITION = N_("Respondents compared with everybody who was invited, as far as the register knows.")
FORMULA = N_("Shares in both, and a chi-square or Fisher test of respondents against those who did not answer.")


@dataclass(frozen=True, slots=True)
class FrameClass:
    """One class: how many in the frame and among respondents, both shares, and the response rate."""

    code: str
    invited: int
    answered: int
    share_invited: float
    share_answered: float
    rate: float | None


@dataclass(frozen=True, slots=True)
class FrameComparison:
    """A register variable over the frame and over the respondents. `test` is None where there is nothing to compare."""

    classes: tuple[FrameClass, ...]
    dissimilarity: float
    test: ShareComparison | None
    method: Method


class FrameError(ValueError):
    """More people answered than were invited."""


def against_frame(invited: Mapping[str, int], answered: Mapping[str, int]) -> FrameComparison:
    """Counts per class of everybody invited and of the respondents among them.

    `dissimilarity` is Duncan's: half the sum of the absolute differences between shares, 0 when both are the same.

    Raises:
        FrameError: a class has more respondents than people.
        TooFewError: nobody answered.

    """
    if over := [code for code in answered if answered[code] > invited.get(code, 0)]:
        raise FrameError(f"More people answered in {', '.join(over)} than were invited. Check both counts.")
    everybody, respondents = sum(invited.values()), sum(answered.values())
    if not respondents:
        raise TooFewError("Nobody answered: there is nothing to compare with the frame.")
    classes = tuple(
        FrameClass(
            code,
            number,
            answered.get(code, 0),
            number / everybody,
            answered.get(code, 0) / respondents,
            answered.get(code, 0) / number if number else None,
        )
        for code, number in invited.items()
    )
    apart = sum(abs(each.share_answered - each.share_invited) for each in classes) / 2
    try:
        test = compare_shares([(each.answered, each.invited - each.answered) for each in classes])
    except TooFewError:
        test = None
    method = Method(Reason(DEFINITION), people(respondents), Reason(FORMULA), (), software("scipy"))
    return FrameComparison(classes, apart, test, method)
