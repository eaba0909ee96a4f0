"""The indicators in groups: actual beside aimed at, qualifiers in grey, documents to open, contradictions marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from db.figures.indicator_table import Group
from db.figures.indicators import Indicator
from db.figures.small_pictures import number_words
from geo.frozen import frozen
from geo.wording import term, tr
from ui.theme import Theme
from ui.widgets.plain_text import tooltip

INDICATOR_ROLE: Final = Qt.ItemDataRole.UserRole + 1
NAME, ACTUAL, TARGET, UNIT, WHERE, SOURCE = range(6)
_WIDTHS: Final = (0, 88, 84, 56, 92, 76)
"""Least widths of the columns; none is narrower than its heading."""
_LEAST_NAME: Final = 200
_ROW: Final = 24
_PAD: Final = 6
_GAP: Final = 8

Index = QModelIndex | QPersistentModelIndex


@frozen
class Word:
    """Some words of a cell.

    Attributes:
        text: The words.
        token: Colour of the theme.
        dotted: Underlined with dots: our reading.
    """

    text: str
    token: str = "ink"
    dotted: bool = False


class IndicatorsTree(QTreeView):
    """A table of indicators under headings.

    Signals:
        passage_wanted: a document's id and a place in it.
    """

    passage_wanted = Signal(str, int)

    def __init__(self, numbers: Mapping[str, int], theme: Callable[[], Theme]) -> None:
        """Empty; ``numbers`` are those of documents, by id."""
        super().__init__()
        self._numbers = numbers
        self._by_scope = True
        self._model = QStandardItemModel(0, len(_WIDTHS), self)
        self.setModel(self._model)
        self.setAccessibleName(tr("指标"))
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_IndicatorsDelegate(theme, self))
        self._lay_out_header()

    def show_groups(self, groups: Sequence[Group], *, by_scope: bool) -> None:
        """Show indicators under the scopes or the periods they are of."""
        self._by_scope = by_scope
        self._model.removeRows(0, self._model.rowCount())
        where = tr("时期") if by_scope else tr("范围")
        titles = (tr("指标"), tr("实际"), tr("目标、预计"), tr("计量单位"), where, tr("依据"))
        self._model.setHorizontalHeaderLabels(list(titles))
        for column in (ACTUAL, TARGET):
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            self._model.setHeaderData(column, Qt.Orientation.Horizontal, side, Qt.ItemDataRole.TextAlignmentRole)
        for group in groups:
            head = QStandardItem(tr("{title}　{n}", title=self._title(group), n=len(group.rows)))
            head.setSelectable(False)
            for indicator in group.rows:
                head.appendRow(self._build_row(indicator))
            self._model.appendRow(head)
        self.expandAll()
        for row in range(self._model.rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)

    def indicator_at(self, index: Index) -> Indicator | None:
        """The indicator of a row; None for a heading."""
        found = index.data(INDICATOR_ROLE)
        return found if isinstance(found, Indicator) else None

    def words_of(self, indicator: Indicator, column: int) -> tuple[Word, ...]:
        """What stands in a cell, from left to right."""
        if column == NAME:
            return tuple(_name_words(indicator))
        if column in (ACTUAL, TARGET):
            return _value_words(indicator, is_own=(indicator.kind == "actual") == (column == ACTUAL), column=column)
        if column == UNIT:
            return (Word(indicator.unit, "ink2"),)
        if column == WHERE and not self._by_scope:
            return (Word(indicator.scope or tr("未写明"), "ink2"),)
        if column == WHERE:
            return (Word(indicator.period or tr("未写明"), "ink2", indicator.period_basis == "inferred"),)
        return tuple(Word(tr("文 {number}", number=self._numbers.get(id_, "?")), "link") for id_ in _starts(indicator))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens the first document of the row."""
        indicator = self.indicator_at(self.currentIndex())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and indicator and indicator.places:
            self.passage_wanted.emit(*next(iter(_starts(indicator).items())))
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: a hand over what opens something."""
        over = self._document_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: open the document under the pointer."""
        super().mouseReleaseEvent(event)
        place = self._document_at(event.position().toPoint())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.passage_wanted.emit(*place)

    def _document_at(self, at: QPoint) -> tuple[str, int] | None:
        index = self.indexAt(at)
        indicator = self.indicator_at(index)
        if indicator is None or index.column() != SOURCE:
            return None
        x = self.visualRect(index).left() + _PAD
        for place, word in zip(_starts(indicator).items(), self.words_of(indicator, SOURCE), strict=True):
            width = self.fontMetrics().horizontalAdvance(word.text)
            if x <= at.x() <= x + width:
                return place
            x += width + _GAP
        return None

    def _title(self, group: Group) -> str:
        if group.title:
            return group.title
        return tr("范围未写明") if self._by_scope else tr("时期未写明")

    def _build_row(self, indicator: Indicator) -> list[QStandardItem]:
        items = [
            QStandardItem(" ".join(word.text for word in self.words_of(indicator, column)))
            for column in range(len(_WIDTHS))
        ]
        for item in items:
            item.setData(indicator, INDICATOR_ROLE)
        tips = [indicator.name, indicator.note]
        if indicator.is_contradicted:
            tips.append(tr("几篇报道的说法不同，见“疑同与矛盾”"))
        items[NAME].setToolTip(tooltip("\n".join(filter(None, tips))))
        return items

    def _lay_out_header(self) -> None:
        self.show_groups((), by_scope=True)
        header = self.header()
        header.setMinimumSectionSize(40)
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        widths = [max(width, self._heading_width(column)) for column, width in enumerate(_WIDTHS)]
        for column, width in enumerate(widths[1:], 1):
            header.resizeSection(column, width)
        self.setMinimumWidth(_LEAST_NAME + sum(widths[1:]))

    def _heading_width(self, column: int) -> int:
        words = str(self._model.headerData(column, Qt.Orientation.Horizontal))
        return self.fontMetrics().horizontalAdvance(words) + 2 * _PAD + _GAP if column else 0


