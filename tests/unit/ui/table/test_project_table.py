from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.filters import Filters
from db.id_set import IdSet
from db.index.columns import ProjectColumns
from db.money import format_yi
from ui.application import Workplace
from ui.explorer import compute_results
from ui.opening.session import Session
from ui.state import ExplorerState, Results, Sort
from ui.table import project_table, table_model
from ui.table.project_table import ProjectTable
from ui.table.table_columns import AMOUNT_COLUMN, COLUMNS, title_of
from ui.table.table_model import place_in


@pytest.fixture
def table(qtbot: QtBot, session: Session, workplace: Workplace) -> ProjectTable:
    made = ProjectTable(session.columns, session.slots, lambda: workplace.themes["light"])
    qtbot.addWidget(made)
    made.resize(1000, 260)
    made.show_results(results_of(session.columns), frozenset())
    made.show()
    return made


def results_of(columns: ProjectColumns, filters: Filters | None = None, sort: Sort | None = None) -> Results:
    return compute_results(columns, ExplorerState(filters=filters or Filters(), sort=sort or Sort()))


def test_painting_the_heading_never_goes_over_the_chosen_rows(
    table: ProjectTable, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, count = [0], table.table_model.rowCount

    def counted(*index: QModelIndex) -> int:
        asked[0] += 1
        return count(*index)

    monkeypatch.setattr(table.table_model, "rowCount", counted)
    table.show_selection(frozenset(session.columns.ids.tolist()), None)
    assert table.selectionModel().hasSelection()
    table.horizontalHeader().grab()
    asked[0] = 0
    table.horizontalHeader().grab()
    assert asked[0] < len(session.columns)


def test_every_cell_of_every_row_has_words(table: ProjectTable, session: Session) -> None:
    model = table.table_model
    assert model.rowCount() == len(session.columns)
    assert all(
        isinstance(model.text_at(place, column), str) and model.text_at(place, column)
        for place in range(model.rowCount())
        for column in range(len(COLUMNS))
    )


def test_amounts_keep_their_qualifier_and_unknown_ones_say_so(table: ProjectTable, session: Session) -> None:
    columns, model = session.columns, table.table_model
    words = [model.text_at(place, AMOUNT_COLUMN) for place in range(model.rowCount())]
    for row, cell in enumerate(words):
        amount = int(columns.amount_wan[row])
        if amount >= 0:
            assert cell == f"{columns.amount_qualifiers[row]} {format_yi(amount)}".strip()
        else:
            assert cell == (columns.amount_texts[row] or "未公布")
    assert "未公布" in words
    assert any(words[row].endswith("105") for row in range(len(words)))


def test_showing_results_and_selection_is_silent(qtbot: QtBot, table: ProjectTable, session: Session) -> None:
    ids = frozenset(session.columns.ids[[0, 1, 2, 7]].tolist())
    with qtbot.assertNotEmitted(table.selection_made):
        table.show_results(results_of(session.columns), ids)
        table.show_selection(ids)
    assert table.table_model.ids_at(table.selected_places()) == ids


def test_selection_is_by_project_not_by_row(table: ProjectTable, session: Session) -> None:
    ids = frozenset(session.columns.ids[[3, 9]].tolist())
    table.show_results(results_of(session.columns, sort=Sort("name", descending=True)), ids)
    assert table.table_model.ids_at(table.selected_places()) == ids


@pytest.mark.parametrize("many", [1, 1_000])
def test_many_are_found_among_the_rows_as_few_are(
    table: ProjectTable, session: Session, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(table_model, "MANY", many)
    ids = IdSet(session.columns.ids[::3])
    model = table.table_model
    table.show_results(results_of(session.columns, sort=Sort("name", descending=True)), IdSet())
    assert model.ids_at(model.places_of(ids)) == ids
    places = model.places_of(ids).tolist()
    assert places == [place for place in range(model.rowCount()) if model.id_at(place) in ids]


@pytest.fixture
def scattered(table: ProjectTable, session: Session, monkeypatch: pytest.MonkeyPatch) -> frozenset[int]:
    """Every other row selected, which is more runs than Qt is told of."""
    monkeypatch.setattr(project_table, "MOST_RUNS", 2)
    table.show_results(results_of(session.columns), IdSet())
    ids = frozenset(table.table_model.id_at(place) for place in range(0, 9, 2))
    table.show_selection(ids)
    return ids


def test_scattered_rows_are_selected_without_telling_qt_of_each(
    qtbot: QtBot, table: ProjectTable, scattered: frozenset[int]
) -> None:
    assert table.table_model.ids_at(table.selected_places()) == scattered
    assert not table.selectionModel().hasSelection()
    assert len(table.selected_tsv().splitlines()) == 1 + len(scattered)
    image = table.grab().toImage()
    grounds = [
        image.pixelColor(3, table.viewport().y() + table.rowViewportPosition(place) + 13).name() for place in range(4)
    ]
    assert grounds[0] == grounds[2] != grounds[1] == grounds[3]
    with qtbot.assertNotEmitted(table.selection_made):
        table.show_selection(frozenset())
    assert not len(table.selected_places())


@pytest.mark.parametrize("with_ctrl", [True, False])
def test_a_click_among_scattered_rows_adds_to_them_only_with_ctrl(
    qtbot: QtBot, table: ProjectTable, scattered: frozenset[int], with_ctrl: bool
) -> None:
    key = Qt.KeyboardModifier.ControlModifier if with_ctrl else Qt.KeyboardModifier.NoModifier
    for place, joins in ((3, True), (2, False)):
        before = table.table_model.ids_at(table.selected_places())
        clicked = {table.table_model.id_at(place)}
        with qtbot.waitSignal(table.selection_made) as blocker:
            rect = table.visualRect(table.table_model.index(place, 0))
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, key, rect.center())
        wanted = (before | clicked if joins else before - clicked) if with_ctrl else clicked
        assert blocker.args[0] == wanted
        table.show_selection(blocker.args[0])
        assert table.table_model.ids_at(table.selected_places()) == wanted


@pytest.mark.parametrize(("pressed", "wanted"), [(5, {0, 2, 4, 5, 6, 7, 8}), (4, {0, 2, 8})])
def test_a_drag_among_scattered_rows_makes_them_as_the_first(
    table: ProjectTable, scattered: frozenset[int], pressed: int, wanted: set[int]
) -> None:
    assert scattered
    table.selection_made.connect(table.show_selection)
    viewport, left, key = table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    spots = [QPointF(table.visualRect(table.table_model.index(place, 0)).center()) for place in range(pressed, 8)]
    QTest.mousePress(viewport, left, key, spots[0].toPoint())
    for spot in (*spots, spots[-1], spots[-2], spots[-1]):
        there = QPointF(viewport.mapToGlobal(spot))
        move = QMouseEvent(QEvent.Type.MouseMove, spot, there, Qt.MouseButton.NoButton, left, key)
        QApplication.sendEvent(viewport, move)
    QTest.mouseRelease(viewport, left, key, spots[-1].toPoint())
    assert set(table.selected_places().tolist()) == wanted


def test_selected_projects_outside_the_result_are_not_shown_selected(table: ProjectTable, session: Session) -> None:
    hidden = Filters(industries=frozenset({2}))
    mask = session.columns.mask(hidden)
    outside = int(session.columns.ids[np.flatnonzero(~mask)[0]])
    table.show_results(results_of(session.columns, hidden), frozenset({outside}))
    assert not len(table.selected_places())


def test_a_click_on_a_row_selects_its_project(qtbot: QtBot, table: ProjectTable) -> None:
    rect = table.visualRect(table.table_model.index(4, 0))
    with qtbot.waitSignal(table.selection_made) as blocker:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert blocker.args[0] == {table.table_model.id_at(4)}


def test_a_range_is_selected_with_shift(qtbot: QtBot, table: ProjectTable) -> None:
    model = table.table_model
    first, last = (table.visualRect(model.index(place, 0)).center() for place in (1, 4))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=first)
    with qtbot.waitSignal(table.selection_made) as blocker:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, last)
    assert blocker.args[0] == {model.id_at(place) for place in range(1, 5)}


