from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from db.filters import Filters
from db.index.columns import Position, ProjectColumns
from db.index.cross_filter import CrossFilter
from db.index.facets import Facets, count_facets
from db.ledger import Ledger
from ui.explorer import Explorer, compute_results
from ui.query_runner import QueryRunner, Superseded
from ui.state import ExplorerState, Found, Results, SelectMode, Sort

HEALTH = 2


@pytest.fixture(scope="module")
def columns(built_ledger: Path) -> ProjectColumns:
    with Ledger.open(built_ledger) as ledger:
        return ledger.load_columns()


@pytest.fixture
def explorer(qtbot: QtBot, columns: ProjectColumns) -> Iterator[Explorer]:
    runner = QueryRunner()
    yield Explorer(columns, runner)
    runner.close()


def health() -> Filters:
    return Filters(industries=frozenset({HEALTH}))


def test_the_first_results_show_every_project(explorer: Explorer, columns: ProjectColumns) -> None:
    assert explorer.results.totals.count == len(columns)
    assert sorted(explorer.results.rows.tolist()) == list(range(len(columns)))


def test_a_filter_change_answers_with_its_own_revision_and_figures(
    qtbot: QtBot, explorer: Explorer, columns: ProjectColumns
) -> None:
    with qtbot.waitSignal(explorer.results_changed) as blocker:
        explorer.set_filters(health())
    results: Results = blocker.args[0]
    assert results.revision == explorer.state.revision == 1
    assert 0 < results.totals.count < len(columns)
    assert results.totals.count == len(results.rows) == int(results.mask.sum())
    assert explorer.results is results


def test_an_equal_state_is_no_change(qtbot: QtBot, explorer: Explorer) -> None:
    with qtbot.assertNotEmitted(explorer.state_changed):
        explorer.set_filters(Filters())
        explorer.select(())
        explorer.set_sort(Sort())
    assert explorer.state.revision == 0


def test_selecting_hands_on_the_same_rows_under_a_new_revision(explorer: Explorer) -> None:
    rows = explorer.results.rows
    explorer.select([1, 2])
    assert explorer.results.revision == explorer.state.revision == 1
    assert explorer.results.rows is rows


def test_selecting_while_a_sort_is_under_way_does_not_lose_the_sort(qtbot: QtBot, explorer: Explorer) -> None:
    explorer.set_sort(Sort("name"))
    with qtbot.waitSignal(explorer.results_changed):
        explorer.select([3])
    assert explorer.results.sort == Sort("name")
    assert explorer.results.rows.tolist() != sorted(explorer.results.rows.tolist())


@pytest.mark.parametrize(
    ("mode", "wanted"),
    [
        (SelectMode.REPLACE, {2, 3}),
        (SelectMode.ADD, {1, 2, 3}),
        (SelectMode.TOGGLE, {1, 3}),
        (SelectMode.SUBTRACT, {1}),
    ],
)
def test_a_pick_joins_the_selection_in_its_mode(explorer: Explorer, mode: SelectMode, wanted: set[int]) -> None:
    explorer.select([1, 2])
    explorer.select([2, 3], mode)
    assert explorer.state.selection == wanted


def test_the_card_follows_a_single_pick_and_closes_when_it_is_taken_back(explorer: Explorer) -> None:
    explorer.select([1, 2, 3])
    explorer.select([7], SelectMode.ADD)
    assert explorer.state.current_id == 7
    explorer.select([7], SelectMode.TOGGLE)
    assert explorer.state.current_id == 1
    explorer.clear_selection()
    assert explorer.state.current_id is None


def test_undo_and_redo_walk_the_same_states(qtbot: QtBot, explorer: Explorer) -> None:
    explorer.select([5])
    with qtbot.waitSignal(explorer.results_changed):
        explorer.set_filters(health())
    with qtbot.waitSignal(explorer.results_changed):
        explorer.undo()
    assert explorer.state.filters == Filters()
    assert explorer.state.selection == {5}
    explorer.undo()
    assert explorer.state.selection == frozenset()
    assert not explorer.steps.can_undo
    explorer.redo()
    with qtbot.waitSignal(explorer.results_changed):
        explorer.redo()
    assert explorer.state.filters == health()
    assert not explorer.steps.can_redo
    assert explorer.state.revision == 6  # revisions never go back, or a stale answer could pass for a fresh one


