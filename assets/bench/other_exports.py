"""What others take to write a table that is at hand: `other_exports.py TABLE FOLDER` prints ms by name, as JSON.

Run by itself by the benchmark. TABLE is JSON: `names`, `columns` (a list a name), `lng`, `lat`,
`workbook`, `workbook_rows`. Whoever is not installed is left out.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

Table = dict[str, Any]
Told = tuple[str, int, float]
"""Name, rows, seconds."""


def gdal(table: Table, folder: Path) -> Iterator[Told]:
    """GDAL by pyogrio, all values at once as it takes them fastest."""
    import pyogrio.raw

    points = np.zeros(len(table["lng"]), [("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])
    points["order"] = points["type"] = 1
    lng, lat = (np.array(table[key], np.float64) for key in ("lng", "lat"))
    points["x"], points["y"] = lng, lat
    shapes = np.empty(len(points), object)
    shapes[:] = [None if x != x else blob for x, blob in zip(lng, points.view("V21").tolist(), strict=True)]
    values, masks = [], []
    for column in table["columns"]:
        masks.append(np.array([value is None for value in column]))
        kinds = {type(value) for value in column} - {type(None)}
        if kinds <= {int, bool} and kinds:
            values.append(np.array([value or 0 for value in column], np.int64))
        elif kinds <= {int, float} and kinds:
            values.append(np.array([value or 0.0 for value in column], np.float64))
        else:
            texts = np.empty(len(column), object)
            texts[:] = [value or "" for value in column]
            values.append(texts)
    for name, driver, more in (
        ("GPKG", "GPKG", {"geometry_type": "Point", "crs": "EPSG:4326"}),
        ("CSV", "CSV", {}),
    ):
        start = time.perf_counter()
        pyogrio.raw.write(
            str(folder / f"other.{name.lower()}"), shapes if more else None, values, table["names"],
            field_mask=masks, layer="projects", driver=driver, **more,
        )  # fmt: skip
        yield f"GDAL: {name}", len(lng), time.perf_counter() - start


def workbook(table: Table, folder: Path) -> Iterator[Told]:
    """Every value of a workbook by openpyxl, in its mode that holds no cells."""
    import openpyxl

    read = openpyxl.load_workbook(table["workbook"], read_only=True)
    sheets = {sheet.title: [tuple(row) for row in sheet.iter_rows(values_only=True)] for sheet in read}
    start = time.perf_counter()
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / "other.xlsx")
    yield "openpyxl: XLSX", table["workbook_rows"], time.perf_counter() - start


def main() -> None:
    """Measure them all."""
    table, told = json.loads(Path(sys.argv[1]).read_text("utf-8")), {}
    for measure in (gdal, workbook):
        try:
            for name, count, took in measure(table, Path(sys.argv[2])):
                told[name] = [count, 1000 * took]
        except ImportError:
            continue
    print(json.dumps(told))


if __name__ == "__main__":
    main()
