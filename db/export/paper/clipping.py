"""Cuts shapes at the frame of a map, so that no program that opens the page needs to know about clipping."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from db.export.paper.marks import Point


class Frame(NamedTuple):
    """A rectangle on paper in mm."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Millimetres."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Millimetres."""
        return self.bottom - self.top

    def contains(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a point lies inside, at least a margin from the edge."""
        inside_x = self.left + margin <= x <= self.right - margin
        return inside_x and self.top + margin <= y <= self.bottom - margin


def clip_ring(ring: Sequence[Point], frame: Frame) -> tuple[Point, ...]:
    """Return the part of an outline inside a frame (Sutherland and Hodgman); empty where nothing is."""
    points = list(ring)
    for axis, limit, sign in ((0, frame.left, 1), (0, frame.right, -1), (1, frame.top, 1), (1, frame.bottom, -1)):
        points = _clip_half(points, axis, limit, sign)
    return tuple(points)


def _clip_half(points: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    for start, end in zip([*points[-1:], *points[:-1]], points, strict=True):
        start_in, end_in = sign * (start[axis] - limit) >= 0, sign * (end[axis] - limit) >= 0
        if start_in != end_in:
            share = (limit - start[axis]) / (end[axis] - start[axis])
            kept.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
        if end_in:
            kept.append(end)
    return kept


def clip_line(line: Sequence[Point], frame: Frame) -> list[tuple[Point, ...]]:
    """Return the pieces of a line inside a frame (Liang and Barsky, leg by leg)."""
    pieces: list[list[Point]] = []
    for start, end in pairwise(line):
        kept = _clip_leg(start, end, frame)
        if kept is None:
            continue
        if pieces and pieces[-1][-1] == kept[0]:
            pieces[-1].append(kept[1])
        else:
            pieces.append(list(kept))
    return [tuple(piece) for piece in pieces]


def _clip_leg(start: Point, end: Point, frame: Frame) -> tuple[Point, Point] | None:
    dx, dy = end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    for way, room in (
        (-dx, start[0] - frame.left),
        (dx, frame.right - start[0]),
        (-dy, start[1] - frame.top),
        (dy, frame.bottom - start[1]),
    ):
        if way == 0:
            if room < 0:
                return None
        elif way < 0:
            first = max(first, room / way)
        else:
            last = min(last, room / way)
    if first >= last:
        return None
    begin = start if first == 0.0 else (start[0] + first * dx, start[1] + first * dy)
    stop = end if last == 1.0 else (start[0] + last * dx, start[1] + last * dy)
    return begin, stop
