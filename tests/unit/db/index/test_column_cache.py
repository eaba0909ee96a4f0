"""A kept copy of columns equals a fresh reading, and is passed over when it is stale, broken or of something else."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.filters import Filters
from db.index import bulk_reading, column_cache, column_keeping
from db.index.column_cache import ColumnCache, stamp_of
from db.index.column_keeping import keep_columns
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from db.synthetic import write_synthetic_ledger


@pytest.fixture(autouse=True)
def _keep_small_ones_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_cache, "LEAST_PROJECTS", 1)


@pytest.fixture
def cache(tmp_path: Path) -> ColumnCache:
    return ColumnCache(tmp_path / "cache")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "大 台账.kxc"
    write_synthetic_ledger(target, 120)
    return target


@pytest.fixture
def big(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as ledger:
        yield ledger


def load(ledger: Ledger, cache: ColumnCache) -> ProjectColumns:
    """Open a ledger's columns as the window does: read them, and keep a copy."""
    columns = ledger.load_columns(cache)
    keep_columns(ledger.path, columns, cache)
    return columns


def assert_same(one: ProjectColumns, other: ProjectColumns) -> None:
    for name in column_cache._PLAIN:  # noqa: SLF001 - its list of the plain columns
        first, second = getattr(one, name), getattr(other, name)
        assert first.dtype == second.dtype
        np.testing.assert_array_equal(first, second)
    for name in ("names", "amount_texts", "amount_qualifiers", "latest_dates"):
        assert list(getattr(one, name)) == list(getattr(other, name))
    assert dict(one.dimensions) == dict(other.dimensions)
    for key, codes in one.codes.items():
        np.testing.assert_array_equal(codes, other.codes[key])
    for key, pairs in one.multi.items():
        np.testing.assert_array_equal(pairs.rows, other.multi[key].rows)
        np.testing.assert_array_equal(pairs.codes, other.multi[key].codes)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(projects=st.integers(1, 60), seed=st.integers(0, 1000), word=st.sampled_from(["芯片", "ch", "号工程", "科技 1"]))
def test_a_kept_copy_equals_a_fresh_reading(tmp_path: Path, projects: int, seed: int, word: str) -> None:
    target, cache = tmp_path / "random.kxc", ColumnCache(tmp_path / "cache")
    write_synthetic_ledger(target, projects, seed)
    with Ledger.open(target) as ledger:
        fresh = load(ledger, cache)
        kept = cache.read(target, stamp_of(target) or "")
    assert kept is not None
    assert_same(fresh, kept)
    asked = Filters(text=word)
    assert kept.facets(asked) == fresh.facets(asked)
    np.testing.assert_array_equal(kept.mask(asked), fresh.mask(asked))
    np.testing.assert_array_equal(kept.order("name"), fresh.order("name"))
    np.testing.assert_array_equal(kept.order("organisation", True), fresh.order("organisation", True))


def test_the_second_reading_asks_the_ledger_for_no_row(big: Ledger, cache: ColumnCache) -> None:
    load(big, cache)
    asked: list[str] = []
    with big.reading() as connection:
        connection.set_trace_callback(asked.append)
        load(big, cache)
        connection.set_trace_callback(None)
    assert asked == []


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_change_by_anybody_makes_the_copy_stale(path: Path, cache: ColumnCache, mode: str) -> None:
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA journal_mode = {mode}")
    with Ledger.open(path) as ledger:
        load(ledger, cache)
        other.execute("UPDATE projects SET name = '改过' WHERE id = 1")
        other.commit()
        assert load(ledger, cache).names[0] == "改过"
        other.execute("UPDATE projects SET name = '又改' WHERE id = 1")
        other.commit()
        assert load(ledger, cache).names[0] == "又改"
    other.close()


def path_of(cache: ColumnCache, ledger: Ledger) -> Path:
    return cache.path_of(ledger.path, stamp_of(ledger.path) or "")


@pytest.mark.parametrize("cut", [0, 10, 2000, -80])
def test_a_broken_copy_is_passed_over_and_replaced(big: Ledger, cache: ColumnCache, cut: int) -> None:
    fresh = load(big, cache)
    kept = path_of(cache, big)
    whole = kept.read_bytes()
    kept.write_bytes(whole[:cut])
    assert_same(load(big, cache), fresh)
    assert kept.stat().st_size == len(whole)


