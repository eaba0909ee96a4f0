"""The reference of mechanisms: where they are printed, what serves them, and the lists."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.figures.mechanisms import LINKS
from db.filters import Filters
from tests.unit.ui.figures.asking import asking
from ui.figures.mechanisms_view import PLACES, MechanismsAnswer, MechanismsView
from ui.opening.session import Session
from ui.widgets.elided_link import ElidedLink

HOSTILE = "<img src=x onerror=1>&<b>粗</b>"


@pytest.fixture(scope="module")
def answer(session: Session) -> MechanismsAnswer:
    with asking(session) as question:
        return MechanismsView.work_out(question)


@pytest.fixture
def view(session: Session, answer: MechanismsAnswer, qtbot: QtBot) -> MechanismsView:
    built = MechanismsView(session.documents, lambda: {"chain", "lists", "districts"})
    qtbot.addWidget(built)
    built.resize(1000, 600)
    built.show()
    built.show_answer(answer, session.columns)
    return built


def named(view: MechanismsView) -> set[str]:
    return {label.text() for label in view.mechanisms.findChildren(QLabel) if label.objectName() == "boxTitle"}


def buttons(view: MechanismsView, words: str) -> list[QPushButton]:
    return [button for button in view.mechanisms.findChildren(QPushButton) if button.text() == words]


def test_every_mechanism_of_the_ledger_is_there(view: MechanismsView, session: Session) -> None:
    with session.ledger.reading() as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM mechanisms")}
    assert named(view) == names


def test_searching_narrows_them(view: MechanismsView) -> None:
    view.search.setText("链长")
    assert named(view) == {"链长制"}
    view.search.setText("没有这个")
    assert named(view) == set()


def test_a_link_leads_to_what_serves_it_and_only_where_that_is(view: MechanismsView, qtbot: QtBot) -> None:
    view.search.setText("一城引领")
    (button,) = buttons(view, "分区着色")
    with qtbot.waitSignal(view.turn_wanted) as turned:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert turned.args == ["districts"]
    view.search.setText("项目长")
    assert named(view) == {"“项目长”制"}
    assert buttons(view, "阶段看板") == [], "not offered here"


def test_every_place_a_mechanism_names_has_words() -> None:
    assert set(LINKS) <= set(PLACES)


def test_a_document_opens_at_the_place(view: MechanismsView, answer: MechanismsAnswer, qtbot: QtBot) -> None:
    view.search.setText("链长制")
    mechanism = next(m for m in answer.mechanisms if m.name == "链长制")
    button = next(b for b in view.mechanisms.findChildren(QPushButton) if b.text().startswith("文 "))
    with qtbot.waitSignal(view.passage_wanted) as wanted:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert tuple(wanted.args) in {(place.document_id, place.start) for place in mechanism.places}


def test_a_list_is_a_filter_and_a_scope_of_export(view: MechanismsView, answer: MechanismsAnswer, qtbot: QtBot) -> None:
    first = answer.lists[0]
    link = next(link for link in view.lists.findChildren(ElidedLink) if link.accessibleName() == first.name)
    with qtbot.waitSignal(view.filters_wanted) as wanted:
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert wanted.args == [Filters(lists=frozenset({first.id}))]
    export = next(b for b in view.lists.findChildren(QPushButton) if b.text().startswith("导出"))
    with qtbot.waitSignals([view.filters_wanted, view.turn_wanted]):
        QTest.mouseClick(export, Qt.MouseButton.LeftButton)


def test_words_of_data_stay_words(view: MechanismsView, answer: MechanismsAnswer, session: Session) -> None:
    mechanism = replace(answer.mechanisms[0], name=HOSTILE, summary=HOSTILE)
    some = replace(answer.lists[0], name=HOSTILE, kind=HOSTILE)
    view.show_answer(MechanismsAnswer((mechanism,), (some,)), session.columns)
    assert named(view) == {HOSTILE}
    for label in (*view.mechanisms.findChildren(QLabel), *view.lists.findChildren(QLabel)):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_an_empty_ledger_says_so(view: MechanismsView, session: Session) -> None:
    view.show_answer(MechanismsAnswer((), ()), session.columns)
    shown = [label.text() for label in (*view.mechanisms.findChildren(QLabel), *view.lists.findChildren(QLabel))]
    assert {"没有写到这样的机制。", "材料没有列清单。"} <= set(shown)
