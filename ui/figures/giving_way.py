"""Words that give way: shortened at their end to the room there is, whole in the tooltip and for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton

from ui.widgets.plain_text import button_text, tooltip

_LEAST = 48
_EDGE = 20
_SPARE = 6


class GivingLabel(QLabel):
    """A line of words, literally."""

    def __init__(self, role: str) -> None:
        """Empty; the role is the style's name for it."""
        super().__init__()
        self.setObjectName(role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.words = ""

    def show_words(self, words: str) -> None:
        """Show other words."""
        self.words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self._shorten()

    def sizeHint(self) -> QSize:
        """Qt: as wide as the whole words."""
        return QSize(self.fontMetrics().horizontalAdvance(self.words) + _SPARE, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Qt: a few characters."""
        return QSize(min(_LEAST, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: shorten the words to the room there is."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        shown = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(tooltip(self.words) if shown != self.words else "")


class GivingButton(QToolButton):
    """A button with a menu whose words give way."""

    def __init__(self, role: str) -> None:
        """Empty; the role is the style's name for it."""
        super().__init__()
        self.setObjectName(role)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.words = ""

    def show_words(self, words: str) -> None:
        """Show other words."""
        self.words = words
        self.updateGeometry()
        self._shorten()

    def sizeHint(self) -> QSize:
        """Qt: as wide as the whole words."""
        return QSize(self.fontMetrics().horizontalAdvance(self.words) + _EDGE + _SPARE, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Qt: a few characters."""
        return QSize(min(_LEAST, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: shorten the words to the room there is."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        room = max(self.width() - _EDGE, 0)
        self.setText(button_text(self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room)))
