"""A narrow toolbar: words go one after the other, nothing is pushed out of sight, and they come back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QToolBar, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.giving_toolbar import GivingToolBar


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[GivingToolBar]:
    window = QMainWindow()
    qtbot.addWidget(window)
    built = GivingToolBar("工具", window)
    picture = QPixmap(16, 16)
    picture.fill(Qt.GlobalColor.black)
    actions = [built.addAction(QIcon(picture), word) for word in ("打开台账", "后退一步", "前进一步")]
    built.set_giving(actions[1:])
    window.addToolBar(built)
    window.show()
    yield built
    window.close()


def styles(bar: GivingToolBar) -> list[bool]:
    """Which buttons show words."""
    buttons = [bar.widgetForAction(action) for action in bar.actions()]
    beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    return [isinstance(button, QToolButton) and button.toolButtonStyle() == beside for button in buttons]


def test_words_go_one_after_the_other_and_come_back(bar: GivingToolBar) -> None:
    bar.setFixedWidth(bar.sizeHint().width() + 10)
    assert styles(bar) == [True, True, True]
    whole = bar.sizeHint().width()
    bar.setFixedWidth(whole - 5)
    assert styles(bar) == [True, False, True]
    bar.setFixedWidth(60)
    assert styles(bar) == [True, False, False], "what is not said to give way does not"
    bar.setFixedWidth(whole + 10)
    assert styles(bar) == [True, True, True]


def test_nothing_is_out_of_sight_where_the_icons_fit(bar: GivingToolBar) -> None:
    bar.setFixedWidth(60)
    least = QToolBar.sizeHint(bar).width()
    bar.setFixedWidth(least + 4)
    assert all(bar.widgetForAction(action).isVisible() for action in bar.actions())


def test_longer_words_give_way_at_once(bar: GivingToolBar, qtbot: QtBot) -> None:
    bar.setFixedWidth(bar.sizeHint().width() + 10)
    bar.actions()[1].setIconText("一个长得多的说法")
    qtbot.waitUntil(lambda: not styles(bar)[1])


def test_in_a_row_it_takes_its_words_back_as_soon_as_there_is_room(bar: GivingToolBar, qtbot: QtBot) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    line = QHBoxLayout(row)
    line.addStretch(1)
    line.addWidget(bar)
    row.resize(120, 60)
    row.show()
    qtbot.waitUntil(lambda: styles(bar) == [True, False, False])
    row.resize(600, 60)
    qtbot.waitUntil(lambda: styles(bar) == [True, True, True])
