"""Long random use of one window: `python -m ui.benchmark.soak LEDGER MINUTES [CACHE]` prints what became of it.

Every step is waited for until the page has drawn its revision. What happens is written down as it does, so that a run
that is killed still tells (`ui.benchmark.soak_record`).
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import random
import sys
import tempfile
import threading
import traceback
import tracemalloc
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from geo.memory import heap_use, trim
from ui.application import start_application
from ui.benchmark.memory import tree_parts_mb, tree_pss_mb
from ui.benchmark.objects import count_types
from ui.benchmark.soak_acts import SHARES, RandomUse
from ui.benchmark.soak_looks import Looks
from ui.benchmark.soak_record import Record, read_record
from ui.benchmark.stopwatch import now_ms
from ui.benchmark.window import WindowBenchmark, open_drawn, settle_columns
from ui.program.memory_rest import forget_pages

_STEPS_A_ROUND: Final = 25
_LONGEST_STEP_MS: Final = 5_000  # what lies beyond it is the machine's sleep, or a process that was stopped
_MOST_TROUBLES: Final = 40  # a window that fails at every step is left
_FRESH_ROUNDS: Final = 0.06
_BASE_ROUNDS: Final = 8
_HARMLESS: Final = "This plugin does not support "  # the screen that is none cannot do everything
_FLAGS: Final = "--enable-precise-memory-info"
_PAGE: Final = """(() => {
  const { stage, sprites, labels } = window.atlasPage, { memory } = performance;
  const canvases = [...document.querySelectorAll('canvas')];
  Object.assign(window.atlasTimes, { shown: [], drawing: [] }); // or the stopwatch's own lists would grow
  return {
    heap_mb: Math.round(memory.usedJSHeapSize / 1e5) / 10, heap_whole_mb: Math.round(memory.totalJSHeapSize / 1e5) / 10,
    nodes: document.querySelectorAll('*').length, canvases: canvases.length,
    canvas_mb: Math.round(canvases.reduce((sum, { width, height }) => sum + 4 * width * height, 0) / 1e5) / 10,
    sprites: sprites.pictures.size, sprite_mb: Math.round(sprites.pixels * 4 / 1e5) / 10, labels: labels.drawn.length,
  };
})()"""
_ROOT: Final = Path(__file__).resolve().parents[2]


class Soak:
    """Random use, told of as it goes."""

    def __init__(self, benchmark: WindowBenchmark, use: RandomUse, record: Record, looks: Looks, fresh: float) -> None:
        """Use the window of a benchmark; a part of the rounds is compared with a map that is loaded anew."""
        self._stopwatch, self._use, self._record, self._looks = benchmark.stopwatch, use, record, looks
        self._fresh, self._dice = fresh, random.Random(1)
        self._told, self.troubles = 0, 0
        self._worst: dict[str, float] = {}
        self._types: Counter[str] = Counter()

    def run(self, minutes: float, steps: int) -> None:
        """Use it for so long or so many steps, and look at memory and picture after every round."""
        left, rounds = minutes * 60_000, 0
        while left > 0 and self._use.steps < steps and self.troubles < _MOST_TROUBLES:
            left -= self.run_acts([self._use.choose() for _ in range(_STEPS_A_ROUND)])
            if self._record.is_stopped():
                return
            rounds += 1
            self._guard("look", self._look)
            self._tell(minutes - left / 60_000)
            if self._dice.random() < self._fresh:
                self._guard("fresh", self._compare)
            if rounds % _BASE_ROUNDS == 0:
                self._guard("base", self._return)

    def run_acts(self, names: Sequence[str]) -> float:
        """Do these things, until a signal asks for an end; returns how long they took without sleep, in ms."""
        took = 0.0
        for name in names:
            if not self._record.is_stopped():
                took += self._step(name)
        return took

    def _step(self, name: str) -> float:
        start = now_ms()
        self._record.tell("act", act=name)
        self._guard(name, lambda: self._use.do(name))
        took = min(now_ms() - start, _LONGEST_STEP_MS)
        self._worst[name] = round(max(took, self._worst.get(name, 0.0)), 1)
        return took

    def _guard(self, name: str, act: Callable[[], None]) -> None:
        """Do something; what goes wrong is told, and the run goes on."""
        try:
            act()
        except Exception as error:
            self.trouble("exception", f"{name}: {''.join(traceback.format_exception(error))[-1500:]}")
        for sentence in self._stopwatch.failures[self._told :]:
            self.trouble("page", sentence)
        self._told = len(self._stopwatch.failures)

    def trouble(self, kind: str, what: str) -> None:
        """Tell of what went wrong."""
        self.troubles += 1
        self._record.tell("trouble", kind=kind, what=what)

    def _look(self) -> None:
        for what in self._looks.behind():
            self.trouble("stale", what)

    def _return(self) -> None:
        """What is held whatever was asked last is only seen where the same is asked."""
        self._use.return_to_base()
        self._look()
        gc.collect()
        self._record.tell("base", steps=self._use.steps, types=self._grown_types(), **self._memory())

    def _compare(self) -> None:
        found = self._looks.differing()
        for what in found:
            self.trouble("stale", what)
        self._record.tell("fresh", differing=len(found))

    def _tell(self, used_min: float) -> None:
        facts: dict[str, object] = {
            "steps": self._use.steps, "used_min": round(used_min, 3), **self._memory(),
            "page": self._stopwatch.ask(_PAGE), "worst_ms": self._worst,
        }  # fmt: skip
        self._record.tell("round", **facts)

    def _memory(self) -> dict[str, object]:
        heap = heap_use()
        return {
            "pss_mb": tree_pss_mb(), "heap": [heap.used, heap.free, heap.mapped] if heap else None,
            "blocks": sys.getallocatedblocks(), "parts_mb": tree_parts_mb(self._stopwatch.page_processes()),
        }  # fmt: skip

    def _grown_types(self) -> Mapping[str, int]:
        """How many more objects there are than at first, of the types that grew most; nothing while threads work."""
        types = count_types()
        if types is None:
            return {}
        if not self._types:
            self._types = types.copy()
        types.subtract(self._types)
        return {"all": types.total(), **dict(types.most_common(8))}


class _LogEar(logging.Handler):
    def __init__(self, trouble: Callable[[str, str], None]) -> None:
        super().__init__(logging.WARNING)
        self._trouble = trouble

    def emit(self, record: logging.LogRecord) -> None:
        self._trouble("log", record.getMessage())


class Ears:
    """Hears what goes wrong beside the steps: in slots, threads, destructors, the log and Qt."""

    def __init__(self, trouble: Callable[[str, str], None]) -> None:
        """Tell of all of it from now on."""
        self._trouble = trouble
        sys.excepthook = lambda kind, error, _trace: trouble("exception", f"{kind.__name__}: {error}")
        sys.unraisablehook = lambda told: trouble("exception", f"{told.exc_value!r} in {told.object!r}")
        threading.excepthook = lambda told: trouble("exception", f"{told.exc_value!r} in a thread")
        qInstallMessageHandler(self._on_qt_message)
        logging.getLogger().addHandler(_LogEar(trouble))

    def _on_qt_message(self, kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not words.startswith(_HARMLESS):
            self._trouble("qt", words)


def use_window(options: argparse.Namespace, cache: Path, record: Record) -> None:
    """Use a window as it is asked for, and write down what happens."""
    workplace = start_application(_ROOT / "assets", cache)
    window, _ = open_drawn(workplace, options.ledger)
    settle_columns(window)
    benchmark = WindowBenchmark(window, 1)
    use = RandomUse(benchmark, options.acts, options.seed)
    soak = Soak(benchmark, use, record, Looks(benchmark.stopwatch, _ROOT / "assets"), options.fresh)
    Ears(soak.trouble)
    if options.trace:  # caches have filled by then
        soak.run(options.minutes, options.steps // 2)
    before = tracemalloc.take_snapshot() if options.trace else None
    soak.run(options.minutes, options.steps)
    if before is not None:
        grown = tracemalloc.take_snapshot().compare_to(before, "lineno")
        record.tell("trace", traced=[str(each) for each in grown[:25]])
    columns = window.session.columns
    forget_pages(columns)
    trim()
    record.tell("rested", pss_mb=tree_pss_mb(), heap=str(heap_use()))
    window.close()
    shiboken6.delete(window)  # its page goes before the profile, and both before Python lets go of them
    record.tell("end", steps=use.steps)


def _read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ui.benchmark.soak", description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("minutes", type=float)
    parser.add_argument("cache", type=Path, nargs="?", help="where columns are kept")
    parser.add_argument("--record", type=Path, help="where everything is written down as it happens")
    parser.add_argument("--steps", type=int, default=1_000_000_000, help="at most so many")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--acts", type=lambda words: words.split(","), default=tuple(SHARES), help="only these")
    parser.add_argument("--fresh", type=float, default=_FRESH_ROUNDS, help="part of the rounds compared with a new map")
    parser.add_argument("--trace", action="store_true", help="tell which lines of Python took more and more memory")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Use a ledger's window for some minutes."""
    options = _read_arguments(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{os.environ.get('QTWEBENGINE_CHROMIUM_FLAGS', '')} {_FLAGS}".strip()
    if options.trace:
        tracemalloc.start()
    with tempfile.TemporaryDirectory(prefix="science-city-atlas-soak-") as spare:
        with Record(options.record or Path(spare) / "record.jsonl") as record:
            record.watch()
            record.tell(
                "start", ledger=str(options.ledger), minutes=options.minutes, seed=options.seed, pid=os.getpid()
            )
            use_window(options, options.cache or Path(spare), record)
        print(json.dumps(read_record(record.path), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
