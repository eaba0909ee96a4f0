"""Map files as people have them, made for a test."""

from __future__ import annotations

import json
import math
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from geo.datums import Datum, convert
from geo.lnglat import Bounds

AREA = Bounds(106.25, 29.5, 106.45, 29.68)


def png(colour: str = "#c06040") -> bytes:
    """A tile of one colour."""
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())


def tile_at(lng: float, lat: float, zoom: int) -> tuple[int, int]:
    """Column and row (XYZ) of the tile at a place."""
    y = 0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)
    return int((lng / 360 + 0.5) * 2**zoom), int(y * 2**zoom)


def write_raster(path: Path, tile: bytes, zooms: range = range(9, 13), **metadata: str) -> Path:
    """An MBTiles file that covers ``AREA`` with one and the same tile."""
    box = f"{AREA.west},{AREA.south},{AREA.east},{AREA.north}"
    known = {"name": path.stem, "format": "png", "bounds": box, "minzoom": str(zooms[0]), "maxzoom": str(zooms[-1])}
    rows = []
    for z in zooms:
        (left, top), (right, bottom) = tile_at(AREA.west, AREA.north, z), tile_at(AREA.east, AREA.south, z)
        rows += [(z, x, 2**z - 1 - y, tile) for x in range(left, right + 1) for y in range(top, bottom + 1)]
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        db.executemany("INSERT INTO metadata VALUES (?, ?)", (known | metadata).items())
        db.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
        db.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    return path


def write_squares(path: Path, count: int = 3) -> Path:
    """A GeoJSON of squares that follow no border."""
    features = []
    for number in range(count):
        x, y = 106.3 + 0.02 * number, 29.55
        ring = [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"name": f"地块{number}"}, "geometry": geometry})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def write_borders(path: Path, borders: Path, datum: Datum) -> Path:
    """The lines of a GeoJSON of lines, as somebody would have them in another datum."""
    features = []
    for feature in json.loads(borders.read_text("utf-8"))["features"]:
        if feature["geometry"]["type"] != "LineString":
            continue
        lng, lat = np.asarray(feature["geometry"]["coordinates"], np.float64).T
        line = np.column_stack(convert(lng, lat, Datum.WGS84, datum)).tolist()
        geometry = {"type": "LineString", "coordinates": line}
        features.append({"type": "Feature", "properties": {}, "geometry": geometry})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path
