"""Read whole columns out of SQLite quickly: values are joined inside SQLite, a block of rows at a time.

Fetching a row costs Python a tuple and an object a value; joined, a block of rows is one value, and numpy takes it
apart (measured in docs/performance.md). While SQLite joins, other threads run. Separators are text: a blob between two
texts is turned into text at every row and takes longer than all else. Text that contains the separator is fetched row
by row instead.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.index.string_columns import END, CodedColumn, StringColumn, narrowed
from db.search.short_words import WordCodes
from geo.frozen import frozen

_BLOCK: Final = 50_000
_MOST_BLOCKS: Final = 2_000
EVERYTHING: Final = (-(2**63), 2**63 - 1)
"""A block of all keys."""

Told = Callable[[str, int], None]
"""Hears of which table how many rows more were read, in any thread; what it raises ends the reading."""


def tell_nobody(_table: str, _rows: int) -> None:
    """Stand in where nobody wants to hear of it."""


@frozen
class Number:
    """A column of integers.

    Attributes:
        sql: An integer expression.
        missing: What NULL is read as.
    """

    sql: str
    missing: int = 0


@frozen
class Reading:
    """What to read.

    Attributes:
        source: A table.
        key: An integer column that an index serves; by `id`, rows come in its order.
        numbers: Integers.
        words: Text expressions of which few values are distinct; NULL is read as no text.
        texts: Text expressions; likewise.
    """

    source: str
    key: str
    numbers: tuple[Number, ...] = ()
    words: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def rows_sql(self) -> str:
        """Where the rows of a block come from; never an index by another column, or they would come in its order."""
        by_itself = " NOT INDEXED" if self.key == "id" else ""
        return f"FROM {self.source}{by_itself} WHERE {self.key} BETWEEN ? AND ?"

    @property
    def values(self) -> tuple[str, ...]:
        """All expressions, none of them NULL."""
        numbers = (f"ifnull({number.sql}, {number.missing})" for number in self.numbers)
        return (*numbers, *(f"ifnull({sql}, '')" for sql in (*self.words, *self.texts)))


@dataclass(slots=True)
class ReadColumns:
    """Columns of n rows.

    Attributes:
        numbers: Integers [n] in as few bits as hold them.
        words: Words and codes.
        texts: Texts.
    """

    numbers: list[NDArray[Any]] = field(default_factory=list)
    words: list[CodedColumn] = field(default_factory=list)
    texts: list[StringColumn] = field(default_factory=list)


def split_keys(connection: sqlite3.Connection, table: str, key: str = "id") -> list[tuple[int, int]]:
    """Return bounds, both inclusive, of blocks of a table's keys that together hold every possible one.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    least, greatest = range_of(connection, table, key)
    if greatest - least <= _MOST_BLOCKS * _BLOCK:  # blocks without a row cost next to nothing, counting rows much
        cuts = list(range(least + _BLOCK, greatest, _BLOCK))
    else:
        numbered = f"SELECT {key} AS cut, row_number() OVER (ORDER BY {key}) AS place FROM {table}"  # noqa: S608
        found = connection.execute(f"SELECT cut FROM ({numbered}) WHERE place % {_BLOCK} = 0")  # noqa: S608
        cuts = sorted({cut for (cut,) in found} - {least})
    return list(zip([EVERYTHING[0], *cuts], [*(cut - 1 for cut in cuts), EVERYTHING[1]], strict=True))


def find_places(ids: NDArray[np.int64], wanted: NDArray[Any]) -> NDArray[np.int64]:
    """Return where ids stand among ascending ones, int64[m] as `numpy.searchsorted`; at once where none are missing."""
    if len(ids) and int(ids[-1]) - int(ids[0]) == len(ids) - 1:
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


def read_columns(
    connection: sqlite3.Connection, reading: Reading, blocks: Sequence[tuple[int, int]], told: Told = tell_nobody
) -> ReadColumns:
    """Read columns.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program, or a text is no UTF-8.
    """
    shared = SharedReading(reading, blocks, told)
    shared.help(connection)
    return shared.columns()


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
        self._gathered: list[_Gathered] = []
        self._busy = 0
        self.is_broken = False
        """Whether somebody who helped has failed; that error is told there."""

    def help(self, connection: sqlite3.Connection) -> None:
        """Read blocks until none is left that nobody reads.

        Raises:
            sqlite3.DatabaseError: The file is damaged or held by another program, or a text is no UTF-8.
        """
        gathered = _Gathered(self._reading)
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
            return _put_in_order(self._reading, self._gathered)
        except UnicodeDecodeError as error:
            raise _not_utf8() from error

    def _take(self) -> tuple[int, tuple[int, int]] | None:
        with self._turn:
            return next(self._waiting, None)


