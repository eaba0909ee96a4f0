"""The workbook: a ledger to print, every column, the definitions, the sources."""

import datetime
import gc
import html
import io
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from db.export import xlsx
from db.export.errors import ExportCancelled
from db.export.exporting import build_sheet, unheard
from db.export.format import ExportJob
from db.export.office_options import XLSX_OPTIONS
from db.export.options import Value, read_options
from db.export.sheet import ExportSheet
from db.export.table import COLUMNS
from db.export.xlsx import write_xlsx
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
AMOUNT = "H"


def encode(sheet: ExportSheet, **options: Value) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        write_xlsx(ExportJob(sheet, read_options(XLSX_OPTIONS, options), unheard), path)
        return path.read_bytes()


def build(ledger: Ledger, columns: ProjectColumns, filters: Filters, computed: bool = False, **options: Value) -> Any:  # noqa: ANN401
    rows = np.flatnonzero(columns.mask(filters))
    data = encode(build_sheet(ledger, columns, rows, filters, NOW), **options)
    return openpyxl.load_workbook(io.BytesIO(data), data_only=computed)


@pytest.fixture
def book(ledger: Ledger, columns: ProjectColumns) -> Any:  # noqa: ANN401
    return build(ledger, columns, Filters())


def first_column(page: Any) -> list[Any]:  # noqa: ANN401
    return [row[0].value for row in page.iter_rows(min_row=5)]


def test_the_sheets(book: Any) -> None:  # noqa: ANN401
    assert book.sheetnames == ["台账", "明细", "图表", "口径说明", "事件核对", "来源"]


def test_the_ledger_is_set_for_print(book: Any) -> None:  # noqa: ANN401
    page = book["台账"]
    assert page["A1"].value == "科学城招商项目台账"
    assert "单位：亿元" in [cell.value for cell in page[2]]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 8)
    assert page.print_title_rows == "$3:$4"
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)
    assert page.freeze_panes == "C5"
    assert page.auto_filter.ref is not None


def test_projects_are_grouped_by_industry_with_sums(book: Any) -> None:  # noqa: ANN401
    assert first_column(book["台账"]) == [
        "信息", 1, 2, "小计（2 项）", "健康", 3, 7, "小计（2 项）", "未归类", 4, 5, 6, "小计（3 项）", "合计（7 项）",
    ]  # fmt: skip


def test_sums_are_formulas_with_their_value(ledger: Ledger, columns: ProjectColumns, book: Any) -> None:  # noqa: ANN401
    assert book["台账"]["H8"].value == "=SUBTOTAL(9,H6:H7)"
    page = build(ledger, columns, Filters(), computed=True)["台账"]
    assert [page[f"{AMOUNT}{row}"].value for row in (8, 12, 17, 18)] == [20.5, 105, 0.5, 126]
    assert page["I18"].value == "另有 3 项未公布金额"


def test_unpublished_amounts_are_said_to_be_so(ledger: Ledger, columns: ProjectColumns, book: Any) -> None:  # noqa: ANN401
    assert book["台账"]["H10"].value == "未公布"
    page = build(ledger, columns, Filters(ids=frozenset({3})))["台账"]
    assert [page[f"{AMOUNT}{row}"].value for row in (6, 7, 8)] == ["未公布"] * 3, "a sum of nothing known is not zero"


def test_every_column_stands_in_the_second_sheet_with_real_numbers(book: Any) -> None:  # noqa: ANN401
    page = book["明细"]
    heads = [cell.value for cell in page[1]]
    row = dict(zip(heads, [cell.value for cell in page[2]], strict=True))
    assert (row["编号"], row["金额（亿元）"], row["经度"], row["就业（个）"]) == (1, 12.5, 106.36, 1500)
    assert dict(zip(heads, [cell.value for cell in page[4]], strict=True))["金额（亿元）"] is None


