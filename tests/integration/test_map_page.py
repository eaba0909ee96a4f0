"""The real map page in WebEngine: what it draws, where, and what it does when touched."""

import json
import math
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from geo.aggregation import MapIndex, SymbolColumns, Viewport
from geo.errors import AtlasError
from geo.geometry import schematic_footprint
from geo.lnglat import Bounds, LngLat, world_from_lnglat
from geo.map_page import MapPageSpec, build_map_page
from geo.parks import Gazetteer, Park
from geo.placement import place_projects
from geo.symbols.map_frame import encode_frame
from geo.symbols.symbol_scale import Measure
from ui.app_scheme import RequestGuard
from ui.map.map_view import MapView

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]

SIZE = (992, 574)
HOME = Bounds(106.20, 29.40, 106.46, 29.70)
XIYONG = LngLat(106.3589, 29.6122)
VALLEY = LngLat(106.4203, 29.5202)
HOSTILE = '<img src=x onerror="window.harmed=1"> </script><b>\'&\u2028'
CITY, PARK, POINT, HANGING = 1, 2, 3, 4

Probe = Mapping[str, Any]


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
        self.show(np.ones(40, np.bool_))

    def show(self, mask: NDArray[np.bool_], selected: frozenset[int] = frozenset()) -> int:
        self.revision += 1
        self.mask, self.selected = mask, selected
        self.index.apply(mask, np.isin(self.ids, list(selected)))
        return self.revision

    def frame(
        self, west: float, south: float, east: float, north: float, zoom: float, measure: Measure = "count"
    ) -> bytes:
        if self.broken:
            raise AtlasError("台账读不到了")
        frame = self.index.frame(
            Viewport(Bounds(west, south, east, north), zoom),
            lambda ids: [self.names[i] for i in ids.tolist()],
            measure,
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


def until(holds: Callable[[], bool], timeout_ms: int = 8000) -> None:
    """Run the event loop until it holds (not by QTest.qWait, which keeps the lock WebEngine needs to read answers)."""
    deadline = QDeadlineTimer(timeout_ms)
    while not holds():
        assert not deadline.hasExpired(), "it never came to hold"
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()


class Shown:
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
        until(lambda: bool(self.drawn) and self.view.focusProxy() is not None, timeout_ms=20_000)

    @property
    def target(self) -> QWidget:
        """Where mouse and keyboard go."""
        target = self.view.focusProxy()
        assert target is not None
        return target

    def ask(self, code: str) -> Any:  # noqa: ANN401
        """What a function body in the page returns."""
        answers: list[str] = []
        self.view.page().runJavaScript(f"JSON.stringify((() => {{ {code} }})() ?? null)", answers.append)
        until(lambda: bool(answers))
        return json.loads(answers[0])

    def probe(self) -> Probe:
        answers: list[Probe] = []
        self.view.probe(answers.append)
        until(lambda: bool(answers))
        return answers[0]

    def wait(self, holds: Callable[[Probe], bool]) -> Probe:
        """Ask until it holds."""
        last: list[Probe] = []

        def asked() -> bool:
            last[:] = [self.probe()]
            return holds(last[0])

        until(asked)
        return last[0]

    def settle(self) -> None:
        """Let the compositor show what was drawn: two animation frames."""
        self.ask("window.frames2 = 0; requestAnimationFrame(() => requestAnimationFrame(() => { frames2 = 1 }))")
        until(lambda: self.ask("return window.frames2") == 1)

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
        return QColor(self.view.grab_map().toImage().pixelColor(round(x), round(y))).name().upper()


def group(probe: Probe, place: int) -> Mapping[str, Any]:
    found: list[Mapping[str, Any]] = [each for each in probe["groups"] if each["place"] == place]
    assert len(found) == 1, f"{place} is drawn {len(found)} times"
    return found[0]


@pytest.fixture(scope="module")
def shared(qapp: QApplication, assets_dir: Path) -> Iterator[Shown]:
    shown = Shown(Feed(), assets_dir)
    yield shown
    shiboken6.delete(shown.view)


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Callable[[Path], Shown]]:
    """Opens views of their own, for tests that break something."""
    opened: list[Shown] = []

    def show_page(assets: Path) -> Shown:
        opened.append(Shown(Feed(), assets))
        return opened[-1]

    yield show_page
    for shown in opened:
        shiboken6.delete(shown.view)


