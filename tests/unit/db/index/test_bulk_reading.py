"""Columns read in blocks are the rows as SQLite holds them, whatever the texts and ids."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from random import Random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.index import bulk_reading
from db.index.bulk_reading import SharedReading, count_nearly, find_places, read_columns, split_keys
from db.index.readings import Number, Reading, Word

READING = Reading("projects", "id", (Number("id"), Number("n", missing=-7)), words=(Word("w"),), texts=("t",))
NUMBERS = st.none() | st.integers(-(2**63), 2**63 - 1) | st.integers(-70_000, 70_000) | st.integers(0, 300)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
WORDS = st.sampled_from(
    ("签约", "开工", "2022-04-30", "a", "a\0", "1234567890abcdef", "1234567890abcdefg", "", None, "a\nb")
)
IDS = st.integers(-(2**40), 2**40) | st.integers(0, 30)
Rows = dict[int, tuple[int | None, str | None, str | None]]


def table(rows: Rows) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE projects (id INTEGER PRIMARY KEY, n INTEGER, w TEXT, t TEXT) STRICT")
    connection.executemany("INSERT INTO projects VALUES (?, ?, ?, ?)", [(id_, *row) for id_, row in rows.items()])
    return connection


@pytest.mark.parametrize(
    "ids", [range(1, 2_001), range(10, 20_001, 10), [*range(500), 2**62], [-(2**63), 0, 2**63 - 1], [7], []]
)
def test_rows_are_counted_where_ids_have_gaps(ids: Sequence[int]) -> None:
    with closing(table(dict.fromkeys(ids, (None, None, None)))) as connection:
        assert count_nearly(connection, "projects") == len(ids)


def test_a_few_gaps_are_not_worth_counting() -> None:
    with closing(table({id_: (None, None, None) for id_ in range(1_000) if id_ % 100 != 50})) as connection:
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        assert 990 <= count_nearly(connection, "projects") <= 1_000
    assert not any(sql == "SELECT count(*) FROM projects" for sql in asked)


@settings(deadline=None)
@given(rows=st.dictionaries(IDS, st.tuples(NUMBERS, WORDS, st.none() | TEXTS), max_size=20))
def test_columns_are_the_rows(rows: Rows) -> None:
    connection = table(rows)
    told: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk_reading, "_BLOCK", 3)
        keys = split_keys(connection, "projects")
        found = read_columns(connection, READING, keys, lambda _table, rows: told.append(rows))
    connection.close()
    (ids, numbers), (words,), (texts,) = found.numbers, found.words, found.texts
    ordered = [rows[id_] for id_ in sorted(rows)]
    assert ids.tolist() == sorted(rows)
    assert numbers.tolist() == [-7 if number is None else number for number, _, _ in ordered]
    assert list(words) == [word or "" for _, word, _ in ordered]
    assert list(texts) == [text or "" for _, _, text in ordered]
    assert sum(told) == len(rows)


@settings(deadline=None, max_examples=40)
@given(rows=st.dictionaries(IDS, st.tuples(NUMBERS, WORDS, st.none() | TEXTS), max_size=20), turns=st.randoms())
def test_blocks_that_several_read_are_put_in_order(rows: Rows, turns: Random) -> None:
    connection = table(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk_reading, "_BLOCK", 2)
        blocks = split_keys(connection, "projects")
    alone = read_columns(connection, READING, blocks)

    def told(_table: str, _rows: int) -> None:
        if turns.random() < 0.5:  # here another one helps, and takes what is left up to its own next turn
            shared.help(connection)

    shared = SharedReading(READING, blocks, told)
    shared.help(connection)
    together = shared.columns()
    connection.close()
    for one, other in zip(alone.numbers, together.numbers, strict=True):
        assert one.tolist() == other.tolist()
    assert list(together.words[0]) == list(alone.words[0])
    assert list(together.texts[0]) == list(alone.texts[0])


def test_a_block_is_one_statement_and_no_row_becomes_an_object() -> None:
    connection = table({id_: (id_, "签约", "名") for id_ in range(1, 101)})
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk_reading, "_BLOCK", 30)
        blocks = split_keys(connection, "projects")
        asked.clear()
        read_columns(connection, READING, blocks)
    connection.close()
    assert len(asked) == len(blocks) == 4
    assert all(sql.startswith("SELECT count(*), CAST(group_concat(") for sql in asked)


def test_whoever_is_told_can_end_the_reading() -> None:
    connection = table({id_: (id_, "签约", "名") for id_ in range(1, 101)})
    heard: list[int] = []

    def stop(_table: str, rows: int) -> None:
        heard.append(rows)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        read_columns(connection, READING, [(1, 30), (31, 60)], stop)
    connection.close()
    assert heard == [30]


@pytest.mark.parametrize("column", ["w", "t"])
def test_text_that_is_no_utf8_is_told_as_sqlite_does(column: str) -> None:
    connection = table({1: (1, "w", "t")})
    connection.execute(f"UPDATE projects SET {column} = CAST(x'ff' AS TEXT)")  # noqa: S608 - ours
    with pytest.raises(sqlite3.OperationalError, match="Could not decode"):
        read_columns(connection, READING, split_keys(connection, "projects"))
    connection.close()


@given(st.lists(IDS, unique=True), st.lists(IDS))
@example([2**63 - 3, 2**63 - 2, 2**63 - 1], [2**63 - 3, 2**63 - 2, 2**63 - 1])
def test_places_are_those_of_a_search_where_ids_are_known(ids: list[int], wanted: list[int]) -> None:
    known, asked = np.array(sorted(ids), np.int64), np.array(wanted, np.int64)
    places, searched = find_places(known, asked), np.searchsorted(known, asked)
    there = np.isin(asked, known)
    assert places[there].tolist() == searched[there].tolist()
    inside = places[~there] < len(known)
    assert not (known[places[~there][inside]] == asked[~there][inside]).any()
