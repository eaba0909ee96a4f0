import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.lnglat import (
    MAX_MERCATOR_LAT,
    WORLD_UNITS,
    Bounds,
    InvalidCoordinate,
    LngLat,
    lnglat_from_world,
    units_per_px,
    world_from_lnglat,
)

LNGS = st.floats(-180, 180)
LATS = st.floats(-90, 90)


@st.composite
def boxes(draw: st.DrawFn) -> Bounds:
    west, east = sorted((draw(LNGS), draw(LNGS)))
    south, north = sorted((draw(LATS), draw(LATS)))
    return Bounds(west, south, east, north)


@pytest.mark.parametrize(
    ("lng", "lat"), [(180.1, 0), (-181, 0), (0, 90.5), (0, -91), (math.nan, 0), (0, math.nan), (math.inf, 0)]
)
def test_a_point_off_the_earth_is_refused(lng: float, lat: float) -> None:
    with pytest.raises(InvalidCoordinate, match="坐标超出范围"):
        LngLat(lng, lat)


@pytest.mark.parametrize("edges", [(2, 0, 1, 1), (0, 2, 1, 1), (0, 0, 181, 1), (math.nan, 0, 1, 1)])
def test_an_impossible_box_is_refused(edges: tuple[float, float, float, float]) -> None:
    with pytest.raises(InvalidCoordinate, match="范围不成立"):
        Bounds(*edges)


@given(boxes())
def test_bounds_survive_being_written_and_read(bounds: Bounds) -> None:
    assert Bounds.from_text(bounds.to_text()) == bounds


@pytest.mark.parametrize("text", ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "106.3，29.5，106.4，29.6"])
def test_text_that_is_no_box_is_refused_with_the_form_that_is_expected(text: str) -> None:
    with pytest.raises(InvalidCoordinate, match="西,南,东,北"):
        Bounds.from_text(text)


def test_bounds_around_points_are_the_smallest_box_that_holds_them() -> None:
    points = [LngLat(106.3, 29.6), LngLat(106.1, 29.7), LngLat(106.2, 29.5)]
    bounds = Bounds.around(points)
    assert bounds == Bounds(106.1, 29.5, 106.3, 29.7)
    assert all(bounds.contains(point) for point in points)
    assert bounds.center.lng == pytest.approx(106.2)
    with pytest.raises(ValueError, match="unpack"):
        Bounds.around([])


@given(boxes(), st.lists(st.tuples(LNGS, LATS), min_size=1, max_size=20))
def test_many_points_are_judged_like_single_ones(bounds: Bounds, points: list[tuple[float, float]]) -> None:
    lng, lat = zip(*points, strict=True)
    assert bounds.contains_many(lng, lat).tolist() == [bounds.contains(LngLat(*point)) for point in points]


def test_an_unknown_position_is_in_no_box() -> None:
    assert not Bounds(-180, -90, 180, 90).contains_many([math.nan, 0], [0, math.nan]).any()


@given(boxes(), st.floats(0, 10))
def test_an_expanded_box_contains_the_box_and_stays_on_earth(bounds: Bounds, fraction: float) -> None:
    grown = bounds.expanded(fraction)
    assert grown.west <= bounds.west <= bounds.east <= grown.east
    assert grown.south <= bounds.south <= bounds.north <= grown.north


def test_a_box_expands_by_the_fraction_on_every_side_and_never_shrinks() -> None:
    assert Bounds(10, 20, 20, 24).expanded(0.5) == Bounds(5, 18, 25, 26)
    with pytest.raises(ValueError, match="fraction"):
        Bounds(0, 0, 1, 1).expanded(-0.1)


def test_the_world_starts_in_the_north_west_and_its_middle_is_zero() -> None:
    x, y = world_from_lnglat([-180.0, 0.0, 180.0], [MAX_MERCATOR_LAT, 0.0, -90.0])
    assert x.tolist() == [0, WORLD_UNITS // 2, WORLD_UNITS - 1]
    assert y.tolist() == [0, WORLD_UNITS // 2, WORLD_UNITS - 1]
    assert x.dtype == np.uint32


@settings(max_examples=200)
@given(LNGS, st.floats(-85, 85))
def test_projecting_and_back_moves_a_point_less_than_a_centimetre(lng: float, lat: float) -> None:
    assume(lng < 179.999)
    back_lng, back_lat = lnglat_from_world(*world_from_lnglat(lng, lat))
    assert abs(float(back_lng) - lng) < 1e-7
    assert abs(float(back_lat) - lat) < 1e-7


def test_a_pixel_is_as_long_as_the_scale_of_the_design_says() -> None:
    # design: 2^z / 136.19 px per km at 29.55° N
    zoom = 13.25
    x, _ = world_from_lnglat([106.3, 106.3 + 1 / (111.412 * math.cos(math.radians(29.55)) - 0.094)], [29.55, 29.55])
    px_per_km = float(x[1] - x[0]) / units_per_px(zoom)
    assert px_per_km == pytest.approx(2**zoom / 136.19, rel=0.01)
