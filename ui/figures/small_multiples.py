"""Small pictures under one another, over one axis of time: stems, spans and points, each with its number beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from db.figures.small_pictures import Mark, SmallPicture
from db.months import MONTHS, first_month, year_of
from geo.wording import tr
from ui.theme import Theme
from ui.widgets.plain_text import tooltip

_HIGH: Final = 132
_SPAN_ROW: Final = 26
_AXIS: Final = 20
_TOP: Final = 22
_SIDE: Final = 14
_DOT: Final = 3.6
_REACH: Final = 9
_MOST_YEARS: Final = 8


class PictureView(QWidget):
    """One small picture. What is read or aimed at is hollow; only what may be joined is joined."""

    def __init__(self, picture: SmallPicture, span: tuple[int, int], theme: Callable[[], Theme]) -> None:
        """Show a picture.

        Args:
            picture: What.
            span: First and last month of the axis.
            theme: Asked at each painting.
        """
        super().__init__()
        self._picture, self._span, self._theme = picture, span, theme
        self._top = max((mark.value for mark in picture.marks), default=0.0) or 1.0
        self._low = min(0.0, *(mark.value for mark in picture.marks))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(220)
        said = tr("；").join(_say(mark) for mark in picture.marks)
        self.setAccessibleName(tr("{title}：{marks}", title=picture.title, marks=said))

    def sizeHint(self) -> QSize:
        """Qt: a row for each span, else a fixed height."""
        rows = len(self._picture.marks)
        return QSize(320, rows * _SPAN_ROW + _AXIS + 4 if self._picture.style == "spans" else _HIGH)

    def spot_of(self, place: int) -> QPointF:
        """Where a mark stands, in pixels."""
        mark = self._picture.marks[place]
        if self._picture.style == "spans":
            return QPointF(self._x(mark.first), place * _SPAN_ROW + 20)
        when = (mark.first + mark.last + 1) / 2 if self._picture.style == "stems" else mark.last + 1
        base, room = self._base, self._base - _TOP
        return QPointF(self._x(when), base - room * (mark.value - self._low) / (self._top - self._low))

    def words_at(self, at: QPointF) -> str:
        """What the mark under a point is, or nothing."""
        for place, mark in enumerate(self._picture.marks):
            spot = self.spot_of(place)
            if self._picture.style == "spans":
                if abs(at.y() - spot.y()) < _SPAN_ROW / 2:
                    return _say(mark)
            elif (at - spot).manhattanLength() < _REACH:
                return _say(mark)
        return ""

    def event(self, event: QEvent) -> bool:
        """Qt: say what lies under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tooltip(self.words_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: axis, lines, marks, numbers."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axis(painter)
        if self._picture.style == "spans":
            self._paint_spans(painter)
            return
        theme = self._theme()
        painter.setPen(QPen(theme.color("ink2"), 1.2))
        for before, after in self._picture.joined:
            painter.drawLine(self.spot_of(before), self.spot_of(after))
        for place, mark in enumerate(self._picture.marks):
            self._paint_mark(painter, mark, self.spot_of(place))
        self._paint_numbers(painter)

    @property
    def _base(self) -> float:
        return self.sizeHint().height() - _AXIS

    def _x(self, month: float) -> float:
        first, last = self._span
        return _SIDE + (self.width() - 2 * _SIDE) * (month - first) / max(1, last + 1 - first)

    def _paint_axis(self, painter: QPainter) -> None:
        theme, base = self._theme(), self._base
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(QPointF(0, base), QPointF(self.width(), base))
        years = range(year_of(self._span[0]), year_of(self._span[1]) + 1)
        step = -(-len(years) // _MOST_YEARS)
        for year in years[::step]:
            x = self._x(first_month(year))
            painter.setPen(QPen(theme.color("line2"), 1))
            painter.drawLine(QPointF(x, base), QPointF(x, base + 4))
            painter.setPen(theme.color("ink3"))
            painter.drawText(QPointF(x + 3, base + 15), str(year))

    def _paint_mark(self, painter: QPainter, mark: Mark, spot: QPointF) -> None:
        theme = self._theme()
        ink, hollow = theme.color("ink2"), mark.is_read or mark.is_target
        style = Qt.PenStyle.DotLine if hollow else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink, 1.6, style))
        if self._picture.style == "stems":
            painter.drawLine(QPointF(spot.x(), self._base), QPointF(spot.x(), spot.y() + _DOT))
            if mark.last > mark.first:  # only the year is known: it may have been anywhere within it
                painter.setPen(QPen(theme.color("line2"), 1, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(self._x(mark.first), spot.y()), QPointF(self._x(mark.last + 1), spot.y()))
        else:
            painter.drawLine(QPointF(self._x(mark.first), spot.y()), QPointF(spot.x() - _DOT, spot.y()))
        painter.setPen(QPen(ink, 1.4))
        painter.setBrush(theme.color("panel") if hollow else ink)
        painter.drawEllipse(spot, _DOT, _DOT)

    def _paint_numbers(self, painter: QPainter) -> None:
        metrics = QFontMetricsF(painter.font())
        spots = [self.spot_of(place) for place in range(len(self._picture.marks))]
        taken = [QRectF(spot.x() - _DOT, spot.y() - _DOT, 2 * _DOT, 2 * _DOT) for spot in spots]
        if self._picture.style == "stems":
            taken += [QRectF(spot.x() - 1, spot.y(), 2, self._base - spot.y()) for spot in spots]
        painter.setPen(self._theme().color("ink"))
        # The tallest first: they say most, and where there is no room the pointer still tells.
        for place in sorted(range(len(spots)), key=lambda place: -self._picture.marks[place].value):
            words = self._picture.marks[place].words
            size = QSize(int(metrics.horizontalAdvance(words)) + 2, int(metrics.height()))
            for rect in _rooms(spots[place], size):
                inside = rect.left() >= 0 and rect.right() <= self.width() and rect.bottom() <= self._base + 1
                if inside and rect.top() >= 0 and not any(rect.intersects(other) for other in taken):
                    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)
                    taken.append(rect)
                    break

    def _paint_spans(self, painter: QPainter) -> None:
        theme, metrics = self._theme(), QFontMetricsF(painter.font())
        for place, mark in enumerate(self._picture.marks):
            y, left, right = self.spot_of(place).y(), self._x(mark.first), self._x(mark.last + 1)
            words = tr("{words}　{title}", words=mark.words, title=mark.title)
            room = self.width() - 4.0
            said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            x = max(0.0, min(left, room - metrics.horizontalAdvance(said)))
            painter.setPen(theme.color("ink"))
            painter.drawText(QPointF(x, y - 5), said)
            bar = QRectF(left, y, max(3.0, right - left), 4)
            if mark.is_read:
                painter.setPen(QPen(theme.color("ink2"), 1, Qt.PenStyle.DotLine))
                painter.drawRect(bar)
            else:
                painter.fillRect(bar, theme.color("ink2"))


