from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.application import Workplace
from ui.filters.histogram import BARS, TOP, Bars, Histogram

FOUR = Bars(("2020", "2021", "2022", "2023"), (3, 5, 2, 1), (1, 5, 0, 1), ("未载", 9, 4))
AXIS = TOP + BARS + 1


@pytest.fixture
def histogram(qtbot: QtBot, workplace: Workplace) -> Histogram:
    made = Histogram("年份", lambda: workplace.themes["light"])
    qtbot.addWidget(made)
    made.resize(240, made.height())
    made.show_bars(FOUR, None, "全部")
    made.show()
    return made


def at(histogram: Histogram, place: float, y: int) -> QPoint:
    return QPoint(round(histogram.x_of(place)), y)


def drag(histogram: Histogram, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(histogram, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(histogram, end)
    QTest.mouseRelease(histogram, Qt.MouseButton.LeftButton, pos=end)


def test_showing_is_silent(qtbot: QtBot, histogram: Histogram) -> None:
    with qtbot.assertNotEmitted(histogram.range_wanted):
        histogram.show_bars(FOUR, (1.0, 2.0), "2021")
    assert histogram.ends == (1.0, 2.0)
    assert histogram.accessibleDescription() == "2021"


def test_a_click_asks_for_one_bar_and_a_double_click_for_all(qtbot: QtBot, histogram: Histogram) -> None:
    with qtbot.waitSignal(histogram.range_wanted) as blocker:
        QTest.mouseClick(histogram, Qt.MouseButton.LeftButton, pos=at(histogram, 1.5, TOP + 4))
    assert blocker.args == [(1.0, 2.0)]
    with qtbot.waitSignal(histogram.range_wanted) as blocker:
        QTest.mouseDClick(histogram, Qt.MouseButton.LeftButton, pos=at(histogram, 1.5, TOP + 4))
    assert blocker.args == [None]


@pytest.mark.parametrize(("start", "end"), [(1.5, 2.5), (2.5, 1.5)])
def test_brushing_takes_the_bars_touched_either_way(
    qtbot: QtBot, histogram: Histogram, start: float, end: float
) -> None:
    with qtbot.waitSignal(histogram.range_wanted) as blocker:
        drag(histogram, at(histogram, start, TOP + 4), at(histogram, end, TOP + 4))
    assert blocker.args == [(1.0, 3.0)]


def test_a_handle_snaps_to_an_edge_and_never_passes_the_other(qtbot: QtBot, histogram: Histogram) -> None:
    with qtbot.waitSignal(histogram.range_wanted) as blocker:
        drag(histogram, at(histogram, 0, AXIS), at(histogram, 2.2, AXIS))
    assert blocker.args == [(2.0, 4.0)]
    histogram.show_bars(FOUR, (2.0, 3.0), "2022")
    with qtbot.assertNotEmitted(histogram.range_wanted):
        drag(histogram, at(histogram, 2, AXIS), at(histogram, 4, AXIS))


def test_a_click_on_what_has_no_place_asks_for_nothing(qtbot: QtBot, histogram: Histogram) -> None:
    with qtbot.assertNotEmitted(histogram.range_wanted):
        QTest.mouseClick(histogram, Qt.MouseButton.LeftButton, pos=QPoint(histogram.width() - 12, TOP + 4))


def test_keys_move_the_handle_in_hand(qtbot: QtBot, histogram: Histogram) -> None:
    asked: list[object] = []
    histogram.range_wanted.connect(asked.append)
    QTest.keyClick(histogram, Qt.Key.Key_Right)
    histogram.show_bars(FOUR, (1.0, 4.0), "")
    QTest.keyClick(histogram, Qt.Key.Key_Down)
    QTest.keyClick(histogram, Qt.Key.Key_Left)
    QTest.keyClick(histogram, Qt.Key.Key_Escape)
    assert asked == [(1.0, 4.0), (1.0, 3.0), None]


def test_a_histogram_without_bars_takes_no_range(qtbot: QtBot, histogram: Histogram) -> None:
    histogram.show_bars(Bars((), (), ()), None, "")
    with qtbot.assertNotEmitted(histogram.range_wanted):
        QTest.mouseClick(histogram, Qt.MouseButton.LeftButton, pos=QPoint(50, 20))
        QTest.keyClick(histogram, Qt.Key.Key_Right)
    assert not histogram.grab().isNull()
