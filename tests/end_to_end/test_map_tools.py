"""The map's tools in a person's hands: real mouse and keys on the real page."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from geopy.distance import geodesic
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QCursor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from geo.coordinates import parse_position
from geo.datums import Datum
from geo.lnglat import Bounds, LngLat
from tests.end_to_end.person import Facts, Person
from ui.main_window import MainWindow
from ui.map.map_menus import BookmarksDialog, BookmarksMenu

pytestmark = [
    pytest.mark.window,
    # What the off-screen platform remarks when a menu pops up.
    pytest.mark.qt_log_ignore("This plugin does not support", "QRhi", "RHI", "Sandboxing", "GPUInfo"),
]

PLAIN, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NEAR = (106.3331, 29.6045, 13.2)
FAR = (106.33, 29.58, 11.4)
Spot = tuple[float, float]


def until(holds: Callable[[], bool], timeout_ms: int = 8000) -> None:
    """Run the event loop until it holds."""
    deadline = QDeadlineTimer(timeout_ms)
    while not holds():
        assert not deadline.hasExpired(), "it never came to hold"
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()


class Hand:
    """A person with a tool in hand."""

    def __init__(self, person: Person) -> None:
        self.person, self.window = person, person.window

    def ask(self, code: str) -> Any:  # noqa: ANN401
        """What a function body in the page returns."""
        answers: list[str] = []
        page = self.window.map_view.page()
        page.runJavaScript(f"JSON.stringify((() => {{ {code} }})() ?? null)", answers.append)
        until(lambda: bool(answers))
        return json.loads(answers[0])

    def settle(self) -> None:
        """Let the page take in what was done: two animation frames."""
        self.ask("window.f2 = 0; requestAnimationFrame(() => requestAnimationFrame(() => { window.f2 = 1 }))")
        until(lambda: self.ask("return window.f2") == 1)

    def go(self, view: tuple[float, float, float]) -> Facts:
        """Move the map there and wait until its symbols are drawn."""
        lng, lat, zoom = view
        drawn: list[object] = []
        self.window.map_view.drawn.connect(lambda *_: drawn.append(1))
        self.ask(f"atlas_map.setView([{lat}, {lng}], {zoom}, {{animate: false}})")
        until(lambda: bool(drawn))
        self.settle()
        return self.person.map_facts()

    def take(self, tool: str) -> None:
        """Choose a tool by its action."""
        self.window.actions_by_key[f"tool_{tool}"].trigger()
        until(lambda: self.ask("return atlas_map.getContainer().dataset.tool ?? 'pan'") == tool)

    def press(self, spot: Spot, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mousePress(self.person.map_target, LEFT, modifier, point(spot))

    def move(self, spot: Spot) -> None:
        target = self.person.map_target
        if QCursor.pos() == target.mapToGlobal(point(spot)):
            # The pointer is there from an earlier test: only a real move is told to the page.
            QTest.mouseMove(target, point((spot[0] + 3, spot[1] + 3)))
        QTest.mouseMove(target, point(spot))
        self.settle()

    def release(self, spot: Spot, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mouseRelease(self.person.map_target, LEFT, modifier, point(spot))
        self.settle()

    def draw(self, spots: Sequence[Spot], modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Drag along some spots and let go."""
        self.press(spots[0], modifier)
        for spot in spots[1:]:
            self.move(spot)
        self.release(spots[-1], modifier)

    def click(self, spot: Spot, button: Qt.MouseButton = LEFT) -> None:
        self.move(spot)
        QTest.mouseClick(self.person.map_target, button, PLAIN, point(spot))
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.person.map_target, key, modifier)
        self.settle()

    def label(self) -> str | None:
        """The label beside what is being drawn."""
        words: str | None = self.ask(
            "const n = document.querySelector('.sketch-label');"
            "return n.hidden ? null : [...n.children].map(c => c.textContent).join('|')"
        )
        return words

    def spoken(self) -> str:
        return str(self.ask("return document.querySelector('.spoken').textContent"))

    def lnglat(self, spot: Spot) -> LngLat:
        x, y = spot
        lng, lat = self.ask(f"const p = atlas_map.containerPointToLatLng([{x}, {y}]); return [p.lng, p.lat]")
        return LngLat(lng, lat)

    @property
    def selection(self) -> frozenset[int]:
        return self.window.explorer.state.selection

    def selects(self, wanted: set[int]) -> None:
        until(lambda: self.selection == wanted)

    def menu(self, spot: Spot) -> dict[str, QAction]:
        """Right click there; the menu's entries without mnemonics."""
        menu = self.window.tools.context_menu
        menu.close()
        self.click(spot, RIGHT)
        until(menu.isVisible)
        return {plain(action.text()): action for action in menu.actions() if action.text()}