def test_a_new_change_forgets_what_was_undone(explorer: Explorer) -> None:
    explorer.select([1])
    explorer.undo()
    explorer.select([2])
    assert not explorer.steps.can_redo


def test_stale_results_are_dropped(qtbot: QtBot, columns: ProjectColumns) -> None:
    runner = QueryRunner()
    gate, calls = threading.Event(), []

    def slow() -> str:
        gate.wait(10)
        calls.append("slow")
        return "stale"

    runner.submit(1, slow)
    with qtbot.waitSignal(runner.finished) as blocker:
        runner.submit(2, lambda: "fresh")
        gate.set()
    assert blocker.args == [2, "fresh"]
    assert calls == ["slow"]
    runner.close()


def test_after_closing_nothing_is_computed_and_nothing_breaks(qtbot: QtBot, columns: ProjectColumns) -> None:
    runner = QueryRunner()
    asking = Explorer(columns, runner)
    runner.close()
    with qtbot.assertNotEmitted(asking.results_changed):
        asking.set_filters(health())
    assert asking.state.filters == health()
    assert not runner.is_newest(asking.state.revision)


def test_a_thousand_rapid_changes_end_in_the_last_state_and_start_few_computations(
    qtbot: QtBot, explorer: Explorer, columns: ProjectColumns
) -> None:
    seen: list[Results] = []
    explorer.results_changed.connect(seen.append)
    for number in range(1000):
        explorer.set_filters(Filters(industries=frozenset({number % 4 + 1})))
    with qtbot.waitSignal(explorer.results_changed):
        explorer.set_filters(health())
    expected = columns.mask(health())
    assert np.array_equal(explorer.results.mask, expected)
    # Nothing ran on the main thread's loop between the changes, so only the last answer can have arrived.
    assert [results.revision for results in seen] == [explorer.state.revision]


def test_a_failing_computation_is_told_and_the_old_results_stay(qtbot: QtBot, explorer: Explorer) -> None:
    before = explorer.results
    with qtbot.waitSignal(explorer.failed) as blocker:
        explorer.set_sort(Sort("no such column"))
    assert isinstance(blocker.args[0], KeyError)
    assert explorer.results is before


def test_five_thousand_signals_do_not_crash(qtbot: QtBot, explorer: Explorer) -> None:
    # PySide6 6.12.0 lost a reference at each emit on Python 3.11 and aborted after some hundreds.
    heard: list[int] = []
    explorer.state_changed.connect(lambda _old, new: heard.append(new.revision))
    for number in range(5000):
        explorer.state_changed.emit(explorer.state, ExplorerState(revision=number))
    assert heard == list(range(5000))


def test_results_are_computed_from_columns_alone(columns: ProjectColumns) -> None:
    state = ExplorerState(filters=health(), sort=Sort("amount_wan", descending=True), revision=9)
    results = compute_results(columns, state)
    amounts = columns.amount_wan[results.rows]
    known = amounts[amounts >= 0]
    assert results.revision == 9
    assert known.tolist() == sorted(known.tolist(), reverse=True)
    assert (amounts[len(known) :] < 0).all()


def test_another_order_of_the_same_projects_counts_nothing_anew(columns: ProjectColumns) -> None:
    before = compute_results(columns, ExplorerState(filters=health(), revision=3))
    sort = Sort("amount_wan", descending=True)
    after = compute_results(columns, ExplorerState(filters=health(), sort=sort, revision=4), before=before)
    anew = compute_results(columns, ExplorerState(filters=health(), sort=sort, revision=4))
    assert after.facets is before.facets
    assert after.rows.tolist() == anew.rows.tolist() != before.rows.tolist()
    assert (after.revision, after.sort, after.totals) == (4, sort, anew.totals)


def edited(columns: ProjectColumns) -> ProjectColumns:
    """The same projects, the first of them put somewhere by hand."""
    return columns.with_positions([Position(int(columns.ids[0]), 106.3, 29.5, "own", True)])


def test_new_columns_answer_the_same_question_anew(qtbot: QtBot, explorer: Explorer, columns: ProjectColumns) -> None:
    explorer.select([int(columns.ids[0])])
    before, old = explorer.state, explorer.results
    fresh = edited(columns)
    with qtbot.waitSignals([explorer.columns_changed, explorer.state_changed, explorer.results_changed]):
        explorer.set_columns(fresh)
    assert explorer.columns is fresh
    assert (explorer.state.filters, explorer.state.selection) == (before.filters, before.selection)
    assert explorer.results.revision == explorer.state.revision == before.revision + 1
    assert explorer.results.totals.by_grade["own"] == old.totals.by_grade["own"] + 1