def _starts(indicator: Indicator) -> dict[str, int]:
    """Where each document prints it, the first place of each."""
    starts: dict[str, int] = {}
    for place in indicator.places:
        starts.setdefault(place.document_id, place.start)
    return starts


def _name_words(indicator: Indicator) -> Iterator[Word]:
    yield Word(indicator.name)
    if indicator.is_contradicted:
        yield Word(tr("说法不一"), "warn")
    if indicator.note:
        yield Word(indicator.note, "ink3")


def _value_words(indicator: Indicator, *, is_own: bool, column: int) -> tuple[Word, ...]:
    if not is_own:
        return (Word(tr("无实际值"), "ink3"),) if column == ACTUAL else ()
    number = number_words(indicator)
    printed = indicator.value_text if indicator.value is not None else ""
    # 千亿级 is printed as a whole: the qualifier is the number there.
    before = "" if indicator.qualifier in number else term(indicator.qualifier)
    return (*(Word(word, "ink3") for word in (printed, before) if word), Word(number))


class _IndicatorsDelegate(QStyledItemDelegate):
    """Paints words of several colours in a cell."""

    def __init__(self, theme: Callable[[], Theme], tree: IndicatorsTree) -> None:
        super().__init__(tree)
        self._theme, self._tree = theme, tree

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one cell."""
        super().paint(painter, option, index)
        indicator = self._tree.indicator_at(index)
        theme = self._theme()
        rect: QRect = option.rect
        painter.save()
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if indicator is not None:
            words = self._tree.words_of(indicator, index.column())
            self._paint_words(painter, rect, words, is_right=index.column() in (ACTUAL, TARGET))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: as high as a row of the other tables."""
        return QSize(super().sizeHint(option, index).width(), _ROW)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: the ground only; the words are painted by `paint`."""
        super().initStyleOption(option, index)
        if self._tree.indicator_at(index) is None:
            option.font.setWeight(option.font.Weight.DemiBold)
        else:
            option.text = ""

    def _paint_words(self, painter: QPainter, rect: QRect, words: Sequence[Word], *, is_right: bool) -> None:
        metrics = QFontMetrics(painter.font())
        whole = sum(map(metrics.horizontalAdvance, (word.text for word in words))) + _GAP // 2 * (len(words) - 1)
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        if is_right and whole < room.width():
            room.setLeft(room.right() - whole)
        gap = _GAP // 2 if is_right else _GAP
        for word in words:
            if room.width() <= 0:
                return
            text = metrics.elidedText(word.text, Qt.TextElideMode.ElideRight, room.width())
            painter.setPen(self._theme().color(word.token))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
            if word.dotted:
                self._paint_dots(painter, room, metrics, metrics.horizontalAdvance(text))
            room.setLeft(room.left() + metrics.horizontalAdvance(text) + gap)

    def _paint_dots(self, painter: QPainter, room: QRect, metrics: QFontMetrics, width: int) -> None:
        y = room.center().y() + metrics.height() // 2 - 1
        color: QColor = self._theme().color("ink3")
        painter.setPen(QPen(color, 1, Qt.PenStyle.DotLine))
        painter.drawLine(room.left(), y, room.left() + width, y)