def point(spot: Spot) -> QPoint:
    return QPoint(round(spot[0]), round(spot[1]))


def plain(words: str) -> str:
    return words.split("(&")[0]


def ids_inside(facts: Facts, spots: Sequence[Spot]) -> set[int]:
    """Projects whose own symbol lies in a polygon, by shapely."""
    area = shapely.Polygon([(round(x), round(y)) for x, y in spots])
    return {each["id"] for each in facts["points"] if area.contains(shapely.Point(each["x"], each["y"]))}


def box(west: float, north: float, east: float, south: float) -> list[Spot]:
    return [(west, north), (east, north), (east, south), (west, south)]


@pytest.fixture
def hand(person: Person) -> Iterator[Hand]:
    hand = Hand(person)
    yield hand
    person.window.tools.context_menu.close()


@pytest.mark.parametrize("seed", range(6))
def test_lasso_takes_exactly_the_symbols_shapely_finds_inside(hand: Hand, seed: int) -> None:
    facts = hand.go(NEAR)
    random = np.random.default_rng(seed)
    turns = np.linspace(0, 2 * math.pi, 16, endpoint=False)
    radii = random.uniform(90, 280, len(turns))
    middle = random.uniform((300, 180), (620, 320))
    xs = np.clip(middle[0] + radii * np.cos(turns), 5, 900)
    ys = np.clip(middle[1] + 0.7 * radii * np.sin(turns), 62, 470)
    spots = list(zip(xs.tolist(), ys.tolist(), strict=True))
    hand.take("lasso")
    hand.draw(spots)
    wanted = ids_inside(facts, spots)
    edge = shapely.Polygon([(round(x), round(y)) for x, y in spots]).exterior
    unclear = {p["id"] for p in facts["points"] if edge.distance(shapely.Point(p["x"], p["y"])) < 1}
    until(lambda: hand.selection - unclear == wanted - unclear)


def test_lasso_counts_while_it_is_drawn(hand: Hand) -> None:
    points = hand.go(NEAR)["points"]
    one = next(p for p in points if 100 < p["x"] < 800 and 100 < p["y"] < 400)
    hand.take("lasso")
    spots = box(one["x"] - 14, one["y"] - 12, one["x"] + 14, one["y"] + 12)
    hand.press(spots[0])
    for spot in spots[1:]:
        hand.move(spot)
    assert hand.selection == set()
    label = hand.label()
    assert label is not None
    assert label.startswith("套索 1 项|Σ")
    hand.release(spots[-1])
    hand.selects({one["id"]})
    assert hand.label() is None
    assert hand.spoken() == "已选 1 项"


def test_rectangle_with_shift_adds_and_with_alt_takes_away(hand: Hand) -> None:
    facts = hand.go(NEAR)
    shown = [p for p in facts["points"] if 0 < p["x"] < 900 and 60 < p["y"] < 470]
    left = {p["id"] for p in shown if p["x"] < 480}
    right = {p["id"] for p in shown if p["x"] >= 480}
    assert left
    assert right
    hand.take("rectangle")
    hand.draw([(4, 62), (200, 200), (480, 470)])
    hand.selects(left)
    hand.draw([(480, 62), (600, 200), (900, 470)], SHIFT)
    hand.selects(left | right)
    hand.draw([(480, 470), (400, 300), (4, 62)], ALT)
    hand.selects(right)
    hand.window.actions_by_key["invert_selection"].trigger()
    assert hand.selection == set(hand.window.explorer.columns.ids.tolist()) - right


def test_far_out_a_shape_takes_all_projects_of_a_donut_and_of_the_rack(hand: Hand) -> None:
    facts = hand.go(FAR)
    hand.take("rectangle")
    park = next(g for g in facts["groups"] if g["kind"] == "park" and g["count"] > 2)
    hand.draw([(park["x"] - 20, park["y"] - 20), (park["x"], park["y"]), (park["x"] + 20, park["y"] + 20)])
    until(lambda: len(hand.selection) == park["count"])
    rack = [g for g in facts["groups"] if g["kind"] == "unplaced"]
    west, east = min(g["x"] for g in rack) - 14, max(g["x"] for g in rack) + 14
    north, south = min(g["y"] for g in rack) - 12, max(g["y"] for g in rack) + 12
    hand.draw([(east, south), (east - 10, south - 40), (west, north)])  # begun below the legend, which takes no tool
    # The map's own symbols may stand beside the rack; what they stand for is taken too.
    inside = [g for g in facts["groups"] if west < g["x"] < east and north < g["y"] < south]
    assert all(each in inside for each in rack)
    until(lambda: len(hand.selection) == sum(g["count"] for g in inside))