@pytest.fixture
def shown(shared: Shown) -> Iterator[Shown]:
    """The shared view, brought home; whatever the page complains about fails the test."""
    shared.failures.clear()
    shared.ask("document.querySelector('.card-close')?.click(); document.activeElement?.blur()")
    QTest.mouseMove(shared.target, QPoint(600, 560))
    shared.result()
    shared.go(HOME.center, 11.0)
    shared.picks.clear()
    yield shared
    assert shared.failures == []
    assert shared.view.request_guard.blocked == []


def test_first_view_shows_home_without_leaving_the_machine(shown: Shown) -> None:
    first, _zoom = shown.viewports[0]
    assert first.contains(LngLat(HOME.west, HOME.south))
    assert first.contains(LngLat(HOME.east, HOME.north))
    assert shown.view.request_guard.blocked == []
    assert shown.view.request_guard.allowed > 20


def test_every_project_is_on_the_map_in_some_symbol(shown: Shown) -> None:
    probe = shown.probe()
    assert sum(each["count"] for each in probe["groups"]) == 40
    assert {each["kind"] for each in probe["groups"]} == {"city", "park", "unplaced"}


def test_symbols_stand_at_their_pixels(shown: Shown) -> None:
    probe = shown.probe()
    bounds, zoom = shown.viewports[-1]
    scale = 256 * 2**zoom / 2**32
    corner = world_from_lnglat(bounds.west, bounds.north)
    for place, position in ((PARK, XIYONG), (POINT, VALLEY)):
        x, y = ((float(at) - float(edge)) * scale for at, edge in zip(
            world_from_lnglat(position.lng, position.lat), corner, strict=True))  # fmt: skip
        symbol = group(probe, place)
        assert (symbol["x"], symbol["y"]) == pytest.approx((x, y), abs=1.0)


def test_donut_is_painted_in_the_colours_of_its_industries(shown: Shown) -> None:
    valley = group(shown.probe(), POINT)
    ring = valley["radius"] - max(6.5, 0.34 * valley["radius"]) / 2
    for turn in (0.1, 0.3, 0.7, 0.9):
        angle = (turn - 0.25) * 2 * math.pi
        assert shown.pixel(valley["x"] + ring * math.cos(angle), valley["y"] + ring * math.sin(angle)) == "#861F74"
    assert valley["radius"] == pytest.approx(7.5 + 4.9 * math.sqrt(7))


def test_filter_changes_counts_and_moves_nothing(shown: Shown) -> None:
    before = shown.probe()
    after = shown.result(shown.feed.industry == 1)
    assert group(after, POINT)["count"] == 7
    assert sum(each["count"] for each in after["groups"]) == int((shown.feed.industry == 1).sum())
    for place in (CITY, PARK, POINT):
        spots = [(group(probe, place)["x"], group(probe, place)["y"]) for probe in (before, after)]
        assert spots[0] == pytest.approx(spots[1], abs=0.1)


def test_empty_result_keeps_places_and_names(shown: Shown) -> None:
    probe = shown.result(np.zeros(40, np.bool_))
    assert probe["groups"] == []
    assert {"西永微电园", "科学谷"} <= {label["text"] for label in probe["labels"]}


def test_only_the_newest_of_many_results_stays(shown: Shown) -> None:
    shown.drawn.clear()
    for number in range(20):
        shown.view.show_revision(shown.feed.show(np.arange(40) < 2 * number + 2))
    shown.wait(lambda probe: bool(probe["revision"] == shown.feed.revision))
    revisions = [revision for revision, _, _ in shown.drawn]
    assert revisions == sorted(revisions)
    assert revisions[-1] == shown.feed.revision


