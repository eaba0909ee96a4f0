"""A large ledger is read by a process of its own; the columns are the same, and nothing of it stays behind."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from db.connection import LedgerCorrupt, open_ledger_connection
from db.filters import Filters
from db.index import column_cache, column_process
from db.index.array_file import ArrayFile, give_back
from db.index.column_cache import ColumnCache
from db.index.column_keeping import keep_columns
from db.index.column_loading import load_columns, load_outline
from db.index.column_process import ColumnProcess, KeptColumns, find_source
from db.index.column_writing import write_columns
from db.index.columns import ProjectColumns
from db.index.late_strings import ReadingStopped
from db.index.page_reading import SharedPages
from db.index.string_columns import TextColumn
from db.index.table_pages import PagesUnusable
from db.ledger import Ledger
from db.synthetic import write_synthetic_ledger

PROJECTS = 300


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "large.kxc"
    write_synthetic_ledger(target, PROJECTS, seed=3)
    return target


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ColumnCache:
    monkeypatch.setattr(column_cache, "LEAST_PROJECTS", 1)
    return ColumnCache(tmp_path / "cache")


class InProcess:
    """A process that has run to its end in this one: what it told lies in its output."""

    def __init__(self, told: Path) -> None:
        self.stdout, self.pid = told.open("rb"), os.getpid()
        self.is_killed = False

    def kill(self) -> None:
        self.is_killed = True

    def wait(self) -> None:
        pass


@pytest.fixture
def started(path: Path, cache: ColumnCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ColumnProcess]:
    """Reading whose process has done its work, so that nothing depends on when it does."""
    told = tmp_path / "told"
    with told.open("w", encoding="utf-8") as file:
        write_columns(path, cache, lambda line: print(json.dumps(line), file=file))
    monkeypatch.setattr(subprocess, "Popen", lambda *_arguments, **_options: InProcess(told))
    process = ColumnProcess(path, cache)
    yield process
    process.end()


def hear_nothing(_share: float, _read: int, _of: int) -> None:
    pass


def assert_same(one: ProjectColumns, other: ProjectColumns) -> None:
    for key in ("ids", "amount_wan", "year", "lng", "lat", "document_count"):
        np.testing.assert_array_equal(getattr(one, key), getattr(other, key))
    assert one.names == other.names
    assert one.facets(Filters()) == other.facets(Filters())


def test_a_process_of_its_own_brings_what_reading_brings(path: Path, cache: ColumnCache) -> None:
    heard: list[tuple[float, int, int]] = []
    process = ColumnProcess(path, cache)
    columns = process.read(lambda *progress: heard.append(progress))
    process.follow()
    process.end()
    with closing(open_ledger_connection(path)) as connection:
        assert_same(columns, load_columns(connection))
    assert heard[-1] == (1.0, PROJECTS, PROJECTS)
    assert columns.text.find_rows("科技").sum() == PROJECTS


def test_nothing_is_held_in_memory_that_lies_in_a_file(started: ColumnProcess, cache: ColumnCache, path: Path) -> None:
    columns = started.read(hear_nothing)
    assert not any(codes.flags.owndata for codes in columns.codes.values())
    started.follow()
    assert not columns.text.parts[0].texts.codes.flags.owndata
    assert isinstance(columns.names, TextColumn)
    assert not columns.names.ranks().flags.owndata
    assert cache.has(path), "the next start finds a copy"
    assert [file.suffix for file in cache.folder.iterdir()] == [".columns"], "the first file is gone"


def test_what_the_first_map_has_read_is_given_back_when_texts_are_there(
    started: ColumnProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []
    columns = started.read(hear_nothing)
    before = columns.facets(Filters())
    monkeypatch.setattr(column_process, "give_back", given.append)
    started.follow()
    assert len(given) == 1
    assert given[0] is columns.ids
    monkeypatch.undo()
    assert give_back(columns.ids), "the columns lie in a file"
    assert columns.facets(Filters()) == before


def test_what_is_kept_does_not_depend_on_where_it_was_made(path: Path, cache: ColumnCache, tmp_path: Path) -> None:
    """A process puts it into files piece by piece, a window's own reading holds it in memory."""
    write_columns(path, cache, lambda _line: None)
    (by_process,) = cache.folder.glob("*.columns")
    found = ArrayFile.open(by_process)
    other = ColumnCache(tmp_path / "other")
    with Ledger.open(path) as ledger:
        columns = ledger.load_columns(other)
    assert keep_columns(path, columns, other)
    (by_window,) = other.folder.glob("*.columns")
    wanted = ArrayFile.open(by_window)
    assert found.arrays.keys() == wanted.arrays.keys()
    for key, array in wanted.arrays.items():
        np.testing.assert_array_equal(found.arrays[key], array, err_msg=key)
    assert found.facts == wanted.facts


