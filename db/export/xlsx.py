"""XLSX, and the only door to XlsxWriter: the printed ledger, every column, the definitions, the sources."""

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_range

from db.export.definitions import describe_definitions
from db.export.fields import WORD_SEPARATOR
from db.export.format import ExportJob
from db.export.sheet import BASIS_WORDS, GRADE_WORDS, ExportSheet
from db.export.table import COLUMNS, Cell, amount_yi
from db.project_rows import ProjectRow
from geo.wording import tr

# XlsxWriter carries no types.
_Book = Any
_Page = Any
_Style = Any
_Styles = Mapping[str, _Style]

_FONT: Final = "微软雅黑"
_INK, _INK2, _INK3, _LINE, _HEAD = "#1D2124", "#4A5157", "#5E656B", "#C9C8C2", "#F1F1EE"
_A3: Final = 8
_CHARS_PER_HANZI: Final = 1.75
"""A spreadsheet's width unit is a digit of its default font; a Chinese character of 9 pt takes this many."""

# `General` shows 8, 12.5 and 1012.4 as they are; `#,##0.####` would leave a bare point behind whole numbers.
_YI: Final = "General"
_CONTROLS: Final = dict.fromkeys(set(range(32)) - {9, 10})
"""XML has no control characters but tabulator and line feed: they are left out."""

_MOST_CHARS: Final = 32_767
"""A cell holds no more; XlsxWriter would leave a longer text out altogether."""

_LINE_PT: Final = 12.5
_PADDING_PT: Final = 5.0
_FOOTER_CHARS: Final = 60
"""Of the data version; a whole footer may have 255."""

_MOST_PT: Final = 409.0
"""No spreadsheet row is higher."""


@dataclass(frozen=True, slots=True)
class _PrintColumn:
    """A column of the printed ledger: group head (or empty), head, width in Chinese characters, cell, style."""

    group: str
    title: str
    width: float
    read: Callable[[ProjectRow], Cell]
    style: str = "text"


_PRINTED: Final = (
    _PrintColumn("", "编号", 2.6, lambda row: row.id, "center"),
    _PrintColumn("", "项目名称", 15, lambda row: row.name, "name"),
    _PrintColumn("", "单位", 10, lambda row: WORD_SEPARATOR.join(row.organisations)),
    _PrintColumn("", "类别", 4, lambda row: row.kind_name, "center"),
    _PrintColumn("产业", "细分", 6, lambda row: row.track),
    _PrintColumn("产业", "依据", 2.6, lambda row: BASIS_WORDS[row.industry_basis], "basis"),
    _PrintColumn("金额", "限定", 2.6, lambda row: row.amount_qualifier, "basis"),
    _PrintColumn("金额", "亿元", 4.6, lambda row: amount_yi(row.amount_wan), "amount"),
    _PrintColumn("园区", "名称", 9, lambda row: row.park),
    _PrintColumn("园区", "依据", 5.6, lambda row: BASIS_WORDS[row.park_basis] or GRADE_WORDS["city"], "basis"),
    _PrintColumn("进展", "阶段", 2.8, lambda row: row.stage or tr("未载"), "center"),
    _PrintColumn("进展", "日期", 4.8, lambda row: row.stage_date, "center"),
    _PrintColumn("", "活动", 13, lambda row: WORD_SEPARATOR.join(row.events)),
    _PrintColumn("", "用地\n（亩）", 3.6, lambda row: row.area_mu, "number"),
    _PrintColumn("", "就业\n（个）", 3.6, lambda row: row.jobs, "number"),
    _PrintColumn("", "摘要", 14, lambda row: row.summary),
    _PrintColumn("", "备注", 13, lambda row: row.note, "basis_left"),
)
_AMOUNT: Final = next(i for i, column in enumerate(_PRINTED) if column.style == "amount")
_LAST: Final = len(_PRINTED) - 1
_FIRST_ROW: Final = 4
"""Row of the first group, below title, unit and the two rows of heads."""


