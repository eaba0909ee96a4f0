"""Columns read out of the pages of a file are those that SQL reads, or none."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.connection import open_ledger_connection
from db.filters import Filters
from db.gazetteer_loading import load_gazetteer
from db.index import page_reading
from db.index.bulk_reading import read_columns, split_keys
from db.index.column_keeping import connecting
from db.index.column_loading import load_columns, load_without_texts
from db.index.late_strings import LateTexts
from db.index.page_reading import LedgerPages
from db.index.readings import Number, ReadColumns, Reading, Told, Word, tell_nobody
from db.index.table_pages import PageFile, PagesUnusable
from db.synthetic import write_synthetic_ledger

Row = tuple[int | None, float | None, str | None, str | None]

PLAIN = Reading("things", "id", (Number("n", missing=-7),), ("lng",), (Word("w", missing="\x01"), Word("z")))
KEYED = Reading("pairs", "a", (Number("a"), Number("b")))
NUMBERS = st.none() | st.integers(-(2**63), 2**63 - 1) | st.integers(-70_000, 70_000) | st.integers(0, 300)
DEGREES = st.none() | st.floats(0.25, 180) | st.integers(-180, -1).map(float)
WORDS = st.sampled_from(("签约", "开工", "2022-04-30", "1234567890abcdef", "1234567890abcdefg", "", None, "a\nb"))
LONG = st.integers(0, 700).map(lambda count: "科" * count)


def make(path: Path, rows: dict[int, Row], long: list[str], page_size: int = 512) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA page_size = {page_size}")
        connection.execute(
            "CREATE TABLE things (id INTEGER PRIMARY KEY, n INTEGER, lng REAL, before TEXT, w TEXT, z TEXT, after TEXT)"
            " STRICT"
        )
        connection.execute(
            "CREATE TABLE pairs (note TEXT, b INTEGER, a INTEGER, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID"
        )
        for place, (id_, row) in enumerate(rows.items()):
            text = long[place % len(long)] if long else None
            connection.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?)", (id_, *row[:2], None, *row[2:], text))
            connection.execute("INSERT OR IGNORE INTO pairs VALUES (?, ?, ?)", ("n" * (place % 40), id_, place % 7))
        connection.commit()


def by_pages(path: Path, reading: Reading, told: Told = tell_nobody) -> ReadColumns:
    with LedgerPages(path) as pages, closing(sqlite3.connect(path)) as connection:
        shared = pages.share(connection, reading, told)
        assert shared is not None
        shared.help(connection)
        return shared.columns()


def by_sql(path: Path, reading: Reading) -> ReadColumns:
    with closing(sqlite3.connect(path)) as connection:
        return read_columns(connection, reading, split_keys(connection, reading.source, reading.key))


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_reading, "_BLOCK_BYTES", 2048)


@settings(deadline=None, max_examples=60)
@given(
    rows=st.dictionaries(
        st.integers(-(2**40), 2**40) | st.integers(0, 300), st.tuples(NUMBERS, DEGREES, WORDS, WORDS), max_size=60
    ),
    long=st.lists(LONG, max_size=4),
    page_size=st.sampled_from((1024, 65_536)),
)
def test_pages_tell_what_sql_tells(rows: dict[int, Row], long: list[str], page_size: int) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_reading, "_BLOCK_BYTES", 2048)
        path = Path(folder) / "things.db"
        make(path, rows, long, page_size)
        told: list[int] = []
        pages, sql = by_pages(path, PLAIN, lambda _table, count: told.append(count)), by_sql(path, PLAIN)
        pairs, pairs_sql = by_pages(path, KEYED), by_sql(path, KEYED)
    assert pages.numbers[0].tolist() == sql.numbers[0].tolist()
    np.testing.assert_array_equal(pages.degrees[0], sql.degrees[0])
    for one, other in zip(pages.words, sql.words, strict=True):
        assert list(one) == list(other)
    assert sum(told) == len(rows)
    assert sorted(zip(*pairs.numbers, strict=True)) == sorted(zip(*pairs_sql.numbers, strict=True))


@pytest.mark.usefixtures("small_blocks")
def test_many_pages_of_several_levels_come_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "things.db"
    make(path, {id_ * 3: (id_, id_ / 100 + 1, "签约", None) for id_ in range(6_000)}, ["", "长" * 30])
    assert by_pages(path, PLAIN).numbers[0].tolist() == list(range(6_000))
    assert by_pages(path, PLAIN).degrees[0].tolist() == [id_ / 100 + 1 for id_ in range(6_000)]
    pairs = np.array(by_pages(path, KEYED).numbers)
    assert pairs.shape == (2, 6_000)
    assert np.array_equal(np.sort(pairs[1]), np.arange(6_000) * 3)


def test_what_is_no_plain_column_is_left_to_sql(tmp_path: Path) -> None:
    path = tmp_path / "things.db"
    make(path, {1: (1, 1.0, "w", "z")}, [])
    with LedgerPages(path) as pages, closing(sqlite3.connect(path)) as connection:
        for reading in (
            Reading("things", "id", (Number("n + 1"),)),
            Reading("things", "id", (Number("id"),)),
            Reading("things", "id", texts=("w",)),
            Reading("nothing", "id", (Number("n"),)),
        ):
            assert pages.share(connection, reading, tell_nobody) is None


def test_a_write_ahead_log_is_left_to_sql(tmp_path: Path) -> None:
    path = tmp_path / "things.db"
    make(path, {1: (1, 1.0, "w", "z")}, [])
    with closing(sqlite3.connect(path)) as writer, LedgerPages(path) as pages:
        writer.execute("PRAGMA journal_mode = WAL")
        assert pages.share(writer, PLAIN, tell_nobody) is not None, "an empty log holds nothing"
        writer.execute("UPDATE things SET n = 2")
        writer.commit()
        assert pages.share(writer, PLAIN, tell_nobody) is None


def test_text_of_another_kind_is_left_to_sql(tmp_path: Path) -> None:
    path = tmp_path / "things.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA encoding = 'UTF-16le'")
        connection.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, n INTEGER)")
        with pytest.raises(PagesUnusable):
            PageFile(path)
        with LedgerPages(path) as pages:
            assert pages.share(connection, Reading("things", "id", (Number("n"),)), tell_nobody) is None


@pytest.mark.parametrize(
    "sql", ["UPDATE things SET n = 1.5", "UPDATE things SET n = 'x'", "UPDATE things SET w = x'00'", "ALTER"]
)
def test_values_of_another_kind_than_asked_for_are_told(tmp_path: Path, sql: str) -> None:
    path = tmp_path / "things.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, n, lng, w, z)")
        connection.execute("INSERT INTO things VALUES (1, 1, 1.0, 'w', 'z')")
        reading = PLAIN
        if sql == "ALTER":
            connection.execute("ALTER TABLE things ADD COLUMN later INTEGER DEFAULT 5")
            reading = Reading("things", "id", (Number("later"),))
        else:
            connection.execute(sql)
        connection.commit()
    with pytest.raises(PagesUnusable):
        by_pages(path, reading)


def test_a_row_that_is_too_long_for_its_page_is_read_as_far_as_it_lies_there(tmp_path: Path) -> None:
    path = tmp_path / "things.db"
    make(path, {1: (1, 1.0, "w", "z")}, ["长" * 5_000])
    assert by_pages(path, PLAIN).numbers[0].tolist() == [1]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE things SET before = after")
        connection.commit()
    with pytest.raises(PagesUnusable):
        by_pages(path, PLAIN)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 40_000), st.binary(min_size=1, max_size=40)), min_size=1, max_size=6))
def test_a_damaged_file_ends_in_one_kind_of_error(damage: list[tuple[int, bytes]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "things.db"
        make(path, {id_: (id_, 1.5, "签约", "z") for id_ in range(900)}, ["", "长" * 30])
        whole = bytearray(path.read_bytes())
        with closing(sqlite3.connect(path)) as connection, LedgerPages(path) as pages:
            shared = pages.share(connection, PLAIN, tell_nobody)
            assert shared is not None
            for place, broken in damage:
                whole[4096 + place : 4096 + place + len(broken)] = broken
            path.write_bytes(whole)
            try:
                shared.help(connection)
                shared.columns()
            except PagesUnusable:
                assert shared.is_broken or damage


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "large.kxc"
    write_synthetic_ledger(path, 3_000, seed=5)
    return path


@pytest.mark.usefixtures("small_blocks")
def test_a_ledger_read_by_pages_is_the_ledger(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.index.bulk_reading._BLOCK", 700)
    shared: list[str] = []
    share = LedgerPages.share

    def noting(pages: LedgerPages, connection: sqlite3.Connection, reading: Reading, told: Told) -> object:
        found = share(pages, connection, reading, told)
        shared.append(reading.source if found else "")
        return found

    monkeypatch.setattr(LedgerPages, "share", noting)
    with LedgerPages(ledger) as pages, closing(open_ledger_connection(ledger)) as connection:
        late = LateTexts(connecting(ledger)).columns
        found = load_without_texts(connection, connecting(ledger), load_gazetteer(connection), tell_nobody, late, pages)
        whole = load_columns(connection)
    assert {"projects", "milestones", "project_organisations", "event_projects"} <= {*shared}
    for key in ("amount_wan", "lng", "lat", "year", "month", "manual", "planned", "inferred", "document_count"):
        np.testing.assert_array_equal(getattr(found, key), getattr(whole, key))
    for key, codes in whole.codes.items():
        np.testing.assert_array_equal(found.codes[key], codes)
    for key, pairs in whole.multi.items():
        np.testing.assert_array_equal(found.multi[key].rows, pairs.rows)
        np.testing.assert_array_equal(found.multi[key].codes, pairs.codes)
    assert list(found.latest_dates) == list(whole.latest_dates)
    assert found.facets(Filters()) == whole.facets(Filters())
