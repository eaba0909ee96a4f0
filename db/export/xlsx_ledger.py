"""The sheet 台账 as this trade prints it: two rows of heads, groups with sums, a total, A3 landscape."""

import math
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.export.sheet import BASIS_WORDS, GRADE_WORDS, ExportSheet
from db.export.table import Cell, amount_yi, as_it_is
from db.export.text_values import to_objects
from db.export.xlsx_rows import CellMaker, Fields, RowWriter, date_cell, split_steps, value_cell
from db.export.xlsx_styles import CHARS_PER_HANZI, MOST_LINKS, Page, Style, Styles, clean, set_paper
from geo.frozen import frozen
from geo.wording import tr

_LINE_PT: Final = 12.5
_PADDING_PT: Final = 5.0
_MOST_PT: Final = 409.0
"""No spreadsheet row is higher."""

FIRST_ROW: Final = 4
"""Row of the first group, below title, unit and the two rows of heads."""

_FOOTER_CHARS: Final = 60
"""Of the data version; a whole footer may have 255."""


@frozen
class _PrintColumn:
    """A column of the printed ledger: group head (or empty), head, width in Chinese characters, field, style, cell."""

    group: str
    title: str
    width: float
    field: str
    style: str = "text"
    show: Callable[[Any], Cell] = as_it_is
    left_out_by: str = ""
    """The grouping whose heads say it already."""


def _show_basis(basis: str | None) -> str:
    return BASIS_WORDS[basis]


def _show_park_basis(basis: str | None) -> str:
    return BASIS_WORDS[basis] or GRADE_WORDS["city"]


def _show_stage(stage: str | None) -> str:
    return stage or tr("未载")


_PRINTED: Final = (
    _PrintColumn("", "编号", 2.6, "id", "center"),
    _PrintColumn("", "项目名称", 15, "name", "name"),
    _PrintColumn("", "单位", 10, "organisations"),
    _PrintColumn("", "类别", 4, "kind_name", "center"),
    _PrintColumn("产业", "主导", 7, "industry", left_out_by="industry"),
    _PrintColumn("产业", "细分", 6, "track"),
    _PrintColumn("产业", "依据", 2.6, "industry_basis", "basis", _show_basis),
    _PrintColumn("金额", "限定", 2.6, "amount_qualifier", "basis"),
    _PrintColumn("金额", "亿元", 4.6, "amount_wan", "amount", amount_yi),
    _PrintColumn("园区", "名称", 10, "park", left_out_by="park"),
    _PrintColumn("园区", "依据", 5.6, "park_basis", "basis", _show_park_basis),
    _PrintColumn("进展", "阶段", 2.8, "stage", "center", _show_stage),
    _PrintColumn("进展", "日期", 5, "stage_date", "date"),
    _PrintColumn("", "活动", 13, "events"),
    _PrintColumn("", "用地\n（亩）", 3.6, "area_mu", "number"),
    _PrintColumn("", "就业\n（个）", 3.6, "jobs", "number"),
    _PrintColumn("", "摘要", 14, "summary"),
    _PrintColumn("", "备注", 12, "note", "basis_left"),
    _PrintColumn("", "出处", 3.2, "", "link"),
)


@frozen(eq=False)
class _Group:
    """Projects under one head.

    Attributes:
        words: The head; empty without grouping, then there is no head and no subtotal.
        color: Of its edge, or None.
        places: int64[n], places of its projects among those exported, in the order asked for.
        row: Row of the first project.
        before: Projects in the groups above.
    """

    words: str
    color: str | None
    places: NDArray[np.int64]
    row: int
    before: int

    @property
    def last(self) -> int:
        """Row of the last project."""
        return self.row + len(self.places) - 1


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
    ids = sheet.columns.ids[sheet.row_numbers]
    groups: list[_Group] = []
    row_of: dict[int, int] = {}
    row, before = FIRST_ROW, 0
    for words, color, places in _split(sheet, grouping):
        first = row + bool(words)
        groups.append(_Group(words, color, places, first, before))
        row_of |= zip(ids[places].tolist(), range(first, first + len(places)), strict=True)
        before += len(places)
        row = first + len(places) + bool(words)
    return LedgerPlan(columns, tuple(groups), row, row_of)


def _split(sheet: ExportSheet, grouping: str) -> Iterator[tuple[str, str | None, NDArray[np.int64]]]:
    """Yield (head, colour, places) in the order of the dimension; within one they keep the order asked for."""
    if grouping == "none":
        if len(sheet):
            yield "", None, np.arange(len(sheet))
        return
    dimension, codes = sheet.columns.dimensions[grouping], sheet.columns.codes[grouping][sheet.row_numbers]
    colors = {industry.id: industry.color for industry in sheet.header.industries} if grouping == "industry" else {}
    for code in np.unique(codes).tolist():
        yield dimension.names[code], colors.get(dimension.ids[code]), np.flatnonzero(codes == code)


