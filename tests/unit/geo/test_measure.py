from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.geometry import polygon_area_km2
from geo.lnglat import LngLat
from geo.measure import ground_distances_m, measure_area, measure_line

EARTH = Geodesic.WGS84
near_lng = st.floats(105.9, 106.8)
near_lat = st.floats(29.1, 30.0)
positions = st.builds(LngLat, near_lng, near_lat)


def exact_m(a: LngLat, b: LngLat) -> float:
    return float(EARTH.Inverse(a.lat, a.lng, b.lat, b.lng)["s12"])


def dense_area_km2(points: list[LngLat]) -> float:
    """Another way to the same area: many points along each geodesic, and the equal-area formula between them."""
    outline: list[tuple[float, float]] = []
    for a, b in itertools.pairwise([*points, points[0]]):
        edge = EARTH.InverseLine(a.lat, a.lng, b.lat, b.lng)
        spots = (edge.Position(edge.s13 * step / 200) for step in range(200))
        outline += [(spot["lon2"], spot["lat2"]) for spot in spots]
    return polygon_area_km2((*outline, outline[0]))


def star(center: LngLat, radii_km: list[float]) -> list[LngLat]:
    """A polygon that never crosses itself: corners at growing bearings around a centre."""
    corners = []
    for index, radius in enumerate(radii_km):
        there = EARTH.Direct(center.lat, center.lng, 360 * index / len(radii_km), radius * 1000)
        corners.append(LngLat(there["lon2"], there["lat2"]))
    return corners


@settings(deadline=None)  # the first measuring imports geopy
@given(st.lists(positions, min_size=2, max_size=8))
def test_line_is_the_sum_of_geodesics(points: list[LngLat]) -> None:
    measured = measure_line(points)
    legs = [exact_m(a, b) for a, b in itertools.pairwise(points)]
    assert measured.legs_m == pytest.approx(legs, abs=1e-3)
    assert measured.length_m == pytest.approx(sum(legs), abs=1e-2)
    assert measured.area_km2 is None


@settings(deadline=None)
@given(positions, st.lists(st.floats(0.2, 60.0), min_size=3, max_size=9))
def test_area_is_that_of_the_geodesic_polygon(center: LngLat, radii_km: list[float]) -> None:
    corners = star(center, radii_km)
    measured = measure_area(corners)
    assert not measured.crosses
    assert measured.area_km2 == pytest.approx(dense_area_km2(corners), rel=1e-6, abs=1e-7)
    assert len(measured.legs_m) == len(corners)


@pytest.mark.parametrize("radius_km", [1.0, 20.0, 200.0])
def test_area_of_large_and_small_polygons(radius_km: float) -> None:
    corners = star(LngLat(106.3, 29.5), [radius_km] * 6)
    assert measure_area(corners).area_km2 == pytest.approx(dense_area_km2(corners), rel=2e-5)


def test_area_whose_outline_crosses_itself_is_not_stated() -> None:
    bow_tie = [LngLat(106.3, 29.5), LngLat(106.4, 29.6), LngLat(106.4, 29.5), LngLat(106.3, 29.6)]
    measured = measure_area(bow_tie)
    assert measured.crosses
    assert measured.area_km2 is None
    assert len(measured.legs_m) == 4


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_corners_have_no_area(count: int) -> None:
    points = [LngLat(106.3, 29.5), LngLat(106.4, 29.5)][:count]
    assert measure_area(points).area_km2 is None


def test_three_corners_at_one_place_are_no_area_and_no_failure() -> None:
    measured = measure_area([LngLat(106.3, 29.5)] * 3)
    assert measured.area_km2 in (None, 0.0)
    assert measured.length_m == 0


@given(positions, st.floats(0, 360), st.floats(1.0, 100_000.0))
def test_distances_of_many_points_agree_with_the_geodesic(center: LngLat, bearing: float, distance_m: float) -> None:
    there = EARTH.Direct(center.lat, center.lng, bearing, distance_m)
    (found,) = ground_distances_m(center, [there["lon2"]], [there["lat2"]])
    assert found == pytest.approx(distance_m, rel=3e-6, abs=1e-3)


@given(st.floats(0, 360), st.floats(100_000.0, 400_000.0))
def test_far_distances_stay_within_a_tenth_of_a_pixel(bearing: float, distance_m: float) -> None:
    there = EARTH.Direct(29.5, 106.3, bearing, distance_m)
    (found,) = ground_distances_m(LngLat(106.3, 29.5), [there["lon2"]], [there["lat2"]])
    assert found == pytest.approx(distance_m, rel=1e-4)


def test_distance_to_nowhere_is_not_a_number() -> None:
    assert math.isnan(ground_distances_m(LngLat(106.3, 29.5), [np.nan], [29.5])[0])