def test_circle_tells_its_radius_and_takes_what_is_within(hand: Hand) -> None:
    facts = hand.go(NEAR)
    centre, rim = (600.0, 250.0), (700.0, 330.0)
    hand.take("circle")
    hand.press(centre)
    hand.move((650.0, 280.0))
    hand.move(rim)
    at = {spot: hand.lnglat(spot) for spot in (centre, rim)}
    radius_km = geodesic((at[centre].lat, at[centre].lng), (at[rim].lat, at[rim].lng)).km
    label = hand.label()
    assert label is not None
    assert label.startswith(f"半径 {radius_km:.2f} km|圆内 ")
    hand.release(rim)
    wanted = set()
    for each in facts["points"]:
        there = hand.lnglat((each["x"], each["y"]))
        if geodesic((at[centre].lat, at[centre].lng), (there.lat, there.lng)).km <= radius_km:
            wanted.add(each["id"])
    assert wanted
    hand.selects(wanted)


def test_escape_drops_the_lasso_first_and_then_the_selection(hand: Hand) -> None:
    hand.go(NEAR)
    hand.window.explorer.select([1, 2])
    hand.take("lasso")
    hand.press((200, 120))
    for spot in ((300, 130), (320, 300), (210, 280)):
        hand.move(spot)
    until(lambda: hand.window.tools.holds_escape and hand.label() is not None)
    hand.key(Qt.Key.Key_Escape)
    until(lambda: hand.label() is None)
    assert hand.selection == {1, 2}
    hand.release((210, 280))
    assert hand.selection == {1, 2}
    hand.key(Qt.Key.Key_Escape)
    hand.selects(set())
    assert hand.window.map_settings.state.tool == "lasso"
    hand.key(Qt.Key.Key_Escape)
    until(lambda: hand.window.map_settings.state.tool == "pan")


def test_click_with_a_selecting_tool_still_picks_one(hand: Hand) -> None:
    one = next(p for p in hand.go(NEAR)["points"] if 100 < p["x"] < 800 and 100 < p["y"] < 400)
    hand.take("rectangle")
    hand.click((one["x"], one["y"]))
    hand.selects({one["id"]})


def test_lasso_by_keyboard(hand: Hand) -> None:
    hand.go(NEAR)
    hand.take("rectangle")
    hand.ask("atlas_map.getContainer().focus()")
    hand.window.map_view.setFocus()
    for _ in range(5):
        hand.key(Qt.Key.Key_Up, SHIFT)
    hand.key(Qt.Key.Key_Return)
    for key in [Qt.Key.Key_Right] * 10 + [Qt.Key.Key_Down] * 10:
        hand.key(key, SHIFT)
    label = hand.label()
    assert label is not None
    assert label.startswith("矩形 ")
    hand.key(Qt.Key.Key_Return)
    until(lambda: f"矩形 {len(hand.selection)} 项" == label.split("|")[0])
    assert hand.selection


def test_distance_is_told_live_and_stays_until_escape(hand: Hand) -> None:
    hand.go(FAR)
    spots = [(200.0, 120.0), (420.0, 150.0), (500.0, 380.0)]
    hand.take("distance")
    for spot in spots[:2]:
        hand.click(spot)
    hand.move(spots[2])
    places = [hand.lnglat(spot) for spot in spots]
    legs = [geodesic((a.lat, a.lng), (b.lat, b.lng)).km for a, b in itertools.pairwise(places)]
    until(lambda: (hand.label() or "").startswith(f"共 {sum(legs):.2f} km|末段 {legs[1]:.2f} km"))
    hand.key(Qt.Key.Key_Return)
    until(lambda: hand.spoken().startswith("共 "))
    assert hand.label() is None
    assert hand.selection == set()
    hand.key(Qt.Key.Key_Escape)
    until(lambda: hand.ask("return document.querySelector('canvas.sketch').width") == 0)


