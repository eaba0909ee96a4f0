"""What stands beside a map on paper: projects without a place, the legend, what places rest on, how to read it."""

from collections.abc import Callable, Container, Iterator
from typing import Final

import numpy as np

from db.export.definitions import describe_sum
from db.export.paper.contents import PaperContents, Rows, Unplaced
from db.export.paper.frame import MM_PER_PX
from db.export.paper.map_drawing import DOUBT_DASH, draw_group, draw_point
from db.export.paper.marks import MM_PER_PT, REGULAR, Block, Disc, Ink, Mark, Shape, Words, box, rule, stack
from db.export.paper.press import Press
from db.export.paper.project_table import document_sign
from db.export.paper.tables import Cell, TableColumn, heading, table
from db.export.paper.type_setting import LINE, wrap
from db.records import Document
from geo.symbols.map_frame import PointFlag
from geo.symbols.symbol_spread import donut_radius_px
from geo.wording import tr

_SIZE: Final = 7.0
_ROW: Final = 6.0
_SIGN_MM: Final = 12.0
_MOST_BASES: Final = 20


class MapSections:
    """The sections beside one map.

    Args:
        contents: What is shown.
        rows: Of it.
        press: Colours and widths.
        width: Of the sections, mm.
    """

    def __init__(self, contents: PaperContents, rows: Rows, press: Press, width: float) -> None:
        """Find what has no place."""
        self._contents, self._rows, self._press, self._width = contents, rows, press, width
        self.unplaced: Final[Unplaced] = contents.unplaced(rows)

    def paragraph(self, *texts: str, token: str = "ink2", size_pt: float = _SIZE) -> Block:
        """Return paragraphs of small type."""
        marks: list[Mark] = []
        y = 0.0
        for text in texts:
            for line in wrap(text, self._width, self._press.measure, size_pt):
                y += size_pt * MM_PER_PT * LINE
                marks.append(Words(0.0, y - 0.9, line, size_pt, REGULAR, self._press.color(token)))
            y += 0.5
        return Block(y, tuple(marks))

    def missing(self) -> Block:
        """Say which projects have no place on the map."""
        count = len(self.unplaced.rows)
        head = heading(tr("未落点"), self._width, self._press, tr("{n:,} 项，不画在图上", n=count))
        if not count:
            return stack([head, self.paragraph(tr("所列项目都有位置。"))], 0.0)
        return stack([head, self._missing_figures(), self.paragraph(*self._missing_words())], 1.2)

    def _missing_figures(self) -> Block:
        press, counts = self._press, self._contents.by_slot(self.unplaced.rows)
        radius = float(donut_radius_px(np.array([len(self.unplaced.rows)]))[0]) * MM_PER_PX
        left = 2 * radius + 5.0
        columns = (TableColumn(tr("产业"), 26), TableColumn(tr("未落点"), 11, True), TableColumn(tr("全部"), 9, True))
        every = self._contents.by_slot(self._rows)
        rows = [
            [Cell(name, slot), Cell(f"{counts[slot]:,}"), Cell(f"{every[slot]:,}")]
            for slot, name in enumerate(self._contents.slot_names)
            if name and every[slot]
        ]
        rows.append([Cell(tr("合计")), Cell(f"{sum(counts):,}"), Cell(f"{sum(every):,}")])
        figures = table(columns, rows, self._width - left, press, 7.0)
        height = max(figures.height, 2 * radius + 2)
        donut = draw_group(press, radius + 0.6, height / 2, radius, counts, doubtful=False)
        return Block(height, (*donut, *figures.at(left, 0.0)))

    def _missing_words(self) -> Iterator[str]:
        left = self.unplaced
        if left.parks:
            named = tr("、").join(f"{name} {count}" for name, count in left.parks)
            yield tr("园区已知、位置未知：{named}", named=named)
        if left.city:
            yield tr("仅知在科学城：{n} 项", n=left.city)

    def legend(self, is_open: bool) -> Block:
        """Explain the signs of a map.

        Args:
            is_open: Whether projects are drawn one by one.
        """
        signs = list(self._signs(is_open))
        marks: list[Mark] = []
        y = 0.0
        for draw, words in signs:
            lines = wrap(words, self._width - _SIGN_MM - 2.0, self._press.measure, _SIZE)
            height = max(_ROW, len(lines) * _SIZE * MM_PER_PT * LINE + 1.6)
            marks += [mark.moved(_SIGN_MM / 2, y + height / 2) for mark in draw(self._press)]
            top = y + height / 2 - len(lines) * _SIZE * MM_PER_PT * LINE / 2
            for place, line in enumerate(lines):
                base = top + (place + 1) * _SIZE * MM_PER_PT * LINE - 1.0
                marks.append(Words(_SIGN_MM + 2.0, base, line, _SIZE, REGULAR, self._press.color("ink")))
            y += height
        industries = self._industry_signs()
        body = Block(y, tuple(marks))
        return stack([heading(tr("图例"), self._width, self._press), industries, body], 0.6)

    def compact(self, outside: int) -> Block:
        """Return the little that a small sheet has room for: the industries, what is missing, what to know."""
        lines = [tr("未落点 {n} 项，不画在图上。", n=len(self.unplaced.rows)), *self._to_know(outside)]
        return stack([self._industry_signs(), self.paragraph(" ".join(lines))], 0.2)

    def _industry_signs(self) -> Block:
        """Name the industries: shape and colour, as many side by side as fit."""
        press, marks = self._press, []
        x, y = 0.0, 0.0
        every = self._contents.by_slot(self._rows)
        for slot, name in enumerate(self._contents.slot_names):
            if not name or not every[slot]:
                continue
            words = press.fitted(name, self._width - 8.0, _SIZE)
            wide = press.measure(words, _SIZE, REGULAR) + 9.0
            if x and x + wide - 4.0 > self._width:
                x, y = 0.0, y + _ROW
            marks += draw_point(press, x + 2.4, y + 2.6, slot, PointFlag(0))
            marks.append(Words(x + 5.6, y + 3.5, words, _SIZE, REGULAR, press.color("ink")))
            x += wide
        return Block(y + _ROW, tuple(marks))

    def _signs(self, is_open: bool) -> Iterator[tuple[Callable[[Press], list[Mark]], str]]:
        yield _donut_sign, tr("圆环：几个项目，中间是项目数，面积随项目数增大，自 12 点起按产业次序")
        if is_open:
            yield _hollow_sign, tr("单个项目；空心为只有计划，未见实施")
        yield _doubt_sign, tr("外圈虚线：全部由园区定位推断，非材料写明")
        yield _footprint_sign, tr("园区示意范围：面积等于公布面积，不是边界")
        yield _core_sign, tr("核心区示意范围")
        yield _border_sign, tr("区界（示意）")
        yield _rail_sign, tr("轨道 1 号线（站间直连，示意）")

    def bases(self) -> Block | None:
        """Say what the positions of the parks shown rest on; None where none is shown."""
        contents = self._contents
        ids, counts = np.unique(contents.park_ids[contents.placed(self._rows)], return_counts=True)
        most = dict(zip(ids.tolist(), counts.tolist(), strict=True))
        parks = [park for park in contents.sheet.parks if park.id in most and park.position_source]
        if not parks:
            return None
        left = len(parks) - _MOST_BASES
        parks = sorted(parks, key=lambda park: (-most[park.id], park.id))[:_MOST_BASES]
        columns = (TableColumn(tr("园区"), 24), TableColumn(tr("等级"), 7), TableColumn(tr("依据"), 45))
        rows = [
            [Cell(park.name), Cell(park.position_confidence or "", token="ink2"), Cell(park.position_source or "")]
            for park in parks
        ]
        notes = [tr("等级：A 实测，B 公开资料可核，C 单一来源或区内替代点，D 推测，误差可达数千米。")]
        if left > 0:
            notes.append(tr("项目较少的另有 {n:,} 个园区，未列。", n=left))
        note = self.paragraph(*notes)
        head = heading(tr("落点依据"), self._width, self._press)
        return stack([head, table(columns, rows, self._width, self._press, 6.5, most_lines=3), note], 0.4)

    def reading(self, outside: int) -> Block:
        """Say what must be known to read the map.

        Args:
            outside: How many placed projects lie outside its frame.
        """
        lines = list(self._to_know(outside))
        return stack([heading(tr("读图须知"), self._width, self._press), self.paragraph(*lines)], 0.4)

    def _to_know(self, outside: int) -> Iterator[str]:
        totals = self._contents.totals(self._rows)
        yield tr("金额：{sum}。图上符号不表示金额。", sum=describe_sum(totals))
        if totals.inferred:
            yield tr("位置：{n} 项的园区由园区定位推断，不是材料写明的选址。", n=totals.inferred)
        yield tr("符号：园区内的项目按次序排在示意范围里，不是各自的选址；示意范围重叠不表示交叠。")
        if outside:
            yield tr("图幅之外另有 {n} 项，换较小的比例尺可见。", n=outside)

    def sources(self, used: Container[str] | None = None) -> Block:
        """Name documents, and the makers of the base map.

        Args:
            used: Ids of the documents to name, where the others and the map's makers stand elsewhere; None for all.
        """
        header = self._contents.sheet.header
        lines = [
            f"{document_sign(place)} {_name(document)}"
            for place, document in enumerate(header.documents)
            if used is None or document.id in used
        ]
        if used is None:
            lines.append(tr("底图：{credits}", credits=tr("；").join(self._press.ground.credits)))
            lines.append(tr(header.attribution))
        return stack([heading(tr("来源"), self._width, self._press), self.paragraph(*lines, size_pt=6.5)], 0.4)


