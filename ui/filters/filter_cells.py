"""Conditions as chips, and values as a grid of toggle cells."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSizePolicy, QWidget

from db.index.dimensions import shown_name
from db.index.facets import FacetValue
from db.money import format_money
from geo.wording import CHINESE, language, tr
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.plain_text import button_text, tooltip

MANY = 10_000


class ChipRow(QWidget):
    """The conditions in words, each removable."""

    removed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        """No conditions."""
        super().__init__(parent)
        self._parts: tuple[tuple[tuple[str, ...], str], ...] = ()
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 6, 0, 0)
        self.setVisible(False)

    def show_parts(self, parts: tuple[tuple[tuple[str, ...], str], ...]) -> None:
        """Show one chip a condition: (fields, words). A chip that is there says something else; nothing else moves."""
        if parts == self._parts:
            return
        self._parts = parts
        while self._flow.count() > len(parts):
            item = self._flow.takeAt(self._flow.count() - 1)
            if item is not None and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        for number, (_, words) in enumerate(parts):
            chip = self._chip(number)
            shown = chip.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 200)
            chip.setText(button_text(f"{shown}  ×"))
            chip.setToolTip(tooltip(tr("{words}（点击去掉）", words=words)))
            chip.setAccessibleName(tr("去掉条件：{words}", words=words))
        self._flow.invalidate()
        self.setVisible(bool(parts))

    def _chip(self, number: int) -> QPushButton:
        item = self._flow.itemAt(number)
        if item is not None and isinstance(kept := item.widget(), QPushButton):
            return kept
        chip = QPushButton(self)
        chip.setObjectName("chip")
        chip.clicked.connect(lambda _checked=False: self.removed.emit(self._parts[number][0]))
        self._flow.addWidget(chip)
        chip.show()
        return chip


def cells_per_row() -> int:
    """How many cells stand side by side in the panel: English words are longer."""
    return 3 if language() == CHINESE else 2


class ToggleGrid(QFrame):
    """Values as toggle cells with their counts; none pressed means all."""

    chosen_changed = Signal(frozenset)

    def __init__(self, name: str, columns_per_row: int, parent: QWidget | None = None) -> None:
        """``name`` is the accessible name of the group."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._most_per_row = self._per_row = columns_per_row
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2, 0, 0)
        self._grid.setSpacing(4)
        self._cells: dict[int | str, QPushButton] = {}
        self._shown: dict[int | str, FacetValue] = {}
        self._chosen: frozenset[int | str] = frozenset()

    def cell(self, value_id: int | str) -> QPushButton:
        """The cell of a value (tests and keyboard helpers)."""
        return self._cells[value_id]

    def show_values(self, values: Sequence[FacetValue], chosen: frozenset[int | str]) -> None:
        """Show values and choice; silent."""
        self._chosen = chosen
        # Great numbers need wider cells; the panel never becomes wider for them.
        per_row = max(2, self._most_per_row - (max((v.count for v in values), default=0) >= MANY))
        if [v.id for v in values] != list(self._cells) or per_row != self._per_row:
            self._per_row = per_row
            self._rebuild(values)
        for value in values:
            cell = self._cells[value.id]
            cell.setChecked(not chosen or value.id in chosen)
            if value == self._shown.get(value.id):
                continue
            self._shown[value.id] = value
            words = value_words(value)
            cell.setText(button_text(f"{shown_name(SHORT_NAMES.get(value.name, value.name))}  {value.count:,}"))
            cell.setToolTip(tooltip(words))
            cell.setAccessibleName(words)
            _grey(cell, none=not value.count)

    def _rebuild(self, values: Sequence[FacetValue]) -> None:
        for cell in self._cells.values():
            self._grid.removeWidget(cell)
            cell.deleteLater()
        self._cells, self._shown = {}, {}
        for number, value in enumerate(values):
            cell = QPushButton()
            cell.setObjectName("cell")
            cell.setCheckable(True)
            cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            cell.clicked.connect(lambda _checked=False, key=value.id: self._on_cell_clicked(key))
            self._grid.addWidget(cell, *divmod(number, self._per_row))
            self._cells[value.id] = cell

    def _on_cell_clicked(self, key: int | str) -> None:
        # From «all», the first press asks for this value only; after that each press adds or takes away.
        chosen = frozenset({key}) if not self._chosen else self._chosen ^ {key}
        self.chosen_changed.emit(frozenset() if len(chosen) == len(self._cells) else chosen)


def value_words(value: FacetValue) -> str:
    """A value with its count and the sum of what was published: `在建：12 项，Σ 105 亿元`."""
    words = tr("{name}：{n} 项", name=shown_name(value.name), n=value.count)
    return words + (
        tr("，Σ {amount}", amount=format_money(value.amount_wan)) if value.count > value.unpublished else ""
    )


def _grey(cell: QPushButton, *, none: bool) -> None:
    """Style what counts nothing; the style sheet looks at properties only when told to."""
    if cell.property("none") != none:
        cell.setProperty("none", none)
        cell.style().unpolish(cell)
        cell.style().polish(cell)


SHORT_NAMES = {"原文园区": "原文", "推断园区": "推断", "仅知在科学城": "仅全域", "自有坐标": "坐标"}
