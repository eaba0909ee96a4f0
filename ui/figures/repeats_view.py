"""«疑同与矛盾»: projects that may be one, to be judged; and what documents state differently, with both places."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout

from db.figures.compared import Known, read_known
from db.figures.contradictions import Contradiction, find_contradictions
from db.figures.repeats import Repeat, decide_repeat, survey_repeats
from db.index.columns import ProjectColumns
from db.journal import Edit
from db.records import Document
from geo.frozen import frozen
from geo.wording import tr
from ui.figures.case_detail import CaseDetail
from ui.figures.repeats_tree import MOST_SHOWN, Case, RepeatsTree
from ui.figures.two_pages import SECOND, TwoPages
from ui.figures.view import FigureView, Question
from ui.figures.waiting_bar import WaitingBar
from ui.reading.documents_desk import number_documents


@frozen
class RepeatsAnswer:
    """What is to be judged.

    Attributes:
        repeats: The likeliest pairs that may be one.
        known: What is known of their projects, by id.
        contradictions: What documents state differently.
        unlisted: How many pairs there are beyond them.
        undecided: Of all pairs, those nobody has decided about.
    """

    repeats: tuple[Repeat, ...]
    known: Mapping[int, Known]
    contradictions: tuple[Contradiction, ...]
    unlisted: int = 0
    undecided: int = 0


class RepeatsView(FigureView):
    """A list of cases and the chosen one. It follows the ledger, not what is filtered; nothing is ever merged."""

    tab_title = "疑同与矛盾"
    place = "repeats"
    follows_filters = False

    def __init__(self, documents: Sequence[Document]) -> None:
        """Empty; the documents are those behind the ledger."""
        super().__init__()
        self._answer = RepeatsAnswer((), {}, ())
        self.tree = RepeatsTree()
        self.detail = CaseDetail(number_documents(documents))
        titles = tr("全部"), tr("对照")
        self.pages = TwoPages((self.tree, self.detail), titles, tr(self.tab_title), least=(380, 380), shares=(2, 3))
        self.waiting = WaitingBar()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.waiting)
        whole.addWidget(self.pages, 1)
        self.waiting.stopped.connect(self.stop_wanted)
        self.waiting.resumed.connect(self.options_changed)
        self.tree.case_chosen.connect(self._show_case)
        self.tree.clicked.connect(self._on_tree_pressed)
        self.tree.activated.connect(self._on_tree_pressed)
        self.detail.decision_wanted.connect(self._on_detail_decision_wanted)
        self.detail.selection_wanted.connect(self.selection_wanted)
        self.detail.projects_wanted.connect(self.projects_wanted)
        self.detail.passage_wanted.connect(self.passage_wanted)

    @staticmethod
    def work_out(question: Question) -> RepeatsAnswer:
        """Find the cases."""
        survey = survey_repeats(question.connection, MOST_SHOWN, question.watch)
        ids = {id_ for repeat in survey.listed for id_ in (repeat.first_id, repeat.second_id)}
        return RepeatsAnswer(
            survey.listed,
            read_known(question.connection, ids),
            find_contradictions(question.connection),
            survey.unlisted,
            survey.undecided,
        )

    def show_progress(self, done: int, total: int) -> None:
        """Show how many names are compared."""
        self.waiting.show_progress(done, total)

    def show_answer(self, answer: RepeatsAnswer, columns: ProjectColumns) -> None:
        """Show the cases; the one that was chosen stays."""
        del columns
        self._answer = answer
        self.waiting.hide()
        self._show_case(self.tree.show_cases(answer.repeats, answer.contradictions, answer.unlisted, answer.undecided))

    def _show_case(self, case: Case | None) -> None:
        if isinstance(case, Repeat):
            self.detail.show_repeat(case, self._answer.known)
        elif isinstance(case, Contradiction):
            self.detail.show_contradiction(case)
        else:
            self.detail.show_nothing()

    def _on_tree_pressed(self) -> None:
        if self.tree.chosen is not None:
            self.pages.turn(SECOND)

    def _on_detail_decision_wanted(self, repeat: Repeat, verdict: str | None) -> None:
        def decide(connection: sqlite3.Connection, now: datetime.datetime) -> Edit:
            return decide_repeat(connection, repeat.first_id, repeat.second_id, verdict, now)

        self.edit_wanted.emit(decide)
