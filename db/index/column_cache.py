"""A copy of a large ledger's columns in the cache folder, so that opening the same ledger again reads no rows.

The copy carries a stamp of the ledger's file: its path, size, time and SQLite's change counter, and the same of its
write-ahead log. A copy that is not of exactly this state, or not whole, is passed over and replaced; it is never
needed. It is mapped into memory (`db.index.array_file`): opening it reads nothing, and only what is looked at takes
memory. With the columns it holds what is derived from them once: folded texts, cells, and the order of names.
"""

import contextlib
import hashlib
import json
import os
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from db.index.array_file import ArrayFile, ArrayFileBroken, write_arrays
from db.index.columns import MultiValues, ProjectColumns
from db.index.cross_tables import CrossTable, CrossTables
from db.index.dimensions import Dimension
from db.index.growing import Grow, GrowingInMemory
from db.index.late_strings import LateStrings, LateTexts
from db.index.map_places import pack_map, unpack_map
from db.index.string_columns import CodedColumn, IdColumn, MappedBytes, NoValues, StringColumn, TextColumn
from db.months import DateCodes
from db.project_reading import TEXTS
from db.search.pinyin_search import Readings
from db.search.text_buffer import TextBuffer
from db.search.text_search import Gather, TextIndex, TextPart

FORMAT: Final = 9
LEAST_PROJECTS: Final = 50_000
"""Below this a ledger is read in less time than anybody notices."""

_PLAIN: Final = (
    "ids", "amount_wan", "year", "month", "lng", "lat", "inferred", "manual", "planned", "industry_inferred",
    "contradicted", "document_count",
)  # fmt: skip
_WHOLE: Final = ("count", "amount_wan")
_DATES: Final = ("years", "months", "codes")
_CODED: Final = ("amount_qualifiers", "latest_dates")

Arrays = dict[str, NDArray[Any]]
T = TypeVar("T")