def test_near_view_names_the_projects_and_says_schematic(shown: Shown) -> None:
    probe = shown.go(XIYONG, 13.3)
    assert len([point for point in probe["points"] if abs(point["x"] - 496) < 400]) == 12
    texts = [label["text"] for label in probe["labels"]]
    assert "西永微电园 约 30 km²，范围示意" in texts
    assert "原文 9，推断 3" in texts
    assert "项目5" in texts


def test_near_points_do_not_overlap_and_names_stay_clear_of_symbols(shown: Shown) -> None:
    probe = shown.go(XIYONG, 13.3)
    points = probe["points"]
    for i, one in enumerate(points):
        for other in points[:i]:
            distance = math.hypot(one["x"] - other["x"], one["y"] - other["y"])
            assert distance > one["radius"] + other["radius"]
    for label in probe["labels"]:
        for point in points:
            dx = max(label["x"] - point["x"], 0, point["x"] - label["x"] - label["width"])
            dy = max(label["y"] - point["y"], 0, point["y"] - label["y"] - label["height"])
            assert math.hypot(dx, dy) >= point["radius"] - 1, label["text"]


@pytest.mark.parametrize("zoom", [10.0, 11.4, 12.6, 13.3])
def test_labels_never_cover_each_other(shown: Shown, zoom: float) -> None:
    labels = shown.go(LngLat(106.35, 29.58), zoom)["labels"]
    assert labels
    for i, one in enumerate(labels):
        for other in labels[:i]:
            apart = (
                one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
            )  # fmt: skip
            assert apart, (one["text"], other["text"])


def test_click_picks_the_project_under_it(shown: Shown) -> None:
    probe = shown.go(XIYONG, 13.3)
    for number, point in enumerate(probe["points"][:3], start=1):
        shown.click(point)
        until(lambda wanted=number: len(shown.picks) == wanted)  # type: ignore[misc]
        assert shown.picks[-1] == ((point["id"],), "replace")


def test_click_on_a_name_picks_its_project(shown: Shown) -> None:
    probe = shown.go(XIYONG, 13.3)
    label = next(label for label in probe["labels"] if label["text"] == "项目5")
    shown.click({"x": label["x"] + label["width"] - 4, "y": label["y"] + label["height"] / 2})
    until(lambda: shown.picks == [((5,), "replace")])


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
def test_click_with_a_modifier_toggles(shown: Shown, modifier: Qt.KeyboardModifier) -> None:
    point = shown.go(XIYONG, 13.3)["points"][4]
    shown.click(point, modifier)
    until(lambda: shown.picks == [((point["id"],), "toggle")])


def test_click_beside_everything_picks_nothing(shown: Shown) -> None:
    shown.click({"x": 700, "y": 60})
    shown.settle()
    assert shown.picks == []
    assert shown.probe()["card"] is None


def test_selected_project_is_ringed_in_ink_on_yellow(shown: Shown) -> None:
    shown.go(XIYONG, 13.3)
    point = next(each for each in shown.result(selected=frozenset({5}))["points"] if each["id"] == 5)
    assert point["selected"]
    assert shown.pixel(point["x"], point["y"] - point["radius"] - 7) == "#FFD43B"
    assert shown.pixel(point["x"] + point["radius"] + 4.6, point["y"]) == "#1D2124"


def test_click_on_a_park_enters_it(shown: Shown) -> None:
    shown.click(group(shown.probe(), PARK))
    probe = shown.wait(lambda probe: bool(probe["zoom"] >= 13 and not probe["moving"] and probe["points"]))
    assert len([p for p in probe["points"] if 0 < p["x"] < SIZE[0] and 0 < p["y"] < SIZE[1]]) == 12
    assert shown.picks == []


def test_click_on_the_city_lists_what_hangs_there_and_a_row_picks(shown: Shown) -> None:
    shown.click(group(shown.probe(), CITY))
    probe = shown.wait(lambda probe: bool(probe["card"]))
    assert len(probe["card"]) == 20
    shown.ask("document.querySelectorAll('.card-row')[1].click()")
    until(lambda: shown.picks == [((22,), "replace")])
    shown.result(selected=frozenset({22}))
    until(lambda: shown.ask("return document.querySelector('.card-row.selected')?.dataset.id") == "22")
    shown.press(Qt.Key.Key_Escape)
    shown.wait(lambda probe: probe["card"] is None)


