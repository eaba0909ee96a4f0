from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.built_in import copy_built_in
from db.connection import LedgerUnwritable

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def test_the_first_start_gets_a_whole_copy(built_ledger: Path, tmp_path: Path) -> None:
    own = tmp_path / "新 的" / "ledger.kxc"
    assert copy_built_in(built_ledger, own)
    assert own.read_bytes() == built_ledger.read_bytes()
    assert [path.name for path in own.parent.iterdir()] == ["ledger.kxc"]
    with closing(sqlite3.connect(own)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_copy_of_a_read_only_file_can_be_written(built_ledger: Path, tmp_path: Path) -> None:
    brought = tmp_path / "brought.kxc"
    brought.write_bytes(built_ledger.read_bytes())
    brought.chmod(0o444)
    own = tmp_path / "own.kxc"
    assert copy_built_in(brought, own)
    assert own.stat().st_mode & 0o200


def test_a_file_that_is_there_is_never_replaced(built_ledger: Path, tmp_path: Path) -> None:
    own = tmp_path / "ledger.kxc"
    own.write_bytes(b"mine")
    assert not copy_built_in(built_ledger, own)
    assert own.read_bytes() == b"mine"


def test_a_file_that_comes_meanwhile_is_never_replaced(
    built_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "ledger.kxc"
    monkeypatch.setattr("db.built_in._flush", lambda _copy: own.write_bytes(b"theirs"))
    assert not copy_built_in(built_ledger, own)
    assert own.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [own]


def test_without_a_built_in_ledger_nothing_is_made(tmp_path: Path) -> None:
    assert not copy_built_in(tmp_path / "none.kxc", tmp_path / "home" / "ledger.kxc")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_sentence(built_ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerUnwritable, match=r"^无法写入台账（.*）：.*。$"):
        copy_built_in(built_ledger, tmp_path / "file" / "ledger.kxc")
