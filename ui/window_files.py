"""What the window does with files: open another ledger, export, save the map. Asks for paths, then calls the doors."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from db.export.exporting import ExportReport, export_projects
from db.export.formats import FORMATS
from db.filters import Filters
from geo.wording import tr
from ui.explorer import Explorer
from ui.pictures import save_png
from ui.session import Session

ALL_LEDGERS = "台账 (*.kxc *.db *.sqlite);;全部文件 (*)"


def export_rows(
    session: Session,
    explorer: Explorer,
    path: Path,
    *,
    selected_only: bool,
    format_key: str | None = None,
    ids: frozenset[int] | None = None,
) -> ExportReport:
    """Export what the table shows, in its order, or only what is selected of the whole ledger.

    Args:
        session: the open ledger.
        explorer: what is shown and selected.
        path: the file to write.
        selected_only: whether only some projects are exported.
        format_key: one of the formats, or None to go by the file's suffix.
        ids: those projects; None for the selected ones.

    Raises:
        ExportError: the file cannot be written; nothing is left behind.
        LedgerError: the ledger cannot be read.
    """
    state, results, columns = explorer.state, explorer.results, session.columns
    rows: npt.NDArray[np.int64] = results.rows
    filters = results.filters
    if selected_only:
        # Selected projects may lie outside the present filter; they are exported all the same, by their ids.
        order = columns.order(state.sort.key, state.sort.descending, state.sort.then)
        chosen = np.zeros(len(columns), np.bool_)
        wanted = state.selection if ids is None else ids
        chosen[columns.rows_of(wanted)] = True
        rows, filters = order[chosen[order]], Filters(ids=wanted)
    now = datetime.datetime.now(datetime.UTC)
    return export_projects(
        session.ledger, columns, rows, path, format_key=format_key, filters=filters, now=now, replace=True
    )


class WindowFiles:
    """The file dialogs of one window.

    Args:
        window: parent of the dialogs.
        session: the open ledger.
        explorer: what is shown and selected.
        tell: puts one sentence into the status bar.
    """

    def __init__(self, window: QWidget, session: Session, explorer: Explorer, tell: Callable[[str], None]) -> None:
        """Keep what the dialogs need."""
        self._window, self._session, self._explorer, self._tell = window, session, explorer, tell

    def export(self, *, selected_only: bool, ids: frozenset[int] | None = None) -> None:
        """Ask for a file and export what is shown, what is selected or these projects; cancelling does nothing."""
        kinds = {f"{tr(f.name)} (*{f.suffix})": f for f in reversed(FORMATS)}
        words = tr("导出选中") if selected_only else tr("导出筛选结果")
        if ids is not None:
            words = tr("导出 {n:,} 项", n=len(ids))
        name = tr("科学城招商项目-{date:%Y%m%d}", date=datetime.datetime.now())
        chosen, kind = QFileDialog.getSaveFileName(self._window, words, documents_path(name), ";;".join(kinds))
        if not chosen:
            return
        format_ = kinds.get(kind)
        path = Path(chosen)
        if format_ is not None and path.suffix.lower() not in {each.suffix for each in FORMATS}:
            path = path.with_name(path.name + format_.suffix)
            # The dialog has asked about the name without its suffix only.
            if path.exists() and not self._may_replace(path):
                return
        key = format_.key if format_ and path.suffix == format_.suffix else None
        report = export_rows(self._session, self._explorer, path, selected_only=selected_only, format_key=key, ids=ids)
        self._tell(tr("已导出 {n:,} 项到 {path}", n=report.count, path=QDir.toNativeSeparators(str(report.path))))

    def _may_replace(self, path: Path) -> bool:
        question = tr("已有 {name}，要替换吗？", name=path.name)
        answer = QMessageBox.question(self._window, tr("科学城招商地图"), question)
        return answer == QMessageBox.StandardButton.Yes

    def save_picture(self, picture: QWidget) -> None:
        """Ask for a file and save what a widget shows as PNG."""
        image = picture.grab().toImage()
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, tr("地图存为图片"), documents_path(tr("科学城招商地图.png")), "PNG (*.png)"
        )
        if chosen:
            save_png(image, Path(chosen))
            self._tell(tr("已存为 {path}", path=QDir.toNativeSeparators(chosen)))

    def ask_for_ledger(self) -> Path | None:
        """Ask which ledger to open; None when cancelled."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, tr("打开台账"), documents_path(""), tr(ALL_LEDGERS))
        return Path(chosen) if chosen else None

    def show_about(self) -> None:
        """Say what the ledger rests on."""
        box = QMessageBox(self._window)
        box.setWindowTitle(tr("关于本台账"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(about_words(self._session))
        box.open()


def about_words(session: Session) -> str:
    """Sources and counting rules in words."""
    totals = session.columns.totals(np.ones(len(session.columns), np.bool_))
    grades = totals.by_grade
    titles = "\n".join(f"· {document.published or tr('日期未载')}　{document.title}" for document in session.documents)
    version = session.ledger.data_version or tr("未标注")
    count, reports = totals.count, len(session.documents)
    return "\n".join(
        (
            tr("台账版本 {version}", version=version) + "\n",
            tr("{projects:,} 个具名项目，出自 {n} 篇报道：", projects=count, n=reports),
            titles + "\n",
            tr(
                "位置：原文写明园区 {stated:,}，推断到园区 {inferred:,}，仅知在科学城 {city:,}，自有坐标 {own:,}。",
                **grades,
            ),
            tr(
                "金额：{published:,} 项有公布数，{unpublished:,} 项未公布；合计只加公布数。",
                published=totals.published,
                unpublished=totals.unpublished,
            ),
            tr("园区范围为示意，不作边界依据。"),
        )
    )


def documents_path(name: str) -> str:
    """Where a file of this name is offered to be kept."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str(Path(folder) / name) if folder else name