def test_going_back_after_an_edit_answers_from_the_new_columns(
    qtbot: QtBot, explorer: Explorer, columns: ProjectColumns
) -> None:
    explorer.select([int(columns.ids[0])])
    explorer.set_columns(edited(columns))
    # The reply about the edited columns has not come yet; the earlier state asks the same question all the same.
    with qtbot.waitSignal(explorer.results_changed):
        explorer.undo()
    assert explorer.state.selection == frozenset()
    assert explorer.results.totals.by_grade["own"] == 1


def test_a_reply_about_columns_of_before_an_edit_is_dropped(
    qtbot: QtBot, explorer: Explorer, columns: ProjectColumns
) -> None:
    explorer.set_filters(health())
    with qtbot.waitSignal(explorer.results_changed):
        explorer.set_columns(edited(columns))
    assert explorer.results.revision == explorer.state.revision
    assert explorer.results.filters == health()
    with qtbot.assertNotEmitted(explorer.results_changed, wait=50):
        pass


def test_passing_filters_belong_to_the_step_before(explorer: Explorer) -> None:
    explorer.set_filters(health())
    explorer.set_filters(Filters(text="a"))
    for text in "bcd":
        explorer.set_filters(Filters(text=text), passing=True)
    explorer.undo()
    assert explorer.state.filters == health()
    explorer.redo()
    assert explorer.state.filters == Filters(text="d")


def test_passing_back_to_where_a_step_began_leaves_no_step(explorer: Explorer) -> None:
    explorer.set_filters(health())
    explorer.set_filters(Filters(text="a"))
    explorer.set_filters(health(), passing=True)
    explorer.undo()
    assert explorer.state.filters == Filters()


def test_an_answer_that_nobody_waits_for_is_given_up_between_its_steps(columns: ProjectColumns) -> None:
    asked: list[bool] = []

    def is_wanted() -> bool:
        asked.append(len(asked) < 2)
        return asked[-1]

    with pytest.raises(Superseded):
        compute_results(columns, ExplorerState(filters=health()), is_wanted)
    assert asked == [True, True, False]


def test_projects_are_told_before_they_are_counted(qtbot: QtBot, explorer: Explorer, columns: ProjectColumns) -> None:
    told: list[object] = []
    threads: list[int] = []

    def prepare(found: Found) -> int:
        threads.append(threading.get_ident())
        return int(found.mask.sum())

    explorer.prepare = prepare
    explorer.found.connect(told.append)
    explorer.results_changed.connect(told.append)
    with qtbot.waitSignal(explorer.results_changed):
        explorer.set_filters(health())
    found, results = told
    assert isinstance(found, Found)
    assert isinstance(results, Results)
    assert found.revision == results.revision
    assert found.rows is results.rows
    assert found.mask is results.mask
    assert found.prepared == len(results.rows)
    assert threads != [threading.get_ident()], "in the worker, not in the window's thread"


def test_another_order_or_selection_finds_nothing_anew(qtbot: QtBot, explorer: Explorer) -> None:
    told: list[object] = []
    explorer.found.connect(told.append)
    explorer.select([1])
    with qtbot.waitSignal(explorer.results_changed):
        explorer.set_sort(Sort("name"))
    assert told == []


def test_what_nobody_looks_at_is_counted_when_somebody_does(columns: ProjectColumns) -> None:
    state = ExplorerState(filters=health())
    some = compute_results(columns, state, listed={"industry": True})
    every = compute_results(columns, state)
    known = {key for key, values in some.facets.values.items() if "counts" in vars(values)}
    assert known == {"industry"}
    for key, values in every.facets.values.items():
        assert some.facets[key] == values, key


def test_many_projects_are_told_before_they_are_counted_and_few_after(
    columns: ProjectColumns, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    count = count_facets

    def counted(found: CrossFilter) -> Facets:
        steps.append("counted")
        return count(found)

    monkeypatch.setattr("ui.explorer.count_facets", counted)

    def compute() -> list[str]:
        steps.clear()
        compute_results(columns, ExplorerState(filters=health()), tell=lambda _found: steps.append("told"))
        return list(steps)

    assert compute() == ["counted", "told"]
    monkeypatch.setattr("ui.explorer.FEW", len(columns) - 1)
    assert compute() == ["told", "counted"]
