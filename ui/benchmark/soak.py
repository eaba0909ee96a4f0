"""Long random use of one window: `python -m ui.benchmark.soak LEDGER MINUTES [CACHE]` prints what became of it.

Every step is waited for until the page has drawn its revision, so that a picture that stays behind ends the run.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from db.filters import Filters
from db.index.row_order import ORDER_KEYS
from ui.application import start_application
from ui.benchmark.engine import SEARCHES, star
from ui.benchmark.memory import tree_pss_mb
from ui.benchmark.stopwatch import now_ms
from ui.benchmark.window import WindowBenchmark, open_drawn
from ui.state import Sort

_STEPS_A_ROUND: Final = 25
_LONGEST_STEP_MS: Final = 5_000  # what lies beyond it is the machine's sleep, or a process that was stopped


class Soak:
    """Random use, counted."""

    def __init__(self, benchmark: WindowBenchmark, window_seed: int = 7) -> None:
        """Use the window of a benchmark."""
        self._benchmark, self._dice = benchmark, random.Random(window_seed)
        self._explorer = benchmark.stopwatch.window.explorer
        self.steps = 0
        self.stale: list[str] = []
        self.pss_mb: list[float] = []

    def run(self, minutes: float) -> None:
        """Use it for so long, and look at memory and picture after every round."""
        left = minutes * 60_000
        acts: tuple[Callable[[], None], ...] = (
            self._filter, self._search, self._move, self._move, self._sort, self._select, self._undo, self._lasso,
            self._open_card,
        )  # fmt: skip
        while left > 0:
            for _ in range(_STEPS_A_ROUND):
                before = now_ms()
                self._dice.choice(acts)()
                left -= min(now_ms() - before, _LONGEST_STEP_MS)
                self.steps += 1
            self._look()
            print(json.dumps({"steps": self.steps, "pss_mb": self.pss_mb[-1]}), file=sys.stderr, flush=True)

    def growth(self) -> float:
        """Return by which part memory grew from the second to the last quarter of the rounds."""
        quarter = max(1, len(self.pss_mb) // 4)
        before = statistics.median(self.pss_mb[quarter : 2 * quarter] or self.pss_mb)
        return statistics.median(self.pss_mb[-quarter:]) / before - 1

    def _look(self) -> None:
        """Everything at rest: the page shows the newest revision, and as many projects as there are."""
        stopwatch = self._benchmark.stopwatch
        stopwatch.rest()
        facts = stopwatch.ask("(({ revision }) => ({ revision }))(JSON.parse(window.atlasProbe()))")
        if facts["revision"] != self._explorer.state.revision:
            self.stale.append(f"{facts['revision']} instead of {self._explorer.state.revision}")
        shown = self._benchmark.stopwatch.window.result_pane.table.table_model.rowCount()
        if shown != self._explorer.results.totals.count:
            self.stale.append(f"{shown} rows of {self._explorer.results.totals.count}")
        self.pss_mb.append(tree_pss_mb() or 0.0)

    def _change(self, act: Callable[[], object]) -> None:
        """Do something; if it changes the state, wait until the page has drawn that."""
        before = self._explorer.state.revision
        act()
        if self._explorer.state.revision != before:
            self._benchmark.stopwatch.await_drawn(self._explorer.state.revision)

    def _filter(self) -> None:
        wanted = self._benchmark.next_filters(self.steps)
        self._change(lambda: self._explorer.set_filters(wanted))

    def _search(self) -> None:
        word = self._dice.choice(SEARCHES[self._dice.choice(tuple(SEARCHES))])
        self._change(lambda: self._explorer.set_filters(Filters(text=word)))

    def _sort(self) -> None:
        sort = Sort(self._dice.choice(ORDER_KEYS), self._dice.random() < 0.5)
        self._change(lambda: self._explorer.set_sort(sort))

    def _select(self) -> None:
        rows = self._explorer.results.rows[: self._dice.choice((0, 1, 5, 300))]
        self._change(lambda: self._explorer.select(self._explorer.columns.ids[rows].tolist()))

    def _open_card(self) -> None:
        rows = self._explorer.results.rows
        if len(rows):
            row = rows[self._dice.randrange(min(len(rows), 1_000))]
            self._change(lambda: self._explorer.select([int(self._explorer.columns.ids[row])]))

    def _lasso(self) -> None:
        spot = 106.32 + self._dice.uniform(-0.1, 0.1), 29.56 + self._dice.uniform(-0.1, 0.1)
        wanted = self._explorer.state.filters.with_(within=star(*spot, self._dice.uniform(0.02, 0.1), 200))
        self._change(lambda: self._explorer.set_filters(wanted))

    def _undo(self) -> None:
        self._change(self._explorer.undo)

    def _move(self) -> None:
        spot = 106.32 + self._dice.uniform(-0.2, 0.2), 29.56 + self._dice.uniform(-0.1, 0.1)
        self._benchmark.stopwatch.move(*spot, self._dice.choice((8.0, 9.5, 11.0, 12.5, 13.5, 14.0, 16.0)))


def main(arguments: Sequence[str]) -> int:
    """Use the ledger named first for so many minutes as named second."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    troubles: list[str] = []
    sys.excepthook = lambda kind, error, _trace: troubles.append(f"{kind.__name__}: {error}")
    with tempfile.TemporaryDirectory(prefix="science-city-atlas-soak-") as spare:
        cache = Path(arguments[2]) if len(arguments) > 2 else Path(spare)
        workplace = start_application(Path(__file__).resolve().parents[2] / "assets", cache)
        window, _ = open_drawn(workplace, Path(arguments[0]))
        benchmark = WindowBenchmark(window, 1)
        soak = Soak(benchmark)
        soak.run(float(arguments[1]))
        window.close()
    told = {
        "steps": soak.steps,
        "minutes": float(arguments[1]),
        "growth": round(soak.growth(), 4),
        "pss_mb": soak.pss_mb,
        "stale": soak.stale,
        "failures": [*benchmark.stopwatch.failures, *troubles],
    }
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
