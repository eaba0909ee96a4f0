"""A river follows the border where there is one, its guide where there is none."""

import numpy as np
import pytest

from assets.prepare import shapes
from assets.prepare.rivers import River, build_course, chaikin

GUIDE = np.array([[106.0, 29.5], [106.2, 29.5], [106.4, 29.5]])


def course(borders: list[tuple[tuple[float, float], tuple[float, float]]]) -> shapes.Line:
    """Build the course of a river from west to east along GUIDE."""
    return build_course(River("某江", 0.5, (106.0, 29.5), (106.4, 29.5)), borders, [GUIDE])


def border(
    lat: float, west: float = 106.0, east: float = 106.4
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Make a straight border of four segments."""
    points = [(float(lng), lat) for lng in np.linspace(west, east, 5)]
    return [(points[i], points[i + 1]) for i in range(4)]


def test_a_border_near_the_guide_is_followed() -> None:
    middle = [lat for lng, lat in course(border(29.508)).tolist() if 106.1 < lng < 106.3]
    assert middle == [] or middle == pytest.approx([29.508] * len(middle), abs=2e-3)
    assert shapes.distances_m(np.array([[106.2, 29.508]]), [course(border(29.508))])[0] < 30


def test_a_border_that_is_too_far_away_is_not_followed() -> None:
    far = shapes.distances_m(course(border(29.53)), [GUIDE])
    assert far.max() < 30


def test_where_the_border_ends_the_guide_goes_on() -> None:
    line = course(border(29.508, 106.0, 106.2))
    assert shapes.distances_m(np.array([[106.1, 29.508], [106.3, 29.5]]), [line]).max() < 60


def test_a_detour_of_the_border_is_left_out() -> None:
    spike = [((106.2, 29.508), (106.2, 29.515)), ((106.2, 29.515), (106.2001, 29.508))]
    assert course(border(29.508) + spike)[:, 1].max() < 29.511


def test_the_course_does_not_depend_on_the_order_of_the_borders() -> None:
    borders = border(29.508)
    assert course(borders).tolist() == course(borders[::-1]).tolist()


def test_smoothing_keeps_the_ends_and_cuts_the_corner() -> None:
    line = chaikin(np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]]))
    assert line[[0, -1]].tolist() == [[0, 0], [1, 1]]
    assert [1.0, 0.0] not in line.tolist()
    assert line.tolist()[1:-1] == [[0.75, 0.0], [1.0, 0.25]]
