"""What passes some filters, and what would pass without one of their conditions: the cross-filter.

Each condition is evaluated once, a cell of a table (`db.index.cross_tables`) where it can be and a row where it must
be, and held as a bit a row: rows that pass all conditions but one follow by putting 64 of them together at a time.
What rows add up to follows from those asked for before (`db.index.known_sums`).
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from db.filters import Filters
from db.index.cross_tables import AMOUNT, DATE, CrossTables, TabledColumns
from db.index.known_sums import ColumnSums, Sums
from db.index.row_conditions import OTHER
from db.months import MONTHS, DateCodes
from geo.bits import Words, packed, unpacked

Quantity = Literal["count", "amount_wan", "unpublished", "inferred"]
"""What is added up of rows: their number, their published amounts, those without one, those of an inferred park."""

BoolRows = NDArray[np.bool_]


class CodedPairs(Protocol):
    """The values of a dimension of which a project may have several, as `db.index.columns.MultiValues` holds them."""

    @property
    def rows(self) -> NDArray[Any]:
        """Integers [m], ascending."""
        ...

    @property
    def codes(self) -> NDArray[Any]:
        """Integers [m]."""
        ...


class FilteredColumns(TabledColumns, Protocol):
    """What is filtered: the part of `db.index.columns.ProjectColumns` that this module looks at."""

    @property
    def multi(self) -> Mapping[str, CodedPairs]:
        """Pairs by multi-valued dimension."""
        ...

    @property
    def tables(self) -> CrossTables:
        """The rows told apart by their values."""
        ...

    @property
    def sums(self) -> ColumnSums:
        """What rows add up to."""
        ...

    def row_conditions(self, filters: Filters) -> Mapping[str, BoolRows]:
        """Evaluate what no table decides, bool[n] by condition: `AMOUNT` and `OTHER`."""
        ...

    def __len__(self) -> int:
        """Return the number of projects."""
        ...


def condition_key(dimension: str) -> str:
    """The key of the condition a dimension's choice belongs to: a track's is its industry's, a year's its date's."""
    return {"track": "industry", "year": DATE}.get(dimension, dimension)


