"""Small marks painted alike wherever values are ticked or folded."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.theme import Theme

CHECK_SIZE = 14


def paint_check(painter: QPainter, box: QRectF, state: Qt.CheckState, theme: Theme) -> None:
    """A 14 px check box: ticked, partly ticked (bar) or empty."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state == Qt.CheckState.Unchecked:
        painter.setPen(QPen(theme.color("ink3"), 1))
        painter.setBrush(theme.color("surf"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.restore()
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("ink2"))
    painter.drawRoundedRect(box, 3, 3)
    pen = QPen(theme.color("onfill"), 1.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    left, top = box.left(), box.top()
    if state == Qt.CheckState.PartiallyChecked:
        painter.drawLine(QPointF(left + 3.5, top + 7), QPointF(left + 10.5, top + 7))
    else:
        painter.drawPolyline(
            [QPointF(left + 3.2, top + 7.2), QPointF(left + 6, top + 10), QPointF(left + 11, top + 4.4)]
        )
    painter.restore()


def paint_chevron(painter: QPainter, center: QPointF, opened: bool, theme: Theme) -> None:
    """The mark of what can be opened, pointing down once it is."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color("ink3"), 1.35)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    points = [(-3.2, -1.6), (0, 1.6), (3.2, -1.6)] if opened else [(-1.6, -3.2), (1.6, 0), (-1.6, 3.2)]
    painter.drawPolyline([center + QPointF(x, y) for x, y in points])
    painter.restore()
