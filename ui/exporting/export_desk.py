"""Runs exports for the window, away from its thread, on a connection of their own."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QDir, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from db.export.errors import ExportCancelled
from db.export.exporting import ExportReport, export_projects
from db.export.format import ExportFormat, MapRenderer
from db.export.formats import offered_formats
from db.export.options import Value
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from db.money import format_money
from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr
from ui.exporting.export_dialog import ExportDialog
from ui.exporting.export_scopes import SCOPE_NAMES, ExportScopes, Scope, ScopedRows
from ui.messages import show_bug


@frozen(eq=False)
class ExportTask:
    """An export to run.

    Attributes:
        ledger: The ledger's file.
        columns: Its projects.
        chosen: Which of them.
        format: In which format.
        options: How.
        path: The file to write; one that is there is replaced.
        renderer: Draws maps, or None.
        definitions: Ids of the KPI definitions that are chosen.
    """

    ledger: Path
    columns: ProjectColumns
    chosen: ScopedRows
    format: ExportFormat
    options: Mapping[str, Value]
    path: Path
    renderer: MapRenderer | None = None
    definitions: tuple[str, ...] = ()

    def run(self, tell: Callable[[int, int], None], is_stopped: Callable[[], bool]) -> ExportReport:
        """Write the file; in whatever thread.

        Raises:
            ExportCancelled: It was stopped.
            AtlasError: It could not be written; nothing is left behind.
        """

        def follow(done: int, total: int) -> None:
            if is_stopped():
                raise ExportCancelled(tr("已停止导出，没有留下文件。"))
            tell(done, total)

        # A connection of its own: a long export never makes the window wait.
        with Ledger.open(self.ledger) as ledger:
            return export_projects(
                ledger,
                self.columns,
                self.chosen.rows,
                self.path,
                format_key=self.format.key,
                filters=self.chosen.filters,
                now=datetime.datetime.now(datetime.UTC),
                options=self.options,
                replace=True,
                visible_in=self.chosen.visible_in,
                progress=follow,
                renderer=self.renderer,
                definitions=self.definitions,
            )


class ExportDesk(QObject):
    """Opens the export dialog and does what it asks.

    Args:
        window: Parent of dialogs.
        ledger: The open ledger's file.
        scopes: Which projects can be meant.
        columns: The projects as they stand.
        tell: Puts one sentence into the status bar.
        folder: Where files go at first.
    """

    _progressed = Signal(int, int)
    _ended = Signal(object, object)

    def __init__(
        self,
        window: QWidget,
        ledger: Path,
        scopes: ExportScopes,
        columns: Callable[[], ProjectColumns],
        tell: Callable[[str], None],
        folder: Path,
    ) -> None:
        """Start without a thread and without a dialog."""
        super().__init__(window)
        self._window, self._ledger, self._scopes, self._columns = window, ledger, scopes, columns
        self._tell, self._folder = tell, folder
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="export")
        self._stopped = Event()
        self._dialog: ExportDialog | None = None
        self._written: Path | None = None
        self.renderer: MapRenderer | None = None
        self.definitions: Callable[[], tuple[str, ...]] = tuple  # of KPIs, those a person has chosen
        self._progressed.connect(self._on_progressed, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def dialog(self) -> ExportDialog:
        """The dialog; made when it is first wanted, because GDAL is asked for its formats then."""
        if self._dialog is None:
            formats = tuple(each for each in offered_formats() if not each.needs_map or self.renderer is not None)
            self._dialog = ExportDialog(formats, self._window)
            self._dialog.wanted.connect(self._start)
            self._dialog.path_wanted.connect(self._ask_for_path)
            self._dialog.stop_wanted.connect(self._stopped.set)
            self._dialog.folder_wanted.connect(self._open_folder)
        return self._dialog

    def open(self, scope: Scope, ids: Set[int] | None = None) -> None:
        """Show the dialog for a scope.

        Args:
            scope: What is proposed.
            ids: Projects that stand for the selected ones.
        """
        self._scopes.ids = ids
        self.refresh()
        self.dialog.set_scope(scope)
        if not self.dialog.path.name:
            name = tr("科学城招商项目-{date:%Y%m%d}", date=datetime.datetime.now())
            self.dialog.set_path(self._folder / f"{name}{self.dialog.format.suffix}")
        self.dialog.show()
        self.dialog.activateWindow()

    def refresh_shown(self, *_: object) -> None:
        """Keep the figures of a dialog that is seen in step with the window."""
        if self._dialog is not None and self._dialog.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Say in the dialog how many projects each scope has, as things stand."""
        amounts = self._columns().amount_wan
        for scope, name in SCOPE_NAMES.items():
            rows = self._scopes.choose(scope).rows
            self.dialog.show_scope(scope, describe_scope(tr(name), amounts[rows]), len(rows))

    @property
    def is_stopped(self) -> bool:
        """Whether nothing is written any more."""
        return self._stopped.is_set()

    def close(self) -> None:
        """Stop what is running, wait for it to clean up, and take no more."""
        self._stopped.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _start(self, scope: Scope, format_: ExportFormat, options: Mapping[str, Value], path: Path) -> None:
        if path.exists() and not self._may_replace(path):
            return
        chosen = self._scopes.choose(scope)
        definitions = self.definitions()
        task = ExportTask(self._ledger, self._columns(), chosen, format_, options, path, self.renderer, definitions)
        self._stopped.clear()
        self.dialog.show_running()
        self._pool.submit(self._run, task)

    def _run(self, task: ExportTask) -> None:
        # In the worker thread: only signals lead back.
        try:
            report = task.run(self._progressed.emit, self._stopped.is_set)
        except Exception as error:
            self._ended.emit(None, error)
        else:
            self._ended.emit(report, None)

    def _on_progressed(self, done: int, total: int) -> None:
        self.dialog.show_progress(done, total)

    def _on_ended(self, report: ExportReport | None, error: Exception | None) -> None:
        if report is not None:
            self._written = report.path
            self.dialog.show_done(report.count, report.size_bytes, report.path)
            path = QDir.toNativeSeparators(str(report.path))
            self._tell(tr("已导出 {n:,} 项到 {path}", n=report.count, path=path))
        elif isinstance(error, AtlasError):
            self.dialog.show_failure(str(error))
        elif error is not None:
            self.dialog.show_failure(tr("程序出错，没有导出。"))
            show_bug(self._window, error)

    def _may_replace(self, path: Path) -> bool:
        question = tr("已有 {name}，要替换吗？", name=path.name)
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        return QMessageBox.question(self.dialog, tr("导出"), question, yes | no, no) == yes

    def _ask_for_path(self) -> None:
        format_ = self.dialog.format
        kinds = f"{tr(format_.name)} (*{format_.suffix})"
        options = QFileDialog.Option.DontConfirmOverwrite  # the desk asks, for typed names too
        now = str(self.dialog.path)
        chosen, _ = QFileDialog.getSaveFileName(self.dialog, tr("导出"), now, kinds, options=options)
        if chosen:
            self.dialog.set_path(Path(chosen))

    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))


def describe_scope(name: str, amounts: NDArray[np.int64]) -> str:
    """Say how many projects a scope has and what of their amounts is published: nothing published is not zero.

    Args:
        name: Of the scope, as it is told.
        amounts: int64[n], 万元; negative where none was published.
    """
    known = amounts[amounts >= 0]
    words = tr("{name}：{n:,} 项", name=name, n=len(amounts))
    if not len(known):
        return words + (tr("，均未公布金额") if len(amounts) else "")
    words += tr("，{amount}", amount=format_money(int(known.sum())))
    missing = len(amounts) - len(known)
    return words + (tr("，另有 {n:,} 项未公布金额", n=missing) if missing else "")
