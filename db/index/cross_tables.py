"""Rows told apart by the values they have in several dimensions together, so that one pass counts all of them.

A million projects have a few thousand different combinations of industry, stage, kind and the like. A row's combination
is its *cell*: conditions on such dimensions are decided a cell instead of a row, and counting the rows of each cell
counts every value of every one of these dimensions at once. Dimensions that would make too many cells together are kept
in separate tables.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import pairwise
from math import prod
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from db.index.dimensions import Dimension
from db.index.string_columns import narrowed
from db.months import DateCodes
from geo.bits import Words, all_set, count_set, gathered, packed, positions_by_chunk
from geo.frozen import frozen

MOST_CELLS: Final = 1 << 15
"""Cells of a table: few enough that their sums stay in the processor's cache while rows are counted."""

FEW_CELLS: Final = 32
"""So few cells, and rows that are not fewer than one in so many, are counted by the bits of the cells' numbers."""

_WORDS_AT_ONCE: Final = 1 << 14  # they lie near to the processor

_MOST_POSSIBLE: Final = 1 << 24
"""Combinations that are looked at to find those that occur."""

_MOST_AT_ONCE: Final = 1 << 18
"""Combinations of several dimensions that are looked at together: so few that they stay in the processor's cache."""

_PART: Final = 1 << 15

DATE: Final = "date"
"""Stands among the dimensions of a table for the dates of `db.months.DateCodes`."""

AMOUNT: Final = "amount"
"""Stands among the dimensions of a table for the bins of the amounts."""


class TabledColumns(Protocol):
    """What tables are made of: the part of `db.index.columns.ProjectColumns` that this module looks at."""

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        """The values of every dimension."""
        ...

    @property
    def codes(self) -> Mapping[str, NDArray[Any]]:
        """Integers [n] by single-valued dimension."""
        ...

    @property
    def dates(self) -> DateCodes:
        """The date of every project."""
        ...

    @property
    def amount_wan(self) -> NDArray[np.int64]:
        """int64[n], 万元, −1 where unpublished."""
        ...

    @property
    def amount_qualified(self) -> NDArray[np.bool_]:
        """bool[n]."""
        ...

    @property
    def inferred(self) -> NDArray[np.bool_]:
        """bool[n], the park is inferred."""
        ...

    @property
    def planned(self) -> NDArray[np.bool_]:
        """bool[n]."""
        ...


