"""How commands print: JSON for programs, aligned tables for people."""

import dataclasses
import datetime
import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from db.id_set import IdSet

_UNSEEN: Final = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Unicode categories of what has no picture of its own: controls, formats, halves of pairs, line and paragraph ends."""


def print_json(data: object) -> None:
    """Print data as JSON, Chinese as itself; records become objects, tuples arrays."""
    json.dump(to_plain(data), sys.stdout, ensure_ascii=False, indent=2, allow_nan=False)
    print()


def to_plain(value: object) -> object:
    """Turn records, mappings, sets of ids and tuples, nested in each other, into what JSON holds. Keys become words."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(inner) for key, inner in value.items()}
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, IdSet):
        value = value.array
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [to_plain(inner) for inner in value]
    return value


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table aligned for a fixed-width font, in which a Chinese character is two wide; numbers to the right."""
    table = [tuple(map(_tame, row)) for row in (head, *rows)]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    right = [all(_is_number(row[i]) for row in table[1:]) for i in range(len(head))]
    for row in table:
        cells = [
            " " * (width - _width(cell)) + cell if to_right else cell + " " * (width - _width(cell))
            for cell, width, to_right in zip(row, widths, right, strict=True)
        ]
        print("  ".join(cells).rstrip())


def _tame(text: str) -> str:
    """Keep a cell on its line: what moves the cursor, turns the direction or commands a terminal becomes a space."""
    return "".join(" " if unicodedata.category(char) in _UNSEEN else char for char in text)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _is_number(text: str) -> bool:
    return not text or text[-1].isdigit() or text.endswith("%")