class ColumnCache:
    """The copies of columns in one folder; safe to delete at any time.

    Attributes:
        folder: The folder.
    """

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made when something is written."""
        self.folder: Final = folder
        self._noted: tuple[weakref.ref[ProjectColumns], str] | None = None

    def is_for(self, columns: ProjectColumns) -> bool:
        """Whether there are enough projects to keep a copy of."""
        return len(columns) >= LEAST_PROJECTS

    def note(self, columns: ProjectColumns, stamp: str) -> None:
        """Remember of which state columns have just been read."""
        self._noted = weakref.ref(columns), stamp

    def stamp_noted(self, columns: ProjectColumns) -> str | None:
        """Return of which state these very columns were read, or None where that is not known."""
        return self._noted[1] if self._noted is not None and self._noted[0]() is columns else None

    def path_of(self, ledger: Path, stamp: str) -> Path:
        """Return where the copy of one state of a ledger's columns lies or would lie."""
        return self.folder / f"{self._prefix(ledger)}.{hashlib.sha256(stamp.encode()).hexdigest()[:16]}.columns"

    def write_first(self, ledger: Path, stamp: str, columns: ProjectColumns) -> Path | None:
        """Put columns into a file of the folder for a process that waits for them; texts that come late are left out.

        Returns:
            The file, which its reader deletes; None where the folder cannot be written.
        """
        return self._write_once(self._first_of(self.path_of(ledger, stamp)), *_pack_columns(columns))

    def write_texts(self, ledger: Path, stamp: str, texts: Mapping[str, StringColumn]) -> Path | None:
        """Put the texts into another file that was left out of the first; otherwise likewise."""
        arrays: Arrays = {}
        for key, column in texts.items():
            _pack_texts(arrays, key, column)
        return self._write_once(self._first_of(self.path_of(ledger, stamp)).with_suffix(".texts"), {}, arrays)

    def _write_once(self, target: Path, facts: dict[str, Any], arrays: Arrays) -> Path | None:
        try:
            write_arrays(target, facts, arrays)
        except OSError:
            return None
        return target

    def _first_of(self, target: Path) -> Path:
        return target.with_suffix(f".{os.getpid()}.first")

    def clear_after(self, process: int) -> None:
        """Delete what a process that has ended wrote for a reader that does not come.

        Args:
            process: Its number.
        """
        for kind in ("first", "texts"):
            _delete([*self.folder.glob(f"*.{process}.{kind}"), *self.folder.glob(f".*.{process}.{kind}*.part")])

    def _prefix(self, ledger: Path) -> str:
        return hashlib.sha256(os.fsencode(ledger.resolve())).hexdigest()[:24]

    def has(self, ledger: Path) -> bool:
        """Whether a copy of a ledger's columns as it stands, that can be read, lies in the folder."""
        stamp = stamp_of(ledger)
        return stamp is not None and self._open(ledger, stamp) is not None

    def _open(self, ledger: Path, stamp: str) -> ArrayFile | None:
        try:
            file = ArrayFile.open(self.path_of(ledger, stamp))
            return file if file.facts["of"] == [FORMAT, stamp] else None
        except (OSError, ValueError, LookupError, TypeError, ArrayFileBroken):
            return None

    def read(self, ledger: Path, stamp: str) -> ProjectColumns | None:
        """Return the columns of exactly this state of a ledger, or None."""
        try:
            file = self._open(ledger, stamp)
            return None if file is None else _unpack(file)
        except (ValueError, LookupError, TypeError):
            return None

    def write(self, ledger: Path, stamp: str, columns: ProjectColumns, grow: Grow = GrowingInMemory) -> bool:
        """Keep a copy, whole or not at all, and none of other states of this ledger.

        What is derived from the columns is derived for it. Small ledgers and a folder that cannot be written keep none.

        Args:
            ledger: The ledger.
            stamp: Of which state.
            columns: Its columns.
            grow: Begins where what is derived and large goes meanwhile.
        """
        if not self.is_for(columns):
            return False
        target = self.path_of(ledger, stamp)
        try:
            # Of programs that were ended while they wrote or read; our own may not have been read yet.
            _delete(self.folder.glob(f".{self._prefix(ledger)}.*.part"))
            own = self._first_of(target)
            for suffix in (".first", ".texts"):
                _delete({*self.folder.glob(f"{self._prefix(ledger)}.*{suffix}")} - {own.with_suffix(suffix)})
            facts, arrays = _pack(columns, grow)
            write_arrays(target, {"of": [FORMAT, stamp], **facts}, arrays)
            _delete(set(self.folder.glob(f"{self._prefix(ledger)}.*.columns")) - {target})
        except OSError:
            return False
        return True


def read_first(file: Path, gather: Gather, late: LateTexts) -> ProjectColumns | None:
    """Return the columns that `ColumnCache.write_first` wrote, and delete the file; None where it is not whole.

    Args:
        file: The file.
        gather: Returns what is searched.
        late: Brings the texts that were left out.
    """
    return _read_once(file, lambda found: _unpack(found, gather, late))


def look_at_first(file: Path, late: LateTexts) -> ProjectColumns | None:
    """Return what `read_first` will, of which nothing is searched, and leave the file; for the process that wrote it.

    Args:
        file: The file.
        late: Stands for the texts that were left out.
    """
    try:
        return _unpack(ArrayFile.open(file), tuple, late)
    except (OSError, ValueError, LookupError, TypeError, ArrayFileBroken):
        return None


def read_late(file: Path) -> dict[str, StringColumn] | None:
    """Return the texts that `ColumnCache.write_texts` wrote, and delete the file; None where it is not whole."""
    return _read_once(file, lambda found: {key: _unpack_texts(found.arrays, key) for key in TEXTS})


def _read_once(file: Path, unpack: Callable[[ArrayFile], T]) -> T | None:
    try:
        return unpack(ArrayFile.open(file))
    except (OSError, ValueError, LookupError, TypeError, ArrayFileBroken):
        return None
    finally:
        _delete([file])  # what is mapped stays as long as somebody holds it


