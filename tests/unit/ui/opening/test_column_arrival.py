"""The window of a large ledger stands before its projects are read, and then shows all of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from db.connection import LedgerCorrupt
from db.filters import Filters
from db.index import column_process
from db.index.column_process import ColumnProcess, Heard
from db.index.columns import ProjectColumns
from db.index.late_strings import ReadingStopped
from db.ledger import Ledger
from db.synthetic import write_synthetic_ledger
from ui.application import WindowKeeper, Workplace
from ui.main_window import MainWindow
from ui.opening.column_arrival import ColumnArrival

pytestmark = pytest.mark.window
PROJECTS = 300


class Told:
    """A reading that does what a test tells it, and when."""

    def __init__(self, ledger: Path) -> None:

        self._ledger = ledger
        self.go_on, self.is_stopped, self.has_ended = threading.Event(), threading.Event(), threading.Event()
        self.error: Exception | None = None

    def read(self, heard: Heard) -> ProjectColumns:
        heard(0.42, 126, PROJECTS)
        self.go_on.wait()
        if self.is_stopped.is_set():
            raise ReadingStopped
        if self.error is not None:
            raise self.error
        with Ledger.open(self._ledger) as ledger:
            return ledger.load_columns()

    def follow(self) -> None:
        pass

    def stop(self) -> None:
        self.is_stopped.set()
        self.go_on.set()

    def end(self) -> None:
        self.has_ended.set()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.kxc"
    write_synthetic_ledger(path, PROJECTS, seed=2)
    return path


@pytest.fixture
def told(large: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    reading = Told(large)
    monkeypatch.setattr(column_process, "LEAST_APART", PROJECTS)
    monkeypatch.setattr("db.index.column_process.ColumnProcess", lambda _path, _cache: reading)
    return reading


@pytest.fixture
def keeper(workplace: Workplace, told: Told) -> Iterator[WindowKeeper]:
    kept = WindowKeeper(workplace)
    yield kept
    told.stop()
    if kept.window is not None:
        kept.window.close()


def arrival_of(window: MainWindow | None) -> ColumnArrival:
    assert window is not None
    found = window.findChild(ColumnArrival)
    assert isinstance(found, ColumnArrival)
    return found


def open_large(keeper: WindowKeeper, large: Path) -> tuple[MainWindow, ColumnArrival]:
    keeper.open(large)
    assert keeper.window is not None
    return keeper.window, arrival_of(keeper.window)


def test_the_window_stands_at_once_and_says_how_far_the_reading_is(
    qtbot: QtBot, keeper: WindowKeeper, large: Path
) -> None:
    window, arrival = open_large(keeper, large)
    assert window.isVisible()
    qtbot.waitUntil(lambda: arrival.card.bar.value() == 420)
    assert arrival.card.words.text() == "126 / 300 项"
    assert arrival.card.isVisible()
    assert not window.result_pane.totals.isVisible(), "that nothing is read yet is not that there is nothing"
    assert not window.filter_panel.search.isVisible()
    assert not window.actions_by_key["undo_edit"].isEnabled()


def test_the_time_bar_says_that_dates_are_read_not_that_there_are_none(
    qtbot: QtBot, keeper: WindowKeeper, large: Path, told: Told
) -> None:
    window, arrival = open_large(keeper, large)
    bar = window.time.bar
    assert bar.axis.empty_words == "正在读入台账，读完后显示日期"
    assert not bar.isEnabled()
    assert not bar.range_words.isVisible()
    assert not bar.undated.isVisible(), "how many have no date nobody knows yet"
    with qtbot.waitSignals([arrival.arrived, window.explorer.results_changed], timeout=20_000):
        told.go_on.set()
    assert "正在读入" not in bar.axis.empty_words
    assert bar.isEnabled()
    assert bar.range_words.isVisible()
    assert bar.undated.isVisible()


def test_the_map_and_what_is_not_of_projects_can_be_used_meanwhile(
    qtbot: QtBot, keeper: WindowKeeper, large: Path
) -> None:
    window, _ = open_large(keeper, large)
    with qtbot.waitSignal(window.map_view.drawn, timeout=20_000):
        pass
    window.set_theme("dark")
    window.explorer.set_filters(Filters(text="芯片"))
    qtbot.waitUntil(lambda: window.explorer.results.filters.text == "芯片")
    assert len(window.explorer.results.rows) == 0
    window.set_theme("light")


def test_all_views_show_the_projects_once_they_are_read(
    qtbot: QtBot, keeper: WindowKeeper, large: Path, told: Told
) -> None:
    window, arrival = open_large(keeper, large)
    with qtbot.waitSignals([arrival.arrived, window.explorer.results_changed], timeout=20_000):
        told.go_on.set()
    with Ledger.open(large) as ledger:
        whole = ledger.load_columns()
    assert window.explorer.results.totals.count == PROJECTS
    assert window.explorer.results.facets == whole.facets(Filters())
    assert window.result_pane.table.model().rowCount() == PROJECTS
    assert window.result_pane.totals.isVisible()
    assert window.filter_panel.search.isVisible()
    assert window.time.timeline.span is not None
    assert window.feed.show_results is not None
    assert len(window.session.slots.of_rows) == PROJECTS
    assert window.filter_panel.parks.isVisible()
    qtbot.waitUntil(told.has_ended.is_set)


def test_what_was_asked_meanwhile_is_answered_then(qtbot: QtBot, keeper: WindowKeeper, large: Path, told: Told) -> None:
    window, arrival = open_large(keeper, large)
    asked = Filters(industries=frozenset({1}))
    window.explorer.set_filters(asked)
    with qtbot.waitSignal(arrival.arrived, timeout=20_000):
        told.go_on.set()
    with Ledger.open(large) as ledger:
        expected = int(ledger.load_columns().mask(asked).sum())
    qtbot.waitUntil(lambda: window.explorer.results.totals.count == expected)
    assert 0 < expected < PROJECTS


def test_cancelling_closes_the_window_and_ends_the_reading(
    qtbot: QtBot, keeper: WindowKeeper, large: Path, told: Told, built_ledger: Path
) -> None:
    keeper.open(built_ledger)
    before = keeper.window
    window, arrival = open_large(keeper, large)
    arrival.card.stop_wanted.emit()
    assert told.is_stopped.is_set()
    assert told.has_ended.is_set(), "the thread is over when the window is closed"
    assert not window.isVisible()
    assert keeper.window is before
    assert before is not None
    assert before.isVisible(), "what was open stays"


def test_the_old_window_goes_only_when_the_new_one_has_its_projects(
    qtbot: QtBot, keeper: WindowKeeper, large: Path, told: Told, built_ledger: Path
) -> None:
    keeper.open(built_ledger)
    before = keeper.window
    assert before is not None
    _, arrival = open_large(keeper, large)
    assert before.isVisible()
    with qtbot.waitSignals([before.closed, arrival.arrived], timeout=20_000):
        told.go_on.set()


def test_a_ledger_that_cannot_be_read_is_one_sentence_and_the_window_goes(
    qtbot: QtBot, keeper: WindowKeeper, large: Path, told: Told
) -> None:
    window, arrival = open_large(keeper, large)
    told.error = LedgerCorrupt("台账文件已损坏，未作任何改动。")
    with qtbot.waitSignal(arrival.failed, timeout=20_000):
        told.go_on.set()
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert box.text() == "台账文件已损坏，未作任何改动。"
    with qtbot.waitSignal(window.closed):
        box.accept()
    assert keeper.window is None


def test_another_large_ledger_asked_for_meanwhile_takes_the_place_of_the_first(
    qtbot: QtBot, keeper: WindowKeeper, large: Path, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = open_large(keeper, large)
    other = tmp_path / "other.kxc"
    write_synthetic_ledger(other, PROJECTS, seed=9)
    second = Told(other)
    monkeypatch.setattr(
        "db.index.column_process.ColumnProcess", cast("Callable[..., ColumnProcess]", lambda *_: second)
    )
    with qtbot.waitSignal(first.closed):
        keeper.open(other)
    assert told.is_stopped.is_set()
    assert keeper.window is not first
    assert keeper.window is not None
    second.go_on.set()
    with qtbot.waitSignal(arrival_of(keeper.window).arrived, timeout=20_000):
        pass
