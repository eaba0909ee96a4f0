from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.integration.map_page.shown_map import HOME, SIZE, Feed, Shown


@pytest.fixture(scope="module")
def shared(qapp: QApplication, assets_dir: Path) -> Iterator[Shown]:
    shown = Shown(Feed(), assets_dir)
    yield shown
    shiboken6.delete(shown.view)


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Callable[[Path], Shown]]:
    """Opens views of their own, for tests that break something."""
    opened: list[Shown] = []

    def show_page(assets: Path) -> Shown:
        opened.append(Shown(Feed(), assets))
        return opened[-1]

    yield show_page
    for shown in opened:
        shiboken6.delete(shown.view)


@pytest.fixture
def shown(shared: Shown) -> Iterator[Shown]:
    """The shared view, as large as at first and brought home; whatever the page complains about fails the test."""
    shared.failures.clear()
    shared.ask("document.querySelector('.card-close')?.click(); document.activeElement?.blur()")
    QTest.mouseMove(shared.target, QPoint(600, 560))
    if shared.view.size() != QSize(*SIZE):
        shared.view.resize(*SIZE)
        shared.wait(lambda probe: tuple(probe["size"]) == SIZE)
    shared.result()
    shared.go(HOME.center, 11.0)
    shared.picks.clear()
    yield shared
    assert shared.failures == []
    assert shared.view.request_guard.blocked == []
