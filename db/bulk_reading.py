"""Read whole columns out of SQLite quickly: values are joined inside SQLite, a block of rows at a time.

Fetching a row costs Python a tuple and an object a value; joined, a block of rows is one value, and numpy takes it
apart (measured in docs/performance.md). Text that contains the separator is fetched row by row instead.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.string_columns import END, StringColumn

_BLOCK: Final = 50_000
EVERYTHING: Final = (-(2**63), 2**63 - 1)
"""A block of all keys."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What to read: SQL expressions, never NULL, over a source of rows.

    Attributes:
        source: What comes after FROM.
        key: An integer expression that an index serves; rows come in its order.
        numbers: Integer expressions.
        texts: Text expressions.
    """

    source: str
    key: str
    numbers: tuple[str, ...]
    texts: tuple[str, ...] = ()


def split_ids(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Return bounds, both inclusive, of blocks of project ids that together hold every possible id.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    count, least, greatest = connection.execute("SELECT count(*), min(id), max(id) FROM projects").fetchone()
    if count <= _BLOCK:
        return [EVERYTHING]
    if greatest - least < 4 * count:
        cuts = list(range(least + _BLOCK, greatest, _BLOCK))
    else:
        cuts = [id_ for k, (id_,) in enumerate(connection.execute("SELECT id FROM projects ORDER BY id")) if _cuts(k)]
    return list(zip([EVERYTHING[0], *cuts], [*(cut - 1 for cut in cuts), EVERYTHING[1]], strict=True))


def _cuts(place: int) -> bool:
    return place > 0 and place % _BLOCK == 0


def find_places(ids: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where ids stand among ascending ones, int64[m] as `numpy.searchsorted`; at once where none are missing."""
    if len(ids) and int(ids[-1]) - int(ids[0]) == len(ids) - 1:
        places: NDArray[np.int64] = np.clip(wanted, ids[0], ids[-1] + 1) - ids[0]
        return places
    return np.searchsorted(ids, wanted)


def read_columns(
    connection: sqlite3.Connection, reading: Reading, blocks: Sequence[tuple[int, int]]
) -> tuple[list[NDArray[np.int64]], list[StringColumn]]:
    """Read columns of integers and of text.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program, or a text is no UTF-8.
    """
    parts = [_read_block(connection, reading, block) for block in blocks]
    numbers = [np.concatenate(column) for column in zip(*(part[0] for part in parts), strict=True)]
    return numbers, [_join(list(column)) for column in zip(*(part[1] for part in parts), strict=True)]


def _read_block(
    connection: sqlite3.Connection, reading: Reading, block: tuple[int, int]
) -> tuple[list[NDArray[np.int64]], list[StringColumn]]:
    values = (*reading.numbers, *(f"CAST({text} AS BLOB)" for text in reading.texts))
    rows = (
        f"SELECT {', '.join(f'{value} AS v{k}' for k, value in enumerate(values))} FROM {reading.source} "  # noqa: S608
        f"WHERE {reading.key} BETWEEN ? AND ? ORDER BY {reading.key}"
    )
    size = len(reading.numbers)
    joined = ", ".join(
        f"group_concat(v{k}, ' ')" if k < size else f"CAST(group_concat(v{k}, x'0a') AS BLOB)"
        for k in range(len(values))
    )
    try:
        count, *found = connection.execute(f"SELECT count(*), {joined} FROM ({rows})", block).fetchone()  # noqa: S608
    except sqlite3.DataError:  # a block of more text than SQLite puts into one value
        count, found = -1, []
    if count == 0:
        return [np.empty(0, np.int64)] * size, [StringColumn(b"", np.empty(0, np.int64))] * len(reading.texts)
    texts = [value + END for value in found[size:]]
    if count < 0 or any(text.count(END) != count for text in texts):
        return _read_rows(connection.execute(rows, block), size, len(reading.texts))
    return [np.fromstring(value, dtype=np.int64, sep=" ") for value in found[:size]], [_take_apart(t) for t in texts]


def _read_rows(
    rows: Iterator[tuple[Any, ...]], numbers: int, texts: int
) -> tuple[list[NDArray[np.int64]], list[StringColumn]]:
    columns = list(zip(*rows, strict=True)) or [()] * (numbers + texts)
    ends = [np.cumsum([len(value) + 1 for value in column], dtype=np.int64) for column in columns[numbers:]]
    buffers = [b"".join(value + END for value in column) for column in columns[numbers:]]
    for buffer in buffers:
        _check_utf8(buffer)
    found = [StringColumn(buffer, end) for buffer, end in zip(buffers, ends, strict=True)]
    return [np.array(column, dtype=np.int64) for column in columns[:numbers]], found


def _take_apart(buffer: bytes) -> StringColumn:
    _check_utf8(buffer)
    return StringColumn(buffer, np.flatnonzero(np.frombuffer(buffer, np.uint8) == END[0]) + 1)


def _check_utf8(buffer: bytes) -> None:
    try:
        buffer.decode()
    except UnicodeDecodeError as error:
        raise sqlite3.OperationalError("Could not decode to UTF-8 column") from error


def _join(parts: list[StringColumn]) -> StringColumn:
    offsets = np.cumsum([0, *(len(part.buffer) for part in parts)], dtype=np.int64)
    ends = [part.ends + offset for part, offset in zip(parts, offsets[:-1], strict=True)]
    return StringColumn(b"".join(part.buffer[:] for part in parts), np.concatenate(ends))
