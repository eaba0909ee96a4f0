"""One case: two projects that may be one, or what documents say differently, side by side with the places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.figures.compared import FIELDS, Known
from db.figures.contradictions import Contradiction, Saying
from db.figures.repeats import DIFFERENT, SAME, Repeat
from geo.wording import tr
from ui.figures.repeats_tree import DECISIONS, title_of
from ui.widgets.elided_link import ElidedLink
from ui.widgets.plain_text import button_text, tooltip

_CHOICES: Final = (
    (SAME, "同一项目", "记为同一项目；两条都留着，计数不减"),
    (DIFFERENT, "不同项目", "记为不同项目，不再提示"),
    (None, "再议", "收回判断，重新列为未判断"),
)
_LEFT: Final = Qt.AlignmentFlag.AlignLeft
_TOP: Final = Qt.AlignmentFlag.AlignTop


class CaseDetail(QScrollArea):
    """Everything about one case.

    Signals:
        decision_wanted: a `Repeat`, and `same`, `different` or None.
        selection_wanted: ids of projects to select.
        projects_wanted: ids of projects to look at alone.
        passage_wanted: a document's id and a place in it.
    """

    decision_wanted = Signal(object, object)
    selection_wanted = Signal(object)
    projects_wanted = Signal(object)
    passage_wanted = Signal(str, int)

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Empty; ``numbers`` are those of documents, by id."""
        super().__init__()
        self._numbers = numbers
        self.buttons: dict[str | None, QPushButton] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(420)
        self.setAccessibleName(tr("两边对照"))

    def show_nothing(self) -> None:
        """Say that there is no case."""
        column = self._begin()
        column.addWidget(_label(tr("没有疑为同一的项目，材料之间也没有说法不一。"), "secondary"))
        column.addStretch(1)

    def show_repeat(self, repeat: Repeat, known: Mapping[int, Known]) -> None:
        """Show two projects that may be one."""
        column = self._begin()
        column.addWidget(_label(tr("是不是同一个项目？"), "cardTitle"))
        for reason in repeat.reasons:
            column.addWidget(_label(reason, "secondary"))
        column.addLayout(self._build_choices(repeat))
        column.addSpacing(8)
        sides = [known.get(id_) for id_ in (repeat.first_id, repeat.second_id)]
        column.addWidget(self._build_sides([side for side in sides if side is not None]))
        both = (repeat.first_id, repeat.second_id)
        column.addWidget(_link(tr("在地图和表里只看这两个"), partial(self.projects_wanted.emit, both)), 0, _LEFT)
        column.addStretch(1)

    def show_contradiction(self, case: Contradiction) -> None:
        """Show what documents say differently, every place."""
        column = self._begin()
        title = _label(title_of(case), "cardTitle")
        column.addWidget(title)
        column.addWidget(_label(tr("各篇并存；台账采用的一处用粗体，其余不删。"), "secondary"))
        column.addSpacing(8)
        body, grid = _grid(len(case.sayings))
        for place, saying in enumerate(case.sayings, 1):
            self._add_saying(grid, place, saying)
        for row, words in enumerate((tr("说法"), tr("材料"), tr("发表"), tr("采用"), tr("原文位置"))):
            grid.addWidget(_label(words, "caption"), row, 0, _TOP)
        column.addWidget(body)
        if case.entity == "projects":
            wanted = partial(self.selection_wanted.emit, (case.entity_id,))
            column.addWidget(_link(tr("打开项目卡片"), wanted), 0, _LEFT)
        column.addStretch(1)

    def _begin(self) -> QVBoxLayout:
        self.buttons = {}
        body = QWidget()
        body.setObjectName("panel")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 14, 20, 20)
        column.setSpacing(6)
        self.setWidget(body)
        return column

    def _build_choices(self, repeat: Repeat) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        for verdict, words, hint in _CHOICES:
            button = self.buttons[verdict] = QPushButton(button_text(tr(words)))
            button.setToolTip(tooltip(tr(hint)))
            button.setEnabled(verdict != repeat.decision)
            button.clicked.connect(partial(self._decide, repeat, verdict))
            line.addWidget(button)
        line.addWidget(_label(tr("现为：{decision}", decision=tr(DECISIONS[repeat.decision])), "caption"), 1)
        return line

    def _decide(self, repeat: Repeat, verdict: str | None, _checked: bool = False) -> None:
        self.decision_wanted.emit(repeat, verdict)

    def _build_sides(self, sides: Sequence[Known]) -> QWidget:
        body, grid = _grid(len(sides))
        for place, side in enumerate(sides, 1):
            link = ElidedLink(side.name)
            link.clicked.connect(partial(self._select, side.id))
            grid.addWidget(link, 0, place, _LEFT | _TOP)
        row = 1
        for key, title in FIELDS.items():
            cells = [side.fields.get(key, ()) for side in sides]
            if not any(cells):
                continue
            grid.addWidget(_label(tr(title), "caption"), row, 0, _TOP)
            agree = len({tuple(cell) for cell in cells}) == 1
            for place, cell in enumerate(cells, 1):
                said = _label("\n".join(cell) if cell else tr("未载"), "secondary" if agree or not cell else "")
                grid.addWidget(said, row, place, _TOP)
            row += 1
        grid.addWidget(_label(tr("原文位置"), "caption"), row, 0, _TOP)
        for place, side in enumerate(sides, 1):
            grid.addLayout(self._build_places(side.places), row, place)
        return body

    def _add_saying(self, grid: QGridLayout, column: int, saying: Saying) -> None:
        value = _label(saying.value, "boxTitle" if saying.adopted else "")
        grid.addWidget(value, 0, column, _TOP)
        grid.addWidget(_label(saying.title, "secondary"), 1, column, _TOP)
        grid.addWidget(_label(saying.published or tr("日期未载"), "secondary"), 2, column, _TOP)
        grid.addWidget(_label(tr("采用") if saying.adopted else "–", "secondary"), 3, column, _TOP)
        places = tuple((place.document_id, place.start) for place in saying.places) or ((saying.document_id, 0),)
        grid.addLayout(self._build_places(places), 4, column)

    def _build_places(self, places: Sequence[tuple[str, int]]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        for document_id, start in places:
            words = tr("文 {number}", number=self._numbers.get(document_id, "?"))
            line.addWidget(_link(words, partial(self.passage_wanted.emit, document_id, start)))
        line.addStretch(1)
        return line

    def _select(self, project_id: int, _checked: bool = False) -> None:
        self.selection_wanted.emit((project_id,))


def _grid(sides: int) -> tuple[QWidget, QGridLayout]:
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(8)
    for column in range(1, sides + 1):
        grid.setColumnStretch(column, 1)
    return body, grid


def _label(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(role)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _link(words: str, call: Callable[[], object]) -> QPushButton:
    link = ElidedLink(words)
    link.clicked.connect(lambda _checked=False: call())
    return link
