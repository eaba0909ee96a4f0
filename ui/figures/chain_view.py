"""«产业链»: what the documents print of the chain with the projects on it, its gaps, and parks beside industries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.chart_words import tsv
from db.columns import ProjectColumns
from db.figures.chains import Chain, ChainNode, MatrixCell, build_chain, build_matrix
from db.filters import Filters
from db.schema import STAGES
from db.taxonomies import Taxonomies
from geo.errors import AtlasError
from geo.wording import tr
from ui.figures.chain_canvas import ChainCanvas
from ui.figures.chain_files import PICTURE_WIDTH, Rows, chain_rows, draw_image, matrix_rows, write_svg, write_table
from ui.figures.chain_picture import ChainMatter
from ui.figures.giving_way import GivingLabel
from ui.figures.matrix_table import MatrixTable
from ui.figures.view import FigureView, Question
from ui.industry_slots import IndustrySlots
from ui.pictures import save_png
from ui.theme import Theme
from ui.window_files import documents_path

MOST_LISTED: Final = 200
_RANKS: Final = {stage: rank for stage, _, rank in STAGES}
_PAGES: Final = {"map": "图谱", "gaps": "缺口", "matrix": "园区与产业"}
_OWN: Final = ("industries", "tracks")


@dataclass(frozen=True, slots=True, eq=False)
class ChainAnswer:
    """The chain and the matrix of a result, whatever industries are asked for.

    Attributes:
        whole: The chain of the whole ledger; of its projects only the numbers.
        chain: That of the result, with the ids of all projects.
        whole_matrix: Parks and industries of the whole ledger.
        matrix: Those of the result.
        mask: bool[n], the result.
        columns: The projects, in the list of industries that is in force.
        names: Names of the projects that are named, by id.
        started: Of them, those that have broken ground.
        filters: What was asked.
    """

    whole: Chain
    chain: Chain
    whole_matrix: tuple[MatrixCell, ...]
    matrix: tuple[MatrixCell, ...]
    mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    columns: ProjectColumns
    names: Mapping[int, str]
    started: frozenset[int]
    filters: Filters


class ChainView(FigureView):
    """The chain. Conditions on industries and tracks choose in it and do not narrow it."""

    tab_title = "产业链"
    place = "chain"

    def __init__(self, taxonomies: Taxonomies, theme: Callable[[], Theme]) -> None:
        """Empty."""
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._taxonomies, self._theme = taxonomies, theme
        self._answer: ChainAnswer | None = None
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
        self.export_menu = self._build_menu()
        self._lay_out()
        self.canvas.node_pressed.connect(self._on_canvas_node_pressed)
        self.canvas.project_pressed.connect(lambda id_: self.selection_wanted.emit((id_,)))
        self.canvas.walked.connect(lambda at: self.area.ensureVisible(at.x(), at.y(), 80, 60))
        self.matrix.cell_pressed.connect(self._on_matrix_cell_pressed)

    @property
    def page(self) -> str:
        """Key of what is looked at: `map`, `gaps` or `matrix`."""
        return next(str(one.property("page")) for one in self.pages.buttons() if one.isChecked())

    def turn_to(self, page: str) -> None:
        """Look at `map`, `gaps` or `matrix`."""
        for button in self.pages.buttons():
            if button.property("page") == page:
                button.click()

    def options(self) -> Taxonomies:
        """The lists of industries: the chain is told by the one in force, whichever is spoken."""
        return self._taxonomies

    @staticmethod
    def work_out(question: Question) -> ChainAnswer:
        """Hang the result and the whole ledger on the chain."""
        taxonomies: Taxonomies = question.options
        columns = taxonomies.speak(question.columns, "")
        spoken = question.filters.without(*_OWN)
        mask = question.columns.mask(spoken) if spoken != question.filters else question.mask
        everything = np.ones_like(mask)
        connection = question.connection
        whole = build_chain(connection, columns, everything, limit=1)
        chain = build_chain(connection, columns, mask, limit=len(columns))
        named = np.unique([id_ for node in chain.nodes for id_ in node.own_ids[:MOST_LISTED]]).astype(np.int64)
        rows = columns.rows_of(named.tolist())
        ranks = np.array([_RANKS.get(name, 0) for name in columns.dimensions["stage"].names])
        started = rows[ranks[columns.codes["stage"][rows]] >= _RANKS["开工"]]
        return ChainAnswer(
            whole=whole,
            chain=chain,
            whole_matrix=build_matrix(connection, columns, everything),
            matrix=build_matrix(connection, columns, mask),
            mask=mask,
            columns=columns,
            names={int(columns.ids[row]): columns.names[row] for row in rows.tolist()},
            started=frozenset(columns.ids[started].tolist()),
            filters=question.filters,
        )

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

    def rows(self) -> Rows:
        """What is looked at, as a table."""
        if self._answer is None:
            return []
        if self.page == "matrix":
            return matrix_rows(self.matrix.matrix)
        answer = self._answer
        return chain_rows(answer.chain, answer.names, answer.whole.gaps, gaps_only=self.page == "gaps")

    def save_picture(self, path: Path) -> None:
        """Write the map as a picture, SVG or PNG by the name's ending.

        Raises:
            AtlasError: It cannot be written there.
        """
        if self._answer is None:
            return
        picture = self.canvas.picture_for(PICTURE_WIDTH)
        theme = self._theme()
        painter, head = self.canvas.painter_of(theme), self._head(self._answer)
        if path.suffix.lower() == ".svg":
            write_svg(picture, painter, theme, head, path)
        else:
            save_png(draw_image(picture, painter, theme, head), path)

    def _head(self, answer: ChainAnswer) -> tuple[str, ...]:
        asked = answer.filters.without(*_OWN).describe(answer.columns.dimensions)
        title = tr("产业链图谱")
        return (title, tr("筛选：{words}", words=asked), self.note.words) if asked else (title, self.note.words)

    def _show_page(self) -> None:
        answer = self._answer
        if answer is None:
            return
        if self.page == "matrix":
            self._stack.setCurrentWidget(self.matrix)
            self.note.show_words(tr("框：文中写明的方向；虚线：台账中无项目，不等于现实中没有；点线：含推断到园区的"))
        else:
            self._stack.setCurrentWidget(self.area)
            matter = ChainMatter(
                answer.whole, answer.chain, answer.names, answer.started, gaps_only=self.page == "gaps"
            )
            symbols = IndustrySlots(answer.columns, self._theme().industries, self._taxonomies.symbols)
            self.canvas.show_matter(matter, symbols.of_id)
            self.note.show_words(self._explain(answer))
        self._picture_action.setEnabled(self.page != "matrix")
        self._image_action.setEnabled(self.page != "matrix")

    def _explain(self, answer: ChainAnswer) -> str:
        gaps = tr("{n} 处台账中无项目，不等于现实中没有", n=len(answer.whole.gaps))
        if self.page == "gaps":
            return gaps
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
        wanted = {"taxonomy": "", **dict.fromkeys(_OWN, frozenset[int]()), field: frozenset((node.id,))}
        if not answer.filters.taxonomy and all(getattr(answer.filters, name) == wanted[name] for name in _OWN):
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

    def _on_matrix_cell_pressed(self, park_id: int, industry_id: int) -> None:
        if self._answer is not None:
            columns = self._answer.columns  # a condition on a park would take in the parks inside it
            rows = columns.has_value("park", park_id) & columns.has_value("industry", industry_id)
            self.projects_wanted.emit(tuple(columns.ids[self._answer.mask & rows].tolist()))

    def _node(self, node_id: int) -> ChainNode | None:
        nodes = self._answer.chain.nodes if self._answer else ()
        return next((node for node in nodes if node.id == node_id), None)

    def _save(self, kind: str, suffix: str) -> None:
        """Ask where, and write the picture or the table."""
        name = tr(_PAGES[self.page])
        chosen, _ = QFileDialog.getSaveFileName(
            self.window(), tr("导出"), documents_path(f"{tr('产业链')}-{name}{suffix}"), f"{kind} (*{suffix})"
        )
        if not chosen:
            return
        path = Path(chosen)
        try:
            if suffix in (".svg", ".png"):
                self.save_picture(path)
            else:
                write_table(self.rows(), path)
        except AtlasError as error:
            self.told.emit(str(error))
        else:
            self.told.emit(tr("已存为 {path}", path=path))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(tsv(self.rows()))
        self.told.emit(tr("已复制“{title}”的数据，可粘贴到表格", title=tr(_PAGES[self.page])))

    def _build_pages(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for number, (key, words) in enumerate(_PAGES.items()):
            button = QPushButton(tr(words))
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setChecked(not number)
            button.setProperty("page", key)
            group.addButton(button, number)
        group.buttonClicked.connect(lambda _button: self._show_page())
        return group

    def _build_menu(self) -> QToolButton:
        button = QToolButton()
        button.setText(tr("导出"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setAccessibleName(tr("导出产业链"))
        menu = QMenu(button)
        self._picture_action = menu.addAction(tr("图片（SVG）…"), partial(self._save, "SVG", ".svg"))
        self._image_action = menu.addAction(tr("图片（PNG）…"), partial(self._save, "PNG", ".png"))
        menu.addAction(tr("表格（CSV）…"), partial(self._save, "CSV", ".csv"))
        menu.addAction(tr("表格（TSV）…"), partial(self._save, "TSV", ".tsv"))
        menu.addAction(tr("复制表格"), self._copy)
        button.setMenu(menu)
        return button

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(0)
        for button in self.pages.buttons():
            line.addWidget(button)
        line.addSpacing(12)
        line.addWidget(self.note)
        line.addStretch(1)
        line.addWidget(self.export_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._stack, 1)
