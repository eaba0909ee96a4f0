"""The badge that says on what a value rests: printed (solid), inferred (dashed), set by hand (ink edge)."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from geo.wording import tr
from ui.theme import Theme
from ui.widgets.plain_text import tooltip

HEIGHT = 16
PADDING = 5


class Basis(StrEnum):
    """The words of the badge."""

    STATED = "原文"
    INFERRED = "推断"
    MANUAL = "人工"


EDGES = {Basis.STATED: "line2", Basis.INFERRED: "ink3", Basis.MANUAL: "ink"}


def paint_badge(painter: QPainter, place: QPointF, basis: Basis, theme: Theme) -> float:
    """Paint a badge with its left edge and vertical centre at ``place``; returns its width in pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(11))
    width = painter.fontMetrics().horizontalAdvance(tr(basis.value)) + 2 * PADDING
    box = QRectF(place.x() + 0.5, place.y() - HEIGHT / 2 + 0.5, width - 1, HEIGHT - 1)
    pen = QPen(theme.color(EDGES[basis]), 1)
    if basis is Basis.INFERRED:
        pen.setDashPattern([2.6, 2.2])
    painter.setPen(pen)
    painter.setBrush(theme.color("sel") if basis is Basis.STATED else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(theme.color("ink2"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), tr(basis.value))
    painter.restore()
    return float(width)


class Badge(QWidget):
    """A badge as a widget, for the card."""

    def __init__(self, basis: Basis, theme: Callable[[], Theme], tip: str = "", parent: QWidget | None = None) -> None:
        """``tip`` says what the basis rests on."""
        super().__init__(parent)
        self._basis = basis
        self._theme = theme
        self.setFixedSize(self.sizeHint())
        self.setToolTip(tooltip(tip))
        self.setAccessibleName(tr("依据：{basis}", basis=tr(basis.value)) + (tr("，{tip}", tip=tip) if tip else ""))

    def sizeHint(self) -> QSize:
        """Qt: as wide as the words."""
        self.setFont(self._theme().font(11))
        return QSize(self.fontMetrics().horizontalAdvance(tr(self._basis.value)) + 2 * PADDING, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the badge."""
        painter = QPainter(self)
        paint_badge(painter, QPointF(0, self.height() / 2), self._basis, self._theme())
