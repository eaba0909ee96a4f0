"""The inside of a map's frame: the symbols and their words over the ground."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from db.export.paper.clipping import Frame
from db.export.paper.contents import PaperContents, Rows
from db.export.paper.frame import MM_PER_PX, MapView
from db.export.paper.labels import LabelRoom, Line
from db.export.paper.map_ground import GroundDrawing
from db.export.paper.marks import BOLD, MEDIUM, REGULAR, Disc, Donut, Glyph, Ink, Mark, Words, box
from db.export.paper.press import Press
from geo.lnglat import lnglat_from_world
from geo.symbols.map_frame import MapFrame, PointFlag
from geo.wording import tr

POINT_RADIUS: Final = 6.0 * MM_PER_PX
DOUBT_DASH: Final = (0.7, 0.55)
HOLE: Final = 0.58
_NAME_MM: Final = 30.0
_LABEL_MM: Final = 52.0
_MOST_INSISTED: Final = 40
"""Of more symbols than this, names that find no room are left out: over each other nobody could read any."""


class MapDrawing:
    """Draws one map.

    Args:
        view: Where and what.
        contents: The symbols.
        rows: The projects shown.
        press: Colours and widths.
    """

    def __init__(self, view: MapView, contents: PaperContents, rows: Rows, press: Press) -> None:
        """Find the symbols."""
        self._view, self._contents, self._press = view, contents, press
        self.symbols: Final[MapFrame] = contents.find_symbols(view, rows)
        self._room = LabelRoom(view.frame, press.measure, None if press.is_transparent else press.color("land"))

    def draw(self) -> list[Mark]:
        """Return all of it, from the ground up; the words keep clear of the symbols and of each other."""
        symbols = [*self._groups(), *self._points()]
        names = [*self._group_names(), *self._heads(), *self._point_names()]
        ground = GroundDrawing(self._view, self._contents, self._press, self._room).draw()
        frame = self._view.frame
        edge = box(frame.left, frame.top, frame.width, frame.height, Ink(line=self._press.color("ink"), width_mm=0.4))
        return [*ground, *symbols, *names, edge]

    def keep_free(self, box: Frame) -> None:
        """Put no words here."""
        self._room.take(box)

    @property
    def count(self) -> int:
        """How many projects the map shows, those just outside its frame not counted."""
        groups = self.symbols.groups
        inside = [self._view.frame.contains(*spot) for spot in self._spots(*groups.spots.T)]
        kinds = [meta.kind not in ("city", "unplaced") for meta in self.symbols.group_meta]
        shown = np.array(inside, np.bool_) & np.array(kinds, np.bool_)
        points = [self._view.frame.contains(*spot) for spot in self._spots(self.symbols.point_x, self.symbols.point_y)]
        return int(groups.count[shown].sum()) + sum(points)

    @property
    def is_open(self) -> bool:
        """Whether projects are drawn one by one."""
        return len(self.symbols.point_ids) > 0

    def _spots(self, x: object, y: object) -> tuple[tuple[float, float], ...]:
        lng, lat = lnglat_from_world(np.asarray(x), np.asarray(y))
        return self._view.path(np.column_stack([lng, lat]))

    def _groups(self) -> list[Mark]:
        frame, press = self.symbols, self._press
        groups = frame.groups
        marks: list[Mark] = []
        radii = (frame.scale.radius_px(groups) * MM_PER_PX).tolist()
        counts, inferred = groups.count.tolist(), groups.inferred.tolist()
        spots = self._spots(*groups.spots.T)
        for place in sorted(range(len(spots)), key=lambda place: -radii[place]):  # a small one lies over a large one
            (x, y), radius = spots[place], radii[place]
            if frame.group_meta[place].kind in ("city", "unplaced") or not self._view.frame.contains(x, y):
                continue
            doubtful = inferred[place] == counts[place]
            marks += draw_group(press, x, y, radius, groups.industry[place].tolist(), doubtful)
            self._room.take_disc(x, y, radius + (0.9 if doubtful else 0.3))
        return marks

    def _group_names(self) -> list[Mark]:
        groups = self.symbols.groups
        marks: list[Mark] = []
        radii = (self.symbols.scale.radius_px(groups) * MM_PER_PX).tolist()
        counts, inferred = groups.count.tolist(), groups.inferred.tolist()
        for place, (x, y) in enumerate(self._spots(*groups.spots.T)):
            meta = self.symbols.group_meta[place]
            if meta.kind not in ("city", "unplaced", "own") and self._view.frame.contains(x, y):
                notes = self._notes(meta.place, meta.note, counts[place], inferred[place])
                marks += self._group_name(x, y, radii[place] + 1.2, meta.name, notes)
        return marks

    def _group_name(self, x: float, y: float, gap: float, name: str, notes: Iterable[str]) -> list[Words]:
        """Name a park with its notes, without them where there is no room, and anyhow."""
        press = self._press
        first = Line(press.fitted(name, _LABEL_MM, 8.5, MEDIUM), 8.5, MEDIUM, press.color("ink"))
        grey = press.color("ink2")
        lines = [first, *(Line(press.fitted(note, _LABEL_MM, 6.5), 6.5, REGULAR, grey) for note in notes)]
        found = self._room.put(x, y, gap, lines) or self._room.put(x, y, gap, lines[:1])
        if found or len(self.symbols.group_meta) > _MOST_INSISTED:
            return found or []
        return self._room.insist(x, y, gap, lines[:1])

    def _notes(self, park_id: int | None, note: str, count: int, inferred: int) -> Iterable[str]:
        if note:
            yield note
        if inferred:
            yield tr("{n} 项，其中 {inferred} 项由园区定位推断", n=count, inferred=inferred)
        if park_id is not None and self._contents.sheet.gazetteer.get_park(park_id).position_confidence == "D":
            yield tr("位置取代替点，见落点依据")

    def _points(self) -> list[Mark]:
        frame = self.symbols
        marks: list[Mark] = []
        spots = self._spots(frame.point_x, frame.point_y)
        for (x, y), slot, flags in zip(spots, frame.point_industry.tolist(), frame.point_flags.tolist(), strict=True):
            if self._view.frame.contains(x, y, POINT_RADIUS):
                marks += draw_point(self._press, x, y, slot, PointFlag(flags))
                self._room.take_disc(x, y, POINT_RADIUS + 0.6)
        return marks

    def _heads(self) -> list[Mark]:
        marks: list[Mark] = []
        for head in self.symbols.heads:
            (x, y), *_ = self._spots([head.x], [head.y])
            name = self._press.fitted(head.name, _LABEL_MM, 8.0, BOLD)
            words = tr("{name}  {n} 项", name=name, n=head.stated + head.inferred)
            line = Line(words, 8.0, BOLD, self._press.color("ink"))
            marks += self._room.put(x - POINT_RADIUS, y, 0.0, [line], ("right",)) or []
        return marks

    def _point_names(self) -> list[Mark]:
        frame = self.symbols
        marks: list[Mark] = []
        for name, (x, y) in zip(frame.point_names or (), self._spots(frame.point_x, frame.point_y), strict=False):
            if self._view.frame.contains(x, y, POINT_RADIUS):
                text = self._press.fitted(name, _NAME_MM, 6.5)
                line = Line(text, 6.5, REGULAR, self._press.color("ink"))
                marks += self._room.put(x, y, POINT_RADIUS + 1.0, [line], ("right",)) or []
        return marks


def draw_group(press: Press, x: float, y: float, radius: float, counts: Sequence[int], doubtful: bool) -> list[Mark]:
    """Return the symbol of several projects: a ring by industry around their number; of one, its industry's shape."""
    total = sum(counts)
    marks: list[Mark] = []
    if doubtful:
        marks.append(Disc(x, y, radius + 0.75, Ink(line=press.color("ink2"), width_mm=0.22, dash=DOUBT_DASH)))
    if total == 1:
        slot = next(place for place, count in enumerate(counts) if count)
        return [*marks, *draw_point(press, x, y, slot, PointFlag(0))]
    parts = tuple((float(count), press.slots[slot]) for slot, count in enumerate(counts) if count)
    size_pt = min(max(radius * 2.1, 7.0), 15.0)
    number = Words(x, y + size_pt * 0.127, f"{total:,}", size_pt, MEDIUM, press.color("ink"), 0.5)
    return [*marks, Donut(x, y, radius, radius * HOLE, parts, press.paper), number]


def draw_point(press: Press, x: float, y: float, slot: int, flags: PointFlag) -> list[Mark]:
    """Return the symbol of one project: its industry's shape on paper, hollow when planned, ringed when inferred."""
    marks: list[Mark] = [Disc(x, y, POINT_RADIUS + 0.55, Ink(press.paper, press.color("ink3"), 0.15))]
    if PointFlag.INFERRED in flags:
        marks.append(Disc(x, y, POINT_RADIUS + 1.0, Ink(line=press.color("ink2"), width_mm=0.2, dash=DOUBT_DASH)))
    is_hollow = PointFlag.PLANNED in flags
    return [*marks, Glyph(x, y, POINT_RADIUS * 0.78, slot, press.slots[slot], is_hollow)]