def test_header_clicks_go_round_largest_first_then_turned_then_the_ledgers_order(
    qtbot: QtBot, table: ProjectTable
) -> None:
    header = table.horizontalHeader()
    for wanted in (Sort("amount_wan", descending=True), Sort("amount_wan"), Sort()):
        with qtbot.waitSignal(table.sort_wanted) as blocker:
            header.sectionClicked.emit(AMOUNT_COLUMN)
        assert blocker.args[0] == wanted
        table.show_sort(wanted)


def test_copy_takes_the_selected_rows_as_tab_separated_text(table: ProjectTable, session: Session) -> None:
    table.show_selection(frozenset(session.columns.ids[[0, 2]].tolist()))
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == [title_of(column) for column in COLUMNS if column.shown]
    assert [line.split("\t")[0] for line in lines[1:]] == [session.columns.names[0], session.columns.names[2]]


class CountingNames(tuple[str, ...]):
    """Names that remember which were read."""

    read: set[int]

    def __getitem__(self, row: int) -> str:  # type: ignore[override]
        self.read.add(row)
        return super().__getitem__(row)


def test_painting_asks_only_for_what_is_visible(qtbot: QtBot, session: Session, workplace: Workplace) -> None:
    names = CountingNames(session.columns.names)
    names.read = set()
    columns = replace(session.columns, names=names)
    table = ProjectTable(columns, session.slots, lambda: workplace.themes["light"])
    qtbot.addWidget(table)
    table.resize(1000, 260)
    table.show_results(results_of(columns), frozenset())
    names.read.clear()
    table.grab()
    visible = table.height() // table.rowHeight(0) + 2
    assert 0 < len(names.read) <= visible < len(columns)


