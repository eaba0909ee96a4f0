"""Rows of an export as columns, a bounded block at a time: codes from memory, text by SQL, never an object a row."""

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.columns import MultiValues, ProjectColumns
from db.connection import LedgerInconsistent
from db.export.fields import WORD_SEPARATOR
from db.export.text_values import take_texts, to_objects, without_nul
from geo.wording import tr

BLOCK_ROWS: Final = 20_000
"""What is in memory at once; larger blocks are not faster."""

_INDUSTRY_BASES: Final = (None, "stated", "inferred")
_PARK_BASES: Final = _INDUSTRY_BASES
_POSITION_BASES: Final = ("surveyed", "address", "manual", "park", "city")
_STORED: Final = ("id", "bases", "industry_printed", "area_mu", "jobs", "summary", "note")
_NUMBERS: Final = frozenset({"id", "bases", "area_mu", "jobs"})
# Three words of few values come as one number: each text fetched costs more than all else of a row.
_STORED_SQL: Final = """SELECT id,
    CASE industry_basis WHEN 'stated' THEN 1 WHEN 'inferred' THEN 2 ELSE 0 END
        + CASE park_basis WHEN 'stated' THEN 3 WHEN 'inferred' THEN 6 ELSE 0 END
        + CASE position_basis WHEN 'address' THEN 9 WHEN 'manual' THEN 18 WHEN 'park' THEN 27 WHEN 'city' THEN 36
            ELSE 0 END,
    industry_printed, area_mu, jobs, summary, note FROM projects WHERE"""
_ALIASES_SQL: Final = "SELECT project_id, alias FROM project_aliases WHERE {} ORDER BY alias"
_DOCUMENT_PAIRS_SQL: Final = """SELECT DISTINCT e.project_id, d.place FROM project_evidence AS e JOIN (
        SELECT id, row_number() OVER (ORDER BY published, id) - 1 AS place FROM documents
    ) AS d ON d.id = e.document_id ORDER BY 1, 2"""

# Fields that are a dimension's name, and the id that stands for none.
_NAMED: Final[Mapping[str, tuple[str, int | str | None]]] = MappingProxyType(
    {
        "industry": ("industry", 0),
        "track": ("track", 0),
        "park": ("park", 0),
        "stage": ("stage", "未载"),
        "kind_name": ("kind", None),
    }
)
_MANY: Final[Mapping[str, str]] = MappingProxyType(
    {"organisations": "organisation", "tags": "tag", "events": "event", "lists": "list"}
)
_IDS: Final[Mapping[str, str]] = MappingProxyType({"industry_id": "industry", "park_id": "park"})

Connect = Callable[[], Any]
"""Lends a connection: `Ledger.reading`."""


@dataclass(frozen=True, slots=True)
class Lookups:
    """What every block of an export needs and is read once.

    Attributes:
        words: By field, object[k]: what each code of its dimension is called, None for none.
        confidences: object[k], by code of the park: confidence of its position, or None.
        document_ids: Ids of the documents in order of publication.
        documents: Pairs of row and place among the documents.
    """

    words: Mapping[str, NDArray[np.object_]]
    confidences: NDArray[np.object_]
    document_ids: tuple[str, ...]
    documents: MultiValues


