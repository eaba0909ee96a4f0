from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.coordinates import Form, format_position, parse_position
from geo.datums import Datum, convert
from geo.lnglat import InvalidCoordinate, LngLat

PLACE = LngLat(106.341234, 29.593412)
everywhere = st.builds(LngLat, st.floats(-180, 180), st.floats(-90, 90))
in_china = st.builds(LngLat, st.floats(75, 134), st.floats(4, 52))


def test_decimal_degrees_are_longitude_first() -> None:
    assert format_position(PLACE) == "106.341234, 29.593412"


def test_minutes_and_seconds_carry_their_letters() -> None:
    assert format_position(PLACE, form="dms") == "106°20′28.44″E 29°35′36.28″N"
    assert format_position(LngLat(-0.5, -33.25), form="dms") == "0°30′00.00″W 33°15′00.00″S"


@given(everywhere)
def test_no_angle_is_ever_written_with_sixty_seconds(point: LngLat) -> None:
    words = format_position(point, form="dms")
    for minutes, seconds in re.findall(r"°(\d\d)′([\d.]+)″", words):
        assert int(minutes) < 60
        assert float(seconds) < 60


@given(everywhere, st.sampled_from(["decimal", "dms"]))
def test_what_is_written_is_read_back(point: LngLat, form: Form) -> None:
    back = parse_position(format_position(point, form=form))
    tolerance = 6e-7 if form == "decimal" else 1.5e-6
    assert back.lng == pytest.approx(point.lng, abs=tolerance)
    assert back.lat == pytest.approx(point.lat, abs=tolerance)


@given(in_china, st.sampled_from(list(Datum)), st.sampled_from(["decimal", "dms"]))
def test_other_datums_come_back_to_the_same_place(point: LngLat, datum: Datum, form: Form) -> None:
    back = parse_position(format_position(point, datum, form), datum)
    assert back.lng == pytest.approx(point.lng, abs=4e-6)
    assert back.lat == pytest.approx(point.lat, abs=4e-6)


def test_position_is_written_in_the_datum_that_is_asked() -> None:
    lng, lat = convert(PLACE.lng, PLACE.lat, Datum.WGS84, Datum.GCJ02)
    assert format_position(PLACE, Datum.GCJ02) == f"{float(lng):.6f}, {float(lat):.6f}"
    assert format_position(PLACE, Datum.GCJ02) != format_position(PLACE)
    assert format_position(PLACE, Datum.CGCS2000) == format_position(PLACE)


@pytest.mark.parametrize(
    "words",
    [
        "106.341234,29.593412", "106.341234  29.593412", "29.593412, 106.341234", "(106.341234，29.593412)",
        "106.341234E 29.593412N", "N29.593412 E106.341234", "29.593412°N, 106.341234°E",
        "东经106.341234 北纬29.593412", "北纬29.593412°，东经106.341234°", "106°20.47404′E 29°35.60472′N",
        "29°35'36.2832\"N 106°20'28.4424\"E", "106度20分28.4424秒 29度35分36.2832秒", "+106.341234/+29.593412",
    ],
)  # fmt: skip
def test_notations_people_use_are_read(words: str) -> None:
    found = parse_position(words)
    assert (found.lng, found.lat) == pytest.approx((PLACE.lng, PLACE.lat), abs=1e-6)


@pytest.mark.parametrize(
    "words",
    [
        "", "金凤", "106.34", "106.3, 29.5, 12", "106.3, abc", "200, 100", "106.3E 29.5E", "106°75′0″E 29°0′0″N",
        "1e309, 2", "nan, nan", "106.34; DROP TABLE parks", "１" * 500,
    ],
)  # fmt: skip
def test_what_is_no_position_is_refused_in_a_sentence(words: str) -> None:
    with pytest.raises(InvalidCoordinate) as caught:
        parse_position(words)
    assert str(caught.value).endswith("。")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(words: str) -> None:
    try:
        found = parse_position(words)
    except InvalidCoordinate:
        return
    assert -180 <= found.lng <= 180
