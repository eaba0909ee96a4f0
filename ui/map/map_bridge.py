"""The small events between window and page, over Qt's web channel; features never travel here (they are fetched).

Signals with plain arguments are heard by the page, the slots are called by it. What the page says is checked here,
once, and leaves as typed Python signals.
"""

import json
import math

from PySide6.QtCore import QObject, Signal, Slot

from geo.lnglat import MAX_MERCATOR_LAT, Bounds
from geo.wording import tr

PICK_MODES = frozenset({"replace", "toggle", "add"})


class MapBridge(QObject):
    """The object the page knows as ``atlas``."""

    # heard by the page
    frame_changed = Signal(int)
    frame_pushed = Signal(str, str)
    selection_changed = Signal(int, str, str)
    theme_changed = Signal(str)
    view_requested = Signal(float, float, float, float)
    map_state_changed = Signal(str)
    marks_changed = Signal(bool)
    industries_named = Signal(str)
    shown = Signal()

    # heard by the window
    ready = Signal()
    seen = Signal()
    viewport_moved = Signal(object, float)
    picked = Signal(object, str)
    drawn = Signal(int, int, int)
    page_failed = Signal(str)

    @Slot()
    def page_ready(self) -> None:
        """The page hears from now on; what was said before is lost on it."""
        self.ready.emit()

    @Slot()
    def page_seen(self) -> None:
        """What the page has drawn is about to be on the screen: its answer to ``shown``."""
        self.seen.emit()

    @Slot(float, float, float, float, float)
    def viewport_changed(self, west: float, south: float, east: float, north: float, zoom: float) -> None:
        """The page shows these bounds (WGS 84) at this zoom."""
        values = (west, south, east, north, zoom)
        # A very wide view may reach beyond the world; what lies there is nowhere.
        left, right = (min(max(lng, -180.0), 180.0) for lng in (west, east))
        low, high = (min(max(lat, -MAX_MERCATOR_LAT), MAX_MERCATOR_LAT) for lat in (south, north))
        if not all(map(math.isfinite, values)) or not (left < right and low < high):
            self.page_failed.emit(tr("地图报告了无效的视野：{values}", values=values))
            return
        self.viewport_moved.emit(Bounds(left, low, right, high), zoom)

    @Slot(str)
    def pick(self, words: str) -> None:
        """The person pointed at projects: JSON ``{"ids": [int], "mode": "replace" | "toggle" | "add"}``."""
        picked = _parse_pick(words)
        if picked is None:
            self.page_failed.emit(tr("地图报告了无效的选择：{words}", words=words[:200]))
            return
        self.picked.emit(*picked)

    @Slot(int, int, int)
    def frame_drawn(self, revision: int, groups: int, points: int) -> None:
        """The page has drawn this revision, with so many group symbols and single points."""
        self.drawn.emit(revision, groups, points)

    @Slot(str)
    def report_error(self, message: str) -> None:
        """The page could not do something; the message is for the person."""
        self.page_failed.emit(message)


def _parse_pick(words: str) -> tuple[tuple[int, ...], str] | None:
    """Ids and mode, or None if the words are anything else."""
    try:
        value = json.loads(words)
    except json.JSONDecodeError:
        return None
    if not isinstance(value, dict):
        return None
    ids, mode = value.get("ids"), value.get("mode")
    if not isinstance(ids, list) or not isinstance(mode, str) or mode not in PICK_MODES:
        return None
    if not all(isinstance(item, int) and not isinstance(item, bool) for item in ids):
        return None
    return tuple(ids), mode
