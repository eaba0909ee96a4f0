"""Paints the names at the left of a table that is scrolled sideways."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTableView

from ui.table.cell_painting import NAME, Column
from ui.theme import Theme


def paint_pinned(
    table: QTableView, painter: QPainter, width: int, theme: Theme, paint_rows: Callable[[tuple[Column, ...]], None]
) -> None:
    """Paint the first column's cells over what lies under them.

    Args:
        table: the table, inside its paint event.
        painter: paints on its viewport.
        width: how wide the names are.
        theme: whose colours are used.
        paint_rows: paints some columns of the rows that are being painted.
    """
    height = table.viewport().height()
    painter.fillRect(QRect(0, 0, width, height), table.palette().base())
    paint_rows((Column(NAME, 0, width),))
    painter.setPen(theme.color("line2"))
    painter.drawLine(width - 1, 0, width - 1, height)
