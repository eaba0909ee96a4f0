"""What the page may ask while a person measures: ``/measure.json`` and ``/position.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from geo.coordinates import in_datum
from geo.datums import Datum
from geo.errors import AtlasError
from geo.lnglat import LngLat
from geo.measure import measure_area, measure_line
from geo.wording import tr
from ui.app_scheme import Response, Route

DATUMS: Final = {"wgs84": Datum.WGS84, "gcj02": Datum.GCJ02, "bd09": Datum.BD09}
"""Keys of ``MapState.coordinates`` and what they stand for."""

MAX_POINTS: Final = 400
_JSON: Final = "application/json; charset=utf-8"
_NO_STORE: Final = {"Cache-Control": "no-store"}


class SenselessQuestion(AtlasError):
    """A query that does not name positions on earth."""


def measuring_routes() -> dict[str, Route]:
    """Paths and who answers them, for :class:`ui.app_scheme.AppSite`."""
    return {"/measure.json": _measure, "/position.json": _position}


def _measure(query: Mapping[str, str]) -> Response:
    """``?kind=distance|area&points=lng,lat;lng,lat…`` → ``{"legs_m", "length_m", "area_km2", "crosses"}``."""
    measure = {"distance": measure_line, "area": measure_area}.get(query.get("kind", ""))
    if measure is None:
        raise SenselessQuestion(tr("只能量距离或面积。"))
    measured = measure(_points(query.get("points", "")))
    return _json(
        {
            "legs_m": list(measured.legs_m),
            "length_m": measured.length_m,
            "area_km2": measured.area_km2,
            "crosses": measured.crosses,
        }
    )


def _position(query: Mapping[str, str]) -> Response:
    """``?lng=&lat=&datum=`` → ``{"lng", "lat"}`` of a WGS 84 position in a datum."""
    datum = DATUMS.get(query.get("datum", ""))
    if datum is None:
        raise SenselessQuestion(tr("没有这个坐标系。"))
    lng, lat = in_datum(_point(query.get("lng", ""), query.get("lat", "")), datum)
    return _json({"lng": lng, "lat": lat})


def _points(text: str) -> list[LngLat]:
    pairs = [pair.split(",") for pair in text.split(";")]
    if len(pairs) > MAX_POINTS or any(len(pair) != 2 for pair in pairs):
        raise SenselessQuestion(tr("位置应写作“经度,纬度”，以分号相隔。"))
    return [_point(lng, lat) for lng, lat in pairs]


def _point(lng: str, lat: str) -> LngLat:
    try:
        return LngLat(float(lng), float(lat))
    except ValueError as error:
        raise SenselessQuestion(tr("位置里有读不出的数。")) from error


def _json(value: object) -> Response:
    return Response(200, _JSON, json.dumps(value, allow_nan=False).encode(), _NO_STORE)
