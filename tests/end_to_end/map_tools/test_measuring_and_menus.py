"""Distances and areas, and what a right click offers."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from geopy.distance import geodesic
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from geo.coordinates import parse_position
from tests.end_to_end.map_tools.hand import FAR, LEFT, NEAR, PLAIN, SHIFT, Hand, point
from tests.waiting import until

pytestmark = [
    pytest.mark.window,
    # What the off-screen platform remarks when a menu pops up.
    pytest.mark.qt_log_ignore("This plugin does not support", "QRhi", "RHI", "Sandboxing", "GPUInfo"),
]


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
