"""A saved view in the whole window: asked for from the menu, and there again when the next window opens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from db.filters import Filters
from ui.application import Workplace, open_window


def test_the_next_window_starts_with_the_view_that_was_shown(
    qtbot: QtBot, workplace: Workplace, own_ledger: Path, tmp_path: Path
) -> None:
    at_home = replace(workplace, home=tmp_path / "home")
    asked = Filters(industries=frozenset({2}), year_from=2022, year_to=2022)
    first = open_window(at_home, own_ledger)
    first.explorer.set_filters(asked)
    first.views_menu.views.save("生命健康 2022", asked)
    first.filter_panel.sections["tag"].head.click()
    first.close()
    second = open_window(at_home, own_ledger)
    assert second.explorer.state.filters == asked
    assert second.filter_panel.sections["tag"].head.isChecked()
    assert second.explorer.can_undo
    with qtbot.waitSignal(second.explorer.results_changed, timeout=15_000):
        second.explorer.clear_filters()
    second.close()
    third = open_window(at_home, own_ledger)
    assert third.explorer.state.filters.is_empty
    third.close()
