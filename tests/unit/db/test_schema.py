"""What the views derive."""

import sqlite3
from collections.abc import Iterator

import pytest

from db.migrations import migrate


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    migrate(connection)
    connection.execute("INSERT INTO projects (id, name, kind, position_basis) VALUES (1, '甲', 'industry', 'city')")
    yield connection
    connection.close()


def status_after(
    database: sqlite3.Connection, *milestones: tuple[str, str | None, int]
) -> tuple[str, str | None] | None:
    database.executemany(
        "INSERT INTO milestones (project_id, stage, date, is_planned, basis) VALUES (1, ?, ?, ?, 'stated')", milestones
    )
    found: tuple[str, str | None] | None = database.execute(
        "SELECT stage, stage_date FROM project_status WHERE project_id = 1"
    ).fetchone()
    return found


def test_a_project_without_milestones_has_no_stage(database: sqlite3.Connection) -> None:
    assert status_after(database) is None


def test_plans_give_no_stage(database: sqlite3.Connection) -> None:
    assert status_after(database, ("开工", "2023", 1)) is None


def test_the_furthest_stage_wins_over_a_later_report_of_an_earlier_one(database: sqlite3.Connection) -> None:
    found = status_after(database, ("在建", "2022-05", 0), ("签约", "2022-07", 0), ("开工", "2021", 0))
    assert found == ("在建", "2022-05")


def test_signing_and_settling_are_one_step_of_which_the_latest_counts(database: sqlite3.Connection) -> None:
    assert status_after(database, ("落户", "2022-05", 0), ("签约", "2022-07", 0)) == ("签约", "2022-07")


def test_within_a_step_a_dated_milestone_beats_an_undated_one(database: sqlite3.Connection) -> None:
    assert status_after(database, ("投用", None, 0), ("投产", "2020", 0)) == ("投产", "2020")


def test_undated_milestones_count_by_their_stage(database: sqlite3.Connection) -> None:
    assert status_after(database, ("完工", None, 0), ("在建", "2023", 0)) == ("完工", None)


@pytest.mark.parametrize(
    ("milestones", "year"),
    [
        ([("开工", "2020-01", 0), ("签约", "2021-03", 0)], 2021),
        ([("签约", "2022", 0), ("签约", "2021-12-31", 0)], 2021),
        ([("签约", None, 0), ("投产", "2024", 0), ("开工", "2023-02", 0)], 2023),
        ([("签约", "2025", 1)], None),
        ([("签约", None, 0)], None),
    ],
)
def test_a_project_is_counted_under_the_year_of_its_signing(
    database: sqlite3.Connection, milestones: list[tuple[str, str | None, int]], year: int | None
) -> None:
    status_after(database, *milestones)
    found = database.execute("SELECT year FROM project_years WHERE project_id = 1").fetchone()
    assert (found[0] if found else None) == year


def test_positions_come_from_the_project_then_its_park_then_nowhere(database: sqlite3.Connection) -> None:
    database.execute(
        "INSERT INTO parks (id, name, kind, lng, lat, position_confidence) VALUES (9, '园', '园区', 106.0, 0.0, 'C')"
    )
    database.executemany(
        "INSERT INTO projects (id, name, kind, position_basis, park_id, park_basis, lng, lat) "
        "VALUES (?, 'x', 'y', ?, ?, ?, ?, ?)",
        [(2, "park", 9, "stated", None, None), (3, "manual", 9, "stated", 0.0, 5.0)],
    )
    rows = database.execute("SELECT * FROM project_positions ORDER BY project_id").fetchall()
    assert rows == [(1, None, None, "city", None), (2, 106.0, 0.0, "park", "C"), (3, 0.0, 5.0, "manual", None)]
