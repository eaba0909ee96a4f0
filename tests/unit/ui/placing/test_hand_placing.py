from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.filters import Filters
from db.lists.list_items import EditRefused
from geo.lnglat import LngLat
from ui.actions import build_actions
from ui.application import Workplace
from ui.explorer import Explorer
from ui.map.map_feed import LedgerMapFeed
from ui.opening.session import Session
from ui.placing.edit_words import show_history
from ui.placing.hand_placing import HandPlacing
from ui.placing.place_requests import PlaceRequest
from ui.query_runner import QueryRunner

SPOT = LngLat(106.392, 29.52)


def run_at_once(call: Callable[[], object]) -> None:
    call()


@pytest.fixture
def own_session(own_ledger: Path, workplace: Workplace) -> Iterator[Session]:
    opened = Session.open(own_ledger, workplace.themes["light"])
    yield opened
    opened.ledger.close()


@pytest.fixture
def placing(qtbot: QtBot, own_session: Session) -> Iterator[HandPlacing]:
    runner = QueryRunner()
    explorer = Explorer(own_session.columns, runner)
    yield HandPlacing(own_session, LedgerMapFeed(own_session), explorer, run_at_once, explorer)
    runner.close()


@pytest.fixture
def explorer(placing: HandPlacing) -> Explorer:
    parent = placing.parent()
    assert isinstance(parent, Explorer)
    return parent


@pytest.fixture
def waiting_park(placing: HandPlacing, own_session: Session) -> int:
    """A park whose position nobody knows, with projects."""
    feed = LedgerMapFeed(own_session)
    return next(park.id for park in own_session.gazetteer.parks if feed.parks.awaiting_place(park.id))


def ask(placing: HandPlacing, **query: str) -> tuple[int, dict[str, object]]:
    response = placing.routes()["/placeable.json"](query)
    assert isinstance(response.body, bytes)
    return response.status, json.loads(response.body) if response.status == 200 else {}


def test_a_park_without_a_position_is_placed_with_all_its_projects(
    qtbot: QtBot, placing: HandPlacing, explorer: Explorer, own_session: Session, waiting_park: int
) -> None:
    of_park = own_session.columns.ids[own_session.columns.has_value("park", waiting_park)].tolist()
    explorer.set_filters(Filters(ids=frozenset()))
    with qtbot.waitSignal(placing.told) as told, qtbot.waitSignal(explorer.results_changed):
        placing.place(PlaceRequest("park", waiting_park, SPOT))
    columns = own_session.columns
    assert columns is explorer.columns
    assert columns.ids[columns.manual].tolist() == of_park, "hidden by a filter or not"
    name = own_session.gazetteer.get_park(waiting_park).name
    assert told.args[0].startswith(f"已把{name}")
    assert "106.3920°E 29.5200°N，记为人工；按 Ctrl+Alt+Z 撤销。" in told.args[0]


def test_undo_and_redo_bring_the_map_back_and_forth(
    qtbot: QtBot, placing: HandPlacing, explorer: Explorer, own_session: Session
) -> None:
    city = int(own_session.columns.ids[own_session.columns.has_value("grade", "city")][0])
    placing.place(PlaceRequest("project", city, SPOT))
    assert own_session.ledger.get_card(city).position_basis == "manual"
    with qtbot.waitSignal(placing.history_changed) as changed:
        placing.undo()
    assert (changed.args[0].undoable, changed.args[0].redoable.project_ids) == (None, (city,))
    assert not own_session.columns.manual.any()
    placing.redo()
    row = int(own_session.columns.rows_of([city])[0])
    assert (own_session.columns.lng[row], own_session.columns.lat[row]) == (SPOT.lng, SPOT.lat)
    assert explorer.columns.manual[row]


def test_what_a_person_asked_for_and_selected_stays(
    qtbot: QtBot, placing: HandPlacing, explorer: Explorer, own_session: Session
) -> None:
    with qtbot.waitSignal(explorer.results_changed):
        explorer.set_filters(Filters(grades=frozenset({"city"})))
    first, second = (int(id_) for id_ in own_session.columns.ids[explorer.results.rows[:2]])
    explorer.select([first, second])
    before = explorer.results.totals.count
    with qtbot.waitSignal(explorer.results_changed):
        placing.place(PlaceRequest("project", first, SPOT))
    assert explorer.state.selection == {first, second}
    assert explorer.state.filters == Filters(grades=frozenset({"city"}))
    assert explorer.results.totals.count == before - 1, "it is no longer known to the city alone"


