"""GeoJSON after RFC 7946, with honest geometry."""

import datetime
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from db.export.exporting import export_projects
from db.export.options import Value
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def write(
    ledger: Ledger, columns: ProjectColumns, rows: NDArray[np.int64], folder: Path, **options: Value
) -> dict[str, Any]:
    path = folder / "a.geojson"
    export_projects(ledger, columns, rows, path, filters=Filters(), now=NOW, options=options, replace=True)
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


@pytest.fixture
def collection(ledger: Ledger, columns: ProjectColumns, tmp_path: Path) -> dict[str, Any]:
    return write(ledger, columns, np.arange(len(columns)), tmp_path)


def features(collection: dict[str, Any]) -> dict[int, Any]:
    return {feature["id"]: feature for feature in collection["features"]}


def test_longitude_stands_first(collection: dict[str, Any]) -> None:
    assert features(collection)[1]["geometry"] == {"type": "Point", "coordinates": [106.36, 29.61]}
    assert collection["bbox"] == [106.3, 29.5, 106.36, 29.61]
    assert "crs" not in collection


def test_what_is_known_only_to_the_city_has_no_geometry(collection: dict[str, Any]) -> None:
    feature = features(collection)[3]
    assert feature["geometry"] is None
    assert feature["properties"]["position_basis"] == "city"


def test_a_park_without_a_position_gives_no_geometry(collection: dict[str, Any]) -> None:
    feature = features(collection)[7]
    assert feature["geometry"] is None
    assert (feature["properties"]["park"], feature["properties"]["position_basis"]) == ("丙岛", "park")


def test_inferred_parks_say_so(collection: dict[str, Any]) -> None:
    assert features(collection)[2]["properties"]["park_basis"] == "inferred"
    assert features(collection)[2]["properties"]["grade"] == "inferred"


def test_the_collection_says_what_it_is(collection: dict[str, Any]) -> None:
    metadata = collection["metadata"]
    assert (metadata["count"], metadata["without_place"], metadata["filters"]) == (7, 3, "全部项目")
    assert "GeoNames" in metadata["attribution"]


def test_nothing_placed_means_no_bbox(ledger: Ledger, columns: ProjectColumns, tmp_path: Path) -> None:
    rows = columns.rows_of([3, 6])
    collection = write(ledger, columns, rows, tmp_path)
    assert "bbox" not in collection
    assert len(collection["features"]) == 2
