"""Cells written a column at a time are those written one by one."""

import csv
import datetime
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.export import csv_cells
from db.export.blocks import Block
from db.export.csv_cells import CellWriter, to_csv_cell, write_degrees, write_integers
from db.export.exporting import build_sheet, export_projects
from db.export.table import COLUMNS
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from geo.datums import Datum

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


@given(
    st.lists(
        st.one_of(
            st.floats(-200, 200),
            st.floats(0, 1000).map(lambda value: round(value, 6)),
            st.integers(0, 10**10).map(lambda number: number / 10**7 + 5e-8),
            st.sampled_from([0.0, -0.0, 1e-8, 9.99999995, 99.99999995, 999.99999995, 1000.0, 1e20, float("nan")]),
        )
    )
)
def test_degrees_are_those_written_one_by_one(values: list[float]) -> None:
    written = write_degrees(np.array(values, np.float64))
    assert written == [b"" if value != value else to_csv_cell(value).encode() for value in values]


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_whole_numbers_are_those_written_one_by_one(values: list[int]) -> None:
    assert write_integers(np.array(values, np.int64)) == [str(value).encode() for value in values]


@pytest.mark.parametrize("delimiter", [",", "\t"])
@given(texts=st.lists(st.text(st.sampled_from('甲a=＝+-@,\t"\r\n 1')), min_size=1))
def test_free_texts_are_those_written_one_by_one(delimiter: str, texts: list[str]) -> None:
    writer = CellWriter(delimiter, Datum.WGS84)
    written = writer._write_each([text.encode() for text in texts])  # noqa: SLF001 - a column without a ledger
    assert written == [csv_cells.quote(to_csv_cell(text), delimiter).encode() for text in texts]


@pytest.mark.parametrize("most", [1, 8, 1 << 16], ids=["none combined", "some combined", "all combined"])
def test_combining_columns_changes_nothing(
    ledger: Ledger, columns: ProjectColumns, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(csv_cells, "_MOST_COMBINED", most)
    (block,) = build_sheet(ledger, columns, np.arange(7)[::-1], Filters(), NOW).blocks()
    lines = list(CellWriter(",", Datum.WGS84).lines(block, empty=1))
    table = list(csv.reader(io.StringIO(b"\r\n".join(lines).decode(), newline="")))
    assert [row[-1] for row in table] == [""] * 7
    for row, project in zip(table, ledger.find_rows(block.ids.tolist()), strict=True):
        assert row[:-1] == [to_csv_cell(column.read(project)) for column in COLUMNS]


def test_many_blocks_are_one_file_read_ahead_and_in_order(
    ledger: Ledger, columns: ProjectColumns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(name: str) -> bytes:
        rows = np.array([6, 0, 3, 1, 2, 4, 5])
        export_projects(ledger, columns, rows, tmp_path / name, filters=Filters(), now=NOW)
        return (tmp_path / name).read_bytes()

    prepared: list[int] = []
    prepare = Block.prepare

    def count(block: Block) -> None:
        prepared.append(len(block))
        prepare(block)

    monkeypatch.setattr(Block, "prepare", count)
    whole = write("whole.csv")
    assert prepared == []
    monkeypatch.setattr("db.export.sheet.BLOCK_ROWS", 2)
    assert write("cut.csv") == whole
    assert prepared == [2, 2, 2, 1]
