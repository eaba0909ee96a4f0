"""One announcement: a verdict, what limits it, bars of count and amount, parts by industry, the named projects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.figures.records import EventFigures, PartFigures
from db.id_set import IdSet
from db.index.columns import ProjectColumns
from db.money import figure_unit, format_figure, format_money
from db.terms import qualified
from geo.frozen import frozen
from geo.wording import term, tr
from ui.figures.shares_bar import Share, SharesBar
from ui.industry_slots import IndustrySlots
from ui.theme import Theme
from ui.widgets.elided_link import ElidedLink
from ui.widgets.plain_text import tooltip

MOST_SHOWN: Final = 60


@frozen
class EventPlace:
    """Where a document prints something of an announcement."""

    document_id: str
    start: int
    number: int


@frozen
class _Named:
    """One named project, as the columns have it."""

    id: int
    name: str
    slot: int
    industry: str
    amount: str
    amount_wan: int
    stage: str
    date: str


class EventDetail(QScrollArea):
    """Everything about one announcement.

    Signals:
        projects_wanted: ids of the projects behind a figure.
        selection_wanted: ids of projects to select.
        passage_wanted: a document's id and a place in it.
        event_wanted: another announcement's id.
    """

    projects_wanted = Signal(object)
    selection_wanted = Signal(object)
    passage_wanted = Signal(str, int)
    event_wanted = Signal(object)

    def __init__(self, slots: IndustrySlots, theme: Callable[[], Theme]) -> None:
        """Empty."""
        super().__init__()
        self._slots, self._theme = slots, theme
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("活动的核对"))

    def show_event(
        self, event: EventFigures, others: Sequence[EventFigures], places: Sequence[EventPlace], columns: ProjectColumns
    ) -> None:
        """Show an announcement.

        Args:
            event: It.
            others: All announcements, to name those inside it and around it.
            places: Where it is printed.
            columns: The projects.
        """
        body = QWidget()
        body.setObjectName("panel")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 14, 20, 20)
        column.setSpacing(6)
        named = list(self._read_named(event, columns))
        self._add_head(column, event, places)
        self._add_count(column, event, named)
        self._add_amount(column, event, named)
        self._add_relatives(column, event, {other.id: other for other in others})
        self._add_parts(column, event.parts)
        self._add_named(column, event, named)
        column.addStretch(1)
        self.setWidget(body)

    def _read_named(self, event: EventFigures, columns: ProjectColumns) -> Iterator[_Named]:
        stages, industries = columns.dimensions["stage"], columns.dimensions["industry"]
        for row in columns.rows_of(event.named.ids).tolist():
            amount = int(columns.amount_wan[row])
            words = f"{columns.amount_qualifiers[row]}{format_figure(amount)}" if amount >= 0 else tr("未公布")
            yield _Named(
                id=int(columns.ids[row]),
                name=columns.names[row],
                slot=int(self._slots.of_rows[row]),
                industry=term(industries.names[int(columns.codes["industry"][row])]),
                amount=words,
                amount_wan=amount,
                stage=term(stages.names[int(columns.codes["stage"][row])]),
                date=columns.latest_dates[row],
            )

    # --- parts of the page --------------------------------------------------------------------------------------------

    def _add_head(self, column: QVBoxLayout, event: EventFigures, places: Sequence[EventPlace]) -> None:
        line = QHBoxLayout()
        name = _label(event.name, "secondary")
        name.setWordWrap(True)
        line.addWidget(name, 1)
        basis = tr("（推定）") if event.held_on_basis == "inferred" else ""
        line.addWidget(_label(f"{event.held_on}{basis}" if event.held_on else tr("日期未载"), "secondary"))
        for place in places:
            words = tr("文 {number}", number=place.number)
            line.addWidget(self._link(words, partial(self.passage_wanted.emit, place.document_id, place.start)))
        column.addLayout(line)
        first, *rest = event.verdicts
        column.addWidget(_label(first.words, "warning" if first.is_conflict else "cardTitle", wrap=True))
        for verdict in rest:
            column.addWidget(_label(verdict.words, "warning" if verdict.is_conflict else "", wrap=True))

    def _add_count(self, column: QVBoxLayout, event: EventFigures, named: Sequence[_Named]) -> None:
        if event.project_count is None:
            return
        rest = tr("未具名 {n} 项", n=event.remaining)
        column.addSpacing(8)
        column.addLayout(
            _figures(
                _label_pair(tr("公布 {q}项", q=qualified(event.count_qualifier, "")), f"{event.project_count:,}"),
                self._opening(tr("具名 项"), f"{len(event.named.ids):,}", event.named.ids),
                _label_pair(tr("未具名 项"), f"{event.remaining:,}"),
            )
        )
        by_slot: dict[tuple[int, str], int] = {}
        for project in sorted(named, key=lambda project: project.slot):
            by_slot[project.slot, project.industry] = by_slot.get((project.slot, project.industry), 0) + 1
        shares = [Share(n, slot, tr("{name} {n} 项", name=industry, n=n)) for (slot, industry), n in by_slot.items()]
        self._add_bar(column, event.project_count, shares, rest)

    def _add_amount(self, column: QVBoxLayout, event: EventFigures, named: Sequence[_Named]) -> None:
        if event.amount_wan is None:
            return
        remaining = event.remaining_amount_wan or 0
        column.addSpacing(8)
        column.addLayout(
            _figures(
                _label_pair(
                    tr("公布 {q}{unit}", q=qualified(event.amount_qualifier, ""), unit=figure_unit()),
                    format_figure(event.amount_wan),
                ),
                self._opening(
                    tr("落到具名项目 {unit}", unit=figure_unit()),
                    format_figure(event.named.amount_wan),
                    event.named.published_ids,
                ),
                _label_pair(tr("未落到项目 {unit}", unit=figure_unit()), format_figure(remaining)),
            )
        )
        unit = figure_unit()
        known = sorted((project for project in named if project.amount_wan >= 0), key=lambda p: -p.amount_wan)
        shares = [
            Share(p.amount_wan, p.slot, tr("{name} {amount} {unit}", name=p.name, amount=p.amount, unit=unit))
            for p in known
        ]
        self._add_bar(column, event.amount_wan, shares, tr("未落到项目 {rest}", rest=format_money(remaining)))
        if known:
            added = " + ".join(project.amount for project in known[:MOST_SHOWN])
            words = tr(
                "{whole} − （{added}）＝ {rest} {unit}",
                unit=unit,
                whole=format_figure(event.amount_wan),
                added=added,
                rest=format_figure(remaining),
            )
            note = tr("{words}。{n} 个加数带“约”“预计”，差额只作量级参考。", words=words, n=event.named.approximate)
            column.addWidget(_label(note if event.named.approximate else words, "secondary", wrap=True))

    def _add_bar(self, column: QVBoxLayout, whole: float, shares: Sequence[Share], rest: str) -> None:
        bar = SharesBar(self._theme)
        bar.show_shares(whole, shares, rest)
        column.addWidget(bar)
        words = [share.words for share in shares[:4]]
        if len(shares) > len(words):
            words.append(tr("另 {n} 项", n=len(shares) - len(words)))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(_label("　".join(words), "caption", wrap=True), 1)
        line.addWidget(_label(rest, "caption"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)

    def _add_relatives(self, column: QVBoxLayout, event: EventFigures, by_id: dict[int, EventFigures]) -> None:
        for title, ids in ((tr("含（不重复计）"), event.contains), (tr("属于"), event.contained_in)):
            found = [by_id[id_] for id_ in ids if id_ in by_id]
            if found:
                column.addSpacing(8)
                column.addWidget(_label(title, "section"))
            for other in found[:MOST_SHOWN]:
                column.addWidget(self._link(other.name, partial(self.event_wanted.emit, other.id)))
        if event.contained_count is not None or event.contained_amount_wan is not None:
            words = tr(
                "其中所含活动公布 {n} 项、{amount}",
                n=event.contained_count or 0,
                amount=format_money(event.contained_amount_wan or 0),
            )
            column.addWidget(_label(words, "secondary", wrap=True))

    def _add_parts(self, column: QVBoxLayout, parts: Sequence[PartFigures]) -> None:
        if not parts:
            return
        column.addSpacing(8)
        column.addWidget(_label(tr("公布的分项"), "section"))
        grid = _grid((tr("分项"), tr("公布 项"), tr("具名 项"), tr("未具名 项"), tr("具名 {unit}", unit=figure_unit())))
        for row, part in enumerate(parts, 1):
            named = part.named
            cells = (
                part.key,
                tr("未分列") if part.project_count is None else str(part.project_count),
                "",
                "–" if part.remaining is None else str(part.remaining),
                "–" if named is None or not named.published_ids else format_figure(named.amount_wan),
            )
            _fill(grid, row, cells)
            grid.addWidget(self._part_named(part), row, 2, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)

    def _part_named(self, part: PartFigures) -> QWidget:
        """How many named projects belong to a part: opens them; why that cannot be told."""
        if part.named is None:
            unknown = _label(tr("不能区分"), "secondary")
            unknown.setToolTip(tooltip(tr("台账里没有叫“{key}”的产业或规模档，分不出哪些项目属于它", key=part.key)))
            return unknown
        ids = part.named.ids
        link = self._link(f"{len(ids):,}", partial(self.projects_wanted.emit, ids))
        link.setAccessibleName(tr("{words}：列出这些项目", words=tr("{name} {n} 项", name=part.key, n=len(ids))))
        link.setEnabled(bool(ids))
        return link

    def _opening(self, caption: str, figure: str, ids: IdSet) -> QVBoxLayout:
        """A caption over a large figure that opens its projects."""
        link = ElidedLink(figure, "figureLink")
        link.setAccessibleName(tr("{words}：列出这些项目", words=f"{caption} {figure}"))
        link.setEnabled(bool(ids))
        link.clicked.connect(lambda _checked=False: self.projects_wanted.emit(ids))
        return _captioned(caption, link)

    def _add_named(self, column: QVBoxLayout, event: EventFigures, named: Sequence[_Named]) -> None:
        column.addSpacing(8)
        line = QHBoxLayout()
        line.addWidget(_label(tr("具名项目 {n}", n=len(named)), "section"), 1)
        if named:
            wanted = partial(self.projects_wanted.emit, event.named.ids)
            line.addWidget(self._link(tr("在地图和表里只看这些"), wanted))
        column.addLayout(line)
        if not named:
            column.addWidget(_label(tr("台账里没有这场活动的项目：材料没有点名。"), "secondary", wrap=True))
            return
        grid = _grid((tr("项目"), tr("产业"), figure_unit(), tr("阶段"), tr("日期")), numbers=(2,))
        for row, project in enumerate(named[:MOST_SHOWN], 1):
            link = self._link(project.name, partial(self.selection_wanted.emit, (project.id,)))
            grid.addWidget(link, row, 0, Qt.AlignmentFlag.AlignLeft)
            cells = ("", project.industry, project.amount, project.stage, project.date or tr("未载"))
            _fill(grid, row, cells, numbers=(2,))
        column.addLayout(grid)
        if len(named) > MOST_SHOWN:
            column.addWidget(_label(tr("另有 {n} 项未列", n=len(named) - MOST_SHOWN), "secondary"))

    def _link(self, words: str, call: Callable[[], object]) -> QPushButton:
        link = ElidedLink(words)
        link.clicked.connect(lambda _checked=False: call())
        return link


def _label(words: str, role: str = "", *, wrap: bool = False) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(role)
    label.setWordWrap(wrap)
    return label


def _figures(*cells: QVBoxLayout) -> QHBoxLayout:
    """Captions over large figures, side by side."""
    line = QHBoxLayout()
    for cell in cells:
        line.addLayout(cell, 1)
    return line


def _label_pair(caption: str, figure: str) -> QVBoxLayout:
    return _captioned(caption, _label(figure, "amount"))


def _captioned(caption: str, figure: QWidget) -> QVBoxLayout:
    cell = QVBoxLayout()
    cell.setSpacing(0)
    cell.addWidget(_label(caption, "caption", wrap=True))
    cell.addWidget(figure, 0, Qt.AlignmentFlag.AlignLeft)
    return cell


def _grid(titles: Sequence[str], numbers: Sequence[int] = (1, 2, 3, 4)) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for column, title in enumerate(titles):
        side = Qt.AlignmentFlag.AlignRight if column in numbers else Qt.AlignmentFlag.AlignLeft
        grid.addWidget(_label(title, "caption"), 0, column, side)
    return grid


def _fill(grid: QGridLayout, row: int, cells: Sequence[str], numbers: Sequence[int] = (1, 2, 3, 4)) -> None:
    for column, words in enumerate(cells):
        if words:
            side = Qt.AlignmentFlag.AlignRight if column in numbers else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(_label(words), row, column, side)
