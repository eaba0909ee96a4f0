"""The printed relations of what is pointed at in the chain map, as lines to the other ends that stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from db.figures.relations import Relation, RelationEnd
from geo.frozen import frozen
from geo.wording import tr
from ui.figures.chain_picture import ROW, Box, ChainPicture
from ui.theme import Theme

_TABLES: Final = {"project": "projects", "organisation": "organisations", "node": "industries"}
MOST_EDGES: Final = 24
_SHORT: Final = 170.0
"""Pixels; a shorter line has no room for its kind beside what it joins."""


@frozen
class ChainEdge:
    """A relation between two boxes of the map.

    Attributes:
        source: The box of its first end.
        target: That of its second.
        relation: It.
    """

    source: Box
    target: Box
    relation: Relation


def find_edges(box: Box | None, picture: ChainPicture, relations: Sequence[Relation]) -> tuple[ChainEdge, ...]:
    """Find the relations of a box whose other end stands in the map too, at the place that is nearest."""
    return () if box is None else tuple(_edges_of(box, picture, relations))[:MOST_EDGES]


def _edges_of(box: Box, picture: ChainPicture, relations: Sequence[Relation]) -> Iterator[ChainEdge]:
    for relation in relations:
        for end, other in ((relation.source, relation.target), (relation.target, relation.source)):
            if not _is_at(end, box):
                continue
            there = [one for one in picture.boxes if one != box and _is_at(other, one)]
            if there:
                nearest = min(there, key=lambda one: abs(one.y - box.y))
                pair = (box, nearest) if end is relation.source else (nearest, box)
                yield ChainEdge(*pair, relation)


def _is_at(end: RelationEnd, box: Box) -> bool:
    return bool(end.entity) and _TABLES.get(box.kind) == end.entity and box.key == end.id


def paint_edges(painter: QPainter, edges: Sequence[ChainEdge], theme: Theme) -> None:
    """Draw an arrow with its kind for each; dotted where the kind is our reading."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for edge in edges:
        path, end = _path(edge)
        style = Qt.PenStyle.DotLine if edge.relation.kind_basis == "inferred" else Qt.PenStyle.SolidLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("focus"), 1.6, style))
        painter.drawPath(path)
        back = 7.0 if path.pointAtPercent(0.9).x() > end.x() else -7.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("focus"))
        painter.drawPolygon(QPolygonF([end, end + QPointF(back, -3.5), end + QPointF(back, 3.5)]))
    for edge in edges:
        path, _ = _path(edge)
        if path.length() > _SHORT:
            _paint_kind(painter, path.pointAtPercent(0.5), tr(edge.relation.kind), theme)


def _path(edge: ChainEdge) -> tuple[QPainterPath, QPointF]:
    """From one box to the other: from the sides that face each other, out to the left where they stand in a column."""
    source, target = edge.source, edge.target
    start_y, end_y = (box.y + (ROW if box.level > 1 else box.height) / 2 for box in (source, target))
    if target.x + target.width < source.x - 8:
        start, end, way = QPointF(source.x - 4, start_y), QPointF(target.x + target.width + 4, end_y), -1
    elif source.x + source.width < target.x - 8:
        start, end, way = QPointF(source.x + source.width + 4, start_y), QPointF(target.x - 4, end_y), 1
    else:
        start, end, way = QPointF(source.x - 4, start_y), QPointF(target.x - 4, end_y), 0
    bend = max(36.0, abs(end.x() - start.x()) / 2) if way else 48.0
    path = QPainterPath(start)
    out = QPointF((way or -1) * bend, 0)
    path.cubicTo(start + out, end - out if way else end + out, end)
    return path, end


def _paint_kind(painter: QPainter, middle: QPointF, words: str, theme: Theme) -> None:
    font = theme.font(11)
    wide = QFontMetricsF(font).horizontalAdvance(words) + 14
    frame = QRectF(middle.x() - wide / 2, middle.y() - 8.5, wide, 17)
    painter.setPen(QPen(theme.color("focus"), 1))
    painter.setBrush(theme.color("surf"))
    painter.drawRoundedRect(frame, 8.5, 8.5)
    painter.setPen(theme.color("ink"))
    painter.setFont(font)
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, words)
