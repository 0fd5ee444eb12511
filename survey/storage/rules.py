"""Rules of a table (CHECK) that a migration replaces."""

from sqlalchemy import Connection


class NoSuchRuleError(LookupError):
    """A table does not have the rule that is to be replaced."""


def replace_rule(connection: Connection, rule: tuple[str, str], before: str, after: str) -> None:
    """Replace the rule `(table, name)`, in the caller's transaction; every row has to meet the new one.

    SQLite cannot change a rule, and to make the table anew would take along what refers to it. Its own manual says how
    then: correct the text of the table in the schema (sqlite.org/lang_altertable.html, section 7), which leaves rows,
    indexes and triggers as they are.

    Raises:
        NoSuchRuleError: the table does not say `before`.
    """
    table, name = rule
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({after})")
        return
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    changed = connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ? AND instr(sql, ?) > 0",
        (f"CHECK ({before})", f"CHECK ({after})", table, f"CHECK ({before})"),
    ).rowcount
    connection.exec_driver_sql("PRAGMA writable_schema=RESET")
    if changed != 1:
        raise NoSuchRuleError(f"The table {table} has no rule CHECK ({before}).")
