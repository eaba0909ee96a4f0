"""Read whole columns out of SQLite quickly: values are joined inside SQLite, a block of rows at a time.

Fetching a row costs Python a tuple and an object a value; joined, a block of rows is one value, and numpy takes it
apart (measured in docs/performance.md). While SQLite joins, other threads run. Separators are text: a blob between two
texts is turned into text at every row and takes longer than all else. Text that contains the separator is fetched row
by row instead.
"""

import sqlite3
import threading
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.index.readings import (
    Gathered,
    Pages,
    ReadColumns,
    Reading,
    Shared,
    Told,
    not_utf8,
    put_in_order,
    tell_nobody,
)
from db.index.string_columns import END

_BLOCK: Final = 50_000
_MOST_BLOCKS: Final = 2_000
_LOOKS: Final = 24
_DENSE: Final = 0.9
_GOLDEN: Final = 0x9E37_79B9_7F4A_7C15  # 2^64 over the golden ratio: multiples of it lie evenly
EVERYTHING: Final = (-(2**63), 2**63 - 1)
"""A block of all keys."""


def split_keys(connection: sqlite3.Connection, table: str, key: str = "id", *, parts: int = 1) -> list[tuple[int, int]]:
    """Return bounds, both inclusive, of blocks of a table's keys that together hold every possible one.

    Args:
        connection: An open ledger.
        table: The table.
        key: An indexed column of integers.
        parts: Into how many a block as usual is to be parted, for columns of long texts.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    least, greatest = range_of(connection, table, key)
    if greatest - least <= _MOST_BLOCKS * _BLOCK:  # blocks without a row cost next to nothing, counting rows much
        cuts = list(range(least + _BLOCK // parts, greatest, _BLOCK // parts))
    else:
        numbered = f"SELECT {key} AS cut, row_number() OVER (ORDER BY {key}) AS place FROM {table}"  # noqa: S608
        found = connection.execute(f"SELECT cut FROM ({numbered}) WHERE place % {_BLOCK // parts} = 0")  # noqa: S608
        cuts = sorted({cut for (cut,) in found} - {least})
    return list(zip([EVERYTHING[0], *cuts], [*(cut - 1 for cut in cuts), EVERYTHING[1]], strict=True))


def find_places(ids: NDArray[np.int64], wanted: NDArray[Any]) -> NDArray[np.int64]:
    """Return where ids stand among ascending ones, int64[m] as `numpy.searchsorted`; at once where none are missing."""
    if len(ids) and int(ids[-1]) - int(ids[0]) == len(ids) - 1 and ids[-1] < EVERYTHING[1]:
        places: NDArray[np.int64] = np.clip(wanted.astype(np.int64), ids[0], ids[-1] + 1)
        places -= ids[0]
        return places
    return np.searchsorted(ids, wanted)


def range_of(connection: sqlite3.Connection, table: str, column: str = "id") -> tuple[int, int]:
    """Return the least and the greatest integer of an indexed column, (0, 0) where there is none.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    # Each on its own: so SQLite looks at the ends of the index only.
    ends = [f"SELECT {end}({column}) FROM {table}" for end in ("min", "max")]  # noqa: S608 - our own names
    least, greatest = (connection.execute(sql).fetchone()[0] or 0 for sql in ends)
    return least, greatest


