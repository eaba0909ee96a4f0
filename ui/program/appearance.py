"""Theme and language: their menus, their only writer, and following the desktop from light to dark while running."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QActionGroup, QGuiApplication, QStyleHints
from PySide6.QtWidgets import QMenu

from geo.wording import CHINESE, ENGLISH, tr
from ui.program.preferences import FILE, SYSTEM, Preferences, read_preferences, write_preferences

THEME_WORDS = {"light": "浅色(&L)", "dark": "深色(&D)", SYSTEM: "跟随系统(&S)"}
LANGUAGE_NAMES = {CHINESE: "中文", ENGLISH: "English"}
"""Each in its own language, so that whoever chose the wrong one finds back."""


class Dressed(Protocol):
    """What is dressed in a theme."""

    def set_theme(self, name: str) -> None:
        """Change between ``light`` and ``dark``."""


def theme_of(preferences: Preferences, hints: QStyleHints) -> str:
    """``light`` or ``dark``, whichever was chosen; a desktop that is to be followed and does not say is light."""
    if preferences.theme != SYSTEM:
        return preferences.theme
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


class Appearance(QObject):
    """Holds the preferences and carries them out.

    Args:
        window: what is dressed.
        home: where the choice is remembered; None remembers nothing and starts light, as pictures do.
        guard: runs a call and tells what the surroundings refused.
        tell: says a sentence in passing.
        parent: the owning object.
        hints: what knows the desktop's colour scheme; the application's own unless told.
    """

    def __init__(
        self,
        window: Dressed,
        home: Path | None,
        guard: Callable[[Callable[[], object]], None],
        tell: Callable[[str], None],
        parent: QObject,
        hints: QStyleHints | None = None,
    ) -> None:
        """Read what was chosen; :meth:`start` carries it out."""
        super().__init__(parent)
        self._window, self._guard, self._tell = window, guard, tell
        self._file = None if home is None else home / FILE
        self._hints = hints or QGuiApplication.styleHints()
        self.preferences = Preferences("light") if self._file is None else read_preferences(self._file)
        self._themes, self._languages = QActionGroup(self), QActionGroup(self)
        self._hints.colorSchemeChanged.connect(self._on_hints_color_scheme_changed)

    def start(self) -> None:
        """Dress the window as was chosen."""
        self._window.set_theme(self.theme_name())

    def theme_name(self) -> str:
        """``light`` or ``dark``, whichever is meant now."""
        return theme_of(self.preferences, self._hints)

    def fill_menu(self, menu: QMenu) -> None:
        """Add the choices of theme and language."""
        themes = menu.addMenu(tr("主题(&T)"))
        for key, words in THEME_WORDS.items():
            self._add(themes, self._themes, key, tr(words), self.set_theme)
        languages = menu.addMenu(tr("语言(&G)"))
        for key, name in LANGUAGE_NAMES.items():
            self._add(languages, self._languages, key, name, self.set_language)
        self._show()

    def set_theme(self, theme: str) -> None:
        """Choose ``light``, ``dark`` or ``system``; holds at once."""
        self._choose(replace(self.preferences, theme=theme))
        self._window.set_theme(self.theme_name())

    def toggle_theme(self) -> None:
        """Choose the other of light and dark than is shown."""
        self.set_theme("light" if self.theme_name() == "dark" else "dark")

    def set_language(self, language: str) -> None:
        """Choose a language; holds from the next start."""
        if language != self.preferences.language:
            self._choose(replace(self.preferences, language=language))
            self._tell(tr("下次启动起改用{language}。", language=LANGUAGE_NAMES[language]))

    def _add(self, menu: QMenu, group: QActionGroup, key: str, words: str, choose: Callable[[str], None]) -> None:
        action = group.addAction(words)
        action.setObjectName(f"choose_{key}")
        action.setData(key)
        action.setCheckable(True)
        action.triggered.connect(lambda: self._guard(lambda: choose(key)))
        menu.addAction(action)

    def _choose(self, preferences: Preferences) -> None:
        self.preferences = preferences
        self._show()
        if self._file is not None:
            write_preferences(self._file, preferences)

    def _show(self) -> None:
        for group, chosen in ((self._themes, self.preferences.theme), (self._languages, self.preferences.language)):
            for action in group.actions():
                action.setChecked(action.data() == chosen)

    def _on_hints_color_scheme_changed(self) -> None:
        if self.preferences.theme == SYSTEM:
            self._window.set_theme(self.theme_name())
