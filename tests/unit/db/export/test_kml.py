"""KML after OGC 07-147r2: valid by the consortium's own schema, with our colours, folders, times and icons."""

import datetime
import sqlite3
import struct
import zipfile
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from db.export.exporting import export_projects
from db.export.kml_icons import ICON_SHAPES, draw_icon
from db.export.options import Value
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from geo.datums import bd09_from_wgs84, gcj02_from_wgs84
from tests.unit.db.export.hostile import HOSTILE
from tests.unit.db.export.independent_readers import KML, kml_placemarks, kml_text, need, run

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def write(ledger: Ledger, columns: ProjectColumns, path: Path, **options: Value) -> ElementTree.Element:
    rows = np.arange(len(columns))
    export_projects(ledger, columns, rows, path, filters=Filters(), now=NOW, replace=True, options=options)
    return ElementTree.fromstring(kml_text(path))


def schema() -> Path:
    spec = find_spec("fastkml")
    if spec is None or spec.origin is None:
        pytest.skip("fastkml, which brings the schemas, is not installed")
    return Path(spec.origin).parent / "schema" / "ogckml22.xsd"


@pytest.mark.parametrize("suffix", [".kml", ".kmz"])
def test_it_is_valid_by_the_schema_whatever_the_names(ledger_path: Path, tmp_path: Path, suffix: str) -> None:
    with closing(sqlite3.connect(ledger_path)) as connection, connection:
        for id_, name in HOSTILE.items():
            connection.execute(
                "UPDATE projects SET name = ?, summary = ?, note = ? WHERE id = ?", (name, name, name, id_)
            )
        outline = '{"type": "Polygon", "coordinates": [[[106.3, 29.6], [106.4, 29.6], [106.4, 29.7], [106.3, 29.6]]]}'
        connection.execute("UPDATE parks SET footprint = ?, footprint_kind = 'schematic' WHERE id = 2", (outline,))
    with Ledger.open(ledger_path) as ledger:
        path = tmp_path / f"a{suffix}"
        document = write(ledger, ledger.load_columns(), path)
    plain = tmp_path / "doc.kml"
    plain.write_bytes(kml_text(path))
    run(need("xmllint"), "--noout", "--nonet", "--schema", str(schema()), str(plain))
    assert len(list(document.iter(f"{KML}Polygon"))) == 1


def test_projects_lie_in_the_folders_of_their_industries(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path
) -> None:
    document = write(ledger, columns, tmp_path / "a.kml", parks=False)
    folders = {
        str(folder.findtext(f"{KML}name")): len(folder.findall(f"{KML}Placemark"))
        for folder in document.iter(f"{KML}Folder")
    }
    assert folders == {"信息（2）": 2, "健康（2）": 2, "未归类（3）": 3}


def test_colours_are_the_industrys_in_the_order_of_kml(ledger: Ledger, columns: ProjectColumns, tmp_path: Path) -> None:
    document = write(ledger, columns, tmp_path / "a.kmz")
    styles = {style.get("id"): style for style in document.iter(f"{KML}Style")}
    own = styles["own-2"].find(f"{KML}IconStyle")
    assert own is not None
    assert own.findtext(f"{KML}color") == "ff222222"
    assert own.findtext(f"{KML}Icon/{KML}href") == "files/plus.png"
    for mark in kml_placemarks(tmp_path / "a.kmz"):
        assert str(mark.findtext(f"{KML}styleUrl")).removeprefix("#") in styles


def test_icons_lie_in_the_archive_as_pictures(ledger: Ledger, columns: ProjectColumns, tmp_path: Path) -> None:
    write(ledger, columns, tmp_path / "a.kmz")
    with zipfile.ZipFile(tmp_path / "a.kmz") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["doc.kml", *(f"files/{shape}.png" for shape in ICON_SHAPES)]
        for shape in ICON_SHAPES:
            data = archive.read(f"files/{shape}.png")
            assert data[:8] == b"\x89PNG\r\n\x1a\n"
            assert struct.unpack(">II", data[16:24]) == (64, 64)
            assert data == draw_icon(shape)


def test_time_begins_with_the_first_milestone_that_happened(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path
) -> None:
    write(ledger, columns, tmp_path / "a.kml")
    begins = {mark.get("id"): mark.findtext(f"{KML}TimeSpan/{KML}begin") for mark in kml_placemarks(tmp_path / "a.kml")}
    assert begins["p1"] == "2021"
    assert begins["p3"] == "2022-05"
    assert begins["p4"] is None, "what is planned has not happened"
    assert begins["p7"] is None, "nothing is dated"


@pytest.mark.parametrize(
    ("datum", "name", "forward"), [("gcj02", "GCJ-02", gcj02_from_wgs84), ("bd09", "BD-09", bd09_from_wgs84)]
)
def test_another_datum_is_named_wherever_coordinates_stand(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, datum: str, name: str, forward: object
) -> None:
    document = write(ledger, columns, tmp_path / "a.kml", datum=datum)
    assert name in str(document.findtext(f"{KML}Document/{KML}name"))
    assert f"坐标：{name}" in str(document.findtext(f"{KML}Document/{KML}description"))
    mark = next(mark for mark in kml_placemarks(tmp_path / "a.kml") if mark.get("id") == "p1")
    data = {each.get("name"): each.findtext(f"{KML}value") for each in mark.iter(f"{KML}Data")}
    lng, lat = forward(106.36, 29.61)  # type: ignore[operator]
    assert float(str(data[f"经度（{name}）"])) == pytest.approx(float(lng), abs=1e-6)
    where = str(mark.findtext(f"{KML}Point/{KML}coordinates")).split(",")
    assert [float(each) for each in where] == pytest.approx([float(lng), float(lat)], abs=1e-6)
