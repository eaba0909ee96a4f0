import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.export.paper.clipping import Frame, clip_line, clip_ring

FRAME = Frame(0, 0, 10, 10)
points = st.lists(st.tuples(st.floats(-20, 30), st.floats(-20, 30)), min_size=3, max_size=12)


def area(ring: tuple[tuple[float, float], ...]) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True))) / 2


def test_a_ring_keeps_what_lies_inside() -> None:
    assert area(clip_ring([(-5, 2), (5, 2), (5, 4), (-5, 4)], FRAME)) == pytest.approx(10)
    assert area(clip_ring([(-5, -5), (15, -5), (15, 15), (-5, 15)], FRAME)) == pytest.approx(100)
    assert clip_ring([(20, 20), (21, 20), (21, 21)], FRAME) == ()


def test_a_line_that_leaves_and_comes_back_is_two_pieces() -> None:
    pieces = clip_line([(5, 5), (5, 15), (8, 15), (8, 5)], FRAME)
    assert pieces == [((5, 5), (5, 10)), ((8, 10), (8, 5))]
    assert clip_line([(-5, -5), (-5, 15)], FRAME) == []
    assert clip_line([(1, 1), (2, 2), (3, 1)], FRAME) == [((1, 1), (2, 2), (3, 1))]


@given(points)
def test_nothing_is_drawn_outside_the_frame(line: list[tuple[float, float]]) -> None:
    drawn = [*clip_ring(line, FRAME), *(point for piece in clip_line(line, FRAME) for point in piece)]
    assert all(FRAME.contains(x, y, -1e-6) for x, y in drawn)