def test_double_click_ends_a_measurement_without_zooming(hand: Hand) -> None:
    zoom = hand.go(FAR)["zoom"]
    hand.take("area")
    for spot in ((200.0, 120.0), (420.0, 150.0), (500.0, 380.0)):
        hand.click(spot)
    target, end = hand.person.map_target, point((250.0, 300.0))
    QTest.mouseMove(target, end)
    QTest.mouseClick(target, LEFT, PLAIN, end)
    QTest.mouseDClick(target, LEFT, PLAIN, end)
    QTest.mouseRelease(target, LEFT, PLAIN, end)
    until(lambda: "km²" in hand.spoken())
    assert "周长" in hand.spoken()
    assert hand.person.map_facts()["zoom"] == zoom


def test_area_that_crosses_itself_is_not_stated(hand: Hand) -> None:
    hand.go(FAR)
    hand.take("area")
    for spot in ((300.0, 120.0), (600.0, 400.0), (600.0, 120.0)):
        hand.click(spot)
    hand.move((300.0, 400.0))
    until(lambda: (hand.label() or "").startswith("边界自相交"))


def test_right_click_on_a_park_offers_what_can_be_done(hand: Hand) -> None:
    facts = hand.go(FAR)
    park = next(g for g in facts["groups"] if g["kind"] == "park" and g["count"] > 2)
    entries = hand.menu((park["x"], park["y"]))
    assert {"选中", "只看这里", "导出这些", "缩放到这里", "从这里量距", "复制坐标"} <= set(entries)
    entries["选中"].trigger()
    until(lambda: len(hand.selection) == park["count"])
    chosen = hand.selection
    hand.menu((park["x"], park["y"]))["只看这里"].trigger()
    until(lambda: len(hand.window.explorer.results.rows) == len(chosen))
    shown = hand.window.explorer.columns.ids[hand.window.explorer.results.rows]
    assert set(shown.tolist()) == chosen


def test_right_click_on_a_project_selects_its_park(hand: Hand) -> None:
    one = next(p for p in hand.go(NEAR)["points"] if 100 < p["x"] < 800 and 100 < p["y"] < 400)
    entries = hand.menu((one["x"], one["y"]))
    park = next(action for words, action in entries.items() if words.startswith("选中这个园区"))
    park.trigger()
    until(lambda: one["id"] in hand.selection and len(hand.selection) > 1)
    columns = hand.window.explorer.columns
    codes = columns.codes["park"][columns.rows_of(hand.selection)]
    assert len(set(codes.tolist())) == 1


def test_right_click_on_bare_ground_measures_and_copies(hand: Hand) -> None:
    hand.go(FAR)
    spot = (780.0, 300.0)
    entries = hand.menu(spot)
    assert "选中" not in entries
    entries["复制坐标"].trigger()
    copied, there = parse_position(QGuiApplication.clipboard().text()), hand.lnglat(spot)
    assert (copied.lng, copied.lat) == pytest.approx((there.lng, there.lat), abs=2e-6)
    hand.menu(spot)["从这里量距"].trigger()
    hand.window.tools.context_menu.close()
    until(lambda: hand.label() is not None)  # the page has the tool, and the first corner
    hand.move((700.0, 200.0))
    until(lambda: (hand.label() or "").startswith("共 "))


def test_export_from_the_menu_holds_the_symbols_projects(hand: Hand, tmp_path: Path) -> None:
    target = tmp_path / "园区.geojson"
    park = next(g for g in hand.go(FAR)["groups"] if g["kind"] == "park" and g["count"] > 2)
    hand.menu((park["x"], park["y"]))["导出这些"].trigger()
    dialog = hand.window.files.exports.dialog
    dialog.format_box.setCurrentIndex(dialog.format_box.findData("geojson"))
    dialog.set_path(target)
    dialog.export_button.click()
    until(dialog.folder_button.isVisible)
    assert len(json.loads(target.read_text("utf-8"))["features"]) == park["count"]
    assert hand.selection == set()


def test_tab_reads_the_symbols_row_by_row(hand: Hand) -> None:
    facts = hand.go(FAR)
    hand.window.map_view.setFocus()
    hand.ask("atlas_map.getContainer().focus()")
    heard: list[str] = []
    for _ in range(4):
        hand.key(Qt.Key.Key_Tab)
        last = heard[-1] if heard else ""
        until(lambda last=last: hand.spoken() not in ("", last))  # type: ignore[misc]
        heard.append(hand.spoken())
    names = [name for name in (words.split("，")[0] for words in heard) if name]
    tops = {g["name"]: g["y"] for g in facts["groups"]}
    read = [tops[name] for name in names if name in tops]
    assert len(read) >= 2
    assert all(later >= earlier - 20 for earlier, later in itertools.pairwise(read))
    assert "项" in heard[0]
    hand.key(Qt.Key.Key_Tab, SHIFT)
    until(lambda: hand.spoken() == heard[-2])
    assert hand.ask("return document.querySelector('.spoken').getAttribute('aria-live')") == "polite"


