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
from geo.wording import tr

BLOCK_ROWS: Final = 20_000
"""What is in memory at once; larger blocks are not faster."""

_STORED: Final = (
    "id",
    "name",
    "kind",
    "industry_basis",
    "industry_printed",
    "amount_qualifier",
    "amount_text",
    "park_basis",
    "position_basis",
    "area_mu",
    "jobs",
    "summary",
    "note",
)
_STORED_SQL: Final = f"SELECT {', '.join(_STORED)} FROM projects WHERE"  # noqa: S608 - names of our own
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
        words[key] = _objects(
            None if gone else name.replace("\0", "") for name, gone in zip(values.names, absent, strict=True)
        )
    for key, dimension in _MANY.items():
        words[key] = _objects(_without_nul(list(columns.dimensions[dimension].names)))
    for key, dimension in _IDS.items():
        words[key] = _objects(id_ or None for id_ in columns.dimensions[dimension].ids)
    known = dict(connection.execute("SELECT id, position_confidence FROM parks"))
    documents = tuple(id_ for (id_,) in connection.execute("SELECT id FROM documents ORDER BY published, id"))
    words["documents"] = _objects(documents)
    dtype = np.dtype([("id", np.int64), ("place", np.int32)])
    pairs = np.fromiter(connection.execute(_DOCUMENT_PAIRS_SQL), dtype=dtype)
    pairs = pairs[np.isin(pairs["id"], columns.ids)]
    return Lookups(
        words=MappingProxyType(words),
        confidences=_objects(known.get(id_) for id_ in columns.dimensions["park"].ids),
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
        if key in _MANY:
            return self._words(key, self.columns.multi[_MANY[key]])
        if key == "documents":
            return self._words(key, self.lookups.documents)
        if key in _STORED:
            return self._stored[key]
        return _DERIVED[key](self)

    def _named(self, key: str, dimension: str) -> list[Any]:
        found: list[Any] = np.take(self.lookups.words[key], self.codes(dimension)).tolist()
        return found

    def _words(self, key: str, pairs: MultiValues) -> list[tuple[str, ...]]:
        """Gather the words of each row; most rows have none or one."""
        first, last = np.searchsorted(pairs.rows, self.rows, "left"), np.searchsorted(pairs.rows, self.rows, "right")
        words, found = self.lookups.words[key], [()] * len(self)
        single = np.flatnonzero(last - first == 1)
        ones = zip(np.take(words, pairs.codes[first[single]]).tolist(), strict=True)
        filled: list[tuple[str, ...]] = list(found)
        for place, one in zip(single.tolist(), ones, strict=True):
            filled[place] = one
        for place in np.flatnonzero(last - first > 1).tolist():
            filled[place] = tuple(words[pairs.codes[first[place] : last[place]]].tolist())
        return filled

    @cached_property
    def _stored(self) -> Mapping[str, list[Any]]:
        """What only the table holds, in the order of the rows."""
        condition, value = self._condition("id")
        with self.connect() as connection:
            table = connection.execute(f"{_STORED_SQL} {condition} ORDER BY id", value).fetchall()
        wanted = self.ids
        found = list(zip(*table, strict=True)) or [()] * len(_STORED)
        ids = np.array(found[0], dtype=np.int64)
        places = np.searchsorted(ids, wanted)
        if not len(ids) or places.max(initial=0) >= len(ids) or not np.array_equal(ids[places], wanted):
            raise LedgerInconsistent(tr("导出途中台账被别的程序改动，没有导出；请重新打开台账再试。"))
        if np.array_equal(places, np.arange(len(ids))):
            columns = [list(values) for values in found]
        else:
            columns = [np.take(_objects(values), places).tolist() for values in found]
        stored = {key: _without_nul(values) for key, values in zip(_STORED, columns, strict=True)}
        for area, name in zip(stored["area_mu"], stored["name"], strict=True):
            if area is not None and not math.isfinite(area):
                raise LedgerInconsistent(tr("台账里“{name}”的用地面积不是可用的数，请检查最近的改动。", name=name))
        return stored

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
    dates = block.columns.latest_dates
    return [dates[row] or None for row in block.rows.tolist()]


def _grades(block: Block) -> list[str]:
    found: list[str] = np.take(_objects(block.columns.dimensions["grade"].ids), block.codes("grade")).tolist()
    return found


_DERIVED: Final[Mapping[str, Callable[[Block], list[Any]]]] = MappingProxyType(
    {
        "aliases": Block._aliases,  # noqa: SLF001 - the class above
        "amount_wan": _amounts,
        "grade": _grades,
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


def _without_nul(values: list[Any]) -> list[Any]:
    """Leave out NUL, which is no character of a text anywhere these files go and ends it in some of them."""
    if not any(isinstance(value, str) and "\0" in value for value in values):
        return values
    return [value.replace("\0", "") if isinstance(value, str) else value for value in values]


def _objects(values: Any) -> NDArray[np.object_]:  # noqa: ANN401 - any iterable
    listed = list(values)
    array = np.empty(len(listed), dtype=np.object_)
    array[:] = listed
    return array
