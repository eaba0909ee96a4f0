"""The button by which the chain is taken along: asks for a file, writes what is looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from db.charts.chart_words import tsv
from geo.errors import AtlasError
from geo.wording import tr
from ui.figures.chain_answer import OWN, ChainAnswer
from ui.figures.chain_canvas import ChainCanvas
from ui.figures.chain_files import (
    PICTURE_WIDTH,
    Rows,
    chain_rows,
    draw_image,
    matrix_rows,
    relation_rows,
    write_svg,
    write_table,
)
from ui.figures.matrix_table import MatrixTable
from ui.pictures import save_png
from ui.theme import Theme
from ui.window.window_files import documents_path

PAGES: Final = {"map": "图谱", "gaps": "缺口", "matrix": "园区与产业", "relations": "关系"}
"""What can be looked at."""


_KINDS: Final = {
    ".svg": "图片（SVG）…",
    ".png": "图片（PNG）…",
    ".csv": "表格（CSV）…",
    ".tsv": "表格（TSV）…",
}


class ChainExports:
    """Exports of the map, the gaps or the matrix.

    Args:
        window: Parent of the dialog.
        canvas: The map.
        matrix: The matrix.
        theme: Asked at each picture.
        tell: Takes one sentence for the person.
    """

    def __init__(
        self,
        window: QWidget,
        canvas: ChainCanvas,
        matrix: MatrixTable,
        theme: Callable[[], Theme],
        tell: Callable[[str], object],
    ) -> None:
        """With nothing to export yet."""
        self._window, self._canvas, self._matrix, self._theme, self._tell = window, canvas, matrix, theme, tell
        self._answer: ChainAnswer | None = None
        self._page, self._note = "map", ""
        self.button = QToolButton()
        self.button.setText(tr("导出"))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setAccessibleName(tr("导出产业链"))
        menu = QMenu(self.button)
        self.actions = {
            suffix: menu.addAction(tr(words), partial(self._ask, suffix)) for suffix, words in _KINDS.items()
        }
        self.actions["copy"] = menu.addAction(tr("复制表格"), self._copy)
        self.button.setMenu(menu)

    def show(self, answer: ChainAnswer, page: str, note: str) -> None:
        """Export this from now on: one of `PAGES`, with a note that says how to read it."""
        self._answer, self._page, self._note = answer, page, note
        for suffix in (".svg", ".png"):
            self.actions[suffix].setEnabled(page != "matrix")

    def rows(self) -> Rows:
        """What is looked at, as a table."""
        if self._answer is None:
            return []
        if self._page == "matrix":
            return matrix_rows(self._matrix.matrix)
        answer = self._answer
        if self._page == "relations":
            return relation_rows(answer.whole)
        return chain_rows(answer.chain, answer.names, answer.whole.gaps, gaps_only=self._page == "gaps")

    def save_picture(self, path: Path) -> None:
        """Write the map as a picture, SVG or PNG by the name's ending.

        Raises:
            AtlasError: It cannot be written there.
        """
        if self._answer is None:
            return
        picture, theme = self._canvas.picture_for(PICTURE_WIDTH), self._theme()
        painter, head = self._canvas.painter_of(theme), self._head(self._answer)
        if path.suffix.lower() == ".svg":
            write_svg(picture, painter, theme, head, path)
        else:
            save_png(draw_image(picture, painter, theme, head), path)

    def _head(self, answer: ChainAnswer) -> tuple[str, ...]:
        asked = answer.filters.without(*OWN).describe(answer.columns.dimensions)
        if self._page == "relations":
            return tr("产业链上的关系"), self._note
        return tr("产业链图谱"), tr("筛选：{words}", words=asked), self._note

    def _ask(self, suffix: str) -> None:
        """Ask where, and write the picture or the table."""
        name = f"{tr('产业链')}-{tr(PAGES[self._page])}{suffix}"
        kind = f"{suffix[1:].upper()} (*{suffix})"
        chosen, _ = QFileDialog.getSaveFileName(self._window.window(), tr("导出"), documents_path(name), kind)
        if not chosen:
            return
        path = Path(chosen)
        try:
            if suffix in (".svg", ".png"):
                self.save_picture(path)
            else:
                write_table(self.rows(), path)
        except AtlasError as error:
            self._tell(str(error))
        else:
            self._tell(tr("已存为 {path}", path=path))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(tsv(self.rows()))
        self._tell(tr("已复制“{title}”的数据，可粘贴到表格", title=tr(PAGES[self._page])))
