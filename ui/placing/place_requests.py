"""What the page asks when a person puts something on the map: read and checked once, before anything is believed."""

from __future__ import annotations

import json
from typing import Literal

from geo.frozen import frozen
from geo.lnglat import MAX_MERCATOR_LAT, InvalidCoordinate, LngLat

TargetKind = Literal["park", "project", "asked"]
MOST_CHARACTERS = 1000


@frozen
class PlaceRequest:
    """Something to be put at a point.

    Attributes:
        kind: ``park`` for all projects of a park without a position, ``project`` for one, ``asked`` for those that the
            window itself had asked the page to place.
        id: of the park or project; 0 for ``asked``.
        position: where, WGS 84.
    """

    kind: TargetKind
    id: int
    position: LngLat


def parse_place_request(words: str) -> PlaceRequest | None:
    """Read ``{"park" | "project" | "asked": int, "lng": float, "lat": float}``; None for anything else.

    Positions beyond what the map can show are anything else, too.
    """
    if len(words) > MOST_CHARACTERS:
        return None
    try:
        value = json.loads(words)
    except (json.JSONDecodeError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    position = _position(value.get("lng"), value.get("lat"))
    if position is None:
        return None
    rest = value.keys() - {"lng", "lat"}
    for kind in ("park", "project", "asked"):
        if rest == {kind} and isinstance(value[kind], int) and not isinstance(value[kind], bool):
            return PlaceRequest(kind, value[kind], position) if abs(value[kind]) < 2**53 else None
    return None


def _position(lng: object, lat: object) -> LngLat | None:
    for degrees in (lng, lat):
        if isinstance(degrees, bool) or not isinstance(degrees, float | int):
            return None
    assert isinstance(lng, float | int)
    assert isinstance(lat, float | int)
    if not abs(lat) <= MAX_MERCATOR_LAT:  # also refuses NaN, which JSON as Python reads it may hold
        return None
    try:
        return LngLat(float(lng), float(lat))
    except (InvalidCoordinate, OverflowError):
        return None
