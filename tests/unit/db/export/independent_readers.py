"""Files read back by software that is not ours: GDAL's own programs, openpyxl, the standard library."""

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pptx
import pyogrio
import pytest

KML = "{http://www.opengis.net/kml/2.2}"


@dataclass(frozen=True)
class Record:
    """What every format must hold of a project."""

    id: int
    name: str
    amount_wan: int | None
    place: tuple[float, float] | None


def _place(lng: Any, lat: Any) -> tuple[float, float] | None:  # noqa: ANN401
    return None if lng in (None, "") else (float(lng), float(lat))


def _wan(yi: Any) -> int | None:  # noqa: ANN401
    return None if yi in (None, "") else int(Decimal(str(yi)) * 10_000)


def read_csv(path: Path) -> list[Record]:
    rows = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    return [
        Record(int(row["编号"]), row["项目名称"], _wan(row["金额（亿元）"]), _place(row["经度"], row["纬度"]))
        for row in rows
    ]


def read_xlsx(path: Path) -> list[Record]:
    heads, *rows = openpyxl.load_workbook(path)["明细"].iter_rows(values_only=True)
    found = [dict(zip(heads, row, strict=True)) for row in rows if row[0] is not None]
    return [
        Record(int(str(row["编号"])), str(row["项目名称"]), _wan(row["金额（亿元）"]), _place(row["经度"], row["纬度"]))
        for row in found
    ]


def need(program: str) -> str:
    """Return where a program is; without it the test is left out, aloud."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not on this machine (Debian: gdal-bin, libxml2-utils, poppler-utils)")
    return found


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _gdal(source: str, layer: str | None = None) -> list[dict[str, Any]]:
    """Read a layer with GDAL's ogr2ogr, as features."""
    precision = ("-lco", "COORDINATE_PRECISION=9", "-lco", "WRITE_NON_FINITE_VALUES=NO")
    told = run(need("ogr2ogr"), "-f", "GeoJSON", "/vsistdout/", source, *([layer] if layer else []), *precision)
    features: list[dict[str, Any]] = json.loads(told)["features"]
    return features


def _records(features: list[dict[str, Any]], name: str = "name", amount: str = "amount_wan") -> list[Record]:
    return [
        Record(
            int(feature["properties"].get("id", feature.get("id"))),
            feature["properties"][name],
            feature["properties"].get(amount),
            _place(*feature["geometry"]["coordinates"]) if feature["geometry"] else None,
        )
        for feature in features
    ]


def read_geojson(path: Path) -> list[Record]:
    return _records(_gdal(str(path)))


def read_geopackage(path: Path) -> list[Record]:
    return _records(_gdal(str(path), "projects"))


def read_shapefile(path: Path) -> list[Record]:
    return _records(_gdal(f"/vsizip/{path}", "projects"))


def read_flatgeobuf(path: Path) -> list[Record]:
    return _records(_gdal(str(path)))


def kml_text(path: Path) -> bytes:
    if path.suffix == ".kml":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist()[0] == "doc.kml"
        return archive.read("doc.kml")


def kml_placemarks(path: Path) -> Iterator[ElementTree.Element]:
    for mark in ElementTree.fromstring(kml_text(path)).iter(f"{KML}Placemark"):
        if mark.get("id", "").startswith("p"):
            yield mark


def read_kml(path: Path) -> list[Record]:
    records = []
    for mark in kml_placemarks(path):
        data = {each.get("name"): each.findtext(f"{KML}value") for each in mark.iter(f"{KML}Data")}
        where = mark.findtext(f"{KML}Point/{KML}coordinates")
        place = _place(*where.split(",")) if where else None
        name = mark.findtext(f"{KML}name") or ""
        records.append(Record(int(str(data["编号"])), name, _wan(data.get("金额（亿元）")), place))
    return sorted(records, key=lambda record: record.id)


