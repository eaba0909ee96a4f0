"""Reads the columns of a large ledger in a process of its own: ``python -m db.index.column_writing LEDGER FOLDER``.

While it reads, the window's process has its processor and its memory for the window. It tells what it has done as lines
of JSON (`db.index.column_process` listens): ``{"of": 1000000}`` projects there are, ``{"table": "projects", "rows":
50000}`` read, ``{"first": FILE}`` with everything but what is searched, and ``{"kept": true}`` once a copy for the
next start is written. It ends without the last words where something is in the way; who listens then reads the
ledger itself.
"""

import contextlib
import json
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from db.gazetteer_loading import load_gazetteer
from db.index.column_cache import ColumnCache, stamp_of
from db.index.column_keeping import connecting
from db.index.column_loading import load_columns
from db.index.columns import ProjectColumns
from db.index.map_places import with_known_map
from geo.parks import Gazetteer

_MODESTY: Final = 5
"""Of the priorities of the system, how much it gives way: to a window that is being built, and used."""

_MODESTY_LATER: Final = 10
"""How much more once the window has what it waits for, and draws it."""

Tell = Callable[[dict[str, object]], None]


def write_columns(ledger: Path, cache: ColumnCache, tell: Tell) -> None:
    """Read a ledger and write its columns, first as they are, then with all that is derived from them.

    Args:
        ledger: The ledger, of the current schema.
        cache: Where both are written.
        tell: Hears the lines above; any thread may call it.

    Raises:
        LedgerError: The ledger cannot be read.
        sqlite3.DatabaseError: Likewise.
    """
    stamp, connect = stamp_of(ledger), connecting(ledger)
    with connect() as connection:
        tell({"of": connection.execute("SELECT count(*) FROM projects").fetchone()[0]})
        columns = load_columns(connection, connect, lambda table, rows: tell({"table": table, "rows": rows}))
        columns = _derived(columns, load_gazetteer(connection))
        if stamp is None or stamp != stamp_of(ledger):  # two connections may have seen two states
            return
    first = cache.write_first(ledger, stamp, columns)
    if first is None:
        return
    tell({"first": str(first)})
    columns.text.prepare()
    tell({"kept": stamp == stamp_of(ledger) and cache.write(ledger, stamp, columns)})


def _derived(columns: ProjectColumns, gazetteer: Gazetteer) -> ProjectColumns:
    """Work out beforehand what the window would, in two threads."""
    with ThreadPoolExecutor(1, thread_name_prefix="place") as pool:
        placed = pool.submit(with_known_map, columns, gazetteer)
        tables = columns.tables
        return placed.result().with_tables(tables)


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
        write_columns(Path(sys.argv[1]), ColumnCache(Path(sys.argv[2])), tell)


if __name__ == "__main__":
    main()
