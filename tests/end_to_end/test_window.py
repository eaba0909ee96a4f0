from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from db.money import format_yi
from tests.end_to_end.person import Person
from tests.pictures import picture_of
from ui.application import Workplace
from ui.exporting.export_dialog import ExportDialog
from ui.exporting.export_scopes import Scope
from ui.main_window import MainWindow

pytestmark = pytest.mark.window
HEALTH = 2


def ledger_rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(sql, values).fetchall()


def health_ids(path: Path) -> set[int]:
    return {row[0] for row in ledger_rows(path, "SELECT id FROM projects WHERE industry_id = ?", HEALTH)}


def tick_health_only(person: Person) -> None:
    window = person.window
    act = lambda: person.facet_click(window.filter_panel.industries, HEALTH)  # noqa: E731
    person.after(window.explorer.results_changed, act)
    person.settle()


def shown_ids(person: Person) -> list[int]:
    model = person.window.result_pane.table.table_model
    return [model.id_at(place) for place in range(model.rowCount())]


def test_ticking_an_industry_changes_table_map_and_totals_alike(person: Person, own_ledger: Path) -> None:
    wanted = health_ids(own_ledger)
    before = person.map_facts()
    tick_health_only(person)
    facts = person.map_facts()

    assert set(shown_ids(person)) == wanted
    assert sum(group["count"] for group in before["groups"]) > len(wanted)
    assert sum(group["count"] for group in facts["groups"]) + len(facts["points"]) == len(wanted)

    known = ledger_rows(own_ledger, "SELECT amount_wan FROM projects WHERE industry_id = ? AND amount_wan > 0", HEALTH)
    window = person.window
    assert window.status.count.text() == f"n = {len(wanted)}"
    assert window.status.sum.text() == f"Σ {format_yi(sum(row[0] for row in known))} 亿元"
    assert window.status.missing.text() == f"其中 {len(wanted) - len(known)} 个未公布金额"
    assert window.result_pane.totals.count.text().endswith(f"{len(wanted)} 项")


def test_unticking_the_box_shows_all_the_others(person: Person, own_ledger: Path) -> None:
    window = person.window
    total = len(shown_ids(person))
    act = lambda: person.facet_click(window.filter_panel.industries, HEALTH, on_box=True)  # noqa: E731
    person.after(window.explorer.results_changed, act)
    assert len(shown_ids(person)) == total - len(health_ids(own_ledger))
    chip = next(button for button in window.filter_panel.findChildren(QPushButton, "chip"))
    assert "产业" in chip.text()
    person.after(window.explorer.results_changed, chip.click)
    assert len(shown_ids(person)) == total


def test_a_click_on_a_symbol_selects_the_row_and_opens_the_card(person: Person) -> None:
    window = person.window
    single = next(g for g in person.map_facts()["groups"] if g["count"] == 1 and g["kind"] == "park")
    person.after(window.explorer.state_changed, lambda: person.map_click(single["x"], single["y"]))
    person.settle()

    (chosen,) = window.explorer.state.selection
    table = window.result_pane.table
    assert table.table_model.ids_at(table.selected_places()) == {chosen}
    assert window.detail_panel.card is not None
    assert window.detail_panel.card.id == chosen
    assert window.detail_panel.card.passages, "every project carries its evidence"
    redrawn = next(g for g in person.map_facts()["groups"] if g["place"] == single["place"])
    assert redrawn["selected"] == 1


def test_a_click_on_a_row_marks_the_symbol(person: Person, own_ledger: Path) -> None:
    window = person.window
    table = window.result_pane.table
    place = table.table_model.rowCount() // 2
    table.scrollTo(table.table_model.index(place, 0))
    center = table.visualRect(table.table_model.index(place, 0)).center()
    click = lambda: QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=center)  # noqa: E731
    person.after(window.explorer.state_changed, click)
    person.settle()
    facts = person.map_facts()
    assert window.explorer.state.selection == {table.table_model.id_at(place)}
    assert sum(group["selected"] for group in facts["groups"]) == 1


def test_the_city_symbol_opens_its_list_and_a_row_of_it_selects(person: Person) -> None:
    window = person.window
    city = next(group for group in person.map_facts()["groups"] if group["kind"] == "city")
    person.map_click(city["x"], city["y"])
    person.wait_for_card()
    rows = person.map_facts()["card"]
    assert len(rows) >= city["count"]
    assert all(rows)
    person.after(window.explorer.state_changed, lambda: person.press_card_row(0))
    assert len(window.explorer.state.selection) == 1


