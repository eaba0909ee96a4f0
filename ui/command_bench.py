"""The command that measures: `bench`."""

import argparse
import tempfile
from pathlib import Path

from geo.wording import tr
from ui.benchmark import run_benchmark
from ui.command_output import print_json, print_table
from ui.services import Services


def run_bench(options: argparse.Namespace, _services: Services) -> None:
    """Measure on an invented ledger in a temporary folder, which goes away again."""
    with tempfile.TemporaryDirectory(prefix="science-city-atlas-bench-") as folder:
        report = run_benchmark(options.projects, Path(folder), options.repeats)
    if options.json:
        print_json(report)
        return
    print(tr("{n} 个项目；{machine}", n=report.projects, machine=report.machine))
    rows = [(s.name, f"{s.p50_ms:.2f}", f"{s.p95_ms:.2f}", str(s.repeats), str(s.work)) for s in report.steps]
    print_table((tr("步骤"), tr("p50 毫秒"), tr("p95 毫秒"), tr("次数"), tr("做了多少")), rows)
    print()
    print_table((tr("与 SQLite 相比"), tr("倍")), [(name, f"{ratio:g}") for name, ratio in report.ratios.items()])
    print()
    print_table((tr("内存"), "MB"), [(moment, f"{value:.1f}") for moment, value in report.pss_mb.items()])
