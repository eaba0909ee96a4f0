"""From all projects and a viewport to the few symbols to draw: `MapIndex`.

Places (parks, the city) keep one sum each; own coordinates are held in Morton order with sums a block, so that a cell
of the map costs two look-ups. A result costs one pass over the projects (`apply`); a frame after that costs only what
is visible (`frame`). Which symbols appear at which zoom follows docs/decisions/0006-arrangement-and-aggregation.md.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen
from geo.lnglat import Bounds, WorldBox, units_per_px
from geo.placement import OWN_PLACE, Place, Placement
from geo.side_by_side import side_by_side
from geo.symbols.heat import HeatMap, heat_of
from geo.symbols.map_frame import GroupMeta, HeadMeta, MapFrame, PointFlag
from geo.symbols.map_order import MapOrder, order_map
from geo.symbols.own_clusters import OwnClusters, own_blocks
from geo.symbols.place_spots import PlaceSpots
from geo.symbols.place_sums import PlaceSums
from geo.symbols.symbol_marks import SymbolMarks
from geo.symbols.symbol_plans import PARKS_ZOOM, SUBPARKS_ZOOM, SymbolPlan, SymbolPlans
from geo.symbols.symbol_positions import HangingSpots, SymbolPositions
from geo.symbols.symbol_scale import Measure, Published, SymbolScale
from geo.symbols.tally import INDUSTRIES, Rows, SymbolColumns, Tally, stand_among
from geo.wording import tr

POINTS_ZOOM: Final = 13.0
"""From this zoom projects with own coordinates are drawn one by one."""

LONGEST_LABEL: Final = 40
"""Characters; no printed name of a park or project comes near it."""

MAX_NAMES: Final = 400
"""A frame of more points than this carries no names: labels would not fit anyway."""

_MARGIN_PX: Final = 96.0  # symbols and labels just outside the viewport reach into it
_CITY: Final = 0
_MERGED_NOTE: Final = "含各园区"
_MERGED_NAME: Final = "{name}等 {n} 个园区"

Names = Callable[[NDArray[np.int64]], Sequence[str]]
"""Project ids to their names, in the same order."""


@frozen
class Viewport:
    """What the map shows.

    Attributes:
        bounds: Its box in WGS 84 degrees.
        zoom: Its zoom, which may be fractional.
    """

    bounds: Bounds
    zoom: float


class MapIndex:
    """All projects, ordered so that a frame costs what is visible. One result at a time; not thread-safe."""

    def __init__(
        self,
        columns: SymbolColumns,
        places: Sequence[Place],
        order: MapOrder | None = None,
        everything: NDArray[np.bool_] | None = None,
    ) -> None:
        """Take over an order, and a result of which all projects are.

        Args:
            columns: All projects of the ledger.
            places: The places they stand at; the city must be the first.
            order: Their order if it is known, else it is worked out here.
            everything: ``bool[n]``, all of them True, if that result is known by a mask of its own already.
        """
        if not places or places[_CITY].kind != "city":
            raise ValueError("the first place must be the city")
        self._columns: Final = columns
        self._places: Final = tuple(places)
        placement = Placement(self._places, columns.place, columns.world_x, columns.world_y)
        self._order: Final = order or order_map(placement, columns.amount_wan)
        self._standing: Final = PlaceSpots(columns, self._order.rows, self._order.starts)
        self._spots: Final = np.array([(place.world_x, place.world_y) for place in self._places], np.float64)
        self._headed: Final = np.array([place.head is not None for place in self._places])
        self._head_spots: Final = np.array([place.head or (0, 0) for place in self._places], np.float64)
        self._cells, blocks = side_by_side(
            lambda: PlaceSums(columns, self._order.rows, self._order.starts, self._spots, self._order.amount_wan),
            lambda: own_blocks(columns, self._order.own),
            len(columns.place),
        )
        everything = np.ones(len(columns.place), np.bool_) if everything is None else everything
        self._all: Final = self._cells.tally(everything, np.zeros_like(everything))
        self._plans = SymbolPlans(self._places, self._all)
        self._own: Final = OwnClusters(columns, self._order.own, self._plans.largest_sum_wan(), blocks)
        self._shown = everything
        self._selected: Rows = np.empty(0, np.int64)
        self._tallies = self._all
        self._own.apply(self._shown, np.zeros_like(everything))
        self._published = self._count_published()

    def apply(self, mask: NDArray[np.bool_], selected: NDArray[np.bool_]) -> None:
        """Take in a result: which projects match and which are selected, ``bool[n]`` each. Costs O(n).

        The very same mask as before is not looked at again: then only what is selected is counted.
        """
        if mask is self._shown:
            self.select(np.flatnonzero(selected))
            return
        self._shown, self._selected = mask, np.flatnonzero(selected)
        self._tallies, _ = side_by_side(
            lambda: self._cells.tally(mask, selected), lambda: self._own.apply(mask, selected), len(mask)
        )
        self._published = self._count_published()

    def select(self, rows: Rows) -> None:
        """Take in that these are selected, ascending, among the same matching projects. Costs what they are."""
        self._selected = rows
        self._tallies = self._cells.with_selected(self._tallies, self._shown, rows)
        self._own.select(rows)

    def with_result(self, mask: NDArray[np.bool_], selected: NDArray[np.bool_]) -> "MapIndex":
        """Return an index of the same projects that has taken in another result; this one goes on showing its own.

        May run in any thread while this index is asked by another.
        """
        made = copy.copy(self)
        made._own = copy.copy(self._own)  # type: ignore[misc]  # noqa: SLF001 - one of its own kind
        made._plans = self._plans.copied()  # noqa: SLF001
        made.apply(mask, selected)
        return made

    def selected_groups(self, viewport: Viewport) -> NDArray[np.int64]:
        """Return how many selected projects stand behind each group of the frame of the same viewport."""
        zoom = viewport.zoom
        box = WorldBox.of_bounds(viewport.bounds, _MARGIN_PX * units_per_px(zoom))
        shown, wanted = self._place_symbols(box, self._plans.at(zoom, self._own.full_wan))
        return np.concatenate([shown.selected[wanted], self._own.selected(box, zoom, zoom >= POINTS_ZOOM)])

    def aside(self) -> "MapIndex":
        """Return an index of the same result whose view asked for last is its own."""
        made = copy.copy(self)
        made._own = copy.copy(self._own)  # type: ignore[misc]  # noqa: SLF001 - one of its own kind
        return made

    def frame(
        self,
        viewport: Viewport,
        names: Names | None = None,
        measure: Measure = "count",
        *,
        most_names: int = MAX_NAMES,
    ) -> MapFrame:
        """Return the symbols of the applied result in a viewport.

        Args:
            viewport: What is visible; a margin for symbols that reach in is added.
            names: Called once, with the ids of the points, if there are few enough to be labelled.
            measure: What the size of a symbol is asked to stand for; the frame says what it does stand for.
            most_names: How many points are few enough.
        """
        zoom = viewport.zoom
        scale = SymbolScale(self._published.shown(measure), self._own.full_wan)
        box = WorldBox.of_bounds(viewport.bounds, _MARGIN_PX * units_per_px(zoom))
        opened = self._plans.opened(zoom)
        groups, meta = self._place_groups(box, zoom)
        own_groups, own_rows = self._own.visible(box, zoom, zoom >= POINTS_ZOOM)
        rows = np.concatenate([self._visible_rows(box, np.flatnonzero(opened)), own_rows])
        meta += [GroupMeta(None, "", "own", "")] * len(own_groups.spots)
        ids = self._columns.project_ids[rows]
        return MapFrame(
            groups=groups.joined(own_groups),
            group_meta=tuple(meta),
            heads=self._heads(box, opened),
            point_x=self._columns.world_x[rows],
            point_y=self._columns.world_y[rows],
            point_ids=ids,
            point_amount_wan=self._columns.amount_wan[rows],
            point_industry=self._columns.industry[rows],
            point_flags=self._flags(rows),
            point_names=tuple(map(label_of, names(ids))) if names and len(ids) <= most_names else None,
            asked=measure,
            scale=scale,
            published=self._published,
        )

    def marks(self, viewport: Viewport, marked: NDArray[np.bool_]) -> SymbolMarks:
        """Return how many marked projects stand behind each symbol of the frame of the same viewport. Costs O(n).

        Args:
            viewport: What is visible.
            marked: ``bool[n]``, the projects pointed at; those that do not match count nowhere.
        """
        zoom = viewport.zoom
        box = WorldBox.of_bounds(viewport.bounds, _MARGIN_PX * units_per_px(zoom))
        opened = self._plans.opened(zoom)
        plan = self._plans.at(zoom, self._own.full_wan)
        target = plan.target
        rows = self._order.rows
        rows = rows[self._shown[rows] & marked[rows]]
        by_place = np.bincount(self._columns.place[rows], minlength=len(self._places))
        groups = np.bincount(target[target >= 0], by_place[target >= 0], minlength=len(self._places))
        symbols = Tally(plan.spots, self._tallies.merged(target).sums)
        wanted = _standing(symbols, box)
        own_groups, own_rows = self._own.marks(box, zoom, zoom >= POINTS_ZOOM, marked)
        points = np.concatenate([self._visible_rows(box, np.flatnonzero(opened)), own_rows])
        return SymbolMarks(np.concatenate([groups[wanted].astype(np.int64), own_groups]), marked[points])

    def heat(self, viewport: Viewport, measure: Measure = "count") -> HeatMap:
        """Return how densely the applied result lies in a viewport.

        Args:
            viewport: What is visible; what lies just outside reaches in.
            measure: Whether each project weighs one or its amount; the map says which it was.
        """
        return heat_of(self._own, viewport.bounds, viewport.zoom, measure, self._published)

    def symbol_positions(self, viewport: Viewport, hanging: HangingSpots | None = None) -> SymbolPositions:
        """Return where the symbol of every matching project stands, in and around a viewport.

        Args:
            viewport: As for `frame`: the same viewport has the same symbols.
            hanging: Where parks without a position are listed on the screen; those not named have no symbol.
        """
        zoom = viewport.zoom
        box = WorldBox.of_bounds(viewport.bounds, _MARGIN_PX * units_per_px(zoom))
        plan = self._plans.at(zoom, self._own.full_wan)
        rows = self._order.rows
        rows = rows[self._shown[rows]]
        own = np.column_stack([self._columns.world_x[rows], self._columns.world_y[rows]]).astype(np.float64)
        stands_at = plan.target[self._columns.place[rows]]
        spots = np.where((stands_at < 0)[:, None], own, self._listed_spots(plan, hanging or {})[stands_at])
        own_rows, own_spots = self._own.symbol_spots(box, zoom, zoom >= POINTS_ZOOM)
        return SymbolPositions(np.concatenate([rows, own_rows]), np.vstack([spots, own_spots]))

    def _listed_spots(self, plan: SymbolPlan, hanging: HangingSpots) -> NDArray[np.float64]:
        """Return the symbols' spots with those of parks without a position where the screen lists them, or NaN."""
        spots = plan.spots.copy()
        for index, place in enumerate(self._places):
            if place.kind == "unplaced":
                spots[index] = hanging.get(place.park_id, (np.nan, np.nan))
        return spots

    def _count_published(self) -> Published:
        tallies = (self._tallies, self._own.total())
        count = sum(int(tally.count.sum()) for tally in tallies)
        return Published(count, count - sum(int(tally.unpublished.sum()) for tally in tallies))

    def _place_groups(self, box: WorldBox, zoom: float) -> tuple[Tally, list[GroupMeta]]:
        plan = self._plans.at(zoom, self._own.full_wan)
        shown = Tally(plan.spots, self._tallies.merged(plan.target).sums)
        wanted = _standing(shown, box)
        matching = self._tallies.merged(plan.apart).count > 0
        return shown.taken(wanted), [self._group_meta(index, plan, matching, zoom) for index in wanted.tolist()]

    def _place_symbols(self, box: WorldBox, plan: SymbolPlan) -> tuple[Tally, NDArray[np.intp]]:
        """Return the sums of every place's symbol, and which of these are in a box and stand for anything."""
        shown = Tally(plan.spots, self._tallies.merged(plan.target).sums)
        return shown, _standing(shown, box)

    def _group_meta(self, symbol: int, plan: SymbolPlan, matching: NDArray[np.bool_], zoom: float) -> GroupMeta:
        """Return a symbol's words; of several parks the largest that matches speaks for all of them."""
        inside = plan.inside.get(symbol)
        if inside is None:
            return _group_meta(self._places[symbol], zoom)
        holds = tuple(self._places[index].park_id for index in inside.tolist())
        some = inside[matching[inside]]
        first = self._places[int(some[0])]
        if len(some) == 1:
            return replace(_group_meta(first, zoom), holds=holds)
        return GroupMeta(None, tr(_MERGED_NAME, name=label_of(first.name), n=len(some)), "park", "", holds)

    def _visible_rows(self, box: WorldBox, opened: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the matching projects of opened places inside the box, in the order of places."""
        found: list[NDArray[np.integer]] = [np.empty(0, np.intp)]
        west, north, east, south = self._order.extents[:, opened]
        touched = (west <= box.east) & (east >= box.west) & (north <= box.south) & (south >= box.north)
        for place in opened[touched].tolist():
            rows = self._standing.inside(place, box)
            found.append(rows[self._shown[rows]])
        return np.concatenate(found)

    def _heads(self, box: WorldBox, opened: NDArray[np.bool_]) -> tuple[HeadMeta, ...]:
        heads = []
        counts, inferred = self._tallies.count, self._tallies.inferred
        for index in np.flatnonzero(opened & self._headed & (counts > 0) & box.contains(*self._head_spots.T)).tolist():
            place, count, unsure = self._places[index], int(counts[index]), int(inferred[index])
            if place.head is not None:
                heads.append(HeadMeta(place.park_id, label_of(place.name), *place.head, count - unsure, unsure))
        return tuple(heads)

    def _flags(self, rows: NDArray[np.intp]) -> NDArray[np.uint8]:
        columns = self._columns
        flags = columns.inferred[rows] * np.uint8(PointFlag.INFERRED)
        flags |= columns.planned[rows] * np.uint8(PointFlag.PLANNED)
        flags |= stand_among(rows, self._selected) * np.uint8(PointFlag.SELECTED)
        flags |= (columns.place[rows] == OWN_PLACE) * np.uint8(PointFlag.OWN_POSITION)
        return np.asarray(flags, np.uint8)


def _standing(symbols: Tally, box: WorldBox) -> NDArray[np.intp]:
    """Return which symbols that show something stand in a box, where the page draws them: on whole units."""
    return np.flatnonzero((symbols.count > 0) & box.contains(*np.rint(symbols.spots).T))


def _group_meta(place: Place, zoom: float) -> GroupMeta:
    """Return a donut's words; the note tells what is merged into it at this zoom."""
    note = place.note
    if place.kind == "city" and zoom < PARKS_ZOOM:
        note = tr(_MERGED_NOTE)
    elif place.kind == "park" and zoom >= SUBPARKS_ZOOM:
        note = ""
    return GroupMeta(place.park_id, label_of(place.name), place.kind, note)


__all__ = ["INDUSTRIES", "MapIndex", "Names", "SymbolColumns", "Viewport"]


def label_of(name: str) -> str:
    """Return a name as it is written on the map: on one line, cut where nobody would read on."""
    line = " ".join(name[: 2 * LONGEST_LABEL].split())
    return line if len(line) <= LONGEST_LABEL else f"{line[: LONGEST_LABEL - 1]}…"
