"""Hands what the explorer says to the window's views, what was touched first: map, rows, counts, and then the card."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from ui.cards.card_desk import CardDesk
from ui.explorer import FEW, Explorer
from ui.filters.filter_panel import FilterPanel
from ui.map.map_feed import LedgerMapFeed, MapAnswer
from ui.map.map_view import MapView
from ui.state import ExplorerState, Found, Results
from ui.table.result_pane import ResultPane
from ui.window.window_chrome import StatusFigures

ECHO_MS = 60
"""Until conditions are shown whose projects are not counted yet: another condition is often another line, which moves
all of the panel, so it is painted together with its counts."""

LEVELS = 4
"""Of layouts between the conditions in words and the panel that scrolls them."""


class WindowAnswers(QObject):
    """Keeps map, table, panel and figures in step with the explorer.

    The map's page draws in a process of its own: it is told first, with everything it needs, and draws while widgets
    are filled and painted here. Projects are listed and drawn as soon as they are found, and counted after that.

    Args:
        explorer: what is asked and answered.
        feed: answers the map's page.
        map_view: the map.
        pane: the table.
        panel: the filters.
        status: the status bar's figures.
        cards: the card of what is selected.
        told: called with state and results when all views have them.
    """

    def __init__(
        self,
        explorer: Explorer,
        feed: LedgerMapFeed,
        map_view: MapView,
        pane: ResultPane,
        panel: FilterPanel,
        status: StatusFigures,
        cards: CardDesk,
        told: Callable[[ExplorerState, Results], None],
    ) -> None:
        """Show what there is, and listen from now on."""
        super().__init__(explorer)
        self._explorer, self._feed, self._map, self._told = explorer, feed, map_view, told
        self._pane, self._panel, self._status, self._cards = pane, panel, status, cards
        state, self._shown = explorer.state, explorer.results
        panel.show_filters(state.filters)
        pane.table.show_sort(state.sort)
        pane.show_results(self._shown, state.selection)
        panel.show_results(self._shown)
        self._finish(state, self._shown)
        self._echo = QTimer(self, singleShot=True)
        self._echo.timeout.connect(self._on_echo_timeout)
        self._rows_first = self._is_halo_due = False
        explorer.prepare, explorer.listed = self._prepare, panel.listed
        explorer.state_changed.connect(self._on_explorer_state_changed)
        explorer.found.connect(self._on_explorer_found)
        explorer.results_changed.connect(self._on_explorer_results_changed)
        map_view.drawn.connect(lambda _revision, _groups, _points: cards.hasten())

    def _prepare(self, found: Found) -> MapAnswer | None:
        """Take the projects into the map, in the worker; nothing if another answer is waited for by now."""
        state = self._explorer.state
        if state.revision != found.revision:
            return None
        return self._feed.prepare(found.mask, state.selection, found.revision)

    def _on_explorer_state_changed(self, old: ExplorerState, new: ExplorerState) -> None:
        if new.filters != old.filters:
            self._panel.take_filters(new.filters)
            self._echo.start(ECHO_MS)
        if new.sort != old.sort:
            self._pane.table.show_sort(new.sort)
        if new.selection != old.selection or new.current_id != old.current_id:
            self._rows_first = self._pane.table.show_selection(new.selection, new.current_id)
            if self._rows_first:  # picked on the map: before anything else follows, what a person looks for is painted
                self._pane.table.viewport().repaint()
            self._cards.show_later()

    def _show_filters(self) -> None:
        if self._echo.isActive():
            self._echo.stop()
            self._panel.show_filters(self._explorer.state.filters)

    def _on_echo_timeout(self) -> None:
        self._panel.show_filters(self._explorer.state.filters)

    def _on_explorer_found(self, found: Found) -> None:
        answer = found.prepared
        self._is_halo_due = False
        if isinstance(answer, MapAnswer):
            self._feed.show_answer(answer)
            if answer.frame:
                self._map.show_frame(answer.query, answer.frame)
            else:
                self._map.show_revision(found.revision)
        self._pane.show_rows(found, self._explorer.state.selection)
        if len(found.mask) > FEW:  # the worker counts on when they are painted; a few are painted with their counts
            self._pane.table.viewport().repaint()

    def _on_explorer_results_changed(self, results: Results) -> None:
        state, before = self._explorer.state, self._shown
        self._shown = results
        rows_first, self._rows_first = self._rows_first, False
        if rows_first and self._feed.shows(results.mask):
            self._is_halo_due = True
            QTimer.singleShot(0, self, self._show_halo)  # whoever waits for the painting hears of it first
        else:
            self._show_map(results, state)
        self._show_filters()
        if results.rows is not before.rows:
            self._pane.show_results(results, state.selection)
        else:  # between them others may have been listed as found, and gone back from before they were counted
            self._pane.show_rows(results, state.selection)
        if results.facets is not before.facets:
            self._panel.show_results(results)
        self._finish(state, results)
        if results.facets is not before.facets:
            lay_out()

    def _show_halo(self) -> None:
        if self._is_halo_due:
            self._show_map(self._explorer.results, self._explorer.state)

    def _show_map(self, results: Results, state: ExplorerState) -> None:
        self._is_halo_due = False
        feed = self._feed
        if not feed.shows(results.mask):
            feed.show_results(results.mask, state.selection, results.revision)
            self._map.show_revision(results.revision)
        elif feed.revision != results.revision:
            self._map.show_selection(results.revision, *feed.select(state.selection, results.revision))

    def _finish(self, state: ExplorerState, results: Results) -> None:
        self._status.show_results(results, len(state.selection))
        self._told(state, results)


def lay_out() -> None:
    """Lay out now what is to be laid out anew: after the window is painted, it would be painted twice."""
    for _ in range(LEVELS):  # each level tells the one above it
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
