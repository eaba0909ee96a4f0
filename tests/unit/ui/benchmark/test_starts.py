"""The start's benchmark starts what it says, as often as it says: counted, never timed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from ui.benchmark import starts as benchmark_starts
from ui.benchmark.children import run_here
from ui.benchmark.starts import forget_files, measure_start


def test_the_program_and_a_bare_page_are_started_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    run: list[str] = []
    homes: set[str] = set()

    def watched(command: Sequence[str], surroundings: Mapping[str, str]) -> str:
        run.append("bare" if "ui.benchmark.bare" in command else "program")
        homes.add(surroundings["SCIENCE_CITY_ATLAS_HOME"])
        assert "PYTHONDONTWRITEBYTECODE" not in surroundings, "a person's Python keeps what it compiles"
        return run_here(command, surroundings)

    def forgotten() -> str:
        run.append("forget")
        return "nothing dropped"

    monkeypatch.setattr(benchmark_starts, "run_here", watched)
    monkeypatch.setattr(benchmark_starts, "forget_files", forgotten)
    steps = measure_start(1)
    assert run == ["program", "bare", "program", "bare", "forget", "program"]
    assert len(homes) == 1, "the ledger is built once"
    assert not Path(homes.pop()).exists()
    assert len({step.name for step in steps}) == 5
    assert all(step.least_ms > 0 for step in steps)
    assert "nothing dropped" in steps[-1].name


def test_where_caches_cannot_be_dropped_files_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("one", "utf-8")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    monkeypatch.setattr(benchmark_starts, "_CACHES", tmp_path / "none" / "drop_caches")
    monkeypatch.setattr(benchmark_starts, "_PROGRAM", tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    assert forget_files() == "its files dropped"
    assert (tmp_path / "one.txt").read_text("utf-8") == "one"
