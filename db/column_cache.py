"""A copy of a large ledger's columns in the cache folder, so that opening the same ledger again reads no rows.

The copy carries a stamp of the ledger's file: its path, size, time and SQLite's change counter, and the same of its
write-ahead log. A copy that is not of exactly this state, or cannot be read, is passed over and replaced; it is never
needed. Numbers and text only: nothing in it is executed (`allow_pickle=False`), and the archive checks its sums.
"""

import contextlib
import hashlib
import json
import os
import secrets
import zipfile
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.columns import MultiValues, ProjectColumns
from db.dimensions import Dimension
from db.string_columns import CodedColumn, StringColumn
from db.text_search import TextIndex, TextPart

FORMAT: Final = 2
LEAST_PROJECTS: Final = 50_000
"""Below this a ledger is read in less time than anybody notices."""

_PLAIN: Final = (
    "ids", "amount_wan", "year", "month", "lng", "lat", "inferred", "manual", "planned", "industry_inferred",
    "contradicted", "document_count",
)  # fmt: skip
_TEXTS: Final = ("names", "amount_texts")
_CODED: Final = ("amount_qualifiers", "latest_dates")

Arrays = dict[str, NDArray[Any]]


class ColumnCache:
    """The copies of columns in one folder; safe to delete at any time."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made when something is written."""
        self._folder = folder

    def path_of(self, ledger: Path) -> Path:
        """Return where the copy of a ledger's columns lies or would lie."""
        name = hashlib.sha256(os.fsencode(ledger.resolve())).hexdigest()[:24]
        return self._folder / f"{name}.columns.npz"

    def read(self, ledger: Path, stamp: str) -> ProjectColumns | None:
        """Return the columns of exactly this state of a ledger, or None."""
        try:
            with self.path_of(ledger).open("rb") as file, np.load(file, allow_pickle=False) as archive:
                if _words(archive["stamp"]) != [FORMAT, stamp]:
                    return None
                return _unpack({key: archive[key] for key in archive.files})
        except (OSError, ValueError, LookupError, TypeError, EOFError, zipfile.BadZipFile):
            return None

    def write(self, ledger: Path, stamp: str, columns: ProjectColumns) -> bool:
        """Keep a copy, whole or not at all; small ledgers and a folder that cannot be written keep none."""
        if len(columns) < LEAST_PROJECTS:
            return False
        target = self.path_of(ledger)
        part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with part.open("xb") as file:
                contents: dict[str, Any] = {"stamp": _text_array([FORMAT, stamp]), **_pack(columns)}
                np.savez(file, **contents)
            os.replace(part, target)
        except OSError:
            return False
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return True


def stamp_of(ledger: Path) -> str | None:
    """Return what tells one state of a ledger's file from every other, or None where that cannot be read.

    In rollback mode every change counts up bytes 24–27 of the file; with a write-ahead log it lengthens the log or
    begins it anew with another salt. An empty log says no more than none.
    """
    try:
        path = ledger.resolve()
        log = path.with_name(f"{path.name}-wal")
        parts = [_file_stamp(path, 100)]
        if log.exists() and log.stat().st_size:
            parts.append(_file_stamp(log, 32))
    except OSError:
        return None
    return json.dumps([os.fsdecode(path), *parts])


def _file_stamp(path: Path, head: int) -> list[int | str]:
    with path.open("rb") as file:
        state = os.fstat(file.fileno())
        return [state.st_size, state.st_mtime_ns, state.st_ino, file.read(head).hex()]


def _pack(columns: ProjectColumns) -> Arrays:
    arrays: Arrays = {key: getattr(columns, key) for key in _PLAIN}
    for key in _TEXTS:
        _pack_text(arrays, key, getattr(columns, key))
    for key in _CODED:
        column = getattr(columns, key)
        arrays |= {f"{key}.codes": column.codes, f"{key}.words": _text_array(list(column.words))}
    arrays |= {f"codes.{key}": values for key, values in columns.codes.items()}
    for key, pairs in columns.multi.items():
        arrays |= {f"multi.{key}.rows": pairs.rows, f"multi.{key}.codes": pairs.codes}
    values = {key: [each.ids, each.names, each.parents] for key, each in columns.dimensions.items()}
    arrays["dimensions"] = _text_array(values)
    for number, part in enumerate(columns.text.parts):
        if part.texts is not columns.names:
            _pack_text(arrays, f"text.{number}", part.texts)
        if part.rows is not None and part.entries is not None:
            arrays |= {f"text.{number}.rows": part.rows, f"text.{number}.entries": part.entries}
    return arrays


def _unpack(arrays: Arrays) -> ProjectColumns:
    texts: dict[str, Any] = {key: _unpack_text(arrays, key) for key in _TEXTS}
    coded: dict[str, Any] = {
        key: CodedColumn(tuple(_words(arrays[f"{key}.words"])), arrays[f"{key}.codes"]) for key in _CODED
    }
    dimensions = {
        key: Dimension(key, tuple(ids), tuple(names), tuple(parents))
        for key, (ids, names, parents) in _words(arrays["dimensions"]).items()
    }
    codes = {key: arrays[f"codes.{key}"] for key in dimensions if f"codes.{key}" in arrays}
    multi = {key: MultiValues(*_pair(arrays, f"multi.{key}", "codes")) for key in dimensions if key not in codes}
    numbers = sorted({key.split(".")[1] for key in arrays if key.startswith("text.")} | {"0"})
    parts: list[TextPart] = []
    for number in numbers:
        key = f"text.{number}"
        column = _unpack_text(arrays, key) if f"{key}.ends" in arrays else texts["names"]
        parts.append(TextPart(column, *(_pair(arrays, key, "entries") if f"{key}.rows" in arrays else ())))
    plain: dict[str, Any] = {key: arrays[key] for key in _PLAIN}
    return ProjectColumns(
        **plain,
        **texts,
        **coded,
        codes=MappingProxyType(codes),
        multi=MappingProxyType(multi),
        dimensions=MappingProxyType(dimensions),
        text=TextIndex(len(arrays["ids"]), tuple(parts)),
    )


def _pair(arrays: Arrays, key: str, second: str) -> tuple[NDArray[Any], NDArray[Any]]:
    return arrays[f"{key}.rows"], arrays[f"{key}.{second}"]


def _pack_text(arrays: Arrays, key: str, column: StringColumn) -> None:
    arrays[f"{key}.buffer"], arrays[f"{key}.ends"] = np.frombuffer(column.buffer, np.uint8), column.ends


def _unpack_text(arrays: Arrays, key: str) -> StringColumn:
    return StringColumn(arrays[f"{key}.buffer"].tobytes(), arrays[f"{key}.ends"])


def _text_array(value: object) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), np.uint8)


def _words(array: NDArray[np.uint8]) -> Any:  # noqa: ANN401 - JSON
    return json.loads(array.tobytes())