def read_lookups(connection: sqlite3.Connection, columns: ProjectColumns) -> Lookups:
    """Read what the blocks of an export share.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    words = {}
    for key, (dimension, none) in _NAMED.items():
        values = columns.dimensions[dimension]
        # Of tracks, ids below 0 are the parts of "none" by industry.
        absent = [id_ == none or (dimension == "track" and int(id_) < 0) for id_ in values.ids]
        words[key] = to_objects(
            None if gone else name.replace("\0", "") for name, gone in zip(values.names, absent, strict=True)
        )
    for key, dimension in _MANY.items():
        words[key] = to_objects(without_nul(list(columns.dimensions[dimension].names)))
    for key, dimension in _IDS.items():
        words[key] = to_objects(id_ or None for id_ in columns.dimensions[dimension].ids)
    known = dict(connection.execute("SELECT id, position_confidence FROM parks"))
    documents = tuple(id_ for (id_,) in connection.execute("SELECT id FROM documents ORDER BY published, id"))
    words["documents"] = to_objects(documents)
    dtype = np.dtype([("id", np.int64), ("place", np.int32)])
    pairs = np.fromiter(connection.execute(_DOCUMENT_PAIRS_SQL), dtype=dtype)
    pairs = pairs[np.isin(pairs["id"], columns.ids)]
    return Lookups(
        words=MappingProxyType(words),
        confidences=to_objects(known.get(id_) for id_ in columns.dimensions["park"].ids),
        document_ids=documents,
        documents=MultiValues(np.searchsorted(columns.ids, pairs["id"]), pairs["place"]),
    )


@dataclass(frozen=True, eq=False)
class Block:
    """Some consecutive rows of an export.

    Attributes:
        columns: The ledger's columns.
        rows: int64[n], rows of the columns, in the order asked for.
        connect: Lends a connection to the ledger.
        lookups: What all blocks share.
    """

    columns: ProjectColumns
    rows: NDArray[np.int64]
    connect: Connect
    lookups: Lookups
    _found: dict[str, list[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __getitem__(self, key: str) -> list[Any]:
        """Return a field of `db.export.fields.FIELDS`: a value a row, None where unknown, of the types it says.

        Raises:
            KeyError: There is no such field.
            LedgerError: The ledger cannot be read, or has been changed under the export.
        """
        if key not in self._found:
            self._found[key] = self._read(key)
        return self._found[key]

    @property
    def ids(self) -> NDArray[np.int64]:
        """int64[n]."""
        return self.columns.ids[self.rows]

    @property
    def lng(self) -> NDArray[np.float64]:
        """float64[n], degrees WGS 84, the effective position: the project's own, else its park's, else NaN."""
        return self.columns.lng[self.rows]

    @property
    def lat(self) -> NDArray[np.float64]:
        """float64[n]."""
        return self.columns.lat[self.rows]

    @property
    def amount_wan(self) -> NDArray[np.int64]:
        """int64[n], −1 where unpublished."""
        return self.columns.amount_wan[self.rows]

    def codes(self, dimension: str) -> NDArray[np.int32]:
        """Return int32[n], index into the values of a dimension of one value a project."""
        return self.columns.codes[dimension][self.rows]

    def _read(self, key: str) -> list[Any]:
        if key in _NAMED:
            return self._named(key, _NAMED[key][0])
        if key in _IDS:
            return self._named(key, _IDS[key])
        if key in _MANY or key == "documents":
            return self._words(key)
        if key in _STORED:
            return list(self._stored[key])
        return _DERIVED[key](self)

    def _named(self, key: str, dimension: str) -> list[Any]:
        found: list[Any] = np.take(self.lookups.words[key], self.codes(dimension)).tolist()
        return found

    def joined(self, key: str) -> list[str]:
        """Return a field of several words as one text a row, empty for none; see `WORD_SEPARATOR`.

        Raises:
            KeyError: There is no such field.
            LedgerError: The ledger cannot be read.
        """
        if key == "aliases":
            return [WORD_SEPARATOR.join(words) for words in self[key]]
        first, counts = self._spans(key)
        words, codes = self.lookups.words[key], self._pairs(key).codes
        filled = np.full(len(self), "", dtype=np.object_)
        single = np.flatnonzero(counts == 1)
        filled[single] = np.take(words, codes[first[single]])
        for place in np.flatnonzero(counts > 1).tolist():
            filled[place] = WORD_SEPARATOR.join(words[codes[first[place] : first[place] + counts[place]]].tolist())
        return filled.tolist()

    def _pairs(self, key: str) -> MultiValues:
        return self.lookups.documents if key == "documents" else self.columns.multi[_MANY[key]]

    def _spans(self, key: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where the pairs of each row begin and how many they are."""
        pairs = self._pairs(key).rows
        rows = self.rows.astype(pairs.dtype)  # or the pairs would be converted, all of them, for each block
        first, last = np.searchsorted(pairs, rows, "left"), np.searchsorted(pairs, rows, "right")
        return first, last - first

    def _words(self, key: str) -> list[tuple[str, ...]]:
        """Gather the words of each row; most rows have none or one."""
        first, counts = self._spans(key)
        words, codes = self.lookups.words[key], self._pairs(key).codes
        filled: list[tuple[str, ...]] = [()] * len(self)
        single = np.flatnonzero(counts == 1)
        ones = zip(np.take(words, codes[first[single]]).tolist(), strict=True)
        for place, one in zip(single.tolist(), ones, strict=True):
            filled[place] = one
        for place in np.flatnonzero(counts > 1).tolist():
            filled[place] = tuple(words[codes[first[place] : first[place] + counts[place]]].tolist())
        return filled

    @cached_property
    def _stored(self) -> Mapping[str, Sequence[Any]]:
        """What only the table holds, in the order of the rows."""
        condition, value = self._condition("id")
        with self.connect() as connection:
            table = connection.execute(f"{_STORED_SQL} {condition} ORDER BY id", value).fetchall()
        wanted = self.ids
        found: list[Sequence[Any]] = list(zip(*table, strict=True)) or [()] * len(_STORED)
        ids = np.array(found[0], dtype=np.int64)
        if not np.array_equal(ids, wanted):
            places = np.searchsorted(ids, wanted)
            if not len(ids) or places.max() >= len(ids) or not np.array_equal(ids[places], wanted):
                raise LedgerInconsistent(tr("导出途中台账被别的程序改动，没有导出；请重新打开台账再试。"))
            found = [np.take(to_objects(values), places).tolist() for values in found]
        stored = dict(zip(_STORED, found, strict=True))
        if not all(map(math.isfinite, filter(None, set(stored["area_mu"])))):
            areas = zip(stored["area_mu"], self["name"], strict=True)
            name = next(name for area, name in areas if area and not math.isfinite(area))
            raise LedgerInconsistent(tr("台账里“{name}”的用地面积不是可用的数，请检查最近的改动。", name=name))
        return stored | {key: without_nul(values) for key, values in stored.items() if key not in _NUMBERS}

    def _basis(self, words: tuple[str | None, ...], step: int) -> list[str | None]:
        codes = np.array(self._stored["bases"], dtype=np.int64) // step % len(words)
        found: list[str | None] = np.take(to_objects(words), codes).tolist()
        return found

    def _condition(self, column: str) -> tuple[str, tuple[Any, ...]]:
        """Ask for the ids of this block: by bounds where they lie close, else one by one."""
        ids = self.ids
        low, high = int(ids.min()), int(ids.max())
        if high - low < 2 * len(ids):
            return f"{column} BETWEEN ? AND ?", (low, high)
        return f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(ids.tolist()),)  # noqa: S608

    def _aliases(self) -> list[tuple[str, ...]]:
        condition, value = self._condition("project_id")
        found: defaultdict[int, list[str]] = defaultdict(list)
        with self.connect() as connection:
            for id_, alias in connection.execute(_ALIASES_SQL.format(condition), value):
                found[id_].append(alias.replace("\0", ""))
        return [tuple(found[id_]) if id_ in found else () for id_ in self.ids.tolist()]

    def _is_own(self) -> NDArray[np.bool_]:
        grade = self.columns.dimensions["grade"]
        own: NDArray[np.bool_] = self.codes("grade") == grade.code_of("own")
        return own

    def _is_schematic(self) -> list[bool]:
        """A position that is not the project's own stands for its park: a representative point."""
        found: list[bool] = (~self._is_own() & ~np.isnan(self.lng)).tolist()
        return found

    def _confidences(self) -> list[str | None]:
        of_park = np.take(self.lookups.confidences, self.codes("park"))
        of_park[self._is_own()] = None
        return of_park.tolist()  # type: ignore[no-any-return]