@pytest.mark.parametrize("place", [3, 9, 13, 40])
def test_a_flipped_byte_of_the_head_is_noticed(big: Ledger, cache: ColumnCache, place: int) -> None:
    fresh = load(big, cache)
    kept = path_of(cache, big)
    data = bytearray(kept.read_bytes())
    data[place] ^= 0xFF
    kept.write_bytes(data)
    assert_same(load(big, cache), fresh)


def test_small_ledgers_and_unwritable_folders_keep_none(
    big: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    assert len(load(big, ColumnCache(tmp_path / "file" / "cache"))) == 120
    monkeypatch.setattr(column_cache, "LEAST_PROJECTS", 121)
    load(big, ColumnCache(tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_only_the_finished_copy_lies_in_the_folder(big: Ledger, cache: ColumnCache) -> None:
    load(big, cache)
    kept = path_of(cache, big)
    assert list(kept.parent.iterdir()) == [kept]


def test_the_copy_of_another_state_goes_when_a_new_one_is_kept(big: Ledger, cache: ColumnCache) -> None:
    columns = load(big, cache)
    cache.write(big.path, "later", columns)
    assert list(path_of(cache, big).parent.iterdir()) == [cache.path_of(big.path, "later")]


def test_what_is_derived_is_derived_no_second_time(
    big: Ledger, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(big, cache)
    for name in (
        "db.index.columns.build_tables",
        "db.index.columns.encode_dates",
        "db.index.string_columns.rank_texts",
        "db.search.text_buffer.TextBuffer.of",
        "db.search.pinyin_search.find_readings",
    ):
        monkeypatch.setattr(name, None)
    kept = load(big, cache)
    assert kept.facets(Filters(text="芯片"))["kind"].counts.sum() > 0
    assert kept.text.find_rows("xinpian").any()
    assert kept.order("name").tolist() != list(range(len(kept)))


def test_what_is_asked_at_every_start_is_counted_no_second_time(
    big: Ledger, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = load(big, cache)
    expected = [fresh.facets(Filters())[key].counts.tolist() for key in fresh.codes]
    total = fresh.totals(fresh.mask(Filters()))
    monkeypatch.setattr("db.index.cross_tables.positions_by_chunk", None)
    kept = load(big, cache)
    found = kept.facets(Filters())
    assert [found[key].counts.tolist() for key in kept.codes] == expected
    assert found["industry"].counts.sum() == total.count


def test_after_keeping_texts_are_searched_in_the_copy(big: Ledger, cache: ColumnCache) -> None:
    columns = big.load_columns(cache)
    expected = columns.text.find_rows("芯片").tolist()
    assert keep_columns(big.path, columns, cache)
    assert not columns.text.parts[0].texts.codes.flags.owndata
    for _ in range(2):
        columns.text.find_rows("无人机")  # what it looked at is given back
        assert columns.text.find_rows("芯片").tolist() == expected
    assert not keep_columns(big.path, big.load_columns(cache), cache), "it is kept already"


def test_no_copy_is_kept_of_what_changes_while_it_is_read(path: Path, cache: ColumnCache) -> None:
    other = sqlite3.connect(path)
    with Ledger.open(path) as ledger:
        columns = ledger.load_columns(cache)
        other.execute("UPDATE projects SET summary = '改过' WHERE id = 1")
        other.commit()
        assert not keep_columns(path, columns, cache)
    other.close()
    assert not cache.path_of(path, stamp_of(path) or "").parent.exists()


def test_two_threads_read_what_one_reads(path: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(path) as ledger:
        alone = ledger.load_columns()
        monkeypatch.setattr(bulk_reading, "_BLOCK", 25)
        together = ledger.load_columns()
        assert_same(alone, together)
        for word in ("芯片", "号工程", "科技", "无人机 由"):
            assert together.text.find_rows(word).tolist() == alone.text.find_rows(word).tolist()


def test_a_ledger_that_changes_while_two_threads_read_it_is_read_again_in_one_state(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_reading, "_BLOCK", 25)
    stamps = iter(("before", "after"))
    monkeypatch.setattr(column_keeping, "stamp_of", lambda _: next(stamps))
    asked: list[str] = []
    with Ledger.open(path) as ledger, ledger.reading() as connection:
        connection.set_trace_callback(asked.append)
        assert len(ledger.load_columns()) == 120
        connection.set_trace_callback(None)
        assert "BEGIN" in asked
        assert not connection.in_transaction
