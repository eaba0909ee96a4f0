"""Time in one window: the bar under the map, its playback, and its place in the explorer's state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QStyle, QVBoxLayout, QWidget

from db.filter_dates import months_asked
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.index.facets import Facets
from db.months import MonthSpread
from ui.animation.animation_desk import AnimationDesk
from ui.animation.animation_stage import Stage
from ui.explorer import Explorer
from ui.filters.filter_sections import PanelSettings
from ui.map.map_view import MapView
from ui.state import ExplorerState, Results
from ui.timeline.playback import Playback
from ui.timeline.time_axis_drawing import Timeline, Timelines
from ui.timeline.time_bar import TimeBar
from ui.timeline.time_plan import admits_undated, brushed, range_words
from ui.window.window_answers import ECHO_MS

LEAST_MAP = 120
"""Height in pixels that tall tabs leave of the map: one without any has no view to report."""


class WindowTime(QObject):
    """Wires bar, playback and explorer; remembers whether the bar is shown and how it plays.

    Args:
        window: parent of the dialogs.
        explorer: the one door to the state.
        map_view: what a playback waits for.
        stage: what a map for animated pictures is built from.
        home: where it is remembered; None remembers nothing.
    """

    def __init__(
        self,
        window: QMainWindow,
        explorer: Explorer,
        map_view: MapView,
        stage: Stage,
        home: Path | None = None,
    ) -> None:
        """Show the explorer's present results."""
        super().__init__(window)
        self._session, self._explorer, self.stage = stage.session, explorer, stage
        self._settings = PanelSettings(home / "time.json" if home else None)
        self.bar = TimeBar(stage.theme)
        self.playback = Playback(explorer, map_view.drawn, wants_little_motion, self)
        self.playback.single = self._settings.is_open("single", False)
        self.animations = AnimationDesk(
            window,
            stage,
            explorer,
            self.playback,
            map_view,
            lambda words: window.statusBar().showMessage(words, 15_000),
        )
        self._held = held_dates(explorer.columns)
        self._facets: Facets | None = None
        self._echo = QTimer(self, singleShot=True)
        self._echo.timeout.connect(lambda: self._show_filters(explorer.state.filters))
        self._timelines = Timelines()
        self.is_shown = self._settings.is_open("shown", True)
        self._actions: Mapping[str, QAction] = {}
        self._map: QWidget | None = None
        self._connect()
        self.bar.setVisible(self.is_shown)
        self._show_results(explorer.results)

    @property
    def timeline(self) -> Timeline:
        """What the bar's axis shows."""
        return self.bar.axis.timeline

    def under(self, map_view: QWidget) -> QWidget:
        """The map with the bar below it, as one widget."""
        both = QWidget()
        self._map = map_view
        map_view.setMinimumHeight(LEAST_MAP)
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(map_view, 1)
        column.addWidget(self.bar)
        return both

    def calls(self) -> dict[str, Callable[[], object]]:
        """What the actions do."""
        return {
            "time_bar": self.toggle,
            "play": self.playback.toggle,
            "step_back": lambda: self.playback.step(-1),
            "step_forward": lambda: self.playback.step(1),
            "stop_playing": self.playback.stop,
            "export_animation": self.animations.ask,
        }

    def attach(self, actions: Mapping[str, QAction], icons: Path) -> None:
        """Keep these actions as the playback is, and draw the icons; again after the theme has changed."""
        self.bar.dress(icons)
        actions["time_bar"].setChecked(self.is_shown)
        if self._actions is actions:
            return
        self._actions = actions
        self.playback.changed.connect(self._show_actions)
        self._show_actions()

    def toggle(self) -> None:
        """Show or hide the bar; hidden, nothing plays."""
        self.is_shown = not self.is_shown
        self.bar.setVisible(self.is_shown)
        self._settings.set_open("shown", self.is_shown)
        if not self.is_shown:
            self.playback.stop()

    def close(self) -> None:
        """Stop what is under way; the window is closing, and the next starts with what was asked before it played."""
        self.playback.stop()
        self.animations.close()

    def make_room(self, *, map_only: bool) -> None:
        """Get out of the way of a picture of the map alone, or come back."""
        self.bar.setVisible(self.is_shown and not map_only)
        if self._map is not None:
            self._map.setMinimumHeight(0 if map_only else LEAST_MAP)

    def stop_or(self, otherwise: Callable[[], object]) -> None:
        """Esc: stop what plays; otherwise what Esc does."""
        if self.playback.is_active:
            self.playback.stop()
        else:
            otherwise()

    def _connect(self) -> None:
        bar, playback = self.bar, self.playback
        bar.play_wanted.connect(playback.toggle)
        bar.step_wanted.connect(playback.step)
        bar.stop_wanted.connect(playback.stop)
        bar.single_wanted.connect(self._on_bar_single_wanted)
        bar.speed_wanted.connect(playback.set_speed)
        bar.range_wanted.connect(self._on_bar_range_wanted)
        bar.undated_wanted.connect(self._on_bar_undated_wanted)
        playback.changed.connect(self._on_playback_changed)
        self._explorer.results_changed.connect(self._show_results)
        self._explorer.columns_changed.connect(self._on_explorer_columns_changed)
        self._explorer.state_changed.connect(self._on_explorer_state_changed)

    def _show_results(self, results: Results) -> None:
        if results.facets is self._facets:
            if self._echo.isActive():
                self._show_filters(self._explorer.state.filters)
            return  # another order or another selection
        self._facets = results.facets
        dimension, slots = self._explorer.columns.dimensions["industry"], self._session.slots
        by_code = tuple(slots.of_id(id_) for id_ in dimension.ids)
        timeline = self._timelines.of(self._held, results.facets.months, self.animations.events, by_code)
        self.bar.axis.show_timeline(timeline)
        self._show_filters(self._explorer.state.filters)
        self._show_playing()  # another result may have months to play where the one before had none

    def _show_filters(self, filters: Filters) -> None:
        self._echo.stop()
        playback, spread = self.playback, self._explorer.results.facets.months
        words = range_words(filters, self.timeline.span)
        moment = None
        if playback.is_active and playback.plan is not None:
            words, moment = playback.plan.words(playback.place), playback.plan.ends[playback.place]
        self.bar.axis.show_range(range_of(filters, self.timeline.span), moment, words)
        self.bar.show_words(words, sum(spread.undated), spread.year_only, admitted=admits_undated(filters))

    def _show_actions(self) -> None:
        actions, active = self._actions, self.playback.is_active
        actions["stop_playing"].setEnabled(active)
        if active:
            actions["clear_selection"].setEnabled(True)  # Esc stops the playback first

    def _show_playing(self) -> None:
        playback = self.playback
        self.bar.show_playing(playback.state, single=playback.single, speed=playback.speed, can_play=playback.can_play)

    def _on_playback_changed(self) -> None:
        self._show_playing()
        self._show_filters(self._explorer.state.filters)

    def _on_explorer_state_changed(self, old: ExplorerState, new: ExplorerState) -> None:
        if new.filters != old.filters:
            self._echo.start(ECHO_MS)

    def _on_explorer_columns_changed(self, columns: ProjectColumns) -> None:
        self._held = held_dates(columns)

    def _on_bar_single_wanted(self, single: bool) -> None:
        self._settings.set_open("single", single)
        self.playback.set_manner(single=single)

    def _on_bar_range_wanted(self, wanted: tuple[int, int] | None) -> None:
        filters, span = self._explorer.state.filters, self.timeline.span
        if span is not None:
            # As in the filter panel: months that are brushed anew are asked for alone.
            undated = admits_undated(filters) and (wanted is None or filters.has_dates)
            self._explorer.set_filters(brushed(filters, span, wanted, with_undated=undated))
            self._show_filters(self._explorer.state.filters)  # what is brushed stays where it was let go

    def _on_bar_undated_wanted(self, admitted: bool) -> None:
        if self.playback.is_active:
            self.playback.set_manner(with_undated=admitted)
            return
        filters, span = self._explorer.state.filters, self.timeline.span
        if span is not None:
            self._explorer.set_filters(brushed(filters, span, range_of(filters, span), with_undated=admitted))


def range_of(filters: Filters, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The months that are asked for, as far as the axis reaches; None for all of them."""
    if span is None or not filters.has_dates:
        return None
    first, last = months_asked(filters)
    low, high = (span[0] if first is None else first), (span[1] if last is None else last)
    low, high = (min(max(month, span[0]), span[1]) for month in (low, high))
    return low, max(low, high)


def held_dates(columns: ProjectColumns) -> MonthSpread:
    """The dates of the whole ledger."""
    return columns.facets(Filters()).months


def wants_little_motion() -> bool:
    """Whether the system asks for little motion."""
    return not QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animate)