@frozen(eq=False)
class CrossTable:
    """The cells of n rows.

    Attributes:
        owns: Dimensions that are decided and counted here; the values may tell more.
        cells: Unsigned integers [n], the cell of each row.
        values: Codes of each cell by dimension, and 0 or 1 for `unpublished` and the like; intp[len(self)].
    """

    owns: frozenset[str]
    cells: NDArray[Any]
    values: Mapping[str, NDArray[np.intp]]
    _whole: dict[str, NDArray[np.int64]] = field(default_factory=dict, init=False, repr=False)
    """Of all rows, which are the same whatever is asked: found out once."""
    _passing: list[tuple[NDArray[np.bool_], Words]] = field(default_factory=list, init=False, repr=False)
    """Which cells were asked for last, and the rows of these: most filters change one condition of several."""
    _bits: list[Words] = field(default_factory=list, init=False, repr=False)
    """The bits of the rows' cells, a plane each, once they were asked for."""

    def __len__(self) -> int:
        """Return the number of cells."""
        return len(self.values["unpublished"])

    def known_whole(self, counts: NDArray[np.int64], amount_wan: NDArray[np.int64]) -> "CrossTable":
        """Take over what `tally` has answered of all rows before, and return the table."""
        self._whole.update(count=counts, amount_wan=amount_wan)
        return self

    def rows_in(self, passing: NDArray[np.bool_]) -> Words:
        """Return the rows of some cells, a bit each; nobody may change it. Any thread may ask.

        Args:
            passing: bool[len(self)], the cells.
        """
        for cells, rows in self._passing:
            if np.array_equal(cells, passing):
                return rows
        rows = gathered(passing, self.cells, shared=True)
        rows.flags.writeable = False
        self._passing[:] = [(passing, rows)]
        return rows

    def count(self, rows: Words | None) -> NDArray[np.int64]:
        """Count rows, a bit each, or all of them for None, by cell; int64[len(self)]."""
        if rows is None and self._whole:
            return self._whole["count"]
        if rows is not None and len(self) <= FEW_CELLS and count_set(rows) * FEW_CELLS > len(self.cells):
            return self._count_bits(rows)
        counts = np.zeros(len(self), np.int64)
        for chunk in positions_by_chunk(all_set(len(self.cells)) if rows is None else rows):
            # As wide as places in memory: bincount would make them so each time it is asked.
            counts += np.bincount(self.cells.take(chunk).astype(np.intp), minlength=len(self))
        return counts

    def _count_bits(self, rows: Words) -> NDArray[np.int64]:
        """Count rows by cell, 64 at a time: of some rows, those whose cell's number has a bit set, and so on down."""
        if not self._bits:
            length, one = (len(self) - 1).bit_length(), self.cells.dtype.type(1)
            bits = [packed(self.cells & (one << one.dtype.type(bit))) for bit in range(length)]
            self._bits.append(np.array(bits, np.uint64).reshape(length, len(rows)))
        planes, counts = self._bits[0], np.zeros(1 << len(self._bits[0]), np.int64)
        for first in range(0, len(rows), _WORDS_AT_ONCE):
            chunk = slice(first, first + _WORDS_AT_ONCE)
            if rows[chunk].any():
                _count_codes(planes[:, chunk], rows[chunk], counts)
        return counts[: len(self)]

    def tally(self, rows: Words | None, amount_wan: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Count rows, all of them for None, and add up their published amounts by cell; int64[len(self)] each."""
        if rows is None and self._whole:
            return self._whole["count"], self._whole["amount_wan"]
        # float64 holds whole numbers exactly up to 2^53 万元, which loading makes sure of.
        counts, sums = np.zeros(len(self), np.int64), np.zeros(len(self), np.float64)
        for chunk in positions_by_chunk(all_set(len(self.cells)) if rows is None else rows):
            cells = self.cells.take(chunk).astype(np.intp)
            counts += np.bincount(cells, minlength=len(self))
            sums += np.bincount(cells, weights=amount_wan.take(chunk), minlength=len(self))
        whole = sums.astype(np.int64)
        whole[self.values["unpublished"] > 0] = 0
        if rows is None:
            self._whole.update(count=counts, amount_wan=whole)
        return counts, whole


def _count_codes(planes: Words, rows: Words, counts: NDArray[np.int64]) -> None:
    """Count rows by the number whose bits are the planes, the lowest first, into int64[2 ** len(planes)]."""
    if not len(planes):
        counts += count_set(rows)
        return
    set_, half = rows & planes[-1], len(counts) // 2
    _count_codes(planes[:-1], set_, counts[half:])
    _count_codes(planes[:-1], rows ^ set_, counts[:half])


@frozen(eq=False)
class CrossTables:
    """The tables of some columns.

    Attributes:
        tables: Every single-valued dimension is owned by one of them.
        edges_wan: Lower edges of the bins of `AMOUNT` and the upper one of the last, 万元; empty without any amount.
    """

    tables: tuple[CrossTable, ...]
    edges_wan: tuple[int, ...]

    def place_of(self, dimension: str) -> int:
        """Return which table owns a dimension."""
        return next(place for place, table in enumerate(self.tables) if dimension in table.owns)


def build_tables(columns: TabledColumns) -> CrossTables:
    """Tell the rows of columns apart, in some passes over each dimension."""
    flags = _Cells.of_flags({"unpublished": columns.amount_wan < 0, "inferred": columns.inferred})
    edges = amount_edges(columns.amount_wan)
    dated = flags.told(
        _Told(DATE, columns.dates.codes, len(columns.dates.years)),
        _Told("industry", columns.codes["industry"], len(columns.dimensions["industry"])),
    )
    dated.values["year"] = _year_codes(columns)[dated.values[DATE]]
    binned = flags.told(_Told(AMOUNT, _bins(columns.amount_wan, edges), max(1, len(edges) - 1)))
    tables = [dated.table({DATE, "year"}), binned.table({AMOUNT}), *_build_others(columns, flags)]
    return CrossTables(tuple(tables), edges)


def _year_codes(columns: TabledColumns) -> NDArray[np.intp]:
    """The code of each date's year."""
    years = columns.dimensions["year"]
    return np.array([years.code_of(year) for year in columns.dates.years.tolist()], dtype=np.intp)


def _build_others(columns: TabledColumns, flags: "_Cells") -> Iterator[CrossTable]:
    """Put the smallest dimensions together first, as many as make no more than `MOST_CELLS`."""
    whole = flags.told(_Told("planned", columns.planned, 2), _Told("qualified", columns.amount_qualified, 2))
    current, owned = whole, set[str]()
    for unit in _units(columns):
        possible = len(current) * prod(len(columns.dimensions[key]) for key in unit)
        wider = _told_all(current, unit, columns) if possible <= _MOST_POSSIBLE or not owned else flags
        if owned and (wider is flags or len(wider) > MOST_CELLS):
            yield current.table(owned)
            wider, owned = _told_all(flags, unit, columns), set()
        current, owned = wider, owned | set(unit)
    yield current.table(owned)


def _told_all(cells: "_Cells", unit: Sequence[str], columns: TabledColumns) -> "_Cells":
    return cells.told(*(_Told(key, columns.codes[key], len(columns.dimensions[key])) for key in unit))


def _units(columns: TabledColumns) -> list[tuple[str, ...]]:
    """Industry and track are decided together and go together; grades stand with them, for the totals."""
    units: list[tuple[str, ...]] = [("grade", "industry", "track")]
    units += [(key,) for key in columns.codes if key not in ("grade", "industry", "track", "year")]
    return sorted(units, key=lambda unit: (len(unit) == 1, sum(len(columns.dimensions[key]) for key in unit)))


@frozen(eq=False)
class _Told:
    """One dimension by which rows are told apart: its codes, below its size."""

    key: str
    codes: NDArray[Any]
    size: int


class _Cells:
    """Cells while more and more dimensions tell rows apart."""

    def __init__(self, cells: NDArray[Any], values: dict[str, NDArray[np.intp]]) -> None:
        self.cells = cells
        self.values = values

    @classmethod
    def of_flags(cls, flags: Mapping[str, NDArray[np.bool_]]) -> "_Cells":
        started = cls(np.zeros(len(next(iter(flags.values()))), np.uint8), {})
        return started.told(*(_Told(key, rows, 2) for key, rows in flags.items()))

    def __len__(self) -> int:
        return len(next(iter(self.values.values()), ()))

    def told(self, *by: _Told) -> "_Cells":
        """Tell rows apart by some dimensions more; only what occurs becomes a cell."""
        whole = prod(max(each.size, 1) for each in by)
        if len(by) > 1 and max(len(self), 1) * whole > _MOST_AT_ONCE:
            return self.told(by[0]).told(*by[1:])
        occurs = np.zeros(max(len(self), 1) * whole, np.bool_)
        for part in self._parts():
            occurs[self._pairs(by, part)] = True
        found = np.flatnonzero(occurs)
        places = np.empty(len(occurs), np.min_scalar_type(max(len(found) - 1, 0)))
        places[found] = np.arange(len(found))
        cells = np.empty(len(self.cells), places.dtype)
        for part in self._parts():
            cells[part] = places.take(self._pairs(by, part))
        before, rest = np.divmod(found, whole)
        told = {key: each[before] for key, each in self.values.items()}
        for each in by:
            whole //= max(each.size, 1)
            told[each.key], rest = np.divmod(rest, whole)
        return _Cells(cells, told)

    def _parts(self) -> Iterator[slice]:
        """Some rows after the others, so few that all that is made of them stays in the processor's cache."""
        return (slice(first, first + _PART) for first in range(0, len(self.cells), _PART))

    def _pairs(self, by: Sequence[_Told], part: slice) -> NDArray[np.intp]:
        """The number of each row's cell and codes together."""
        pairs: NDArray[np.intp] = self.cells[part].astype(np.intp)
        for each in by:
            pairs *= max(each.size, 1)
            pairs += each.codes[part]
        return pairs

    def table(self, owns: set[str]) -> CrossTable:
        return CrossTable(frozenset(owns), narrowed(self.cells), dict(self.values))


def amount_edges(amount_wan: NDArray[np.int64]) -> tuple[int, ...]:
    """Return edges 1, 2, 5, 10 … that hold every published amount between them, 万元; empty without any.

    Args:
        amount_wan: int64[n], −1 where unpublished. Amounts below 1 count as 1.
    """
    greatest = int(amount_wan.max(initial=-1))
    if greatest < 0:
        return ()
    least = max(1, int(amount_wan.min(where=amount_wan >= 0, initial=greatest)))
    greatest = max(1, greatest)
    steps = [step * 10**power for power in range(len(str(greatest)) + 1) for step in (1, 2, 5)]
    first = max(place for place, edge in enumerate(steps) if edge <= least)
    last = max(first + 1, next(place for place, edge in enumerate(steps) if edge >= greatest))
    return tuple(steps[first : last + 1])


def _bins(amount_wan: NDArray[np.int64], edges: Sequence[int]) -> NDArray[np.uint8]:
    """uint8[n], the bin of each amount; the last includes its upper edge, unpublished ones are in the first."""
    bins = np.zeros(len(amount_wan), np.uint8)
    for edge, _ in list(pairwise(edges))[1:]:
        bins += amount_wan >= edge
    return bins
