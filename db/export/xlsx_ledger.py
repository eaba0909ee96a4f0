"""The sheet 台账 as this trade prints it: two rows of heads, groups with sums, a total, A3 landscape."""

import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

import numpy as np

from db.export.fields import WORD_SEPARATOR
from db.export.sheet import BASIS_WORDS, GRADE_WORDS, ExportSheet
from db.export.table import Cell, amount_yi
from db.export.xlsx_styles import (
    CHARS_PER_HANZI,
    MOST_LINKS,
    Page,
    Style,
    Styles,
    clean,
    set_paper,
    write_date,
    write_value,
)
from db.project_rows import ProjectRow
from geo.frozen import frozen
from geo.wording import tr

_LINE_PT: Final = 12.5
_PADDING_PT: Final = 5.0
_MOST_PT: Final = 409.0
"""No spreadsheet row is higher."""

FIRST_ROW: Final = 4
"""Row of the first group, below title, unit and the two rows of heads."""

ROWS_A_STEP: Final = 500
"""Rows after which an export says how far it is."""

_FOOTER_CHARS: Final = 60
"""Of the data version; a whole footer may have 255."""


@frozen
class _PrintColumn:
    """A column of the printed ledger: group head (or empty), head, width in Chinese characters, cell, style."""

    group: str
    title: str
    width: float
    read: Callable[[ProjectRow], Cell]
    style: str = "text"
    left_out_by: str = ""
    """The grouping whose heads say it already."""


_PRINTED: Final = (
    _PrintColumn("", "编号", 2.6, lambda row: row.id, "center"),
    _PrintColumn("", "项目名称", 15, lambda row: row.name, "name"),
    _PrintColumn("", "单位", 10, lambda row: WORD_SEPARATOR.join(row.organisations)),
    _PrintColumn("", "类别", 4, lambda row: row.kind_name, "center"),
    _PrintColumn("产业", "主导", 7, lambda row: row.industry, left_out_by="industry"),
    _PrintColumn("产业", "细分", 6, lambda row: row.track),
    _PrintColumn("产业", "依据", 2.6, lambda row: BASIS_WORDS[row.industry_basis], "basis"),
    _PrintColumn("金额", "限定", 2.6, lambda row: row.amount_qualifier, "basis"),
    _PrintColumn("金额", "亿元", 4.6, lambda row: amount_yi(row.amount_wan), "amount"),
    _PrintColumn("园区", "名称", 10, lambda row: row.park, left_out_by="park"),
    _PrintColumn("园区", "依据", 5.6, lambda row: BASIS_WORDS[row.park_basis] or GRADE_WORDS["city"], "basis"),
    _PrintColumn("进展", "阶段", 2.8, lambda row: row.stage or tr("未载"), "center"),
    _PrintColumn("进展", "日期", 5, lambda row: row.stage_date, "date"),
    _PrintColumn("", "活动", 13, lambda row: WORD_SEPARATOR.join(row.events)),
    _PrintColumn("", "用地\n（亩）", 3.6, lambda row: row.area_mu, "number"),
    _PrintColumn("", "就业\n（个）", 3.6, lambda row: row.jobs, "number"),
    _PrintColumn("", "摘要", 14, lambda row: row.summary),
    _PrintColumn("", "备注", 12, lambda row: row.note, "basis_left"),
    _PrintColumn("", "出处", 3.2, lambda _: None, "link"),
)


@frozen
class _Group:
    """Projects under one head.

    Attributes:
        words: The head; empty without grouping, then there is no head and no subtotal.
        color: Of its edge, or None.
        projects: In the order asked for.
        row: Row of the first project.
        before: Projects in the groups above.
    """

    words: str
    color: str | None
    projects: Sequence[ProjectRow]
    row: int
    before: int

    @property
    def last(self) -> int:
        """Row of the last project."""
        return self.row + len(self.projects) - 1


@frozen
class LedgerPlan:
    """What stands in which row, known before anything is written: sheets point at each other.

    Attributes:
        columns: Those printed.
        groups: In order.
        end: Row of the total.
        row_of: Row of each project, by id.
    """

    columns: tuple[_PrintColumn, ...]
    groups: tuple[_Group, ...]
    end: int
    row_of: Mapping[int, int]

    @property
    def amount(self) -> int:
        """Place of the amount among the columns."""
        return next(i for i, column in enumerate(self.columns) if column.style == "amount")


