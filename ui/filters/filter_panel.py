"""The left panel: search, what is asked in words, and the facets by which it can be asked otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.filters import DIMENSION_FIELDS, DIMENSION_TITLES, Filters
from db.index.columns import ProjectColumns
from db.index.dimensions import DimensionId, shown_name
from db.index.facets import Facets, FacetValue
from db.money import figure_unit, format_figure
from db.taxonomies import NO_COUNTERPART, Taxonomies
from geo.wording import tr
from ui.filters.facet_nodes import FacetNode
from ui.filters.facet_rows import ParkRows, TrackRows, track_id, tree_id
from ui.filters.facet_tree import FacetTree
from ui.filters.filter_cells import ChipRow, ToggleGrid, cells_per_row
from ui.filters.filter_grids import BasisBox, StageBox
from ui.filters.filter_ranges import AmountRange, RangeBox, YearRange
from ui.filters.filter_sections import FacetList, PanelSettings, Section, SectionHead
from ui.filters.taxonomy_switch import TaxonomySwitch
from ui.industry_slots import IndustrySlots
from ui.state import Results
from ui.theme import Theme

PADDING = 12
TYPING_PAUSE_MS = 120
OUT_OF_SIGHT_MS = 60
UNMATCHED = 1 << 41
LISTED = ("event", "organisation", "tag", "list", "kind")


class FilterPanel(QWidget):
    """Shows filters and facets; emits the filters a person asks for."""

    filters_wanted = Signal(object)

    def __init__(
        self,
        columns: ProjectColumns,
        slots: IndustrySlots,
        theme: Callable[[], Theme],
        settings: PanelSettings | None = None,
        taxonomies: Taxonomies | None = None,
    ) -> None:
        """Build the panel for the dimensions of these columns.

        Args:
            columns: the projects.
            slots: the industries' symbols.
            theme: the theme as it stands, asked at each painting.
            settings: remember which sections are open.
            taxonomies: those that can be chosen between.
        """
        super().__init__()
        self._theme, self._settings = theme, settings or PanelSettings()
        self.setObjectName("panel")
        self._columns = columns
        self._slots = slots
        self._filters = Filters()
        held = columns.facets(Filters())
        self._held = {key: held_ids(columns, key) for key in ("track", "park")}
        self._rows: tuple[tuple[object, ...], tuple[ParkRows, TrackRows]] | None = None
        self.search = QLineEdit()
        self.clear_button = QPushButton(tr("全部清除"))
        self.taxonomy = TaxonomySwitch(taxonomies or Taxonomies((), "", {}))
        self.industries = FacetTree(tr("产业"), theme, folds=True)
        self.parks = FacetTree(tr("园区"), theme)
        self.stages = StageBox()
        self.bases = BasisBox()
        self.grades = ToggleGrid(tr("位置依据"), columns_per_row=cells_per_row())
        self.years = YearRange(held, theme, self._settings)
        self.amounts = AmountRange(held, theme)
        self.lists = {key: FacetList(tr(DIMENSION_TITLES[key]), theme) for key in LISTED}
        self.sections: dict[str, Section] = {}
        self._cover: QWidget | None = None
        self._chips = ChipRow()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._later: dict[str, Callable[[], None]] = {}
        self._pause = QTimer(self, singleShot=True)
        dress_search(self.search)
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

    def set_columns(self, columns: ProjectColumns) -> None:
        """Show from these columns what comes next: the same projects by another taxonomy, or all after none."""
        if len(columns) != len(self._columns):
            facets = columns.facets(Filters())
            self._held["park"] = held_ids(columns, "park")
            self.years.hold(facets)
            self.amounts.hold(facets)
        if columns.dimensions["industry"] is not self._columns.dimensions["industry"]:
            self._held["track"] = held_ids(columns, "track")
        self._columns = columns

    def wait_behind(self, cover: QWidget | None) -> None:
        """Show something in place of what can be asked, until there is nothing; it is then deleted."""
        if self._cover is not None:
            self._cover.deleteLater()
        self._cover = cover
        layout = self.layout()
        if cover is not None and layout is not None:
            layout.addWidget(cover)
        self._scroll.setVisible(cover is None)
        self.clear_button.setVisible(cover is None)

    def listed(self) -> dict[str, bool]:
        """The dimensions whose values are shown now, and whether their amounts are: those of closed sections are not.

        Beside a park stands how many of its projects are inferred, and years are bars.
        """
        closed = {key for key in LISTED if not self.sections[key].head.isChecked()}
        return {key: key not in ("park", "year") for key in self._columns.dimensions if key not in closed}

    def take_filters(self, filters: Filters) -> None:
        """Start from these at the next intent; to be shown soon."""
        self._filters = filters
        self.clear_button.setEnabled(not filters.is_empty)

    def show_filters(self, filters: Filters) -> None:
        """Show what is asked; silent."""
        self._filters = filters
        self.taxonomy.show_label(filters.taxonomy)
        if filters.text != self.search.text():
            blocked = self.search.blockSignals(True)
            self.search.setText(filters.text)
            self.search.blockSignals(blocked)
        self._chips.show_parts(filters.describe_fields(self._columns.dimensions))
        self.clear_button.setEnabled(not filters.is_empty)

    def show_results(self, results: Results) -> None:
        """Show counts under the cross-filter; silent."""
        filters, facets = results.filters, results.facets
        parks, tracks = self._rows_of(facets)
        self.industries.show_nodes(
            [*(industry_node(each, self._slots) for each in facets["industry"]), *tracks.nodes(facets["track"])],
            frozenset(map(industry_node_id, filters.industries)) | shown_tracks(filters, self._columns),
        )
        self.parks.show_nodes(parks.nodes(facets["park"]), filters.parks)
        self._later = {
            "stage": lambda: self.stages.show_results(filters, facets),
            "basis": lambda: self.bases.show_results(filters, facets),
            "grade": lambda: self._show_grades(filters, facets),
        }
        for key, facet_list in self.lists.items():
            show = partial(facet_list.show_values, facets[key], filters.chosen(key))
            self._later[key] = partial(self.sections[key].show_values, show)
        for key, box in (("year", self.years), ("amount", self.amounts)):
            self._later[key] = partial(self._show_range, key, box, filters, facets)
        self._show_seen()

    def settle(self) -> None:
        """Fill what is out of sight too."""
        self._pause.stop()
        later, self._later = self._later, {}
        for show in later.values():
            show()

    def _show_seen(self) -> None:
        """Fill the sections in sight; the others when nothing is more urgent, or when they are scrolled into sight."""
        if not self.isVisible():
            self.settle()
            return
        for key in [key for key in self._later if not self.sections[key].visibleRegion().isEmpty()]:
            self._later.pop(key)()
        if self._later:
            self._pause.start(OUT_OF_SIGHT_MS)

    def _show_grades(self, filters: Filters, facets: Facets) -> None:
        self.grades.show_values([v for v in facets["grade"] if v.id != "own" or v.count], filters.chosen("grade"))

    def _show_range(self, key: str, box: RangeBox, filters: Filters, facets: Facets) -> None:
        box.show_results(filters, facets)
        self.sections[key].head.set_right(box.words)

    def _lay_out(self) -> None:
        column, self._scroll = _lay_out_frame(self, panel_head(tr("筛选"), self.clear_button))
        self.clear_button.setObjectName("flat")
        column.addWidget(self.search)
        column.addWidget(self._chips)
        opened = True
        for key, title, left, right, widget in (
            ("industry", tr("产业"), tr("项"), f"Σ {figure_unit()}", stacked(self.taxonomy, self.industries)),
            ("park", tr("园区"), tr("项"), tr("其中推断"), self.parks),
            ("stage", tr("阶段"), "", tr("取最近一次里程碑"), self.stages),
            ("grade", tr("位置依据"), "", tr("落到园区的凭据"), self.grades),
            ("basis", tr("依据与落图"), "", "", self.bases),
            ("year", tr("年份"), "", "", self.years),
            ("amount", tr("金额"), "", "", self.amounts),
            *((key, tr(DIMENSION_TITLES[key]), tr("项"), f"Σ {figure_unit()}", self.lists[key]) for key in LISTED),
        ):
            opened = opened and key not in LISTED
            head = SectionHead(title, left, right, self._theme)
            self.sections[key] = Section(key, head, widget, self._settings, opened=opened)
            column.addWidget(self.sections[key])
        column.addStretch(1)

    def _connect(self) -> None:
        self.industries.chosen_changed.connect(self._on_industries_chosen)
        for key, facet_list in self.lists.items():
            facet_list.chosen_changed.connect(lambda chosen, key=key: self._ask(key, chosen))
        boxes: tuple[RangeBox, ...] = (self.years, self.amounts)
        for box in boxes:
            box.changes_wanted.connect(lambda changes: self.filters_wanted.emit(self._filters.with_(**changes)))
        self.parks.chosen_changed.connect(lambda chosen: self._ask("park", chosen))
        self.bases.chosen_changed.connect(self._ask)
        self.stages.chosen_changed.connect(lambda chosen: self._ask("stage", chosen))
        self.grades.chosen_changed.connect(lambda chosen: self._ask("grade", chosen))
        self._chips.removed.connect(lambda names: self.filters_wanted.emit(self._filters.without(*names)))
        self.clear_button.clicked.connect(lambda: self.filters_wanted.emit(self._filters.cleared()))
        self.search.textEdited.connect(lambda _text: self._typing.start())
        self.search.textChanged.connect(self._on_search_text_changed)
        self.search.returnPressed.connect(self._on_typing_timeout)
        self._typing.timeout.connect(self._on_typing_timeout)
        self._pause.timeout.connect(self.settle)
        self._scroll.verticalScrollBar().valueChanged.connect(lambda _value: self.settle())

    def _ask(self, dimension: str, chosen: frozenset[int | str]) -> None:
        self.filters_wanted.emit(self._filters.with_(**{DIMENSION_FIELDS[dimension]: chosen}))

    def _on_industries_chosen(self, chosen: frozenset[int]) -> None:
        """Industries and tracks are one tree but two fields; ids never clash: they are rows of one table."""
        known = {industry_node_id(int(id_)): id_ for id_ in self._columns.dimensions["industry"].ids}
        tracks = {track_id(node) for node in chosen - known.keys()} & set(self._columns.dimensions["track"].ids)
        industries = {known[node] for node in chosen & known.keys()}
        self.filters_wanted.emit(self._filters.with_(industries=industries, tracks=tracks))

    def _on_search_text_changed(self, text: str) -> None:
        # The field's own clear button changes the text without «editing» it.
        if not text and self._filters.text:
            self._on_typing_timeout()

    def _on_typing_timeout(self) -> None:
        self._typing.stop()
        self.filters_wanted.emit(self._filters.with_(text=self.search.text()))

    def _rows_of(self, facets: Facets) -> tuple[ParkRows, TrackRows]:
        """The rows of both trees, found out anew where there are other values."""
        parks, tracks, industries = (facets[key].dimension for key in ("park", "track", "industry"))
        made_of = (parks, tracks, industries, *self._held.values())
        if self._rows is None or any(a is not b for a, b in zip(made_of, self._rows[0], strict=True)):
            rows = ParkRows(parks, self._held["park"]), TrackRows(tracks, self._held["track"], set(industries.ids))
            self._rows = made_of, rows
        return self._rows[1]


def held_ids(columns: ProjectColumns, key: str) -> frozenset[DimensionId]:
    """The values that any project of the whole ledger has, itself or through what lies under them."""
    dimension = columns.dimensions[key]
    counts = dimension.aggregate(np.bincount(columns.codes[key], minlength=len(dimension)))
    return frozenset(dimension.ids[code] for code in np.flatnonzero(counts).tolist())


def industry_node_id(id_: int) -> int:
    """An industry's id in the tree: Qt's rows have no negative ids, which 无唯一对应 has."""
    return UNMATCHED if id_ == NO_COUNTERPART else id_


def industry_node(value: FacetValue, slots: IndustrySlots) -> FacetNode:
    """An industry's row of the tree."""
    figure = format_figure(value.amount_wan) if value.count > value.unpublished else "–"
    id_ = industry_node_id(int(value.id))
    return FacetNode(id_, shown_name(value.name), None, value.count, figure, slots.of_id(value.id))


