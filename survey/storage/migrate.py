"""Migrations: each database has its own history, run in one transaction."""

from collections.abc import Callable
from pathlib import Path

from alembic import command, context
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData

from . import contacts, jobs, responses, staff, studies
from .engines import Store

FOLDER = Path(__file__).parent / "migrations"
MODULES = (contacts, jobs, responses, staff, studies)
"""Where the tables are: who wants them all has to have imported all of these."""

METADATA: dict[Store, MetaData] = {
    Store.STUDIES: studies.Base.metadata,
    Store.CONTACTS: contacts.Base.metadata,
    Store.RESPONSES: responses.Base.metadata,
}


def configuration(store: Store) -> Config:
    """Alembic's configuration for the history of `store`."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER / store))
    config.attributes["store"] = store
    return config


def upgrade(engine: Engine, store: Store, revision: str = "head") -> None:
    """Bring the database up to `revision`; does nothing when it is there already."""
    _run(engine, store, lambda config: command.upgrade(config, revision))


def downgrade(engine: Engine, store: Store, revision: str) -> None:
    """Bring the database back to `revision`."""
    _run(engine, store, lambda config: command.downgrade(config, revision))


def is_current(engine: Engine, store: Store) -> bool:
    """Whether the database is at the newest revision."""
    head = ScriptDirectory.from_config(configuration(store)).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def _run(engine: Engine, store: Store, action: Callable[[Config], None]) -> None:
    config = configuration(store)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        action(config)


def run_environment() -> None:
    """What every `env.py` does: migrate over the connection that the caller began."""
    config = context.config
    context.configure(
        connection=config.attributes["connection"],
        target_metadata=METADATA[config.attributes["store"]],
        render_as_batch=False,
        transactional_ddl=False,
    )
    context.run_migrations()
