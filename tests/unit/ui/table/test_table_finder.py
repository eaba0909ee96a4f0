"""Finding in the table: what is typed last is what is counted, marked and stepped through."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.application import Workplace
from ui.explorer import compute_results
from ui.opening.session import Session
from ui.state import ExplorerState, Sort
from ui.table.result_pane import ResultPane
from ui.table.table_columns import COLUMNS, NUMBERS
from ui.table.table_finder import TableFinder


@pytest.fixture
def pane(qtbot: QtBot, session: Session, workplace: Workplace) -> ResultPane:
    made = ResultPane(session.columns, session.slots, lambda: workplace.themes["light"])
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show_results(compute_results(session.columns, ExplorerState()), frozenset())
    made.show()
    return made


@pytest.fixture
def finder(pane: ResultPane) -> TableFinder:
    return pane.finder


def places_that_say(pane: ResultPane, word: str) -> list[int]:
    """Rows one of whose shown cells of words says it, read cell by cell."""
    model = pane.table.table_model
    shown = [NUMBERS[key] for key in pane.settings.layout.visible if not COLUMNS[NUMBERS[key]].numeric]
    return [
        place
        for place in range(model.rowCount())
        if any(word.casefold() in model.text_at(place, column).casefold() for column in shown)
    ]


def two_words(pane: ResultPane) -> tuple[str, str]:
    """Words that several rows say, not the same ones."""
    first, second = places_that_say(pane, "电子"), places_that_say(pane, "医")
    assert min(len(first), len(second)) > 1
    assert first != second
    return "电子", "医"


def stepped(pane: ResultPane, steps: int) -> list[int]:
    found = []
    for _ in range(steps):
        pane.finder.step(1)
        found.append(pane.table.currentIndex().row())
    return found


def test_a_second_word_is_looked_for_when_the_pause_ends_by_itself(
    qtbot: QtBot, pane: ResultPane, finder: TableFinder
) -> None:
    for word in two_words(pane):
        finder.field.setText(word)
        wanted = places_that_say(pane, word)
        qtbot.waitUntil(lambda wanted=wanted: finder.count.text().endswith(f"{len(wanted):,} 处"))  # type: ignore[misc]
        assert sorted(stepped(pane, len(wanted))) == wanted
        pane.table.clearSelection()
        pane.table.setCurrentIndex(pane.table.table_model.index(-1, -1))


def test_enter_does_not_wait_for_the_pause(pane: ResultPane, finder: TableFinder) -> None:
    for word in two_words(pane):
        finder.field.setText(word)
        wanted = places_that_say(pane, word)
        QTest.keyClick(finder.field, Qt.Key.Key_Return)
        assert pane.table.currentIndex().row() in wanted
        assert finder.count.text().endswith(f" / {len(wanted):,}")


def test_results_that_come_before_the_pause_ends_are_searched_for_what_is_typed(
    pane: ResultPane, finder: TableFinder, session: Session
) -> None:
    first, second = two_words(pane)
    finder.field.setText(first)
    finder.step(1)
    finder.field.setText(second)
    turned = ExplorerState(sort=Sort("name", descending=True))
    pane.show_results(compute_results(session.columns, turned), frozenset())
    wanted = places_that_say(pane, second)
    assert sorted(stepped(pane, len(wanted))) == wanted


def test_a_new_result_of_the_same_word_is_not_searched_again(
    pane: ResultPane, finder: TableFinder, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _second = two_words(pane)
    finder.field.setText(first)
    finder.step(1)
    words = type(pane.table.table_model.words)
    monkeypatch.setattr(words, "matching", lambda *_: pytest.fail("looked through all cells again"))
    pane.show_results(compute_results(session.columns, ExplorerState()), frozenset())
    finder.step(1)
    assert pane.table.currentIndex().row() in places_that_say(pane, first)


def test_a_word_nobody_says_is_said_to_be_nowhere_and_leaving_forgets_it(pane: ResultPane, finder: TableFinder) -> None:
    finder.field.setText("没有这个词")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert finder.count.text() == "没有"
    assert not finder.next.isEnabled()
    QTest.keyClick(finder.field, Qt.Key.Key_Escape)
    assert finder.field.text() == ""
    assert finder.count.text() == ""
