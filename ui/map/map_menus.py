"""The menus that change while one works: bookmarks, and how coordinates are written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QMenuBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from geo.wording import tr
from ui.map.map_settings import MapSettings
from ui.map.map_state import Bookmark, MapState
from ui.map.map_tools import DATUM_ACTIONS, FORM_ACTIONS, MapTools

AFTER_MENU = "视图(&V)"
FIRST_KEYS = 9


def add_map_menus(bar: QMenuBar, actions: Mapping[str, QAction], settings: MapSettings, tools: MapTools) -> None:
    """Put the menus before the one of the view."""
    before = next(action for action in bar.actions() if action.text() == tr(AFTER_MENU))
    bar.insertMenu(before, BookmarksMenu(bar, actions["add_bookmark"], settings, tools))
    bar.insertMenu(before, _coordinates_menu(bar, actions))


def _coordinates_menu(bar: QMenuBar, actions: Mapping[str, QAction]) -> QMenu:
    menu = QMenu(tr("坐标(&C)"), bar)
    menu.addActions([actions[key] for key in DATUM_ACTIONS])
    menu.addSeparator()
    menu.addActions([actions[key] for key in FORM_ACTIONS])
    menu.addSeparator()
    menu.addActions([actions["copy_position"], actions["go_to_position"]])
    return menu


class BookmarksMenu(QMenu):
    """Adds, shows and arranges named views."""

    def __init__(self, parent: QWidget, add: QAction, settings: MapSettings, tools: MapTools) -> None:
        """List what is kept, now and after every change."""
        super().__init__(tr("书签(&K)"), parent)
        self._add, self._settings, self._tools = add, settings, tools
        settings.state_changed.connect(self._on_settings_state_changed)
        self._list(settings.state.bookmarks)

    def _on_settings_state_changed(self, old: MapState, new: MapState) -> None:
        if new.bookmarks != old.bookmarks:
            self._list(new.bookmarks)

    def _list(self, marks: tuple[Bookmark, ...]) -> None:
        self.clear()
        self.addAction(self._add)
        arrange = self.addAction(tr("整理书签(&E)…"), self._arrange)
        arrange.setEnabled(bool(marks))
        self.addSeparator()
        for number, mark in enumerate(marks, start=1):
            action = self.addAction(mark.name.replace("&", "&&"), partial(self._tools.show_bookmark, mark))
            if number <= FIRST_KEYS:
                action.setShortcut(QKeySequence(f"Alt+{number}"))
        if not marks:
            self.addAction(tr("还没有书签")).setEnabled(False)

    def _arrange(self) -> None:
        dialog = BookmarksDialog(self._settings.state.bookmarks, self.window())
        dialog.accepted.connect(lambda: self._settings.set_bookmarks(dialog.bookmarks()))
        dialog.open()


class BookmarksDialog(QDialog):
    """Renames (double click or F2), reorders (drag) and deletes bookmarks; nothing changes before 确定."""

    def __init__(self, marks: tuple[Bookmark, ...], parent: QWidget | None = None) -> None:
        """List the bookmarks."""
        super().__init__(parent)
        self.setWindowTitle(tr("整理书签"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(360, 320)
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        for mark in marks:
            item = QListWidgetItem(mark.name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, mark)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self.list.setCurrentRow(0)
        delete = QPushButton(tr("删除(&D)"))
        delete.clicked.connect(lambda: self.list.takeItem(self.list.currentRow()))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(delete)
        foot.addStretch(1)
        foot.addWidget(buttons)
        hint = QLabel(tr("双击改名，拖动排序。"))
        hint.setObjectName("caption")
        column = QVBoxLayout(self)
        column.addWidget(hint)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The bookmarks as they are listed now; a name that was emptied stays what it was."""
        marks = []
        for row in range(self.list.count()):
            item = self.list.item(row)
            mark: Bookmark = item.data(Qt.ItemDataRole.UserRole)
            marks.append(Bookmark(item.text().strip() or mark.name, mark.bounds))
        return tuple(marks)
