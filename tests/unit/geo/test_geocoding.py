import pytest
from geopy.geocoders.base import Geocoder
from hypothesis import given
from hypothesis import strategies as st

from geo.geocoding import ParkGeocoder, distance_km
from geo.lnglat import LngLat
from geo.parks import Gazetteer, Park


@pytest.fixture(scope="module")
def geocoder(gazetteer: Gazetteer) -> ParkGeocoder:
    return ParkGeocoder(gazetteer)


@pytest.mark.parametrize(
    ("text", "park", "matched", "how"),
    [
        ("金凤软件园西区（虎溪园）", "金凤软件园西区（虎溪园）", "金凤软件园西区（虎溪园）", "name"),
        ("金凤软件园西区(虎溪园)", "金凤软件园西区（虎溪园）", "金凤软件园西区(虎溪园)", "name"),
        ("落户 金凤 软件园西区 （虎溪园） 一期", "金凤软件园西区（虎溪园）", "金凤 软件园西区 （虎溪园）", "name"),
        ("“金凤软件园”西区", "金凤软件园西区（虎溪园）", "金凤软件园”西区", "composed"),
        ("金凤软件园（西区）", "金凤软件园西区（虎溪园）", "金凤软件园（西区）", "composed"),
        ("金凤软件园西园", "金凤软件园西区（虎溪园）", "金凤软件园西园", "composed"),
        ("金凤软件园虎溪园", "金凤软件园西区（虎溪园）", "金凤软件园虎溪园", "composed"),
        ("入驻虎溪园", "金凤软件园西区（虎溪园）", "虎溪园", "alias"),
        ("金凤软件园东园（西永园）", "金凤软件园东区（西永园）", "金凤软件园东园（西永园）", "composed"),
        ("金凤软件园", "金凤软件园", "金凤软件园", "name"),
        ("金凤软件园东、西两区", "金凤软件园", "金凤软件园", "name"),
        ("西永微电园", "西永微电园", "西永微电园", "name"),
        ("大学城核心区", "大学城核心区", "大学城核心区", "name"),
        ("中电（重庆）软件园", "中电（重庆）软件园", "中电（重庆）软件园", "name"),
        ("中电重庆软件园开工", "中电（重庆）软件园", "中电重庆软件园", "alias"),
        ("西部(重庆)科学城", "西部（重庆）科学城", "西部(重庆)科学城", "name"),
    ],
)
def test_a_park_is_recognised_however_it_is_written(
    geocoder: ParkGeocoder, text: str, park: str, matched: str, how: str
) -> None:
    match = geocoder.match(text)
    assert match is not None
    assert (match.park.name, match.matched, match.how) == (park, matched, how)


@pytest.mark.parametrize("text", ["落户科学城", "在西部科学城开工", "科学城", "西部（重庆）科学城签约", "重庆科学城"])
def test_a_text_that_names_only_the_science_city_means_the_whole_of_it(geocoder: ParkGeocoder, text: str) -> None:
    match = geocoder.match(text)
    assert match is not None
    assert match.park.id == 1


@pytest.mark.parametrize(
    ("text", "park"),
    [
        ("科学城西永微电园", "西永微电园"),
        ("西部（重庆）科学城大学城核心区", "大学城核心区"),
        ("以大学城核心区为主要承载的金凤软件园西区", "金凤软件园西区（虎溪园）"),
        ("金凤软件园东区，以西永微电园为主要承载", "金凤软件园东区（西永园）"),
        ("重庆高新区科学谷", "科学谷"),
        ("沙坪坝区大学城", "大学城"),
        ("重庆市沙坪坝科学谷", "科学谷"),
    ],
)
def test_of_nested_places_the_innermost_is_meant(geocoder: ParkGeocoder, text: str, park: str) -> None:
    match = geocoder.match(text)
    assert match is not None
    assert match.park.name == park


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "成都高新区",
        "高新区",
        "智汇高新区",
        "国家电投",
        "软件园",
        "东区",
        "西园",
        "重庆",
        "科学",
        "（）",
        "\n“”",
    ],
)
def test_an_unknown_place_is_never_guessed(geocoder: ParkGeocoder, text: str) -> None:
    explanation = geocoder.explain(text)
    assert explanation.match is None
    assert "没有认得的园区名" in explanation.reason
    assert geocoder.geocode(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "成都科学城",
        "西部（成都）科学城",
        "西部(成都)科学城",
        "光明科学城",
        "北京中关村科学城",
        "广州大学城",
        "广州的大学城",
        "深圳市科学谷",
        "上海金凤软件园",
        "未来科学城",
        "绵阳市核心区",
    ],
)
def test_another_citys_park_of_the_same_name_is_not_ours(geocoder: ParkGeocoder, text: str) -> None:
    assert geocoder.match(text) is None


