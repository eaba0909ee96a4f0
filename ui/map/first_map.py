"""What the first map of a start was: the next one draws the same before there is a window, and is right as a rule."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from geo.frozen import frozen

if TYPE_CHECKING:
    from ui.map.map_feed import LedgerMapFeed
    from ui.map.map_view import MapView

FILE: Final = "first-map.json"
SOON_MS: Final = 1000
"""From the first map on, how long what the page shows is taken for what it began with."""

_MOST_BYTES: Final = 10_000
_MOST_PIXELS: Final = 20_000


@frozen
class FirstMap:
    """The map as a window showed it first.

    Attributes:
        width: of the map, in CSS pixels.
        height: likewise.
        query: by which its symbols were asked for; empty if that is not known.
    """

    width: int
    height: int
    query: str = ""


def read_first_map(home: Path | None) -> FirstMap | None:
    """What the last window showed first; None where that is not known."""
    if home is None:
        return None
    with suppress(OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        file = home / FILE
        if file.stat().st_size <= _MOST_BYTES:
            told = json.loads(file.read_text("utf-8"))
            first = FirstMap(int(told["width"]), int(told["height"]), str(told["query"]))
            if 0 < first.width <= _MOST_PIXELS and 0 < first.height <= _MOST_PIXELS:
                return first
    return None


class FirstMapMemory(QObject):
    """Remembers what a window shows first; what cannot be written is not remembered.

    Args:
        view: the map, in its window; owns this.
        feed: what it shows.
        home: where it is remembered.
    """

    def __init__(self, view: MapView, feed: LedgerMapFeed, home: Path) -> None:
        """Wait for the first map."""
        super().__init__(view)
        self._view, self._feed, self._home = view, feed, home
        self._seen: FirstMap | None = None
        self._timer = QTimer(self, singleShot=True, interval=SOON_MS)
        self._timer.timeout.connect(self._look)
        view.drawn.connect(self._on_view_drawn)

    @property
    def is_waiting(self) -> bool:
        """Whether the first map may still change."""
        return self._timer.isActive()

    def save(self) -> None:
        """Write it, if it is not what is written already; for when the window closes."""
        if self.is_waiting:
            self._look()
        if self._seen is None or self._seen == read_first_map(self._home):
            return
        first, file = self._seen, self._home / FILE
        fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
        with suppress(OSError):
            fresh.write_text(json.dumps({"width": first.width, "height": first.height, "query": first.query}), "utf-8")
            fresh.replace(file)
        with suppress(OSError):
            fresh.unlink(missing_ok=True)

    def _on_view_drawn(self) -> None:
        self._view.drawn.disconnect(self._on_view_drawn)
        self._timer.start()

    def _look(self) -> None:
        self._timer.stop()
        self._seen = FirstMap(self._view.width(), self._view.height(), self._feed.query)
