"""Placing by hand: written whole with what was there before, taken back and made again, never over others' changes."""

import datetime
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.connection import LedgerError, LedgerInconsistent, LedgerLocked, LedgerUnwritable
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from db.lists.list_items import EditRefused
from db.seeding import LedgerEdited, hash_content, seed_ledger
from geo.lnglat import LngLat

SPOT = LngLat(106.392, 29.52)
Positions = dict[int, tuple[float | None, float | None, str]]


@pytest.fixture
def other_program(ledger_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(ledger_path)
    yield connection
    connection.close()


def positions_in(ledger: Ledger) -> Positions:
    with ledger.reading() as connection:
        rows = connection.execute("SELECT id, lng, lat, position_basis FROM projects").fetchall()
    return {id_: (lng, lat, basis) for id_, lng, lat, basis in rows}


def undoable(ledger: Ledger) -> str | None:
    edit = ledger.read_edits().undoable
    return edit.subject if edit else None


def redoable(ledger: Ledger) -> str | None:
    edit = ledger.read_edits().redoable
    return edit.subject if edit else None


def test_a_placed_project_stands_at_its_own_point_by_hand(ledger: Ledger, now: datetime.datetime) -> None:
    edit = ledger.place_projects([7], SPOT, "丙岛", now)
    assert (edit.kind, edit.subject, edit.project_ids) == ("place", "丙岛", (7,))
    assert edit.made_at == "2026-01-02T03:04:05+00:00"
    assert positions_in(ledger)[7] == (106.392, 29.52, "manual")
    card = ledger.get_card(7)
    assert (card.grade, card.position_basis, card.lng, card.lat) == ("own", "manual", 106.392, 29.52)
    assert card.park is not None
    assert card.park.basis == "stated", "where it was put says nothing about its park"


def test_the_journal_says_what_was_there_before(ledger: Ledger, now: datetime.datetime) -> None:
    ledger.place_projects([3, 7], SPOT, "两个", now)
    with ledger.reading() as connection:
        rows = connection.execute("SELECT entity, entity_id, before, after FROM journal ORDER BY entity_id").fetchall()
    told = [(entity, id_, json.loads(before), json.loads(after)) for entity, id_, before, after in rows]
    after = {"lng": 106.392, "lat": 29.52, "position_basis": "manual"}
    assert told == [
        ("projects", 3, {"lng": None, "lat": None, "position_basis": "city"}, after),
        ("projects", 7, {"lng": None, "lat": None, "position_basis": "park"}, after),
    ]


def test_undo_and_redo_walk_the_edits_in_order(ledger: Ledger, now: datetime.datetime) -> None:
    at_first = positions_in(ledger)
    ledger.place_projects([7], SPOT, "一", now)
    ledger.place_projects([3], SPOT, "二", now)
    assert (undoable(ledger), redoable(ledger)) == ("二", None)
    assert ledger.undo_last_edit(now).subject == "二"
    assert (undoable(ledger), redoable(ledger)) == ("一", "二")
    assert ledger.undo_last_edit(now).subject == "一"
    assert positions_in(ledger) == at_first
    assert (undoable(ledger), redoable(ledger)) == (None, "一")
    assert ledger.redo_last_edit().subject == "一"
    assert (undoable(ledger), redoable(ledger)) == ("一", "二")


def test_a_new_edit_ends_making_older_ones_again_but_the_journal_keeps_them(
    ledger: Ledger, now: datetime.datetime
) -> None:
    ledger.place_projects([7], SPOT, "旧", now)
    ledger.undo_last_edit(now)
    ledger.place_projects([3], SPOT, "新", now)
    with pytest.raises(EditRefused, match="没有可以重做的改动"):
        ledger.redo_last_edit()
    with ledger.reading() as connection:
        told = connection.execute("SELECT subject, undone_at IS NULL FROM edits ORDER BY id").fetchall()
    assert told == [("旧", 0), ("新", 1)]
    ledger.undo_last_edit(now)
    assert redoable(ledger) == "新", "what was taken back before the newest edit stays taken back"


def test_edits_outlive_the_program(ledger_path: Path, now: datetime.datetime) -> None:
    with Ledger.open(ledger_path) as ledger:
        before = positions_in(ledger)
        ledger.place_projects([1, 7], SPOT, "丙岛", now)
    with Ledger.open(ledger_path) as ledger:
        assert ledger.undo_last_edit(now).project_ids == (1, 7)
        assert positions_in(ledger) == before


@pytest.mark.parametrize(
    ("ids", "words"),
    [([], "没有要放置的项目"), ([99], "没有编号 99 的项目"), ([7, 98, 99], "没有编号 98、99 的项目")],
)
def test_what_does_not_exist_is_not_placed(ledger: Ledger, now: datetime.datetime, ids: list[int], words: str) -> None:
    before = positions_in(ledger)
    with pytest.raises(EditRefused, match=words):
        ledger.place_projects(ids, SPOT, "无", now)
    assert positions_in(ledger) == before
    assert undoable(ledger) is None


def test_placing_where_it_stands_is_no_edit(ledger: Ledger, now: datetime.datetime) -> None:
    ledger.place_projects([7], SPOT, "丙岛", now)
    with pytest.raises(EditRefused, match="已经在这个位置"):
        ledger.place_projects([7], LngLat(SPOT.lng + 1e-9, SPOT.lat), "丙岛", now)
    assert ledger.undo_last_edit(now).project_ids == (7,)
    assert undoable(ledger) is None


def test_nothing_to_take_back_is_told(ledger: Ledger, now: datetime.datetime) -> None:
    with pytest.raises(EditRefused, match=r"^没有可以撤销的改动。$"):
        ledger.undo_last_edit(now)


def test_another_programs_change_is_not_overwritten_by_undo(
    ledger: Ledger, other_program: sqlite3.Connection, now: datetime.datetime
) -> None:
    ledger.place_projects([3, 7], SPOT, "两个", now)
    with other_program:
        other_program.execute("UPDATE projects SET lng = 106.5 WHERE id = 7")
    with pytest.raises(EditRefused, match="后来又被改动过"):
        ledger.undo_last_edit(now)
    assert positions_in(ledger)[3] == (106.392, 29.52, "manual"), "all rows or none"
    assert positions_in(ledger)[7] == (106.5, 29.52, "manual")
    assert undoable(ledger) == "两个"


def test_a_project_gone_meanwhile_refuses_undo(
    ledger: Ledger, other_program: sqlite3.Connection, now: datetime.datetime
) -> None:
    ledger.place_projects([6], SPOT, "未知之物", now)
    with other_program:
        other_program.execute("DELETE FROM projects WHERE id = 6")
    with pytest.raises(EditRefused):
        ledger.undo_last_edit(now)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET before = '[]'",
        "UPDATE journal SET before = '{\"lng\": 1}'",
        'UPDATE journal SET before = \'{"lng": [], "lat": 1, "position_basis": "manual"}\'',
        'UPDATE journal SET before = \'{"lng": true, "lat": 1, "position_basis": "manual"}\'',
        'UPDATE journal SET before = \'{"lng": null, "lat": null, "position_basis": "manual"}\'',
        'UPDATE journal SET before = \'{"lng": 1e999, "lat": 1, "position_basis": "manual"}\'',
        'UPDATE journal SET before = \'{"lng": 400, "lat": 1, "position_basis": "manual"}\'',
        'UPDATE journal SET before = \'{"name = 1, lng": 1, "lat": 1, "position_basis": "manual"}\'',
        "UPDATE journal SET entity = 'sqlite_master'",
        "UPDATE journal SET entity = 'projects; DROP TABLE projects'",
    ],
)
def test_a_journal_somebody_has_bent_does_no_harm(
    ledger: Ledger, other_program: sqlite3.Connection, now: datetime.datetime, change: str
) -> None:
    ledger.place_projects([7], SPOT, "丙岛", now)
    with other_program:
        other_program.execute(change)
    before = positions_in(ledger)
    with pytest.raises(LedgerInconsistent, match="未作改动"):
        ledger.undo_last_edit(now)
    assert positions_in(ledger) == before


