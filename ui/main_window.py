"""The window: layout and wiring. State is the explorer's, figures are the ledger's; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QSplitter, QWidget

from db.index.page_ids import PageIds
from geo.errors import AtlasError
from geo.wording import tr
from ui.actions import build_actions, dress_actions, themed_icon
from ui.animation.animation_stage import Stage
from ui.cards.card_desk import CardDesk
from ui.charts.charts_desk import ChartsDesk
from ui.figure_routes import FigureRoutes
from ui.figures.desk import FiguresDesk
from ui.figures.surroundings import Surroundings
from ui.figures.views import offer_views
from ui.filters.filter_panel import FilterPanel
from ui.filters.filter_sections import PanelSettings
from ui.filters.taxonomy_desk import TaxonomyDesk, open_explorer
from ui.layers.layers_desk import LayersDesk
from ui.lists.lists_desk import ListsDesk
from ui.lists.lists_menu import ListsMenus
from ui.map.map_ahead import begin_map
from ui.map.map_display_menu import add_display_menu
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_menus import add_map_menus
from ui.map.map_settings import MapSettings
from ui.map.map_tools import MapTools, ToolSurroundings
from ui.map.map_view import MapView
from ui.map.measuring import measuring_routes
from ui.messages import show_bug, show_sentence, show_trouble
from ui.opening.session import Session
from ui.placing.edit_desk import EditDesk
from ui.placing.edit_words import show_history
from ui.placing.hand_placing import HandPlacing
from ui.query_runner import QueryRunner
from ui.reading.documents_desk import GUIDE, DocumentsDesk
from ui.state import ExplorerState, Results, SelectMode, only_selected
from ui.table.result_pane import ResultPane
from ui.table.table_layout import TableLayout, TableSettings
from ui.theme import Theme, apply_theme, dressed_in
from ui.views.saved_views import SavedViews
from ui.views.views_menu import ViewsMenu
from ui.window.rehearsal import Rehearsal
from ui.window.window_answers import WindowAnswers
from ui.window.window_chrome import StatusFigures, build_toolbar, fill_menus
from ui.window.window_files import WindowFiles
from ui.window.window_layers import WindowLayers, standing_layers
from ui.window.window_layout import prepare_dock
from ui.window.window_look import WindowLook
from ui.window.window_time import WindowTime

FILTER_WIDTH, DETAIL_WIDTH = 272, 336
LEAST_SHARE = 5 / 6
"""Of its width, what a panel keeps in a small window."""


class MainWindow(QMainWindow):
    """One ledger, seen as map, table and card."""

    closed = Signal()
    ledger_wanted = Signal(object)

    def __init__(
        self,
        session: Session,
        feed: LedgerMapFeed,
        themes: dict[str, Theme],
        assets: Path,
        page_html: str,
        home: Path | None = None,
        map_view: MapView | None = None,
    ) -> None:
        """Build the window for an open session.

        Args:
            session: The open ledger; closed with the window.
            feed: Answers the map page for this session.
            themes: ``light`` and ``dark``.
            assets: The ``assets`` folder.
            page_html: The map page of ``geo.map_page``.
            home: Where the set-up of map and table is remembered; None remembers nothing.
            map_view: The map, where its page has begun to load ahead of the window.
        """
        super().__init__()
        self.session, self.feed, self._themes, self._assets = session, feed, themes, assets
        self._theme = themes[dressed_in(QApplication.instance())]
        self.runner, self._home, self._is_closed = QueryRunner(self), home, False
        remembered = PanelSettings(home / "panel.json" if home else None)
        self.explorer = open_explorer(session, self.runner, remembered, self)
        self.taxonomy_desk = TaxonomyDesk(session, feed, self.explorer, remembered)
        columns, slots = session.columns, session.slots
        self.map_settings = MapSettings(home / "map.json" if home else None, self, standing=standing_layers())
        self.layers = WindowLayers(self.map_settings, assets, home, self)
        self.map_view = map_view or begin_map(page_html, assets, self._theme.name)
        self.placing = HandPlacing(session, feed, self.explorer, self._guarded, self, self.map_view.placing)
        self.lists = ListsDesk(session, self.explorer, self)
        self.charts = ChartsDesk(self.explorer, feed, slots, assets, self.theme, self)
        routes = {**self.layers.routes(), **self.placing.routes(), **measuring_routes(), **FigureRoutes(feed).routes()}
        routes.update(self.charts.routes())
        self.map_view.serve(feed, routes)
        stage = Stage(session, page_html, assets, self.theme, routes, self.map_settings)
        self.time = WindowTime(self, self.explorer, self.map_view, stage, home)
        self.filter_panel = FilterPanel(columns, slots, self.theme, remembered, session.vocabulary.taxonomies)
        listed = TableSettings(home / "table.json" if home else None, self)
        self.result_pane = ResultPane(columns, slots, self.theme, listed)
        tabs, figures = self.result_pane.tabs, offer_views(session, self.theme, home)
        self.charts.join(tabs, self.map_view)
        self.figures = FiguresDesk(session.ledger.path, self.explorer, figures, tabs, self)
        self.cards = CardDesk(session, feed, self.explorer, self.result_pane, self.theme, assets, self._guarded)
        self.detail_panel = self.cards.panel
        self.documents = DocumentsDesk(self, session, self.theme, lambda: self.detail_panel.card, assets.parent / GUIDE)
        self.actions_by_key = build_actions(self)
        self.layers_desk = LayersDesk(self, self.layers, self.detail_panel, assets, self.theme)
        say = partial(self.statusBar().showMessage, timeout=8000)
        self.files = WindowFiles(self, session, self.explorer, say, feed, self.map_view, home)
        self.tools = MapTools(ToolSurroundings(
            self, self.explorer, self.feed, self.map_view, self.map_settings, self.actions_by_key, say,
            lambda ids: self.files.export(selected_only=True, ids=ids), self._guarded,
        ))  # fmt: skip
        views = SavedViews(home / "views.json" if home else None, session.vocabulary, self)
        self.views_menu = ViewsMenu(self.menuBar(), views, self.explorer, self._guarded)
        docks = self._lay_out()
        panes = self.filter_panel, self.map_view, self.time.bar, self.result_pane, self.layers_desk.side
        starts: dict[QWidget, QWidget] = {self.filter_panel: self.filter_panel.search}
        self.look = WindowLook(
            self, self, self._split, docks, panes, starts, home, self._guarded, lambda: listed.set_layout(TableLayout())
        )
        self._connect()
        self._answers = WindowAnswers(
            self.explorer, feed, self.map_view, self.result_pane, self.filter_panel, self.status, self.cards,
            self._show_actions,
        )  # fmt: skip
        self.views_menu.start()

    def theme(self) -> Theme:
        """The theme as it stands; painters ask each time."""
        return self._theme

    def set_theme(self, name: str) -> None:
        """Change between ``light`` and ``dark`` for widgets and map at once."""
        app = QApplication.instance()
        if name == self._theme.name == dressed_in(app):
            return
        self._theme = self._themes[name]
        if isinstance(app, QApplication):
            apply_theme(app, self._theme, self._assets / "styles" / "window.qss")
        self._dress()
        self.charts.set_theme()
        self.figures.dress()
        self.detail_panel.refresh_theme()
        self.documents.dress()

    def fit_projects(self, ids: Iterable[int]) -> None:
        """Move the map to these projects; those known only to the city count as the city symbol."""
        bounds = self.feed.bounds_of(ids)
        if bounds is not None:
            self.map_view.fit_bounds(bounds)

    def fit_all(self) -> None:
        """Show the whole science city."""
        self.map_view.fit_bounds(self.feed.home)

    def resize_for(self, width: int, height: int, *, map_only: bool) -> None:
        """Take a size in CSS pixels: the window's, or that of the map with the panels out of the way."""
        for widget in (self._filter_dock, self._detail_dock, self.result_pane, self._toolbar, self.menuBar()):
            widget.setVisible(not map_only)
        self.statusBar().setVisible(not map_only)
        self.time.make_room(map_only=map_only)
        self.setMinimumSize(1, 1)  # or the hidden panels' least widths would still count
        self.resize(width, height)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: write what is unwritten, stop the workers, then close the ledger; a second closing changes nothing."""
        if self._is_closed:
            super().closeEvent(event)
            return
        self._is_closed = True
        self.look.layout.save()
        self.cards.close()
        self.time.close()
        self.layers.close()
        self.result_pane.settings.flush()
        self.charts.close()
        self.figures.close()
        self.documents.close()
        self.files.close()
        self.lists.close()
        self.runner.close()
        self.session.ledger.close()
        super().closeEvent(event)
        self.closed.emit()

    def _lay_out(self) -> dict[QDockWidget, int]:
        self._search_icon = self.filter_panel.add_search_icon()
        self.setWindowTitle(tr("{name} - 科学城招商地图", name=self.session.ledger.path.name))
        self.resize(1600, 1000)
        fill_menus(self.menuBar(), self.actions_by_key)
        self.views_menu.add_to(self.menuBar())
        add_map_menus(self.menuBar(), self.actions_by_key, self.map_settings, self.tools)
        self._toolbar = build_toolbar(self, self.actions_by_key)
        add_display_menu(self.menuBar(), self._toolbar, self.map_settings, self.actions_by_key["map_display"])
        self.lists_menus = ListsMenus(self, self.lists, self.explorer, self.actions_by_key)
        for key in ("add_to_list", "export_selected", "only_selected"):
            self.result_pane.add_tool(self.actions_by_key[key])
        self.result_pane.table.fill_row_menu = self.lists_menus.fill_row_menu
        self.tools.place_menu.extend = self.lists_menus.extend_map_menu
        split = self._split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.time.under(self.map_view))
        split.addWidget(self.result_pane)
        split.setSizes([600, 300])
        split.setStretchFactor(0, 2)  # a low window takes from both, or its map would be a strip
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        self.result_pane.tabs.keep_heights(split)
        self.setCentralWidget(split)
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        self._filter_dock = self._dock("filters", tr("筛选面板"), self.filter_panel, left, FILTER_WIDTH)
        self._detail_dock = self._dock("side", tr("项目与图层面板"), self.layers_desk.side, right, DETAIL_WIDTH)
        self.status = StatusFigures(self.statusBar(), self.session.span_words())
        self._dress()
        return {self._filter_dock: FILTER_WIDTH, self._detail_dock: DETAIL_WIDTH}

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea, width: int) -> QDockWidget:
        dock = QDockWidget(title, self)
        prepare_dock(dock, name)
        dock.setWidget(widget)
        widget.setMinimumWidth(round(width * LEAST_SHARE))
        self.addDockWidget(area, dock)
        self.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
        return dock

    def _dress(self) -> None:
        icons = self._assets / "icons"
        dress_actions(self.actions_by_key, icons, self._theme)
        self.status.dress(icons, self._theme)
        self.layers_desk.dress()
        self.time.attach(self.actions_by_key, icons)
        self._search_icon.setIcon(themed_icon(icons / "search.svg", self._theme))
        self.actions_by_key["toggle_theme"].setChecked(self._theme.name == "dark")
        self.map_view.set_theme(self._theme.name)  # of a page that began to load, another may have been meant then

    def _connect(self) -> None:
        explorer, view = self.explorer, self.map_view
        explorer.results_changed.connect(self.layers_desk.show_results)
        self.layers_desk.show_results(explorer.results)
        self.layers_desk.attach(view, self.feed, self.actions_by_key["layers"].setChecked)
        self.layers.online_changed.connect(self.status.show_online)
        self.status.show_online(self.layers.online_titles, "")
        troubles = (self.map_settings.trouble, self.result_pane.settings.trouble, self.views_menu.trouble)
        self.statusBar().showMessage("".join(troubles), 15000)
        explorer.failed.connect(lambda error: show_bug(self, error))
        self.charts.failed.connect(lambda error: show_bug(self, error))
        self.figures.failed.connect(lambda error: show_trouble(self, error))
        editors, shown = (self.placing, self.lists), (self.detail_panel, self.time.bar.axis)
        Surroundings(self.figures, explorer, editors, shown, self.map_settings, self.actions_by_key)
        self.figures.told.connect(lambda words: self.statusBar().showMessage(words, 15_000))
        self.charts.told.connect(lambda words: self.statusBar().showMessage(words, 8000))
        self.filter_panel.filters_wanted.connect(explorer.set_filters)
        self.result_pane.filters_wanted.connect(explorer.set_filters)
        self.result_pane.table.selection_made.connect(explorer.select)
        self.result_pane.table.sort_wanted.connect(explorer.set_sort)
        self.detail_panel.locate_wanted.connect(lambda project_id: self.fit_projects([project_id]))
        view.picked.connect(
            lambda numbers, mode: explorer.select(PageIds(explorer.columns).heard(numbers), SelectMode(mode))
        )
        Rehearsal(explorer, self.runner, self.feed, view, self.result_pane.table, self.theme)
        self.map_settings.state_changed.connect(lambda _old, new: view.show_map_state(new.to_page_json()))
        self.result_pane.settings.failed.connect(lambda words: self.statusBar().showMessage(words, 15_000))
        self.taxonomy_desk.attach(self.filter_panel, view, self.statusBar())
        explorer.columns_changed.connect(self.result_pane.set_columns)
        explorer.columns_changed.connect(lambda _columns: self.cards.show())
        self.detail_panel.place_wanted.connect(lambda project_id: self.placing.ask_for_place([project_id]))
        for side in (self.detail_panel, self.figures):
            side.passage_wanted.connect(
                lambda document, place: self._guarded(lambda: self.documents.open_document(document, place))
            )
        self.detail_panel.text_wanted.connect(self.documents.ask_for_files)
        self.documents.texts_changed.connect(self.cards.show)
        self.documents.told.connect(lambda words: self.statusBar().showMessage(words, 15_000))
        self.layers_desk.divert_drops(self.documents.take_dropped)
        self.placing.bridge.failed.connect(view.page_failed)
        self.placing.told.connect(lambda words: self.statusBar().showMessage(words, 15_000))
        self.placing.history_changed.connect(lambda history: show_history(self.actions_by_key, history))
        show_history(self.actions_by_key, self.placing.history)
        self.lists.told.connect(lambda words: self.statusBar().showMessage(words, 15_000))
        self.lists.history_changed.connect(lambda history: show_history(self.actions_by_key, history))
        self.lists.lists_changed.connect(lambda _lists: self._show_actions(explorer.state, explorer.results))
        self.lists.lists_changed.connect(lambda _lists: self.views_menu.views.set_vocabulary(self.session.vocabulary))
        self.lists.failed.connect(lambda error: show_trouble(self, error))
        view.page_failed.connect(lambda sentence: self.statusBar().showMessage(sentence, 8000))
        for key, call in self._calls().items():
            self.actions_by_key[key].triggered.connect(lambda _checked=False, call=call: self._guarded(call))

    def _calls(self) -> dict[str, Callable[[], object]]:
        explorer, edits = self.explorer, EditDesk(self.placing, self.lists)
        return {
            "open_ledger": self._ask_for_ledger,
            "export_filtered": lambda: self.files.export(selected_only=False),
            "export_selected": lambda: self.files.export(selected_only=True),
            "add_documents": self.documents.ask_for_files,
            "save_picture": lambda: self.files.save_picture(self.map_view),
            "guide": self.documents.open_guide,
            "about": self.files.show_about,
            "open_logs": lambda: self.files.show_logs(self._home),
            "quit": self.close,
            "undo": explorer.undo,
            "redo": explorer.redo,
            "find": self.filter_panel.focus_search,
            "find_in_table": self.result_pane.finder.focus,
            "clear_filters": explorer.clear_filters,
            "only_selected": lambda: explorer.set_filters(only_selected(explorer.state)),
            "stated_only": self._toggle_stated_only,
            "select_all": lambda: explorer.select(explorer.columns.ids.compress(explorer.results.mask)),
            "clear_selection": lambda: self.time.stop_or(lambda: self.placing.cancel_or(self.tools.escape)),
            "place_selection": lambda: self.placing.ask_for_place(explorer.state.selection),
            "undo_edit": edits.undo,
            "redo_edit": edits.redo,
            **self.lists_menus.calls(),
            "layers": self.layers_desk.toggle,
            "add_layer": self.layers_desk.ask_for_files,
            "fit_all": self.fit_all,
            "fit_selection": lambda: self.fit_projects(explorer.state.selection),
            **self.look.calls(),
            **self.charts.calls(),
            **self.tools.calls(),
            **self.time.calls(),
        }

    def _guarded(self, call: Callable[[], object]) -> None:
        """Run a call of the menu; what the surroundings refuse is one sentence, what is a bug is shown as one."""
        try:
            call()
        except AtlasError as error:
            show_sentence(self, str(error))
        except Exception as error:
            show_bug(self, error)

    def _ask_for_ledger(self) -> None:
        path = self.files.ask_for_ledger()
        if path is not None:
            self.ledger_wanted.emit(path)

    def _toggle_stated_only(self) -> None:
        filters = self.explorer.state.filters
        self.explorer.set_filters(filters.with_(stated_only=not filters.stated_only))

    def _show_actions(self, state: ExplorerState, results: Results) -> None:
        enabled = {
            "undo": self.explorer.steps.can_undo,
            "redo": self.explorer.steps.can_redo,
            "clear_filters": not state.filters.is_empty,
            "export_filtered": bool(len(results.rows)),
            "export_selected": bool(state.selection),
            "only_selected": bool(state.selection) or state.filters.ids is not None,
            "clear_selection": bool(state.selection) or self.tools.holds_escape or self.time.playback.is_active,
            "fit_selection": bool(state.selection),
            "place_selection": bool(state.selection),
            "add_to_list": bool(state.selection),
            "remove_from_list": bool(state.selection) and bool(self.lists.own_lists),
        }
        for key, value in enabled.items():
            self.actions_by_key[key].setEnabled(value)
        self.actions_by_key["stated_only"].setChecked(state.filters.stated_only)
        self.actions_by_key["only_selected"].setChecked(state.filters.ids is not None)
