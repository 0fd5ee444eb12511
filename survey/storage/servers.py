"""Settings of a PostgreSQL server on which our promises rest, and what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from survey.questionnaires.problems import N_, RefusedError

DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
"""With one of these off, a thank-you page may appear for answers that a power cut takes away."""

SILENT: Mapping[str, frozenset[str]] = {
    "track_commit_timestamp": frozenset({"off"}),
    "log_statement": frozenset({"none", "ddl"}),
    "log_min_duration_statement": frozenset({"-1"}),
    "log_min_duration_sample": frozenset({"-1"}),
    "log_parameter_max_length_on_error": frozenset({"0"}),
    "wal_recycle": frozenset({"off"}),
    "archive_mode": frozenset({"off"}),
}
"""What each may be, so that the server keeps neither the order nor the moment of an answer."""

MOST_LOG_MEGABYTES = 32


class NotDurableError(RefusedError):
    """Answers could be lost after somebody was thanked for them."""

    sentence = N_(
        "The server of the database {store} has {name} = off, so answers could be lost after people were thanked for "
        "them. Set it to on."
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that is not as it should be."""

    name: str
    value: str
    wanted: str


def not_durable(engine: Engine) -> list[Setting]:
    """The settings for which nothing should be served."""
    found = _settings(engine)
    return [Setting(name, "off", "on") for name in DURABLE if found.get(name) == "off"]


def telling(engine: Engine) -> list[Setting]:
    """The settings by which a server keeps what nobody may know."""
    found = _settings(engine)
    wrong = [
        Setting(name, found[name], max(wanted))
        for name, wanted in SILENT.items()
        if name in found and found[name] not in wanted
    ]
    if int(found.get("min_wal_size", "0")) > MOST_LOG_MEGABYTES:
        wrong.append(Setting("min_wal_size", f"{found['min_wal_size']}MB", f"{MOST_LOG_MEGABYTES}MB"))
    return wrong


def check_durable(engines: Mapping[str, Engine]) -> None:
    """Raise `NotDurableError` if a server could lose what it has acknowledged."""
    for store, engine in engines.items():
        for setting in not_durable(engine):
            raise NotDurableError(store=str(store), name=setting.name)


def _settings(engine: Engine) -> dict[str, str]:
    """Every setting of the server that our role may see; none of SQLite, which is set by `engines`."""
    if engine.dialect.name == "sqlite":
        return {}
    with engine.connect() as connection:
        names = "', '".join((*DURABLE, *SILENT, "min_wal_size"))
        query = f"SELECT name, setting FROM pg_settings WHERE name IN ('{names}')"  # noqa: S608 - ours
        return {row.name: row.setting for row in connection.exec_driver_sql(query)}
