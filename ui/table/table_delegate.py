"""Paints the table's cells: glyph before the name, badges, a grey qualifier, and the mark of a contradiction."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.index.columns import ProjectColumns
from db.search.match_spans import find_spans
from geo.wording import tr
from ui.cards.badges import Basis, paint_badge
from ui.industry_slots import IndustrySlots
from ui.table.table_columns import COLUMNS, NUMBERS, amount_words
from ui.table.table_model import ProjectTableModel
from ui.theme import Theme
from ui.widgets.glyphs import paint_glyph

Index = QModelIndex | QPersistentModelIndex
PADDING = 8
WIDEST_CHARACTER = 14
"""Pixels no character of the table's font goes beyond: fewer than fit by that need no measuring."""

LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)
FAINT = ("未公布", "未载", "未归类", "未细分", "仅知在科学城")
"""What a cell says when there is nothing to say."""

NAME, GRADE, AMOUNT = (NUMBERS[key] for key in ("name", "grade", "amount_wan"))
BADGES = {"stated": Basis.STATED, "inferred": Basis.INFERRED}


class TableDelegate(QStyledItemDelegate):
    """One delegate for all columns of the project table."""

    def __init__(
        self, columns: ProjectColumns, slots: IndustrySlots, theme: Callable[[], Theme], parent: QObject | None = None
    ) -> None:
        """``theme`` is asked at each painting."""
        super().__init__(parent)
        self._columns = columns
        self._slots = slots
        self._theme = theme
        self._sought: tuple[str, ...] = ()
        self._found: tuple[str, ...] = ()
        self._faint = frozenset(("–", *map(tr, FAINT)))

    def set_columns(self, columns: ProjectColumns) -> None:
        """Paint from these columns."""
        self._columns = columns

    def show_sought(self, words: Sequence[str]) -> None:
        """Mark in the names from now on where they contain these words, as written or by their sound."""
        self._sought = tuple(words)

    def show_found(self, words: Sequence[str]) -> None:
        """Mark these words in every column of words from now on."""
        self._found = tuple(words)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: paint one cell. Looks at the model itself: a screenful of cells asked for by role takes twice as long."""
        theme, model, column = self._theme(), cast("ProjectTableModel", index.model()), index.column()
        row = model.row_at(index.row())
        rect: QRect = option.rect
        font = theme.font()
        if painter.font() != font:
            painter.setFont(font)
        self._paint_ground(painter, option, rect, column, theme)
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        if column == NAME:
            self._paint_name(painter, inner, row, model.words.text("name", row), theme)
        elif column == GRADE:
            self._paint_grade(painter, inner, row, model.words.text("grade", row), theme)
        elif column == AMOUNT:
            self._paint_amount(painter, inner, row, theme)
        else:
            self._paint_words(painter, inner, model.words.text(COLUMNS[column].key, row), column, theme)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, column: int, theme: Theme
    ) -> None:
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("sel"))
            if column == NAME:
                painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), theme.color("ink"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))

    def _paint_name(self, painter: QPainter, rect: QRect, row: int, name: str, theme: Theme) -> None:
        slot = int(self._slots.of_rows[row])
        center = QPointF(rect.left() + 9, rect.center().y() + 0.5)
        hollow = bool(self._columns.planned[row])
        paint_glyph(painter, slot, theme.industry_color(slot), center, 4.6, hollow=hollow)
        room = rect.adjusted(24, 0, 0, 0)
        if self._columns.contradicted[row]:
            self._paint_conflict(painter, room, theme)
            room = room.adjusted(0, 0, -20, 0)
        sought = find_spans(name, self._sought, self._columns.text.readings) if self._sought else ()
        self._paint_marks(painter, room, name, (*sought, *written_spans(name, self._found)), theme)
        self._draw(painter, room, name, theme, "ink")

    def _paint_marks(
        self, painter: QPainter, room: QRect, name: str, spans: Sequence[tuple[int, int]], theme: Theme
    ) -> None:
        if not spans:
            return
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        whole = len(name) if shown == name else len(shown) - 1
        for start, end in ((start, min(end, whole)) for start, end in spans if start < whole):
            left = room.left() + metrics.horizontalAdvance(name[:start])
            width = metrics.horizontalAdvance(name[start:end])
            height = metrics.height()
            painter.fillRect(QRect(left, room.center().y() - height // 2 + 1, width, height), theme.color("mark"))

    def _paint_grade(self, painter: QPainter, rect: QRect, row: int, words: str, theme: Theme) -> None:
        grade = str(self._columns.dimensions["grade"].ids[self._columns.codes["grade"][row]])
        if self._columns.manual[row]:
            paint_badge(painter, QPointF(rect.left(), rect.center().y() + 0.5), Basis.MANUAL, theme)
        elif grade in BADGES:
            paint_badge(painter, QPointF(rect.left(), rect.center().y() + 0.5), BADGES[grade], theme)
        else:
            self._draw(painter, rect, words, theme, "ink3")

    def _paint_amount(self, painter: QPainter, rect: QRect, row: int, theme: Theme) -> None:
        words = amount_words(self._columns, row)
        unknown = self._columns.amount_wan[row] < 0
        qualifier, _, figure = words.rpartition(" ")
        self._draw(painter, rect, figure, theme, "ink3" if unknown else "ink", right=True)
        room = rect.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(figure) - 4, 0)
        if qualifier:
            self._draw(painter, room, qualifier, theme, "ink3", right=True)

    def _paint_conflict(self, painter: QPainter, room: QRect, theme: Theme) -> None:
        box = QRectF(room.right() - 15, room.center().y() - 7, 15, 15)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("warnedge"), 1))
        painter.setBrush(theme.color("warnbg"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.color("warn"))
        painter.setFont(theme.font(11))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "≠")
        painter.setFont(theme.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_words(self, painter: QPainter, rect: QRect, words: str, column: int, theme: Theme) -> None:
        faint = words in self._faint
        right = COLUMNS[column].numeric
        if not right:
            self._paint_marks(painter, rect, words, written_spans(words, self._found), theme)
        self._draw(painter, rect, words, theme, "ink3" if faint else "ink", right=right)

    def _draw(
        self, painter: QPainter, rect: QRect, words: str, theme: Theme, token: str, *, right: bool = False
    ) -> None:
        painter.setPen(theme.color(token))
        if len(words) * WIDEST_CHARACTER > rect.width():
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, RIGHT if right else LEFT, words)


def written_spans(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where words stand in a text as they are written, whatever their case; a longer word before a shorter one."""
    if not words:
        return ()
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return tuple(found.span() for found in re.finditer(pattern, text, re.IGNORECASE))
