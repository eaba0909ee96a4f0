"""The switch above the tree of industries: by which taxonomy they are told."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from db.taxonomies import Taxonomies
from geo.wording import tr
from ui.widgets.plain_text import button_text, tooltip

MOST_WIDTH = 72
"""Pixels for what a taxonomy without a year in its name is called."""


class TaxonomySwitch(QWidget):
    """One button a taxonomy, the one that is spoken pressed; hidden where there is nothing to choose."""

    wanted = Signal(str)

    def __init__(self, taxonomies: Taxonomies) -> None:
        """``wanted`` carries the label that filters carry: empty for the current taxonomy."""
        super().__init__()
        self._group = QButtonGroup(self)
        self._taxonomies = taxonomies
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 0, 2)
        row.setSpacing(0)
        words = QLabel(tr("分类"))
        words.setObjectName("caption")
        row.addWidget(words)
        row.addSpacing(8)
        for number, taxonomy in enumerate(taxonomies.listed):
            button = QPushButton()
            shown = button.fontMetrics().elidedText(taxonomy.label, Qt.TextElideMode.ElideRight, MOST_WIDTH)
            button.setText(button_text(shown))
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setAccessibleName(taxonomy.name)
            button.setToolTip(tooltip(tr("按“{name}”归类；项目在台账里的产业不变，经对照表折算", name=taxonomy.name)))
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._group.idClicked.connect(self._on_group_id_clicked)
        self.setVisible(len(taxonomies.listed) > 1)

    def button(self, label: str) -> QPushButton:
        """The button of a taxonomy (tests and keyboard helpers)."""
        found = self._group.button(self._taxonomies.labels.index(label or self._taxonomies.current))
        assert isinstance(found, QPushButton)
        return found

    def show_label(self, label: str) -> None:
        """Show which one is spoken; silent."""
        if self._taxonomies.listed:
            self.button(label).setChecked(True)

    def _on_group_id_clicked(self, number: int) -> None:
        self.wanted.emit(self._taxonomies.resolve(self._taxonomies.labels[number]))
