"""What can be undone is bounded by number, and by how many projects its states name."""

from __future__ import annotations

import pytest

from db.filters import Filters
from ui.state import ExplorerState
from ui.views import steps_taken
from ui.views.steps_taken import UNDO_DEPTH, StepsTaken


def undone(steps: StepsTaken, present: ExplorerState) -> list[ExplorerState]:
    """Every state that can be gone back to, the newest first."""
    found = []
    while (earlier := steps.back(present)) is not None:
        found.append(earlier)
        present = earlier
    return found


def test_as_many_steps_can_be_undone_as_are_kept_and_made_again() -> None:
    steps = StepsTaken()
    states = [ExplorerState(filters=Filters(text=str(number)), revision=number) for number in range(UNDO_DEPTH + 50)]
    for state in states[:-1]:
        steps.leave(state)
    assert undone(steps, states[-1]) == states[-UNDO_DEPTH - 1 : -1][::-1]
    again, present = [], states[-UNDO_DEPTH - 1]
    while (later := steps.forth(present)) is not None:
        again.append(later)
        present = later
    assert again == states[-UNDO_DEPTH:]


@pytest.mark.parametrize("as_filter", [False, True])
def test_states_that_name_many_projects_push_the_oldest_out(monkeypatch: pytest.MonkeyPatch, as_filter: bool) -> None:
    monkeypatch.setattr(steps_taken, "MOST_NAMED", 1_000)
    steps = StepsTaken()
    for number in range(50):
        ids = frozenset(range(number, number + 300))
        chosen = ExplorerState(filters=Filters(ids=ids)) if as_filter else ExplorerState(selection=ids)
        steps.leave(chosen)
    kept = undone(steps, ExplorerState())
    assert [min(state.filters.ids or state.selection) for state in kept] == [49, 48, 47]


def test_a_selection_that_many_states_share_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps_taken, "MOST_NAMED", 1_000)
    steps, everything = StepsTaken(), frozenset(range(900))
    for number in range(50):
        steps.leave(ExplorerState(filters=Filters(text=str(number)), selection=everything))
    assert len(undone(steps, ExplorerState())) == 50


def test_the_step_before_can_be_undone_whatever_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps_taken, "MOST_NAMED", 10)
    steps = StepsTaken()
    steps.leave(ExplorerState())
    steps.leave(ExplorerState(selection=frozenset(range(100))))
    assert [len(state.selection) for state in undone(steps, ExplorerState())] == [100]
