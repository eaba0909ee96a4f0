"""Sums of the matching projects of every place: of each park, and of the city."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.bits import gathered
from geo.symbols.block_sums import BlockSums, SymbolBlocks
from geo.symbols.tally import SELECTED, Rows, SymbolColumns, Tally


class PlaceSums:
    """Projects place by place: those of a place are one run of `geo.symbols.block_sums`."""

    def __init__(
        self,
        columns: SymbolColumns,
        rows: NDArray[Any],
        starts: NDArray[np.int64],
        spots: NDArray[np.float64],
        amount_wan: NDArray[np.int64] | None = None,
    ) -> None:
        """Take in what is known of them.

        Args:
            columns: All projects of the ledger.
            rows: Integers ``[k]``, rows of the projects that stand at a place, place by place.
            starts: ``int64[g + 1]``: those of place p are ``rows[starts[p] : starts[p + 1]]``.
            spots: ``float64[g, 2]`` of each place.
            amount_wan: ``int64[k]`` of these rows, where they are known in this order.
        """
        self._place, self._rows, self._spots = columns.place, rows, spots
        self._first, self._last = starts[:-1], starts[1:]
        self._blocks: Final = SymbolBlocks(
            columns.industry.take(rows),
            columns.amount_wan.take(rows) if amount_wan is None else amount_wan,
            columns.inferred.take(rows),
        )

    def tally(self, mask: NDArray[np.bool_], selected: NDArray[np.bool_]) -> Tally:
        """Sum the projects of a mask, ``bool[n]``, by their place. Costs O(k)."""
        _, sums = BlockSums(self._blocks, gathered(mask, self._rows)).between(self._first, self._last)
        return self.with_selected(Tally(self._spots, sums), mask, np.flatnonzero(selected))

    def with_selected(self, tally: Tally, mask: NDArray[np.bool_], picked: Rows) -> Tally:
        """Return the sums of a mask, ``bool[n]``, with other rows selected. Only these are looked at."""
        sums = tally.sums.copy()
        places = self._place[picked[mask[picked]]]
        sums[:, SELECTED] = np.bincount(places[places >= 0], minlength=len(self._spots))
        return Tally(self._spots, sums)