def export_to(person: Person, qtbot: QtBot, action: str, path: Path, key: str) -> ExportDialog:
    """Export as a person does: the menu's action, the format, the file's name, the button; wait for the answer."""
    person.window.actions_by_key[action].trigger()
    dialog = person.window.files.exports.dialog
    assert dialog.isVisible()
    dialog.format_box.setCurrentIndex(dialog.format_box.findData(key))
    dialog.set_path(path)
    QTest.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.export_button.isEnabled)
    return dialog


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".geojson"])
def test_export_selected_holds_exactly_what_is_selected(
    person: Person, own_ledger: Path, tmp_path: Path, qtbot: QtBot, suffix: str
) -> None:
    window = person.window
    chosen = sorted(health_ids(own_ledger))[:3]
    person.after(window.explorer.results_changed, lambda: window.explorer.select(chosen))
    target = tmp_path / f"选中{suffix}"
    dialog = export_to(person, qtbot, "export_selected", target, suffix[1:])
    qtbot.waitUntil(dialog.folder_button.isVisible)
    names = {row[0] for row in ledger_rows(own_ledger, "SELECT name FROM projects WHERE id IN (?,?,?)", *chosen)}
    assert exported_names(target) == names
    assert dialog.told.text().startswith("已导出 3 项")


@pytest.mark.parametrize("scope", list(Scope))
def test_each_scope_holds_the_projects_it_counts(
    person: Person, own_ledger: Path, tmp_path: Path, qtbot: QtBot, scope: Scope
) -> None:
    window = person.window
    tick_health_only(person)
    outside = next(row[0] for row in ledger_rows(own_ledger, "SELECT id FROM projects WHERE industry_id = 1"))
    person.after(window.explorer.results_changed, lambda: window.explorer.select([outside]))
    person.go(106.36, 29.6, 12.0)
    window.actions_by_key["export_filtered"].trigger()
    dialog = window.files.exports.dialog
    dialog.set_scope(scope)
    dialog.format_box.setCurrentIndex(dialog.format_box.findData("csv"))
    target = tmp_path / "a.csv"
    dialog.set_path(target)
    QTest.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.folder_button.isVisible)
    with target.open(encoding="utf-8-sig", newline="") as file:
        found = {int(row["编号"]) for row in csv.DictReader(file)}
    every = {row[0] for row in ledger_rows(own_ledger, "SELECT id FROM projects")}
    if scope is Scope.VISIBLE:
        assert set() < found < health_ids(own_ledger), "the map shows some of what is asked for"
        assert "地图可见范围" in target.read_text("utf-8-sig").splitlines()[0]
    else:
        assert found == {Scope.SELECTED: {outside}, Scope.FILTERED: health_ids(own_ledger), Scope.ALL: every}[scope]


