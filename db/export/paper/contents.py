"""Which symbols a map on paper shows: those the screen would show at the same scale, and what has no place on it."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.export.ledger_places import SYMBOLS
from db.export.paper.frame import MapView
from db.export.paper.ground import Degrees
from db.export.paper.marks import Point
from db.export.sheet import ExportSheet
from db.index.facets import Totals
from geo.aggregation import Viewport
from geo.frozen import frozen
from geo.lnglat import lnglat_from_world
from geo.placement import OWN_PLACE, Placement
from geo.symbols.map_frame import MapFrame
from geo.symbols.symbol_plans import PARKS_ZOOM
from geo.symbols.tally import INDUSTRIES
from geo.wording import term, tr

_CLOSED_ZOOM: Final = 12.9
_MOST_POINTS: Final = 3_000
"""More projects than this are not drawn one by one, however large the scale."""

Rows = NDArray[np.int64]


@frozen
class Unplaced:
    """Projects without a position.

    Attributes:
        rows: Theirs, of the columns.
        parks: (name, how many) of the parks known but without a position, most first.
        city: How many are only known to be in the science city.
    """

    rows: Rows
    parks: tuple[tuple[str, int], ...]
    city: int


class PaperContents:
    """What an export has to show on its maps; one subset at a time.

    Args:
        sheet: What is exported.
    """

    def __init__(self, sheet: ExportSheet) -> None:
        """Show projects where all projects of the ledger are placed, so that a filter moves none."""
        self.sheet: Final = sheet
        places = sheet.places
        self.slot_of_code: Final = places.slot_of_code
        self.placement: Final[Placement] = places.placement
        self.park_ids: Final = places.park_ids

    @cached_property
    def _is_placed(self) -> NDArray[np.bool_]:
        kinds = [place.kind in ("park", "subpark") for place in self.placement.places]
        return np.array([*kinds, True])[self.placement.place]  # the last is OWN_PLACE, −1

    def placed(self, rows: Rows) -> Rows:
        """Return those of some rows that have a place on a map."""
        return rows[self._is_placed[rows]]

    def unplaced(self, rows: Rows) -> Unplaced:
        """Return those of some rows that have none."""
        left = rows[~self._is_placed[rows]]
        places = self.placement.places
        counted = Counter(self.placement.place[left].tolist())
        city = counted.pop(0, 0)
        parks = sorted(((places[index].name, count) for index, count in counted.items()), key=lambda pair: -pair[1])
        return Unplaced(left, tuple(parks), city)

    def extent(self, rows: Rows) -> Degrees:
        """Return degrees of what a map of some rows must show, ``float64[k, 2]``: symbols and their footprints."""
        shown = self.placed(rows)
        lng, lat = lnglat_from_world(self.placement.world_x[shown], self.placement.world_y[shown])
        points = [np.column_stack([lng, lat])]
        for index in np.unique(self.placement.place[shown]).tolist():
            if index != OWN_PLACE:
                host = self.sheet.gazetteer.host_of(self.placement.places[index].park_id)
                points += [np.array(host.footprint)] if host is not None and host.footprint else []
        return np.concatenate(points)

    def heart(self, rows: Rows) -> Point | None:
        """Return degrees of the place most of some rows stand at; None where none has any."""
        shown = self.placed(rows)
        if not len(shown):
            return None
        places, counts = np.unique(self.placement.place[shown], return_counts=True)
        first = shown[self.placement.place[shown] == places[np.argmax(counts)]]
        lng, lat = lnglat_from_world(self.placement.world_x[first], self.placement.world_y[first])
        return float(np.median(lng)), float(np.median(lat))

    def find_symbols(self, view: MapView, rows: Rows) -> MapFrame:
        """Return the symbols of some rows in a view, as the screen has them at this scale."""
        mask = np.zeros(len(self.sheet.columns), np.bool_)
        mask[rows] = True
        self.sheet.places.index.apply(mask, np.zeros_like(mask))
        # Below this zoom the screen merges all parks into the city, which has no place on paper.
        frame = self._frame(view, max(view.zoom, PARKS_ZOOM))
        if len(frame.point_ids) > _MOST_POINTS:
            return self._frame(view, _CLOSED_ZOOM)
        return frame

    def _frame(self, view: MapView, zoom: float) -> MapFrame:
        columns = self.sheet.columns

        def names(ids: NDArray[np.int64]) -> Sequence[str]:
            return [columns.names[row] for row in columns.rows_of(ids.tolist()).tolist()]

        return self.sheet.places.index.frame(Viewport(view.bounds, zoom), names)

    def by_slot(self, rows: Rows) -> list[int]:
        """Return how many of some rows each of the five slots has."""
        slots = self.slot_of_code[self.sheet.columns.codes["industry"][rows]]
        return [int(count) for count in np.bincount(slots, minlength=INDUSTRIES)]

    def totals(self, rows: Rows) -> Totals:
        """Return count and sum of some rows."""
        mask = np.zeros(len(self.sheet.columns), np.bool_)
        mask[rows] = True
        return self.sheet.columns.totals(mask)

    @cached_property
    def slot_names(self) -> tuple[str, ...]:
        """What each slot stands for; empty where no industry takes it."""
        taking: list[list[str]] = [[] for _ in SYMBOLS]
        for head, slot in zip(self.sheet.header.industries, self.slot_of_code.tolist(), strict=True):
            taking[slot].append(head.name if head.id else term(head.name))
        return tuple(tr("、").join(names) for names in taking)
