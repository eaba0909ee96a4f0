"""World-fixed blocks in which clusters are made, each for itself.

Whatever box is asked for, a block has the same clusters: what stands in one is decided by nothing outside it. Symbols
of neighbouring blocks do not touch, because each keeps away from the edges of its block by its own radius.
"""

from math import floor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen
from geo.lnglat import WORLD_UNITS, WorldBox, units_per_px
from geo.symbols.map_order import CELL_PX_LOG2, morton
from geo.symbols.symbol_scale import room_px
from geo.symbols.symbol_spread import CLEARANCE_PX, first_of_pairs
from geo.symbols.tally import Tally

BLOCK_CELLS: Final = 64
"""Cells of a block, 8 × 8: 512 px wide at whole zooms, growing to 1,024 px just below the next."""

MAX_BLOCKS: Final = 1_024
"""No box is cut into more: beyond what any screen shows, cells grow instead."""

_SIDE_LOG2: Final = 3


@frozen(eq=False)
class Blocks:
    """The blocks that touch a box, in Morton order, as their cells are in each.

    Attributes:
        shift: Cells are 2^shift world units wide.
        cells: ``uint64[64 b]`` Morton number of every cell, block by block.
        west: ``float64[b]`` western edge of each block in world units.
        north: ``float64[b]`` northern edge of each block in world units.
    """

    shift: int
    cells: NDArray[np.uint64]
    west: NDArray[np.float64]
    north: NDArray[np.float64]

    @classmethod
    def touching(cls, box: WorldBox, zoom: float) -> "Blocks":
        """Return the blocks that touch a box at a zoom."""
        west, east, north, south = (
            int(min(max(edge, 0.0), WORLD_UNITS - 1.0)) for edge in (box.west, box.east, box.north, box.south)
        )
        wide = max(24 - floor(zoom) + CELL_PX_LOG2, 0) + _SIDE_LOG2
        while ((east >> wide) - (west >> wide) + 1) * ((south >> wide) - (north >> wide) + 1) > MAX_BLOCKS:
            wide += 1
        x, y = (np.arange(low >> wide, (high >> wide) + 1) for low, high in ((west, east), (north, south)))
        columns, rows = (axis.ravel() for axis in np.meshgrid(x, y))
        number = morton(columns, rows)
        order = np.argsort(number)
        inside = np.arange(BLOCK_CELLS, dtype=np.uint64)
        cells = (number[order, None] * np.uint64(BLOCK_CELLS) + inside).ravel()
        edges = np.stack([columns, rows])[:, order] * float(1 << wide)
        return cls(wide - _SIDE_LOG2, cells, edges[0], edges[1])

    @property
    def size(self) -> float:
        """Width of a block in world units."""
        return float(1 << (self.shift + _SIDE_LOG2))

    def without_overlaps(
        self, filled: Tally, block: NDArray[np.intp], zoom: float, full_wan: float
    ) -> tuple[Tally, NDArray[np.intp]]:
        """Merge symbols of one block that would touch into the largest of them, until none touch.

        Args:
            filled: Sums of cells in which something is.
            block: ``intp[c]`` the block of each, ascending.
            zoom: Zoom of the map.
            full_wan: The sum in 万元 that is drawn as the largest ring.

        Returns:
            What is left, block by block, and for each of the given cells the index of the one it went into.
        """
        clusters, home = filled, np.arange(len(filled.spots))
        unit = units_per_px(zoom)
        while True:
            order = np.lexsort((*clusters.spots.T, -clusters.count, block))
            clusters, block = clusters.taken(order), block[order]
            home = np.argsort(order)[home]
            radius = room_px(clusters, full_wan)
            drawn = self._kept_inside(clusters.spots, block, (radius + CLEARANCE_PX / 2) * unit)
            one, other = _touching(drawn / unit, radius, block)
            if not len(one):
                return Tally(drawn, clusters.sums), home
            clusters, block, step = _merged(clusters, block, first_of_pairs(len(block), one, other))
            home = step[home]

    def _kept_inside(
        self, spots: NDArray[np.float64], block: NDArray[np.intp], room: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        low = np.column_stack([self.west[block], self.north[block]])
        return np.clip(spots, low + room[:, None], low + self.size - room[:, None])


def _merged(
    clusters: Tally, block: NDArray[np.intp], target: NDArray[np.intp]
) -> tuple[Tally, NDArray[np.intp], NDArray[np.intp]]:
    """Return clusters merged as told, in the middle of their projects; their blocks; and where each of before went."""
    weight = clusters.count.astype(np.float64)
    merged = clusters.merged(target)
    total = np.maximum(merged.count, 1)
    middle = [np.bincount(target, axis * weight, minlength=len(target)) / total for axis in clusters.spots.T]
    kept = np.flatnonzero(merged.count)
    return Tally(np.column_stack(middle), merged.sums).taken(kept), block[kept], np.searchsorted(kept, target)


def _touching(
    spots: NDArray[np.float64], radius: NDArray[np.float64], block: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs of one block that touch, the earlier first; `block` ascends."""
    if not len(block):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    begins = np.concatenate([[True], block[1:] != block[:-1]])
    starts, which = np.flatnonzero(begins), np.cumsum(begins) - 1
    at = np.arange(len(block)) - starts[which]
    table = np.full((3, len(starts), int(at.max()) + 1), np.nan)
    table[:, which, at] = spots[:, 0], spots[:, 1], radius
    x, y, room = table
    apart = (x[:, :, None] - x[:, None, :]) ** 2 + (y[:, :, None] - y[:, None, :]) ** 2
    touching = apart < (room[:, :, None] + room[:, None, :] + CLEARANCE_PX) ** 2
    group, one, other = np.nonzero(touching & np.triu(np.ones(touching.shape[1:], np.bool_), 1))
    return starts[group] + one, starts[group] + other
