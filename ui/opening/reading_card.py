"""What stands in place of the table while a large ledger is read: how far it is, and a way out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from geo.wording import tr
from ui.theme import Theme

_STEPS = 1_000
_MARGIN, _ROWS = 14, 6


class ReadingCard(QWidget):
    """The progress of a reading; ``stop_wanted`` when a person does not want to wait for it."""

    stop_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Nothing is read yet.

        Args:
            name: What the ledger's file is called.
            parent: The owning widget.
        """
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words, self.bar = QLabel(tr("正在打开…")), QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("读入台账的进度"))
        self.words.setObjectName("secondary")
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        stop = QPushButton(tr("取消"))
        stop.setToolTip(tr("不读了，关闭这个窗口；台账不受影响"))
        stop.clicked.connect(self.stop_wanted)
        box = QFrame()
        box.setObjectName("emptyState")
        box.setMaximumWidth(480)
        column = QVBoxLayout(box)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        title, file = QLabel(tr("正在读入台账")), QLabel(name)
        title.setObjectName("cardTitle")
        file.setObjectName("caption")
        file.setTextFormat(Qt.TextFormat.PlainText)
        file.setMinimumWidth(1)
        column.addLayout(_line(title, self.words))
        column.addWidget(self.bar)
        column.addWidget(file)
        hint = QLabel(tr("地图与图层已经可用；读完后，项目、筛选与图表一起出现。"))
        hint.setObjectName("caption")
        hint.setWordWrap(True)
        column.addLayout(_line(hint, stop))
        whole = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(box, 4)
        row.addStretch(1)
        whole.addStretch(1)
        whole.addLayout(row)
        whole.addStretch(1)

    def show_progress(self, share: float, read: int, of: int) -> None:
        """Show how much is done.

        Args:
            share: 0 to 1.
            read: How many projects are read.
            of: How many there are; 0 while that is not known.
        """
        if not of:
            return
        self.bar.setRange(0, _STEPS)
        self.bar.setValue(round(_STEPS * share))
        done = read >= of
        self.words.setText(tr("正在放到地图上…") if done else tr("{read:,} / {of:,} 项", read=read, of=of))


class Skeleton(QWidget):
    """Where headings and rows will be, drawn in the ground's own tones: something comes here, and nothing is known."""

    def __init__(self, theme: Callable[[], Theme], parent: QWidget | None = None) -> None:
        """``theme`` is asked at each painting."""
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("读完台账后出现"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: bars of differing lengths, the same each time, in sections as the panel has them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme().color("line"))
        right, top, number = self.width() - _MARGIN, 14, 0
        while top < self.height():
            for row in range(_ROWS):
                heading = row == 0
                width = 40 if heading else 64 + (number * 37) % 50
                left = _MARGIN if heading else _MARGIN + 24
                if not heading:
                    painter.drawRoundedRect(QRectF(_MARGIN, top, 14, 14), 3, 3)
                painter.drawRoundedRect(QRectF(left, top + 2, width, 10), 5, 5)
                painter.drawRoundedRect(QRectF(right - 34, top + 2, 34, 10), 5, 5)
                top, number = top + 26, number + 1
            top += 16
        painter.end()


def _line(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(left, 1)
    row.addWidget(right)
    return row
