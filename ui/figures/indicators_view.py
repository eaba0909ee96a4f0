"""«指标»: every printed figure that is no project's, to look for, to compare, to take along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.charts.chart_words import tsv
from db.export.whole_file import write_whole
from db.figures.indicator_table import (
    MOST_ROWS,
    Grouping,
    Kind,
    Wanted,
    choose_indicators,
    group_indicators,
    to_csv,
    to_rows,
)
from db.figures.indicators import Indicator, read_indicators
from db.figures.small_pictures import SmallPicture, find_pictures
from db.index.columns import ProjectColumns
from db.records import Document
from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr
from ui.figures.indicators_tree import IndicatorsTree
from ui.figures.segments import Segments
from ui.figures.small_multiples import SmallMultiples
from ui.figures.two_pages import TwoPages
from ui.figures.view import FigureView, Question
from ui.reading.documents_desk import number_documents
from ui.theme import Theme

CSV_FILES = "CSV 表格 (*.csv)"


@frozen
class IndicatorsAnswer:
    """All printed indicators, and what of them and of the announcements may stand in small pictures."""

    indicators: tuple[Indicator, ...]
    pictures: tuple[SmallPicture, ...]


class IndicatorsView(FigureView):
    """A table and small pictures. They follow the ledger, not what is filtered: no project stands behind them."""

    tab_title = "指标"
    place = "indicators"
    follows_filters = False

    def __init__(self, documents: Sequence[Document], theme: Callable[[], Theme]) -> None:
        """Empty."""
        super().__init__()
        self._numbers = number_documents(documents)
        self._answer = IndicatorsAnswer((), ())
        self._shown: tuple[Indicator, ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("搜索指标、范围、时期、单位"))
        self.search.setAccessibleName(tr("搜索指标"))
        self.search.setClearButtonEnabled(True)
        self.kinds = Segments(("", "actual", "target"), tr("性质"))
        self.groupings = Segments(("scope", "period"), tr("分组"))
        self.contradicted = QPushButton()
        self.contradicted.setObjectName("shorthand")
        self.contradicted.setCheckable(True)
        self.tree = IndicatorsTree(self._numbers, theme)
        self.pictures = SmallMultiples(theme)
        self.count = QLabel()
        self.count.setObjectName("caption")
        self.groupings.set_words({"scope": tr("按范围"), "period": tr("按时期")})
        self._name_choices((tr("全部"), tr("实际"), tr("目标、预计")), tr("说法不一"))  # until there are numbers
        self._lay_out()
        self.search.textChanged.connect(lambda _text: self._show())
        self.kinds.chosen_changed.connect(self._show)
        self.groupings.chosen_changed.connect(self._show)
        self.contradicted.toggled.connect(lambda _on: self._show())
        self.tree.passage_wanted.connect(self.passage_wanted)

    @staticmethod
    def work_out(question: Question) -> IndicatorsAnswer:
        """Read the indicators."""
        indicators = read_indicators(question.connection)
        return IndicatorsAnswer(indicators, find_pictures(question.connection, indicators))

    @property
    def wanted(self) -> Wanted:
        """What is asked of the table."""
        kind: Kind = self.kinds.chosen  # type: ignore[assignment]
        grouping: Grouping = self.groupings.chosen  # type: ignore[assignment]
        return Wanted(self.search.text(), kind, self.contradicted.isChecked(), grouping)

    def show_answer(self, answer: IndicatorsAnswer, columns: ProjectColumns) -> None:
        """Show the indicators as they are asked for."""
        del columns
        self._answer = answer
        all_, actual = len(answer.indicators), sum(i.kind == "actual" for i in answer.indicators)
        contradicted = sum(i.is_contradicted for i in answer.indicators)
        kinds = tr("全部 {n}", n=all_), tr("实际 {n}", n=actual), tr("目标、预计 {n}", n=all_ - actual)
        self._name_choices(kinds, tr("说法不一 {n}", n=contradicted))
        self.pictures.show_pictures(answer.pictures)
        self._show()

    def _name_choices(self, kinds: tuple[str, str, str], contradicted: str) -> None:
        self.kinds.set_words(dict(zip(self.kinds.buttons, kinds, strict=True)))
        self.contradicted.setText(contradicted)

    def table(self) -> tuple[tuple[str, ...], ...]:
        """What is shown, as a table to take along; titles first."""
        return to_rows(self._shown, self._numbers)

    def copy(self) -> None:
        """Put the table on the clipboard."""
        QGuiApplication.clipboard().setText(tsv(self.table()))
        self.told.emit(tr("已复制 {n} 条指标，可粘贴到表格", n=len(self._shown)))

    def save(self, path: Path) -> None:
        """Write the table as CSV; the file appears whole or not at all, and what went wrong is told."""
        try:
            with write_whole(path, replace=True) as part:
                part.write_text(to_csv(self.table()), encoding="utf-8-sig", newline="")
        except AtlasError as error:
            self.told.emit(str(error))
            return
        self.told.emit(tr("已导出 {n} 条指标：{path}", n=len(self._shown), path=QDir.toNativeSeparators(str(path))))

    def _ask_for_path(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / tr("指标.csv"))
        chosen, _ = QFileDialog.getSaveFileName(self.window(), tr("导出指标"), start, tr(CSV_FILES))
        if chosen:
            self.save(Path(chosen).with_suffix(".csv").resolve())

    def _show(self) -> None:
        wanted = self.wanted
        self._shown = choose_indicators(self._answer.indicators, wanted)
        self.tree.show_groups(
            group_indicators(self._shown[:MOST_ROWS], wanted.grouping), by_scope=wanted.grouping == "scope"
        )
        total = len(self._answer.indicators)
        left_out = len(self._shown) - MOST_ROWS
        words = tr("{n} / {total} 条", n=len(self._shown), total=total)
        self.count.setText(words if left_out <= 0 else tr("{words}，另有 {n} 条未列", words=words, n=left_out))
        if not total:
            self.count.setText(tr("台账里没有指标"))

    def _lay_out(self) -> None:
        left = QWidget()
        left.setObjectName("panel")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line in (self._asking(), self._taking()):
            column.addLayout(line)
        column.addWidget(self.tree, 1)
        self.pages = TwoPages(
            (left, self.pictures), (tr("指标表"), tr("小图")), tr(self.tab_title), least=(600, 272), shares=(7, 3)
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _asking(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 4)
        line.setSpacing(8)
        line.addWidget(self.search, 1)
        line.addWidget(self.kinds)
        line.addWidget(self.contradicted)
        return line

    def _taking(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 12, 6)
        line.setSpacing(8)
        line.addWidget(self.groupings)
        line.addWidget(self.count, 1)
        for words, call in ((tr("复制表格"), self.copy), (tr("导出 CSV…"), self._ask_for_path)):
            button = QPushButton(words)
            button.setObjectName("headButton")
            button.clicked.connect(lambda _checked=False, call=call: call())
            line.addWidget(button)
        return line
