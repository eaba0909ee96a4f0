"""Where the window's panels stand and how wide they are: remembered between runs, shown, floated, and put back."""

from __future__ import annotations

import base64
import binascii
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QSplitter, QWidget

from geo.wording import tr

FILE: Final = "window.json"
FORMAT: Final = 1
_MOST_BYTES: Final = 100_000
_PARTS: Final = ("geometry", "state", "split")


class WindowLayout(QObject):
    """Remembers one window's layout; what cannot be read or written is simply not remembered.

    Args:
        window: whose panels these are; its docks and toolbar have object names.
        split: the splitter of map and table.
        docks: the panels that can be shown and floated, with their first widths in pixels.
        home: where it is remembered; None remembers nothing.
        reset_table: puts the table's columns back.
    """

    def __init__(
        self,
        window: QMainWindow,
        split: QSplitter,
        docks: Mapping[QDockWidget, int],
        home: Path | None,
        reset_table: Callable[[], None],
    ) -> None:
        """Take the present layout as the one to come back to."""
        super().__init__(window)
        self._window, self._split, self._docks, self._reset_table = window, split, dict(docks), reset_table
        self._file = None if home is None else home / FILE
        self._first = (window.saveState(FORMAT), split.sizes())
        for dock in docks:
            dock.topLevelChanged.connect(lambda floating, dock=dock: _dress_dock(dock, floating))

    def start(self) -> None:
        """Stand as the window stood when it was last closed."""
        kept = self._read()
        if len(kept) == len(_PARTS):
            self._window.restoreGeometry(kept["geometry"])
            self._window.restoreState(kept["state"], FORMAT)
            self._split.restoreState(kept["split"])

    def save(self) -> None:
        """Remember how the window stands."""
        if self._file is None:
            return
        parts = (self._window.saveGeometry(), self._window.saveState(FORMAT), self._split.saveState())
        told = {name: base64.b64encode(part.data()).decode("ascii") for name, part in zip(_PARTS, parts, strict=True)}
        fresh = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps({"format": FORMAT, **told}, indent=1), "utf-8")
            fresh.replace(self._file)

    def reset(self) -> None:
        """Put panels, splitter and columns back to where they stood at first."""
        state, sizes = self._first
        self._window.restoreState(state, FORMAT)
        for dock, width in self._docks.items():
            dock.show()
            self._window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
        self._split.setSizes(sizes)
        self._reset_table()

    def fill_menu(self, menu: QMenu) -> None:
        """Add showing and floating of each panel, and the way back."""
        for dock in self._docks:
            menu.addAction(dock.toggleViewAction())
        for dock in self._docks:
            action = menu.addAction(tr("{panel}单独成窗", panel=dock.windowTitle()))
            action.setCheckable(True)
            action.setObjectName(f"float_{dock.objectName()}")
            action.triggered.connect(lambda floating, dock=dock: dock.setFloating(floating))
            dock.topLevelChanged.connect(action.setChecked)
        menu.addSeparator()
        menu.addAction(tr("恢复默认布局(&R)"), self.reset).setObjectName("reset_layout")

    def _read(self) -> dict[str, QByteArray]:
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError, binascii.Error):
            if self._file is not None and self._file.stat().st_size <= _MOST_BYTES:
                told = json.loads(self._file.read_text("utf-8"))
                if told["format"] == FORMAT:
                    return {name: QByteArray(base64.b64decode(told[name], validate=True)) for name in _PARTS}
        return {}


def prepare_dock(dock: QDockWidget, name: str) -> None:
    """Let a panel be shown, hidden and floated; inside the window it has a heading of its own and needs no bar."""
    dock.setObjectName(name)
    dock.setFeatures(
        QDockWidget.DockWidgetFeature.DockWidgetClosable | QDockWidget.DockWidgetFeature.DockWidgetFloatable
    )
    _dress_dock(dock, floating=False)


def _dress_dock(dock: QDockWidget, floating: bool) -> None:
    # A floating panel must be moved and closed by something: then the system's own bar is right.
    dock.setTitleBarWidget(None if floating else QWidget(dock))  # type: ignore[arg-type]
