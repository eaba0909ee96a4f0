"""What the window does with files: open another ledger, export, save the map. Asks for paths, then calls the doors."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QDir, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from geo.errors import AtlasError
from geo.wording import tr
from ui.explorer import Explorer
from ui.exporting.export_scopes import ExportScopes, Scope
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_view import MapView
from ui.opening.session import Session
from ui.pictures import save_png
from ui.program.diagnostics import logs_folder

if TYPE_CHECKING:  # the formats are imported when somebody exports
    from db.export.format import MapRenderer
    from geo.lnglat import Bounds
    from ui.exporting.export_desk import ExportDesk

ALL_LEDGERS = "台账 (*.kxc *.db *.sqlite);;全部文件 (*)"


class LogsUnreachable(AtlasError):
    """The folder of the log cannot be shown."""


class WindowFiles:
    """The file dialogs of one window.

    Args:
        window: parent of the dialogs.
        session: the open ledger.
        explorer: what is shown and selected.
        tell: puts one sentence into the status bar.
        feed: knows what the map draws where.
        view: tells where the map is.

    Attributes:
        make_renderer: makes what draws maps for exports; None where nothing does.
    """

    def __init__(
        self,
        window: QWidget,
        session: Session,
        explorer: Explorer,
        tell: Callable[[str], None],
        feed: LedgerMapFeed,
        view: MapView,
        home: Path | None = None,
    ) -> None:
        """Keep what the dialogs need; `home` holds the chosen definitions of figures, None none."""
        self._window, self._session, self._tell = window, session, tell
        self._explorer, self._view = explorer, view
        self._scopes = ExportScopes(explorer, feed.find_visible)
        self.make_renderer: Callable[[], MapRenderer] | None = None
        self.home = home
        view.viewport_moved.connect(self._on_view_viewport_moved)

    @cached_property
    def exports(self) -> ExportDesk:
        """What exports, made when somebody first wants to."""
        from ui.exporting.export_desk import ExportDesk

        session, folder = self._session, Path(documents_path(""))
        desk = ExportDesk(self._window, session.ledger.path, self._scopes, lambda: session.columns, self._tell, folder)
        desk.renderer = self.make_renderer() if self.make_renderer is not None else None
        if self.home is not None:
            from ui.figures.stages_settings import FILE, StagesMemory

            file = self.home / FILE
            desk.definitions = lambda: StagesMemory(file).settings.definitions
        self._view.viewport_moved.connect(desk.refresh_shown)
        self._explorer.results_changed.connect(desk.refresh_shown)
        self._explorer.state_changed.connect(desk.refresh_shown)
        return desk

    def export(self, *, selected_only: bool, ids: Set[int] | None = None) -> None:
        """Ask how to export what is shown, what is selected, or these projects."""
        self.exports.open(Scope.SELECTED if selected_only else Scope.FILTERED, ids)

    def close(self) -> None:
        """Stop a running export."""
        if "exports" in vars(self):
            self.exports.close()

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

    def show_logs(self, home: Path | None) -> None:
        """Open the folder of the log and the reports in the desktop's own file browser.

        Raises:
            LogsUnreachable: There is no such folder, or nothing on this desktop shows folders.
        """
        folder = logs_folder(home) if home is not None else None
        if folder is None or not folder.is_dir():
            raise LogsUnreachable(tr("还没有日志。"))
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            raise LogsUnreachable(tr("这个桌面没有打开文件夹的程序，日志在 {folder}。", folder=folder))

    def show_about(self) -> None:
        """Say what the ledger rests on."""
        box = QMessageBox(self._window)
        box.setWindowTitle(tr("关于本台账"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(about_words(self._session))
        box.open()

    def _on_view_viewport_moved(self, bounds: Bounds, _zoom: float) -> None:
        self._scopes.bounds = bounds


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
                stated=grades["stated"],
                inferred=grades["inferred"],
                city=grades["city"],
                own=grades["own"],
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
