"""Which of very many points lie in a ring: a grid tells it of most, and only those near the line are asked exactly.

A cell the line does not touch lies inside or outside as a whole, as its middle does. Of 200 vertices and 128 × 128
cells the line touches some three in a hundred.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

_CELLS: Final = 128
"""A side."""

_SLACK: Final = 1e-6
"""Of a cell: more than rounding moves anything."""

Exact = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.bool_]]
"""Coordinates of points, to which of them lie inside."""


def find_inside(
    ring: NDArray[np.float64], x: NDArray[np.float64], y: NDArray[np.float64], exact: Exact
) -> NDArray[np.bool_]:
    """Tell which points lie inside a ring.

    Args:
        ring: float64[k, 2], closed, of some width and height.
        x: float64[n], within the ring's bounds.
        y: float64[n].
        exact: Is asked of the points near the line and of the middles of the other cells.

    Returns:
        bool[n].
    """
    west, south = ring.min(axis=0)
    scale = _CELLS / (ring.max(axis=0) - (west, south))
    touched = _touched_cells((ring - (west, south)) * scale)
    rows, columns = np.nonzero(~touched)
    inside = np.zeros((_CELLS, _CELLS), np.bool_)
    inside[rows, columns] = exact(west + (columns + 0.5) / scale[0], south + (rows + 0.5) / scale[1])
    cells = _cell((y - south) * scale[1]) * _CELLS + _cell((x - west) * scale[0])
    found = inside.ravel().take(cells)
    near = np.flatnonzero(touched.ravel().take(cells))
    found[near] = exact(x[near], y[near])
    return found


def _cell(along: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.clip(along.astype(np.int32), 0, _CELLS - 1)


def _touched_cells(ring: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which cells, bool[row, column], a line comes near to; its points are in cells.

    Each edge is cut into pieces so short that the box around one lies in four cells at most.
    """
    step = np.diff(ring, axis=0)
    pieces = np.ceil(np.abs(step).max(axis=1) * 2).astype(np.int64) + 1
    number = np.arange(int(pieces.sum())) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    share = step / pieces[:, None]
    begins = np.repeat(ring[:-1], pieces, axis=0) + number[:, None] * np.repeat(share, pieces, axis=0)
    ends = begins + np.repeat(share, pieces, axis=0)
    low = _cell(np.minimum(begins, ends) - _SLACK)
    high = _cell(np.maximum(begins, ends) + _SLACK)
    touched = np.zeros((_CELLS, _CELLS), np.bool_)
    for across in (low, high):
        for up in (low, high):
            touched[up[:, 1], across[:, 0]] = True
    return touched
