"""The desk of figures: worked out while looked at, never twice, never stale; what is pressed reaches the explorer."""

from __future__ import annotations

import datetime
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.figures.repeats import decide_repeat
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from ui.application import Workplace
from ui.explorer import Explorer
from ui.figures.desk import FiguresDesk
from ui.figures.view import FigureView, Question
from ui.figures.views import ViewOffer, offer_views
from ui.opening.session import Session
from ui.query_runner import QueryRunner
from ui.table.result_tabs import ResultTabs

NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)


class Counting(FigureView):
    """Counts the result in SQL and remembers its answers."""

    tab_title = "计数"

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Any] = []
        self.asks_for = 0

    def options(self) -> object:
        return self.asks_for

    @staticmethod
    def work_out(question: Question) -> object:
        (decided,) = question.connection.execute("SELECT count(*) FROM repeat_decisions").fetchone()
        return int(question.mask.sum()), question.options, decided

    def show_answer(self, answer: object, columns: ProjectColumns) -> None:
        self.answers.append(answer)


class Standing(Counting):
    """The same, whatever is filtered."""

    tab_title = "不变"
    follows_filters = False


class Slow(FigureView):
    """Works until it is stopped, unless it is let through."""

    tab_title = "慢"
    let_through = threading.Event()

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[int, int]] = []
        self.answers: list[Any] = []

    @classmethod
    def work_out(cls, question: Question) -> object:
        done = 0
        question.watch(done, 100)
        while not cls.let_through.wait(0.002):
            done += 1
            question.watch(done, 100)
        return done

    def show_progress(self, done: int, total: int) -> None:
        self.heard.append((done, total))

    def show_answer(self, answer: object, columns: ProjectColumns) -> None:
        self.answers.append(answer)


class Desk:
    """A desk with two views in a pane that is shown."""

    def __init__(self, session: Session, ledger: Path, qtbot: QtBot) -> None:
        self.runner = QueryRunner()
        self.explorer = Explorer(session.columns, self.runner)
        self.pane = QWidget()
        self.tabs = ResultTabs(self.pane)
        self.tabs.add("项目", QWidget())
        self.tabs.stack.setParent(self.pane)
        self.counting, self.standing = Counting(), Standing()
        self.built: list[str] = []
        self.slow = Slow()
        offers = (
            ViewOffer("counting", "计数", self._counting),
            ViewOffer("standing", "不变", self._standing),
            ViewOffer("slow", "慢", lambda: self.slow),
        )
        self.desk = FiguresDesk(ledger, self.explorer, offers, self.tabs, now=lambda: NOW)
        qtbot.addWidget(self.pane)
        self.pane.show()

    def _counting(self) -> FigureView:
        self.built.append("counting")
        return self.counting

    def _standing(self) -> FigureView:
        self.built.append("standing")
        return self.standing

    def close(self) -> None:
        self.desk.close()
        self.runner.close()