def exported_names(path: Path) -> set[str]:
    """Project names in an exported file, each read by a reader of its own kind."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row["项目名称"] for row in csv.DictReader(file)}
    if path.suffix == ".geojson":
        return {feature["properties"]["name"] for feature in json.loads(path.read_text("utf-8"))["features"]}
    header, *rows = openpyxl.load_workbook(path)["明细"].iter_rows(values_only=True)
    return {str(row[header.index("项目名称")]) for row in rows}


def test_closing_the_dialog_writes_nothing(person: Person, tmp_path: Path) -> None:
    person.window.actions_by_key["export_filtered"].trigger()
    dialog = person.window.files.exports.dialog
    dialog.set_path(tmp_path / "a.csv")
    QTest.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert list(tmp_path.glob("*.csv")) == []


@pytest.mark.parametrize(("answer", "kept"), [("No", True), ("Yes", False)])
def test_a_name_without_suffix_never_replaces_a_file_unasked(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, answer: str, kept: bool
) -> None:
    there = tmp_path / "2026.11.csv"
    there.write_text("原有", "utf-8")
    button = QMessageBox.StandardButton[answer]
    monkeypatch.setattr(QMessageBox, "question", staticmethod(lambda *_args, **_named: button))
    export_to(person, qtbot, "export_filtered", tmp_path / "2026.11", "csv")
    assert (there.read_text("utf-8-sig") == "原有") is kept
    assert list(tmp_path.glob("2026*")) == [there]


def test_an_export_that_cannot_be_written_is_one_sentence(person: Person, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = export_to(person, qtbot, "export_filtered", tmp_path / "没有这个文件夹" / "a.csv", "csv")
    assert dialog.told.text().startswith("没有这个文件夹")
    assert dialog.told.text().count("。") == 1
    assert not dialog.folder_button.isVisible()


def test_search_finds_two_characters_and_an_empty_result_explains_itself(person: Person, qtbot: QtBot) -> None:
    window = person.window
    window.actions_by_key["find"].trigger()
    search = window.filter_panel.search
    person.after(window.explorer.results_changed, lambda: person.type_chinese(search, "金凤"))
    assert 0 < len(shown_ids(person)) < 20
    person.after(window.explorer.results_changed, search.clear)
    person.after(window.explorer.results_changed, lambda: person.type_chinese(search, "不存在的词"))
    assert window.result_pane.empty.isVisible()
    lift = next(b for b in window.result_pane.empty.findChildren(QPushButton) if b.text() == "去掉")
    person.after(window.explorer.results_changed, lift.click)
    assert window.result_pane.table.isVisible()
    assert search.text() == ""


def test_nothing_but_the_programs_own_scheme_is_ever_asked_for(person: Person) -> None:
    window = person.window
    tick_health_only(person)
    window.set_theme("dark")
    window.fit_projects(shown_ids(person)[:1])
    person.settle()
    window.set_theme("light")
    guard = window.map_view.request_guard
    assert guard.blocked == []
    assert guard.allowed >= 3


def test_only_what_is_printed_can_be_asked_for(person: Person, own_ledger: Path) -> None:
    window = person.window
    person.after(window.explorer.results_changed, window.actions_by_key["stated_only"].trigger)
    inferred = ledger_rows(own_ledger, "SELECT count(*) FROM projects WHERE park_basis = 'inferred'")[0][0]
    total = ledger_rows(own_ledger, "SELECT count(*) FROM projects")[0][0]
    assert inferred > 0
    assert len(shown_ids(person)) == total - inferred


def test_every_project_is_reachable_on_the_map(person: Person, own_ledger: Path) -> None:
    counted = sum(group["count"] for group in person.map_facts()["groups"])
    assert counted == ledger_rows(own_ledger, "SELECT count(*) FROM projects")[0][0]


def test_undo_brings_the_filter_back_to_table_panel_and_map(person: Person) -> None:
    window = person.window
    total = len(shown_ids(person))
    tick_health_only(person)
    person.after(window.explorer.results_changed, window.actions_by_key["undo"].trigger)
    person.settle()
    assert len(shown_ids(person)) == total
    assert sum(group["count"] for group in person.map_facts()["groups"]) == total
    assert not window.filter_panel.clear_button.isEnabled()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_whole_window_is_painted_in_its_theme(workplace: Workplace, person: Person, theme: str) -> None:
    window = person.window
    window.set_theme(theme)
    window.explorer.select([1])
    person.settle()
    picture_of(window.map_view)
    image = window.grab().toImage()
    land = workplace.themes[theme].color("land").lightnessF()
    origin = window.map_view.mapTo(window, QPoint(0, 0))
    ratio = image.devicePixelRatio()
    spots = [(0.06, 0.93), (0.4, 0.9), (0.3, 0.6), (0.97, 0.75)]
    colors = [
        image.pixelColor(
            round((origin.x() + window.map_view.width() * x) * ratio),
            round((origin.y() + window.map_view.height() * y) * ratio),
        )
        for x, y in spots
    ]
    close = [abs(color.lightnessF() - land) < 0.12 for color in colors]
    window.set_theme("light")
    assert sum(close) >= 3


def test_closing_the_window_lets_go_of_the_ledger(
    opened_window: Callable[..., MainWindow], own_ledger: Path, qtbot: QtBot
) -> None:
    window = opened_window()
    window.show()
    with qtbot.waitSignal(window.closed):
        window.close()
    own_ledger.rename(own_ledger.with_name("moved.kxc"))
    with pytest.raises(Exception, match="closed"):
        window.session.ledger.load_columns()
    with qtbot.assertNotEmitted(window.closed):
        window.close()


def test_closing_the_window_stops_what_is_being_exported(opened_window: Callable[..., MainWindow]) -> None:
    window = opened_window()
    exports = window.files.exports
    assert not exports.is_stopped
    window.close()
    assert exports.is_stopped
