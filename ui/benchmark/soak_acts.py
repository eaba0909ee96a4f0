"""What somebody may do at the window, at random: each act is waited for until the page has drawn what follows."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Final, get_args

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from db.filters import Filters
from db.index.row_order import ORDER_KEYS
from ui.benchmark.engine import SEARCHES, star
from ui.benchmark.stopwatch import Stopwatch
from ui.benchmark.window import WindowBenchmark
from ui.map.map_state import Measure, Mode
from ui.state import Sort

_CENTRE: Final = (106.32, 29.56)
_ZOOMS: Final = (8.0, 9.5, 11.0, 12.5, 13.5, 14.0, 16.0)
_BASE_ZOOM: Final = 11.0
_DRAG_STEPS: Final = 20
_SIZES: Final = ((1600, 1000), (1280, 800), (1920, 1080))

SHARES: Final[Mapping[str, int]] = {
    "filter": 8, "search": 8, "move": 16, "sort": 8, "select": 6, "undo": 8, "redo": 4, "lasso": 6, "card": 8,
    "clear": 2, "drag": 3, "hover": 4, "click": 6, "scroll": 4, "play": 4, "theme": 1, "mode": 2, "measure": 2,
    "tab": 2, "select_all": 1, "invert": 1, "size": 1,
}  # fmt: skip
"""How often each act is done among all others."""


class _MapActs:
    """What is done to the map itself."""

    def __init__(self, stopwatch: Stopwatch, dice: random.Random) -> None:
        self._stopwatch, self._window, self._dice = stopwatch, stopwatch.window, dice

    def by_name(self) -> dict[str, Callable[[], object]]:
        return {
            "move": self._move, "drag": self._drag, "hover": self._hover, "click": self._click, "mode": self._mode,
            "measure": self._measure, "size": self._size,
        }  # fmt: skip

    def _move(self) -> None:
        self._stopwatch.move(*self.spot(0.2, 0.1), self._dice.choice(_ZOOMS))

    def _drag(self) -> None:
        target = self._window.map_view.focusProxy()
        if target is None:
            return
        at, way = target.rect().center(), QPoint(self._dice.randint(-8, 8), self._dice.randint(-4, 4))
        QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=at)
        for step in range(_DRAG_STEPS):
            QTest.mouseMove(target, at + way * step)
            self._stopwatch.pause(8)
        QTest.mouseRelease(target, Qt.MouseButton.LeftButton, pos=at + way * _DRAG_STEPS)
        self._stopwatch.rest()

    def _hover(self) -> None:
        target = self._window.map_view.focusProxy()
        if target is None:
            return
        for _ in range(5):
            QTest.mouseMove(target, self._somewhere())
            self._stopwatch.pause(16)

    def _click(self) -> None:
        """Press a symbol: its project is selected, or its list is shown."""
        facts = self._stopwatch.ask("(({ groups, points }) => [...groups, ...points])(JSON.parse(window.atlasProbe()))")
        room = self._window.map_view.rect().adjusted(80, 80, -280, -80)
        spots = [QPoint(round(one["x"]), round(one["y"])) for one in facts]
        inside = [spot for spot in spots if room.contains(spot)]
        target = self._window.map_view.focusProxy()
        if target is not None:
            spot = self._dice.choice(inside) if inside else self._somewhere()
            QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=spot)
            self._stopwatch.rest()

    def _mode(self) -> None:
        """Show heat or areas, and mostly symbols again."""
        modes: Sequence[Mode] = get_args(Mode)
        self._window.map_settings.set_mode(self._dice.choice((*modes, "symbols", "symbols")))
        self._stopwatch.rest()

    def _measure(self) -> None:
        measures: Sequence[Measure] = get_args(Measure)
        self._window.map_settings.set_measure(self._dice.choice(measures))
        self._stopwatch.rest()

    def _size(self) -> None:
        self._window.resize(*self._dice.choice(_SIZES))
        self._stopwatch.rest()

    def spot(self, lng: float, lat: float) -> tuple[float, float]:
        """A place that far from the city at most, in degrees."""
        return _CENTRE[0] + self._dice.uniform(-lng, lng), _CENTRE[1] + self._dice.uniform(-lat, lat)

    def _somewhere(self) -> QPoint:
        rect = self._window.map_view.rect()
        return QPoint(self._dice.randint(0, rect.right()), self._dice.randint(0, rect.bottom()))


class _Questions:
    """What is asked, selected and turned to."""

    def __init__(
        self, benchmark: WindowBenchmark, dice: random.Random, spot: Callable[[float, float], tuple[float, float]]
    ) -> None:
        self._benchmark, self._stopwatch, self._dice, self._spot = benchmark, benchmark.stopwatch, dice, spot
        self._window = benchmark.stopwatch.window
        self._explorer = self._window.explorer
        self._number = 0

    def by_name(self) -> dict[str, Callable[[], object]]:
        return {
            "filter": self._filter, "search": self._search, "sort": self._sort, "select": self._select,
            "undo": self._explorer.undo, "redo": self._explorer.redo, "lasso": self._lasso, "card": self._card,
            "clear": self._explorer.clear_filters, "scroll": self._scroll, "play": self._play, "theme": self._theme,
            "tab": self._tab, "select_all": self._select_all, "invert": self._invert,
        }  # fmt: skip

    def _filter(self) -> None:
        self._number += 1
        self._explorer.set_filters(self._benchmark.next_filters(self._number))

    def _search(self) -> None:
        word = self._dice.choice(SEARCHES[self._dice.choice(tuple(SEARCHES))])
        self._explorer.set_filters(Filters(text=word))

    def _sort(self) -> None:
        self._explorer.set_sort(Sort(self._dice.choice(ORDER_KEYS), self._dice.random() < 0.5))

    def _select(self) -> None:
        rows = self._explorer.results.rows[: self._dice.choice((0, 1, 5, 300))]
        self._explorer.select(self._explorer.columns.ids[rows].tolist())

    def _select_all(self) -> None:
        self._window.actions_by_key["select_all"].trigger()

    def _invert(self) -> None:
        self._window.actions_by_key["invert_selection"].trigger()

    def _card(self) -> None:
        rows = self._explorer.results.rows
        if len(rows):
            row = rows[self._dice.randrange(min(len(rows), 1_000))]
            self._explorer.select([int(self._explorer.columns.ids[row])])

    def _lasso(self) -> None:
        shape = star(*self._spot(0.1, 0.1), self._dice.uniform(0.02, 0.1), 200)
        self._explorer.set_filters(self._explorer.state.filters.with_(within=shape))

    def _scroll(self) -> None:
        bar = self._window.result_pane.table.verticalScrollBar()
        bar.setValue(self._dice.randint(bar.minimum(), bar.maximum()))
        self._stopwatch.pause(1)

    def _play(self) -> None:
        """Go through some months, and back to what was asked before."""
        playback = self._window.time.playback
        for _ in range(self._dice.randint(1, 6)):
            playback.step(self._dice.choice((-1, 1)))
            self._stopwatch.await_drawn(self._explorer.state.revision)
        playback.stop()

    def _theme(self) -> None:
        self._window.set_theme("dark" if self._window.theme().name == "light" else "light")

    def _tab(self) -> None:
        """Turn to one of the tabs under the map, and mostly to the table again."""
        tabs = self._window.result_pane.tabs
        tabs.setCurrentIndex(self._dice.choice((0, self._dice.randrange(tabs.count()))))
        self._stopwatch.rest()


class RandomUse:
    """Acts on one window; the same seed does the same to the same ledger."""

    def __init__(self, benchmark: WindowBenchmark, names: Sequence[str], seed: int) -> None:
        """Do these acts only.

        Raises:
            KeyError: There is no such act.
        """
        self._stopwatch, self._dice = benchmark.stopwatch, random.Random(seed)
        self._window = benchmark.stopwatch.window
        self._explorer = self._window.explorer
        self._names, self._shares = tuple(names), [SHARES[name] for name in names]
        on_map = _MapActs(benchmark.stopwatch, self._dice)
        self._acts = {**on_map.by_name(), **_Questions(benchmark, self._dice, on_map.spot).by_name()}
        self.steps = 0

    def choose(self) -> str:
        """Return the name of the next act."""
        return self._dice.choices(self._names, self._shares)[0]

    def do(self, name: str) -> None:
        """Do it; if it changes the state, return when the page has drawn that.

        Raises:
            NeverShown: It has not.
        """
        before = self._explorer.state.revision
        self._acts[name]()
        self.steps += 1
        if self._explorer.state.revision != before:
            self._stopwatch.await_drawn(self._explorer.state.revision)

    def return_to_base(self) -> None:
        """Ask for everything, select nothing, turn to the table and to symbols: what is then held is held for good."""
        self._window.time.playback.stop()
        self._window.result_pane.tabs.setCurrentIndex(0)
        self._window.map_settings.set_mode("symbols")
        self._explorer.set_sort(Sort())
        self._explorer.clear_selection()
        self._explorer.clear_filters()
        self._stopwatch.move(*_CENTRE, _BASE_ZOOM)