@pytest.mark.parametrize("ids", [[1, 2, 3, 4, 5, 6, 7], [7, 1, 4]])
def test_every_cell_is_what_the_full_row_says(ledger: Ledger, columns: ProjectColumns, ids: list[int]) -> None:
    sheet = build_sheet(ledger, columns, columns.rows_of(ids), Filters(), NOW)
    page = openpyxl.load_workbook(io.BytesIO(encode(sheet)))["明细"]
    dated = [column.field for column in COLUMNS].index("stage_date")
    for row, cells in zip(sheet.rows, page.iter_rows(min_row=2, values_only=True), strict=True):
        expected = [column.read(row) for column in COLUMNS]
        found = [value or "" for value in cells]
        assert found[:dated] == [float(v) if isinstance(v, Decimal) else v or "" for v in expected[:dated]]
        assert found[dated + 1 :] == [v or "" for v in expected[dated + 1 :]]


def test_a_text_that_looks_like_markup_of_a_workbook_stays_a_text(ledger: Ledger, ledger_path: Path) -> None:
    with closing(sqlite3.connect(ledger_path)) as connection, connection:
        connection.execute("UPDATE projects SET name = '<r><t>甲</t></r>' WHERE id = 1")
    book = build(ledger, ledger.load_columns(), Filters(ids=frozenset({1})))
    assert book["明细"]["B2"].value.strip() == "<r><t>甲</t></r>"


def test_the_definitions_tell_what_was_asked(ledger: Ledger, columns: ProjectColumns) -> None:
    page = build(ledger, columns, Filters(industries=frozenset({1})))["口径说明"]
    words = {row[0].value: row[1].value for row in page.iter_rows(min_row=3, max_row=20) if row[0].value}
    assert words["筛选"] == "产业：信息"
    assert words["命令行"] == "export --industry=1"
    assert words["项目数"] == "2 项"
    assert words["金额合计"].startswith("20.5 亿元")
    assert words["材料"].startswith("一号材料，2022-05（推断）")
    assert "GeoNames" in words["署名"]


def test_the_sources_give_positions_in_the_documents(book: Any) -> None:  # noqa: ANN401
    rows = [tuple(cell.value for cell in row) for row in book["来源"].iter_rows(min_row=2)]
    assert (1, "芯片一厂", "金额", "一号材料", datetime.datetime(2022, 5, 1), 12, 20, "d1") in rows
    assert len(rows) == 5


def test_hostile_texts_are_texts(ledger: Ledger, ledger_path: Path) -> None:
    hostile = '=HYPERLINK("http://x","y")'
    with sqlite3.connect(ledger_path) as connection:
        connection.execute(
            "UPDATE projects SET name = ?, summary = ? WHERE id = 1", (hostile, "a\x00b\x1f" + "长" * 40000)
        )
    connection.close()
    book = build(ledger, ledger.load_columns(), Filters(ids=frozenset({1})))
    cell = book["明细"]["B2"]
    assert (cell.value, cell.data_type) == (hostile, "s")
    assert cell.hyperlink is None
    written = book["明细"].cell(2, [head.value for head in book["明细"][1]].index("摘要") + 1).value
    assert len(written) == 32767, "what no cell can hold is cut, not lost"


def test_no_row_is_higher_than_a_spreadsheet_allows(ledger: Ledger, ledger_path: Path) -> None:
    with sqlite3.connect(ledger_path) as connection:
        connection.execute("UPDATE projects SET note = ? WHERE id = 1", ("很长的备注" * 2000,))
    connection.close()
    page = build(ledger, ledger.load_columns(), Filters())["台账"]
    heights = [row.height for row in page.row_dimensions.values() if row.height]
    assert 400 < max(heights) <= 409


