"""Pictures of the page as it is, not as it was a moment ago."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWebEngineWidgets import QWebEngineView

from tests.waiting import PATIENCE_MS
from ui.map.last_frame import await_last_frame


def picture_of(view: QWebEngineView) -> QImage:
    """Return what a visible view shows of all that its page has drawn until now."""
    await_last_frame(view, PATIENCE_MS / 1000)
    return view.grab().toImage()
