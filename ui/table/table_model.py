"""A model over columns, never over row objects: a million rows cost what a screen costs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from db.id_set import IdSet
from db.index.columns import ProjectColumns
from geo.wording import tr
from ui.state import Sort
from ui.table.table_columns import COLUMNS, CellWords, title_of
from ui.widgets.plain_text import tooltip

Index = QModelIndex | QPersistentModelIndex
FEW = 4
"""So many projects are looked for among the rows; for more, every row's place is written down."""

MANY = 1 << 14
"""So many projects are marked, and the rows that are marked looked for: nothing is put in order."""

MOST_LOOKED, PART = 64, 1 << 16
"""How many places are remembered, and how many rows are looked through at a time."""

RowRole = Qt.ItemDataRole.UserRole
"""The project's row number in the columns, for the delegate."""


class ProjectTableModel(QAbstractTableModel):
    """Rows are an int32 array of row numbers into the columns; everything shown is looked up at painting."""

    def __init__(self, columns: ProjectColumns, parent: QWidget | None = None) -> None:
        """Show nothing until the first results."""
        super().__init__(parent)
        self._columns = columns
        self._words = CellWords(columns)
        self._sort = Sort()
        self._rows: npt.NDArray[np.int32] = np.empty(0, np.int32)
        self._places: npt.NDArray[np.int32] | None = None
        self._looked: dict[int, int] = {}

    def set_columns(self, columns: ProjectColumns) -> None:
        """Look everything up in these columns; the same projects in the same order."""
        self._columns, self._places = columns, None
        self._looked.clear()
        self._words = CellWords(columns)

    def set_rows(self, rows: npt.NDArray[np.int32]) -> None:
        """Show these rows of the columns, in this order."""
        self.beginResetModel()
        self._rows, self._places = rows, None
        self._looked.clear()
        self.endResetModel()

    def set_sort(self, sort: Sort) -> None:
        """Say of the headings that rows are ordered so."""
        self._sort = sort
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    @property
    def words(self) -> CellWords:
        """What the cells say."""
        return self._words

    def row_at(self, place: int) -> int:
        """Row number in the columns of a table row."""
        return int(self._rows[place])

    def id_at(self, place: int) -> int:
        """Project id of a table row."""
        return int(self._columns.ids[self._rows[place]])

    def is_at(self, index: Index, project_id: int | None) -> bool:
        """Whether an index is in the row of a project; None is none's."""
        return project_id is not None and index.isValid() and self.id_at(index.row()) == project_id

    def ids_at(self, places: npt.NDArray[np.int64]) -> IdSet:
        """Project ids of table rows."""
        return IdSet(self._columns.ids[self._rows[places]])

    def places_of(self, ids: Iterable[int]) -> npt.NDArray[np.int64]:
        """Ascending table rows of those projects that are shown."""
        wanted = self._columns.rows_of(ids)
        if self._places is None and len(wanted) <= FEW:
            found = (self._place_of(row) for row in wanted.tolist())
            return np.array(sorted(place for place in found if place >= 0), np.int64)
        if len(wanted) > MANY:
            chosen = np.zeros(len(self._columns), np.bool_)
            chosen[wanted] = True
            return self.places_where(chosen)
        if self._places is None:
            self._places = np.full(len(self._columns), -1, np.int32)
            self._places[self._rows] = np.arange(len(self._rows), dtype=np.int32)
        places = self._places[wanted]
        return np.sort(places[places >= 0])

    def _place_of(self, row: int) -> int:
        """Where a row of the columns stands, -1 if it does not; looked for once, and no farther than where it is."""
        if row not in self._looked:
            while len(self._looked) >= MOST_LOOKED:
                del self._looked[next(iter(self._looked))]
            self._looked[row] = place_in(self._rows, row)
        return self._looked[row]

    def places_where(self, mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """Ascending table rows whose row of the columns is True in a mask."""
        return np.flatnonzero(mask[self._rows])

    def text_at(self, place: int, column: int) -> str:
        """What a cell says."""
        return self._words.text(COLUMNS[column].key, int(self._rows[place]))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Qt: how many projects."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: titles; numbers' titles stand right; how rows are ordered is said to screen readers too."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(COLUMNS[section])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(
                "{title}：点按排序，按住 Shift 点按加为下一排序键；拖动换位，右键选列", title=title_of(COLUMNS[section])
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return title_of(COLUMNS[section]) + self._sort_words(COLUMNS[section].key)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[section].numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: words of a cell, the same with the column's title for screen readers, tooltip, and the row number."""
        row, column = int(self._rows[index.row()]), COLUMNS[index.column()]
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words.text(column.key, row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            doubt = tr("，几处报道说法不一") if column.key == "name" and self._columns.contradicted[row] else ""
            return tr("{title}：{words}", title=title_of(column), words=self._words.text(column.key, row)) + doubt
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._tip(row, column.key))
        return None

    def _sort_words(self, key: str) -> str:
        for rank, (sorted_by, descending) in enumerate(self._sort.keys, start=1):
            if sorted_by == key:
                order = tr("降序") if descending else tr("升序")
                return tr("，第 {rank} 排序键，{order}", rank=rank, order=order)
        return ""

    def _tip(self, row: int, key: str) -> str:
        if key in ("organisation", "tag", "event"):
            return self._words.text(key, row)
        if key != "name":
            return ""
        doubt = tr("\n≠ 几处报道说法不一，详见右侧") if self._columns.contradicted[row] else ""
        return self._columns.names[row] + doubt


def place_in(rows: npt.NDArray[np.int32], row: int) -> int:
    """Where a row number stands among others, each there once at most; -1 where it does not.

    In the ledger's own order it is found by halving, in any other by looking through them, no farther than needed.
    """
    place = int(np.searchsorted(rows, rows.dtype.type(row)))
    if place < len(rows) and rows[place] == row:
        return place
    parts = ((start, rows[start : start + PART] == row) for start in range(0, len(rows), PART))
    return next((start + int(hit.argmax()) for start, hit in parts if hit.any()), -1)