@pytest.mark.parametrize("text", ["重庆大学城市科技学院", "科学城投集团", "大学城医院"])
def test_a_generic_name_inside_a_longer_word_is_no_mention(geocoder: ParkGeocoder, text: str) -> None:
    assert geocoder.match(text) is None


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("西永微电园、科学谷", {"西永微电园", "科学谷"}),
        ("大学城和生命岛", {"大学城", "生命岛"}),
        ("金凤软件园东区和西区", {"金凤软件园东区（西永园）", "金凤软件园西区（虎溪园）"}),
        ("金凤软件园东区、西区", {"金凤软件园东区（西永园）", "金凤软件园西区（虎溪园）"}),
    ],
)
def test_two_unrelated_parks_in_one_text_are_not_decided(
    geocoder: ParkGeocoder, text: str, candidates: set[str]
) -> None:
    explanation = geocoder.explain(text)
    assert explanation.match is None
    assert {park.name for park in explanation.candidates} == candidates
    assert all(name in explanation.reason for name in candidates)


def test_the_match_carries_the_grade_of_the_position(geocoder: ParkGeocoder) -> None:
    matches = [geocoder.match(text) for text in ("大学城", "虎溪园", "生命岛")]
    assert [match.position_confidence for match in matches if match] == ["B", "D", None]


def test_geopy_gets_latitude_first_and_what_matched(geocoder: ParkGeocoder) -> None:
    assert isinstance(geocoder, Geocoder)
    location = geocoder.geocode("入驻大学城")
    assert location is not None
    assert (location.latitude, location.longitude) == (29.61, 106.3051)
    assert location.address == "大学城"
    assert location.raw == {"park_id": 7, "matched": "大学城", "how": "name", "position_confidence": "B"}
    assert [each.address for each in geocoder.geocode("大学城", exactly_one=False)] == ["大学城"]


def test_a_known_park_without_a_position_matches_but_has_no_location(geocoder: ParkGeocoder) -> None:
    match = geocoder.match("生命岛")
    assert match is not None
    assert match.park.position is None
    assert geocoder.geocode("生命岛") is None


def test_a_form_two_parks_share_names_neither() -> None:
    parks = [Park(1, "科学城", "科学城"), Park(2, "甲园（东湾）", "园区", 1), Park(3, "甲园（西湾）", "园区", 1)]
    geocoder = ParkGeocoder(Gazetteer(parks))
    assert geocoder.match("甲园") is None
    match = geocoder.match("甲园(东湾)")
    assert match is not None
    assert match.park.id == 2


def test_an_empty_gazetteer_knows_nothing() -> None:
    assert ParkGeocoder(Gazetteer([])).match("大学城") is None


@given(st.text(alphabet=st.sampled_from("科学城大软件园东西区金凤虎溪（）() 　“成都重庆、和\n.*+?[]\\")))
def test_any_text_is_answered_and_matched_words_come_from_it(geocoder: ParkGeocoder, text: str) -> None:
    explanation = geocoder.explain(text)
    if explanation.match is None:
        assert explanation.reason
    else:
        assert explanation.match.matched
        assert explanation.match.matched in text


def test_distance_follows_the_geodesic() -> None:
    # Vincenty's meridian arc from 29° to 30° N.
    assert distance_km(LngLat(106, 29), LngLat(106, 30)) == pytest.approx(110.844, abs=0.001)
    assert distance_km(LngLat(106, 29), LngLat(106, 29)) == 0