def plan_ledger(sheet: ExportSheet, grouping: str) -> LedgerPlan:
    """Lay the sheet out.

    Args:
        sheet: What is exported.
        grouping: `industry`, `park` or `none`.
    """
    columns = tuple(column for column in _PRINTED if column.left_out_by != grouping)
    groups: list[_Group] = []
    row, before = FIRST_ROW, 0
    for words, color, projects in _split(sheet, grouping):
        first = row + bool(words)
        groups.append(_Group(words, color, projects, first, before))
        before += len(projects)
        row = first + len(projects) + bool(words)
    row_of = {project.id: group.row + i for group in groups for i, project in enumerate(group.projects)}
    return LedgerPlan(columns, tuple(groups), row, row_of)


def _split(sheet: ExportSheet, grouping: str) -> Iterator[tuple[str, str | None, list[ProjectRow]]]:
    """Yield (head, colour, projects) in the order of the dimension; within one they keep the order asked for."""
    if grouping == "none":
        if sheet.rows:
            yield "", None, list(sheet.rows)
        return
    dimension, codes = sheet.columns.dimensions[grouping], sheet.columns.codes[grouping][sheet.row_numbers]
    colors = {industry.id: industry.color for industry in sheet.header.industries} if grouping == "industry" else {}
    for code in np.unique(codes).tolist():
        projects = [sheet.rows[place] for place in np.flatnonzero(codes == code).tolist()]
        yield dimension.names[code], colors.get(dimension.ids[code]), projects


def write_ledger(
    page: Page,
    sheet: ExportSheet,
    plan: LedgerPlan,
    styles: Styles,
    evidence: Mapping[int, str],
    tell: Callable[[int], None],
) -> None:
    """Write the sheet.

    Args:
        page: An empty worksheet.
        sheet: What is exported.
        plan: What stands where.
        styles: All formats.
        evidence: Where the places in documents of a project begin, as an address within the workbook, by project.
        tell: Told now and then how many projects are written; may raise `ExportCancelled`.
    """
    last = len(plan.columns) - 1
    page.merge_range(0, 0, 0, last, tr("科学城招商项目台账"), styles["title"])
    page.set_row(0, 34)
    page.merge_range(1, 0, 1, last - 2, clean(tr("筛选：{filters}", filters=sheet.header.filters)), styles["note"])
    page.merge_range(1, last - 1, 1, last, tr("单位：亿元"), styles["unit"])
    _write_heads(page, plan.columns, styles)
    for group in plan.groups:
        _write_group(page, group, plan, styles, evidence, tell)
    words = tr("合计（{n} 项）", n=sheet.header.totals.count)
    _write_total(page, plan.end, words, (FIRST_ROW, plan.end - 1), sheet.rows, plan, styles)
    page.autofilter(3, 0, max(plan.end - 1, 3), last)
    page.freeze_panes(FIRST_ROW, 2)
    page.outline_settings(True, False, False, False)  # a group's sum stands below it
    set_paper(page, plan.end, last + 1, (2, 3))
    page.set_footer(footer(sheet))


def footer(sheet: ExportSheet) -> str:
    """Return the footer of printed sheets: data version, page, time."""
    version = sheet.header.data_version[:_FOOTER_CHARS].replace("&", "&&")
    return tr(
        "&L&9数据版本 {version}&C&9第 &P 页 共 &N 页&R&9导出于 {written:%Y-%m-%d %H:%M}",
        version=version,
        written=sheet.header.written.astimezone(),
    )


def _write_heads(page: Page, columns: Sequence[_PrintColumn], styles: Styles) -> None:
    for i, column in enumerate(columns):
        page.set_column(i, i, column.width * CHARS_PER_HANZI)
    for group, members in groupby(enumerate(columns), key=lambda pair: pair[1].group):
        places = [i for i, _ in members]
        if len(places) > 1 and group:
            page.merge_range(2, places[0], 2, places[-1], tr(group), styles["head"])
        for i in places:
            if group:
                page.write_string(2, places[0], tr(group), styles["head"])
                page.write_string(3, i, tr(columns[i].title), styles["head"])
            else:
                page.merge_range(2, i, 3, i, tr(columns[i].title), styles["head"])
    page.set_row(2, 18)
    page.set_row(3, 18)