def test_park_without_a_position_hangs_named_beside_the_city(shown: Shown) -> None:
    probe = shown.probe()
    hanging, city = group(probe, HANGING), group(probe, CITY)
    assert hanging["kind"] == "unplaced"
    assert math.hypot(hanging["x"] - city["x"], hanging["y"] - city["y"]) > city["radius"] + hanging["radius"]


def test_filter_does_not_move_what_hangs(shown: Shown) -> None:
    before = group(shown.probe(), HANGING)
    after = group(shown.result((shown.feed.park_of == HANGING) | (shown.feed.park_of == POINT)), HANGING)
    assert (after["x"], after["y"]) == pytest.approx((before["x"], before["y"]), abs=0.1)


def test_symbol_of_one_project_is_that_project(shown: Shown) -> None:
    hanging = group(shown.probe(), HANGING)
    shown.hover(hanging)
    assert shown.wait(lambda probe: bool(probe["hover"]))["hover"].startswith("项目20")
    shown.click(hanging)
    until(lambda: shown.picks == [((20,), "replace")])


def test_resting_pointer_is_told_what_it_points_at(shown: Shown) -> None:
    shown.hover(group(shown.probe(), PARK))
    probe = shown.wait(lambda probe: bool(probe["hover"]))
    assert probe["hover"].startswith("西永微电园12 项，其中推断 3")
    assert "Σ 105 亿元，11 项金额未公布" in probe["hover"]


def test_hostile_names_are_text_everywhere(shown: Shown) -> None:
    shown.click(group(shown.probe(), CITY))
    probe = shown.wait(lambda probe: bool(probe["card"]))
    assert any(HOSTILE in row for row in probe["card"])
    shown.ask("document.querySelector('.card-close').click()")
    point = next(each for each in shown.go(XIYONG, 13.3)["points"] if each["id"] == 3)
    shown.hover(point)
    probe = shown.wait(lambda probe: bool(probe["hover"]))
    assert probe["hover"].startswith(HOSTILE)
    assert shown.ask("return [window.harmed ?? 0, document.images.length]") == [0, 0]


def test_keyboard_goes_from_symbol_to_symbol_and_opens(shown: Shown) -> None:
    shown.view.setFocus()
    shown.ask("atlas_map.getContainer().focus()")
    shown.press(Qt.Key.Key_Right)
    hovers = [shown.wait(lambda probe: bool(probe["hover"]))["hover"]]
    for _ in range(6):
        shown.press(Qt.Key.Key_Right)
    probe = shown.wait(lambda probe: bool(probe["hover"] and probe["hover"] != hovers[0]))
    assert probe["hover"].startswith(("科学谷", "西永微电园"))
    shown.press(Qt.Key.Key_Return)
    shown.wait(lambda probe: bool(probe["zoom"] >= 13 and not probe["moving"]))


def test_wheel_zooms_around_the_pointer(shown: Shown) -> None:
    spot = QPointF(700, 200)
    target = shown.target
    under = "const p = atlas_map.containerPointToLatLng([700, 200]); return [p.lng, p.lat]"
    before, zoom = shown.ask(under), shown.probe()["zoom"]
    event = QWheelEvent(
        spot, target.mapToGlobal(spot), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(target, event)
    shown.wait(lambda probe: bool(probe["zoom"] > zoom + 0.2 and not probe["moving"]))
    assert shown.ask(under) == pytest.approx(before, abs=2e-4)


def test_drag_moves_the_map_and_reports_where_it_is(shown: Shown) -> None:
    target, before = shown.target, len(shown.viewports)
    start = shown.viewports[-1][0]
    QTest.mousePress(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(700, 400))
    for step in range(1, 7):
        QTest.mouseMove(target, QPoint(700 - 20 * step, 400))
        shown.settle()
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(580, 400))
    until(lambda: len(shown.viewports) > before)
    assert shown.viewports[-1][0].west > start.west
    assert shown.picks == []


