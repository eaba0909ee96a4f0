"""Which symbols the map's places have at a zoom, and where: that never depends on what is asked for."""

import copy
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen
from geo.lnglat import units_per_px
from geo.placement import Place
from geo.symbols.symbol_merging import merge_hidden
from geo.symbols.symbol_scale import room_px
from geo.symbols.tally import Tally

PARKS_ZOOM: Final = 10.5
"""Below this zoom all parks merge into the city's symbol."""

SUBPARKS_ZOOM: Final = 12.5
"""From this zoom each park that is shown in another's place has a symbol of its own."""

_ZOOMS_KEPT: Final = 64  # on the way down and up again every zoom is met twice
_CITY: Final = 0
_CITY_REACH_PX: Final = 10.0
_PARK_REACH_PX: Final = 14.0


@frozen(eq=False)
class SymbolPlan:
    """Which symbols places have at one zoom.

    Attributes:
        apart: ``intp[places]`` the place whose symbol would show each if there were room for all symbols.
        target: ``intp[places]`` the place whose symbol shows each, −1 if its projects are drawn one by one.
        spots: ``float64[places, 2]`` world x and y of each place's symbol.
        inside: The places a symbol stands for beside its own, for those that others were merged into for want of room.
    """

    apart: NDArray[np.intp]
    target: NDArray[np.intp]
    spots: NDArray[np.float64]
    inside: Mapping[int, NDArray[np.intp]]


class SymbolPlans:
    """One plan a zoom, kept for the zooms met last. Not thread-safe: each index has a copy of its own."""

    def __init__(self, places: Sequence[Place], everything: Tally) -> None:
        """Plan for these places, the city first, whose projects of the whole ledger add up to `everything`."""
        self._places: Final = tuple(places)
        self._everything: Final = everything
        self._spots: Final = np.array([(place.world_x, place.world_y) for place in self._places], np.float64)
        self._near: Final = self._near_positions()
        self._plans: dict[float, SymbolPlan] = {}

    def copied(self) -> "SymbolPlans":
        """Return the same plans, to be added to by another thread."""
        made = copy.copy(self)
        made._plans = dict(self._plans)  # noqa: SLF001 - one of its own kind
        return made

    def opened(self, zoom: float) -> NDArray[np.bool_]:
        """Return for each place whether its projects are drawn one by one."""
        return np.array([place.kind in ("park", "subpark") and zoom >= place.open_zoom for place in self._places])

    def at(self, zoom: float, full_wan: float) -> SymbolPlan:
        """Return which symbols places have at this zoom and where.

        That follows from all projects of the ledger, not from those that match: a filter never moves a symbol.

        Args:
            zoom: the zoom, which may be fractional.
            full_wan: the sum that symbols of full size stand for, the same at every call.
        """
        if zoom not in self._plans:
            while len(self._plans) >= _ZOOMS_KEPT:
                del self._plans[next(iter(self._plans))]
            self._plans[zoom] = self._plan_symbols(zoom, full_wan)
        return self._plans[zoom]

    def _plan_symbols(self, zoom: float, full_wan: float) -> SymbolPlan:
        unit = units_per_px(zoom)
        target = self._targets(zoom, self.opened(zoom))
        spots = (self._near if zoom >= SUBPARKS_ZOOM else self._spots) / unit
        merged = self._everything.merged(target)
        kinds = np.array([place.kind for place in self._places])
        standing = np.flatnonzero((merged.count > 0) & (kinds != "unplaced"))
        city = kinds[standing] == "city"
        given = merged.taken(standing)
        home, moved = merge_hidden(
            spots[standing],
            np.where(city, _CITY_REACH_PX, _PARK_REACH_PX),
            city,
            given.count,
            lambda home: room_px(given.merged(home), full_wan),
        )
        spots[standing] = moved
        spots[kinds == "unplaced"] = spots[_CITY]
        drawn_with = np.arange(len(self._places))
        drawn_with[standing] = standing[home]
        inside = {}
        for lead in np.flatnonzero(np.bincount(home[home != np.arange(len(home))])).tolist():
            members = np.flatnonzero(home == lead)
            inside[int(standing[lead])] = standing[members[np.argsort(-given.count[members], kind="stable")]]
        return SymbolPlan(target, np.where(target < 0, -1, drawn_with[target]), spots * unit, inside)

    def largest_sum_wan(self) -> float:
        """Return the largest sum of one place of the whole ledger, parks that share a place together."""
        merged = self._everything.merged(self._targets(PARKS_ZOOM, np.zeros(len(self._places), np.bool_)))
        return float(merged.amount_wan.max())

    def _targets(self, zoom: float, opened: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Return for each place the place whose symbol shows it as far as zooms say, −1 if its projects are drawn."""
        target = np.arange(len(self._places))
        if zoom < PARKS_ZOOM:
            target[:] = _CITY
        elif zoom < SUBPARKS_ZOOM:
            merged = [index for index, place in enumerate(self._places) if place.kind == "subpark"]
            target[merged] = [self._places[index].host for index in merged]
        target[opened] = -1
        return target

    def _near_positions(self) -> NDArray[np.float64]:
        """Return where each place's symbol stands once parks that share a place are told apart, ``[places, 2]``."""
        near = self._spots.copy()
        hosts = np.array([index if place.host < 0 else place.host for index, place in enumerate(self._places)])
        sharing = np.bincount(hosts[self._everything.count > 0], minlength=len(self._places))
        for index, place in enumerate(self._places):
            if place.middle is not None and sharing[hosts[index]] > 1:
                near[index] = place.middle
        return near
