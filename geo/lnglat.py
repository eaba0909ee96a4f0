"""Places on the WGS 84 ellipsoid in degrees, boxes around them, and the Web-Mercator world the map is drawn in."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import TYPE_CHECKING, Final

from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr

if TYPE_CHECKING:  # numpy is imported where it is used: the map's page begins to load before that is there
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

WORLD_UNITS: Final = 2**32
"""Width and height of the whole Web-Mercator world in world units: a unit is under 1 cm on the ground."""

MAX_MERCATOR_LAT: Final = 85.051_128_779_806_59
"""Latitude at which the square Web-Mercator world ends, in degrees."""

TILE_PX: Final = 256
"""Width of the whole world in CSS pixels at zoom 0."""


class InvalidCoordinate(AtlasError):
    """A coordinate or a box lies outside the earth's degrees or cannot be read."""


@frozen
class LngLat:
    """A point in WGS 84 degrees.

    Attributes:
        lng: Degrees east, −180 to 180.
        lat: Degrees north, −90 to 90.

    Raises:
        InvalidCoordinate: If either is not a finite number in its range.
    """

    lng: float
    lat: float

    def __post_init__(self) -> None:
        """Refuse what lies outside the earth; NaN fails both comparisons."""
        if not (-180 <= self.lng <= 180 and -90 <= self.lat <= 90):
            raise InvalidCoordinate(tr("坐标超出范围：经度 {lng}，纬度 {lat}。", lng=self.lng, lat=self.lat))


def degrees_words(position: LngLat) -> str:
    """A position as people write it: ``106.3920°E 29.5200°N``."""
    east, north = "E" if position.lng >= 0 else "W", "N" if position.lat >= 0 else "S"
    return f"{abs(position.lng):.4f}°{east} {abs(position.lat):.4f}°{north}"


@frozen
class Bounds:
    """A box in WGS 84 degrees, edges included; it never crosses the antimeridian.

    Raises:
        InvalidCoordinate: If an edge is not finite or outside its range, or the edges are the wrong way round.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Refuse inverted boxes and edges off the earth."""
        if not (-180 <= self.west <= self.east <= 180 and -90 <= self.south <= self.north <= 90):
            raise InvalidCoordinate(
                tr(
                    "范围不成立：西 {west}，南 {south}，东 {east}，北 {north}。",
                    west=self.west,
                    south=self.south,
                    east=self.east,
                    north=self.north,
                )
            )

    @classmethod
    def from_text(cls, text: str) -> Bounds:
        """Read ``W,S,E,N`` in degrees.

        Raises:
            InvalidCoordinate: If there are not four finite numbers or they make no box.
        """
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError as error:
            raise InvalidCoordinate(tr("范围应写作“西,南,东,北”四个度数，收到的是“{text}”。", text=text)) from error
        return cls(west, south, east, north)

    def to_text(self) -> str:
        """Write ``W,S,E,N``; `from_text` reads back exactly the same box."""
        return ",".join(repr(float(edge)) for edge in (self.west, self.south, self.east, self.north))

    @classmethod
    def around(cls, points: Iterable[LngLat]) -> Bounds:
        """Return the smallest box that contains all points.

        Raises:
            ValueError: If there is no point.
        """
        lngs, lats = zip(*((point.lng, point.lat) for point in points), strict=True)
        return cls(min(lngs), min(lats), max(lngs), max(lats))

    @property
    def center(self) -> LngLat:
        """The middle of the box in degrees."""
        return LngLat((self.west + self.east) / 2, (self.south + self.north) / 2)

    def contains(self, point: LngLat) -> bool:
        """Tell whether the point lies in the box or on its edge."""
        return self.west <= point.lng <= self.east and self.south <= point.lat <= self.north

    def contains_many(self, lng: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
        """Tell for ``lng[n]``, ``lat[n]`` in degrees which lie in the box; NaN never does."""
        import numpy as np

        x, y = np.asarray(lng, np.float64), np.asarray(lat, np.float64)
        inside: NDArray[np.bool_] = (x >= self.west) & (x <= self.east) & (y >= self.south) & (y <= self.north)
        return inside

    def expanded(self, fraction: float) -> Bounds:
        """Return the box grown on each side by ``fraction`` of its size, cut off at the ends of the earth."""
        if not isfinite(fraction) or fraction < 0:
            raise ValueError(f"fraction must be a finite number of at least 0, not {fraction}")
        dx, dy = (self.east - self.west) * fraction, (self.north - self.south) * fraction
        return Bounds(
            max(self.west - dx, -180.0),
            max(self.south - dy, -90.0),
            min(self.east + dx, 180.0),
            min(self.north + dy, 90.0),
        )


@frozen
class WorldBox:
    """A box in world units, edges included; y grows south, so ``north`` is the smaller one."""

    west: float
    north: float
    east: float
    south: float

    @classmethod
    def of_bounds(cls, bounds: Bounds, margin: float = 0.0) -> WorldBox:
        """Return the box of some bounds, grown by ``margin`` world units on every side."""
        x, y = world_from_lnglat([bounds.west, bounds.east], [bounds.north, bounds.south])
        return cls(x[0] - margin, y[0] - margin, x[1] + margin, y[1] + margin)

    def contains(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.bool_]:
        """Tell for world units of any shape which lie in the box."""
        import numpy as np

        wide, high = np.asarray(x), np.asarray(y)
        return np.asarray((wide >= self.west) & (wide <= self.east) & (high >= self.north) & (high <= self.south))


def world_from_lnglat(lng: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Project degrees to world units: x grows east from 180° W, y grows south from the world's northern edge.

    Args:
        lng: Degrees east, any shape; must be finite.
        lat: Degrees north, same shape; beyond ±85.05° it is held at the edge.

    Returns:
        x and y as uint32 of the same shape, rounded to the nearest unit.
    """
    import numpy as np

    x = (np.asarray(lng, np.float64) / 360 + 0.5) * WORLD_UNITS
    clipped = np.radians(np.clip(np.asarray(lat, np.float64), -MAX_MERCATOR_LAT, MAX_MERCATOR_LAT))
    y = (0.5 - np.arctanh(np.sin(clipped)) / (2 * np.pi)) * WORLD_UNITS
    return _to_units(x), _to_units(y)


def lnglat_from_world(x: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return degrees (lng, lat) of world units, any shape; fractions of a unit are allowed."""
    import numpy as np

    lng = (np.asarray(x, np.float64) / WORLD_UNITS - 0.5) * 360
    lat = np.degrees(np.arctan(np.sinh(2 * np.pi * (0.5 - np.asarray(y, np.float64) / WORLD_UNITS))))
    return lng, lat


def units_per_px(zoom: float) -> float:
    """Return how many world units one CSS pixel covers at ``zoom``, which may be fractional."""
    return float(WORLD_UNITS / (TILE_PX * 2.0**zoom))


def _to_units(value: NDArray[np.float64]) -> NDArray[np.uint32]:
    import numpy as np

    return np.asarray(np.clip(np.rint(value), 0, WORLD_UNITS - 1), np.uint32)
