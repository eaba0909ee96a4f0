"""Tell whether an open ledger still has the tables and views the program works with, whatever else lies beside them."""

import contextlib
import sqlite3
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from db.schema import MIGRATIONS


def find_missing_parts(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what is missing of the current schema, or no longer what it was: tables, columns (`table.column`), views.

    Further tables, columns and views, which people add with other tools, do not matter. A view must be ours to the
    letter: stages and years are derived by it.

    Args:
        connection: Open on a ledger of the current schema.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    found = _describe(connection)
    missing: list[str] = []
    for name, expected in _describe_current().items():
        actual = found.get(name)
        if isinstance(expected, str) or isinstance(actual, str | None):
            missing += [] if actual == expected else [name]
        else:
            missing += [f"{name}.{column}" for column in sorted(expected - actual)]
    return tuple(missing)


def _describe(connection: sqlite3.Connection) -> Mapping[str, str | frozenset[str]]:
    """The columns of every table and the text of every view, by name."""
    described: dict[str, str | frozenset[str]] = dict(
        connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'")
    )
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for (name,) in tables.fetchall():
        # A table of a module this SQLite lacks is none of ours.
        with contextlib.suppress(sqlite3.OperationalError):
            columns = connection.execute("SELECT name FROM pragma_table_info(?)", (name,)).fetchall()
            described[name] = frozenset(column for (column,) in columns)
    return described


@cache
def _describe_current() -> Mapping[str, str | frozenset[str]]:
    # By the statements alone: sqlite-utils, which records them in a ledger, takes longer to import than all of them.
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        for _, statements in MIGRATIONS:
            for statement in statements:
                connection.execute(statement)
        parts = _describe(connection)
    # What the full-text table keeps for itself may differ between its versions.
    ours = {name: part for name, part in parts.items() if not name.startswith(("_", "projects_text_"))}
    return MappingProxyType(ours)
