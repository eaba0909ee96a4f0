"""Grids of toggle cells with words around them: the shorthand of stages, and bases and position in labelled rows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from db.filters import DIMENSION_TITLES, Filters
from db.index.facets import Facets
from db.schema import STAGES
from db.stage_groups import STAGE_GROUPS
from geo.wording import CHINESE, language, term, tr
from ui.filters.filter_cells import ToggleGrid, cells_per_row
from ui.widgets.plain_text import button_text, tooltip

_BASED = (("industry_basis", "产业"), ("park_basis", "园区"), ("position", "落图"))


class StageBox(QWidget):
    """One cell a stage, and below them one press for all before 开工, or all from it on."""

    chosen_changed = Signal(frozenset)

    def __init__(self) -> None:
        """Without stages yet."""
        super().__init__()
        self.grid = ToggleGrid(tr("阶段"), columns_per_row=cells_per_row())
        self._groups: dict[str, QPushButton] = {}
        self._chosen: frozenset[int | str] = frozenset()
        row = QHBoxLayout()
        row.setSpacing(4)
        for name in STAGE_GROUPS:
            button = QPushButton()
            button.setObjectName("shorthand")
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, name=name: self._on_group_clicked(name))
            self._groups[name] = button
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.grid)
        column.addLayout(row)
        self.grid.chosen_changed.connect(self.chosen_changed)

    def cell(self, stage: int | str) -> QPushButton:
        """The cell of a stage (tests and keyboard helpers)."""
        return self.grid.cell(stage)

    def group(self, name: str) -> QPushButton:
        """The button of a shorthand (tests and keyboard helpers)."""
        return self._groups[name]

    def show_results(self, filters: Filters, facets: Facets) -> None:
        """Show counts and choice; silent."""
        self._chosen = filters.chosen("stage")
        self.grid.show_values(facets["stage"], self._chosen)
        for name, button in self._groups.items():
            count = sum(value.count for value in facets["stage"] if value.id in STAGE_GROUPS[name])
            button.setText(button_text(f"{term(name)}  {count:,}"))
            button.setChecked(self._chosen == STAGE_GROUPS[name])
            button.setAccessibleName(tr("{name}：{n} 项", name=term(name), n=count))
            button.setToolTip(tooltip(self._definition(name)))

    def _definition(self, name: str) -> str:
        stages = tr("、").join(term(stage) for stage, _, _ in STAGES if stage in STAGE_GROUPS[name])
        return tr("{name}：走到最远的一步是{stages}；阶段未载的不计入", name=term(name), stages=stages)

    def _on_group_clicked(self, name: str) -> None:
        group = STAGE_GROUPS[name]
        self.chosen_changed.emit(frozenset() if self._chosen == group else group)


class BasisBox(QWidget):
    """What industry and park rest on, and whether there is a place on the map: one row of cells each."""

    chosen_changed = Signal(str, frozenset)

    def __init__(self) -> None:
        """Without values yet."""
        super().__init__()
        self.grids: Mapping[str, ToggleGrid] = {
            key: ToggleGrid(tr(DIMENSION_TITLES[key]), columns_per_row=cells_per_row()) for key, _ in _BASED
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (key, title) in enumerate(_BASED):
            words = QLabel(tr(title))
            words.setObjectName("caption")
            words.setBuddy(self.grids[key])
            if language() == CHINESE:
                grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(self.grids[key], row, 1)
            else:  # longer words leave no room beside them
                grid.addWidget(words, 2 * row, 0, 1, 2)
                grid.addWidget(self.grids[key], 2 * row + 1, 0, 1, 2)
            self.grids[key].chosen_changed.connect(lambda chosen, key=key: self.chosen_changed.emit(key, chosen))

    def show_results(self, filters: Filters, facets: Facets) -> None:
        """Show counts and choice; silent."""
        for key, grid in self.grids.items():
            grid.show_values(facets[key], filters.chosen(key))
