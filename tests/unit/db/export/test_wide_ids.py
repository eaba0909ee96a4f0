"""What is exported names the right projects where another program counts them by numbers of 19 digits."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from db.export.exporting import build_sheet, export_projects
from db.export.page_data import build_page_data
from db.filters import Filters
from db.ledger import Ledger
from tests.unit.db.export.test_page_data import NOW, TOKENS

FIRST = 1_765_432_109_876_543_210


@pytest.fixture
def ledger(ledger_path: Path) -> Iterator[Ledger]:
    with closing(sqlite3.connect(ledger_path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")}
            if "project_id" in columns:
                connection.execute(f"UPDATE {table} SET project_id = project_id + ?", (FIRST,))  # noqa: S608
        connection.execute("UPDATE projects SET id = id + ?", (FIRST,))
    with Ledger.open(ledger_path) as opened:
        yield opened


def test_a_workbook_has_every_digit(ledger: Ledger, tmp_path: Path) -> None:
    target, columns = tmp_path / "a.xlsx", ledger.load_columns()
    export_projects(ledger, columns, np.arange(len(columns)), target, filters=Filters(), now=NOW)
    for name in ("台账", "明细"):
        page = openpyxl.load_workbook(target)[name]
        found = {str(row[0].value) for row in page.iter_rows() if row[0].value is not None}
        assert set(map(str, columns.ids.tolist())) <= found


def test_a_page_tells_its_projects_apart(ledger: Ledger) -> None:
    columns = ledger.load_columns()
    sheet = build_sheet(ledger, columns, np.arange(len(columns)), Filters(), NOW)
    numbers = build_page_data(sheet, TOKENS)["projects"]["id"]
    assert len(set(numbers)) == len(columns)
    assert 0 <= min(numbers) <= max(numbers) < 2**32
