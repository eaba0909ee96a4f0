"""The cells of a CSV, a column of many rows at a time, as the bytes that stand in the file.

A value that many rows share is written once. Numbers with decimals are written by numpy, digits in a table. Of free
texts, which most rows have of their own, those that need a guard or quotes are found in all of them at once.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.export.blocks import TEXTS, Block
from db.export.fields import FIELD_BY_KEY, WORD_SEPARATOR
from db.export.table import COLUMNS, Cell, Column
from db.export.text_values import to_objects
from db.money import WAN_PER_YI
from geo.datums import Datum, convert
from geo.frozen import frozen

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a text for a formula (OWASP, CSV injection), full-width forms included."""

_KEPT_CELLS: Final = 50_000
"""So many written values of a column are remembered: more than most columns have."""

_DECIMALS: Final = 7
_WHOLE_DIGITS: Final = 3
_NEAR_HALF: Final = 1e-4

_MOST_COMBINED: Final = 1 << 16
"""Neighbouring columns of few values are written as one while they have no more combinations than this."""

Cells = list[bytes]


@frozen(eq=False)
class CodedCells:
    """A column of few distinct cells.

    Attributes:
        name: What the cells are of: where two have the same name, their `written` are the same.
        codes: Integers [n], index into `written`.
        written: object[k], bytes.
    """

    name: str
    codes: NDArray[Any]
    written: NDArray[np.object_]


class _Combined:
    """Neighbouring columns of few values as one, its combinations written when they first come."""

    def __init__(self, parts: Sequence[CodedCells], delimiter: bytes) -> None:
        """Combine columns."""
        self._written = [part.written.tolist() for part in parts]
        self._shape = tuple(len(written) for written in self._written)
        self._delimiter = delimiter
        self._cells = np.full(math.prod(self._shape), None, dtype=np.object_)
        self._is_known = np.zeros(len(self._cells), np.bool_)

    def cells(self, parts: Sequence[CodedCells]) -> Cells:
        """Return the cells of each row, joined."""
        place = np.zeros(len(parts[0].codes), np.intp)
        for part in parts:
            if len(part.written) > 1:
                place = place * len(part.written) + part.codes
        comes = np.zeros(len(self._cells), np.bool_)
        comes[place] = True
        new = np.flatnonzero(comes & ~self._is_known)
        for each, codes in zip(new.tolist(), zip(*np.unravel_index(new, self._shape), strict=True), strict=True):
            texts = (written[code] for written, code in zip(self._written, codes, strict=True))
            self._cells[each] = self._delimiter.join(texts)
        self._is_known[new] = True
        cells: Cells = self._cells.take(place).tolist()
        return cells


