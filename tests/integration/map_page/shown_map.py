"""A map view over a ledger's worth of projects in memory, and the questions tests ask it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from geo.aggregation import MAX_NAMES, MapIndex, SymbolColumns, Viewport
from geo.errors import AtlasError
from geo.geometry import schematic_footprint
from geo.lnglat import Bounds, LngLat
from geo.map_page import MapPageSpec, build_map_page
from geo.parks import Gazetteer, Park
from geo.placement import place_projects
from geo.symbols.map_frame import encode_frame
from geo.symbols.symbol_scale import Measure
from tests.pages import AskedMap, Probe
from tests.pictures import picture_of
from tests.waiting import until
from ui.map.map_feed import NAMES_AHEAD
from ui.map.map_view import MapView

SIZE = (992, 574)

HOME = Bounds(106.20, 29.40, 106.46, 29.70)

XIYONG = LngLat(106.3589, 29.6122)

VALLEY = LngLat(106.4203, 29.5202)

HOSTILE = '<img src=x onerror="window.harmed=1"> </script><b>\'&\u2028'

CITY, PARK, POINT, HANGING = 1, 2, 3, 4


class Feed:
    """A ledger's worth of projects in memory: 12 in a park, 7 at a point, 1 hanging, 20 known to the city only."""

    def __init__(self) -> None:
        footprint = schematic_footprint(XIYONG, 30.0)
        parks = [
            Park(CITY, "西部（重庆）科学城", "科学城", None, LngLat(106.32, 29.56), "C"),
            Park(PARK, "西永微电园", "园区", CITY, XIYONG, "C", None, 30.0, None, footprint),
            Park(POINT, "科学谷", "片区", CITY, VALLEY, "D"),
            Park(HANGING, "金华电器产业园", "园区", CITY),
        ]
        self.gazetteer = Gazetteer(parks)
        self.park_of = np.repeat([PARK, POINT, HANGING, 0], [12, 7, 1, 20])
        self.ids = np.arange(1, 41)
        nowhere = np.full(40, np.nan)
        placement = place_projects(self.gazetteer, self.ids, self.park_of, nowhere, nowhere)
        self.industry = (np.arange(40) % 5).astype(np.uint8)
        self.industry[12:19] = 1
        self.columns = SymbolColumns(
            project_ids=self.ids, world_x=placement.world_x, world_y=placement.world_y, place=placement.place,
            industry=self.industry, amount_wan=np.where(self.ids == 1, 1_050_000, -1),
            inferred=self.ids % 4 == 0, planned=self.ids == 2,
        )  # fmt: skip
        self.index = MapIndex(self.columns, placement.places)
        self.names = {int(number): f"项目{number}" for number in self.ids} | {3: HOSTILE, 30: HOSTILE}
        self.selected: frozenset[int] = frozenset()
        self.revision = 0
        self.broken = False
        self.ahead: list[tuple[float, ...]] = []
        self.show(np.ones(40, np.bool_))

    def show(self, mask: NDArray[np.bool_], selected: frozenset[int] = frozenset()) -> int:
        self.revision += 1
        self.mask, self.selected = mask, selected
        self.index.apply(mask, np.isin(self.ids, list(selected)))
        return self.revision

    def frame(
        self,
        west: float,
        south: float,
        east: float,
        north: float,
        zoom: float,
        measure: Measure = "count",
        *,
        ahead: bool = False,
    ) -> bytes:
        if ahead:
            self.ahead.append((west, south, east, north, zoom))
        if self.broken:
            raise AtlasError("台账读不到了")
        frame = self.index.frame(
            Viewport(Bounds(west, south, east, north), zoom),
            lambda ids: [self.names[i] for i in ids.tolist()],
            measure,
            most_names=NAMES_AHEAD if ahead else MAX_NAMES,
        )
        return encode_frame(frame, self.revision)

    def places(self) -> Mapping[str, object]:
        parks = [
            {"id": park.id, "name": park.name, "kind": park.kind, "area_km2": park.area_km2, "confidence": "C",
             "lng": park.position.lng if park.position else None, "lat": park.position.lat if park.position else None,
             "footprint": [list(point) for point in park.footprint] if park.footprint else None}
            for park in self.gazetteer.parks if park.id != CITY
        ]  # fmt: skip
        return {"parks": parks, "city": {"id": CITY, "name": "科学城", "lng": 106.32, "lat": 29.56}}

    def members(self, park_id: int) -> Mapping[str, object]:
        here = self.park_of == (0 if park_id == CITY else park_id)
        rows = [
            {"id": int(i), "name": self.names[int(i)], "industry": int(kind), "amount": "未公布", "inferred": False,
             "planned": False, "selected": int(i) in self.selected}
            for i, kind in zip(self.ids[here & self.mask], self.industry[here & self.mask], strict=True)
        ]  # fmt: skip
        return {"title": "科学城（全域）", "note": "仅知在科学城", "sections": [{"title": "", "rows": rows}]}

    def project(self, project_id: int) -> Mapping[str, object]:
        return {"name": self.names[project_id], "lines": ["签约 2022-07"], "place": "位置：西永微电园", "badge": "原文"}


