"""Parks by industries: what a park is declared to be for, beside what the ledger has there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from db.figures.chains import MatrixCell
from db.index.columns import ProjectColumns
from geo.wording import term, tr
from ui.theme import Theme
from ui.widgets.plain_text import tooltip

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
_ROOT: Final = QModelIndex()


def cell_words(cell: MatrixCell | None, has_any: bool = False) -> str:
    """What a cell says in words; ``has_any``: the ledger has some that the filter leaves out."""
    if cell is None or not cell.count:
        if has_any:
            return tr("筛选后没有")
        return tr("台账中无项目") if cell is not None and cell.is_declared else ""
    return tr("{n}，推断 {inferred}", n=cell.count, inferred=cell.inferred) if cell.inferred else f"{cell.count:,}"


class MatrixModel(QAbstractTableModel):
    """The matrix: a row a park, a column an industry, both as the data has them."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.parks: tuple[int, ...] = ()
        self.industries: tuple[int, ...] = ()
        self._names: dict[tuple[str, int], str] = {}
        self._cells: dict[tuple[int, int], MatrixCell] = {}
        self._whole: set[tuple[int, int]] = set()

    def show_cells(self, cells: Sequence[MatrixCell], whole: Sequence[MatrixCell], columns: ProjectColumns) -> None:
        """Show the cells of these columns' parks and industries; ``whole`` are those of the whole ledger."""
        self.beginResetModel()
        self._cells = {(cell.park_id, cell.industry_id): cell for cell in cells}
        self._whole = {(cell.park_id, cell.industry_id) for cell in whole if cell.count}
        ids = {key: [int(id_) for id_ in columns.dimensions[key].ids] for key in ("park", "industry")}
        shown = {cell.park_id for cell in (*whole, *cells)}
        self.parks = tuple(id_ for id_ in ids["park"] if id_ in shown)
        self.industries = tuple(ids["industry"])
        self._names = {
            (key, int(id_)): name
            for key in ids
            for id_, name in zip(columns.dimensions[key].ids, columns.dimensions[key].names, strict=True)
        }
        self.endResetModel()

    def cell(self, row: int, column: int) -> MatrixCell | None:
        """One cell, if there is anything to say of it."""
        return self._cells.get((self.parks[row], self.industries[column]))

    def words_at(self, row: int, column: int) -> str:
        """What one cell says."""
        return cell_words(self.cell(row, column), (self.parks[row], self.industries[column]) in self._whole)

    def name_of(self, key: str, id_: int) -> str:
        """What a park or an industry is called."""
        return term(self._names[key, id_])

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: parks with projects or a declared industry."""
        return 0 if parent.isValid() else len(self.parks)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt: industries."""
        return 0 if parent.isValid() else len(self.industries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401
        """Qt: one cell."""
        cell = self.cell(index.row(), index.column())
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words_at(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = self._explain(index.row(), index.column(), cell)
            return tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: ANN401
        """Qt: the industry above, the park at the left."""
        is_across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            key, ids = ("industry", self.industries) if is_across else ("park", self.parks)
            return self.name_of(key, ids[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignHCenter if is_across else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _explain(self, row: int, column: int, cell: MatrixCell | None) -> str:
        place = f"{self.name_of('park', self.parks[row])} · {self.name_of('industry', self.industries[column])}"
        if cell is None:
            return place
        lines = [place, tr("文中写明以此为方向") if cell.is_declared else tr("文中未写明以此为方向")]
        lines.append(tr("台账有 {n} 项，其中推断到园区 {inferred} 项", n=cell.count, inferred=cell.inferred))
        return "\n".join(lines)


class MatrixDelegate(QStyledItemDelegate):
    """Paints a cell: a frame where an industry is declared, dashed where the ledger has nothing there."""

    def __init__(self, theme: Callable[[], Theme], parent: QTableView) -> None:
        """``theme`` is asked at each painting."""
        super().__init__(parent)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: what a cell looks like."""
        super().initStyleOption(option, index)
        cell = index.data(CELL_ROLE)
        token = "ink" if cell is not None and cell.count else "ink3"
        option.palette.setColor(option.palette.ColorRole.Text, self._theme().color(token))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one cell."""
        cell, theme, rect = index.data(CELL_ROLE), self._theme(), QRect(option.rect)
        frame = QRectF(rect).adjusted(4.5, 3.5, -4.5, -3.5)
        painter.save()
        if cell is not None and cell.is_declared:
            if cell.count:
                painter.fillRect(frame, theme.color("sel"))
            style = Qt.PenStyle.SolidLine if cell.count else Qt.PenStyle.DashLine
            painter.setPen(QPen(theme.color("ink3"), 1, style))
            painter.drawRect(frame)
        painter.restore()
        super().paint(painter, option, index)
        if cell is not None and cell.inferred:
            self._paint_dots(painter, rect, str(index.data()))

    def _paint_dots(self, painter: QPainter, rect: QRect, words: str) -> None:
        """Dot what is inferred, as everywhere."""
        theme = self._theme()
        painter.save()
        painter.setFont(theme.font(12))
        wide = painter.fontMetrics().horizontalAdvance(words)
        left, y = rect.center().x() - wide // 2, rect.center().y() + 8
        painter.setPen(QPen(theme.color("ink3"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(left, y, left + wide, y)
        painter.restore()


class MatrixTable(QTableView):
    """The matrix. A click, Space or Return on a cell asks for its projects.

    Signals:
        cell_pressed: park id and industry id of a cell with projects.
    """

    cell_pressed = Signal(object, object)

    def __init__(self, theme: Callable[[], Theme]) -> None:
        """Empty."""
        super().__init__()
        self.matrix = MatrixModel()
        self.setModel(self.matrix)
        self.setItemDelegate(MatrixDelegate(theme, self))
        self.setAccessibleName(tr("园区与产业"))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(28)
        self.verticalHeader().setMinimumWidth(200)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(120)
        self.horizontalHeader().setFixedHeight(28)
        self.clicked.connect(self._press)
        self.activated.connect(self._press)

    def show_cells(self, cells: Sequence[MatrixCell], whole: Sequence[MatrixCell], columns: ProjectColumns) -> None:
        """Show a matrix; ``whole`` is that of the whole ledger."""
        self.matrix.show_cells(cells, whole, columns)

    def _press(self, index: QModelIndex) -> None:
        cell = index.data(CELL_ROLE)
        if cell is not None and cell.count:
            self.cell_pressed.emit(cell.park_id, cell.industry_id)
