"""Where the map has been: the previous and the next view. No Qt."""

from __future__ import annotations

from geo.frozen import frozen
from geo.lnglat import Bounds, LngLat, lnglat_from_world, units_per_px, world_from_lnglat

DEPTH = 100
SAME_PX = 3.0
SAME_ZOOM = 0.04


@frozen
class SeenView:
    """One view: its middle, WGS 84, and its zoom; a window of another size shows it too."""

    center: LngLat
    zoom: float

    @classmethod
    def of(cls, bounds: Bounds, zoom: float) -> SeenView:
        """The view whose edges are these; its middle is the middle on the map, not that of the degrees."""
        x, y = world_from_lnglat([bounds.west, bounds.east], [bounds.north, bounds.south])
        lng, lat = lnglat_from_world(x.astype(float).mean(), y.astype(float).mean())
        return cls(LngLat(float(lng), float(lat)), zoom)

    def is_like(self, other: SeenView) -> bool:
        """Whether nobody would see a difference."""
        if abs(self.zoom - other.zoom) > SAME_ZOOM:
            return False
        x, y = world_from_lnglat([self.center.lng, other.center.lng], [self.center.lat, other.center.lat])
        reach = SAME_PX * units_per_px(self.zoom)
        return bool(abs(float(x[0]) - float(x[1])) <= reach and abs(float(y[0]) - float(y[1])) <= reach)


class ViewHistory:
    """Views in the order in which they were seen, and where among them the map is."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self._past: list[SeenView] = []
        self._future: list[SeenView] = []
        self._here: SeenView | None = None

    @property
    def can_go_back(self) -> bool:
        """Whether there was an earlier view."""
        return bool(self._past)

    @property
    def can_go_forward(self) -> bool:
        """Whether a view was gone back from."""
        return bool(self._future)

    def visit(self, view: SeenView) -> None:
        """The map came to rest here; coming to rest where it already is changes nothing."""
        here = self._here
        if here is not None and view.is_like(here):
            return
        if here is not None:
            self._past = [*self._past[-DEPTH + 1 :], here]
        self._here, self._future = view, []

    def back(self) -> SeenView | None:
        """Go to the view before this one; None if there is none."""
        if not self._past or self._here is None:
            return None
        self._future.append(self._here)
        self._here = self._past.pop()
        return self._here

    def forward(self) -> SeenView | None:
        """Go to the view that was gone back from last; None if there is none."""
        if not self._future or self._here is None:
            return None
        self._past.append(self._here)
        self._here = self._future.pop()
        return self._here
