"""Where projects that stand at places stand, place by place: what a view shows of a place lies side by side."""

from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.lnglat import WorldBox
from geo.symbols.tally import SymbolColumns


class PlaceSpots:
    """The projects of places along an order. Their spots are gathered when a place is first looked into.

    Any thread may ask; whoever asks first, or at the same time, gathers the same.
    """

    def __init__(self, columns: SymbolColumns, rows: NDArray[Any], starts: NDArray[np.int64]) -> None:
        """Take over an order.

        Args:
            columns: All projects of the ledger.
            rows: Integers ``[k]``, rows of the projects that stand at a place, place by place.
            starts: ``int64[g + 1]``: those of place p are ``rows[starts[p] : starts[p + 1]]``.
        """
        self._columns, self._starts = columns, starts
        self._rows: Final = rows

    def inside(self, place: int, box: WorldBox) -> NDArray[Any]:
        """Return the rows of a place's projects that stand in a box, in the place's order."""
        own = slice(int(self._starts[place]), int(self._starts[place + 1]))
        x, y = self._spots
        return self._rows[own][box.contains(x[own], y[own])]

    @cached_property
    def _spots(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """``uint32[k]`` each: world units of these rows. In the order of the ledger they lie all over memory."""
        return self._columns.world_x.take(self._rows), self._columns.world_y.take(self._rows)
