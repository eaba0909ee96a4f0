"""Paints the rows of a facet tree, all that are to be painted in one go.

A filter changes every figure of the panel, and nothing else of its rows: so boxes, glyphs and chevrons are copied from
a handful of small pictures that all rows share, and only words and figures are drawn.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap

from db.search.match_spans import find_spans
from ui.filters.check_marks import CHECK_SIZE, paint_check, paint_chevron
from ui.filters.facet_nodes import FacetNode
from ui.theme import Theme
from ui.widgets.glyphs import paint_glyph

ROW_HEIGHT = 24
COUNT_WIDTH, FIGURE_WIDTH = 30, 46
GLYPH_WIDTH, CHECK_ROOM, CHEVRON_X = 21, CHECK_SIZE + 9, 5
WIDEST_CHARACTER = 14
"""Pixels no character of the panel's font goes beyond: fewer than fit by that need no measuring."""

LONGEST_FIGURE = 7
"""Characters a figure may have before its decimals give way: large sums leave names their room."""

MOST_PICTURES = 64
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)


class Looks(NamedTuple):
    """How a row looks beside what it says.

    Attributes:
        check: how it is ticked.
        opened: whether its branch is open; None for a value without one.
        hovered: whether the pointer is on it.
        focused: whether the keyboard is on it.
    """

    check: Qt.CheckState
    opened: bool | None = None
    hovered: bool = False
    focused: bool = False


class FacetLook:
    """What all rows of one tree have in common: widths, and pictures of their marks.

    Attributes:
        figure_width: pixels of the last column.
        count_width: pixels of the one before.
        gutter: pixels left of the boxes.
        pictures: boxes with chevron and glyph, as they stand at the left of rows.
    """

    def __init__(self) -> None:
        """As wide as most figures need."""
        self.figure_width, self.count_width, self.gutter = FIGURE_WIDTH, COUNT_WIDTH, 0
        self.pictures: dict[tuple[object, ...], QPixmap] = {}

    def marks(self, node: FacetNode, looks: Looks, theme: Theme, ratio: float) -> QPixmap:
        """The picture of a row's marks on the panel's ground."""
        key = (theme.name, node.slot, looks.check, looks.opened, self.gutter, ratio)
        picture = self.pictures.get(key)
        if picture is None:
            if len(self.pictures) >= MOST_PICTURES:
                self.pictures.clear()
            size = QSize(self.words_x(node), ROW_HEIGHT)
            picture = self.pictures[key] = QPixmap(size * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(theme.color("panel"))
            painter = QPainter(picture)
            paint_marks(painter, QRect(0, 0, size.width(), ROW_HEIGHT), self.gutter, node, looks, theme)
            painter.end()
        return picture

    def words_x(self, node: FacetNode) -> int:
        """Where a row's words begin, from its left end."""
        return 2 + self.gutter + CHECK_ROOM + (0 if node.slot is None else GLYPH_WIDTH)


class FacetPainting:
    """One painting of some rows."""

    def __init__(self, painter: QPainter, theme: Theme, look: FacetLook) -> None:
        """Look everything up that all rows need."""
        self._painter, self._theme, self._look = painter, theme, look
        self._ratio = painter.device().devicePixelRatio()
        self._ink, self._ink2, self._ink3 = (theme.color(token) for token in ("ink", "ink2", "ink3"))
        self._font = theme.font()
        painter.setFont(self._font)
        self._metrics = QFontMetrics(self._font, painter.device())

    def paint(self, rect: QRect, node: FacetNode, looks: Looks) -> None:
        """Paint one row: check box, glyph, name and note, count, second figure."""
        if looks.hovered or looks.focused:
            self._paint_ground(rect, looks)
            paint_marks(self._painter, rect, self._look.gutter, node, looks, self._theme)
        else:
            self._painter.drawPixmap(rect.topLeft(), self._look.marks(node, looks, self._theme, self._ratio))
        self._paint_words(rect, node)

    def _paint_ground(self, rect: QRect, looks: Looks) -> None:
        if looks.hovered:
            self._painter.fillRect(rect, self._theme.color("hover"))
        if looks.focused:
            self._painter.setPen(QPen(self._theme.color("focus"), 2))
            self._painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 3, 3)

    def _paint_words(self, rect: QRect, node: FacetNode) -> None:
        painter, look = self._painter, self._look
        top, height = rect.top(), rect.height()
        figures = rect.right() - 2 - look.figure_width
        counts = figures - look.count_width
        count = f"{node.count:,}"
        ink = self._ink if node.count else self._ink3
        painter.setPen(ink)
        painter.drawText(counts, top, look.count_width, height, RIGHT, count)
        x = rect.left() + look.words_x(node)
        # A count is wider than its column at most by what the name gives up.
        room = counts + look.count_width - 1 - self._metrics.horizontalAdvance(count) - 6 - x
        words = node.name
        if len(words) * WIDEST_CHARACTER > room:
            words = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        if node.mark:
            self._paint_mark(QRect(x, top, room, height), node, words)
            painter.setPen(ink)
        painter.drawText(x, top, room, height, LEFT, words)
        if node.figure:
            painter.setPen(self._ink2 if node.count and node.figure != "–" else self._ink3)
            painter.drawText(figures, top, look.figure_width, height, RIGHT, brief_figure(node.figure))
        if node.note:
            used = self._metrics.horizontalAdvance(words) + 6
            self._paint_note(QRect(x + used, top, room - used, height), node.note)

    def _paint_mark(self, room: QRect, node: FacetNode, shown: str) -> None:
        metrics = self._metrics
        whole = len(node.name) if shown == node.name else len(shown) - 1
        for start, end in find_spans(node.name, (node.mark,), {}):
            if start < whole:
                left = room.left() + metrics.horizontalAdvance(node.name[:start])
                width = metrics.horizontalAdvance(node.name[start : min(end, whole)])
                box = QRect(left, room.center().y() - metrics.height() // 2 + 1, width, metrics.height())
                self._painter.fillRect(box, self._theme.color("mark"))

    def _paint_note(self, room: QRect, note: str) -> None:
        painter = self._painter
        painter.setFont(self._theme.font(11))
        if painter.fontMetrics().horizontalAdvance(note) <= room.width():
            painter.setPen(self._ink3)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), note)
        painter.setFont(self._font)


def brief_figure(figure: str) -> str:
    """Write a long figure with as many of its decimals as fit: 143,337.8811 → `143,338`; the row's tooltip has all."""
    if len(figure) <= LONGEST_FIGURE or "." not in figure:
        return figure
    whole, _, _ = figure.partition(".")
    places = max(0, LONGEST_FIGURE - 1 - len(whole))
    rounded = Decimal(figure.replace(",", "")).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    shown = f"{rounded:,}"
    return shown.rstrip("0").rstrip(".") if places else shown


def paint_marks(painter: QPainter, rect: QRect, gutter: int, node: FacetNode, looks: Looks, theme: Theme) -> None:
    """Paint the box, the glyph, and the chevron of what can be opened."""
    x = rect.left() + 2 + gutter
    paint_check(painter, QRectF(x, rect.center().y() - 6.5, CHECK_SIZE, CHECK_SIZE), looks.check, theme)
    if node.slot is not None:
        center = QPointF(x + CHECK_ROOM + 7, rect.center().y() + 0.5)
        paint_glyph(painter, node.slot, theme.industry_color(node.slot), center, 4.6)
    if looks.opened is not None:
        paint_chevron(painter, QPointF(rect.left() + CHEVRON_X, rect.center().y() + 0.5), looks.opened, theme)
