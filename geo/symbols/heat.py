"""How densely projects lie: a smooth grid over one viewport, of projects with a position of their own.

Projects known only to a park or to the city are left out and counted: a park's middle is no place where something is.
The cost follows from the viewport: at most `MAX_CELLS` cells are looked up, however many projects lie in them.

The form for the page, little-endian (magic ``0x3148584B``, the bytes ``KXH1``):

1. ``uint32[8]``: magic, revision, columns c, rows r, length of the metadata in bytes, 0, 0, 0;
2. metadata: UTF-8 JSON ``{"weight": "count" | "amount", "asked", "peak", "x", "y", "cell", "shown", "without_position",
   "without_amount", "count", "published"}``, padded with spaces to a multiple of 4 bytes: ``x``, ``y`` are the world
   units of the grid's north-western corner, ``cell`` the width of a cell; ``peak`` is the largest density a km², in
   projects or in 亿元; the counts are of the whole result;
3. ``uint8[r × c]``, from north to south: density, 255 at the peak.
"""

import json
from dataclasses import asdict
from math import ceil, cos, radians
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen
from geo.lnglat import WORLD_UNITS, Bounds, WorldBox, units_per_px
from geo.symbols.own_clusters import Cells, OwnClusters
from geo.symbols.symbol_scale import Measure, Published
from geo.symbols.tally import Tally

HEAT_MAGIC: Final = 0x3148584B
SPREAD_PX: Final = 16.0
"""Standard deviation of the bell that stands for one project, in CSS pixels."""

MAX_CELLS: Final = 1 << 16
_CELL_PX_LOG2: Final = 2
_REACH: Final = 3.0  # a bell is cut off at three standard deviations
_EQUATOR_KM: Final = 40_075.016_686
_WAN_PER_YI: Final = 10_000


@frozen(eq=False)
class HeatMap:
    """Density over one viewport.

    Attributes:
        density: ``float64[rows, columns]`` a km², from north to south: projects or 亿元.
        x: World units of the western edge.
        y: World units of the northern edge.
        cell: Width of a cell in world units.
        asked: What each project was asked to weigh by.
        weight: What it weighs by.
        shown: Projects of the whole result that count.
        without_position: Projects left out because only their park or the city is known.
        without_amount: Projects left out because no amount is published; 0 by number.
        published: How many projects of the whole result have an amount.
    """

    density: NDArray[np.float64]
    x: int
    y: int
    cell: int
    asked: Measure
    weight: Measure
    shown: int
    without_position: int
    without_amount: int
    published: Published


def heat_of(own: OwnClusters, bounds: Bounds, zoom: float, asked: Measure, published: Published) -> HeatMap:
    """Return the density of the matching projects with coordinates of their own.

    Args:
        own: Those projects.
        bounds: What is visible, WGS 84.
        zoom: Zoom of the map.
        asked: Whether each weighs one or its amount.
        published: How many of the whole result have an amount; too few, and each weighs one.
    """
    weight = published.shown(asked)
    reach = _REACH * SPREAD_PX * units_per_px(zoom)
    cells = own.cells(WorldBox.of_bounds(bounds, reach), zoom, _CELL_PX_LOG2, MAX_CELLS)
    whole = own.total()
    count, unpublished = int(whole.count[0]), int(whole.unpublished[0]) if weight == "amount" else 0
    x, y, density = _smoothed(cells, _weights(cells.tally, weight), zoom)
    return HeatMap(
        density=density / _cell_km2(cells.size, bounds.center.lat),
        x=x * cells.size,
        y=y * cells.size,
        cell=cells.size,
        asked=asked,
        weight=weight,
        shown=count - unpublished,
        without_position=published.count - count,
        without_amount=unpublished,
        published=published,
    )


def encode_heat(heat: HeatMap, revision: int) -> bytes:
    """Write a heat map in the form described above, for the result of this revision."""
    rows, columns = heat.density.shape
    peak = float(heat.density.max(initial=0.0))
    told = {
        "weight": heat.weight,
        "asked": heat.asked,
        "peak": peak,
        "x": heat.x,
        "y": heat.y,
        "cell": heat.cell,
        "shown": heat.shown,
        "without_position": heat.without_position,
        "without_amount": heat.without_amount,
        **asdict(heat.published),
    }
    text = json.dumps(told, separators=(",", ":")).encode()
    meta = text + b" " * (-len(text) % 4)
    shares = np.rint(heat.density * (255 / peak if peak else 0.0)).astype(np.uint8)
    header = np.array([HEAT_MAGIC, revision, columns, rows, len(meta), 0, 0, 0], "<u4")
    return b"".join((header.tobytes(), meta, shares.tobytes()))


def _weights(tally: Tally, weight: Measure) -> NDArray[np.float64]:
    return tally.amount_wan / _WAN_PER_YI if weight == "amount" else tally.count.astype(np.float64)


def _smoothed(cells: Cells, weights: NDArray[np.float64], zoom: float) -> tuple[int, int, NDArray[np.float64]]:
    """Return the grid's first column and row and the weights under bells, ``[rows, columns]``, per cell."""
    if not len(weights):
        return 0, 0, np.zeros((0, 0))
    spread = SPREAD_PX * units_per_px(zoom) / cells.size
    reach = ceil(_REACH * spread) + 1
    margin = reach + 1  # a weight may be shared with the cell next to its own
    left, top = int(cells.columns.min()) - margin, int(cells.rows.min()) - margin
    shape = (int(cells.rows.max()) - top + margin + 1, int(cells.columns.max()) - left + margin + 1)
    grid = np.zeros(shape)
    # Each cell's weight lies at the middle of its projects and is shared by the four nearest cells, so that the grid
    # does not show.
    x, y = (cells.tally.spots / cells.size - (left + 0.5, top + 0.5)).T
    column, row = np.floor(x).astype(np.intp), np.floor(y).astype(np.intp)
    for right, low in ((0, 0), (0, 1), (1, 0), (1, 1)):
        share = np.abs(1 - right - (x - column)) * np.abs(1 - low - (y - row))
        np.add.at(grid, (row + low, column + right), weights * share)
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / spread) ** 2)
    bell /= bell.sum()
    return left, top, _spread_rows(_spread_rows(grid, bell).T, bell).T


def _spread_rows(grid: NDArray[np.float64], bell: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spread each value along the first axis; what would leave the grid is lost."""
    reach = len(bell) // 2
    padded = np.pad(grid, ((reach, reach), (0, 0)))
    spread = np.zeros_like(grid)
    for step, share in enumerate(bell.tolist()):
        spread += share * padded[step : step + len(grid)]
    return spread


def _cell_km2(size: int, lat: float) -> float:
    """Return the area of a cell of ``size`` world units in km², on the sphere the map is drawn on."""
    width = size * _EQUATOR_KM * cos(radians(lat)) / WORLD_UNITS
    return width * width
