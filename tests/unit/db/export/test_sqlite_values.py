"""What is bound instead of NULL comes out as NULL, and everything else as it was."""

import datetime
import sqlite3
from contextlib import closing

import numpy as np
import pytest

from db.export.blocks import Block
from db.export.exporting import build_sheet
from db.export.fields import FIELDS, Field
from db.export.sqlite_values import BoundColumn, bind_field, bind_points, insert_columns
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def insert(block: Block, field: Field) -> list[object]:
    sql, values = bind_field(block, field)
    rows = [()] * len(block) if values is None else list(zip(values, strict=True))
    assert not any(type(value) not in (int, str, float) for row in rows for value in row), "others are bound slowly"
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t (v)")
        connection.executemany(f"INSERT INTO t VALUES ({sql})", rows)  # noqa: S608 - an expression of ours
        return [value for (value,) in connection.execute("SELECT v FROM t ORDER BY rowid")]


@pytest.mark.parametrize("ids", [[1, 2, 3, 4, 5, 6, 7], [7, 2], [3]])
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_every_value_arrives(ledger: Ledger, columns: ProjectColumns, ids: list[int], field: Field) -> None:
    with closing(sqlite3.connect(ledger.path)) as connection, connection:
        connection.execute("UPDATE projects SET note = '', jobs = 0 WHERE id = 2")
        connection.execute("UPDATE projects SET note = '0' WHERE id = 7")
    (block,) = build_sheet(ledger, columns, columns.rows_of(ids), Filters(), NOW).blocks()
    wanted = [text or None for text in block.joined(field.key)] if field.type == "words" else block[field.key]
    assert insert(block, field) == wanted


def test_a_project_without_a_place_has_no_point(ledger: Ledger, columns: ProjectColumns) -> None:
    (block,) = build_sheet(ledger, columns, np.arange(7), Filters(), NOW).blocks()
    sql, blobs = bind_points(block, 4326)
    assert blobs is not None
    with closing(sqlite3.connect(":memory:")) as connection:
        lengths = [connection.execute(f"SELECT length({sql})", (blob,)).fetchone()[0] for blob in blobs]
    assert lengths == [None if unknown else 29 for unknown in np.isnan(block.lng)]


@pytest.mark.parametrize("count", [1, 61, 62, 63, 200])
def test_rows_arrive_in_order_however_many_they_are(count: int) -> None:
    columns = [BoundColumn("?", range(10, 10 + count)), BoundColumn("NULL", None), BoundColumn("?", ["x"] * count)]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t (a, b, c)")
        insert_columns(connection, "t", columns)
        rows = connection.execute("SELECT * FROM t ORDER BY rowid").fetchall()
    assert rows == [(10 + place, None, "x") for place in range(count)]
