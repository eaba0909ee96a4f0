"""Columns of a block as SQLite takes them quickly through Python's module.

For None, for bytes and for truth values that module looks for adapters each time, 0.4 µs a value; for whole numbers,
texts, byte arrays and numbers with decimals it does not. So nothing is bound as None but as NaN, which SQLite takes for
NULL.
"""

import math
import sqlite3
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from db.export.blocks import Block
from db.export.fields import Field

_POINT: Final = np.dtype(
    [
        ("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs", "<i4"),
        ("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8"),
    ]
)  # fmt: skip
"""GeoPackage header without envelope, then a point as WKB, both little-endian."""


_BOUND_AT_ONCE: Final = 124
"""Values a statement; with more they lie too far apart in memory and it is slower again."""


class BoundColumn(NamedTuple):
    """A column of an insertion.

    Attributes:
        sql: The expression, with `?` where there are values.
        values: One a row; None where the expression needs none.
    """

    sql: str
    values: Sequence[Any] | None


_NOTHING: Final = BoundColumn("NULL", None)
_NULL: Final = math.nan
"""What SQLite keeps as NULL, whatever the column's type."""


def bind_field(block: Block, field: Field) -> BoundColumn:
    """Return a field of `db.export.fields.FIELDS` of a block.

    Raises:
        LedgerError: The ledger cannot be read, or has been changed under the export.
    """
    if field.type == "words":
        return _bind_texts(block.joined(field.key))
    if field.type == "degrees":
        return BoundColumn("?", getattr(block, field.key).tolist())  # SQLite takes NaN for NULL
    if field.key == "amount_wan":
        return BoundColumn("nullif(?, -1)", np.maximum(block.amount_wan, -1).tolist())
    codes = block.codes_of(field.key)
    if codes is not None:
        return _bind_codes(block.lookups.words[field.key], codes, field)
    return _bind_values(block[field.key])


def _bind_texts(texts: Sequence[str]) -> BoundColumn:
    if not any(texts):
        return _NOTHING
    return BoundColumn("?", texts if all(texts) else [text or _NULL for text in texts])


def _bind_codes(words: NDArray[np.object_], codes: NDArray[Any], field: Field) -> BoundColumn:
    is_none = np.array([word is None for word in words], np.bool_)
    if is_none.take(codes).all():
        return _NOTHING
    plain = words.copy()
    plain[is_none] = _NULL
    if field.type == "flag":
        plain[:] = [int(value) for value in plain]
    return BoundColumn("?", plain.take(codes).tolist())


def _bind_values(values: Sequence[Any]) -> BoundColumn:
    missing = values.count(None)
    if missing == len(values):
        return _NOTHING
    return BoundColumn("?", [_NULL if value is None else value for value in values] if missing else values)


def bind_points(block: Block, srs: int) -> BoundColumn:
    """Return each row's place as a GeoPackage blob, NULL where none is known.

    Args:
        block: The rows.
        srs: Number of the reference system.
    """
    points = np.zeros(len(block), dtype=_POINT)
    points["magic"], points["flags"], points["srs"] = b"GP", 1, srs
    points["order"], points["type"], points["x"], points["y"] = 1, 1, block.lng, block.lat
    blobs: list[Any] = list(map(bytearray, points.view(f"V{_POINT.itemsize}").tolist()))
    for place in np.flatnonzero(np.isnan(block.lng)).tolist():
        blobs[place] = _NULL
    return BoundColumn("?", blobs)


def insert_columns(connection: sqlite3.Connection, table: str, columns: Sequence[BoundColumn]) -> None:
    """Insert rows given as columns, several rows a statement.

    To begin and end a statement for each row takes a tenth more where rows are wide, and twice as long where they are
    of two numbers.

    Args:
        connection: Inside a transaction.
        table: Where, all its columns in order.
        columns: At least one has values.
    """
    values = [column.values for column in columns if column.values is not None]
    count, row = len(values[0]), f"({', '.join(column.sql for column in columns)})"
    at_once = max(1, _BOUND_AT_ONCE // len(values))
    whole = count - count % at_once
    for step, first, end in ((at_once, 0, whole), (1, whole, count)):
        sql = f"INSERT INTO {table} VALUES {', '.join([row] * step)}"  # noqa: S608 - our words
        bound = (column[first + place : end : step] for place in range(step) for column in values)
        connection.executemany(sql, zip(*bound, strict=True))
