"""The schema arrives in named steps, each whole or not at all."""

import sqlite3

import pytest

import db.migrations
from db.migrations import SCHEMA_VERSION, migrate
from db.schema import APPLICATION_ID, DATA_TABLES, MIGRATIONS


def fresh() -> sqlite3.Connection:
    return sqlite3.connect(":memory:")


def pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def test_all_steps_are_recorded_by_name_and_stamped() -> None:
    connection = fresh()
    migrate(connection)
    names = [row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
    assert names == [name for name, _ in MIGRATIONS]
    assert pragma(connection, "user_version") == SCHEMA_VERSION == len(MIGRATIONS)
    assert pragma(connection, "application_id") == APPLICATION_ID


def test_migrating_twice_changes_nothing() -> None:
    connection = fresh()
    migrate(connection)
    before = list(connection.iterdump())
    migrate(connection)
    assert list(connection.iterdump()) == before


def test_a_failing_step_leaves_the_steps_before_it_and_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (*MIGRATIONS[:2], ("broken", ("CREATE TABLE half (id)", "CREATE TABLE half (id)")))
    monkeypatch.setattr(db.migrations, "MIGRATIONS", broken)
    connection = fresh()
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert "parks" in tables
    assert "half" not in tables
    assert pragma(connection, "user_version") == 2


def test_an_older_ledger_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = fresh()
    monkeypatch.setattr(db.migrations, "MIGRATIONS", MIGRATIONS[:3])
    migrate(connection)
    assert pragma(connection, "user_version") == 3
    monkeypatch.undo()
    migrate(connection)
    assert pragma(connection, "user_version") == SCHEMA_VERSION
    assert connection.execute("SELECT count(*) FROM project_status").fetchone() == (0,)


def test_every_table_of_people_is_strict() -> None:
    connection = fresh()
    migrate(connection)
    strict = {row[1] for row in connection.execute("PRAGMA table_list") if row[5]}
    assert strict >= set(DATA_TABLES)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO parks (id, name, kind, lng) VALUES (1, 'a', 'b', 106.0)",
        "INSERT INTO parks (id, name, kind, lng, lat) VALUES (1, 'a', 'b', 206.0, 29.0)",
        "INSERT INTO projects (id, name, kind, position_basis, amount_wan) VALUES (1, 'a', 'b', 'city', 1.5)",
        "INSERT INTO projects (id, name, kind, position_basis, amount_wan) VALUES (1, 'a', 'b', 'city', -1)",
        "INSERT INTO projects (id, name, kind, position_basis) VALUES (1, 'a', 'b', 'manual')",
        "INSERT INTO projects (id, name, kind, position_basis, lng, lat) VALUES (1, 'a', 'b', 'city', 1.0, 1.0)",
        "INSERT INTO evidence VALUES (1, 'projects', 1, 'name', 'd', 5, 5)",
    ],
)
def test_impossible_rows_are_refused(statement: str) -> None:
    connection = fresh()
    migrate(connection)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
