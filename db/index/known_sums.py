"""What rows add up to, known from rows that were asked for before: only those that differ are looked at.

A person who takes one value more or one month less asks for nearly the same projects again. What all rows add up to is
kept, and the answer given last; the next one is made from whichever of them, or nothing, differs in the fewest rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.bits import Words, all_set, count_set, unpacked
from geo.frozen import frozen
from geo.side_by_side import MANY, side_by_side

if TYPE_CHECKING:
    from db.index.cross_filter import CodedPairs, FilteredColumns

Sums = NDArray[np.int64]

_PAIRS_AT_ONCE: Final = 1 << 16


@frozen(eq=False)
class _Known:
    """An answer.

    Attributes:
        rows: a bit a row.
        sums: what they add up to.
    """

    rows: Words
    sums: Sums


class KnownSums:
    """Sums of one kind. Any thread may ask; at worst two add up the same."""

    def __init__(self, everything: Words, add: Callable[[Words | None], Sums]) -> None:
        """Add up nothing yet.

        Args:
            everything: The bits of all rows.
            add: Adds up some rows, all for None: of two sets that share no row the sums are those of both together.
        """
        self._everything: Final = everything
        self._add: Final = add
        self._whole: _Known | None = None
        self._last: _Known | None = None

    def of(self, rows: Words | None) -> Sums:
        """Return what some rows, or all for None, add up to; nobody may change it.

        Args:
            rows: A bit a row.
        """
        if rows is None:
            return self._everything_known().sums
        differing = count_set(rows)
        known = [self._last] if self._last is not None else []
        if self._whole is not None or 2 * differing > count_set(self._everything):
            known.append(self._everything_known())
        nearest: _Known | None = None
        for each in known:
            if (differs := count_set(each.rows ^ rows)) < differing:
                differing, nearest = differs, each
        sums = _frozen(self._add_up(rows) if nearest is None else self._from(nearest, rows))
        self._last = _Known(rows, sums)
        return sums

    def _everything_known(self) -> _Known:
        whole = self._whole
        if whole is None:
            whole = self._whole = _Known(self._everything, _frozen(self._add(None)))
        return whole

    def _from(self, known: _Known, rows: Words) -> Sums:
        more, fewer = rows & ~known.rows, known.rows & ~rows
        sums = known.sums + self._add_up(more) if more.any() else known.sums
        return sums - self._add_up(fewer) if fewer.any() else sums

    def _add_up(self, rows: Words) -> Sums:
        count = count_set(rows)
        if count < MANY:
            return self._add(rows)
        low, high = rows.copy(), rows.copy()
        low[len(rows) // 2 :] = high[: len(rows) // 2] = 0
        one, other = side_by_side(lambda: self._add(low), lambda: self._add(high), count)
        return one + other


class ColumnSums:
    """The sums of some columns: by cell of their tables, and by value of dimensions of which a row may have several."""

    def __init__(self, columns: FilteredColumns) -> None:
        """Add up nothing yet."""
        self._columns: Final = columns
        self._everything: Final = all_set(len(columns))
        self._known: Final[dict[tuple[str, int | str], KnownSums]] = {}

    def counts(self, place: int, rows: Words | None) -> Sums:
        """Count rows, all for None, by cell of a table; ``int64[cells]``."""
        return self._sums("counts", place, self._columns.tables.tables[place].count).of(rows)

    def amounts(self, place: int, rows: Words | None) -> Sums:
        """Count rows by cell of a table, and add up their published amounts; ``int64[2, cells]``."""
        table, amounts = self._columns.tables.tables[place], self._columns.amount_wan
        return self._sums("amounts", place, lambda some: np.stack(table.tally(some, amounts))).of(rows)

    def pair_counts(self, dimension: str, rows: Words | None) -> Sums:
        """Count rows by value of a dimension, and those of them whose park is inferred; ``int64[2, values]``."""
        return self._sums("counts", dimension, lambda some: self._count_pairs(dimension, some)).of(rows)

    def pair_amounts(self, dimension: str, rows: Words | None) -> Sums:
        """Add up published amounts by value of a dimension, and count rows without one; ``int64[2, values]``."""
        return self._sums("amounts", dimension, lambda some: self._add_up_pairs(dimension, some)).of(rows)

    def _sums(self, what: str, of: int | str, add: Callable[[Words | None], Sums]) -> KnownSums:
        known = self._known.get((what, of))
        if known is None:
            known = self._known[what, of] = KnownSums(self._everything, add)
        return known

    def _count_pairs(self, dimension: str, rows: Words | None) -> Sums:
        pairs, size = self._columns.multi[dimension], len(self._columns.dimensions[dimension])
        of_rows, codes = self._kept(pairs, rows)
        inferred = np.flatnonzero(self._columns.inferred.take(of_rows))
        return np.stack([np.bincount(each, minlength=size) for each in (codes, codes.take(inferred))])

    def _add_up_pairs(self, dimension: str, rows: Words | None) -> Sums:
        pairs, size = self._columns.multi[dimension], len(self._columns.dimensions[dimension])
        of_rows, codes = self._kept(pairs, rows)
        amounts = self._columns.amount_wan.take(of_rows)
        # float64 holds whole numbers exactly up to 2^53 万元, which loading makes sure of.
        sums = np.bincount(codes, weights=np.maximum(amounts, 0), minlength=size).astype(np.int64)
        return np.stack([sums, np.bincount(codes.take(np.flatnonzero(amounts < 0)), minlength=size)])

    def _kept(self, pairs: CodedPairs, rows: Words | None) -> tuple[NDArray[Any], NDArray[Any]]:
        """Rows and codes of the pairs whose rows are among these."""
        if rows is None:
            return pairs.rows, pairs.codes
        mask, found = unpacked(rows, len(self._columns)), [np.empty(0, np.intp)]
        for first in range(0, len(pairs.rows), _PAIRS_AT_ONCE):
            found.append(np.flatnonzero(mask.take(pairs.rows[first : first + _PAIRS_AT_ONCE])) + first)
        kept = np.concatenate(found)
        return pairs.rows.take(kept), pairs.codes.take(kept)


def _frozen(sums: Sums) -> Sums:
    sums.flags.writeable = False
    return sums
