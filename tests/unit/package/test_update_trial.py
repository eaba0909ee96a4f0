from __future__ import annotations

import contextlib
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from db.migrations import SCHEMA_VERSION
from package.update_trial import UpdateFailure, build_old_ledger, read_rows, try_version


@pytest.fixture
def today(built_ledger: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "today.kxc"
    shutil.copyfile(built_ledger, copy)
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    return copy


def test_an_old_ledger_holds_what_its_version_had_room_for(today: Path, tmp_path: Path) -> None:
    tables: dict[int, int] = {}
    for version in range(1, SCHEMA_VERSION):
        old = tmp_path / f"{version}.kxc"
        build_old_ledger(today, old, version)
        rows = read_rows(old)
        tables[version] = len(rows)
        with contextlib.closing(sqlite3.connect(old)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (version,)
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert ("projects" in rows) == (version >= 3)
        if version >= 3:
            assert len(rows["projects"]) == len(read_rows(today)["projects"])
    assert list(tables.values()) == sorted(tables.values())


def test_the_program_brings_an_old_ledger_up_to_date(today: Path, tmp_path: Path, project_dir: Path) -> None:
    program = [sys.executable, str(project_dir / "main.py")]
    assert try_version(program, today, tmp_path, SCHEMA_VERSION - 1) > 1000


@pytest.mark.parametrize(
    ("program", "said"),
    [("pass", "0 backups"), ("raise SystemExit('no room')", "does not open: no room")],
)
def test_a_program_that_keeps_no_backup_or_does_not_open_fails(
    today: Path, tmp_path: Path, program: str, said: str
) -> None:
    with pytest.raises(UpdateFailure, match=said):
        try_version([sys.executable, "-c", program], today, tmp_path, 3)


def test_a_row_that_is_lost_is_noticed(today: Path, tmp_path: Path, project_dir: Path) -> None:
    careless = """
import subprocess, sqlite3, sys
subprocess.run([sys.executable, *sys.argv[1:]], check=True)
with sqlite3.connect(sys.argv[-1]) as connection:
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM evidence WHERE id = (SELECT max(id) FROM evidence)")
"""
    with pytest.raises(UpdateFailure, match=r"rows lost: \{'evidence': 1\}"):
        try_version([sys.executable, "-c", careless, str(project_dir / "main.py")], today, tmp_path, 5)
