"""Read whole columns out of SQLite quickly: values are joined inside SQLite, a block of rows at a time.

Fetching a row costs Python a tuple and an object a value; joined, a block of rows is one value, and numpy takes it
apart (measured in docs/performance.md). Numbers are joined as digits of 20 bits, each a character (`char` in SQL): no
number is written in decimals and read back. Text that contains the separator is fetched row by row instead.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.string_columns import END, StringColumn

_BLOCK: Final = 50_000
_BITS: Final = 20  # of a digit; characters have up to 0x10FFFF
_HALVES: Final = "surrogatepass"  # a digit may be one of the numbers that are no character by themselves
EVERYTHING: Final = (-(2**63), 2**63 - 1)
"""A block of all keys."""


@dataclass(frozen=True, slots=True)
class Number:
    """A column of integers, and between which they are expected.

    Attributes:
        sql: An integer expression.
        least: The least expected.
        greatest: The greatest expected; not less than `least`, nor 2^58 or more above it.
        missing: What NULL is read as.
        sure: Nothing else can come but NULL: then nothing is compared. What comes nevertheless is read as anything.
    """

    sql: str
    least: int = 0
    greatest: int = 1
    missing: int = 0
    sure: bool = False

    @property
    def digits(self) -> int:
        """How many digits a value takes."""
        # 0 stands for NULL, and what is beyond the greatest for everything unexpected.
        return -(-(self.greatest - self.least + 2).bit_length() // _BITS)

    def to_sql(self) -> Iterator[str]:
        """Yield the digits, the weightiest first."""
        below = self.least - 1
        value = f"ifnull({self.sql}, {below}) - ({below})"
        if not self.sure:
            value = (
                f"CASE WHEN {self.sql} IS NULL THEN 0 WHEN {self.sql} BETWEEN {self.least} AND {self.greatest} "
                f"THEN {self.sql} - ({below}) ELSE {self.greatest - self.least + 2} END"
            )
        yield value if self.digits == 1 else f"({value}) >> {(self.digits - 1) * _BITS}"
        for place in reversed(range(self.digits - 1)):
            yield f"({value}) >> {place * _BITS} & {(1 << _BITS) - 1}"

    def decode(self, digits: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Return the values from their digits, uint32[n, digits]; anything unexpected is `greatest` + 1."""
        values = digits[:, 0].astype(np.int64)
        for place in range(1, digits.shape[1]):
            values = (values << _BITS) | digits[:, place]
        return np.where(values == 0, self.missing, values + (self.least - 1))


@dataclass(frozen=True, slots=True)
class Reading:
    """What to read.

    Attributes:
        source: What comes after FROM.
        key: An integer column that an index serves; rows come in its order.
        numbers: Integers.
        texts: Text expressions, never NULL.
    """

    source: str
    key: str
    numbers: tuple[Number, ...]
    texts: tuple[str, ...] = ()


def split_keys(connection: sqlite3.Connection, table: str, key: str = "id") -> list[tuple[int, int]]:
    """Return bounds, both inclusive, of blocks of a table's keys that together hold every possible one.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    # Each on its own: so SQLite looks at the ends of the index only.
    least, greatest = (
        connection.execute(f"SELECT {end}({key}) FROM {table}").fetchone()[0] or 0  # noqa: S608 - our own names
        for end in ("min", "max")
    )
    if greatest - least <= _BLOCK:
        return [EVERYTHING]
    count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
    if count <= _BLOCK:
        return [EVERYTHING]
    if greatest - least < 4 * count:
        cuts = list(range(least + _BLOCK, greatest, _BLOCK))
    else:
        found = connection.execute(f"SELECT {key} FROM {table} ORDER BY {key}")  # noqa: S608 - our own names
        cuts = sorted({id_ for k, (id_,) in enumerate(found) if k > 0 and k % _BLOCK == 0})
    return list(zip([EVERYTHING[0], *cuts], [*(cut - 1 for cut in cuts), EVERYTHING[1]], strict=True))


def find_places(ids: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where ids stand among ascending ones, int64[m] as `numpy.searchsorted`; at once where none are missing."""
    if len(ids) and int(ids[-1]) - int(ids[0]) == len(ids) - 1:
        places: NDArray[np.int64] = np.clip(wanted, ids[0], ids[-1] + 1) - ids[0]
        return places
    return np.searchsorted(ids, wanted)


