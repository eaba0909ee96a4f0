"""The stage board: columns side by side, what is in no stage below them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from db.figures.stage_board import COLUMNS, StageBoard
from db.index.columns import ProjectColumns
from ui.figures.stage_columns import StageLane, shares_of
from ui.industry_slots import IndustrySlots
from ui.theme import Theme

_NO_STAGE = "未载"
_REST_HEIGHT = 52


class StageBoardPane(QWidget):
    """The board of a result.

    Signals:
        stages_wanted: frozenset of stages to filter by; empty for no such filter.
        selection_wanted: ids of projects.
    """

    stages_wanted = Signal(object)
    selection_wanted = Signal(object)

    def __init__(self, slots: IndustrySlots, theme: Callable[[], Theme]) -> None:
        """Empty."""
        super().__init__()
        self._slots = slots
        self._chosen: frozenset[str] = frozenset()
        self.lanes = tuple(StageLane(stages, slots, theme) for stages in (*COLUMNS, ()))
        row = QWidget()
        row.setObjectName("stageRow")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for lane in self.lanes[:-1]:
            line.addWidget(lane, 1)
        line.addStretch(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(area, 1)
        self.lanes[-1].setFixedHeight(_REST_HEIGHT)
        column.addWidget(self.lanes[-1])
        for lane in self.lanes:
            lane.stages_wanted.connect(self._on_lane_stages_wanted)
            lane.selection_wanted.connect(self.selection_wanted)

    def show_board(self, board: StageBoard, columns: ProjectColumns, chosen: frozenset[str]) -> None:
        """Show a board; ``chosen`` are the stages filtered by."""
        self._chosen = chosen
        dimension = columns.dimensions["industry"]
        names = dict(zip(dimension.ids, dimension.names, strict=True))
        widest = max((column.count for column in board.columns), default=0)
        for lane, column in zip(self.lanes, board.columns, strict=True):
            is_chosen = bool(chosen) and _words(lane.stages) <= chosen
            shares = shares_of(column, self._slots, names)
            lane.show_column(column, columns, shares, widest, is_chosen=is_chosen)

    def _on_lane_stages_wanted(self, stages: tuple[str, ...]) -> None:
        wanted = _words(stages)
        self.stages_wanted.emit(frozenset() if wanted == self._chosen else wanted)


def _words(stages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stages or (_NO_STAGE,))