def _delete(files: Iterable[Path]) -> None:
    for file in files:
        with contextlib.suppress(OSError):  # another window still has it open, where the system minds that
            file.unlink()


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


def _pack(columns: ProjectColumns, grow: Grow) -> tuple[dict[str, Any], Arrays]:
    """Everything, and what is derived: the order of names, and texts as they are searched."""
    facts, arrays = _pack_columns(columns)
    for key, names in (("names", columns.names), *_many_names(columns)):
        if isinstance(names, TextColumn):
            arrays[f"{key}.ranks"] = names.ranks()
    facts["text"] = [*_pack_parts(arrays, columns.text.parts, grow)]
    readings = [part.sounds.readings.items() for part in columns.text.parts]
    facts["readings"] = {character: sorted(syllables) for each in readings for character, syllables in each}
    return facts, arrays


def _many_names(columns: ProjectColumns) -> Iterator[tuple[str, Sequence[str]]]:
    """The names of dimensions of which there are too many for words, by the name of their arrays."""
    for key, dimension in columns.dimensions.items():
        if isinstance(dimension.ids, IdColumn):
            yield f"values.{key}", dimension.names


def _pack_columns(columns: ProjectColumns) -> tuple[dict[str, Any], Arrays]:
    """What is read, and what everybody asks first: cells, what is in them, and where projects are drawn."""
    arrays: Arrays = {key: getattr(columns, key) for key in _PLAIN}
    facts: dict[str, Any] = {"words": {}, "dimensions": {}}
    for key in TEXTS:
        texts = getattr(columns, key)
        if not isinstance(texts, LateStrings):
            _pack_texts(arrays, key, texts)
    for key in _CODED:
        column = getattr(columns, key)
        arrays[f"{key}.codes"], facts["words"][key] = column.codes, column.words
    arrays |= {f"codes.{key}": values for key, values in columns.codes.items()}
    for key, pairs in columns.multi.items():
        arrays |= {f"multi.{key}.rows": pairs.rows, f"multi.{key}.codes": pairs.codes}
    for key, dimension in columns.dimensions.items():
        facts["dimensions"][key] = _pack_dimension(arrays, dimension)
    facts["tables"] = [*_pack_tables(arrays, columns)]
    facts["edges_wan"] = columns.tables.edges_wan
    arrays |= {f"dates.{key}": getattr(columns.dates, key) for key in _DATES}
    if columns.known_map is not None:
        facts["map"] = pack_map(arrays, columns.known_map)
    return facts, arrays


def _pack_texts(arrays: Arrays, key: str, column: StringColumn) -> None:
    buffer = column.buffer.array if isinstance(column.buffer, MappedBytes) else np.frombuffer(column.buffer, np.uint8)
    arrays[f"{key}.buffer"], arrays[f"{key}.ends"] = buffer, column.ends


def _pack_dimension(arrays: Arrays, dimension: Dimension) -> list[Any] | None:
    """Return the values, or None where they are too many for words and stand among the arrays."""
    if isinstance(dimension.ids, IdColumn) and isinstance(dimension.names, StringColumn):
        key = f"values.{dimension.key}"
        arrays[f"{key}.ids"] = dimension.ids.array
        _pack_texts(arrays, key, dimension.names)
        return None
    return [list(dimension.ids), list(dimension.names), list(dimension.parents)]


def _pack_tables(arrays: Arrays, columns: ProjectColumns) -> Iterator[list[list[str]]]:
    for place, table in enumerate(columns.tables.tables):
        arrays[f"table.{place}"] = table.cells
        whole = table.tally(None, columns.amount_wan)
        arrays |= {f"table.{place}.whole.{key}": sums for key, sums in zip(_WHOLE, whole, strict=True)}
        arrays |= {f"table.{place}.{key}": values for key, values in table.values.items()}
        yield [sorted(table.owns), list(table.values)]


