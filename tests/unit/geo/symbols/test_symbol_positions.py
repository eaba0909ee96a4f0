from __future__ import annotations

import itertools

import numpy as np
import pytest
import shapely
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.aggregation import POINTS_ZOOM, MapIndex, SymbolColumns, Viewport
from geo.lnglat import Bounds, LngLat, lnglat_from_world, world_from_lnglat
from geo.parks import Gazetteer
from geo.placement import place_projects
from geo.symbols.map_frame import MapFrame
from geo.symbols.symbol_plans import PARKS_ZOOM, SUBPARKS_ZOOM
from geo.symbols.symbol_positions import DrawnCircle, DrawnRing, SymbolPositions

ALL = Bounds(105.5, 29.0, 107.2, 30.2)
ZOOMS = [9.5, PARKS_ZOOM, 11.3, SUBPARKS_ZOOM, 12.7, POINTS_ZOOM, 14.2]
UNPLACED = 10  # 生命岛
COUNT = 240


@pytest.fixture(scope="module")
def columns(gazetteer: Gazetteer) -> SymbolColumns:
    """Projects of four parks, of none, of one without a position, and 60 at coordinates of their own."""
    random = np.random.default_rng(7)
    ids = np.arange(1, COUNT + 1)
    parks = random.choice([0, 3, 5, 7, 9, UNPLACED], COUNT)
    own = ids > COUNT - 60
    lng = np.where(own, random.uniform(106.2, 106.5, COUNT), np.nan)
    lat = np.where(own, random.uniform(29.45, 29.7, COUNT), np.nan)
    placement = place_projects(gazetteer, ids, parks, lng, lat)
    return SymbolColumns(
        ids, placement.world_x, placement.world_y, placement.place, (ids % 5).astype(np.uint8),
        np.full(COUNT, -1, np.int64), ids % 3 == 0, ids % 7 == 0,
    )  # fmt: skip


@pytest.fixture(scope="module")
def index(columns: SymbolColumns, gazetteer: Gazetteer) -> MapIndex:
    parks = np.random.default_rng(7).choice([0, 3, 5, 7, 9, UNPLACED], COUNT)
    nowhere = np.full(COUNT, np.nan)
    nowhere_placed = place_projects(gazetteer, columns.project_ids, parks, nowhere, nowhere)
    return MapIndex(columns, nowhere_placed.places)


def rack() -> dict[int, tuple[float, float]]:
    x, y = world_from_lnglat(106.1, 29.4)
    return {UNPLACED: (float(x), float(y))}


def counts_by_spot(positions: SymbolPositions) -> dict[tuple[int, int], int]:
    spots, counts = np.unique(np.rint(positions.spots), axis=0, return_counts=True)
    return {(int(x), int(y)): int(n) for (x, y), n in zip(spots, counts, strict=True)}


def drawn_counts(frame: MapFrame, hanging: dict[int, tuple[float, float]]) -> dict[tuple[int, int], int]:
    drawn: dict[tuple[int, int], int] = {}
    for spot, count, meta in zip(frame.groups.spots, frame.groups.count, frame.group_meta, strict=True):
        at = hanging[UNPLACED] if meta.kind == "unplaced" else (float(spot[0]), float(spot[1]))
        key = (round(at[0]), round(at[1]))
        drawn[key] = drawn.get(key, 0) + int(count)
    for x, y in zip(frame.point_x.tolist(), frame.point_y.tolist(), strict=True):
        drawn[(x, y)] = drawn.get((x, y), 0) + 1
    return drawn


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("filtered", [False, True])
def test_every_project_stands_where_the_frame_draws_its_symbol(
    index: MapIndex, columns: SymbolColumns, zoom: float, filtered: bool
) -> None:
    mask = columns.industry == 1 if filtered else np.ones(COUNT, np.bool_)
    index.apply(mask, np.zeros(COUNT, np.bool_))
    frame = index.frame(Viewport(ALL, zoom))
    positions = index.symbol_positions(Viewport(ALL, zoom), rack())
    assert sorted(positions.rows.tolist()) == np.flatnonzero(mask).tolist()
    assert counts_by_spot(positions) == drawn_counts(frame, rack())


@pytest.mark.parametrize("zoom", ZOOMS)
def test_part_of_the_map_has_the_symbols_of_its_frame(index: MapIndex, zoom: float) -> None:
    index.apply(np.ones(COUNT, np.bool_), np.zeros(COUNT, np.bool_))
    viewport = Viewport(Bounds(106.28, 29.56, 106.40, 29.66), zoom)
    there = counts_by_spot(index.symbol_positions(viewport, rack()))
    frame = index.frame(viewport)
    for spot, count, meta in zip(frame.groups.spots, frame.groups.count, frame.group_meta, strict=True):
        if meta.kind != "unplaced":
            assert there[(round(spot[0]), round(spot[1]))] == count


