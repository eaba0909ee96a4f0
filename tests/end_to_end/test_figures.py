"""Someone checks announcements: from a card to the reconciliation, judges a pair and thinks better of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from db.figures.repeats import Repeat
from tests.end_to_end.person import Person
from tests.waiting import until
from ui.figures.chain_view import ChainView
from ui.figures.events_view import EventsView
from ui.figures.indicators_view import IndicatorsView
from ui.figures.mechanisms_view import MechanismsView
from ui.figures.repeats_view import RepeatsView
from ui.figures.view import FigureView
from ui.widgets.elided_link import ElidedLink

pytestmark = pytest.mark.window

LEFT = Qt.MouseButton.LeftButton
HUOLALA = 67


View = TypeVar("View", bound=FigureView)


def view_of(person: Person, kind: type[View]) -> View:
    view = person.window.figures.get(kind.place)
    assert isinstance(view, kind)
    return view


def decided(path: Path) -> list[tuple[int, int, str]]:
    """What the file says was decided."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT first_id, second_id, verdict FROM repeat_decisions").fetchall()


def test_a_card_leads_to_the_reconciliation_of_its_announcement(person: Person) -> None:
    window = person.window
    window.explorer.select([HUOLALA])
    until(lambda: window.detail_panel.card is not None)
    card = window.detail_panel.card
    assert card is not None
    (event,) = card.events
    link = next(x for x in window.detail_panel.findChildren(ElidedLink) if x.accessibleName() == event.name)
    QTest.mouseClick(link, LEFT)
    view = view_of(person, EventsView)
    until(lambda: view.tree.chosen == event.id)
    assert view.isVisible()
    assert "对上：3 项全部具名" in [label.text() for label in view.detail.findChildren(QLabel)]
    only = next(x for x in view.detail.findChildren(ElidedLink) if x.accessibleName() == "在地图和表里只看这些")
    QTest.mouseClick(only, LEFT)
    person.settle()
    assert person.window.explorer.results.totals.count == 3
    assert person.window.explorer.results.totals.amount_wan == 2_100_000


def test_a_decision_is_written_and_taken_back_from_the_menu(person: Person) -> None:
    window = person.window
    path, undo, redo = window.session.ledger.path, *(window.actions_by_key[key] for key in ("undo_edit", "redo_edit"))
    window.figures.open(RepeatsView.place)
    view = view_of(person, RepeatsView)
    until(lambda: isinstance(view.tree.chosen, Repeat))
    pair = view.tree.chosen
    assert isinstance(pair, Repeat)
    assert not undo.isEnabled()
    QTest.mouseClick(view.detail.buttons["different"], LEFT)
    until(lambda: not view.detail.buttons["different"].isEnabled())
    assert decided(path) == [(pair.first_id, pair.second_id, "different")]
    assert undo.isEnabled()
    assert "判断是否同一" in undo.text()
    undo.trigger()
    until(lambda: not view.detail.buttons[None].isEnabled())
    assert decided(path) == []
    redo.trigger()
    until(lambda: not view.detail.buttons["different"].isEnabled())
    assert decided(path) == [(pair.first_id, pair.second_id, "different")]


def test_a_mechanism_colours_the_districts(person: Person) -> None:
    window = person.window
    window.figures.open(MechanismsView.place)
    view = view_of(person, MechanismsView)
    until(lambda: view.mechanisms.findChildren(QPushButton))
    view.search.setText("五区联动")
    button = next(b for b in view.mechanisms.findChildren(QPushButton) if b.text() == "分区着色")
    QTest.mouseClick(button, LEFT)
    assert window.map_settings.state.mode == "choropleth"
    assert window.map_settings.state.choropleth.unit == "district"
    person.settle()


def test_every_link_of_a_mechanism_leads_somewhere(person: Person) -> None:
    window = person.window
    window.figures.open(MechanismsView.place)
    view = view_of(person, MechanismsView)
    until(lambda: view.mechanisms.findChildren(QPushButton))
    view.search.setText("链长")
    QTest.mouseClick(next(b for b in view.mechanisms.findChildren(QPushButton) if b.text() == "产业链"), LEFT)
    assert window.result_pane.tabs.tabText(window.result_pane.tabs.currentIndex()) == "产业链"
    window.figures.open(MechanismsView.place)
    view.search.setText("三园多点")
    QTest.mouseClick(next(b for b in view.mechanisms.findChildren(QPushButton) if b.text() == "园区×产业"), LEFT)
    assert window.result_pane.tabs.tabText(window.result_pane.tabs.currentIndex()) == "产业链"
    assert view_of(person, ChainView).page == "matrix"


def test_indicators_are_there_when_looked_at(person: Person) -> None:
    window = person.window
    window.figures.open(IndicatorsView.place)
    view = view_of(person, IndicatorsView)
    until(lambda: view.count.text())
    with window.session.ledger.reading() as connection:
        (count,) = connection.execute("SELECT count(*) FROM indicators").fetchone()
    until(lambda: view.count.text() == f"{count} / {count} 条")
