"""The announcements: what the view says is what was reconciled, and every figure opens its rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ui.application import Workplace
from ui.figures.events_view import EventsAnswer, EventsView
from ui.figures.findings_view import FindingsView
from ui.figures.shares_bar import Share, SharesBar
from ui.figures.view import Question
from ui.opening.session import Session
from ui.widgets.elided_link import ElidedLink

AUGUST = "西部（重庆）科学城重点项目集中云签约"
FAIR = "第四届西洽会重大项目集中签约"


def ask(session: Session) -> Iterator[Question]:
    with session.ledger.reading() as connection:
        yield Question(
            connection, session.columns, np.ones(len(session.columns), np.bool_), datetime.date(2026, 1, 2), None
        )


@pytest.fixture(scope="module")
def answer(session: Session) -> EventsAnswer:
    return EventsView.work_out(next(ask(session)))


@pytest.fixture
def view(session: Session, workplace: Workplace, answer: EventsAnswer, qtbot: QtBot) -> EventsView:
    built = EventsView(session.documents, session.slots, lambda: workplace.themes["light"])
    qtbot.addWidget(built)
    built.resize(1000, 560)
    built.show()
    built.show_answer(answer, session.columns)
    return built


def words(view: EventsView) -> list[str]:
    return [label.text() for label in view.detail.findChildren(QLabel)]


def choose(view: EventsView, answer: EventsAnswer, name: str) -> None:
    view.tree.choose(next(event.id for event in answer.events if event.name == name))


def test_the_signing_of_august_names_none_of_its_41(view: EventsView, answer: EventsAnswer) -> None:
    choose(view, answer, AUGUST)
    shown = words(view)
    assert "41 项无一具名" in shown
    assert "公布 417 亿元，均未落到项目" in shown
    assert "分项对上：10 + 7 + 4 + 20 = 41" in shown
    assert {"大健康", "新一代信息技术", "先进制造", "高技术服务"} <= set(shown)


def test_the_fair_says_how_its_remainder_comes_about(view: EventsView, answer: EventsAnswer) -> None:
    choose(view, answer, FAIR)
    assert any(label.startswith("220 − （") and "＝ 10 亿元" in label for label in words(view))


def test_named_projects_are_rows_to_select_and_to_filter(view: EventsView, answer: EventsAnswer, qtbot: QtBot) -> None:
    choose(view, answer, FAIR)
    event = next(event for event in answer.events if event.name == FAIR)
    links = {link.accessibleName(): link for link in view.detail.findChildren(ElidedLink)}
    with qtbot.waitSignal(view.projects_wanted) as wanted:
        QTest.mouseClick(links["在地图和表里只看这些"], Qt.MouseButton.LeftButton)
    assert wanted.args == [event.named.ids]
    with qtbot.waitSignal(view.selection_wanted) as picked:
        QTest.mouseClick(links["货拉拉汽车中国总部"], Qt.MouseButton.LeftButton)
    assert picked.args == [(67,)]


def test_a_document_opens_at_the_place(view: EventsView, answer: EventsAnswer, qtbot: QtBot) -> None:
    choose(view, answer, FAIR)
    link = next(link for link in view.detail.findChildren(ElidedLink) if link.accessibleName().startswith("文 "))
    with qtbot.waitSignal(view.passage_wanted) as wanted:
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    event = next(event for event in answer.events if event.name == FAIR)
    assert tuple(wanted.args) in answer.places[event.id]


def test_those_inside_others_are_indented_and_lead_on(view: EventsView, answer: EventsAnswer, qtbot: QtBot) -> None:
    outer = next(event for event in answer.events if event.name == "2021年1—8月科学城签约项目累计")
    choose(view, answer, AUGUST)
    assert view.tree.currentIndex().parent().data() == outer.name
    link = next(link for link in view.detail.findChildren(ElidedLink) if link.accessibleName() == outer.name)
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert view.tree.chosen == outer.id


def test_a_new_answer_keeps_what_was_chosen(view: EventsView, answer: EventsAnswer, session: Session) -> None:
    choose(view, answer, AUGUST)
    chosen = view.tree.chosen
    view.show_answer(answer, session.columns)
    assert view.tree.chosen == chosen


def test_hatching_is_what_remains(workplace: Workplace, qtbot: QtBot) -> None:
    bar = SharesBar(lambda: workplace.themes["light"])
    qtbot.addWidget(bar)
    bar.resize(200, 18)
    bar.show_shares(100, [Share(50, 0, "甲 50")], "余 50")
    image = bar.grab().toImage()
    fill = workplace.themes["light"].industry_color(0).rgb()
    assert image.pixel(50, 9) == fill
    assert all(image.pixel(x, 9) != fill for x in range(105, 195))
    assert bar.accessibleName() == "甲 50；余 50"


def test_hints_open_their_projects_and_places(session: Session, qtbot: QtBot) -> None:
    view = FindingsView(session.documents)
    qtbot.addWidget(view)
    findings = FindingsView.work_out(next(ask(session)))
    view.show_answer(findings, session.columns)
    shown = [label.text() for label in view.findChildren(QLabel)]
    assert {finding.words for finding in findings} <= set(shown)
    wanted: list[object] = []
    view.projects_wanted.connect(wanted.append)
    for button in view.findChildren(QPushButton):
        if button.toolTip() and "只看这些项目" in button.toolTip():
            button.click()
    assert sorted(map(len, wanted)) == sorted(len(f.project_ids) for f in findings if f.project_ids)  # type: ignore[arg-type]


def test_words_of_data_stay_words(session: Session, workplace: Workplace, answer: EventsAnswer, qtbot: QtBot) -> None:
    from dataclasses import replace

    hostile = "<img src=x onerror=1>&<b>粗</b>"
    event = replace(answer.events[0], name=hostile)
    view = EventsView(session.documents, session.slots, lambda: workplace.themes["light"])
    qtbot.addWidget(view)
    view.show_answer(replace(answer, events=(event,)), session.columns)
    label = next(label for label in view.detail.findChildren(QLabel) if label.text() == hostile)
    assert label.textFormat() == Qt.TextFormat.PlainText
