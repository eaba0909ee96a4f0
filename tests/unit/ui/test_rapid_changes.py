"""However fast filters change and however late answers come: the last state is shown, and nothing piles up."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.filters import Filters
from ui.application import Workplace
from ui.benchmark.objects import is_alone
from ui.explorer import Explorer
from ui.filters.filter_panel import FilterPanel
from ui.opening.session import Session
from ui.query_runner import QueryRunner
from ui.state import Results
from ui.table.result_pane import ResultPane
from ui.views.steps_taken import UNDO_DEPTH

CHANGES = 1_000
MOST_GROWTH = 400_000
"""Bytes of Python's that may be there more after a thousand changes: less than half a byte a project and change."""


class DelayedRunner(QueryRunner):
    """Answers when it is told to, in any order, even what nobody waits for any more."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[int, Callable[[], object]] = {}

    def submit(self, revision: int, compute: Callable[[], object]) -> None:
        self.asked[revision] = compute

    def is_newest(self, revision: int) -> bool:
        return True

    def answer(self, revision: int) -> None:
        self.finished.emit(revision, self.asked[revision]())


def asked_for(number: int) -> Filters:
    """Another question each time: a pattern of conditions, some of which empty the result."""
    return Filters(
        industries=frozenset({number % 5}),
        stages=frozenset({("签约", "落户", "在建")[number % 3]}) if number % 2 else frozenset(),
        year_from=2020 + number % 4 if number % 7 == 0 else None,
        text=("", "软件", "医")[number % 3],
        taxonomy="2021" if number % 11 == 0 else "",
    )


@pytest.fixture
def explorer_of(session: Session) -> Iterator[Callable[[QueryRunner], Explorer]]:
    runners: list[QueryRunner] = []

    def make(runner: QueryRunner) -> Explorer:
        runners.append(runner)
        return Explorer(session.columns, runner, taxonomies=session.vocabulary.taxonomies)

    yield make
    for runner in runners:
        runner.close()


def test_an_answer_that_comes_late_never_replaces_a_newer_one(
    explorer_of: Callable[[QueryRunner], Explorer], session: Session
) -> None:
    runner = DelayedRunner()
    explorer = explorer_of(runner)
    heard: list[Results] = []
    explorer.results_changed.connect(heard.append)
    first, second, third = Filters(industries=frozenset({1})), Filters(text="软件"), Filters(text="医")
    for filters in (first, second, third):
        explorer.set_filters(filters)
    newest = explorer.state.revision
    runner.answer(newest - 1)
    assert heard == []
    runner.answer(newest)
    runner.answer(newest - 2)
    runner.answer(newest - 1)
    assert [results.filters for results in heard] == [third]
    assert explorer.results.filters == third
    assert np.array_equal(explorer.results.mask, session.columns.mask(third))


def test_an_answer_by_another_taxonomy_that_comes_late_is_dropped(
    explorer_of: Callable[[QueryRunner], Explorer],
) -> None:
    runner = DelayedRunner()
    explorer = explorer_of(runner)
    explorer.set_taxonomy("2021")
    late = explorer.state.revision
    explorer.undo()
    runner.answer(explorer.state.revision)
    runner.answer(late)
    assert explorer.results.filters.taxonomy == ""
    assert set(explorer.results.totals.by_industry) == {1, 2, 3, 4, 0}


def let_go() -> None:
    """Delete what Qt and Python have been told to, but not done yet."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.mark.usefixtures("only_ours")
def test_a_thousand_changes_shown_leave_nothing_behind(
    qtbot: QtBot, session: Session, workplace: Workplace, explorer_of: Callable[[QueryRunner], Explorer]
) -> None:
    explorer = explorer_of(QueryRunner())
    theme = workplace.themes["light"]
    panel = FilterPanel(session.columns, session.slots, lambda: theme, taxonomies=session.vocabulary.taxonomies)
    pane = ResultPane(session.columns, session.slots, lambda: theme)
    for widget in (panel, pane):
        qtbot.addWidget(widget)
        widget.show()
    for listener in (session.show, panel.set_columns, pane.set_columns):
        explorer.columns_changed.connect(listener)
    explorer.state_changed.connect(lambda _old, new: panel.show_filters(new.filters))
    explorer.results_changed.connect(panel.show_results)
    explorer.results_changed.connect(lambda results: pane.show_results(results, frozenset()))

    def change(first: int, last: int) -> None:
        for number in range(first, last):
            explorer.set_filters(asked_for(number))
            if number % 10 == 0:  # some answers are shown, most are overtaken
                qtbot.waitUntil(lambda: explorer.results.revision == explorer.state.revision, timeout=15_000)
        qtbot.waitUntil(lambda: explorer.results.revision == explorer.state.revision, timeout=15_000)
        let_go()

    def count(kind: type[object]) -> int:
        qtbot.waitUntil(is_alone)  # or a tuple that the worker is just filling would be taken hold of
        return sum(isinstance(each, kind) for each in gc.get_objects())

    tracemalloc.start()
    change(0, 2 * UNDO_DEPTH)
    before = tracemalloc.get_traced_memory()[0]
    children = [len(widget.findChildren(QWidget)) for widget in (panel, pane)]
    objects = [count(kind) for kind in (QObject, Results)]
    change(2 * UNDO_DEPTH, 2 * UNDO_DEPTH + CHANGES)
    growth = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()

    last = asked_for(2 * UNDO_DEPTH + CHANGES - 1)
    assert explorer.state.filters == last
    assert explorer.results.filters == last
    assert np.array_equal(explorer.results.mask, explorer.columns.mask(last))
    assert pane.table.table_model.rowCount() == int(explorer.results.mask.sum())
    assert growth < MOST_GROWTH, f"{growth:,} bytes more"
    chips = 6  # the last filters have other conditions than those before, and so other chips and reasons
    assert [len(widget.findChildren(QWidget)) for widget in (panel, pane)] == pytest.approx(children, abs=4 * chips)
    now = [count(kind) for kind in (QObject, Results)]  # fewer is no harm: what earlier tests left may go meanwhile
    assert all(after <= before + 4 * chips for after, before in zip(now, objects, strict=True)), (now, objects)
    session.show(session.vocabulary.taxonomies.speak(session.columns, ""))
