"""Words that give way: shortened at their end to the room there is, whole in the tooltip and for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from ui.widgets.plain_text import button_text, tooltip

_LEAST = 48
_EDGE = 20
_SPARE = 6


def _whole_width(widget: QWidget, words: str, edge: int = 0) -> int:
    """The width at which the whole words are shown; px, as ``edge``, what the frame takes of it."""
    return widget.fontMetrics().horizontalAdvance(words) + edge + _SPARE


def _elided(widget: QWidget, words: str, edge: int = 0) -> str:
    """The words as far as there is room for them now."""
    room = max(widget.width() - edge, 0)
    return widget.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)


def _least(widget: QWidget, height: int) -> QSize:
    """A few characters, or all there are."""
    return QSize(min(_LEAST, widget.sizeHint().width()), height)


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
        return QSize(_whole_width(self, self.words), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Qt: a few characters."""
        return _least(self, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: shorten the words to the room there is."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        shown = _elided(self, self.words)
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
        return QSize(_whole_width(self, self.words, _EDGE), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Qt: a few characters."""
        return _least(self, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: shorten the words to the room there is."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        self.setText(button_text(_elided(self, self.words, _EDGE)))
