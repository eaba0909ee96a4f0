"""A large ledger is read before it is opened, but never one that has to be looked at first."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.index import column_ahead
from db.index.column_ahead import ColumnAhead
from db.index.column_cache import ColumnCache
from db.index.column_process import ColumnProcess
from db.ledger import Ledger
from db.synthetic import write_synthetic_ledger

PROJECTS = 200


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "large.kxc"
    write_synthetic_ledger(target, PROJECTS, seed=3)
    return target


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ColumnCache:
    monkeypatch.setattr("db.index.column_cache.LEAST_PROJECTS", 1)
    return ColumnCache(tmp_path / "cache")


@pytest.fixture
def ahead(path: Path, cache: ColumnCache) -> Iterator[ColumnAhead]:
    reading = ColumnAhead(path, cache)
    yield reading
    reading.drop()


def test_what_was_read_ahead_is_taken_over(ahead: ColumnAhead, path: Path, cache: ColumnCache) -> None:
    child = ahead.take()
    assert child is not None
    process = ColumnProcess(path, cache, child)
    columns = process.read(lambda *_: None)
    process.follow()
    process.end()
    assert len(columns) == PROJECTS
    assert child.returncode == 0
    assert ahead.take() is None, "it is another's now"


def test_a_process_that_nobody_takes_over_is_ended(path: Path, cache: ColumnCache) -> None:
    child = column_ahead.start_reading(path, cache)
    assert child is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(column_ahead, "start_reading", lambda *_: child)
        ahead = ColumnAhead(path, cache)
    assert child.stdout is not None
    next(line for line in child.stdout if b"texts" in line)
    ahead.drop()
    assert child.returncode is not None
    assert not [file for file in cache.folder.iterdir() if file.suffix in {".first", ".texts"}]


def refuses(path: Path, cache: ColumnCache) -> bool:
    ahead = ColumnAhead(path, cache)
    child = ahead.take()
    if child is not None:
        column_ahead.end_reading(child, cache)
    return child is None


def test_a_ledger_of_an_older_structure_is_left_to_who_opens_it(path: Path, cache: ColumnCache) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 3")
    before = path.read_bytes()
    assert refuses(path, cache)
    assert path.read_bytes() == before


def test_a_ledger_with_a_write_ahead_log_is_left_to_who_opens_it(path: Path, cache: ColumnCache) -> None:
    path.with_name(f"{path.name}-wal").touch()
    assert refuses(path, cache)


def test_what_is_no_ledger_is_left_to_who_opens_it(tmp_path: Path, cache: ColumnCache) -> None:
    text = tmp_path / "text.kxc"
    text.write_text("no ledger", encoding="utf-8")
    assert refuses(text, cache)
    assert refuses(tmp_path / "missing.kxc", cache)


def test_a_ledger_of_which_a_copy_is_kept_is_not_read_again(path: Path, cache: ColumnCache) -> None:
    with Ledger.open(path) as ledger:
        columns = ledger.load_columns(cache)
    from db.index.column_keeping import keep_columns

    assert keep_columns(path, columns, cache)
    assert refuses(path, cache)
