"""Columns read in blocks are the rows as SQLite holds them, whatever the texts and ids."""

import sqlite3

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import bulk_reading
from db.bulk_reading import Number, Reading, find_places, range_of, read_columns, split_keys

LEAST, GREATEST = -(2**57), 2**57 - 3
READING = Reading("projects", "id", (Number("n", LEAST, GREATEST, missing=-7),), ("t",))
NUMBERS = (
    st.none() | st.integers(-(2**63), 2**63 - 1) | st.integers(-70_000, 70_000) | st.sampled_from((LEAST, GREATEST))
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)
IDS = st.integers(-(2**40), 2**40) | st.integers(0, 30)


def table(rows: dict[int, tuple[int | None, str]]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE projects (id INTEGER PRIMARY KEY, n INTEGER, t TEXT) STRICT")
    connection.executemany("INSERT INTO projects VALUES (?, ?, ?)", [(id_, *row) for id_, row in rows.items()])
    return connection


def as_read(number: int | None, least: int, greatest: int) -> int:
    if number is None:
        return -7
    return number if least <= number <= greatest else greatest + 1


@settings(deadline=None)
@given(
    rows=st.dictionaries(IDS, st.tuples(NUMBERS, TEXTS), max_size=20),
    bounds=st.sampled_from(((LEAST, GREATEST), (0, 0), (0, 2**20 - 3), (0, 2**20 - 2), (-3, 2**30), (5, 9))),
)
def test_columns_are_the_rows(rows: dict[int, tuple[int | None, str]], bounds: tuple[int, int]) -> None:
    connection = table(rows)
    keys = Number("id", *range_of(connection, "projects"), sure=True)
    reading = Reading("projects", "id", (keys, Number("n", *bounds, missing=-7)), ("t",))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk_reading, "_BLOCK", 3)
        (ids, numbers), (texts,) = read_columns(connection, reading, split_keys(connection, "projects"))
    connection.close()
    assert ids.tolist() == sorted(rows)
    assert numbers.tolist() == [as_read(rows[id_][0], *bounds) for id_ in sorted(rows)]
    assert list(texts) == [rows[id_][1] for id_ in sorted(rows)]


def test_text_that_is_no_utf8_is_told_as_sqlite_does() -> None:
    connection = table({})
    connection.execute("INSERT INTO projects VALUES (1, 1, CAST(x'ff' AS TEXT))")
    with pytest.raises(sqlite3.OperationalError, match="Could not decode"):
        read_columns(connection, READING, split_keys(connection, "projects"))
    connection.close()


@given(st.lists(IDS, unique=True), st.lists(IDS))
def test_places_are_those_of_a_search_where_ids_are_known(ids: list[int], wanted: list[int]) -> None:
    known, asked = np.array(sorted(ids), np.int64), np.array(wanted, np.int64)
    places, searched = find_places(known, asked), np.searchsorted(known, asked)
    there = np.isin(asked, known)
    assert places[there].tolist() == searched[there].tolist()
    inside = places[~there] < len(known)
    assert not (known[places[~there][inside]] == asked[~there][inside]).any()
