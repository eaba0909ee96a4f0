"""The axis of the time bar: brushed with the mouse and by keyboard, silent while it is set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.event_dates import EventMonth
from db.months import MonthSpread, month_of
from ui.application import Workplace
from ui.timeline.time_axis import BASELINE, Handles, TimeAxis
from ui.timeline.time_axis_drawing import Timeline, Timelines, build_timeline

FIRST, LAST = month_of(2020, 1), month_of(2022, 12)
MAY, JULY = month_of(2021, 5), month_of(2021, 7)
HELD = MonthSpread({month_of(2020, 8): (3, 0), MAY: (0, 2), month_of(2022, 2): (1, 1)}, {2021: (4, 0)}, (5, 0))
SHOWN = MonthSpread({month_of(2020, 8): (1, 0), MAY: (0, 2), month_of(2022, 2): (0, 0)}, {2021: (3, 0)}, (5, 0))
EVENTS = (EventMonth(MAY, ("五月签约", "另一场"), True, (7, 8)), EventMonth(month_of(2031, 1), ("以后",), False))


@pytest.fixture
def axis(qtbot: QtBot, workplace: Workplace) -> TimeAxis:
    made = TimeAxis(lambda: workplace.themes["light"])
    qtbot.addWidget(made)
    made.resize(16 + 36 * 12, 60)
    made.show_timeline(build_timeline(HELD, SHOWN, EVENTS, (0, 3), 5))
    made.show()
    qtbot.waitExposed(made)
    return made


def place(axis: TimeAxis, month: float) -> QPoint:
    return QPoint(round(axis.x_of(month)), 20)


def drag(axis: TimeAxis, start: float, end: float) -> None:
    QTest.mousePress(axis, Qt.MouseButton.LeftButton, pos=place(axis, start))
    QTest.mouseMove(axis, place(axis, (start + end) / 2))
    QTest.mouseMove(axis, place(axis, end))
    QTest.mouseRelease(axis, Qt.MouseButton.LeftButton, pos=place(axis, end))


def test_the_axis_spans_whole_years_and_counts_by_slot(axis: TimeAxis) -> None:
    line = axis.timeline
    assert line.span == (FIRST, LAST)
    assert line.months[MAY] == (0, 0, 0, 2, 0)
    assert line.years[2021] == (3, 0, 0, 0, 0)
    assert set(line.events) == {MAY}


def test_dragging_asks_for_the_months_it_passes(qtbot: QtBot, axis: TimeAxis) -> None:
    with qtbot.waitSignal(axis.range_wanted) as blocker:
        drag(axis, JULY + 0.5, MAY + 0.5)
    assert blocker.args == [(MAY, JULY)]


def test_a_click_asks_for_one_month_and_a_double_click_for_all(qtbot: QtBot, axis: TimeAxis) -> None:
    with qtbot.waitSignal(axis.range_wanted) as blocker:
        QTest.mouseClick(axis, Qt.MouseButton.LeftButton, pos=place(axis, MAY + 0.5))
    assert blocker.args == [(MAY, MAY)]
    with qtbot.waitSignal(axis.range_wanted) as blocker:
        QTest.mouseDClick(axis, Qt.MouseButton.LeftButton, pos=place(axis, MAY + 0.5))
    assert blocker.args == [None]


def test_a_triangle_leads_to_its_first_announcement(qtbot: QtBot, axis: TimeAxis) -> None:
    under = QPoint(round(axis.x_of(MAY + 0.5)), BASELINE + 6)
    with qtbot.waitSignal(axis.event_wanted) as blocker, qtbot.assertNotEmitted(axis.range_wanted):
        QTest.mouseClick(axis, Qt.MouseButton.LeftButton, pos=under)
    assert blocker.args == [7]
    assert "按三角打开活动核对" in axis.words_at(under.x())


def test_below_months_without_a_triangle_one_still_brushes(qtbot: QtBot, axis: TimeAxis) -> None:
    under = QPoint(round(axis.x_of(JULY + 2.5)), BASELINE + 6)
    with qtbot.waitSignal(axis.range_wanted) as blocker, qtbot.assertNotEmitted(axis.event_wanted):
        QTest.mouseClick(axis, Qt.MouseButton.LeftButton, pos=under)
    assert blocker.args == [(JULY + 2, JULY + 2)]


def test_a_handle_is_dragged_to_another_month(qtbot: QtBot, axis: TimeAxis) -> None:
    axis.show_range((MAY, month_of(2022, 3)), None, "")
    with qtbot.waitSignal(axis.range_wanted) as blocker:
        drag(axis, month_of(2022, 4), JULY + 1)
    assert blocker.args == [(MAY, JULY)]


def test_keys_move_the_handles_and_the_whole_range(qtbot: QtBot, axis: TimeAxis) -> None:
    axis.show_range((MAY, JULY), None, "")
    shift = Qt.KeyboardModifier.ShiftModifier
    for keys, expected in (
        (((Qt.Key.Key_Right, None),), (MAY + 1, JULY)),
        (((Qt.Key.Key_Home, None),), (FIRST, JULY)),
        (((Qt.Key.Key_Right, shift),), (MAY + 1, JULY + 1)),
        (((Qt.Key.Key_Escape, None),), None),
        (((Qt.Key.Key_Down, None), (Qt.Key.Key_Left, None)), (MAY, JULY - 1)),
        (((Qt.Key.Key_End, None),), (MAY, LAST)),
    ):
        with qtbot.waitSignal(axis.range_wanted) as blocker:
            for key, modifier in keys:
                QTest.keyClick(axis, key, modifier or Qt.KeyboardModifier.NoModifier)
        assert blocker.args == [expected]


def test_showing_is_silent_and_said_for_who_cannot_see(qtbot: QtBot, axis: TimeAxis) -> None:
    with qtbot.assertNotEmitted(axis.range_wanted, wait=50):
        axis.show_range((MAY, JULY), MAY, "2021-05 至 2021-07")
    assert axis.accessibleDescription() == "2021-05 至 2021-07"
    assert axis.accessibleName()


def test_the_pointer_learns_what_is_certain_and_what_only_the_year_tells(axis: TimeAxis) -> None:
    lines = axis.words_at(axis.x_of(MAY + 0.5)).split("\n")
    assert lines == ["2021-05：2 项", "另有 3 项仅知在 2021 年", "· 五月签约", "· 另一场", "按三角打开活动核对"]


def test_stacks_of_the_result_are_painted_inside_the_range_and_dimmed_outside(axis: TimeAxis) -> None:
    def blue(month: int) -> set[str]:
        picture = axis.grab().toImage()
        scale = picture.width() / axis.width()
        x = round((axis.x_of(month) + axis.x_of(month + 1)) / 2 * scale)
        return {picture.pixelColor(x, y).name() for y in range(round(34 * scale))}

    fill = "#2f78e6"
    assert fill in blue(month_of(2020, 8))
    axis.show_range((MAY, LAST), None, "")
    assert fill not in blue(month_of(2020, 8))


def test_a_ledger_without_dates_shows_so_and_asks_for_nothing(qtbot: QtBot, axis: TimeAxis) -> None:
    axis.show_timeline(Timeline())
    axis.grab()
    with qtbot.assertNotEmitted(axis.range_wanted, wait=50):
        QTest.mouseClick(axis, Qt.MouseButton.LeftButton, pos=QPoint(50, 20))
        QTest.keyClick(axis, Qt.Key.Key_Left)
    assert axis.words_at(50) == ""


@given(
    ends=st.tuples(st.integers(0, 47), st.integers(0, 47)).map(lambda pair: (min(pair), max(pair))),
    hand=st.sampled_from((0, 1)),
    edge=st.integers(-9, 60),
    by=st.integers(-60, 60),
)
def test_handles_stay_within_the_axis_and_never_cross(ends: tuple[int, int], hand: int, edge: int, by: int) -> None:
    handles = Handles(ends, (0, 47), hand)
    for first, last in (handles.moved(edge), handles.shifted(by)):
        assert 0 <= first <= last <= 47
    assert handles.moved(edge)[1 - hand] == ends[1 - hand]
    first, last = handles.shifted(by)
    assert last - first == ends[1] - ends[0]


def test_another_result_lies_on_the_same_ground() -> None:
    timelines = Timelines()
    first = timelines.of(HELD, SHOWN, EVENTS, (0, 3))
    again = timelines.of(HELD, HELD, EVENTS, (0, 3))
    assert first == build_timeline(HELD, SHOWN, EVENTS, (0, 3), 5)
    assert again == build_timeline(HELD, HELD, EVENTS, (0, 3), 5)
    assert again.ghost is first.ghost, "laid out once"
    assert timelines.of(HELD, SHOWN, EVENTS, (3, 0)) == build_timeline(HELD, SHOWN, EVENTS, (3, 0), 5)
    assert timelines.of(HELD, SHOWN, (), (3, 0)).events == {}
