"""What is done ahead of a first click and a first filter changes nothing, and is not done again by them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.index.known_sums import ColumnSums
from ui.application import Workplace, open_window
from ui.window.rehearsal import Rehearsal


@pytest.mark.window
def test_a_first_click_finds_done_what_was_rehearsed(
    qtbot: QtBot, workplace: Workplace, built_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[object] = []
    amounts = ColumnSums.amounts

    def tell(sums: ColumnSums, place: int, rows: object) -> object:
        counted.append(place)
        return amounts(sums, place, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(ColumnSums, "amounts", tell)
    window = open_window(workplace, built_ledger)
    explorer, table = window.explorer, window.result_pane.table
    before, shown = explorer.state, explorer.results
    rehearsal = explorer.findChild(Rehearsal)
    assert isinstance(rehearsal, Rehearsal)
    window.resize(1400, 900)
    window.show()
    qtbot.waitUntil(lambda: rehearsal.is_over, timeout=20_000)
    qtbot.waitUntil(lambda: bool(counted))
    assert explorer.state is before
    assert explorer.results is shown
    assert not explorer.steps.can_undo
    drawn = dict(table.look.pictures)
    assert len(drawn) == 2 * (2 * len(window.theme().industries) + 3)
    window.map_view.picked.emit(tuple(explorer.columns.ids[:3].tolist()), "replace")
    assert len(table.selected_places()) == 3
    assert table.look.pictures == drawn, "no picture was left to be drawn"
    window.close()


@pytest.mark.window
def test_a_window_that_goes_before_its_map_stands_rehearses_nothing(
    qtbot: QtBot, workplace: Workplace, built_ledger: Path
) -> None:
    window = open_window(workplace, built_ledger)
    rehearsal = window.explorer.findChild(Rehearsal)
    assert isinstance(rehearsal, Rehearsal)
    window.close()
    window.map_view.drawn.emit(0, 0, 0)
    qtbot.wait(60)
    assert not window.result_pane.table.look.pictures
