from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from ui.program.appearance import Appearance
from ui.program.preferences import FILE, SYSTEM, Preferences, read_preferences, write_preferences


class Desktop(QObject):
    """A desktop whose colours can change, as `QStyleHints` tells of them."""

    colorSchemeChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._scheme = Qt.ColorScheme.Unknown

    def colorScheme(self) -> Qt.ColorScheme:
        return self._scheme

    def turn(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        self.colorSchemeChanged.emit()


class Window(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.themes: list[str] = []

    def set_theme(self, name: str) -> None:
        self.themes.append(name)


class Room:
    """An appearance with everything around it."""

    def __init__(self, home: Path | None) -> None:
        self.window, self.desktop, self.told = Window(), Desktop(), list[str]()
        guard: Callable[[Callable[[], object]], None] = lambda call: (call(), None)[1]  # noqa: E731
        self.looks = Appearance(self.window, home, guard, self.told.append, self.window, self.desktop)  # type: ignore[arg-type]
        self.menu = QMenu()
        self.looks.fill_menu(self.menu)

    def choose(self, name: str) -> None:
        action = self.looks.findChild(QAction, f"choose_{name}")
        assert isinstance(action, QAction)
        action.trigger()

    def chosen(self) -> set[str]:
        return {str(action.data()) for action in self.looks.findChildren(QAction) if action.isChecked()}


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_at_first_it_follows_the_desktop_which_is_light_if_it_does_not_say(room: Room) -> None:
    room.looks.start()
    assert room.window.themes == ["light"]
    assert room.chosen() == {SYSTEM, "zh"}


def test_the_desktop_turning_dark_turns_the_window_at_once(room: Room) -> None:
    room.desktop.turn(Qt.ColorScheme.Dark)
    room.desktop.turn(Qt.ColorScheme.Light)
    assert room.window.themes == ["dark", "light"]


def test_a_chosen_theme_stays_whatever_the_desktop_does(room: Room, tmp_path: Path) -> None:
    room.choose("light")
    room.desktop.turn(Qt.ColorScheme.Dark)
    assert room.window.themes == ["light"]
    assert read_preferences(tmp_path / FILE).theme == "light"
    room.choose(SYSTEM)
    assert room.window.themes == ["light", "dark"]


def test_the_switch_chooses_the_other_of_what_is_shown(room: Room) -> None:
    room.desktop.turn(Qt.ColorScheme.Dark)
    room.looks.toggle_theme()
    assert room.window.themes[-1] == "light"
    assert "light" in room.chosen()
    room.looks.toggle_theme()
    assert room.window.themes[-1] == "dark"


def test_a_language_is_kept_for_the_next_start_and_said(room: Room, tmp_path: Path) -> None:
    room.choose("en")
    room.choose("en")
    assert room.told == ["下次启动起改用English。"]
    assert read_preferences(tmp_path / FILE) == Preferences(SYSTEM, "en")
    assert room.window.themes == []


def test_what_was_chosen_holds_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    write_preferences(tmp_path / FILE, Preferences("dark", "en"))
    room = Room(tmp_path)
    room.looks.start()
    assert room.window.themes == ["dark"]
    assert room.chosen() == {"dark", "en"}


def test_without_a_home_it_is_light_and_nothing_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    room = Room(None)
    room.desktop.turn(Qt.ColorScheme.Dark)
    assert room.looks.theme_name() == "light"
    room.choose("dark")
    assert room.looks.theme_name() == "dark"
    assert list(tmp_path.iterdir()) == []
