from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.map.map_veil import MapVeil


def test_a_veil_stays_above_what_comes_lets_the_pointer_through_and_goes(qtbot: QtBot) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    veil = MapVeil(view, QColor("#112233"))
    part = QPushButton(view)
    part.setGeometry(0, 0, 400, 300)
    with qtbot.waitExposed(view):
        view.show()
    view.resize(400, 300)
    assert veil.size() == view.size()
    assert view.grab().toImage().pixelColor(20, 20) == QColor("#112233")
    assert view.childAt(QPoint(20, 20)) is part
    veil.dress(QColor("#445566"))
    assert view.grab().toImage().pixelColor(20, 20) == QColor("#445566")
    veil.lift()
    veil.lift()
    qtbot.waitUntil(lambda: not isValid(veil))
    assert view.grab().toImage().pixelColor(20, 20) != QColor("#445566")
