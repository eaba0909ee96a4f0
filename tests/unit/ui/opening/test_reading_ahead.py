"""A large ledger is read while its window is made; nothing is begun for a small one, and nothing stays behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.index import column_ahead
from db.index.column_ahead import Child
from db.index.column_cache import ColumnCache
from db.synthetic import write_synthetic_ledger
from ui.opening import reading_ahead as module
from ui.opening.reading_ahead import reading_ahead


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "ledger.kxc"
    write_synthetic_ledger(target, 50, seed=3)
    return target


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Child]:
    """The processes that were started."""
    children: list[Child] = []
    start = column_ahead.start_reading

    def noting(ledger: Path, cache: ColumnCache) -> Child | None:
        child = start(ledger, cache)
        if child is not None:
            children.append(child)
        return child

    monkeypatch.setattr(column_ahead, "start_reading", noting)
    return children


def test_nothing_is_begun_for_a_small_file_or_none(path: Path, tmp_path: Path, started: list[Child]) -> None:
    for file in (path, tmp_path / "missing"):
        with reading_ahead(file, tmp_path) as ahead:
            assert ahead is None
    assert not started


def test_nothing_is_begun_for_who_waits_for_all_projects(
    path: Path, tmp_path: Path, started: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LEAST_BYTES", 1)
    with reading_ahead(path, tmp_path, late=False) as ahead:
        assert ahead is None
    assert not started


def test_whoever_fails_to_open_a_ledger_leaves_no_process(
    path: Path, tmp_path: Path, started: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LEAST_BYTES", 1)

    def fail() -> None:
        with reading_ahead(path, tmp_path):
            assert started[0].returncode is None
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert started[0].returncode is not None
