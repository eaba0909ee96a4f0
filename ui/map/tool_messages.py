"""What the page says about tools, checked: shapes a person drew and places they asked about. No Qt.

A message that is not exactly as expected is None: whoever reads it says so, and nothing is half believed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final

from geo.aggregation import Viewport
from geo.frozen import frozen
from geo.lnglat import MAX_MERCATOR_LAT, Bounds, InvalidCoordinate, LngLat, world_from_lnglat
from geo.symbols.symbol_positions import DrawnCircle, DrawnRing, DrawnShape
from ui.state import SelectMode

MODES: Final = {
    "replace": SelectMode.REPLACE, "add": SelectMode.ADD, "subtract": SelectMode.SUBTRACT,
}  # fmt: skip
MAX_CORNERS: Final = 2_000
MAX_RACK: Final = 10_000
MAX_LENGTH: Final = 1_000_000
MAX_RADIUS_M: Final = 5_000_000.0
MAX_PIXELS: Final = 100_000


@frozen
class Screen:
    """Which symbols the person sees.

    Attributes:
        viewport: of the frame that is drawn.
        hanging: world x and y at which the page lists each park without a position, by park id.
    """

    viewport: Viewport
    hanging: Mapping[int, tuple[float, float]] = field(default_factory=dict)


@frozen
class ShapeDrawn:
    """A shape that takes the symbols inside it."""

    shape: DrawnShape
    mode: SelectMode
    screen: Screen


@frozen
class PlaceAsked:
    """A right click, or the menu key.

    Attributes:
        x: CSS pixels from the left edge of the map.
        y: CSS pixels from its upper edge.
        position: where it is, WGS 84.
        screen: which symbols are seen.
        project: the project whose own symbol was hit, or None.
        spot: world x and y of the symbol of several projects that was hit, or None.
        park: the park whose symbol or outline was hit, or None.
    """

    x: int
    y: int
    position: LngLat
    screen: Screen
    project: int | None = None
    spot: tuple[float, float] | None = None
    park: int | None = None


def parse_shape(words: str) -> ShapeDrawn | None:
    """Read ``{"kind", "mode", "ring" | "center" + "radius_m", "view": [w, s, e, n, z], "rack": [[id, lng, lat]]}``."""
    value = _object(words)
    try:
        return ShapeDrawn(_shape(value), MODES[value["mode"]], _screen(value)) if value else None
    except (KeyError, TypeError, ValueError, InvalidCoordinate):
        return None


def parse_place(words: str) -> PlaceAsked | None:
    """Read ``{"x", "y", "lng", "lat", "symbol": {"project"} | {"place", "spot"} | null, "park", "view", "rack"}``."""
    value = _object(words)
    try:
        return _place(value) if value else None
    except (KeyError, TypeError, ValueError, InvalidCoordinate):
        return None


def _object(words: str) -> dict[str, Any] | None:
    if len(words) > MAX_LENGTH:
        return None
    try:
        value = json.loads(words)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _shape(value: Mapping[str, Any]) -> DrawnShape:
    if value["kind"] == "circle":
        radius = _number(value["radius_m"])
        if not 0 < radius <= MAX_RADIUS_M:
            raise ValueError("radius")
        return DrawnCircle(_position(*value["center"]), radius)
    if value["kind"] not in ("rectangle", "lasso"):
        raise ValueError("kind")
    ring = [_position(*corner) for corner in _list(value["ring"], MAX_CORNERS)]
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise ValueError("ring")
    return DrawnRing(tuple((corner.lng, corner.lat) for corner in ring))


def _place(value: Mapping[str, Any]) -> PlaceAsked:
    symbol = {} if value["symbol"] is None else value["symbol"]
    if not isinstance(symbol, dict):
        raise TypeError("symbol")
    return PlaceAsked(
        x=_pixel(value["x"]),
        y=_pixel(value["y"]),
        position=_position(value["lng"], value["lat"]),
        screen=_screen(value),
        project=_id(symbol.get("project")),
        spot=_world(*symbol["spot"]) if "spot" in symbol else None,
        park=_id(value["park"]),
    )


def _screen(value: Mapping[str, Any]) -> Screen:
    west, south, east, north, zoom = (_number(edge) for edge in value["view"])
    if not 0 <= zoom <= 30:
        raise ValueError("zoom")
    limit = MAX_MERCATOR_LAT
    bounds = Bounds(max(west, -180.0), max(south, -limit), min(east, 180.0), min(north, limit))
    rack = {_required_id(park): _world(lng, lat) for park, lng, lat in _list(value["rack"], MAX_RACK)}
    return Screen(Viewport(bounds, zoom), rack)


def _world(lng: object, lat: object) -> tuple[float, float]:
    point = _position(lng, lat)
    x, y = world_from_lnglat(point.lng, point.lat)
    return float(x), float(y)


def _position(lng: object, lat: object) -> LngLat:
    return LngLat(_number(lng), _number(lat))


def _list(value: object, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError("list")
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise ValueError("number")
    return float(value)


def _pixel(value: object) -> int:
    number = _number(value)
    if abs(number) > MAX_PIXELS:
        raise ValueError("pixel")
    return round(number)


def _id(value: object) -> int | None:
    return None if value is None else _required_id(value)


def _required_id(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 2**53:
        raise ValueError("id")
    return value