def count_nearly(connection: sqlite3.Connection, table: str) -> int:
    """Return how many rows a table has, usually up to a tenth more than it has: what a progress is shown against.

    To count them takes seconds where the file is not in memory, so that is done only where ids have gaps.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    least, greatest = range_of(connection, table)
    span = greatest - least + 1
    looked = [least + (each * _GOLDEN % 2**64) * span // 2**64 for each in range(_LOOKS)]  # no gap has their rhythm
    some = f"SELECT count(*) FROM {table} WHERE id IN ({','.join('?' * _LOOKS)})"  # noqa: S608 - our own names
    (found,) = connection.execute(some, looked).fetchone()
    if found >= len(set(looked)) * _DENSE:
        return span
    (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our own names
    return int(count)


def read_columns(
    connection: sqlite3.Connection,
    reading: Reading,
    blocks: Sequence[tuple[int, int]],
    told: Told = tell_nobody,
    pages: Pages | None = None,
) -> ReadColumns:
    """Read columns.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program, or a text is no UTF-8.
    """
    shared = share(connection, reading, blocks, told, pages)
    shared.help(connection)
    return shared.columns()


def share(
    connection: sqlite3.Connection,
    reading: Reading,
    blocks: Sequence[tuple[int, int]],
    told: Told = tell_nobody,
    pages: Pages | None = None,
) -> Shared:
    """Return a reading for several threads, by pages where those can be read.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    by_pages = None if pages is None else pages.share(connection, reading, told)
    return SharedReading(reading, blocks, told) if by_pages is None else by_pages


class SharedReading:
    """Columns that several threads read, each by a connection of its own: who is free takes the next block."""

    def __init__(self, reading: Reading, blocks: Sequence[tuple[int, int]], told: Told = tell_nobody) -> None:
        """Read nothing yet.

        Args:
            reading: What to read.
            blocks: Of its keys, in their order.
            told: Hears how many rows were read.
        """
        self._reading, self._told = reading, told
        self._waiting = iter(list(enumerate(blocks)))
        self._turn = threading.Condition()
        self._gathered: list[Gathered] = []
        self._busy = 0
        self.is_broken = False
        """Whether somebody who helped has failed; that error is told there."""

    def help(self, connection: sqlite3.Connection) -> None:
        """Read blocks until none is left that nobody reads.

        Raises:
            sqlite3.DatabaseError: The file is damaged or held by another program, or a text is no UTF-8.
        """
        gathered = Gathered(self._reading)
        with self._turn:
            self._gathered.append(gathered)
            self._busy += 1
        try:
            while (taken := self._take()) is not None:
                number, block = taken
                self._told(self._reading.source, _read_block(connection, self._reading, block, gathered, number))
        except BaseException:
            self.is_broken = True
            raise
        finally:
            with self._turn:
                self._busy -= 1
                self._turn.notify_all()

    def columns(self) -> ReadColumns:
        """Return everything; who has helped waits for the others who do.

        Raises:
            sqlite3.DatabaseError: A text is no UTF-8.
        """
        with self._turn:
            self._turn.wait_for(lambda: not self._busy)
        try:
            return put_in_order(self._reading, self._gathered)
        except UnicodeDecodeError as error:
            raise not_utf8() from error

    def _take(self) -> tuple[int, tuple[int, int]] | None:
        with self._turn:
            return next(self._waiting, None)


def _read_block(
    connection: sqlite3.Connection, reading: Reading, block: tuple[int, int], gathered: Gathered, number: int
) -> int:
    """Read a block and return how many rows it has."""
    values, numbers = reading.values, len(reading.numbers) + len(reading.degrees)
    end = END.decode()
    joined = [f"group_concat({value})" for value in values[:numbers]]
    joined += [f"group_concat({value}, '{end}')" for value in values[numbers:]]
    blobs = "".join(f", CAST({each} AS BLOB)" for each in joined)
    try:
        count, *found = connection.execute(f"SELECT count(*){blobs} {reading.rows_sql}", block).fetchone()
    except sqlite3.DataError:  # a block of more text than SQLite puts into one value
        count, found = -1, []
    if count == 0:
        return 0
    found[numbers:] = [text + END for text in found[numbers:]]
    if count > 0 and gathered.add(number, found, count):
        return int(count)
    plain = ", ".join([*values[:numbers], *(f"CAST({value} AS BLOB)" for value in values[numbers:])])
    rows = connection.execute(f"SELECT {plain} {reading.rows_sql} ORDER BY {reading.key}", block).fetchall()
    gathered.add_rows(number, rows)
    return len(rows)
