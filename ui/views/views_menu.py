"""The menu of saved views: keep what is asked for now, ask for it again, pass it on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QMenuBar, QWidget

from geo.wording import tr
from ui.explorer import Explorer
from ui.state import ExplorerState
from ui.views.saved_views import SavedViews, Shelf
from ui.widgets.plain_text import button_text, tooltip

FILTER_MENU = "筛选(&L)"
FILES = "视图 (*.view.json)"


class ViewsMenu(QMenu):
    """Lists the views; a click asks for one.

    Args:
        parent: the menu bar.
        views: the only writer of views.
        explorer: what is asked for.
        guarded: runs a call and shows in a sentence what the surroundings refuse.
    """

    def __init__(
        self, parent: QWidget, views: SavedViews, explorer: Explorer, guarded: Callable[[Callable[[], object]], None]
    ) -> None:
        """List what is there, now and after every change."""
        super().__init__(tr("已存视图(&V)"), parent)
        self.setToolTipsVisible(True)
        self.views, self._explorer, self._guarded = views, explorer, guarded
        views.state_changed.connect(self._on_views_state_changed)
        explorer.state_changed.connect(self._on_explorer_state_changed)
        self._list(views.state)

    @property
    def trouble(self) -> str:
        """What went wrong when the views were read, or empty."""
        return self.views.trouble

    def add_to(self, bar: QMenuBar) -> None:
        """Take a place at the end of the menu of filters."""
        menu = next(action.menu() for action in bar.actions() if action.text() == tr(FILTER_MENU))
        if isinstance(menu, QMenu):
            menu.addSeparator()
            menu.addMenu(self)

    def start(self) -> None:
        """Ask for the view that was shown when the program was last closed, if one was."""
        filters = self.views.filters_to_start_with()
        if filters is not None:
            self._explorer.set_filters(filters)

    def use(self, name: str) -> None:
        """Ask for a view."""
        self._guarded(lambda: self._explorer.set_filters(self.views.filters_of(name)))

    def _list(self, shelf: Shelf) -> None:
        self.clear()
        for below in self.findChildren(QMenu):
            below.deleteLater()  # clearing a menu leaves its submenus behind
        self.addAction(tr("保存当前筛选(&S)…"), self._save)
        self.addAction(tr("从文件读入(&I)…"), self._read)
        self.addSeparator()
        for view in shelf.views:
            action = self.addAction(button_text(view.name), partial(self.use, view.name))
            action.setToolTip(tooltip(view.words))
            action.setCheckable(True)
            action.setChecked(view.name == shelf.last)
        if not shelf.views:
            self.addAction(tr("还没有存过视图")).setEnabled(False)
            return
        self.addSeparator()
        calls = ((tr("存为文件(&O)"), self._write), (tr("改名(&R)"), self._rename), (tr("删除(&D)"), self._delete))
        for title, call in calls:
            below = self.addMenu(title)
            for view in shelf.views:
                below.addAction(button_text(view.name), partial(call, view.name))

    def _save(self) -> None:
        filters = self._explorer.state.filters
        suggested = filters.describe(self._explorer.columns.dimensions)[:30]
        name, accepted = QInputDialog.getText(
            self.window(), tr("保存当前筛选"), tr("名字（同名的会被替换）："), text=suggested
        )
        if accepted:
            self._guarded(lambda: self.views.save(name, filters))

    def _read(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self.window(), tr("从文件读入视图"), "", tr("{files};;全部文件 (*)", files=tr(FILES))
        )
        if path:
            self._guarded(lambda: self.use(self.views.read_view(Path(path))))

    def _write(self, name: str) -> None:
        safe = "".join("_" if char in '\\/:*?"<>|' else char for char in name)
        path, _ = QFileDialog.getSaveFileName(self.window(), tr("视图存为文件"), f"{safe}.view.json", tr(FILES))
        if path:
            self._guarded(lambda: self.views.write_view(name, Path(path)))

    def _rename(self, name: str) -> None:
        fresh, accepted = QInputDialog.getText(self.window(), tr("视图改名"), tr("新名字："), text=name)
        if accepted:
            self._guarded(lambda: self.views.rename(name, fresh))

    def _delete(self, name: str) -> None:
        self._guarded(lambda: self.views.delete(name))

    def _on_views_state_changed(self, _old: Shelf, new: Shelf) -> None:
        self._list(new)

    def _on_explorer_state_changed(self, old: ExplorerState, new: ExplorerState) -> None:
        if new.filters != old.filters:
            self.views.note_shown(new.filters)
