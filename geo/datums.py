"""WGS 84 ⇄ GCJ-02 ⇄ BD-09, for whole arrays.

Maps published in China are drawn in GCJ-02 (most providers) or BD-09 (Baidu), each a smooth distortion of WGS 84 by
some hundreds of metres. The forward formulas are the commonly published ones; the inverses have no closed form and
are found by iteration. CGCS2000, China's surveying datum, differs from WGS 84 by centimetres and is treated as the
same. Outside mainland China's box GCJ-02 is WGS 84.
"""

from collections.abc import Callable
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Degrees = NDArray[np.float64]
Pair = tuple[Degrees, Degrees]

_AXIS_M: Final = 6_378_245.0  # Krasovsky 1940, as the published formula has it
_E2: Final = 0.006_693_421_622_965_943
_BD_TURN: Final = np.pi * 3000.0 / 180.0
_ROUNDS: Final = 8  # each round shrinks the error about a hundredfold; 8 reach the limit of float64


class Datum(Enum):
    """A datum in which a coordinate may have been published."""

    WGS84 = "WGS 84"
    CGCS2000 = "CGCS2000"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"


def convert(lng: ArrayLike, lat: ArrayLike, source: Datum, target: Datum) -> Pair:
    """Convert degrees of any shape from one datum to another, by way of WGS 84; exact to under 0.1 m.

    Returns:
        lng and lat as float64 of the same shape; NaN stays NaN.
    """
    x, y = _degrees(lng), _degrees(lat)
    if source is target:
        return x, y
    to_wgs84 = {Datum.GCJ02: wgs84_from_gcj02, Datum.BD09: wgs84_from_bd09}.get(source)
    from_wgs84 = {Datum.GCJ02: gcj02_from_wgs84, Datum.BD09: bd09_from_wgs84}.get(target)
    x, y = to_wgs84(x, y) if to_wgs84 else (x, y)
    return from_wgs84(x, y) if from_wgs84 else (x, y)


def gcj02_from_wgs84(lng: ArrayLike, lat: ArrayLike) -> Pair:
    """Distort WGS 84 degrees as GCJ-02 does; outside China's box nothing changes."""
    x, y = _degrees(lng), _degrees(lat)
    dx, dy = _offset(x - 105.0, y - 35.0)
    radians = np.radians(y)
    magic = 1 - _E2 * np.sin(radians) ** 2
    dy = dy * 180 / (_AXIS_M * (1 - _E2) / (magic * np.sqrt(magic)) * np.pi)
    dx = dx * 180 / (_AXIS_M / np.sqrt(magic) * np.cos(radians) * np.pi)
    inside = (x >= 72.004) & (x <= 137.8347) & (y >= 0.8293) & (y <= 55.8271)
    return np.where(inside, x + dx, x), np.where(inside, y + dy, y)


def wgs84_from_gcj02(lng: ArrayLike, lat: ArrayLike) -> Pair:
    """Undo `gcj02_from_wgs84`."""
    return _inverted(gcj02_from_wgs84, lng, lat)


def bd09_from_gcj02(lng: ArrayLike, lat: ArrayLike) -> Pair:
    """Distort GCJ-02 degrees once more as BD-09 does."""
    x, y = _degrees(lng), _degrees(lat)
    radius = np.hypot(x, y) + 0.00002 * np.sin(y * _BD_TURN)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * _BD_TURN)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def gcj02_from_bd09(lng: ArrayLike, lat: ArrayLike) -> Pair:
    """Undo `bd09_from_gcj02`."""
    return _inverted(bd09_from_gcj02, lng, lat)


def bd09_from_wgs84(lng: ArrayLike, lat: ArrayLike) -> Pair:
    """Distort WGS 84 degrees as BD-09 does."""
    return bd09_from_gcj02(*gcj02_from_wgs84(lng, lat))


def wgs84_from_bd09(lng: ArrayLike, lat: ArrayLike) -> Pair:
    """Undo `bd09_from_wgs84`."""
    return wgs84_from_gcj02(*gcj02_from_bd09(lng, lat))


def _offset(x: Degrees, y: Degrees) -> Pair:
    """Return GCJ-02's offset in metres east and north at degrees relative to 105° E, 35° N."""
    root = np.sqrt(np.abs(x))
    waves = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
    north = north + (20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north = north + (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
    east = east + (20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east = east + (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    return east, north


def _inverted(forward: Callable[[ArrayLike, ArrayLike], Pair], lng: ArrayLike, lat: ArrayLike) -> Pair:
    target_x, target_y = _degrees(lng), _degrees(lat)
    x, y = target_x, target_y
    for _ in range(_ROUNDS):
        there_x, there_y = forward(x, y)
        x, y = x + target_x - there_x, y + target_y - there_y
    return x, y


def _degrees(value: ArrayLike) -> Degrees:
    return np.asarray(value, np.float64)
