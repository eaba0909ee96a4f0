"""A GeoPackage that QGIS opens with our symbols, and whose index SQLite itself finds sound."""

import datetime
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from numpy.typing import NDArray

from db.connection import LedgerCorrupt
from db.export.exporting import export_projects
from db.export.related import copy_sources, read_milestones, read_sources
from db.export.rtree_packing import fill_rtree
from db.filters import Filters
from db.ledger import Ledger
from db.synthetic import write_synthetic_ledger
from tests.unit.db.export.independent_readers import need, run

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
OUTLINE = '{"type": "Polygon", "coordinates": [[[106.3, 29.6], [106.4, 29.6], [106.4, 29.7], [106.3, 29.6]]]}'


@pytest.fixture
def package(ledger_path: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(ledger_path)) as connection, connection:
        connection.execute("UPDATE parks SET footprint = ?, footprint_kind = 'schematic' WHERE id = 2", (OUTLINE,))
    path = tmp_path / "a.gpkg"
    with Ledger.open(ledger_path) as ledger:
        columns = ledger.load_columns()
        export_projects(ledger, columns, columns.rows_of([7, 3, 1]), path, filters=Filters(), now=NOW)
    with closing(sqlite3.connect(path)) as connection:
        yield connection


def test_gdal_finds_the_layers_and_no_fault(package: sqlite3.Connection, tmp_path: Path) -> None:
    told = run(need("ogrinfo"), "-so", "-al", str(tmp_path / "a.gpkg"))
    for layer in ("projects", "parks", "milestones", "evidence", "about"):
        assert f"Layer name: {layer}" in told
    assert "Warning" not in told
    assert "ERROR" not in told
    assert "QGIS_OGC_FID" not in told


def test_projects_stand_in_the_order_asked_for(package: sqlite3.Connection) -> None:
    assert package.execute("SELECT fid, id FROM projects ORDER BY fid").fetchall() == [(1, 7), (2, 3), (3, 1)]


def test_only_what_belongs_to_the_projects_comes_along(package: sqlite3.Connection) -> None:
    milestones = package.execute("SELECT project_id, stage, date, is_planned FROM milestones ORDER BY project_id, fid")
    assert milestones.fetchall() == [
        (1, "签约", "2021-03", 0), (1, "开工", "2021", 0), (1, "投产", "2024", 1),
        (3, "落户", "2022-05", 0), (3, "签约", "2022-07", 0), (7, "在建", None, 0),
    ]  # fmt: skip
    evidence = package.execute('SELECT project_id, field, document_id, "start", "end" FROM evidence ORDER BY fid')
    assert evidence.fetchall() == [
        (3, "name", "d1", 31, 35), (1, "name", "d1", 4, 8), (1, "stage", "d1", 4, 8), (1, "amount_wan", "d1", 12, 20),
        (1, "park", "d2", 0, 3),
    ]  # fmt: skip


def test_the_spatial_index_is_sound_and_the_file_whole(package: sqlite3.Connection) -> None:
    for table in ("projects", "parks"):
        assert package.execute(f"SELECT rtreecheck('rtree_{table}_geom')").fetchone() == ("ok",)
    assert package.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert package.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    assert package.execute("SELECT id FROM rtree_projects_geom").fetchall() == [(3,)], "what has no place is not in it"


def test_a_park_is_an_area_that_says_it_is_schematic(package: sqlite3.Connection) -> None:
    rows = package.execute("SELECT name, footprint_kind, geom IS NOT NULL FROM parks WHERE id IN (2, 4)").fetchall()
    assert rows == [("甲园", "schematic", 1), ("乙谷", None, 0)]


def test_styles_are_the_industries_colours_and_shapes(package: sqlite3.Connection) -> None:
    (qml,) = package.execute(
        "SELECT styleQML FROM layer_styles WHERE f_table_name = 'projects' AND useAsDefault"
    ).fetchone()
    style = ElementTree.fromstring(qml)
    categories = {each.get("value"): each.get("symbol") for each in style.iter("category")}
    symbols = {each.get("name"): each for each in style.iter("symbol")}
    symbol = symbols[str(categories["2"])]
    plus = {each.get("name"): each.get("value") for each in symbol.findall("layer/Option/Option")}
    assert (plus["name"], plus["color"]) == ("cross_fill", "34,34,34,255")
    (hollow,) = (each.get("value") for each in symbol.iter("Option") if each.get("name") == "expression")
    assert "\"grade\" = 'inferred'" in str(hollow)