def test_a_ledger_held_by_another_program_is_told_in_a_sentence(
    ledger_path: Path, other_program: sqlite3.Connection, now: datetime.datetime
) -> None:
    other_program.execute("BEGIN IMMEDIATE")
    with Ledger.open(ledger_path, timeout_s=0.01) as ledger, pytest.raises(LedgerLocked, match="另一个程序"):
        ledger.place_projects([7], SPOT, "丙岛", now)
    other_program.rollback()
    with Ledger.open(ledger_path) as ledger:
        assert ledger.place_projects([7], SPOT, "丙岛", now).project_ids == (7,)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights are not asked of the superuser")
def test_a_read_only_ledger_is_told_in_a_sentence(ledger_path: Path, now: datetime.datetime) -> None:
    ledger_path.chmod(0o400)
    with Ledger.open(ledger_path) as ledger, pytest.raises(LedgerUnwritable):
        ledger.place_projects([7], SPOT, "丙岛", now)


def test_a_failure_half_way_leaves_neither_position_nor_entry(
    ledger: Ledger, other_program: sqlite3.Connection, now: datetime.datetime
) -> None:
    with other_program:
        other_program.execute(
            "CREATE TRIGGER refuse BEFORE UPDATE ON projects WHEN NEW.id = 7 BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    before = positions_in(ledger)
    with pytest.raises(LedgerError):
        ledger.place_projects([3, 7], SPOT, "两个", now)
    assert positions_in(ledger) == before
    assert undoable(ledger) is None


def test_seeding_refuses_over_a_placement_until_it_is_taken_back(
    ledger_path: Path, write_pack: Callable[..., Path], now: datetime.datetime
) -> None:
    with Ledger.open(ledger_path) as ledger:
        ledger.place_projects([7], SPOT, "丙岛", now)
    with pytest.raises(LedgerEdited, match="--force"):
        seed_ledger(ledger_path, write_pack(mechanisms="1,链长制,"), now)
    report = seed_ledger(ledger_path, write_pack(), now, force=True)
    assert report.backup is not None
    with Ledger.open(report.backup) as kept:
        assert kept.undo_last_edit(now).subject == "丙岛"
    assert seed_ledger(report.backup, write_pack(), now).action == "unchanged"


def test_columns_brought_up_to_date_are_those_read_anew(
    ledger: Ledger, columns: ProjectColumns, now: datetime.datetime
) -> None:
    moved = ledger.place_projects([2, 3, 7], SPOT, "三个", now).project_ids
    placed = ledger.reload_positions(columns, (*moved, 99))
    assert same_places(placed, ledger.load_columns())
    assert placed.ids[placed.has_value("grade", "own")].tolist() == [2, 3, 7]
    assert placed.ids[placed.manual].tolist() == [2, 3, 7]
    assert placed.inferred[1], "its park is still our reading"
    assert columns.ids[columns.manual].tolist() == [], "columns are values: the old ones stay as they were"
    ledger.undo_last_edit(now)
    assert same_places(ledger.reload_positions(placed, moved), columns)


def same_places(one: ProjectColumns, other: ProjectColumns) -> bool:
    arrays = ((each.lng, each.lat, each.manual, each.inferred, each.codes["grade"]) for each in (one, other))
    return all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in zip(*arrays, strict=True))


