import numpy as np
import pytest

from geo.lnglat import LngLat
from geo.page_places import describe_places, home_of, padded
from geo.parks import Gazetteer, Park
from geo.placement import place_projects

RING = ((106.3, 29.5), (106.4, 29.5), (106.4, 29.6), (106.3, 29.5))
GAZETTEER = Gazetteer(
    [
        Park(1, "科学城", "科学城", None, LngLat(106.32, 29.56), "C"),
        Park(2, "甲园", "园区", 1, LngLat(106.36, 29.61), "B", None, 30.0, None, RING),
        Park(3, "丙岛", "片区", 1),
    ]
)


def test_parks_are_told_without_the_city_and_unknown_places_stay_unknown() -> None:
    placement = place_projects(GAZETTEER, [1, 2], [2, 3], [np.nan] * 2, [np.nan] * 2)
    told = describe_places(GAZETTEER, placement)
    first, second = told["parks"]  # type: ignore[misc]
    assert first["name"] == "甲园"  # type: ignore[has-type]
    assert first["footprint"] == [list(point) for point in RING]  # type: ignore[has-type]
    assert second["lng"] is None  # type: ignore[has-type]
    assert told["city"] == {
        "id": 1,
        "name": "科学城",
        "lng": pytest.approx(106.32, abs=1e-6),
        "lat": pytest.approx(29.56, abs=1e-6),
    }


def test_home_holds_every_symbol_and_outline_with_a_margin() -> None:
    placement = place_projects(GAZETTEER, [1], [0], [106.9], [29.9])
    home = home_of(GAZETTEER, placement)
    assert home.west < 106.3
    assert home.east > 106.9
    assert home.south < 29.5
    assert home.north > 29.9


def test_an_empty_ledger_looks_at_the_city() -> None:
    bare = Gazetteer([Park(1, "科学城", "科学城", None, LngLat(106.32, 29.56), "C")])
    home = home_of(bare, place_projects(bare, [], [], [], []))
    assert home.center.lng == pytest.approx(106.32, abs=1e-6)
    assert home.east - home.west >= 0.1


def test_a_single_point_still_has_room_around_it() -> None:
    box = padded(np.array([106.0]), np.array([29.0]), least=0.2)
    assert box.east - box.west == pytest.approx(0.2 * 1.12)
