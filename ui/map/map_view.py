"""The map in the window: one WebEngine view that loads its page once and is told revision numbers from then on."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QPixmap, QShowEvent
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from geo.lnglat import Bounds
from geo.wording import tr
from ui.app_page import AppPage
from ui.app_scheme import PAGE_URL, SCHEME, AppSchemeHandler, AppSite, MapFeed, RequestGuard, Response, Route
from ui.map.first_map import FirstMap
from ui.map.map_bridge import MapBridge
from ui.map.map_veil import MapVeil
from ui.map.page_ahead import PageAhead
from ui.map.tool_bridge import ToolBridge
from ui.placing.placing_bridge import PlacingBridge

_GLANCE: Final = """window.atlasProbe ? JSON.stringify(JSON.parse(window.atlasProbe()), ['size', 'moving', 'revision'])
  : '{}'"""


class MapView(QWebEngineView):
    """Shows what a feed says and emits what a person does to it.

    Args:
        feed: Answers the page's questions (see :class:`ui.app_scheme.MapFeed`); called in the window's thread. None for
            a page that begins to load ahead of what it shows: see :meth:`serve`.
        page_html: The page of ``geo.map_page``.
        assets_dir: The ``assets`` folder.
        theme: "light" or "dark".
        parent: The owning widget.
        routes: Further paths of the page's origin (see :class:`ui.app_scheme.AppSite`).
        placing: Hears and speaks of placing by hand; None for a map on which nothing is placed.
        promised: Which further paths :meth:`serve` will bring.
        first: What the last window showed first, for a page that is to draw it before there is a window.

    Attributes:
        ahead: such a page's beginning; None for any other.

    Signals:
        viewport_moved: ``(Bounds, zoom)`` after the map came to rest.
        picked: ``(tuple of project ids, "replace" | "toggle" | "add")``.
        drawn: ``(revision, groups, points)`` after the page drew a revision.
        page_failed: One sentence: the page, its script or its process failed.
    """

    viewport_moved = Signal(object, float)
    picked = Signal(object, str)
    drawn = Signal(int, int, int)
    page_failed = Signal(str)

    def __init__(
        self,
        feed: MapFeed | None,
        page_html: str,
        assets_dir: Path,
        theme: str = "light",
        parent: QWidget | None = None,
        *,
        routes: Mapping[str, Route] | None = None,
        placing: PlacingBridge | None = None,
        promised: Iterable[str] = (),
        first: FirstMap | None = None,
    ) -> None:
        """Start loading the page; it asks the feed as soon as it is there."""
        super().__init__(parent)
        self.setAccessibleName(tr("地图"))
        self._land = _land_colours(assets_dir / "tokens.json")
        self._bridge = MapBridge()
        self.tools = ToolBridge()
        self.placing = placing
        self._is_known = feed is not None
        self._theme = theme
        self._veil: MapVeil | None = None
        self.ahead: PageAhead | None = None
        self._awaited_bounds: Bounds | None = None
        self._map_state = ""
        self._industry_names = ""
        self._is_ready = False
        self.request_guard = RequestGuard()
        self._site = AppSite(page_html, feed, assets_dir, routes, promised)
        self._build_page(AppSchemeHandler(self._site))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._page.setBackgroundColor(self._land.get(theme, QColor("white")))
        if feed is None:
            veil = self._veil = MapVeil(self, self._land.get(theme, QColor("white")))
            self.drawn.connect(veil.lift)
            self.page_failed.connect(veil.lift)
            if first is not None:
                self.ahead = PageAhead(self, veil, self._bridge, self._site, first)
        self._forward_signals()
        self.load(QUrl(f"{PAGE_URL}?theme={theme}"))

    def serve(self, feed: MapFeed, routes: Mapping[str, Route]) -> None:
        """Let a page that was loaded ahead ask, once it is seen: before, it has no size to choose its view by."""
        self._site.learn(feed, {**routes, "/view.json": self._size})
        self._is_known = True
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)
        if self.isVisible() and not self.isWindow():
            self._site.serve()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the window is seen; when what it has told its parts to do is done, the view has its size."""
        super().showEvent(event)
        if self._is_known:
            QTimer.singleShot(0, self, self._site.serve)

    def show_revision(self, revision: int) -> None:
        """Tell the page that the feed now answers with this revision; it fetches and draws by itself."""
        self._bridge.frame_changed.emit(revision)

    def show_frame(self, query: str, frame: bytes) -> None:
        """Hand the page the frame that it would fetch by this query; if it would ask otherwise by now, it does."""
        self._bridge.frame_pushed.emit(query, b64encode(frame).decode())

    def show_selection(self, revision: int, query: str, marks: bytes) -> None:
        """Tell the page which symbols of the frame of this query are selected under a new revision.

        Args:
            revision: the new one.
            query: if the page shows the frame of another, it fetches.
            marks: encoded by ``geo.symbols.symbol_marks``, under the revision of the page's frame; empty has it fetch.
        """
        self._bridge.selection_changed.emit(revision, query, b64encode(marks).decode())

    def show_map_state(self, state: str) -> None:
        """Hand the page a state of the map as JSON (see ``ui.map.map_state``); repeated as soon as the page listens."""
        self._map_state = state
        self._bridge.map_state_changed.emit(state)

    def name_industries(self, names: Sequence[str]) -> None:
        """Call the industries so, in the legend and on hover, in their fixed order; repeated when the page listens."""
        self._industry_names = json.dumps(list(names), ensure_ascii=False)
        self._bridge.industries_named.emit(self._industry_names)

    def show_marks(self, *, some: bool) -> None:
        """Tell the page that the feed points at projects from elsewhere, or no longer at any."""
        self._bridge.marks_changed.emit(some)

    def set_theme(self, theme: str) -> None:
        """Draw in "light" or "dark"."""
        self._theme = theme
        self._page.setBackgroundColor(self._land.get(theme, QColor("white")))
        if self._veil is not None and isValid(self._veil):
            self._veil.dress(self._land[theme])
        self._bridge.theme_changed.emit(theme)

    def fit_bounds(self, bounds: Bounds) -> None:
        """Move the view so that it shows these bounds, as soon as the page can."""
        if not self._is_ready:
            self._awaited_bounds = bounds
            return
        self._bridge.view_requested.emit(bounds.west, bounds.south, bounds.east, bounds.north)

    def grab_map(self) -> QPixmap:
        """A picture of the map as it is on the screen, in device pixels."""
        return self.grab()

    def probe(self, answer: Callable[[dict[str, object]], None]) -> None:
        """Ask the page what it shows (symbols, labels, legend, revision); the answer comes later."""
        self._page.ask("window.atlasProbe ? window.atlasProbe() : '{}'", answer)

    def glance(self, answer: Callable[[dict[str, object]], None]) -> None:
        """Ask the page whether it rests (size, moving, revision); the answer comes later."""
        self._page.ask(_GLANCE, answer)

    def _size(self, _query: Mapping[str, str]) -> Response:
        body = json.dumps({"width": self.width(), "height": self.height()}).encode()
        return Response(200, "application/json; charset=utf-8", body, {"Cache-Control": "no-store"})

    def _build_page(self, handler: AppSchemeHandler) -> None:
        """Profile, page, handler; Qt deletes children in the order they were adopted, and the page must go first."""
        profile = QWebEngineProfile()
        self._page = AppPage(profile, self)
        profile.setParent(self)
        handler.setParent(self)
        self.request_guard.setParent(self)
        self._bridge.setParent(self)
        self.tools.setParent(self)
        if self.placing is not None:
            self.placing.setParent(self)
        profile.installUrlSchemeHandler(QByteArray(SCHEME), handler)
        profile.setUrlRequestInterceptor(self.request_guard)
        self.setPage(self._page)
        channel = QWebChannel(self._page)
        channel.registerObject("atlas", self._bridge)
        channel.registerObject("tools", self.tools)
        if self.placing is not None:
            channel.registerObject("placing", self.placing)
        self._page.setWebChannel(channel)

    def _forward_signals(self) -> None:
        self._bridge.ready.connect(self._on_bridge_ready)
        told = self.ahead or self._bridge
        told.viewport_moved.connect(self.viewport_moved)
        self._bridge.picked.connect(self.picked)
        told.drawn.connect(self.drawn)
        self._bridge.page_failed.connect(self.page_failed)
        self._page.console_error.connect(self.page_failed)
        self._page.renderProcessTerminated.connect(self._on_page_render_process_terminated)
        self._page.loadFinished.connect(self._on_page_load_finished)

    def _on_bridge_ready(self) -> None:
        """Repeat what was asked of the page while it was loading."""
        self._is_ready = True
        self._bridge.theme_changed.emit(self._theme)
        if self._industry_names:
            self._bridge.industries_named.emit(self._industry_names)
        if self._map_state:
            self._bridge.map_state_changed.emit(self._map_state)
        if self._awaited_bounds is not None:
            self.fit_bounds(self._awaited_bounds)

    def _on_page_render_process_terminated(
        self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int
    ) -> None:
        if status != QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            self.page_failed.emit(tr("地图进程意外退出（{name}，{code}）", name=status.name, code=code))

    def _on_page_load_finished(self, loaded: bool) -> None:
        if not loaded:
            self.page_failed.emit(tr("地图页面没有加载成功"))


def _land_colours(tokens_file: Path) -> dict[str, QColor]:
    """The map's ground colour of each theme, so that nothing white flashes before the page has drawn."""
    tokens = json.loads(tokens_file.read_text("utf-8"))
    return {theme: QColor(tokens[theme]["land"]) for theme in ("light", "dark")}
