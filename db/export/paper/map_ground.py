"""The ground of a map on paper: land, water, grid, parks' areas, rail, and the names of places."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from db.export.paper.clipping import clip_line, clip_ring
from db.export.paper.contents import PaperContents
from db.export.paper.frame import MapView
from db.export.paper.ground import Degrees, Spot
from db.export.paper.labels import LabelRoom, Line
from db.export.paper.marks import REGULAR, Disc, Ink, Mark, Shape, Words, box, rule
from db.export.paper.press import Press
from geo.geometry import widen_line
from geo.wording import tr

_NAME_MM: Final = 44.0
_TOWN_RANK_SCALE: Final = 200_000
"""At scales smaller than this only the seats of districts are named."""


class GroundDrawing:
    """Draws what lies under the symbols of one map.

    Args:
        view: Where and what.
        contents: For the parks.
        press: Colours and widths.
        room: What is left for names: ask for the symbols' first.
    """

    def __init__(self, view: MapView, contents: PaperContents, press: Press, room: LabelRoom) -> None:
        """Draw nothing yet."""
        self._view, self._contents, self._press, self._room = view, contents, press, room

    def draw(self) -> list[Mark]:
        """Return all of it, from the land up."""
        ground = [*self._land(), *self._grid(), *self._areas()]
        footprints, area_names = self._footprints()
        rail, station_names = self._rail()
        return [*ground, *footprints, *rail, *area_names, *station_names, *self._towns(), *self._district_names()]

    def _land(self) -> list[Mark]:
        press, view, frame = self._press, self._view, self._view.frame
        marks: list[Mark] = []
        if not press.is_transparent:
            marks.append(box(frame.left, frame.top, frame.width, frame.height, Ink(fill=press.color("outerland"))))
            marks += self._rings(press.ground.districts, Ink(fill=press.color("land")))
        border = Ink(line=press.color("districttext"), width_mm=0.2, dash=(2.4, 0.7, 0.5, 0.7))
        marks += self._lines(press.ground.borders, border)
        for token, more in (("rivercasing", 0.35), ("river", 0.0)):
            for _, width_km, course in press.ground.rivers:
                width = max(0.7, width_km * view.mm_per_km) + more
                outlines = (clip_ring(ring, frame) for ring in widen_line(view.path(course), width))
                marks += [Shape((ring,), Ink(fill=press.color(token))) for ring in outlines if len(ring) > 2]
        return marks

    def _grid(self) -> list[Mark]:
        frame, color = self._view.frame, self._press.color("line2")
        eastings, northings = self._view.grid()
        upright = [(self._view.x_of(km), frame.top, self._view.x_of(km), frame.bottom) for km in eastings]
        level = [(frame.left, self._view.y_of(km), frame.right, self._view.y_of(km)) for km in northings]
        return [rule(*ends, color, 0.12) for ends in (*upright, *level)]

    def _areas(self) -> list[Mark]:
        ink = Ink(line=self._press.color("coreline"), width_mm=0.25, dash=(0.25, 0.9), is_round=True)
        return self._rings(self._press.ground.core, ink)

    def _footprints(self) -> tuple[list[Mark], list[Mark]]:
        """Return the parks' areas, and their names outside them."""
        press, marks, names = self._press, [], []
        for park in self._contents.sheet.parks:
            known = self._contents.sheet.gazetteer.get_park(park.id).footprint
            if not known:
                continue
            is_schematic = park.footprint_kind != "surveyed"
            dash = (1.3, 0.9) if is_schematic else ()
            fill = None if press.is_transparent else "#0D283038"
            ring = np.asarray(known, np.float64)
            drawn = self._rings([ring], Ink(fill, press.color("footprintline"), 0.28, dash))
            marks += drawn
            if drawn:
                names += self._area_name(park.name, park.area_km2, is_schematic, ring)
        return marks, names

    def _area_name(self, name: str, area_km2: float | None, is_schematic: bool, ring: Degrees) -> list[Mark]:
        words = self._press.fitted(name, _NAME_MM, 6.5)
        if area_km2 is not None:
            words = tr("{name}  {area} km²", name=words, area=f"{area_km2:g}")
        if is_schematic:
            words = tr("{words}，示意", words=words)
        path = self._view.path(ring)
        x = sum(min(axis) + max(axis) for axis in [[point[0] for point in path]]) / 2
        top, low = min(point[1] for point in path), max(point[1] for point in path)
        line = Line(words, 6.5, REGULAR, self._press.color("ink2"))
        found = self._room.put(x, top, 0.8, [line], ("above",)) or self._room.put(x, low, 0.8, [line], ("below",))
        return [*(found or [])]

    def _rail(self) -> tuple[list[Mark], list[Mark]]:
        press, view = self._press, self._view
        marks = self._lines(press.ground.tracks, Ink(line=press.color("rail"), width_mm=0.55))
        names: list[Mark] = []
        for station in press.ground.stations:
            x, y = view.to_paper(station.lng, station.lat)
            if view.frame.contains(x, y):
                marks.append(Disc(x, y, 0.75, Ink(press.paper, press.color("rail"), 0.35)))
                names += self._name(station, x, y, 6.5, ("above", "below", "right", "left"))
        return marks, names

    def _towns(self) -> list[Mark]:
        marks: list[Mark] = []
        for town in self._press.ground.towns:
            x, y = self._view.to_paper(town.lng, town.lat)
            if not self._view.frame.contains(x, y, 1.0) or not self._is_named(town):
                continue
            words = self._name(town, x, y, 7.0, ("right", "left", "below", "above"))
            if words:
                marks += [box(x - 0.45, y - 0.45, 0.9, 0.9, Ink(fill=self._press.color("towntext"))), *words]
        return marks

    def _is_named(self, town: Spot) -> bool:
        return town.rank <= (3 if self._view.denominator <= _TOWN_RANK_SCALE else 1)

    def _name(self, spot: Spot, x: float, y: float, size_pt: float, sides: Sequence[str]) -> list[Words]:
        line = Line(spot.name, size_pt, REGULAR, self._press.color("towntext"))
        return self._room.put(x, y, 1.2, [line], sides) or []

    def _district_names(self) -> list[Mark]:
        marks: list[Mark] = []
        for spot in self._press.ground.names:
            x, y = self._view.to_paper(spot.lng, spot.lat)
            if self._view.frame.contains(x, y):
                line = Line(spot.name, 10.0, REGULAR, self._press.color("districttext"))
                marks += self._room.put(x, y, 4.0, [line], ("middle", "right", "left", "below", "above")) or []
        return marks

    def _rings(self, rings: Iterable[Degrees], ink: Ink) -> list[Mark]:
        cut = (clip_ring(self._view.path(ring), self._view.frame) for ring in rings)
        return [Shape((ring,), ink) for ring in cut if len(ring) > 2]

    def _lines(self, lines: Iterable[Degrees], ink: Ink) -> list[Mark]:
        pieces = [piece for line in lines for piece in clip_line(self._view.path(line), self._view.frame)]
        return [Shape(tuple(pieces), ink, is_closed=False)] if pieces else []
