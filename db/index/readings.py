"""What is to be read of a table, and what was read of it, a block of rows at a time, by one thread or several.

It is read by SQL (`db.index.bulk_reading`) or out of pages (`db.index.page_reading`).
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from db.index.string_columns import END, CodedColumn, StringColumn, narrowed
from db.search.short_words import WordCodes
from geo.frozen import frozen

_DEGREE: Final = 2.0**54
"""SQL tells degrees as whole numbers of this fraction: SQLite writes 15 digits of what it keeps 17 of."""

LEAST_DEGREES: Final = 0.25
"""From here on a number of degrees is a whole number of such fractions."""

_NOWHERE: Final = 2**63 - 1

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
class Word:
    """A column of texts of which few are distinct.

    Attributes:
        sql: A text expression.
        missing: What NULL is read as; eight bytes at most.
    """

    sql: str
    missing: str = ""


@frozen
class Reading:
    """What to read.

    Attributes:
        source: A table.
        key: An integer column that an index serves; by `id`, rows come in its order.
        numbers: Integers.
        degrees: Columns of reals between −180 and 180; NULL is read as NaN.
        words: Texts of which few are distinct.
        texts: Text expressions; NULL is read as no text.
    """

    source: str
    key: str
    numbers: tuple[Number, ...] = ()
    degrees: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
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
        degrees = (f"ifnull(CAST({sql} * {_DEGREE} AS INTEGER), {_NOWHERE})" for sql in self.degrees)
        words = (f"ifnull({word.sql}, '{word.missing}')" for word in self.words)
        return (*numbers, *degrees, *words, *(f"ifnull({sql}, '')" for sql in self.texts))


@dataclass(slots=True)
class ReadColumns:
    """Columns of n rows.

    Attributes:
        numbers: Integers [n] in as few bits as hold them.
        degrees: float64[n]; where they were read by SQL, those below `LEAST_DEGREES` are not exact.
        words: Words and codes.
        texts: Texts.
    """

    numbers: list[NDArray[Any]] = field(default_factory=list)
    degrees: list[NDArray[np.float64]] = field(default_factory=list)
    words: list[CodedColumn] = field(default_factory=list)
    texts: list[StringColumn] = field(default_factory=list)


class Shared(Protocol):
    """Columns that several threads read, each by a connection of its own."""

    is_broken: bool
    """Whether somebody who helped has failed; that error is told there."""

    def help(self, connection: sqlite3.Connection) -> None:
        """Read until nothing is left that nobody reads."""
        ...

    def columns(self) -> ReadColumns:
        """Return everything; who has helped waits for the others who do."""
        ...


class Pages(Protocol):
    """Reads tables in another way than by SQL (`db.index.page_reading`)."""

    def share(self, connection: sqlite3.Connection, reading: Reading, told: Told) -> Shared | None:
        """Return a reading that answers as SQL would; None where that cannot be promised."""
        ...


class Gathered:
    """What one thread has read.

    Attributes:
        blocks: The numbers of the blocks, as they were read.
        numbers: The integers of each block, by column.
        degrees: Likewise.
        words: Likewise.
        texts: Likewise.
    """

    def __init__(self, reading: Reading) -> None:
        """Hold nothing yet."""
        self.blocks: list[int] = []
        self.numbers: list[list[NDArray[Any]]] = [[] for _ in reading.numbers]
        self.degrees: list[list[NDArray[np.float64]]] = [[] for _ in reading.degrees]
        self.words = [WordCodes() for _ in reading.words]
        self.texts: list[list[StringColumn]] = [[] for _ in reading.texts]

    def add(self, number: int, joined: Sequence[bytes], rows: int) -> bool:
        """Take a block: numbers with commas between them, texts with `END` behind each; False if some text holds it."""
        whole = len(self.numbers) + len(self.degrees)
        texts = [_take_apart(text) for text in joined[whole + len(self.words) :]]
        if any(len(text) != rows for text in texts):
            return False
        for place, words in enumerate(self.words):
            if not words.add(joined[whole + place], rows):
                for taken in self.words[:place]:
                    taken.forget_last()
                return False
        self.add_numbers([np.fromstring(value, np.int64, sep=",") for value in joined[:whole]])
        for column_of, text in zip(self.texts, texts, strict=True):
            column_of.append(text)
        self.blocks.append(number)
        return True

    def add_numbers(self, columns: Sequence[NDArray[np.int64]]) -> None:
        """Take the integers of a block, and the degrees as SQL tells them."""
        count = len(self.numbers)
        for column, values in zip(self.numbers, columns[:count], strict=True):
            column.append(narrow(values))
        for axis, values in zip(self.degrees, columns[count:], strict=True):
            axis.append(np.where(values == _NOWHERE, np.nan, values / _DEGREE))

    def add_rows(self, number: int, rows: Sequence[Sequence[Any]]) -> None:
        """Take a block row by row: numbers, and texts as bytes."""
        columns = iter(list(zip(*rows, strict=True)))
        whole = len(self.numbers) + len(self.degrees)
        self.add_numbers([np.array(next(columns), np.int64) for _ in range(whole)])
        for words in self.words:
            words.add_texts(next(columns))
        for texts in self.texts:
            texts.append(_put_together(next(columns)))
        self.blocks.append(number)


def put_in_order(reading: Reading, gathered: Sequence[Gathered]) -> ReadColumns:
    """Return what several threads have read, in the order of the blocks; they hold none of it any more.

    A column at a time, so that no more than one is held twice.
    """
    order = np.argsort([number for each in gathered for number in each.blocks], kind="stable").tolist()
    nothing = np.empty(0, np.uint8)

    def ordered(parts: Iterable[list[Any]]) -> list[Any]:
        every: list[Any] = []
        for each in parts:
            every += each
            each.clear()
        return [every[place] for place in order]

    numbers = [
        np.concatenate([nothing, *ordered(each.numbers[place] for each in gathered)])
        for place in range(len(reading.numbers))
    ]
    degrees = [
        np.concatenate([nothing.astype(np.float64), *ordered(each.degrees[place] for each in gathered)])
        for place in range(len(reading.degrees))
    ]
    words = [_join_words([each.words[place] for each in gathered], ordered) for place in range(len(reading.words))]
    texts = [_join(ordered(each.texts[place] for each in gathered)) for place in range(len(reading.texts))]
    return ReadColumns(numbers, degrees, words, texts)


def _join_words(
    columns: Sequence[WordCodes], ordered: Callable[[Iterable[list[NDArray[Any]]]], list[NDArray[Any]]]
) -> CodedColumn:
    """Let the same word of several connections be one."""
    places: dict[bytes, int] = {}
    parts = []
    for each in columns:
        of_word = np.array([places.setdefault(word, len(places)) for word in each.words], np.uint32)
        parts.append([of_word.take(part) for part in each.parts] if each is not columns[0] else [*each.parts])
        each.parts.clear()
    words = tuple(word.decode() for word in places)
    return CodedColumn(words, narrowed(np.concatenate([np.empty(0, np.uint32), *ordered(parts)])))


def narrow(values: NDArray[np.int64]) -> NDArray[Any]:
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
        raise not_utf8() from error


def not_utf8() -> sqlite3.OperationalError:
    """Return what SQLite's module says of a text that is none."""
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