def to_csv_cell(cell: Cell) -> str:
    """Write one cell: numbers plainly, texts guarded by an apostrophe where a spreadsheet would compute them."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return f"{cell:.7f}".rstrip("0").rstrip(".") if isinstance(cell, float) else str(cell)


def quote(cell: str, delimiter: str) -> str:
    """Put a cell in quotes if it would not stay one cell without."""
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}"' if delimiter in cell or "\n" in cell or "\r" in cell else cell


class _Written(dict[Any, bytes]):
    """Values and how they are written: each is written when it first comes."""

    def __init__(self, write: Callable[[Any], bytes]) -> None:
        """Write with this function."""
        super().__init__()
        self._write = write

    def __missing__(self, value: object) -> bytes:
        """Write a value."""
        written = self[value] = self._write(value)
        return written

    def all_of(self, values: Sequence[Any]) -> Cells:
        """Return how each value is written; of too many, none is remembered for long."""
        if len(self) > _KEPT_CELLS:
            self.clear()
        return [self[value] for value in values]


class CellWriter:
    """Writes the columns of one file, block after block."""

    def __init__(self, delimiter: str, datum: Datum) -> None:
        """Write for a delimiter, with coordinates in a datum."""
        self._delimiter, self._datum = delimiter, datum
        self._by_code: dict[str, NDArray[np.object_]] = {}
        self._combined: dict[tuple[str, ...], _Combined] = {}
        self._numbers = {column.field: _Written(self._writer(column)) for column in COLUMNS}
        starts = np.zeros(256, np.bool_)
        starts[[start.encode()[0] for start in _FORMULA_STARTS]] = True
        self._may_need_guard: NDArray[np.bool_] = starts

    def lines(self, block: Block, empty: int = 0) -> Iterator[bytes]:
        """Yield the rows of a block as lines without their ends.

        Args:
            block: The rows.
            empty: How many empty cells come after the columns of `COLUMNS`.
        """
        lng, lat = convert(block.lng, block.lat, Datum.WGS84, self._datum)
        moved = {"lng": lng, "lat": lat}
        columns = [
            write_degrees(moved[column.field]) if column.field in moved else self._write_column(column, block)
            for column in COLUMNS
        ]
        columns += [_empty(len(block))] * empty
        return map(self._delimiter.encode().join, zip(*self._combine(columns), strict=True))

    def _combine(self, columns: Sequence[Cells | CodedCells]) -> Iterator[Cells]:
        """Join neighbouring columns of few values: each value joined a row costs time."""
        run: list[CodedCells] = []
        for column in columns:
            sizes = math.prod(len(part.written) for part in run)
            if run and not (isinstance(column, CodedCells) and sizes * len(column.written) <= _MOST_COMBINED):
                yield self._join_run(run)
                run = []
            if isinstance(column, CodedCells):
                run.append(column)
            else:
                yield column
        if run:
            yield self._join_run(run)

    def _join_run(self, run: Sequence[CodedCells]) -> Cells:
        if len(run) == 1:
            alone: Cells = run[0].written.take(run[0].codes).tolist()
            return alone
        names = tuple(part.name for part in run)
        if names not in self._combined:
            self._combined[names] = _Combined(run, self._delimiter.encode())
        return self._combined[names].cells(run)

    def _writer(self, column: Column) -> Callable[[Any], bytes]:
        if column.field == "amount_wan":
            return _write_amount
        return lambda value: self._write(column.show(value))

    def _write(self, cell: Cell) -> bytes:
        return quote(to_csv_cell(cell), self._delimiter).encode()

    def _write_column(self, column: Column, block: Block) -> Cells | CodedCells:
        key = column.field
        if key == "id":
            return write_integers(block.ids)
        if FIELD_BY_KEY[key].type == "words":
            return self._write_words(key, block)
        codes = block.codes_of(key)
        if codes is not None:
            if key not in self._by_code:
                self._by_code[key] = to_objects(self._write(column.show(value)) for value in block.lookups.words[key])
            return CodedCells(key, codes, self._by_code[key])
        if key == "amount_wan":
            return self._numbers[key].all_of(block.amount_wan.tolist())
        if key in TEXTS:
            return self._write_texts(block.raw(key))
        values = block[key]
        return self._numbers[key].all_of(values) if any(values) or 0 in values else _empty(len(block))

    def _write_words(self, key: str, block: Block) -> Cells | CodedCells:
        spans = block.spans_of(key)
        if spans is None:
            return self._write_texts([each.encode() for each in block.joined(key)])
        first, counts, codes = spans
        if not counts.any():
            return _empty(len(block))
        if key not in self._by_code:
            self._by_code[key] = to_objects(self._write_each([word.encode() for word in block.lookups.words[key]]))
        cells = np.full(len(block), b"", dtype=np.object_)
        single = np.flatnonzero(counts == 1)
        cells[single] = self._by_code[key].take(codes[first[single]])
        words_of_codes = block.lookups.words[key]
        for place in np.flatnonzero(counts > 1).tolist():
            several = words_of_codes[codes[first[place] : first[place] + counts[place]]]
            cells[place] = self._write(WORD_SEPARATOR.join(several.tolist()))
        return cells.tolist()

    def _write_texts(self, texts: Sequence[bytes | None]) -> Cells | CodedCells:
        return self._write_each([text or b"" for text in texts]) if any(texts) else _empty(len(texts))

    def _write_each(self, cells: Cells) -> Cells:
        """Write free texts: those that are not plain are found by their first bytes and by the marks in them."""
        for row in self._odd_rows(cells):
            cells[row] = self._write(cells[row].decode())
        return cells

    def _odd_rows(self, cells: Cells) -> list[int]:
        joined = b"\n".join(cells) + b"\n"
        codes = np.frombuffer(joined, np.uint8)
        past = np.cumsum(np.fromiter(map(len, cells), np.int64, len(cells)) + 1)  # just past each cell's line feed
        begins = np.concatenate([np.zeros(1, np.int64), past[:-1]])
        odd = [np.flatnonzero(self._may_need_guard.take(codes.take(begins)))]
        for mark in ('"', self._delimiter, "\r"):
            if mark.encode() in joined:
                places = np.flatnonzero(codes == ord(mark))
                odd.append(np.searchsorted(past, places, side="right"))
        if joined.count(b"\n") != len(cells):
            places = np.setdiff1d(np.flatnonzero(codes == ord("\n")), past - 1, assume_unique=True)
            odd.append(np.searchsorted(past, places, side="right"))
        rows: list[int] = np.unique(np.concatenate(odd)).tolist()
        return rows


def _empty(count: int) -> CodedCells:
    return CodedCells("", np.zeros(count, np.uint8), to_objects([b""]))


def write_integers(values: NDArray[np.int64]) -> Cells:
    """Write whole numbers, all by one formatting."""
    listed = values.tolist()
    return (b"%d " * len(listed) % tuple(listed)).split()


def _write_amount(amount_wan: int) -> bytes:
    """Write 万元 as 亿元, exactly; nothing below zero, which is unpublished."""
    if amount_wan < 0:
        return b""
    whole, rest = divmod(amount_wan, WAN_PER_YI)
    return (f"{whole}.{rest:04d}".rstrip("0") if rest else str(whole)).encode()


def write_degrees(values: NDArray[np.float64]) -> Cells:
    """Write degrees with up to seven decimals, as `to_csv_cell` writes each; nothing for NaN.

    Args:
        values: float64[n].
    """
    cells = np.full(len(values), b"", dtype=np.object_)
    is_usual = ~np.signbit(values) & (values < 10**_WHOLE_DIGITS)  # NaN is not
    usual = np.flatnonzero(is_usual)
    scaled = values[usual] * 10**_DECIMALS
    rounded = np.rint(scaled).astype(np.int64)
    table = _digits(rounded)
    blanks = (rounded < 10 ** (_DECIMALS + 1)).astype(np.intp) + (rounded < 10 ** (_DECIMALS + 2))
    for count in range(_WHOLE_DIGITS):
        rows = np.flatnonzero(blanks == count)
        written = np.ascontiguousarray(table[rows, count:])
        cells[usual[rows]] = written.view(f"S{written.shape[1]}").ravel()
    # Scaling may have moved what lies close to the middle between two last digits across it: written one by one.
    doubtful = usual[np.abs(scaled - np.floor(scaled) - 0.5) < _NEAR_HALF]
    for place in (*doubtful.tolist(), *np.flatnonzero(~is_usual & ~np.isnan(values)).tolist()):
        cells[place] = to_csv_cell(float(values[place])).encode()
    return cells.tolist()


def _digits(scaled: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return whole numbers with the point before the last seven digits, uint8[n, characters].

    Three digits stand before the point; there is 0 in place of zeros at the end.
    """
    table = np.zeros((len(scaled), _WHOLE_DIGITS + 1 + _DECIMALS), np.uint8)
    whole, rest = (part.astype(np.uint32) for part in np.divmod(scaled, 10**_DECIMALS))
    is_kept = np.zeros(len(scaled), np.bool_)
    for place in range(table.shape[1] - 1, _WHOLE_DIGITS, -1):
        rest, digit = np.divmod(rest, np.uint32(10))
        is_kept |= digit > 0
        table[:, place] = np.where(is_kept, digit + ord("0"), 0)
    table[:, _WHOLE_DIGITS] = np.where(is_kept, ord("."), 0)
    for place in range(_WHOLE_DIGITS - 1, -1, -1):
        whole, digit = np.divmod(whole, np.uint32(10))
        table[:, place] = digit + ord("0")
    return table
