"""The window's ear and voice for placing by hand: the object the page knows as ``placing``."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from geo.wording import tr
from ui.placing.place_requests import parse_place_request


class PlacingBridge(QObject):
    """Small events between the page's place tool and the window; what the page says is checked here.

    Signals:
        asked: heard by the page: JSON of what shall be placed, ``{"title", "scope", "industry", "count"}``.
        cancelled: heard by the page: drop what is being placed.
        wanted: a checked :class:`ui.placing.place_requests.PlaceRequest`.
        choosing_changed: whether the person is choosing a point.
        failed: one sentence: the page said something senseless.
    """

    asked = Signal(str)
    cancelled = Signal()

    wanted = Signal(object)
    choosing_changed = Signal(bool)
    failed = Signal(str)

    @Slot(str)
    def place(self, words: str) -> None:
        """The person has chosen a point: JSON, see :func:`ui.placing.place_requests.parse_place_request`."""
        request = parse_place_request(words)
        if request is None:
            self.failed.emit(tr("地图报告了无效的放置：{words}", words=words[:200]))
            return
        self.wanted.emit(request)

    @Slot(bool)
    def choosing(self, choosing: bool) -> None:
        """The person has begun, or is done with, choosing a point."""
        self.choosing_changed.emit(choosing)