def test_menu_key_asks_about_the_symbol_in_focus(hand: Hand) -> None:
    hand.go(FAR)
    hand.window.map_view.setFocus()
    hand.ask("atlas_map.getContainer().focus()")
    hand.key(Qt.Key.Key_Tab)
    until(lambda: bool(hand.spoken()))
    hand.key(Qt.Key.Key_F10, SHIFT)
    menu = hand.window.tools.context_menu
    until(menu.isVisible)
    assert menu.actions()[0].text().split("　")[0] == hand.spoken().split("，")[0]


def test_previous_and_next_view(hand: Hand) -> None:
    actions = hand.window.actions_by_key
    assert not actions["next_view"].isEnabled()
    hand.go(FAR)
    hand.go(NEAR)
    where = "const c = atlas_map.getCenter(); return [c.lng, c.lat, atlas_map.getZoom()]"
    until(actions["previous_view"].isEnabled)
    actions["previous_view"].trigger()
    until(lambda: hand.ask(where) == pytest.approx(FAR, abs=2e-3))
    until(actions["next_view"].isEnabled)
    actions["next_view"].trigger()
    until(lambda: hand.ask(where) == pytest.approx(NEAR, abs=2e-3))
    until(lambda: not actions["next_view"].isEnabled())


def test_coordinates_are_written_and_copied_as_chosen(hand: Hand) -> None:
    hand.go(FAR)
    spot = (640.0, 240.0)
    hand.move(spot)
    there = hand.lnglat(spot)
    foot = "return [...document.querySelector('.position').children].map(c => c.textContent)"
    until(lambda: hand.ask(foot)[:3] == [f"{there.lng:.4f}°E", f"{there.lat:.4f}°N", "WGS 84"])
    actions = hand.window.actions_by_key
    actions["datum_bd09"].trigger()
    until(lambda: hand.ask(foot)[2] == "BD-09" and hand.ask(foot)[0] != f"{there.lng:.4f}°E")
    actions["form_dms"].trigger()
    until(lambda: "′" in hand.ask(foot)[0])
    QGuiApplication.clipboard().clear()
    actions["copy_position"].trigger()
    until(lambda: bool(QGuiApplication.clipboard().text()))
    copied = parse_position(QGuiApplication.clipboard().text(), Datum.BD09)
    assert (copied.lng, copied.lat) == pytest.approx((there.lng, there.lat), abs=6e-6)
    actions["datum_wgs84"].trigger()
    actions["form_decimal"].trigger()


def test_typed_position_is_shown(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    hand.go(FAR)
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *_, **__: ("29°35′36″N 106°20′28″E", True)))
    seen: list[Bounds] = []
    hand.window.map_view.viewport_moved.connect(lambda bounds, _zoom: seen.append(bounds))
    hand.window.actions_by_key["go_to_position"].trigger()
    until(lambda: bool(seen) and seen[-1].east - seen[-1].west < 0.1)
    assert seen[-1].contains(LngLat(106.3411, 29.5933))


def bookmarks_menu(hand: Hand) -> BookmarksMenu:
    found = hand.window.findChild(BookmarksMenu)
    assert isinstance(found, BookmarksMenu)
    return found


