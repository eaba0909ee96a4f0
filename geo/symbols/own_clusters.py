"""Projects at their own coordinates: clusters of a world-fixed grid, or the projects themselves, for any viewport.

Rows are held in Morton order, in which every square cell of the world at every zoom is one run, and summed up by 64s:
the sum over a cell is the difference of two look-ups, however many projects lie in it (`geo.symbols.block_sums`).
"""

from math import floor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.bits import WORD, gathered, placed
from geo.frozen import frozen
from geo.lnglat import WORLD_UNITS, WorldBox
from geo.placement import OWN_PLACE
from geo.symbols.block_sums import BlockCounts, BlockSums, SymbolBlocks
from geo.symbols.cluster_blocks import BLOCK_CELLS, Blocks
from geo.symbols.map_order import OwnOrder, morton
from geo.symbols.symbol_scale import nice_ceiling
from geo.symbols.tally import SELECTED, Rows, SymbolColumns, Tally

MAX_POINTS: Final = 1_000
"""A block of 512 px that holds more projects than this is clustered at any zoom."""


@frozen(eq=False)
class Cells:
    """What lies in the cells of a world-fixed grid, where anything lies.

    Attributes:
        size: Width of a cell in world units.
        columns: ``int64[g]`` number of each cell from the world's western edge.
        rows: ``int64[g]`` number of each cell from the world's northern edge.
        tally: Middle of the projects and sums of each cell.
    """

    size: int
    columns: NDArray[np.int64]
    rows: NDArray[np.int64]
    tally: Tally


@frozen(eq=False)
class _Seen:
    """The clusters of one view.

    Attributes:
        view: Box, zoom, and whether projects are shown one by one.
        first: ``int64[c]`` first project of each cell in which something matches.
        last: ``int64[c]`` one past its last.
        home: ``intp[c]`` the cluster each cell went into; −1 for one whose symbol stands outside the box.
        clusters: How many there are.
    """

    view: tuple[WorldBox, float, bool]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    home: NDArray[np.intp]
    clusters: int


@frozen(eq=False)
class _Parted:
    """What stands in some blocks.

    Attributes:
        positions: ``int64[m]`` along the curve, the matching projects shown one by one.
        first: ``int64[c]`` first project of each cell in which something matches, of the other blocks.
        last: ``int64[c]`` one past its last.
        counts: ``int64[c]`` how many match in each cell.
        home: ``intp[c]`` the cluster each cell went into.
        clusters: What their symbols show, block by block.
    """

    positions: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    counts: NDArray[np.int64]
    home: NDArray[np.intp]
    clusters: Tally


