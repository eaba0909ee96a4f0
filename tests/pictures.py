"""Pictures of the page as it is, not as it was a moment ago: a frame comes into a view some time after its drawing."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QColor, QImage
from PySide6.QtWebEngineWidgets import QWebEngineView

from tests.waiting import until

_MARKS: Final = ("#ff00ff", "#00ff00")
_SPOT: Final = (1, 1)
_SET_MARK: Final = """
(() => {
  let mark = document.getElementById('mark-of-tests');
  if (!mark) {
    mark = document.body.appendChild(document.createElement('div'));
    Object.assign(mark, { id: 'mark-of-tests', ariaHidden: 'true' });
    Object.assign(mark.style, {
      position: 'fixed', left: 0, top: 0, width: '3px', height: '3px', zIndex: 100000, pointerEvents: 'none',
    });
  }
  mark.style.background = '%s';
})()
"""


def picture_of(view: QWebEngineView) -> QImage:
    """Return what a visible view shows of all that its page has drawn until now.

    A mark in the page's first pixels changes its colour; the frame that shows it shows whatever was drawn before it.
    """
    before = view.grab().toImage().pixelColor(*_SPOT)
    mark = next(QColor(each) for each in _MARKS if QColor(each) != before)
    view.page().runJavaScript(_SET_MARK % mark.name())
    until(lambda: view.grab().toImage().pixelColor(*_SPOT) == mark)
    return view.grab().toImage()
