"""Two pages: both where there is room, one at a time where there is none, and no wider than the wider of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from geo.wording import tr
from tests.unit.ui.figures.asking import asking
from ui.application import Workplace
from ui.figures.events_view import EventsView
from ui.figures.indicators_view import IndicatorsView
from ui.figures.mechanisms_view import MechanismsView
from ui.figures.repeats_view import RepeatsView
from ui.figures.two_pages import FIRST, SECOND, TwoPages
from ui.figures.view import FigureView
from ui.opening.session import Session
from ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
NARROW = 640
"""A tab of a window 1,280 pixels wide, with a panel on either side."""


@pytest.fixture
def pages(qtbot: QtBot) -> TwoPages:
    built = TwoPages((QWidget(), QWidget()), ("表", "图"), "页", least=(300, 200))
    qtbot.addWidget(built)
    built.resize(600, 300)
    built.show()
    return built


def shown(pages: TwoPages) -> list[bool]:
    return [page.isVisible() for page in pages._pages]  # noqa: SLF001


def test_both_stand_side_by_side_where_there_is_room(pages: TwoPages) -> None:
    assert shown(pages) == [True, True]
    assert not pages.turner.isVisible()


def test_one_at_a_time_where_there_is_none(pages: TwoPages) -> None:
    pages.resize(400, 300)
    assert shown(pages) == [True, False]
    QTest.mouseClick(pages.turner.buttons[SECOND], LEFT)
    assert shown(pages) == [False, True]
    pages.turn(FIRST)
    assert shown(pages) == [True, False]
    assert pages.turner.buttons[FIRST].isChecked()
    pages.resize(600, 300)
    assert shown(pages) == [True, True]


def views(session: Session, workplace: Workplace) -> list[FigureView]:
    def theme() -> Theme:
        return workplace.themes["light"]

    documents = session.documents
    return [
        EventsView(documents, session.slots, theme),
        IndicatorsView(documents, theme),
        RepeatsView(documents),
        MechanismsView(documents, lambda: ()),
    ]


def test_views_of_two_pages_fit_a_narrow_place(session: Session, workplace: Workplace, qtbot: QtBot) -> None:
    for view in views(session, workplace):
        qtbot.addWidget(view)
        with asking(session) as question:
            answer = type(view).work_out(question)
        view.resize(NARROW, 360)
        view.show()
        view.show_answer(answer, session.columns)
        assert view.minimumSizeHint().width() <= NARROW, view.place


def test_pressing_an_announcement_turns_to_its_reconciliation(
    session: Session, workplace: Workplace, qtbot: QtBot
) -> None:
    view = EventsView(session.documents, session.slots, lambda: workplace.themes["light"])
    qtbot.addWidget(view)
    with asking(session) as question:
        answer = EventsView.work_out(question)
    view.resize(NARROW, 360)
    view.show()
    view.show_answer(answer, session.columns)
    assert view.tree.isVisible()
    view.tree.choose(answer.events[3].id)
    assert view.tree.isVisible(), "walking through the list with the keys does not leave it"
    spot = view.tree.visualRect(view.tree.currentIndex()).center()
    QTest.mouseClick(view.tree.viewport(), LEFT, pos=spot)
    assert view.detail.isVisible()
    assert not view.tree.isVisible()
    view.choose(answer.events[0].id)
    assert view.detail.isVisible()


def test_no_heading_is_narrower_than_its_words(session: Session, workplace: Workplace, qtbot: QtBot) -> None:
    view = EventsView(session.documents, session.slots, lambda: workplace.themes["light"])
    qtbot.addWidget(view)
    view.resize(NARROW, 360)
    view.show()
    header, metrics = view.tree.header(), view.tree.fontMetrics()
    for column in range(1, header.count()):
        words = str(header.model().headerData(column, Qt.Orientation.Horizontal))
        assert header.sectionSize(column) >= metrics.horizontalAdvance(words), words
    assert header.sectionSize(2) >= metrics.horizontalAdvance(tr("未公布"))
