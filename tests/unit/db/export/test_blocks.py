"""Blocks of columns say the same as full rows, whatever the order and however the rows are cut."""

import datetime
import sqlite3
from contextlib import closing

import numpy as np
import pytest

from db.connection import LedgerInconsistent
from db.export import blocks
from db.export.exporting import build_sheet
from db.export.fields import FIELDS, WORD_SEPARATOR
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


@pytest.mark.parametrize("ids", [[1, 2, 3, 4, 5, 6, 7], [7, 1, 4], [2, 6], [5]])
@pytest.mark.parametrize("taxonomy", [0, -1], ids=["oldest", "newest"])
def test_every_field_is_that_of_the_row(ledger: Ledger, columns: ProjectColumns, ids: list[int], taxonomy: int) -> None:
    taxonomies = ledger.load_vocabulary(columns).taxonomies
    spoken = taxonomies.speak(columns, taxonomies.labels[taxonomy])
    sheet = build_sheet(ledger, spoken, spoken.rows_of(ids), Filters(), NOW)
    (block,) = sheet.blocks()
    assert [row.id for row in sheet.rows] == ids
    for field in FIELDS:
        assert block[field.key] == [getattr(row, field.key) for row in sheet.rows], field.key
        if field.type == "words":
            assert block.joined(field.key) == [WORD_SEPARATOR.join(getattr(row, field.key)) for row in sheet.rows]


def test_cutting_changes_nothing(ledger: Ledger, columns: ProjectColumns) -> None:
    sheet = build_sheet(ledger, columns, np.arange(7)[::-1], Filters(), NOW)
    with ledger.reading() as connection:
        lookups = blocks.read_lookups(connection, columns)
    cut = blocks.split_rows(sheet.row_numbers, 2)
    parts = [blocks.Block(columns, rows, ledger.reading, lookups) for rows in cut]
    assert [len(part) for part in parts] == [2, 2, 2, 1]
    (whole,) = sheet.blocks()
    for field in FIELDS:
        assert [value for part in parts for value in part[field.key]] == whole[field.key]


def test_a_project_that_vanished_meanwhile_stops_the_export(ledger: Ledger, columns: ProjectColumns) -> None:
    sheet = build_sheet(ledger, columns, np.arange(7), Filters(), NOW)
    with closing(sqlite3.connect(ledger.path)) as other, other:
        other.execute("DELETE FROM projects WHERE id = 6")
    (block,) = sheet.blocks()
    with pytest.raises(LedgerInconsistent, match="别的程序"):
        block["summary"]
