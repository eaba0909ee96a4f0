"""Areas, labels and hulls."""

import numpy as np
import pytest

from assets.prepare import shapes
from assets.prepare.plane import to_metres

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[106.0, 29.0], [106.2, 29.0], [106.2, 29.2], [106.0, 29.2], [106.0, 29.0]]],
}
EVERYWHERE = (105.0, 28.0, 107.0, 30.0)


def test_a_hull_grows_to_exactly_the_area_wanted() -> None:
    ring, grown_m = shapes.hull_of_area(np.array([[106.3, 29.5], [106.4, 29.6], [106.3, 29.6]]), 313.0)
    assert shapes.area_km2(ring) == pytest.approx(313.0, rel=1e-6)
    assert grown_m > 0
    assert ring[0].tolist() == ring[-1].tolist()


def test_a_hull_that_is_already_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="already measures"):
        shapes.hull_of_area(np.array([[106.0, 29.0], [107.0, 29.0], [106.5, 30.0]]), 313.0)


def test_a_label_keeps_away_from_water_and_stays_in_the_window() -> None:
    area = shapes.read_area(SQUARE)
    river = np.array([[106.1, 28.9], [106.1, 29.3]])
    label = shapes.label_point(area, (106.0, 29.0, 106.15, 29.2), [river], 1_000.0)
    assert label is not None
    assert 106.0 < label[0] < 106.15
    assert shapes.distances_m(np.array([label]), [river])[0] > 1_000.0


def test_an_area_outside_the_window_gets_no_label() -> None:
    assert shapes.label_point(shapes.read_area(SQUARE), (107.0, 29.0, 107.2, 29.2), [], 0.0) is None


def test_touching_the_window_is_not_overlapping_it() -> None:
    area = shapes.read_area(SQUARE)
    assert shapes.overlaps(area, EVERYWHERE)
    assert not shapes.overlaps(area, (106.2, 29.0, 106.4, 29.2))


def test_neighbours_keep_their_shared_border_when_simplified() -> None:
    wiggle = [[106.1, 29.0 + step / 100] for step in range(21)]
    wiggle[10][0] += 1e-5
    left = {"type": "Polygon", "coordinates": [[[106.0, 29.0], *wiggle, [106.0, 29.2], [106.0, 29.0]]]}
    right = {"type": "Polygon", "coordinates": [[[106.2, 29.0], [106.2, 29.2], *wiggle[::-1], [106.2, 29.0]]]}
    simpler = shapes.simplify_together([shapes.read_area(left), shapes.read_area(right)], 1e-3)
    points = [{tuple(point) for point in shapes.rings(area)[0].tolist()} for area in simpler]
    assert points[0] & points[1] == {(106.1, 29.0), (106.1, 29.2)}


def test_points_along_a_line_are_evenly_spaced() -> None:
    points = shapes.points_along(np.array([[106.0, 29.5], [106.3, 29.5]]), 500.0, 2_000.0)
    gaps = np.linalg.norm(np.diff(to_metres(points), axis=0), axis=1)
    assert gaps == pytest.approx(2_000.0, abs=0.1)


def test_a_line_is_cut_to_the_window() -> None:
    (piece,) = shapes.clip_line(np.array([[105.0, 29.5], [108.0, 29.5]]), (106.0, 29.0, 107.0, 30.0))
    assert piece[:, 0].tolist() == [106.0, 107.0]


def test_segments_that_meet_become_one_line() -> None:
    (line,) = shapes.merge_segments([((0, 0), (1, 0)), ((2, 1), (1, 0))])
    assert len(line) == 3
