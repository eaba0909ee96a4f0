"""The command that measures: `bench`."""

import argparse
import tempfile
from pathlib import Path

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
    print(f"{report.projects} 个项目；{report.machine}")
    rows = [(s.name, f"{s.p50_ms:.2f}", f"{s.p95_ms:.2f}", str(s.repeats), str(s.work)) for s in report.steps]
    print_table(("步骤", "p50 毫秒", "p95 毫秒", "次数", "做了多少"), rows)
    print()
    print_table(("与 SQLite 相比", "倍"), [(name, f"{ratio:g}") for name, ratio in report.ratios.items()])
    print()
    print_table(("内存", "MB"), [(moment, f"{value:.1f}") for moment, value in report.pss_mb.items()])
