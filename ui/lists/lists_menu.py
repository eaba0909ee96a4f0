"""Menus of lists: put what is selected on one, take it off again; and the menu of the table's rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from db.lists.lists import MOST_NAME
from geo.wording import tr
from ui.explorer import Explorer
from ui.lists.lists_desk import ListsDesk, count_on_lists
from ui.lists.lists_dialog import ListsDialog
from ui.widgets.plain_text import button_text

ROW_ACTIONS: Final = ("only_selected", "export_selected", "fit_selection", "place_selection")


class ListsMenus(QObject):
    """Offers a person's own lists for what is selected.

    Args:
        window: parent of menus and dialogs.
        desk: changes the lists.
        explorer: what is selected.
        actions: the table of actions.
    """

    def __init__(self, window: QWidget, desk: ListsDesk, explorer: Explorer, actions: Mapping[str, QAction]) -> None:
        """Build nothing yet: menus are filled when they open."""
        super().__init__(window)
        self._window, self._desk, self._explorer, self._actions = window, desk, explorer, actions
        self.menu = QMenu(window)
        self.dialog = ListsDialog(desk, explorer, window)

    def calls(self) -> Mapping[str, Callable[[], object]]:
        """What the actions of lists do."""
        return {
            "add_to_list": lambda: self._pop_up(self.fill_adding),
            "remove_from_list": lambda: self._pop_up(self.fill_removing),
            "manage_lists": self.dialog.open_anew,
        }

    def fill_adding(self, menu: QMenu, some: Set[int] | None = None) -> None:
        """Offer a new list, then every own one with how many are on it; for what is selected, or for some projects."""
        ids = self._explorer.state.selection if some is None else some
        menu.addAction(tr("新建清单(&N)…"), partial(self.create_of, ids))
        lists = self._desk.own_lists
        if lists:
            menu.addSeparator()
        there = count_on_lists(self._explorer.columns, ids)
        for each in lists:
            held = there.get(each.id, 0)
            words = tr("{name}　{n:,} 项", name=each.name, n=each.count)
            if held == len(ids):
                words += tr("，选中的都在")
            elif held:
                words += tr("，选中的已有 {held} 项", held=f"{held:,}")
            action = menu.addAction(button_text(words), partial(self._desk.add, each.id, ids))
            action.setEnabled(held < len(ids))
        menu.addSeparator()
        menu.addAction(self._actions["manage_lists"])

    def fill_removing(self, menu: QMenu) -> None:
        """Offer the own lists that hold any of what is selected."""
        ids = self._explorer.state.selection
        there = count_on_lists(self._explorer.columns, ids)
        for each in self._desk.own_lists:
            if held := there.get(each.id, 0):
                words = tr("{name}　移出 {n:,} 项", name=each.name, n=held)
                menu.addAction(button_text(words), partial(self._desk.remove, each.id, ids))
        if menu.isEmpty():
            menu.addAction(tr("选中的项目不在任何自建清单里")).setEnabled(False)

    def fill_row_menu(self, menu: QMenu) -> None:
        """What can be done with the selected rows of the table."""
        for key in ROW_ACTIONS[:2]:
            menu.addAction(self._actions[key])
        self.fill_list_menus(menu)
        for key in ROW_ACTIONS[2:]:
            menu.addAction(self._actions[key])

    def fill_list_menus(self, menu: QMenu) -> None:
        """Add 加入清单 and 移出清单 as submenus."""
        for key, fill in (("add_to_list", self.fill_adding), ("remove_from_list", self.fill_removing)):
            below = menu.addMenu(self._actions[key].text().rstrip("…"))
            below.setEnabled(self._actions[key].isEnabled())
            fill(below)

    def create_of(self, ids: Set[int]) -> None:
        """Ask for a name and make a list of these projects."""
        title = tr("新建清单")
        words = tr("{n:,} 个项目的清单叫什么（最多 {most} 个字）：", n=len(ids), most=MOST_NAME)
        name, accepted = QInputDialog.getText(self._window, title, words)
        if accepted:
            self._desk.create(name, ids)

    def extend_map_menu(self, menu: QMenu, ids: Set[int]) -> None:
        """Offer the lists in the map's menu, for the projects that were hit."""
        self.fill_adding(menu.addMenu(self._actions["add_to_list"].text().rstrip("…")), ids)

    def _pop_up(self, fill: Callable[[QMenu], None]) -> None:
        self.menu.clear()
        fill(self.menu)
        self.menu.popup(self._place())

    def _place(self) -> QPoint:
        """At the pointer when it is on the window, else in the window's middle: a key has no place."""
        at = QCursor.pos()
        if self._window.rect().contains(self._window.mapFromGlobal(at)):
            return at
        return self._window.mapToGlobal(self._window.rect().center())