def _name(document: Document) -> str:
    if document.published is None:
        return document.title
    return tr("{title}，{date}", title=document.title, date=document.published)


def _donut_sign(press: Press) -> list[Mark]:
    return draw_group(press, 0.0, 0.0, 2.7, [2, 1, 1, 0, 1], doubtful=False)


def _hollow_sign(press: Press) -> list[Mark]:
    return [
        *draw_point(press, -2.6, 0.0, 0, PointFlag(0)),
        *draw_point(press, 2.6, 0.0, 0, PointFlag.PLANNED),
    ]


def _doubt_sign(press: Press) -> list[Mark]:
    return [Disc(0.0, 0.0, 2.3, Ink(line=press.color("ink2"), width_mm=0.22, dash=DOUBT_DASH))]


def _footprint_sign(press: Press) -> list[Mark]:
    return [Disc(0.0, 0.0, 2.3, Ink("#0D283038", press.color("footprintline"), 0.28, (1.3, 0.9)))]


def _core_sign(press: Press) -> list[Mark]:
    ink = Ink(line=press.color("coreline"), width_mm=0.25, dash=(0.25, 0.9), is_round=True)
    return [box(-4.0, -1.6, 8.0, 3.2, ink)]


def _border_sign(press: Press) -> list[Mark]:
    ink = Ink(line=press.color("districttext"), width_mm=0.2, dash=(2.4, 0.7, 0.5, 0.7))
    return [Shape((((-4.5, 0.0), (4.5, 0.0)),), ink, is_closed=False)]


def _rail_sign(press: Press) -> list[Mark]:
    return [
        rule(-4.5, 0.0, 4.5, 0.0, press.color("rail"), 0.55),
        Disc(0.0, 0.0, 0.75, Ink(press.paper, press.color("rail"), 0.35)),
    ]
