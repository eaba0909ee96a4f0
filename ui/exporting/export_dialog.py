"""The export dialog: what, in which format and how, where to; then how far it is. It asks; the desk does the work."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QDir, QLocale, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from db.export.format import CONTENT_NAMES, ExportFormat
from db.export.options import Value
from geo.wording import tr
from ui.exporting.export_options import OptionForm, labelled_choices
from ui.exporting.export_scopes import SCOPE_NAMES, Scope

WIDTH = 480


class ExportDialog(QDialog):
    """Asks for an export and follows it.

    Signals:
        wanted: a person pressed 导出: scope, format, options, path.
        path_wanted: a person wants to choose the file in the system's dialog.
        stop_wanted: a person wants the running export stopped.
        folder_wanted: a person wants to see the folder of what was written.
    """

    wanted = Signal(object, object, object, object)
    path_wanted = Signal()
    stop_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, formats: tuple[ExportFormat, ...], parent: QWidget | None = None) -> None:
        """Build the dialog for the formats that this machine can write."""
        super().__init__(parent)
        self._formats, self._is_running = formats, False
        self.setWindowTitle(tr("导出"))
        self._scopes = QButtonGroup(self)
        self.format_box = labelled_choices([(tr(each.name), each.key) for each in formats])
        self._holds = QLabel()
        self.options = OptionForm()
        self.path_edit = QLineEdit()
        self._bar, self.told = QProgressBar(), QLabel()
        self.export_button, self.close_button = QPushButton(tr("导出")), QPushButton(tr("关闭"))
        self.folder_button = QPushButton(tr("打开所在文件夹"))
        self._lay_out()
        self.format_box.currentIndexChanged.connect(lambda _index: self._show_format())
        self.options.changed.connect(self._follow_datum)
        self.export_button.clicked.connect(self._ask)
        self.close_button.clicked.connect(self._stop_or_close)
        self.folder_button.clicked.connect(self.folder_wanted)
        self._show_format()

    @property
    def format(self) -> ExportFormat:
        """The format chosen."""
        return self._formats[self.format_box.currentIndex()]

    @property
    def scope(self) -> Scope:
        """The scope chosen."""
        return list(SCOPE_NAMES)[self._scopes.checkedId()]

    @property
    def path(self) -> Path:
        """The file named."""
        return Path(self.path_edit.text().strip())

    def set_scope(self, scope: Scope) -> None:
        """Choose a scope."""
        self._scopes.button(list(SCOPE_NAMES).index(scope)).setChecked(True)

    def set_path(self, path: Path) -> None:
        """Name the file."""
        self.path_edit.setText(QDir.toNativeSeparators(str(path)))

    def show_scope(self, scope: Scope, words: str, count: int) -> None:
        """Say how many projects a scope has; one without any cannot be chosen.

        Args:
            scope: which.
            words: its name and figures.
            count: projects.
        """
        button = self._scopes.button(list(SCOPE_NAMES).index(scope))
        button.setText(words)
        button.setEnabled(count > 0 or scope is Scope.FILTERED)
        if button.isChecked() and not button.isEnabled():
            self.set_scope(Scope.FILTERED)

    def show_running(self) -> None:
        """An export has begun: nothing can be changed, it can be stopped."""
        self._set_running(True)
        self._bar.setRange(0, 0)
        self._say(tr("正在导出…"))

    def show_progress(self, done: int, total: int) -> None:
        """Say how far it is."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._say(tr("正在导出：{done:,} / {total:,} 项", done=done, total=total))

    def show_done(self, count: int, size_bytes: int, path: Path) -> None:
        """Say what was written."""
        self._set_running(False)
        size = QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
        self._say(tr("已导出 {n:,} 项（{size}）：{name}", n=count, size=size, name=path.name))
        self.folder_button.show()
        self.folder_button.setFocus()

    def show_failure(self, sentence: str) -> None:
        """Say why nothing was written."""
        self._set_running(False)
        self._say(sentence)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: closing the dialog stops a running export; what was begun is gone then."""
        if self._is_running:
            self.stop_wanted.emit()
        super().closeEvent(event)

    def reject(self) -> None:
        """Qt: Esc stops a running export, and closes the dialog otherwise."""
        self._stop_or_close()

    def _stop_or_close(self) -> None:
        if self._is_running:
            self.stop_wanted.emit()
        else:
            super().reject()

    def _ask(self) -> None:
        path = self.path
        if not path.name:
            self._say(tr("请先指定文件。"))
            self.path_edit.setFocus()
            return
        if path.suffix.lower() not in (self.format.suffix, *self.format.further_suffixes):
            path = path.with_name(path.name + self.format.suffix)
            self.set_path(path)
        self.wanted.emit(self.scope, self.format, self.options.values(), path)

    def _show_format(self) -> None:
        format_ = self.format
        words = tr("、").join(tr(CONTENT_NAMES[content]) for content in format_.holds)
        most = tr("；最多 {n:,} 项", n=format_.most_rows) if format_.most_rows else ""
        caution = tr("；") + tr(format_.caution) if format_.caution else ""
        self._holds.setText(tr("内容：{words}{most}", words=words, most=most) + caution)
        self.options.show_options(format_.options)
        self.options.stand_between(self.format_box, self.path_edit)
        if self.path.name:
            known = {suffix for each in self._formats for suffix in (each.suffix, *each.further_suffixes)}
            stem = self.path.with_suffix("") if self.path.suffix.lower() in known else self.path
            self.set_path(stem.with_name(stem.name + format_.suffix))
        self._follow_datum(self.options.values())
        self.adjustSize()

    def _follow_datum(self, values: Mapping[str, Value]) -> None:
        """Name a datum that is not the usual one in the file's name too."""
        path = self.path
        if not path.name:
            return
        stem = path.name.removesuffix(path.suffix)
        for mark in ("-GCJ-02", "-BD-09"):
            stem = stem.removesuffix(mark)
        mark = {"gcj02": "-GCJ-02", "bd09": "-BD-09"}.get(str(values.get("datum")), "")
        self.set_path(path.with_name(f"{stem}{mark}{path.suffix}"))

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()

    def _set_running(self, is_running: bool) -> None:
        self._is_running = is_running
        self._form.setEnabled(not is_running)
        self.export_button.setEnabled(not is_running)
        self.close_button.setText(tr("停止") if is_running else tr("关闭"))
        self._bar.setVisible(is_running)
        self.folder_button.hide()

    def _lay_out(self) -> None:
        self._form, form = _new_form()
        form.addRow(tr("范围"), _lay_scopes(self._scopes))
        form.addRow(tr("格式"), self.format_box)
        self._holds.setObjectName("caption")
        self._holds.setWordWrap(True)
        form.addRow("", self._holds)
        form.addRow(tr("选项"), self.options)
        browse = QPushButton(tr("浏览…"))
        browse.clicked.connect(self.path_wanted)
        form.addRow(tr("文件"), _lay_in_row(self.path_edit, browse))
        self.path_edit.setAccessibleName(tr("文件"))
        self.format_box.setAccessibleName(tr("格式"))
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        for hidden in (self._bar, self.told, self.folder_button):
            hidden.hide()
        self.folder_button.setObjectName("flat")
        self.export_button.setObjectName("primary")
        self.export_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.export_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 16)
        outer.setSpacing(12)
        outer.addStrut(WIDTH)  # no least width of a widget's own: the dialog grows with figures of many digits
        outer.addWidget(self._form)
        outer.addStretch(1)
        outer.addWidget(self._bar)
        outer.addWidget(self.told)
        outer.addLayout(buttons)


def _new_form() -> tuple[QWidget, QFormLayout]:
    built = QWidget()
    form = QFormLayout(built)
    form.setContentsMargins(0, 0, 0, 0)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    form.setHorizontalSpacing(14)
    form.setVerticalSpacing(10)
    return built, form


def _lay_scopes(group: QButtonGroup) -> QVBoxLayout:
    """A choice a scope, the first of them chosen."""
    scopes = QVBoxLayout()
    scopes.setSpacing(4)
    for place, scope in enumerate(SCOPE_NAMES):
        button = QRadioButton(tr(SCOPE_NAMES[scope]))
        group.addButton(button, place)
        scopes.addWidget(button)
    group.button(0).setChecked(True)
    return scopes


def _lay_in_row(wide: QWidget, beside: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(wide, 1)
    row.addWidget(beside)
    return row
