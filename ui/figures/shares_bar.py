"""A bar as wide as what was published: what is known of it in colours, what remains hatched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from geo.frozen import frozen
from geo.wording import tr
from ui.theme import Theme

HEIGHT: Final = 18
_HATCH: Final = 6
_GAP: Final = 1


@frozen
class Share:
    """One known part of a whole.

    Attributes:
        amount: In the unit of the whole.
        slot: Industry slot 0..4 that gives the colour.
        words: What it is, for people.
    """

    amount: float
    slot: int
    words: str


class SharesBar(QWidget):
    """A painted bar. What exceeds the whole is not drawn: the verdict above it says so."""

    def __init__(self, theme: Callable[[], Theme], parent: QWidget | None = None) -> None:
        """Empty; ``theme`` is asked at each painting."""
        super().__init__(parent)
        self._theme = theme
        self._whole = 0.0
        self._shares: tuple[Share, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, whole: float, shares: Sequence[Share], rest_words: str) -> None:
        """Show parts of a whole.

        Args:
            whole: What was published.
            shares: What is known of it, left to right.
            rest_words: What remains, for people.
        """
        self._whole, self._shares = whole, tuple(shares)
        words = [share.words for share in shares] + ([rest_words] if rest_words else [])
        self.setAccessibleName(tr("；").join(words))
        self.setToolTip("\n".join(words) if len(words) < 20 else rest_words)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: as high as a bar."""
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the bar."""
        del event
        theme = self._theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(0.5, 0.5, self.width() - 1, HEIGHT - 1)
        paint_shares(painter, frame, self._whole, self._shares, theme)


def paint_shares(painter: QPainter, frame: QRectF, whole: float, shares: Sequence[Share], theme: Theme) -> None:
    """Paint a bar into a frame: shares filled, the rest hatched, an outline around the whole."""
    x = frame.left()
    for share in shares:
        width = frame.width() * min(share.amount, whole) / whole if whole else 0.0
        width = min(width, frame.right() - x)
        painter.fillRect(
            QRectF(x, frame.top(), max(0.0, width - _GAP), frame.height()), theme.industry_color(share.slot)
        )
        x += width
    rest = QRectF(x, frame.top(), frame.right() - x, frame.height())
    if rest.width() > _GAP:
        paint_hatch(painter, rest, theme.color("ink3"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("ink3"), 1))
    painter.drawRect(frame)


def paint_hatch(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """Fill a rectangle with thin slanted lines: something published that nothing in the ledger stands for."""
    painter.save()
    painter.setClipRect(rect)
    faint = QColor(color)
    faint.setAlpha(110)
    painter.setPen(QPen(faint, 1))
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += _HATCH
    painter.restore()
