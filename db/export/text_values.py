"""Many texts at once: taken out of columns, without the one character no file can hold."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.string_columns import CodedColumn, StringColumn


def take_texts(texts: Sequence[str], rows: NDArray[np.int64]) -> list[str | None]:
    """Return the texts of rows, None for empty ones; at once where few are distinct."""
    if isinstance(texts, CodedColumn):
        found: list[str | None] = np.take(to_objects(word or None for word in texts.words), texts.codes[rows]).tolist()
        return found
    if (
        isinstance(texts, StringColumn)
        and int(rows[-1]) - int(rows[0]) == len(rows) - 1
        and (rows[1:] > rows[:-1]).all()
    ):
        first = int(texts.ends[rows[0] - 1]) if rows[0] else 0
        whole = texts.buffer[first : int(texts.ends[rows[-1]]) - 1].decode().split("\n")
        if len(whole) == len(rows):  # else a text holds a line end of its own
            return without_nul([text or None for text in whole])
    return without_nul([texts[row] or None for row in rows.tolist()])


def without_nul(values: Sequence[Any]) -> list[Any]:
    """Leave out NUL, which is no character of a text anywhere these files go and ends it in some of them."""
    if "\0" not in "".join(filter(None, values)):
        return list(values)
    return [value and value.replace("\0", "") for value in values]


def to_objects(values: Iterable[Any]) -> NDArray[np.object_]:
    """Return any values as object[k], tuples as they are."""
    listed = list(values)
    array = np.empty(len(listed), dtype=np.object_)
    array[:] = listed
    return array
