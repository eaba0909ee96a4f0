"""Whether somebody's lines look like GCJ-02 or BD-09, though nobody said so: they fit known borders better corrected.

The known lines (district borders and rivers of the built-in base map) are drawn coarsely, within some 100 m, the datums
differ by some 500 m. So lines that follow borders can be told apart; lines that follow none tell nothing, and a guess
is only ever an offer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from math import atan2, cos, degrees, hypot, radians
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.datums import Datum, convert
from geo.frozen import frozen
from geo.lnglat import LngLat

NEAR_M: Final = 120.0
"""How far from a known line a point may lie and still be said to follow it."""

LEAST_POINTS: Final = 30
_MOST_POINTS: Final = 400
_STEP_M: Final = 60.0
_LEAST_SHARE: Final = 0.4
_TIMES_BETTER: Final = 2.0
_M_PER_DEGREE: Final = 111_195.0
_DIRECTIONS: Final = ("东", "东北", "北", "西北", "西", "西南", "南", "东南")
_FILES: Final = ("borders.geojson", "rivers.geojson")

Degrees = NDArray[np.float64]


@frozen
class DatumGuess:
    """A datum in which lines fit known ones better than in the one they are taken for.

    Attributes:
        datum: the better one.
        share: share of the looked-at points near a known line once it is undone, 0..1.
        share_before: the same as the file stands.
        offset_m: how far the datum moves things here.
        direction: whereto, in a word: 东南.
    """

    datum: Datum
    share: float
    share_before: float
    offset_m: float
    direction: str


class KnownLines:
    """Lines whose place is known, as closely set points."""

    def __init__(self, lines: Iterable[Degrees]) -> None:
        """Take lines as float64[n, 2] of WGS 84 degrees, lng and lat."""
        parts = [_densified(line) for line in lines if len(line) > 1]
        self._points = np.concatenate(parts) if parts else np.empty((0, 2))

    @classmethod
    def of_folder(cls, folder: Path) -> KnownLines:
        """The borders and rivers of a base map folder; what is missing or unreadable is left out."""
        found: list[Degrees] = []
        for name in _FILES:
            try:
                found += _lines_of(json.loads((folder / name).read_text("utf-8")))
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return cls(found)

    def nearby(self, lng: Degrees, lat: Degrees) -> NDArray[np.bool_]:
        """Which points lie within the box of the lines, widened by any datum's offset."""
        if not len(self._points):
            return np.zeros(len(lng), np.bool_)
        (west, south), (east, north) = self._points.min(axis=0) - 0.02, self._points.max(axis=0) + 0.02
        inside: NDArray[np.bool_] = (lng > west) & (lng < east) & (lat > south) & (lat < north)
        return inside

    def share_near(self, lng: Degrees, lat: Degrees) -> float:
        """Share of the points within ``NEAR_M`` of a line."""
        scale = np.array([_M_PER_DEGREE * cos(radians(float(lat.mean()))), _M_PER_DEGREE])
        known, asked = self._points * scale, np.column_stack([lng, lat]) * scale
        near = 0
        for chunk in np.array_split(asked, max(1, len(asked) // 50)):
            apart = (chunk[:, None, 0] - known[None, :, 0]) ** 2 + (chunk[:, None, 1] - known[None, :, 1]) ** 2
            near += int((apart.min(axis=1) < NEAR_M**2).sum())
        return near / len(asked)


def guess_datum(lng: Degrees, lat: Degrees, known: KnownLines) -> DatumGuess | None:
    """Say in which datum points of somebody's lines are, if not in WGS 84 and if that can be told.

    Args:
        lng: Degrees as stored, float64[n]: vertices of lines and of outlines.
        lat: The same.
        known: Lines to compare with.
    """
    inside = np.flatnonzero(known.nearby(lng, lat))
    if len(inside) < LEAST_POINTS:
        return None
    rows = inside[np.linspace(0, len(inside) - 1, min(len(inside), _MOST_POINTS)).astype(np.int64)]
    x, y = lng[rows], lat[rows]
    before = known.share_near(x, y)
    shares = {datum: known.share_near(*convert(x, y, datum, Datum.WGS84)) for datum in (Datum.GCJ02, Datum.BD09)}
    best = max(shares, key=lambda datum: shares[datum])
    if shares[best] < _LEAST_SHARE or shares[best] < _TIMES_BETTER * before:
        return None
    offset, direction = datum_offset(LngLat(float(np.median(x)), float(np.median(y))), best)
    return DatumGuess(best, shares[best], before, offset, direction)


def datum_offset(place: LngLat, datum: Datum) -> tuple[float, str]:
    """How far in metres, and whereto, a datum moves things at a place of WGS 84."""
    x, y = convert([place.lng], [place.lat], Datum.WGS84, datum)
    east = (float(x[0]) - place.lng) * _M_PER_DEGREE * cos(radians(place.lat))
    north = (float(y[0]) - place.lat) * _M_PER_DEGREE
    return hypot(east, north), _DIRECTIONS[round(degrees(atan2(north, east)) / 45) % 8]


def _densified(line: Degrees) -> Degrees:
    """Points along a line at most ``_STEP_M`` apart."""
    scale = np.array([_M_PER_DEGREE * cos(radians(float(line[:, 1].mean()))), _M_PER_DEGREE])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*(np.diff(line, axis=0) * scale).T))])
    at = np.linspace(0.0, along[-1], max(2, int(along[-1] / _STEP_M) + 1))
    return np.column_stack([np.interp(at, along, line[:, 0]), np.interp(at, along, line[:, 1])])


def _lines_of(geojson: Mapping[str, Any]) -> Iterator[Degrees]:
    for feature in geojson["features"]:
        geometry = feature["geometry"]
        lines = geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]
        yield from (np.asarray(line, np.float64)[:, :2] for line in lines)
