"""What documents say differently of one thing, side by side, with the one that is used and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from db.field_names import field_name
from db.records import Passage, Statement
from geo.wording import tr
from ui.cards.card_parts import label
from ui.cards.card_words import adoption_rule
from ui.sources import SourceLine
from ui.theme import Theme
from ui.widgets.plain_text import tooltip

_COLUMNS = 5


class ContradictionBox(QFrame):
    """Every statement about some fields with its date and document; the adopted one in bold, the rule below."""

    passage_wanted = Signal(str, int)

    def __init__(
        self,
        title: str,
        statements: Sequence[Statement],
        passages: Sequence[Passage],
        theme: Callable[[], Theme],
        numbers: Mapping[str, int],
        parent: QWidget | None = None,
    ) -> None:
        """Show statements.

        Args:
            title: What they are about.
            statements: In the order of field and publication.
            passages: Those of the project, among which their places are.
            theme: Asked for colours once.
            numbers: Number of a document, by its id.
            parent: Qt's.
        """
        super().__init__(parent)
        self.setObjectName("warningBox")
        self._passages, self._theme, self._numbers = passages, theme, numbers
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(2, 1)
        self._grid.addWidget(label(title, "warning"), 0, 0, 1, _COLUMNS)
        groups: dict[str, list[Statement]] = {}
        for statement in statements:
            groups.setdefault(field_name(statement.field), []).append(statement)
        for name, group in groups.items():
            for number, statement in enumerate(group):
                self._add_row(name if len(groups) > 1 and not number else "", statement)
            if rule := adoption_rule(group):
                said = label(rule, "warningNote")
                self._grid.addWidget(said, self._grid.rowCount(), 0, 1, _COLUMNS)

    def _add_row(self, field: str, statement: Statement) -> None:
        row, top = self._grid.rowCount(), Qt.AlignmentFlag.AlignTop
        value = label(statement.value)
        font = value.font()
        font.setBold(statement.adopted)
        value.setFont(font)
        value.setToolTip(tooltip(statement.document_title))
        self._grid.addWidget(label(field, wrap=False), row, 0, top)
        self._grid.addWidget(label(statement.published or tr("日期未载"), wrap=False), row, 1, top)
        self._grid.addWidget(value, row, 2, top)
        places = places_of(statement, self._passages)
        if places:
            line = SourceLine(places[:1], self._theme, self._numbers, bare=True)
            line.setWordWrap(False)
            line.passage_wanted.connect(self.passage_wanted)
            self._grid.addWidget(line, row, 3, top)
        elif statement.document_id in self._numbers:
            said = label(tr("文 {number}", number=self._numbers[statement.document_id]), "warningNote", wrap=False)
            said.setToolTip(tooltip(statement.document_title))
            self._grid.addWidget(said, row, 3, top)
        self._grid.addWidget(label(tr("采用") if statement.adopted else "", wrap=False), row, 4, top)


def places_of(statement: Statement, passages: Sequence[Passage]) -> list[Passage]:
    """Where its document makes the statement: those with its very words first, where the words are known."""
    same = [
        passage
        for passage in passages
        if passage.document_id == statement.document_id and field_name(passage.field) == field_name(statement.field)
    ]
    return sorted(same, key=lambda passage: statement.value not in (passage.words or ""))
