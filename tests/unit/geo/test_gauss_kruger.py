import shutil
import subprocess

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st

from geo.gauss_kruger import GaussKruger

BELT = GaussKruger()
LNG = np.array([106.3, 105.0, 106.5, 107.4, 103.5, 105.2])
LAT = np.array([29.6, 0.0, 29.3, 31.2, -20.0, 60.0])


def test_positions_are_those_of_epsg_4544() -> None:
    """Expected metres as PROJ gives them."""
    x, y = BELT.project(LNG, LAT)
    assert x[0] == pytest.approx(625937.7103711922, abs=1e-4)
    assert y[0] == pytest.approx(3276479.545931778, abs=1e-4)
    assert (x[1], y[1]) == (500_000.0, 0.0)


def test_gdal_agrees() -> None:
    program = shutil.which("gdaltransform")
    if program is None:
        pytest.skip("gdaltransform is not on this machine (Debian: gdal-bin)")
    asked = "\n".join(f"{lng} {lat}" for lng, lat in zip(LNG, LAT, strict=True))
    command = [program, "-s_srs", "EPSG:4490", "-t_srs", "EPSG:4544"]
    told = subprocess.run(command, input=asked, capture_output=True, text=True, check=True, timeout=60).stdout
    found = np.array([line.split()[:2] for line in told.splitlines()], np.float64)
    assert np.column_stack(BELT.project(LNG, LAT)) == pytest.approx(found, abs=1e-3)


@given(st.floats(100.0, 110.0), st.floats(-80.0, 80.0))
def test_there_and_back_is_the_same_place(lng: float, lat: float) -> None:
    there = BELT.unproject(*BELT.project([lng], [lat]))
    assert (there[0][0], there[1][0]) == pytest.approx((lng, lat), abs=1e-9)


def test_lengths_are_true_within_three_in_ten_thousand() -> None:
    """Two places 21 km apart, measured along the geodesic by geographiclib."""
    lng, lat = [106.3589, 106.3524], [29.6122, 29.4252]
    x, y = BELT.project(lng, lat)
    ground = Geodesic.WGS84.Inverse(lat[0], lng[0], lat[1], lng[1])["s12"]
    assert np.hypot(x[1] - x[0], y[1] - y[0]) == pytest.approx(ground, rel=3e-4)


def test_true_north_lies_west_of_the_grid_east_of_the_central_meridian() -> None:
    step = 1e-5
    x, y = BELT.project([106.35, 106.35], [29.5, 29.5 + step])
    seen = np.degrees(np.arctan2(x[0] - x[1], y[1] - y[0]))
    assert seen > 0
    assert BELT.convergence_deg(106.35, 29.5) == pytest.approx(seen, abs=1e-3)
    assert BELT.convergence_deg(104.0, 29.5) < 0
