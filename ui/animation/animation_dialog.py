"""The dialog that makes an animated picture: how large, how fast, which format; then how far it is, and a way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.filters import Filters
from geo.errors import AtlasError
from geo.lnglat import Bounds
from geo.wording import tr
from ui.animation.animation import AnimationMaker, AnimationSpec
from ui.animation.animation_formats import FORMATS, AnimationCancelled, AnimationFormat
from ui.services import AnimationReport
from ui.widgets.plain_text import tooltip
from ui.window.window_files import documents_path

SIZES = ((1280, 860, 1), (960, 720, 1), (1920, 1080, 1), (2560, 1720, 2))
SPEEDS = (2, 1, 4, 8)


class AnimationDialog(QDialog):
    """Asks, makes and tells; the window stays usable meanwhile.

    Signals:
        told: one sentence when the file is there.
    """

    told = Signal(str)

    def __init__(
        self,
        make: Callable[[AnimationSpec], AnimationMaker],
        filters: Filters,
        words: str,
        *,
        single: bool,
        with_undated: bool,
        bounds: Bounds | None,
        parent: QWidget | None = None,
    ) -> None:
        """Offer what the window shows.

        Args:
            make: lays an animated picture out.
            filters: what is shown, with its bounds of time.
            words: the same in words.
            single: each month alone.
            with_undated: whether projects without a date are shown.
            bounds: what the map shows.
            parent: the window.
        """
        super().__init__(parent)
        self._make, self._filters, self._bounds = make, filters, bounds
        self.maker: AnimationMaker | None = None
        self.setWindowTitle(tr("导出动画"))
        self.extent, self.speed, self.form, self.mode = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.undated = QCheckBox(tr("含日期未载的项目"))
        self.undated.setChecked(with_undated)
        self.bar, self.state = QProgressBar(), QLabel()
        self.begin, self.leave = QPushButton(tr("导出…")), QPushButton(tr("取消"))
        self._fill(single)
        self._lay_out(words)
        self.begin.clicked.connect(self._on_begin_clicked)
        self.leave.clicked.connect(self.reject)

    def start(self, target: Path) -> None:
        """Make the picture.

        Raises:
            AtlasError: it cannot be made there.
        """
        maker = self._make(self.spec(target))
        maker.setParent(self)
        maker.progressed.connect(self._on_maker_progressed)
        maker.finished.connect(self._on_maker_finished)
        maker.failed.connect(self._on_maker_failed)
        self.maker = maker
        self._show_working(working=True)
        maker.start()

    def spec(self, target: Path) -> AnimationSpec:
        """What is asked for."""
        width, height, scale = self.extent.currentData()
        undated = self.undated.isChecked()
        return AnimationSpec(
            self._filters,
            target,
            width,
            height,
            scale,
            float(self.speed.currentData()),
            bool(self.mode.currentData()),
            undated,
            self._bounds,
        )

    def reject(self) -> None:
        """Qt: stop what is under way, or close."""
        if self.maker is not None:
            self.maker.cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: closing is cancelling."""
        if self.maker is not None:
            self.maker.cancel()
        super().closeEvent(event)

    def _fill(self, single: bool) -> None:
        for width, height, scale in SIZES:
            words = tr("{width} × {height}", width=width, height=height)
            self.extent.addItem(tr("{size}（两倍精细）", size=words) if scale == 2 else words, (width, height, scale))
        for speed in SPEEDS:
            self.speed.addItem(tr("每秒 {n} 帧", n=speed), speed)
        for format_ in FORMATS:
            self.form.addItem(tr("{name}（*{suffix}）", name=format_.name, suffix=format_.suffixes[0]), format_)
        self.mode.addItem(tr("累计：截至每个月的全部项目"), False)
        self.mode.addItem(tr("单期：只有当月的项目"), True)
        self.mode.setCurrentIndex(int(single))

    def _lay_out(self, words: str) -> None:
        about = QLabel(tr("{filters}，按地图现在的画面，逐月一帧。", filters=words))
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for title, field in (
            (tr("大小"), self.extent), (tr("快慢"), self.speed), (tr("方式"), self.mode), (tr("格式"), self.form),
        ):  # fmt: skip
            field.setAccessibleName(title)
            form.addRow(title, field)
        form.addRow("", self.undated)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("进度"))
        self.begin.setObjectName("primary")
        self.begin.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.leave)
        row.addWidget(self.begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(12)
        column.addWidget(about)
        column.addLayout(form)
        column.addWidget(self.bar)
        column.addLayout(row)
        self.setMinimumWidth(420)
        self._show_working(working=False)

    def _show_working(self, *, working: bool) -> None:
        self.bar.setVisible(working)
        for field in (self.extent, self.speed, self.mode, self.form, self.undated, self.begin):
            field.setEnabled(not working)
        self.state.setText(tr("正在画…") if working else "")

    def _on_begin_clicked(self) -> None:
        format_: AnimationFormat = self.form.currentData()
        kind = tr("{name} 动画 (*{suffix})", name=format_.name, suffix=format_.suffixes[0])
        name = tr("科学城招商项目") + format_.suffixes[0]
        chosen, _ = QFileDialog.getSaveFileName(self, tr("导出动画"), documents_path(name), kind)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in format_.suffixes:
            path = path.with_name(path.name + format_.suffixes[0])
            # The dialog has asked about the name without its suffix only.
            if path.exists() and not self._may_replace(path):
                return
        try:
            self.start(path)
        except AtlasError as error:
            self._say(str(error))

    def _may_replace(self, path: Path) -> bool:
        question = tr("已有 {name}，要替换吗？", name=path.name)
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        return QMessageBox.question(self, tr("导出动画"), question, yes | no, no) == yes

    def _on_maker_progressed(self, done: int, total: int) -> None:
        self.bar.setMaximum(total)
        self.bar.setValue(done)
        words = tr("正在画第 {n} 帧，共 {total} 帧", n=done, total=total // 2)
        self.state.setText(words if done < total // 2 else tr("正在写文件…"))

    def _on_maker_finished(self, report: AnimationReport) -> None:
        self.maker = None
        path = QDir.toNativeSeparators(str(report.path))
        self.told.emit(tr("已存为 {path}（{n} 帧）", path=path, n=report.frames))
        self.accept()

    def _on_maker_failed(self, error: BaseException) -> None:
        self.maker = None
        self._show_working(working=False)
        if isinstance(error, AnimationCancelled):
            return
        if not isinstance(error, AtlasError):
            raise error
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self.state.setText(sentence)
        self.state.setToolTip(tooltip(sentence))
        self.state.setWordWrap(True)
