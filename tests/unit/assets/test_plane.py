"""The equal-area plane against an independent geodesic and the published area of the ellipsoid."""

import numpy as np
import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from assets.prepare.plane import to_degrees, to_metres

here = st.tuples(st.floats(105.5, 107.5), st.floats(28.5, 30.5))


@given(here)
def test_degrees_come_back(place: tuple[float, float]) -> None:
    assert to_degrees(to_metres(np.array([place])))[0] == pytest.approx(place, abs=2e-8)


@given(here)
def test_lengths_are_true_to_one_percent(place: tuple[float, float]) -> None:
    lng, lat = place
    for other in ((lng + 0.02, lat), (lng, lat + 0.02), (lng + 0.02, lat - 0.02)):
        metres = np.linalg.norm(np.diff(to_metres(np.array([place, other])), axis=0))
        assert metres == pytest.approx(geodesic((lat, lng), other[::-1]).m, rel=0.012)


def test_the_whole_earth_has_its_area() -> None:
    corners = to_metres(np.array([[-180.0, -90.0], [180.0, 90.0]]))
    width, height = corners[1] - corners[0]
    assert width * height / 1e12 == pytest.approx(510.0656, abs=1e-4)