class OwnClusters:
    """The rows with own coordinates of some columns. One result at a time."""

    def __init__(
        self, columns: SymbolColumns, order: OwnOrder, full_wan: float = 0.0, blocks: SymbolBlocks | None = None
    ) -> None:
        """Take over an order.

        Args:
            columns: All projects of the ledger.
            order: Those with coordinates of their own along the Morton curve.
            full_wan: The largest sum of any other symbol in 万元.
            blocks: What `own_blocks` makes of both, if it is there already.
        """
        self._columns: Final = columns
        self._rows: Final = order.rows
        self._key: Final = order.keys
        self.full_wan: Final = nice_ceiling(max(full_wan, order.largest_cell_wan))
        """The sum in 万元 that is drawn as the largest ring, for clusters and all other symbols."""
        self._blocks: Final = blocks or own_blocks(columns, order)
        self._sums = BlockSums(self._blocks, placed(np.empty(0, np.int64), self._blocks.count))
        self._picked: BlockCounts | None = None
        self._seen: _Seen | None = None

    def apply(self, mask: NDArray[np.bool_], selected: NDArray[np.bool_]) -> None:
        """Take in a result over all rows of the columns. Costs O(rows with own coordinates)."""
        self._seen = None
        self._sums = BlockSums(self._blocks, gathered(mask, self._rows))
        self.select(np.flatnonzero(selected))

    def select(self, rows: Rows) -> None:
        """Take in which rows are selected, of which those that match count. Only these are looked at."""
        self._picked = self._count(rows)

    def _count(self, rows: Rows) -> BlockCounts | None:
        """Return how many of the marked rows match; None for none."""
        if not len(rows):
            return None
        if len(rows) <= self._blocks.count // WORD:  # looking them all up takes longer than asking each in its place
            bits = placed(self._positions(rows), self._blocks.count)
        else:
            marked = np.zeros(len(self._columns.place), np.bool_)
            marked[rows] = True
            bits = gathered(marked, self._rows)
        return BlockCounts(bits & self._sums.shown)

    def _positions(self, rows: Rows) -> NDArray[np.int64]:
        """Return where some rows stand along the curve; those without own coordinates do not."""
        rows = rows[self._columns.place[rows] == OWN_PLACE]
        key = morton(self._columns.world_x[rows], self._columns.world_y[rows])
        low = np.searchsorted(self._key, key, side="left")
        high = np.searchsorted(self._key, key, side="right")
        while (high - low > 1).any():  # of the same spot the rows ascend
            middle = (low + high) // 2
            before = self._rows[middle] <= rows
            low, high = np.where(before, middle, low), np.where(before, high, middle)
        return low

    def visible(self, box: WorldBox, zoom: float, single: bool) -> tuple[Tally, NDArray[np.intp]]:
        """Return what is in a box: the clusters whose symbols stand in it, and the matching rows shown one by one.

        Which these are does not depend on the box: every box has its part of the same symbols, in the same order.

        Args:
            box: The box.
            zoom: Zoom of the map.
            single: Whether projects are to be shown one by one where they are few enough.
        """
        parted = self._parted(box, zoom, single)
        drawn, rows = parted.clusters, self._rows[parted.positions].astype(np.intp)
        inside = box.contains(*np.rint(drawn.spots).T)
        kept = np.flatnonzero(inside)
        number = np.where(inside, np.cumsum(inside) - 1, -1)
        self._seen = _Seen((box, zoom, single), parted.first, parted.last, number[parted.home], len(kept))
        x, y = self._columns.world_x[rows], self._columns.world_y[rows]
        return drawn.taken(kept), rows[box.contains(x, y)]

    def selected(self, box: WorldBox, zoom: float, single: bool) -> NDArray[np.int64]:
        """Return how many selected projects stand behind each cluster of `visible`; the view asked for last is known.

        Args:
            box: As for `visible`.
            zoom: As for `visible`.
            single: As for `visible`.
        """
        if self._seen is None or self._seen.view != (box, zoom, single):
            self.visible(box, zoom, single)
        seen = self._seen
        assert seen is not None, "it was asked for above"
        return _by_cluster(seen, self._picked)

    def marks(
        self, box: WorldBox, zoom: float, single: bool, marked: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
        """Return how many projects of each cluster of `visible` are marked, and the rows of `visible`.

        Args:
            box: As for `visible`.
            zoom: As for `visible`.
            single: As for `visible`.
            marked: ``bool[n]`` over all rows of the columns.
        """
        _, rows = self.visible(box, zoom, single)
        assert self._seen is not None, "it was asked for above"
        return _by_cluster(self._seen, self._count(np.flatnonzero(marked))), rows

    def symbol_spots(self, box: WorldBox, zoom: float, single: bool) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """Return the matching rows in and around a box, and where the symbol that shows each of them stands.

        Args:
            box: As for `visible`, like the rest: the same arguments have the same symbols.
            zoom: Zoom of the map.
            single: Whether projects are to be shown one by one, if they are few enough.

        Returns:
            ``intp[m]`` rows, ``float64[m, 2]`` x and y in world units.
        """
        parted = self._parted(box, zoom, single)
        positions = self._sums.positions_between(parted.first, parted.last)
        rows = self._rows[np.concatenate([positions, parted.positions])].astype(np.intp)
        alone = rows[len(positions) :]
        own = np.column_stack([self._columns.world_x[alone], self._columns.world_y[alone]])
        return rows, np.vstack([parted.clusters.spots[np.repeat(parted.home, parted.counts)], own])

    def cells(self, box: WorldBox, zoom: float, px_log2: int, most: int) -> Cells:
        """Return the sums over the filled cells that touch a box.

        Args:
            box: The box.
            zoom: Zoom of the map.
            px_log2: Cells are 2^px_log2 CSS pixels wide at whole zooms, up to twice that below the next.
            most: Cells grow so that no more than this many touch the box.
        """
        shift, columns, rows, cell = _grid(box, zoom, px_log2, most)
        first, last = self._runs(shift, cell)
        some = np.flatnonzero(last > first)
        sums = self._sum(first[some], last[some])
        filled = sums.count > 0
        return Cells(1 << shift, columns[some[filled]], rows[some[filled]], sums.taken(np.flatnonzero(filled)))

    def total(self) -> Tally:
        """Return the sums over everything that matches, as one group."""
        return self._sum(np.zeros(1, np.int64), np.array([self._blocks.count]))

    def _runs(self, shift: int, cell: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where the rows of each cell of 2^shift units begin and end along the curve, matching or not."""
        size = np.uint64(2 * shift)
        low, high = cell << size, ((cell + np.uint64(1)) << size) - np.uint64(1)
        return np.searchsorted(self._key, low, side="left"), np.searchsorted(self._key, high, side="right")

    def _parted(self, box: WorldBox, zoom: float, single: bool) -> _Parted:
        """Return all that stands in the blocks that touch a box."""
        blocks = Blocks.touching(box, zoom)
        first, last = self._runs(blocks.shift, blocks.cells)
        block = np.arange(len(blocks.cells)) // BLOCK_CELLS
        few = np.zeros(len(blocks.west), np.bool_)
        if single:
            matching = self._sums.matching.between(first[::BLOCK_CELLS], last[BLOCK_CELLS - 1 :: BLOCK_CELLS])
            few = matching <= most_points(zoom)
        alone = few[block]
        positions = self._sums.positions_between(first[alone], last[alone])
        many = np.flatnonzero(~alone & (last > first))
        sums = self._sum(first[many], last[many])
        filled = np.flatnonzero(sums.count)
        cells, sums = many[filled], sums.taken(filled)
        clusters, home = blocks.without_overlaps(sums, block[cells], zoom, self.full_wan)
        return _Parted(positions, first[cells], last[cells], sums.count, home, clusters)

    def _sum(self, first: NDArray[np.int64], last: NDArray[np.int64]) -> Tally:
        spots, sums = self._sums.between(first, last)
        if self._picked is not None:
            sums[:, SELECTED] = self._picked.between(first, last)
        tally = Tally(spots, sums)
        return Tally(spots / np.maximum(tally.count, 1)[:, None], sums)


def most_points(zoom: float) -> float:
    """Return how many projects of one block are shown one by one: as many an area at every zoom."""
    return MAX_POINTS * 4 ** (zoom - floor(zoom))


def own_blocks(columns: SymbolColumns, order: OwnOrder) -> SymbolBlocks:
    """Return what the map knows of the projects with coordinates of their own, along the curve."""
    axes = (order.world_x, order.world_y)
    rows = order.rows
    return SymbolBlocks(columns.industry.take(rows), order.amount_wan, columns.inferred.take(rows), axes)


def _by_cluster(seen: _Seen, counts: BlockCounts | None) -> NDArray[np.int64]:
    """Return how many of what was counted lie in each cluster of a view."""
    if counts is None:
        return np.zeros(seen.clusters, np.int64)
    inside = seen.home >= 0
    found = counts.between(seen.first[inside], seen.last[inside])
    return np.bincount(seen.home[inside], weights=found, minlength=seen.clusters).astype(np.int64)


def _grid(
    box: WorldBox, zoom: float, px_log2: int, most: int
) -> tuple[int, NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64]]:
    """Return the cells that touch a box in Morton order: their width as a power of two, columns, rows and keys."""
    west, east, north, south = (
        int(min(max(edge, 0.0), WORLD_UNITS - 1.0)) for edge in (box.west, box.east, box.north, box.south)
    )
    shift = max(24 - floor(zoom) + px_log2, 0)
    while _span(west, east, shift) * _span(north, south, shift) > most:
        shift += 1
    x, y = (np.arange(low >> shift, (high >> shift) + 1) for low, high in ((west, east), (north, south)))
    columns, rows = (axis.ravel() for axis in np.meshgrid(x, y))
    cell = morton(columns, rows)
    order = np.argsort(cell)
    return shift, columns[order], rows[order], cell[order]


def _span(low: int, high: int, shift: int) -> int:
    """Return how many cells of 2^shift units an interval touches."""
    return (high >> shift) - (low >> shift) + 1
