"""A grid tells of many points what asking each of them tells, and asks few."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo import geometry
from geo.geometry import Ring, contains_many
from geo.inside_cells import find_inside

DEGREES = st.floats(0, 1).map(lambda value: round(value, 6))


def star(vertices: int) -> Ring:
    turns = [2 * math.pi * k / vertices for k in range(vertices)]
    points = [((0.3 + 0.1 * math.sin(9 * t)) * math.cos(t), 0.2 * math.sin(t)) for t in turns]
    return (*points, points[0])


def scattered(count: int, ring: Ring) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points everywhere around a ring, and its vertices and middles of edges, where rounding decides."""
    dice = np.random.default_rng(1)
    corners = np.array(ring)
    middles = (corners[1:] + corners[:-1]) / 2
    points = np.concatenate([dice.uniform(corners.min(), corners.max(), (count, 2)), corners, middles])
    return points[:, 0], points[:, 1]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(DEGREES, DEGREES), min_size=3, max_size=12, unique=True))
def test_any_ring_holds_the_same_points_by_cells(points: list[tuple[float, float]]) -> None:
    ring = (*points, points[0])
    polygon = shapely.Polygon(ring)
    west, south, east, north = polygon.bounds
    if not (west < east and south < north):
        return
    x, y = scattered(3_000, ring)
    near = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    x, y = x[near], y[near]
    found = find_inside(np.array(ring), x, y, lambda lng, lat: shapely.intersects_xy(polygon, lng, lat))
    assert found.tolist() == shapely.intersects_xy(polygon, x, y).tolist()


@pytest.mark.parametrize("vertices", [3, 200])
def test_many_points_are_told_by_cells_and_few_asked(vertices: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = star(vertices)
    x, y = scattered(200_000, ring)
    plain = [
        contains_many(ring, *part).tolist() for part in zip(np.array_split(x, 9), np.array_split(y, 9), strict=True)
    ]
    asked: list[int] = []
    exact = shapely.intersects_xy

    def count(polygon: shapely.Polygon, lng: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
        asked.append(len(lng))
        return np.asarray(exact(polygon, lng, lat))

    monkeypatch.setattr(shapely, "intersects_xy", count)
    monkeypatch.setattr(geometry, "_MANY_POINTS", 1)
    assert contains_many(ring, x, y).tolist() == [inside for part in plain for inside in part]
    assert sum(asked) < 40_000, "cells and points near the line, not 200,000 points"


def test_holes_count_by_cells_too(monkeypatch: pytest.MonkeyPatch) -> None:
    outer, inner = star(200), tuple((x / 2, y / 2) for x, y in star(50))
    x, y = scattered(20_000, outer)
    plain = contains_many((outer, inner), x, y)
    monkeypatch.setattr(geometry, "_MANY_POINTS", 1)
    assert contains_many((outer, inner), x, y).tolist() == plain.tolist()
