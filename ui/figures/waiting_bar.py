"""A line that says how far a long answer is, stops it, and takes it up again."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from geo.wording import tr

LEAST_SHOWN: Final = 50_000
"""Pairs; fewer are compared before anybody has read that they are."""

SHOWN_AFTER_MS: Final = 400
"""While pairs are being found; a small ledger's are compared before."""


class WaitingBar(QWidget):
    """Hidden until something is told.

    Signals:
        stopped: the person waits no longer.
        resumed: the person wants the answer after all.
    """

    stopped = Signal()
    resumed = Signal()

    def __init__(self, preparing: str = "正在找名称相近的项目…") -> None:
        """Hidden; ``preparing`` is said while nobody knows yet how many pairs there are."""
        super().__init__()
        self._preparing = preparing
        self.words = QLabel()
        self.words.setObjectName("secondary")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.button = QPushButton()
        self._is_stopped = self._has_answer = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SHOWN_AFTER_MS)
        self._later.timeout.connect(self._show_finding)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 12, 6)
        line.addWidget(self.words)
        line.addWidget(self.bar, 1)
        line.addWidget(self.button)
        self.button.clicked.connect(self._on_button_clicked)
        super().hide()

    def show_progress(self, done: int, total: int) -> None:
        """Say how many pairs of names of how many are compared; without a total yet, that they are being found."""
        if not total and not self.isVisible():
            if not self._later.isActive():
                self._later.start()
            return
        self._later.stop()
        if total < LEAST_SHOWN:
            return
        if done >= total:
            self._say(tr("正在整理结果…"), 0, 0)
        else:
            self._say(tr("正在比对名称：{done:,} / {total:,} 对", done=done, total=total), done, total)

    def hide(self) -> None:
        """The answer is there: hide, and show nothing that was about to be shown."""
        self._later.stop()
        self._has_answer = True
        super().hide()

    def _show_finding(self) -> None:
        """Say that pairs are being found: how many there will be nobody knows yet."""
        self._say(tr(self._preparing), 0, 0)

    def _say(self, words: str, done: int, total: int) -> None:
        """Show how far it is; a total of 0 is that nobody knows."""
        self._is_stopped = False
        self.words.setText(words)
        self.bar.setMaximum(total)
        self.bar.setValue(done)
        self.bar.show()
        self.button.setText(tr("停止"))
        self.show()

    def _on_button_clicked(self) -> None:
        if self._is_stopped:
            super().hide()
            self.resumed.emit()
            return
        self._is_stopped = True
        self.words.setText(tr("比对已停止，下面不是最新的结果") if self._has_answer else tr("比对已停止，还没有结果"))
        self.bar.hide()
        self.button.setText(tr("重新比对"))
        self.stopped.emit()
