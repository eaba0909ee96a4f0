"""Map, table, panel and figures show the same answer, whatever was begun and gone back from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.filters import Filters
from db.index.cross_filter import CrossFilter
from db.index.facets import Facets, count_facets
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


class Paintings(QObject):
    """Counts how often some widgets are painted."""

    def __init__(self, widgets: Mapping[str, QWidget]) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.on_painted: Callable[[str], object] = lambda _name: None
        self._names = {widget: name for name, widget in widgets.items()}
        for widget in widgets.values():
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.counts[self._names[watched]] += 1
            self.on_painted(self._names[watched])
        return False


@pytest.mark.window
def test_one_filter_paints_every_part_of_the_window_once(
    qtbot: QtBot, workplace: Workplace, built_ledger: Path
) -> None:
    window = open_window(workplace, built_ledger)
    window.resize(1400, 900)
    window.show()
    qtbot.waitExposed(window)
    explorer, panel, pane = window.explorer, window.filter_panel, window.result_pane
    with qtbot.waitSignals([explorer.results_changed, window.map_view.drawn], timeout=20_000):
        explorer.set_filters(Filters(industries=frozenset({1})))  # one line of conditions, as after the next change
    panel.settle()
    qtbot.wait(50)
    parts = {
        "rows": pane.table.viewport(),
        "heading": pane.table.horizontalHeader().viewport(),
        "industries": panel.industries.viewport(),
        "parks": panel.parks.viewport(),
        "dates": window.time.bar.axis,
        "totals": pane.totals.count,
        "figures": window.status.count,
        "window": window,
    }
    paintings = Paintings(parts)
    with qtbot.waitSignals([explorer.results_changed, window.map_view.drawn], timeout=20_000):
        explorer.set_filters(Filters(industries=frozenset({2})))
    panel.settle()
    qtbot.wait(50)
    assert len(explorer.results.rows) > 0
    seen = {part: paintings.counts[part] for part in parts}
    assert seen.pop("window") <= 3, "the answer, and what the pointer and the map's picture may ask for"
    assert seen.pop("heading") == 0, "columns stay"
    assert seen == dict.fromkeys(seen, 1)
    window.close()


@pytest.mark.window
def test_the_row_of_a_project_picked_on_the_map_is_painted_before_the_map_is_told(
    qtbot: QtBot, workplace: Workplace, built_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(workplace, built_ledger)
    window.resize(1400, 900)
    with qtbot.waitSignal(window.map_view.drawn, timeout=20_000):
        window.show()
    qtbot.wait(50)
    explorer, table = window.explorer, window.result_pane.table
    order: list[str] = []
    select = window.feed.select

    def told(selection: frozenset[int], revision: int) -> tuple[str, bytes]:
        order.append("map told")
        return select(selection, revision)

    monkeypatch.setattr(window.feed, "select", told)
    paintings = Paintings({"rows": table.viewport(), "figures": window.status.selected})
    paintings.on_painted = order.append
    wanted = int(explorer.columns.ids[explorer.results.rows[1]])
    explorer.results_changed.connect(lambda _results: order.append("told"))
    window.map_view.picked.emit((wanted,), "replace")
    qtbot.waitUntil(lambda: "figures" in order)
    assert order == ["rows", "told", "map told", "figures"], "the row is painted once, before all that follows"
    assert window.feed.revision == explorer.state.revision

    order.clear()
    table.go_to(3, 0)
    assert order == ["map told", "told"], "of a row that shows already that it is selected, the map is told at once"
    window.close()


@pytest.mark.window
def test_of_many_projects_the_rows_are_painted_once_and_then_the_worker_counts(
    qtbot: QtBot, workplace: Workplace, built_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(workplace, built_ledger)
    window.resize(1400, 900)
    with qtbot.waitSignal(window.map_view.drawn, timeout=20_000):
        window.show()
    qtbot.wait(50)
    explorer, order = window.explorer, list[str]()
    for module in ("ui.explorer", "ui.window.window_answers"):
        monkeypatch.setattr(f"{module}.FEW", 0)

    def count(found: CrossFilter) -> Facets:
        order.append("counted")
        return count_facets(found)

    monkeypatch.setattr("ui.explorer.count_facets", count)
    paintings = Paintings({"rows": window.result_pane.table.viewport()})
    paintings.on_painted = order.append
    with qtbot.waitSignals([explorer.results_changed, window.map_view.drawn], timeout=20_000):
        explorer.set_filters(Filters(industries=frozenset({1})))
    qtbot.wait(50)
    assert order == ["rows", "counted"]
    window.close()
