"""Workbooks and CSV read back by SheetJS, which reads them in many a browser."""

import datetime
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from db.export.exporting import export_projects
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from tests.node_tools import install_node_tools, run_node
from tests.unit.db.export.hostile import HOSTILE, guarded, without_controls
from tests.unit.db.export.independent_readers import Record, read_csv, read_xlsx

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
SCRIPT = Path(__file__).parents[3] / "node" / "sheets.js"


def read(path: Path) -> dict[str, list[list[Any]]]:
    done = run_node(SCRIPT, str(install_node_tools()), str(path))
    assert done.returncode == 0, done.stderr
    sheets: dict[str, list[list[Any]]] = json.loads(done.stdout)
    return sheets


def write(ledger: Ledger, path: Path) -> Path:
    columns = ledger.load_columns()
    export_projects(ledger, columns, np.arange(len(columns)), path, filters=Filters(), now=NOW)
    return path


def as_records(rows: list[list[Any]], wan_of: Any = lambda yi: round(yi * 10_000)) -> list[Record]:  # noqa: ANN401
    heads = [cell["v"] for cell in rows[0]]
    found = []
    for row in rows[1:]:
        cells = dict(zip(heads, row, strict=True))
        amount, lng, lat = (cells[head] and cells[head]["v"] for head in ("金额（亿元）", "经度", "纬度"))
        place = None if lng is None else (lng, lat)
        found.append(
            Record(cells["编号"]["v"], cells["项目名称"]["v"], None if amount is None else wan_of(amount), place)
        )
    return found


def test_the_built_in_ledger_is_the_same_in_a_workbook(own_ledger: Path, tmp_path: Path) -> None:
    with Ledger.open(own_ledger) as ledger:
        path = write(ledger, tmp_path / "a.xlsx")
    assert as_records(read(path)["明细"]) == read_xlsx(path)


def test_the_built_in_ledger_is_the_same_in_csv(own_ledger: Path, tmp_path: Path) -> None:
    with Ledger.open(own_ledger) as ledger:
        path = write(ledger, tmp_path / "a.csv")
    assert as_records(read(path)["Sheet1"]) == read_csv(path)


def test_dates_sums_and_links_are_understood(ledger: Ledger, columns: ProjectColumns, tmp_path: Path) -> None:
    sheets = read(write(ledger, tmp_path / "a.xlsx"))
    first = next(row for row in sheets["台账"] if row[0] and row[0]["v"] == 1)
    assert (first[7]["t"], first[7]["v"]) == ("n", 12.5)
    date = next(cell for cell in first if cell and cell["w"] == "2021")
    assert (date["t"], date["v"]) == ("n", 44197), "1 January 2021 as a day's number"
    total = next(row for row in sheets["台账"] if row[0] and row[0]["v"] == "合计（7 项）")
    assert (total[7]["v"], total[7]["f"][:12]) == (126, "SUBTOTAL(9,H")
    assert [cell["l"] for cell in first if cell and cell.get("l")] == ["#'来源'!A2"]


@pytest.mark.parametrize(("name", "survives"), [("a.xlsx", without_controls), ("a.csv", guarded)])
def test_hostile_names_are_texts(hostile_ledger: Ledger, tmp_path: Path, name: str, survives: Any) -> None:  # noqa: ANN401
    with hostile_ledger as ledger:
        sheets = read(write(ledger, tmp_path / name))
    rows = sheets["明细"] if name == "a.xlsx" else next(iter(sheets.values()))
    cells = {row[0]["v"]: row[1] for row in rows[1:]}
    assert {cell["t"] for cell in cells.values()} == {"s"}
    assert not any(cell.get("f") for cell in cells.values())
    assert {id_: cell["v"] for id_, cell in cells.items()} == {id_: survives(text) for id_, text in HOSTILE.items()}
