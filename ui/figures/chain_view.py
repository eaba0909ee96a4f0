"""«产业链»: what the documents print of the chain with the projects on it, its gaps, and parks beside industries."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.figures.chains import Chain, ChainNode
from db.index.columns import ProjectColumns
from db.records import Document
from db.taxonomies import Taxonomies
from geo.wording import tr
from ui.figures.chain_answer import OWN, ChainAnswer, answer_chain
from ui.figures.chain_canvas import ChainCanvas
from ui.figures.chain_exports import PAGES, ChainExports
from ui.figures.chain_picture import ChainMatter
from ui.figures.giving_way import GivingLabel
from ui.figures.matrix_table import MatrixTable
from ui.figures.relation_detail import RelationDetail
from ui.figures.view import FigureView, Question
from ui.industry_slots import IndustrySlots
from ui.reading.documents_desk import number_documents
from ui.theme import Theme
from ui.widgets.plain_text import tooltip


class ChainView(FigureView):
    """The chain. Conditions on industries and tracks choose in it and do not narrow it."""

    tab_title = "产业链"
    place = "chain"

    def __init__(self, taxonomies: Taxonomies, theme: Callable[[], Theme], documents: Sequence[Document] = ()) -> None:
        """Empty; the documents are those behind the ledger."""
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._taxonomies, self._theme = taxonomies, theme
        self._answer: ChainAnswer | None = None
        self._numbers = number_documents(documents)
        self.detail = RelationDetail(self._numbers)
        self.canvas = ChainCanvas(theme)
        self.matrix = MatrixTable(theme)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # or it would wrap twice
        holder = QWidget()
        holder.setObjectName("panel")
        room = QVBoxLayout(holder)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.canvas)
        room.addStretch(1)
        self.area.setWidget(holder)
        self.note = GivingLabel("secondary")
        self.pages = self._build_pages()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.area)
        self._stack.addWidget(self.matrix)
        self.with_organisations = QCheckBox(tr("单位"))
        self.with_organisations.setToolTip(tooltip(tr("在每个节点下列出项目的参与单位")))
        self.with_organisations.setChecked(True)
        self.with_organisations.toggled.connect(lambda _on: self._show_page())
        self.exports = ChainExports(self, self.canvas, self.matrix, theme, self.told.emit)
        self._lay_out()
        self.canvas.node_pressed.connect(self._on_canvas_node_pressed)
        self.canvas.project_pressed.connect(lambda id_: self.selection_wanted.emit((id_,)))
        self.canvas.organisation_pressed.connect(self._choose_organisation)
        self.canvas.relation_pressed.connect(self._on_canvas_relation_pressed)
        self.canvas.related_pressed.connect(self._on_canvas_related_pressed)
        self.detail.end_wanted.connect(self._on_detail_end_wanted)
        self.detail.passage_wanted.connect(self.passage_wanted)
        self.canvas.walked.connect(lambda at: self.area.ensureVisible(at.x(), at.y(), 80, 60))
        self.matrix.cell_pressed.connect(self._on_matrix_cell_pressed)

    @property
    def page(self) -> str:
        """Key of what is looked at: one of `PAGES`."""
        return next(str(one.property("page")) for one in self.pages.buttons() if one.isChecked())

    def turn_to(self, page: str) -> None:
        """Look at one of `PAGES`."""
        for button in self.pages.buttons():
            if button.property("page") == page:
                button.click()

    def options(self) -> Taxonomies:
        """The lists of industries: the chain is told by the one in force, whichever is spoken."""
        return self._taxonomies

    @staticmethod
    def work_out(question: Question) -> ChainAnswer:
        """Hang the result and the whole ledger on the chain."""
        return answer_chain(question)

    def show_answer(self, answer: ChainAnswer, columns: ProjectColumns) -> None:
        """Show the chain and the matrix."""
        del columns
        self._answer = answer
        self.matrix.show_cells(answer.matrix, answer.whole_matrix, answer.columns)
        self._show_page()

    def dress(self) -> None:
        """Follow a change of the theme."""
        self.canvas.update()
        self.matrix.viewport().update()

    def _show_page(self) -> None:
        answer = self._answer
        self.with_organisations.setVisible(self.page == "map")
        if self.page != "relations":
            self.detail.show_relation(None)
        if answer is None:
            return
        if self.page == "matrix":
            self._stack.setCurrentWidget(self.matrix)
            self.note.show_words(tr("框：文中写明的方向；虚线：台账中无项目，不等于现实中没有；点线：含推断到园区的"))
        else:
            self._stack.setCurrentWidget(self.area)
            matter = ChainMatter(
                answer.whole,
                answer.chain,
                answer.names,
                answer.started,
                gaps_only=self.page == "gaps",
                with_organisations=self.with_organisations.isChecked(),
                numbers=self._numbers,
            )
            symbols = IndustrySlots(answer.columns, self._theme().industries, self._taxonomies.symbols)
            self.canvas.show_matter(matter, symbols.of_id, relations=self.page == "relations")
            self.note.show_words(self._explain(answer))
        self.exports.show(answer, self.page, self.note.words)

    def _explain(self, answer: ChainAnswer) -> str:
        gaps = tr("{n} 处台账中无项目，不等于现实中没有", n=len(answer.whole.gaps))
        if self.page == "gaps":
            return gaps
        if self.page == "relations":
            relations, unrelated = len(answer.whole.relations), len(answer.whole.unrelated)
            said = tr("文中写明的关系 {n} 条，点线为推定", n=relations)
            silent = tr("{n} 个末端节点文中未写关系，不等于没有", n=unrelated)
            return tr("；").join((said, silent))
        return tr("；").join((tr("● 已开工及以后　○ 未开工或未写明　点线为推定"), gaps))

    def _on_canvas_node_pressed(self, node_id: int) -> None:
        node = self._node(node_id)
        if node is None:
            return
        if not node.count:
            is_gap = any(one.id == node_id and one.is_gap for one in self._answer.whole.nodes) if self._answer else True
            self.told.emit(tr("台账中无项目，不等于现实中没有") if is_gap else tr("筛选后没有项目"))
        elif node.level == 1:
            self._choose("industries", node)
        elif node.level == 2:
            self._choose("tracks", node)
        else:
            self.projects_wanted.emit(node.own_ids)

    def _choose(self, field: str, node: ChainNode) -> None:
        """Ask for an industry or a track; for all again where it is what is asked for.

        A project of one industry that is about a direction of another counts in both here, and not in a condition:
        then the projects themselves are asked for, as many as the node says.
        """
        answer = self._answer
        if answer is None:
            return
        wanted = {"taxonomy": "", **dict.fromkeys(OWN, frozenset[int]()), field: frozenset((node.id,))}
        if not answer.filters.taxonomy and all(getattr(answer.filters, name) == wanted[name] for name in OWN):
            self.conditions_wanted.emit({**wanted, field: frozenset()})
        elif int(np.count_nonzero(answer.columns.mask(answer.filters.with_(**wanted)))) == node.count:
            self.conditions_wanted.emit(wanted)
        else:
            self.projects_wanted.emit(self._ids_under(answer.chain, node))

    def _ids_under(self, chain: Chain, node: ChainNode) -> tuple[int, ...]:
        inside, ids = {node.id}, set[int]()
        for one in chain.nodes:  # from the root down
            if one.id == node.id or one.parent_id in inside:
                inside.add(one.id)
                ids.update(one.own_ids)
        return tuple(sorted(ids))

    def _choose_organisation(self, organisation_id: int) -> None:
        """Ask for an organisation's projects; for all again where that is asked for."""
        asked = self._answer.filters.organisations if self._answer else frozenset()
        wanted = frozenset((organisation_id,))
        self.conditions_wanted.emit({"organisations": frozenset() if asked == wanted else wanted})

    def _on_canvas_relation_pressed(self, relation_id: int) -> None:
        relations = self._answer.whole.relations if self._answer else ()
        self.detail.show_relation(next((one for one in relations if one.id == relation_id), None))

    def _on_canvas_related_pressed(self, node_id: int) -> None:
        """Turn to the relations of a node and bring them into sight."""
        self.turn_to("relations")
        box = next((box for box in self.canvas.picture.boxes if (box.kind, box.key) == ("node", node_id)), None)
        if box is not None:
            self.canvas.walk_to(box)

    def _on_detail_end_wanted(self, entity: str, id_: int) -> None:
        if entity == "projects":
            self.selection_wanted.emit((id_,))
        elif entity == "organisations":
            self._choose_organisation(id_)
        else:
            self._on_canvas_node_pressed(id_)

    def _on_matrix_cell_pressed(self, park_id: int, industry_id: int) -> None:
        if self._answer is not None:
            columns = self._answer.columns  # a condition on a park would take in the parks inside it
            rows = columns.has_value("park", park_id) & columns.has_value("industry", industry_id)
            self.projects_wanted.emit(tuple(columns.ids[self._answer.mask & rows].tolist()))

    def _node(self, node_id: int) -> ChainNode | None:
        nodes = self._answer.chain.nodes if self._answer else ()
        return next((node for node in nodes if node.id == node_id), None)

    def _build_pages(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for number, (key, words) in enumerate(PAGES.items()):
            button = QPushButton(tr(words))
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setChecked(not number)
            button.setProperty("page", key)
            group.addButton(button, number)
        group.buttonClicked.connect(lambda _button: self._show_page())
        return group

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(0)
        for button in self.pages.buttons():
            line.addWidget(button)
        line.addSpacing(12)
        line.addWidget(self.with_organisations)
        line.addSpacing(12)
        line.addWidget(self.note)
        line.addStretch(1)
        line.addWidget(self.exports.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._stack, 1)
        column.addWidget(self.detail)
