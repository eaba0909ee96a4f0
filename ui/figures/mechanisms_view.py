"""«机制»: the printed mechanisms with their places, what of the program serves each, and the lists of projects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.figures.mechanisms import Mechanism, read_mechanisms
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.lists.lists import ProjectList, find_lists
from db.records import Document
from geo.frozen import frozen
from geo.wording import term, tr
from ui.figures.two_pages import TwoPages
from ui.figures.view import FigureView, Question
from ui.reading.documents_desk import number_documents
from ui.widgets.elided_link import ElidedLink
from ui.widgets.plain_text import button_text, tooltip

MOST_SHOWN: Final = 300

PLACES: Final = {
    "chain": ("产业链", "打开产业链图谱：各环节的项目与空缺"),
    "stages": ("阶段看板", "打开阶段看板：每个项目走到哪一步、下一步何时"),
    "lists": ("清单", "打开清单管理"),
    "districts": ("分区着色", "在地图上按区县着色：各区县有多少项目"),
    "matrix": ("园区×产业", "打开园区与产业对照：写明的方向与台账的项目"),
    "events": ("活动核对", "打开活动核对：公布的与具名的"),
}
"""What the places are called that mechanisms lead to, and what is found there."""


@frozen
class MechanismsAnswer:
    """All printed mechanisms, and all lists: printed ones, then a person's own."""

    mechanisms: tuple[Mechanism, ...]
    lists: tuple[ProjectList, ...]


