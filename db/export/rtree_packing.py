"""A spatial index of SQLite filled at once: packed pages instead of a million insertions.

The layout of the shadow tables is part of SQLite's documented file format (sqlite.org/rtree.html §6, "R*Tree storage");
`rtreecheck` in the tests holds us to it. Filled by plain insertion the index took longer than all else of a GeoPackage.
"""

import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.export.sqlite_values import BoundColumn, insert_columns

_MOST_CELLS: Final = 51
_CELL: Final = np.dtype([("id", ">i8"), ("box", ">f4", 4)])
_NODE_BYTES: Final = 4 + _CELL.itemsize * _MOST_CELLS
_ROOT: Final = 1
_PART: Final = 50_000
_PAGES_A_STEP: Final = 5_000


def fill_rtree(
    connection: sqlite3.Connection,
    table: str,
    ids: NDArray[np.int64],
    lng: NDArray[np.float64],
    lat: NDArray[np.float64],
    tell: Callable[[], None],
) -> None:
    """Fill an empty R*Tree of two dimensions with points; order by nearness makes compact pages.

    Args:
        connection: Open on the file; pages of at least 2 KB.
        table: Name of the R*Tree.
        ids: int64[n], row of each point.
        lng: float64[n], x.
        lat: float64[n], y.
        tell: Called now and then; may raise, to stop.
    """
    if not len(ids):
        return
    order = _order_by_nearness(lng, lat)
    boxes = np.empty((len(order), 4), np.float32)
    for side, (bound, values) in enumerate(((_below, lng), (_above, lng), (_below, lat), (_above, lat))):
        boxes[:, side] = bound(values)[order]
    members, depth, node = ids[order], 0, _ROOT + 1
    del order
    while True:
        is_root = len(members) <= _MOST_CELLS
        starts = np.arange(0, len(members), _MOST_CELLS)
        numbers = np.array([_ROOT]) if is_root else np.arange(node, node + len(starts))
        pages = _pages(members, boxes, starts, depth if is_root else 0)
        numbered = zip(numbers.tolist(), pages, strict=True)
        while some := list(islice(numbered, _PAGES_A_STEP)):
            connection.executemany(_update(table), some)
            tell()
        _insert_pairs(connection, f'"{table}_{"rowid" if depth == 0 else "parent"}"', members, numbers, tell)
        if is_root:
            return
        lows = np.minimum.reduceat(boxes, starts)
        highs = np.maximum.reduceat(boxes, starts)
        boxes = np.column_stack((lows[:, 0], highs[:, 1], lows[:, 2], highs[:, 3]))
        members, depth, node = numbers, depth + 1, node + len(starts)


def _update(table: str) -> str:
    return f'INSERT OR REPLACE INTO "{table}_node" (nodeno, data) VALUES (?, ?)'  # noqa: S608 - a name of ours


def _insert_pairs(
    connection: sqlite3.Connection,
    table: str,
    members: NDArray[np.int64],
    nodes: NDArray[np.int64],
    tell: Callable[[], None],
) -> None:
    """Insert each member and its node, by member: rows that come in order are appended, others are looked for."""
    ascending = np.argsort(members)
    for first in range(0, len(members), _PART):  # numbers as objects take four times as much
        part = ascending[first : first + _PART]
        pairs = members[part].tolist(), nodes[part // _MOST_CELLS].tolist()
        insert_columns(connection, table, [BoundColumn("?", values) for values in pairs])
        tell()


def _pages(
    members: NDArray[np.int64], boxes: NDArray[np.float32], starts: NDArray[np.int64], depth: int
) -> Iterator[bytearray]:
    for first in starts.tolist():
        cells = np.empty(min(_MOST_CELLS, len(members) - first), dtype=_CELL)
        cells["id"] = members[first : first + _MOST_CELLS]
        cells["box"] = boxes[first : first + _MOST_CELLS]
        head = depth.to_bytes(2, "big") + len(cells).to_bytes(2, "big")
        yield bytearray((head + cells.tobytes()).ljust(_NODE_BYTES, b"\0"))


def _below(values: NDArray[np.float64]) -> NDArray[np.float32]:
    """Round to single precision downwards, as the index asks: a box must hold its point."""
    near = values.astype(np.float32)
    return np.where(near > values, np.nextafter(near, np.float32(-np.inf)), near)


def _above(values: NDArray[np.float64]) -> NDArray[np.float32]:
    near = values.astype(np.float32)
    return np.where(near < values, np.nextafter(near, np.float32(np.inf)), near)


def _order_by_nearness(lng: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int64]:
    """Sort points along the Morton curve of the box around them."""
    key = np.zeros(len(lng), dtype=np.uint32)
    for shift, values in enumerate((lng, lat)):
        span = float(np.ptp(values)) or 1.0
        bits = ((values - values.min()) / span * 65_535).astype(np.uint32)
        for step, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
            bits = (bits | (bits << np.uint32(step))) & np.uint32(mask)
        key |= bits << np.uint32(shift)
    return np.argsort(key, kind="stable")
