"""Paints the table's cells: glyph before the name, badges, a grey qualifier, and the mark of a contradiction.

All rows that are to be painted are painted in one go: asked cell by cell, by way of Qt's style and a delegate, a screen
of them takes three times as long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from db.index.columns import ProjectColumns
from db.search.match_spans import find_spans
from geo.wording import tr
from ui.cards.badges import Basis, paint_badge
from ui.industry_slots import IndustrySlots
from ui.table.table_columns import COLUMNS, NUMBERS, CellWords, amount_words
from ui.theme import Theme
from ui.widgets.glyphs import paint_glyph

PADDING = 8
WIDEST_CHARACTER = 14
"""Pixels no character of the table's font goes beyond: fewer than fit by that need no measuring."""

GLYPH_ROOM = 24
MOST_PICTURES = 64
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)
FAINT = ("未公布", "未载", "未归类", "未细分", "仅知在科学城")
"""What a cell says when there is nothing to say."""

NAME, GRADE, AMOUNT = (NUMBERS[key] for key in ("name", "grade", "amount_wan"))
BADGES = {"stated": Basis.STATED, "inferred": Basis.INFERRED}


class Column(NamedTuple):
    """A column as it stands in the view: its number in ``COLUMNS``, and pixels from the left."""

    number: int
    left: int
    width: int


@dataclass(slots=True)
class TableLook:
    """What all paintings of one table have in common.

    Attributes:
        columns: the projects.
        slots: the industries' symbols.
        sought: words to mark in the names, as written or by their sound.
        found: words to mark in every column of words.
        pictures: glyphs and badges on the grounds of rows.
    """

    columns: ProjectColumns
    slots: IndustrySlots
    sought: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    pictures: dict[tuple[object, ...], QPixmap] = field(default_factory=dict)


