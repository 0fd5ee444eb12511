"""How long a publication takes, and how much memory: 60 items, 8 breakdowns, 10^4 to 10^6 responses.

Each size runs in a process of its own, so that its peak memory is its own. The reference, in the same run, reads the
same answers and counts every measure by every breakdown with DuckDB: no protection, no audit, nothing stored.
Arguments: sizes, such as `10000 100000`.
"""

import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

from sqlalchemy import create_engine, insert
from sqlalchemy.orm import Session

from survey.fieldwork import designs
from survey.questionnaires import catalogue
from survey.questionnaires.definition import Questionnaire
from survey.questionnaires.study import Study
from survey.reporting.publish import publish
from survey.storage import responses, studies
from survey.storage.engines import Store
from survey.storage.responses import Response
from survey.storage.studies import Stage, WaveRow

SIZES = (10_000, 100_000, 1_000_000)
ITEMS, BREAKDOWNS, CLASSES, OPTIONS = 60, 8, 4, 5
GRADES, MENTIONS = 12, 8
BATCH = 20_000
DAY = date(2026, 11, 22)
WORDS = {"nl": "..."}


def options(number: int) -> list[dict[str, object]]:
    """So many answers to choose from."""
    return [{"code": f"o{each}", "text": WORDS} for each in range(number)]


def questionnaire() -> Questionnaire:
    """60 items: 8 background variables, 12 grades, 8 multiple choices, and choices."""
    items: list[dict[str, object]] = []
    for number in range(ITEMS):
        item: dict[str, object] = {"id": f"i{number}", "text": WORDS}
        if number < BREAKDOWNS:
            item |= {"kind": "single_choice", "options": options(CLASSES)}
        elif number < BREAKDOWNS + GRADES:
            item |= {"kind": "report_grade", "low": WORDS, "high": WORDS}
        elif number < BREAKDOWNS + GRADES + MENTIONS:
            item |= {"kind": "multiple_choice", "options": options(OPTIONS)}
        else:
            item |= {"kind": "single_choice", "options": options(OPTIONS)}
        items.append(item)
    head = {"id": "large", "version": "1", "audience": "participant", "languages": ["nl"], "title": WORDS, "minutes": 9}
    return Questionnaire.model_validate(head | {"pages": items})


def study(asked: Questionnaire) -> Study:
    """Every item that is no breakdown is a measure."""
    measures: list[dict[str, object]] = []
    kinds = {"report_grade": "grade", "multiple_choice": "mentions", "single_choice": "choice"}
    for item in list(asked.items())[BREAKDOWNS:]:
        measure: dict[str, object] = {"kind": kinds[getattr(item, "kind", "")], "id": item.id, "item": item.id}
        if measure["kind"] == "choice":
            measure["merged"] = {"codes": ["o0", "o1"], "text": WORDS, "rest": WORDS}
        measures.append(measure | {"title": WORDS})
    shipped, _ = catalogue.load_study_file(catalogue.shipped_studies()["amsterdam-jobcoaching"])
    wave = {"id": "single", "audience": "participant", "questionnaire": "large", "text": WORDS}
    results = {"measures": measures, "breakdowns": [f"i{number}" for number in range(BREAKDOWNS)]}
    changes = {"id": "large", "waves": [wave], "results": results, "purpose": "test"}
    return Study.model_validate(shipped.model_dump() | changes)


def answers(number: int, asked: Questionnaire) -> Iterator[dict[str, object]]:
    """Random answers, with two in a hundred left open."""
    chance = random.Random(number)  # noqa: S311 - made-up people, no secret
    kinds = [(item.id, getattr(item, "kind", ""), item.codes()) for item in asked.items()]
    for _ in range(number):
        row: dict[str, object] = {}
        for name, kind, codes in kinds:
            place = chance.random()
            if place < 0.02:  # noqa: PLR2004 - two in a hundred
                row[name] = None
            elif kind == "report_grade":
                row[name] = 1 + int(place * 10)
            elif kind == "multiple_choice":
                row[name] = [code for at, code in enumerate(codes) if int(place * 997) >> at & 1] or [codes[0]]
            else:
                row[name] = codes[int(place * len(codes))]
        yield row


