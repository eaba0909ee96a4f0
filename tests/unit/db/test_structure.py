from __future__ import annotations

import sqlite3
from contextlib import closing

from db.migrations import migrate
from db.structure import find_missing_parts


def test_what_migrating_makes_is_all_there() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        migrate(connection)
        assert find_missing_parts(connection) == ()


def test_of_an_empty_file_everything_is_missing() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        missing = find_missing_parts(connection)
    assert {"project_status"} <= set(missing)
    assert len(missing) > 20
