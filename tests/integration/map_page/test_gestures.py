"""The real map page under mouse and keys: what is picked, and where the map goes."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from geo.lnglat import Bounds, LngLat
from tests.integration.map_page.shown_map import CITY, HANGING, PARK, SIZE, XIYONG, Shown, group
from tests.waiting import until

pytestmark = [
    pytest.mark.page,
    pytest.mark.qt_log_ignore("QRhi", "RHI", "Sandboxing", "GPUInfo", "bus.cc"),
]


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


def test_click_on_a_park_enters_it(shown: Shown) -> None:
    shown.click(group(shown.probe(), PARK))
    probe = shown.wait(lambda probe: bool(probe["zoom"] >= 13 and not probe["moving"] and probe["points"]))
    assert len([p for p in probe["points"] if 0 < p["x"] < SIZE[0] and 0 < p["y"] < SIZE[1]]) == 12
    assert shown.picks == []


def test_click_on_the_city_lists_what_hangs_there_and_a_row_picks(shown: Shown) -> None:
    shown.click(group(shown.probe(), CITY))
    probe = shown.wait(lambda probe: bool(probe["card"]))
    assert len(probe["card"]) == 20
    kinds = "return ['canvas', 'svg'].map((kind) => document.querySelectorAll(`.card-row ${kind}`).length)"
    assert shown.ask(kinds) == [0, 20], "a canvas a row would take 50 kB each"
    shown.ask("document.querySelectorAll('.card-row')[1].click()")
    until(lambda: shown.picks == [((22,), "replace")])
    shown.result(selected=frozenset({22}))
    until(lambda: shown.ask("return document.querySelector('.card-row.selected')?.dataset.id") == "22")
    shown.press(Qt.Key.Key_Escape)
    shown.wait(lambda probe: probe["card"] is None)


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