def fill(folder: Path, number: int) -> None:
    """Three databases with a closed wave of so many responses."""
    asked = questionnaire()
    engines = {store: create_engine(f"sqlite:///{folder / store}.sqlite") for store in (Store.STUDIES, Store.RESPONSES)}
    studies.Base.metadata.create_all(engines[Store.STUDIES])
    responses.Base.metadata.create_all(engines[Store.RESPONSES])
    with Session(engines[Store.STUDIES]) as session:
        designs.load(session, study(asked), {asked.id: asked}, DAY)
        session.query(WaveRow).update({"stage": Stage.CLOSED})
        session.commit()
    common: dict[str, object] = {"wave_id": "large/single", "digest": asked.digest(), "attributes": {}}
    common |= {"language": "nl", "period": "2026Q4", "pseudonym": None, "trajectory": None}
    made = answers(number, asked)
    with Session(engines[Store.RESPONSES]) as session:
        for begin in range(0, number, BATCH):
            keys = sorted(uuid.UUID(int=random.getrandbits(128)) for _ in range(min(BATCH, number - begin)))
            session.execute(insert(Response), [common | {"id": key, "answers": next(made)} for key in keys])
        session.commit()


def measured(folder: Path) -> None:
    """Publish, and print seconds and peak memory as JSON."""
    engines = [create_engine(f"sqlite:///{folder / store}.sqlite") for store in (Store.STUDIES, Store.RESPONSES)]
    with Session(engines[0]) as designed, Session(engines[1]) as answered:
        begin = perf_counter()
        publish(designed, answered, "large", "single", DAY)
        seconds = perf_counter() - begin
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "gib": used.ru_maxrss / 2**20}))


def reference(folder: Path) -> None:
    """The same counts with DuckDB, and print seconds as JSON."""
    import duckdb  # noqa: PLC0415 - not in the process that is measured

    asked = questionnaire()
    items = [item.id for item in asked.items()]
    begin = perf_counter()
    lines = folder / "answers.ndjson"
    with sqlite3.connect(folder / f"{Store.RESPONSES}.sqlite") as stored, lines.open("w") as file:
        file.writelines(f"{text}\n" for (text,) in stored.execute("SELECT answers FROM response"))
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute("SET enable_progress_bar = false")
    columns = "{" + ", ".join(f"{item}: 'VARCHAR'" for item in items) + "}"
    read = f"read_json('{lines}', format = 'newline_delimited', columns = {columns})"
    connection.execute(f"CREATE TABLE answer AS SELECT * FROM {read}")  # noqa: S608 - our own names
    for item in items[BREAKDOWNS:]:
        for variable in (None, *items[:BREAKDOWNS]):
            by = f"{variable}, {item}" if variable else item
            connection.execute(f"SELECT {by}, count(*) FROM answer GROUP BY ALL").fetchall()  # noqa: S608
    print(json.dumps({"seconds": perf_counter() - begin}))


def main() -> None:
    """Measure every size."""
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    for number in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            fill(folder, number)
            found = _run("measured", folder)
            compared = _run("reference", folder)
        ratio = found["seconds"] / compared["seconds"]
        print(
            f"{number:>9,} responses: {found['seconds']:6.1f} s, of a processor {found['cpu']:.1f} s, "
            f"{found['gib']:.2f} GiB; "
            f"reference {compared['seconds']:.1f} s (x {ratio:.1f})",
            flush=True,
        )


def _run(what: str, folder: Path) -> dict[str, float]:
    code = f"from pathlib import Path; from benchmarks.publish import {what}; {what}(Path({str(folder)!r}))"
    printed = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True).stdout
    told: dict[str, float] = json.loads(printed)
    return told


if __name__ == "__main__":
    main()
