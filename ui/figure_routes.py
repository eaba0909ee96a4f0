"""What the page may ask for its modes: ``/heat.bin`` and ``/choropleth.json``; and which districts can be coloured."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol, get_args

from geo.errors import AtlasError
from geo.symbols.choropleth import Area, read_districts
from geo.symbols.symbol_scale import Measure
from geo.wording import tr
from ui.app_scheme import Response, Route
from ui.map.map_state import ChoroplethFigure, ChoroplethScheme, ChoroplethSpec, ChoroplethUnit
from ui.map.page_queries import BadQuery, read_measure, read_viewport

_LOG = logging.getLogger(__name__)
_NO_STORE = {"Cache-Control": "no-store"}


class FigureFeed(Protocol):
    """What answers."""

    def heat(self, west: float, south: float, east: float, north: float, zoom: float, measure: Measure) -> bytes:
        """The density over one viewport, encoded by ``geo.symbols.heat.encode_heat``."""
        ...

    def marks(self, west: float, south: float, east: float, north: float, zoom: float) -> bytes:
        """How many projects pointed at stand behind each symbol, as ``symbol_marks.encode_marks`` encodes it."""
        ...

    def choropleth(self, spec: ChoroplethSpec) -> Mapping[str, object]:
        """Every area with its figures, and the classes."""
        ...


class FigureRoutes:
    """Answers the page from the feed.

    Args:
        feed: the figures.
    """

    def __init__(self, feed: FigureFeed) -> None:
        """Keep where the answers come from."""
        self._feed = feed

    def routes(self) -> dict[str, Route]:
        """Paths and who answers them, for :class:`ui.app_scheme.AppSite`."""
        return {"/heat.bin": self._heat, "/marks.bin": self._marks, "/choropleth.json": self._choropleth}

    def _heat(self, query: Mapping[str, str]) -> Response:
        body = self._feed.heat(*read_viewport(query), read_measure(query))
        return Response(200, "application/octet-stream", body, _NO_STORE)

    def _marks(self, query: Mapping[str, str]) -> Response:
        return Response(200, "application/octet-stream", self._feed.marks(*read_viewport(query)), _NO_STORE)

    def _choropleth(self, query: Mapping[str, str]) -> Response:
        body = json.dumps(self._feed.choropleth(_spec_in(query)), ensure_ascii=False, allow_nan=False).encode()
        return Response(200, "application/json; charset=utf-8", body, _NO_STORE)


def districts_of(assets: Path) -> Callable[[], tuple[Area, ...]]:
    """What reads the districts of the built-in base map, for whoever asks first."""
    return partial(load_districts, assets / "basemap" / "districts.geojson")


def load_districts(file: Path) -> tuple[Area, ...]:
    """Read the districts of the built-in base map; none if the file is not there or broken: the page tells of that."""
    try:
        return read_districts(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AtlasError) as error:
        _LOG.warning("no districts to colour: %s", error)
        return ()


def _spec_in(query: Mapping[str, str]) -> ChoroplethSpec:
    words = {"unit": ChoroplethUnit, "figure": ChoroplethFigure, "scheme": ChoroplethScheme}
    for key, allowed in words.items():
        if query.get(key) not in get_args(allowed):
            raise BadQuery(tr("参数 {key} 不认识", key=key))
    try:
        classes = int(query.get("classes", ""))
        return ChoroplethSpec(query["unit"], query["figure"], query["scheme"], classes)  # type: ignore[arg-type]
    except ValueError:
        raise BadQuery(tr("参数 classes 超出范围")) from None
