"""Read a ledger's columns, from a kept copy where there is one, and keep a copy of them afterwards.

A copy is made when the window is open already: it takes as long as reading, and nobody waits for it.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from db.connection import open_ledger_connection, translated_errors
from db.gazetteer_loading import load_gazetteer
from db.index.column_cache import ColumnCache, stamp_of
from db.index.column_loading import Connecting, load_columns
from db.index.columns import ProjectColumns
from db.index.map_places import with_known_map
from db.index.readings import Told, tell_nobody


def load_ledger_columns(
    connection: sqlite3.Connection, path: Path, cache: ColumnCache | None, told: Told = tell_nobody
) -> ProjectColumns:
    """Return the columns of a ledger in a file.

    Args:
        connection: Open on it.
        path: The file.
        cache: Where columns of large ledgers are kept between runs; without it they are always read anew.
        told: Hears of projects and milestones that were read; what it raises ends the reading.

    Raises:
        LedgerError: The file is damaged or held by another program.
    """
    stamp = stamp_of(path)
    if cache and stamp and (kept := cache.read(path, stamp)):
        return kept
    columns = load_columns(connection, connecting(path), told)
    if stamp != stamp_of(path):
        # Somebody wrote meanwhile, and two connections may have seen two states; one in a transaction sees one.
        with _reading(connection):
            return load_columns(connection)
    if cache and stamp:
        cache.note(columns, stamp)
    return columns


def keep_columns(path: Path, columns: ProjectColumns, cache: ColumnCache) -> bool:
    """Keep a copy for the next start, and search texts in it from now on instead of in memory. Any thread may do it.

    Args:
        path: The ledger.
        columns: As `load_ledger_columns` returned them.
        cache: What it was given.

    Returns:
        Whether there is a new copy: none of small ledgers, of one that has changed, or of what was kept already.

    Raises:
        LedgerError: The file is damaged or held by another program.
    """
    stamp = cache.stamp_noted(columns)
    if stamp is None or not cache.is_for(columns):
        return False
    columns.text.prepare()  # reads the ledger once more, of which nobody must have changed anything
    with connecting(path)() as connection:
        placed = with_known_map(columns, load_gazetteer(connection))
    if stamp != stamp_of(path) or not cache.write(path, stamp, placed):
        return False
    kept = cache.read(path, stamp)
    if kept is not None:
        columns.text.take_over(kept.text)
    return kept is not None


def connecting(path: Path) -> Connecting:
    """Return what opens further connections to a ledger; failures of the file become `LedgerError`s."""

    @contextlib.contextmanager
    def connect() -> Iterator[sqlite3.Connection]:
        with translated_errors(path), contextlib.closing(open_ledger_connection(path)) as connection:
            yield connection

    return connect


@contextlib.contextmanager
def _reading(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold one state of the ledger."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.rollback()
