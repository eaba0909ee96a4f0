"""Parks come out of the ledger as geo works with them."""

import json
import sqlite3
from pathlib import Path

import pytest

from db.connection import LedgerInconsistent
from db.gazetteer_loading import parse_footprint
from db.ledger import Ledger
from geo.geometry import polygon_area_km2


def square(size: float, lng: float = 106.0) -> list[list[list[float]]]:
    return [[[lng, 29.0], [lng + size, 29.0], [lng + size, 29.0 + size], [lng, 29.0 + size], [lng, 29.0]]]


def test_parks_aliases_and_links(ledger: Ledger) -> None:
    gazetteer = ledger.load_gazetteer()
    assert [park.name for park in gazetteer.parks] == ["示例科学城", "甲园", "甲园东区", "乙谷", "丙岛"]
    assert gazetteer.get_park(2).aliases == ("甲微园",)
    assert gazetteer.get_park(5).position is None
    assert [(link.park_id, link.linked_id, link.relation) for link in gazetteer.links] == [(3, 2, "carried_by")]


def test_a_schematic_footprint_has_the_area_published(ledger: Ledger) -> None:
    footprint = ledger.load_gazetteer().get_park(2).footprint
    assert footprint is not None
    assert polygon_area_km2(footprint) == pytest.approx(30, rel=1e-4)


def test_of_several_parts_the_largest_is_the_outline() -> None:
    geometry = {"type": "MultiPolygon", "coordinates": [square(0.01), square(0.05, 107.0)]}
    ring = parse_footprint(json.dumps(geometry), "甲园")
    assert min(lng for lng, _ in ring) == 107.0


@pytest.mark.parametrize("footprint", ["", "{", "[]", "1", "{}", '{"type": "Point", "coordinates": [1, 2]}'])
def test_a_footprint_that_is_no_polygon_names_the_park(ledger_path: Path, footprint: str) -> None:
    with sqlite3.connect(ledger_path) as connection:
        connection.execute("UPDATE parks SET footprint = ? WHERE id = 2", (footprint,))
    connection.close()
    with Ledger.open(ledger_path) as ledger, pytest.raises(LedgerInconsistent, match="“甲园”"):
        ledger.load_gazetteer()


def test_parks_that_lie_in_none_are_told(ledger_path: Path) -> None:
    with sqlite3.connect(ledger_path) as connection:
        connection.execute("DELETE FROM parks WHERE id = 1")  # foreign keys are off, as in most other tools
    connection.close()
    with Ledger.open(ledger_path) as ledger, pytest.raises(LedgerInconsistent, match="不存在的园区"):
        ledger.load_gazetteer()
