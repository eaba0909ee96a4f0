"""Someone at the window: acts through widgets and reads what is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, QPoint, Qt, SignalInstance
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from geo.lnglat import Bounds
from ui.filters.facet_tree import FacetTree
from ui.main_window import MainWindow
from ui.snapshot import DrawnRevisions

Facts = dict[str, Any]


class Person:
    """Drives a window through its widgets only, and reads what is shown."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot
        self._drawn = DrawnRevisions(window)
        self.failures: list[str] = []
        window.map_view.page_failed.connect(self.failures.append)
        self.view: Bounds = window.feed.home
        window.map_view.viewport_moved.connect(self._keep_view)

    def _keep_view(self, bounds: Bounds, _zoom: float) -> None:
        self.view = bounds

    def settle(self) -> None:
        """Wait until the map shows the present state."""
        self._drawn.wait()

    def rest(self) -> None:
        """Wait until the map has stopped moving and shows the present state."""
        self._drawn.rest()

    def go(self, lng: float, lat: float, zoom: float) -> None:
        """Put the map's centre somewhere at once."""
        script = f"atlas_map.setView([{lat}, {lng}], {zoom}, {{ animate: false, reset: true }})"
        run = self.window.map_view.page().runJavaScript
        self.after(self.window.map_view.viewport_moved, lambda: run(f"{script}; 1"))
        self.rest()

    def map_facts(self) -> Facts:
        """What the page says it shows."""
        got: list[Facts] = []
        loop = QEventLoop()

        def take(facts: Facts) -> None:
            got.append(facts)
            loop.quit()

        self.window.map_view.probe(take)
        loop.exec()
        return got[0]

    def facet_click(self, tree: FacetTree, node_id: int, *, on_box: bool = False) -> None:
        """Click a facet's box or name."""
        rect = tree.visualRect(tree.index_of(node_id))
        place = QPoint(rect.left() + (6 + tree.gutter if on_box else 60), rect.center().y())
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    @property
    def map_target(self) -> QWidget:
        """The widget that takes the map's mouse events."""
        target = self.window.map_view.focusProxy()
        assert target is not None
        return target

    def map_click(self, x: float, y: float, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click the map at CSS pixels."""
        target, place = self.map_target, QPoint(round(x), round(y))
        QTest.mouseMove(target, place)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, modifier, place)

    def type_chinese(self, field: QWidget, words: str) -> None:
        """Commit words as an input method does; simulated keys know no Chinese."""
        event = QInputMethodEvent("", [])
        event.setCommitString(words)
        QApplication.sendEvent(field, event)

    def wait_for_card(self) -> None:
        """Wait until the map's list card is open and filled."""
        self._qtbot.waitUntil(lambda: bool(self.map_facts()["card"]), timeout=15_000)

    def press_card_row(self, number: int) -> None:
        """Press a row of the map's list card."""
        self.window.map_view.page().runJavaScript(f"document.querySelectorAll('.card-row')[{number}].click()")

    def after(self, signal: SignalInstance, act: Callable[[], object]) -> None:
        """Do something and wait for a signal of its effect."""
        with self._qtbot.waitSignal(signal, timeout=15_000):
            act()
        self.window.cards.settle()
        self.window.filter_panel.settle()
