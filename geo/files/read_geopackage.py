"""Reads the feature tables of a GeoPackage with SQLite alone, running nothing that the file holds."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from geo.files.flat_shapes import FlatShapes
from geo.files.shape_building import RawLayer
from geo.geometry import flatten_wkb

_ENVELOPE_BYTES: Final = (0, 32, 48, 48, 64)
_EMPTY: Final = 0x10
_EXTENDED: Final = 0x20
_MAX_LAYERS: Final = 64
_AT_ONCE: Final = 20_000
_ALLOWED: Final = frozenset(
    (
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_PRAGMA,
        sqlite3.SQLITE_RECURSIVE,
    )
)


class NotGeoPackage(ValueError):
    """A database of another kind."""


class GeoPackageDamaged(ValueError):
    """It is not whole."""


def read_geopackage(path: Path, wanted: tuple[str, ...], most: int) -> list[RawLayer]:
    """Read the feature tables of a file of ours, a copy that may be written beside.

    Args:
        path: The file.
        wanted: Lower-case names of columns that may name a feature, the best first.
        most: Stop after as many features in all.

    Raises:
        NotGeoPackage: a database without feature tables.
        GeoPackageDamaged: it cannot be read.
    """
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.set_authorizer(
                lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
            )
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise GeoPackageDamaged(path.name)
            return list(_layers(connection, wanted, most))
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise GeoPackageDamaged(str(error)) from error


def _layers(connection: sqlite3.Connection, wanted: tuple[str, ...], most: int) -> Iterator[RawLayer]:
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if not {"gpkg_contents", "gpkg_geometry_columns"} <= names:
        raise NotGeoPackage("no gpkg_contents")
    listed = connection.execute(
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_contents AS c JOIN gpkg_geometry_columns AS g"
        " ON g.table_name = c.table_name WHERE c.data_type = 'features' ORDER BY c.rowid LIMIT ?",
        (_MAX_LAYERS,),
    ).fetchall()
    for table, geometry, srs in listed:
        layer = _read(connection, str(table), str(geometry), wanted, most, _system(connection, srs))
        most -= len(layer.names)
        yield layer


def _read(
    connection: sqlite3.Connection, table: str, geometry: str, wanted: tuple[str, ...], most: int, crs: str
) -> RawLayer:
    columns = [(row[1], row[2], row[5]) for row in connection.execute(f"PRAGMA table_info({_quoted(table)})")]
    fields = tuple(name for name, _, key in columns if not key and name != geometry)
    texts = {
        name.lower(): name for name, kind, _ in columns if str(kind).upper().startswith(("TEXT", "VARCHAR", "CHAR"))
    }
    called = next((texts[name] for name in wanted if name in texts), None)
    label = _quoted(called) if called else "''"
    query = f"SELECT {_quoted(geometry)}, {label} FROM {_quoted(table)} LIMIT ?"  # noqa: S608
    shapes: list[FlatShapes] = []
    names: list[str] = []
    rows = connection.execute(query, (max(most, 0),))
    while some := rows.fetchmany(_AT_ONCE):
        shapes.append(flatten_wkb([_wkb(blob) for blob, _ in some]).renumbered(len(names)))
        names += [name if isinstance(name, str) else "" for _, name in some]
    return RawLayer(table, fields, names, FlatShapes.joined(shapes), crs)


def _wkb(blob: object) -> bytes | None:
    """Cut the head off a geometry (GeoPackage 1.3, clause 2.1.3); None for an empty one or of another make."""
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP" or blob[3] & (_EMPTY | _EXTENDED):
        return None
    envelope = blob[3] >> 1 & 7
    return blob[8 + _ENVELOPE_BYTES[envelope] :] if envelope < len(_ENVELOPE_BYTES) else None


def _system(connection: sqlite3.Connection, srs: object) -> str:
    found = connection.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?", (srs,)
    ).fetchone()
    if found is None or (isinstance(srs, int) and srs <= 0):
        return ""
    organization, code, definition = found
    if str(organization).upper() == "EPSG":
        return f"EPSG:{code}"
    return "" if str(definition).lower() in ("none", "undefined") else str(definition)


def system_definition(path: Path, code: str) -> str:
    """Return the WKT a GeoPackage holds for an EPSG code, "" for none: for codes that are not known by heart."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        found = connection.execute(
            "SELECT definition FROM gpkg_spatial_ref_sys"
            " WHERE upper(organization) = 'EPSG' AND organization_coordsys_id = ?",
            (code.removeprefix("EPSG:"),),
        ).fetchone()
    return str(found[0]) if found else ""


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
