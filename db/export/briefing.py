"""What a briefing says, before it becomes slides or pages: one part a park or industry, its figures, bars and rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from db.export.bars import Bar, count_bars
from db.export.definitions import describe_sum
from db.export.errors import ExportError
from db.export.fields import WORD_SEPARATOR
from db.export.format import ExportJob
from db.export.options import read_options
from db.export.paper.sizes import INSET, PNG_OPTIONS
from db.export.sheet import ExportSheet
from db.export.xlsx_ledger import count_hanzi
from db.export.xml_text import clean_xml
from db.index.facets import Totals
from db.money import figure_unit, format_figure, money_parts
from db.project_rows import ProjectRow
from db.schema import STAGES
from geo.frozen import frozen
from geo.wording import term, tr

INK, INK2, LINE, HEAD = "1B1F24", "4A525C", "C9C8C2", "F1F1EE"
BRIEFING: Final = "科学城招商项目简报"

MOST_BARS: Final = 6
_STARTED: Final = frozenset(stage for stage, _, rank in STAGES if rank >= next(r for s, _, r in STAGES if s == "开工"))
_CHART_BY: Final = {"park": "industry", "industry": "park"}
_CHART_TITLES: Final = {"park": "园区（项目数）", "industry": "产业（项目数）"}


@frozen
class KeyFigure:
    """A number people should take away, and what it is."""

    value: str
    unit: str
    caption: str


@frozen(eq=False)
class BriefingPart:
    """One page or slide.

    Attributes:
        title: The park or industry, or what the whole is called.
        color: Of the industry, `#RRGGBB`, or None.
        sheet: Its projects.
        bars: Its chart.
        chart_title: What the chart counts.
    """

    title: str
    color: str | None
    sheet: ExportSheet
    bars: tuple[Bar, ...]
    chart_title: str

    @property
    def totals(self) -> Totals:
        """Of its projects."""
        return self.sheet.header.totals

    @property
    def conclusion(self) -> str:
        """It in one sentence: number, sum, how many are not published."""
        return tr("{n} 项，{sum}", n=self.totals.count, sum=describe_sum(self.totals))

    @property
    def figures(self) -> tuple[KeyFigure, ...]:
        """Its key figures."""
        totals = self.totals
        amount, unit = money_parts(totals.amount_wan) if totals.published else (tr("未公布"), "")
        started = sum(row.stage in _STARTED for row in self.sheet.rows)
        return (
            KeyFigure(f"{totals.count:,}", tr("项"), tr("台账具名项目")),
            KeyFigure(amount, unit, tr("已公布金额合计；其中 {n} 个未公布", n=totals.unpublished)),
            KeyFigure(f"{started:,}", tr("项"), tr("阶段已到开工及以后")),
        )

    @property
    def sources(self) -> str:
        """The documents its projects rest on."""
        used = {document for row in self.sheet.rows for document in row.documents}
        titles = [document.title for document in self.sheet.header.documents if document.id in used]
        return tr("来源：{sources}", sources=clean_xml(tr("；").join(titles)) or tr("无"))

    @property
    def cautions(self) -> str:
        """What is not certain about it."""
        inferred = tr("{n} 项的园区为推断", n=self.totals.inferred) if self.totals.inferred else ""
        header = self.sheet.header
        datum = tr("坐标：{datum}", datum=tr(header.datum_words))
        return tr("；").join(filter(None, (inferred, tr(header.attribution), datum)))


@frozen(eq=False)
class Briefing:
    """A whole one: `overview` is of all projects, `parts` of each park or industry, `by` which of the two."""

    overview: BriefingPart
    parts: tuple[BriefingPart, ...]
    by: str

    @property
    def by_number(self) -> tuple[BriefingPart, ...]:
        """The parts, those with most projects first."""
        return tuple(sorted(self.parts, key=lambda part: -part.totals.count))


def build_briefing(sheet: ExportSheet, by: str) -> Briefing:
    """Split a sheet into the parts of a briefing.

    Args:
        sheet: What is exported.
        by: `park` or `industry`; projects without one are a part of their own.
    """
    bars = tuple(count_bars(sheet, by, MOST_BARS))
    overview = BriefingPart(tr(BRIEFING), None, sheet, bars, tr(_CHART_TITLES[by]))
    return Briefing(overview, tuple(_split(sheet, by)), by)


def _split(sheet: ExportSheet, by: str) -> Iterator[BriefingPart]:
    dimension, codes = sheet.columns.dimensions[by], sheet.columns.codes[by][sheet.row_numbers]
    colors = {industry.id: industry.color for industry in sheet.header.industries} if by == "industry" else {}
    for code in np.unique(codes).tolist():
        name = clean_xml(term(dimension.names[code]))
        words = tr("园区：{name}", name=name) if by == "park" else tr("产业：{name}", name=name)
        part = sheet.part(sheet.row_numbers[codes == code], words)
        bars = tuple(count_bars(part, _CHART_BY[by], MOST_BARS))
        title = tr(_CHART_TITLES[_CHART_BY[by]])
        yield BriefingPart(name, colors.get(dimension.ids[code]), part, bars, title)


# --- tables ---------------------------------------------------------------------------------------------------------


def project_heads(by: str) -> tuple[str, ...]:
    """Heads of a part's table; what the part is called stands in no column."""
    other = tr("园区") if by == "industry" else tr("产业")
    amount = tr("金额（{unit}）", unit=figure_unit())
    return tr("编号"), tr("项目名称"), tr("单位"), other, amount, tr("阶段"), tr("日期")


