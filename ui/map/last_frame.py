"""Waiting for a picture of what the page has drawn: a frame comes into its view some time after it was drawn."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEventLoop, QRect, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWebEngineWidgets import QWebEngineView

_GLANCE_MS: Final = 10
_MARK: Final = QColor("#ff00ff")
"""A colour that no map has."""

_SHIFT: Final = 40
"""By how much a part of it may come back different: pictures go through the colour profile of the screen."""

_SET_MARK: Final = """
(() => {
  document.getElementById('last-frame')?.remove();
  if (!%s) return;
  const mark = document.body.appendChild(document.createElement('div'));
  Object.assign(mark, { id: 'last-frame', ariaHidden: 'true' });
  const place = { position: 'fixed', left: 0, top: 0, width: '2px', height: '2px', zIndex: 100000 };
  Object.assign(mark.style, place, { pointerEvents: 'none', background: '%s' });
})()
"""


def await_last_frame(view: QWebEngineView, patience_s: float) -> None:
    """Return when a visible view shows all that its page has drawn until now, or patience is over.

    A mark in the page's first pixels comes and goes: the frame that shows it, and the one that shows it no longer, show
    whatever was drawn before. How long that takes says something about the machine only.
    """
    for is_marked in (True, False):
        view.page().runJavaScript(_SET_MARK % ("true" if is_marked else "false", _MARK.name()))
        for _ in range(round(patience_s * 1000) // _GLANCE_MS):
            if is_mark(view.grab(QRect(0, 0, 2, 2)).toImage().pixelColor(0, 0)) == is_marked:
                break
            loop = QEventLoop()
            QTimer.singleShot(_GLANCE_MS, loop.quit)
            loop.exec()


def is_mark(seen: QColor) -> bool:
    """Whether a colour is the mark's, as far as a screen's own colours leave it that."""
    red, green, blue = seen.red() - _MARK.red(), seen.green() - _MARK.green(), seen.blue() - _MARK.blue()
    return max(map(abs, (red, green, blue))) <= _SHIFT
