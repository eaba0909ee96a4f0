"""CSV that spreadsheets open right and that cannot run as formulas."""

import csv
import dataclasses
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.export.csv_cells import to_csv_cell
from db.export.csv_table import write_csv
from db.export.table import COLUMNS
from db.ledger import Ledger


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_texts_that_would_run_are_guarded(start: str) -> None:
    assert to_csv_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (-1, "-1"),
        (-0.5, "-0.5"),
        (Decimal("-12.50"), "-12.5"),
        (Decimal(100), "100"),
        (Decimal("0.0001"), "0.0001"),
        (106.3589, "106.3589"),
        (128.0, "128"),
        ("约12.5亿元", "约12.5亿元"),
        ("a=b", "a=b"),
    ],
)
def test_numbers_and_ordinary_texts_are_left_alone(cell: str | int | float | Decimal | None, text: str) -> None:
    assert to_csv_cell(cell) == text


def test_lines_end_as_spreadsheets_expect(ledger: Ledger) -> None:
    text = write_csv(ledger.find_rows([1, 2]))
    assert text.count("\r\n") == 3
    assert text.replace("\r\n", "").count("\n") == 0


def test_amounts_are_in_yi_and_unknown_ones_empty(ledger: Ledger) -> None:
    rows = list(csv.DictReader(io.StringIO(write_csv(ledger.find_rows([1, 3])))))
    assert [(row["金额限定"], row["金额（亿元）"]) for row in rows] == [("约", "12.5"), ("", "")]
    assert [row["归园依据"] for row in rows] == ["原文", "仅知在科学城"]


@given(text=st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_any_text_reads_back_and_never_starts_a_formula(text: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerow([to_csv_cell(text), "x"])
    (row,) = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert row[0].removeprefix("'") == text.removeprefix("'")
    assert row[0][0] not in "=+-@\t\r＝＋－＠"


def test_hostile_names_stay_in_their_cell(ledger: Ledger) -> None:
    (row,) = ledger.find_rows([1])
    hostile = dataclasses.replace(row, name='=cmd|" /C calc"!A0,\n"x"', summary="a,b\r\nc")
    (read,) = csv.DictReader(io.StringIO(write_csv([hostile]), newline=""))
    assert read["项目名称"] == "'" + hostile.name
    assert read["摘要"] == "a,b\r\nc"
    assert len(read) == len(COLUMNS)
