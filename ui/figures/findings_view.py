"""«提示»: what the data itself says is worth a look, each with the rows and the places behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.figures.findings import Finding, find_findings
from db.figures.repeats import survey_repeats
from db.figures.stage_board import find_urgent
from db.index.columns import ProjectColumns
from db.records import Document
from geo.wording import tr
from ui.figures.view import FigureView, Question
from ui.figures.waiting_bar import WaitingBar
from ui.reading.documents_desk import number_documents
from ui.widgets.plain_text import button_text, tooltip

MOST_SHOWN: Final = 200

_PREPARING: Final = "正在逐项查看台账…"

_HEADINGS: Final = (
    (("named_short", "nested"), "公布与具名"),
    (("differ", "list_short"), "材料之间"),
    (("overdue", "quiet", "backwards"), "进展"),
    (("repeats",), "疑为同一"),
    (("one_document", "unmapped", "gap", "old"), "材料的覆盖"),
)
"""Keys of findings and what they are about, in the order shown."""


class FindingsView(FigureView):
    """A list of hints. It follows the ledger and not what is filtered."""

    tab_title = "提示"
    place = "findings"
    follows_filters = False

    def __init__(self, documents: Sequence[Document]) -> None:
        """Without hints; the documents are those behind the ledger."""
        super().__init__()
        self._numbers = number_documents(documents)
        self._titles = {document.id: document.title for document in documents}
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(tr(self.tab_title))
        self.waiting = WaitingBar(_PREPARING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.waiting)
        column.addWidget(self._area, 1)
        self.waiting.stopped.connect(self.stop_wanted)
        self.waiting.resumed.connect(self.options_changed)

    @staticmethod
    def work_out(question: Question) -> tuple[Finding, ...]:
        """Apply the rules to the whole ledger."""
        question.watch(0, 0)
        repeats = survey_repeats(question.connection, 0, question.watch)
        urgency = find_urgent(question.connection, question.columns, question.as_of)
        return find_findings(question.connection, urgency, repeats)

    def show_progress(self, done: int, total: int) -> None:
        """Show how many names are compared."""
        self.waiting.show_progress(done, total)

    def show_answer(self, answer: tuple[Finding, ...], columns: ProjectColumns) -> None:
        """Show the hints."""
        del columns
        self.waiting.hide()
        body = QWidget()
        body.setObjectName("panel")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(2)
        for keys, heading in _HEADINGS:
            of_these = [finding for finding in answer if finding.key in keys]
            if of_these:
                title = QLabel(tr("{heading} {n}", heading=tr(heading), n=len(of_these)))
                title.setObjectName("section")
                column.addSpacing(8)
                column.addWidget(title)
            for finding in of_these[:MOST_SHOWN]:
                column.addWidget(self._build_row(finding))
            if len(of_these) > MOST_SHOWN:
                column.addWidget(QLabel(tr("另有 {n} 条未列", n=len(of_these) - MOST_SHOWN)))
        if not answer:
            column.addWidget(QLabel(tr("没有值得一提的出入。")))
        column.addStretch(1)
        self._area.setWidget(body)

    def _build_row(self, finding: Finding) -> QWidget:
        row = QWidget()
        row.setObjectName("hint")
        row.setAccessibleName(finding.words)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 3, 0, 3)
        line.setSpacing(8)
        words = QLabel(finding.words)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        line.addWidget(words, 1)
        if finding.event_ids:
            hint = tr("打开活动核对")
            line.addWidget(
                self._button(
                    tr("{n} 场活动", n=len(finding.event_ids)),
                    hint,
                    partial(self.event_wanted.emit, finding.event_ids[0]),
                )
            )
        if finding.project_ids:
            line.addWidget(
                self._button(
                    tr("{n} 个项目", n=len(finding.project_ids)),
                    tr("只看这些项目"),
                    lambda: self.projects_wanted.emit(finding.project_ids),
                )
            )
        for place in dict.fromkeys((place.document_id, place.start) for place in finding.places):
            number, title = self._numbers.get(place[0], "?"), self._titles.get(place[0], place[0])
            line.addWidget(
                self._button(
                    tr("文 {number}", number=number),
                    tr("打开{title}", title=title),
                    partial(self.passage_wanted.emit, *place),
                )
            )
        return row

    def _button(self, text: str, hint: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton(button_text(text))
        button.setObjectName("flat")
        button.setToolTip(tooltip(hint))
        button.setAccessibleName(f"{text} {hint}")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda _checked=False: call())
        return button
