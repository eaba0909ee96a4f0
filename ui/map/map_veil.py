"""Hides a map whose page loads ahead, until that has drawn: at first it is black, and of another size."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

LINGER_MS: Final = 34
"""Two frames: what a page says it has drawn is seen by then."""

_MOVED: Final = (QEvent.Type.Resize, QEvent.Type.ChildAdded, QEvent.Type.Show, QEvent.Type.LayoutRequest)


class MapVeil(QWidget):
    """Lies over a view in the map's ground colour, lets everything through, and goes by itself.

    Args:
        view: what is hidden; its widgets come and go while it loads, and the veil stays above them.
        ground: the colour.

    Signals:
        painted: The window of the view is painted for the first time, with the veil where the map is to be.
    """

    painted = Signal()

    def __init__(self, view: QWidget, ground: QColor) -> None:
        """Cover the view."""
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.dress(ground)
        self._is_painted = self._is_lifted = self._awaits_painting = False
        view.installEventFilter(self)

    def dress(self, ground: QColor) -> None:
        """Take the colour of another theme."""
        self.setPalette(QPalette(ground))

    def await_painting(self) -> None:
        """Do not go before `painted`, whatever the page complains of: somebody waits for it."""
        self._awaits_painting = True

    def lift(self, *_told: object) -> None:
        """Go, once what was drawn is seen."""
        self._is_lifted = True
        if not self._awaits_painting:
            QTimer.singleShot(LINGER_MS, self, self.deleteLater)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the window is painted."""
        super().paintEvent(event)
        view = self.parentWidget()
        if not self._is_painted and view is not None and not view.isWindow():
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # when all of it is
            self._awaits_painting = False
            if self._is_lifted:
                self.lift()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the view has another size or other parts."""
        if event.type() in _MOVED:
            view = self.parentWidget()
            if view is not None:
                self.resize(view.size())
            self.raise_()
        return super().eventFilter(watched, event)
