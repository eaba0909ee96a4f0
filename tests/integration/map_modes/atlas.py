"""A map view over an enriched ledger, and the questions tests ask it."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from geo.map_page import MapPageSpec, build_map_page
from tests.pages import AskedMap, Probe
from tests.pictures import picture_of
from tests.waiting import until
from ui.application import Workplace
from ui.figure_routes import FigureRoutes, load_districts
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_settings import MapSettings
from ui.map.map_state import ChoroplethSpec
from ui.map.map_view import MapView
from ui.opening.session import Session

SIZE = (1100, 760)

HOME = (106.33, 29.55, 11.0)

XIYONG, VALLEY, SHIBAN = 3, 9, 15

HOT = (106.43, 29.50)

FAR = (106.20, 29.45)


Mask = NDArray[np.bool_]


def enriched(ledger: Path) -> Path:
    """Give all projects amounts but those of 石板, and add twenty with coordinates of their own around one spot."""
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute("UPDATE projects SET amount_wan = 10000 * (id % 7 + 1), amount_text = NULL")
        connection.execute("UPDATE projects SET amount_wan = NULL WHERE park_id = ?", (SHIBAN,))
        first = connection.execute("SELECT max(id) + 1 FROM projects").fetchone()[0]
        for number in range(20):
            turn = 2 * math.pi * number / 20
            connection.execute(
                "INSERT INTO projects (id, name, kind, industry_id, amount_wan, lng, lat, position_basis) "
                "SELECT ?, ?, kind, industry_id, ?, ?, ?, 'surveyed' FROM projects WHERE industry_id > 0 LIMIT 1",
                (
                    first + number, f"有坐标的项目 {number}", None if number == 0 else 20_000,
                    HOT[0] + 0.004 * math.cos(turn), HOT[1] + 0.004 * math.sin(turn),
                ),
            )  # fmt: skip
    return ledger


class Atlas(AskedMap):
    """A map view over an enriched ledger, with the settings of the window and the questions tests ask."""

    def __init__(self, ledger: Path, workplace: Workplace) -> None:
        self.session = Session.open(ledger, workplace.themes["light"])
        self.districts = load_districts(workplace.assets / "basemap" / "districts.geojson")
        self.feed = LedgerMapFeed(self.session, lambda: self.districts)
        self.settings = MapSettings()
        page = build_map_page(MapPageSpec(bounds=self.feed.home))
        self.view = MapView(self.feed, page, workplace.assets, routes=FigureRoutes(self.feed).routes())
        self.view.resize(*SIZE)
        self.failures: list[str] = []
        self.revision = 0
        self.view.page_failed.connect(self.failures.append)
        self.settings.state_changed.connect(lambda _old, new: self.view.show_map_state(new.to_page_json()))
        self.view.show()
        drawn: list[int] = []
        self.view.drawn.connect(lambda revision, *_counts: drawn.append(revision))
        until(lambda: bool(drawn))

    def close(self) -> None:
        shiboken6.delete(self.view)
        self.session.ledger.close()

    def wait(self, holds: Callable[[Probe], bool]) -> Probe:
        """Ask until it holds, and let the compositor show it."""
        found = self.probe_until(holds)
        self.settle()
        return found

    def result(self, mask: Mask | None = None, selected: tuple[int, ...] = ()) -> Probe:
        self.revision += 1
        shown = np.ones(len(self.session.columns), np.bool_) if mask is None else mask
        self.feed.show_results(shown, selected, self.revision)
        self.view.show_revision(self.revision)
        return self.wait(lambda probe: bool(probe["revision"] == self.revision))

    def show(self, mode: str, measure: str = "count", spec: ChoroplethSpec | None = None) -> Probe:
        """Set and wait until a frame that answers has been drawn."""
        self.settings.set_choropleth(spec or ChoroplethSpec())
        self.settings.set_measure(measure)  # type: ignore[arg-type]
        self.settings.set_mode(mode)  # type: ignore[arg-type]
        self.wait(lambda probe: bool(probe["mode"] == mode and probe["measure"]["asked"] == measure))
        return self.result()

    def go(self, lng: float, lat: float, zoom: float) -> Probe:
        self.ask(f"atlas_map.setView([{lat}, {lng}], {zoom}, {{animate: false}})")
        return self.result()

    def spot(self, lng: float, lat: float) -> tuple[float, float]:
        at = self.ask(f"const p = atlas_map.latLngToContainerPoint([{lat}, {lng}]); return [p.x, p.y]")
        return float(at[0]), float(at[1])

    def image(self) -> QImage:
        return picture_of(self.view)

    def colour(self, lng: float, lat: float) -> str:
        return pixel(self.image(), *self.spot(lng, lat))

    def swatches(self) -> list[tuple[str, str]]:
        """Each class of the legend: its words and the colour of its swatch."""
        boxes = self.ask(
            "return [...document.querySelectorAll('.legend-class')].map((row) => {"
            "const box = row.querySelector('canvas').getBoundingClientRect();"
            "return [row.children[1].textContent, box.x + box.width / 2, box.y + box.height / 2]})"
        )
        image = self.image()
        return [(words, pixel(image, x, y)) for words, x, y in boxes]

    def columns_mask(self, key: str, value: object) -> Mask:
        return self.session.columns.has_value(key, value)  # type: ignore[arg-type]


def pixel(image: QImage, x: float, y: float) -> str:
    return image.pixelColor(round(x), round(y)).name().upper()


def group(probe: Probe, place: int) -> Mapping[str, Any]:
    found: list[Mapping[str, Any]] = [each for each in probe["groups"] if each["place"] == place]
    assert len(found) == 1, f"{place} is drawn {len(found)} times"
    return found[0]
