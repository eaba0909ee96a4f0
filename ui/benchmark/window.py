"""What a person waits for at the window, measured on one ledger off the screen: `python -m ui.benchmark.window LEDGER`.

It runs in a process of its own, so that memory is the window's alone, and prints one JSON object. Every time is that of
a whole chain: from what a person does to the last pixel of it, drawn by Qt and by the page's own process.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from db.filters import Filters
from db.index.row_order import ORDER_KEYS
from geo.memory import trim
from ui.application import Workplace, open_window, start_application
from ui.benchmark.engine import SEARCHES, star
from ui.benchmark.memory import tree_cpu_ms, tree_pss_mb
from ui.benchmark.steps import Step, summarise
from ui.benchmark.stopwatch import Chain, Stopwatch, now_ms
from ui.main_window import MainWindow
from ui.opening.column_arrival import ColumnArrival
from ui.program.garbage import set_aside
from ui.program.memory_rest import MemoryRest, forget_pages
from ui.snapshot import DrawnRevisions, wait_until
from ui.state import Sort

LATE_MS: Final = 33.4
_CENTRE: Final = (106.32, 29.56)
_ZOOMS: Final = (8.0, 9.5, 10.5, 11.0, 12.0, 12.5, 13.0, 13.5, 14.0, 16.0)
_DRAG_STEPS: Final = 90
_POINT_ZOOMS: Final = (16.0, 17.0)
_WORDS: Final = 2  # of a kind
_VERTICES: Final = 200
_SIZE: Final = (1600, 1000)


class WindowBenchmark:
    """Acts on one window again and again."""

    def __init__(self, window: MainWindow, repeats: int, seed: int = 1) -> None:
        """Watch a window whose map is drawn; `repeats` is how often each thing is done."""
        self.stopwatch = Stopwatch(window)
        self._window, self._repeats = window, repeats
        self._dice = random.Random(seed)
        self.late_share = 0.0

    def run(self) -> list[Step]:
        """Measure everything, in this order."""
        parts: tuple[Callable[[], list[Step]], ...] = (
            self.filters, self.searches, self.lassos, self.moves, self.drags, self.clicks, self.sorts,
        )  # fmt: skip
        return [step for part in parts for step in part()]

    def filters(self) -> list[Step]:
        """Change one condition at a time."""
        times, cpu = [], []
        for number in range(self._repeats):
            wanted = self.next_filters(number)
            before = tree_cpu_ms()
            times.append(self.stopwatch.after(lambda wanted=wanted: self._set(wanted)))  # type: ignore[misc]
            cpu.append(tree_cpu_ms() - before)
        self._set(Filters())
        self.stopwatch.rest()
        return [*self._chain("filter", times), summarise("filter: processor time of all processes", cpu, 0)]

    def searches(self) -> list[Step]:
        """Type words of every kind, each once, as answers are remembered."""
        times = []
        for word in [word for words in SEARCHES.values() for word in self._dice.sample(words, _WORDS)]:
            times.append(self.stopwatch.after(lambda word=word: self._set(Filters(text=word)), painted=False))  # type: ignore[misc]
        self._set(Filters())
        self.stopwatch.rest()
        return self._chain("search", times)

    def lassos(self) -> list[Step]:
        """Draw rings of 200 vertices, each another one, as shapes are remembered too."""
        times = []
        for number in range(self._repeats):
            ring = star(_CENTRE[0] + 0.01 * number, _CENTRE[1], 0.04 + 0.01 * (number % 5), _VERTICES)
            times.append(self.stopwatch.after(lambda ring=ring: self._set(Filters(within=ring))))  # type: ignore[misc]
        self._set(Filters())
        self.stopwatch.rest()
        return self._chain("lasso", times)

    def moves(self) -> list[Step]:
        """Put the map elsewhere, near and far, at every kind of zoom; the first time at a zoom and again."""
        lng, lat = _CENTRE
        first = [self.stopwatch.move(lng, lat, zoom) for zoom in _ZOOMS]
        again = []
        for _ in range(self._repeats * 3):
            spot = lng + self._dice.uniform(-0.1, 0.1), lat + self._dice.uniform(-0.06, 0.06)
            again.append(self.stopwatch.move(*spot, self._dice.choice(_ZOOMS)))
        drawing = self.stopwatch.ask("window.atlasTimes.drawing")
        return [
            summarise("move: map drawn, first at a zoom", [drawn for drawn, _ in first], len(first)),
            summarise("move: map drawn", [drawn for drawn, _ in again], len(again)),
            summarise("move: frame shown", [shown for _, shown in again], len(again)),
            summarise("page: one drawing", drawing, len(drawing)),
        ]

    def drags(self) -> list[Step]:
        """Drag the map to and fro by the pointer."""
        target = self._window.map_view.focusProxy()
        if target is None:
            return []
        self.stopwatch.move(*_CENTRE, 11.0)
        gaps: list[float] = []
        for _ in range(3):
            at = QPoint(target.width() // 2, target.height() // 2)
            QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=at)
            self.stopwatch.ask("window.atlasTimes.watch() ?? 1")
            for step in range(_DRAG_STEPS):
                QTest.mouseMove(target, at + QPoint((4 if step < _DRAG_STEPS // 2 else -4) * (step % 45), step))
                self.stopwatch.pause(8)
            gaps += self.stopwatch.ask("window.atlasTimes.rest()")
            QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=at)
            self.stopwatch.rest()
        self.late_share = sum(gap > LATE_MS for gap in gaps) / max(1, len(gaps))
        return [summarise("drag: between two frames", gaps, len(gaps))]

    def clicks(self) -> list[Step]:
        """Click symbols of the map, as near as projects stand alone, then rows of the table."""
        zoom = self._zoom_of_points()
        there = [self._click_on_map(number, zoom) for number in range(self._repeats)]
        back = [self._click_on_row(number) for number in range(self._repeats)]
        self._window.explorer.clear_selection()
        self.stopwatch.rest()
        found = [time for time in there if time is not None]
        return [
            *([summarise("click on the map: row painted", found, len(found))] if found else []),
            summarise("click on a row: map drawn", [drawn for drawn, _ in back], len(back)),
            summarise("click on a row: frame shown", [shown for _, shown in back], len(back)),
        ]

    def sorts(self) -> list[Step]:
        """Order the table by every column, and turn it."""
        times = []
        for key in ORDER_KEYS:
            for descending in (False, True):
                sort = Sort(key, descending)
                if sort == self._window.explorer.state.sort:
                    continue
                times.append(self.stopwatch.after(lambda sort=sort: self._window.explorer.set_sort(sort)))  # type: ignore[misc]
        return [summarise("sort: rows painted", [each.rows for each in times], len(times))]

    def _set(self, filters: Filters) -> None:
        self._window.explorer.set_filters(filters)

    def next_filters(self, number: int) -> Filters:
        """One condition more or another one, never what was asked before."""
        dimensions, before = self._window.session.columns.dimensions, self._window.explorer.state.filters

        def some(key: str, most: int) -> frozenset[int]:
            ids = [int(id_) for id_ in dimensions[key].ids if id_ != 0]
            return frozenset(self._dice.sample(ids, min(most, max(1, len(ids) - 1))))

        match number % 4:
            case 0:
                return Filters(industries=some("industry", 2), year_from=2010 + number % 11)
            case 1:
                return before.with_(parks=some("park", 9))
            case 2:
                return before.with_(parks=frozenset(), year_from=2009 + number % 12)
            case _:
                return before.with_(industries=some("industry", 1), amount_min_wan=100 * number)

    def _zoom_of_points(self) -> float:
        """Return from which zoom on projects stand alone in the middle: the more there are, the nearer."""
        for zoom in _POINT_ZOOMS:
            self.stopwatch.move(*_CENTRE, zoom)
            if self._points_inside():
                return zoom
        return _POINT_ZOOMS[0]

    def _points_inside(self) -> list[dict[str, Any]]:
        """Return the projects that stand alone in the map's middle and are not selected."""
        points = self.stopwatch.ask("JSON.parse(window.atlasProbe()).points")
        room = self._window.map_view.rect().adjusted(80, 80, -280, -80)
        chosen = self._window.explorer.state.selection
        return [p for p in points if room.contains(round(p["x"]), round(p["y"])) and p["id"] not in chosen]

    def _click_on_map(self, number: int, zoom: float) -> float | None:
        """Return how long until the row of a clicked project was painted, or None where no project stands alone."""
        lng, lat = _CENTRE
        self.stopwatch.move(lng + 0.004 * number, lat, zoom)
        inside = self._points_inside()
        target = self._window.map_view.focusProxy()
        if not inside or target is None:
            return None
        spot = QPoint(round(inside[0]["x"]), round(inside[0]["y"]))
        QTest.mouseMove(target, spot)
        self.stopwatch.rest()
        paintings, revision, start = self.stopwatch.table.times, self._window.explorer.state.revision, now_ms()
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=spot)
        self.stopwatch.wait(lambda: self._window.explorer.state.revision > revision)
        self.stopwatch.wait(lambda: self.stopwatch.table.times > paintings)
        return self.stopwatch.table.at_ms - start

    def _click_on_row(self, number: int) -> tuple[float, float]:
        table = self._window.result_pane.table
        spot = QPoint(60, table.rowViewportPosition(table.rowAt(0)) + 26 * (number % 4) + 12)
        chain = self.stopwatch.after(
            lambda: QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot), painted=False
        )
        return chain.drawn, chain.shown

    def _chain(self, name: str, times: Sequence[Chain]) -> list[Step]:
        parts = {
            "hits known": [each.known for each in times],
            "rows painted": [each.rows for each in times],
            "map drawn": [each.drawn for each in times],
            "map on the screen": [each.shown for each in times],
            "facets and totals painted": [each.counted for each in times],
            "all shown": [max(each) for each in times],
        }
        return [summarise(f"{name}: {part}", each, len(times)) for part, each in parts.items()]


