"""Reads a Shapefile: its shapes (ESRI Shapefile Technical Description, 1998) and the table beside it (dBASE III)."""

import struct
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.files.shape_building import LINE, POINT, RawLayer, ShapeBuilder
from geo.geometry import nest_rings

_HEADER: Final = 100
_POINTS: Final = (1, 11, 21)
_LINES: Final = (3, 13, 23)
_POLYGONS: Final = (5, 15, 25)
_MANY_POINTS: Final = (8, 18, 28)


class ShapefileDamaged(ValueError):
    """A record holds less than it says."""


def read_shapefile(shp: Path, encoding: str, wanted: tuple[str, ...], most: int) -> RawLayer:
    """Read a Shapefile; the ``.dbf`` and ``.prj`` beside it may be missing.

    Args:
        shp: The file of shapes.
        encoding: Codec of the table's texts.
        wanted: Lower-case names of fields that may name a feature, the best first.
        most: Stop after as many features.

    Raises:
        ShapefileDamaged: a record lies about its length.
    """
    fields, names, deleted = _read_table(shp.with_suffix(".dbf"), encoding, wanted)
    shapes, count, number = ShapeBuilder(), 0, 0
    data = shp.read_bytes()
    at = _HEADER
    while at + 8 <= len(data) and count < most:
        words = int.from_bytes(data[at + 4 : at + 8], signed=True)
        end = at + 8 + 2 * words
        if words < 2 or end > len(data):
            break  # cut off: what came before stands on its own
        if number not in deleted:
            _lay(shapes, count, data[at + 8 : end])
            count += 1
        at, number = end, number + 1
    named = [name for place, name in enumerate(names) if place not in deleted][:count]
    prj = shp.with_suffix(".prj")
    crs = prj.read_text("utf-8", "replace").strip("\ufeff\0 \r\n") if prj.exists() else ""
    return RawLayer("map", fields, named + [""] * (count - len(named)), shapes.build(), crs)


def _lay(shapes: ShapeBuilder, feature: int, record: bytes) -> None:
    (kind,) = struct.unpack_from("<i", record)
    try:
        if kind in _POINTS:
            shapes.add(POINT, feature, [struct.unpack_from("<2d", record, 4)])
        elif kind in _MANY_POINTS:
            (count,) = struct.unpack_from("<i", record, 36)
            for point in _pairs(record, 40, count):
                shapes.add(POINT, feature, point[None])
        elif kind in _LINES:
            for part in _parts(record):
                shapes.add(LINE, feature, part)
        elif kind in _POLYGONS:
            for polygon in nest_rings(_parts(record)):
                shapes.add_polygon(feature, polygon)
    except (struct.error, ValueError) as error:
        raise ShapefileDamaged(str(error)) from error


def _parts(record: bytes) -> list[NDArray[np.float64]]:
    parts, points = struct.unpack_from("<2i", record, 36)
    if parts < 0 or points < 0 or 44 + 4 * parts + 16 * points > len(record):
        raise ValueError("more points than there is room for")
    starts = np.frombuffer(record, "<i4", parts, 44)
    bounds = [*starts.tolist(), points]
    if any(first > second for first, second in pairwise(bounds)) or (parts and bounds[0] < 0):
        raise ValueError("parts overlap")
    whole = _pairs(record, 44 + 4 * parts, points)
    return [whole[first:second] for first, second in pairwise(bounds) if second > first]


def _pairs(record: bytes, at: int, count: int) -> NDArray[np.float64]:
    if count < 0 or at + 16 * count > len(record):
        raise ValueError("more points than there is room for")
    return np.frombuffer(record, "<f8", 2 * count, at).reshape(-1, 2)


def _read_table(dbf: Path, encoding: str, wanted: tuple[str, ...]) -> tuple[tuple[str, ...], list[str], frozenset[int]]:
    """Return the names of the fields, the texts of the one that names features, and the records marked as deleted."""
    if not dbf.exists():
        return (), [], frozenset()
    data = dbf.read_bytes()
    if len(data) < 32:
        return (), [], frozenset()
    count, head, size = struct.unpack_from("<IHH", data, 4)
    described = [data[at : at + 32] for at in range(32, min(head, len(data)) - 31, 32) if data[at : at + 1] != b"\r"]
    fields = [_decoded(each[:11].split(b"\0")[0], encoding) for each in described]
    count = min(count, (len(data) - head) // size) if size and head <= len(data) else 0
    if count <= 0:
        return tuple(fields), [], frozenset()
    rows = np.frombuffer(data, np.dtype(f"V{size}"), count, head).view("S1").reshape(count, size)
    deleted = frozenset(np.flatnonzero(rows[:, 0] == b"*").tolist())
    texts = {
        name.lower(): place for place, name in reversed(list(enumerate(fields))) if described[place][11:12] == b"C"
    }
    column = next((texts[name] for name in wanted if name in texts), None)
    if column is None:
        return tuple(fields), [], deleted
    start = 1 + sum(each[16] for each in described[:column])
    width = described[column][16]
    cells = np.ascontiguousarray(rows[:, start : start + width]).view(f"S{width}")[:, 0].tolist()
    return tuple(fields), [_decoded(cell, encoding).strip(" \0") for cell in cells], deleted


def _decoded(text: bytes, encoding: str) -> str:
    return text.decode(encoding, "replace")
