"""Exports measured, and what others take to write the same values: GDAL by pyogrio, openpyxl."""

import datetime
import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.export.exporting import build_sheet, export_projects
from db.export.fields import FIELDS
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from ui.benchmark.steps import Step, summarise

COMPARED: Final = 100_000
"""Rows on which others are compared: GDAL is handed all values at once."""

IN_A_WORKBOOK: Final = 5_000

_SCRIPT: Final = Path(__file__).resolve().parents[2] / "assets" / "bench" / "other_exports.py"
_PATIENCE_S: Final = 300

Measure = Callable[[str, int, Callable[[int], int]], Step]


def measure_exports(ledger: Ledger, columns: ProjectColumns, folder: Path, measure: Measure) -> list[Step]:
    """Export all projects, and as many as the others are measured on; the work is the rows written.

    Args:
        ledger: The ledger.
        columns: Its projects.
        folder: For files that go away again.
        measure: Measures something, as `ui.benchmark.steps.measure`.
    """
    rows = np.arange(len(columns))
    asked = [("csv", rows, " of every row"), ("gpkg", rows, " of every row")]
    asked += [("csv", rows[:COMPARED], ""), ("gpkg", rows[:COMPARED], ""), ("xlsx", rows[:IN_A_WORKBOOK], "")]
    return [
        measure(f"{key.upper()}{words}", 1, partial(_export, ledger, columns, some, folder, key))
        for key, some, words in asked
    ]


def measure_others(ledger: Ledger, columns: ProjectColumns, folder: Path) -> list[Step]:
    """Let others write the same values, every one at hand before; who is missing is left out.

    GDAL's files hold the projects alone: no milestones, no evidence, no styles, no words about the file. openpyxl
    writes every cell of the workbook that `measure_exports` has left in the folder, without its styles.
    """
    sheet = build_sheet(ledger, columns, np.arange(min(len(columns), COMPARED)), Filters(), _now())
    values: list[list[Any]] = [[] for _ in FIELDS]
    for block in sheet.blocks():
        for column, field in zip(values, FIELDS, strict=True):
            column += [text or None for text in block.joined(field.key)] if field.type == "words" else block[field.key]
    rows = sheet.row_numbers
    table = {
        "names": [field.key for field in FIELDS],
        "columns": values,
        "lng": columns.lng[rows].tolist(),
        "lat": columns.lat[rows].tolist(),
        "workbook": str(folder / "benchmark.xlsx"),
        "workbook_rows": min(len(sheet), IN_A_WORKBOOK),
    }
    spare = folder / "others"
    spare.mkdir()
    (spare / "table.json").write_text(json.dumps(table), "utf-8")
    command = [sys.executable, str(_SCRIPT), str(spare / "table.json"), str(spare)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S, check=True)
    return [summarise(name, [took_ms], count) for name, (count, took_ms) in json.loads(done.stdout).items()]


def _export(
    ledger: Ledger, columns: ProjectColumns, rows: NDArray[np.intp], folder: Path, key: str, _number: int
) -> int:
    """Write projects to a file that goes away again, but for a workbook; returns how many."""
    target = folder / f"benchmark.{key}"
    report = export_projects(ledger, columns, rows, target, format_key=key, filters=Filters(), now=_now(), replace=True)
    if key != "xlsx":
        target.unlink()
    return report.count


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
