import numpy as np
import pytest
from geographiclib.geodesic import Geodesic

from db.export.paper.clipping import Frame
from db.export.paper.frame import SCALES, MapView, show

FRAME = Frame(18, 30, 286, 270)
PLACES = [(106.3589, 29.6122), (106.3524, 29.4252), (106.2978, 29.5508)]


@pytest.mark.parametrize("denominator", [25_000, 125_000, 250_000])
def test_distances_on_paper_are_those_on_the_ground(denominator: int) -> None:
    view = show(FRAME, PLACES, denominator)
    (x1, y1), (x2, y2) = (view.to_paper(*place) for place in PLACES[:2])
    ground = Geodesic.WGS84.Inverse(PLACES[0][1], PLACES[0][0], PLACES[1][1], PLACES[1][0])["s12"]
    assert np.hypot(x2 - x1, y2 - y1) * denominator / 1000 == pytest.approx(ground, rel=3e-4)


def test_the_largest_round_scale_that_shows_everything_is_taken() -> None:
    view = show(FRAME, PLACES)
    assert view.denominator in SCALES
    assert all(FRAME.contains(*view.to_paper(*place), 10) for place in PLACES)
    nearer = show(FRAME, PLACES, SCALES[SCALES.index(view.denominator) - 1])
    assert not all(FRAME.contains(*nearer.to_paper(*place), 16) for place in PLACES)


def test_what_is_far_apart_still_fits() -> None:
    far = [(104.0, 28.0), (108.0, 31.0)]
    view = show(FRAME, far)
    assert view.denominator % 100_000 == 0
    assert all(FRAME.contains(*view.to_paper(*place), 10) for place in far)


def test_where_not_all_fits_the_heart_comes_into_the_middle() -> None:
    view = show(FRAME, PLACES, 25_000, heart=PLACES[0])
    assert view.to_paper(*PLACES[0]) == pytest.approx((152, 150), abs=1e-6)


def test_the_bounds_hold_the_frame_and_little_more() -> None:
    view = show(FRAME, PLACES)
    bounds = view.bounds
    x, y = view.to_paper(bounds.west, bounds.north)
    assert x == pytest.approx(FRAME.left, abs=4)
    assert y == pytest.approx(FRAME.top, abs=4)
    assert view.frame.contains(*view.to_paper(bounds.center.lng, bounds.center.lat))


@pytest.mark.parametrize(("denominator", "km"), [(50_000, 2), (125_000, 5), (250_000, 5), (1_000_000, 50)])
def test_the_grid_has_readable_steps_and_lies_on_whole_kilometres(denominator: int, km: int) -> None:
    view = show(FRAME, PLACES, denominator)
    assert view.grid_km == km
    eastings, northings = view.grid()
    assert eastings
    assert northings
    assert all(each % km == 0 for each in (*eastings, *northings))
    assert all(FRAME.left <= view.x_of(each) <= FRAME.right for each in eastings)
    assert all(FRAME.top <= view.y_of(each) <= FRAME.bottom for each in northings)


def test_symbols_open_where_the_screen_opens_them() -> None:
    """One CSS pixel is 1/96 inch on paper as on the screen: 1∶50,000 is zoom 13.3."""
    view = MapView(FRAME, 50_000, 620_000, 3_285_000)
    assert view.zoom == pytest.approx(13.33, abs=0.02)