def test_requested_bounds_are_shown(shown: Shown) -> None:
    wanted = Bounds(106.30, 29.50, 106.36, 29.54)
    before = len(shown.viewports)
    shown.view.fit_bounds(wanted)
    until(lambda: len(shown.viewports) > before)
    bounds, zoom = shown.viewports[-1]
    assert bounds.contains(LngLat(wanted.west, wanted.south))
    assert bounds.contains(LngLat(wanted.east, wanted.north))
    assert zoom > 12


def test_legend_names_every_industry_and_folds_on_near_views(shown: Shown) -> None:
    industries = ["新一代信息技术", "生命健康", "绿色低碳及智能制造", "高技术服务业", "未归类"]
    assert shown.probe()["legend"] == [*industries, "虚环：位置为推断", "虚线框：范围示意"]
    assert shown.go(XIYONG, 13.3)["legend"] == [*industries, "推断"]


def test_sources_are_always_told(shown: Shown) -> None:
    told = shown.ask("return document.querySelector('.foot').textContent")
    for words in ("天地图", "GeoNames", "示意底图", "WGS 84", "km"):
        assert words in told


def test_dark_theme_is_drawn_in_dark_tokens(shown: Shown) -> None:
    light = shown.pixel(600, 330)
    shown.view.set_theme("dark")
    shown.wait(lambda probe: bool(probe["theme"] == "dark"))
    shown.settle()
    dark = shown.pixel(600, 330)
    valley = group(shown.probe(), POINT)
    ring = valley["radius"] - max(6.5, 0.34 * valley["radius"]) / 2
    colour = shown.pixel(valley["x"] - ring, valley["y"])
    shown.view.set_theme("light")
    shown.wait(lambda probe: bool(probe["theme"] == "light"))
    assert (QColor(light).lightness() > 200, QColor(dark).lightness() < 70) == (True, True)
    assert colour == "#F2ADE0"


def test_canvases_follow_the_pixel_ratio_of_the_screen(shown: Shown) -> None:
    widths = "const [c] = atlasPage.stage.canvases; return [c.width / c.clientWidth, devicePixelRatio]"
    shown.view.setZoomFactor(2.0)
    try:
        until(lambda: shown.ask(widths)[1] == 2)
        until(lambda: shown.ask(widths)[0] == pytest.approx(2, abs=0.01))
    finally:
        shown.view.setZoomFactor(1.0)
    until(lambda: shown.ask(widths) == [1, 1])


def test_page_loads_once_whatever_changes(shown: Shown) -> None:
    shown.ask("window.sameDocument = 1")
    shown.result(shown.feed.industry == 2)
    shown.view.set_theme("dark")
    shown.view.set_theme("light")
    shown.result()
    assert shown.ask("return window.sameDocument") == 1


def test_what_is_asked_while_the_page_loads_is_not_lost(qapp: QApplication, assets_dir: Path) -> None:
    wanted = Bounds(106.30, 29.50, 106.36, 29.54)
    view = MapView(Feed(), build_map_page(MapPageSpec(bounds=HOME)), assets_dir)
    viewports: list[tuple[Bounds, float]] = []
    view.viewport_moved.connect(lambda bounds, zoom: viewports.append((bounds, zoom)))
    view.set_theme("dark")
    view.fit_bounds(wanted)
    view.resize(*SIZE)
    view.show()
    until(lambda: bool(viewports) and viewports[-1][1] > 12, timeout_ms=20_000)
    assert viewports[-1][0].contains(wanted.center)
    answers: list[Probe] = []
    view.probe(answers.append)
    until(lambda: bool(answers))
    assert answers[0]["theme"] == "dark"
    shiboken6.delete(view)


def test_untouched_map_shows_home_in_a_window_of_any_size(show: Callable[[Path], Shown], assets_dir: Path) -> None:
    shown = show(assets_dir)
    zoom = shown.viewports[-1][1]
    shown.view.resize(1500, 1100)
    until(lambda: shown.viewports[-1][1] > zoom + 0.5)
    assert shown.viewports[-1][0].contains(LngLat(HOME.west, HOME.south))
    shown.view.resize(500, 400)
    until(lambda: shown.viewports[-1][1] < zoom)
    assert shown.viewports[-1][0].contains(LngLat(HOME.east, HOME.north))


