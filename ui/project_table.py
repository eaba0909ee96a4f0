"""The table of the result: a model over columns, never over row objects, so a million rows cost what a screen costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from db.columns import ProjectColumns
from db.text_search import split_words
from ui.industry_slots import IndustrySlots
from ui.plain_text import tooltip
from ui.state import Results, Sort
from ui.table_delegate import TableDelegate, amount_words
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 26
NAME_MIN_WIDTH = 260
RowRole = Qt.ItemDataRole.UserRole
"""The project's row number in the columns, for the delegate."""

GRADE_WORDS = {"own": "自有坐标", "stated": "原文", "inferred": "推断", "city": "–"}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: its order key in ``ProjectColumns``, heading, first width in pixels, and whether it is a number."""

    key: str
    title: str
    width: int
    numeric: bool = False


COLUMNS: tuple[TableColumn, ...] = (
    TableColumn("name", "项目", 330),
    TableColumn("industry", "产业", 140),
    TableColumn("stage", "阶段", 64),
    TableColumn("latest_date", "最近日期", 88),
    TableColumn("park", "园区", 170),
    TableColumn("grade", "位置依据", 80),
    TableColumn("amount_wan", "金额（亿元）", 108, numeric=True),
    TableColumn("document_count", "来源", 56, numeric=True),
)
AMOUNT_COLUMN = next(i for i, column in enumerate(COLUMNS) if column.key == "amount_wan")


class ProjectTableModel(QAbstractTableModel):
    """Rows are an int64 array of row numbers into the columns; everything shown is looked up at painting."""

    def __init__(self, columns: ProjectColumns, parent: QWidget | None = None) -> None:
        """Show nothing until the first results."""
        super().__init__(parent)
        self._columns = columns
        self._rows: npt.NDArray[np.int64] = np.empty(0, np.int64)
        self._places: npt.NDArray[np.int64] = np.full(len(columns), -1, np.int64)
        self._texts: dict[str, Callable[[int], str]] = {
            "name": lambda row: self._columns.names[row],
            "industry": lambda row: self._value_name("industry", row),
            "stage": lambda row: self._value_name("stage", row),
            "latest_date": lambda row: self._columns.latest_dates[row] or "未载",
            "park": lambda row: self._value_name("park", row),
            "grade": self._grade_words,
            "amount_wan": lambda row: amount_words(self._columns, row),
            "document_count": lambda row: f"{self._columns.document_count[row]} 篇",
        }

    def set_columns(self, columns: ProjectColumns) -> None:
        """Look everything up in these columns; the same projects in the same order."""
        self._columns = columns

    def set_rows(self, rows: npt.NDArray[np.int64]) -> None:
        """Show these rows of the columns, in this order."""
        self.beginResetModel()
        self._rows = rows
        self._places = np.full(len(self._columns), -1, np.int64)
        self._places[rows] = np.arange(len(rows))
        self.endResetModel()

    def id_at(self, place: int) -> int:
        """Project id of a table row."""
        return int(self._columns.ids[self._rows[place]])

    def ids_at(self, places: npt.NDArray[np.int64]) -> frozenset[int]:
        """Project ids of table rows."""
        return frozenset(self._columns.ids[self._rows[places]].tolist())

    def places_of(self, ids: Iterable[int]) -> npt.NDArray[np.int64]:
        """Ascending table rows of those projects that are shown."""
        places = self._places[self._columns.rows_of(ids)]
        return np.sort(places[places >= 0])

    def text_at(self, place: int, column: int) -> str:
        """What a cell says."""
        return self._texts[COLUMNS[column].key](int(self._rows[place]))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Qt: how many projects."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: titles; numbers' titles stand right."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[section].numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: words of a cell, its tooltip, and the row number for the delegate."""
        if role == RowRole:
            return int(self._rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text_at(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._tip(int(self._rows[index.row()]), COLUMNS[index.column()].key))
        return None

    def _grade_words(self, row: int) -> str:
        grade = self._columns.dimensions["grade"].ids[self._columns.codes["grade"][row]]
        return "人工" if self._columns.manual[row] else GRADE_WORDS[str(grade)]

    def _value_name(self, key: str, row: int) -> str:
        return self._columns.dimensions[key].names[int(self._columns.codes[key][row])]

    def _tip(self, row: int, key: str) -> str:
        if key != "name":
            return ""
        doubt = "\n≠ 几处报道说法不一，详见右侧" if self._columns.contradicted[row] else ""
        return self._columns.names[row] + doubt


class ProjectTable(QTableView):
    """Shows the rows, emits which are selected and how they should be sorted."""

    selection_made = Signal(frozenset)
    sort_wanted = Signal(object)

    def __init__(
        self, columns: ProjectColumns, slots: IndustrySlots, theme: Callable[[], Theme], parent: QWidget | None = None
    ) -> None:
        """Build an empty table over the columns."""
        super().__init__(parent)
        self._model = ProjectTableModel(columns, self)
        self._setting = False
        self._sort = Sort()
        self.setModel(self._model)
        self._delegate = TableDelegate(columns, slots, theme, self)
        self.setItemDelegate(self._delegate)
        self._set_habits()
        header = self.horizontalHeader()
        header.sectionClicked.connect(self._on_header_section_clicked)
        for number, column in enumerate(COLUMNS):
            self.setColumnWidth(number, column.width)
        header.setMinimumSectionSize(48)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    @property
    def table_model(self) -> ProjectTableModel:
        """The model, for reading."""
        return self._model

    def set_columns(self, columns: ProjectColumns) -> None:
        """Show from these columns what comes next."""
        self._model.set_columns(columns)
        self._delegate.set_columns(columns)

    def show_results(self, results: Results, selection: frozenset[int]) -> None:
        """Show a result; silent."""
        self._delegate.show_sought(split_words(results.filters.text))
        self._model.set_rows(results.rows)
        self.show_selection(selection)

    def show_sort(self, sort: Sort) -> None:
        """Show by which column rows are ordered; silent."""
        self._sort = sort
        keys = [column.key for column in COLUMNS]
        header = self.horizontalHeader()
        header.setSortIndicatorShown(sort.key in keys)
        order = Qt.SortOrder.DescendingOrder if sort.descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(keys.index(sort.key) if sort.key in keys else -1, order)

    def show_selection(self, selection: frozenset[int], current_id: int | None = None) -> None:
        """Select exactly the shown rows of these projects; silent. The current one is scrolled into sight."""
        places = self._model.places_of(selection)
        self._setting = True
        try:
            self.selectionModel().select(self._ranges(places), QItemSelectionModel.SelectionFlag.ClearAndSelect)
            current = self._model.places_of([current_id]) if current_id is not None else places[:1]
            if len(current):
                index = self._model.index(int(current[0]), 0)
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
                self.scrollTo(index)
        finally:
            self._setting = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: names take what the other columns leave, and are never squeezed to nothing."""
        super().resizeEvent(event)
        others = sum(self.columnWidth(number) for number in range(1, len(COLUMNS)))
        self.setColumnWidth(0, max(NAME_MIN_WIDTH, self.viewport().width() - others))

    def selected_places(self) -> npt.NDArray[np.int64]:
        """Ascending table rows that are selected."""
        selection = self.selectionModel().selection()
        ranges = [np.arange(r.top(), r.bottom() + 1) for r in (selection.at(n) for n in range(selection.count()))]
        return np.unique(np.concatenate(ranges)) if ranges else np.empty(0, np.int64)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: copy takes the selected rows as tab-separated text with a header."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_tsv())
            return
        super().keyPressEvent(event)

    def selected_tsv(self) -> str:
        """The selected rows as tab-separated text with a header line."""
        lines = ["\t".join(column.title for column in COLUMNS)]
        for place in self.selected_places().tolist():
            cells = (self._model.text_at(place, number) for number in range(len(COLUMNS)))
            lines.append("\t".join(" ".join(cell.split()) for cell in cells))
        return "\n".join(lines)

    def _set_habits(self) -> None:
        self.setObjectName("projects")
        self.setAccessibleName("项目表")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(28)

    def _ranges(self, places: npt.NDArray[np.int64]) -> QItemSelection:
        selection = QItemSelection()
        last = len(COLUMNS) - 1
        for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1):
            if len(run):
                selection.select(self._model.index(int(run[0]), 0), self._model.index(int(run[-1]), last))
        return selection

    def _on_selection_changed(self) -> None:
        if not self._setting:
            self.selection_made.emit(self._model.ids_at(self.selected_places()))

    def _on_header_section_clicked(self, section: int) -> None:
        key = COLUMNS[section].key
        # Numbers are asked for largest first; a second click turns the order, a third returns to the ledger's.
        first = COLUMNS[section].numeric
        if self._sort.key != key:
            wanted = Sort(key, descending=first)
        elif self._sort.descending == first:
            wanted = Sort(key, descending=not first)
        else:
            wanted = Sort()
        self.sort_wanted.emit(wanted)
