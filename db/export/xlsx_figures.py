"""The sheets of figures: announcements beside what the ledger names of them, and charts that can be edited."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from db.export.bars import BAR_COLOR, Bar, count_bars
from db.export.sheet import ExportSheet
from db.export.table import Cell, amount_yi
from db.export.xlsx_ledger import count_lines, footer
from db.export.xlsx_styles import (
    CHARS_PER_HANZI,
    FONT,
    INK,
    INK2,
    LINE,
    Book,
    Page,
    Styles,
    clean,
    set_paper,
    write_date,
    write_value,
)
from db.figures.records import EventFigures, PartFigures
from db.index.facets import Totals
from geo.wording import term, tr

KIND_WORDS: Final = {"signing": "签约", "groundbreaking": "开工", "period": "时段累计"}
DIMENSION_WORDS: Final = {"industry": "产业", "scale": "规模"}

_HEADS: Final = (
    ("", "活动", 26.0),
    ("", "类别", 5.0),
    ("", "日期", 6.0),
    ("公布", "限定", 3.2),
    ("公布", "项", 4.2),
    ("公布", "限定", 3.2),
    ("公布", "亿元", 6.0),
    ("台账具名", "项", 4.2),
    ("台账具名", "亿元", 6.0),
    ("台账具名", "未公布\n金额（项）", 5.2),
    ("余量", "项", 4.2),
    ("余量", "亿元", 6.0),
    ("", "结论", 44.0),
)
_VERDICT: Final = len(_HEADS) - 1


def write_events(page: Page, sheet: ExportSheet, styles: Styles) -> None:
    """Write every announcement: published, named, what remains, the verdicts."""
    page.merge_range(0, 0, 0, _VERDICT, tr("事件核对"), styles["title"])
    page.set_row(0, 34)
    words = tr("列出台账里全部活动，不受筛选影响；余量＝公布减具名，不是任何项目的金额；口径不同的活动不相加")
    page.merge_range(1, 0, 1, _VERDICT - 1, words, styles["note"])
    page.write_string(1, _VERDICT, tr("单位：亿元"), styles["unit"])
    _write_heads(page, styles)
    row = 4
    for event in sheet.reconcile_events():
        _write_event(page, row, event, styles)
        row += 1
        for part in event.parts:
            _write_part(page, row, part, styles)
            row += 1
    page.freeze_panes(4, 1)
    page.autofilter(3, 0, max(row - 1, 4), _VERDICT)
    page.outline_settings(True, False, False, False)
    set_paper(page, max(row - 1, 4), len(_HEADS), (2, 3))
    page.set_footer(footer(sheet))


def _write_heads(page: Page, styles: Styles) -> None:
    group_from = 0
    for i, (group, title, width) in enumerate(_HEADS):
        page.set_column(i, i, width * CHARS_PER_HANZI)
        if not group:
            page.merge_range(2, i, 3, i, tr(title), styles["head"])
            continue
        if _HEADS[i - 1][0] != group:
            group_from = i
        page.write_string(3, i, tr(title), styles["head"])
        if _HEADS[i + 1][0] != group:
            page.merge_range(2, group_from, 2, i, tr(group), styles["head"])
    page.set_row(2, 18)
    page.set_row(3, 30)


def _write_event(page: Page, row: int, event: EventFigures, styles: Styles) -> None:
    verdict = tr("；").join(each.words for each in event.verdicts)
    lines = max(count_lines(event.name, _HEADS[0][2] - 2), count_lines(verdict, _HEADS[_VERDICT][2]))
    page.set_row(row, 5 + 12.5 * lines)
    page.write_string(row, 0, clean(event.name), styles["name"])
    page.write_string(row, 1, tr(KIND_WORDS.get(event.kind, event.kind)), styles["center"])
    write_date(page, row, 2, event.held_on, styles)
    named = event.named
    cells = (
        (event.count_qualifier, "qualifier"),
        (event.project_count, "count"),
        (event.amount_qualifier, "qualifier"),
        (amount_yi(event.amount_wan), "amount"),
        (len(named.ids), "count"),
        (amount_yi(named.amount_wan) if named.published_ids else None, "amount"),
        (named.unpublished, "count"),
        (event.remaining, "count"),
        (amount_yi(event.remaining_amount_wan), "amount"),
    )
    _write_cells(page, row, cells, styles)
    page.write_string(row, _VERDICT, clean(verdict), styles["conflict" if event.has_conflict else "text"])


def _write_part(page: Page, row: int, part: PartFigures, styles: Styles) -> None:
    """Write an announced part of an announcement below it."""
    page.set_row(row, 5 + 12.5 * count_lines(part.key, _HEADS[0][2] - 4), None, {"level": 1})
    page.write_string(row, 0, clean(part.key), styles["inner"])
    page.write_string(row, 1, tr(DIMENSION_WORDS.get(part.dimension, part.dimension)), styles["basis"])
    page.write_blank(row, 2, None, styles["center"])
    named = part.named
    cells: tuple[tuple[Cell, str], ...] = (
        (None, "qualifier"),
        (part.project_count, "count"),
        (None, "qualifier"),
        (amount_yi(part.amount_wan), "amount"),
        (None if named is None else len(named.ids), "count"),
        (amount_yi(named.amount_wan) if named is not None and named.published_ids else None, "amount"),
        (None if named is None else named.unpublished, "count"),
        (part.remaining, "count"),
        (None, "amount"),
    )
    _write_cells(page, row, cells, styles)
    words = tr("台账分不出哪些项目属于这一项") if named is None else ""
    write_value(page, row, _VERDICT, words, styles["basis_left"])


def _write_cells(page: Page, row: int, cells: Iterable[tuple[Cell, str]], styles: Styles) -> None:
    for i, (value, style) in enumerate(cells, start=3):
        write_value(page, row, i, value, styles[style])


# --- charts ---------------------------------------------------------------------------------------------------------


_CHART_COLUMN: Final = 6
_ROWS_A_CHART: Final = 22


def write_charts(page: Page, book: Book, sheet: ExportSheet, styles: Styles) -> None:
    """Write three tables and a chart of each, native ones that follow the cells."""
    page.hide_gridlines(2)
    for i, width in enumerate((16, 6, 8, 8, 3)):
        page.set_column(i, i, width * CHARS_PER_HANZI)
    page.write_string(0, 0, tr("图表"), styles["left_title"])
    page.set_row(0, 34)
    page.write_string(1, 0, clean(tr("筛选：{filters}", filters=sheet.header.filters)), styles["note"])
    row = 3
    for by, title in (("industry", tr("按产业")), ("stage", tr("按阶段")), ("park", tr("按园区"))):
        bars = count_bars(sheet, by)
        _write_table(page, row, title, bars, sheet.header.totals, styles)
        if bars:
            chart = _build_chart(book, page.get_name(), row + 2, title, bars)
            page.insert_chart(row, _CHART_COLUMN, chart, {"description": title})
        row += max(_ROWS_A_CHART, len(bars) + 5)
    set_paper(page, row, _CHART_COLUMN + 12, (0, 0))
    page.fit_to_pages(1, 1)
    page.set_footer(footer(sheet))


def _write_table(page: Page, row: int, title: str, bars: Sequence[Bar], totals: Totals, styles: Styles) -> None:
    page.write_string(row, 0, title, styles["section"])
    for i, head in enumerate((title, tr("项目数"), tr("亿元"), tr("未公布（项）"))):
        page.write_string(row + 1, i, head, styles["head"])
    for place, bar in enumerate(bars, start=row + 2):
        page.write_string(place, 0, clean(term(bar.name)), styles["text"])
        page.write_number(place, 1, bar.count, styles["count"])
        write_value(
            page, place, 2, amount_yi(bar.amount_wan) if bar.count > bar.unpublished else None, styles["amount"]
        )
        page.write_number(place, 3, bar.unpublished, styles["count"])
    last = row + 2 + len(bars)
    page.write_string(last, 0, tr("合计"), styles["total"])
    page.write_number(last, 1, totals.count, styles["total_count"])
    write_value(page, last, 2, amount_yi(totals.amount_wan) if totals.published else None, styles["total_amount"])
    page.write_number(last, 3, totals.unpublished, styles["total_count"])


def _build_chart(book: Book, sheet_name: str, first: int, title: str, bars: Sequence[Bar]) -> Any:  # noqa: ANN401
    chart = book.add_chart({"type": "bar"})
    last, font = first + len(bars) - 1, {"name": FONT, "size": 9, "color": INK}
    chart.add_series(
        {
            "name": tr("项目数"),
            "categories": [sheet_name, first, 0, last, 0],
            "values": [sheet_name, first, 1, last, 1],
            "points": [{"fill": {"color": bar.color or BAR_COLOR}} for bar in bars],
            "fill": {"color": BAR_COLOR},
            "data_labels": {"value": True, "font": font},
            "gap": 45,
        }
    )
    head = tr("{title}：项目数", title=title)
    chart.set_title({"name": head, "name_font": font | {"size": 12, "bold": True}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"color": LINE}, "major_tick_mark": "none"})
    hidden = {"num_font": font | {"color": INK2}, "line": {"none": True}, "major_gridlines": {"visible": False}}
    chart.set_x_axis(hidden | {"visible": False, "min": 0})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 720, "height": 400})
    return chart
