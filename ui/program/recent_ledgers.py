"""The ledgers opened last: a short list in the person's folder, and its menu."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from geo.wording import tr
from ui.widgets.plain_text import button_text

FILE: Final = "recent.json"
MOST: Final = 8
_MOST_BYTES: Final = 100_000


class RecentLedgers:
    """Remembers which ledgers were opened, the newest first.

    Args:
        file: Where they are kept; an unreadable list is an empty one.
    """

    def __init__(self, file: Path) -> None:
        """Read the list."""
        self._file = file
        self.paths: tuple[Path, ...] = tuple(_read(file))

    def add(self, ledger: Path) -> None:
        """Put a ledger first; where the list cannot be written it holds for this run."""
        ledger = ledger.absolute()
        self.paths = (ledger, *(path for path in self.paths if path != ledger))[:MOST]
        self._write()

    def forget(self) -> None:
        """Empty the list."""
        self.paths = ()
        self._write()

    def _write(self) -> None:
        fresh = self._file.with_name(f"{self._file.name}.{os.getpid()}.new")
        told = json.dumps([os.fsencode(path).decode("utf-8", "surrogateescape") for path in self.paths])
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(told, "utf-8")
            fresh.replace(self._file)


def is_same(one: Path, other: Path) -> bool:
    """Tell whether two paths name the same file."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def _read(file: Path) -> list[Path]:
    with suppress(OSError, ValueError, RecursionError):
        if file.stat().st_size <= _MOST_BYTES:
            told = json.loads(file.read_text("utf-8"))
            if isinstance(told, list):
                return [Path(name) for name in told if isinstance(name, str) and name and "\0" not in name][:MOST]
    return []


def add_recent_menu(before: QAction, file_menu: QMenu, recent: RecentLedgers, open_: Callable[[Path], None]) -> QMenu:
    """Put the menu of the ledgers opened last into the file menu; it is filled when it opens.

    Args:
        before: The entry it stands above.
        file_menu: The menu.
        recent: The list.
        open_: Opens one.
    """
    menu = QMenu(tr("最近打开(&R)"), file_menu)
    menu.aboutToShow.connect(lambda: _fill(menu, recent, open_))
    file_menu.insertMenu(before, menu)
    return menu


def _fill(menu: QMenu, recent: RecentLedgers, open_: Callable[[Path], None]) -> None:
    menu.clear()
    for path in recent.paths:
        action = menu.addAction(button_text(str(path)), partial(open_, path))
        action.setEnabled(path.is_file())
    if not recent.paths:
        menu.addAction(tr("还没有打开过别的台账")).setEnabled(False)
        return
    menu.addSeparator()
    menu.addAction(tr("清除列表(&C)"), recent.forget)
