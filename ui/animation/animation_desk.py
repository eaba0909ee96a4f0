"""Animated pictures in one window: the dialog with what the window shows, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.event_dates import EventMonth, find_event_months
from geo.lnglat import Bounds
from ui.animation.animation_stage import Stage
from ui.explorer import Explorer
from ui.map.map_view import MapView
from ui.timeline.playback import Playback
from ui.timeline.time_plan import admits_undated

if TYPE_CHECKING:  # what draws and writes pictures is imported when somebody wants one
    from ui.animation.animation import AnimationMaker, AnimationSpec
    from ui.animation.animation_dialog import AnimationDialog


class AnimationDesk(QObject):
    """Opens the dialog.

    Args:
        window: parent of the dialog.
        stage: what the off-screen map is built from.
        explorer: what is shown.
        playback: how it is played.
        map_view: where the map is.
        tell: puts one sentence into the status bar.
    """

    def __init__(
        self,
        window: QWidget,
        stage: Stage,
        explorer: Explorer,
        playback: Playback,
        map_view: MapView,
        tell: Callable[[str], None],
    ) -> None:
        """Follow the map."""
        super().__init__(window)
        self._window, self._stage, self._explorer, self._playback, self._tell = window, stage, explorer, playback, tell
        self.events: tuple[EventMonth, ...] = find_event_months(stage.session.ledger)
        self._bounds: Bounds | None = None
        self.dialog: AnimationDialog | None = None
        map_view.viewport_moved.connect(self._on_map_viewport_moved)

    def ask(self) -> None:
        """Open the dialog, or bring the open one to the front."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        from ui.animation.animation_dialog import AnimationDialog

        playback = self._playback
        filters = playback.before or self._explorer.state.filters
        undated = playback.plan.with_undated if playback.plan else admits_undated(filters)
        self.dialog = AnimationDialog(
            self._make,
            filters,
            filters.describe(self._explorer.columns.dimensions),
            single=playback.single,
            with_undated=undated,
            bounds=self._bounds,
            parent=self._window,
        )
        self.dialog.told.connect(self._tell)
        self.dialog.finished.connect(self._on_dialog_finished)
        self.dialog.show()

    def close(self) -> None:
        """Stop what is under way; the window is closing."""
        if self.dialog is not None:
            self.dialog.reject()

    def _make(self, spec: AnimationSpec) -> AnimationMaker:
        from ui.animation.animation import AnimationMaker

        return AnimationMaker(self._stage, spec, self.events)

    def _on_map_viewport_moved(self, bounds: Bounds, _zoom: float) -> None:
        self._bounds = bounds

    def _on_dialog_finished(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
