"""Ledgers of every earlier schema open in this version: backed up, brought up to date, nothing lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from db.ledger import Ledger
from db.migrations import SCHEMA_VERSION
from db.migrations import _build_step as build_step
from db.schema import MIGRATIONS


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """Tables that hold what was put in, not what is derived from it."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    derived = ("projects_text", "_sqlite_migrations")
    return [name for name, sql in rows if not name.startswith(derived) and "VIRTUAL" not in sql]


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def write_old_ledger(path: Path, version: int, full: Path) -> dict[str, list[str]]:
    """A ledger as version ``version`` of the schema left it, with everything of a full one that had a place then.

    Returns:
        The rows by table, as text.
    """
    with closing(sqlite3.connect(path)) as connection:
        steps = Migrations("science_city_atlas")
        for number, (name, statements) in enumerate(MIGRATIONS[:version], start=1):
            steps(name=name)(build_step(statements, number))
        steps.apply(Database(connection))
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("ATTACH ? AS full", (str(full),))
        held = {}
        for table in tables_of(connection):
            common = [one for one in columns_of(connection, table) if one in columns_of_full(connection, table)]
            names = ", ".join(f'"{one}"' for one in common)
            sql = f'INSERT OR REPLACE INTO main."{table}" ({names}) SELECT {names} FROM full."{table}"'  # noqa: S608
            connection.execute(sql)
            held[table] = rows_of(connection, f'main."{table}"', names)
        connection.commit()
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    return held


def columns_of_full(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA full.table_info("{table}")')]


def rows_of(connection: sqlite3.Connection, table: str, names: str = "*") -> list[str]:
    return sorted(map(repr, connection.execute(f"SELECT {names} FROM {table}")))  # noqa: S608


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_ledger_of_an_earlier_version_is_kept_and_brought_up_to_date(
    version: int, built_ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "旧 台账.kxc"
    held = write_old_ledger(path, version, built_ledger)
    with Ledger.open(path) as ledger:
        columns = ledger.load_columns()
    assert len(columns) == len(held.get("projects", ()))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table, rows in held.items():
            with closing(sqlite3.connect(tmp_path / f"旧 台账.backup-v{version}.kxc")) as backup:
                names = ", ".join(
                    f'"{one}"' for one in columns_of(backup, table) if one in columns_of(connection, table)
                )
                assert rows_of(connection, f'"{table}"', names) == rows_of(backup, f'"{table}"', names)
                assert len(rows_of(connection, f'"{table}"')) == len(rows)


def test_opening_again_makes_no_second_backup(built_ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "ledger.kxc"
    write_old_ledger(path, SCHEMA_VERSION - 1, built_ledger)
    for _ in range(2):
        Ledger.open(path).close()
    assert sorted(one.name for one in tmp_path.glob("*.backup-*")) == [f"ledger.backup-v{SCHEMA_VERSION - 1}.kxc"]
