"""Projects at their own coordinates: clusters of a world-fixed grid, or the projects themselves, for any viewport.

Rows are held in Morton order, in which every square cell of the world at every zoom is one run, with a running sum of
each quantity: the sum over a cell is the difference of two look-ups, however many projects lie in it.
"""

from math import floor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.lnglat import WORLD_UNITS, WorldBox, units_per_px
from geo.symbol_spread import CLEARANCE_PX, donut_radius_px
from geo.tally import SymbolColumns, Tally

MAX_POINTS: Final = 4_000
"""More projects than this in one viewport are clustered at any zoom."""

MAX_CELLS: Final = 1_024
"""A viewport is never cut into more cells than this: cells grow instead."""

_CELL_PX_LOG2: Final = 6  # cells are 64 px at whole zooms, growing to 128 px just below the next
_SPREAD: Final = (
    (16, 0x0000_FFFF_0000_FFFF),
    (8, 0x00FF_00FF_00FF_00FF),
    (4, 0x0F0F_0F0F_0F0F_0F0F),
    (2, 0x3333_3333_3333_3333),
    (1, 0x5555_5555_5555_5555),
)


class OwnClusters:
    """The rows with own coordinates of some columns. One result at a time."""

    def __init__(self, columns: SymbolColumns, rows: NDArray[np.intp]) -> None:
        """Order these rows of the columns along the Morton curve."""
        key = morton(columns.world_x[rows], columns.world_y[rows])
        order = np.argsort(key, kind="stable")
        self._columns: Final = columns
        self._rows: Final = rows[order]
        self._key: Final = key[order]
        self._shown = np.empty(0, np.intp)
        self._before = np.zeros(1, np.int64)
        self._running = np.empty((0, 1))

    def apply(self, mask: NDArray[np.bool_], selected: NDArray[np.bool_]) -> None:
        """Take in a result over all rows of the columns. Costs O(rows with own coordinates)."""
        shown = mask[self._rows]
        self._before = np.concatenate([[0], np.cumsum(shown)])
        self._shown = rows = self._rows[shown]
        places = np.vstack([self._columns.world_x[rows], self._columns.world_y[rows]])
        quantities = np.vstack([places, self._columns.quantities(rows, selected)])
        self._running = np.zeros((len(quantities), len(rows) + 1))
        np.cumsum(quantities, axis=1, out=self._running[:, 1:])

    def visible(self, box: WorldBox, zoom: float, single: bool) -> tuple[Tally, NDArray[np.intp]]:
        """Return what is in a box: clusters and no rows, or no clusters and the matching rows.

        Args:
            box: The box; clusters are cut at the edges of the grid's cells, not at its own.
            zoom: Zoom of the map.
            single: Whether projects are to be shown one by one, if they are few enough.
        """
        first, last = self._runs(box, zoom)
        if single and int((last - first).sum()) <= MAX_POINTS:
            rows = np.concatenate([np.empty(0, np.intp), *map(self._shown.__getitem__, map(slice, first, last))])
            x, y = self._columns.world_x[rows], self._columns.world_y[rows]
            return self._sum(first[:0], last[:0]), rows[box.contains(x, y)]
        filled = last > first
        return _without_overlaps(self._sum(first[filled], last[filled]), zoom), np.empty(0, np.intp)

    def _runs(self, box: WorldBox, zoom: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the run of matching rows, first and one past last, of each grid cell that touches the box."""
        west, east, north, south = (
            int(min(max(edge, 0.0), WORLD_UNITS - 1.0)) for edge in (box.west, box.east, box.north, box.south)
        )
        shift = max(24 - floor(zoom) + _CELL_PX_LOG2, 0)
        while _span(west, east, shift) * _span(north, south, shift) > MAX_CELLS:
            shift += 1
        x, y = (np.arange(low >> shift, (high >> shift) + 1) for low, high in ((west, east), (north, south)))
        cell = np.sort(morton(*(axis.ravel() for axis in np.meshgrid(x, y))))
        size = np.uint64(2 * shift)
        low, high = cell << size, ((cell + np.uint64(1)) << size) - np.uint64(1)
        first = np.searchsorted(self._key, low, side="left")
        last = np.searchsorted(self._key, high, side="right")
        return self._before[first], self._before[last]

    def _sum(self, first: NDArray[np.int64], last: NDArray[np.int64]) -> Tally:
        sums = (self._running[:, last] - self._running[:, first]).T
        return Tally(sums[:, :2] / np.maximum(last - first, 1)[:, None], sums[:, 2:])


def _span(low: int, high: int, shift: int) -> int:
    """Return how many cells of 2^shift units an interval touches."""
    return (high >> shift) - (low >> shift) + 1


def morton(x: NDArray[np.integer], y: NDArray[np.integer]) -> NDArray[np.uint64]:
    """Interleave the bits of x and y, each below 2³²: neighbours on the map become neighbours in order."""
    return _spread_bits(x) | (_spread_bits(y) << np.uint64(1))


def _spread_bits(value: NDArray[np.integer]) -> NDArray[np.uint64]:
    bits = value.astype(np.uint64)
    for shift, keep in _SPREAD:
        bits = (bits | (bits << np.uint64(shift))) & np.uint64(keep)
    return bits


def _without_overlaps(clusters: Tally, zoom: float) -> Tally:
    """Merge clusters whose symbols would touch into the largest of them, until none touch."""
    while True:
        order = np.lexsort((*clusters.spots.T, -clusters.count))
        clusters = clusters.taken(order)
        target = _touched(clusters.spots / units_per_px(zoom), donut_radius_px(clusters.count))
        if (target == np.arange(len(target))).all():
            return clusters
        weight = clusters.count.astype(np.float64)
        merged = clusters.merged(target)
        total = np.maximum(merged.count, 1)
        middle = [np.bincount(target, axis * weight, minlength=len(target)) / total for axis in clusters.spots.T]
        clusters = Tally(np.column_stack(middle), merged.sums).taken(np.flatnonzero(merged.count))


def _touched(spots: NDArray[np.float64], radius: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return for each symbol the first one before it that it touches and that stays, else itself."""
    apart = np.hypot(*(axis[:, None] - axis[None, :] for axis in spots.T))
    touching = apart < radius[:, None] + radius[None, :] + CLEARANCE_PX
    own = np.arange(len(spots))
    target = own.copy()
    for index in own.tolist():
        if target[index] == index:
            target[touching[index] & (target == own) & (own > index)] = index
    return target
