import json
from itertools import pairwise
from math import nan
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.geocoding import distance_km
from geo.geometry import (
    SCHEMATIC_ASPECT,
    InvalidPolygon,
    Ring,
    contains_many,
    inscribed_box,
    parse_polygon,
    polygon_area_km2,
    schematic_footprint,
    to_geojson,
)
from geo.lnglat import LngLat

SQUARE: Ring = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0))
HOLE: Ring = ((1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0), (1.0, 1.0))


def polygon(*rings: Ring) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[list(point) for point in ring] for ring in rings]}


def signed_area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


@settings(deadline=None)
@given(st.floats(-179, 179), st.floats(-70, 70), st.floats(0.01, 2000), st.floats(1.5, 6), st.floats(0.4, 2.5))
def test_a_schematic_footprint_has_exactly_the_published_area(
    lng: float, lat: float, area_km2: float, exponent: float, aspect: float
) -> None:
    ring = schematic_footprint(LngLat(lng, lat), area_km2, exponent, aspect)
    assert polygon_area_km2(ring) == pytest.approx(area_km2, rel=1e-9)
    assert ring[0] == ring[-1]
    assert signed_area(ring) > 0, "RFC 7946: shells run counter-clockwise"


def test_a_footprint_is_upright_and_centred() -> None:
    ring = schematic_footprint(LngLat(106.3589, 29.6122), 30)
    lngs, lats = zip(*ring, strict=True)
    width = distance_km(LngLat(min(lngs), 29.6122), LngLat(max(lngs), 29.6122))
    height = distance_km(LngLat(106.3589, min(lats)), LngLat(106.3589, max(lats)))
    assert height / width == pytest.approx(SCHEMATIC_ASPECT, rel=1e-3)
    assert ((min(lngs) + max(lngs)) / 2, (min(lats) + max(lats)) / 2) == pytest.approx((106.3589, 29.6122))


def test_the_footprints_of_neighbouring_parks_stay_apart() -> None:
    university_town = schematic_footprint(LngLat(106.3051, 29.61), 33)
    microelectronics_park = schematic_footprint(LngLat(106.3589, 29.6122), 30)
    assert max(lng for lng, _ in university_town) < min(lng for lng, _ in microelectronics_park)


@pytest.mark.parametrize(("area_km2", "exponent", "aspect"), [(0, 3, 1), (-1, 3, 1), (1, 0, 1), (1, 3, 0), (nan, 3, 1)])
def test_a_footprint_of_no_size_is_refused(area_km2: float, exponent: float, aspect: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        schematic_footprint(LngLat(106, 29), area_km2, exponent, aspect)


def test_the_area_of_the_whole_ellipsoid_is_the_published_one() -> None:
    earth = ((-180.0, -90.0), (180.0, -90.0), (180.0, 90.0), (-180.0, 90.0), (-180.0, -90.0))
    assert polygon_area_km2(earth) == pytest.approx(510_065_621.724, rel=1e-9)


def test_holes_and_islands_are_counted_by_the_even_odd_rule() -> None:
    island: Ring = ((1.4, 1.4), (1.6, 1.4), (1.6, 1.6), (1.4, 1.6), (1.4, 1.4))
    whole, hole, islet = (polygon_area_km2(ring) for ring in (SQUARE, HOLE, island))
    assert polygon_area_km2((SQUARE, HOLE, island)) == pytest.approx(whole - hole + islet)
    inside = contains_many((SQUARE, HOLE, island), [0.5, 1.2, 1.5, 5.0, nan], [0.5, 1.2, 1.5, 1.0, 1.0])
    assert inside.tolist() == [True, False, True, False, False]


def test_points_on_the_edge_are_inside() -> None:
    assert contains_many(SQUARE, [0.0, 4.0, 2.0], [2.0, 4.0, 4.0]).all()


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-1, 5), st.floats(-1, 5)), min_size=1, max_size=50))
def test_containment_agrees_with_plain_comparison_on_a_square(points: list[tuple[float, float]]) -> None:
    lng, lat = np.array(points).T
    expected = (lng >= 0) & (lng <= 4) & (lat >= 0) & (lat <= 4)
    assert (contains_many(SQUARE, lng, lat) == expected).all()


def test_rings_from_geojson_run_counter_clockwise_outside_and_clockwise_inside() -> None:
    shell, hole = parse_polygon(polygon(SQUARE[::-1], HOLE))
    assert signed_area(shell) > 0 > signed_area(hole)


