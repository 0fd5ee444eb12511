"""The two-wave replica of the demo as data frames, with the pseudonym as index."""

import pandas as pd

from survey.analysis.frames import Record, frame
from survey.cli.demo import two_waves
from survey.cli.demo.two_waves import COACH, COACHES, MATCHES, TRAJECTORIES
from survey.questionnaires.catalogue import questionnaire
from survey.questionnaires.kinds import Answers

__all__ = ["COACH", "COACHES", "MATCHES", "TRAJECTORIES", "coaches", "participants"]

PEOPLE = [f"pseudonym-{number}" for number in range(TRAJECTORIES)]


def participants(wave: int) -> pd.DataFrame:
    """The answers of the participants; `wave` is 0 or 1."""
    return _framed("participant-six-months" if wave else "participant-baseline", two_waves.participants(wave))


def coaches(wave: int) -> pd.DataFrame:
    """The answers of the coaches, one row per trajectory under the participant's pseudonym; `wave` is 0 or 1."""
    return _framed("job-coach-six-months" if wave else "job-coach-baseline", two_waves.coaches(wave))


def _framed(name: str, forms: list[Answers]) -> pd.DataFrame:
    return frame(questionnaire(name), [Record(form) for form in forms]).set_index(pd.Index(PEOPLE))
