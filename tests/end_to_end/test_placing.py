"""Someone puts projects on the map with the mouse and with keys, thinks better of it, and takes it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.end_to_end.person import Facts, Person
from ui.table.table_columns import COLUMNS

pytestmark = pytest.mark.window

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def by_hand(path: Path) -> dict[int, tuple[float, float]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT id, lng, lat FROM projects WHERE position_basis = 'manual'").fetchall()
    return {id_: (lng, lat) for id_, lng, lat in rows}


def projects_of(path: Path, park: int) -> set[int]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return {id_ for (id_,) in connection.execute("SELECT id FROM projects WHERE park_id = ?", (park,))}


def place_of(facts: Facts, kind: str) -> QPoint:
    group = next(group for group in facts["groups"] if group["kind"] == kind)
    return QPoint(round(group["x"]), round(group["y"]))


def take(person: Person, qtbot: QtBot, start: QPoint, end: QPoint) -> Facts:
    """Press the mouse at one point, move it to another and hold it there; returns what the page shows then."""
    target = person.map_target
    QTest.mouseMove(target, start)
    QTest.mousePress(target, LEFT, NO_KEY, start)
    for part in range(1, 9):
        QTest.mouseMove(target, start + (end - start) * part / 8)
    qtbot.waitUntil(lambda: (person.map_facts()["placing"] or {}).get("x") == end.x(), timeout=10_000)
    facts: Facts = person.map_facts()["placing"]
    return facts


def let_go(person: Person, at: QPoint) -> None:
    QTest.mouseRelease(person.map_target, LEFT, NO_KEY, at)


def drop(person: Person, at: QPoint) -> None:
    person.after(person.window.explorer.results_changed, lambda: let_go(person, at))
    person.settle()


def nothing_is_placed(person: Person, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: person.map_facts()["placing"] is None, timeout=10_000)


def test_a_row_of_the_rack_is_dragged_onto_the_map_and_taken_back(
    person: Person, qtbot: QtBot, own_ledger: Path
) -> None:
    loads: list[bool] = []
    person.window.map_view.loadStarted.connect(lambda: loads.append(True))
    row = person.map_facts()["rack"][0]
    start = QPoint(round(row["x"]), round(row["y"]))
    end = QPoint(start.x() + 260, start.y() + 40)
    wanted = projects_of(own_ledger, row["place"])

    held = take(person, qtbot, start, end)
    name = person.window.session.gazetteer.get_park(row["place"]).name
    assert held["words"].startswith(f"放置：{name}，{held['lng']:.4f}°E {held['lat']:.4f}°N")
    assert f"该园区 {len(wanted)} 个项目将记为 人工" in held["words"]
    assert by_hand(own_ledger) == {}, "nothing is written before it is put down"

    drop(person, end)
    assert set(by_hand(own_ledger)) == wanted
    for lng, lat in by_hand(own_ledger).values():
        assert (lng, lat) == pytest.approx((held["lng"], held["lat"]), abs=1e-6)
    facts = person.map_facts()
    assert row["place"] not in [each["place"] for each in facts["rack"]]
    symbols = [*facts["points"], *facts["groups"]]
    assert any(abs(symbol["x"] - end.x()) < 1.5 and abs(symbol["y"] - end.y()) < 1.5 for symbol in symbols)
    said = person.window.statusBar().currentMessage()
    assert said.startswith("已把")
    assert "记为人工" in said
    assert "Ctrl+Alt+Z" in said

    undo = person.window.actions_by_key["undo_edit"]
    assert name in undo.text()
    person.after(person.window.explorer.results_changed, undo.trigger)
    person.settle()
    assert by_hand(own_ledger) == {}
    assert [each["place"] for each in person.map_facts()["rack"]].count(row["place"]) == 1
    assert not undo.isEnabled()
    assert loads == [], "the page is never loaded again"


def test_a_project_of_the_city_is_dragged_from_the_list(person: Person, qtbot: QtBot, own_ledger: Path) -> None:
    at = place_of(person.map_facts(), "city")
    person.map_click(at.x(), at.y())
    person.wait_for_card()
    box = evaluate(
        person,
        qtbot,
        "(() => { const r = document.querySelectorAll('.card-row')[1];"
        " const b = r.getBoundingClientRect(); return [b.left, b.top, b.width, b.height, r.dataset.id].join(' '); })()",
    )
    left, top, width, height, project = (float(word) for word in str(box).split())
    start = QPoint(round(left + width / 3), round(top + height / 2))
    end = QPoint(round(person.map_target.width() * 0.82), round(person.map_target.height() * 0.6))
    held = take(person, qtbot, start, end)
    assert "这个项目将记为 人工" in held["words"]
    drop(person, end)
    assert set(by_hand(own_ledger)) == {int(project)}
    assert person.window.explorer.state.selection == frozenset(), "a drag is no click"
    person.after(person.window.explorer.state_changed, lambda: person.window.explorer.select([int(project)]))
    card = person.window.detail_panel.card
    assert card is not None
    assert card.position_basis == "manual"
    row = int(person.window.session.columns.rows_of([int(project)])[0])
    model = person.window.result_pane.table.table_model
    shown = int(model.places_of([int(project)])[0])
    grade = next(place for place, column in enumerate(COLUMNS) if column.key == "grade")
    assert model.index(shown, grade).data() == "人工"
    assert person.window.session.columns.manual[row]


def test_escape_while_dragging_leaves_everything_as_it_was(person: Person, qtbot: QtBot, own_ledger: Path) -> None:
    row = person.map_facts()["rack"][0]
    start = QPoint(round(row["x"]), round(row["y"]))
    end = QPoint(start.x() + 260, start.y() + 40)
    take(person, qtbot, start, end)
    QTest.keyClick(person.map_target, Qt.Key.Key_Escape)
    nothing_is_placed(person, qtbot)
    let_go(person, end)
    assert person.map_facts()["rack"][0]["place"] == row["place"]
    assert by_hand(own_ledger) == {}
    assert not person.window.actions_by_key["undo_edit"].isEnabled()


def test_letting_go_over_a_panel_places_nothing(person: Person, qtbot: QtBot, own_ledger: Path) -> None:
    row = person.map_facts()["rack"][0]
    held = take(person, qtbot, QPoint(round(row["x"]), round(row["y"])), QPoint(60, 60))
    assert not held["over"]
    assert "松在这里则取消" in held["words"]
    let_go(person, QPoint(60, 60))
    nothing_is_placed(person, qtbot)
    assert by_hand(own_ledger) == {}


def test_pressing_a_row_of_the_rack_without_moving_is_a_click(person: Person, own_ledger: Path) -> None:
    row = person.map_facts()["rack"][0]
    (project,) = projects_of(own_ledger, row["place"])
    person.after(person.window.explorer.state_changed, lambda: person.map_click(row["x"], row["y"]))
    assert person.window.explorer.state.selection == {project}
    assert by_hand(own_ledger) == {}


def test_the_map_itself_still_moves_by_dragging(person: Person, qtbot: QtBot, own_ledger: Path) -> None:
    city = place_of(person.map_facts(), "city")
    start = QPoint(round(person.map_target.width() * 0.8), round(person.map_target.height() * 0.8))
    target = person.map_target
    QTest.mouseMove(target, start)
    QTest.mousePress(target, LEFT, NO_KEY, start)
    for part in range(1, 6):
        QTest.mouseMove(target, start - QPoint(20 * part, 0))
        qtbot.wait(20)
    QTest.mouseRelease(target, LEFT, NO_KEY, start - QPoint(100, 0))
    qtbot.waitUntil(lambda: place_of(person.map_facts(), "city").x() < city.x() - 50, timeout=10_000)
    assert by_hand(own_ledger) == {}


@pytest.mark.parametrize("by_card", [False, True])
def test_what_is_selected_is_placed_by_keys_alone(
    person: Person, qtbot: QtBot, own_ledger: Path, by_card: bool
) -> None:
    window = person.window
    ids = window.session.columns.ids[: 1 if by_card else 3].tolist()
    person.after(window.explorer.state_changed, lambda: window.explorer.select(ids))
    (window.detail_panel.place_button.click if by_card else window.actions_by_key["place_selection"].trigger)()
    target = person.map_target
    qtbot.waitUntil(lambda: person.map_facts()["placing"] is not None, timeout=10_000)
    first = person.map_facts()["placing"]
    for key, modifier in ((Qt.Key.Key_Right, NO_KEY), (Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)):
        QTest.keyClick(target, key, modifier)
    moved: Callable[[], bool] = lambda: (  # noqa: E731
        person.map_facts()["placing"]["x"] == first["x"] + 10 and person.map_facts()["placing"]["y"] == first["y"] - 1
    )
    qtbot.waitUntil(moved, timeout=10_000)
    held = person.map_facts()["placing"]
    assert held["lng"] > first["lng"]
    person.after(window.explorer.results_changed, lambda: QTest.keyClick(target, Qt.Key.Key_Return))
    placed = by_hand(own_ledger)
    assert sorted(placed) == ids
    assert set(placed.values()) == {(round(held["lng"], 7), round(held["lat"], 7))}
    assert window.explorer.state.selection == frozenset(ids)


def test_the_escape_key_of_the_window_drops_the_placing_and_keeps_the_selection(
    person: Person, qtbot: QtBot, own_ledger: Path
) -> None:
    window = person.window
    ids = window.session.columns.ids[:2].tolist()
    person.after(window.explorer.state_changed, lambda: window.explorer.select(ids))
    window.actions_by_key["place_selection"].trigger()
    qtbot.waitUntil(lambda: person.map_facts()["placing"] is not None, timeout=10_000)
    window.actions_by_key["clear_selection"].trigger()
    nothing_is_placed(person, qtbot)
    assert window.explorer.state.selection == frozenset(ids)
    assert by_hand(own_ledger) == {}


def test_a_click_puts_down_what_was_asked_for(person: Person, qtbot: QtBot, own_ledger: Path) -> None:
    window = person.window
    ids = window.session.columns.ids[:2].tolist()
    person.after(window.explorer.state_changed, lambda: window.explorer.select(ids))
    window.actions_by_key["place_selection"].trigger()
    qtbot.waitUntil(lambda: person.map_facts()["placing"] is not None, timeout=10_000)
    x, y = round(person.map_target.width() * 0.82), round(person.map_target.height() * 0.6)
    person.after(window.explorer.results_changed, lambda: person.map_click(x, y))
    assert sorted(by_hand(own_ledger)) == ids
    assert window.explorer.state.selection == frozenset(ids)


@pytest.mark.parametrize(
    "words",
    [
        '{"project": 1, "lng": NaN, "lat": 29.5}',
        '{"project": 1, "lng": 1e9, "lat": 29.5}',
        '{"project": 1, "lng": 106.3, "lat": 89.9}',
        '{"project": 1, "lng": "106.3", "lat": 29.5}',
        '{"project": "1; DROP TABLE projects", "lng": 106.3, "lat": 29.5}',
    ],
)
def test_senseless_coordinates_from_the_page_are_refused_and_told(person: Person, own_ledger: Path, words: str) -> None:
    person.window.placing.bridge.place(words)
    assert person.failures.pop().startswith("地图报告了无效的放置")
    assert by_hand(own_ledger) == {}
    assert person.window.placing.history.undoable is None


def evaluate(person: Person, qtbot: QtBot, script: str) -> object:
    got: list[object] = []
    person.window.map_view.page().runJavaScript(script, got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=10_000)
    return got[0]
