"""The left panel: search, what is asked in words, and the facets by which it can be asked otherwise."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.columns import ProjectColumns
from db.facets import FacetValue
from db.filters import DIMENSION_FIELDS, Filters, format_yi
from ui.facet_tree import FacetNode, FacetTree
from ui.flow_layout import FlowLayout
from ui.industry_slots import IndustrySlots
from ui.plain_text import button_text, tooltip
from ui.state import Results
from ui.theme import Theme

PADDING = 12
TYPING_PAUSE_MS = 120


class FilterPanel(QWidget):
    """Shows filters and facets; emits the filters a person asks for."""

    filters_wanted = Signal(object)

    def __init__(
        self, columns: ProjectColumns, slots: IndustrySlots, theme: Callable[[], Theme], parent: QWidget | None = None
    ) -> None:
        """Build the panel for the dimensions of these columns."""
        super().__init__(parent)
        self.setObjectName("panel")
        self._columns = columns
        self._slots = slots
        self._filters = Filters()
        self._held = columns.facets(Filters())
        self.search = QLineEdit()
        self.clear_button = QPushButton("全部清除")
        self.industries = FacetTree("产业", theme)
        self.parks = FacetTree("园区", theme)
        self.stages = ToggleGrid("阶段", columns_per_row=3)
        self.grades = ToggleGrid("位置依据", columns_per_row=3)
        self._chips = ChipRow()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._build_search()
        self._lay_out()
        self._connect()

    def add_search_icon(self) -> QAction:
        """Make room for an icon at the start of the search field; the window dresses it."""
        icon = QAction(self.search)
        self.search.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        return icon

    def focus_search(self) -> None:
        """Put the cursor into the search field, its words marked for overwriting."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_filters(self, filters: Filters) -> None:
        """Show what is asked; silent."""
        self._filters = filters
        if filters.text != self.search.text():
            blocked = self.search.blockSignals(True)
            self.search.setText(filters.text)
            self.search.blockSignals(blocked)
        self._chips.show_parts(filters.describe_fields(self._columns.dimensions))
        self.clear_button.setEnabled(not filters.is_empty)

    def show_results(self, results: Results) -> None:
        """Show counts under the cross-filter; silent."""
        filters, facets = results.filters, results.facets
        self.industries.show_nodes([self._industry_node(v) for v in facets["industry"]], filters.industries)
        self.parks.show_nodes(self._park_nodes(facets["park"]), filters.parks)
        self.stages.show_values(facets["stage"], filters.chosen("stage"))
        self.grades.show_values([v for v in facets["grade"] if v.id != "own" or v.count], filters.chosen("grade"))

    def _build_search(self) -> None:
        self.search.setPlaceholderText("项目、单位、摘要，可用拼音")
        self.search.setToolTip("汉字、拼音或首字母：jinfeng、jf、jfruanjian 都找得到“金凤软件园”；空格分开的词须都出现")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找项目")

    def _lay_out(self) -> None:
        body = QWidget()
        body.setObjectName("panel")
        column = QVBoxLayout(body)
        column.setContentsMargins(PADDING, 10, PADDING, 16)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self._chips)
        for title, left, right, widget in (
            ("产业", "项", "Σ 亿元", self.industries),
            ("园区", "项", "其中推断", self.parks),
            ("阶段", "", "取最近一次里程碑", self.stages),
            ("位置依据", "", "落到园区的凭据", self.grades),
        ):
            column.addSpacing(8)
            column.addLayout(_section_head(title, left, right))
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.clear_button.setObjectName("flat")
        whole.addWidget(panel_head("筛选", self.clear_button))
        whole.addWidget(scroll, 1)

    def _connect(self) -> None:
        self.industries.chosen_changed.connect(lambda chosen: self._ask("industry", chosen))
        self.parks.chosen_changed.connect(lambda chosen: self._ask("park", chosen))
        self.stages.chosen_changed.connect(lambda chosen: self._ask("stage", chosen))
        self.grades.chosen_changed.connect(lambda chosen: self._ask("grade", chosen))
        self._chips.removed.connect(lambda names: self.filters_wanted.emit(self._filters.without(*names)))
        self.clear_button.clicked.connect(lambda: self.filters_wanted.emit(Filters()))
        self.search.textEdited.connect(lambda _text: self._typing.start())
        self.search.textChanged.connect(self._on_search_text_changed)
        self.search.returnPressed.connect(self._on_typing_timeout)
        self._typing.timeout.connect(self._on_typing_timeout)

    def _ask(self, dimension: str, chosen: frozenset[int | str]) -> None:
        self.filters_wanted.emit(self._filters.with_(**{DIMENSION_FIELDS[dimension]: chosen}))

    def _on_search_text_changed(self, text: str) -> None:
        # The field's own clear button changes the text without «editing» it.
        if not text and self._filters.text:
            self._on_typing_timeout()

    def _on_typing_timeout(self) -> None:
        self._typing.stop()
        self.filters_wanted.emit(self._filters.with_(text=self.search.text()))

    def _industry_node(self, value: FacetValue) -> FacetNode:
        figure = format_yi(value.amount_wan) if value.count > value.unpublished else "–"
        return FacetNode(int(value.id), value.name, None, value.count, figure, self._slots.of_id(value.id))

    def _park_nodes(self, values: tuple[FacetValue, ...]) -> list[FacetNode]:
        """The parks that hold projects, as a tree below the science city, which is the whole list and so not a row."""
        held = {value.id for value in self._held["park"] if value.count}
        root = next((v.id for v in values if v.parent_id is None and v.id != 0), None)
        shown = [v for v in values if v.id in held and v.id != root]
        names = {v.id: v.name for v in shown}
        return [
            FacetNode(
                id=int(v.id),
                name=short_name(v.name, names.get(v.parent_id or 0, "")),
                parent_id=int(v.parent_id) if v.parent_id in names else None,
                count=v.count,
                figure=str(v.inferred) if v.inferred else "–",
            )
            for v in in_tree_order(shown)
        ]


