"""Where projects known only to a park are drawn: in a labelled grid inside the park's footprint.

The grid claims no position; it is a readable list laid on the ground. It is computed over all projects of the ledger,
so a filter never moves a symbol, and in steps of capacity, so a project added at the end of its park moves no other
until a step is full.

Sizes are thought of in CSS pixels at `NOMINAL_ZOOM` and kept in world units, in which a grid stays square at any zoom.
"""

from collections.abc import Sequence
from math import ceil, log2
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen
from geo.geometry import Ring, inscribed_box
from geo.lnglat import LngLat, lnglat_from_world, units_per_px, world_from_lnglat

Group = tuple[int, Sequence[int] | NDArray[np.int64]]
"""A park's id and the ids of its projects in the order of the ledger."""

NOMINAL_ZOOM: Final = 13.25
"""Zoom at which the sizes below are meant."""

COLUMN_PX: Final = 146.0
ROW_PX: Final = 32.0
HEAD_PX: Final = 34.0
"""Pitch of the columns and the rows, and from the head to the first row, while labels fit beside the symbols."""

OPEN_ZOOM: Final = 13.0
"""Zoom from which projects are drawn one by one where the grid is not finer than usual."""

_SYMBOL_PX: Final = 24.0  # room a symbol takes at the edge of the box
_LEGIBLE_PX: Final = 20.0  # symbols nearer than this are not told apart: such a grid opens further in
_LAST_OPEN_ZOOM: Final = 16.0
_TITLE_PX: Final = (48.0, 12.0)  # kept free for the footprint's own name: where there is room, and where there is not
_GAP_PX: Final = 96.0  # most that is left between two groups
_POINT_ROWS: Final = 12  # a point's grid grows to this many rows before it becomes finer
_MAX_LEVEL: Final = 64


@frozen
class Head:
    """The heading of one park's group.

    Attributes:
        park_id: The park.
        lng: Degrees of the heading, which stands above the centre of the group's first symbol.
        lat: Likewise.
        middle: The middle of the group, symbols and labels together: where one symbol for all of it stands well.
    """

    park_id: int
    lng: float
    lat: float
    middle: LngLat


@frozen(eq=False)
class Arrangement:
    """Positions of the projects of one footprint or point.

    Attributes:
        project_ids: ``int64[n]``, group by group as given.
        lng: ``float64[n]`` WGS 84 degrees.
        lat: ``float64[n]`` WGS 84 degrees.
        heads: One for each group that is not empty, in order.
        open_zoom: Zoom from which neighbours are far enough apart to be drawn one by one.
    """

    project_ids: NDArray[np.int64]
    lng: NDArray[np.float64]
    lat: NDArray[np.float64]
    heads: tuple[Head, ...]
    open_zoom: float


@frozen
class _Pitch:
    """Distances in px at the nominal zoom; each level holds about twice what the one before holds."""

    x: float
    y: float
    head: float
    columns: int

    @property
    def nearest(self) -> float:
        return min(self.x, self.y)


@frozen
class _Box:
    """Room for a grid, in px at the nominal zoom from the world's north-west corner."""

    left: float
    top: float
    width: float
    height: float


def arrange(region: Ring | LngLat, groups: Sequence[Group]) -> Arrangement:
    """Arrange the projects of one place.

    Args:
        region: The footprint, inside which every symbol then lies, or a point, around which a grid just large enough is
            laid (one project lies exactly on the point).
        groups: The park itself and the parks shown with it, each with its projects; groups without any are left out.

    Returns:
        Distinct positions on grids of at least the pitch the room allows; the same for the same input, always.

    Raises:
        ValueError: If a project occurs twice.
    """
    filled = [(park_id, np.asarray(ids, np.int64)) for park_id, ids in groups if len(ids)]
    project_ids = np.concatenate([ids for _, ids in filled]) if filled else np.empty(0, np.int64)
    in_order = np.sort(project_ids)
    if (in_order[1:] == in_order[:-1]).any():
        raise ValueError("a project can be arranged only once")
    counts = [len(ids) for _, ids in filled]
    box, pitch, rows = _at_point(region, counts) if isinstance(region, LngLat) else _in_ring(region, counts)
    tops = _tops(box, pitch, rows)
    left = _left(box, pitch)
    spots = [_grid(left, top + pitch.head, pitch, count) for top, count in zip(tops, counts, strict=True)]
    x, y = np.hstack(spots) if spots else np.empty((2, 0))
    lng, lat = _degrees(x, y)
    heads = (_head(park_id, left, top, pitch, len(ids)) for (park_id, ids), top in zip(filled, tops, strict=True))
    return Arrangement(project_ids, lng, lat, tuple(heads), _open_zoom(pitch, len(x)))