class SmallMultiples(QScrollArea):
    """Small pictures, one axis for all."""

    def __init__(self, theme: Callable[[], Theme]) -> None:
        """Empty."""
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("有多个时点的指标"))

    def show_pictures(self, pictures: Sequence[SmallPicture]) -> None:
        """Show pictures; without any, say so."""
        body = QWidget()
        body.setObjectName("panel")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(2)
        column.addWidget(_label(tr("有多个时点的指标"), "section"))
        note = tr("共用一条时间轴，自 0 起。空心、点线：日期为推定，或为目标。")
        column.addWidget(_label(note if pictures else tr("没有一项有两个以上的时点。"), "caption"))
        marks = [mark for picture in pictures for mark in picture.marks]
        if marks:
            # Whole years: a mark at the very end keeps its number inside.
            first, last = min(mark.first for mark in marks), max(mark.last for mark in marks)
            span = first // MONTHS * MONTHS, last // MONTHS * MONTHS + MONTHS - 1
            for picture in pictures:
                column.addSpacing(10)
                column.addWidget(_label(picture.title, "boxTitle"))
                column.addWidget(_label(picture.note, "caption"))
                column.addWidget(PictureView(picture, span, self._theme))
        column.addStretch(1)
        self.setWidget(body)


def _label(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(role)
    label.setWordWrap(True)
    return label


def _say(mark: Mark) -> str:
    return tr("{title} {words}", title=mark.title, words=mark.words)


def _rooms(spot: QPointF, size: QSize) -> tuple[QRectF, ...]:
    """Where a number may stand: right of its mark, left, above, above to the right, above to the left."""
    wide, high = size.width(), size.height()
    return (
        QRectF(spot.x() + 6, spot.y() - high / 2, wide, high),
        QRectF(spot.x() - 6 - wide, spot.y() - high / 2, wide, high),
        QRectF(spot.x() - wide / 2, spot.y() - high - 5, wide, high),
        QRectF(spot.x() + 3, spot.y() - high - 3, wide, high),
        QRectF(spot.x() - 3 - wide, spot.y() - high - 3, wide, high),
    )
