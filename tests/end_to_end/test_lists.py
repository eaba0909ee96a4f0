"""Someone puts what is selected on a list, filters by it, thinks better of it and takes it back."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Set
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu, QMessageBox

from db.filters import Filters
from db.journal import Edit
from db.lists.ledger_lists import LedgerLists
from geo.lnglat import LngLat
from tests.end_to_end.person import Person
from ui.placing.place_requests import PlaceRequest

pytestmark = [
    pytest.mark.window,
    # What the off-screen platform remarks on a menu that pops up.
    pytest.mark.qt_log_ignore(
        "This plugin does not support raise", "This plugin does not support grabbing", extend=True
    ),
]

NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def on_lists(path: Path) -> dict[str, set[int]]:
    """What the file says is on a person's own lists."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM lists WHERE position IS NOT NULL")]
        found: dict[str, set[int]] = {name: set() for name in names}
        for name, project_id in connection.execute(
            "SELECT l.name, i.project_id FROM list_items AS i JOIN lists AS l ON l.id = i.list_id "
            "WHERE l.position IS NOT NULL"
        ):
            found[name].add(project_id)
    return found


def choose(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if words in action.text())


def click_rows(person: Person, *rows: int) -> Set[int]:
    """Click rows of the table, the later ones with Ctrl; returns which projects are selected then."""
    table = person.window.result_pane.table
    for number, row in enumerate(rows):
        place = table.visualRect(table.table_model.index(row, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, CTRL if number else NO_KEY, place)
    return person.window.explorer.state.selection


def name_it(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_keys: (name, True))


def changed(person: Person, act: Callable[[], object]) -> None:
    """Do something to lists and wait until the window shows it."""
    person.after(person.window.lists.lists_changed, act)
    person.settle()


@pytest.fixture
def tracked(person: Person, monkeypatch: pytest.MonkeyPatch) -> Set[int]:
    """Three projects on a new list, put there with the mouse."""
    window = person.window
    chosen = click_rows(person, 0, 2, 3)
    assert len(chosen) == 3
    name_it(monkeypatch, "重点跟踪")
    window.actions_by_key["add_to_list"].trigger()
    menu = window.lists_menus.menu
    assert menu.isVisible()
    changed(person, choose(menu, "新建清单").trigger)
    menu.close()
    return chosen


def test_three_selected_go_on_a_list_that_filters_and_is_taken_back(
    person: Person, tracked: Set[int], own_ledger: Path
) -> None:
    window = person.window
    assert on_lists(own_ledger) == {"重点跟踪": tracked}
    assert "重点跟踪" in window.statusBar().currentMessage()
    assert "Ctrl+Alt+Z" in window.statusBar().currentMessage()
    assert window.explorer.state.selection == tracked, "what is selected stays"

    facet = window.filter_panel.lists["list"]
    window.filter_panel.sections["list"].head.setChecked(True)
    names = {value.name: value for value in window.explorer.results.facets["list"]}
    assert names["重点跟踪"].count == 3
    place = list(window.explorer.columns.dimensions["list"].ids).index(names["重点跟踪"].id)
    index = facet.tree.index_of(place)
    assert index.isValid(), "the facet shows the list"
    person.after(
        window.explorer.results_changed,
        lambda: facet.chosen_changed.emit(frozenset([names["重点跟踪"].id])),
    )
    person.settle()
    shown = window.explorer.columns.ids[window.explorer.results.rows]
    assert set(shown.tolist()) == tracked
    assert window.result_pane.table.table_model.rowCount() == 3

    undo = window.actions_by_key["undo_edit"]
    assert undo.isEnabled()
    assert "重点跟踪" in undo.text()
    changed(person, undo.trigger)
    assert on_lists(own_ledger) == {}
    assert window.explorer.state.filters == Filters(), "nobody can be asked for by a list that is gone"
    assert window.result_pane.table.table_model.rowCount() == len(window.explorer.columns)
    assert "重点跟踪" not in window.explorer.columns.dimensions["list"].names

    changed(person, window.actions_by_key["redo_edit"].trigger)
    assert on_lists(own_ledger) == {"重点跟踪": tracked}
    assert "重点跟踪" in window.explorer.columns.dimensions["list"].names


def test_a_new_list_can_be_asked_for_by_a_saved_view(person: Person, tracked: Set[int]) -> None:
    window = person.window
    number = window.lists.own_lists[0].id
    views = window.views_menu.views
    views.save("我的", Filters(lists=frozenset([number])))
    found = views.state.find("我的")
    assert found is not None
    assert "重点跟踪" in found.words
    assert views.filters_of("我的").lists == {number}


def test_the_tables_own_menu_adds_and_removes(person: Person, tracked: Set[int], own_ledger: Path) -> None:
    window, table = person.window, person.window.result_pane.table
    more = click_rows(person, 5, 6)
    at = table.visualRect(table.table_model.index(5, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
    QApplication.sendEvent(table.viewport(), event)
    menu = next(child for child in table.findChildren(QMenu) if child.isVisible())
    texts = [action.text() for action in menu.actions()]
    assert any("只看选中" in text for text in texts)
    assert any("导出选中" in text for text in texts)
    below = choose(menu, "加入清单").menu()
    assert isinstance(below, QMenu)
    changed(person, choose(below, "重点跟踪").trigger)
    menu.close()
    assert on_lists(own_ledger) == {"重点跟踪": tracked | more}

    window.actions_by_key["remove_from_list"].trigger()
    changed(person, choose(window.lists_menus.menu, "重点跟踪").trigger)
    window.lists_menus.menu.close()
    assert on_lists(own_ledger) == {"重点跟踪": tracked}


def test_what_is_on_the_list_already_cannot_be_added_again(person: Person, tracked: Set[int]) -> None:
    window = person.window
    window.actions_by_key["add_to_list"].trigger()
    action = choose(window.lists_menus.menu, "重点跟踪")
    assert not action.isEnabled()
    assert "选中的都在" in action.text()
    window.lists_menus.menu.close()


def test_the_map_offers_lists_for_what_was_hit(person: Person, tracked: Set[int], own_ledger: Path) -> None:
    menu = QMenu(person.window)
    person.window.lists_menus.extend_map_menu(menu, frozenset([1]))
    below = menu.actions()[0].menu()
    assert isinstance(below, QMenu)
    if 1 not in tracked:
        changed(person, choose(below, "重点跟踪").trigger)
    assert on_lists(own_ledger) == {"重点跟踪": tracked | {1}}


def test_lists_are_kept_in_the_dialog(
    person: Person, tracked: Set[int], own_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, dialog = person.window, person.window.lists_menus.dialog
    window.actions_by_key["manage_lists"].trigger()
    assert dialog.isVisible()
    dialog.choose("十大重点产业发展项目")
    assert dialog.chosen is not None
    assert not dialog.chosen.is_own
    assert not dialog.rename_button.isEnabled()
    assert not dialog.delete_button.isEnabled()
    assert "不能改动" in dialog.note.text()

    name_it(monkeypatch, "第二")
    changed(person, dialog.new_button.click)
    dialog.choose("第二")
    assert not dialog.down_button.isEnabled()
    changed(person, dialog.up_button.click)
    assert dialog.chosen is not None
    assert dialog.chosen.name == "第二", "the choice follows the list"
    assert [each.name for each in window.lists.own_lists] == ["第二", "重点跟踪"]
    assert window.explorer.columns.dimensions["list"].names[-2:] == ("第二", "重点跟踪")

    name_it(monkeypatch, "改过")
    changed(person, dialog.rename_button.click)
    changed(person, lambda: QTest.keyClick(dialog.box, Qt.Key.Key_Delete))
    assert on_lists(own_ledger) == {"重点跟踪": tracked}
    person.after(window.explorer.results_changed, dialog.show_button.click)
    assert window.explorer.results.totals.count == 3
    dialog.close()


def test_a_taken_name_is_one_sentence_and_changes_nothing(
    person: Person, tracked: Set[int], own_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = person.window
    name_it(monkeypatch, "重点跟踪")
    person.after(window.lists.failed, lambda: window.lists_menus.create_of(frozenset([1])))
    assert any("已有叫“重点跟踪”的清单" in box.text() for box in window.findChildren(QMessageBox))
    assert on_lists(own_ledger) == {"重点跟踪": tracked}


def test_a_ledger_held_by_another_program_is_told_and_the_window_goes_on(
    person: Person, tracked: Set[int], own_ledger: Path
) -> None:
    window = person.window
    with closing(sqlite3.connect(own_ledger)) as other:
        other.execute("BEGIN IMMEDIATE")
        person.after(window.lists.failed, lambda: window.lists.create("另一个", [1]))
        other.rollback()
    assert any("另一个程序" in box.text() for box in window.findChildren(QMessageBox))
    assert on_lists(own_ledger) == {"重点跟踪": tracked}
    changed(person, lambda: window.lists.create("另一个", [1]))
    assert on_lists(own_ledger) == {"重点跟踪": tracked, "另一个": {1}}


def test_placings_and_lists_are_taken_back_in_the_order_they_were_made(
    person: Person, tracked: Set[int], own_ledger: Path
) -> None:
    window = person.window
    project = int(window.explorer.columns.ids[0])
    person.after(
        window.explorer.results_changed,
        lambda: window.placing.place(PlaceRequest("project", project, LngLat(106.4, 29.5))),
    )
    undo = window.actions_by_key["undo_edit"]
    assert "放置" in undo.text()
    person.after(window.explorer.results_changed, undo.trigger)
    assert "重点跟踪" in undo.text()
    changed(person, undo.trigger)
    assert not undo.isEnabled()
    assert on_lists(own_ledger) == {}


def test_everything_selected_at_once_goes_on_a_list_away_from_the_windows_thread(
    person: Person, own_ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = person.window
    person.after(window.explorer.state_changed, window.actions_by_key["select_all"].trigger)
    everything = window.explorer.state.selection
    here, worked = threading.get_ident(), list[int]()
    create = LedgerLists.create

    def watched(self: LedgerLists, *args: object) -> Edit:
        worked.append(threading.get_ident())
        return create(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(LedgerLists, "create", watched)
    changed(person, lambda: window.lists.create("全部", everything))
    assert worked
    assert here not in worked
    assert on_lists(own_ledger) == {"全部": everything}


def test_the_context_menu_of_bare_table_has_nothing_to_offer(person: Person) -> None:
    table = person.window.result_pane.table
    at = QPoint(3, 3)
    QApplication.sendEvent(
        table.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
    )
    menu = next(child for child in table.findChildren(QMenu) if child.isVisible())
    assert not choose(menu, "复制").isEnabled()
    assert not choose(menu, "加入清单").isEnabled()
    menu.close()
