"""KPIs broken down: a row for each industry, park, announcement or year, a column for each KPI."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from db.figures.definitions import Definition
from db.figures.kpis import Kpi, KpiPart
from db.index.dimensions import DimensionId, shown_name
from db.money import figure_unit, format_figure
from geo.frozen import frozen
from geo.wording import tr
from ui.figures.stages_settings import GROUP_TITLES
from ui.widgets.plain_text import tooltip

Index = QModelIndex | QPersistentModelIndex
_MONEY: Final = "亿元"
_ROOT: Final = QModelIndex()
ID_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1


@frozen
class KpiGroups:
    """KPIs by the values of one dimension.

    Attributes:
        dimension: One of `GROUP_TITLES`.
        definitions: How each column is worked out.
        parts: By definition id.
    """

    dimension: str
    definitions: tuple[Definition, ...]
    parts: Mapping[str, tuple[KpiPart, ...]]
    find: Callable[[Definition, DimensionId], Kpi] | None = None
    """Works one cell out with its projects."""


def definition_words(definition: Definition) -> str:
    """How a KPI is worked out."""
    return tr("{variant}：{words}", variant=tr(definition.variant), words=tr(definition.words))


def part_words(definition: Definition, part: KpiPart | None) -> str:
    """One cell: a ratio always with what is divided by what."""
    if part is None or part.value is None:
        return tr("不能计算") if definition.missing else "—"
    if definition.unit == _MONEY:
        return format_figure(int(part.value)) if part.numerator > part.unpublished else tr("未公布")
    if definition.unit == "%":
        return f"{part.value:.1f}%　{part.numerator:,} ÷ {part.denominator:,}"
    return f"{part.value:,}"


class KpiTableModel(QAbstractTableModel):
    """The broken down KPIs."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._groups = KpiGroups("", (), {})
        self._rows: list[tuple[DimensionId, str]] = []
        self._cells: dict[tuple[str, DimensionId], KpiPart] = {}

    def show_groups(self, groups: KpiGroups) -> None:
        """Show other ones."""
        self.beginResetModel()
        self._groups = groups
        self._rows = list({part.id: part.name for parts in groups.parts.values() for part in parts}.items())
        self._cells = {(key, part.id): part for key, parts in groups.parts.items() for part in parts}
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: values with projects."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt: the value, then KPIs."""
        return 0 if parent.isValid() else 1 + len(self._groups.definitions)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401
        """Qt: one cell."""
        id_, name = self._rows[index.row()]
        if role == ID_ROLE:
            return id_
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if index.column() == 0:
            return shown_name(str(name)) if role == Qt.ItemDataRole.DisplayRole else None
        definition = self._groups.definitions[index.column() - 1]
        part = self._cells.get((definition.id, id_))
        if role == Qt.ItemDataRole.DisplayRole:
            return part_words(definition, part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._explain(definition, part))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: ANN401
        """Qt: what a column is."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if section == 0:
            return tr(GROUP_TITLES.get(self._groups.dimension, "")) if role == Qt.ItemDataRole.DisplayRole else None
        definition = self._groups.definitions[section - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            unit = figure_unit() if definition.unit == _MONEY else ""
            return f"{tr(definition.name)} {unit}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(definition_words(definition))
        return None

    def _explain(self, definition: Definition, part: KpiPart | None) -> str:
        lines = [definition_words(definition)]
        if definition.missing:
            lines.append(tr(definition.missing))
        elif part is not None and part.unpublished:
            lines.append(tr("{n} 项未公布金额，未计入", n=part.unpublished))
        elif part is not None and part.value is None:
            lines.append(tr("没有可作分母的项目"))
        return "\n".join(lines)


class KpiTable(QTableView):
    """The table. A click, Space or Return on a name asks for its value, on a figure for the projects counted in it.

    Signals:
        value_wanted: ``(dimension, id)`` to filter by.
        projects_wanted: ids of the projects behind a figure.
        told: why a figure has no projects.
    """

    value_wanted = Signal(str, object)
    projects_wanted = Signal(object)
    told = Signal(str)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.table = KpiTableModel()
        self.setModel(self.table)
        self._groups = KpiGroups("", (), {})
        self.setObjectName("kpis")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(30)
        self.clicked.connect(self._ask)
        self.activated.connect(self._ask)

    def show_groups(self, groups: KpiGroups) -> None:
        """Show other KPIs."""
        self._groups = groups
        self.table.show_groups(groups)
        self.setAccessibleName(tr("按{group}分组的比率", group=tr(GROUP_TITLES[groups.dimension])))
        if self.table.columnCount():
            self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _ask(self, index: QModelIndex) -> None:
        id_, find = index.data(ID_ROLE), self._groups.find
        if not index.column() or find is None:
            self.value_wanted.emit(self._groups.dimension, id_)
            return
        kpi = find(self._groups.definitions[index.column() - 1], id_)
        if len(kpi.numerator_ids):
            self.projects_wanted.emit(tuple(kpi.numerator_ids.tolist()))
        else:
            self.told.emit(tr(kpi.reason) if kpi.reason else tr("这一格没有项目"))


def conditions_of(dimension: str, id_: DimensionId, fields: Mapping[str, str]) -> dict[str, Any]:
    """What of `Filters` asks for one value of a dimension; other conditions on the same fields give way."""
    if dimension == "year":
        year = int(id_)
        return {"year_from": year, "year_to": year, "month_from": None, "month_to": None}
    wanted: dict[str, Sequence[DimensionId]] = {fields[dimension]: (id_,)}
    return {**({"tracks": ()} if dimension == "industry" else {}), **wanted}