def _in_ring(ring: Ring, counts: Sequence[int]) -> tuple[_Box, _Pitch, list[int]]:
    """Return the room in a footprint and the first pitch at which everything fits into it."""
    x, y = _px(*np.asarray(ring, np.float64).T)
    left, top, right, low = inscribed_box(np.column_stack([x, y]))
    wide, narrow = (min(title, title / 400 * (low - top)) for title in _TITLE_PX)
    for level in range(_MAX_LEVEL):
        pitch = _pitch(level, right - left)
        needed = [ceil(count / pitch.columns) for count in counts]
        roomy = [_row_capacity(count) for count in needed]
        # While labels can be read, spare room is given up before the grid becomes finer.
        tries = [(wide, roomy), (narrow, roomy), (narrow, needed)] if level < 2 else [(narrow, roomy)]
        for title, rows in tries:
            if _height(pitch, rows) <= low - top - title:
                return _Box(left, top + title, right - left, low - top - title), pitch, rows
    raise ValueError("the footprint is too small for its projects")


def _at_point(point: LngLat, counts: Sequence[int]) -> tuple[_Box, _Pitch, list[int]]:
    """Return a room centred on the point and no larger than needed."""
    level, width = 0, 2 * COLUMN_PX if sum(counts) > 1 else 0.0
    while True:
        pitch = _pitch(level, width)
        rows = [_row_capacity(ceil(count / pitch.columns)) for count in counts]
        if _height(pitch, rows) <= _POINT_ROWS * ROW_PX + HEAD_PX * len(counts):
            break
        level += 1
    (x,), (y,) = _px(np.array([point.lng]), np.array([point.lat]))
    height = _height(pitch, rows)
    # From the first row to the last, without the first head, the grid is centred on the point.
    return _Box(x - width / 2, y - (height + pitch.head - pitch.y) / 2, width, height), pitch, rows


def _pitch(level: int, width: float) -> _Pitch:
    """Return the pitch of a level: first more columns at the same row height, then everything finer by √2 a step."""
    scale = 1.0 if level < 3 else 2.0 ** (-(level - 2) / 2)
    x = COLUMN_PX / 2**level if level < 3 else ROW_PX * scale
    columns = max(1, int((width - _SYMBOL_PX * scale) // x) + 1)
    return _Pitch(x, ROW_PX * scale, HEAD_PX * scale, min(columns, 2) if level == 0 else columns)


def _row_capacity(rows: int) -> int:
    """Return the rows kept for a group, the next of 1, 2, 3, 4, 6, 8, 12, 16 …, so that it can grow in place."""
    double = 1 << (rows - 1).bit_length()
    return double * 3 // 4 if double >= 4 and rows <= double * 3 // 4 else double


def _height(pitch: _Pitch, rows: Sequence[int]) -> float:
    return len(rows) * pitch.head + sum(rows) * pitch.y


def _tops(box: _Box, pitch: _Pitch, rows: Sequence[int]) -> list[float]:
    """Return where each group's head stands: the first at the top, the others spread over the height that is left."""
    spare = box.height - _height(pitch, rows)
    gap = min(spare / (len(rows) - 1), _GAP_PX) if len(rows) > 1 else 0.0
    heights = [pitch.head + count * pitch.y + gap for count in rows]
    return [box.top + sum(heights[:index]) for index in range(len(rows))]


def _left(box: _Box, pitch: _Pitch) -> float:
    """Return the x of the first column: grid and labels are centred together, the symbols at their columns' left."""
    middle = box.left + box.width / 2
    if pitch.columns == 1:
        return middle
    span = (pitch.columns - 1) * pitch.x
    wanted = middle - (span + pitch.x) / 2 + min(pitch.x / 2, _SYMBOL_PX / 2)
    margin = min(_SYMBOL_PX / 2, (box.width - span) / 2)
    return max(wanted, box.left + margin)


def _grid(left: float, top: float, pitch: _Pitch, count: int) -> NDArray[np.float64]:
    """Return x and y of ``count`` symbols, row by row, ``[2, count]``."""
    slot = np.arange(count)
    return np.vstack([left + slot % pitch.columns * pitch.x, top + slot // pitch.columns * pitch.y])


def _head(park_id: int, left: float, top: float, pitch: _Pitch, count: int) -> Head:
    columns, rows = min(count, pitch.columns), ceil(count / pitch.columns)
    # A label is as wide as what its column leaves beside the symbol; a lone column is read as its symbols.
    wide = 0.0 if columns == 1 else columns * pitch.x / 2 - min(pitch.x / 2, _SYMBOL_PX / 2)
    lng, lat = _degrees(np.array([left, left + wide]), np.array([top, top + pitch.head + (rows - 1) * pitch.y / 2]))
    return Head(park_id, float(lng[0]), float(lat[0]), LngLat(float(lng[1]), float(lat[1])))


def _open_zoom(pitch: _Pitch, count: int) -> float:
    if count < 2:
        return OPEN_ZOOM
    return min(max(OPEN_ZOOM, NOMINAL_ZOOM + log2(_LEGIBLE_PX / pitch.nearest)), _LAST_OPEN_ZOOM)


def _px(lng: NDArray[np.float64], lat: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x, y = world_from_lnglat(lng, lat)
    return x / units_per_px(NOMINAL_ZOOM), y / units_per_px(NOMINAL_ZOOM)


def _degrees(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return lnglat_from_world(x * units_per_px(NOMINAL_ZOOM), y * units_per_px(NOMINAL_ZOOM))