def write_xlsx(job: ExportJob, path: Path) -> None:
    """Write the workbook.

    Raises:
        OSError: The disk is full or refuses.
        ExportCancelled: The person asked to stop.
    """
    sheet = job.sheet
    job.progress(0, len(sheet))
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), options | {"tmpdir": str(path.parent)}) as book:
            book.set_properties(
                {"title": tr("科学城招商项目台账"), "created": sheet.header.written.replace(tzinfo=None)}
            )
            styles = _build_styles(book, sheet)
            _write_ledger(book.add_worksheet(tr("台账")), sheet, styles)
            job.progress(len(sheet) // 2, len(sheet))
            _write_columns(book.add_worksheet(tr("明细")), sheet, styles)
            _write_definitions(book.add_worksheet(tr("口径说明")), sheet, styles)
            _write_sources(book.add_worksheet(tr("来源")), sheet, styles)
            job.progress(len(sheet), len(sheet))
    except FileCreateError as error:  # its one argument is the system's own error
        cause = error.args[0] if error.args else None
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error


def _build_styles(book: _Book, sheet: ExportSheet) -> _Styles:
    base = {"font_name": _FONT, "font_size": 9, "font_color": _INK, "valign": "vcenter"}
    cell = base | {"border": 1, "border_color": _LINE, "text_wrap": True}
    head = cell | {"bold": True, "align": "center", "bg_color": _HEAD}
    total = cell | {"bold": True, "bg_color": _HEAD, "text_wrap": False}
    looks = {
        "title": base | {"font_size": 18, "bold": True, "align": "center"},
        "note": base | {"font_color": _INK2},
        "unit": base | {"font_color": _INK2, "align": "right"},
        "head": head,
        "text": cell | {"indent": 1},
        "name": cell | {"bold": True, "indent": 1},
        "center": cell | {"align": "center"},
        "basis": cell | {"align": "center", "font_color": _INK3},
        "basis_left": cell | {"indent": 1} | {"font_color": _INK3},
        "amount": cell | {"align": "right", "indent": 1, "num_format": _YI},
        "unknown": cell | {"align": "right", "indent": 1, "font_color": _INK3},
        "number": cell | {"align": "right", "num_format": "General"},
        "total": total | {"indent": 1},
        "total_amount": total | {"align": "right", "indent": 1, "num_format": _YI},
        "key": base | {"bold": True, "valign": "top"},
        "words": base | {"text_wrap": True, "valign": "top"},
    }
    styles = {name: book.add_format(look) for name, look in looks.items()}
    group = cell | {"bold": True, "font_size": 10, "text_wrap": False, "indent": 1, "left": 5}
    for color in {industry.color for industry in sheet.header.industries}:
        styles[f"group {color}"] = book.add_format(group | {"left_color": color or _INK3})
    for column in COLUMNS:
        if column.number:
            styles[column.number] = book.add_format(cell | {"align": "right", "num_format": column.number})
    return styles


def _write_ledger(page: _Page, sheet: ExportSheet, styles: _Styles) -> None:
    page.merge_range(0, 0, 0, _LAST, tr("科学城招商项目台账"), styles["title"])
    page.set_row(0, 34)
    page.merge_range(1, 0, 1, _LAST - 2, _clean(tr("筛选：{filters}", filters=sheet.header.filters)), styles["note"])
    page.merge_range(1, _LAST - 1, 1, _LAST, tr("单位：亿元"), styles["unit"])
    _write_heads(page, styles)
    row = _FIRST_ROW
    heads = {industry.id: (industry.name, styles[f"group {industry.color}"]) for industry in sheet.header.industries}
    for industry_id, group in groupby(_by_industry(sheet), key=lambda project: project.industry_id or 0):
        row = _write_group(page, row, heads[industry_id], list(group), styles)
    _write_total(page, row, tr("合计（{n} 项）", n=sheet.header.totals.count), _FIRST_ROW, row - 1, sheet.rows, styles)
    page.autofilter(3, 0, max(row - 1, 3), _LAST)
    page.freeze_panes(_FIRST_ROW, 2)
    _set_print(page, row, sheet)


def _by_industry(sheet: ExportSheet) -> list[ProjectRow]:
    """The rows in the order of industries; within one they keep the order asked for."""
    place = {industry.id: place for place, industry in enumerate(sheet.header.industries)}
    return sorted(sheet.rows, key=lambda row: place[row.industry_id or 0])


def _write_heads(page: _Page, styles: _Styles) -> None:
    for i, column in enumerate(_PRINTED):
        page.set_column(i, i, column.width * _CHARS_PER_HANZI)
    for group, members in groupby(enumerate(_PRINTED), key=lambda pair: pair[1].group):
        places = [i for i, _ in members]
        if group:
            page.merge_range(2, places[0], 2, places[-1], group, styles["head"])
            for i in places:
                page.write_string(3, i, _PRINTED[i].title, styles["head"])
        else:
            for i in places:
                page.merge_range(2, i, 3, i, _PRINTED[i].title, styles["head"])
    page.set_row(2, 18)
    page.set_row(3, 18)


def _write_group(page: _Page, row: int, head: tuple[str, _Style], projects: list[ProjectRow], styles: _Styles) -> int:
    """Write the head, the projects and the subtotal of one industry; return the next free row."""
    page.merge_range(row, 0, row, _LAST, *head)
    page.set_row(row, 20)
    first, last = row + 1, row + len(projects)
    for place, project in enumerate(projects, start=first):
        page.set_row(place, _height_pt(project))
        for i, column in enumerate(_PRINTED):
            _write_cell(page, place, i, column, project, styles)
    _write_total(page, last + 1, tr("小计（{n} 项）", n=len(projects)), first, last, projects, styles)
    return last + 2


def _write_cell(page: _Page, row: int, i: int, column: _PrintColumn, project: ProjectRow, styles: _Styles) -> None:
    value = column.read(project)
    if column.style == "amount" and value is None:
        page.write_string(row, i, project.amount_text or tr("未公布"), styles["unknown"])
    else:
        _write_value(page, row, i, value, styles[column.style])


def _height_pt(project: ProjectRow) -> float:
    """Height in which every wrapped cell of a row is seen whole: not every program fits rows by itself."""
    lines = max(
        math.ceil(_count_hanzi(str(value)) / (column.width - 0.6))
        for column in _PRINTED
        if (value := column.read(project)) is not None
    )
    return min(max(lines, 1) * _LINE_PT + _PADDING_PT, _MOST_PT)


def _count_hanzi(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.58 for char in text)


def _clean(text: str) -> str:
    return text.translate(_CONTROLS)[:_MOST_CHARS]


def _write_value(page: _Page, row: int, column: int, value: Cell, style: _Style) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, style)
    elif isinstance(value, str):
        # As a string whatever it looks like: no text becomes a formula, a number or a link.
        page.write_string(row, column, _clean(value), style)
    else:
        page.write_number(row, column, float(value), style)


