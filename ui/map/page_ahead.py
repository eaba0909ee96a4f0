"""A map's page that draws before there is a window: off the screen, in the size it had last time."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from geo.lnglat import Bounds
from ui.app_scheme import AppSite, Response, json_response
from ui.map.first_map import FirstMap
from ui.map.map_bridge import MapBridge
from ui.map.map_veil import MapVeil


class PageAhead(QObject):
    """Keeps what such a page says to itself until it is seen: until then nobody sees what it has drawn.

    Args:
        view: the page's; shown off the screen here, as a page that is not shown has no size and draws nothing.
        veil: lies over it.
        bridge: the page's.
        site: what it may ask.
        first: what the last window showed first.

    Signals:
        viewport_moved: ``(Bounds, zoom)``, as the bridge's.
        drawn: ``(revision, groups, points)``, as the bridge's.
    """

    viewport_moved = Signal(object, float)
    drawn = Signal(int, int, int)

    def __init__(self, view: QWidget, veil: MapVeil, bridge: MapBridge, site: AppSite, first: FirstMap) -> None:
        """Give the page its size."""
        super().__init__(view)
        self._bridge, self._site, self._first = bridge, site, first
        self._is_painted = self._is_seen = self._is_outdated = False
        self._view: tuple[Bounds, float] | None = None
        self._drawn: tuple[int, int, int] | None = None
        bridge.ready.connect(self._on_bridge_ready)
        bridge.seen.connect(self._on_bridge_seen)
        bridge.viewport_moved.connect(self._on_bridge_viewport_moved)
        bridge.drawn.connect(self._on_bridge_drawn)
        veil.painted.connect(self._on_veil_painted)
        veil.await_painting()
        view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        view.resize(first.width, first.height)
        view.show()

    def foresee(self, answers: Mapping[str, Response]) -> None:
        """Let the page draw by these answers, by path, until the window answers it."""
        size = json_response({"width": self._first.width, "height": self._first.height})
        self._site.foresee({**answers, "/view.json": size})

    def ask_anew(self) -> None:
        """Have the page ask for its symbols again, once it is seen: what it has drawn is no longer so, and not told."""
        self._is_outdated = True

    def _on_veil_painted(self) -> None:
        self._is_painted = True
        self._bridge.shown.emit()

    def _on_bridge_ready(self) -> None:
        if self._is_painted:  # what was said before is lost on the page
            self._bridge.shown.emit()

    def _on_bridge_seen(self) -> None:
        if self._is_seen:
            return
        self._is_seen = True
        if self._view is not None:
            self.viewport_moved.emit(*self._view)
        if self._is_outdated:
            self._bridge.frame_changed.emit(0)
        elif self._drawn is not None:
            self.drawn.emit(*self._drawn)

    def _on_bridge_viewport_moved(self, bounds: Bounds, zoom: float) -> None:
        self._view = bounds, zoom
        if self._is_seen:
            self.viewport_moved.emit(bounds, zoom)

    def _on_bridge_drawn(self, revision: int, groups: int, points: int) -> None:
        self._drawn = revision, groups, points
        if self._is_seen:
            self.drawn.emit(revision, groups, points)
