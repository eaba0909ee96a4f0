from collections.abc import Callable

import pytest

from geo.geometry import schematic_footprint
from geo.lnglat import LngLat
from geo.parks import Gazetteer, Park, ParkLink, UnknownPark

Named = Callable[[str], Park]


def test_a_park_is_found_by_id_name_and_alias(gazetteer: Gazetteer) -> None:
    assert gazetteer.get_park(3).name == "西永微电园"
    assert gazetteer.find_park("科学谷") is gazetteer.get_park(9)
    assert gazetteer.find_park("虎溪园") is gazetteer.get_park(6)
    assert gazetteer.find_park("科学") is None
    with pytest.raises(UnknownPark, match="99"):
        gazetteer.get_park(99)


def test_a_name_beats_an_alias_and_a_shared_alias_names_nobody() -> None:
    parks = [
        Park(1, "甲园", "园区"),
        Park(2, "乙园", "园区", aliases=("甲园", "园")),
        Park(3, "丙园", "园区", aliases=("园",)),
    ]
    gazetteer = Gazetteer(parks)
    assert gazetteer.find_park("甲园") is parks[0]
    assert gazetteer.find_park("园") is None


def test_the_root_is_the_science_city(gazetteer: Gazetteer) -> None:
    assert gazetteer.root.id == 1


def test_without_a_science_city_the_root_is_what_contains_most() -> None:
    parks = [Park(1, "甲", "区县"), Park(2, "乙", "区县"), Park(3, "丙", "园区", 2)]
    assert Gazetteer(parks).root.name == "乙"
    with pytest.raises(UnknownPark, match="空"):
        _ = Gazetteer([]).root


def test_containment_is_walked_both_ways(gazetteer: Gazetteer) -> None:
    assert [park.id for park in gazetteer.children_of(4)] == [5, 6]
    assert [park.id for park in gazetteer.ancestors_of(6)] == [4, 1]
    assert gazetteer.descendants_of(4) == (4, 5, 6)
    assert gazetteer.descendants_of(1) == (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13)


def test_a_circle_in_the_data_ends() -> None:
    gazetteer = Gazetteer([Park(1, "甲", "园区", 2), Park(2, "乙", "园区", 1)], [ParkLink(1, 2, "carried_by")])
    assert [park.id for park in gazetteer.ancestors_of(1)] == [2]
    assert gazetteer.descendants_of(1) == (1, 2)
    assert [park.id for park in gazetteer.places_around(1)] == [2]


def test_places_around_follow_carriers_and_containment(gazetteer: Gazetteer) -> None:
    around = [park.name for park in gazetteer.places_around(6)]
    assert set(around) == {"大学城核心区", "金凤软件园", "大学城", "西部（重庆）科学城", "重庆高新区"}
    assert around.index("大学城核心区") < around.index("大学城") < around.index("重庆高新区")


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("西永微电园", "西永微电园"),
        ("金凤软件园东区（西永园）", "西永微电园"),
        ("金凤软件园西区（虎溪园）", "大学城"),
        ("大学城核心区", "大学城"),
        ("科学谷", "科学谷"),
        ("西部（重庆）科学城", "西部（重庆）科学城"),
    ],
)
def test_a_park_is_shown_in_the_footprint_it_lies_in(
    gazetteer: Gazetteer, park_named: Named, name: str, host: str
) -> None:
    found = gazetteer.host_of(park_named(name).id)
    assert found is not None
    assert found.name == host


@pytest.mark.parametrize("name", ["金凤软件园", "生命岛", "科学城核心区", "重庆高新区", "中电（重庆）软件园"])
def test_a_park_whose_place_is_unknown_has_no_host(gazetteer: Gazetteer, park_named: Named, name: str) -> None:
    assert gazetteer.host_of(park_named(name).id) is None


def test_being_carried_by_a_park_far_away_does_not_move_a_park_there() -> None:
    footprint = schematic_footprint(LngLat(106.3, 29.6), 10)
    carrier = Park(1, "承载园", "园区", None, LngLat(106.3, 29.6), "A", footprint=footprint)
    away = Park(2, "远园", "园区", None, LngLat(106.5, 29.6), "D")
    unknown = Park(3, "无址园", "园区", None)
    gazetteer = Gazetteer([carrier, away, unknown], [ParkLink(2, 1, "carried_by"), ParkLink(3, 1, "carried_by")])
    assert gazetteer.host_of(2) is away
    assert gazetteer.host_of(3) is None, "carried by does not say where"


@pytest.mark.parametrize(
    ("parks", "links"),
    [
        ([Park(1, "甲", "园区"), Park(1, "乙", "园区")], []),
        ([Park(1, "甲", "园区"), Park(2, "甲", "园区")], []),
        ([Park(1, "甲", "园区", 7)], []),
        ([Park(1, "甲", "园区")], [ParkLink(1, 7, "contains")]),
    ],
    ids=["id twice", "name twice", "no such parent", "no such linked park"],
)
def test_a_gazetteer_that_contradicts_itself_is_refused(parks: list[Park], links: list[ParkLink]) -> None:
    with pytest.raises(ValueError, match="park"):
        Gazetteer(parks, links)
