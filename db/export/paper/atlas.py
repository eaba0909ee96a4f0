"""An atlas: contents, then a page for each park or industry with its map, key figures, make-up and projects."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Final

import numpy as np

from db.export.definitions import describe_header, describe_sum, format_time
from db.export.kpi_notes import kpi_lines
from db.export.options import Options
from db.export.paper.clipping import Frame
from db.export.paper.contents import PaperContents
from db.export.paper.frame import show
from db.export.paper.ground import Degrees
from db.export.paper.groups import AtlasGroup, find_groups
from db.export.paper.map_drawing import MapDrawing, draw_group
from db.export.paper.map_sheet import page_foot
from db.export.paper.marks import BOLD, MEDIUM, REGULAR, Block, Mark, Page, Words, rule, stack
from db.export.paper.press import Press
from db.export.paper.project_table import project_tables, table_height
from db.export.paper.sections import MapSections
from db.export.paper.sizes import Sheet, find_sheet
from db.export.paper.surrounds import bar_km, draw_grid_figures, draw_north, draw_scale_bar, north_box, scale_words
from db.export.paper.tables import Cell, TableColumn, heading, rows_fitting, table
from db.export.paper.type_setting import clean, wrap
from db.export.sheet import ExportSheet
from db.index.facets import Totals
from db.money import figure_unit, format_figure, money_parts
from db.project_rows import ProjectRow
from geo.frozen import frozen
from geo.wording import term, tr

ATLAS_TITLE: Final = "科学城招商项目图册"

_MAP: Final = (120.0, 80.0)
_TOP: Final = 34.0  # from the page's inner edge to the map
_FOOT: Final = 8.0
_GAP: Final = 6.0
_MOST_STAGES: Final = 5
_LEAST_SCALE: Final = 50_000  # nearer, nothing would be seen around a park


@frozen
class Atlas:
    """A composed atlas.

    Attributes:
        pages: In order.
        contents: (name, first page from 1) of each group.
    """

    pages: tuple[Page, ...]
    contents: tuple[tuple[str, int], ...]


def _unheard() -> None:
    """Compose without a word to anybody."""


def compose_atlas(sheet: ExportSheet, options: Options, press: Press, between: Callable[[], None] = _unheard) -> Atlas:
    """Compose an atlas of what is exported.

    Args:
        sheet: What to show.
        options: Of the format.
        press: Colours, widths of text, base map.
        between: Called before every page; it may raise `ExportCancelled`.
    """
    return _AtlasComposer(sheet, options, press).compose(between)


class _AtlasComposer:
    def __init__(self, sheet: ExportSheet, options: Options, press: Press) -> None:
        self._contents, self._options, self._press = PaperContents(sheet), options, press
        self._sheet = sheet
        self._paper: Sheet = find_sheet({**options, "paper": "a4", "orientation": "portrait"})
        self._inner = self._paper.inner
        self._groups = find_groups(self._contents, str(options.get("by", "park")))
        self._row_of = dict(zip(sheet.columns.ids[sheet.row_numbers].tolist(), sheet.rows, strict=True))

    def compose(self, between: Callable[[], None]) -> Atlas:
        chapters: list[list[Page]] = []
        for group in self._groups:
            between()
            chapters.append([])
            for page in self._chapter(group):
                chapters[-1].append(page)
                between()
        per_page = rows_fitting(self._inner.height - 52.0)
        front = max(ceil(len(chapters) / per_page), 1)
        about = self._about()
        last = max(len(chapters) - (front - 1) * per_page, 0)
        is_apart = _TOP + 8.0 + table_height(last) + _GAP + about.height > self._inner.height - _FOOT
        front += is_apart
        firsts, first = [], front + 1
        for pages in chapters:
            firsts.append(first)
            first += len(pages)
        fronts = list(self._front(firsts, per_page, Block(0.0, ()) if is_apart else about))
        if is_apart:
            fronts.append(self._page(about.at(self._inner.left, self._inner.top)))
        pages = [*fronts, *(page for pages in chapters for page in pages)]
        said = tr("位置与范围均为示意；图例、来源与署名见目录后的说明")
        numbered = (
            replace(page, marks=(*page.marks, *page_foot(self._paper, self._press, place, len(pages), said)))
            for place, page in enumerate(pages, start=1)
        )
        names = tuple((group.name, first) for group, first in zip(self._groups, firsts, strict=True))
        return Atlas(tuple(numbered), names)

    # ---- the front

    def _front(self, firsts: Sequence[int], per_page: int, about: Block) -> Iterator[Page]:
        """Return the pages of contents, on the last of them what the whole atlas is."""
        press, inner = self._press, self._inner
        columns = (
            TableColumn(tr("名称"), 62),
            TableColumn(tr("类别"), 20),
            TableColumn(tr("项目"), 14, is_number=True),
            TableColumn(tr("已公布金额（{unit}）", unit=figure_unit()), 26, is_number=True),
            TableColumn(tr("图上"), 14, is_number=True),
            TableColumn(tr("页"), 10, is_number=True),
        )
        rows = [list(self._contents_row(group, first)) for group, first in zip(self._groups, firsts, strict=True)]
        for start in range(0, max(len(rows), 1), per_page):
            head = self._title(self._atlas_title(), self._summary(), tr("筛选：{filters}", filters=self._filters()))
            listed = table(columns, rows[start : start + per_page], inner.width, press, 8.0)
            body = stack([heading(tr("目录"), inner.width, press), listed], 0.0)
            marks = [*head, *body.at(inner.left, inner.top + _TOP)]
            if start + per_page >= len(rows):
                marks += about.at(inner.left, inner.top + _TOP + body.height + _GAP)
            yield self._page(marks)

    def _contents_row(self, group: AtlasGroup, first: int) -> Iterator[Cell]:
        totals = self._contents.totals(group.rows)
        yield Cell(group.name)
        yield Cell(group.kind, token="ink2")
        yield Cell(f"{totals.count:,}")
        yield Cell(format_figure(totals.amount_wan)) if totals.published else Cell(tr("未公布"), token="ink3")
        yield Cell(f"{len(self._contents.placed(group.rows)):,}")
        yield Cell(str(first))

    def _about(self) -> Block:
        """Return what every file says about itself, with the makers of the base map, and the legend."""
        press, width = self._press, self._inner.width
        told = [*describe_header(self._sheet.header), (tr("底图"), tr("；").join(press.ground.credits))]
        sample, *kpis = kpi_lines(self._sheet)  # their names are longer than the column of headings is wide
        told += [sample, *(("", tr("{key}：{words}", key=key, words=words)) for key, words in kpis)]
        marks: list[Mark] = []
        y = 4.0
        for key, words in told:
            marks.append(Words(0.0, y, key, 7.5, MEDIUM, press.color("ink2")))
            for line in wrap(words, width - 22.0, press.measure, 7.5, most=6):
                marks.append(Words(22.0, y, line, 7.5, REGULAR, press.color("ink")))
                y += 4.0
            y += 0.8
        legend = MapSections(self._contents, self._sheet.row_numbers, press, width).legend(is_open=True)
        return stack([heading(tr("说明"), width, press), Block(y, tuple(marks)), legend], 0.0)

    def _atlas_title(self) -> str:
        return clean(str(self._options.get("title") or "")) or tr(ATLAS_TITLE)

    def _summary(self) -> str:
        totals = self._sheet.header.totals
        return tr("{n:,} 个具名项目，{sum}", n=totals.count, sum=describe_sum(totals))

    def _filters(self) -> str:
        return self._sheet.header.filters

    # ---- a group

    def _chapter(self, group: AtlasGroup) -> Iterator[Page]:
        inner = self._inner
        frame = Frame(inner.left, inner.top + _TOP, inner.left + _MAP[0], inner.top + _TOP + _MAP[1])
        totals = self._contents.totals(group.rows)
        said = tr("{n:,} 个具名项目，{sum}", n=totals.count, sum=describe_sum(totals))
        marks = [*self._title(group.name, said, self._kind(group)), *self._map(group, frame)]
        side = inner.right - frame.right - 7.0
        marks += stack(self._figures(group, totals, side), 0.0).at(frame.right + 7.0, frame.top)
        top = frame.bottom + 20.0
        rows = [self._row_of[id_] for id_ in self._sheet.columns.ids[group.rows].tolist()]
        yield from self._listed(rows, marks, top, self._closing(group, rows))

    def _kind(self, group: AtlasGroup) -> str:
        header = self._sheet.header
        date = format_time(header)[:10]
        return tr("{kind}，数据版本 {version}，制图 {date}", kind=group.kind, version=header.data_version, date=date)

    def _listed(self, rows: Sequence[ProjectRow], marks: list[Mark], top: float, closing: Block) -> Iterator[Page]:
        """Return the first page with what fits of the table, and further ones for the rest and the closing words."""
        inner, press = self._inner, self._press
        bottom = inner.bottom - _FOOT
        head = heading(tr("项目"), inner.width, press, tr("{n} 项；点线下划为推断", n=len(rows)))
        full = bottom - inner.top - head.height
        tables = project_tables(rows, self._contents, press, inner.width, bottom - top - head.height, full)
        for place, block in enumerate(tables):
            if place:
                yield self._page(marks)
                marks, top = [], inner.top
            if block.marks:
                marks += [*head.at(inner.left, top), *block.at(inner.left, top + head.height)]
                top += head.height + block.height
        if top + _GAP + closing.height > bottom:
            yield self._page(marks)
            marks, top = [], inner.top - _GAP
        yield self._page([*marks, *closing.at(inner.left, top + _GAP)])

    def _closing(self, group: AtlasGroup, rows: Sequence[ProjectRow]) -> Block:
        """Return what the positions rest on, and the documents."""
        sections = MapSections(self._contents, group.rows, self._press, self._inner.width)
        used = {document for row in rows for document in row.documents}
        blocks = [sections.bases(), sections.sources(used)]
        return stack([block for block in blocks if block is not None], _GAP)

    def _map(self, group: AtlasGroup, frame: Frame) -> list[Mark]:
        contents, press = self._contents, self._press
        view = show(frame, self._extent(group), least=_LEAST_SCALE)
        drawing = MapDrawing(view, contents, group.rows, press)
        drawing.keep_free(north_box(view))
        marks = [*drawing.draw(), *draw_north(view, press), *draw_grid_figures(view, press)]
        marks += draw_scale_bar(view, press, frame.left + 2.0, frame.bottom + 6.2)
        right = frame.left + 2.0 + bar_km(view) * view.mm_per_km + 14.0
        said = tr("{scale}，EPSG:4544，方格 {km} km", scale=scale_words(view), km=view.grid_km)
        marks.append(press.words(right, frame.bottom + 7.4, press.fitted(said, frame.right - right, 7.0), 7.0))
        left = len(contents.unplaced(group.rows).rows)
        if left:
            words = tr("未落点 {n} 项：材料没有写明园区，或园区位置未知，不画在图上", n=left)
            marks.append(press.words(frame.left, frame.bottom + 12.4, press.fitted(words, frame.width, 7.0), 7.0))
        return marks

    def _extent(self, group: AtlasGroup) -> Degrees:
        points = self._contents.extent(group.rows)
        if len(points) > 1:
            return points
        if len(points):  # a lone symbol: some kilometres around it
            around: Degrees = points + np.array([[-0.04, -0.025], [0.04, 0.025]])
            return around
        core = [ring for ring in self._press.ground.core if len(ring)]
        return np.concatenate(core or [np.array([[106.2, 29.4], [106.5, 29.7]])])

    def _figures(self, group: AtlasGroup, totals: Totals, width: float) -> Iterator[Block]:
        """Return the key figures beside the map."""
        yield self._figure(
            tr("具名项目"), f"{totals.count:,}", tr("项"), tr("本次共 {n} 项", n=len(self._sheet)), width
        )
        said = tr("{n} 项已公布，{left} 项未公布", n=totals.published, left=totals.unpublished)
        if totals.approximate:
            said = tr("{said}，{n} 项带“约”等限定", said=said, n=totals.approximate)
        amount, unit = money_parts(totals.amount_wan) if totals.published else ("—", "")
        yield self._figure(tr("已公布金额"), amount, unit, said, width)
        if group.park is not None and group.park.area_km2 is not None:
            source = clean(group.park.area_source or "")
            yield self._figure(tr("公布面积"), f"{group.park.area_km2:g}", "km²", source, width)
        yield self._make_up(group, width)
        yield self._stages(group, width)

    def _figure(self, name: str, figure: str, unit: str, said: str, width: float) -> Block:
        press = self._press
        wide = press.measure(figure, 17.0, REGULAR)
        marks: tuple[Mark, ...] = (
            rule(0.0, 0.0, width, 0.0, press.color("ink3"), 0.25),
            press.words(0.0, 4.4, name, 7.5),
            press.words(0.0, 11.4, figure, 17.0),
            press.words(wide + 1.2, 11.4, unit, 8.5),
            press.words(0.0, 15.4, press.fitted(said, width, 6.5), 6.5, "ink2"),
        )
        return Block(17.6, marks)

    def _make_up(self, group: AtlasGroup, width: float) -> Block:
        """Return the donut by industry with its figures."""
        press, counts = self._press, self._contents.by_slot(group.rows)
        marks: list[Mark] = [
            rule(0.0, 0.0, width, 0.0, press.color("ink3"), 0.25),
            press.words(0.0, 4.4, tr("产业构成"), 7.5),
        ]
        names = [slot for slot, count in enumerate(counts) if count]
        radius = 7.5
        height = max(2 * radius, len(names) * 4.4)
        marks += draw_group(press, radius + 0.5, 7.0 + height / 2, radius, counts, doubtful=False)
        top = 7.0 + (height - len(names) * 4.4) / 2
        left = 2 * radius + 4.0
        for place, slot in enumerate(names):
            name = press.fitted(self._contents.slot_names[slot], width - left - 7.0, 7.0)
            base = top + place * 4.4 + 3.2
            marks += [
                press.words(left, base, name, 7.0),
                Words(width, base, f"{counts[slot]:,}", 7.0, REGULAR, press.color("ink"), 1.0),
            ]
        return Block(7.0 + height + 2.6, tuple(marks))

    def _stages(self, group: AtlasGroup, width: float) -> Block:
        """Return how many have reached which stage, most first."""
        columns, press = self._sheet.columns, self._press
        dimension = columns.dimensions["stage"]
        counted = Counter(columns.codes["stage"][group.rows].tolist())
        order = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_STAGES]
        words = tr("、").join(f"{term(dimension.names[code])} {count:,}" for code, count in order)
        marks: list[Mark] = [
            rule(0.0, 0.0, width, 0.0, press.color("ink3"), 0.25),
            press.words(0.0, 4.4, tr("最近阶段"), 7.5),
        ]
        y = 8.6
        for line in wrap(words, width, press.measure, 7.0, most=2):
            marks.append(press.words(0.0, y, line, 7.0, "ink2"))
            y += 3.8
        return Block(y, tuple(marks))

    def _title(self, title: str, said: str, more: str) -> list[Mark]:
        inner, press = self._inner, self._press
        base = inner.top + 9.0
        return [
            Words(inner.left, base, press.fitted(title, inner.width, 23.0, BOLD), 23.0, BOLD, press.color("ink")),
            press.words(inner.left, base + 9.0, press.fitted(said, inner.width, 11.0), 11.0),
            press.words(inner.left, base + 15.4, press.fitted(more, inner.width, 8.0), 8.0, "ink2"),
        ]

    def _page(self, marks: Sequence[Mark]) -> Page:
        return Page(self._paper.width, self._paper.height, tuple(marks))
