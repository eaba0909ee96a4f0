"""A ledger opens, or says in one sentence why not, and is then exactly as it was."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
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
    transaction,
    translated_errors,
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


def make_older(path: Path) -> None:
    """Take the last step of the schema back, as if an earlier version of the program had written the ledger."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("DROP TABLE journal")
        connection.execute("DROP TABLE edits")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'edits_and_journal'")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
    connection.close()


def test_an_older_ledger_is_copied_before_it_is_brought_up_to_date(ledger_path: Path) -> None:
    make_older(ledger_path)
    with sqlite3.connect(ledger_path) as connection:
        connection.execute("UPDATE projects SET name = '自己改的' WHERE id = 1")
    connection.close()
    with closing(open_ledger_connection(ledger_path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("SELECT count(*) FROM journal").fetchone() == (0,)
        assert connection.execute("SELECT name FROM projects WHERE id = 1").fetchone() == ("自己改的",)
    backup = ledger_path.with_name(f"{ledger_path.stem}.backup-v{SCHEMA_VERSION - 1}.kxc")
    with closing(sqlite3.connect(backup)) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION - 1,)
        assert kept.execute("SELECT name FROM projects WHERE id = 1").fetchone() == ("自己改的",)
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert {file.name for file in ledger_path.parent.iterdir() if file.is_file()} == {ledger_path.name, backup.name}


def test_a_second_copy_does_not_replace_the_first(ledger_path: Path) -> None:
    for _ in range(2):
        make_older(ledger_path)
        open_ledger_connection(ledger_path).close()
    assert len(list(ledger_path.parent.glob("*.backup-v*.kxc"))) == 2


def test_a_current_ledger_is_not_copied(ledger_path: Path) -> None:
    open_ledger_connection(ledger_path).close()
    assert list(ledger_path.parent.glob("*backup*")) == []


def test_a_ledger_that_cannot_be_copied_is_left_as_it_was(ledger_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_older(ledger_path)
    before = ledger_path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.connection.os.replace", refuse)
    with pytest.raises(LedgerUnwritable, match="无法备份台账"):
        open_ledger_connection(ledger_path)
    assert ledger_path.read_bytes() == before
    assert list(ledger_path.parent.glob("*backup*")) == []


def test_a_transaction_is_written_whole_or_not_at_all(ledger_path: Path) -> None:
    with closing(open_ledger_connection(ledger_path)) as connection:
        with transaction(connection, ledger_path):
            connection.execute("UPDATE projects SET note = '一' WHERE id = 1")
        with suppress(ZeroDivisionError), transaction(connection, ledger_path):
            connection.execute("UPDATE projects SET note = '二' WHERE id = 1")
            raise ZeroDivisionError
        assert connection.execute("SELECT note FROM projects WHERE id = 1").fetchone() == ("一",)
        assert not connection.in_transaction


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        ("DROP VIEW project_status", "project_status"),
        ("DROP TABLE list_items", "list_items"),
        ("DROP TABLE meta", "meta"),
        ("ALTER TABLE projects DROP COLUMN jobs", "projects.jobs"),
        (
            "DROP VIEW project_years; CREATE VIEW project_years AS SELECT id AS project_id, 'x' AS year FROM projects",
            "",
        ),
        ("DROP TABLE lists; CREATE VIEW lists AS SELECT 1 AS id, '' AS name, '' AS kind", "lists"),
    ],
)
def test_a_ledger_whose_structure_was_changed_is_refused(ledger_path: Path, damage: str, named: str) -> None:
    with closing(sqlite3.connect(ledger_path)) as connection:
        connection.executescript(f"PRAGMA journal_mode = DELETE; PRAGMA foreign_keys = OFF; {damage}")
    with closing(sqlite3.connect(ledger_path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    sentence = refuse(ledger_path, LedgerCorrupt)
    assert "被其他程序改动过" in sentence
    assert named in sentence


def test_what_other_tools_add_does_not_matter(ledger_path: Path) -> None:
    with closing(sqlite3.connect(ledger_path)) as connection:
        connection.executescript(
            "CREATE TABLE mine (a); CREATE VIEW my_view AS SELECT * FROM nowhere; CREATE INDEX i ON projects (name);"
            "ALTER TABLE projects ADD COLUMN my_mark TEXT"
        )
    open_ledger_connection(ledger_path).close()


def test_an_older_ledger_that_cannot_be_brought_up_to_date_is_told(ledger_path: Path) -> None:
    make_older(ledger_path)
    with closing(sqlite3.connect(ledger_path)) as connection:
        connection.execute("CREATE TABLE edits (a)")
    with pytest.raises(LedgerCorrupt, match="被其他程序改动过"):
        open_ledger_connection(ledger_path)


def test_a_version_number_reset_by_another_tool_is_set_again(ledger_path: Path) -> None:
    with closing(sqlite3.connect(ledger_path)) as connection:
        connection.execute("PRAGMA user_version = 0")
    for _ in range(2):
        open_ledger_connection(ledger_path).close()
    assert len(list(ledger_path.parent.glob("*backup*"))) == 1
    with closing(sqlite3.connect(ledger_path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_bytes_that_are_no_text_are_damage(ledger_path: Path) -> None:
    with closing(sqlite3.connect(ledger_path)) as connection:
        connection.execute("UPDATE projects SET name = CAST(x'fffe41' AS TEXT) WHERE id = 1")
        connection.commit()
    with (
        closing(open_ledger_connection(ledger_path)) as connection,
        pytest.raises(LedgerCorrupt),
        translated_errors(ledger_path),
    ):
        connection.execute("SELECT name FROM projects").fetchall()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "管道.kxc"
    os.mkfifo(path)
    with pytest.raises(LedgerForeign, match="不是普通文件"):
        check_ledger_file(path)


def leave_log(ledger_path: Path, folder: Path, *suffixes: str) -> Path:
    """Copy a ledger with a change still in its write-ahead log, as a crash or a second program leaves it."""
    folder.mkdir()
    with closing(sqlite3.connect(ledger_path)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("UPDATE projects SET name = '最新的' WHERE id = 1")
        connection.commit()
        for suffix in ("", *suffixes):
            name = ledger_path.name + suffix
            (folder / name).write_bytes(ledger_path.with_name(name).read_bytes())
    return folder / ledger_path.name


def test_changes_in_the_log_are_read_where_nothing_can_be_written(
    ledger_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = leave_log(ledger_path, tmp_path / "另处", "-wal", "-shm")
    monkeypatch.setattr("db.connection.os.access", lambda *_: False)
    with closing(open_ledger_connection(left)) as connection:
        assert connection.execute("SELECT name FROM projects WHERE id = 1").fetchone() == ("最新的",)


def test_changes_in_the_log_that_cannot_be_read_are_not_passed_over(
    ledger_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = leave_log(ledger_path, tmp_path / "另处", "-wal")
    monkeypatch.setattr("db.connection.os.access", lambda *_: False)
    assert "尚未并入的改动" in refuse(left, LedgerUnwritable)
