"""Pairs of projects that may be one, and things of which documents say different things: a list to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from db.field_names import field_name
from db.figures.contradictions import Contradiction
from db.figures.repeats import DIFFERENT, SAME, Repeat
from geo.wording import tr
from ui.widgets.plain_text import tooltip

CASE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
MOST_SHOWN: Final = 500

DECISIONS: Final = {None: "未判断", SAME: "同一项目", DIFFERENT: "不同项目"}
"""What people have decided about a pair, in words."""

_KINDS: Final = {
    "projects": "项目",
    "events": "活动",
    "indicators": "指标",
    "industries": "产业",
    "parks": "园区",
    "organisations": "单位",
    "mechanisms": "机制",
}

Case = Repeat | Contradiction


class RepeatsTree(QTreeView):
    """Two groups of cases.

    Signals:
        case_chosen: a `Repeat` or a `Contradiction`.
    """

    case_chosen = Signal(object)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._model = QStandardItemModel(0, 2, self)
        self._model.setHorizontalHeaderLabels([tr("疑同与矛盾"), tr("判断、内容")])
        self.setModel(self._model)
        self.setAccessibleName(tr("疑同与矛盾"))
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(14)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        widest = max(map(self.fontMetrics().horizontalAdvance, (tr("判断、内容"), *map(tr, DECISIONS.values()))))
        header.resizeSection(1, max(76, widest + 16))
        self.setMinimumWidth(300)
        self.selectionModel().currentChanged.connect(self._on_selection_model_current_changed)

    @property
    def chosen(self) -> Case | None:
        """The case the cursor is on."""
        case = self.currentIndex().siblingAtColumn(0).data(CASE_ROLE)
        return case if isinstance(case, Repeat | Contradiction) else None

    def show_cases(
        self, repeats: Sequence[Repeat], contradictions: Sequence[Contradiction], unlisted: int = 0, undecided: int = 0
    ) -> Case | None:
        """Show what there is, silently; the case the cursor was on keeps it, else the first has it: it is returned.

        Args:
            repeats: The likeliest pairs.
            contradictions: What documents state differently.
            unlisted: How many pairs there are beyond them.
            undecided: Of all pairs, those nobody has decided about.
        """
        key = None if self.chosen is None else key_of(self.chosen)
        self.blockSignals(True)
        self.selectionModel().blockSignals(True)
        self._model.removeRows(0, self._model.rowCount())
        found = len(repeats) + unlisted
        title = tr("疑为同一项目 {n:,}，未判断 {undecided:,}", n=found, undecided=undecided)
        self._model.appendRow(_build_group(title, repeats, tr("其余 {n:,} 对未列", n=unlisted) if unlisted else ""))
        unsaid = len(contradictions) - MOST_SHOWN
        rest = tr("另有 {n} 条未列", n=unsaid) if unsaid > 0 else ""
        self._model.appendRow(_build_group(tr("材料说法不一 {n}", n=len(contradictions)), contradictions, rest))
        self.expandAll()
        for row in range(self._model.rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)
        self._put_cursor(key)
        self.selectionModel().blockSignals(False)
        self.blockSignals(False)
        self.viewport().update()
        return self.chosen

    def _put_cursor(self, key: tuple[object, ...] | None) -> None:
        rows = [
            self._model.index(row, 0, self._model.index(group, 0))
            for group in range(self._model.rowCount())
            for row in range(self._model.rowCount(self._model.index(group, 0)))
        ]
        cases = [index for index in rows if index.data(CASE_ROLE) is not None]
        found = [index for index in cases if key_of(index.data(CASE_ROLE)) == key] or cases
        if found:
            self.setCurrentIndex(found[0])

    def _on_selection_model_current_changed(self, current: QModelIndex) -> None:
        case = current.siblingAtColumn(0).data(CASE_ROLE)
        if case is not None:
            self.case_chosen.emit(case)


def key_of(case: Case) -> tuple[object, ...]:
    """What a case is told by, whatever was decided about it."""
    if isinstance(case, Repeat):
        return "repeat", case.first_id, case.second_id
    return case.entity, case.entity_id, case.field


def subject_of(case: Contradiction) -> str:
    """Of what documents say different things: ``项目　国家电投…``."""
    kind = tr(_KINDS[case.entity]) if case.entity in _KINDS else case.entity
    return tr("{kind}　{name}", kind=kind, name=case.name)


def title_of(case: Contradiction) -> str:
    """What documents say differently: ``项目　国家电投…：阶段``."""
    return tr("{subject}：{field}", subject=subject_of(case), field=field_name(case.field))


def _build_group(title: str, cases: Sequence[Case], rest: str) -> QStandardItem:
    head = QStandardItem(title)
    head.setSelectable(False)
    font = head.font()
    font.setWeight(font.Weight.DemiBold)
    head.setFont(font)
    for case in cases[:MOST_SHOWN]:
        if isinstance(case, Repeat):
            words = tr("{first} ／ {second}", first=case.first_name, second=case.second_name)
            items = [QStandardItem(words), QStandardItem(tr(DECISIONS[case.decision]))]
        else:
            items = [QStandardItem(subject_of(case)), QStandardItem(field_name(case.field))]
        items[0].setToolTip(tooltip(items[0].text()))
        items[0].setData(case, CASE_ROLE)
        head.appendRow(items)
    if rest:
        last = QStandardItem(rest)
        last.setSelectable(False)
        head.appendRow(last)
    return head
