"""A map as a sheet of paper: title, frame, sections beside or below it, how it was made; then the list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from db.export.definitions import format_time
from db.export.options import Options
from db.export.paper.clipping import Frame
from db.export.paper.contents import PaperContents, Rows
from db.export.paper.frame import MapView, show
from db.export.paper.ground import Degrees
from db.export.paper.map_drawing import MapDrawing
from db.export.paper.marks import BOLD, REGULAR, Block, Mark, Page, Words, rule
from db.export.paper.press import Press
from db.export.paper.project_table import project_tables
from db.export.paper.sections import MapSections
from db.export.paper.sizes import INSET, Sheet, find_sheet
from db.export.paper.surrounds import (
    bar_km,
    describe_projection,
    draw_grid_figures,
    draw_north,
    draw_scale_bar,
    north_box,
    scale_words,
)
from db.export.paper.tables import heading
from db.export.paper.type_setting import clean, wrap
from db.export.sheet import ExportSheet
from geo.frozen import frozen
from geo.wording import tr

MAP_TITLE: Final = "科学城招商项目分布"
MOST_LISTED: Final = 2_000
"""More projects than this are not listed after a map: nobody reads forty pages of them."""

_GAP: Final = 5.0
_COLUMN_GAP: Final = 7.0
_FOOT_MM: Final = 19.0
_FIGURES_MM: Final = 4.0  # grid figures above the frame
_NUMBER_MM: Final = 6.0
_COMPACT_MM: Final = 18.0


@frozen
class MapSheet:
    """What a sheet was composed of, for those who check it.

    Attributes:
        pages: In order.
        view: The map of the first page.
    """

    pages: tuple[Page, ...]
    view: MapView


def compose_map(sheet: ExportSheet, options: Options, press: Press, *, is_picture: bool = False) -> MapSheet:
    """Compose a map of what is exported.

    Args:
        sheet: What to show.
        options: Of the format.
        press: Colours, widths of text, base map.
        is_picture: One page only, without a list, for pictures.
    """
    return _MapComposer(sheet, options, press, is_picture).compose()


class _MapComposer:
    def __init__(self, sheet: ExportSheet, options: Options, press: Press, is_picture: bool) -> None:
        self._contents = PaperContents(sheet)
        self._options, self._press, self._is_picture = options, press, is_picture
        self._rows: Rows = sheet.row_numbers
        self._paper: Sheet = find_sheet(options)
        self._inner = self._paper.inner
        self._large = min(self._paper.width, self._paper.height) > 250

    def compose(self) -> MapSheet:
        title = list(self._title())
        top = max(mark.y for mark in title) + 4.0
        frame, columns = self._parts(top)
        heart = self._contents.heart(self._rows)
        view = show(frame, self._extent(), int(self._options.get("scale", 0)), heart)
        drawing = MapDrawing(view, self._contents, self._rows, self._press)
        drawing.keep_free(north_box(view))
        inside = drawing.draw()
        left, placed = self._flow(self._sections(drawing, columns[0].width), columns)
        marks = [*title, *inside, *draw_north(view, self._press), *placed]
        marks += [*draw_grid_figures(view, self._press), *self._foot(view)]
        background = None if self._press.is_transparent else self._press.paper
        first = Page(self._paper.width, self._paper.height, tuple(marks), background)
        more = [] if self._is_picture else list(self._further(left))
        return MapSheet(tuple(self._numbered([first, *more])), view)

    # ---- parts of the first page

    def _parts(self, top: float) -> tuple[Frame, list[Frame]]:
        """Return the map's frame and the columns of the sections: beside it, or below it on an upright sheet."""
        inner = self._inner
        bottom = inner.bottom - _FOOT_MM
        frame_top = top + _FIGURES_MM
        if self._paper.is_compact:
            strip = Frame(inner.left, inner.bottom - _COMPACT_MM, inner.right, inner.bottom)
            return Frame(inner.left, frame_top, inner.right, strip.top - _FOOT_MM - 1.0), [strip]
        if not self._paper.is_upright:
            wide = min(max(0.29 * inner.width, 62.0), 116.0)
            wide = min(wide, inner.width / 2)
            right = inner.right - wide - _COLUMN_GAP - 1.0
            return Frame(inner.left, frame_top, right, bottom), [
                Frame(inner.right - wide, top, inner.right, inner.bottom)
            ]
        below = min(max(0.34 * inner.height, 40.0), 128.0)
        count = 3 if inner.width > 240 else 2
        frame = Frame(inner.left, frame_top, inner.right, inner.bottom - below - _FOOT_MM - 3.0)
        width = (inner.width - (count - 1) * _COLUMN_GAP) / count
        lefts = [inner.left + place * (width + _COLUMN_GAP) for place in range(count)]
        return frame, [Frame(left, inner.bottom - below, left + width, inner.bottom) for left in lefts]

    def _extent(self) -> Degrees:
        """Return what must be seen; without any place the core area."""
        points = self._contents.extent(self._rows)
        if len(points):
            return points
        core = [ring for ring in self._press.ground.core if len(ring)]
        return np.concatenate(core or [np.array([[106.2, 29.4], [106.5, 29.7]])])

    def _title(self) -> Iterator[Words]:
        """Return the title with the dates, what the map says, and what was asked."""
        inner, press, header = self._inner, self._press, self._contents.sheet.header
        ink, grey = press.color("ink"), press.color("ink2")
        size, small, step = (21.0, 10.0, 5.6) if self._large else (16.0, 8.5, 4.9)
        if self._paper.is_compact:
            size, small, step = 12.0, 7.5, 4.0
        dates = tr("数据版本 {version}  制图 {date}", version=header.data_version, date=format_time(header)[:10])
        wide = inner.width - press.measure(dates, 7.5, REGULAR) - 6.0
        title = clean(str(self._options.get("title") or "")) or tr(MAP_TITLE)
        is_inset = bool(self._options.get(INSET))
        y = inner.top - 2.0 if is_inset else inner.top + size * 0.32
        if not is_inset:
            yield Words(inner.left, y, press.fitted(title, wide, size, BOLD), size, BOLD, ink)
            yield Words(inner.right, y, dates, 7.5, REGULAR, grey, 1.0)
        placed = len(self._contents.placed(self._rows))
        said = tr(
            "{n:,} 个具名项目，{placed:,} 个有园区或位置，画在图上；其余 {left:,} 个位置未知，列在图外",
            n=len(self._rows),
            placed=placed,
            left=len(self._rows) - placed,
        )
        y += step + 1.0
        for line in wrap(said, inner.width, press.measure, small, most=2):
            yield Words(inner.left, y, line, small, REGULAR, grey)
            y += step
        if is_inset:
            return
        for line in wrap(tr("筛选：{filters}", filters=header.filters), inner.width, press.measure, small - 1, most=3):
            yield Words(inner.left, y, line, small - 1, REGULAR, grey)
            y += step - 0.6

    def _foot(self, view: MapView) -> list[Mark]:
        press, frame = self._press, view.frame
        marks = draw_scale_bar(view, press, frame.left + 2.0, frame.bottom + 6.2)
        right = frame.left + 2.0 + bar_km(view) * view.mm_per_km + 14.0
        marks.append(Words(right, frame.bottom + 7.4, scale_words(view), 9.0, REGULAR, press.color("ink")))
        right += press.measure(scale_words(view), 9.0, REGULAR) + 5.0
        if not self._is_picture:
            said = tr(
                "{paper} 原尺寸打印时成立，请选“实际大小”；图上 {mm} mm 为 1 km",
                paper=self._paper.name,
                mm=f"{view.mm_per_km:g}" if view.mm_per_km >= 1 else f"{view.mm_per_km:.2f}",
            )
            marks.append(self._fine(right, frame.bottom + 7.4, said, frame.right - right))
        lines = [describe_projection(view), *self._notes()]
        for place, line in enumerate(lines):
            marks.append(self._fine(frame.left, frame.bottom + 11.4 + place * 3.2, line, frame.width))
        return marks

    def _notes(self) -> list[str]:
        note = tr(self._press.ground.note)
        review = clean(str(self._options.get("review") or ""))
        if review:
            note = tr("{note}审图号：{review}", note=note, review=review)
        credits = tr("底图：{credits}", credits=tr("；").join(self._press.ground.credits))
        return [note, credits]

    def _fine(self, x: float, y: float, text: str, width: float) -> Words:
        press = self._press
        return Words(x, y, press.fitted(text, width, 6.5), 6.5, REGULAR, press.color("ink2"))

    # ---- the sections

    def _sections(self, drawing: MapDrawing, width: float) -> list[Block]:
        sections = MapSections(self._contents, self._rows, self._press, width)
        outside = max(len(self._contents.placed(self._rows)) - drawing.count, 0)
        if self._paper.is_compact:
            return [sections.compact(outside)]
        found = [
            sections.missing(),
            sections.legend(drawing.is_open),
            sections.reading(outside),
            sections.sources(),
            sections.bases(),
        ]
        order = found if self._is_picture else [found[0], found[1], found[4], found[2], found[3]]
        return [block for block in order if block is not None]

    def _flow(self, blocks: Sequence[Block], columns: Sequence[Frame]) -> tuple[list[Block], list[Mark]]:
        """Put blocks into columns in order; returns those left over, and the marks of the others."""
        marks: list[Mark] = []
        left: list[Block] = []
        tops = [column.top for column in columns]
        for block in blocks:
            for place, column in enumerate(columns):
                if tops[place] + block.height <= column.bottom + 0.5:
                    marks += block.at(column.left, tops[place])
                    tops[place] += block.height + _GAP
                    break
            else:
                left.append(block)
        return left, marks

    # ---- further pages

    def _further(self, left: Sequence[Block]) -> Iterator[Page]:
        """Return pages for the sections that found no room and for the list of projects."""
        inner = self._inner
        room = inner.height - _NUMBER_MM
        marks: list[Mark] = []
        y = 0.0
        for block in left:
            if y and y + block.height > room:
                yield self._page(marks)
                marks, y = [], 0.0
            marks += block.at(inner.left, inner.top + y)
            y += block.height + _GAP
        for blocks in self._listed(room - y, room):
            marks += [mark for top, block in blocks for mark in block.at(inner.left, inner.top + (y or 0.0) + top)]
            yield self._page(marks)
            marks, y = [], 0.0
        if marks:
            yield self._page(marks)

    def _listed(self, room: float, full: float) -> Iterator[list[tuple[float, Block]]]:
        """Go over the pages of the list, each its blocks with their tops."""
        inner, press, count = self._inner, self._press, len(self._rows)
        if not self._options.get("list") or not count:
            return
        words = tr("{n} 项；点线下划为推断", n=count)
        if count > MOST_LISTED:
            words = tr("{n} 项，多于 {most} 项不列表", n=count, most=MOST_LISTED)
        head = heading(tr("项目"), inner.width, press, words)
        if count > MOST_LISTED:
            yield [(0.0, head)]
            return
        tables = project_tables(
            self._contents.sheet.rows, self._contents, press, inner.width, room - head.height, full - head.height
        )
        for block in tables:
            yield [(0.0, head), (head.height, block)] if block.marks else []

    def _page(self, marks: Iterable[Mark]) -> Page:
        return Page(self._paper.width, self._paper.height, tuple(marks))

    def _numbered(self, pages: Sequence[Page]) -> Iterator[Page]:
        """Write which page of how many each is, if there are several."""
        if len(pages) == 1:
            yield pages[0]
            return
        for place, page in enumerate(pages, start=1):
            yield replace(page, marks=(*page.marks, *page_foot(self._paper, self._press, place, len(pages))))


def page_foot(paper: Sheet, press: Press, place: int, count: int, said: str = "") -> list[Mark]:
    """Return the line at the foot of a page: what it is from, and its number.

    Args:
        paper: The sheet.
        press: Colours and widths.
        place: Of the page, from 1.
        count: Of all pages.
        said: Words on the left.
    """
    inner = paper.inner
    base = paper.height - 5.5
    number = tr("科学城招商地图  {place}／{count}", place=place, count=count)
    marks: list[Mark] = [Words(inner.right, base, number, 7.0, REGULAR, press.color("ink2"), 1.0)]
    if said:
        wide = inner.width - press.measure(number, 7.0, REGULAR) - 6.0
        marks.append(Words(inner.left, base, press.fitted(said, wide, 7.0), 7.0, REGULAR, press.color("ink2")))
        marks.append(rule(inner.left, base - 4.0, inner.right, base - 4.0, press.color("line2"), 0.15))
    return marks