def test_names_are_shown_before_all_of_them_are_there(started: ColumnProcess, path: Path) -> None:
    columns = started.read(hear_nothing)
    with Ledger.open(path) as ledger:
        whole = ledger.load_columns()
    assert columns.names[7] == whole.names[7], "fetched by itself"
    assert columns.amount_texts[-1] == whole.amount_texts[-1]
    started.follow()
    assert columns.names == whole.names
    assert columns.amount_texts == whole.amount_texts


@pytest.mark.parametrize("last", ["first", "texts"])
def test_a_process_that_dies_on_the_way_leaves_nothing_unknown(
    path: Path, cache: ColumnCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    lines: list[str] = []

    def tell(line: dict[str, object]) -> None:
        lines.append(json.dumps(line))
        if last in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_columns(path, cache, tell)
    told = tmp_path / "told"
    told.write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr(subprocess, "Popen", lambda *_arguments, **_options: InProcess(told))
    process = ColumnProcess(path, cache)
    columns = process.read(hear_nothing)
    process.follow()
    with monkeypatch.context() as asked:
        asked.setattr("db.index.late_strings._fetch", None)  # nothing is asked for one by one any more
        assert list(columns.names[:2]) == [columns.names[0], columns.names[1]]
    process.end()
    with closing(open_ledger_connection(path)) as connection:
        assert_same(columns, load_columns(connection))
    assert columns.text.find_rows("科技").sum() == PROJECTS
    assert not cache.has(path)
    assert [*cache.folder.iterdir()] == []


def test_texts_of_another_state_than_the_first_columns_are_not_told(
    path: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = iter(("before", "before", "after"))
    monkeypatch.setattr("db.index.column_writing.stamp_of", lambda _ledger: next(stamps))
    told: list[dict[str, object]] = []
    write_columns(path, cache, told.append)
    assert any("first" in line for line in told)
    assert not any("texts" in line or "kept" in line for line in told)


def test_who_searches_before_texts_are_there_waits_for_them(started: ColumnProcess) -> None:
    columns = started.read(hear_nothing)
    found: list[int] = []
    asking = threading.Thread(target=lambda: found.append(int(columns.text.find_rows("科技").sum())))
    asking.start()
    assert found == []
    started.follow()
    asking.join()
    assert found == [PROJECTS]


def test_texts_are_read_from_the_ledger_where_no_copy_is_kept(
    started: ColumnProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = started.read(hear_nothing)
    monkeypatch.setattr(ColumnCache, "read", lambda *_arguments: None)
    started.follow()
    assert columns.text.find_rows("科技").sum() == PROJECTS


def test_a_ledger_that_changes_meanwhile_is_read_here(
    path: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = iter(("before", "after"))
    monkeypatch.setattr("db.index.column_writing.stamp_of", lambda _ledger: next(stamps))
    told: list[dict[str, object]] = []
    write_columns(path, cache, told.append)
    assert not any("first" in line for line in told)
    assert not cache.folder.exists()


@pytest.mark.parametrize("in_the_way", [OSError("no process"), None])
def test_without_a_process_columns_are_read_here(
    path: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch, in_the_way: OSError | None, tmp_path: Path
) -> None:
    silent = tmp_path / "silent"
    silent.touch()

    def popen(*_arguments: object, **_options: object) -> InProcess:
        if in_the_way:
            raise in_the_way
        return InProcess(silent)

    monkeypatch.setattr(subprocess, "Popen", popen)
    heard: list[int] = []
    process = ColumnProcess(path, cache)
    columns = process.read(lambda _share, read, _of: heard.append(read))
    process.follow()
    process.end()
    assert len(columns) == PROJECTS
    assert heard[-1] == PROJECTS


def test_a_broken_ledger_is_told_as_ever(path: Path, cache: ColumnCache) -> None:
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(path.stat().st_size - 8192))
    process = ColumnProcess(path, cache)
    with pytest.raises(LedgerCorrupt, match="已损坏"):
        process.read(hear_nothing)
    process.end()


def test_stopped_it_ends_brings_nothing_and_leaves_nothing(started: ColumnProcess, cache: ColumnCache) -> None:
    assert {file.suffix for file in cache.folder.iterdir()} == {".first", ".texts", ".columns"}
    started.stop()
    with pytest.raises(ReadingStopped):
        started.read(hear_nothing)
    started.end()
    assert [file.suffix for file in cache.folder.iterdir()] == [".columns"]


def test_a_small_ledger_is_not_read_apart_for_the_gaps_between_its_ids(
    tmp_path: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    path = tmp_path / "gaps.kxc"
    write_synthetic_ledger(path, 50, seed=3)
    with closing(open_ledger_connection(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE projects SET id = 50000000 WHERE id = 50")
        assert find_source(connection, path, cache) is None


def test_progress_is_of_the_projects_there_are_whatever_gaps_are_between_their_ids(
    path: Path, cache: ColumnCache
) -> None:
    with closing(open_ledger_connection(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE projects SET id = 1000 * id")
        for table in ("milestones", "event_projects", "project_organisations", "list_items"):
            connection.execute(f"UPDATE {table} SET project_id = 1000 * project_id")  # noqa: S608 - our own names
        connection.commit()
    heard: list[tuple[float, int, int]] = []
    process = ColumnProcess(path, cache)
    process.read(lambda *progress: heard.append(progress))
    process.stop()
    process.end()
    assert {of for _share, _read, of in heard} == {PROJECTS}
    assert heard[-1] == (1.0, PROJECTS, PROJECTS)


def test_only_large_ledgers_without_a_copy_are_read_apart(
    path: Path, cache: ColumnCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    started = object()
    monkeypatch.setattr(column_process, "ColumnProcess", lambda *_arguments: started)
    with closing(open_ledger_connection(path)) as connection:
        assert find_source(connection, path, cache) is None
        monkeypatch.setattr(column_process, "LEAST_APART", PROJECTS)
        assert find_source(connection, path, cache) is started
        write_columns(path, cache, lambda _line: None)
        assert find_source(connection, path, cache) is None
        monkeypatch.setattr(column_process, "LEAST_LATE", PROJECTS)
        kept = find_source(connection, path, cache)
        assert isinstance(kept, KeptColumns)
        heard: list[int] = []
        assert_same(kept.read(lambda _share, read, _of: heard.append(read)), load_columns(connection))
    assert heard == [PROJECTS]
    kept.stop()
    with pytest.raises(ReadingStopped):
        kept.read(hear_nothing)


def test_an_outline_knows_what_projects_can_have_and_reads_none(path: Path) -> None:
    asked: list[str] = []
    with Ledger.open(path) as ledger, ledger.reading() as connection:
        connection.set_trace_callback(asked.append)
        outline = load_outline(connection)
        connection.set_trace_callback(None)
        whole = load_columns(connection)
    assert len(outline) == 0
    assert outline.dimensions["park"].ids == whole.dimensions["park"].ids
    assert outline.facets(Filters())["stage"].counts.sum() == 0
    assert outline.text.find_rows("科技").tolist() == []
    assert not any(table in sql for sql in asked for table in ("FROM projects", "milestones", "FROM organisations"))


def test_reading_is_told_of_both_tables(path: Path) -> None:
    rows = {"projects": 0, "milestones": 0}

    def told(table: str, count: int) -> None:
        rows[table] += count

    with closing(open_ledger_connection(path)) as connection:
        load_columns(connection, told=told)
        (milestones,) = connection.execute("SELECT count(*) FROM milestones").fetchone()
    assert rows == {"projects": PROJECTS, "milestones": milestones}


def test_a_first_file_of_a_program_that_ended_goes_with_the_next_copy(
    path: Path, cache: ColumnCache, started: ColumnProcess
) -> None:
    started.read(hear_nothing)
    left = next(cache.folder.iterdir()).with_suffix(".1.first")
    left.touch()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE projects SET name = '改过' WHERE id = 1")
    connection.close()
    write_columns(path, cache, lambda _line: None)
    assert not left.exists()


@pytest.fixture
def refused_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that turn out to be unreadable in the middle."""

    def refuse(*_arguments: object) -> None:
        raise PagesUnusable

    monkeypatch.setattr(SharedPages, "_take_apart", refuse)


@pytest.mark.usefixtures("refused_pages")
def test_what_pages_do_not_tell_is_read_by_sql(path: Path, cache: ColumnCache) -> None:
    lines: list[dict[str, object]] = []
    write_columns(path, cache, lines.append)
    assert [line for line in lines if "of" in line] == [{"of": PROJECTS}] * 2, "read from the beginning once more"
    assert lines[-1] == {"kept": True}
    stamp = column_cache.stamp_of(path)
    assert stamp is not None
    kept = cache.read(path, stamp)
    assert kept is not None
    with Ledger.open(path) as ledger:
        assert_same(kept, ledger.load_columns())


@pytest.mark.parametrize("moment", ["milestones", "projects"])
def test_a_ledger_that_somebody_changes_meanwhile_is_not_told_as_it_was(
    path: Path, cache: ColumnCache, moment: str
) -> None:
    lines: list[dict[str, object]] = []

    def change(line: dict[str, object]) -> None:
        lines.append(line)
        if line.get("table") == moment:
            with closing(sqlite3.connect(path)) as other:
                other.execute("UPDATE projects SET amount_wan = 7")
                other.execute("DELETE FROM milestones WHERE id % 2 = 0")
                other.commit()

    write_columns(path, cache, change)
    assert any(line.get("table") == moment for line in lines)
    assert not any("first" in line for line in lines)