class CellPainting:
    """One painting of some rows.

    Args:
        painter: paints on the table.
        theme: its colours.
        look: what rows are painted from.
        words: what cells say.
        height: of a row, in pixels.
    """

    def __init__(self, painter: QPainter, theme: Theme, look: TableLook, words: CellWords, height: int) -> None:
        """Look everything up that all cells need."""
        self._painter, self._theme, self._look, self._words, self._height = painter, theme, look, words, height
        self._ratio = painter.device().devicePixelRatio()
        self._ink, self._ink3, self._line = (theme.color(token) for token in ("ink", "ink3", "line"))
        self._faint = frozenset(("–", *map(tr, FAINT)))
        painter.setFont(theme.font())
        self._metrics = painter.fontMetrics()

    def paint_row(
        self,
        top: int,
        row: int,
        columns: Sequence[Column],
        *,
        selected: bool = False,
        hovered: int | None = None,
        focused: int | None = None,
    ) -> None:
        """Paint one row.

        Args:
            top: pixels from the top of the view.
            row: in the columns of the ledger.
            columns: what is shown of it, from the left.
            selected: whether it is.
            hovered: number of the column under the pointer.
            focused: number of the column the keyboard is on.
        """
        left, right = columns[0].left, columns[-1].left + columns[-1].width
        if selected:
            self._painter.fillRect(left, top, right - left, self._height, self._theme.color("sel"))
        for column in columns:
            ground = "sel" if selected else "hover" if column.number == hovered else "surf"
            if ground == "hover":
                self._painter.fillRect(column.left, top, column.width, self._height, self._theme.color("hover"))
            self._paint_cell(column, top, row, ground)
        self._painter.fillRect(left, top + self._height - 1, right - left, 1, self._line)
        for column in columns:
            if selected and column.number == NAME:
                self._painter.fillRect(column.left, top, 2, self._height - 1, self._ink)
            if column.number == focused:
                self._painter.setPen(QPen(self._theme.color("focus"), 1))
                self._painter.setBrush(Qt.BrushStyle.NoBrush)
                self._painter.drawRect(column.left, top, column.width - 1, self._height - 1)

    def _paint_cell(self, column: Column, top: int, row: int, ground: str) -> None:
        inner = QRect(column.left + PADDING, top, column.width - 2 * PADDING, self._height)
        if column.number == NAME:
            self._paint_name(inner, row, ground)
        elif column.number == GRADE:
            self._paint_grade(inner, row, ground)
        elif column.number == AMOUNT:
            self._paint_amount(inner, row)
        else:
            self._paint_words(inner, self._words.text(COLUMNS[column.number].key, row), column.number)

    def _paint_name(self, rect: QRect, row: int, ground: str) -> None:
        columns, look, name = self._look.columns, self._look, self._words.text("name", row)
        glyph = self._glyph(int(look.slots.of_rows[row]), hollow=bool(columns.planned[row]), ground=ground)
        self._painter.drawPixmap(rect.left(), rect.top(), glyph)
        room = rect.adjusted(GLYPH_ROOM, 0, 0, 0)
        if columns.contradicted[row]:
            self._paint_conflict(room)
            room = room.adjusted(0, 0, -20, 0)
        if look.sought or look.found:
            sought = find_spans(name, look.sought, columns.text.readings) if look.sought else ()
            self._paint_marks(room, name, (*sought, *written_spans(name, look.found)))
        self._draw(room, name, self._ink)

    def _paint_marks(self, room: QRect, name: str, spans: Sequence[tuple[int, int]]) -> None:
        if not spans:
            return
        metrics = self._metrics
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        whole = len(name) if shown == name else len(shown) - 1
        for start, end in ((start, min(end, whole)) for start, end in spans if start < whole):
            left = room.left() + metrics.horizontalAdvance(name[:start])
            width = metrics.horizontalAdvance(name[start:end])
            height = metrics.height()
            mark = QRect(left, room.center().y() - height // 2 + 1, width, height)
            self._painter.fillRect(mark, self._theme.color("mark"))

    def _paint_grade(self, rect: QRect, row: int, ground: str) -> None:
        columns = self._look.columns
        grade = str(columns.dimensions["grade"].ids[columns.codes["grade"][row]])
        basis = Basis.MANUAL if columns.manual[row] else BADGES.get(grade)
        if basis is not None:
            self._painter.drawPixmap(rect.left(), rect.top(), self._badge(basis, ground))
        else:
            self._draw(rect, self._words.text("grade", row), self._ink3)

    def _paint_amount(self, rect: QRect, row: int) -> None:
        words = amount_words(self._look.columns, row)
        unknown = self._look.columns.amount_wan[row] < 0
        qualifier, _, figure = words.rpartition(" ")
        self._draw(rect, figure, self._ink3 if unknown else self._ink, right=True)
        if qualifier:
            room = rect.adjusted(0, 0, -self._metrics.horizontalAdvance(figure) - 4, 0)
            self._draw(room, qualifier, self._ink3, right=True)

    def _paint_conflict(self, room: QRect) -> None:
        painter, theme = self._painter, self._theme
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

    def _paint_words(self, rect: QRect, words: str, column: int) -> None:
        right = COLUMNS[column].numeric
        if self._look.found and not right:
            self._paint_marks(rect, words, written_spans(words, self._look.found))
        self._draw(rect, words, self._ink3 if words in self._faint else self._ink, right=right)

    def _draw(self, rect: QRect, words: str, ink: QColor, *, right: bool = False) -> None:
        if len(words) * WIDEST_CHARACTER > rect.width():
            words = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        self._painter.setPen(ink)
        self._painter.drawText(rect, RIGHT if right else LEFT, words)

    def _glyph(self, slot: int, *, hollow: bool, ground: str) -> QPixmap:
        key = ("glyph", slot, hollow, ground, self._theme.name, self._ratio)
        picture = self._look.pictures.get(key)
        if picture is None:
            picture = self._picture(key, GLYPH_ROOM, ground)
            painter, theme = QPainter(picture), self._theme
            paint_glyph(painter, slot, theme.industry_color(slot), self._center(9), 4.6, hollow=hollow)
            painter.end()
        return picture

    def _badge(self, basis: Basis, ground: str) -> QPixmap:
        key = ("badge", basis, ground, self._theme.name, self._ratio)
        picture = self._look.pictures.get(key)
        if picture is None:
            measured = self._picture((), 1, ground)
            painter = QPainter(measured)
            width = paint_badge(painter, self._center(0), basis, self._theme)
            painter.end()
            picture = self._picture(key, round(width), ground)
            painter = QPainter(picture)
            paint_badge(painter, self._center(0), basis, self._theme)
            painter.end()
        return picture

    def draw_pictures(self, ground: str) -> None:
        """Draw the glyphs and badges that rows on this ground are painted from, before the first of them is."""
        for slot in range(len(self._theme.industries)):
            for hollow in (False, True):
                self._glyph(slot, hollow=hollow, ground=ground)
        for basis in Basis:
            self._badge(basis, ground)

    def _center(self, x: float) -> QPointF:
        return QPointF(x, QRect(0, 0, 1, self._height).center().y() + 0.5)

    def _picture(self, key: tuple[object, ...], width: int, ground: str) -> QPixmap:
        """An empty picture as high as a row, kept under its key if it has one."""
        kept = self._look.pictures
        if len(kept) >= MOST_PICTURES:
            kept.clear()
        picture = QPixmap(round(width * self._ratio), round(self._height * self._ratio))
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(self._theme.color(ground))
        if key:
            kept[key] = picture
        return picture


def written_spans(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where words stand in a text as they are written, whatever their case; a longer word before a shorter one."""
    if not words:
        return ()
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return tuple(found.span() for found in re.finditer(pattern, text, re.IGNORECASE))