def _degrees(values: NDArray[np.float64]) -> list[float | None]:
    found = values.tolist()
    return [None if value != value else value for value in found] if np.isnan(values).any() else found


def _amounts(block: Block) -> list[int | None]:
    return [None if amount < 0 else amount for amount in block.amount_wan.tolist()]


def _years(block: Block) -> list[int | None]:
    return [year or None for year in block.columns.year[block.rows].tolist()]


def _stage_dates(block: Block) -> list[str | None]:
    return take_texts(block.columns.latest_dates, block.rows)


def _qualifiers(block: Block) -> list[str | None]:
    return take_texts(block.columns.amount_qualifiers, block.rows)


def _kinds(block: Block) -> list[str]:
    found: list[str] = np.take(to_objects(block.columns.dimensions["kind"].ids), block.codes("kind")).tolist()
    return found


def _grades(block: Block) -> list[str]:
    found: list[str] = np.take(to_objects(block.columns.dimensions["grade"].ids), block.codes("grade")).tolist()
    return found


_DERIVED: Final[Mapping[str, Callable[[Block], list[Any]]]] = MappingProxyType(
    {
        "aliases": Block._aliases,  # noqa: SLF001 - the class above
        "amount_qualifier": _qualifiers,
        "amount_wan": _amounts,
        "grade": _grades,
        "amount_text": lambda block: take_texts(block.columns.amount_texts, block.rows),
        "industry_basis": lambda block: block._basis(_INDUSTRY_BASES, 1),  # noqa: SLF001
        "kind": _kinds,
        "name": lambda block: [name or "" for name in take_texts(block.columns.names, block.rows)],
        "park_basis": lambda block: block._basis(_PARK_BASES, 3),  # noqa: SLF001
        "position_basis": lambda block: block._basis(_POSITION_BASES, 9),  # noqa: SLF001
        "lat": lambda block: _degrees(block.lat),
        "lng": lambda block: _degrees(block.lng),
        "position_confidence": Block._confidences,  # noqa: SLF001
        "position_schematic": Block._is_schematic,  # noqa: SLF001
        "stage_date": _stage_dates,
        "year": _years,
    }
)


def split_rows(rows: NDArray[np.int64], size: int = BLOCK_ROWS) -> Iterator[NDArray[np.int64]]:
    """Cut rows into blocks of bounded size, none of them empty."""
    bounds: Sequence[int] = [*range(0, len(rows), size), len(rows)]
    for first, last in pairwise(bounds):
        yield rows[first:last]