def shown_tracks(filters: Filters, columns: ProjectColumns) -> frozenset[int]:
    """The chosen tracks as the tree has them: all of 未细分 (0) is there only as its parts, one an industry."""
    if 0 not in filters.tracks:
        return frozenset(map(tree_id, filters.tracks))
    parts = (-int(id_) for id_ in columns.dimensions["industry"].ids if int(id_) > 0)
    return frozenset(map(tree_id, {*filters.tracks, *parts} - {0}))


def dress_search(search: QLineEdit) -> None:
    """Say what can be typed."""
    search.setPlaceholderText(tr("项目、单位、摘要，可用拼音"))
    search.setToolTip(tr("汉字、拼音或首字母：jinfeng、jf、jfruanjian 都找得到“金凤软件园”；空格分开的词须都出现"))
    search.setClearButtonEnabled(True)
    search.setAccessibleName(tr("查找项目"))


def stacked(*widgets: QWidget) -> QWidget:
    """Widgets one below the other, close."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for widget in widgets:
        column.addWidget(widget)
    return whole


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


def _lay_out_frame(panel: QWidget, head: QWidget) -> tuple[QVBoxLayout, QScrollArea]:
    """Lay out what the sections will be in: adopted when it is full, each of them would be dressed anew."""
    whole = QVBoxLayout(panel)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(head)
    scroll = QScrollArea()
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is focused inside scrolls into sight
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    whole.addWidget(scroll, 1)
    body = QWidget()
    body.setObjectName("panel")
    scroll.setWidget(body)
    column = QVBoxLayout(body)
    column.setContentsMargins(PADDING, 10, PADDING, 16)
    column.setSpacing(4)
    return column, scroll