def test_bookmarks_survive_a_restart_and_bring_the_view_back(
    opened_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", staticmethod(lambda *_, **__: ("虎溪 & 西永", True)))
    views = []
    for run in range(2):
        window = opened_window(tmp_path)
        hand = Hand(Person(window, qtbot))
        window.resize(1600, 1000)
        window.show()
        hand.person.settle()
        if run == 0:
            hand.go(NEAR)
            until(lambda window=window: window.actions_by_key["previous_view"].isEnabled())  # type: ignore[misc]
            window.actions_by_key["add_bookmark"].trigger()
        else:
            entry = next(a for a in bookmarks_menu(hand).actions() if a.text() == "虎溪 && 西永")
            entry.trigger()
            until(lambda hand=hand: hand.person.map_facts()["zoom"] > 13)  # type: ignore[misc]
            until(lambda hand=hand: not hand.person.map_facts()["moving"])  # type: ignore[misc]
        views.append(hand.ask("const c = atlas_map.getCenter(); return [c.lng, c.lat, atlas_map.getZoom()]"))
        window.close()
    assert views[1] == pytest.approx(views[0], abs=2e-3)


def test_bookmarks_are_renamed_and_deleted_only_when_agreed(hand: Hand) -> None:
    tools, settings = hand.window.tools, hand.window.map_settings
    for number in range(3):
        tools.keep_bookmark(f"书签 {number}", Bounds(106.2, 29.4, 106.3, 29.5))
    dialog = BookmarksDialog(settings.state.bookmarks)
    dialog.list.item(0).setText("  ")
    dialog.list.item(1).setText("金凤")
    dialog.list.takeItem(2)
    assert [mark.name for mark in dialog.bookmarks()] == ["书签 0", "金凤"]
    assert len(settings.state.bookmarks) == 3
    tools.keep_bookmark("书签 1", Bounds(106.0, 29.0, 106.1, 29.1))
    assert [mark.name for mark in settings.state.bookmarks] == ["书签 0", "书签 2", "书签 1"]


def test_hostile_messages_of_the_page_change_nothing(hand: Hand) -> None:
    hand.go(FAR)
    hand.window.explorer.select([3])
    refused: list[str] = []
    hand.window.map_view.tools.refused.connect(refused.append)
    messages = [
        "", "[]", '{"kind":"lasso"}', '{"kind":"circle","mode":"replace","center":[1,2],"radius_m":1e99}',
        '{"kind":"rectangle","mode":"drop","ring":[[0,0],[1,0],[1,1],[0,0]],"view":[0,0,1,1,9],"rack":[]}',
    ]  # fmt: skip
    hand.ask(
        # A second channel beside the page's own: answers are told apart by numbers, or each would get the other's.
        "const wire = qt.webChannelTransport, own = wire.onmessage, far = 1e6;"
        "const beside = { send(words) {"
        "  const message = JSON.parse(words);"
        "  wire.send(JSON.stringify('id' in message ? { ...message, id: message.id + far } : message));"
        "} };"
        "wire.onmessage = (event) => {"
        "  const message = JSON.parse(event.data);"
        "  if (message.id >= far) beside.onmessage({ data: JSON.stringify({ ...message, id: message.id - far }) });"
        "  else own(event);"
        "};"
        "new QWebChannel(beside, (channel) => {"
        f"  for (const words of {json.dumps(messages)}) {{"
        "    channel.objects.tools.shape_drawn(words); channel.objects.tools.menu_wanted(words);"
        "  }"
        "  channel.objects.tools.copy_position(1e9, 0);"
        "})"
    )
    until(lambda: len(refused) == 2 * len(messages) + 1)
    assert hand.selection == {3}
    assert not hand.window.tools.context_menu.isVisible()


def test_pan_and_zoom_do_not_ask_python_for_coordinates(hand: Hand) -> None:
    """In another datum the readout waits until the map rests: moving the map must not wait for anything."""
    hand.go(FAR)
    hand.ask(
        "window.asked = window.answered = 0; const real = window.fetch; window.fetch = async (...a) => {"
        " const counts = /position.json|measure.json/.test(String(a[0])); if (counts) window.asked += 1;"
        " const reply = await real(...a); const read = reply.json.bind(reply);"
        # A timer runs only after whoever reads the answer has gone on, and asked what had to wait for it.
        " if (counts) reply.json = () => read().finally(() => setTimeout(() => { window.answered += 1 }));"
        " return reply }"
    )
    hand.window.actions_by_key["datum_gcj02"].trigger()
    until(lambda: "GCJ-02" in hand.ask("return document.querySelector('.position').textContent"))
    hand.press((620, 120))
    hand.move((600, 120))
    until(lambda: hand.ask("return Boolean(window.atlas_map.dragging.moving())"))
    # The map is on its way. What was asked before, when it was new in its place, may still be under way.
    until(lambda: hand.ask("return window.asked > 0 && window.asked === window.answered"))
    asked = hand.ask("return window.asked")
    for step in range(2, 7):
        hand.move((620 - 20 * step, 120))
    assert hand.ask("return window.asked") == asked
    hand.release((500, 120))
    until(lambda: hand.ask("return window.asked") > asked)
    hand.window.actions_by_key["datum_wgs84"].trigger()
