"""The command that measures: `bench`."""

import argparse
import tempfile
from pathlib import Path

from geo.wording import tr
from ui.benchmark.bars import find_bars, to_row
from ui.benchmark.children import measure_pages, measure_window, soak_window
from ui.benchmark.engine import LEDGER, run_benchmark
from ui.benchmark.starts import measure_start
from ui.commands.output import print_json, print_table
from ui.services import Services


def run_bench(options: argparse.Namespace, _services: Services) -> None:
    """Measure on an invented ledger in a temporary folder, which goes away again."""
    with tempfile.TemporaryDirectory(prefix="science-city-atlas-bench-") as name:
        folder = Path(name)
        report = run_benchmark(options.projects, folder, options.repeats)
        ledger = folder / LEDGER
        window = None if options.no_window else measure_window(ledger, folder, options.repeats)
        start = () if options.no_window else measure_start(options.repeats)
        pages = measure_pages(ledger, options.peers) if options.peers else ()
        soak = soak_window(ledger, folder / "window", options.soak) if options.soak else None
    steps = (*report.steps, *(window.steps if window else ()), *start, *pages)
    late, above = (window.late_frames, window.above_small_mb) if window else (None, {})
    bars = find_bars(steps, report.ratios, late, above)
    if options.json:
        print_json({"bars": bars, "work": report, "window": window, "start": start, "pages": pages, "soak": soak})
        return
    print(tr("{n} 个项目；{machine}", n=report.projects, machine=report.machine))
    print()
    heads = (tr("所等的事"), tr("目标 p50 / p95"), tr("测得"), tr("达到"), tr("别人用时（倍）"))
    print_table(heads, map(to_row, bars))
    print()
    rows = [
        (s.name, f"{s.least_ms:.2f}", f"{s.p50_ms:.2f}", f"{s.p95_ms:.2f}", str(s.repeats), str(s.work)) for s in steps
    ]
    print_table((tr("步骤"), tr("最短毫秒"), tr("p50 毫秒"), tr("p95 毫秒"), tr("次数"), tr("做了多少")), rows)
    if window:
        print(tr("拖动时晚于 33 毫秒的帧：{share:.1%}", share=window.late_frames))
    print()
    print_table((tr("别的程序用时"), tr("倍")), [(name, f"{ratio:g}") for name, ratio in report.ratios.items()])
    print()
    print_table((tr("内存"), "MB"), [(moment, f"{value:.1f}") for moment, value in report.pss_mb.items()])
    if window:
        sizes = [
            (moment, f"{window.pss_mb[moment]:.1f}", f"{more:.1f}") for moment, more in window.above_small_mb.items()
        ]
        print()
        print_table((tr("窗口全部进程的内存"), "MB", tr("比小台账多")), sizes)
    if soak:
        print()
        print_table((tr("随意操作"), ""), [(key, str(value)) for key, value in soak.items() if key != "pss_mb"])