def test_a_footer_holds_any_data_version(ledger: Ledger, ledger_path: Path, columns: ProjectColumns) -> None:
    with sqlite3.connect(ledger_path) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'data_version'", ("甲&R乙" + "长" * 300,))
    connection.close()
    rows = np.flatnonzero(columns.mask(Filters()))
    with zipfile.ZipFile(io.BytesIO(encode(build_sheet(ledger, columns, rows, Filters(), NOW)))) as book:
        page = html.unescape(book.read("xl/worksheets/sheet1.xml").decode())
    assert "数据版本 甲&&R乙长" in page  # a lone & would begin a command
    assert "第 &P 页" in page


def test_control_characters_in_what_was_asked_are_left_out(ledger: Ledger, columns: ProjectColumns) -> None:
    book = build(ledger, columns, Filters(text="芯\x01片\x1b"))
    assert book["台账"]["A2"].value == "筛选：文字：芯片"
    assert "文字：芯片" in [cell.value for cell in book["口径说明"]["B"]]


def test_a_ledger_by_park_names_the_industry_of_each_row(ledger: Ledger, columns: ProjectColumns) -> None:
    page = build(ledger, columns, Filters(), group="park")["台账"]
    found: dict[str, list[int]] = {}
    head = ""
    for cell in first_column(page):
        if isinstance(cell, int):
            found[head].append(cell)
        elif not cell.startswith(("小计", "合计")):
            head = cell
            found[head] = []
    names, codes = columns.dimensions["park"].names, columns.codes["park"]
    assert list(found) == [names[code] for code in sorted(set(codes.tolist()))]
    assert found == {head: columns.ids[codes == list(names).index(head)].tolist() for head in found}
    heads = [cell.value for cell in page[4]]
    assert "主导" in heads
    assert "名称" not in heads
    assert page["I6"].value == 12.5


def test_a_ledger_without_groups_is_one_list(ledger: Ledger, columns: ProjectColumns) -> None:
    page = build(ledger, columns, Filters(), group="none")["台账"]
    assert first_column(page) == [1, 2, 3, 4, 5, 6, 7, "合计（7 项）"]
    assert {row.outlineLevel for row in page.row_dimensions.values()} == {0}


def test_dates_are_real_and_show_no_more_than_is_known(book: Any) -> None:  # noqa: ANN401
    page, column = book["明细"], [column.field for column in COLUMNS].index("stage_date") + 1
    found = {page.cell(row, 1).value: page.cell(row, column) for row in range(2, 9)}
    assert (found[1].value, found[1].number_format) == (datetime.datetime(2021, 1, 1), "yyyy")
    assert (found[3].value, found[3].number_format) == (datetime.datetime(2022, 7, 1), "yyyy-mm")
    assert found[7].value is None, "no date is printed"


def test_a_date_no_spreadsheet_knows_stays_as_it_is_written(ledger: Ledger, ledger_path: Path) -> None:
    with sqlite3.connect(ledger_path) as connection:
        connection.execute("UPDATE milestones SET date = '1899-12' WHERE project_id = 3")
    connection.close()
    page = build(ledger, ledger.load_columns(), Filters(ids=frozenset({3})))["明细"]
    assert "1899-12" in [cell.value for cell in page[2]]


def test_a_project_leads_to_its_evidence_and_back(book: Any) -> None:  # noqa: ANN401
    ledger_page, sources = book["台账"], book["来源"]
    link = next(cell for cell in ledger_page[6] if cell.hyperlink)
    assert (ledger_page["A6"].value, link.value) == (1, "见来源")
    sheet, _, place = link.hyperlink.location.partition("!")
    assert (sheet, sources[place].value) == ("'来源'", 1)
    sheet, _, place = sources[place].hyperlink.location.partition("!")
    assert (sheet, ledger_page[place].value) == ("'台账'", 1)
    assert not [cell for cell in ledger_page[7] if cell.hyperlink], "nothing evidences the second"


def test_announcements_stand_beside_what_is_named_of_them(book: Any) -> None:  # noqa: ANN401
    rows = {row[0].value: [cell.value for cell in row] for row in book["事件核对"].iter_rows(min_row=5)}
    assert rows["一月签约"][:12] == [
        "一月签约", "签约", datetime.datetime(2022, 1, 5), None, 3, None, 20, 2, 12.5, 1, 1, 7.5,
    ]  # fmt: skip
    assert "1 项未具名" in rows["一月签约"][12]
    assert rows["信息"][4:8] == [2, None, None, 1]
    assert rows["全年累计"][3:5] == ["余", 10]