@pytest.mark.parametrize("width", [500, 900, 1600])
def test_names_are_never_squeezed_and_take_what_is_left(table: ProjectTable, width: int) -> None:
    table.resize(width, 260)
    others = sum(table.columnWidth(number) for number in range(1, len(COLUMNS)))
    assert table.columnWidth(0) == max(260, table.viewport().width() - others)


def test_another_result_is_painted_once(qtbot: QtBot, table: ProjectTable, session: Session) -> None:
    painted: list[QEvent.Type] = []

    class Watch(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                painted.append(event.type())
            return False

    table.show()
    qtbot.waitExposed(table)
    qtbot.wait(5)
    watch = Watch(table)
    table.viewport().installEventFilter(watch)
    table.show_results(results_of(session.columns, sort=Sort("name", descending=True)), frozenset())
    qtbot.waitUntil(lambda: bool(painted))
    qtbot.wait(5)
    assert len(painted) == 1


def test_a_selection_made_here_is_not_looked_for_again(
    qtbot: QtBot, table: ProjectTable, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    picked: list[frozenset[int]] = []
    table.selection_made.connect(picked.append)
    table.go_to(2, 0)
    (ids,) = picked
    sought: list[object] = []
    with monkeypatch.context() as patch:
        patch.setattr(table.table_model, "places_of", sought.append)
        assert not table.show_selection(ids, next(iter(ids)))
    assert sought == []
    assert table.show_selection(frozenset(), None)
    assert not table.selectionModel().hasSelection()


def test_places_are_found_once_and_kept_for_few(table: ProjectTable, session: Session) -> None:
    model, rows = table.table_model, results_of(session.columns).rows
    for place in (0, len(rows) - 1):
        project_id = int(session.columns.ids[rows[place]])
        assert model.places_of([project_id]).tolist() == [place]
    assert model.places_of(session.columns.ids[rows[[3, 1]]].tolist()).tolist() == [1, 3]
    model.set_rows(rows[1:])
    assert model.places_of([int(session.columns.ids[rows[0]])]).tolist() == []
    for _ in range(2):
        for row in rows.tolist():
            model.places_of([int(session.columns.ids[row])])
    assert model.places_of([int(session.columns.ids[rows[5]])]).tolist() == [4]


@given(st.permutations(range(40)), st.integers(0, 60), st.sampled_from([np.int64, np.uint32]))
def test_a_place_is_found_in_any_order(order: list[int], row: int, kind: type[np.int64]) -> None:
    for rows in (order, sorted(order), order[:7]):
        assert place_in(np.array(rows, kind), row) == (rows.index(row) if row in rows else -1)
