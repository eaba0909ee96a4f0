"""What the views of figures have to do with the rest of the window: edits, the card's events, the places they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from geo.wording import tr
from ui.cards.detail_panel import DetailPanel
from ui.explorer import Explorer
from ui.figures.desk import FiguresDesk
from ui.lists.lists_desk import ListsDesk
from ui.map.map_settings import MapSettings
from ui.placing.edit_words import show_history
from ui.placing.hand_placing import HandPlacing
from ui.timeline.time_axis import TimeAxis

if TYPE_CHECKING:  # a start needs neither
    from ui.figures.chain_view import ChainView
    from ui.figures.events_view import EventsView


class Surroundings:
    """Keeps figures and window in step.

    Args:
        desk: The views of figures.
        explorer: Whose result is exported.
        editors: What changes the ledger: the placing, which tells what can be undone, and the lists, which take back
            every edit that is not a placing.
        shown: What names announcements: the card, and the axis of the time bar.
        settings: How the map is set up.
        actions: The table of actions.
    """

    def __init__(
        self,
        desk: FiguresDesk,
        explorer: Explorer,
        editors: tuple[HandPlacing, ListsDesk],
        shown: tuple[DetailPanel, TimeAxis],
        settings: MapSettings,
        actions: Mapping[str, QAction],
    ) -> None:
        """Connect them."""
        self._desk, self._explorer, self._settings, self._actions = desk, explorer, settings, actions
        placing, _ = editors
        desk.edited.connect(lambda: show_history(actions, placing.history))
        for editor in editors:
            editor.history_changed.connect(lambda _history: desk.ledger_changed())
        for widget in shown:
            widget.event_wanted.connect(lambda event_id: self.open_event(event_id))
        desk.turn_wanted.connect(lambda key: self.places()[key]())
        desk.event_wanted.connect(self.open_event)

    def open_event(self, event_id: int) -> None:
        """Show the reconciliation of an announcement."""
        self._desk.open("events")
        cast("EventsView", self._desk.get("events")).choose(event_id)

    def places(self) -> Mapping[str, Callable[[], object]]:
        """What turns to each place that a view may name."""
        return {
            **self._desk.calls(),
            "lists": self._actions["manage_lists"].trigger,
            "export": self._export,
            "table": self._actions["show_table"].trigger,
            "districts": self._colour_districts,
            "matrix": self._open_matrix,
        }

    def _export(self) -> None:
        """Export the result, once it is that of the filters that stand; say so where there is nothing in it."""
        action = self._actions["export_filtered"]
        if self._explorer.results.filters != self._explorer.state.filters:
            once = Qt.ConnectionType.SingleShotConnection
            self._explorer.results_changed.connect(lambda _results: self._export(), once)
        elif action.isEnabled():
            action.trigger()
        else:
            self._desk.told.emit(tr("没有符合条件的项目，没有可导出的。"))

    def _colour_districts(self) -> None:
        """Colour the map's districts by the number of projects in them."""
        choropleth = replace(self._settings.state.choropleth, unit="district", figure="count")
        self._settings.set_choropleth(choropleth)
        self._settings.set_mode("choropleth")

    def _open_matrix(self) -> None:
        """Show parks beside industries, a page of the chain."""
        self._desk.open("chain")
        cast("ChainView", self._desk.get("chain")).turn_to("matrix")