ACTS = st.lists(
    st.one_of(
        st.sampled_from(["undo", "redo"]),
        st.tuples(
            st.sets(st.integers(1, 7), min_size=1),
            st.floats(-180, 180, allow_nan=False),
            st.floats(-90, 90, allow_nan=False),
        ),
    ),
    max_size=14,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_any_walk_through_edits_agrees_with_a_plain_list_of_states(
    ledger_path: Path, tmp_path: Path, acts: list[str | tuple[set[int], float, float]]
) -> None:
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    path = Path(shutil.copy(ledger_path, tmp_path / "walk.kxc"))
    with Ledger.open(path) as ledger:
        with ledger.reading() as connection:
            at_first = hash_content(connection)
        past, here, future = list[Positions](), positions_in(ledger), list[Positions]()
        for act in acts:
            if act == "undo" and past:
                future.append(here)
                here = past.pop()
                ledger.undo_last_edit(now)
            elif act == "redo" and future:
                past.append(here)
                here = future.pop()
                ledger.redo_last_edit()
            elif isinstance(act, tuple):
                ids, lng, lat = act
                spot = (round(lng, 7), round(lat, 7), "manual")
                wanted = here | dict.fromkeys(ids, spot)
                if wanted == here:
                    continue
                ledger.place_projects(ids, LngLat(lng, lat), "某处", now)
                past, here, future = [*past, here], wanted, []
            else:
                with pytest.raises(EditRefused):
                    ledger.undo_last_edit(now) if act == "undo" else ledger.redo_last_edit()
            assert positions_in(ledger) == here
        history = ledger.read_edits()
        assert ((history.undoable is not None), (history.redoable is not None)) == (bool(past), bool(future))
        for _ in past:
            ledger.undo_last_edit(now)
        with ledger.reading() as connection:
            assert hash_content(connection) == at_first
