"""The card of several selected projects: how many, what they add up to, of which industries and parks."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.index.columns import ProjectColumns
from db.money import format_money
from geo.frozen import frozen
from geo.wording import tr
from ui.cards.card_parts import GlyphMark, label, rule
from ui.cards.project_card import PADDING
from ui.industry_slots import IndustrySlots
from ui.theme import Theme
from ui.widgets.elided_link import ElidedLink

MOST_PARKS = 8
MOST_NAMED = 12


@frozen
class SelectionSummary:
    """What several projects are together.

    Attributes:
        count: how many.
        amount_wan: sum of the published amounts, 万元; None where none is published.
        unpublished: how many have no published amount.
        industries: name, slot of the glyph and count, the most first.
        parks: name and count, the most first.
        named: the first of them by number: id and name.
    """

    count: int
    amount_wan: int | None
    unpublished: int
    industries: tuple[tuple[str, int, int], ...]
    parks: tuple[tuple[str, int], ...]
    named: tuple[tuple[int, str], ...]

    def words(self) -> str:
        """``3 项，Σ 117 亿元，其中 1 个未公布金额``: the sum never hides what it leaves out."""
        if self.amount_wan is None:
            return tr("{n:,} 项，均未公布金额", n=self.count)
        money = format_money(self.amount_wan)
        if not self.unpublished:
            return tr("{n:,} 项，Σ {money}", n=self.count, money=money)
        return tr("{n:,} 项，Σ {money}，其中 {m:,} 个未公布金额", n=self.count, money=money, m=self.unpublished)


def summarise(columns: ProjectColumns, slots: IndustrySlots, ids: Collection[int]) -> SelectionSummary:
    """Add up projects; those the columns do not have are passed over."""
    rows = np.sort(columns.rows_of(ids))
    amounts = columns.amount_wan[rows]
    published = amounts[amounts >= 0]
    industries = [(name, slots.of_id(id_), count) for id_, name, count in _counts(columns, "industry", rows)]
    return SelectionSummary(
        count=len(rows),
        amount_wan=int(published.sum()) if len(published) else None,
        unpublished=len(rows) - len(published),
        industries=tuple(industries),
        parks=tuple((name, count) for _, name, count in _counts(columns, "park", rows)),
        named=tuple((int(columns.ids[row]), columns.names[row]) for row in rows[:MOST_NAMED].tolist()),
    )


def _counts(columns: ProjectColumns, key: str, rows: np.typing.NDArray[np.int64]) -> list[tuple[int | str, str, int]]:
    """Values of a dimension among rows, the most frequent first, each counted without what lies under it."""
    dimension = columns.dimensions[key]
    counts = np.bincount(columns.codes[key][rows], minlength=len(dimension))
    order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    return [(dimension.ids[code], dimension.names[code], int(counts[code])) for code in order.tolist()]


class SelectionCardBody(QWidget):
    """Shows a summary; a name picks that one project."""

    project_wanted = Signal(object)

    def __init__(self, summary: SelectionSummary, theme: Callable[[], Theme]) -> None:
        """Build the card."""
        super().__init__()
        self.setObjectName("panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, 14, PADDING, 20)
        column.setSpacing(6)
        column.addWidget(label(tr("选中 {n:,} 个项目", n=summary.count), "cardTitle"))
        known = summary.amount_wan is not None
        amount = f"Σ {format_money(summary.amount_wan)}" if summary.amount_wan is not None else tr("金额均未公布")
        column.addWidget(label(amount, "amount" if known else "unknown"))
        if known and summary.unpublished:
            column.addWidget(label(tr("其中 {n:,} 个未公布金额，未计入", n=summary.unpublished), "secondary"))
        column.addSpacing(6)
        column.addWidget(label(tr("产业"), "section"))
        for name, slot, count in summary.industries:
            column.addLayout(_count_row(name, count, GlyphMark(slot, theme)))
        column.addWidget(rule())
        column.addWidget(label(tr("园区"), "section"))
        for name, count in summary.parks[:MOST_PARKS]:
            column.addLayout(_count_row(name, count))
        if rest := summary.parks[MOST_PARKS:]:
            words = tr("另外 {n} 个园区", n=len(rest))
            column.addLayout(_count_row(words, sum(count for _, count in rest)))
        column.addWidget(rule())
        column.addWidget(label(tr("项目"), "section"))
        for project_id, name in summary.named:
            link = ElidedLink(name)
            link.clicked.connect(lambda _checked=False, id_=project_id: self.project_wanted.emit(id_))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if summary.count > len(summary.named):
            column.addWidget(label(tr("另有 {n:,} 个，见表格", n=summary.count - len(summary.named)), "caption"))
        column.addStretch(1)


def _count_row(name: str, count: int, mark: QWidget | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    if mark is not None:
        row.addWidget(mark)
    row.addWidget(label(name), 1)
    row.addWidget(label(f"{count:,}", wrap=False))
    return row
