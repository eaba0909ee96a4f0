"""Paints the names at the left of a table that is scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QCursor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from ui.theme import Theme


def paint_pinned(table: QTableView, dirty: QRect, width: int, theme: Theme) -> None:
    """Paint the first column's cells over what lies under them, for the rows that are being painted.

    Args:
        table: the table, inside its paint event.
        dirty: what is being painted, in pixels of the viewport.
        width: how wide the names are.
        theme: whose colours are used.
    """
    painter = QPainter(table.viewport())
    painter.setClipRect(dirty)
    painter.fillRect(QRect(0, 0, width, table.viewport().height()), table.palette().base())
    pointer = table.viewport().mapFromGlobal(QCursor.pos())
    hovered = table.rowAt(pointer.y()) if table.viewport().underMouse() else -1
    first, last = table.rowAt(max(dirty.top(), 0)), table.rowAt(dirty.bottom())
    for place in range(first, (last if last >= 0 else table.model().rowCount() - 1) + 1) if first >= 0 else ():
        index = table.model().index(place, 0)
        option = QStyleOptionViewItem()
        option.rect = QRect(0, table.rowViewportPosition(place), width, table.rowHeight(place))
        option.state = QStyle.StateFlag.State_Enabled
        if table.selectionModel().isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        if place == hovered:
            option.state |= QStyle.StateFlag.State_MouseOver
        if table.hasFocus() and index == table.currentIndex():
            option.state |= QStyle.StateFlag.State_HasFocus
        table.itemDelegate().paint(painter, option, index)
    painter.setPen(theme.color("line2"))
    painter.drawLine(width - 1, 0, width - 1, table.viewport().height())
    painter.end()