def range_of(connection: sqlite3.Connection, table: str, column: str = "id") -> tuple[int, int]:
    """Return the least and the greatest integer of an indexed column, (0, 0) where there is none.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    ends = [f"SELECT {end}({column}) FROM {table}" for end in ("min", "max")]  # noqa: S608 - our own names
    least, greatest = (connection.execute(sql).fetchone()[0] or 0 for sql in ends)
    return least, greatest


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
    digits = [digit for number in reading.numbers for digit in number.to_sql()]
    values = [f"char({', '.join(digits)})"] if digits else []
    values += [f"CAST({text} AS BLOB)" for text in reading.texts]
    # Where the key is the row's own number, the order costs nothing; elsewhere the index gives it.
    rows = (
        f"SELECT {', '.join(f'{value} AS v{k}' for k, value in enumerate(values))} FROM {reading.source} "  # noqa: S608
        f"WHERE {reading.key} BETWEEN ? AND ? ORDER BY {reading.key}"
    )
    ends = ["''"] * bool(digits) + ["x'0a'"] * len(reading.texts)
    joined = ", ".join(f"CAST(group_concat(v{k}, {end}) AS BLOB)" for k, end in enumerate(ends))
    try:
        count, *found = connection.execute(f"SELECT count(*), {joined} FROM ({rows})", block).fetchone()  # noqa: S608
    except sqlite3.DataError:  # a block of more text than SQLite puts into one value
        count, found = -1, []
    if count == 0:
        empty = [StringColumn(b"", np.empty(0, np.int64))] * len(reading.texts)
        return [np.empty(0, np.int64)] * len(reading.numbers), empty
    numbers = [found[0]] if digits and found else []
    texts = [value + END for value in found[len(numbers) :]]
    if count < 0 or any(text.count(END) != count for text in texts):
        number = ["CAST(v0 AS BLOB)"] * bool(digits)
        plain = ", ".join([*number, *(f"v{k}" for k in range(len(number), len(ends)))])
        return _read_rows(connection.execute(f"SELECT {plain} FROM ({rows})", block), reading)  # noqa: S608
    return _decode(reading.numbers, b"".join(numbers)), [_take_apart(text) for text in texts]


def _decode(numbers: Sequence[Number], joined: bytes) -> list[NDArray[np.int64]]:
    widths = [number.digits for number in numbers]
    table = np.frombuffer(joined.decode(errors=_HALVES).encode("utf-32-le", _HALVES), np.uint32).reshape(
        -1, max(1, sum(widths))
    )
    firsts = np.cumsum([0, *widths]).tolist()
    return [
        number.decode(table[:, first:last])
        for number, first, last in zip(numbers, firsts[:-1], firsts[1:], strict=True)
    ]


def _read_rows(rows: Iterator[tuple[Any, ...]], reading: Reading) -> tuple[list[NDArray[np.int64]], list[StringColumn]]:
    size = 1 if reading.numbers else 0
    columns = list(zip(*rows, strict=True)) or [()] * (size + len(reading.texts))
    ends = [np.cumsum([len(value) + 1 for value in column], dtype=np.int64) for column in columns[size:]]
    buffers = [b"".join(value + END for value in column) for column in columns[size:]]
    for buffer in buffers:
        _check_utf8(buffer)
    found = [StringColumn(buffer, end) for buffer, end in zip(buffers, ends, strict=True)]
    return _decode(reading.numbers, b"".join(columns[0]) if size else b""), found


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
    joined = np.concatenate(ends)
    size = np.min_scalar_type(int(offsets[-1]))
    return StringColumn(b"".join(part.buffer[:] for part in parts), joined.astype(size))