def test_missing_base_map_is_said_once_and_the_symbols_are_drawn(
    show: Callable[[Path], Shown], assets_dir: Path, tmp_path: Path
) -> None:
    shutil.copytree(assets_dir, tmp_path / "assets", ignore=shutil.ignore_patterns("rivers.geojson", "*.ttf"))
    shown = show(tmp_path / "assets")
    probe = shown.probe()
    assert "rivers.geojson" in probe["notice"]
    assert "districts.geojson" not in probe["notice"]
    assert sum(each["count"] for each in probe["groups"]) == 40
    assert shown.failures == []


def test_unprepared_assets_still_show_the_projects(
    show: Callable[[Path], Shown], assets_dir: Path, tmp_path: Path
) -> None:
    left_out = shutil.ignore_patterns("basemap", "fonts")
    shutil.copytree(assets_dir, tmp_path / "assets", ignore=left_out)
    shown = show(tmp_path / "assets")
    assert len(shown.probe()["missing"]) == 6
    assert sum(each["count"] for each in shown.probe()["groups"]) == 40
    assert shown.failures == []


def test_feed_that_fails_is_said_and_the_map_stays(show: Callable[[Path], Shown], assets_dir: Path) -> None:
    shown = show(assets_dir)
    shown.feed.broken = True
    shown.view.show_revision(99)
    until(lambda: any("没有读到" in failure for failure in shown.failures))
    assert "没有读到" in shown.probe()["notice"]
    assert sum(each["count"] for each in shown.probe()["groups"]) == 40


def test_script_from_elsewhere_is_refused(show: Callable[[Path], Shown], assets_dir: Path) -> None:
    shown = show(assets_dir)
    shown.ask(
        "fetch('https://example.com/').then(() => { window.reached = 'yes' }, () => { window.reached = 'no' });"
        "const s = document.createElement('script'); s.textContent = 'window.injected = 1'; document.body.append(s)"
    )
    until(lambda: shown.ask("return window.reached") == "no")
    assert shown.ask("return window.injected ?? 0") == 0
    assert shown.failures


def test_guard_blocks_and_lists_what_tries_to_leave(qtbot: QtBot) -> None:
    profile, guard = QWebEngineProfile(), RequestGuard()
    profile.setUrlRequestInterceptor(guard)
    page = QWebEnginePage(profile)
    for address in ("http://127.0.0.1:9/tile.png", "file:///etc/passwd"):
        with qtbot.waitSignal(page.loadFinished, timeout=10_000) as loaded:
            page.load(QUrl(address))
        assert loaded.args == [False]
    assert guard.blocked == ["http://127.0.0.1:9/tile.png", "file:///etc/passwd"]
    assert guard.allowed == 0
    shiboken6.delete(page)
    shiboken6.delete(profile)


@pytest.mark.parametrize("zoom", [10.5, 12.0, 13.5])
def test_no_symbol_differs_between_a_pan_and_a_fresh_load_of_the_same_view(
    shown: Shown, show: Callable[[Path], Shown], assets_dir: Path, zoom: float
) -> None:
    def symbols(probe: Probe) -> list[Mapping[str, Any]]:
        return sorted((*probe["groups"], *probe["points"]), key=lambda one: json.dumps(one, sort_keys=True))

    shown.go(LngLat(XIYONG.lng + 0.01, XIYONG.lat - 0.01), zoom)
    for x, y in ((90, 0), (-250, 70), (60, -20)):
        before = len(shown.drawn)
        shown.ask(f"atlas_map.panBy([{x}, {y}], {{animate: false}})")
        until(lambda before=before: len(shown.drawn) > before)  # type: ignore[misc]
    shown.settle()
    here = shown.ask("const { lat, lng } = atlas_map.getCenter(); return [lng, lat]")
    fresh = show(assets_dir)
    assert symbols(fresh.go(LngLat(*here), zoom)) == symbols(shown.probe())
    assert symbols(shown.probe())
