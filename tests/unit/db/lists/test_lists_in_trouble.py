"""Lists under other hands: another program's changes, bent journals, locks, full disks and seeding lose nothing."""

import datetime
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from db.connection import LedgerInconsistent, LedgerLocked, LedgerUnwritable
from db.ledger import Ledger
from db.lists.ledger_lists import LedgerLists
from db.lists.list_items import EditRefused
from db.seeding import LedgerEdited, hash_content, seed_ledger
from geo.lnglat import LngLat
from tests.unit.db.lists.own_lists import PRINTED, id_of, items_in


def test_another_programs_change_is_not_overwritten_by_undo(
    ledger: Ledger, lists: LedgerLists, other_program: sqlite3.Connection, now: datetime.datetime
) -> None:
    lists.create("跟踪", [1, 2], now)
    number = id_of(ledger, "跟踪")
    with other_program:
        other_program.execute("INSERT INTO list_items VALUES (?, 5, 9)", (number,))
    with pytest.raises(LedgerInconsistent, match="未作改动"):
        ledger.undo_last_edit(now)
    with other_program:
        other_program.execute("DELETE FROM list_items WHERE project_id IN (2, 5)")
    with pytest.raises(EditRefused, match="后来又被改动过"):
        ledger.undo_last_edit(now)
    assert items_in(ledger)["跟踪"] == [1]


def test_a_project_gone_meanwhile_refuses_redo(
    ledger: Ledger, lists: LedgerLists, other_program: sqlite3.Connection, now: datetime.datetime
) -> None:
    lists.create("跟踪", [6], now)
    ledger.undo_last_edit(now)
    with other_program:
        other_program.execute("DELETE FROM projects WHERE id = 6")
    with pytest.raises(EditRefused, match="后来又被改动过"):
        ledger.redo_last_edit()
    assert items_in(ledger) == PRINTED


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET after = '[]' WHERE entity = 'list_items'",
        "UPDATE journal SET after = '{\"list_id\": 1}' WHERE entity = 'list_items'",
        'UPDATE journal SET after = \'{"list_id": "1 OR 1", "position": 1}\' WHERE entity = \'list_items\'',
        "UPDATE journal SET after = '{\"list_id\": 2, \"position\": true}' WHERE entity = 'list_items'",
        'UPDATE journal SET after = \'{"list_id": 2, "position": 1, "x": 1}\' WHERE entity = \'list_items\'',
        "UPDATE journal SET after = '{\"list_id\": 2, \"position\": 1e300}' WHERE entity = 'list_items'",
        "UPDATE journal SET after = '7' WHERE entity = 'list_items'",
        "UPDATE journal SET before = 'null', after = 'null' WHERE entity = 'lists'",
        'UPDATE journal SET after = \'{"name": null, "kind": null, "position": 1}\' WHERE entity = \'lists\'',
        "UPDATE journal SET after = 'null' WHERE entity = 'projects'",
    ],
)
def test_a_journal_somebody_has_bent_does_no_harm(
    ledger: Ledger, lists: LedgerLists, other_program: sqlite3.Connection, now: datetime.datetime, change: str
) -> None:
    if "projects" in change:
        ledger.place_projects([7], LngLat(106.4, 29.5), "丙岛", now)
    else:
        lists.create("跟踪", [1, 2], now)
    ledger.undo_last_edit(now)
    with other_program:
        other_program.execute(change)
    with ledger.reading() as connection:
        before = hash_content(connection)
    with pytest.raises((LedgerInconsistent, EditRefused), match="未作改动"):
        ledger.redo_last_edit()
    with ledger.reading() as connection:
        assert hash_content(connection) == before


def test_a_ledger_held_by_another_program_is_told_in_a_sentence(
    ledger_path: Path, other_program: sqlite3.Connection, now: datetime.datetime
) -> None:
    other_program.execute("BEGIN IMMEDIATE")
    with Ledger.open(ledger_path, timeout_s=0.01) as ledger:
        with pytest.raises(LedgerLocked, match="另一个程序"):
            LedgerLists(ledger).create("跟踪", [1], now)
        other_program.rollback()
        LedgerLists(ledger).create("跟踪", [1], now)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights are not asked of the superuser")
def test_a_read_only_ledger_is_told_in_a_sentence(ledger_path: Path, now: datetime.datetime) -> None:
    ledger_path.chmod(0o400)
    with Ledger.open(ledger_path) as ledger, pytest.raises(LedgerUnwritable, match="无法写入台账"):
        LedgerLists(ledger).create("跟踪", [1], now)


def test_a_ledger_opened_for_reading_is_told_in_a_sentence(ledger_path: Path, now: datetime.datetime) -> None:
    connection = sqlite3.connect(f"file:{ledger_path}?mode=ro", uri=True)
    with Ledger(connection, ledger_path) as ledger, pytest.raises(LedgerUnwritable, match="无法写入台账"):
        LedgerLists(ledger).create("跟踪", [1], now)


def test_a_full_disk_loses_nothing(ledger_path: Path, ledger: Ledger, now: datetime.datetime) -> None:
    before = items_in(ledger)
    with ledger.reading() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        for number in range(500):
            LedgerLists(ledger).create(f"{number}：{'长' * 50}", [1, 2, 3, 4, 5, 6, 7], now)

    with pytest.raises(LedgerUnwritable, match="full"):
        fill()
    names = {name for name in items_in(ledger) if name not in before}
    with Ledger.open(ledger_path) as again:
        assert items_in(again).keys() == before.keys() | names
        assert all(len(items) == 7 for name, items in items_in(again).items() if name in names), "whole or not at all"


def test_seeding_refuses_over_a_list_of_ones_own_until_it_is_taken_back(
    ledger_path: Path, write_pack: Callable[..., Path], now: datetime.datetime
) -> None:
    with Ledger.open(ledger_path) as ledger:
        LedgerLists(ledger).create("跟踪", [1], now)
    with pytest.raises(LedgerEdited, match="--force"):
        seed_ledger(ledger_path, write_pack(mechanisms="1,链长制,"), now)
    with Ledger.open(ledger_path) as ledger:
        ledger.undo_last_edit(now)
    assert seed_ledger(ledger_path, write_pack(), now).action == "unchanged"