def short_name(name: str, parent_name: str) -> str:
    """A name without what its parent's row already says: 金凤软件园东区 under 金凤软件园 is 东区."""
    return name.removeprefix(parent_name) if parent_name and name != parent_name else name


def in_tree_order(values: list[FacetValue]) -> list[FacetValue]:
    """Parents before their children, otherwise in the order given."""
    children: dict[object, list[FacetValue]] = {}
    known = {v.id for v in values}
    for value in values:
        children.setdefault(value.parent_id if value.parent_id in known else None, []).append(value)

    def walk(parent: object) -> list[FacetValue]:
        return [entry for child in children.get(parent, []) for entry in (child, *walk(child.id))]

    return walk(None)


def panel_head(title: str, *tools: QWidget) -> QWidget:
    """A dock's heading, 32 px high: title left, tools right."""
    head = QWidget()
    head.setObjectName("head")
    head.setFixedHeight(32)
    row = QHBoxLayout(head)
    row.setContentsMargins(PADDING, 0, PADDING - 4, 0)
    label = QLabel(title)
    label.setObjectName("headTitle")
    row.addWidget(label)
    row.addStretch(1)
    for tool in tools:
        row.addWidget(tool)
    return head


def _section_head(title: str, left: str, right: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 2, 0)
    heading = QLabel(title)
    heading.setObjectName("section")
    row.addWidget(heading)
    row.addStretch(1)
    for words, width in ((left, 0), (right, 52 if left else 0)):
        caption = QLabel(words)
        caption.setObjectName("caption")
        caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        caption.setMinimumWidth(width)
        row.addWidget(caption)
    row.setSpacing(0)
    return row


class ChipRow(QWidget):
    """The conditions in words, each removable."""

    removed = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        """No conditions."""
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 6, 0, 0)
        self.setVisible(False)

    def show_parts(self, parts: tuple[tuple[tuple[str, ...], str], ...]) -> None:
        """Show one chip a condition: (fields, words)."""
        while item := self._flow.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for names, words in parts:
            chip = QPushButton()
            chip.setObjectName("chip")
            shown = chip.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 200)
            chip.setText(button_text(f"{shown}  ×"))
            chip.setToolTip(tooltip(f"{words}（点击去掉）"))
            chip.setAccessibleName(f"去掉条件：{words}")
            chip.clicked.connect(lambda _checked=False, names=names: self.removed.emit(names))
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(bool(parts))
        self.updateGeometry()


class ToggleGrid(QFrame):
    """Values as toggle cells with their counts; none pressed means all."""

    chosen_changed = Signal(frozenset)

    def __init__(self, name: str, columns_per_row: int, parent: QWidget | None = None) -> None:
        """``name`` is the accessible name of the group."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._per_row = columns_per_row
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2, 0, 0)
        self._grid.setSpacing(4)
        self._cells: dict[int | str, QPushButton] = {}
        self._chosen: frozenset[int | str] = frozenset()

    def cell(self, value_id: int | str) -> QPushButton:
        """The cell of a value (tests and keyboard helpers)."""
        return self._cells[value_id]

    def show_values(self, values: tuple[FacetValue, ...] | list[FacetValue], chosen: frozenset[int | str]) -> None:
        """Show values and choice; silent."""
        self._chosen = chosen
        if [v.id for v in values] != list(self._cells):
            self._rebuild(values)
        for value in values:
            cell = self._cells[value.id]
            cell.setText(button_text(f"{SHORT_NAMES.get(value.name, value.name)}  {value.count}"))
            cell.setToolTip(tooltip(f"{value.name}：{value.count} 项"))
            cell.setChecked(not chosen or value.id in chosen)

    def _rebuild(self, values: tuple[FacetValue, ...] | list[FacetValue]) -> None:
        for cell in self._cells.values():
            self._grid.removeWidget(cell)
            cell.deleteLater()
        self._cells = {}
        for number, value in enumerate(values):
            cell = QPushButton()
            cell.setObjectName("cell")
            cell.setCheckable(True)
            cell.clicked.connect(lambda _checked=False, key=value.id: self._on_cell_clicked(key))
            self._grid.addWidget(cell, *divmod(number, self._per_row))
            self._cells[value.id] = cell

    def _on_cell_clicked(self, key: int | str) -> None:
        # From «all», the first press asks for this value only; after that each press adds or takes away.
        chosen = frozenset({key}) if not self._chosen else self._chosen ^ {key}
        self.chosen_changed.emit(frozenset() if len(chosen) == len(self._cells) else chosen)


SHORT_NAMES = {"原文园区": "原文", "推断园区": "推断", "仅知在科学城": "仅全域", "自有坐标": "坐标"}
