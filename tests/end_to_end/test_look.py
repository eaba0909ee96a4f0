from __future__ import annotations

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDockWidget
from pytestqt.qtbot import QtBot

from tests.end_to_end.conftest import Opener
from tests.pages import ask_page
from ui.application import Workplace, begin_page, build_window, open_session
from ui.main_window import MainWindow
from ui.snapshot import DrawnRevisions
from ui.table.table_layout import TableLayout
from ui.theme import apply_theme
from ui.window.window_time import LEAST_MAP

pytestmark = pytest.mark.window


def trigger(window: MainWindow, name: str) -> None:
    action = window.findChild(QAction, name)
    assert isinstance(action, QAction)
    action.trigger()


def panel(window: MainWindow, name: str) -> QDockWidget:
    found = window.findChild(QDockWidget, name)
    assert isinstance(found, QDockWidget)
    return found


def shown(qtbot: QtBot, window: MainWindow) -> MainWindow:
    window.show()
    qtbot.waitExposed(window)
    return window


def test_theme_and_panels_stand_at_the_next_start_as_they_were_left(
    qtbot: QtBot, opened_window: Opener, tmp_path: Path
) -> None:
    window = shown(qtbot, opened_window(tmp_path))
    assert window.theme().name == "light"
    trigger(window, "choose_dark")
    panel(window, "filters").toggleViewAction().trigger()
    listed = window.result_pane.settings
    listed.set_layout(listed.layout.with_visible("kind", True))
    window.close()

    again = shown(qtbot, opened_window(tmp_path))
    assert again.theme().name == "dark"
    assert panel(again, "filters").isHidden()
    assert not panel(again, "side").isHidden()
    assert "kind" in again.result_pane.settings.layout.visible

    trigger(again, "reset_layout")
    assert panel(again, "filters").isVisible()
    assert again.result_pane.settings.layout == TableLayout()
    again.set_theme("light")
    again.close()


def test_a_page_that_began_in_another_theme_than_its_window_has_takes_that(
    qtbot: QtBot, workplace: Workplace, own_ledger: Path
) -> None:
    style = workplace.assets / "styles" / "window.qss"
    apply_theme(workplace.app, workplace.themes["dark"], style)
    begun = begin_page(workplace)
    apply_theme(workplace.app, workplace.themes["light"], style)
    window = build_window(workplace, *open_session(workplace, own_ledger), begun)
    try:
        shown(qtbot, window)
        DrawnRevisions(window).wait()
        assert ask_page(begun.page(), "return atlasPage.theme.name") == window.theme().name == "light"
    finally:
        window.close()
        shiboken6.delete(window)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_window_fits_a_small_screen_and_leaves_some_map(
    opened_window: Opener, qtbot: QtBot, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCIENCE_CITY_ATLAS_LANGUAGE", language)
    window = opened_window()
    with qtbot.waitExposed(window):
        window.show()
    window.resize(1280, 720)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1280, 720)
    for number in range(window.result_pane.tabs.count()):
        window.result_pane.tabs.setCurrentIndex(number)
        assert window.map_view.height() >= LEAST_MAP, window.result_pane.tabs.tabText(number)
    window.close()
