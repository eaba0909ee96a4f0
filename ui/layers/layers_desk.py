"""Where the layers panel meets the window: its place beside the card, the file dialog, files dropped on the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStandardPaths
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget, QWidget

from geo.errors import AtlasError
from geo.providers import get_provider
from geo.wording import tr
from ui.actions import themed_icon
from ui.layers.layer_facts import ground_notes
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_state import MapState
from ui.map.map_view import MapView
from ui.messages import show_bug, show_sentence
from ui.state import Results
from ui.theme import Theme
from ui.window.window_layers import WindowLayers

if TYPE_CHECKING:  # imported with the panel
    from ui.layers.layers_panel import LayersPanel

MAP_FILES = "地图文件 (*.mbtiles *.pmtiles *.geojson *.json *.gpkg *.kml *.kmz *.gpx *.shp *.zip);;全部文件 (*)"
MOST_FILES = 50


class LayersDesk(QObject):
    """Shows the layers panel in place of the card, and brings files to the layers.

    Args:
        window: files dropped on it become layers.
        layers: what stands behind the panel.
        card: what has the place while the panel is not wanted.
        assets: the ``assets`` folder.
        theme: the theme as it stands.
    """

    def __init__(
        self,
        window: QMainWindow,
        layers: WindowLayers,
        card: QWidget,
        assets: Path,
        theme: Callable[[], Theme],
    ) -> None:
        """Wait for somebody to ask for the panel, or for what it tells."""
        super().__init__(window)
        self._window, self._layers, self._assets, self._theme = window, layers, assets, theme
        self._drawn: dict[tuple[str, str], QIcon] = {}
        self._notes: dict[str, str] = {}
        self._is_wanted: Callable[[bool], None] = lambda _on: None
        self._divert: Callable[[list[Path]], list[Path]] = lambda paths: paths
        self._view: MapView | None = None
        self.side = QStackedWidget()
        self.side.addWidget(card)
        self._connect()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @cached_property
    def panel(self) -> LayersPanel:
        """The panel, built when it is first asked for: its rows and icons are a fiftieth of a second."""
        from ui.layers.layers_panel import LayersPanel

        settings, layers = self._layers.settings, self._layers
        panel = LayersPanel(self._theme, self._icon, layers.online.cached)
        self.side.addWidget(panel)
        panel.list.layer_wanted.connect(settings.update_layer)
        panel.list.move_wanted.connect(settings.move_layer)
        panel.list.remove_wanted.connect(settings.remove_layer)
        panel.add_wanted.connect(self.ask_for_files)
        panel.close_wanted.connect(lambda: self.show_panel(False))
        panel.list.clear_wanted.connect(self._on_panel_clear_wanted)
        layers.sources.busy_changed.connect(panel.show_busy)
        if self._view is not None:
            panel.list.locate_wanted.connect(self._view.fit_bounds)
        panel.list.show_state(settings.state)
        panel.list.show_notes(self._notes, layers.trouble)
        panel.show_busy(layers.sources.is_busy)
        panel.refresh_theme()
        return panel

    @property
    def _built(self) -> LayersPanel | None:
        return vars(self).get("panel")

    def attach(self, view: MapView, feed: LedgerMapFeed, toggled: Callable[[bool], None]) -> None:
        """Wire the map: it shows where a layer is, and lets drops pass to the window.

        Args:
            view: the map.
            feed: what it draws.
            toggled: called with whether the panel is shown, so that its action follows.
        """
        self._is_wanted, self._view = toggled, view
        view.loadFinished.connect(lambda _loaded: _let_drops_pass(view))
        _let_drops_pass(view)  # the page may have come before the window
        self.show_notes(ground_notes(self._assets / "basemap", feed.places()))

    def divert_drops(self, take: Callable[[list[Path]], list[Path]]) -> None:
        """Let another room look at dropped files first; ``take`` returns those that are left for the layers."""
        self._divert = take

    def show_panel(self, shown: bool) -> None:
        """Show the panel or the card."""
        if shown:
            self.side.setCurrentWidget(self.panel)
        else:
            self.side.setCurrentIndex(0)
        self._is_wanted(shown)

    @property
    def is_shown(self) -> bool:
        """Whether the panel has the place."""
        return self.side.currentIndex() > 0

    def toggle(self) -> None:
        """Show the panel if the card is shown, and the other way round."""
        self.show_panel(not self.is_shown)

    def ask_for_files(self) -> None:
        """Ask which files to add; a dialog that is cancelled does nothing."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _ = QFileDialog.getOpenFileNames(self._window, tr("添加地图文件"), folder, tr(MAP_FILES))
        self.add_files([Path(name) for name in chosen])

    def add_files(self, paths: list[Path]) -> None:
        """Add files as layers, one after the other; each that cannot be shown is one sentence."""
        if paths:
            self.show_panel(True)
        for path in paths[:MOST_FILES]:
            self._layers.sources.add_file(path)

    def show_results(self, results: Results) -> None:
        """Say how many projects the symbols stand for."""
        self.show_notes({"symbols": tr("{n:,} 项", n=results.totals.count)})

    def show_notes(self, notes: dict[str, str]) -> None:
        """Say how much the built-in layers show, by layer id; what is not named stays as it was."""
        self._notes |= notes
        if self._built is not None:
            self._built.list.show_notes(self._notes, self._layers.trouble)

    def dress(self) -> None:
        """Draw in the theme that is now asked for."""
        if self._built is not None:
            self._built.refresh_theme()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: files hang over the window, leave it, or fall."""
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove) and isinstance(event, QDragEnterEvent | QDropEvent):
            if files_of(event):
                self._show_hot(True)
                event.acceptProposedAction()
                return True
        elif kind == QEvent.Type.DragLeave:
            self._show_hot(False)
        elif kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._show_hot(False)
            paths = files_of(event)
            if paths:
                event.acceptProposedAction()
                self.add_files(self._divert(paths))
                return True
        return super().eventFilter(watched, event)

    def _show_hot(self, hot: bool) -> None:
        if self._built is not None:
            self._built.drop_zone.show_hot(hot)

    def _connect(self) -> None:
        settings, layers = self._layers.settings, self._layers
        layers.sources.added.connect(self._on_sources_added)
        layers.sources.failed.connect(lambda sentence: show_sentence(self._window, sentence))
        layers.sources.failed_badly.connect(lambda error: show_bug(self._window, error))
        layers.told.connect(lambda sentence: self._window.statusBar().showMessage(sentence, 8000))
        layers.online_changed.connect(lambda _titles, _trouble: self.show_notes({}))
        settings.state_changed.connect(self._on_settings_state_changed)

    def _on_settings_state_changed(self, old: MapState, new: MapState) -> None:
        if old.layers is not new.layers and self._built is not None:
            self._built.list.show_state(new)

    def _on_sources_added(self, layer_id: str) -> None:
        """Open the details of what was just added, and show where it is."""
        if layer_id != self.panel.list.chosen:
            self.panel.list.choose(layer_id)
        layer = self._layers.settings.state.find_layer(layer_id)
        if layer is not None and layer.facts is not None and layer.facts.bounds is not None:
            self.panel.list.locate_wanted.emit(layer.facts.bounds)

    def _on_panel_clear_wanted(self, provider_id: str) -> None:
        try:
            self._layers.online.clear(get_provider(provider_id))
        except AtlasError as error:
            self._layers.told.emit(str(error))
        self.dress()

    def _icon(self, name: str) -> QIcon:
        key = (name, self._theme().name)
        if key not in self._drawn:
            ink = "warn" if name == "warning" else "ink2"
            self._drawn[key] = themed_icon(self._assets / "icons" / f"{name}.svg", self._theme(), ink=ink)
        return self._drawn[key]


def _let_drops_pass(view: MapView) -> None:
    """WebEngine's widgets, which come with the page, would take files for pages to open."""
    view.setAcceptDrops(False)
    for inner in view.findChildren(QWidget):
        inner.setAcceptDrops(False)


def files_of(event: QDropEvent) -> list[Path]:
    """The files of this machine that are being dragged."""
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
