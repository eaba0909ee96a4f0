"""The place of the charts in the window."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class ChartsPane(QWidget):
    """Empty until it is filled; tells when somebody looks at it.

    Signals:
        opened: it came into sight.
        closed: it went out of sight.
    """

    opened = Signal()
    closed = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def fill(self, view: QWidget) -> None:
        """Take in the view."""
        self._column.addWidget(view)
        self.setFocusProxy(view)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: somebody looks."""
        super().showEvent(event)
        self.opened.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: nobody looks any more."""
        super().hideEvent(event)
        self.closed.emit()
