"""Two widgets share a line where there is room, and take two where there is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.side_or_below import SPARE, SideOrBelow


@pytest.fixture
def whole(qtbot: QtBot) -> Iterator[SideOrBelow]:
    first, second = QLabel(), QLabel()
    first.setFixedWidth(200)
    second.setFixedWidth(300)
    made = SideOrBelow(first, second, heights=(30, 60), margin=10, gap=5)
    window = QWidget()
    qtbot.addWidget(window)
    made.setParent(window)
    window.show()
    made.show()
    yield made
    window.close()


def test_one_line_becomes_two_where_there_is_no_room_and_one_again_with_some_to_spare(whole: SideOrBelow) -> None:
    enough = 200 + 300 + 5 + 2 * 10
    for width, below in ((enough, False), (enough - 1, True), (enough + 1, True), (enough + SPARE, False)):
        whole.resize(width, whole.height())
        assert (whole.is_on_two_lines, whole.height()) == (below, 60 if below else 30), width


def test_it_can_be_as_narrow_as_the_wider_of_the_two(qtbot: QtBot) -> None:
    first, second = QLabel("第一"), QLabel("第二段更长的话")
    made = SideOrBelow(first, second, heights=(30, 60), margin=10)
    qtbot.addWidget(made)
    assert made.minimumSizeHint().width() == second.minimumSizeHint().width() + 20
    second.setText("短")
    assert made.minimumSizeHint().width() == first.minimumSizeHint().width() + 20


def test_words_that_grow_make_two_lines_of_one(qtbot: QtBot) -> None:
    first, second, window = QLabel("短"), QLabel("短"), QWidget()
    qtbot.addWidget(window)
    made = SideOrBelow(first, second, heights=(30, 60), margin=10)
    made.setParent(window)
    made.resize(200, 30)
    window.show()
    made.show()
    assert not made.is_on_two_lines
    second.setText("很长很长的话" * 4)
    qtbot.waitUntil(lambda: made.is_on_two_lines)