class CrossFilter:
    """The answer to one set of conditions. What is asked of it is computed when it is first asked, in any thread.

    Attributes:
        columns: The projects.
    """

    def __init__(
        self, columns: FilteredColumns, decided: Mapping[int, Mapping[str, BoolRows]], rows: Mapping[str, BoolRows]
    ) -> None:
        """Take evaluated conditions; people use `of_filters` and `of_mask`.

        Args:
            columns: The projects.
            decided: By place of a table: bool[cells] by condition.
            rows: bool[n] by condition.
        """
        self.columns: Final = columns
        self._decided: Final = decided
        self._known: Final[dict[tuple[str, int | str], Sums]] = {}
        self._factors: Final[dict[int | str, Words]] = {key: packed(passing) for key, passing in rows.items()}
        for place, conditions in decided.items():
            passing = np.logical_and.reduce(list(conditions.values()))
            self._factors[place] = columns.tables.tables[place].rows_in(passing)

    @classmethod
    def of_filters(cls, columns: FilteredColumns, filters: Filters) -> "CrossFilter":
        """Evaluate every condition that filters state, once."""
        rows = dict(columns.row_conditions(filters))
        decided: dict[int, dict[str, BoolRows]] = {}
        for key, dimension in columns.dimensions.items():
            if not (chosen := filters.chosen(key)):
                continue
            allowed = dimension.allow(chosen)
            if key in columns.multi:
                rows[key] = _rows_with(columns.multi[key], allowed, len(columns))
                continue
            place = columns.tables.place_of(key)
            passing = allowed.take(columns.tables.tables[place].values[key])
            conditions = decided.setdefault(place, {})
            name = condition_key(key)
            conditions[name] = conditions[name] | passing if name in conditions else passing
        if filters.has_dates:
            place = columns.tables.place_of(DATE)
            within = dates_within(columns.dates, filters)
            decided[place] = {DATE: within.take(columns.tables.tables[place].values[DATE])}
        return cls(columns, decided, rows)

    @classmethod
    def of_mask(cls, columns: FilteredColumns, mask: BoolRows) -> "CrossFilter":
        """Take the rows of a mask, bool[n], as one condition that belongs to no dimension."""
        return cls(columns, {}, {OTHER: mask})

    @cached_property
    def mask(self) -> BoolRows:
        """bool[n]: which rows pass all conditions."""
        words = self._without("")
        passed = np.ones(len(self.columns), np.bool_) if words is None else unpacked(words, len(self.columns))
        passed.flags.writeable = False  # it is handed to many
        return passed

    @property
    def tables(self) -> CrossTables:
        """The tables of the columns."""
        return self.columns.tables

    def measure(self, dimension: str, quantity: Quantity) -> NDArray[np.int64]:
        """Add up, by value of a dimension, the rows that pass all conditions but those on the dimension itself.

        Returns:
            int64[size of the dimension], each value by itself, without those under it.
        """
        size = len(self.columns.dimensions[dimension])
        if dimension in self.columns.multi:
            return self._measure_pairs(dimension, quantity)
        place = self.tables.place_of(dimension)
        table = self.tables.tables[place]
        return _by_value(table.values[dimension], self.by_cell(place, quantity, condition_key(dimension)), size)

    def by_cell(self, place: int, quantity: Quantity, without: str | None = None) -> NDArray[np.int64]:
        """Add up rows by cell of a table; cells that fail a condition have 0, the named condition excepted.

        Args:
            place: Of the table.
            quantity: What.
            without: A condition that is left out of account; None for none.
        """
        conditions = self._decided.get(place, {})
        left_out = without if without in conditions else None
        return self._once(f"{quantity} without {left_out}", place, lambda: self._by_cell(place, quantity, left_out))

    def _by_cell(self, place: int, quantity: Quantity, without: str | None) -> Sums:
        table = self.tables.tables[place]
        found = self._sums(place) if quantity == "amount_wan" else self._counts(place)
        kept = [passing for key, passing in self._decided.get(place, {}).items() if key != without]
        if quantity in ("unpublished", "inferred"):
            kept.append(table.values[quantity] > 0)
        return found * np.logical_and.reduce(kept) if kept else found

    def _without(self, left_out: int | str) -> Words | None:
        """Return which rows pass all conditions but a table's or a key's own; None where all do."""
        kept = [passing for key, passing in self._factors.items() if key != left_out]
        return np.bitwise_and.reduce(kept) if kept else None

    def _counts(self, place: int) -> Sums:
        """Counts alone take half as long as both: whoever looks at sums too asks for these first."""
        if ("amounts", place) in self._known:
            return np.asarray(self._amounts(place)[0], np.int64)
        return self._once("counts", place, lambda: self.columns.sums.counts(place, self._rows_for(place)))

    def _sums(self, place: int) -> Sums:
        return np.asarray(self._amounts(place)[1], np.int64)

    def _amounts(self, place: int) -> Sums:
        """Both at once: what takes long is to find the rows' cells."""
        return self._once("amounts", place, lambda: self.columns.sums.amounts(place, self._rows_for(place)))

    def _rows_for(self, place: int) -> Words | None:
        """The rows a table counts: what is asked of amounts is a condition of rows, not of the bins."""
        return self._without(AMOUNT if AMOUNT in self.tables.tables[place].owns else place)

    def _measure_pairs(self, key: str, quantity: Quantity) -> Sums:
        sums = self.columns.sums
        if quantity in ("count", "inferred"):
            first, second = self._once("counts", key, lambda: sums.pair_counts(key, self._without(key)))
        else:
            first, second = self._once("amounts", key, lambda: sums.pair_amounts(key, self._without(key)))
        return np.asarray(first if quantity in ("count", "amount_wan") else second, np.int64)

    def _once(self, what: str, of: int | str, compute: Callable[[], Sums]) -> Sums:
        found = self._known.get((what, of))
        if found is None:
            found = self._known[what, of] = compute()
        return found


def _by_value(codes: NDArray[np.intp], numbers: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Add up int64[cells] by value; exact, as no sum reaches 2^53."""
    return np.bincount(codes, weights=numbers, minlength=size).astype(np.int64)


def _rows_with(pairs: CodedPairs, allowed: NDArray[np.bool_], count: int) -> BoolRows:
    passed = np.zeros(count, dtype=np.bool_)
    passed[pairs.rows.take(np.flatnonzero(allowed.take(pairs.codes)))] = True
    return passed


def dates_within(dates: DateCodes, filters: Filters) -> NDArray[np.bool_]:
    """Decide for each date that occurs whether it is within bounds; a year alone lies within months only in whole.

    Returns:
        bool[k], by code.
    """
    first = dates.years * MONTHS + np.maximum(dates.months - 1, 0)
    last = np.where(dates.months > 0, first, first + MONTHS - 1)
    passed = dates.years > 0
    for bound, values in ((filters.year_from, dates.years), (filters.month_from, first)):
        if bound is not None:
            passed &= values >= bound
    for bound, values in ((filters.year_to, dates.years), (filters.month_to, last)):
        if bound is not None:
            passed &= values <= bound
    if filters.with_undated:
        passed |= dates.years == 0
    return passed
