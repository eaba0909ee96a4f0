"""The five industry shapes, area-equal, painted alike in table, tree, card and legend.

Formulas: a glyph of nominal radius r has area πr². Square side √π·r = 1.772r; plus of arm width .793r;
triangle side 2.694r with its centroid on the point; diamond half diagonal 1.253r; disc r.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

SHAPES = ("square", "plus", "triangle", "diamond", "disc")


def _square(center: QPointF, r: float) -> QPainterPath:
    side = 1.772 * r
    path = QPainterPath()
    path.addRoundedRect(QRectF(center.x() - side / 2, center.y() - side / 2, side, side), 0.14 * r, 0.14 * r)
    return path


def _plus(center: QPointF, r: float) -> QPainterPath:
    # Five squares of side .793r: arms reach 1.5 sides from the centre, 5·(.793r)² = πr².
    arm = 0.793 * r
    path = QPainterPath()
    path.addRect(QRectF(center.x() - 1.5 * arm, center.y() - arm / 2, 3 * arm, arm))
    upright = QPainterPath()
    upright.addRect(QRectF(center.x() - arm / 2, center.y() - 1.5 * arm, arm, 3 * arm))
    return path.united(upright)


def _polygon(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


def _triangle(center: QPointF, r: float) -> QPainterPath:
    side = 2.694 * r
    height = side * math.sqrt(3) / 2
    x, y = center.x(), center.y()
    return _polygon(
        [
            QPointF(x, y - height * 2 / 3),
            QPointF(x + side / 2, y + height / 3),
            QPointF(x - side / 2, y + height / 3),
        ]
    )


def _diamond(center: QPointF, r: float) -> QPainterPath:
    half = 1.253 * r
    x, y = center.x(), center.y()
    return _polygon([QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)])


def _disc(center: QPointF, r: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(center, r, r)
    return path


_BUILDERS = (_square, _plus, _triangle, _diamond, _disc)


def glyph_path(slot: int, center: QPointF, radius: float) -> QPainterPath:
    """The outline of industry ``slot``'s shape.

    Args:
        slot: 0..4, index into ``SHAPES``.
        center: centre of area, in pixels.
        radius: nominal radius in pixels; the area is π·radius².
    """
    return _BUILDERS[slot](center, radius)


def paint_glyph(
    painter: QPainter, slot: int, color: QColor, center: QPointF, radius: float, *, hollow: bool = False
) -> None:
    """Paint one glyph; hollow for a project that is only planned."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = glyph_path(slot, center, radius)
    if hollow:
        painter.setPen(QPen(color, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
    else:
        painter.fillPath(path, color)
    painter.restore()
