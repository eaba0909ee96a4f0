"""One frame of an animated picture: the map between a heading with the time and a line of figures."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPen

from db.index.facets import Totals
from db.money import format_money
from geo.frozen import frozen
from geo.wording import tr
from ui.theme import Theme
from ui.timeline.time_axis_drawing import AxisDrawing, Timeline

HEAD, FOOT, PADDING = 56, 66, 18
AXIS_SHARE = 0.42


@frozen
class FrameWords:
    """What one frame says.

    Attributes:
        title: what the picture is about.
        asked: the filters in words, without the time.
        time: the time of the frame.
        figures: how many projects and how much.
        note: which projects the time leaves out.
        source: what it rests on.
    """

    title: str
    asked: str
    time: str
    figures: str
    note: str
    source: str


def figure_words(totals: Totals) -> str:
    """``46 项　Σ 8 亿元，其中 45 个未公布金额``: a sum never hides what it leaves out."""
    count = tr("{n:,} 项", n=totals.count)
    if not totals.count:
        return count
    total = f"Σ {format_money(totals.amount_wan)}" if totals.published else "Σ –"
    missing = tr("其中 {n:,} 个未公布金额", n=totals.unpublished)
    return tr("{count}　{total}，{missing}", count=count, total=total, missing=missing)


def note_words(undated: int, year_only: int, *, with_undated: bool, single: bool) -> str:
    """Which projects have no place among the months, and what became of them."""
    parts = []
    if undated:
        parts.append(tr("含日期未载 {n} 项", n=undated) if with_undated else tr("日期未载 {n} 项不计入", n=undated))
    if year_only and single:
        parts.append(tr("仅知年份 {n} 项不计入", n=year_only))
    elif year_only:
        parts.append(tr("仅知年份 {n} 项计入当年 12 月", n=year_only))
    return tr("；").join(parts)


@frozen(eq=False)
class FrameFace:
    """Paints frames of one picture.

    Attributes:
        theme: colours and font.
        width: pixels.
        height: pixels.
        scale: pixels a design pixel, 1 or 2.
        timeline: the dates on the small axis.
    """

    theme: Theme
    width: int
    height: int
    scale: int
    timeline: Timeline

    @property
    def map_room(self) -> QRectF:
        """Where the map goes, in pixels."""
        return QRectF(0, HEAD * self.scale, self.width, self.height - (HEAD + FOOT) * self.scale)

    def paint(self, map_: QImage, words: FrameWords, ends: tuple[int, int], moment: int) -> QImage:
        """Paint one frame.

        Args:
            map_: the map's picture.
            words: what is said.
            ends: first and last month that is shown.
            moment: the month that is reached.
        """
        canvas = QImage(self.width, self.height, QImage.Format.Format_RGB32)
        canvas.fill(self.theme.color("panel"))
        painter = QPainter(canvas)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.map_room, map_)
        painter.scale(self.scale, self.scale)
        width, height = self.width / self.scale, self.height / self.scale
        self._paint_lines(painter, width, height)
        self._paint_head(painter, words, width)
        self._paint_foot(painter, words, QRectF(PADDING, height - FOOT, width - 2 * PADDING, FOOT))
        self._paint_axis(painter, QRectF(PADDING, height - FOOT, width - 2 * PADDING, FOOT), ends, moment)
        painter.end()
        return canvas

    def _paint_lines(self, painter: QPainter, width: float, height: float) -> None:
        painter.setPen(QPen(self.theme.color("line"), 1))
        for y in (HEAD - 0.5, height - FOOT + 0.5):
            painter.drawLine(QPointF(0, y), QPointF(width, y))

    def _paint_head(self, painter: QPainter, words: FrameWords, width: float) -> None:
        painter.setFont(self.theme.font(24, QFont.Weight.DemiBold))
        time_width = painter.fontMetrics().horizontalAdvance(words.time)
        right = QRectF(PADDING, 0, width - 2 * PADDING, HEAD)
        painter.setPen(self.theme.color("ink"))
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words.time)
        room = width - 3 * PADDING - time_width
        self._text(painter, (PADDING, 9, room), words.title, 15, "ink", bold=True)
        self._text(painter, (PADDING, 31, room), words.asked, 12, "ink2")

    def _paint_foot(self, painter: QPainter, words: FrameWords, room: QRectF) -> None:
        width = room.width() * (1 - AXIS_SHARE) - PADDING
        self._text(painter, (room.left(), room.top() + 8, width), words.figures, 14, "ink", bold=True)
        self._text(painter, (room.left(), room.top() + 29, width), words.note, 11, "ink2")
        self._text(painter, (room.left(), room.top() + 45, width), words.source, 11, "ink3")

    def _paint_axis(self, painter: QPainter, room: QRectF, ends: tuple[int, int], moment: int) -> None:
        if self.timeline.span is None:
            return
        left = room.right() - room.width() * AXIS_SHARE
        axis = AxisDrawing(painter, self.theme, self.timeline, QRectF(left, room.top() + 6, room.right() - left, 34))
        axis.paint_range(ends)
        axis.paint_stacks(ends)
        axis.paint_years()
        axis.paint_events()
        axis.paint_moment(moment)

    def _text(
        self,
        painter: QPainter,
        place: tuple[float, float, float],
        words: str,
        size: int,
        token: str,
        *,
        bold: bool = False,
    ) -> None:
        """One line at (left, top, width), shortened where it does not fit."""
        left, top, width = place
        painter.setFont(self.theme.font(size, QFont.Weight.DemiBold if bold else QFont.Weight.Normal))
        painter.setPen(self.theme.color(token))
        line = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(width))
        painter.drawText(QRectF(left, top, width, size * 1.5), int(Qt.AlignmentFlag.AlignLeft), line)
