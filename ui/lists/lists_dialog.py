"""The dialog that keeps a person's own lists: make, rename, order, delete, and show what is on one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.filters import Filters
from db.lists.lists import ProjectList
from geo.wording import tr
from ui.explorer import Explorer
from ui.lists.lists_desk import ListsDesk
from ui.widgets.plain_text import tooltip


class ListsDialog(QDialog):
    """Shows all lists; printed ones can be looked at only. Not modal: what it does is seen at once behind it."""

    def __init__(self, desk: ListsDesk, explorer: Explorer, parent: QWidget | None = None) -> None:
        """Without lists until it is opened."""
        super().__init__(parent)
        self._desk, self._explorer = desk, explorer
        self._shown: tuple[ProjectList, ...] = ()
        self.setWindowTitle(tr("清单"))
        self.resize(460, 380)
        self.box = QTreeWidget()
        self.box.setObjectName("lists")
        self.box.setAccessibleName(tr("清单"))
        self.box.setHeaderLabels([tr("清单"), tr("项"), tr("来历")])
        self.box.setRootIsDecorated(False)
        self.box.setUniformRowHeights(True)
        self.box.header().setStretchLastSection(False)
        self.box.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.box.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.note = QLabel()
        self.note.setObjectName("caption")
        self.note.setWordWrap(True)
        self.show_button = QPushButton(tr("只看这个清单(&O)"))
        self.new_button = QPushButton(tr("新建(&N)…"))
        self.rename_button = QPushButton(tr("改名(&R)…"))
        self.up_button = QPushButton(tr("上移(&U)"))
        self.down_button = QPushButton(tr("下移(&W)"))
        self.delete_button = QPushButton(tr("删除(&D)"))
        self._lay_out()
        self._connect()

    @property
    def chosen(self) -> ProjectList | None:
        """The list the buttons speak of."""
        row = self.box.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def choose(self, name: str) -> None:
        """Let the buttons speak of the list of this name; an unknown one changes nothing."""
        for row, each in enumerate(self._shown):
            if each.name == name:
                self.box.setCurrentIndex(self.box.model().index(row, 0))

    def open_anew(self) -> None:
        """Show the lists as they are, and come to the front."""
        self._list()
        self.show()
        self.raise_()
        self.activateWindow()
        self.box.setFocus()

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        for button in (self.show_button, self.new_button, self.rename_button, self.up_button, self.down_button):
            buttons.addWidget(button)
        buttons.addWidget(self.delete_button)
        buttons.addStretch(1)
        close = QPushButton(tr("关闭"))
        close.clicked.connect(self.close)
        buttons.addWidget(close)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(self.note)

    def _connect(self) -> None:
        self._desk.lists_changed.connect(lambda _lists: self._list())
        self.box.currentItemChanged.connect(lambda _new, _old: self._show_choice())
        self.box.activated.connect(self._on_box_activated)
        self.show_button.clicked.connect(self._show_only)
        self.new_button.clicked.connect(self._create)
        self.rename_button.clicked.connect(self._rename)
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.delete_button.clicked.connect(self._delete)
        for key, button in (
            ("F2", self.rename_button),
            ("Alt+Up", self.up_button),
            ("Alt+Down", self.down_button),
            ("Del", self.delete_button),
        ):
            QShortcut(QKeySequence(key), self, button.click)

    def _list(self) -> None:
        chosen = self.chosen
        blocked = self.box.blockSignals(True)
        self.box.clear()
        self._shown = self._desk.lists
        for each in self._shown:
            kind = tr("自建") if each.is_own else each.kind or tr("原文")
            item = QTreeWidgetItem([each.name, f"{each.count:,}", kind])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(0, tooltip(each.name))
            self.box.addTopLevelItem(item)
            if chosen is not None and each.id == chosen.id:
                self.box.setCurrentItem(item)
        if not self.box.currentIndex().isValid() and self._shown:
            self.box.setCurrentIndex(self.box.model().index(len(self._shown) - 1, 0))
        self.box.blockSignals(blocked)
        self._show_choice()

    def _show_choice(self) -> None:
        chosen, own = self.chosen, self._desk.own_lists
        is_own = chosen is not None and chosen.is_own
        for button in (self.rename_button, self.delete_button):
            button.setEnabled(is_own)
        self.show_button.setEnabled(chosen is not None and chosen.count > 0)
        self.up_button.setEnabled(is_own and chosen is not None and chosen.id != own[0].id)
        self.down_button.setEnabled(is_own and chosen is not None and chosen.id != own[-1].id)
        printed = tr("报道里印出的清单，照原文列出，不能改动。")
        own_words = tr("删除清单不删除项目；每一步都能在编辑菜单里撤销。")
        self.note.setText(own_words if is_own else printed if chosen is not None else "")

    def _on_box_activated(self, _index: QModelIndex) -> None:
        self._show_only()

    def _show_only(self) -> None:
        if (chosen := self.chosen) is not None and chosen.count:
            self._explorer.set_filters(Filters(lists=frozenset([chosen.id])))

    def _create(self) -> None:
        ids = self._explorer.state.selection
        words = tr("清单的名字（选中的 {n:,} 个项目会加入）：", n=len(ids)) if ids else tr("清单的名字：")
        name, accepted = QInputDialog.getText(self, tr("新建清单"), words)
        if accepted:
            self._desk.create(name, ids)

    def _rename(self) -> None:
        if (chosen := self.chosen) is None or not chosen.is_own:
            return
        name, accepted = QInputDialog.getText(self, tr("清单改名"), tr("新名字："), text=chosen.name)
        if accepted:
            self._desk.rename(chosen.id, name)

    def _move(self, step: int) -> None:
        own = [each.id for each in self._desk.own_lists]
        if (chosen := self.chosen) is not None and chosen.id in own:
            self._desk.move(chosen.id, own.index(chosen.id) + 1 + step)

    def _delete(self) -> None:
        if (chosen := self.chosen) is not None and chosen.is_own:
            self._desk.delete(chosen.id)
