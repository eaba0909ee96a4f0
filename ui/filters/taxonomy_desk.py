"""Which taxonomy the window speaks, and who must hear of another one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStatusBar

from db.filters import Filters
from db.index.columns import ProjectColumns
from db.taxonomies import Taxonomies, UnknownTaxonomy
from geo.wording import term, tr
from ui.explorer import Explorer
from ui.filters.filter_panel import FilterPanel
from ui.filters.filter_sections import PanelSettings
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_view import MapView
from ui.opening.session import Session
from ui.query_runner import QueryRunner
from ui.state import ExplorerState

MESSAGE_MS = 15_000


def start_filters(settings: PanelSettings, taxonomies: Taxonomies) -> Filters:
    """No condition, in the taxonomy that was spoken last; the current one if this ledger does not know that."""
    try:
        return Filters(taxonomy=taxonomies.resolve(settings.taxonomy))
    except UnknownTaxonomy:
        return Filters()


def open_explorer(session: Session, runner: QueryRunner, settings: PanelSettings, parent: QObject) -> Explorer:
    """The explorer of a session, which starts in the taxonomy that was spoken last."""
    taxonomies = session.vocabulary.taxonomies
    start = start_filters(settings, taxonomies)
    return Explorer(session.columns, runner, parent, taxonomies=taxonomies, start=start)


class TaxonomyDesk(QObject):
    """Lets session, symbols, panel and map follow the columns' taxonomy, and remembers it.

    Args:
        session: what speaks it.
        feed: the map's symbols.
        explorer: whose filters say which; the first of its listeners, so that the others find the session changed.
        settings: where it is remembered.
    """

    def __init__(self, session: Session, feed: LedgerMapFeed, explorer: Explorer, settings: PanelSettings) -> None:
        """Take over what the explorer starts with."""
        super().__init__(explorer)
        self._session, self._feed, self._explorer, self._settings = session, feed, explorer, settings
        self._view: MapView | None = None
        self._is_rebuilt = False
        self._tell: Callable[[str], None] = lambda _words: None
        explorer.columns_changed.connect(self._on_explorer_columns_changed)
        explorer.state_changed.connect(self._on_explorer_state_changed)
        self._on_explorer_columns_changed(explorer.columns)

    def attach(self, panel: FilterPanel, view: MapView, bar: QStatusBar) -> None:
        """Hear the panel's switch, name the map's industries, say in the status bar what was not taken over."""
        self._view, self._tell = view, lambda words: bar.showMessage(words, MESSAGE_MS)
        self._explorer.columns_changed.connect(panel.set_columns)
        panel.taxonomy.wanted.connect(self._on_switch_wanted)
        self._name_industries()
        if self._is_rebuilt and view.ahead is not None:
            view.ahead.ask_anew()

    def _on_switch_wanted(self, label: str) -> None:
        lost = self._explorer.set_taxonomy(label)
        if lost:
            names = tr("、").join(lost)
            self._tell(tr("这套分类里没有唯一对应的：{names}；条件已放宽到所属产业或去掉，可后退恢复。", names=names))

    def _on_explorer_columns_changed(self, columns: ProjectColumns) -> None:
        names = self._session.slots.names
        if self._session.show(columns):
            self._feed.rebuild()
            self._is_rebuilt = True
        if self._session.slots.names != names and self._view is not None:
            self._name_industries()

    def _name_industries(self) -> None:
        if self._view is not None:
            self._view.name_industries([term(name) for name in self._session.slots.names])

    def _on_explorer_state_changed(self, old: ExplorerState, new: ExplorerState) -> None:
        if new.filters.taxonomy != old.filters.taxonomy:
            self._settings.set_taxonomy(new.filters.taxonomy)