def _pack_parts(arrays: Arrays, parts: Sequence[TextPart], grow: Grow) -> Iterator[str]:
    for place, part in enumerate(parts):
        texts = part.texts
        arrays |= {
            f"text.{place}": texts.codes,
            f"text.{place}.ends": texts.ends,
            f"text.{place}.present": texts.present,
            f"text.{place}.marks": part.sounds.mark_initials(grow),
        }
        if part.rows is not None and part.entries is not None:
            arrays |= {f"text.{place}.rows": part.rows, f"text.{place}.entries": part.entries}
        yield texts.beyond


def _unpack(file: ArrayFile, gather: Gather | None = None, late: LateTexts | None = None) -> ProjectColumns:
    arrays, facts = file.arrays, file.facts
    texts: dict[str, Any] = {**late.columns(arrays["ids"])} if late else {k: _unpack_texts(arrays, k) for k in TEXTS}
    words = facts["words"]
    coded: dict[str, Any] = {key: CodedColumn(tuple(words[key]), arrays[f"{key}.codes"]) for key in _CODED}
    dimensions = {key: _unpack_dimension(arrays, key, values) for key, values in facts["dimensions"].items()}
    codes = {key: arrays[f"codes.{key}"] for key in dimensions if f"codes.{key}" in arrays}
    multi = {
        key: MultiValues(arrays[f"multi.{key}.rows"], arrays[f"multi.{key}.codes"])
        for key in dimensions
        if key not in codes
    }
    plain: dict[str, Any] = {key: arrays[key] for key in _PLAIN}
    text = TextIndex(len(arrays["ids"]), gather) if gather else _unpack_text(file)
    columns = ProjectColumns(
        **plain,
        **texts,
        **coded,
        codes=MappingProxyType(codes),
        multi=MappingProxyType(multi),
        dimensions=MappingProxyType(dimensions),
        text=text,
        known_map=unpack_map(arrays, facts["map"]) if "map" in facts else None,
    )
    dates = DateCodes(*(arrays[f"dates.{key}"] for key in _DATES))
    return columns.with_tables(_unpack_tables(arrays, facts), dates)


def _unpack_text(file: ArrayFile) -> TextIndex:
    told = enumerate(file.facts["text"])
    parts = tuple(_unpack_part(file.arrays, place, beyond, file.facts["readings"]) for place, beyond in told)
    return TextIndex(len(file.arrays["ids"]), lambda: parts, lambda: file.release("text.0"))


def _unpack_texts(arrays: Mapping[str, NDArray[Any]], key: str) -> StringColumn:
    column = StringColumn(MappedBytes(arrays[f"{key}.buffer"]), arrays[f"{key}.ends"])
    if f"{key}.ranks" in arrays:
        column.keep_ranks(arrays[f"{key}.ranks"])
    return column


def _unpack_dimension(arrays: Mapping[str, NDArray[Any]], key: str, values: Sequence[Any] | None) -> Dimension:
    if values is None:
        column = IdColumn(arrays[f"values.{key}.ids"])
        return Dimension(key, column, _unpack_texts(arrays, f"values.{key}"), NoValues(len(column)))
    ids, names, parents = map(tuple, values)
    return Dimension(key, ids, names, parents)


def _unpack_tables(arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> CrossTables:
    tables = [
        CrossTable(
            frozenset(owns), arrays[f"table.{place}"], {key: arrays[f"table.{place}.{key}"] for key in known}
        ).known_whole(*(arrays[f"table.{place}.whole.{key}"] for key in _WHOLE))
        for place, (owns, known) in enumerate(facts["tables"])
    ]
    return CrossTables(tuple(tables), tuple(facts["edges_wan"]))


def _unpack_part(arrays: Mapping[str, NDArray[Any]], place: int, beyond: str, readings: Readings) -> TextPart:
    key = f"text.{place}"
    texts = TextBuffer(arrays[key], arrays[f"{key}.ends"], beyond, arrays[f"{key}.present"])
    marks = arrays[f"{key}.marks"]
    return TextPart(texts, arrays.get(f"{key}.rows"), arrays.get(f"{key}.entries"), readings, marks)
