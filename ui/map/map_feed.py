"""What the map page draws, answered from memory: frames of a viewport, the list behind a symbol, a hover label."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from db.filters import Filters
from db.index.columns import ProjectColumns
from db.index.map_places import map_order_of
from db.index.page_ids import PageIds
from geo.aggregation import MapIndex, SymbolColumns, Viewport
from geo.frozen import frozen
from geo.lnglat import MAX_MERCATOR_LAT, Bounds, lnglat_from_world
from geo.page_places import describe_places, home_of, padded
from geo.placement import Placement
from geo.symbols.choropleth import Area
from geo.symbols.heat import encode_heat
from geo.symbols.map_frame import MapFrame, encode_frame
from geo.symbols.symbol_marks import SymbolMarks, encode_marks
from geo.symbols.symbol_positions import HangingSpots, SymbolPositions
from geo.symbols.symbol_scale import Measure
from geo.symbols.tally import stand_among
from ui.map.area_colours import AreaColours
from ui.map.map_state import ChoroplethSpec
from ui.map.park_questions import ParkQuestions
from ui.map.symbol_lists import SymbolLists
from ui.opening.session import Session
from ui.project_words import ProjectWords

NAMES_AHEAD: Final = 5_000
"""A larger box of more points is sent without names: few views cut out of it would have any."""


@frozen(eq=False)
class _Asked:
    """The view whose frame the page has, as far as is known here.

    Attributes:
        viewport: the view.
        measure: by what its symbols are sized.
        revision: of the frame.
        points: ``int64[m]`` ids of the projects drawn on their own.
    """

    viewport: Viewport
    measure: Measure
    revision: int
    points: npt.NDArray[np.int64]


@frozen(eq=False)
class MapAnswer:
    """A result as the map takes it in, worked out beforehand.

    Attributes:
        revision: that of the result.
        mask: bool[n], which projects are shown.
        selected: int64[m] rows, ascending.
        index: has taken in both.
        asked: the view of the frame.
        frame: what the page would be answered if it asked for its view again; empty if it has not asked yet.
    """

    revision: int
    mask: npt.NDArray[np.bool_]
    selected: npt.NDArray[np.int64]
    index: MapIndex
    asked: _Asked | None
    frame: bytes

    @property
    def query(self) -> str:
        """The question the frame answers, as the page puts it."""
        return _query(self.asked) if self.asked is not None else ""


class LedgerMapFeed:
    """Holds the projects' places and the newest result, and answers the page. No Qt, no database on this path."""

    def __init__(self, session: Session, districts: Callable[[], Sequence[Area]] = tuple) -> None:
        """Place every project once; filters never move a symbol. Districts are read to be coloured."""
        self._session, self._districts = session, districts
        self._words = ProjectWords(session)
        self._lists = SymbolLists(session, self._words)
        self._areas = AreaColours(session, districts)
        columns = session.columns
        self._mask = columns.mask(Filters())
        self._selected = np.empty(0, np.int64)
        self.marked: npt.NDArray[np.bool_] | None = None
        """The projects pointed at from elsewhere, bool[n], or none."""
        self._asked: _Asked | None = None
        self.revision = 0
        self.rebuild()

    @property
    def query(self) -> str:
        """By what question the page has its symbols, as it puts it; empty before it has asked."""
        return _query(self._asked) if self._asked is not None else ""

    def rebuild(self) -> None:
        """Place every project anew, after the session's columns have changed; shown is what was shown."""
        self._areas.forget()
        self._asked = None
        columns = self._session.columns
        order = map_order_of(columns, self._session.gazetteer)
        self._placement: Placement = order.placement
        symbols, everything = _symbols(self._session, self._placement), columns.mask(Filters())
        self._index = MapIndex(symbols, self._placement.places, order, everything)
        self._index.apply(self._mask, _told(self._session.columns, self._selected))
        self.parks = ParkQuestions(self._session, self._placement)
        self.home = home_of(self._session.gazetteer, self._placement)

    def of_session(self, session: Session) -> LedgerMapFeed:
        """The feed of another session, which colours the same districts; any thread may ask."""
        return LedgerMapFeed(session, self._districts)

    def take(self, other: LedgerMapFeed) -> None:
        """Answer from now on with another feed's places; the session has taken over that feed's columns."""
        self._areas.forget()
        self._mask, self._selected = other._mask, other._selected
        self.marked = self._asked = None
        self._placement, self._index, self.home = other._placement, other._index, other.home
        self.parks.placement = other._placement

    def show_results(self, mask: npt.NDArray[np.bool_], selection: Iterable[int], revision: int = 0) -> None:
        """Answer from now on with this result.

        Args:
            mask: bool[n], which projects are shown.
            selection: ids of the selected ones.
            revision: stamped on every frame.
        """
        self._selected, self.revision = np.sort(self._session.columns.rows_of(selection)), revision
        if mask is self._mask:
            self._index.select(self._selected)
            return
        self._mask = mask
        self._index.apply(mask, _told(self._session.columns, self._selected))

    def shows(self, mask: npt.NDArray[np.bool_]) -> bool:
        """Whether the projects of this mask are what is shown, as they are at first under no filter."""
        if mask is not self._mask and np.array_equal(mask, self._mask):
            self._mask = mask
        return mask is self._mask

    def prepare(self, mask: npt.NDArray[np.bool_], selection: Iterable[int], revision: int) -> MapAnswer:
        """Take a result in without showing it yet, and work out what the page will ask; any thread may ask."""
        selected, asked = np.sort(self._session.columns.rows_of(selection)), self._asked
        index = self._index.with_result(mask, _told(self._session.columns, selected))
        if asked is None:
            return MapAnswer(revision, mask, selected, index, None, b"")
        frame = index.frame(asked.viewport, self._words.names, asked.measure)
        now = _Asked(asked.viewport, asked.measure, revision, frame.point_ids)
        return MapAnswer(revision, mask, selected, index, now, _encode(self._session.columns, frame, revision))

    def show_answer(self, answer: MapAnswer) -> None:
        """Answer from now on with this result; the page is to be handed its frame."""
        self._mask, self._selected, self.revision = answer.mask, answer.selected, answer.revision
        self._index, self._asked = answer.index, answer.asked

    def select(self, selection: Iterable[int], revision: int) -> tuple[str, bytes]:
        """Answer from now on with others selected among the same projects.

        Returns:
            The query of the page's frame, and which of its symbols are selected, encoded by ``encode_marks`` under that
            frame's revision; both empty if the page has none.
        """
        self.show_results(self._mask, selection, revision)
        asked = self._asked
        if asked is None:
            return "", b""
        points = stand_among(asked.points, self._session.columns.ids[self._selected])  # ids ascend with the rows
        marks = SymbolMarks(self._index.selected_groups(asked.viewport), points)
        self._asked = _Asked(asked.viewport, asked.measure, revision, asked.points)
        return _query(asked), encode_marks(marks, asked.revision)

    def frame(
        self,
        west: float,
        south: float,
        east: float,
        north: float,
        zoom: float,
        measure: Measure = "count",
        *,
        ahead: bool = False,
    ) -> bytes:
        """The symbols of a viewport, encoded for the page; ahead, of a larger box that it may show parts of."""
        viewport = _viewport(west, south, east, north, zoom)
        if ahead:
            frame = self._index.aside().frame(viewport, self._words.names, measure, most_names=NAMES_AHEAD)
            return _encode(self._session.columns, frame, self.revision)
        frame = self._index.frame(viewport, self._words.names, measure)
        self._asked = _Asked(viewport, measure, self.revision, frame.point_ids)
        return _encode(self._session.columns, frame, self.revision)

    def marks(self, west: float, south: float, east: float, north: float, zoom: float) -> bytes:
        """How many of the projects pointed at stand behind each symbol of the same frame, encoded for the page."""
        marked = np.zeros(len(self._mask), np.bool_) if self.marked is None else self.marked
        return encode_marks(self._index.marks(_viewport(west, south, east, north, zoom), marked), self.revision)

    def heat(self, west: float, south: float, east: float, north: float, zoom: float, measure: Measure) -> bytes:
        """How densely projects with coordinates of their own lie in a viewport, encoded for the page."""
        return encode_heat(self._index.heat(_viewport(west, south, east, north, zoom), measure), self.revision)

    def choropleth(self, spec: ChoroplethSpec) -> Mapping[str, object]:
        """Every area with its figures, as `AreaColours.coloured` tells them."""
        return {"revision": self.revision, **self._areas.coloured(spec, self._mask)}

    def symbol_positions(self, viewport: Viewport, hanging: HangingSpots) -> SymbolPositions:
        """Where the symbols of the frame of a viewport stand; its rows are those of the session's columns."""
        return self._index.symbol_positions(viewport, hanging)

    def places(self) -> Mapping[str, object]:
        """Parks for footprints and names, and the first view; a park whose place is unknown has no position."""
        home = [self.home.west, self.home.south, self.home.east, self.home.north]
        return {**describe_places(self._session.gazetteer, self._placement), "home": home}

    def members(self, park_id: int) -> Mapping[str, object]:
        """The projects behind one symbol, the city's own first and then each park that hangs there."""
        return self._lists.members(park_id, self._placement, self._mask, _told(self._session.columns, self._selected))

    def project(self, project_id: int) -> Mapping[str, object]:
        """The hover label of one project, by the page's number."""
        return self._words.label(PageIds(self._session.columns).heard([project_id]))

    def bounds_of(self, ids: Iterable[int]) -> Bounds | None:
        """What the map must show to show these projects; None for none."""
        rows = self._session.columns.rows_of(ids)
        if not len(rows):
            return None
        lng, lat = lnglat_from_world(self._placement.world_x[rows], self._placement.world_y[rows])
        return padded(lng, lat, least=0.012)

    def find_visible(self, bounds: Bounds) -> npt.NDArray[np.bool_]:
        """Which projects are drawn within these bounds, whatever the filter, the city's at its symbol: bool[n]."""
        lng, lat = lnglat_from_world(self._placement.world_x, self._placement.world_y)
        return bounds.contains_many(lng, lat)


