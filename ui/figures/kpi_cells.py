"""The KPIs above the stage board: each value with its variant, the rows it is made of, its sample, what was printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from db.figures.definitions import get_definition
from db.figures.indicators import Indicator
from db.figures.kpis import Kpi
from db.money import money_parts
from db.terms import qualified
from geo.wording import tr
from ui.figures.giving_way import GivingButton, GivingLabel
from ui.figures.stages_settings import kpi_variants
from ui.widgets.elided_link import ElidedLink
from ui.widgets.plain_text import button_text, tooltip

_GAP: Final = 8
_MONEY: Final = "亿元"


def value_words(kpi: Kpi) -> tuple[str, str]:
    """A KPI's value and its unit, as written; a dash where there is none."""
    if kpi.value is None:
        return "—", ""
    if kpi.definition.unit == _MONEY:
        return money_parts(int(kpi.value))
    if kpi.definition.unit == "%":
        return f"{kpi.value:.1f}", "%"
    return f"{kpi.value:,}", tr("项")


class KpiCell(QWidget):
    """One KPI.

    Signals:
        projects_wanted: ids of the projects behind a number.
        passage_wanted: a document's id and a place in it.
        variant_chosen: id of a definition.
    """

    projects_wanted = Signal(object)
    passage_wanted = Signal(str, int)
    variant_chosen = Signal(str)

    def __init__(self, variants: Sequence[str]) -> None:
        """Empty; the variants are ids of definitions."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chooser = self._build_chooser(variants)
        self.value = _label("figure")
        self.unit = _label("secondary")
        self.sample = GivingLabel("caption")
        self._parts = QHBoxLayout()
        self._parts.setSpacing(0)
        self._printed = QHBoxLayout()
        name = GivingLabel("section")
        name.show_words(tr(get_definition(variants[0]).name))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_row((name, self.chooser, None)))
        column.addLayout(_row((self.value, self.unit, self._parts, self.sample, None)))
        column.addLayout(self._printed)

    def show_kpi(self, kpi: Kpi, printed: Sequence[Indicator]) -> None:
        """Show a value of this KPI, by whichever variant, and the printed indicators that mean the same."""
        definition = kpi.definition
        self.chooser.show_words(tr(definition.variant))
        for action in self.chooser.menu().actions():
            action.setChecked(action.data() == definition.id)
        figure, unit = value_words(kpi)
        self.value.setText(figure)
        self.value.setObjectName("unknown" if kpi.value is None else "figure")
        self.value.style().polish(self.value)
        self.unit.setText(unit)
        _empty(self._parts)
        self._add_parts(kpi)
        self.sample.show_words(self._say_sample(kpi))
        _empty(self._printed)
        for indicator in printed:
            self._add_printed(indicator)
        self.unit.setVisible(bool(unit))
        told = tr("{name}（{variant}）：{words}", name=tr(definition.name), variant=tr(definition.variant),
                  words=tr(definition.words))  # fmt: skip
        self.setToolTip(tooltip(told))
        self.setAccessibleName(f"{told} {figure} {unit}".strip())

    def _say_sample(self, kpi: Kpi) -> str:
        if kpi.unpublished:
            return tr("{n:,} 项未公布，不代表全部", n=kpi.unpublished)
        return "" if kpi.reason else tr("样本 {n:,}，不代表全部", n=kpi.sample)

    def _add_parts(self, kpi: Kpi) -> None:
        if kpi.reason:
            reason = _label("secondary")
            reason.setText(tr(kpi.reason))
            self._parts.addWidget(reason)
            return
        if not kpi.definition.denominator:
            is_sum = kpi.definition.unit == _MONEY
            self._add_rows(kpi.numerator_ids, tr("{n:,} 项", n=len(kpi.numerator_ids)) if is_sum else tr("列出"))
            return
        self._add_rows(kpi.numerator_ids, f"{len(kpi.numerator_ids):,}")
        by = _label("secondary")
        by.setText("÷ ")
        self._parts.addWidget(by)
        self._add_rows(kpi.denominator_ids, f"{len(kpi.denominator_ids):,}")

    def _add_rows(self, ids: np.ndarray[tuple[int, ...], np.dtype[np.int64]], words: str) -> None:
        link = ElidedLink(words)
        link.setAccessibleName(tr("{words}：列出这些项目", words=words))
        link.setEnabled(bool(len(ids)))
        link.clicked.connect(lambda _checked=False: self.projects_wanted.emit(tuple(ids.tolist())))
        self._parts.addWidget(link)

    def _add_printed(self, indicator: Indicator) -> None:
        value = "" if indicator.value is None else f"{indicator.value:g}{indicator.unit}"
        words = tr(
            "公布 {value}（{period}），口径不同", value=qualified(indicator.qualifier, value), period=indicator.period
        )
        link = ElidedLink(words)
        link.setAccessibleDescription(tr("公布的比率与台账的样本口径不同，不相减"))
        if indicator.places:
            place = indicator.places[0]
            link.clicked.connect(partial(self._open, place.document_id, place.start))
        self._printed.addWidget(link, 1, Qt.AlignmentFlag.AlignLeft)

    def _open(self, document_id: str, start: int, _checked: bool = False) -> None:
        self.passage_wanted.emit(document_id, start)

    def _build_chooser(self, variants: Sequence[str]) -> GivingButton:
        chooser = GivingButton("variant")
        chooser.setAccessibleName(tr("{name}的口径", name=tr(get_definition(variants[0]).name)))
        menu, group = QMenu(chooser), QActionGroup(chooser)
        menu.setToolTipsVisible(True)
        for id_ in variants:
            definition = get_definition(id_)
            told = tr("{variant}：{words}", variant=tr(definition.variant), words=tr(definition.words))
            action = menu.addAction(button_text(told))
            action.setData(id_)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(partial(self._choose, id_))
        chooser.setMenu(menu)
        return chooser

    def _choose(self, definition_id: str, _checked: bool = False) -> None:
        self.variant_chosen.emit(definition_id)


class KpiCells(QWidget):
    """All KPIs, in as many columns as fit. Its signals are those of the cells."""

    projects_wanted = Signal(object)
    passage_wanted = Signal(str, int)
    variant_chosen = Signal(str)

    def __init__(self) -> None:
        """A cell for each KPI."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cells: Mapping[str, KpiCell] = {key: KpiCell(variants) for key, variants in kpi_variants().items()}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(10)
        self._columns = 0
        for cell in self.cells.values():
            cell.projects_wanted.connect(self.projects_wanted)
            cell.passage_wanted.connect(self.passage_wanted)
            cell.variant_chosen.connect(self.variant_chosen)
        self._arrange(4)

    def show_kpis(self, kpis: Sequence[Kpi], printed: Mapping[str, Sequence[Indicator]]) -> None:
        """Show a value in each cell.

        Args:
            kpis: One of each KPI.
            printed: Printed indicators by name.
        """
        for kpi in kpis:
            self.cells[kpi.definition.kpi].show_kpi(kpi, printed.get(kpi.definition.published, ()))
        self._wrap()

    def minimumSizeHint(self) -> QSize:
        """Qt: one cell wide; more is wrapped."""
        return QSize(self._least_width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: wrap."""
        super().resizeEvent(event)
        self._wrap()

    def _least_width(self) -> int:
        return max(cell.minimumSizeHint().width() for cell in self.cells.values())

    def _wrap(self) -> None:
        fitting = (self.width() + _GAP) // (self._least_width() + _GAP)
        self._arrange(next((columns for columns in (8, 4, 2) if columns <= fitting), 1))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, cell in enumerate(self.cells.values()):
            self._grid.addWidget(cell, *divmod(number, columns), Qt.AlignmentFlag.AlignTop)
        for column in range(len(self.cells)):
            self._grid.setColumnStretch(column, int(column < columns))


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _row(parts: Sequence[QWidget | QHBoxLayout | int | None]) -> QHBoxLayout:
    """Side by side; numbers are gaps, None the room that is left."""
    line = QHBoxLayout()
    line.setSpacing(3)
    for part in parts:
        if part is None:
            line.addStretch(1)
        elif isinstance(part, int):
            line.addSpacing(part)
        elif isinstance(part, QHBoxLayout):
            line.addLayout(part)
        else:
            line.addWidget(part)
    return line


def _empty(line: QHBoxLayout) -> None:
    while (item := line.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
