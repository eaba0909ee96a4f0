"""Columns of a block as SQLite takes them quickly through Python's module.

For None, for bytes and for truth values that module looks for adapters each time, 0.4 µs a value; for whole numbers,
texts and byte arrays it does not. So nothing is bound as None: a value that cannot occur is, and SQL makes it NULL.
"""

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


class BoundColumn(NamedTuple):
    """A column of an insertion.

    Attributes:
        sql: The expression, with `?` where there are values.
        values: One a row; None where the expression needs none.
    """

    sql: str
    values: Sequence[Any] | None


_NOTHING: Final = BoundColumn("NULL", None)


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
    return _bind_values(block[field.key], field)


def _bind_texts(texts: Sequence[str]) -> BoundColumn:
    return BoundColumn("nullif(?, '')", texts) if any(texts) else _NOTHING


def _bind_codes(words: NDArray[np.object_], codes: NDArray[Any], field: Field) -> BoundColumn:
    is_none = np.array([word is None for word in words], np.bool_)
    if is_none.take(codes).all():
        return _NOTHING
    plain = words.copy()
    plain[is_none] = _stand_in(field)
    if field.type == "flag":
        plain[:] = [int(value) for value in plain]
    return BoundColumn(_placeholder(field) if is_none.any() else "?", plain.take(codes).tolist())


def _bind_values(values: Sequence[Any], field: Field) -> BoundColumn:
    missing = sum(value is None for value in values)
    if missing == len(values):
        return _NOTHING
    if not missing:
        return BoundColumn("?", values)
    other = _stand_in(field)
    return BoundColumn(_placeholder(field), [other if value is None else value for value in values])


def _stand_in(field: Field) -> int | str:
    """What no value of a field is: SQLite tells texts from numbers."""
    return 0 if field.type == "text" else ""


def _placeholder(field: Field) -> str:
    return "nullif(?, 0)" if field.type == "text" else "nullif(?, '')"


def bind_points(block: Block, srs: int) -> BoundColumn:
    """Return each row's place as a GeoPackage blob, NULL where none is known.

    Args:
        block: The rows.
        srs: Number of the reference system.
    """
    points = np.zeros(len(block), dtype=_POINT)
    points["magic"], points["flags"], points["srs"] = b"GP", 1, srs
    points["order"], points["type"], points["x"], points["y"] = 1, 1, block.lng, block.lat
    blobs = list(map(bytearray, points.view(f"V{_POINT.itemsize}").tolist()))
    unknown = np.flatnonzero(np.isnan(block.lng)).tolist()
    for place in unknown:
        blobs[place] = bytearray()
    return BoundColumn("nullif(?, x'')" if unknown else "?", blobs)
