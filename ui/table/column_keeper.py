"""Keeps a table's columns as the layout says, and tells the layout what a person drags."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QTableView

from ui.table.table_columns import COLUMNS, NUMBERS
from ui.table.table_layout import TableLayout, TableSettings


class ColumnKeeper:
    """Stands between the sections of one table (``COLUMNS``) and the settings that are remembered."""

    def __init__(self, table: QTableView, settings: TableSettings) -> None:
        """Arrange the table now and whenever the settings change."""
        self._table, self._header, self._settings = table, table.horizontalHeader(), settings
        self._arranging = False
        self._shown = TableLayout(())
        self.show_layout(settings.layout)
        settings.layout_changed.connect(self.show_layout)
        self._header.sectionMoved.connect(self._on_header_section_moved)
        self._header.sectionResized.connect(self._on_header_section_resized)

    @property
    def layout(self) -> TableLayout:
        """How the columns stand."""
        return self._shown

    def show_layout(self, layout: TableLayout) -> None:
        """Let columns stand as a layout says; silent. What a person has just dragged stands already."""
        if layout == self._shown:
            return
        self._shown = layout
        with self._arrange():
            for visual, place in enumerate(layout.places):
                number = NUMBERS[place.key]
                self._header.moveSection(self._header.visualIndex(number), visual)
                self._table.setColumnHidden(number, not place.visible)
                self._table.setColumnWidth(number, place.width)
        self.give_rest_to_names()

    def give_rest_to_names(self) -> None:
        """Make the names as wide as the other columns leave room for, never narrower than they were set."""
        others = sum(self._table.columnWidth(number) for number in range(1, len(COLUMNS)))
        with self._arrange():
            rest = self._table.viewport().width() - others
            self._table.setColumnWidth(0, max(self._shown.place("name").width, rest))

    @contextmanager
    def _arrange(self) -> Iterator[None]:
        self._arranging = True
        try:
            yield
        finally:
            self._arranging = False

    def _on_header_section_moved(self) -> None:
        if self._arranging:
            return
        header = self._header
        if header.visualIndex(0) != 0:  # something was dropped before the names
            with self._arrange():
                header.moveSection(header.visualIndex(0), 0)
        self._take(self._shown.with_order(tuple(COLUMNS[header.logicalIndex(n)].key for n in range(header.count()))))

    def _on_header_section_resized(self, section: int, _before: int, width: int) -> None:
        if not self._arranging and width:
            self._take(self._shown.with_width(COLUMNS[section].key, width))

    def _take(self, layout: TableLayout) -> None:
        self._shown = layout
        self._settings.set_layout(layout)
