"""The command that measures: `bench`."""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from geo.errors import AtlasError
from geo.wording import tr
from ui.benchmark.bars import JUDGED, Bar, find_bars, to_record, to_row
from ui.benchmark.children import MeasurementFailed, WindowReport, measure_pages, measure_window, soak_window
from ui.benchmark.engine import LEDGER, BenchmarkReport, run_benchmark
from ui.benchmark.starts import measure_start
from ui.benchmark.steps import Step
from ui.commands.output import print_json, print_table
from ui.services import Services

_T = TypeVar("_T")


class _Parts:
    """Runs the parts of a measurement one after the other; one that fails leaves the others their results."""

    def __init__(self) -> None:
        self.failed: dict[str, str] = {}

    def run(self, name: str, measure: Callable[[], _T], wanted: object = True) -> _T | None:
        """Return what a part measures, or None where it is not wanted or fails; says how long each takes."""
        if not wanted:
            return None
        start = time.monotonic()
        try:
            return measure()
        except AtlasError as error:
            self.failed[name] = str(error)
        except Exception as error:  # a bug in one part, told with its place; what the others take is still known
            self.failed[name] = "".join(traceback.format_exception(error)).strip()
        finally:
            took = tr("{name}：{seconds:.0f} 秒", name=name, seconds=time.monotonic() - start)
            print(took, file=sys.stderr, flush=True)
        return None


def run_bench(options: argparse.Namespace, _services: Services) -> None:
    """Measure on an invented ledger in a temporary folder, which goes away again.

    Raises:
        MeasurementFailed: Something could not be measured; what could is printed before.
    """
    parts = _Parts()
    with tempfile.TemporaryDirectory(prefix="science-city-atlas-bench-") as name:
        folder = Path(name)
        ledger, repeats, seen = folder / LEDGER, options.repeats, not options.no_window
        report = parts.run("work", lambda: run_benchmark(options.projects, folder, repeats))
        window = parts.run("window", lambda: measure_window(ledger, folder, repeats), seen)
        start = parts.run("start", lambda: measure_start(repeats), seen) or ()
        pages = parts.run("pages", lambda: measure_pages(ledger, options.peers), options.peers) or ()
        soak = parts.run("soak", lambda: soak_window(ledger, folder / "window", options.soak), options.soak)
    steps = (*(report.steps if report else ()), *(window.steps if window else ()), *start, *pages)
    late, above = (window.late_frames, window.above_small_mb) if window else (None, {})
    bars = find_bars(options.projects, steps, report.ratios if report else {}, late, above)
    if options.json:
        lines = list(map(to_record, bars))
        measured = {"work": report, "window": window, "start": start, "pages": pages, "soak": soak}
        print_json({"bars": lines, **measured, "failed": parts.failed})
    else:
        _print_report(bars, steps, report, window)
        if soak:
            print()
            told = {key: value for key, value in soak.items() if not key.endswith("_mb")}
            print_table((tr("随意操作"), ""), [(key, str(value)) for key, value in told.items()])
    if parts.failed:
        reasons = "\n".join(f"{name}: {reason}" for name, reason in parts.failed.items())
        raise MeasurementFailed(tr("有 {n} 部分没有测成：\n{reasons}", n=len(parts.failed), reasons=reasons))


def _print_report(
    bars: Sequence[Bar], steps: Sequence[Step], report: BenchmarkReport | None, window: WindowReport | None
) -> None:
    if report:
        print(tr("{n} 个项目；{machine}", n=report.projects, machine=report.machine))
        print()
    heads = (tr("所等的事"), tr("目标 p50 / p95"), tr("测得"), tr("是否达到"), tr("别人用时（倍）"))
    print_table(heads, map(to_row, bars))
    if report and report.projects not in JUDGED:
        judged = tr("、").join(f"{size:,}" for size in JUDGED)
        print(tr("只为 {sizes} 个项目定过目标；别的数目只列测得的数，启动除外。", sizes=judged))
    print()
    rows = [
        (s.name, f"{s.least_ms:.2f}", f"{s.p50_ms:.2f}", f"{s.p95_ms:.2f}", str(s.repeats), str(s.work)) for s in steps
    ]
    print_table((tr("步骤"), tr("最短毫秒"), tr("p50 毫秒"), tr("p95 毫秒"), tr("次数"), tr("做了多少")), rows)
    if window:
        print(tr("拖动时晚于 33 毫秒的帧：{share:.1%}", share=window.late_frames))
    if report:
        print()
        ratios = [(name, f"{ratio:g}") for name, ratio in report.ratios.items()]
        print_table((tr("别的程序用时"), tr("倍")), ratios)
        print()
        print_table((tr("内存"), "MB"), [(moment, f"{value:.1f}") for moment, value in report.pss_mb.items()])
    if window:
        sizes = [
            (moment, f"{window.pss_mb[moment]:.1f}", f"{more:.1f}") for moment, more in window.above_small_mb.items()
        ]
        print()
        print_table((tr("窗口全部进程的内存"), "MB", tr("比小台账多")), sizes)
