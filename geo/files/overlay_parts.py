"""Geometry of overlays as flat arrays: cheap to simplify, to clip and to send."""

from collections.abc import Iterator
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen
from geo.lnglat import WORLD_UNITS, WorldBox

Units = NDArray[np.uint32]
"""World units."""

_MIN_RING: Final = 4  # a triangle, closed


class PartKind(IntEnum):
    """What a part is. The holes of a polygon follow its ring."""

    POINT = 0
    LINE = 1
    RING = 2
    HOLE = 3


@frozen(eq=False)
class Parts:
    """``n`` parts with ``m`` vertices in all.

    Attributes:
        kind: ``uint8[n]``, `PartKind`.
        start: ``int64[n + 1]``: the vertices of part i are ``start[i]:start[i + 1]``. Rings are closed.
        feature: ``int32[n]``: the feature a part belongs to, rising.
        x: ``uint32[m]`` world units.
        y: ``uint32[m]`` world units.
    """

    kind: NDArray[np.uint8]
    start: NDArray[np.int64]
    feature: NDArray[np.int32]
    x: Units
    y: Units

    def boxes(self) -> tuple[Units, Units, Units, Units]:
        """Return west, north, east, south of each part, ``uint32[n]`` each."""
        if not len(self.kind):
            none = np.empty(0, np.uint32)
            return none, none, none, none
        at = self.start[:-1]
        low, high = np.minimum.reduceat, np.maximum.reduceat
        return low(self.x, at), low(self.y, at), high(self.x, at), high(self.y, at)

    def taken(self, parts: NDArray[np.bool_]) -> "Parts":
        """Return the parts of a mask, ``bool[n]``."""
        return self.thinned(np.repeat(parts, np.diff(self.start)), parts)

    def thinned(self, vertices: NDArray[np.bool_], parts: NDArray[np.bool_]) -> "Parts":
        """Return the parts of a mask with only those of their vertices that a second mask, ``bool[m]``, keeps."""
        before = np.concatenate(([0], np.cumsum(vertices)))[self.start]
        counts = np.diff(before)
        kept = vertices & np.repeat(parts, np.diff(self.start))
        start = np.concatenate(([0], np.cumsum(counts[parts])))
        return Parts(self.kind[parts], start, self.feature[parts], self.x[kept], self.y[kept])


def simplify(parts: Parts, unit: float) -> Parts:
    """Drop what cannot be told apart when everything is drawn in cells of ``unit`` world units.

    Of consecutive vertices in one cell the first stays; of points, short lines and small polygons in one cell, one
    stays (a small polygon as a square of one cell): the result is bounded by the picture, not by the file.

    Args:
        parts: What to simplify.
        unit: Width of a cell, at least 2 world units.
    """
    cell_x, cell_y = (parts.x / unit).astype(np.int32), (parts.y / unit).astype(np.int32)
    keep = np.ones(len(parts.x), np.bool_)
    keep[1:] = (cell_x[1:] != cell_x[:-1]) | (cell_y[1:] != cell_y[:-1])
    first, last = parts.start[:-1], parts.start[1:] - 1
    keep[first] = keep[last] = True
    count = np.add.reduceat(keep, first, dtype=np.int64) if len(first) else np.empty(0, np.int64)
    cell = cell_x[first].astype(np.int64) << 32 | cell_y[first]
    ring = parts.kind >= PartKind.RING
    tiny = np.where(ring, count < _MIN_RING, parts.kind == PartKind.POINT)
    still = (cell_x[first] == cell_x[last]) & (cell_y[first] == cell_y[last])
    tiny |= (parts.kind == PartKind.LINE) & (count == 2) & still
    standing = ~tiny | _first_of_each(cell, parts.kind, tiny & (parts.kind != PartKind.HOLE))
    squares = standing & tiny & (parts.kind == PartKind.RING)
    return _squared(parts.thinned(keep, standing), squares[standing], unit)


def clip(parts: Parts, box: WorldBox) -> Parts:
    """Leave out what a picture of the box does not show, without changing anything inside it.

    Of each run of vertices in the same of the eight regions around the box, only the ends stay: such a region is
    convex, so what replaces the run never enters the box.
    """
    west, north, east, south = parts.boxes()
    seen = (west <= box.east) & (east >= box.west) & (north <= box.south) & (south >= box.north)
    parts = parts.taken(seen)
    code = (parts.x < box.west) * 1 + (parts.x > box.east) * 2 + (parts.y < box.north) * 4 + (parts.y > box.south) * 8
    keep = np.ones(len(code), np.bool_)
    keep[1:-1] = (code[1:-1] == 0) | (code[1:-1] != code[:-2]) | (code[1:-1] != code[2:])
    keep[parts.start[:-1]] = keep[parts.start[1:] - 1] = True
    return parts.thinned(keep, np.ones(len(parts.kind), np.bool_))


def joined(pieces: Iterator[Parts]) -> Parts:
    """Put parts one after the other; their features are numbered already."""
    found = list(pieces)
    offsets = np.cumsum([0, *(len(piece.x) for piece in found)])
    starts = [piece.start[:-1] + offset for piece, offset in zip(found, offsets, strict=False)]
    return Parts(
        np.concatenate([np.empty(0, np.uint8), *(piece.kind for piece in found)]),
        np.concatenate([*starts, offsets[-1:]]).astype(np.int64),
        np.concatenate([np.empty(0, np.int32), *(piece.feature for piece in found)]),
        np.concatenate([np.empty(0, np.uint32), *(piece.x for piece in found)]),
        np.concatenate([np.empty(0, np.uint32), *(piece.y for piece in found)]),
    )


def _first_of_each(cell: NDArray[np.int64], kind: NDArray[np.uint8], among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the first part of each cell and kind among those of a mask."""
    chosen = np.zeros(len(cell), np.bool_)
    rows = np.flatnonzero(among)
    for one in PartKind:
        same = rows[kind[rows] == one]
        chosen[same[np.unique(cell[same], return_index=True)[1]]] = True
    return chosen


def _squared(parts: Parts, squares: NDArray[np.bool_], unit: float) -> Parts:
    """Turn some parts into closed squares of one unit around where they begin."""
    if not squares.any():
        return parts
    others = parts.taken(~squares)
    at = parts.start[:-1][squares]
    x = _to_units(parts.x[at][:, None] + np.array([0, unit, unit, 0, 0]))
    y = _to_units(parts.y[at][:, None] + np.array([0, 0, unit, unit, 0]))
    count = len(at)
    start = np.arange(count + 1) * 5
    made = Parts(parts.kind[squares], start, parts.feature[squares], x, y)
    return joined(iter((others, made)))


def _to_units(value: NDArray[np.float64]) -> Units:
    return np.clip(np.rint(value.ravel()), 0, WORLD_UNITS - 1).astype(np.uint32)