def _write_group(
    page: Page,
    group: _Group,
    plan: LedgerPlan,
    styles: Styles,
    evidence: Mapping[int, str],
    tell: Callable[[int], None],
) -> None:
    if group.words:
        _write_band(page, group.row - 1, group.words, styles[f"group {group.color}"], plan, styles)
    for row, project in enumerate(group.projects, start=group.row):
        if (row - group.row) % ROWS_A_STEP == 0:
            tell(group.before + row - group.row)
        page.set_row(row, _height_pt(project, plan.columns), None, {"level": 1} if group.words else {})
        for i, column in enumerate(plan.columns):
            _write_cell(page, row, i, column, project, styles)
        if address := evidence.get(project.id):
            page.write_url(row, len(plan.columns) - 1, address, styles["link"], tr("见来源"))
    if group.words:
        words = tr("小计（{n} 项）", n=len(group.projects))
        _write_total(page, group.last + 1, words, (group.row, group.last), group.projects, plan, styles)


def _write_band(page: Page, row: int, words: str, style: Style, plan: LedgerPlan, styles: Styles) -> None:
    """Write a head that runs over empty cells: merged ones would keep a person from sorting."""
    for i in range(1, len(plan.columns) - 1):
        page.write_blank(row, i, None, styles["group rest"])
    page.write_blank(row, len(plan.columns) - 1, None, styles["group end"])
    page.write_string(row, 0, clean(words), style)
    page.set_row(row, 20)


def _write_cell(page: Page, row: int, i: int, column: _PrintColumn, project: ProjectRow, styles: Styles) -> None:
    value = column.read(project)
    if column.style == "amount" and value is None:
        page.write_string(row, i, clean(project.amount_text or tr("未公布")), styles["unknown"])
    elif column.style == "date":
        write_date(page, row, i, project.stage_date, styles)
    else:
        write_value(page, row, i, value, styles["center" if column.style == "link" else column.style])


def _height_pt(project: ProjectRow, columns: Iterable[_PrintColumn]) -> float:
    """Height in which every wrapped cell of a row is seen whole: not every program fits rows by itself."""
    texts = ((column.width, value) for column in columns if (value := column.read(project)) is not None)
    lines = max(count_lines(str(value), width) for width, value in texts)
    return min(max(lines, 1) * _LINE_PT + _PADDING_PT, _MOST_PT)


def count_lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a cell some Chinese characters wide."""
    room = width - 0.6
    if len(text) <= room and "\n" not in text:
        return 1  # nearly every cell: nothing to measure
    return sum(max(1, math.ceil(count_hanzi(line) / room)) for line in text.split("\n"))


def count_hanzi(text: str) -> float:
    """Return how wide a text is, in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.58 for char in text)


def _write_total(
    page: Page,
    row: int,
    words: str,
    rows: tuple[int, int],
    projects: Iterable[ProjectRow],
    plan: LedgerPlan,
    styles: Styles,
) -> None:
    """Write a line of sums. SUBTOTAL follows the spreadsheet's own filter and does not count other subtotals."""
    amounts = [project.amount_wan for project in projects]
    published = [amount for amount in amounts if amount is not None]
    for i in range(len(plan.columns)):
        page.write_blank(row, i, None, styles["total"])
    page.write_string(row, 0, words, styles["total"])
    unknown = len(amounts) - len(published)
    if published:
        letter = chr(ord("A") + plan.amount)
        formula = f"=SUBTOTAL(9,{letter}{rows[0] + 1}:{letter}{max(rows) + 1})"
        value = float(amount_yi(sum(published)) or Decimal(0))
        page.write_formula(row, plan.amount, formula, styles["total_amount"], value)
    else:  # nothing published is not a sum of zero
        page.write_string(row, plan.amount, tr("未公布") if unknown else "", styles["total_amount"])
    if unknown and published:
        page.write_string(row, plan.amount + 1, tr("另有 {n} 项未公布金额", n=unknown), styles["total"])
    page.set_row(row, 18)


def link_evidence(rows: Mapping[int, int], sheet_name: str) -> Mapping[int, str]:
    """Return addresses within the workbook by project, as many as a sheet can hold."""
    quoted = sheet_name.replace("'", "''")
    return {id_: f"internal:'{quoted}'!A{row + 1}" for id_, row in list(rows.items())[:MOST_LINKS]}
