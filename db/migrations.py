"""Bring a database to the ledger's current schema: named, ordered steps, one transaction each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from db.schema import APPLICATION_ID, MIGRATIONS

if TYPE_CHECKING:
    import sqlite_utils

SCHEMA_VERSION: Final = len(MIGRATIONS)
"""The `user_version` of a ledger this program writes."""

_MIGRATION_SET: Final = "science_city_atlas"


def migrate(connection: sqlite3.Connection) -> None:
    """Apply every migration the database does not have yet.

    Each step, the record of it and the new `user_version` are committed together or not at all.

    Args:
        connection: An open connection without a running transaction, to an empty database or to a ledger.

    Raises:
        sqlite3.Error: A step failed; the steps before it stay applied, the failed one leaves nothing behind.
    """
    import sqlite_utils  # takes 0.1 s, and a ledger that is up to date needs none of it
    from sqlite_utils.migrations import Migrations

    database = sqlite_utils.Database(connection)
    steps = Migrations(_MIGRATION_SET)
    for number, (name, statements) in enumerate(MIGRATIONS, start=1):
        steps(name=name)(_build_step(statements, number))
    steps.apply(database)
    # Where every step was recorded but another tool has reset the number.
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _build_step(statements: tuple[str, ...], number: int) -> Callable[[sqlite_utils.Database], None]:
    def apply(database: sqlite_utils.Database, /) -> None:
        for statement in statements:
            database.conn.execute(statement)
        database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.conn.execute(f"PRAGMA user_version = {number}")

    apply.__name__ = f"step_{number}"
    return apply
