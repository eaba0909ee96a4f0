"""The pane under the map: heading, the table or the reason why it is empty, and the totals line."""

from __future__ import annotations

from collections.abc import Callable, Set

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.filters import Filters
from db.index.columns import ProjectColumns
from db.money import format_bound, format_money
from geo.wording import term, tr
from ui.actions import shortcut_of
from ui.cards.card_parts import GlyphMark
from ui.filters.filter_panel import PADDING
from ui.industry_slots import IndustrySlots
from ui.state import Found, Results
from ui.table.project_table import ProjectTable
from ui.table.result_tabs import ResultTabs
from ui.table.table_finder import TableFinder
from ui.table.table_header import fill_columns_menu
from ui.table.table_layout import TableSettings
from ui.theme import Theme
from ui.widgets.giving_toolbar import GivingToolBar
from ui.widgets.plain_text import tooltip
from ui.widgets.side_or_below import SideOrBelow
from ui.widgets.still_label import StillLabel

HEAD_HEIGHT, TOTALS_HEIGHT = 32, 30


class ResultPane(QWidget):
    """Table, totals and empty state of one result."""

    filters_wanted = Signal(object)

    def __init__(
        self,
        columns: ProjectColumns,
        slots: IndustrySlots,
        theme: Callable[[], Theme],
        settings: TableSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build the pane over the columns; ``settings`` say which the table shows."""
        super().__init__(parent)
        self.setObjectName("panel")
        self._columns = columns
        self._rows: npt.NDArray[np.int32] | None = None
        self.settings = settings or TableSettings(parent=self)
        self.table = ProjectTable(columns, slots, theme, self.settings)
        self.finder = TableFinder(self.table, self.settings)
        self.empty = EmptyState()
        self.totals = TotalsLine(slots, theme)
        self._count = StillLabel(right=True)
        self._count.setObjectName("caption")
        self._stack = QStackedLayout()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._waiting: QWidget | None = None
        self.empty.filters_wanted.connect(self.filters_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tools = self.finder, self._columns_button()
        listed = QWidget()
        listed.setLayout(self._stack)
        self.tabs = ResultTabs()
        self.tabs.add(tr("项目"), listed, *tools)
        right, self._tools = _line()
        self._tools.addStretch(1)
        for tool in (*tools, self._count):
            self._tools.addWidget(tool)
        self._actions = GivingToolBar(tr("工具"), self)
        self._actions.setObjectName("rowTools")
        self._actions.setIconSize(QSize(16, 16))
        self._tools.addWidget(self._actions)
        head = SideOrBelow(self.tabs, right, heights=(HEAD_HEIGHT, 2 * HEAD_HEIGHT), margin=PADDING)
        head.setObjectName("head")
        column.addWidget(head)
        column.addWidget(self.tabs.stack, 1)
        column.addWidget(self.totals)

    def add_tool(self, action: QAction) -> None:
        """Put an action at the right end of the heading; its words give way to its icon where there is no room."""
        self._actions.addAction(action)
        self._actions.set_giving(self._actions.actions()[::-1])

    def set_columns(self, columns: ProjectColumns) -> None:
        """Show from these columns what comes next."""
        self._columns, self._rows = columns, None
        self.table.set_columns(columns)
        self.finder.refresh(anew=True)

    def show_rows(self, found: Found | Results, selection: Set[int]) -> None:
        """Show the rows that were found, before they are counted; those that are shown stay as they are. Silent."""
        if found.rows is self._rows:
            return
        self._rows = found.rows
        self.table.show_results(found, selection)
        self.finder.refresh()

    def show_results(self, results: Results, selection: Set[int]) -> None:
        """Show a result; silent."""
        self.show_rows(results, selection)
        self._count.show_words(tr("{shown:,} / {n:,} 项", shown=results.totals.count, n=len(self._columns)))
        self.totals.show_results(results)
        self._stack.setCurrentIndex(0 if len(results.rows) else 1)
        if self._waiting is not None:
            self._stack.setCurrentWidget(self._waiting)
        elif not len(results.rows):
            self.empty.show_reasons(reasons_of(self._columns, results.filters), results.filters)

    def wait_behind(self, card: QWidget | None) -> None:
        """Show a card in place of the table and its figures, until there is none; it is then deleted."""
        if self._waiting is not None:
            self._stack.removeWidget(self._waiting)
            self._waiting.deleteLater()
        self._waiting = card
        for widget in (self.totals, self._count):
            widget.setVisible(card is None)
        if card is not None:
            self._stack.addWidget(card)
            self._stack.setCurrentWidget(card)

    def _columns_button(self) -> QToolButton:
        button = QToolButton()
        button.setText(tr("列"))
        button.setToolTip(tr("选择显示哪些列；列头可拖动换位"))
        button.setAccessibleName(tr("选择列"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)

        def fill() -> None:
            menu.clear()
            fill_columns_menu(menu, self.settings)

        menu.aboutToShow.connect(fill)
        button.setMenu(menu)
        return button


def reasons_of(columns: ProjectColumns, filters: Filters) -> list[tuple[tuple[str, ...], str, int]]:
    """For each condition: its fields, its words, and how many projects are left without it."""
    return [
        (names, words, int(columns.mask(filters.without(*names)).sum()))
        for names, words in filters.describe_fields(columns.dimensions)
    ]


class EmptyState(QWidget):
    """Says which conditions empty the result and offers to lift each."""

    filters_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without reasons yet."""
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        self._box = QFrame()
        self._box.setObjectName("emptyState")
        self._box.setMaximumWidth(480)
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(20, 16, 20, 16)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._box, 4)
        row.addStretch(1)
        whole.addLayout(row)
        whole.addStretch(1)

    def show_reasons(self, reasons: list[tuple[tuple[str, ...], str, int]], filters: Filters) -> None:
        """Show one line a condition, with what is left when it is lifted."""
        _clear(self._column)
        title = QLabel(tr("没有符合条件的项目") if reasons else tr("台账里还没有项目"))
        title.setObjectName("cardTitle")
        self._column.addWidget(title)
        if not reasons:
            what_next = QLabel(tr("从“文件”菜单打开别的台账（{shortcut}）。", shortcut=shortcut_of("open_ledger")))
            what_next.setWordWrap(True)
            self._column.addWidget(what_next)
            return
        lead = QLabel(tr("{n} 个条件同时满足的为 0 项，可去掉其中一个：", n=len(reasons)))
        lead.setObjectName("caption")
        self._column.addWidget(lead)
        for names, words, left in reasons:
            self._column.addLayout(self._reason(filters.without(*names), words, left))
        clear = QPushButton(tr("全部清除"))
        clear.setObjectName("primary")
        clear.clicked.connect(lambda: self.filters_wanted.emit(filters.cleared()))
        self._column.addWidget(clear, 0, Qt.AlignmentFlag.AlignLeft)

    def _reason(self, lifted: Filters, words: str, left: int) -> QHBoxLayout:
        row = QHBoxLayout()
        condition = QLabel(words)
        condition.setTextFormat(Qt.TextFormat.PlainText)
        condition.setWordWrap(True)
        row.addWidget(condition, 1)
        rest = QLabel(tr("其余得 {n:,} 项", n=left))
        rest.setObjectName("caption")
        row.addWidget(rest)
        lift = QPushButton(tr("去掉"))
        lift.setObjectName("flat")
        lift.clicked.connect(lambda: self.filters_wanted.emit(lifted))
        row.addWidget(lift)
        return row


