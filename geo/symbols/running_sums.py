"""Running sums over projects in some order: what any run of them adds up to is the difference of two look-ups."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.symbols.tally import INDUSTRIES, QUANTITIES, SymbolColumns


class RunningSums:
    """The running sums of some projects, in whole numbers of the width each quantity needs.

    A project belongs to one industry, so that amounts run once over all projects, industry by industry, and not once
    an industry over all.
    """

    def __init__(self, columns: SymbolColumns, rows: NDArray[np.integer], selected: NDArray[np.bool_]) -> None:
        """Sum up.

        Args:
            columns: All projects of the ledger.
            rows: The projects meant, in order.
            selected: ``bool[n]`` over all projects.
        """
        industry, amount = columns.industry.take(rows), columns.amount_wan.take(rows)
        self._rows: Final = rows
        of_industry = [industry == number for number in range(INDUSTRIES)]
        self._counts: Final = [_running(each, np.uint32) for each in of_industry]
        published = np.maximum(amount, 0)
        self._amounts: Final = [_running(published.take(np.flatnonzero(each)), np.int64) for each in of_industry]
        self._flags: Final = [
            _running(columns.inferred.take(rows), np.uint32),
            _running(amount < 0, np.uint32),
        ]
        self.select(selected)
        self._spots: Final = [_running(axis.take(rows), np.int64) for axis in (columns.world_x, columns.world_y)]

    def select(self, selected: NDArray[np.bool_]) -> None:
        """Count these as selected from now on, ``bool[n]`` over all projects; nothing else is summed up anew."""
        picked = selected.take(self._rows)
        self._picked = _running(picked, np.uint32) if picked.any() else None

    def selected_between(self, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
        """Count the selected projects of runs, as in `between`; ``int64[g]``."""
        if self._picked is None:
            return np.zeros(len(first), np.int64)
        return self._picked[last].astype(np.int64) - self._picked[first]

    def between(
        self, first: NDArray[np.int64], last: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Sum up runs of the projects.

        Args:
            first: ``int64[g]`` number of each run's first project.
            last: ``int64[g]`` one past its last.

        Returns:
            ``float64[g, 2]`` sums of x and y, ``float64[g, 13]`` those of what a `geo.symbols.tally.Tally` holds.
        """
        sums = np.zeros((QUANTITIES, len(first)))
        for number, (counts, amounts) in enumerate(zip(self._counts, self._amounts, strict=True)):
            low, high = counts[first], counts[last]
            sums[number] = high - low
            sums[INDUSTRIES + number] = amounts[high] - amounts[low]
        for number, running in enumerate((*self._flags, self._picked), 2 * INDUSTRIES):
            if running is not None:
                sums[number] = running[last] - running[first]
        spots = [running[last] - running[first] for running in self._spots]
        return np.column_stack(spots).astype(np.float64), sums.T


def _running(values: NDArray[Any], dtype: type[np.integer]) -> NDArray[np.integer]:
    """The sums of the first 0, 1, 2 … values."""
    sums = np.zeros(len(values) + 1, dtype)
    np.cumsum(values, dtype=dtype, out=sums[1:])
    return sums
