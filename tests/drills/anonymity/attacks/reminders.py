"""L12. Reminders and the second wave as an oracle: the mail server's log says who got a mail on which day. Whoever was
left out of a round had answered; every set of people that can be told apart so has to have at least k people, and the
second wave may not depend on who answered the first."""

from collections import defaultdict
from datetime import date

from survey.storage.engines import Store

from ..loot import Loot
from ..matching import Found
from ..people import WAVES


def attack(loot: Loot) -> Found:
    """Sets of people that are too small, and a second wave that tells something."""
    found = Found()
    addresses = {int(row["id"]): str(row["address"]) for row in loot.participants}
    days: dict[date, set[str]] = defaultdict(set)
    for address, day in loot.mails:
        days[day].add(address)
    cohorts: dict[str, set[str]] = defaultdict(set)
    for row in loot.table(Store.CONTACTS, "enrolment").rows:
        if int(row["contact_id"]) in addresses:
            cohorts[str(row["cohort_id"])].add(addresses[int(row["contact_id"])])
    sizes: list[int] = []
    for cohort, people in cohorts.items():
        for day in _days_of(loot, cohort):
            sizes += [len(people & days[day]), len(people - days[day])]
    small = [size for size in sizes if 0 < size < loot.smallest]
    if small:
        found.problems.append(f"sets of people by who was mailed, smaller than {loot.smallest}: {small}")
    found.problems += _second_wave(cohorts)
    found.told = f"{sum(size > 0 for size in sizes)} sets, the smallest of {min(filter(None, sizes), default=0)}"
    return found


def _days_of(loot: Loot, cohort: str) -> set[date]:
    """The days on which mails to a cohort were planned."""
    rows = loot.table(Store.CONTACTS, "outbox").rows
    told = {row["day"] for row in rows if row["cohort_id"] == cohort and row["state"] == "done"}
    return {date.fromisoformat(day) if isinstance(day, str) else day for day in told}


def _second_wave(cohorts: dict[str, set[str]]) -> list[str]:
    """Everybody of a cohort is asked again, whether they answered or not."""
    first, second = ({name: each for name, each in cohorts.items() if wave in name} for wave in WAVES)
    same = {name.replace("baseline", "six_months"): people for name, people in first.items()}
    return [] if same == second else ["the second wave does not go to everybody of the first"]
