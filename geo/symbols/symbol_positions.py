"""Where the symbol that shows a project stands, and which of them lie inside a shape drawn on the map.

A person who draws around symbols means the symbols, so what counts is where they are drawn: a project inside a donut
is selected with its donut, whatever the park's outline may be.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen
from geo.geometry import Ring, contains_many
from geo.lnglat import LngLat, lnglat_from_world, world_from_lnglat
from geo.measure import ground_distances_m

_HALF: Final = np.uint64(32)
_LOW: Final = np.uint64(2**32 - 1)

HangingSpots = Mapping[int, tuple[float, float]]
"""Park id → world x and y at which the map lists a park whose position is unknown."""


@frozen
class DrawnRing:
    """A closed line drawn by hand, read by the even-odd rule where it crosses itself.

    Attributes:
        ring: WGS 84 degrees, first point repeated at the end; its edges are straight on the map (Web Mercator).
    """

    ring: Ring


@frozen
class DrawnCircle:
    """All places within a distance on the ground.

    Attributes:
        center: WGS 84.
        radius_m: Metres on the ellipsoid, more than 0.
    """

    center: LngLat
    radius_m: float


DrawnShape = DrawnRing | DrawnCircle


@frozen(eq=False)
class SymbolPositions:
    """Projects and the symbols that show them, of one viewport.

    Attributes:
        rows: ``intp[m]`` rows of the map's columns, each at most once.
        spots: ``float64[m, 2]`` x and y of the symbol in world units; NaN where the map shows none.
    """

    rows: NDArray[np.intp]
    spots: NDArray[np.float64]

    def inside(self, shape: DrawnShape) -> NDArray[np.intp]:
        """Return the rows whose symbol's centre lies inside (or on the edge of) a shape."""
        shown = ~np.isnan(self.spots[:, 0])
        # A donut shows thousands of projects at one spot, and each spot need be looked at only once; as one whole
        # number a spot is sorted thirty times as fast as as a pair.
        x, y = np.rint(self.spots[shown]).astype(np.uint64).T
        keys, which = np.unique((x << _HALF) | y, return_inverse=True)
        spots = np.column_stack([keys >> _HALF, keys & _LOW]).astype(np.float64)
        return self.rows[shown][_contains(shape, spots)[which]]

    def at(self, x: float, y: float) -> NDArray[np.intp]:
        """Return the rows of the symbol at world units x and y, give or take the rounding of a frame."""
        return self.rows[(np.abs(self.spots - (x, y)) <= 1.0).all(axis=1)]


def _contains(shape: DrawnShape, spots: NDArray[np.float64]) -> NDArray[np.bool_]:
    if isinstance(shape, DrawnCircle):
        lng, lat = lnglat_from_world(*spots.T)
        return np.asarray(ground_distances_m(shape.center, lng, lat) <= shape.radius_m)
    ring = np.column_stack(world_from_lnglat(*np.asarray(shape.ring, np.float64).T)).astype(np.float64)
    return contains_many(tuple((float(x), float(y)) for x, y in ring), *spots.T)
