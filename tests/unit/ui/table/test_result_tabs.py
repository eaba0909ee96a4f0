"""Tabs over one stack: tools belong to their tab, each tab has its own height."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.application import Workplace
from ui.table.result_tabs import ResultTabs
from ui.theme import apply_theme


def test_a_tab_shows_its_widget_and_its_tools(qtbot: QtBot) -> None:
    tabs, first, second, tool = ResultTabs(), QWidget(), QWidget(), QWidget()
    qtbot.addWidget(tabs)
    tabs.add("甲", first, tool)
    number = tabs.add("乙", second)
    assert (tabs.stack.currentWidget(), tool.isHidden()) == (first, False)
    with qtbot.waitSignal(tabs.turned) as turned:
        tabs.setCurrentIndex(number)
    assert turned.args == [1]
    assert (tabs.stack.currentWidget(), tool.isHidden()) == (second, True)


def test_each_tab_keeps_its_own_height(qtbot: QtBot) -> None:
    tabs, pane, split = ResultTabs(), QWidget(), QSplitter(Qt.Orientation.Vertical)
    qtbot.addWidget(split)
    column = QVBoxLayout(pane)
    column.addWidget(tabs)
    column.addWidget(tabs.stack)
    tabs.add("甲", QWidget())
    tabs.add("乙", QWidget(), height=400)
    split.addWidget(QWidget())
    split.addWidget(pane)
    tabs.keep_heights(split)
    split.resize(300, 800)
    split.show()
    split.setSizes([600, 190])
    low = split.sizes()[-1]
    tabs.setCurrentIndex(1)
    assert split.sizes()[-1] == 400
    split.setSizes([300, 495])
    high = split.sizes()[-1]
    tabs.setCurrentIndex(0)
    assert split.sizes()[-1] == low
    tabs.setCurrentIndex(1)
    assert split.sizes()[-1] == high


def test_a_wide_tab_scrolls_instead_of_keeping_the_window_wide(qtbot: QtBot) -> None:
    tabs, wide = ResultTabs(), QWidget()
    qtbot.addWidget(tabs)
    qtbot.addWidget(tabs.stack)
    wide.setMinimumSize(900, 600)
    tabs.add("甲", wide, scrolls=True)
    assert tabs.stack.minimumSizeHint().width() < 200
    tabs.stack.resize(300, 200)
    tabs.stack.show()
    assert wide.width() == 900, "all of it is there to scroll to"
    tabs.stack.resize(1200, 700)
    assert wide.width() == 1200, "and it takes the room there is"


def test_a_later_tab_is_built_once_and_when_somebody_turns_to_it(qtbot: QtBot) -> None:
    tabs, built = ResultTabs(), list[QWidget]()
    qtbot.addWidget(tabs)
    qtbot.addWidget(tabs.stack)

    def build() -> QWidget:
        built.append(QWidget())
        return built[-1]

    tabs.add("甲", QWidget())
    tabs.add_later("乙", build)
    number = tabs.add_later("丙", build)
    tabs.stack.show()
    assert not built
    tabs.setCurrentIndex(number)
    tabs.setCurrentIndex(0)
    tabs.setCurrentIndex(number)
    assert len(built) == 1
    assert (tabs.stack.currentWidget(), tabs.stack.count()) == (built[0], 3)
    tabs.build(number)
    tabs.build(1)
    assert len(built) == 2
    assert tabs.stack.currentWidget() is built[0], "what is looked at stays"


def test_tabs_that_have_no_room_are_reached_by_arrows_that_can_be_seen(
    qtbot: QtBot, workplace: Workplace, project_dir: Path
) -> None:
    apply_theme(workplace.app, workplace.themes["light"], project_dir / "assets" / "styles" / "window.qss")
    tabs = ResultTabs()
    qtbot.addWidget(tabs)
    for number in range(9):
        tabs.add(f"第 {number} 个很长的页", QWidget())
    tabs.resize(300, 32)
    tabs.show()
    arrows = [button for button in tabs.findChildren(QToolButton) if button.isVisible()]
    assert len(arrows) == 2
    for arrow in arrows:
        shown = arrow.grab().toImage()
        colours = {shown.pixel(x, y) for x in range(shown.width()) for y in range(shown.height())}
        assert len(colours) > 1 or not arrow.isEnabled(), "an arrow is drawn"
