"""The workbook: a ledger to print, every column, the definitions, the sources."""

import datetime
import html
import io
import sqlite3
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from db.columns import ProjectColumns
from db.export.exporting import build_sheet, unheard
from db.export.format import ExportJob
from db.export.sheet import ExportSheet
from db.export.xlsx import write_xlsx
from db.filters import Filters
from db.ledger import Ledger

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
AMOUNT = "H"


def encode(sheet: ExportSheet) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        write_xlsx(ExportJob(sheet, {}, unheard), path)
        return path.read_bytes()


def build(ledger: Ledger, columns: ProjectColumns, filters: Filters, computed: bool = False) -> Any:  # noqa: ANN401
    rows = np.flatnonzero(columns.mask(filters))
    data = encode(build_sheet(ledger, columns, rows, filters, NOW))
    return openpyxl.load_workbook(io.BytesIO(data), data_only=computed)


@pytest.fixture
def book(ledger: Ledger, columns: ProjectColumns) -> Any:  # noqa: ANN401
    return build(ledger, columns, Filters())


def first_column(page: Any) -> list[Any]:  # noqa: ANN401
    return [row[0].value for row in page.iter_rows(min_row=5)]


def test_the_sheets(book: Any) -> None:  # noqa: ANN401
    assert book.sheetnames == ["台账", "明细", "口径说明", "来源"]


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


def test_the_definitions_tell_what_was_asked(ledger: Ledger, columns: ProjectColumns) -> None:
    page = build(ledger, columns, Filters(industries=frozenset({1})))["口径说明"]
    words = {row[0].value: row[1].value for row in page.iter_rows(min_row=3) if row[0].value}
    assert words["筛选"] == "产业：信息"
    assert words["命令行"] == "export --industry=1"
    assert words["项目数"] == "2 项"
    assert words["金额合计"].startswith("20.5 亿元")
    assert words["材料"].startswith("一号材料，2022-05（推断）")
    assert "GeoNames" in words["署名"]


def test_the_sources_give_positions_in_the_documents(book: Any) -> None:  # noqa: ANN401
    rows = [tuple(cell.value for cell in row) for row in book["来源"].iter_rows(min_row=2)]
    assert (1, "芯片一厂", "金额", "一号材料", "2022-05", 12, 20, "d1") in rows
    assert len(rows) == 5


def test_hostile_texts_are_texts(ledger: Ledger, ledger_path: Path, columns: ProjectColumns) -> None:
    hostile = '=HYPERLINK("http://x","y")'
    with sqlite3.connect(ledger_path) as connection:
        connection.execute(
            "UPDATE projects SET name = ?, summary = ? WHERE id = 1", (hostile, "a\x00b\x1f" + "长" * 40000)
        )
    connection.close()
    book = build(ledger, columns, Filters(ids=frozenset({1})))
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
