"""Other figures in a label move nothing beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.still_label import StillLabel


class Requests(QObject):
    """Counts how often a widget is told to lay out anew."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.LayoutRequest
        return False


def row_of(qtbot: QtBot) -> tuple[QWidget, StillLabel, StillLabel]:
    whole, left, right = QWidget(), StillLabel(), StillLabel(right=True)
    qtbot.addWidget(whole)
    row = QHBoxLayout(whole)
    row.addWidget(left)
    row.addWidget(right)
    left.show_words("1,000,000")
    right.show_words("Σ 1")
    whole.show()
    qtbot.waitExposed(whole)
    return whole, left, right


def test_fewer_digits_lay_nothing_out(qtbot: QtBot) -> None:
    whole, left, right = row_of(qtbot)
    qtbot.wait(5)
    requests, place = Requests(whole), right.geometry()
    left.show_words("7")
    qtbot.wait(1)
    assert left.text() == "7"
    assert (requests.times, right.geometry()) == (0, place)


def test_more_digits_than_ever_are_shown_whole(qtbot: QtBot) -> None:
    whole, left, _ = row_of(qtbot)
    requests = Requests(whole)
    left.show_words("100,000,000,000")
    qtbot.waitUntil(lambda: requests.times > 0)
    assert left.width() >= left.fontMetrics().horizontalAdvance("100,000,000,000")
