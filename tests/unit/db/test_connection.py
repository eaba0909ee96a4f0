"""A ledger opens, or says in one sentence why not, and is then exactly as it was."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from db.connection import (
    LedgerCorrupt,
    LedgerError,
    LedgerForeign,
    LedgerLocked,
    LedgerMissing,
    LedgerTooNew,
    LedgerUnwritable,
    check_ledger_file,
    create_ledger_connection,
    open_ledger_connection,
)
from db.migrations import SCHEMA_VERSION


def files_around(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}


def refuse(path: Path, kind: type[LedgerError]) -> str:
    before = files_around(path)
    with pytest.raises(kind) as caught:
        open_ledger_connection(path, timeout_s=0.05).close()
    assert files_around(path) == before, "a refused file must be left as it was"
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    assert path.name in sentence
    return sentence


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert "找不到" in refuse(tmp_path / "没有.kxc", LedgerMissing)


@pytest.mark.parametrize("data", [b"", b"x", "序号,项目\n1,甲\n".encode() * 30, b"\x00" * 4096])
def test_what_is_no_database_is_foreign(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "不是台账.kxc"
    path.write_bytes(data)
    refuse(path, LedgerForeign)


def test_a_folder_is_foreign(tmp_path: Path) -> None:
    assert "文件夹" in refuse(tmp_path, LedgerForeign)


def test_another_programs_database_is_foreign(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE projects (id)")
    connection.close()
    assert "其他程序" in refuse(path, LedgerForeign)


def test_a_ledger_of_a_later_version_is_refused(ledger_path: Path) -> None:
    with sqlite3.connect(ledger_path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    assert str(SCHEMA_VERSION + 1) in refuse(ledger_path, LedgerTooNew)


def test_a_truncated_ledger_is_corrupt(ledger_path: Path) -> None:
    data = ledger_path.read_bytes()
    ledger_path.write_bytes(data[: len(data) // 2])
    assert "损坏" in refuse(ledger_path, LedgerCorrupt)


def test_a_ledger_with_overwritten_pages_is_corrupt(ledger_path: Path) -> None:
    data = bytearray(ledger_path.read_bytes())
    data[4096 : 4096 * 12] = b"\xa5" * (4096 * 11)
    ledger_path.write_bytes(bytes(data))
    refuse(ledger_path, LedgerCorrupt)


def test_a_ledger_held_by_another_program_is_locked(ledger_path: Path) -> None:
    holder = sqlite3.connect(ledger_path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LedgerLocked, match="正在被另一个程序使用"):
        open_ledger_connection(ledger_path, timeout_s=0.05)
    holder.execute("ROLLBACK")
    holder.close()
    open_ledger_connection(ledger_path).close()


def test_a_writer_does_not_keep_readers_out(ledger_path: Path) -> None:
    writer = sqlite3.connect(ledger_path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE projects SET note = 'x' WHERE id = 1")
    reader = open_ledger_connection(ledger_path, timeout_s=0.05)
    assert reader.execute("SELECT note FROM projects WHERE id = 1").fetchone() == (None,)
    reader.close()
    writer.execute("ROLLBACK")
    writer.close()


def test_an_unreadable_file_is_named(ledger_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_open(self: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse_open)
    with pytest.raises(LedgerUnwritable, match="无法读取"):
        check_ledger_file(ledger_path)


def test_a_ledger_that_cannot_be_written_is_read(ledger_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.connection._is_writable", lambda path: False)
    connection = open_ledger_connection(ledger_path)
    assert connection.execute("SELECT count(*) FROM projects").fetchone() == (7,)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM milestones")
    connection.close()
    assert set(files_around(ledger_path)) == {ledger_path.name}, "no side files in a folder that cannot be written"


def test_foreign_keys_are_enforced(ledger_path: Path) -> None:
    connection = open_ledger_connection(ledger_path)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE projects SET industry_id = 999 WHERE id = 1")
    connection.close()


def test_creating_where_nothing_can_be_created_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerUnwritable):
        create_ledger_connection(tmp_path / "没有这个文件夹" / "x.kxc")


def test_paths_with_spaces_percent_signs_and_question_marks_open(
    tmp_path: Path, ledger_path: Path, write_pack: Callable[..., Path]
) -> None:
    odd = tmp_path / "a b%20c?d#e.kxc"
    odd.write_bytes(ledger_path.read_bytes())
    connection = open_ledger_connection(odd)
    assert connection.execute("SELECT count(*) FROM projects").fetchone() == (7,)
    connection.close()