@pytest.mark.parametrize("request_", [PlaceRequest("park", 1, SPOT), PlaceRequest("project", 10**9, SPOT)])
def test_what_cannot_be_placed_is_refused_and_nothing_changes(
    placing: HandPlacing, own_session: Session, request_: PlaceRequest
) -> None:
    with pytest.raises(EditRefused):
        placing.place(request_)
    assert placing.history.undoable is None
    assert not own_session.columns.manual.any()


def test_the_page_is_told_what_would_be_moved(placing: HandPlacing, own_session: Session, waiting_park: int) -> None:
    count = int(own_session.columns.has_value("park", waiting_park).sum())
    status, told = ask(placing, park=str(waiting_park))
    assert status == 200
    assert (told["title"], told["count"]) == (own_session.gazetteer.get_park(waiting_park).name, count)
    assert told["scope"] == f"该园区 {count} 个项目"
    status, told = ask(placing, project=str(int(own_session.columns.ids[0])))
    assert (status, told["title"], told["scope"]) == (200, own_session.columns.names[0], "这个项目")


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"park": ""},
        {"park": "x"},
        {"park": "-1"},
        {"park": "1" * 30},
        {"park": "１"},
        {"project": "1e3"},
        {"park": "1"},
    ],
)
def test_senseless_questions_of_the_page_have_no_answer(placing: HandPlacing, query: dict[str, str]) -> None:
    assert ask(placing, **query)[0] == 404


def test_asking_for_a_place_tells_the_page_and_takes_its_answer(
    qtbot: QtBot, placing: HandPlacing, own_session: Session
) -> None:
    chosen = own_session.columns.ids[:3].tolist()
    with qtbot.waitSignal(placing.bridge.asked) as asked:
        placing.ask_for_place(chosen)
    assert json.loads(asked.args[0])["scope"] == "这 3 个项目"
    placing.bridge.place('{"asked": 0, "lng": 106.392, "lat": 29.52}')
    assert own_session.columns.ids[own_session.columns.manual].tolist() == chosen


def test_an_answer_nobody_asked_for_is_refused(placing: HandPlacing) -> None:
    with pytest.raises(EditRefused):
        placing.place(PlaceRequest("asked", 0, SPOT))


def test_escape_drops_what_is_being_placed_before_it_does_anything_else(qtbot: QtBot, placing: HandPlacing) -> None:
    done: list[str] = []
    placing.cancel_or(lambda: done.append("otherwise"))
    assert done == ["otherwise"]
    placing.bridge.choosing(True)
    with qtbot.waitSignal(placing.bridge.cancelled):
        placing.cancel_or(lambda: done.append("again"))
    assert done == ["otherwise"]


def test_the_menu_says_what_would_be_taken_back(placing: HandPlacing, own_session: Session) -> None:
    actions = build_actions(placing)
    show_history(actions, placing.history)
    assert not actions["undo_edit"].isEnabled()
    placing.place(PlaceRequest("project", int(own_session.columns.ids[0]), SPOT))
    show_history(actions, placing.history)
    assert actions["undo_edit"].isEnabled()
    assert actions["undo_edit"].text().endswith(f"：放置 {own_session.columns.names[0]}")
    assert not actions["redo_edit"].isEnabled()


def test_placed_projects_leave_the_rack_and_stand_where_they_were_put(
    placing: HandPlacing, own_session: Session, waiting_park: int
) -> None:
    feed = LedgerMapFeed(own_session)
    ids = feed.parks.awaiting_place(waiting_park)
    own_session.ledger.place_projects(ids, SPOT, "x", _moment())
    own_session.refresh_positions(ids)
    feed.rebuild()
    assert feed.parks.awaiting_place(waiting_park) == []
    bounds = feed.bounds_of(ids[:1])
    assert bounds is not None
    assert bounds.west < SPOT.lng < bounds.east
    assert feed.project(ids[0])["badge"] == "人工"
    assert all(str(ids[0]) != str(row["id"]) for part in _sections(feed, own_session) for row in part)


def _sections(feed: LedgerMapFeed, session: Session) -> list[list[dict[str, object]]]:
    sections = feed.members(session.gazetteer.root.id)["sections"]
    assert isinstance(sections, list)
    return [section["rows"] for section in sections]


def _moment() -> datetime.datetime:
    return datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
