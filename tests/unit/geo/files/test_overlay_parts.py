from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.files.overlay_parts import PartKind, Parts, clip, joined, simplify
from geo.lnglat import WorldBox

SIDE = 1000
spots = st.tuples(st.integers(0, SIDE), st.integers(0, SIDE))


def parts_of(*shapes: tuple[PartKind, list[tuple[int, int]]]) -> Parts:
    points = [point for _, vertices in shapes for point in vertices]
    return Parts(
        np.array([kind for kind, _ in shapes], np.uint8),
        np.cumsum([0, *(len(vertices) for _, vertices in shapes)]).astype(np.int64),
        np.arange(len(shapes), dtype=np.int32),
        np.array([x for x, _ in points], np.uint32),
        np.array([y for _, y in points], np.uint32),
    )


def vertices_of(parts: Parts, index: int) -> list[tuple[int, int]]:
    at = slice(parts.start[index], parts.start[index + 1])
    return list(zip(parts.x[at].tolist(), parts.y[at].tolist(), strict=True))


def closed(ring: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [*ring, ring[0]]


def test_clipping_keeps_what_reaches_in_and_leaves_out_the_rest() -> None:
    inside = (PartKind.LINE, [(10, 10), (20, 20)])
    across = (PartKind.LINE, [(0, 0), (100, 100)])
    away = (PartKind.LINE, [(200, 200), (300, 300)])
    found = clip(parts_of(inside, away, across), WorldBox(5, 5, 50, 50))
    assert found.feature.tolist() == [0, 2]
    assert vertices_of(found, 1) == [(0, 0), (100, 100)]


def test_a_long_way_around_the_view_shrinks_to_its_corners() -> None:
    edge = [(x, 0) for x in range(1001)] + [(1000, y) for y in range(1001)]
    edge += [(x, 1000) for x in range(1000, -1, -1)] + [(0, y) for y in range(1000, -1, -1)]
    found = clip(parts_of((PartKind.RING, edge)), WorldBox(400, 400, 600, 600))
    assert len(found.x) <= 20
    ring = shapely.Polygon(vertices_of(found, 0))
    assert ring.covers(shapely.box(400, 400, 600, 600))


@settings(max_examples=300)
@given(st.lists(spots, min_size=3, max_size=40), spots, spots, st.lists(spots, max_size=15))
def test_clipping_changes_nothing_inside_the_view(
    ring: list[tuple[int, int]], corner: tuple[int, int], other: tuple[int, int], probes: list[tuple[int, int]]
) -> None:
    west, east = sorted((corner[0], other[0]))
    north, south = sorted((corner[1], other[1]))
    before = parts_of((PartKind.RING, closed(ring)))
    after = clip(before, WorldBox(west, north, east, south))
    box = shapely.box(west, north, east, south)
    line_before = shapely.LineString(closed(ring))
    line_after = shapely.LineString(vertices_of(after, 0)) if len(after.kind) else shapely.LineString()
    # The outline inside is the same…
    assert (
        shapely.intersection(line_before, box).symmetric_difference(shapely.intersection(line_after, box)).length < 1e-6
    )
    # … and what is inside it, too.
    for x, y in probes:
        if west < x < east and north < y < south:
            assert crossings(vertices_of(before, 0), x, y) == (
                crossings(vertices_of(after, 0), x, y) if len(after.kind) else 0
            )


def crossings(ring: list[tuple[int, int]], x: float, y: float) -> int:
    """1 inside and 0 outside by the even-odd rule, for a point a little off the whole numbers."""
    x, y = x + 0.37, y + 0.41
    odd = False
    for (x0, y0), (x1, y1) in pairwise(ring):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            odd = not odd
    return int(odd)


def test_points_in_one_cell_become_one() -> None:
    many = parts_of(*((PartKind.POINT, [(100 + number % 7, 100)]) for number in range(500)))
    assert len(simplify(many, 16).x) == 1
    assert len(simplify(many, 2).x) == 4


def test_small_polygons_become_squares_of_a_cell_and_lose_their_holes() -> None:
    small = [(100, 100), (101, 100), (101, 101)]
    hole = [(100, 100), (101, 100), (100, 101)]
    large = [(0, 0), (500, 0), (500, 500), (0, 500)]
    found = simplify(
        parts_of((PartKind.RING, closed(small)), (PartKind.HOLE, closed(hole)), (PartKind.RING, closed(large))), 10
    )
    assert sorted(found.kind.tolist()) == [PartKind.RING, PartKind.RING]
    by_feature = {int(feature): vertices_of(found, index) for index, feature in enumerate(found.feature)}
    assert by_feature[0] == [(100, 100), (110, 100), (110, 110), (100, 110), (100, 100)]
    assert by_feature[2] == closed(large)


def test_lines_keep_their_ends_and_what_a_cell_can_show() -> None:
    line = [(x, 3) for x in range(0, 1001)]
    found = simplify(parts_of((PartKind.LINE, line)), 100)
    assert vertices_of(found, 0) == [(x, 3) for x in range(0, 1001, 100)]


@given(st.lists(spots, min_size=4, max_size=60), st.sampled_from([2.0, 7.5, 90.0]))
def test_no_vertex_moves_and_no_outline_strays_further_than_a_cell(ring: list[tuple[int, int]], unit: float) -> None:
    found = simplify(parts_of((PartKind.RING, closed(ring))), unit)
    assert len(found.kind) == 1
    assert vertices_of(found, 0)[0] == vertices_of(found, 0)[-1]
    if set(vertices_of(found, 0)) <= set(ring):
        far = shapely.hausdorff_distance(shapely.LineString(closed(ring)), shapely.LineString(vertices_of(found, 0)))
        assert far <= unit * np.sqrt(2) + 1e-9


def test_nothing_stays_nothing() -> None:
    nothing = joined(iter(()))
    assert len(simplify(nothing, 4).kind) == len(clip(nothing, WorldBox(0, 0, 9, 9)).kind) == 0
    assert all(len(edge) == 0 for edge in nothing.boxes())


def test_a_million_vertices_are_bounded_by_the_picture() -> None:
    rng = np.random.default_rng(5)
    count = 100_000
    x, y = (rng.integers(0, 2**32 - 100, count, np.uint32) for _ in range(2))
    ring_x = (x[:, None] + np.array([0, 50, 50, 0, 0], np.uint32)).ravel().astype(np.uint32)
    ring_y = (y[:, None] + np.array([0, 0, 50, 50, 0], np.uint32)).ravel().astype(np.uint32)
    start = np.arange(count + 1, dtype=np.int64) * 5
    parts = Parts(np.full(count, PartKind.RING, np.uint8), start, np.arange(count, dtype=np.int32), ring_x, ring_y)
    cells = 64
    assert len(simplify(parts, 2**32 / cells).kind) <= cells**2
    assert len(simplify(parts, 2**32 / cells).kind) == pytest.approx(cells**2, rel=0.01)