def test_features_and_collections_are_read_and_overlaps_united() -> None:
    other: Ring = ((3.0, 0.0), (6.0, 0.0), (6.0, 4.0), (3.0, 4.0), (3.0, 0.0))
    features = [{"type": "Feature", "properties": {}, "geometry": polygon(ring)} for ring in (SQUARE, other)]
    rings = parse_polygon({"type": "FeatureCollection", "features": features})
    assert len(rings) == 1
    assert contains_many(rings, [3.5], [2.0]).all(), "what two parts share is inside, not cancelled"


def test_parsing_and_writing_geojson_round_trips_holes_and_parts() -> None:
    far: Ring = ((10.0, 0.0), (11.0, 0.0), (11.0, 1.0), (10.0, 1.0), (10.0, 0.0))
    parts = [polygon(SQUARE, HOLE)["coordinates"], polygon(far)["coordinates"]]
    source = {"type": "MultiPolygon", "coordinates": parts}
    rings = parse_polygon(source)
    written = to_geojson(rings)
    assert written["type"] == "MultiPolygon"
    assert sorted(len(part) for part in written["coordinates"]) == [1, 2]
    again = parse_polygon(json.loads(json.dumps(written)))
    assert {frozenset(ring) for ring in again} == {frozenset(ring) for ring in rings}
    assert to_geojson(SQUARE)["type"] == "Polygon"


@pytest.mark.parametrize(
    ("geojson", "words"),
    [
        ({}, "需要 GeoJSON 多边形"),
        ({"type": "Point", "coordinates": [1, 2]}, "需要 GeoJSON 多边形"),
        ({"type": "Feature", "geometry": None}, "需要 GeoJSON 多边形"),
        ({"type": "FeatureCollection", "features": []}, "没有多边形"),
        (polygon(((0, 0), (2, 2), (2, 0), (0, 2), (0, 0))), "自相交"),
        (polygon(((0, 0), (1, 1), (2, 2), (0, 0))), "不成立|没有面积"),
        (polygon(((0, 0), (500, 0), (500, 50), (0, 0))), "不是经纬度"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "读不出来"),
        ({"type": "Polygon", "coordinates": [[["a", 0], [1, 1], [1, 0], [0, 0]]]}, "读不出来"),
        ({"type": "Polygon", "coordinates": 7}, "读不出来"),
        ({"type": "Polygon"}, "读不出来"),
        ({"type": "Polygon", "coordinates": []}, "没有面积"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, nan], [1, 0], [0, 0]]]}, "无效|读不出来|不成立"),
    ],
)
def test_what_is_no_polygon_is_refused_in_one_sentence(geojson: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidPolygon, match=words) as refused:
        parse_polygon(geojson)
    assert "\n" not in str(refused.value)


def test_the_inscribed_box_of_a_square_is_the_square() -> None:
    assert inscribed_box(SQUARE) == pytest.approx((0, 0, 4, 4))


def test_the_inscribed_box_of_a_circle_is_nearly_the_largest() -> None:
    turn = np.linspace(0, 2 * np.pi, 200)
    left, low, right, high = inscribed_box(np.column_stack([np.cos(turn), np.sin(turn)]))
    assert (right - left) * (high - low) > 0.93 * 2
    assert max(np.hypot(x, y) for x in (left, right) for y in (low, high)) <= 1


@pytest.mark.parametrize(
    "ring",
    [
        ((0, 0), (10, 0), (10, 1), (1, 1), (1, 10), (0, 10), (0, 0)),
        ((0, 0), (10, 0), (10, 0.01), (0, 0.01), (0, 0)),
        ((0, 0), (100, 100), (100, 100.5), (0, 0)),
        ((0, 0), (10, 0), (10, 10), (5.01, 10), (5, 0.1), (4.99, 10), (0, 10), (0, 0)),
    ],
    ids=["L", "strip", "sliver", "notch"],
)
def test_the_inscribed_box_of_any_shape_lies_inside_it(ring: Ring) -> None:
    left, low, right, high = inscribed_box(ring)
    assert left < right
    assert low < high
    x, y = np.meshgrid(np.linspace(left, right, 30), np.linspace(low, high, 30))
    assert contains_many(ring, x.ravel(), y.ravel()).mean() > 0.99


def test_a_ring_without_area_has_no_box_inside() -> None:
    with pytest.raises(ValueError, match="nothing"):
        inscribed_box(((0, 0), (1, 1), (2, 2), (0, 0)))
