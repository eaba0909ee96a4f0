from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QMenu, QSplitter
from pytestqt.qtbot import QtBot

from ui.window.window_layout import FILE, WindowLayout, prepare_dock


class Window(QMainWindow):
    """A window with a panel at the left and a splitter in the middle."""

    def __init__(self, home: Path | None) -> None:
        super().__init__()
        self.resize(1000, 700)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(QLabel("map"))
        self.split.addWidget(QLabel("table"))
        self.setCentralWidget(self.split)
        self.dock = QDockWidget("面板", self)
        prepare_dock(self.dock, "filters")
        self.dock.setWidget(QLabel("panel"))
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.dock)
        self.resets = 0
        self.kept = WindowLayout(self, self.split, {self.dock: 272}, home, self.reset_table)
        self.kept.start()

    def reset_table(self) -> None:
        self.resets += 1

    def widen(self, width: int) -> None:
        self.resizeDocks([self.dock], [width], Qt.Orientation.Horizontal)


def opened(qtbot: QtBot, home: Path | None) -> Window:
    window = Window(home)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def test_widths_heights_and_hidden_panels_come_back(qtbot: QtBot, tmp_path: Path) -> None:
    first = opened(qtbot, tmp_path)
    first.widen(400)
    first.split.setSizes([200, 500])
    qtbot.waitUntil(lambda: first.dock.width() == 400)
    sizes = first.split.sizes()
    first.kept.save()
    second = opened(qtbot, tmp_path)
    assert second.dock.width() == 400
    assert second.split.sizes() == sizes

    second.dock.hide()
    second.kept.save()
    third = opened(qtbot, tmp_path)
    assert third.dock.isHidden()


def test_the_way_back_puts_everything_where_it_stood_at_first(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path)
    window.widen(500)
    window.dock.hide()
    window.kept.reset()
    assert window.dock.isVisible()
    qtbot.waitUntil(lambda: window.dock.width() == 272)
    assert window.resets == 1


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_a_floating_panel_has_a_bar_to_be_moved_by(qtbot: QtBot) -> None:
    window = opened(qtbot, None)
    menu = QMenu()
    window.kept.fill_menu(menu)
    action = window.findChild(QAction, "float_filters") or menu.findChild(QAction, "float_filters")
    assert isinstance(action, QAction)
    assert window.dock.titleBarWidget() is not None
    action.trigger()
    assert window.dock.isFloating()
    assert window.dock.titleBarWidget() is None
    window.kept.reset()
    assert not window.dock.isFloating()
    assert not action.isChecked()


@pytest.mark.parametrize("content", ["", "[]", '{"format": 2}', '{"format": 1, "geometry": "?"}', "9" * 200_000])
def test_what_cannot_be_read_is_not_remembered(qtbot: QtBot, tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, "utf-8")
    window = opened(qtbot, tmp_path)
    assert window.dock.isVisible()


def test_nothing_is_written_without_a_home(qtbot: QtBot, tmp_path: Path) -> None:
    opened(qtbot, None).kept.save()
    assert list(tmp_path.iterdir()) == []
