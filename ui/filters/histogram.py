"""A histogram with a range on it: the whole ledger as a ghost, what is filtered in front, two handles to brush."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from geo.frozen import frozen
from geo.wording import tr
from ui.theme import Theme

TOP, BARS, LABELS = 14, 34, 16
HANDLE = QRectF(-3.0, -7.5, 6.0, 15.0)
MARGIN = 6
UNKNOWN_GAP = 14
UNKNOWN_WIDTH = 26
"""Where the other bars are too narrow for a name."""

GRAB = 8


@frozen
class Bars:
    """What a histogram shows.

    Attributes:
        labels: words under the edges of the bars (one more than bars), or under the bars (as many).
        ghost: counts of the whole ledger.
        counts: counts under the other filters, as many as in ``ghost``.
        numbered: whether counts stand above the bars; not where there are too many of them.
        unknown: name, whole count and present count of what has no place on the scale; None shows no such bar.
    """

    labels: tuple[str, ...]
    ghost: tuple[int, ...]
    counts: tuple[int, ...]
    unknown: tuple[str, int, int] | None = None
    numbered: bool = True


class Histogram(QWidget):
    """Drag over bars or drag a handle for a range; a click on a bar asks for it alone, a double click for all.

    Keys: Left and Right move the handle in hand, Up and Down change hands, Home and End go to the ends, Esc asks for
    all. Shows state, emits intent: ``range_wanted`` with (first, last + 1) in bars, or None for all.
    """

    range_wanted = Signal(object)

    def __init__(self, name: str, theme: Callable[[], Theme], parent: QWidget | None = None) -> None:
        """``name`` is the accessible name; ``theme`` is asked at each painting."""
        super().__init__(parent)
        self._name, self._theme = name, theme
        self._bars = Bars((), (), ())
        self._range: tuple[float, float] | None = None
        self._dragged: tuple[float, float] | None = None
        self._anchor: int | None = None
        self._hand = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(TOP + BARS + LABELS + 10)
        self.setAccessibleName(name)
        self.setToolTip(tr("拖动选择范围，点一柱只看它，双击看全部；键盘：左右移动，上下换手柄，Esc 看全部"))

    @property
    def ends(self) -> tuple[float, float]:
        """Where the handles stand, in bars; the whole width without a range."""
        return self._dragged or self._range or (0.0, float(len(self._bars.ghost)))

    @property
    def bars(self) -> Bars:
        """What is shown (tests and screen readers' helpers)."""
        return self._bars

    def show_bars(self, bars: Bars, range_: tuple[float, float] | None, words: str) -> None:
        """Show counts and range; silent.

        Args:
            bars: what to show.
            range_: the handles' places in bars, None for no range.
            words: the range in words, for who cannot see it.
        """
        if (bars, range_) != (self._bars, self._range):
            self._bars, self._range = bars, range_
            self.update()
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def sizeHint(self) -> QSize:
        """Qt: as wide as it may be."""
        return QSize(200, self.height())

    def x_of(self, place: float) -> float:
        """Pixels from the left of a place in bars."""
        return MARGIN + place * self._pitch()

    def _pitch(self) -> float:
        bars = self._bars
        room = self.width() - 2 * MARGIN
        if bars.unknown:
            room -= UNKNOWN_GAP
            if not bars.numbered:
                return (room - UNKNOWN_WIDTH) / max(1, len(bars.ghost))
            return room / (len(bars.ghost) + 1)
        return room / max(1, len(bars.ghost))

    def _place_of(self, x: float) -> float:
        return min(max((x - MARGIN) / self._pitch(), 0.0), float(len(self._bars.ghost)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: ghost, counts, labels, then axis and handles."""
        painter, theme = QPainter(self), self._theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._bars.ghost:
            painter.setPen(theme.color("ink3"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), tr("没有可显示的数值"))
            return
        drawing = _Drawing(painter, theme, self._bars, self.x_of, self._pitch())
        drawing.paint_bars(self.ends)
        drawing.paint_labels(self.width())
        drawing.paint_axis(self.ends, self._hand if self.hasFocus() else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: take the nearer handle, or begin to brush."""
        if event.button() != Qt.MouseButton.LeftButton or not self._bars.ghost:
            return
        x = event.position().x()
        distances = [abs(self.x_of(place) - x) for place in self.ends]
        near = event.position().y() >= TOP + BARS - HANDLE.height() / 2
        if near and min(distances) <= GRAB:
            self._hand, self._anchor = distances.index(min(distances)), None
            self._dragged = self.ends
        elif x <= self.x_of(len(self._bars.ghost)):
            self._anchor = self._bar_at(x)
            self._dragged = (float(self._anchor), float(self._anchor + 1))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: show where it would end."""
        if self._dragged is None:
            return
        x = event.position().x()
        if self._anchor is None:
            self._dragged = self._moved(self._dragged, round(self._place_of(x)))
        else:
            bar = self._bar_at(x)
            self._dragged = float(min(bar, self._anchor)), float(max(bar, self._anchor) + 1)
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Qt: ask for what was brushed."""
        dragged, self._dragged = self._dragged, None
        if dragged is not None:
            self._ask(dragged)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Qt: ask for all."""
        self._dragged = None
        self.range_wanted.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: the handles by keyboard."""
        key, size = event.key(), len(self._bars.ghost)
        place = self.ends[self._hand]
        steps = {
            Qt.Key.Key_Left: -(-place // 1) - 1, Qt.Key.Key_Right: place // 1 + 1,
            Qt.Key.Key_Home: 0.0, Qt.Key.Key_End: float(size),
        }  # fmt: skip
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._hand = 1 - self._hand
        elif key == Qt.Key.Key_Escape and self._range is not None:
            self.range_wanted.emit(None)
        elif key in steps and size:
            self._ask(self._moved(self.ends, int(steps[Qt.Key(key)])))
        else:
            super().keyPressEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: show which handle is in hand."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: show no handle in hand."""
        super().focusOutEvent(event)
        self.update()

    def _bar_at(self, x: float) -> int:
        return min(int(self._place_of(x)), len(self._bars.ghost) - 1)

    def _moved(self, ends: tuple[float, float], place: int) -> tuple[float, float]:
        """The range with the handle in hand at another edge, at least one bar from the other one."""
        first, last = ends
        size = len(self._bars.ghost)
        if self._hand == 0:
            return float(max(0, min(place, -(-last // 1) - 1))), last
        return first, float(min(size, max(place, first // 1 + 1)))

    def _ask(self, wanted: tuple[float, float]) -> None:
        if wanted != (self._range or (0.0, float(len(self._bars.ghost)))):
            self.range_wanted.emit(wanted)


class _Drawing:
    """One painting of a histogram: the bars, their counts and labels, the axis and its handles."""

    def __init__(
        self, painter: QPainter, theme: Theme, bars: Bars, x_of: Callable[[float], float], pitch: float
    ) -> None:
        unknown = bars.unknown
        self._painter, self._theme, self._bars, self._x_of, self._pitch = painter, theme, bars, x_of, pitch
        # Beside many narrow bars the unknown would make all of them flat: it reaches the top there, with its number.
        self._tallest = max(*bars.ghost, unknown[1] if unknown and bars.numbered else 1, 1)

    def paint_bars(self, ends: tuple[float, float]) -> None:
        first, last = ends
        for place, (ghost, count) in enumerate(zip(self._bars.ghost, self._bars.counts, strict=True)):
            self._paint_bar(self._x_of(place), (ghost, count), inside=place + 1 > first and place < last)
        if self._bars.unknown:
            self._paint_unknown(self._bars.unknown)

    def paint_labels(self, width: int) -> None:
        labels = self._bars.labels
        offset = 0.5 if len(labels) == len(self._bars.ghost) else 0.0
        right = -4.0
        self._painter.setFont(self._theme.font(11))
        for place, words in ((place, words) for place, words in enumerate(labels) if words):
            half = self._painter.fontMetrics().horizontalAdvance(words) / 2
            x = min(max(self._x_of(place + offset), half), width - half)
            if x - half >= right + 4:
                self._paint_label(x, words)
                right = x + half

    def paint_axis(self, ends: tuple[float, float], held: int | None) -> None:
        painter, theme = self._painter, self._theme
        y = TOP + BARS + 1.0
        first, last = (self._x_of(place) for place in ends)
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(QPointF(MARGIN, y), QPointF(self._x_of(len(self._bars.ghost)), y))
        painter.setPen(QPen(theme.color("ink"), 1.5))
        painter.drawLine(QPointF(first, y), QPointF(last, y))
        for hand, x in enumerate((first, last)):
            in_hand = hand == held
            painter.setPen(QPen(theme.color("focus" if in_hand else "ink"), 2 if in_hand else 1.35))
            painter.setBrush(theme.color("surf"))
            painter.drawRoundedRect(HANDLE.translated(x, y), 3, 3)

    def _column(self, x: float, count: int) -> QRectF:
        height = max(1.5, BARS * count / self._tallest) if count else 0.0
        gap = 1.0 if self._pitch > 5 else 0.25
        return QRectF(x + gap, TOP + BARS - height, self._pitch - 2 * gap, height)

    def _paint_bar(self, x: float, counts: tuple[int, int], *, inside: bool) -> None:
        ghost, count = counts
        self._painter.fillRect(self._column(x, ghost), self._theme.color("sel"))
        self._painter.fillRect(self._column(x, count), self._theme.color("ink3" if inside else "line2"))
        if self._bars.numbered:
            self._paint_count(x, count, self._column(x, ghost).top())

    def _paint_count(self, x: float, count: int, top: float) -> None:
        self._painter.setFont(self._theme.font(11))
        self._painter.setPen(self._theme.color("ink2" if count else "ink3"))
        words = f"{count:,}"
        if self._painter.fontMetrics().horizontalAdvance(words) <= self._pitch - 1:
            box = QRectF(x - 6, top - 14, self._pitch + 12, 13)
            self._painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), words)

    def _paint_unknown(self, unknown: tuple[str, int, int]) -> None:
        name, ghost, count = unknown
        x = self._x_of(len(self._bars.ghost)) + UNKNOWN_GAP
        if not self._bars.numbered:
            self._pitch, self._tallest = UNKNOWN_WIDTH, max(ghost, 1)
        self._painter.fillRect(self._column(x, ghost), self._theme.color("sel"))
        self._painter.setPen(QPen(self._theme.color("line2"), 1))
        self._painter.setBrush(QBrush(self._theme.color("ink3"), Qt.BrushStyle.BDiagPattern))
        self._painter.drawRect(self._column(x, count))
        self._paint_count(x, count, self._column(x, ghost).top())
        self._paint_label(x + self._pitch / 2, name)

    def _paint_label(self, x: float, words: str) -> None:
        self._painter.setFont(self._theme.font(11))
        self._painter.setPen(self._theme.color("ink3"))
        box = QRectF(x - 40, TOP + BARS + 9, 80, LABELS)
        self._painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), words)
