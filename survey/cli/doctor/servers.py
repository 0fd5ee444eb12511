"""The checks of `survey doctor` that are about the database server."""

from collections.abc import Iterator

from sqlalchemy.exc import SQLAlchemyError

from survey.questionnaires.problems import N_
from survey.storage import servers as room
from survey.storage.engines import Store

from .findings import Finding, Installation, Level


def servers(here: Installation) -> Iterator[Finding]:
    """PostgreSQL loses no answer and keeps nothing that it should not; and whether processes are separated."""
    if here.engines[Store.RESPONSES].dialect.name == "sqlite":
        yield _undivided(here)
        return
    for store, engine in here.engines.items():
        try:
            unsafe = room.not_durable(engine)
            telling = room.telling(engine) if store is Store.RESPONSES else []
        except SQLAlchemyError:  # It was told already that the database cannot be used.
            continue
        yield from _told(store, unsafe, telling)
    yield _roles(here)


def _told(store: Store, unsafe: list[room.Setting], telling: list[room.Setting]) -> Iterator[Finding]:
    for each in unsafe:
        message = N_("The server of the database {store} has {name} = {value}: answers could be lost.")
        values = {"store": store.value, "name": each.name, "value": each.value, "wanted": each.wanted}
        yield Finding(Level.ERROR, message, N_("Set {name} = {wanted}. Until then survey serve refuses."), values)
    for each in telling:
        message = N_("The server has {name} = {value}: it keeps the order or the moment of answers.")
        values = {"name": each.name, "value": each.value, "wanted": each.wanted}
        yield Finding(Level.WARNING, message, N_("Set {name} = {wanted} on the server of the responses."), values)
    if not unsafe and not telling:
        message = N_("The server of the database {store} is set as it should be.")
        yield Finding(Level.OK, message, values={"store": store.value})


def _undivided(here: Installation) -> Finding:
    message = N_("With SQLite one process may touch all three databases: only the code keeps them apart.")
    if not here.has_real_study:
        return Finding(Level.OK, message)
    return Finding(Level.WARNING, message, N_("For a real study, PostgreSQL with SURVEY_ROLES keeps them apart too."))


def _roles(here: Installation) -> Finding:
    if here.settings.roles:
        return Finding(Level.OK, N_("Each process has a database role of its own."))
    level = Level.WARNING if here.has_real_study else Level.OK
    message = N_("All processes have the same database role.")
    return Finding(level, message, N_("Set SURVEY_ROLES, run survey init, and start each process with its own file."))
