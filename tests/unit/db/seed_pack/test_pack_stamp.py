from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db.seed_pack.pack_stamp import holds_pack
from db.seeding import LedgerEdited, seed_ledger

Write = Callable[..., Path]


def test_a_ledger_built_from_the_pack_says_so_and_seeding_agrees(
    ledger_path: Path, write_pack: Write, now: datetime.datetime
) -> None:
    assert holds_pack(ledger_path, write_pack())
    assert seed_ledger(ledger_path, write_pack(), now).action == "unchanged"


def test_an_edit_of_a_person_changes_nothing_about_where_it_came_from(
    ledger_path: Path, write_pack: Write, now: datetime.datetime
) -> None:
    with closing(sqlite3.connect(ledger_path)) as connection, connection:
        connection.execute("UPDATE projects SET name = name || '二期' WHERE id = 1")
    assert holds_pack(ledger_path, write_pack())
    with pytest.raises(LedgerEdited):  # and so the start, which leaves edits alone, need not ask
        seed_ledger(ledger_path, write_pack(), now)


def test_a_changed_pack_is_noticed(ledger_path: Path, write_pack: Write, now: datetime.datetime) -> None:
    seeds = write_pack()
    with (seeds / "organisations.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("99,新单位,\n")
    assert not holds_pack(ledger_path, seeds)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"no ledger at all" * 100])
def test_what_is_no_ledger_holds_no_pack(tmp_path: Path, write_pack: Write, content: bytes) -> None:
    path = tmp_path / "x.kxc"
    assert not holds_pack(path, write_pack())
    path.write_bytes(content)
    assert not holds_pack(path, write_pack())
    assert path.read_bytes() == content
