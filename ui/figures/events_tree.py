"""The announcements as a tree by year, those inside others under them, with what was published as bars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from db.figures.records import EventFigures
from db.money import figure_unit, format_figure
from geo.wording import tr
from ui.theme import Theme

EVENT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_BAR: Final = 5
_TITLES: Final = ("活动", "日期", "公布", "具名", "", "落到项目")
"""Of the columns; the fifth is headed by the unit of amounts."""
_HINTS: Final = (
    "",
    "点线：日期由上下文推定",
    "公布的项目数",
    "台账具名的项目数",
    "公布的金额",
    "外框：公布的金额；实心：落到具名项目的",
)
_WIDTHS: Final = (0, 84, 46, 42, 58, 66)
"""Least widths of the columns; those of words are as wide as their words."""
_WORDED: Final = (2, 4)
"""Columns that may say that nothing was published."""
_PADDING: Final = 16
_ROW: Final = 24
_NUMBERS: Final = (2, 3, 4)

Index = QModelIndex | QPersistentModelIndex


class EventsTree(QTreeView):
    """A list to choose an announcement from.

    Signals:
        event_chosen: id of an announcement.
    """

    event_chosen = Signal(object)

    def __init__(self, theme: Callable[[], Theme]) -> None:
        """Empty."""
        super().__init__()
        self.greatest_wan = 0
        self._model = QStandardItemModel(0, len(_TITLES), self)
        titles = [tr(title) if title else figure_unit() for title in _TITLES]
        self._model.setHorizontalHeaderLabels(titles)
        self.setModel(self._model)
        self.setAccessibleName(tr("活动"))
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setItemDelegate(_EventsDelegate(theme, self))
        self.setAllColumnsShowFocus(True)
        self.setIndentation(14)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setMinimumSectionSize(40)
        for column, width in enumerate(_WIDTHS):
            words = [titles[column], *([tr("未公布")] if column in _WORDED else [])]
            widest = max(map(self.fontMetrics().horizontalAdvance, words))
            header.resizeSection(column, max(width, widest + _PADDING))
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, hint in enumerate(_HINTS):
            self._model.setHeaderData(column, Qt.Orientation.Horizontal, tr(hint), Qt.ItemDataRole.ToolTipRole)
        for column in _NUMBERS:
            self._model.setHeaderData(
                column,
                Qt.Orientation.Horizontal,
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                Qt.ItemDataRole.TextAlignmentRole,
            )
        self.selectionModel().currentChanged.connect(self._on_selection_model_current_changed)

    @property
    def chosen(self) -> int | None:
        """The announcement the cursor is on."""
        event_id = self.currentIndex().siblingAtColumn(0).data(EVENT_ROLE)
        return None if event_id is None else int(event_id)

    def show_events(self, events: Sequence[EventFigures]) -> None:
        """Show announcements by year; the one that was chosen stays chosen, silently."""
        chosen = self.chosen
        self.blockSignals(True)
        self._model.removeRows(0, self._model.rowCount())
        self.greatest_wan = max((event.amount_wan or 0 for event in events), default=0)
        by_id = {event.id: event for event in events}
        inside = {inner for event in events for inner in event.contains}
        for year in dict.fromkeys((event.held_on or "")[:4] for event in events):
            tops = [event for event in events if (event.held_on or "")[:4] == year and event.id not in inside]
            if tops:
                self._model.appendRow(self._add_year(year, tops, by_id))
        self.expandAll()
        for row in range(self._model.rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
        self.choose(chosen)
        self.blockSignals(False)

    def choose(self, event_id: int | None) -> None:
        """Put the cursor on an announcement."""
        found = self._model.match(
            self._model.index(0, 0), EVENT_ROLE, event_id, 1, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        )
        if event_id is not None and found:
            self.setCurrentIndex(found[0])

    def _add_year(self, year: str, tops: Iterable[EventFigures], by_id: dict[int, EventFigures]) -> QStandardItem:
        item = QStandardItem(year or tr("日期未载"))
        item.setSelectable(False)
        for event in tops:
            item.appendRow(_build_row(event, by_id, frozenset()))
        return item

    def _on_selection_model_current_changed(self, current: QModelIndex) -> None:
        event_id = current.siblingAtColumn(0).data(EVENT_ROLE)
        if event_id is not None:
            self.event_chosen.emit(event_id)


def _build_row(event: EventFigures, by_id: dict[int, EventFigures], above: frozenset[int]) -> list[QStandardItem]:
    count = tr("未公布") if event.project_count is None else f"{event.project_count:,}"
    amount = tr("未公布") if event.amount_wan is None else format_figure(event.amount_wan)
    cells = [event.name, event.held_on or "", count, f"{len(event.named.ids):,}", amount, ""]
    items = [QStandardItem(cell) for cell in cells]
    for item in items:
        item.setData(event, Qt.ItemDataRole.UserRole)
        item.setData(event.id, EVENT_ROLE)
    for column in _NUMBERS:
        items[column].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    items[0].setToolTip(event.name)
    for inner in event.contains:
        if inner in by_id and inner not in above:  # containment that goes in circles ends here
            items[0].appendRow(_build_row(by_id[inner], by_id, above | {event.id}))
    return items


class _EventsDelegate(QStyledItemDelegate):
    """Paints the bars, dots an inferred date, and greys what was not published."""

    def __init__(self, theme: Callable[[], Theme], tree: EventsTree) -> None:
        super().__init__(tree)
        self._theme = theme
        self._tree = tree

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one cell."""
        super().paint(painter, option, index)
        event = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(event, EventFigures):
            rect: QRect = option.rect
            if index.column() == len(_TITLES) - 1:
                self._paint_bar(painter, QRectF(rect).adjusted(6, 0, -8, 0), event)
            elif index.column() == 1 and event.held_on_basis == "inferred" and event.held_on:
                self._paint_dots(painter, rect, event.held_on)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: as high as a row of the filter tree."""
        return QSize(super().sizeHint(option, index).width(), _ROW)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: what a cell looks like."""
        super().initStyleOption(option, index)
        theme = self._theme()
        if index.data() == tr("未公布"):
            option.palette.setColor(option.palette.ColorRole.Text, theme.color("ink3"))
        if index.data(EVENT_ROLE) is None:
            option.font.setWeight(option.font.Weight.DemiBold)

    def _paint_bar(self, painter: QPainter, rect: QRectF, event: EventFigures) -> None:
        if not event.amount_wan:
            return
        theme = self._theme()
        width = max(3.0, rect.width() * event.amount_wan / max(self._tree.greatest_wan, 1))
        frame = QRectF(rect.left(), rect.center().y() - _BAR, width, 2 * _BAR)
        painter.save()
        painter.setPen(QPen(theme.color("ink3"), 1))
        painter.drawRect(frame)
        filled = QRectF(frame)
        filled.setWidth(frame.width() * min(1.0, event.named.amount_wan / event.amount_wan))
        painter.fillRect(filled, theme.color("ink2"))
        painter.restore()

    def _paint_dots(self, painter: QPainter, rect: QRect, text: str) -> None:
        metrics = painter.fontMetrics()
        y = rect.center().y() + metrics.height() // 2 - 1
        painter.save()
        painter.setPen(QPen(self._theme().color("ink3"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(rect.left() + 3, y, rect.left() + 3 + metrics.horizontalAdvance(text), y)
        painter.restore()
