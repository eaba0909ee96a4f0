"""The axis of the time bar: stacks by industry, marks of announcements, a range to brush and the month that plays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from db.months import format_month, year_of
from geo.frozen import frozen
from geo.wording import tr
from ui.theme import Theme
from ui.timeline.time_axis_drawing import AxisDrawing, Timeline
from ui.widgets.plain_text import tooltip

MARGIN = 8
BASELINE = 34
GRAB = 8
TRIANGLE = 12


@frozen
class Handles:
    """The two handles of a range of months, one of them in hand.

    Attributes:
        ends: first and last month of the range.
        span: first and last month of the axis.
        hand: 0 for the handle at the beginning, 1 for the one at the end.
    """

    ends: tuple[int, int]
    span: tuple[int, int]
    hand: int

    @property
    def edge(self) -> int:
        """The month before which the handle in hand stands."""
        return self.ends[0] if self.hand == 0 else self.ends[1] + 1

    def moved(self, edge: int) -> tuple[int, int]:
        """The range with the handle in hand before another month, within the axis and never empty."""
        (first, last), (low, high) = self.ends, self.span
        if self.hand == 0:
            return max(low, min(edge, last)), last
        return first, min(high, max(edge - 1, first))

    def shifted(self, by: int) -> tuple[int, int]:
        """The range as wide as it is, so many months later, within the axis."""
        (first, last), (low, high) = self.ends, self.span
        by = min(max(by, low - first), high - last)
        return first + by, last + by


class TimeAxis(QWidget):
    """Drag over months or drag a handle for a range; a click asks for one month alone, a double click for all.

    Keys: Left and Right move the handle in hand, with Shift the whole range; Up and Down change hands, Home and End go
    to the ends, Esc asks for all. Emits ``range_wanted`` with the first and last month, or None for all, and
    ``event_wanted`` with an announcement's id when its triangle is pressed.
    """

    range_wanted = Signal(object)
    event_wanted = Signal(object)

    def __init__(self, theme: Callable[[], Theme], parent: QWidget | None = None) -> None:
        """Without dates yet; `empty_words` stand in their place."""
        super().__init__(parent)
        self._theme = theme
        self.timeline = Timeline()
        self.empty_words = tr("没有日期可显示")
        self._range: tuple[int, int] | None = None
        self._dragged: tuple[int, int] | None = None
        self._anchor: int | None = None
        self._moment: int | None = None
        self._hand = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(60)
        self.setMinimumWidth(160)
        self.setAccessibleName(tr("时间轴"))

    def sizeHint(self) -> QSize:
        """Qt: as wide as it may be."""
        return QSize(420, 60)

    @property
    def ends(self) -> tuple[int, int]:
        """First and last month of the range; the whole axis without one."""
        return self._dragged or self._range or self.timeline.span or (0, 0)

    def show_timeline(self, timeline: Timeline) -> None:
        """Show these dates; silent."""
        if timeline != self.timeline:
            self.timeline = timeline
            self.update()

    def show_range(self, range_: tuple[int, int] | None, moment: int | None, words: str) -> None:
        """Show the range that is asked for; silent.

        Args:
            range_: first and last month, or None for all.
            moment: the month a playback has reached, or None.
            words: the same in words, for who cannot see it.
        """
        if (range_, moment) != (self._range, self._moment):
            self._range, self._moment = range_, moment
            self.update()
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def x_of(self, month: float) -> float:
        """Pixels from the left of the beginning of a month."""
        first = self.timeline.span[0] if self.timeline.span else 0
        return MARGIN + (month - first) * self._pitch()

    def month_place(self, x: float) -> float:
        """The other way round: a place in months, with its fraction."""
        return (self.timeline.span or (0, 0))[0] + (x - MARGIN) / self._pitch()

    def month_at(self, x: float) -> int:
        """The month at a place, the first or last one beyond the ends."""
        first, last = self.timeline.span or (0, 0)
        return int(min(max(self.month_place(x) // 1, first), last))

    def _pitch(self) -> float:
        return (self.width() - 2 * MARGIN) / max(1, self.timeline.size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: range, stacks, marks, years, then handles."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme()
        if not self.timeline.size:
            painter.setPen(theme.color("ink3"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.empty_words)
            return
        drawing = AxisDrawing(painter, theme, self.timeline, QRectF(MARGIN, 0, self.width() - 2 * MARGIN, BASELINE))
        drawing.paint_range(self.ends)
        drawing.paint_stacks(self.ends)
        drawing.paint_years()
        drawing.paint_events()
        if self._moment is not None:
            drawing.paint_moment(self._moment)
        drawing.paint_handles(self.ends, self._hand if self.hasFocus() else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: take the nearer handle, or begin to brush."""
        if event.button() != Qt.MouseButton.LeftButton or not self.timeline.size:
            return
        x = event.position().x()
        announced = self._announced_at(x, event.position().y())
        if announced is not None:
            self.event_wanted.emit(announced)
            return
        first, last = self.ends
        distances = [abs(self.x_of(first) - x), abs(self.x_of(last + 1) - x)]
        if min(distances) <= GRAB and first != last:
            self._hand, self._anchor = distances.index(min(distances)), None
            self._dragged = self.ends
        else:
            self._anchor = self.month_at(x)
            self._dragged = (self._anchor, self._anchor)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: show where it would end."""
        if self._dragged is None:
            return
        x = event.position().x()
        if self._anchor is None:
            self._dragged = self._handles(self._dragged).moved(round(self.month_place(x)))
        else:
            month = self.month_at(x)
            self._dragged = min(month, self._anchor), max(month, self._anchor)
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Qt: ask for what was brushed."""
        dragged, self._dragged = self._dragged, None
        if dragged is not None:
            self._ask(dragged)
        self.update()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Qt: ask for all."""
        self._dragged = None
        self.range_wanted.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the handles by keyboard."""
        key, span = Qt.Key(event.key()), self.timeline.span
        if span is None:
            super().keyPressEvent(event)
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._hand = 1 - self._hand
        elif key == Qt.Key.Key_Escape and self._range is not None:
            self.range_wanted.emit(None)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = -1 if key == Qt.Key.Key_Left else 1
            handles = self._handles(self.ends)
            self._ask(handles.shifted(by) if shift else handles.moved(handles.edge + by))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._ask(self._handles(self.ends).moved(span[0] if key == Qt.Key.Key_Home else span[1] + 1))
        else:
            super().keyPressEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Qt: say what lies under the pointer; show or hide the handle in hand."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tooltip(self.words_at(event.pos().x())), self)
            return True
        return super().event(event)

    def words_at(self, x: float) -> str:
        """What lies at a place, line by line: the month, its year, its announcements."""
        if not self.timeline.size:
            return ""
        month = self.month_at(x)
        count = sum(self.timeline.months.get(month, ()))
        lines = [tr("{month}：{n} 项", month=format_month(month), n=count)]
        if unsure := sum(self.timeline.years.get(year_of(month), ())):
            lines.append(tr("另有 {n} 项仅知在 {year} 年", n=unsure, year=year_of(month)))
        event = self.timeline.events.get(month)
        lines += [f"· {name}" for name in (event.names if event else ())]
        if event and event.ids:
            lines.append(tr("按三角打开活动核对"))
        return "\n".join(lines)

    def _announced_at(self, x: float, y: float) -> int | None:
        """The first announcement of the triangle at a place; None where there is none."""
        if not BASELINE < y <= BASELINE + TRIANGLE:
            return None
        near = [
            event for month, event in self.timeline.events.items() if abs(self.x_of(month + 0.5) - x) <= TRIANGLE / 2
        ]
        return next((event.ids[0] for event in near if event.ids), None)

    def _ask(self, wanted: tuple[int, int]) -> None:
        if wanted != (self._range or self.timeline.span):
            self.range_wanted.emit(wanted if wanted != self.timeline.span else None)

    def _handles(self, ends: tuple[int, int]) -> Handles:
        return Handles(ends, self.timeline.span or (0, 0), self._hand)