def test_every_kpi_stands_with_its_definition(ledger: Ledger, columns: ProjectColumns, book: Any) -> None:  # noqa: ANN401
    rows = [tuple(cell.value for cell in row[:5]) for row in book["口径说明"].iter_rows()]
    assert sum(row[0] == "开工率" for row in rows) == 3
    value, above, below = next(row[2:] for row in rows if row[1] and row[1].startswith("按阶段（选用）：已开工及以后"))
    assert value == pytest.approx(above / below, abs=0.0005)
    assert next(row[2] for row in rows if row[1] and row[1].startswith("含拿地")) == "不可得"


def test_charts_point_at_cells_with_the_same_numbers(ledger: Ledger, columns: ProjectColumns, book: Any) -> None:  # noqa: ANN401
    page = book["图表"]
    found = {row[0].value: [cell.value for cell in row[1:4]] for row in page.iter_rows(max_col=4)}
    assert found["信息"] == [2, 20.5, 0]
    assert found["未归类"] == [3, 0.5, 2]
    assert found["合计"] == [7, 126, 3]
    data = encode(build_sheet(ledger, columns, np.arange(7), Filters(), NOW))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    assert len(charts) == 3
    assert "'图表'!$B$6:$B$8" in charts[0] or "图表!$B$6:$B$8" in charts[0]
    assert all("微软雅黑" in chart for chart in charts)
    assert "图表" not in build(ledger, columns, Filters(), charts=False).sheetnames


def test_the_same_clock_gives_the_same_workbook(ledger: Ledger, columns: ProjectColumns) -> None:
    sheet = build_sheet(ledger, columns, np.arange(7), Filters(), NOW)
    assert encode(sheet) == encode(sheet)


def test_nothing_exported_is_a_workbook_too(ledger: Ledger, columns: ProjectColumns) -> None:
    book = build(ledger, columns, Filters(text="没有"))
    assert first_column(book["台账"]) == ["合计（0 项）"]


def test_a_long_workbook_tells_how_far_it_is_and_can_be_stopped(own_ledger: Path, tmp_path: Path) -> None:
    told: list[int] = []

    def stop(done: int, total: int) -> None:
        assert total == 1290
        told.append(done)
        if done >= 900:
            raise ExportCancelled

    with Ledger.open(own_ledger) as ledger:
        columns = ledger.load_columns()
        rows = np.tile(np.arange(len(columns)), 15)
        sheet = build_sheet(ledger, columns, rows, Filters(), NOW)
        with pytest.raises(ExportCancelled):
            write_xlsx(ExportJob(sheet, read_options(XLSX_OPTIONS, {"group": "none"}), stop), tmp_path / "a.xlsx")
    assert told == sorted(told)
    assert {0, 250, 500, 895} <= set(told)


def test_a_workbook_can_still_be_stopped_while_it_is_packed(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "_TELL_S", -1.0)
    told: list[int] = []

    def stop_at(last: int) -> None:
        def follow(done: int, total: int) -> None:
            told.append(done)
            if len(told) == last:
                raise ExportCancelled

        told.clear()
        sheet = build_sheet(ledger, columns, np.arange(7), Filters(), NOW)
        write_xlsx(ExportJob(sheet, read_options(XLSX_OPTIONS, {}), follow), tmp_path / "a.xlsx")

    stop_at(0)
    words = len(told)
    assert told.count(7) > 20, "cells, texts and each part of the archive are told of"
    for last in (words - told.count(7) + 2, words - 20, words - 2):
        with pytest.raises(ExportCancelled):
            stop_at(last)
        gc.collect()  # an archive that was stopped goes away without a word
