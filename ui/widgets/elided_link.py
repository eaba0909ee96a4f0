"""A link that gives way: a long name is shortened at its end instead of widening what it stands in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.widgets.plain_text import button_text, tooltip

_LEAST = 40
_EDGE = 10


class ElidedLink(QPushButton):
    """A button that looks like a link; the whole words are its accessible name, and its tooltip when shortened."""

    def __init__(self, words: str, role: str = "link") -> None:
        """Show words of data literally; the role is the style's name for it."""
        super().__init__(button_text(words))
        self._words = words
        self.setObjectName(role)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Qt: as wide as the whole words."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + _EDGE + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Qt: a few characters."""
        return QSize(min(_LEAST, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: shorten the words to the room there is."""
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - _EDGE)
        self.setText(button_text(shown))
        self.setToolTip(tooltip(self._words) if shown != self._words else "")
