import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.datums import Datum, bd09_from_wgs84, convert, gcj02_from_wgs84, wgs84_from_gcj02
from geo.geocoding import distance_km
from geo.lnglat import LngLat

# Well inside the box in which GCJ-02 is defined, so that no step of the inversion leaves it.
LNGS = st.floats(74, 135)
LATS = st.floats(4, 53)


def _apart_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    return distance_km(LngLat(*a), LngLat(*b)) * 1000


def test_gcj02_lies_about_480_m_east_south_east_of_wgs84_in_the_science_city() -> None:
    lng, lat = gcj02_from_wgs84(106.3589, 29.6122)
    assert float(lng) - 106.3589 == pytest.approx(0.00395, abs=0.0001)
    assert float(lat) - 29.6122 == pytest.approx(-0.00257, abs=0.0001)
    assert _apart_m((106.3589, 29.6122), (float(lng), float(lat))) == pytest.approx(480, abs=15)


def test_bd09_of_tiananmen_is_as_published() -> None:
    # 116.404, 39.915 is Baidu's own example for the square; its GCJ-02 is commonly given as 116.39763, 39.90865.
    lng, lat = convert(116.39763, 39.90865, Datum.GCJ02, Datum.BD09)
    assert _apart_m((float(lng), float(lat)), (116.404, 39.915)) < 5


@settings(max_examples=200, deadline=None)
@given(LNGS, LATS, st.sampled_from(Datum), st.sampled_from(Datum))
def test_converting_there_and_back_errs_less_than_a_decimetre(
    lng: float, lat: float, source: Datum, target: Datum
) -> None:
    there = convert(lng, lat, source, target)
    back_lng, back_lat = convert(*there, target, source)
    assert _apart_m((lng, lat), (float(back_lng), float(back_lat))) < 0.1


def test_outside_china_gcj02_is_wgs84() -> None:
    lng, lat = gcj02_from_wgs84([2.35, 139.7], [48.85, 35.7])
    assert lng.tolist() == [2.35, 139.7]
    assert lat.tolist() == [48.85, 35.7]


def test_arrays_convert_like_their_elements_and_unknown_stays_unknown() -> None:
    lng, lat = np.array([106.3, np.nan, 104.0]), np.array([29.6, 29.6, 30.6])
    x, y = bd09_from_wgs84(lng, lat)
    assert np.isnan([x[1], y[1]]).all()
    assert (float(x[2]), float(y[2])) == tuple(float(each) for each in bd09_from_wgs84(104.0, 30.6))


@pytest.mark.parametrize("datum", [Datum.WGS84, Datum.CGCS2000])
def test_cgcs2000_is_taken_as_wgs84(datum: Datum) -> None:
    lng, lat = convert(106.3, 29.6, datum, Datum.WGS84)
    assert (float(lng), float(lat)) == (106.3, 29.6)
    assert [float(each) for each in convert(106.3, 29.6, Datum.GCJ02, datum)] == [
        float(each) for each in wgs84_from_gcj02(106.3, 29.6)
    ]
