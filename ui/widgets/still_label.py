"""A label whose figures change with every answer and move nothing beside them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QWidget


class StillLabel(QLabel):
    """As wide as the widest words it has shown: other words are painted, and nothing is laid out anew for them.

    Qt lays out a window's every level when a label's words change, and paints anew whatever moves by a pixel; only a
    widget of fixed size is left out of that.
    """

    def __init__(self, parent: QWidget | None = None, *, right: bool = False) -> None:
        """``right`` sets words at the right end of what they leave."""
        super().__init__(parent)
        self._widest = QSize()
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def show_words(self, words: str) -> None:
        """Say something else; wider than ever before, it takes more room."""
        if words == self.text():
            return
        self.setText(words)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: only now is it known how it is dressed."""
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: dressed otherwise, words are of another width."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._widest = QSize()
            self._fit()

    def _fit(self) -> None:
        needed = self.sizeHint()
        if needed.width() > self._widest.width() or needed.height() > self._widest.height():
            self._widest = self._widest.expandedTo(needed)
            self.setFixedSize(self._widest)
