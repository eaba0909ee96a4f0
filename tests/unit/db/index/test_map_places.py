"""What is kept of the map is what working it out anew gives, and is let go wherever that would differ."""

import dataclasses
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.index import column_cache, map_places
from db.index.column_cache import ColumnCache, stamp_of
from db.index.column_keeping import keep_columns
from db.index.columns import Position, ProjectColumns
from db.index.map_places import map_order_of, pack_map, unpack_map, with_known_map
from db.ledger import Ledger
from db.synthetic import write_synthetic_ledger
from geo.lnglat import LngLat
from geo.parks import Gazetteer
from geo.placement import RULES
from geo.symbols.map_order import MapOrder
from geo.wording import ENGLISH, VARIABLE


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(column_cache, "LEAST_PROJECTS", 1)
    target = tmp_path / "large.kxc"
    write_synthetic_ledger(target, 400)
    return target


def keep(path: Path, cache: ColumnCache) -> tuple[ProjectColumns, Gazetteer]:
    with Ledger.open(path) as ledger:
        columns = ledger.load_columns(cache)
        keep_columns(path, columns, cache)
        kept = cache.read(path, stamp_of(path) or "")
        assert kept is not None
        return kept, ledger.load_gazetteer()


def anew(columns: ProjectColumns, gazetteer: Gazetteer) -> MapOrder:
    return map_order_of(dataclasses.replace(columns, known_map=None), gazetteer)


def assert_same(one: MapOrder, other: MapOrder) -> None:
    assert one.placement.places == other.placement.places
    assert one.own.largest_cell_wan == other.own.largest_cell_wan
    for some, others in ((one, other), (one.placement, other.placement), (one.own, other.own)):
        for field in dataclasses.fields(some):
            array = getattr(some, field.name)
            if isinstance(array, np.ndarray):
                assert array.dtype == getattr(others, field.name).dtype
                np.testing.assert_array_equal(array, getattr(others, field.name))


def moved(position: LngLat | None) -> LngLat | None:
    return position and LngLat(position.lng + 0.01, position.lat)


def never(*_arguments: object) -> None:
    raise AssertionError("worked out anew")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(projects=st.integers(1, 80), seed=st.integers(0, 1000))
def test_what_is_kept_is_what_is_worked_out(path: Path, tmp_path: Path, projects: int, seed: int) -> None:
    target = tmp_path / "random.kxc"
    write_synthetic_ledger(target, projects, seed)
    kept, gazetteer = keep(target, ColumnCache(tmp_path / "cache"))
    assert kept.known_map is not None
    assert_same(map_order_of(kept, gazetteer), anew(kept, gazetteer))


def test_an_opening_from_the_copy_places_nothing_and_holds_nothing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gazetteer = keep(path, ColumnCache(tmp_path / "cache"))
    monkeypatch.setattr(map_places, "place_projects", never)
    monkeypatch.setattr(map_places, "order_map", never)
    order = map_order_of(kept, gazetteer)
    for array in (order.placement.place, order.placement.world_x, order.rows, order.own.keys, order.own.amount_wan):
        assert not array.flags.owndata, "it is mapped"


def test_projects_that_were_moved_are_placed_anew(path: Path, tmp_path: Path) -> None:
    kept, gazetteer = keep(path, ColumnCache(tmp_path / "cache"))
    other = kept.with_positions([Position(7, 106.4, 29.5, "own", True)])
    order = map_order_of(other, gazetteer)
    assert 6 in order.own.rows.tolist()
    assert_same(order, anew(other, gazetteer))


def test_other_parks_than_those_it_was_made_of_place_projects_anew(path: Path, tmp_path: Path) -> None:
    kept, gazetteer = keep(path, ColumnCache(tmp_path / "cache"))
    parks = [dataclasses.replace(park, position=moved(park.position)) for park in gazetteer.parks]
    edited = Gazetteer(parks, gazetteer.links)
    order = map_order_of(kept, edited)
    assert_same(order, anew(kept, edited))
    assert (order.placement.world_x != anew(kept, gazetteer).placement.world_x).any()


def test_a_park_edited_in_the_ledger_makes_the_copy_stale(path: Path, tmp_path: Path) -> None:
    cache = ColumnCache(tmp_path / "cache")
    keep(path, cache)
    assert cache.has(path)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE parks SET lng = lng + 0.01")
    other.close()
    assert not cache.has(path)
    kept, gazetteer = keep(path, cache)
    assert_same(map_order_of(kept, gazetteer), anew(kept, gazetteer))


def test_other_rules_than_those_it_was_made_by_place_projects_anew(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gazetteer = keep(path, ColumnCache(tmp_path / "cache"))
    monkeypatch.setattr("geo.placement.RULES", RULES + 1)
    monkeypatch.setattr(map_places, "place_projects", never)
    with pytest.raises(AssertionError, match="anew"):
        map_order_of(kept, gazetteer)


def test_a_copy_made_in_one_language_is_read_in_another(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gazetteer = keep(path, ColumnCache(tmp_path / "cache"))
    chinese = map_order_of(kept, gazetteer).placement.places
    monkeypatch.setenv(VARIABLE, ENGLISH)
    english = map_order_of(kept, gazetteer).placement.places
    assert english == anew(kept, gazetteer).placement.places
    assert chinese[0].note == "仅知在科学城，无园区" != english[0].note


def test_projects_told_by_another_list_of_industries_stay_where_they_are(path: Path) -> None:
    with Ledger.open(path) as ledger:
        columns, gazetteer = ledger.load_columns(), ledger.load_gazetteer()
        known = with_known_map(columns, gazetteer)
        taxonomies = ledger.load_vocabulary(columns).taxonomies
        for label in taxonomies.labels:
            assert taxonomies.speak(known, label).known_map is known.known_map


@pytest.mark.parametrize("spoil", [lambda facts: facts.pop("basis"), lambda facts: facts["places"].append([1])])
def test_a_map_that_is_not_whole_says_so(path: Path, spoil: Callable[[dict[str, Any]], object]) -> None:
    with Ledger.open(path) as ledger:
        known = with_known_map(ledger.load_columns(), ledger.load_gazetteer()).known_map
    assert known is not None
    arrays: dict[str, Any] = {}
    facts = json.loads(json.dumps(pack_map(arrays, known)))
    spoil(facts)
    with pytest.raises((LookupError, TypeError, ValueError)):
        unpack_map(arrays, facts)
