"""Find in the table: a small field that counts the rows that say something and goes from one to the next."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from db.search.text_search import split_words
from geo.wording import tr
from ui.table.project_table import ProjectTable
from ui.table.table_columns import COLUMNS, NUMBERS
from ui.table.table_layout import TableSettings

PAUSE_MS = 150
FIELD_WIDTH, LEAST_WIDTH = 150, 80


class FindField(QLineEdit):
    """A line that knows forward, backward and enough."""

    next_wanted = Signal()
    previous_wanted = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Qt: while the field has the keyboard, Esc is for it and not for the window's selection."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter and down go on, Shift+Enter and up go back."""
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.previous_wanted if back else self.next_wanted).emit()
        elif event.key() == Qt.Key.Key_Down:
            self.next_wanted.emit()
        elif event.key() == Qt.Key.Key_Up:
            self.previous_wanted.emit()
        else:
            super().keyPressEvent(event)


class TableFinder(QWidget):
    """Looks through the columns of words that are shown; filters nothing, and selects only when asked to go on."""

    def __init__(self, table: ProjectTable, settings: TableSettings, parent: QWidget | None = None) -> None:
        """Look for nothing yet."""
        super().__init__(parent)
        self._table, self._settings = table, settings
        self._mask: npt.NDArray[np.bool_] | None = None
        self._places: npt.NDArray[np.int64] = np.empty(0, np.int64)
        self.field, self.count = FindField(), QLabel()
        self.previous, self.next = QToolButton(), QToolButton()
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.field.textChanged.connect(self._on_field_text_changed)
        self.field.next_wanted.connect(lambda: self.step(1))
        self.field.previous_wanted.connect(lambda: self.step(-1))
        self.field.left.connect(self._leave)
        self.next.clicked.connect(lambda: self.step(1))
        self.previous.clicked.connect(lambda: self.step(-1))
        settings.layout_changed.connect(lambda _layout: self.refresh(anew=True))

    def focus(self) -> None:
        """Let the person type."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def refresh(self, *, anew: bool = False) -> None:
        """Count again among the rows that are shown now; ``anew`` when what the rows say may be different."""
        if anew:
            self._mask = None
        if split_words(self.field.text()):
            self._look()

    def step(self, by: int) -> None:
        """Pick the next row that says it, after the current one, going round at the ends; ``by`` −1 goes back."""
        if self._pause.isActive():
            self._look()
        if not len(self._places):
            return
        here = self._table.currentIndex().row()
        if by > 0:
            number = int(np.searchsorted(self._places, here, side="right")) % len(self._places)
        else:
            number = (int(np.searchsorted(self._places, here)) - 1) % len(self._places)
        place = int(self._places[number])
        self._table.go_to(place, self._column_at(place))
        self._show_count()

    def _on_field_text_changed(self) -> None:
        # Forgotten here and not when the pause ends: by then the timer no longer says that something was typed.
        self._mask = None
        self._pause.start()

    def _look(self) -> None:
        self._pause.stop()
        words = split_words(self.field.text())
        model = self._table.table_model
        if self._mask is None:
            self._mask = model.words.matching(self._settings.layout.visible, words)
        self._places = model.places_where(self._mask)
        self._table.show_found(words)
        self._show_count()

    def _show_count(self) -> None:
        found = bool(len(self._places))
        self.next.setEnabled(found)
        self.previous.setEnabled(found)
        if not split_words(self.field.text()):
            self.count.setText("")
            return
        number = np.searchsorted(self._places, self._table.currentIndex().row())
        is_there = number < len(self._places) and self._places[number] == self._table.currentIndex().row()
        words = f"{number + 1:,} / {len(self._places):,}" if is_there else tr("{n:,} 处", n=len(self._places))
        self.count.setText(words if found else tr("没有"))

    def _column_at(self, place: int) -> int:
        """The first shown column whose cell says one of the words."""
        words = [word.casefold() for word in split_words(self.field.text())]
        for key in self._settings.layout.visible:
            text = self._table.table_model.text_at(place, NUMBERS[key]).casefold()
            if not COLUMNS[NUMBERS[key]].numeric and any(word in text for word in words):
                return NUMBERS[key]
        return 0

    def _leave(self) -> None:
        self.field.clear()
        self._look()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.field.setPlaceholderText(tr("在表内查找"))
        self.field.setAccessibleName(tr("在表内查找"))
        self.field.setToolTip(
            tr("在显示着的文字列里查找，不筛选；回车下一处，Shift+回车上一处，Esc 结束（Ctrl+Shift+G）")
        )
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(LEAST_WIDTH)
        self.field.setMaximumWidth(FIELD_WIDTH)
        self.field.setFixedHeight(24)
        self.count.setObjectName("caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button, arrow, name in (
            (self.previous, Qt.ArrowType.UpArrow, tr("上一处")),
            (self.next, Qt.ArrowType.DownArrow, tr("下一处")),
        ):
            button.setArrowType(arrow)
            button.setIconSize(QSize(10, 10))
            button.setAutoRaise(True)
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setEnabled(False)
        for widget in (self.count, self.field, self.previous, self.next):
            row.addWidget(widget)
