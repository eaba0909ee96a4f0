"""`bench` prints what it measured, whole, also where a part of it could not be measured."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import cast

import pytest

from geo.errors import AtlasError
from ui.benchmark.children import MeasurementFailed, WindowReport, run_child
from ui.benchmark.engine import BenchmarkReport
from ui.benchmark.steps import Step
from ui.commands import bench
from ui.commands.bench import run_bench
from ui.services import Services

WORK = BenchmarkReport(
    1_000_000,
    "a machine",
    (Step("lasso of 200 vertices", 20, 130, 9, 5), Step("CSV of every row", 4_000, 4_000, 1, 1_000_000)),
    {"GDAL: CSV": 5.0},
    {"columns": 90.0},
)
WINDOW = WindowReport(
    (Step("filter: all shown", 40, 70, 9, 1),),
    0.02,
    {"map drawn": 500.0, "end": 570.0},
    {"map drawn": 100.0, "end": 170.0},
    (),
)
START = (
    Step("start: first map drawn, warm", 700, 710, 9, 1),
    Step("start: first map drawn, cold (dropped)", 1_500, 2, 9, 1),
)


@pytest.fixture(autouse=True)
def _measured_already(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "run_benchmark", lambda *_: WORK)
    monkeypatch.setattr(bench, "measure_window", lambda *_: WINDOW)
    monkeypatch.setattr(bench, "measure_start", lambda *_: START)
    monkeypatch.setattr(bench, "soak_window", lambda *_: {"ended": "done", "growth": 0.01, "pss_mb": [1.0]})


def run(**options: object) -> None:
    given = {
        "projects": 1_000_000,
        "repeats": 1,
        "no_window": False,
        "peers": None,
        "soak": None,
        "json": True,
        **options,
    }
    run_bench(argparse.Namespace(**given), cast(Services, None))


def refuse(*_arguments: object) -> None:
    raise MeasurementFailed("测量进程没有给出结果：it was killed")


def test_bars_say_what_holds_and_what_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    run()
    told = json.loads(capsys.readouterr().out)
    held = {bar["what"]: bar["holds"] for bar in told["bars"]}
    assert held["换一个筛选条件，全部画好"] is True
    assert held["套索 200 个顶点，选出项目"] is False
    assert held["拖动时晚于 33 毫秒的帧"] is False
    assert held["启动到地图可用，热启动"] is True
    assert held["启动到地图可用，冷启动"] is False
    assert held["导出 CSV"] is True
    assert told["failed"] == {}
    assert told["soak"] is None


@pytest.mark.parametrize(
    ("broken", "part", "lost", "left"),
    [
        ("run_benchmark", "work", "套索 200 个顶点，选出项目", "换一个筛选条件，全部画好"),
        ("measure_window", "window", "换一个筛选条件，全部画好", "套索 200 个顶点，选出项目"),
        ("measure_start", "start", "启动到地图可用，热启动", "导出 CSV"),
        ("soak_window", "soak", "", "导出 CSV"),
    ],
)
def test_a_part_that_breaks_leaves_the_others_what_they_measured(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, broken: str, part: str, lost: str, left: str
) -> None:
    monkeypatch.setattr(bench, broken, refuse)
    with pytest.raises(AtlasError, match="it was killed"):
        run(soak=1)
    told = json.loads(capsys.readouterr().out)
    bars = {bar["what"] for bar in told["bars"]}
    assert left in bars
    assert lost not in bars
    assert list(told["failed"]) == [part]
    assert not told[part]


def test_a_bug_in_a_part_is_told_with_its_place_and_the_table_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "measure_window", lambda *_: [][0])
    with pytest.raises(AtlasError, match=r"window: Traceback[\s\S]*IndexError"):
        run(json=False, soak=1)
    printed = capsys.readouterr()
    assert "1000000 个项目；a machine" in printed.out
    assert "套索 200 个顶点，选出项目" in printed.out
    assert "growth" in printed.out
    assert "pss_mb" not in printed.out
    assert [line.partition("：")[0] for line in printed.err.splitlines()] == ["work", "window", "start", "soak"]


def test_of_numbers_without_bars_it_is_said_that_nothing_is_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(json=False)
    assert "定过目标" not in capsys.readouterr().out
    monkeypatch.setattr(bench, "run_benchmark", lambda *_: BenchmarkReport(300, "a machine", WORK.steps, {}, {}))
    run(json=False, projects=300)
    printed = capsys.readouterr().out
    assert "只为 1,000,000、10,000,000 个项目定过目标" in printed
    assert "≤ 45 / 75 ms" not in printed
    assert "≤ 750 ms" in printed


def test_a_process_that_only_complains_has_not_measured(tmp_path: Path) -> None:
    with pytest.raises(MeasurementFailed):
        run_child("ui.benchmark.window", tmp_path / "no such ledger.kxc", 1, tmp_path)
