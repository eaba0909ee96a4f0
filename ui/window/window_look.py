"""How the window looks and is walked through: appearance, layout and panes, wired to its view menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QSplitter, QWidget

from geo.wording import tr
from ui.program.appearance import Appearance, Dressed
from ui.widgets.panes import Panes
from ui.window.window_layout import WindowLayout

VIEW_MENU = "视图(&V)"


class WindowLook(QObject):
    """Owns what remembers and changes the window's looks.

    Args:
        window: the window, its menus and panels built.
        dressed: the same window as what takes themes.
        split: the splitter of map and table.
        docks: the panels beside it, with their first widths in pixels.
        panes: the parts of the window in reading order.
        starts: where F6 enters a part, if not at its first stop.
        home: where choices are remembered; None remembers nothing.
        guard: runs a call and tells what the surroundings refused.
        reset_table: puts the table's columns back.
    """

    def __init__(
        self,
        window: QMainWindow,
        dressed: Dressed,
        split: QSplitter,
        docks: Mapping[QDockWidget, int],
        panes: Sequence[QWidget],
        starts: Mapping[QWidget, QWidget],
        home: Path | None,
        guard: Callable[[Callable[[], object]], None],
        reset_table: Callable[[], None],
    ) -> None:
        """Fill the view menu and stand as was chosen."""
        super().__init__(window)
        self.appearance = Appearance(
            dressed, home, guard, lambda words: window.statusBar().showMessage(words, 15_000), self
        )
        self.layout = WindowLayout(window, split, docks, home, reset_table)
        self.panes = Panes(window, panes, starts)
        menu = next(action.menu() for action in window.menuBar().actions() if action.text() == tr(VIEW_MENU))
        assert isinstance(menu, QMenu)
        menu.addSeparator()
        self.layout.fill_menu(menu)
        menu.addSeparator()
        self.appearance.fill_menu(menu)
        menu.addSeparator()
        self.panes.fill_menu(menu)
        self.layout.start()
        if home is not None:
            self.appearance.start()

    def calls(self) -> dict[str, Callable[[], object]]:
        """What its actions do."""
        return {"toggle_theme": self.appearance.toggle_theme}
