"""Switching between taxonomies: panel, table, symbols and memory follow; going back is one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.filters import Filters
from tests.end_to_end.person import Person
from ui.application import Workplace, open_window
from ui.filters.facet_tree import NodeRole
from ui.filters.filter_sections import PanelSettings
from ui.filters.taxonomy_desk import start_filters
from ui.main_window import MainWindow
from ui.table.table_columns import NUMBERS


@pytest.fixture
def window(qtbot: QtBot, workplace: Workplace, own_ledger: Path, tmp_path: Path) -> Iterator[MainWindow]:
    opened = open_window(replace(workplace, home=tmp_path / "home"), own_ledger)
    opened.resize(1600, 1000)
    opened.show()
    yield opened
    opened.close()


def tree_names(window: MainWindow) -> list[str]:
    model = window.filter_panel.industries.model()
    return [str(model.index(row, 0).data(NodeRole).name) for row in range(model.rowCount())]


def industries_in_table(window: MainWindow) -> set[str]:
    model = window.result_pane.table.table_model
    return {model.text_at(place, NUMBERS["industry"]) for place in range(model.rowCount())}


def press(person: Person, label: str) -> None:
    window = person.window
    person.after(window.explorer.results_changed, lambda: window.filter_panel.taxonomy.button(label).click())
    person.settle()


OLD = ["新一代信息技术", "大健康", "先进制造", "高技术服务", "未归类"]
NEW = ["新一代信息技术", "生命健康", "绿色低碳及智能制造", "高技术服务业", "未归类"]


def test_everything_speaks_the_taxonomy_that_is_pressed(qtbot: QtBot, window: MainWindow) -> None:
    person = Person(window, qtbot)
    person.settle()
    person.facet_click(window.filter_panel.industries, 2)
    before = window.explorer.state.filters
    press(person, "2021")
    assert tree_names(window) == OLD
    model = window.filter_panel.industries.model()
    assert not any(model.rowCount(model.index(row, 0)) for row in range(len(OLD))), "2021 had no tracks"
    assert industries_in_table(window) == {"大健康"}
    assert window.explorer.state.filters == Filters(industries=frozenset({102}), taxonomy="2021")
    assert person.map_facts()["legend"][:5] == OLD
    totals = [label.accessibleName() for label in window.result_pane.totals._counts.values()]  # noqa: SLF001
    assert totals == OLD
    window.explorer.select([int(window.explorer.columns.ids[window.explorer.results.rows[0]])])
    window.cards.settle()
    assert window.detail_panel.card is not None
    assert str(window.detail_panel.card.industry).startswith("大健康（台账记作生命健康）")
    window.explorer.undo()
    person.after(window.explorer.results_changed, window.explorer.undo)
    person.settle()
    assert window.explorer.state.filters == before
    assert tree_names(window) == NEW
    assert window.filter_panel.taxonomy.button("").isChecked()
    assert person.map_facts()["legend"][:5] == NEW
    assert person.failures == []


def test_clearing_keeps_the_taxonomy_and_the_next_window_speaks_it(
    qtbot: QtBot, window: MainWindow, workplace: Workplace, own_ledger: Path, tmp_path: Path
) -> None:
    person = Person(window, qtbot)
    press(person, "2021")
    window.explorer.set_filters(window.explorer.state.filters.with_(text="软件"))
    person.after(window.explorer.results_changed, window.filter_panel.clear_button.click)
    assert window.explorer.state.filters == Filters(taxonomy="2021")
    assert not window.filter_panel.clear_button.isEnabled()
    again = open_window(replace(workplace, home=tmp_path / "home"), own_ledger)
    assert again.explorer.state.filters == Filters(taxonomy="2021")
    assert tree_names(again) == OLD
    assert not again.explorer.steps.can_undo
    again.close()


def test_what_cannot_be_taken_over_is_told(qtbot: QtBot, window: MainWindow) -> None:
    person = Person(window, qtbot)
    person.settle()
    window.explorer.set_filters(Filters(tracks=frozenset({11})))
    press(person, "2021")
    assert window.explorer.state.filters == Filters(industries=frozenset({101}), taxonomy="2021")
    assert "集成电路" in window.statusBar().currentMessage()


def test_a_taxonomy_this_ledger_does_not_know_is_forgotten(window: MainWindow, tmp_path: Path) -> None:
    settings = PanelSettings(tmp_path / "panel.json")
    settings.set_taxonomy("1949")
    assert start_filters(PanelSettings(tmp_path / "panel.json"), window.session.vocabulary.taxonomies) == Filters()
