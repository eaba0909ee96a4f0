"""How long a start takes: the program's, warm and from a cold disk, beside that of a bare web page. Imports no Qt."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from ui.benchmark.children import run_here
from ui.benchmark.steps import Step, summarise

_PROGRAM: Final = Path(__file__).resolve().parents[2]
_CACHES: Final = Path("/proc/sys/vm/drop_caches")
_SCREEN: Final = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080}
"""Qt's own screen off the screen is 800 by 800, in which the window does not fit."""

_START: Final = """
import sys
import main
from ui.benchmark.start import tell_first_map
tell_first_map()
sys.exit(main.main(sys.argv[1:]))
"""


def measure_start(repeats: int = 9) -> tuple[Step, ...]:
    """Start the program on the built-in ledger, from the process's first moment to the first drawn map.

    A bare web page is started in turn with it: on a shared machine their ratio says more than either time. Python
    keeps what it compiles, as it does for a person; the first start, which compiles and builds the ledger, is not told.

    Raises:
        MeasurementFailed: It did not start.
    """
    command, bare = [sys.executable, "-c", _START], [sys.executable, "-m", "ui.benchmark.bare"]
    with tempfile.TemporaryDirectory(prefix="science-city-atlas-start-") as home:
        surroundings = _surroundings(Path(home))
        _start(command, surroundings)
        _start(bare, surroundings)
        times = [(*_start(command, surroundings), *_start(bare, surroundings)) for _ in range(repeats)]
        cold, how = [], ""
        for _ in range(repeats):
            how = forget_files()
            cold.append(_start(command, surroundings)[0])
    took, cpu, least, least_cpu = ([each[number] for each in times] for number in range(4))
    return (
        summarise("start: first map drawn, warm", took, repeats),
        summarise("start: processor time until then", cpu, repeats),
        summarise("start: a bare web page drawn, warm", least, repeats),
        summarise("start: processor time of that", least_cpu, repeats),
        summarise(f"start: first map drawn, cold ({how})", cold, repeats),
    )


def forget_files() -> str:
    """Let the system forget what it holds of files; returns how.

    Where that is not allowed for all files, it is asked to forget those of the program and of its interpreter.
    """
    os.sync()
    with contextlib.suppress(OSError):
        _CACHES.write_text("3")
        return "all caches dropped"
    for folder in (_PROGRAM, Path(sys.prefix), Path(sys.base_prefix)):
        for path in folder.rglob("*"):
            with contextlib.suppress(OSError), path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return "its files dropped"


def _surroundings(home: Path) -> Mapping[str, str]:
    screens = home / "screens.json"
    screens.write_text(json.dumps({"screens": [_SCREEN]}), "utf-8")
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {
        "SCIENCE_CITY_ATLAS_HOME": str(home),
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
    }


def _start(command: Sequence[str], surroundings: Mapping[str, str]) -> tuple[float, float]:
    """Return ms until the first picture, and of processor time."""
    start = time.time()
    told = json.loads(run_here(command, surroundings))
    return 1000 * (told["at_s"] - start), told["cpu_ms"]
