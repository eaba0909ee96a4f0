"""The table's heading: every sort key with its rank, the names always in sight, and the choice of columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from geo.wording import tr
from ui.state import Sort
from ui.table.table_columns import COLUMNS, LEAST_WIDTH, title_of
from ui.table.table_layout import TableLayout, TableSettings
from ui.theme import Theme

HEIGHT = 28
PADDING = 8
ARROW = 7


class TableHeader(QHeaderView):
    """Sections are ``COLUMNS``; the first stays in sight at the left when the others are scrolled away under it."""

    def __init__(self, theme: Callable[[], Theme], menu: Callable[[int, QPoint], None], parent: QWidget) -> None:
        """``menu`` opens the menu of a section at a global position; ``theme`` is asked at each painting."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._menu = menu
        self._keys: tuple[tuple[str, bool], ...] = ()
        self._pressed_pinned = False
        self.extends = False
        """Whether the last click was made with Shift: adds a key instead of replacing all."""
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(LEAST_WIDTH)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(tr("项目表的列"))

    @property
    def pinned_width(self) -> int:
        """Pixels at the left that show the names whatever is scrolled; 0 while nothing is, or where no room is left."""
        width = self.sectionSize(0)
        return width if self.offset() > 0 and width <= self.viewport().width() - 2 * LEAST_WIDTH else 0

    def show_sort(self, sort: Sort) -> None:
        """Show by which keys rows are ordered."""
        self._keys = sort.keys
        self.viewport().update()

    def reset(self) -> None:
        """Qt: the table has other rows. Its columns stay the same, so nothing is laid out or painted anew here."""

    def setSelectionModel(self, selection: QItemSelectionModel) -> None:
        """Qt: take an empty one instead: headings never look chosen, and asking whether one is goes over all rows."""
        before = cast("QItemSelectionModel | None", self.selectionModel())  # none before the first
        super().setSelectionModel(QItemSelectionModel(selection.model(), self))
        if before is not None and before.parent() is self:
            before.deleteLater()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Qt: paint one heading, and the arrow and rank of a sort key beside its words."""
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        keys = [key for key, _ in self._keys]
        if COLUMNS[section].key in keys:
            self._paint_key(painter, rect, section, keys.index(COLUMNS[section].key))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the headings, then the names' above what was scrolled under it."""
        super().paintEvent(event)
        if width := self.pinned_width:
            rect = QRect(0, 0, width, self.height())
            painter = QPainter(self.viewport())
            painter.fillRect(rect, self._theme().color("panel"))
            self.paintSection(painter, rect, 0)
            painter.setPen(self._theme().color("line2"))
            painter.drawLine(rect.topRight(), rect.bottomRight())
            painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: the pinned heading is pressed in place of the one that lies under it."""
        self._pressed_pinned = event.position().x() < self.pinned_width
        if not self._pressed_pinned:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: remember whether Shift was held; a click on the pinned heading is one on the names'."""
        self.extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not self._pressed_pinned:
            super().mouseReleaseEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton and event.position().x() < self.pinned_width:
            self.sectionClicked.emit(0)
        self._pressed_pinned = False
        self.extends = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt: offer how to sort by this column and which columns to show."""
        section = 0 if event.pos().x() < self.pinned_width else self.logicalIndexAt(event.pos())
        self._menu(max(section, 0), event.globalPos())

    def sizeHint(self) -> QSize:
        """Qt: one line."""
        return QSize(super().sizeHint().width(), HEIGHT)

    def _paint_key(self, painter: QPainter, rect: QRect, section: int, rank: int) -> None:
        theme, column = self._theme(), COLUMNS[section]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(10))
        number = str(rank + 1) if len(self._keys) > 1 else ""
        room = ARROW + (painter.fontMetrics().horizontalAdvance(number) + 2 if number else 0)
        words = self.fontMetrics().horizontalAdvance(title_of(column))
        inner = rect.width() - 2 * PADDING
        if column.numeric:
            left = rect.right() - PADDING - words - 4 - room
        else:
            left = rect.left() + PADDING + min(words + 4, inner - room)
        left = max(left, rect.left() + 2)
        painter.fillRect(QRect(left - 1, rect.top() + 4, room + 2, rect.height() - 8), theme.color("panel"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("ink"))
        painter.drawPolygon(_arrow(left, rect.center().y() + 1, down=self._keys[rank][1]))
        painter.setPen(theme.color("ink"))
        box = QRect(left + ARROW + 2, rect.top(), room, rect.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), number)
        painter.restore()


def _arrow(left: int, middle: float, *, down: bool) -> QPolygonF:
    tip, foot = (middle + 2.5, middle - 2) if down else (middle - 2.5, middle + 2)
    return QPolygonF([QPointF(left, foot), QPointF(left + ARROW, foot), QPointF(left + ARROW / 2, tip)])


def fill_columns_menu(menu: QMenu, settings: TableSettings) -> None:
    """Offer each column to be shown or hidden, in the order they stand, and the way back to how they stood at first."""
    titles = {column.key: title_of(column) for column in COLUMNS}
    for place in settings.layout.places:
        action = menu.addAction(titles[place.key])
        action.setCheckable(True)
        action.setChecked(place.visible)
        action.setEnabled(place.key != "name")
        action.setToolTip(tr("名称总在最左") if place.key == "name" else "")
        action.toggled.connect(
            lambda shown, key=place.key: settings.set_layout(settings.layout.with_visible(key, shown))
        )
    menu.addSeparator()
    reset = menu.addAction(tr("恢复默认的列(&R)"))
    reset.setEnabled(settings.layout != TableLayout())
    reset.triggered.connect(lambda: settings.set_layout(TableLayout()))


def fill_sort_menu(menu: QMenu, section: int, sort: Sort, wanted: Callable[[Sort], object]) -> None:
    """Offer to order by a column, alone or after the keys there are, and to return to the ledger's order."""
    key, title = COLUMNS[section].key, title_of(COLUMNS[section])
    for words, descending in ((tr("升序"), False), (tr("降序"), True)):
        action = menu.addAction(tr("按{title}{words}", title=title, words=words))
        action.triggered.connect(lambda _=False, descending=descending: wanted(Sort(key, descending)))
    add = menu.addAction(tr("加为下一排序键(&N)"))
    add.setToolTip(tr("也可按住 Shift 点列头"))
    add.setEnabled(bool(sort.keys) and key not in dict(sort.keys))
    add.triggered.connect(lambda: wanted(sort.extended(key, first_descending=COLUMNS[section].numeric)))
    plain = menu.addAction(tr("按台账原有顺序(&O)"))
    plain.setEnabled(bool(sort.keys))
    plain.triggered.connect(lambda: wanted(Sort()))
    menu.addSeparator()