def write_ledger(
    page: Page,
    sheet: ExportSheet,
    fields: Fields,
    plan: LedgerPlan,
    styles: Styles,
    evidence: Mapping[int, str],
    tell: Callable[[int], None],
) -> None:
    """Write the sheet.

    Args:
        page: An empty worksheet.
        sheet: What is exported.
        fields: The same, all that is printed of it.
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
    ids, amounts = (values[sheet.row_numbers] for values in (sheet.columns.ids, sheet.columns.amount_wan))
    lines = _LineWriter(page, plan, styles, fields, [id_ in evidence for id_ in ids.tolist()])
    for group in plan.groups:
        lines.put(group, tell)
        if group.words:
            _write_band(page, group.row - 1, group.words, styles[f"group {group.color}"], plan, styles)
            words = tr("小计（{n} 项）", n=len(group.places))
            _write_total(page, group.last + 1, words, (group.row, group.last), amounts[group.places], plan, styles)
    for id_, address in evidence.items():
        page.put_link(plan.row_of[id_], last, address)
    words = tr("合计（{n} 项）", n=sheet.header.totals.count)
    _write_total(page, plan.end, words, (FIRST_ROW, plan.end - 1), amounts, plan, styles)
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


class _LineWriter:
    """Writes the rows of projects, each as high as what it says."""

    def __init__(
        self, page: Page, plan: LedgerPlan, styles: Styles, fields: Fields, is_evidenced: Sequence[bool]
    ) -> None:
        """Take the projects.

        Args:
            page: The sheet.
            plan: What stands where.
            styles: All formats.
            fields: All that is printed.
            is_evidenced: Of each project, whether a document says something of it.
        """
        self._fields = {**fields, "": to_objects(is_evidenced)}
        self._fields["amount_wan"] = _amounts_or_words(fields)
        self._keys = [column.field for column in plan.columns]
        self._lines = [_Lines(column) for column in plan.columns]
        makers = [_maker(page, column, styles) for column in plan.columns]
        self._rows = RowWriter(page, makers, int(any(group.words for group in plan.groups)))

    def put(self, group: _Group, tell: Callable[[int], None]) -> None:
        """Write the projects of a group."""
        for step in split_steps(len(group.places)):
            tell(group.before + step.start)
            values = [self._fields[key][group.places[step]].tolist() for key in self._keys]
            counts = [list(map(known.__getitem__, column)) for known, column in zip(self._lines, values, strict=True)]
            heights = [min(lines * _LINE_PT + _PADDING_PT, _MOST_PT) for lines in map(max, *counts)]
            self._rows.put(group.row + step.start, values, heights)


def _amounts_or_words(fields: Fields) -> NDArray[np.object_]:
    """Return amounts, and where there is none what is said instead."""
    found = zip(fields["amount_wan"].tolist(), fields["amount_text"].tolist(), strict=True)
    return to_objects(text or tr("未公布") if amount is None else amount for amount, text in found)


def _maker(page: Page, column: _PrintColumn, styles: Styles) -> CellMaker:
    if column.style == "date":
        return date_cell(page, styles)
    plain = value_cell(page, styles["center" if column.style == "link" else column.style], column.show)
    if column.style == "amount":
        unknown = value_cell(page, styles["unknown"])
        return lambda value: unknown(value) if isinstance(value, str) else plain(value)
    if column.style == "link":
        link = value_cell(page, styles["link"])
        return lambda is_evidenced: link(tr("见来源")) if is_evidenced else plain(None)
    return plain


class _Lines(dict[Any, int]):
    """In how many lines a wrapped cell is seen whole, by value: not every program makes rows high enough by itself."""

    def __init__(self, column: _PrintColumn) -> None:
        super().__init__()
        self._column = column

    def __missing__(self, value: Any) -> int:  # noqa: ANN401 - whatever a column holds
        column = self._column
        is_said_otherwise = column.style == "link" or (column.style == "amount" and isinstance(value, str))
        shown = None if is_said_otherwise else column.show(value)
        self[value] = lines = 1 if shown is None else max(count_lines(str(shown), column.width), 1)
        return lines


def _write_band(page: Page, row: int, words: str, style: Style, plan: LedgerPlan, styles: Styles) -> None:
    """Write a head that runs over empty cells: merged ones would keep a person from sorting."""
    for i in range(1, len(plan.columns) - 1):
        page.write_blank(row, i, None, styles["group rest"])
    page.write_blank(row, len(plan.columns) - 1, None, styles["group end"])
    page.write_string(row, 0, clean(words), style)
    page.set_row(row, 20)


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
    amounts: NDArray[np.int64],
    plan: LedgerPlan,
    styles: Styles,
) -> None:
    """Write a line of sums. SUBTOTAL follows the spreadsheet's own filter and does not count other subtotals."""
    published = amounts[amounts >= 0]
    for i in range(len(plan.columns)):
        page.write_blank(row, i, None, styles["total"])
    page.write_string(row, 0, words, styles["total"])
    unknown = len(amounts) - len(published)
    if len(published):
        letter = chr(ord("A") + plan.amount)
        formula = f"=SUBTOTAL(9,{letter}{rows[0] + 1}:{letter}{max(rows) + 1})"
        value = float(amount_yi(int(published.sum())) or Decimal(0))
        page.write_formula(row, plan.amount, formula, styles["total_amount"], value)
    else:  # nothing published is not a sum of zero
        page.write_string(row, plan.amount, tr("未公布") if unknown else "", styles["total_amount"])
    if unknown and len(published):
        page.write_string(row, plan.amount + 1, tr("另有 {n} 项未公布金额", n=unknown), styles["total"])
    page.set_row(row, 18)


def link_evidence(rows: Mapping[int, int], sheet_name: str) -> Mapping[int, str]:
    """Return addresses within the workbook by project, as many as a sheet can hold."""
    quoted = sheet_name.replace("'", "''")
    return {id_: f"internal:'{quoted}'!A{row + 1}" for id_, row in list(rows.items())[:MOST_LINKS]}