def open_drawn(workplace: Workplace, ledger: Path) -> tuple[MainWindow, list[Step]]:
    """Open a ledger as the program does, wait for its map with all projects, and tell how long both took."""
    start = now_ms()
    window = open_window(workplace, ledger, late=True)
    arrival = ColumnArrival(window, window.session.arriving) if window.session.arriving else None
    drawn = DrawnRevisions(window)
    window.resize(*_SIZE)
    window.show()
    set_aside(window, window.closed)
    MemoryRest(window)  # as the program does: what nobody needs is given back
    opened = now_ms()
    if arrival is not None:
        arrival.start()
        wait_until(lambda: window.session.arriving is None, [arrival.arrived])
    drawn.wait()
    return window, [
        summarise("open the window", [opened - start], 1),
        summarise("open: map drawn", [now_ms() - start], 1),
    ]


def settle_columns(window: MainWindow) -> None:
    """Return when all that is kept of a ledger between runs is kept, as it is soon after the program has opened it."""
    if (arrival := window.findChild(ColumnArrival)) is not None:
        wait_until(lambda: arrival.is_settled, [arrival.settled])
    window.session.keep_columns()


def measure_window(ledger: Path, folder: Path, repeats: int) -> dict[str, object]:
    """Measure a ledger's window; columns are kept in the folder, and found there the next time."""
    assets = Path(__file__).resolve().parents[2] / "assets"
    workplace = start_application(assets, folder)
    window, steps = open_drawn(workplace, ledger)
    memory = {"map drawn": tree_pss_mb()}
    settle_columns(window)
    benchmark = WindowBenchmark(window, repeats)
    if repeats:
        steps += benchmark.run()
    memory["end"] = tree_pss_mb()
    forget_pages(window.session.columns)
    trim()
    memory["rested"] = tree_pss_mb()
    failures = benchmark.stopwatch.failures
    window.close()
    return {
        "projects": len(window.session.columns),
        "steps": [asdict(step) for step in steps],
        "late_frames": round(benchmark.late_share, 4),
        "pss_mb": memory,
        "failures": failures,
    }


def main(arguments: Sequence[str]) -> int:
    """Measure the ledger named first, so often as named second, with the cache named third."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    ledger, repeats = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 9
    with tempfile.TemporaryDirectory(prefix="science-city-atlas-window-") as spare:
        folder = Path(arguments[2]) if len(arguments) > 2 else Path(spare)
        print(json.dumps(measure_window(ledger, folder, repeats)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
