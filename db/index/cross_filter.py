"""What passes some filters, and what would pass without one of their conditions: the cross-filter.

Each condition is evaluated once, a cell of a table (`db.index.cross_tables`) where it can be and a row where it must
be. Rows that pass all conditions but one follow from the products before and after it; nothing is filtered twice.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import Any, Final, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from db.filters import Filters
from db.index.cross_tables import AMOUNT, DATE, CrossTables, TabledColumns
from db.index.row_conditions import OTHER
from db.months import MONTHS, DateCodes

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
        self._factors: Final[dict[int | str, BoolRows]] = dict(rows.items())
        for place, conditions in decided.items():
            passing = np.logical_and.reduce(list(conditions.values()))
            self._factors[place] = passing.take(columns.tables.tables[place].cells)
        self._known: dict[tuple[str, int | str], NDArray[Any]] = {}
        self._tallies: dict[int, tuple[NDArray[np.int64], NDArray[np.int64]]] = {}

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
        passed = np.ones(len(self.columns), np.bool_)
        for factor in self._factors.values():
            passed &= factor
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
            return self._measure_pairs(dimension, quantity, size)
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
        table = self.tables.tables[place]
        found = self._sums(place) if quantity == "amount_wan" else self._counts(place)
        kept = [passing for key, passing in self._decided.get(place, {}).items() if key != without]
        if quantity in ("unpublished", "inferred"):
            kept.append(table.values[quantity] > 0)
        return found * np.logical_and.reduce(kept) if kept else found

    def rows_without(self, factor: int | str) -> NDArray[np.intp] | None:
        """Return the rows that pass all conditions but a table's or a key's own, ascending; None where all do."""
        if self._lets_all_pass(factor):
            return None
        # Where a condition is not stated, leaving it out changes nothing: those rows are found once.
        known = factor if factor in self._factors else ""
        return self._once("rows", known, lambda: np.flatnonzero(self._mask_without(known)))

    def release_rows(self) -> None:
        """Forget which rows passed, which is as long as the ledger; what was added up stays, the rest is found anew."""
        for known in [known for known in self._known if known[0] in ("rows", "pairs")]:
            self._known.pop(known, None)

    def _lets_all_pass(self, factor: int | str) -> bool:
        return not self._factors or list(self._factors) == [factor]

    def _mask_without(self, factor: int | str) -> BoolRows:
        if factor not in self._factors:
            return self.mask
        keys = list(self._factors)
        place = keys.index(factor)
        before, after = self._products
        return before[place] & after[place]

    @cached_property
    def _products(self) -> tuple[list[BoolRows], list[BoolRows]]:
        """The products of the conditions before and after each."""
        factors, everything = list(self._factors.values()), np.ones(len(self.columns), np.bool_)
        before = list(accumulate(factors[:-1], np.logical_and, initial=everything))
        after = list(accumulate(factors[:0:-1], np.logical_and, initial=everything))
        return before, after[::-1]

    def _counts(self, place: int) -> NDArray[np.int64]:
        table = self.tables.tables[place]
        if AMOUNT in table.owns:  # nobody asks for the sums of its bins
            return self._once("count", place, lambda: table.count(self._rows_for(place)))
        return self._tally(place)[0]

    def _sums(self, place: int) -> NDArray[np.int64]:
        return self._tally(place)[1]

    def _tally(self, place: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Both at once: what takes long is to find the rows' cells."""
        known = self._tallies.get(place)
        if known is None:
            table = self.tables.tables[place]
            known = self._tallies[place] = table.tally(self._rows_for(place), self.columns.amount_wan)
        return known

    def _rows_for(self, place: int) -> NDArray[np.intp] | None:
        """The rows a table counts: what is asked of amounts is a condition of rows, not of the bins."""
        return self.rows_without(AMOUNT if AMOUNT in self.tables.tables[place].owns else place)

    def _measure_pairs(self, dimension: str, quantity: Quantity, size: int) -> NDArray[np.int64]:
        pairs = self.columns.multi[dimension]
        rows, codes = pairs.rows, pairs.codes
        if not self._lets_all_pass(dimension):
            kept = self._once("pairs", dimension, lambda: self._kept_pairs(dimension))
            rows, codes = rows.take(kept), codes.take(kept)
        if quantity == "count":
            return np.bincount(codes, minlength=size)
        if quantity == "inferred":
            return np.bincount(codes.take(np.flatnonzero(self.columns.inferred.take(rows))), minlength=size)
        amounts = self.columns.amount_wan.take(rows)
        if quantity == "unpublished":
            return np.bincount(codes.take(np.flatnonzero(amounts < 0)), minlength=size)
        return np.bincount(codes, weights=np.maximum(amounts, 0), minlength=size).astype(np.int64)

    def _kept_pairs(self, dimension: str) -> NDArray[np.intp]:
        """The pairs whose rows pass all conditions but the dimension's own."""
        return np.flatnonzero(self._mask_without(dimension).take(self.columns.multi[dimension].rows))

    def _once(self, what: str, of: int | str, compute: Callable[[], NDArray[Any]]) -> NDArray[Any]:
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
