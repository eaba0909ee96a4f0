from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from geo.lnglat import Bounds
from ui.app_scheme import AppSite, LaterResponse, Response
from ui.map.first_map import FirstMap
from ui.map.map_bridge import MapBridge
from ui.map.map_veil import LINGER_MS, MapVeil
from ui.map.page_ahead import PageAhead

VIEW = (106.0, 29.0, 107.0, 30.0, 11.0)


class Stand:
    """A page that stands off the screen, and what is told of it."""

    def __init__(self, assets: Path, qtbot: QtBot) -> None:
        self.view, self.window = QWidget(), QWidget()
        qtbot.addWidget(self.window)
        qtbot.addWidget(self.view)
        self.bridge, self.site = MapBridge(), AppSite("", None, assets)
        veil = self.veil = MapVeil(self.view, QColor("white"))
        self.ahead = PageAhead(self.view, veil, self.bridge, self.site, FirstMap(320, 200))
        self.told: list[tuple[object, ...]] = []
        self.shown = self.asked = 0
        self.ahead.drawn.connect(lambda *drawn: self.told.append(drawn))
        self.ahead.viewport_moved.connect(lambda *view: self.told.append(view))
        self.bridge.shown.connect(self._on_shown)
        self.bridge.frame_changed.connect(self._on_frame_changed)

    def show_in_window(self, qtbot: QtBot) -> None:
        self.view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)
        self.window.resize(400, 300)
        QVBoxLayout(self.window).addWidget(self.view)
        with qtbot.waitSignal(self.bridge.shown):
            self.window.show()

    def _on_shown(self) -> None:
        self.shown += 1

    def _on_frame_changed(self) -> None:
        self.asked += 1


@pytest.fixture
def stand(tmp_path: Path, qtbot: QtBot) -> Stand:
    return Stand(tmp_path, qtbot)


def test_a_page_ahead_has_the_size_to_come_and_is_not_on_the_screen(stand: Stand) -> None:
    assert stand.view.isVisible()
    assert (stand.view.width(), stand.view.height()) == (320, 200)
    assert stand.view.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)


def test_what_was_drawn_is_told_when_it_is_seen_in_the_painted_window(stand: Stand, qtbot: QtBot) -> None:
    bridge = stand.bridge
    bridge.viewport_changed(*VIEW)
    bridge.frame_drawn(0, 7, 8)
    bridge.page_ready()
    assert (stand.told, stand.shown) == ([], 0)
    stand.show_in_window(qtbot)
    assert stand.told == [], "the page has not yet said that it is seen"
    bridge.page_seen()
    bridge.page_seen()
    assert stand.told == [(Bounds(*VIEW[:4]), 11.0), (0, 7, 8)]
    bridge.frame_drawn(1, 2, 3)
    assert stand.told[2:] == [(1, 2, 3)]
    assert stand.asked == 0


def test_a_page_that_is_slower_than_its_window_hears_that_it_is_shown(stand: Stand, qtbot: QtBot) -> None:
    stand.show_in_window(qtbot)
    stand.bridge.page_ready()
    assert stand.shown == 2, "the first was said before it listened"
    stand.bridge.page_seen()
    stand.bridge.frame_drawn(0, 7, 8)
    assert stand.told == [(0, 7, 8)]


def test_a_page_that_complains_before_there_is_a_window_is_seen_all_the_same(stand: Stand, qtbot: QtBot) -> None:
    stand.veil.lift("no layer")
    qtbot.wait(2 * LINGER_MS)
    stand.bridge.page_ready()
    stand.show_in_window(qtbot)
    stand.bridge.page_seen()
    stand.bridge.frame_drawn(0, 7, 8)
    assert stand.told == [(0, 7, 8)]
    qtbot.waitUntil(lambda: not isValid(stand.veil))


def test_symbols_that_are_no_longer_so_are_asked_for_again(stand: Stand, qtbot: QtBot) -> None:
    stand.ahead.ask_anew()
    stand.bridge.frame_drawn(0, 7, 8)
    stand.bridge.page_ready()
    stand.show_in_window(qtbot)
    assert stand.asked == 0
    stand.bridge.page_seen()
    assert (stand.asked, stand.told) == (1, [])
    stand.bridge.frame_drawn(0, 9, 9)
    assert stand.told == [(0, 9, 9)]


def test_foreseen_answers_are_given_until_the_window_answers(stand: Stand) -> None:
    early = stand.site.resolve("/places.json")
    assert isinstance(early, LaterResponse)
    heard: list[Response] = []
    early.promise.then(heard.append)
    foreseen = Response(200, "application/json", b"{}")
    stand.ahead.foresee({"/places.json": foreseen})
    assert heard == [foreseen]
    assert stand.site.resolve("/places.json") is foreseen
    size = stand.site.resolve("/view.json")
    assert json.loads(cast("bytes", size.body)) == {"width": 320, "height": 200}
    assert isinstance(stand.site.resolve("/frame.bin", "w=1"), LaterResponse)
    stand.site.serve()
    assert stand.site.resolve("/places.json").status == 404