def test_park_that_the_screen_does_not_list_is_nowhere(index: MapIndex) -> None:
    index.apply(np.ones(COUNT, np.bool_), np.zeros(COUNT, np.bool_))
    positions = index.symbol_positions(Viewport(ALL, 11.3))
    lost = np.isnan(positions.spots).any(axis=1)
    assert lost.any()
    world = DrawnRing(((-179.0, -84.0), (179.0, -84.0), (179.0, 84.0), (-179.0, 84.0), (-179.0, -84.0)))
    assert set(positions.inside(world).tolist()) == set(positions.rows[~lost].tolist())


def test_symbol_is_found_at_its_spot(index: MapIndex) -> None:
    index.apply(np.ones(COUNT, np.bool_), np.zeros(COUNT, np.bool_))
    viewport = Viewport(ALL, 11.3)
    frame, positions = index.frame(viewport), index.symbol_positions(viewport, rack())
    for spot, count, meta in zip(frame.groups.spots, frame.groups.count, frame.group_meta, strict=True):
        if meta.kind != "unplaced":
            assert len(positions.at(float(np.rint(spot[0])), float(np.rint(spot[1])))) == count
    assert len(positions.at(0.0, 0.0)) == 0


def scattered(seed: int, count: int = 300) -> tuple[SymbolPositions, NDArray[np.float64], NDArray[np.float64]]:
    random = np.random.default_rng(seed)
    x, y = world_from_lnglat(random.uniform(106.1, 106.6, count), random.uniform(29.3, 29.8, count))
    lng, lat = lnglat_from_world(x, y)
    return SymbolPositions(np.arange(count), np.column_stack([x, y]).astype(float)), lng, lat


corners = st.lists(st.tuples(st.floats(106.1, 106.6), st.floats(29.3, 29.8)), min_size=3, max_size=12)


@given(corners, st.integers(0, 50))
@settings(deadline=None)
def test_ring_takes_what_shapely_says_lies_inside(ring: list[tuple[float, float]], seed: int) -> None:
    """On the map plane, where the drawn edges are straight; where a ring crosses itself, by the even-odd rule."""
    positions, _, _ = scattered(seed)
    closed = (*ring, ring[0])
    plane = np.column_stack(world_from_lnglat(*np.array(closed).T)).astype(float)
    pieces = shapely.get_parts(shapely.polygonize([shapely.node(shapely.LineString(plane))]))
    crossings = [sum(crosses(plane, point.x, point.y) for _ in (0,)) for point in shapely.point_on_surface(pieces)]
    inside = [piece for piece, odd in zip(pieces, crossings, strict=True) if odd]
    area = shapely.union_all(inside) if inside else shapely.Polygon()
    wanted = {i for i, (x, y) in enumerate(positions.spots) if area.contains(shapely.Point(x, y))}
    edge = {
        i for i, (x, y) in enumerate(positions.spots) if shapely.LineString(plane).distance(shapely.Point(x, y)) < 2
    }
    assert set(positions.inside(DrawnRing(closed)).tolist()) - edge == wanted - edge


def crosses(ring: NDArray[np.float64], x: float, y: float) -> bool:
    """Whether a ray from a point crosses the ring an odd number of times."""
    odd = False
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            odd = not odd
    return odd


@given(st.floats(106.2, 106.5), st.floats(29.4, 29.7), st.floats(50.0, 40_000.0), st.integers(0, 50))
@settings(deadline=None)
def test_circle_takes_what_lies_within_the_radius_on_the_ground(
    lng: float, lat: float, radius_m: float, seed: int
) -> None:
    positions, lngs, lats = scattered(seed, 60)
    distance = np.array([geodesic((lat, lng), there).m for there in zip(lats, lngs, strict=True)])
    taken = np.isin(positions.rows, positions.inside(DrawnCircle(LngLat(lng, lat), radius_m)))
    clear = np.abs(distance - radius_m) > 0.2
    assert (taken == (distance <= radius_m))[clear].all()


@given(st.floats(106.2, 106.5), st.floats(29.4, 29.7), st.floats(500.0, 20_000.0), st.integers(0, 50))
@settings(deadline=None)
def test_circle_agrees_with_a_buffer_of_shapely(lng: float, lat: float, radius_m: float, seed: int) -> None:
    positions, lngs, lats = scattered(seed)
    scale = 111_320.0  # a plane of metres around the centre; good to half a per cent
    plane = np.column_stack([(lngs - lng) * scale * np.cos(np.radians(lat)), (lats - lat) * scale])
    circle = shapely.Point(0, 0).buffer(radius_m, quad_segs=64)
    taken = np.isin(positions.rows, positions.inside(DrawnCircle(LngLat(lng, lat), radius_m)))
    clear = np.abs(np.hypot(*plane.T) - radius_m) > 0.01 * radius_m + 5
    assert (taken == shapely.contains_xy(circle, *plane.T))[clear].all()


def test_many_projects_at_few_spots_cost_little() -> None:
    spots = np.repeat(np.array([[3.4e9, 1.8e9], [3.5e9, 1.8e9]]), 200_000, axis=0)
    positions = SymbolPositions(np.arange(400_000), spots)
    lng, lat = lnglat_from_world(*spots[0])
    assert len(positions.inside(DrawnCircle(LngLat(float(lng), float(lat)), 100.0))) == 200_000
