"""A project's milestones as a line of stages: filled happened (small: undated), double ring latest, hollow planned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from geo.frozen import frozen
from geo.wording import term, tr
from ui.theme import Theme
from ui.widgets.plain_text import tooltip

RADIUS = 4.5
UNDATED_RADIUS = 3.0
LINE_Y = 12
STEP_MIN = 62
ROW_HEIGHT = 56


@frozen
class Step:
    """One milestone as drawn: stage word, date words, whether planned, whether the latest actual one."""

    stage: str
    date: str
    planned: bool
    latest: bool
    tip: str = ""


class MilestoneLine(QWidget):
    """Paints the steps left to right and wraps to further rows when the card is narrow."""

    def __init__(self, steps: Sequence[Step], theme: Callable[[], Theme], parent: QWidget | None = None) -> None:
        """Steps come in the order of their dates."""
        super().__init__(parent)
        self._steps = tuple(steps)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("里程碑：{steps}", steps=tr("；").join(map(_step_words, steps))))
        self.setToolTip(tooltip("\n".join(s.tip for s in steps if s.tip)))

    def hasHeightForWidth(self) -> bool:
        """Qt: rows depend on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt: one row per as many steps as fit."""
        per_row = self._per_row(width)
        return ROW_HEIGHT * max(1, -(-len(self._steps) // per_row))

    def sizeHint(self) -> QSize:
        """Qt: the card's usual width."""
        return QSize(300, self.heightForWidth(self.width() if self.width() > STEP_MIN else 300))

    def resizeEvent(self, event: object) -> None:
        """Qt: keep the height that the width asks for."""
        del event
        self.setFixedHeight(self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint every step and the leads between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, step in enumerate(self._steps):
            center = self._center(number)
            if number + 1 < len(self._steps) and (number + 1) % self._per_row(self.width()):
                self._paint_lead(painter, center, self._center(number + 1), self._steps[number + 1].planned)
            self._paint_step(painter, center, step)

    def _per_row(self, width: int) -> int:
        return max(1, min(len(self._steps), width // STEP_MIN))

    def _center(self, number: int) -> QPointF:
        per_row = self._per_row(self.width())
        row, place = divmod(number, per_row)
        pitch = min(self.width() / per_row, 92.0)
        return QPointF(pitch * (place + 0.5), row * ROW_HEIGHT + LINE_Y)

    def _paint_lead(self, painter: QPainter, start: QPointF, end: QPointF, planned: bool) -> None:
        pen = QPen(self._theme().color("ink2"), 1.5)
        if planned:
            pen.setDashPattern([2, 2])
        painter.setPen(pen)
        gap = QPointF(RADIUS + 3, 0)
        painter.drawLine(start + gap, end - gap)

    def _paint_step(self, painter: QPainter, center: QPointF, step: Step) -> None:
        theme = self._theme()
        ink = theme.color("ink")
        painter.setPen(QPen(ink, 1.4))
        painter.setBrush(theme.color("surf") if step.planned else ink)
        radius = RADIUS if step.date or step.planned else UNDATED_RADIUS
        painter.drawEllipse(center, radius, radius)
        if step.latest:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(center, RADIUS + 3, RADIUS + 3)
        width = min(self.width() / self._per_row(self.width()), 92.0)
        words = QRectF(center.x() - width / 2, center.y() + 10, width, 18)
        painter.setFont(theme.font(12))
        painter.setPen(ink)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), term(step.stage))
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("ink3"))
        date = (step.date or tr("未载")) + (tr("（计划）") if step.planned else "")
        painter.drawText(words.translated(0, 16), int(Qt.AlignmentFlag.AlignCenter), date)


def _step_words(step: Step) -> str:
    words = f"{step.date or tr('日期未载')} {term(step.stage)}"
    return words + (tr("（计划）") if step.planned else "")
