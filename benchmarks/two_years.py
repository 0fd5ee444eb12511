"""Two years of fieldwork for 2,000 people, day by day by a simulated clock, through a real mail server.

Run it from the folder of the project: `python -m benchmarks.two_years`. It fails unless every planned mail was sent
once, on its planned day; it prints how many there were, and how long it took.
"""

import tempfile
from pathlib import Path

from tests.drills.mail.years import years
from tests.fixtures.databases import SQLiteTemplates

PEOPLE, FIRST, MONTHS = 2000, "2027-01", 18


def main() -> None:
    """Live through it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "templates").mkdir()
        urls = SQLiteTemplates(folder / "templates").copies(folder)
        with years(urls, folder, FIRST, MONTHS, PEOPLE) as found:
            told = found.check()
    print(told)


if __name__ == "__main__":
    main()
