"""`python -m tests.integration.storage.counting URL TIMES`: make the number of the only draft TIMES higher, by ones."""

import sys

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from survey.storage.engines import Store, options, prepare, writing
from survey.storage.responses import Draft


def main(url: str, times: str) -> None:
    """Read, modify, write; each time in a transaction of its own."""
    engine = create_engine(url, **options(url))
    prepare(engine, Store.RESPONSES)
    for _ in range(int(times)):
        with Session(engine) as session:
            writing(session)
            draft = session.scalars(select(Draft).with_for_update()).one()
            draft.rev += 1
            session.commit()


if __name__ == "__main__":
    main(*sys.argv[1:])
