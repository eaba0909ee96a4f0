"""A playback walks the explorer, one drawn stop after the other, and leaves one step in its history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from ui.explorer import Explorer
from ui.query_runner import QueryRunner
from ui.state import Results
from ui.timeline.playback import Playback, Playing

ASKED = Filters(text="中心")


class Map(QObject):
    """Stands in for the map: draws what it is told to acknowledge."""

    drawn = Signal(int, int, int)

    def __init__(self) -> None:
        super().__init__()
        self.revisions: list[int] = []
        self.is_slow = False

    def take(self, results: Results) -> None:
        self.revisions.append(results.revision)
        if not self.is_slow:
            self.drawn.emit(results.revision, 0, 0)


@pytest.fixture(scope="module")
def columns(built_ledger: Path) -> ProjectColumns:
    with Ledger.open(built_ledger) as ledger:
        return ledger.load_columns()


@pytest.fixture
def map_() -> Map:
    return Map()


@pytest.fixture
def explorer(qtbot: QtBot, columns: ProjectColumns, map_: Map) -> Iterator[Explorer]:
    runner = QueryRunner()
    made = Explorer(columns, runner)
    made.results_changed.connect(map_.take)
    with qtbot.waitSignal(made.results_changed):
        made.set_filters(ASKED)
    yield made
    runner.close()


@pytest.fixture
def playback(explorer: Explorer, map_: Map) -> Iterator[Playback]:
    made = Playback(explorer, map_.drawn)
    made.set_speed(200)
    yield made
    made.stop()  # its pace would go on into the next test


def finish(qtbot: QtBot, playback: Playback) -> None:
    qtbot.waitUntil(lambda: playback.state is not Playing.RUNNING, timeout=15_000)


def test_it_plays_every_stop_in_order_and_ends_at_the_plain_filter(
    qtbot: QtBot, playback: Playback, explorer: Explorer, columns: ProjectColumns
) -> None:
    seen: list[Filters] = []
    explorer.state_changed.connect(lambda _old, new: seen.append(new.filters))
    playback.toggle()
    plan = playback.plan
    assert plan is not None
    finish(qtbot, playback)
    assert seen == [plan.filters(place) for place in range(len(plan))]
    assert len(seen) > 5
    assert explorer.results.rows.tolist() == columns.mask(plan.filters(len(plan) - 1)).nonzero()[0].tolist()
    assert playback.is_at_end


def test_no_stop_is_asked_for_before_the_one_before_is_drawn(
    qtbot: QtBot, playback: Playback, explorer: Explorer, map_: Map
) -> None:
    map_.is_slow = True
    with qtbot.waitSignal(explorer.results_changed):
        playback.toggle()
    first = explorer.state.revision
    with qtbot.assertNotEmitted(explorer.state_changed, wait=100):
        map_.drawn.emit(first - 1, 0, 0)
    map_.drawn.emit(first, 0, 0)
    assert (playback.place, explorer.state.revision) == (1, first + 1)


def test_one_undo_takes_the_whole_playback_back_and_ends_it(
    qtbot: QtBot, playback: Playback, explorer: Explorer
) -> None:
    playback.toggle()
    finish(qtbot, playback)
    assert explorer.state.filters != ASKED
    explorer.undo()
    assert explorer.state.filters == ASKED
    assert playback.state is Playing.IDLE
    explorer.undo()
    assert explorer.state.filters == Filters()


def test_pausing_keeps_the_stop_and_going_on_starts_there(qtbot: QtBot, playback: Playback, explorer: Explorer) -> None:
    playback.toggle()
    qtbot.waitUntil(lambda: playback.place >= 2)
    playback.toggle()
    paused = explorer.state.filters
    with qtbot.assertNotEmitted(explorer.state_changed, wait=60):
        pass
    assert explorer.state.filters == paused
    assert playback.state is Playing.PAUSED
    place = playback.place
    playback.toggle()
    qtbot.waitUntil(lambda: playback.place > place)


def test_stopping_brings_back_what_was_before_and_leaves_no_step(
    qtbot: QtBot, playback: Playback, explorer: Explorer
) -> None:
    playback.toggle()
    qtbot.waitUntil(lambda: playback.place >= 2)
    playback.stop()
    assert explorer.state.filters == ASKED
    assert playback.state is Playing.IDLE
    explorer.undo()
    assert explorer.state.filters == Filters()


def test_stopping_keeps_what_was_selected_meanwhile(qtbot: QtBot, playback: Playback, explorer: Explorer) -> None:
    playback.step(1)
    explorer.select([3])
    playback.step(1)
    playback.stop()
    assert explorer.state.filters == ASKED
    assert explorer.state.selection == {3}


def test_steps_go_on_and_back_and_stay_within_the_ends(playback: Playback, explorer: Explorer) -> None:
    playback.step(1)
    plan = playback.plan
    assert plan is not None
    assert explorer.state.filters == plan.filters(0)
    playback.step(1)
    assert explorer.state.filters == plan.filters(1)
    playback.step(-5)
    assert explorer.state.filters == plan.filters(0)
    playback.stop()
    playback.step(-1)
    assert explorer.state.filters == plan.filters(len(plan) - 1)


def test_other_filters_end_the_playback_and_stand(qtbot: QtBot, playback: Playback, explorer: Explorer) -> None:
    playback.toggle()
    explorer.set_filters(Filters(text="产业"))
    assert playback.state is Playing.IDLE
    playback.stop()
    assert explorer.state.filters == Filters(text="产业")


def test_single_months_and_the_undated_change_in_the_midst(playback: Playback, explorer: Explorer) -> None:
    playback.step(1)
    playback.step(1)
    plan = playback.plan
    assert plan is not None
    assert explorer.state.filters == plan.filters(1)
    assert plan.with_undated
    playback.set_manner(with_undated=False)
    assert explorer.state.filters == plan.filters(1).with_(with_undated=False)
    playback.set_manner(single=True)
    assert explorer.state.filters.month_from == explorer.state.filters.month_to
    playback.stop()
    assert explorer.state.filters == ASKED


def test_nothing_dated_does_not_begin(qtbot: QtBot, playback: Playback, explorer: Explorer) -> None:
    with qtbot.waitSignal(explorer.results_changed):
        explorer.set_filters(Filters(text="没有这样的词"))
    assert not playback.can_play
    playback.toggle()
    playback.step(1)
    assert playback.state is Playing.IDLE


def test_little_motion_is_slow(explorer: Explorer, map_: Map) -> None:
    calm = Playback(explorer, map_.drawn, lambda: True)
    calm.set_speed(8)
    assert calm.pace_ms == 1000
