"""«阶段»: KPIs with their definition above the stage board, or the KPIs broken down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.figures.definitions import Definition, get_definition
from db.figures.indicators import Indicator, read_indicators
from db.figures.kpis import Kpi, KpiReckoner, read_happened
from db.figures.stage_board import StageBoard, build_stage_board
from db.filters import DIMENSION_FIELDS, Filters
from db.index.columns import ProjectColumns
from db.index.dimensions import DimensionId
from geo.frozen import frozen
from geo.wording import tr
from ui.figures.giving_way import GivingLabel
from ui.figures.kpi_cells import KpiCells
from ui.figures.kpi_table import KpiGroups, KpiTable, conditions_of
from ui.figures.stage_board_pane import StageBoardPane
from ui.figures.stages_settings import GROUP_CHOICES, MOST_MONTHS, StagesMemory, StagesSettings
from ui.figures.view import FigureView, Question
from ui.industry_slots import IndustrySlots
from ui.theme import Theme
from ui.widgets.plain_text import tooltip
from ui.widgets.side_or_below import SideOrBelow

_LEAST_HEIGHT: Final = 230
"""Pixels for a head, two cards and the row below; in a lower pane the whole view scrolls."""

_LINE_HEIGHTS: Final = 26, 60
"""Pixels of what is chosen beside or above what is said of it."""


@frozen(eq=False)
class StagesAnswer:
    """KPIs and board of a result, whatever stages are asked for.

    Attributes:
        kpis: One of each KPI, by the chosen variants.
        printed: Printed indicators that mean the same, by name.
        board: The board, when it is looked at.
        groups: The KPIs broken down, when that is looked at.
        filters: What was asked.
    """

    kpis: tuple[Kpi, ...]
    printed: Mapping[str, tuple[Indicator, ...]]
    board: StageBoard | None
    groups: KpiGroups | None
    filters: Filters


BOARD = "看板"


def _find_cell(
    reckoner: KpiReckoner, mask: NDArray[np.bool_], dimension: str, definition: Definition, id_: DimensionId
) -> Kpi:
    """Work out one KPI of the projects of one value."""
    return reckoner.reckon(definition, mask & reckoner.find_value(dimension, id_))


class StagesView(FigureView):
    """KPIs and the stage board. A condition on stages chooses a column of the board and narrows neither."""

    tab_title = "阶段"
    place = "stages"

    def __init__(self, slots: IndustrySlots, theme: Callable[[], Theme], file: Path | None = None) -> None:
        """Empty; the set-up is remembered in the file, None remembers nothing."""
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._memory = StagesMemory(file)
        self._shown: tuple[ProjectColumns, Filters] | None = None
        self.kpis = KpiCells()
        self.board = StageBoardPane(slots, theme)
        self.table = KpiTable()
        self.empty = QLabel(tr("没有符合条件的项目"))
        self.empty.setObjectName("unknown")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.setMinimumHeight(_LEAST_HEIGHT)
        for page in (self.board, self.table, self.empty):
            self._pages.addWidget(page)
        self.note = GivingLabel("caption")
        self.grace, self.quiet = self._build_months()
        self.groups = self._build_groups()
        self._lay_out()
        self._connect()

    def options(self) -> StagesSettings:
        """Thresholds, variants, and what is looked at."""
        return self._memory.settings

    @staticmethod
    def work_out(question: Question) -> StagesAnswer:
        """Reckon the KPIs, and build the board or break the KPIs down."""
        settings: StagesSettings = question.options
        columns, connection = question.columns, question.connection
        filters = question.filters
        mask = columns.mask(filters.without("stages")) if filters.stages else question.mask
        definitions = tuple(map(get_definition, settings.definitions))
        reckoner = KpiReckoner(columns, read_happened(connection, columns, definitions))
        named = {definition.published for definition in definitions} - {""}
        found = [one for one in read_indicators(connection) if one.name in named]
        board = groups = None
        if settings.group:
            parts = {one.id: reckoner.break_down(one, mask, settings.group) for one in definitions}
            groups = KpiGroups(settings.group, definitions, parts, partial(_find_cell, reckoner, mask, settings.group))
        else:
            board = build_stage_board(connection, columns, mask, question.as_of, settings.thresholds)
        return StagesAnswer(
            kpis=tuple(reckoner.reckon(definition, mask) for definition in definitions),
            printed={name: tuple(one for one in found if one.name == name) for name in named},
            board=board,
            groups=groups,
            filters=filters,
        )

    def show_answer(self, answer: StagesAnswer, columns: ProjectColumns) -> None:
        """Show KPIs and board, or the KPIs broken down."""
        self._shown = columns, answer.filters
        self.kpis.show_kpis(answer.kpis, answer.printed)
        if answer.board is not None:
            self.board.show_board(answer.board, columns, answer.filters.stages)
            self.note.show_words(self._say_when(answer.board))
        if answer.groups is not None:
            self.table.show_groups(answer.groups)
            self.note.show_words(
                tr("点行首按它筛选，点数字列出分子的项目；悬停看口径。一个项目可以属于多场活动，各行不相加")
            )
        page = self.board if answer.board is not None else self.table
        self._pages.setCurrentWidget(page if answer.kpis and answer.kpis[0].sample else self.empty)

    def dress(self) -> None:
        """Follow a change of the theme."""
        for lane in self.board.lanes:
            lane.head.update()
            lane.list.viewport().update()

    def _say_when(self, board: StageBoard) -> str:
        words = tr("逾期数到 {day}，久未更新数到最新材料 {newest}", day=board.as_of.isoformat(), newest=board.newest)
        return words if board.newest else tr("逾期数到 {day}", day=board.as_of.isoformat())

    def _build_months(self) -> tuple[QSpinBox, QSpinBox]:
        settings, boxes = self._memory.settings, []
        for value, name, hint in (
            (settings.grace_months, tr("逾期宽限"), tr("计划的月份过去多少个月后算逾期")),
            (settings.quiet_months, tr("久未更新"), tr("到最新材料为止多少个月没有消息算久未更新")),
        ):
            box = QSpinBox()
            box.setRange(0, MOST_MONTHS)
            box.setValue(value)
            box.setSuffix(tr(" 个月"))
            box.setAccessibleName(name)
            box.setToolTip(tooltip(hint))
            boxes.append(box)
        return boxes[0], boxes[1]

    def _build_groups(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for number, (key, words) in enumerate({"": BOARD, **GROUP_CHOICES}.items()):
            button = QPushButton(tr(words))
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setProperty("group", key)
            button.setChecked(key == self._memory.settings.group)
            group.addButton(button, number)
        return group

    def _lay_out(self) -> None:
        choices, said, self._months = QWidget(), QWidget(), QWidget()
        line, words, months = QHBoxLayout(choices), QHBoxLayout(said), QHBoxLayout(self._months)
        for each in (line, words, months):
            each.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for button in self.groups.buttons():
            line.addWidget(button)
        line.addStretch(1)
        for box in (self.grace, self.quiet):
            months.addWidget(QLabel(box.accessibleName()))
            months.addWidget(box)
        self._months.setVisible(not self._memory.settings.group)
        words.addWidget(self.note)
        words.addStretch(1)
        words.addWidget(self._months)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 6)
        column.setSpacing(8)
        column.addWidget(self.kpis)
        column.addWidget(SideOrBelow(choices, said, heights=_LINE_HEIGHTS, margin=0, gap=12))
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.kpis.projects_wanted.connect(self._open_rows)
        self.kpis.passage_wanted.connect(self.passage_wanted)
        self.kpis.variant_chosen.connect(lambda id_: self._set(self._memory.settings.choose(id_)))
        self.board.selection_wanted.connect(self.selection_wanted)
        self.board.stages_wanted.connect(lambda stages: self.conditions_wanted.emit({"stages": stages}))
        self.table.value_wanted.connect(self._on_table_value_wanted)
        self.table.projects_wanted.connect(self._open_rows)
        self.table.told.connect(self.told)
        self.grace.valueChanged.connect(lambda n: self._set(replace(self._memory.settings, grace_months=n)))
        self.quiet.valueChanged.connect(lambda n: self._set(replace(self._memory.settings, quiet_months=n)))
        self.groups.buttonClicked.connect(
            lambda button: self._set(replace(self._memory.settings, group=button.property("group")))
        )

    def _on_table_value_wanted(self, dimension: str, id_: DimensionId) -> None:
        if dimension == "year" and not id_:
            self.told.emit(tr("“年份未载”不能作为筛选条件"))
        elif dimension == "park" and self._shown is not None:
            columns, filters = self._shown  # a condition on a park would take in the parks inside it
            rows = columns.mask(filters.without("stages")) & columns.has_value("park", id_)
            self.projects_wanted.emit(tuple(columns.ids[rows].tolist()))
        else:
            self.conditions_wanted.emit(conditions_of(dimension, id_, DIMENSION_FIELDS))

    def _open_rows(self, ids: tuple[int, ...]) -> None:
        """Show the rows behind a number where rows are shown."""
        self.projects_wanted.emit(ids)
        self.turn_wanted.emit("table")

    def _set(self, settings: StagesSettings) -> None:
        self._months.setVisible(not settings.group)
        self._memory.keep(settings)
        self.options_changed.emit()
