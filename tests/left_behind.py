"""What a test has left behind would meet a later one: it is taken away, and only the test that left it fails."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_ASSETS = Path(__file__).parents[1] / "assets"

_FIRST_POINTER = 10, 10

_HEEDED = ("SCIENCE_CITY_ATLAS_", "HOME", "LANG", "LC_", "PATH", "TZ", "XDG_")
"""How variables begin that the program heeds; libraries set theirs when they are first imported, once for all tests."""


class Surroundings:
    """Windows, environment and working folder as a test finds them; windows that fixtures of more tests share stay.

    A test finds the application in its light theme, and the pointer where Qt has it at first: over a tool it would have
    the status bar tell what that does instead of its figures.
    """

    def __init__(self) -> None:
        _undress()
        _put_pointer_away()
        self._windows = set(map(_address, _top_levels()))
        self._environment, self._folder = _environment(), Path.cwd()

    def restore(self) -> list[str]:
        """Destroy the test's windows and set the rest back; tell what the test should have ended itself.

        A hidden window has a page with its process, and timers that would go off in a later test. Off-screen, the
        pointer belongs to the first window opened where it is: a visible one takes that of a later test.
        """
        _bury()
        left = [each for each in _top_levels() if _address(each) not in self._windows]
        told = [f"visible: {type(each).__name__}" for each in left if each.isVisible()]
        for each in left:
            _destroy(each)
        before, now = self._environment, _environment()
        changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
        for name in changed:
            os.environ.pop(name, None)
            os.environ.update({name: before[name]} if name in before else {})
        if Path.cwd() != self._folder:
            os.chdir(self._folder)
            changed.append("working folder")
        return [*told, *(f"changed: {name}" for name in changed)]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(_HEEDED)}


def _top_levels() -> list[QWidget]:
    """Return the windows there are; menus and the like, which belong to another widget, go with it."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication

    return [each for each in QApplication.topLevelWidgets() if each.parent() is None]


def _address(widget: QWidget) -> int:
    import shiboken6

    return int(shiboken6.getCppPointer(widget)[0])


def _bury() -> None:
    """Let widgets die that were told to die later."""
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _undress() -> None:
    if "ui.theme" in sys.modules:
        from PySide6.QtWidgets import QApplication

        from ui.theme import apply_theme, dressed_in, read_themes

        app = QApplication.instance()
        if isinstance(app, QApplication) and dressed_in(app) != "light":
            apply_theme(app, read_themes(_ASSETS / "tokens.json")["light"], _ASSETS / "styles" / "window.qss")


def _put_pointer_away() -> None:
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtGui import QCursor, QGuiApplication

        if QGuiApplication.instance() is not None:
            QCursor.setPos(*_FIRST_POINTER)


def _destroy(widget: QWidget) -> None:
    import shiboken6

    if shiboken6.isValid(widget):
        widget.close()
    if shiboken6.isValid(widget):
        shiboken6.delete(widget)
