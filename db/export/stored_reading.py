"""What only the table of projects holds, read for many projects at once: bases, sizes, and free texts as bytes.

Where the ids asked for lie close together, SQLite joins each column of the block to one value: a value fetched by
itself costs more than all else of a row. Texts are made characters of only where somebody asks for characters.
"""

import json
import math
import sqlite3
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.connection import LedgerInconsistent
from db.export.text_values import checked_texts, to_objects
from db.index.string_columns import END
from geo.wording import tr

TEXTS: Final = ("industry_printed", "summary", "note")

BASES: Final[Mapping[str, tuple[int, tuple[str | None, ...]]]] = MappingProxyType(
    {
        "industry_basis": (1, (None, "stated", "inferred")),
        "park_basis": (3, (None, "stated", "inferred")),
        "position_basis": (9, ("surveyed", "address", "manual", "park", "city")),
    }
)
"""Which part of the one number they come as is each basis, and what its values mean."""

_BASES_SQL: Final = """CASE industry_basis WHEN 'stated' THEN 1 WHEN 'inferred' THEN 2 ELSE 0 END
    + CASE park_basis WHEN 'stated' THEN 3 WHEN 'inferred' THEN 6 ELSE 0 END
    + CASE position_basis WHEN 'address' THEN 9 WHEN 'manual' THEN 18 WHEN 'park' THEN 27 WHEN 'city' THEN 36
        ELSE 0 END"""
_ZERO: Final = ord("0")
_NULL: Final = b"\0"
"""Stands for NULL; as a character of a text it is left out."""

_ROWS_SQL: Final = f"SELECT id, {_BASES_SQL}, {', '.join(f'CAST({key} AS BLOB)' for key in TEXTS)} FROM projects WHERE"  # noqa: S608
_JOINED_SQL: Final = f"""SELECT count(*), group_concat(char({_ZERO} + bases), ''), {
    ", ".join(f"CAST(group_concat({key}, x'0a') AS BLOB)" for key in TEXTS)
} FROM (SELECT {_BASES_SQL} AS bases, {", ".join(f"ifnull(CAST({key} AS BLOB), x'00') AS {key}" for key in TEXTS)}
    FROM projects WHERE id BETWEEN ? AND ? ORDER BY id)"""  # noqa: S608
_SIZES_SQL: Final = "SELECT id, area_mu, jobs FROM projects WHERE (area_mu NOT NULL OR jobs NOT NULL) AND"

Stored = dict[str, Any]
"""`bases`, integers[n]; `area_mu` and `jobs`, a value or None a row; by key of `TEXTS`, bytes or None a row."""


def read_stored(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> Stored:
    """Read projects, in the order of the ids.

    Args:
        connection: To the ledger.
        ids: int64[n], at least one.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program, or a text is no UTF-8.
        LedgerInconsistent: A project is not there any more, or its area is no number.
    """
    found_ids, found = _read_close(connection, ids) or _read_rows(connection, ids)
    if not np.array_equal(found_ids, ids):
        places = np.searchsorted(found_ids, ids)
        if not len(found_ids) or places.max() >= len(found_ids) or not np.array_equal(found_ids[places], ids):
            raise LedgerInconsistent(tr("导出途中台账被别的程序改动，没有导出；请重新打开台账再试。"))
        found = {key: _taken(values, places) for key, values in found.items()}
    return found | _read_sizes(connection, ids)


def choose_ids(column: str, ids: NDArray[np.int64]) -> tuple[str, tuple[Any, ...]]:
    """Return a condition on a column of ids, and its values: by bounds where the ids lie close, else one by one."""
    low, high = int(ids.min()), int(ids.max())
    if _lie_close(ids):
        return f"{column} BETWEEN ? AND ?", (low, high)
    return f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(ids.tolist()),)  # noqa: S608 - our names


def _lie_close(ids: NDArray[np.int64]) -> bool:
    return int(ids.max()) - int(ids.min()) < 2 * len(ids)


def _taken(values: Any, places: NDArray[np.intp]) -> Any:  # noqa: ANN401 - as `Stored`
    return values[places] if isinstance(values, np.ndarray) else to_objects(values).take(places).tolist()


def _read_close(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], Stored] | None:
    """Read ids that lie close, all columns joined; None where they do not, or a text has a line end of its own."""
    if not _lie_close(ids):
        return None
    low, high = int(ids.min()), int(ids.max())
    try:
        count, bases, *joined = connection.execute(_JOINED_SQL, (low, high)).fetchone()
    except sqlite3.DataError:  # more text than SQLite puts into one value
        return None
    if not count:
        return None
    texts = [_take_apart(text, count) for text in joined]
    if any(text is None for text in texts):
        return None
    if count == high - low + 1:
        found = np.arange(low, high + 1)
    else:
        rows = connection.execute("SELECT id FROM projects WHERE id BETWEEN ? AND ? ORDER BY id", (low, high))
        found = np.fromiter((id_ for (id_,) in rows), np.int64)
        if len(found) != count:  # somebody writes meanwhile
            return None
    return found, {"bases": np.frombuffer(bases.encode(), np.uint8) - _ZERO, **dict(zip(TEXTS, texts, strict=True))}


def _take_apart(joined: bytes, count: int) -> Sequence[bytes | None] | None:
    """Return so many texts that were joined, or None where they are not so many."""
    if len(joined) == 2 * count - 1 and joined.count(_NULL) == count:
        return [None] * count
    (checked,) = checked_texts([joined], keep_nul=True)
    parts = (checked or b"").split(END)
    if len(parts) != count:
        return None
    return [None if part == _NULL else part.replace(_NULL, b"") for part in parts] if _NULL in joined else parts


def _read_rows(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], Stored]:
    condition, values = choose_ids("id", ids)
    rows = connection.execute(f"{_ROWS_SQL} {condition} ORDER BY id", values).fetchall()
    found: list[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * (2 + len(TEXTS))
    texts = {key: checked_texts(column) for key, column in zip(TEXTS, found[2:], strict=True)}
    return np.array(found[0], np.int64), {"bases": np.array(found[1], np.uint8), **texts}


def _read_sizes(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> Stored:
    condition, values = choose_ids("id", ids)
    known = {id_: sizes for id_, *sizes in connection.execute(f"{_SIZES_SQL} {condition}", values)}
    if not known:
        return {"area_mu": [None] * len(ids), "jobs": [None] * len(ids)}
    for id_, (area, _) in known.items():
        if area is not None and not math.isfinite(area):
            (name,) = connection.execute("SELECT name FROM projects WHERE id = ?", (id_,)).fetchone()
            raise LedgerInconsistent(tr("台账里“{name}”的用地面积不是可用的数，请检查最近的改动。", name=name))
    nothing = (None, None)
    areas, jobs = zip(*(known.get(id_, nothing) for id_ in ids.tolist()), strict=True)
    return {"area_mu": list(areas), "jobs": list(jobs)}