@pytest.fixture
def desk(session: Session, built_ledger: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    ledger = tmp_path / "ledger.kxc"
    shutil.copyfile(built_ledger, ledger)
    built = Desk(session, ledger, qtbot)
    yield built
    built.close()


def test_a_view_is_built_when_somebody_looks_and_only_once(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.dress()
    desk.desk.refresh()
    assert (desk.built, desk.desk.views) == ([], ())
    desk.desk.open("standing")
    desk.tabs.setCurrentIndex(0)
    desk.desk.open("standing")
    assert desk.desk.get("standing") is desk.standing
    assert desk.built == ["standing"]
    assert desk.standing.isVisible()
    qtbot.waitUntil(lambda: bool(desk.standing.answers))


def test_every_offer_says_what_its_view_says(session: Session, workplace: Workplace, qtbot: QtBot) -> None:
    offers = offer_views(session, lambda: workplace.themes["light"])
    assert len({offer.place for offer in offers}) == len(offers) > 5
    for offer in offers:
        view = offer.build()
        qtbot.addWidget(view)
        assert (view.place, view.tab_title, view.first_height) == (offer.place, offer.title, offer.height)


def test_nothing_is_worked_out_unseen(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.explorer.results_changed):
        desk.explorer.set_filters(Filters(kinds=frozenset({"city"})))
    assert desk.desk._revision == 0  # noqa: SLF001 - no work was asked for
    desk.desk.open("counting")
    qtbot.waitUntil(lambda: bool(desk.counting.answers))
    assert desk.counting.answers == [(int(desk.explorer.results.totals.count), 0, 0)]


def test_the_same_question_is_not_asked_twice(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.open("counting")
    qtbot.waitUntil(lambda: bool(desk.counting.answers))
    revision = desk.desk._revision  # noqa: SLF001
    desk.tabs.setCurrentIndex(0)
    desk.desk.open("counting")
    desk.desk.refresh()
    assert desk.desk._revision == revision  # noqa: SLF001


def test_filters_are_followed_or_not(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.open("standing")
    qtbot.waitUntil(lambda: bool(desk.standing.answers))
    revision = desk.desk._revision  # noqa: SLF001
    with qtbot.waitSignal(desk.explorer.results_changed):
        desk.explorer.set_filters(Filters(kinds=frozenset({"city"})))
    assert desk.desk._revision == revision, "its answer stands"  # noqa: SLF001
    desk.desk.open("counting")
    qtbot.waitUntil(lambda: bool(desk.counting.answers))
    assert desk.counting.answers[-1][0] == desk.explorer.results.totals.count


def test_a_view_left_before_its_answer_is_asked_again(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.open("counting")
    desk.desk.open("standing")
    qtbot.waitUntil(lambda: bool(desk.standing.answers))
    desk.desk.open("counting")
    qtbot.waitUntil(lambda: bool(desk.counting.answers))


def test_options_of_a_view_ask_anew(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.open("counting")
    qtbot.waitUntil(lambda: bool(desk.counting.answers))
    desk.counting.asks_for = 7
    desk.counting.options_changed.emit()
    qtbot.waitUntil(lambda: len(desk.counting.answers) > 1)
    assert desk.counting.answers[-1][1] == 7


def test_rows_behind_a_figure_become_the_result(desk: Desk) -> None:
    desk.desk.open("counting")
    desk.counting.projects_wanted.emit((1, 3))
    assert desk.explorer.state.filters.ids == frozenset({1, 3})
    desk.explorer.undo()
    assert desk.explorer.state.filters.is_empty


def test_an_edit_is_journalled_and_the_figures_follow(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.open("standing")
    qtbot.waitUntil(lambda: bool(desk.standing.answers))
    with qtbot.waitSignal(desk.desk.edited):
        desk.standing.edit_wanted.emit(lambda connection, now: decide_repeat(connection, 1, 45, "same", now))
    qtbot.waitUntil(lambda: len(desk.standing.answers) > 1)
    assert [answer[2] for answer in desk.standing.answers] == [0, 1]
    with Ledger.open(desk.desk._path) as ledger:  # noqa: SLF001
        history = ledger.read_edits()
    assert history.undoable is not None
    assert history.undoable.kind == "repeat"


def test_a_refused_edit_says_so_and_changes_nothing(desk: Desk, qtbot: QtBot) -> None:
    desk.desk.open("standing")
    qtbot.waitUntil(lambda: bool(desk.standing.answers))
    with qtbot.waitSignal(desk.desk.told) as told, qtbot.assertNotEmitted(desk.desk.edited):
        desk.standing.edit_wanted.emit(lambda connection, now: decide_repeat(connection, 1, 1, "same", now))
    assert "未作改动" in told.args[0]


def test_a_failure_of_the_worker_is_reported(desk: Desk, qtbot: QtBot) -> None:
    desk.desk._path.unlink()  # noqa: SLF001
    with qtbot.waitSignal(desk.desk.failed) as failed:
        desk.desk.open("counting")
    assert str(failed.args[0])


def test_long_work_tells_how_far_it_is_and_ends_when_nobody_waits(desk: Desk, qtbot: QtBot) -> None:
    Slow.let_through.clear()
    desk.desk.open("slow")
    qtbot.waitUntil(lambda: len(desk.slow.heard) > 2)
    assert desk.slow.heard[0] == (0, 100)
    desk.slow.stop_wanted.emit()
    desk.desk.refresh()  # what was stopped does not begin again by itself
    desk.desk.open("counting")
    qtbot.waitUntil(lambda: bool(desk.counting.answers))  # the one worker is free: the work has ended
    assert desk.slow.answers == []
    desk.desk.open("slow")
    assert desk.slow.answers == []
    Slow.let_through.set()
    with qtbot.assertNotEmitted(desk.desk.failed):
        desk.slow.options_changed.emit()
        qtbot.waitUntil(lambda: desk.slow.answers == [0])


def test_long_work_ends_when_another_view_is_looked_at(desk: Desk, qtbot: QtBot) -> None:
    Slow.let_through.clear()
    desk.desk.open("slow")
    qtbot.waitUntil(lambda: bool(desk.slow.heard))
    with qtbot.assertNotEmitted(desk.desk.failed):
        desk.desk.open("counting")
        qtbot.waitUntil(lambda: bool(desk.counting.answers))
    assert desk.slow.answers == []
