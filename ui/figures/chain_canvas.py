"""The chain map as painted: in the window, where it is clicked and walked with the arrows, and in a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from geo.wording import tr
from ui.figures.chain_edges import find_edges, paint_edges
from ui.figures.chain_picture import (
    COLUMNS,
    LEAST_WIDTH,
    MARKER,
    ROW,
    Arrow,
    Box,
    Bracket,
    ChainMatter,
    ChainPicture,
    Measure,
    lay_out,
)
from ui.figures.chain_words import describe_box
from ui.figures.relations_picture import lay_out_relations
from ui.figures.shares_bar import paint_hatch
from ui.theme import Theme
from ui.widgets.glyphs import paint_glyph
from ui.widgets.plain_text import tooltip

MARGIN: Final = 12
_KEYS: Final = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}
_PRESS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class ChainPainter:
    """Paints a picture of the chain in a theme's colours.

    Args:
        theme: The colours.
        slot_of: Industry id → slot 0..4.
    """

    def __init__(self, theme: Theme, slot_of: Callable[[int], int]) -> None:
        """Keep them."""
        self._theme, self._slot_of = theme, slot_of

    def paint(self, painter: QPainter, picture: ChainPicture, clip: QRectF | None = None) -> None:
        """Paint what lies in a part of the picture, or all of it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        for y in picture.rules:
            painter.drawLine(QPointF(0, y + 0.5), QPointF(picture.width, y + 0.5))
        for bracket in picture.brackets:
            self._paint_bracket(painter, bracket)
        for link in picture.links:
            style = Qt.PenStyle.DotLine if link.is_gap else Qt.PenStyle.SolidLine
            painter.setPen(QPen(self._theme.color("ink3" if link.is_gap else "line2"), 1, style))
            painter.drawLine(QPointF(link.left, link.y), QPointF(COLUMNS[3] - 5, link.y))
        for arrow in picture.arrows:
            if clip is None or clip.top() - ROW < arrow.y < clip.bottom() + ROW:
                self._paint_arrow(painter, arrow)
        for box in picture.boxes:
            if clip is None or clip.intersects(rect_of(box)):
                self._paint_box(painter, box)

    def paint_ring(self, painter: QPainter, box: Box, token: str) -> None:
        """Paint a frame around a box."""
        painter.setPen(QPen(self._theme.color(token), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect_of(box).adjusted(-4, 1, 4, -1), 3, 3)

    def _paint_bracket(self, painter: QPainter, bracket: Bracket) -> None:
        color = self._theme.industry_color(self._slot_of(bracket.root))
        if bracket.level > 1:
            color = self._theme.color("ink3")
        firm, dotted = QPen(color, 1.2), QPen(self._theme.color("ink3"), 1, Qt.PenStyle.DotLine)
        painter.setPen(firm)
        heights = [bracket.y, *(y for y, _ in bracket.ends)]
        painter.drawLine(QPointF(bracket.left, bracket.y), QPointF(bracket.x, bracket.y))
        painter.drawLine(QPointF(bracket.x, min(heights)), QPointF(bracket.x, max(heights)))
        for y, is_gap in bracket.ends:
            painter.setPen(dotted if is_gap else firm)
            painter.drawLine(QPointF(bracket.x, y), QPointF(bracket.right, y))

    def _paint_arrow(self, painter: QPainter, arrow: Arrow) -> None:
        color = self._theme.industry_color(self._slot_of(arrow.root))
        style = Qt.PenStyle.DotLine if arrow.is_read else Qt.PenStyle.SolidLine
        painter.setPen(QPen(color, 1.2, style))
        painter.drawLine(QPointF(arrow.left, arrow.y), QPointF(arrow.right - 5, arrow.y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        tip = QPointF(arrow.right, arrow.y)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-7, -3.5), tip + QPointF(-7, 3.5)]))

    def _paint_box(self, painter: QPainter, box: Box) -> None:
        paint = {
            "node": self._paint_node,
            "project": self._paint_project,
            "gap": self._paint_gap,
            "room": self._paint_room,
            "organisation": self._paint_organisation,
            "unrelated": self._paint_gap,
            "relation": self._paint_relation,
            "end": self._paint_end,
        }.get(box.kind, self._paint_words)
        paint(painter, box)

    def _paint_node(self, painter: QPainter, box: Box) -> None:
        rect = QRectF(box.x, box.y, box.width, ROW)
        if box.level == 1:
            slot = self._slot_of(box.root)
            center = QPointF(rect.left() + 5, rect.center().y())
            paint_glyph(painter, slot, self._theme.industry_color(slot), center, 5)
            rect = rect.adjusted(MARKER, 0, 0, 0)
            self._write(painter, rect, box.words, 12, "ink", QFont.Weight.DemiBold)
            self._write(painter, rect.adjusted(0, ROW - 4, 0, ROW - 4), box.detail, 11, "ink2")
            return
        token = "ink" if box.detail else "ink2"
        used = self._write(painter, rect, box.words, 12, token)
        self._write(painter, rect.adjusted(used + 6, 0, 0, 0), box.detail, 11, "ink3")

    def _paint_project(self, painter: QPainter, box: Box) -> None:
        color = self._theme.industry_color(self._slot_of(box.root))
        painter.setPen(QPen(color, 1.4))
        painter.setBrush(color if box.is_started else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(box.x + 4, box.y + ROW / 2), 3.3, 3.3)
        rect = QRectF(box.x + MARKER - 2, box.y, box.width - MARKER + 2, ROW)
        used = self._write(painter, rect, box.words, 12, "ink")
        if box.is_read:  # not a style of the font: pictures in files know none that is dotted
            painter.setPen(QPen(self._theme.color("ink3"), 1, Qt.PenStyle.DotLine))
            y = box.y + ROW - 3.5
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.left() + used, y))

    def _paint_organisation(self, painter: QPainter, box: Box) -> None:
        painter.setPen(QPen(self._theme.color("ink3"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(box.x + 1.5, box.y + ROW / 2 - 2.5, 5, 5))
        rect = QRectF(box.x + MARKER - 2, box.y, box.width - MARKER + 2, ROW)
        used = self._write(painter, rect, box.words, 11, "ink2")
        self._write(painter, rect.adjusted(used + 6, 0, 0, 0), box.detail, 11, "ink3")

    def _paint_relation(self, painter: QPainter, box: Box) -> None:
        frame = rect_of(box).adjusted(0, 2.5, 0, -2.5)
        style = Qt.PenStyle.DotLine if box.is_read else Qt.PenStyle.SolidLine
        painter.setPen(QPen(self._theme.industry_color(self._slot_of(box.root)), 1, style))
        painter.setBrush(self._theme.color("surf"))
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        self._write(painter, rect_of(box).adjusted(8, 0, -6, 0), box.words, 11, "ink")

    def _paint_end(self, painter: QPainter, box: Box) -> None:
        used = self._write(painter, rect_of(box), box.words, 12, "ink")
        if box.is_read:
            painter.setPen(QPen(self._theme.color("ink3"), 1, Qt.PenStyle.DotLine))
            y = box.y + ROW - 3.5
            painter.drawLine(QPointF(box.x, y), QPointF(box.x + used, y))

    def _paint_gap(self, painter: QPainter, box: Box) -> None:
        frame = rect_of(box).adjusted(0.5, 3.5, -0.5, -3.5)
        painter.setPen(QPen(self._theme.color("ink3"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        self._write(painter, rect_of(box).adjusted(7, 0, 0, 0), box.words, 11, "ink2")

    def _paint_room(self, painter: QPainter, box: Box) -> None:
        frame = rect_of(box).adjusted(0.5, 0.5, -0.5, -0.5)
        paint_hatch(painter, frame, self._theme.color("line2"))
        painter.setPen(QPen(self._theme.color("ink3"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        self._write(painter, QRectF(box.x + 7, box.y + 1, box.width - 10, ROW), box.words, 12, "ink2")
        self._write(painter, QRectF(box.x + 7, box.y + ROW - 3, box.width - 10, ROW), box.detail, 11, "ink2")

    def _paint_words(self, painter: QPainter, box: Box) -> None:
        token = "link" if box.kind in ("more", "related") else "ink3"
        self._write(painter, rect_of(box).adjusted(0, 0, 4, 0), box.words, 11, token)

    def _write(
        self,
        painter: QPainter,
        rect: QRectF,
        words: str,
        size: int,
        token: str,
        weight: QFont.Weight = QFont.Weight.Normal,
    ) -> float:
        """Write words, shortened to the room there is; return how wide they are."""
        font = self._theme.font(size, weight)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() + 1)
        painter.drawText(rect.adjusted(0, 0, 2, 0), _LEFT, shown)
        return metrics.horizontalAdvance(shown)


class ChainCanvas(QWidget):
    """The map in the window.

    Signals:
        node_pressed: id of a node.
        project_pressed: id of a project.
        organisation_pressed: id of an organisation.
        relation_pressed: id of a relation.
        related_pressed: id of a node whose relations are wanted.
        walked: where in the widget the keys have led, a point to bring into sight.
    """

    node_pressed = Signal(object)
    project_pressed = Signal(object)
    organisation_pressed = Signal(object)
    relation_pressed = Signal(object)
    related_pressed = Signal(object)
    walked = Signal(object)

    def __init__(self, theme: Callable[[], Theme]) -> None:
        """Empty; ``theme`` is asked at each painting."""
        super().__init__()
        self._theme = theme
        self._slot_of: Callable[[int], int] = lambda _id: 4
        self._matter: ChainMatter | None = None
        self._lay_out: Callable[[ChainMatter, float, Measure], ChainPicture] = lay_out
        self.picture = ChainPicture(0, 0, (), (), (), ())
        self.current: Box | None = None
        self._hovered: Box | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("产业链图谱"))

    def show_matter(self, matter: ChainMatter, slot_of: Callable[[int], int], *, relations: bool = False) -> None:
        """Show a chain, or its printed relations; what was walked to stays."""
        self._matter, self._slot_of = matter, slot_of
        self._lay_out = lay_out_relations if relations else lay_out
        self._arrange()
        kept = self.current
        same = (box for box in self.picture.boxes if kept and (box.kind, box.key) == (kept.kind, kept.key))
        self.current, self._hovered = next(same, None), None

    def picture_for(self, width: float) -> ChainPicture:
        """The map laid out for a width in pixels, for a file."""
        if self._matter is None:
            return ChainPicture(0, 0, (), (), (), ())
        return self._lay_out(self._matter, width, self._measure)

    def painter_of(self, theme: Theme) -> ChainPainter:
        """What paints the map in a theme."""
        return ChainPainter(theme, self._slot_of)

    def describe(self, box: Box) -> str:
        """Everything a box says, in words."""
        return describe_box(box, self._matter.chain) if self._matter else ""

    def box_at(self, point: QPointF) -> Box | None:
        """What is under a point of the widget."""
        at = point - QPointF(MARGIN, 0)
        return next((box for box in self.picture.boxes if rect_of(box).adjusted(-3, 0, 3, 0).contains(at)), None)

    def place_of(self, box: Box) -> QPointF:
        """The middle of a box in the widget."""
        return QPointF(box.x + MARGIN + min(box.width, 60) / 2, box.y + box.height / 2)

    def sizeHint(self) -> QSize:
        """Qt: as high as the map."""
        return QSize(int(self.picture.width) + 2 * MARGIN, int(self.picture.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: lay out anew for another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint what is to be seen."""
        painter, paint = QPainter(self), self.painter_of(self._theme())
        painter.translate(MARGIN, 0)
        paint.paint(painter, self.picture, QRectF(event.rect()).translated(-MARGIN, 0))
        if self._hovered is not None and self._hovered.is_pressed:
            paint.paint_ring(painter, self._hovered, "line2")
        if self.current is not None and self.hasFocus():
            paint.paint_ring(painter, self.current, "focus")
        pointed = self._hovered or (self.current if self.hasFocus() else None)
        relations = self._matter.whole.relations if self._matter and self._lay_out is lay_out else ()
        paint_edges(painter, find_edges(pointed, self.picture, relations), self._theme())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: mark what can be pressed."""
        box = self.box_at(event.position())
        if box != self._hovered:
            self._hovered = box
            pressed = box is not None and box.is_pressed
            self.setCursor(Qt.CursorShape.PointingHandCursor if pressed else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Qt: nothing is pointed at."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: a click."""
        box = self.box_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and box is not None and box.is_pressed:
            self.walk_to(box)
            self._press(box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows walk, Return presses."""
        key = Qt.Key(event.key())
        if key in _KEYS:
            self._walk(*_KEYS[key])
        elif key in _PRESS and self.current is not None:
            self._press(self.current)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Qt: tell what is pointed at."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            box = self.box_at(QPointF(event.pos()))
            QToolTip.showText(
                event.globalPos(), tooltip(self.describe(box)) if box and box.kind != "head" else "", self
            )
            return True
        return super().event(event)

    def _arrange(self) -> None:
        if self._matter is not None:
            self.picture = self.picture_for(self.width() - 2 * MARGIN)
            self.setMinimumWidth(int(LEAST_WIDTH) + 2 * MARGIN)
            self.setFixedHeight(int(self.picture.height))
            self.update()

    def _measure(self, words: str, size: int) -> float:
        return QFontMetricsF(self._theme().font(size)).horizontalAdvance(words)

    def _press(self, box: Box) -> None:
        said = {
            "project": self.project_pressed,
            "organisation": self.organisation_pressed,
            "end": self.relation_pressed,
            "relation": self.relation_pressed,
            "related": self.related_pressed,
        }
        said.get(box.kind, self.node_pressed).emit(box.key)

    def _walk(self, right: int, down: int) -> None:
        """Walk to the nearest thing that lies in a direction."""
        boxes = [box for box in self.picture.boxes if box.is_pressed]
        if self.current is None:
            if boxes:
                self.walk_to(boxes[0])
            return
        here, ways = self.current, []
        for number, box in enumerate(boxes):
            x, y = box.x - here.x, box.y + box.height / 2 - here.y - here.height / 2
            along, across = (x * right, abs(y)) if right else (y * down, abs(x))
            if along > 1:
                ways.append((along + 3 * across, number))
        if ways:
            self.walk_to(boxes[min(ways)[1]])

    def walk_to(self, box: Box) -> None:
        """Bring a box into sight, marked as where the keys are."""
        self.current = box
        self.setAccessibleDescription(self.describe(box).replace("\n", tr("；")))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.walked.emit(self.place_of(box).toPoint())
        self.update()


def rect_of(box: Box) -> QRectF:
    """Where a box is in its picture."""
    return QRectF(box.x, box.y, box.width, box.height)
