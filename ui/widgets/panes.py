"""The window's parts in reading order: F6 goes on to the next one, and Tab walks through them in that order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from geo.wording import tr

ROW_PX = 14
"""Widgets whose middles differ by less stand in one row."""


class Panes(QObject):
    """Search, tree, map, time bar, table, card: whatever of them is shown, in this order.

    Args:
        window: the window they are in.
        panes: the parts, in reading order.
        starts: where F6 enters a part, if not at its first stop.
    """

    def __init__(self, window: QMainWindow, panes: Sequence[QWidget], starts: Mapping[QWidget, QWidget]) -> None:
        """Put the focus chain in order whenever the focus has moved, for widgets come and go."""
        super().__init__(window)
        self._window, self._panes, self._starts = window, tuple(panes), dict(starts)
        self._chain: list[QWidget] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.arrange)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_app_focus_changed)

    @property
    def shown(self) -> tuple[QWidget, ...]:
        """The parts that can be gone to now."""
        return tuple(pane for pane in self._panes if pane.isVisible() and reading_order(pane))

    def fill_menu(self, menu: QMenu) -> None:
        """Add going on and back."""
        for name, words, keys, by in (
            ("next_pane", tr("下一个窗格(&X)"), "F6", 1),
            ("previous_pane", tr("上一个窗格(&Y)"), "Shift+F6", -1),
        ):
            action = menu.addAction(words)
            action.setObjectName(name)
            action.setShortcut(keys)
            action.triggered.connect(lambda _checked=False, by=by: self.go(by))

    def go(self, by: int) -> None:
        """Focus the next part (1) or the one before (-1), the first from nowhere."""
        panes = self.shown
        if not panes:
            return
        here = next((number for number, pane in enumerate(panes) if self._holds_focus(pane)), -1 if by > 0 else 0)
        pane = panes[(here + by) % len(panes)]
        (self._starts.get(pane) or reading_order(pane)[0]).setFocus(Qt.FocusReason.TabFocusReason)

    def arrange(self) -> None:
        """Let Tab follow the reading order, part after part."""
        chain = [widget for pane in self._panes if pane.isVisible() for widget in reading_order(pane)]
        if chain != self._chain:
            self._chain = chain
            for first, second in pairwise(chain):
                QWidget.setTabOrder(first, second)

    def _holds_focus(self, pane: QWidget) -> bool:
        focused: object = self._window.focusWidget()  # None where nothing has it
        return focused is pane or (isinstance(focused, QWidget) and pane.isAncestorOf(focused))

    def _on_app_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new.window() is self._window:
            self._soon.start()


def reading_order(pane: QWidget) -> list[QWidget]:
    """What Tab stops at in a part, row by row and from left to right."""
    inside = [widget for widget in (pane, *pane.findChildren(QWidget)) if _is_stop(widget)]
    return sorted(inside, key=lambda widget: _place(widget, pane))


def _is_stop(widget: QWidget) -> bool:
    stands_for_another = bool(widget.focusProxy())
    if stands_for_another or widget.focusPolicy() in (Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.ClickFocus):
        return False
    return widget.isVisible() and widget.isEnabled()


def _place(widget: QWidget, pane: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(pane, QPoint(0, 0)) if widget is not pane else QPoint(0, 0)
    return (corner.y() + min(widget.height(), 2 * ROW_PX) // 2) // ROW_PX, corner.x()
