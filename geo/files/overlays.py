"""Overlays: a person's own points, lines and areas, and the bytes of them that one view needs.

The bytes, little-endian, version 1 (magic ``0x31564F4B``, the bytes ``KOV1``):

1. ``uint32[4]``: magic, n parts, m vertices, length of the metadata in bytes;
2. metadata: UTF-8 JSON ``{"simplified": bool, "labels": [[part, text]]}``, padded with spaces to a multiple of 8 bytes;
3. ``uint8[n]`` kind (`geo.files.overlay_parts.PartKind`: 0 point, 1 line, 2 ring of a polygon, 3 hole of the ring
before),
   padded with zeros to a multiple of 4 bytes;
4. ``uint32[n + 1]`` first vertex of each part; ``uint32[m]`` x; ``uint32[m]`` y (world units).
"""

import json
from functools import lru_cache
from math import ceil
from typing import Final

import numpy as np

from geo.aggregation import Viewport
from geo.datums import Datum, convert
from geo.files.overlay_parts import Parts, clip, simplify
from geo.frozen import frozen
from geo.lnglat import WORLD_UNITS, Bounds, WorldBox, lnglat_from_world, units_per_px, world_from_lnglat

OVERLAY_MAGIC: Final = 0x3156_4F4B
MAX_FRAME_VERTICES: Final = 120_000
"""The most vertices of a frame; what has more is drawn coarser."""

_CELL_PX: Final = 0.75
_MARGIN_PX: Final = 64.0
_SHIFT_DEG: Final = 0.02  # more than any datum moves anything
_MAX_LABELS: Final = 300
_LEVELS: Final = 3
_MAX_LEVEL: Final = 22


@frozen
class OverlayLayer:
    """A layer within a file: its name, how many features have a place, and the names of its fields."""

    name: str
    features: int
    fields: tuple[str, ...]


@frozen
class OverlayInfo:
    """What an overlay's file says of itself.

    Attributes:
        title: The file's name without suffix.
        format: 'GeoJSON', 'GPKG', 'KML', 'KMZ', 'Shapefile' or 'GPX'.
        layers: The layers that were read.
        bounds: What it covers, degrees as stored, before any datum is undone.
        features: How many features have a place.
        left_out: How many have none, or one that is not on earth.
        vertices: How many vertices they have.
        datum: The datum if the file states one, else None: ask.
        crs: The coordinate system's name as stated, "" if not stated; projected ones are already undone.
        size_bytes: The file's size.
        note: A sentence about what could not be shown although the rest is, else "".
    """

    title: str
    format: str
    layers: tuple[OverlayLayer, ...]
    bounds: Bounds
    features: int
    left_out: int
    vertices: int
    datum: Datum | None
    crs: str
    size_bytes: int
    note: str = ""


class Overlay:
    """A person's own geometry, in memory. Safe to use from several threads."""

    def __init__(self, info: OverlayInfo, parts: Parts, labels: tuple[str, ...] = ()) -> None:
        """Keep what was read.

        Args:
            info: What the file says of itself.
            parts: The geometry, world units of the degrees as stored.
            labels: A name of each feature, "" for none; empty if no feature has one.
        """
        self.info = info
        self._parts = parts
        self._labels = labels
        self._level = lru_cache(maxsize=_LEVELS)(self._simplified)

    @property
    def parts(self) -> Parts:
        """The whole geometry as it was read: world units of the degrees as stored."""
        return self._parts

    def frame(self, viewport: Viewport, datum: Datum = Datum.WGS84) -> bytes:
        """Return what a view shows, simplified for its zoom and clipped to it, in the form described above.

        Args:
            viewport: What is seen, WGS 84.
            datum: The datum of the file's coordinates, which is undone.
        """
        zoom = min(ceil(viewport.zoom), _MAX_LEVEL)
        box = _reach(viewport, datum)
        parts = clip(self._level(zoom), box)
        unit = units_per_px(zoom) * _CELL_PX
        simplified = len(parts.x) > MAX_FRAME_VERTICES
        while len(parts.x) > MAX_FRAME_VERTICES and unit < WORLD_UNITS:
            unit *= 2
            parts = simplify(parts, unit)
        return _encoded(_undone(parts, datum), self._labels_of(parts), simplified)

    def close(self) -> None:
        """Let everything go; there is no file to close."""
        self._level.cache_clear()

    def _simplified(self, zoom: int) -> Parts:
        return simplify(self._parts, units_per_px(zoom) * _CELL_PX)

    def _labels_of(self, parts: Parts) -> list[tuple[int, str]]:
        """Return the names of the features in view by the first part of each, or nothing if they are too many."""
        if not self._labels:
            return []
        features, first = np.unique(parts.feature, return_index=True)
        named = zip(first.tolist(), (self._labels[feature] for feature in features.tolist()), strict=True)
        found = [(part, name) for part, name in named if name]
        return found if len(found) <= _MAX_LABELS else []


def _reach(viewport: Viewport, datum: Datum) -> WorldBox:
    """Return the box of the file's own coordinates that may show in a view."""
    margin = _MARGIN_PX * units_per_px(viewport.zoom)
    if datum in (Datum.GCJ02, Datum.BD09):
        margin += _SHIFT_DEG / 360 * WORLD_UNITS * 2
    return WorldBox.of_bounds(viewport.bounds, margin)


def _undone(parts: Parts, datum: Datum) -> Parts:
    if datum in (Datum.WGS84, Datum.CGCS2000) or not len(parts.x):
        return parts
    x, y = world_from_lnglat(*convert(*lnglat_from_world(parts.x, parts.y), datum, Datum.WGS84))
    return Parts(parts.kind, parts.start, parts.feature, x, y)


def _encoded(parts: Parts, labels: list[tuple[int, str]], simplified: bool) -> bytes:
    told = json.dumps({"simplified": simplified, "labels": labels}, ensure_ascii=False, separators=(",", ":")).encode()
    told += b" " * (-len(told) % 8)
    kind = parts.kind.tobytes()
    return b"".join(
        (
            np.array([OVERLAY_MAGIC, len(parts.kind), len(parts.x), len(told)], "<u4").tobytes(),
            told,
            kind + bytes(-len(kind) % 4),
            parts.start.astype("<u4").tobytes(),
            parts.x.astype("<u4").tobytes(),
            parts.y.astype("<u4").tobytes(),
        )
    )
