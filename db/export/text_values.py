"""Many texts at once: taken out of columns, without the one character no file can hold."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.index.string_columns import END, MappedBytes, StringColumn, TextColumn


def take_raw(texts: Sequence[str], rows: NDArray[np.int64]) -> list[bytes]:
    """Return the texts of rows as UTF-8, all in one copy where they lie in one buffer."""
    if not len(rows):
        return []
    if isinstance(texts, TextColumn):
        whole = _gather(texts.whole(), rows)
        if whole.count(END) == len(rows):  # else a text holds a line end of its own
            return whole.replace(b"\0", b"")[:-1].split(END)
    return [texts[row].encode().replace(b"\0", b"") for row in rows.tolist()]


def take_texts(texts: Sequence[str], rows: NDArray[np.int64]) -> list[str]:
    """Return the texts of rows, all made characters of at once where they lie in one buffer."""
    if len(rows) and isinstance(texts, TextColumn):
        whole = _gather(texts.whole(), rows)
        if whole.count(END) == len(rows):
            return whole.replace(b"\0", b"").decode()[:-1].split(END.decode())
    return to_texts(take_raw(texts, rows))


def _gather(texts: StringColumn, rows: NDArray[np.int64]) -> bytes:
    """Return the texts of rows one after the other, each with its end."""
    ends = texts.ends
    if int(rows[-1]) - int(rows[0]) == len(rows) - 1 and (rows[1:] > rows[:-1]).all():
        first = int(ends[rows[0] - 1]) if rows[0] else 0
        return texts.buffer[first : int(ends[rows[-1]])]
    buffer = texts.buffer
    codes = buffer.array if isinstance(buffer, MappedBytes) else np.frombuffer(buffer, np.uint8)
    past = ends[rows].astype(np.int64)
    first_of = np.where(rows > 0, ends[np.maximum(rows - 1, 0)], 0).astype(np.int64)
    lengths = past - first_of
    begins = np.cumsum(lengths) - lengths
    return codes.take(np.repeat(first_of - begins, lengths) + np.arange(int(lengths.sum()))).tobytes()


def checked_texts(raw: Sequence[bytes | None], *, keep_nul: bool = False) -> list[bytes | None]:
    """Return texts out of a table, without NUL unless it is kept.

    Raises:
        sqlite3.OperationalError: One is no UTF-8, as if SQLite's own module had read it.
    """
    filled = b"".join(filter(None, raw))
    try:
        filled.decode()
    except UnicodeDecodeError as error:
        raise sqlite3.OperationalError("Could not decode to UTF-8 column") from error
    return list(raw) if keep_nul or b"\0" not in filled else [value and value.replace(b"\0", b"") for value in raw]


def to_texts(raw: Sequence[bytes | None]) -> list[Any]:
    """Return UTF-8 as text, None as None; all at once where no text has a line end."""
    filled = [value for value in raw if value is not None]
    texts = END.join(filled).decode().split(END.decode())
    if len(texts) != len(filled):
        return [value if value is None else value.decode() for value in raw]
    if len(filled) == len(raw):
        return texts
    following = iter(texts)
    return [value if value is None else next(following) for value in raw]


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
