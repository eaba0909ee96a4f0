"""A piece of ground at a true scale: degrees to millimetres on paper."""

from collections.abc import Sequence
from math import cos, log2, radians
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.export.paper.clipping import Frame
from db.export.paper.marks import Point
from geo.frozen import frozen
from geo.gauss_kruger import GaussKruger
from geo.lnglat import Bounds

PROJECTION: Final = GaussKruger()
SCALES: Final = (25_000, 50_000, 75_000, 100_000, 125_000, 150_000, 200_000, 250_000, 300_000, 400_000, 500_000)
"""Denominators tried from the largest scale on; smaller ones follow in steps of a hundred thousand."""

GRID_KM: Final = (1, 2, 5, 10, 20, 50)
MM_PER_PX: Final = 25.4 / 96
"""A CSS pixel on paper: symbols have on paper the size they have on the screen."""

_METRES_PER_PX: Final = 156_543.033_928
_EDGE_MM: Final = 16.0
"""Kept free inside the frame around what is shown: symbols and their words reach over their places."""


@frozen
class MapView:
    """Where a map lies on the page, and what it shows.

    Attributes:
        frame: On paper.
        denominator: 1 mm on paper is so many mm on the ground.
        x: Metres of the projection at the frame's left edge.
        y: Metres at its top edge.
    """

    frame: Frame
    denominator: int
    x: float
    y: float

    @property
    def mm_per_km(self) -> float:
        """What a kilometre is on paper."""
        return 1_000_000 / self.denominator

    @property
    def grid_km(self) -> int:
        """Distance of the grid's lines: 5 km where that reads well."""
        if 12 <= 5 * self.mm_per_km <= 60:
            return 5
        return next((km for km in GRID_KM if km * self.mm_per_km >= 24), GRID_KM[-1])

    @property
    def zoom(self) -> float:
        """The screen's zoom at which the map would look the same."""
        metres = self.denominator * MM_PER_PX / 1000
        return log2(_METRES_PER_PX * cos(radians(self.bounds.center.lat)) / metres)

    @property
    def bounds(self) -> Bounds:
        """Degrees around everything shown."""
        right, bottom = self.x + self._metres(self.frame.width), self.y - self._metres(self.frame.height)
        middle = (self.x + right) / 2  # parallels bulge: the middle of an edge may lie outermost
        lng, lat = PROJECTION.unproject([self.x, middle, right] * 2, [self.y, self.y, self.y, bottom, bottom, bottom])
        return Bounds(float(lng.min()), float(lat.min()), float(lng.max()), float(lat.max()))

    def to_paper(self, lng: float, lat: float) -> Point:
        """Return millimetres on the page."""
        return self.path(np.array([[lng, lat]]))[0]

    def path(self, degrees: NDArray[np.float64]) -> tuple[Point, ...]:
        """Return ``float64[n, 2]`` degrees as millimetres on the page."""
        x, y = PROJECTION.project(degrees[:, 0], degrees[:, 1])
        across = self.frame.left + (x - self.x) * 1000 / self.denominator
        down = self.frame.top + (self.y - y) * 1000 / self.denominator
        return tuple(zip(across.tolist(), down.tolist(), strict=True))

    def grid(self) -> tuple[list[int], list[int]]:
        """Return the kilometres of the grid's lines inside the frame: eastings, northings."""
        step = self.grid_km
        right, bottom = self.x + self._metres(self.frame.width), self.y - self._metres(self.frame.height)
        return _steps(self.x / 1000, right / 1000, step), _steps(bottom / 1000, self.y / 1000, step)

    def x_of(self, easting_km: float) -> float:
        """Return the millimetre of an easting."""
        return self.frame.left + (easting_km * 1000 - self.x) * 1000 / self.denominator

    def y_of(self, northing_km: float) -> float:
        """Return the millimetre of a northing."""
        return self.frame.top + (self.y - northing_km * 1000) * 1000 / self.denominator

    def _metres(self, mm: float) -> float:
        return mm * self.denominator / 1000


def show(
    frame: Frame,
    points: Sequence[Point] | NDArray[np.float64],
    denominator: int = 0,
    heart: Point | None = None,
    least: int = 0,
) -> MapView:
    """Return the view that shows some places in the middle of a frame.

    Args:
        frame: On paper.
        points: Degrees, ``[k, 2]``; at least one.
        denominator: The scale wanted, or 0 for the largest round one at which all places fit.
        least: The least denominator where it is found out.
        heart: Degrees of what comes into the middle where not all places fit; by default the middle of them all.
    """
    lng, lat = np.array(points, np.float64).T
    x, y = PROJECTION.project(lng, lat)
    edge = min(_EDGE_MM, frame.width / 6, frame.height / 6)
    needed = 1000 * max(np.ptp(x) / (frame.width - 2 * edge), np.ptp(y) / (frame.height - 2 * edge))
    if not denominator:
        steps = int(needed // 100_000 + 1) * 100_000
        denominator = next((scale for scale in SCALES if scale >= max(needed, least)), steps)
    middle_x, middle_y = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
    if heart is not None and denominator < needed:
        middle_x, middle_y = PROJECTION.project(*heart)
    half_x, half_y = (side * denominator / 2000 for side in (frame.width, frame.height))
    return MapView(frame, denominator, float(middle_x - half_x), float(middle_y + half_y))


def _steps(first: float, last: float, step: int) -> list[int]:
    start = int(np.ceil(first / step)) * step
    return list(range(start, int(np.floor(last)) + 1, step))
