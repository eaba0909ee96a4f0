"""A saved view in the whole window: asked for from the menu, and there again when the next window opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from db.filters import Filters
from ui.main_window import MainWindow


def test_the_next_window_starts_with_the_view_that_was_shown(
    qtbot: QtBot, opened_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    asked = Filters(industries=frozenset({2}), year_from=2022, year_to=2022)
    first = opened_window(home)
    first.explorer.set_filters(asked)
    first.views_menu.views.save("生命健康 2022", asked)
    first.filter_panel.sections["tag"].head.click()
    first.close()
    second = opened_window(home)
    assert second.explorer.state.filters == asked
    assert second.filter_panel.sections["tag"].head.isChecked()
    assert second.explorer.steps.can_undo
    with qtbot.waitSignal(second.explorer.results_changed, timeout=15_000):
        second.explorer.clear_filters()
    second.close()
    third = opened_window(home)
    assert third.explorer.state.filters.is_empty
    third.close()


def test_closing_while_the_months_play_forgets_no_view(
    opened_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    home, asked = tmp_path / "home", Filters(industries=frozenset({2}))
    first = opened_window(home)
    first.explorer.set_filters(asked)
    first.views_menu.views.save("生命健康", asked)
    first.actions_by_key["step_forward"].trigger()
    assert first.explorer.state.filters != asked
    first.close()
    second = opened_window(home)
    assert second.explorer.state.filters == asked
    second.close()