class MechanismsView(FigureView):
    """A reference to look things up in. It follows the ledger, not what is filtered."""

    tab_title = "机制"
    place = "mechanisms"
    follows_filters = False

    def __init__(self, documents: Sequence[Document], offered: Callable[[], Collection[str]]) -> None:
        """Empty.

        Args:
            documents: Those behind the ledger.
            offered: Keys of the places that can be turned to; a mechanism links to no other.
        """
        super().__init__()
        self._numbers = number_documents(documents)
        self._titles = {document.id: document.title for document in documents}
        self._offered = offered
        self._answer = MechanismsAnswer((), ())
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("搜索机制"))
        self.search.setAccessibleName(tr("搜索机制"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._show_mechanisms())
        self.mechanisms, self.lists = _area(tr("机制")), _area(tr("清单"))
        pages = (self._searched(), self.lists)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(
            TwoPages(pages, (tr("机制"), tr("各清单")), tr(self.tab_title), least=(360, 380), shares=(3, 2))
        )

    @staticmethod
    def work_out(question: Question) -> MechanismsAnswer:
        """Read mechanisms and lists."""
        return MechanismsAnswer(read_mechanisms(question.connection), find_lists(question.connection))

    def show_answer(self, answer: MechanismsAnswer, columns: ProjectColumns) -> None:
        """Show them."""
        del columns
        self._answer = answer
        self._show_mechanisms()
        self._show_lists(answer.lists)

    def _searched(self) -> QWidget:
        left = QWidget()
        left.setObjectName("panel")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 0, 0)
        line = QHBoxLayout()
        line.setContentsMargins(16, 0, 16, 0)
        line.addWidget(self.search)
        column.addLayout(line)
        column.addWidget(self.mechanisms, 1)
        return left

    def _show_mechanisms(self) -> None:
        words = self.search.text().casefold().split()
        found = [m for m in self._answer.mechanisms if all(w in f"{m.name}\n{m.summary}".casefold() for w in words)]
        body, column = _body()
        title = tr("材料写到的机制 {n}", n=len(found))
        column.addWidget(_label(title, "section"))
        offered = self._offered()
        for mechanism in found[:MOST_SHOWN]:
            column.addWidget(self._build_mechanism(mechanism, offered))
        if len(found) > MOST_SHOWN:
            column.addWidget(_label(tr("另有 {n} 条未列", n=len(found) - MOST_SHOWN), "caption"))
        if not found:
            column.addWidget(_label(tr("没有写到这样的机制。"), "secondary"))
        column.addStretch(1)
        self.mechanisms.setWidget(body)

    def _build_mechanism(self, mechanism: Mechanism, offered: Collection[str]) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 5, 0, 3)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(_label(mechanism.name, "boxTitle"), 1)
        for key in mechanism.links:
            if key in offered:
                words, hint = map(tr, PLACES[key])
                line.addWidget(_button(words, hint, partial(self.turn_wanted.emit, key), "shorthand"))
        for document_id, start in _starts(mechanism):
            words = tr("文 {number}", number=self._numbers.get(document_id, "?"))
            hint = tr("打开{title}", title=self._titles.get(document_id, document_id))
            line.addWidget(_button(words, hint, partial(self.passage_wanted.emit, document_id, start)))
        column.addLayout(line)
        if mechanism.summary:
            column.addWidget(_label(mechanism.summary, "secondary"))
        return row

    def _show_lists(self, lists: Sequence[ProjectList]) -> None:
        body, column = _body()
        printed = [each for each in lists if not each.is_own]
        own = [each for each in lists if each.is_own]
        for title, some, none in (
            (tr("材料里的清单 {n}", n=len(printed)), printed, tr("材料没有列清单。")),
            (tr("自建清单 {n}", n=len(own)), own, tr("还没有自建清单：在表里选中项目，加入清单。")),
        ):
            column.addWidget(_label(title, "section"))
            for each in some[:MOST_SHOWN]:
                column.addLayout(self._build_list(each))
            if len(some) > MOST_SHOWN:
                column.addWidget(_label(tr("另有 {n} 条未列", n=len(some) - MOST_SHOWN), "caption"))
            if not some:
                column.addWidget(_label(none, "secondary"))
            column.addSpacing(12)
        column.addWidget(_button(tr("管理清单…"), "", partial(self.turn_wanted.emit, "lists"), "headButton"), 0, _LEFT)
        column.addStretch(1)
        self.lists.setWidget(body)

    def _build_list(self, each: ProjectList) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        chosen = Filters().with_(lists=[each.id])
        link = ElidedLink(each.name)
        link.clicked.connect(lambda _checked=False: self.filters_wanted.emit(chosen))
        line.addWidget(link)
        line.addStretch(1)
        kind = "" if each.is_own or not each.kind else term(each.kind)
        words = tr("、").join(filter(None, (kind, tr("{n:,} 项", n=each.count))))
        line.addWidget(_label(words, "caption", wrap=False))
        export = _button(tr("导出…"), tr("只看并导出这个清单"), partial(self._export, chosen))
        if not each.count:
            export.setEnabled(False)
            export.setToolTip(tooltip(tr("清单里没有项目，没有可导出的")))
        line.addWidget(export)
        return line

    def _export(self, chosen: Filters) -> None:
        self.filters_wanted.emit(chosen)
        self.turn_wanted.emit("export")


_LEFT: Final = Qt.AlignmentFlag.AlignLeft


def _area(name: str) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.setMinimumWidth(270)
    return area


def _body() -> tuple[QWidget, QVBoxLayout]:
    body = QWidget()
    body.setObjectName("panel")
    column = QVBoxLayout(body)
    column.setContentsMargins(16, 10, 16, 16)
    column.setSpacing(2)
    return body, column


def _label(words: str, role: str, *, wrap: bool = True) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(role)
    label.setWordWrap(wrap)
    return label


def _button(words: str, hint: str, call: Callable[[], object], role: str = "flat") -> QPushButton:
    button = QPushButton(button_text(words))
    button.setObjectName(role)
    button.setToolTip(tooltip(hint))
    button.setAccessibleName(tr("；").join(filter(None, (words, hint))))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda _checked=False: call())
    return button


def _starts(mechanism: Mechanism) -> Iterable[tuple[str, int]]:
    """Where each document prints it, the first place of each."""
    starts: dict[str, int] = {}
    for place in mechanism.places:
        starts.setdefault(place.document_id, place.start)
    return starts.items()
