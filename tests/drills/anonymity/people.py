"""Who takes part in the fieldwork that is attacked, when they answer, and what: drawn anew for each seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from survey.fieldwork import timetable
from survey.fieldwork.clock import AMSTERDAM
from survey.fieldwork.contacts_file import Case, Person, Trajectory
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.study import Study
from survey.storage.contacts import MailKind
from tests.fixtures.studies import a_questionnaire, a_study, a_wave, both, options

STRATA = {"2026-09": 120, "2026-10": 60, "2026-11": 20}
"""Participants by the month in which they start: each month is a cohort of its own."""
PEOPLE = sum(STRATA.values())
DISTRICTS = dict(zip(STRATA, ("west", "north", "south"), strict=True))
WAVES = {"baseline": 0, "six_months": 6}
COACHES, CASES_OF_A_COACH = 12, 2
RESPONSE, EARLY, RESUMED = 0.7, 0.65, 0.1
DOMAIN = "canary.example"
"""The domain of every address: what has it, has an address."""
STORY = "zqverhaal"
"""How everything begins that somebody writes in their own words."""
WORK = ("zqpaid", "zqunpaid", "zqnone")
"""The codes of an answer about oneself, which stand nowhere else."""


def the_study() -> Study:
    """Two linked waves for participants, half a year apart, and one for coaches; a reminder after a week."""
    reminders = {"after": ["7 days"]}
    waves = [a_wave(name, offset=f"{months} months", reminders=reminders) for name, months in WAVES.items()]
    coaches = a_wave("coach_baseline", audience="job_coach", questionnaire="coach-questions", offset="0 months")
    district = {"id": "district", "text": both("Stadsdeel")}
    classes = [{"code": code, "text": both(code)} for code in DISTRICTS.values()]
    letters = {"reminder": {"subject": both("Al ingevuld?"), "body": both("{link}")}}
    return a_study(waves=[*waves, coaches], attributes=[district | {"classes": classes}], smallest_cohort=10, **letters)


def the_questionnaires() -> dict[str, Questionnaire]:
    """A grade, something about oneself and something in one's own words; coaches are asked for a grade and a choice."""
    grade = {"id": "grade", "kind": "report_grade", "low": both("slecht"), "high": both("goed")}
    work = {"id": "work", "kind": "single_choice", "options": options(*WORK)}
    pages = [each | {"text": both(str(each["id"]))} for each in (grade, work, {"id": "why", "kind": "open_text"})]
    asked = [
        a_questionnaire(pages=pages),
        a_questionnaire(id="coach-questions", audience="job_coach", pages=pages[:2]),
    ]
    return {each.id: each for each in asked}


def answers_of_coach(coach: int) -> list[dict[str, str]]:
    """What a coach answers about each case, as nobody else does."""
    places = range(coach * CASES_OF_A_COACH, (coach + 1) * CASES_OF_A_COACH)
    return [{"grade": str(place % 10 + 1), "work": WORK[place // 10]} for place in places]


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody comes at a moment with the link of a form, and answers the pages in `given` that are still open;
    `first`: sends one page and goes away."""

    at: datetime
    address: str
    wave: str
    form: int
    given: tuple[tuple[str, str], ...]
    first: bool = False


@dataclass
class People:
    """The people of one seed."""

    seed: int
    chance: random.Random = field(init=False)
    cases: list[Case] = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        months = [month for month, number in STRATA.items() for _ in range(number)]
        numbers = self.chance.sample(range(1000, 10_000), PEOPLE)
        self.cases = [self._case(*each) for each in zip(numbers, months, range(PEOPLE), strict=True)]
        self.chance.shuffle(self.cases)

    def _case(self, number: int, month: str, place: int) -> Case:
        person = Person(f"p{number}@{DOMAIN}", "nl", {"district": DISTRICTS[month]}, f"C-{number}")
        coached = place < COACHES * CASES_OF_A_COACH
        coach = Person(f"coach{place % COACHES}@{DOMAIN}", "nl", {}, f"K-{place % COACHES}") if coached else None
        return Case(place + 2, person, Trajectory(f"T-{number}", month), coach)

    def opens(self, study: Study, wave: str, month: str) -> date:
        """When the cohort of a month opens."""
        found = study.wave(wave)
        assert found is not None
        return timetable.sending_day(
            study.sending_of(found), timetable.last_day(timetable.months_later(month, found.months or 0))
        )

    def reminded(self, study: Study, wave: str, month: str) -> date:
        """When the cohort of a month is reminded."""
        found = study.wave(wave)
        assert found is not None
        return dict(timetable.mails(study, found, self.opens(study, wave, month)))[MailKind.REMINDER_1]

    def visits(self, study: Study) -> list[Visit]:
        """Everything that people do, in order of time."""
        found = [each for wave in WAVES for month in STRATA for each in self._cohort(study, wave, month)]
        return sorted([*found, *self._coaches(study)], key=lambda each: each.at)

    def _cohort(self, study: Study, wave: str, month: str) -> Iterator[Visit]:
        names = [str(case.person.address) for case in self.cases if case.trajectory and case.trajectory.start == month]
        answering = self.chance.sample(names, round(RESPONSE * len(names)))
        early = round(EARLY * len(answering))
        opens, reminded = self.opens(study, wave, month), self.reminded(study, wave, month)
        for place, name in enumerate(answering):
            at = self._moment((opens if place < early else reminded) + timedelta(days=1))
            given = self._answers()
            if self.chance.random() < RESUMED:
                yield Visit(at, name, wave, 0, given, first=True)
                at = at + timedelta(hours=self.chance.randint(2, 12))
            yield Visit(at, name, wave, 0, given)

    def _coaches(self, study: Study) -> Iterator[Visit]:
        month = next(iter(STRATA))
        opens = self.opens(study, "coach_baseline", month)
        for coach in range(COACHES):
            for form in range(CASES_OF_A_COACH):
                at = self._moment(opens + timedelta(days=1))
                given = tuple(answers_of_coach(coach)[form].items())
                yield Visit(at, f"coach{coach}@{DOMAIN}", "coach_baseline", form, given)

    def _answers(self) -> tuple[tuple[str, str], ...]:
        grade, work = str(self.chance.randint(5, 9)), self.chance.choice(WORK)
        return (("grade", grade), ("work", work), ("why", f"{STORY}{self.chance.getrandbits(64):016x}"))

    def _moment(self, day: date) -> datetime:
        """A moment in the five days from a day on, by day or in the evening."""
        begin = datetime(day.year, day.month, day.day, 8, tzinfo=AMSTERDAM)
        return begin + timedelta(days=self.chance.randrange(5), minutes=self.chance.randrange(11 * 60))