def _write_total(
    page: _Page,
    row: int,
    words: str,
    first: int,
    last: int,
    projects: Iterable[ProjectRow],
    styles: _Styles,
) -> None:
    """Write a line of sums. SUBTOTAL follows the spreadsheet's own filter and does not count other subtotals."""
    amounts = [project.amount_wan for project in projects]
    published = [amount for amount in amounts if amount is not None]
    for i in range(_LAST + 1):
        page.write_blank(row, i, None, styles["total"])
    page.merge_range(row, 0, row, _AMOUNT - 1, words, styles["total"])
    unknown = len(amounts) - len(published)
    if published:
        value = float(amount_yi(sum(published)) or Decimal(0))
        cells = xl_range(first, _AMOUNT, max(last, first), _AMOUNT)
        page.write_formula(row, _AMOUNT, f"=SUBTOTAL(9,{cells})", styles["total_amount"], value)
    else:  # nothing published is not a sum of zero
        page.write_string(row, _AMOUNT, tr("未公布") if unknown else "", styles["total_amount"])
    words = tr("另有 {n} 项未公布金额", n=unknown) if unknown and published else ""
    page.merge_range(row, _AMOUNT + 1, row, _LAST, words, styles["total"])
    page.set_row(row, 18)


def _set_print(page: _Page, last: int, sheet: ExportSheet) -> None:
    page.set_landscape()
    page.set_paper(_A3)
    page.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2, 3)
    page.print_area(0, 0, last, _LAST)
    page.center_horizontally()
    page.hide_gridlines(2)
    version = sheet.header.data_version[:_FOOTER_CHARS].replace("&", "&&")
    page.set_footer(
        tr(
            "&L&9数据版本 {version}&C&9第 &P 页 共 &N 页&R&9导出于 {written:%Y-%m-%d %H:%M}",
            version=version,
            written=sheet.header.written.astimezone(),
        )
    )


def _write_columns(page: _Page, sheet: ExportSheet, styles: _Styles) -> None:
    """Write every column of every project, one row a project in the order asked for: for pivots and formulas."""
    for i, column in enumerate(COLUMNS):
        page.set_column(i, i, column.width * _CHARS_PER_HANZI)
        page.write_string(0, i, column.title, styles["head"])
        style = styles[column.number or "text"]
        for row, project in enumerate(sheet.rows, start=1):
            _write_value(page, row, i, column.read(project), style)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(COLUMNS) - 1)
    page.set_landscape()
    page.set_paper(_A3)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write_definitions(page: _Page, sheet: ExportSheet, styles: _Styles) -> None:
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 110)
    page.hide_gridlines(2)
    page.merge_range(0, 0, 0, 1, tr("口径说明"), styles["title"])
    page.set_row(0, 34)
    for row, (key, words) in enumerate(describe_definitions(sheet.header), start=2):
        page.write_string(row, 0, key, styles["key"])
        page.write_string(row, 1, _clean(words), styles["words"])


def _write_sources(page: _Page, sheet: ExportSheet, styles: _Styles) -> None:
    heads = (
        (tr("编号"), 6),
        (tr("项目"), 40),
        (tr("内容"), 12),
        (tr("材料"), 40),
        (tr("发表"), 10),
        (tr("起"), 8),
        (tr("止"), 8),
        (tr("材料编号"), 26),
    )
    for i, (title, width) in enumerate(heads):
        page.set_column(i, i, width)
        page.write_string(0, i, title, styles["head"])
    sources = sheet.find_sources()
    for row, source in enumerate(sources, start=1):
        cells: tuple[Cell, ...] = (
            source.project_id,
            source.project,
            source.field_name,
            source.document,
            source.published,
            source.start,
            source.end,
            source.document_id,
        )
        for i, cell in enumerate(cells):
            _write_value(page, row, i, cell, styles["text"])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sources), 1), len(heads) - 1)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
