"""GeoPackage (OGC 12-128r17, 1.3) written by SQLite itself: projects, parks, milestones, evidence, styles."""

import datetime
import errno
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.export.definitions import TITLE, header_to_json
from db.export.fields import FIELDS
from db.export.footprints import Polygon, read_polygons
from db.export.format import ExportJob
from db.export.geopackage_schema import KPI_FIELDS, LAYERS, META_TABLES, RTREE_TRIGGERS, Layer, spell_type
from db.export.kpi_notes import describe_sheet, kpis_to_json
from db.export.qgis_styles import build_park_style, build_project_style
from db.export.related import ParkRow
from db.export.rtree_packing import fill_rtree
from db.export.sheet import ExportHeader, ExportSheet
from db.export.sqlite_values import BoundColumn, bind_field, bind_points, insert_columns
from geo.wording import tr

_WGS84: Final = 4326
Box = tuple[float, float, float, float]
"""West, south, east, north."""

_SYSTEM_ERRORS: Final = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EACCES,
}
"""SQLite's primary codes for what the system refused."""


def write_geopackage(job: ExportJob, path: Path) -> None:
    """Write the file.

    Raises:
        OSError: The disk is full or refuses.
        ExportCancelled: The person asked to stop.
        LedgerError: The ledger cannot be read.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None, uri=True)) as connection:
            # The file is moved into place when it is whole: nothing needs to survive a failure before that.
            connection.executescript(
                "PRAGMA page_size = 4096; PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300;"
                "PRAGMA main.journal_mode = OFF; PRAGMA main.synchronous = OFF; PRAGMA main.locking_mode = EXCLUSIVE;"
                "PRAGMA main.cache_size = -8000;" + META_TABLES
            )
            job.sheet.attach(connection)
            connection.execute("BEGIN")
            with ThreadPoolExecutor(1, thread_name_prefix="export") as pool:
                kpis = pool.submit(getattr, job.sheet, "kpis")  # read while the projects are written
                _write_tables(connection, job.sheet.header)
                _write_projects(connection, job)
                kpis.result()
            _write_parks(connection, job.sheet.parks)
            _write_related(connection, job)
            _write_about(connection, job.sheet)
            _write_styles(connection, job.sheet.header)
            connection.execute("COMMIT")
            for layer in LAYERS:
                if layer.geometry:
                    connection.executescript(RTREE_TRIGGERS.format(table=layer.table))
    except sqlite3.OperationalError as error:  # the ledger's own failures are LedgerErrors by now
        code = _SYSTEM_ERRORS.get(error.sqlite_errorcode & 0xFF)
        if code is None:
            raise
        raise OSError(code, str(error)) from error


def _write_tables(connection: sqlite3.Connection, header: ExportHeader) -> None:
    for layer in LAYERS:
        columns = [f'"{name}" {kind}' for name, kind in _column_types(layer)]
        connection.execute(f'CREATE TABLE "{layer.table}" ({", ".join(columns)})')
        connection.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (
                layer.table,
                "features" if layer.geometry else "attributes",
                tr(layer.title),
                tr(TITLE),
                _stamp(header),
                _WGS84 if layer.geometry else None,
            ),
        )
        titles = [(layer.table, field.key, field.key, tr(field.title)) for field in layer.fields]
        connection.executemany(
            "INSERT INTO gpkg_data_columns (table_name, column_name, name, title) VALUES (?, ?, ?, ?)", titles
        )
        if layer.geometry:
            geometry = (layer.table, "geom", layer.geometry, _WGS84, 0, 0)
            connection.execute("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, ?)", geometry)


def _column_types(layer: Layer) -> Iterator[tuple[str, str]]:
    yield "fid", "INTEGER PRIMARY KEY NOT NULL"
    if layer.geometry:
        yield "geom", layer.geometry
    for field in layer.fields:
        yield field.key, spell_type(field.type)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]], width: int) -> None:
    connection.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * width)})', rows)  # noqa: S608 - our names


def _write_projects(connection: sqlite3.Connection, job: ExportJob) -> None:
    """Write the projects in the order asked for, their number in it as `fid`."""
    first = 1
    for block in job.blocks():
        numbers = BoundColumn("?", range(first, first + len(block)))
        columns = [numbers, bind_points(block, _WGS84), *(bind_field(block, field) for field in FIELDS)]
        insert_columns(connection, "projects", columns)
        first += len(block)
    fids, lng, lat = _find_placed(job.sheet)
    _declare_index(connection, "projects", [_around(lng, lat)] if len(fids) else [])
    total = len(job.sheet)
    fill_rtree(connection, "rtree_projects_geom", fids, lng, lat, lambda: job.progress(total, total))


def _find_placed(sheet: ExportSheet) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the numbers of the projects that have a place, int64[k], and the places, float64[k]."""
    lng = sheet.columns.lng[sheet.row_numbers]
    placed = np.flatnonzero(~np.isnan(lng))
    return placed + 1, lng[placed], sheet.columns.lat[sheet.row_numbers[placed]]


