"""One printed relation: its ends, what of it is printed and what is read, and where to read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.figures.relations import Relation, RelationEnd
from db.relation_kinds import RELATION_KINDS
from geo.wording import tr
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.plain_text import button_text, tooltip


class RelationDetail(QWidget):
    """Hidden until a relation is shown.

    Signals:
        end_wanted: table and id of an end that is pressed.
        passage_wanted: a document's id and a place in it to open.
    """

    end_wanted = Signal(str, object)
    passage_wanted = Signal(str, int)

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Hidden; ``numbers`` are those of the documents, by id."""
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._numbers = numbers
        self.relation: Relation | None = None
        self._room = QVBoxLayout(self)
        self._room.setContentsMargins(12, 6, 12, 8)
        self._body: QWidget | None = None
        self.hide()

    def show_relation(self, relation: Relation | None) -> None:
        """Show a relation; nothing for None."""
        self.relation = relation
        if self._body is not None:
            self._room.removeWidget(self._body)
            self._body.deleteLater()
            self._body = None
        self.setVisible(relation is not None)
        if relation is not None:
            self._body = self._build(relation)
            self._room.addWidget(self._body)

    def _build(self, relation: Relation) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._build_end(relation.source))
        line.addWidget(_label(tr("— {kind} →", kind=tr(relation.kind)), "boxTitle"))
        line.addWidget(self._build_end(relation.target))
        line.addStretch(1)
        close = _button("×", tr("关闭"), partial(self.show_relation, None))
        line.addWidget(close)
        column.addLayout(line)
        column.addWidget(_label(tr("；").join(self._explain(relation)), "secondary", wrap=True))
        places = FlowLayout(gap=6)
        for place in relation.places:
            number = self._numbers.get(place.document_id, "?")
            words = tr("文 {number}：第 {start:,}～{end:,} 字", number=number, start=place.start, end=place.end)
            call = partial(self.passage_wanted.emit, place.document_id, place.start)
            places.addWidget(_button(words, tr("打开报道，看这一处"), call))
        column.addLayout(places)
        return body

    def _explain(self, relation: Relation) -> list[str]:
        said = [tr(RELATION_KINDS[relation.kind])] if relation.kind in RELATION_KINDS else []
        said.append(tr("文中的词：{words}", words=relation.words))
        said += [
            tr("“{words}”读作{name}，为推定", words=end.words, name=end.name)
            for end in (relation.source, relation.target)
            if end.basis == "inferred"
        ]
        if relation.kind_basis == "inferred":
            said.append(tr("关系为推定"))
        if relation.industry_basis == "inferred":
            said.append(tr("挂在此节点为推定"))
        return [*said, relation.note] if relation.note else said

    def _build_end(self, end: RelationEnd) -> QWidget:
        words = end.name if end.basis == "stated" else end.words
        if not end.entity:
            return _label(words, "boxTitle")
        return _button(words, tr("查看{name}", name=end.name), partial(self.end_wanted.emit, end.entity, end.id))


def _label(words: str, role: str, *, wrap: bool = False) -> QLabel:
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(role)
    made.setWordWrap(wrap)
    return made


def _button(words: str, hint: str, call: Callable[[], object]) -> QPushButton:
    button = QPushButton(button_text(words))
    button.setObjectName("flat")
    button.setToolTip(tooltip(hint))
    button.setAccessibleName(tr("；").join((words, hint)))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda _checked=False: call())
    return button