def _line(spacing: int = -1) -> tuple[QWidget, QHBoxLayout]:
    """A row without margins of its own; ``spacing`` in pixels, or as the style has it."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    return line, row


def _clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.deleteLater()
        inner = item.layout()
        if isinstance(inner, QVBoxLayout | QHBoxLayout):
            _clear(inner)


class TotalsLine(SideOrBelow):
    """Always visible: n, per-industry counts, inferred, unpublished, and a Σ that never hides what it leaves out."""

    def __init__(self, slots: IndustrySlots, theme: Callable[[], Theme]) -> None:
        """Without figures yet."""
        left, row = _line(6)
        right, words = _line(6)
        super().__init__(left, right, heights=(TOTALS_HEIGHT, 2 * TOTALS_HEIGHT - 6), margin=PADDING)
        self.setObjectName("totals")
        self._slots = slots
        self._counts: dict[int, StillLabel] = {}
        self.count, self.rest, self.sum = StillLabel(), StillLabel(right=True), StillLabel(right=True)
        self.count.setObjectName("section")
        row.addWidget(self.count)
        row.addSpacing(8)
        for slot, style in enumerate(theme().industries):
            row.addWidget(GlyphMark(slot, theme))
            self._counts[slot] = StillLabel()
            self._counts[slot].setToolTip(style.name)
            self._counts[slot].setAccessibleName(style.name)
            row.addWidget(self._counts[slot])
            row.addSpacing(4)
        row.addStretch(1)
        self.selected = QLabel()
        self.selected.setObjectName("secondary")
        self.selected.setMinimumWidth(1)  # gives way before the sums do
        words.addWidget(self.selected, 1)
        self.rest.setObjectName("secondary")
        words.addWidget(self.rest)
        words.addSpacing(10)
        self.sum.setObjectName("section")
        words.addWidget(self.sum)

    def show_selection(self, words: str) -> None:
        """Say what the selected ones add up to; empty words when none is."""
        self.selected.setText(words)
        self.selected.setToolTip(tooltip(words))

    def show_results(self, results: Results) -> None:
        """Show the figures of a result."""
        totals = results.totals
        self.count.show_words(tr("合计　{n:,} 项", n=totals.count))
        by_slot = dict.fromkeys(self._counts, 0)
        for industry_id, count in totals.by_industry.items():
            by_slot[self._slots.of_id(industry_id)] += count
        for slot, label in self._counts.items():
            label.show_words(f"{by_slot[slot]:,}")
            label.setToolTip(tooltip(term(self._slots.names[slot])))
            label.setAccessibleName(term(self._slots.names[slot]))
        self.rest.show_words(
            tr(
                "推断到园区 {inferred:,} 项　未公布金额 {unpublished:,} 项",
                inferred=totals.inferred,
                unpublished=totals.unpublished,
            )
        )
        self.sum.show_words(sum_words(results))


def sum_words(results: Results) -> str:
    """``Σ 228 亿元（含推断园区 10）``; a dash where no amount is published."""
    totals = results.totals
    if not totals.published:
        return "Σ –"
    inferred = (
        tr("（其中推断园区 {amount}）", amount=format_bound(totals.amount_inferred_wan))
        if totals.amount_inferred_wan
        else ""
    )
    return f"Σ {format_money(totals.amount_wan)}{inferred}"
