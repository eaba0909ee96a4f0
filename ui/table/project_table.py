"""The table of the result: rows to pick, columns to arrange, an order of several keys; names never scroll away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from db.index.columns import ProjectColumns
from db.search.text_search import split_words
from geo.frozen import frozen
from geo.wording import tr
from ui.industry_slots import IndustrySlots
from ui.state import Found, Results, Sort
from ui.table.cell_painting import NAME, CellPainting, Column, TableLook
from ui.table.column_keeper import ColumnKeeper
from ui.table.pinned_names import paint_pinned
from ui.table.scattered_rows import MOST_RUNS, ScatteredRows, runs_of
from ui.table.table_columns import COLUMNS, NUMBERS, title_of
from ui.table.table_header import TableHeader, fill_columns_menu, fill_sort_menu
from ui.table.table_layout import TableSettings
from ui.table.table_model import ProjectTableModel
from ui.theme import Theme

ROW_HEIGHT = 26


class ProjectTable(QTableView):
    """Shows the rows, emits which are selected and how they should be sorted."""

    selection_made = Signal(object)
    sort_wanted = Signal(object)

    def __init__(
        self,
        columns: ProjectColumns,
        slots: IndustrySlots,
        theme: Callable[[], Theme],
        settings: TableSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Build an empty table over the columns; ``settings`` say which are shown, and learn what is changed here."""
        super().__init__(parent)
        self._settings = settings or TableSettings(parent=self)
        self.fill_row_menu: Callable[[QMenu], None] = lambda menu: None
        """Puts what can be done with the selected rows into a menu."""
        self._theme = theme
        self._model = ProjectTableModel(columns, self)
        self._setting = False
        self._picked: Set[int] | None = None
        self._scattered: ScatteredRows | None = None
        self._sort = Sort()
        self._header = TableHeader(theme, self._open_menu, self)
        self.setHorizontalHeader(self._header)
        self.setModel(self._model)
        self.look = TableLook(columns, slots)
        _set_habits(self)
        self._keeper = ColumnKeeper(self, self._settings)
        self._header.sectionClicked.connect(self._on_header_section_clicked)
        # Scrolling moves pixels, the pinned names among them; they are painted anew where they belong.
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self._header.viewport().update())
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    @property
    def table_model(self) -> ProjectTableModel:
        """The model, for reading."""
        return self._model

    def set_columns(self, columns: ProjectColumns) -> None:
        """Show from these columns what comes next."""
        self._model.set_columns(columns)
        self.look.columns = columns

    def show_results(self, results: Found | Results, selection: Set[int]) -> None:
        """Show a result; silent."""
        self.look.sought = tuple(split_words(results.filters.text))
        self._picked = self._scattered = None
        self._model.set_rows(results.rows)
        self.executeDelayedItemsLayout()  # Qt would do so after painting, and paint all of it once more
        self.show_selection(selection)

    def show_found(self, words: Sequence[str]) -> None:
        """Mark these words wherever they stand in a shown cell."""
        self.look.found = tuple(words)
        self.viewport().update()

    def show_sort(self, sort: Sort) -> None:
        """Show by which columns rows are ordered; silent."""
        self._sort = sort
        self._model.set_sort(sort)
        self._header.show_sort(sort)

    def show_selection(self, selection: Set[int], current_id: int | None = None) -> bool:
        """Select exactly the shown rows of these projects; silent. The current one is scrolled into sight.

        Returns:
            Whether there is anything to paint: not where the rows were picked here.
        """
        if self._scattered is None and selection == self._picked and self._model.is_at(self.currentIndex(), current_id):
            return False
        self._picked = None
        places = self._model.places_of(selection)
        column = max(self.currentIndex().column(), 0)
        self._setting = True
        runs = runs_of(places)
        known, count = self._scattered, self._model.rowCount()
        self._scattered = ScatteredRows.at(places, count, known) if len(runs) > MOST_RUNS else None
        try:
            chosen = _ranges(self._model, runs if self._scattered is None else ())
            self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.viewport().update()
            current = self._model.places_of([current_id]) if current_id is not None else places[:1]
            if len(current):
                index = self._model.index(int(current[0]), column)
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
                self.scrollTo(index)
        finally:
            self._setting = False
        return True

    def go_to(self, place: int, column: int) -> None:
        """Pick one row, as a click on this cell would."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._model.index(place, column), flags)

    def selected_places(self) -> npt.NDArray[np.int64]:
        """Ascending table rows that are selected."""
        if self._scattered is not None:
            return self._scattered.places
        selection = self.selectionModel().selection()
        ranges = [np.arange(r.top(), r.bottom() + 1) for r in (selection.at(n) for n in range(selection.count()))]
        places = np.sort(np.concatenate([np.empty(0, np.int64), *ranges]))
        return places[np.diff(places, prepend=-1) > 0]  # numpy.unique reads in masked arrays when first called: 10 ms

    def selected_tsv(self) -> str:
        """The selected rows as tab-separated text with a header line: the shown columns, as they stand."""
        numbers = [NUMBERS[key] for key in self._keeper.layout.visible]
        lines = ["\t".join(title_of(COLUMNS[number]) for number in numbers)]
        for place in self.selected_places().tolist():
            cells = (self._model.text_at(place, number) for number in numbers)
            lines.append("\t".join(" ".join(cell.split()) for cell in cells))
        return "\n".join(lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: names take what the other columns leave, and are never squeezed to nothing."""
        super().resizeEvent(event)
        self._keeper.give_rest_to_names()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the cells, then the names above what was scrolled under them."""
        painter, dirty = QPainter(self.viewport()), event.rect()
        painting = CellPainting(painter, self._theme(), self.look, self._model.words, ROW_HEIGHT)
        spots = _Spots.of(self)
        first, last = self.rowAt(max(dirty.top(), 0)), self.rowAt(dirty.bottom())
        rows = range(first, (last if last >= 0 else self._model.rowCount() - 1) + 1) if first >= 0 else range(0)

        def paint_rows(columns: Sequence[Column]) -> None:
            for place in rows if columns else ():
                index, scattered = self._model.index(place, NAME), self._scattered
                selected = self.selectionModel().isSelected(index) if scattered is None else place in scattered
                painting.paint_row(
                    self.rowViewportPosition(place), self._model.row_at(place), columns, selected=selected,
                    hovered=spots.hovered_in(place), focused=spots.focused_in(place),
                )  # fmt: skip

        paint_rows(_columns_in(self._header, dirty))
        if width := self._header.pinned_width:
            paint_pinned(self, painter, width, self._theme(), paint_rows)
        painter.end()

    def indexAt(self, pos: QPoint) -> QModelIndex:
        """Qt: which cell is seen at a position; pinned names cover what lies under them."""
        if pos.x() < self._header.pinned_width:
            return self._model.index(self.rowAt(pos.y()), 0)
        return super().indexAt(pos)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Qt: bring a cell into sight, out from under the pinned names; those are always in sight themselves."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() == 0:
            bar.setValue(before)
        elif (hidden := self._header.pinned_width - self.columnViewportPosition(index.column())) > 0:
            bar.setValue(bar.value() - hidden)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: copy takes the selected rows as tab-separated text with a header."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt: what can be done with the selected rows; the menu key adds the column's menu, to sort without a mouse."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex()
        place = self.visualRect(index).bottomLeft() if index.isValid() else QPoint()
        position = self.viewport().mapToGlobal(place) if by_key else event.globalPos()
        self._open_menu(max(index.column(), 0) if by_key else None, position, rows=True)

    def _open_menu(self, section: int | None, position: QPoint, *, rows: bool = False) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        if rows:
            copy = menu.addAction(tr("复制(&C)"), self._copy)
            copy.setEnabled(bool(len(self.selected_places())))
            self.fill_row_menu(menu)
            menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        if section is None:
            menu.popup(position)
            return
        fill_sort_menu(menu, section, self._sort, self.sort_wanted.emit)
        fill_columns_menu(menu, self._settings)
        menu.popup(position)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.selected_tsv())

    def _on_selection_changed(self) -> None:
        if not self._setting:
            scattered, self._scattered = self._scattered, None
            if scattered and QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier:
                scattered.join(
                    self.selected_places(), dragged=self.state() == QAbstractItemView.State.DragSelectingState
                )
                self._scattered = scattered  # Qt was not told of the others, which stay
            self._picked = self._model.ids_at(self.selected_places())
            self.selection_made.emit(self._picked)

    def _on_header_section_clicked(self, section: int) -> None:
        # Numbers are asked for largest first.
        column = COLUMNS[section]
        following = self._sort.extended if self._header.extends else self._sort.replaced
        self.sort_wanted.emit(following(column.key, first_descending=column.numeric))


def _set_habits(table: QTableView) -> None:
    table.setObjectName("projects")
    table.setAccessibleName(tr("项目表"))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setMouseTracking(True)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)


@frozen
class _Spots:
    """The cells under the pointer and under the keyboard: row of the table and column; None for none."""

    hovered: tuple[int, int] | None
    focused: tuple[int, int] | None

    @classmethod
    def of(cls, table: ProjectTable) -> _Spots:
        viewport, current = table.viewport(), table.currentIndex()
        under = table.indexAt(viewport.mapFromGlobal(QCursor.pos())) if viewport.underMouse() else QModelIndex()
        return cls(
            (under.row(), under.column()) if under.isValid() else None,
            (current.row(), current.column()) if current.isValid() and table.hasFocus() else None,
        )

    def hovered_in(self, place: int) -> int | None:
        return self.hovered[1] if self.hovered and self.hovered[0] == place else None

    def focused_in(self, place: int) -> int | None:
        return self.focused[1] if self.focused and self.focused[0] == place else None


def _columns_in(header: QHeaderView, dirty: QRect) -> list[Column]:
    """The columns that are shown between the sides of a rectangle, from the left."""
    numbers = (header.logicalIndex(place) for place in range(header.count()))
    shown = (
        Column(number, header.sectionViewportPosition(number), header.sectionSize(number))
        for number in numbers
        if not header.isSectionHidden(number)
    )
    return [each for each in shown if each.left <= dirty.right() and each.left + each.width > dirty.left()]


def _ranges(model: ProjectTableModel, runs: Iterable[tuple[int, int]]) -> QItemSelection:
    selection = QItemSelection()
    last = len(COLUMNS) - 1
    for first_row, last_row in runs:
        selection.select(model.index(first_row, 0), model.index(last_row, last))
    return selection
