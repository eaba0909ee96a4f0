"""Nothing the data pack says is dropped on the way into the ledger; above all not that a value is our reading."""

import csv
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.ledger import Ledger
from db.seed_pack.seed_tables import SEED_COLUMNS

# Of the pack's columns, those that only tell names apart: `from_taxonomy` says which `from_name` is meant.
QUALIFIERS = {"from_taxonomy", "to_taxonomy"}
RENAMED = {"direction": "industry_id", "from_name": "from_id", "to_name": "to_id"}


@pytest.fixture
def database(built_ledger: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(built_ledger)
    yield connection
    connection.close()


def rows_of(seeds_dir: Path, table: str) -> list[dict[str, str]]:
    with (seeds_dir / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column_for(database: sqlite3.Connection, table: str, column: str) -> str:
    held = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    return next(name for name in (column, RENAMED.get(column, ""), f"{column}_id") if name in held)


@pytest.mark.parametrize("table", SEED_COLUMNS)
def test_every_filled_cell_of_the_pack_fills_one_of_the_ledger(
    seeds_dir: Path, database: sqlite3.Connection, table: str
) -> None:
    rows = rows_of(seeds_dir, table)
    assert rows
    for column in rows[0].keys() - QUALIFIERS:
        stored = column_for(database, table, column)
        (count,) = database.execute(f'SELECT count("{stored}") FROM {table}').fetchone()  # noqa: S608
        filled = sum(bool(row[column]) for row in rows)
        derived = table == "projects" and column in ("park", "park_basis")
        assert count >= filled if derived or column == "role" else count == filled, (table, column)


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table, columns in SEED_COLUMNS.items() for column in columns if column.endswith("basis")],
)
def test_what_is_our_reading_says_so_in_the_ledger(
    seeds_dir: Path, database: sqlite3.Connection, table: str, column: str
) -> None:
    told = Counter(row[column] for row in rows_of(seeds_dir, table) if row[column])
    stored = Counter(dict(database.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY 1")))  # noqa: S608
    if (table, column) == ("projects", "park_basis"):
        # Rules of the pack place further projects; each of those is a reading and names its rule.
        (by_rule,) = database.execute("SELECT count(*) FROM projects WHERE park_rule_id IS NOT NULL").fetchone()
        told["inferred"] += by_rule
    assert {basis: count for basis, count in stored.items() if basis} == told
    assert set(told) <= {"stated", "inferred"}


def test_a_basis_is_one_of_two_words(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        for statement in (
            "UPDATE taxonomies SET basis = 'guessed'",
            "UPDATE park_aliases SET basis = 'guessed'",
            "UPDATE event_projects SET basis = 'guessed'",
            "UPDATE indicators SET period_basis = 'guessed'",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute(statement)
            connection.rollback()


def test_an_indicator_keeps_its_words_and_its_note(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        rows = connection.execute("SELECT value, value_text, period_basis, note FROM indicators ORDER BY id").fetchall()
    assert rows == [(100.0, None, "inferred", "至文稿所在月"), (None, "第一", "stated", None)]