def _encode(columns: ProjectColumns, frame: MapFrame, revision: int) -> bytes:
    """A frame as the page is sent it."""
    told = PageIds(columns).told(frame.point_ids)
    return encode_frame(frame if told is frame.point_ids else replace(frame, point_ids=told), revision)


def _told(columns: ProjectColumns, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """What of all projects these rows are, bool[n]."""
    told = np.zeros(len(columns), np.bool_)
    told[rows] = True
    return told


def _symbols(session: Session, placement: Placement) -> SymbolColumns:
    columns = session.columns
    return SymbolColumns(
        project_ids=columns.ids,
        world_x=placement.world_x,
        world_y=placement.world_y,
        place=placement.place,
        industry=session.slots.of_rows,
        amount_wan=columns.amount_wan,
        inferred=columns.has_value("grade", "inferred"),
        planned=columns.planned,
    )


def _query(asked: _Asked) -> str:
    """As ``frame.js`` writes it."""
    box = asked.viewport.bounds
    sides = (("w", box.west), ("s", box.south), ("e", box.east), ("n", box.north))
    words = "&".join(f"{key}={value:.9f}" for key, value in sides)
    return f"{words}&z={asked.viewport.zoom:.2f}&measure={asked.measure}"


def _viewport(west: float, south: float, east: float, north: float, zoom: float) -> Viewport:
    """A view as the index takes it: a very wide one may reach beyond the world, or lie there."""
    (west, east), (south, north) = (
        [min(max(side, -most), most) for side in sides]
        for sides, most in (((west, east), 180.0), ((south, north), MAX_MERCATOR_LAT))
    )
    return Viewport(Bounds(west, south, east, north), zoom)
