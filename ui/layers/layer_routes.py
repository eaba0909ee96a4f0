"""What the page may ask about its layers: the state of the map, tiles, overlays, and how far a datum is off.

``/map_state.json``
    The state, as ``ui.map.map_state`` describes it.
``/tile/<layer>/<z>/<x>/<y>``
    A tile of the layer's own grid (XYZ), vector tiles unpacked; an empty body where there is none.
``/overlay.bin?layer=&w=&s=&e=&n=&z=``
    What a view (WGS 84) shows of an overlay, as ``geo.files.overlays`` describes it, its datum undone; empty for none.
``/shift.json?datum=&w=&s=&e=&n=``
    ``{"dlng": [9], "dlat": [9]}``: degrees to add to places of the layer's own datum to get WGS 84, at three by three
    places of the box, rows from north to south.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping

import numpy as np

from geo.aggregation import Viewport
from geo.datums import Datum, convert
from geo.errors import AtlasError
from geo.files.map_file_error import MapFileError
from geo.lnglat import Bounds
from geo.providers import get_provider
from geo.wording import tr
from ui.app_scheme import Response, Route, later
from ui.layers.layer_facts import DATUMS
from ui.layers.layer_sources import LayerSources
from ui.layers.online_tiles import OnlineTiles
from ui.map.map_settings import MapSettings
from ui.map.map_state import LayerSpec

NO_STORE = {"Cache-Control": "no-store"}
JSON = "application/json; charset=utf-8"
BINARY = "application/octet-stream"
_TILE = re.compile(r"([A-Za-z0-9_-]{1,80})/([0-9]{1,2})/([0-9]{1,9})/([0-9]{1,9})")
_NOTHING = Response(200, BINARY, b"", NO_STORE)
_MOST_ZOOM = 30.0


class LayerRoutes:
    """Answers the page.

    Args:
        settings: what is set.
        sources: the open files.
        online: the online maps; asked only for layers that are switched on.
    """

    def __init__(self, settings: MapSettings, sources: LayerSources, online: OnlineTiles) -> None:
        """Keep where the answers come from."""
        self._settings, self._sources, self._online = settings, sources, online

    def routes(self) -> dict[str, Route]:
        """Paths and who answers them, for :class:`ui.app_scheme.AppSite`."""
        return {
            "/map_state.json": self._map_state,
            "/tile/": self._tile,
            "/overlay.bin": self._overlay,
            "/shift.json": self._shift,
        }

    def _map_state(self, _query: Mapping[str, str]) -> Response:
        return Response(200, JSON, self._settings.state.to_page_json().encode(), NO_STORE)

    def _tile(self, query: Mapping[str, str]) -> Response:
        match = _TILE.fullmatch(query["path"])
        if match is None:
            return _bad(tr("不是瓦片的地址"))
        layer = self._settings.state.find_layer(match[1])
        z, x, y = (int(number) for number in match.groups()[1:])
        if layer is None or not layer.visible or z > _MOST_ZOOM or not (x < 2**z and y < 2**z):
            return _NOTHING
        return self._online_tile(layer, z, x, y) if layer.kind == "online" else self._file_tile(layer, z, x, y)

    def _file_tile(self, layer: LayerSpec, z: int, x: int, y: int) -> Response:
        try:
            tile = self._sources.tile(layer.id, z, x, y)
        except MapFileError as error:
            self._settings.set_facts(layer.id, None, str(error))
            return _NOTHING
        if tile is None:
            return _NOTHING
        try:
            return Response(200, tile.mime, tile.unpacked(), NO_STORE)
        except MapFileError:
            return _NOTHING  # one damaged tile is a hole, not the end of the map

    def _online_tile(self, layer: LayerSpec, z: int, x: int, y: int) -> Response:
        try:
            promise = self._online.tile(get_provider(layer.provider), z, x, y, layer.key)
        except AtlasError:
            return _NOTHING  # beyond its zooms, or its key is missing, which the panel says
        answer = later()
        answer.promise.on_drop(promise.drop)
        promise.then(lambda data: answer.promise.give(Response(200, "image/*", data, NO_STORE) if data else _NOTHING))
        return answer

    def _overlay(self, query: Mapping[str, str]) -> Response:
        bounds, zoom = _box(query), _number(query, "z")
        if bounds is None or zoom is None or not 0 <= zoom <= _MOST_ZOOM:
            return _bad(tr("不是视野"))
        promise = self._sources.overlay_frame(query.get("layer", ""), Viewport(bounds, zoom))
        if promise is None:
            return _NOTHING
        answer = later()
        answer.promise.on_drop(promise.drop)
        promise.then(lambda data: answer.promise.give(Response(200, BINARY, data, NO_STORE)))
        return answer

    def _shift(self, query: Mapping[str, str]) -> Response:
        bounds, datum = _box(query), {str(key): datum for key, datum in DATUMS.items()}.get(query.get("datum", ""))
        if bounds is None or datum is None:
            return _bad(tr("不是坐标系或范围"))
        lng = np.tile(np.linspace(bounds.west, bounds.east, 3), 3)
        lat = np.repeat(np.linspace(bounds.north, bounds.south, 3), 3)
        x, y = convert(lng, lat, datum, Datum.WGS84)
        value = {"dlng": (x - lng).tolist(), "dlat": (y - lat).tolist()}
        return Response(200, JSON, json.dumps(value).encode(), NO_STORE)


def _box(query: Mapping[str, str]) -> Bounds | None:
    """The box a query names, cut to the world; None if it names none."""
    values = [_number(query, key) for key in ("w", "s", "e", "n")]
    numbers = [value for value in values if value is not None]
    if len(numbers) != 4:
        return None
    west, south, east, north = numbers
    west, east = max(west, -180.0), min(east, 180.0)
    south, north = max(south, -85.0), min(north, 85.0)
    return Bounds(west, south, east, north) if west < east and south < north else None


def _number(query: Mapping[str, str], key: str) -> float | None:
    try:
        value = float(query[key])
    except (KeyError, ValueError):
        return None
    return value if math.isfinite(value) else None


def _bad(words: str) -> Response:
    return Response(400, "text/plain; charset=utf-8", words.encode())
