"""Lengths and areas on the WGS 84 ellipsoid, of what a person draws on the map."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.frozen import frozen
from geo.geometry import crosses_itself
from geo.lnglat import LngLat

_A_M: Final = 6_378_137.0  # WGS 84
_E2: Final = 0.006_694_379_990_141_317


@frozen
class Measured:
    """A line, or the area inside it.

    Attributes:
        legs_m: Geodesic length of each leg in metres; of an area the last leg closes it.
        area_km2: Area in km², None for a line, for fewer than three corners and for an outline that crosses itself.
        crosses: Whether an area's outline crosses itself, so that it has no area one could state.
    """

    legs_m: tuple[float, ...]
    area_km2: float | None = None
    crosses: bool = False

    @property
    def length_m(self) -> float:
        """Length of the line, or of the whole outline, in metres."""
        return sum(self.legs_m)


def measure_line(points: Sequence[LngLat]) -> Measured:
    """Measure a line along geodesics between its points."""
    from geo.geocoding import distance_km  # geopy takes 0.1 s, which no start should pay for a ruler

    return Measured(tuple(1000 * distance_km(a, b) for a, b in pairwise(points)))


def measure_area(points: Sequence[LngLat]) -> Measured:
    """Measure what a line encloses once its last point is joined to the first.

    Edges are geodesics; the area is Karney's (*Algorithms for geodesics*, J. Geod. 87, 2013), exact to 0.1 m² or so.
    """
    line = [*points, points[0]] if len(points) > 2 else list(points)
    legs = measure_line(line).legs_m
    if len(points) < 3:
        return Measured(legs)
    if crosses_itself(tuple((point.lng, point.lat) for point in line)):
        return Measured(legs, crosses=True)
    from geographiclib.geodesic import Geodesic

    outline = Geodesic.WGS84.Polygon()
    for point in points:
        outline.AddPoint(point.lat, point.lng)
    _, _, area_m2 = outline.Compute()
    return Measured(legs, abs(area_m2) / 1e6)


def ground_distances_m(center: LngLat, lng: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
    """Return the distance of many points from one, in metres.

    Gauss's mid-latitude formula to the second order (Torge, *Geodesy*, 3rd ed., § 6.3.3): within 1e-6 of the geodesic
    up to 100 km and within 2e-5 up to 400 km at middle latitudes, for a whole array at the cost of a few cosines.

    Args:
        center: WGS 84.
        lng: ``[n]`` degrees; NaN stays NaN.
        lat: ``[n]`` degrees.
    """
    x, y = np.radians(np.asarray(lng, np.float64)), np.radians(np.asarray(lat, np.float64))
    turn, rise = x - np.radians(center.lng), y - np.radians(center.lat)
    middle = (y + np.radians(center.lat)) / 2
    sine, cosine = np.sin(middle), np.cos(middle)
    flat = 1 - _E2 * sine**2
    across = _A_M / np.sqrt(flat)  # radius of curvature in the prime vertical
    along = _A_M * (1 - _E2) / flat**1.5  # and in the meridian
    # On the sphere of these radii: the half-angle form keeps the second order that the plane would lose.
    north = 2 * along * np.sin(rise / 2) * np.cos(turn / 2)
    east = 2 * across * np.sin(turn / 2) * cosine
    chord = np.hypot(north, east)
    return np.asarray(2 * across * np.arcsin(np.clip(chord / (2 * across), -1.0, 1.0)), np.float64)
