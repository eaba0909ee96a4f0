"""Reads the columns of a large ledger in a process of its own: ``python -m db.index.column_writing LEDGER FOLDER``.

While it reads, the window's process has its processor and its memory for the window. It tells what it has done as lines
of JSON (`db.index.column_process` listens): ``{"of": 1000000}`` projects there are, of which none is read yet,
``{"table": "projects", "rows": 50000}`` read, ``{"first": FILE}`` with everything but texts, ``{"texts": FILE}`` with
those, and ``{"kept": true}`` once a copy for the next start is written. It ends without the last words where something
is in the way; who listens then reads the ledger itself.
"""

import contextlib
import json
import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from db.gazetteer_loading import load_gazetteer
from db.index.array_file import give_back
from db.index.bulk_reading import count_nearly, split_keys
from db.index.column_cache import ColumnCache, look_at_first, stamp_of
from db.index.column_keeping import connecting
from db.index.column_loading import Connecting, load_texts, load_without_texts, with_texts
from db.index.columns import ProjectColumns
from db.index.growing import GrowInFiles
from db.index.late_strings import LateTexts
from db.index.page_reading import LedgerPages
from db.index.string_columns import TextColumn
from db.index.table_pages import PagesUnusable
from db.search.pinyin import forget_dictionary
from geo.memory import trim

_MODESTY: Final = 5
"""Of the priorities of the system, how much it gives way: to a window that is being built, and used."""

_MODESTY_LATER: Final = 10
"""How much more once the window has what it waits for: beside one that draws it goes on with what is left over."""

_PARTS: Final = 4
"""Of a block, for texts: as many times less is held of them at a time."""

Tell = Callable[[dict[str, object]], None]


def write_columns(ledger: Path, cache: ColumnCache, tell: Tell, forget: Callable[[], None] = lambda: None) -> None:
    """Read a ledger and write its columns, first as they are, then with all that is derived from them.

    Args:
        ledger: The ledger, of the current schema.
        cache: Where both are written.
        tell: Hears the lines above; any thread may call it.
        forget: Lets go of what was looked up and is not needed to write.

    Raises:
        LedgerError: The ledger cannot be read.
        sqlite3.DatabaseError: Likewise.
    """
    connect, grow = connecting(ledger), GrowInFiles(cache.folder)
    with LedgerPages(ledger) as pages, connect() as connection:  # the file is closed after everybody who locks it
        stamp = _settled(connection, ledger)
        columns = _read(connection, connect, tell, pages)
        if stamp is None or stamp != _settled(connection, ledger):  # not everything is of one state
            return
        first = cache.write_first(ledger, stamp, columns)
        if first is None:
            return
        # From now on from the file, which the window maps too: what was made while reading is given back.
        columns = look_at_first(first, LateTexts(connect)) or columns
        tell({"first": str(first)})
        trim()
        texts = load_texts(connection, connect, split_keys(connection, "projects", parts=_PARTS), grow)
        later = cache.write_texts(ledger, stamp, texts) if stamp == stamp_of(ledger) else None
        if later is None:
            return
        tell({"texts": str(later)})
        _rank(texts["names"], columns.dimensions["organisation"].names)
        whole = with_texts(columns, connection, None, texts, grow).with_tables(columns.tables, columns.dates)
    give_back(columns.ids)
    trim()
    whole.text.prepare()
    forget()
    trim()
    tell({"kept": stamp == stamp_of(ledger) and cache.write(ledger, stamp, whole, grow)})


def _rank(*columns: Sequence[str]) -> None:
    """Find out the order of names, which they keep, while little else is held; what that takes is given back."""
    for names in columns:
        if isinstance(names, TextColumn):
            trim()
            names.ranks()
    trim()


def _settled(connection: sqlite3.Connection, ledger: Path) -> str | None:
    """Return of which state a ledger is at a moment when nobody is just writing: pages are read without locks."""
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        return stamp_of(ledger)
    finally:
        connection.rollback()


def _read(connection: sqlite3.Connection, connect: Connecting, tell: Tell, pages: LedgerPages) -> ProjectColumns:
    """Read everything but texts: out of the file's pages, or by SQL where something about those is unusual."""
    of = count_nearly(connection, "projects")
    told, late = partial(_tell_rows, tell), LateTexts(connect).columns
    tell({"of": of})
    try:
        return load_without_texts(connection, connect, load_gazetteer(connection), told, late, pages)
    except PagesUnusable:
        tell({"of": of})
        return load_without_texts(connection, connect, load_gazetteer(connection), told, late)


def _tell_rows(tell: Tell, table: str, rows: int) -> None:
    tell({"table": table, "rows": rows})


def _give_way(more: int) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.nice(more)


def main() -> None:
    """Read the ledger named first into the folder named second."""
    turn = threading.Lock()

    def tell(line: dict[str, object]) -> None:
        with turn:
            print(json.dumps(line), flush=True)
        if "first" in line:
            _give_way(_MODESTY_LATER)

    _give_way(_MODESTY)
    with contextlib.suppress(BrokenPipeError):  # nobody listens any more
        write_columns(Path(sys.argv[1]), ColumnCache(Path(sys.argv[2])), tell, forget_dictionary)


if __name__ == "__main__":
    main()