class _Gathered:
    """What one connection has read."""

    def __init__(self, reading: Reading) -> None:
        self.blocks: list[int] = []
        self.numbers: list[list[NDArray[Any]]] = [[] for _ in reading.numbers]
        self.words = [WordCodes() for _ in reading.words]
        self.texts: list[list[StringColumn]] = [[] for _ in reading.texts]

    def add(self, number: int, joined: Sequence[bytes], rows: int) -> bool:
        """Take a block: numbers with commas between them, texts with `END` behind each; False if some text holds it."""
        between = len(self.numbers) + len(self.words)
        texts = [_take_apart(text) for text in joined[between:]]
        if any(len(text) != rows for text in texts):
            return False
        for place, words in enumerate(self.words):
            if not words.add(joined[len(self.numbers) + place], rows):
                for taken in self.words[:place]:
                    taken.forget_last()
                return False
        for column, value in zip(self.numbers, joined, strict=False):
            column.append(_narrow(np.fromstring(value, np.int64, sep=",")))
        for column_of, text in zip(self.texts, texts, strict=True):
            column_of.append(text)
        self.blocks.append(number)
        return True

    def add_rows(self, number: int, rows: Sequence[Sequence[Any]]) -> None:
        """Take a block row by row: numbers, and texts as bytes."""
        columns = iter(list(zip(*rows, strict=True)))
        for numbers in self.numbers:
            numbers.append(_narrow(np.array(next(columns), np.int64)))
        for words in self.words:
            words.add_texts(next(columns))
        for texts in self.texts:
            texts.append(_put_together(next(columns)))
        self.blocks.append(number)


def _put_in_order(reading: Reading, gathered: Sequence[_Gathered]) -> ReadColumns:
    order = np.argsort([number for each in gathered for number in each.blocks], kind="stable").tolist()
    nothing = np.empty(0, np.uint8)

    def ordered(parts: Iterable[Sequence[Any]]) -> list[Any]:
        every = [part for each in parts for part in each]
        return [every[place] for place in order]

    numbers = [
        np.concatenate([nothing, *ordered(each.numbers[place] for each in gathered)])
        for place in range(len(reading.numbers))
    ]
    words = [_join_words([each.words[place] for each in gathered], ordered) for place in range(len(reading.words))]
    texts = [_join(ordered(each.texts[place] for each in gathered)) for place in range(len(reading.texts))]
    return ReadColumns(numbers, words, texts)


def _join_words(
    columns: Sequence[WordCodes], ordered: Callable[[Iterable[Sequence[Any]]], list[NDArray[Any]]]
) -> CodedColumn:
    """Let the same word of several connections be one."""
    places: dict[bytes, int] = {}
    parts = []
    for each in columns:
        of_word = np.array([places.setdefault(word, len(places)) for word in each.words], np.uint32)
        parts.append([of_word.take(part) for part in each.parts] if each is not columns[0] else each.parts)
    words = tuple(word.decode() for word in places)
    return CodedColumn(words, narrowed(np.concatenate([np.empty(0, np.uint32), *ordered(parts)])))


def _read_block(
    connection: sqlite3.Connection, reading: Reading, block: tuple[int, int], gathered: _Gathered, number: int
) -> int:
    """Read a block and return how many rows it has."""
    values, numbers = reading.values, len(reading.numbers)
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


def _narrow(values: NDArray[np.int64]) -> NDArray[Any]:
    """Return integers in as few bits as hold them, and with others of their kind: no uint64, which makes floats."""
    least, greatest = int(values.min(initial=0)), int(values.max(initial=0))
    if greatest > np.iinfo(np.uint32).max:
        return values
    return values.astype(np.min_scalar_type(greatest if least >= 0 else min(least, -1 - greatest)))


def _put_together(texts: Sequence[bytes]) -> StringColumn:
    buffer = b"".join(text + END for text in texts)
    _check_utf8(buffer)
    return StringColumn(buffer, np.cumsum([len(text) + 1 for text in texts], dtype=np.int64))


def _take_apart(buffer: bytes) -> StringColumn:
    _check_utf8(buffer)
    return StringColumn(buffer, narrowed(np.flatnonzero(np.frombuffer(buffer, np.uint8) == END[0]) + 1))


def _check_utf8(buffer: bytes) -> None:
    try:
        buffer.decode()
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _not_utf8() -> sqlite3.OperationalError:
    return sqlite3.OperationalError("Could not decode to UTF-8 column")


def _join(parts: list[StringColumn]) -> StringColumn:
    lengths = [len(part.buffer) for part in parts]
    size = np.min_scalar_type(sum(lengths))
    ends = np.empty(sum(map(len, parts)), size)
    row = offset = 0
    for part, length in zip(parts, lengths, strict=True):
        np.add(part.ends, offset, out=ends[row : row + len(part)], casting="unsafe", dtype=np.int64)
        row, offset = row + len(part), offset + length
    return StringColumn(b"".join(_buffers_of(parts)), ends)


def _buffers_of(parts: list[StringColumn]) -> Iterator[bytes]:
    return (part.buffer[:] for part in parts)
