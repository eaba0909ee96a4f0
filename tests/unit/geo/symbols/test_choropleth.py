import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.geometry import InvalidPolygon
from geo.parks import Gazetteer
from geo.symbols.choropleth import (
    CITY_ONLY,
    OUTSIDE,
    UNPLACED,
    Area,
    AreaIndex,
    index_districts,
    index_parks,
    read_districts,
)

NOWHERE = float("nan")


def square(west: float, south: float, size: float = 0.2) -> list[list[float]]:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


@pytest.fixture
def districts() -> tuple[Area, ...]:
    """西 holds 大学城 and 金凤西区, 东 holds 西永 and 科学谷; 沙坪坝区 is a park of the gazetteer by name."""
    outlines = {"西区": square(106.14, 29.5), "东区": square(106.34, 29.5), "沙坪坝区": square(106.6, 29.5)}
    return read_districts(
        {
            "features": [
                {
                    "type": "Feature",
                    "properties": {"name": name},
                    "geometry": {"type": "Polygon", "coordinates": [ring]},
                }
                for name, ring in outlines.items()
            ]
        }
    )


def test_districts_are_read_with_their_ground_area(districts: tuple[Area, ...]) -> None:
    assert [area.name for area in districts] == ["西区", "东区", "沙坪坝区"]
    assert districts[0].area_km2 == pytest.approx(19.39 * 22.17, rel=0.01)


def test_a_broken_outline_is_told_of() -> None:
    with pytest.raises(InvalidPolygon):
        read_districts({"features": [{"type": "Feature", "properties": {"name": "x"}, "geometry": None}]})


def test_a_project_lies_in_the_district_of_its_coordinates_or_else_of_its_park(
    gazetteer: Gazetteer, districts: tuple[Area, ...]
) -> None:
    park_ids = [3, 7, 8, 5, 12, 3, 3]
    lng = [NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOWHERE, 106.2, 100.0]
    lat = [NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOWHERE, 29.6, 29.6]
    index = index_districts(districts, gazetteer, park_ids, lng, lat)
    assert index.area_of.tolist() == [1, 0, 0, 1, 2, 0, OUTSIDE]


def test_what_is_known_too_roughly_belongs_to_no_area(gazetteer: Gazetteer, districts: tuple[Area, ...]) -> None:
    park_ids = [0, 1, 10, 13, 2]
    nowhere = [NOWHERE] * len(park_ids)
    expected = [CITY_ONLY, CITY_ONLY, UNPLACED, UNPLACED, UNPLACED]
    assert index_districts(districts, gazetteer, park_ids, nowhere, nowhere).area_of.tolist() == expected
    assert index_parks(gazetteer, park_ids).area_of.tolist() == expected


def test_parks_shown_in_anothers_footprint_count_there(gazetteer: Gazetteer) -> None:
    index = index_parks(gazetteer, [3, 5, 7, 8, 6, 9])
    names = [area.name for area in index.areas]
    assert names == ["西永微电园", "大学城"]
    assert index.area_of.tolist() == [0, 0, 1, 1, 1, OUTSIDE], "科学谷 is a place without an outline"


def coloured_by(figure: str) -> list[float | None]:
    areas = (Area(1, "甲", 10.0), Area(2, "乙", None), Area(3, "丙", 5.0), Area(4, "丁", 2.0))
    index = AreaIndex(areas, np.array([0, 0, 0, 1, 3, CITY_ONLY], np.int32))
    amount = np.array([20_000, 30_000, -1, 70_000, -1, 5], np.int64)
    found = index.coloured(np.ones(6, np.bool_), amount, figure, "equal", 5)  # type: ignore[arg-type]
    return [area.value for area in found.areas]


def test_figures_are_told_only_where_they_are_known() -> None:
    assert coloured_by("count") == [3.0, 1.0, None, 1.0]
    assert coloured_by("amount") == [5.0, 7.0, None, None], "nothing is published in the last"
    assert coloured_by("per_km2") == [0.3, None, None, 0.5], "the second's size is unknown"


@given(st.lists(st.tuples(st.integers(-3, 4), st.integers(-1, 10**6), st.booleans()), max_size=80))
def test_every_matching_project_is_in_an_area_or_told_as_left_out(rows: list[tuple[int, int, bool]]) -> None:
    area_of, amount, mask = (np.array(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    area_of, amount, mask = np.array(area_of, np.int32), np.array(amount, np.int64), np.array(mask, np.bool_)
    index = AreaIndex(tuple(Area(n, str(n), 1.0) for n in range(5)), area_of)
    found = index.coloured(mask, amount, "count", "natural", 4)
    inside = sum(area.count for area in found.areas)
    assert inside + found.city_only + found.unplaced + found.outside == mask.sum()
    assert sum(area.unpublished for area in found.areas) == int(((area_of >= 0) & (amount < 0) & mask).sum())
    assert sum(each.areas for each in found.classes) == sum(area.value is not None for area in found.areas)
    for area in found.areas:
        if area.value is not None:
            assert found.classes[area.class_index].low <= area.value <= found.classes[area.class_index].high


def test_classes_say_what_occurs_in_them() -> None:
    areas = tuple(Area(n, str(n), 1.0) for n in range(4))
    index = AreaIndex(areas, np.repeat(np.arange(4, dtype=np.int32), [1, 2, 9, 10]))
    everything = np.ones(22, np.bool_)
    found = index.coloured(everything, np.full(22, -1), "count", "equal", 3)
    assert [(each.low, each.high, each.areas) for each in found.classes] == [(1, 2, 2), (4, 7, 0), (9, 10, 2)]


def test_an_empty_ledger_has_bare_areas(gazetteer: Gazetteer, districts: tuple[Area, ...]) -> None:
    index = index_districts(districts, gazetteer, [], [], [])
    found = index.coloured(np.empty(0, np.bool_), np.empty(0, np.int64), "count", "natural", 5)
    assert [area.count for area in found.areas] == [0, 0, 0]
    assert found.classes == ()