class Elements(HTMLParser):
    """The text of a page's elements: by tag, and by id for those that have one."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(str(dict(attrs).get("id") or tag))

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for name in self._open[-2:]:
            self.found[name] = self.found.get(name, "") + data


def read_page(path: Path) -> list[Record]:
    projects = json.loads(Elements(path).found["atlas-data"])["projects"]
    rows = zip(*(projects[key] for key in ("id", "name", "amount_wan", "lng", "lat")), strict=True)
    return [Record(id_, name, None if amount < 0 else amount, _place(lng, lat)) for id_, name, amount, lng, lat in rows]


def _briefing_wan(words: str) -> int | None:
    """Read an amount as a briefing writes it; words that end in no number are no amount."""
    found = re.fullmatch(r"\D*?([\d,]+(?:\.\d+)?)", words)
    return _wan(found[1].replace(",", "")) if found else None


def _briefing_records(rows: Iterable[list[str]]) -> list[Record]:
    """Read the rows of tables of projects: number, name, three more, amount …"""
    found = [Record(int(row[0]), row[1], _briefing_wan(row[4]), None) for row in rows if row[0].isdigit()]
    return sorted(found, key=lambda record: record.id)


def read_docx(path: Path) -> list[Record]:
    tables = [table for table in docx.Document(str(path)).tables if table.rows[0].cells[0].text == "编号"]
    return _briefing_records([cell.text for cell in row.cells] for table in tables for row in table.rows)


def _whole(number: str, shown: str, notes: Iterable[str]) -> str:
    """Return what a cell was cut from, if the slide's notes have it."""
    for note in notes:
        key, _, words = note.replace("\v", "\n").partition("\u3000")
        if key == number and " ".join(words.split("\n")).startswith(shown.removesuffix("…")):
            return words
    return shown


def read_pptx(path: Path) -> list[Record]:
    rows = []
    for slide in pptx.Presentation(str(path)).slides:
        notes = slide.notes_slide.notes_text_frame.paragraphs if slide.has_notes_slide else ()
        told = [paragraph.text for paragraph in notes]
        for shape in slide.shapes:
            if shape.has_table and shape.table.cell(0, 0).text == "编号":
                cells = [[cell.text for cell in row.cells] for row in shape.table.rows]
                rows += [[row[0], _whole(row[0], row[1], told), *row[2:]] for row in cells]
    return _briefing_records(rows)


READERS: Mapping[str, Callable[[Path], list[Record]]] = {
    "csv": read_csv,
    "xlsx": read_xlsx,
    "pptx": read_pptx,
    "docx": read_docx,
    "geojson": read_geojson,
    "gpkg": read_geopackage,
    "kml": read_kml,
    "kmz": read_kml,
    "html": read_page,
    "shp": read_shapefile,
    "fgb": read_flatgeobuf,
    "parquet": read_flatgeobuf,
}
"""How each format is read back; formats that group their projects come back by id."""

WITHOUT_PLACES = frozenset(("pptx", "docx"))
"""Formats that show places on a map and write no coordinates."""


def _about_xlsx(path: Path) -> str:
    return "\n".join(
        str(cell) for row in openpyxl.load_workbook(path)["口径说明"].iter_rows(values_only=True) for cell in row
    )


def _about_docx(path: Path) -> str:
    tables = docx.Document(str(path)).tables
    return "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)


def _about_pptx(path: Path) -> str:
    shapes = [shape for slide in pptx.Presentation(str(path)).slides for shape in slide.shapes]
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def _about_gpkg(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(words for (words,) in connection.execute("SELECT words FROM about"))


def _about_shapefile(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("fields.txt").decode("utf-8-sig")


def _about_gdal(path: Path) -> str:
    # Debian's GDAL does not show a FlatGeobuf's description yet; that of pyogrio is newer.
    return str(pyogrio.read_info(path)["layer_metadata"])


ABOUT: Mapping[str, Callable[[Path], str]] = {
    "csv": lambda path: path.read_text("utf-8-sig").splitlines()[0],
    "xlsx": _about_xlsx,
    "pptx": _about_pptx,
    "docx": _about_docx,
    "geojson": lambda path: json.dumps(json.loads(path.read_text("utf-8"))["metadata"], ensure_ascii=False),
    "gpkg": _about_gpkg,
    "kml": lambda path: str(ElementTree.fromstring(kml_text(path)).findtext(f"{KML}Document/{KML}description")),
    "kmz": lambda path: str(ElementTree.fromstring(kml_text(path)).findtext(f"{KML}Document/{KML}description")),
    "html": lambda path: Elements(path).found["noscript"],
    "shp": _about_shapefile,
    "fgb": _about_gdal,
    "parquet": _about_gdal,
}
"""Where each format says what it is."""


def count_with_gdal(path: Path) -> int:
    """Return how many features GDAL finds in all layers."""
    told = run(need("ogrinfo"), "-so", "-al", str(path))
    return sum(int(number) for number in re.findall(r"Feature Count: (\d+)", told))
