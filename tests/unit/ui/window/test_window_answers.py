"""Map, table, panel and figures show the same answer, whatever was begun and gone back from."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.filters import Filters
from ui.application import Workplace, open_window
from ui.state import Found


@pytest.mark.window
def test_a_step_back_before_what_was_found_is_counted_lists_the_earlier_projects(
    qtbot: QtBot, workplace: Workplace, built_ledger: Path
) -> None:
    window = open_window(workplace, built_ledger)
    explorer, table = window.explorer, window.result_pane.table.table_model
    everything = table.rowCount()
    listed: list[int] = []

    def go_back(found: Found) -> None:
        listed.append(table.rowCount())
        assert len(found.rows) == listed[0]
        explorer.undo()

    explorer.found.connect(go_back)
    explorer.set_filters(Filters(text="金凤"))
    qtbot.waitUntil(lambda: explorer.results.revision == explorer.state.revision == 2)
    assert 0 < listed[0] < everything
    assert len(listed) == 1
    assert table.rowCount() == everything == explorer.results.totals.count
    window.close()
