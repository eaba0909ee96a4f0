"""The bar under the map: play the months, brush a range of them, let the undated in."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFont, QFontMetricsF
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from geo.wording import tr
from ui.actions import themed_icon
from ui.filters.filter_sections import CheckRow
from ui.theme import Theme
from ui.timeline.playback import SPEEDS, Playing
from ui.timeline.time_axis import TimeAxis
from ui.widgets.side_or_below import SideOrBelow

HEIGHTS = 60, 94
LONGEST = 9999
YEAR_ONLY_RULE = "这些项目的报道只写到年。限定月份时，整年都在范围内才计入；逐月播放时在当年 12 月出现，单期不出现。"


class TimeBar(QWidget):
    """Shows what a playback does and what range is asked for; emits what a person wants.

    Signals:
        play_wanted: play or pause.
        step_wanted: so many stops on (or back).
        stop_wanted: end the playback.
        single_wanted: each month alone instead of all up to it.
        speed_wanted: months a second.
        range_wanted: first and last month, or None for all.
        undated_wanted: whether projects without a date pass.
    """

    play_wanted = Signal()
    step_wanted = Signal(int)
    stop_wanted = Signal()
    single_wanted = Signal(bool)
    speed_wanted = Signal(int)
    range_wanted = Signal(object)
    undated_wanted = Signal(bool)

    def __init__(self, theme: Callable[[], Theme], parent: QWidget | None = None) -> None:
        """Without dates yet."""
        super().__init__(parent)
        self.setObjectName("timeBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("时间条"))
        self.axis = TimeAxis(theme)
        self.play = self._tool("playButton", tr("播放（P）"))
        self.back = self._tool("", tr("上一个月（[）"))
        self.forward = self._tool("", tr("下一个月（]）"))
        self.halt = self._tool("", tr("停止，回到播放之前（Esc）"))
        self.cumulative = self._segment(tr("累计"), tr("显示截至这个月的全部项目"), "segmentLeft")
        self.single = self._segment(tr("单期"), tr("只显示这个月的项目"), "segmentRight")
        self.speed = QToolButton()
        self.range_words, self.year_only = QLabel(), QLabel()
        self.undated = CheckRow(tr("含日期未载"), theme)
        self._icons: dict[str, Path] = {}
        self._state = Playing.IDLE
        self._shown: tuple[Playing, bool, int, bool] | None = None
        self._icon = ""
        self._theme = theme
        self._build_speeds()
        self._lay_out()
        self._connect()

    def show_playing(self, state: Playing, *, single: bool, speed: int, can_play: bool) -> None:
        """Show what a playback does; silent."""
        shown = state, single, speed, can_play
        if shown == self._shown:
            return
        self._shown = shown
        self._state = state
        running = state is Playing.RUNNING
        self.play.setToolTip(tr("暂停（P）") if running else tr("播放（P）"))
        self.play.setAccessibleName(tr("暂停") if running else tr("播放"))
        self.play.setEnabled(can_play)
        self.back.setEnabled(can_play)
        self.forward.setEnabled(can_play)
        self.halt.setEnabled(state is not Playing.IDLE)
        (self.single if single else self.cumulative).setChecked(True)
        self.speed.setText(tr("{n} 月/秒", n=speed))
        for action in self.speed.menu().actions():
            action.setChecked(action.data() == speed)
        self._show_play_icon()

    def show_words(self, range_: str, undated: int, year_only: int, *, admitted: bool) -> None:
        """Show the range in words and what its bounds concern; silent.

        Args:
            range_: the months that are asked for.
            undated: projects without a date, under the other filters.
            year_only: projects of which only the year is known.
            admitted: whether the undated pass.
        """
        self.range_words.setText(range_)
        self.undated.show_value(admitted, undated)
        self.year_only.setText(tr("仅知年份 {n} 项", n=year_only) if year_only else "")

    def show_reading(self, reading: bool) -> None:
        """Show that the ledger is still being read: nothing can be played, and nothing is known; silent."""
        self.setEnabled(not reading)
        self.axis.empty_words = tr("正在读入台账，读完后显示日期") if reading else tr("没有日期可显示")
        self.axis.update()
        for part in (self.range_words, self.year_only, self.undated):
            part.setVisible(not reading)

    def dress(self, icons: Path) -> None:
        """Draw the icons in the theme's ink."""
        self._icons = {key: icons / f"{key}.svg" for key in ("play", "pause", "step-back", "step-forward", "stop")}
        theme = self._theme()
        for button, key in ((self.back, "step-back"), (self.forward, "step-forward"), (self.halt, "stop")):
            button.setIcon(themed_icon(self._icons[key], theme))
        self._icon = ""
        self._show_play_icon()

    def _show_play_icon(self) -> None:
        key = "pause" if self._state is Playing.RUNNING else "play"
        if self._icons and key != self._icon:
            self._icon = key
            self.play.setIcon(themed_icon(self._icons[key], self._theme(), ink="onfill"))

    def _tool(self, name: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name or "timeTool")
        button.setToolTip(words)
        button.setAccessibleName(words.rpartition(tr("（"))[0])
        button.setIconSize(QSize(16, 16))
        button.setFixedSize(28, 28)
        return button

    def _segment(self, words: str, tip: str, name: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setCheckable(True)
        button.setToolTip(tip)
        return button

    def _build_speeds(self) -> None:
        menu, group = QMenu(self.speed), QActionGroup(self.speed)
        for speed in SPEEDS:
            action = QAction(tr("每秒 {n} 个月", n=speed), group)
            action.setData(speed)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, speed=speed: self.speed_wanted.emit(speed))
            menu.addAction(action)
        self.speed.setMenu(menu)
        self.speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.speed.setToolTip(tr("播放的快慢；地图画完一步才走下一步"))
        self.speed.setAccessibleName(tr("播放的快慢"))

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        buttons, dates = QWidget(), QWidget()
        row, right = QHBoxLayout(buttons), QHBoxLayout(dates)
        for each in (row, right):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(2)
        for button in (self.play, self.back, self.forward, self.halt):
            row.addWidget(button)
        row.addSpacing(8)
        segments = QHBoxLayout()
        segments.setSpacing(0)
        for segment in (self.cumulative, self.single):
            group.addButton(segment)
            segments.addWidget(segment)
        row.addLayout(segments)
        row.addWidget(self.speed)
        row.addStretch(1)
        right.addWidget(self.axis, 1)
        right.addSpacing(8)
        right.addWidget(self._words_block())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(SideOrBelow(buttons, dates, heights=HEIGHTS, margin=12))

    def _words_block(self) -> QWidget:
        """The range, what is known only to the year, and the undated; as wide as the longest that may be said.

        What it says changes with every step, and the axis must not move.
        """
        self.range_words.setObjectName("section")
        self.year_only.setObjectName("caption")
        self.year_only.setToolTip(tr(YEAR_ONLY_RULE))
        block = QWidget()
        words = QVBoxLayout(block)
        words.setContentsMargins(0, 4, 0, 0)
        words.setSpacing(0)
        for part, below in ((self.range_words, 2), (self.year_only, 1), (self.undated, 0)):
            words.addWidget(part)
            words.addStretch(below)  # in two lines there is more room
        theme = self._theme()
        bold, small = QFontMetricsF(theme.font(12, QFont.Weight.DemiBold)), QFontMetricsF(theme.font(11))
        widths = (
            bold.horizontalAdvance(tr("{first} 至 {last}", first="2000-00", last="2000-00")),
            small.horizontalAdvance(tr("仅知年份 {n} 项", n=LONGEST)),
            QFontMetricsF(theme.font()).horizontalAdvance(tr("含日期未载") + str(LONGEST)) + 40,
        )
        block.setFixedWidth(round(max(widths)) + 8)
        for part, metrics in ((self.range_words, bold), (self.year_only, small)):
            # Of fixed size, words change without the window being laid out anew.
            part.setFixedSize(block.width(), math.ceil(metrics.lineSpacing()))
        return block

    def _connect(self) -> None:
        self.play.clicked.connect(self.play_wanted)
        self.back.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.forward.clicked.connect(lambda: self.step_wanted.emit(1))
        self.halt.clicked.connect(self.stop_wanted)
        self.cumulative.clicked.connect(lambda: self.single_wanted.emit(False))
        self.single.clicked.connect(lambda: self.single_wanted.emit(True))
        self.axis.range_wanted.connect(self.range_wanted)
        self.undated.clicked.connect(self.undated_wanted)
