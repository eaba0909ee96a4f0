"""``python -m package.update_trial PROGRAM…``: ledgers of every earlier version of the schema meet the new program.

PROGRAM is what starts it: the installed one, or ``python main.py``. A ledger of each version is made by the steps that
made it then, filled with the built-in pack as far as that version had room for it; the program opens it, and what it
leaves is compared row for row, in the ledger and in the backup it must have kept.
"""

import contextlib
import datetime
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from db.migrations import SCHEMA_VERSION
from db.schema import APPLICATION_ID, MIGRATIONS
from db.seeding import seed_ledger

_ROOT: Final = Path(__file__).resolve().parents[1]
_RECORD: Final = "_sqlite_migrations"
Rows = dict[str, set[tuple[object, ...]]]


class UpdateFailure(Exception):
    """An older ledger was not brought up to date as it should be."""


def build_old_ledger(source: Path, target: Path, version: int) -> None:
    """Make a ledger as an earlier version of the program left it.

    Args:
        source: A ledger of today; its rows are copied as far as the older schema has their tables and columns.
        target: The file to write.
        version: How many of the schema's steps it has.
    """
    with contextlib.closing(sqlite3.connect(target)) as connection:
        for number, (name, statements) in enumerate(MIGRATIONS[:version], start=1):
            for statement in statements:
                connection.execute(statement)
            _record(connection, number, name)
        connection.execute("ATTACH ? AS today", (str(source),))
        for table, columns in _tables(connection, "main"):
            shared = [one for one in columns if one in dict(_tables(connection, "today")).get(table, ())]
            names = ", ".join(f'"{one}"' for one in shared)
            if shared and table != _RECORD:
                selected = f'SELECT {names} FROM today."{table}"'  # noqa: S608
                connection.execute(f'INSERT OR IGNORE INTO main."{table}" ({names}) {selected}')
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()


def _record(connection: sqlite3.Connection, number: int, name: str) -> None:
    """Note a step as the program does; its table is the one sqlite-utils keeps."""
    connection.execute(
        f'CREATE TABLE IF NOT EXISTS "{_RECORD}" '
        "(id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"
    )
    connection.execute(
        f'INSERT INTO "{_RECORD}" VALUES (?, ?, ?, ?)',  # noqa: S608
        (number, "science_city_atlas", name, "2026-01-01T00:00:00+00:00"),
    )


def _tables(connection: sqlite3.Connection, schema: str) -> list[tuple[str, tuple[str, ...]]]:
    """Ordinary tables and their stored columns; SQLite's own and those inside a search index are left out."""
    listed = connection.execute(f"PRAGMA {schema}.table_list").fetchall()
    names = sorted(name for of, name, kind, *_ in listed if of == schema and kind == "table")
    return [
        (name, tuple(row[1] for row in connection.execute(f'PRAGMA {schema}.table_info("{name}")')))
        for name in names
        if not name.startswith("sqlite_")
    ]


def read_rows(ledger: Path, tables: Iterable[tuple[str, tuple[str, ...]]] | None = None) -> Rows:
    """Read every row of some tables, or of all, with the columns named."""
    with contextlib.closing(sqlite3.connect(ledger)) as connection:
        found: Rows = {}
        for table, columns in tables if tables is not None else _tables(connection, "main"):
            names = ", ".join(f'"{one}"' for one in columns)
            found[table] = set(connection.execute(f'SELECT {names} FROM "{table}"'))  # noqa: S608
        return found


def read_tables(ledger: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Name the tables of a ledger and their columns."""
    with contextlib.closing(sqlite3.connect(ledger)) as connection:
        return _tables(connection, "main")


def try_version(program: Sequence[str], today: Path, folder: Path, version: int) -> int:
    """Let the program open a ledger of a version and compare what it leaves.

    Returns:
        How many rows were compared.

    Raises:
        UpdateFailure: a row is lost, the backup is missing or differs, or the ledger is not sound.
    """
    ledger = folder / f"v{version}.kxc"
    build_old_ledger(today, ledger, version)
    tables, before = read_tables(ledger), read_rows(ledger)
    command = [*program, "projects", "--json", "--db", str(ledger)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UpdateFailure(f"a ledger of version {version} does not open: {done.stderr.strip()}")
    backups = list(folder.glob(f"v{version}*backup-v{version}*.kxc"))
    _require(len(backups) == 1, version, f"{len(backups)} backups")
    _require(_pragma(backups[0], "user_version") == version, version, "the backup is of another version")
    _require(read_rows(backups[0]) == before, version, "the backup differs from what was there")
    _require(_pragma(ledger, "user_version") == SCHEMA_VERSION, version, "it was not brought up to date")
    _require(_pragma(ledger, "integrity_check") == "ok", version, "integrity_check")
    after = read_rows(ledger, tables)
    lost = {table: len(rows - after[table]) for table, rows in before.items() if rows - after[table]}
    _require(not lost, version, f"rows lost: {lost}")
    return sum(map(len, before.values()))


def _require(holds: bool, version: int, otherwise: str) -> None:
    if not holds:
        raise UpdateFailure(f"a ledger of version {version}: {otherwise}")


def _pragma(ledger: Path, name: str) -> object:
    with contextlib.closing(sqlite3.connect(ledger)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]


def main() -> int:
    """Try every version before today's; says how many rows were compared."""
    program = sys.argv[1:] or [sys.executable, "main.py"]
    folder = Path(tempfile.mkdtemp(prefix="atlas-update-"))
    try:
        seed_ledger(folder / "today.kxc", _ROOT / "seeds", datetime.datetime.now(datetime.UTC))
        with contextlib.closing(sqlite3.connect(folder / "today.kxc")) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        for version in range(1, SCHEMA_VERSION):
            rows = try_version(program, folder / "today.kxc", folder, version)
            print(f"version {version}: {rows} rows, backed up, brought up to date, none lost")
    except UpdateFailure as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
