"""Two widgets on one line, or on two where one is too short for both: what keeps a small window usable."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

SPARE = 24
"""Pixels to spare before two lines become one again: figures that grow and shrink must not make it jump."""


class SideOrBelow(QWidget):
    """The first widget left, the second at the right end; below the first where there is no room beside it."""

    def __init__(self, first: QWidget, second: QWidget, *, heights: tuple[int, int], margin: int, gap: int = 8) -> None:
        """Start on one line.

        Args:
            first: keeps the width it asks for where there is room.
            second: takes what is left.
            heights: of the whole, on one line and on two, in pixels.
            margin: left and right, in pixels.
            gap: between the two on one line, in pixels.
        """
        super().__init__()
        self._first, self._second, self._heights, self._margin, self._gap = first, second, heights, margin, gap
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(margin, 0, margin, 0)
        self._box.setSpacing(gap)
        self._box.addWidget(first)
        self._box.addWidget(second, 1)
        self.setFixedHeight(heights[0])

    @property
    def is_on_two_lines(self) -> bool:
        """Whether the second stands below the first."""
        return self._box.direction() is QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """Qt: as narrow as the wider of the two can be."""
        widths = (self._first.minimumSizeHint().width(), self._second.minimumSizeHint().width())
        return QSize(max(widths) + 2 * self._margin, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width may ask for other lines."""
        super().resizeEvent(event)
        self._choose()

    def event(self, event: QEvent) -> bool:
        """Qt: what is shown in them may have become longer or shorter."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._choose()
        return super().event(event)

    def _choose(self) -> None:
        beside = self._first.sizeHint().width() + self._second.sizeHint().width() + self._gap + 2 * self._margin
        below = beside + (SPARE if self.is_on_two_lines else 0) > self.width()
        if below is not self.is_on_two_lines:
            self._box.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
            self._box.setSpacing(0 if below else self._gap)
            self.setFixedHeight(self._heights[below])
