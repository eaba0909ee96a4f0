"""What can be undone and made again: past states and future ones. No Qt."""

from __future__ import annotations

from dataclasses import replace

from ui.state import ExplorerState

UNDO_DEPTH = 200

MOST_NAMED = 4_000_000
"""Projects that all past states may name one by one, as selected or asked for: each takes four bytes. A person who
selects everything now and then would fill the memory with two hundred such states."""


class StepsTaken:
    """The states before the present one and those it came back from; the present one is the explorer's."""

    def __init__(self) -> None:
        """Begin without either."""
        self._past: list[ExplorerState] = []
        self._future: list[ExplorerState] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier state to go back to."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether an undone state can be brought back."""
        return bool(self._future)

    def leave(self, present: ExplorerState) -> None:
        """Remember the state that another takes the place of, and forget the oldest for it."""
        self._past = _lightened([*self._past[-UNDO_DEPTH + 1 :], present])
        self._future = []

    def pass_through(self, wanted: ExplorerState) -> None:
        """Let a state belong to the step before; if that step began as it is now, it was none."""
        if self._past and replace(self._past[-1], revision=wanted.revision) == wanted:
            self._past = self._past[:-1]
        self._future = []

    def back(self, present: ExplorerState) -> ExplorerState | None:
        """Return the state before the present one, or None."""
        if not self._past:
            return None
        self._future.append(present)
        return self._past.pop()

    def forth(self, present: ExplorerState) -> ExplorerState | None:
        """Return the state that was undone last, or None."""
        if not self._future:
            return None
        self._past.append(present)
        return self._future.pop()


def _lightened(states: list[ExplorerState]) -> list[ExplorerState]:
    """Return the newest states that together name few enough projects, at least the newest one."""
    named, seen = 0, set[int]()
    for place, state in reversed(list(enumerate(states))):
        for ids in (state.selection, state.filters.ids):
            if ids and id(ids) not in seen:  # most states have theirs from the one before
                seen.add(id(ids))
                named += len(ids)
        if named > MOST_NAMED:
            return states[min(place + 1, len(states) - 1) :]
    return states
