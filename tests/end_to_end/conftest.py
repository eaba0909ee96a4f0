from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from tests.end_to_end.person import Person
from ui.application import Workplace, open_window
from ui.main_window import MainWindow

Opener = Callable[..., MainWindow]


@pytest.fixture
def opened_window(workplace: Workplace, own_ledger: Path) -> Iterator[Opener]:
    """Opens the ledger in a window, with a ``home`` or without; destroys it with the test, its page and process too."""
    windows: list[MainWindow] = []

    def open_(home: Path | None = None) -> MainWindow:
        windows.append(open_window(replace(workplace, home=home), own_ledger))
        return windows[-1]

    yield open_
    for window in windows:
        window.close()
        shiboken6.delete(window)


@pytest.fixture
def person(qtbot: QtBot, opened_window: Opener) -> Iterator[Person]:
    window = opened_window()
    someone = Person(window, qtbot)
    window.resize(1600, 1000)
    window.show()
    someone.settle()
    yield someone
    window.close()
    assert someone.failures == []
