"""Measurements that need a process of their own: the window, other people's map pages. Imports no Qt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from db.synthetic import write_synthetic_ledger
from geo.errors import AtlasError
from geo.frozen import frozen
from geo.wording import tr
from ui.benchmark.soak_record import read_record
from ui.benchmark.steps import Step

SMALL: Final = 300
PACKAGES: Final = ("leaflet@1.9.4", "leaflet.markercluster@1.5.3", "supercluster@8.0.1", "deck.gl@8.9.36")
"""Of npm: other map pages, fetched when asked for and never part of the program."""

_PROGRAM: Final = Path(__file__).resolve().parents[2]
_PATIENCE_S: Final = 3_600
_FIRST: Final = "map drawn, first time"


class MeasurementFailed(AtlasError):
    """A process that measures came to no end, or to a bad one."""


@frozen
class WindowReport:
    """What was measured at the window.

    Attributes:
        steps: In the order they were run.
        late_frames: Share of the frames of a drag that came later than 33 ms.
        pss_mb: Memory of all processes of the window, at moments of the run.
        above_small_mb: The same above that of a ledger of 300 projects after the same use.
        failures: What the map's page complained about.
    """

    steps: tuple[Step, ...]
    late_frames: float
    pss_mb: Mapping[str, float]
    above_small_mb: Mapping[str, float]
    failures: tuple[str, ...]


def measure_window(ledger: Path, folder: Path, repeats: int) -> WindowReport:
    """Measure the window of a ledger twice: as opened the first time, and from the kept copy of its columns.

    Args:
        ledger: The ledger, which is only read.
        folder: For the kept copy and a small ledger to compare with; the caller clears it away.
        repeats: Of what a person does.

    Raises:
        MeasurementFailed: A process did not measure.
    """
    small = folder / "small.kxc"
    write_synthetic_ledger(small, SMALL, 1)
    cache = folder / "window"
    first = run_child("ui.benchmark.window", ledger, 0, cache)
    whole = run_child("ui.benchmark.window", ledger, repeats, cache)
    least = run_child("ui.benchmark.window", small, repeats, folder / "small")
    opened = [Step(**{**step, "name": f"{step['name']}, first time"}) for step in first["steps"]]
    memory = {_FIRST: first["pss_mb"]["map drawn"], **whole["pss_mb"]}
    above = above_small(memory, least["pss_mb"])
    steps = (*opened, *(Step(**step) for step in whole["steps"]))
    return WindowReport(steps, whole["late_frames"], memory, above, tuple(whole["failures"]))


def above_small(memory: Mapping[str, float], small: Mapping[str, float]) -> dict[str, float]:
    """Return by how much memory is above a small ledger's at the same moment, after the same use, in MB.

    What a window takes for any ledger, and more of once it was used, belongs to no size; opened the first time a small
    ledger takes what it always takes.
    """
    return {
        moment: round(value - small["map drawn" if moment == _FIRST else moment], 1) for moment, value in memory.items()
    }


def measure_pages(ledger: Path, modules: Path) -> tuple[Step, ...]:
    """Measure other map pages on the positions of a ledger; what they are made of is fetched into a folder by npm.

    Raises:
        MeasurementFailed: npm is missing or cannot fetch, or the process did not measure.
    """
    if not (modules / "node_modules").is_dir():
        command = ["npm", "install", "--ignore-scripts", "--no-save", "--prefix", str(modules), *PACKAGES]
        run_here([*command, "--loglevel=error"], os.environ)
    told = run_child("ui.benchmark.pages", ledger, modules / "node_modules")
    return tuple(Step(**step) for step in told["steps"])


def soak_window(ledger: Path, cache: Path, minutes: int) -> dict[str, object]:
    """Use the window of a ledger at random for some minutes; what ended it before is told like all else.

    Raises:
        MeasurementFailed: It did not even begin.
    """
    record = cache.parent / "soak.jsonl"
    command = [
        sys.executable,
        "-m",
        "ui.benchmark.soak",
        str(ledger),
        str(minutes),
        str(cache),
        "--record",
        str(record),
    ]
    try:
        # A minute of use takes longer where other programs have the processors.
        done = subprocess.run(
            command,
            cwd=_PROGRAM,
            env=_off_screen(),
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S + 180 * minutes,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MeasurementFailed(tr("测量进程没有给出结果：{reason}", reason=error)) from error
    if not record.exists():
        raise MeasurementFailed(tr("测量进程没有给出结果：{reason}", reason=done.stderr[-400:]))
    return read_record(record, done.returncode)


def run_child(module: str, *arguments: object) -> dict[str, Any]:
    """Run one of our modules by itself; returns the JSON object it prints.

    Raises:
        MeasurementFailed: It did not print one.
    """
    printed = run_here([sys.executable, "-m", module, *map(str, arguments)], _off_screen())
    value = json.loads(printed)
    if not isinstance(value, dict):
        raise MeasurementFailed(tr("测量进程没有给出结果：{reason}", reason=printed[:200]))
    return value


def _off_screen() -> Mapping[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def run_here(command: Sequence[str], surroundings: Mapping[str, str]) -> str:
    """Run a command in the program's folder; returns the last line it prints.

    Raises:
        MeasurementFailed: It came to no end, to a bad one, or printed nothing.
    """
    try:
        done = subprocess.run(
            command, cwd=_PROGRAM, env=surroundings, capture_output=True, text=True, timeout=_PATIENCE_S, check=True
        )
    except subprocess.CalledProcessError as error:
        raise MeasurementFailed(tr("测量进程没有给出结果：{reason}", reason=error.stderr[-400:])) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MeasurementFailed(tr("测量进程没有给出结果：{reason}", reason=error)) from error
    lines = done.stdout.strip().splitlines()
    if not lines:
        raise MeasurementFailed(tr("测量进程没有给出结果：{reason}", reason=done.stderr[-400:]))
    return lines[-1]