def test_columns_have_chinese_titles_and_the_file_says_what_it_is(package: sqlite3.Connection) -> None:
    titles = dict(package.execute("SELECT column_name, title FROM gpkg_data_columns WHERE table_name = 'projects'"))
    assert (titles["amount_wan"], titles["position_schematic"]) == ("金额（万元）", "示意位置")
    (metadata,) = package.execute("SELECT metadata FROM gpkg_metadata").fetchone()
    told = json.loads(metadata)
    assert (told["count"], told["amount_wan"], told["without_amount"]) == (3, 1_175_000, 1)


@pytest.mark.parametrize("count", [0, 1, 51, 52, 5_000])
def test_an_index_of_any_size_is_sound_and_finds_what_lies_there(count: int) -> None:
    dice = np.random.default_rng(count)
    lng, lat = dice.normal(106.3, 0.1, count), dice.normal(29.5, 0.1, count)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE places USING rtree (id, minx, maxx, miny, maxy)")
        told: list[None] = []
        fill_rtree(connection, "places", np.arange(1, count + 1), lng, lat, lambda: told.append(None))
        assert bool(told) == bool(count), "it can be stopped"
        assert connection.execute("SELECT rtreecheck('places')").fetchone() == ("ok",)
        found = {id_ for (id_,) in connection.execute(
            "SELECT id FROM places WHERE maxx >= 106.3 AND minx <= 106.4 AND maxy >= 29.4 AND miny <= 29.6"
        )}  # fmt: skip
        inside = np.flatnonzero((lng >= 106.3) & (lng <= 106.4) & (lat >= 29.4) & (lat <= 29.6)) + 1
        assert set(inside.tolist()) <= found
        if count:
            connection.execute("INSERT INTO places VALUES (?, 0, 0, 0, 0)", (count + 1,))
            connection.execute("DELETE FROM places WHERE id = 1")
            assert connection.execute("SELECT rtreecheck('places')").fetchone() == ("ok",), "it can be edited"


@pytest.mark.parametrize("part", [1, 50_000])
def test_milestones_copied_of_all_projects_are_those_read_of_them(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    monkeypatch.setattr("db.export.related._PART", part)
    columns = ledger.load_columns()
    counts = {}
    for rows in (np.arange(len(columns)), np.arange(len(columns) - 1)):
        path = tmp_path / f"{len(rows)}.gpkg"
        export_projects(ledger, columns, rows, path, filters=Filters(), now=NOW)
        with closing(sqlite3.connect(path)) as connection:
            copied = connection.execute("SELECT * FROM milestones ORDER BY fid").fetchall()
        with ledger.reading() as connection:
            assert copied == sorted(read_milestones(connection, columns.ids[rows]))
        counts[len(rows)] = len(copied)
    assert 0 < counts[6] < counts[7]


def copy_scattered(ledger: Ledger, ids: NDArray[np.int64]) -> tuple[list[tuple[object, ...]], int]:
    """What is copied of projects, and in how many steps of SQLite's machine."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("ATTACH ? AS ledger", (str(ledger.path),))
        connection.execute("CREATE TABLE evidence (n INTEGER PRIMARY KEY, id, name, field, words, d, title, at, s, e)")
        connection.set_progress_handler(count, 100)
        known = np.arange(1, 20_001)
        told = sum(copy_sources(connection, ledger.path, "evidence", ids, known))
        assert told == connection.execute("SELECT count(*) FROM evidence").fetchone()[0]
        sql = "SELECT id, name, field, d, title, at, s, e FROM evidence ORDER BY n"
        return connection.execute(sql).fetchall(), steps


def test_evidence_of_scattered_projects_is_copied_without_looking_through_all_of_them_each_time(tmp_path: Path) -> None:
    path = tmp_path / "a.kxc"
    write_synthetic_ledger(path, 20_000)
    scattered = np.random.default_rng(3).permutation(np.arange(1, 20_001))[:8_000]
    with Ledger.open(path) as ledger:
        of_all, steps = copy_scattered(ledger, scattered)
        _of_few, few_steps = copy_scattered(ledger, scattered[:2_000])
        with ledger.reading() as connection:
            assert of_all == read_sources(connection, scattered)
    assert len(of_all) > 500
    assert steps < 6 * few_steps, "four times the projects take some four times the steps, not sixteen"


def test_a_ledger_damaged_meanwhile_is_named_and_nothing_is_left(ledger_path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(ledger_path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'milestones'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with Ledger.open(ledger_path) as ledger:
        columns = ledger.load_columns()
        with ledger_path.open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)
        with pytest.raises(LedgerCorrupt, match="损坏"):
            export_projects(ledger, columns, np.arange(7), tmp_path / "a.gpkg", filters=Filters(), now=NOW)
    assert list(tmp_path.glob("*.gpkg")) == []