class Shown(AskedMap):
    """A view with what it said, and the questions tests ask it."""

    def __init__(self, feed: Feed, assets: Path) -> None:
        self.feed = feed
        self.view = MapView(feed, build_map_page(MapPageSpec(bounds=HOME)), assets)
        self.view.resize(*SIZE)
        self.failures: list[str] = []
        self.picks: list[tuple[tuple[int, ...], str]] = []
        self.drawn: list[tuple[int, int, int]] = []
        self.viewports: list[tuple[Bounds, float]] = []
        self.view.page_failed.connect(self.failures.append)
        self.view.picked.connect(lambda ids, mode: self.picks.append((ids, mode)))
        self.view.drawn.connect(lambda *numbers: self.drawn.append(numbers))
        self.view.viewport_moved.connect(lambda bounds, zoom: self.viewports.append((bounds, zoom)))
        self.view.show()
        until(lambda: bool(self.drawn) and self.view.focusProxy() is not None)

    def wait(self, holds: Callable[[Probe], bool]) -> Probe:
        """Ask until it holds."""
        return self.probe_until(holds)

    def result(self, mask: NDArray[np.bool_] | None = None, selected: frozenset[int] = frozenset()) -> Probe:
        revision = self.feed.show(np.ones(40, np.bool_) if mask is None else mask, selected)
        self.view.show_revision(revision)
        probe = self.wait(lambda probe: bool(probe["revision"] == revision))
        self.settle()
        return probe

    def go(self, center: LngLat, zoom: float) -> Probe:
        before = len(self.drawn)
        self.ask(f"atlas_map.setView([{center.lat}, {center.lng}], {zoom}, {{animate: false}})")
        until(lambda: len(self.drawn) > before)
        self.settle()
        return self.probe()

    def click(self, spot: Mapping[str, Any], modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        at = QPoint(round(spot["x"]), round(spot["y"]))
        QTest.mouseClick(self.target, Qt.MouseButton.LeftButton, modifier, at)

    def hover(self, spot: Mapping[str, Any]) -> None:
        target = self.target
        QTest.mouseMove(target, QPoint(round(spot["x"]) + 3, round(spot["y"])))
        QTest.mouseMove(target, QPoint(round(spot["x"]), round(spot["y"])))

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.target, key)

    def pixel(self, x: float, y: float) -> str:
        return QColor(picture_of(self.view).pixelColor(round(x), round(y))).name().upper()


def group(probe: Probe, place: int) -> Mapping[str, Any]:
    found: list[Mapping[str, Any]] = [each for each in probe["groups"] if each["place"] == place]
    assert len(found) == 1, f"{place} is drawn {len(found)} times"
    return found[0]
