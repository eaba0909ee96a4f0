"""A map view over the built-in ledger with a person's own files, and the questions tests ask it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtGui import QImage

from geo.map_page import MapPageSpec, build_map_page
from tests.integration.map_layers.tile_files import LAT, LNG
from tests.pages import AskedMap, Probe
from tests.pictures import picture_of
from tests.waiting import until
from ui.application import Workplace
from ui.layers.layer_routes import LayerRoutes
from ui.layers.layer_sources import LayerSources
from ui.layers.online_tiles import OnlineTiles
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_settings import MapSettings
from ui.map.map_state import BUILTIN_LAYERS
from ui.map.map_view import MapView
from ui.opening.session import Session

SIZE = (900, 600)

LAND, RIVER, DARK_LAND, DARK_RIVER = "#F7F6F2", "#C7DAE6", "#23272B", "#1D3442"


class Atlas(AskedMap):
    """A map view over the built-in ledger with real settings, real files and the questions tests ask."""

    def __init__(self, ledger: Path, workplace: Workplace) -> None:
        self.session = Session.open(ledger, workplace.themes["light"])
        feed = LedgerMapFeed(self.session)
        self.settings = MapSettings()
        self.sources = LayerSources(self.settings, workplace.assets / "basemap")
        self.online = OnlineTiles(None)
        routes = LayerRoutes(self.settings, self.sources, self.online).routes()
        page = build_map_page(MapPageSpec(bounds=feed.home))
        self.view = MapView(feed, page, workplace.assets, routes=routes)
        self.view.resize(*SIZE)
        self.failures: list[str] = []
        self.added: list[str] = []
        self.drawn: list[int] = []
        for failed in (self.view.page_failed, self.sources.failed):
            failed.connect(self.failures.append)
        self.sources.added.connect(self.added.append)
        self.view.drawn.connect(lambda revision, *_counts: self.drawn.append(revision))
        self.settings.state_changed.connect(lambda _old, new: self.view.show_map_state(new.to_page_json()))
        self.view.show()
        until(lambda: bool(self.drawn))

    def close(self) -> None:
        shiboken6.delete(self.view)
        self.sources.close()
        self.session.ledger.close()

    def rest(self) -> Probe:
        """Wait until every layer the window shows is drawn by the page and nothing is on its way."""
        wanted = {one.id: one for one in self.settings.state.layers if one.kind != "builtin" and one.visible}
        last: list[Probe] = []

        def done() -> bool:
            last[:] = [self.probe()]
            drawn = {one["id"]: one for one in last[0]["layers"]}
            return drawn.keys() == wanted.keys() and not any(one["busy"] for one in drawn.values())

        quiet = 0
        while quiet < 3:  # a zoom's painting begins a moment after the map came to rest
            until(done)
            self.settle()
            quiet = quiet + 1 if done() else 0
        return last[0]

    def add(self, path: Path, **looks: Any) -> str:  # noqa: ANN401
        """Add a file as the window does; by default it is drawn as it is, in WGS 84."""
        self.added.clear()
        self.sources.add_file(path)
        until(lambda: bool(self.added))
        self.set(self.added[0], **({"datum": "wgs84", "desaturate": False} | looks))
        return self.added[0]

    def set(self, layer_id: str, **looks: Any) -> None:  # noqa: ANN401
        layer = self.settings.state.find_layer(layer_id)
        assert layer is not None
        self.settings.update_layer(replace(layer, **looks))

    def only(self, *shown: str) -> None:
        """Of the built-in layers show only these."""
        for layer in BUILTIN_LAYERS:
            self.set(layer.id, visible=layer.id in shown)

    def go(self, lng: float = LNG, lat: float = LAT, zoom: float = 12.0) -> Probe:
        before = len(self.drawn)
        self.ask(f"atlas_map.setView([{lat}, {lng}], {zoom}, {{animate: false}})")
        until(lambda: len(self.drawn) > before)
        return self.rest()

    def spot(self, lng: float, lat: float) -> tuple[float, float]:
        """Where a place is in the window, by the page's own projection."""
        at = self.ask(f"const p = atlas_map.latLngToContainerPoint([{lat}, {lng}]); return [p.x, p.y]")
        return float(at[0]), float(at[1])

    def image(self) -> QImage:
        self.rest()
        return picture_of(self.view)

    def colour(self, lng: float, lat: float) -> str:
        x, y = self.spot(lng, lat)
        return self.image().pixelColor(round(x), round(y)).name().upper()

    def texts(self) -> list[str]:
        return [label["text"] for label in self.probe()["labels"]]