def _around(lng: NDArray[np.float64], lat: NDArray[np.float64]) -> Box:
    return float(lng.min()), float(lat.min()), float(lng.max()), float(lat.max())


def _write_parks(connection: sqlite3.Connection, parks: Sequence[ParkRow]) -> None:
    fields = next(layer.fields for layer in LAYERS if layer.table == "parks")
    polygons = {park.id: shape for park in parks if (shape := read_polygons(park))}
    boxes = {id_: _box(shape) for id_, shape in polygons.items()}
    rows = [
        (
            park.id,
            encode_polygons(polygons[park.id]) if park.id in polygons else None,
            *(getattr(park, field.key) for field in fields),
        )
        for park in parks
    ]
    _insert(connection, "parks", rows, len(fields) + 2)
    _declare_index(connection, "parks", list(boxes.values()))
    _insert(connection, "rtree_parks_geom", ((id_, w, e, s, n) for id_, (w, s, e, n) in boxes.items()), 5)


def _declare_index(connection: sqlite3.Connection, table: str, boxes: Sequence[Box]) -> None:
    """Make an empty spatial index, and say which part of the earth the layer covers."""
    connection.execute(f'CREATE VIRTUAL TABLE "rtree_{table}_geom" USING rtree (id, minx, maxx, miny, maxy)')
    connection.execute(
        "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', "
        "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
        (table,),
    )
    if boxes:
        west, south, east, north = zip(*boxes, strict=True)
        connection.execute(
            "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
            (min(west), min(south), max(east), max(north), table),
        )


def _write_related(connection: sqlite3.Connection, job: ExportJob) -> None:
    """Write milestones and evidence of the projects, a bounded batch at a time; they can be stopped as well."""
    total = len(job.sheet)
    for _ in job.sheet.copy_milestones(connection, "milestones"):
        job.progress(total, total)
    for _ in job.sheet.copy_sources(connection, "evidence"):
        job.progress(total, total)


def _write_about(connection: sqlite3.Connection, sheet: ExportSheet) -> None:
    """Say what the file is and what KPIs mean: tables for people, metadata for programs, a layer's description."""
    header, lines, kpis = sheet.header, describe_sheet(sheet), kpis_to_json(sheet)
    rows = ((None, *(kpi[field.key] for field in KPI_FIELDS)) for kpi in kpis)
    _insert(connection, "kpis", rows, len(KPI_FIELDS) + 1)
    _insert(connection, "about", ((None, key, words) for key, words in lines), 3)
    described = "\n".join(tr("{key}：{words}", key=key, words=words) for key, words in lines)
    connection.execute("UPDATE gpkg_contents SET description = ? WHERE table_name = 'projects'", (described,))
    metadata = json.dumps(header_to_json(header) | {"kpis": kpis}, ensure_ascii=False)
    connection.execute(
        "INSERT INTO gpkg_metadata VALUES (1, 'dataset', 'https://www.geopackage.org', 'application/json', ?)",
        (metadata,),
    )
    connection.execute(
        "INSERT INTO gpkg_metadata_reference VALUES ('geopackage', NULL, NULL, NULL, ?, 1, NULL)", (_stamp(header),)
    )


def _write_styles(connection: sqlite3.Connection, header: ExportHeader) -> None:
    styles = (("projects", build_project_style(header.industries, header.totals.count)), ("parks", build_park_style()))
    for table, qml in styles:
        connection.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
            "styleQML, styleSLD, useAsDefault, description, update_time) VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, ?)",
            (table, tr(TITLE), qml, tr(TITLE), _stamp(header)),
        )


def _stamp(header: ExportHeader) -> str:
    """Write the time of the export as GeoPackage has it: UTC to the millisecond."""
    return header.written.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _box(polygons: Sequence[Polygon]) -> Box:
    """Return west, south, east and north of polygons."""
    points = np.array([point for polygon in polygons for ring in polygon for point in ring])
    (west, south), (east, north) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return west, south, east, north


def encode_polygons(polygons: Sequence[Polygon]) -> bytes:
    """Return a multipolygon as a GeoPackage blob with its envelope."""
    west, south, east, north = _box(polygons)
    parts = [b"GP\0\x03", _WGS84.to_bytes(4, "little"), np.array([west, east, south, north], "<f8").tobytes()]
    parts.append(b"\x01" + np.array([6, len(polygons)], "<u4").tobytes())
    for polygon in polygons:
        parts.append(b"\x01" + np.array([3, len(polygon)], "<u4").tobytes())
        for ring in polygon:
            parts += [np.array([len(ring)], "<u4").tobytes(), np.array(ring, "<f8").tobytes()]
    return b"".join(parts)
