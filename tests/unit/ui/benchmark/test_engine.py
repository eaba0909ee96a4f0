"""The benchmark does the work it times: counted, never timed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from db.index.row_order import ORDER_KEYS
from ui.benchmark.engine import BenchmarkReport, run_benchmark
from ui.benchmark.steps import measure

COUNT = 400
PROJECT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> BenchmarkReport:
    return run_benchmark(COUNT, tmp_path_factory.mktemp("bench"), repeats=2)


def work_of(report: BenchmarkReport, name: str) -> int:
    return next(step.work for step in report.steps if step.name == name)


def test_percentiles_are_those_of_the_repeats() -> None:
    done: list[int] = []

    def work(number: int) -> int:
        done.append(number)
        return 7

    step = measure("some", 5, work)
    assert done == [0, 1, 2, 3, 4]
    assert (step.repeats, step.work) == (5, 7)
    assert 0 <= step.p50_ms <= step.p95_ms


@pytest.mark.parametrize(
    "name",
    ["write the ledger", "load, first time", "load, again", "mask, 5 dimensions", "placement", "map index, apply"],
)
def test_every_row_is_touched(report: BenchmarkReport, name: str) -> None:
    assert work_of(report, name) == COUNT


@pytest.mark.parametrize("key", ORDER_KEYS)
@pytest.mark.parametrize("how", ["first time", "turned"])
def test_every_column_is_ordered(report: BenchmarkReport, key: str, how: str) -> None:
    assert work_of(report, f"order by {key}, {how}") == COUNT


@pytest.mark.parametrize(
    "name",
    [
        "search, 1 character",
        "search, 2 characters",
        "search, 3 characters",
        "search, 4 characters",
        "search, initials",
        "search, pinyin",
        "lasso of 200 vertices",
    ],
)
def test_questions_find_some_but_not_all(report: BenchmarkReport, name: str) -> None:
    assert 0 < work_of(report, name) < COUNT


def test_frames_carry_bytes_and_exports_rows(report: BenchmarkReport) -> None:
    frames = [step for step in report.steps if step.name.startswith("frame")]
    assert len(frames) == 4
    assert all(step.work > 32 for step in frames)
    exported = [(step.name, step.work) for step in report.steps if step.name.startswith(("CSV", "GPKG", "XLSX"))]
    names = ("CSV of every row", "GPKG of every row", "CSV", "GPKG", "XLSX")
    assert exported == [(name, COUNT) for name in names]


def test_others_write_the_same_rows(report: BenchmarkReport) -> None:
    others = {step.name: step.work for step in report.steps if step.name.startswith(("GDAL", "openpyxl"))}
    assert others["openpyxl: XLSX"] == COUNT
    assert set(others.values()) == {COUNT}


def test_sqlite_answers_in_the_same_run(report: BenchmarkReport) -> None:
    peers = [step for step in report.steps if step.name.startswith(("SQLite", "DuckDB", "GDAL", "openpyxl"))]
    assert {step.name for step in peers} == report.ratios.keys()
    assert len([step for step in peers if step.name.startswith("SQLite")]) == 3
    assert all(step.work > 0 for step in peers)


def test_the_command_prints_json_without_qt() -> None:
    command = [sys.executable, "main.py", "bench", "--projects", "200", "--repeats", "1", "--no-window", "--json"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert (told["work"]["projects"], told["window"], told["start"]) == (200, None, [])
    refused = subprocess.run(
        [*command[:3], "--projects", "0"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 2
