"""Whether the window shows what it should: by its revision, and beside a map that was loaded anew for the same view."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import shiboken6
from PySide6.QtCore import Qt

from ui.benchmark.stopwatch import Questions, Stopwatch
from ui.figure_routes import districts_of
from ui.map.map_feed import LedgerMapFeed
from ui.map.map_view import MapView

_NEAR_PX: Final = 1.1
"""Two maps of one view stand on whole pixels of their own."""

Symbol = Mapping[str, Any]


class Looks:
    """Compares what a window shows with what it has been asked for."""

    def __init__(self, stopwatch: Stopwatch, assets: Path) -> None:
        """Look at the window of a stopwatch."""
        self._stopwatch, self._window, self._assets = stopwatch, stopwatch.window, assets

    def behind(self) -> list[str]:
        """Return what is not of the newest revision, when everything has come to rest."""
        explorer, found = self._window.explorer, []
        self._stopwatch.rest()
        shown = self._stopwatch.ask("JSON.parse(window.atlasProbe()).revision")
        if shown != explorer.state.revision:
            found.append(f"map of revision {shown} instead of {explorer.state.revision}")
        rows = self._window.result_pane.table.table_model.rowCount()
        if rows != explorer.results.totals.count:
            found.append(f"{rows} rows of {explorer.results.totals.count}")
        if explorer.results.filters != explorer.state.filters or explorer.results.sort != explorer.state.sort:
            found.append("results of another question")
        return found

    def differing(self) -> list[str]:
        """Return what differs from an answer worked out anew and from a map that is loaded anew for the same view."""
        explorer = self._window.explorer
        results, columns = explorer.results, explorer.columns
        mask = columns.mask(explorer.state.filters)
        found = [] if np.array_equal(mask, results.mask) else ["other projects than asked anew"]
        if not np.array_equal(columns.sorted_rows(mask, explorer.state.sort.keys), results.rows):
            found.append("another order than asked anew")
        if self._window.map_settings.state.mode == "symbols":
            here = self._stopwatch.ask(_SHOWN)
            found += differences(self._fresh(here), here["symbols"])
        return found

    def _fresh(self, here: Mapping[str, Any]) -> list[Symbol]:
        """The symbols of a map with places, sums and page of its own, at the same view."""
        explorer, stage = self._window.explorer, self._window.time.stage
        feed = LedgerMapFeed(stage.session, districts_of(self._assets))
        feed.show_results(explorer.results.mask, explorer.state.selection, explorer.state.revision)
        view = MapView(feed, stage.page_html, self._assets, self._window.theme().name, routes=stage.routes)
        try:
            view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            view.page_failed.connect(self._stopwatch.failures.append)
            view.resize(self._window.map_view.size())
            view.show_map_state(self._window.map_settings.state.to_page_json())
            return self._load(view, here)
        finally:
            view.close()
            shiboken6.delete(view)

    def _load(self, view: MapView, here: Mapping[str, Any]) -> list[Symbol]:
        drawn: list[int] = []
        view.drawn.connect(lambda revision, _groups, _points: drawn.append(revision))
        questions = Questions(view)
        view.show()
        self._await(questions, lambda _facts: bool(drawn), here)
        lng, lat = here["centre"]
        drawn.clear()
        questions.ask(f"(atlas_map.setView([{lat}, {lng}], {here['zoom']}, {{ animate: false, reset: true }}), 1)")
        self._stopwatch.wait(lambda: bool(drawn))
        self._await(questions, lambda facts: facts["centre"] == here["centre"] and facts["zoom"] == here["zoom"], here)
        symbols: list[Symbol] = questions.ask(_SHOWN)["symbols"]
        return symbols

    def _await(self, questions: Questions, holds: Callable[[Mapping[str, Any]], bool], here: Mapping[str, Any]) -> None:
        """Return when the page has the window's size, rests, and a condition holds."""

        def rests() -> bool:
            facts = questions.ask(_SHOWN)
            return bool(facts and facts["size"] == here["size"] and not facts["moving"] and holds(facts))

        self._stopwatch.wait(rests)


_SHOWN: Final = """(window.atlasProbe ? (({ groups, points, zoom, size, moving }) => ({
  symbols: [...groups, ...points], zoom, size, moving: moving || window.atlasPage.stage.waiting,
  centre: (({ lng, lat }) => [lng, lat])(window.atlas_map.getCenter()),
}))(JSON.parse(window.atlasProbe())) : null)"""


def differences(fresh: Sequence[Symbol], shown: Sequence[Symbol]) -> list[str]:
    """Tell in words which symbols of two maps of the same view are not the same; the first few.

    Those that hang in a list beside the map are put where there is room at the time: they are compared but for that.
    """
    one, other = sorted(map(_told, fresh)), sorted(map(_told, shown))
    found = [] if len(one) == len(other) else [f"{len(other)} symbols instead of {len(one)}"]
    for (words, x, y), (shown_words, shown_x, shown_y) in zip(one, other, strict=False):
        near = abs(x - shown_x) <= _NEAR_PX and abs(y - shown_y) <= _NEAR_PX
        if words != shown_words or not near:
            found.append(f"{shown_words} at {shown_x}, {shown_y} instead of {words} at {x}, {y}")
    return found[:3]


def _told(symbol: Symbol) -> tuple[str, float, float]:
    rest = {key: value for key, value in symbol.items() if key not in ("x", "y")}
    words = json.dumps(rest, ensure_ascii=False, sort_keys=True)
    return (words, 0.0, 0.0) if symbol.get("kind") == "unplaced" else (words, symbol["x"], symbol["y"])
