"""Playing the months: each step is a real state of the explorer, and waits until the map has drawn the one before."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from db.filters import Filters
from ui.explorer import Explorer
from ui.state import ExplorerState
from ui.timeline.time_plan import TimePlan, admits_undated, plan_playback, timeless

SPEEDS = (1, 2, 4, 8)
"""Months a second."""

CALM_SPEED = 1
"""The most where the system asks for little motion."""


class Playing(Enum):
    """What a playback is doing."""

    IDLE = auto()
    RUNNING = auto()
    PAUSED = auto()


class Playback(QObject):
    """Walks the explorer through a ``TimePlan``; the whole walk is one step of its history.

    Whatever else changes the filters meanwhile ends the walk and stands; ``stop`` brings back what was before it.

    Signals:
        changed: it began, went on, paused or ended, or its preferences changed.
    """

    changed = Signal()

    def __init__(
        self,
        explorer: Explorer,
        drawn: SignalInstance,
        calm: Callable[[], bool] = lambda: False,
        parent: QObject | None = None,
    ) -> None:
        """Idle.

        Args:
            explorer: the one door to the state.
            drawn: emitted with a revision first, when the map has drawn it.
            calm: whether the system asks for little motion.
            parent: the owning object.
        """
        super().__init__(parent)
        self._explorer, self._calm = explorer, calm
        self.state = Playing.IDLE
        self.single = False
        self.speed = 2
        self.place = 0
        self.plan: TimePlan | None = None
        self._before: Filters | None = None
        self._own: Filters | None = None
        self._is_drawn = self._is_due = False
        self._pace = QTimer(self, singleShot=True)
        self._pace.timeout.connect(self._on_pace_timeout)
        explorer.state_changed.connect(self._on_explorer_state_changed)
        self._answered = QTimer(self, singleShot=True, interval=0)  # every view hears of an answer before the next stop
        self._answered.timeout.connect(self._advance)
        explorer.results_changed.connect(lambda _results: self._answered.start())
        drawn.connect(self._on_map_drawn)

    @property
    def is_active(self) -> bool:
        """Whether a playback is under way, running or not."""
        return self.state is not Playing.IDLE

    @property
    def before(self) -> Filters | None:
        """What was asked for before the playback; None while there is none."""
        return self._before

    @property
    def pace_ms(self) -> int:
        """The least time between two stops, in milliseconds."""
        speed = min(self.speed, CALM_SPEED) if self._calm() else self.speed
        return round(1000 / speed)

    @property
    def is_at_end(self) -> bool:
        """Whether the last stop is shown."""
        return self.plan is not None and self.place == len(self.plan) - 1

    @property
    def can_play(self) -> bool:
        """Whether there is a month to show."""
        return self.is_active or len(self._lay_out(self._explorer.state.filters)) > 0

    def toggle(self) -> None:
        """Play, or pause; at the end begin anew."""
        if self.state is Playing.RUNNING:
            self._pace.stop()
            self._enter(Playing.PAUSED)
        elif self._begin(0):
            if self.is_at_end:
                self._show(0)
            self._is_due = False
            self._enter(Playing.RUNNING)
            self._pace.start(self.pace_ms)

    def step(self, by: int) -> None:
        """Pause and go some stops on or back; begins at the first or last one."""
        if not self.is_active:
            if self._begin(0 if by > 0 else -1):
                self._enter(Playing.PAUSED)
            return
        self._pace.stop()
        if self.plan is not None:
            self._show(min(max(self.place + by, 0), len(self.plan) - 1))
        self._enter(Playing.PAUSED)

    def stop(self) -> None:
        """End the playback and show what was shown before it."""
        before = self._before
        if before is None:
            return
        self._end()
        self._explorer.set_filters(before, passing=True)

    def set_manner(self, *, single: bool | None = None, with_undated: bool | None = None) -> None:
        """Play otherwise from the present stop on.

        Args:
            single: show each month alone, or all up to it; None leaves it.
            with_undated: show the projects without a date throughout, or leave them out; None leaves it.
        """
        self.single = self.single if single is None else single
        if self._before is not None and self.plan is not None:
            month = self.plan.ends[self.place]
            plan = self._lay_out(self._before, self.plan.with_undated if with_undated is None else with_undated)
            if not len(plan):
                self.stop()
                return
            self.plan = plan
            self._show(min(range(len(plan)), key=lambda place: abs(plan.ends[place] - month)))
        self.changed.emit()

    def set_speed(self, speed: int) -> None:
        """Pass so many months a second, at the most."""
        self.speed = speed
        self.changed.emit()

    def _lay_out(self, filters: Filters, with_undated: bool | None = None) -> TimePlan:
        undated = admits_undated(filters) if with_undated is None else with_undated
        results = self._explorer.results
        known = timeless(results.filters) == timeless(filters)  # or its answer has not arrived yet
        spread = (results.facets if known else self._explorer.columns.facets(filters)).months
        return plan_playback(filters, spread, single=self.single, with_undated=undated)

    def _begin(self, place: int) -> bool:
        """Enter the playback unless it is under way; False where there is nothing to play."""
        if self.is_active:
            return True
        before = self._explorer.state.filters
        plan = self._lay_out(before)
        if not len(plan):
            return False
        self._before, self.plan = before, plan
        self._show(place % len(plan), first=True)
        return True

    def _show(self, place: int, *, first: bool = False) -> None:
        if self.plan is None:
            return
        self.place, self._own = place, self.plan.filters(place)
        self._is_due, self._is_drawn = False, self._own == self._explorer.state.filters
        self._explorer.set_filters(self._own, passing=not first)

    def _enter(self, state: Playing) -> None:
        self.state = state
        self.changed.emit()

    def _end(self) -> None:
        self._pace.stop()
        self._before = self._own = self.plan = None
        self.place = 0
        self._enter(Playing.IDLE)

    def _advance(self) -> None:
        """Go on when it is time *and* everything shows the present stop: nothing is ever asked ahead of it."""
        shown = self._is_drawn and self._explorer.results.revision == self._explorer.state.revision
        if self.state is not Playing.RUNNING or not (self._is_due and shown):
            return
        if self.is_at_end:
            self._enter(Playing.PAUSED)
            return
        self._show(self.place + 1)
        self._pace.start(self.pace_ms)
        self.changed.emit()

    def _on_pace_timeout(self) -> None:
        self._is_due = True
        self._advance()

    def _on_map_drawn(self, revision: int, *_counts: int) -> None:
        if self.is_active and revision == self._explorer.state.revision:
            self._is_drawn = True
            self._advance()

    def _on_explorer_state_changed(self, _old: ExplorerState, new: ExplorerState) -> None:
        if self.is_active and new.filters != self._own:
            self._end()