def project_cells(row: ProjectRow, by: str) -> tuple[str, ...]:
    """The cells of a project in that table, as texts any XML can hold."""
    other = (row.park or tr("仅知在科学城")) if by == "industry" else (row.industry or tr("未归类"))
    cells = (
        str(row.id),
        row.name,
        WORD_SEPARATOR.join(row.organisations),
        other,
        amount_words(row),
        term(row.stage) if row.stage else tr("未载"),
        row.stage_date or "",
    )
    return tuple(clean_xml(cell) for cell in cells)


def amount_words(row: ProjectRow) -> str:
    """Return an amount with its qualifier; an unknown one as printed, or that it is not published."""
    if row.amount_wan is None:
        return row.amount_text or tr("未公布")
    return " ".join(filter(None, (row.amount_qualifier, format_figure(row.amount_wan))))


def overview_heads(by: str) -> tuple[str, ...]:
    """Heads of the table of parts."""
    amount = tr("已公布金额（{unit}）", unit=figure_unit())
    return tr("园区") if by == "park" else tr("产业"), tr("项目数"), amount, tr("未公布（项）"), tr("园区为推断（项）")


def overview_cells(part: BriefingPart) -> tuple[str, ...]:
    """The cells of a part in that table."""
    totals = part.totals
    amount = format_figure(totals.amount_wan) if totals.published else tr("未公布")
    return part.title, f"{totals.count:,}", amount, f"{totals.unpublished:,}", f"{totals.inferred:,}"


def cut_to(words: str, most_hanzi: float) -> str:
    """Return a text that is no wider than some Chinese characters, on one line; what is cut ends in `…`."""
    words = " ".join(words.split("\n"))
    if count_hanzi(words) <= most_hanzi:
        return words
    room, kept = most_hanzi - 1.0, 0
    while kept < len(words) and (room := room - count_hanzi(words[kept])) >= 0:
        kept += 1
    return f"{words[:kept]}…"


# --- maps -----------------------------------------------------------------------------------------------------------

_DPI: Final = 200


def draw_map(job: ExportJob, part: BriefingPart, path: Path, size_mm: tuple[int, int], done: int) -> None:
    """Draw the map of a part as PNG, by the same hand that draws maps on paper.

    Args:
        job: The export; its renderer draws.
        part: Whose projects.
        path: Where.
        size_mm: Width and height it is meant to be shown at.
        done: Projects that are dealt with already.

    Raises:
        ExportError: It could not be drawn.
        ExportCancelled: The person asked to stop.
    """
    if job.renderer is None:
        raise ExportError(tr("简报要画地图，这里画不了；请在窗口里导出。"))
    width, height = size_mm
    options = read_options(PNG_OPTIONS, {"width": width, "height": height, "dpi": _DPI})

    def tell(_done: int, _total: int) -> None:
        job.progress(done, len(job.sheet))  # a picture is a small part of the whole, but it can be stopped

    job.renderer.render(ExportJob(part.sheet, {**options, INSET: True}, tell, job.renderer), "png", path)
