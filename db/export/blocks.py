"""Rows of an export as columns, a bounded block at a time: codes from memory, text by SQL, never an object a row."""

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

from db.export.fields import WORD_SEPARATOR
from db.export.stored_reading import BASES, Stored, choose_ids, read_stored
from db.export.stored_reading import TEXTS as STORED_TEXTS
from db.export.text_values import take_raw, take_texts, to_objects, to_texts, without_nul
from db.index.columns import MultiValues, ProjectColumns
from db.index.string_columns import CodedColumn
from geo.frozen import frozen

BLOCK_ROWS: Final = 20_000
"""What is in memory at once; larger blocks are not faster."""

TEXTS: Final = ("name", "amount_text", *STORED_TEXTS)
"""Fields of free text, which `Block.raw` returns as bytes."""

_ALIASES_SQL: Final = "SELECT project_id, alias FROM project_aliases WHERE {} ORDER BY alias"
_DOCUMENT_PLACES_SQL: Final = "SELECT id, row_number() OVER (ORDER BY published, id) - 1 AS place FROM documents"
_DOCUMENT_PAIRS_SQL: Final = f"""SELECT DISTINCT e.project_id, d.place FROM {{}} AS e JOIN ({_DOCUMENT_PLACES_SQL}) AS d
    ON d.id = e.document_id ORDER BY 1, 2"""  # noqa: S608
# Each table by its own index: the view over all of them would be worked out whole.
_EVIDENCE_OF_SOME: Final = """(
        SELECT entity_id AS project_id, document_id FROM evidence
        WHERE entity IN ('projects', 'project_aliases') AND {entity}
        UNION ALL SELECT m.project_id, e.document_id FROM milestones AS m
        JOIN evidence AS e ON e.entity = 'milestones' AND e.entity_id = m.id
        WHERE {project}
        UNION ALL SELECT m.project_id, e.document_id FROM project_facts AS m
        JOIN evidence AS e ON e.entity = 'project_facts' AND e.entity_id = m.id
        WHERE {project}
    )"""
_SOME_OF: Final = 4
"""Projects that are less than this part of a ledger are looked up one by one."""

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
_CODED: Final[Mapping[str, str]] = MappingProxyType(
    {**{key: dimension for key, (dimension, _) in _NAMED.items()}, **_IDS, "kind": "kind", "grade": "grade"}
)
_LAST_YEAR: Final = 9_999

Connect = Callable[[], Any]
"""Lends a connection: `Ledger.reading`."""


@frozen
class Lookups:
    """What every block of an export needs and is read once.

    Attributes:
        words: By field of few distinct values, object[k]: the value of each code, None for none; see `Block.codes_of`.
        document_ids: Ids of the documents in order of publication.
        documents: Pairs of row and place among the documents.
    """

    words: Mapping[str, NDArray[np.object_]]
    document_ids: tuple[str, ...]
    documents: MultiValues


def read_lookups(
    connection: sqlite3.Connection, columns: ProjectColumns, rows: NDArray[np.int64] | None = None
) -> Lookups:
    """Read what the blocks of an export share.

    Args:
        connection: To the ledger.
        columns: Its projects.
        rows: int64[m], rows of the columns that blocks will be asked about; None for any.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    words = _read_words(columns)
    known = dict(connection.execute("SELECT id, position_confidence FROM parks"))
    # The last code is that of places of the projects' own, of which no park tells the confidence.
    words["position_confidence"] = to_objects((*map(known.get, columns.dimensions["park"].ids), None))
    documents = tuple(id_ for (id_,) in connection.execute("SELECT id FROM documents ORDER BY published, id"))
    words["documents"] = to_objects(documents)
    pairs = _read_document_pairs(connection, columns, rows)
    return Lookups(
        words=MappingProxyType(words),
        document_ids=documents,
        documents=MultiValues(np.searchsorted(columns.ids, pairs["id"]), pairs["place"]),
    )


def _read_document_pairs(
    connection: sqlite3.Connection, columns: ProjectColumns, rows: NDArray[np.int64] | None
) -> NDArray[Any]:
    """Return pairs of project and place among the documents, by both: of all projects, or at least of the rows."""
    if rows is None or not len(rows) or len(rows) * _SOME_OF > len(columns):
        found = connection.execute(_DOCUMENT_PAIRS_SQL.format("project_evidence"))
    else:
        ids = columns.ids[rows]
        entity, (project, values) = choose_ids("entity_id", ids)[0], choose_ids("m.project_id", ids)
        some = _EVIDENCE_OF_SOME.format(entity=entity, project=project)
        found = connection.execute(_DOCUMENT_PAIRS_SQL.format(some), values * 3)
    pairs = np.fromiter(found, dtype=np.dtype([("id", np.int64), ("place", np.int32)]))
    return pairs[np.isin(pairs["id"], columns.ids)]


def _read_words(columns: ProjectColumns) -> dict[str, NDArray[np.object_]]:
    words: dict[str, NDArray[np.object_]] = {}
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
    for key in ("kind", "grade"):
        words[key] = to_objects(columns.dimensions[key].ids)
    for key, (_, meanings) in BASES.items():
        words[key] = to_objects(meanings)
    words["position_schematic"] = to_objects((False, True))
    for key, column in (("amount_qualifier", columns.amount_qualifiers), ("stage_date", columns.latest_dates)):
        if isinstance(column, CodedColumn):
            words[key] = to_objects(word or None for word in column.words)
    if len(columns) and 0 <= int(columns.year.min()) <= int(columns.year.max()) <= _LAST_YEAR:
        words["year"] = to_objects((None, *range(1, int(columns.year.max()) + 1)))
    return words


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

    def prepare(self) -> None:
        """Read all that this block needs of the ledger; any thread may do so, ahead of the one that writes.

        Raises:
            LedgerError: The ledger cannot be read, or has been changed under the export.
        """
        _ = self._stored, self["aliases"]

    def codes_of(self, key: str) -> NDArray[Any] | None:
        """Return integers[n], places of a field's values among `lookups.words`; None where it has no codes.

        Raises:
            LedgerError: The ledger cannot be read, or has been changed under the export.
        """
        if key not in self.lookups.words or key in _MANY or key == "documents":
            return None
        if key in _CODED:
            return self.codes(_CODED[key])
        if key in BASES:
            step, meanings = BASES[key]
            bases: NDArray[Any] = self._stored["bases"] // step % len(meanings)
            return bases
        return _CODES[key](self)

    def raw(self, key: str) -> list[bytes] | list[bytes | None]:
        """Return a field of text as UTF-8; what is empty in the columns is empty, what is NULL in the table is None.

        Args:
            key: One of `TEXTS`.

        Raises:
            KeyError: It is none of these.
            LedgerError: The ledger cannot be read, or has been changed under the export.
        """
        if key in STORED_TEXTS:
            return list(self._stored[key])
        return take_raw({"name": self.columns.names, "amount_text": self.columns.amount_texts}[key], self.rows)

    def _read(self, key: str) -> list[Any]:
        codes = self.codes_of(key)
        if codes is not None:
            values: list[Any] = self.lookups.words[key].take(codes).tolist()
            return values
        if key in _MANY or key == "documents":
            return self._words(key)
        if key in STORED_TEXTS:
            return to_texts(self.raw(key))
        if key in ("area_mu", "jobs"):
            return list(self._stored[key])
        return _DERIVED[key](self)

    def joined(self, key: str) -> list[str]:
        """Return a field of several words as one text a row, empty for none; see `WORD_SEPARATOR`.

        Raises:
            KeyError: There is no such field.
            LedgerError: The ledger cannot be read.
        """
        if key == "aliases":
            return [WORD_SEPARATOR.join(words) for words in self[key]] if any(self[key]) else [""] * len(self)
        first, counts, codes = self._spans(key)
        words = self.lookups.words[key]
        filled = np.full(len(self), "", dtype=np.object_)
        single = np.flatnonzero(counts == 1)
        filled[single] = np.take(words, codes[first[single]])
        for place in np.flatnonzero(counts > 1).tolist():
            filled[place] = WORD_SEPARATOR.join(words[codes[first[place] : first[place] + counts[place]]].tolist())
        return filled.tolist()

    def spans_of(self, key: str) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[Any]] | None:
        """Return where the pairs of each row begin, int64[n], how many they are, int64[n], and the codes of all pairs.

        Codes are places among `lookups.words`. None for a field of words that has no codes.
        """
        return self._spans(key) if key in _MANY or key == "documents" else None

    def _spans(self, key: str) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[Any]]:
        pairs = self.lookups.documents if key == "documents" else self.columns.multi[_MANY[key]]
        rows = self.rows.astype(pairs.rows.dtype)  # or the pairs would be converted, all of them, for each block
        first, last = np.searchsorted(pairs.rows, rows, "left"), np.searchsorted(pairs.rows, rows, "right")
        return first, last - first, pairs.codes

    def _words(self, key: str) -> list[tuple[str, ...]]:
        """Gather the words of each row; most rows have none or one."""
        first, counts, codes = self._spans(key)
        words = self.lookups.words[key]
        filled: list[tuple[str, ...]] = [()] * len(self)
        single = np.flatnonzero(counts == 1)
        ones = zip(np.take(words, codes[first[single]]).tolist(), strict=True)
        for place, one in zip(single.tolist(), ones, strict=True):
            filled[place] = one
        for place in np.flatnonzero(counts > 1).tolist():
            filled[place] = tuple(words[codes[first[place] : first[place] + counts[place]]].tolist())
        return filled

    @cached_property
    def _stored(self) -> Stored:
        """What only the table holds, in the order of the rows."""
        with self.connect() as connection:
            return read_stored(connection, self.ids)

    def _aliases(self) -> list[tuple[str, ...]]:
        condition, values = choose_ids("project_id", self.ids)
        found: defaultdict[int, list[str]] = defaultdict(list)
        with self.connect() as connection:
            for id_, alias in connection.execute(_ALIASES_SQL.format(condition), values):
                found[id_].append(alias.replace("\0", ""))
        if not found:
            return [()] * len(self)
        return [tuple(found[id_]) if id_ in found else () for id_ in self.ids.tolist()]

    def _is_own(self) -> NDArray[np.bool_]:
        grade = self.columns.dimensions["grade"]
        own: NDArray[np.bool_] = self.codes("grade") == grade.code_of("own")
        return own

    def _schematic(self) -> NDArray[np.intp]:
        """A position that is not the project's own stands for its park: a representative point."""
        return (~self._is_own() & ~np.isnan(self.lng)).astype(np.intp)

    def _confidences(self) -> NDArray[np.intp]:
        return np.where(self._is_own(), len(self.lookups.words["position_confidence"]) - 1, self.codes("park"))


def _degrees(values: NDArray[np.float64]) -> list[float | None]:
    found = values.tolist()
    return [None if value != value else value for value in found] if np.isnan(values).any() else found


def _amounts(block: Block) -> list[int | None]:
    return [None if amount < 0 else amount for amount in block.amount_wan.tolist()]


def _years(block: Block) -> list[int | None]:
    return [year or None for year in block.columns.year[block.rows].tolist()]


def _texts(texts: Sequence[str], rows: NDArray[np.int64]) -> list[str | None]:
    return [text or None for text in take_texts(texts, rows)]


_CODES: Final[Mapping[str, Callable[[Block], NDArray[Any]]]] = MappingProxyType(
    {
        "amount_qualifier": lambda block: block.columns.amount_qualifiers.codes[block.rows],  # type: ignore[attr-defined]
        "position_confidence": Block._confidences,  # noqa: SLF001 - the class above
        "position_schematic": Block._schematic,  # noqa: SLF001
        "stage_date": lambda block: block.columns.latest_dates.codes[block.rows],  # type: ignore[attr-defined]
        "year": lambda block: block.columns.year[block.rows],
    }
)

_DERIVED: Final[Mapping[str, Callable[[Block], list[Any]]]] = MappingProxyType(
    {
        "aliases": Block._aliases,  # noqa: SLF001
        "amount_qualifier": lambda block: _texts(block.columns.amount_qualifiers, block.rows),
        "amount_text": lambda block: _texts(block.columns.amount_texts, block.rows),
        "amount_wan": _amounts,
        "id": lambda block: block.ids.tolist(),
        "lat": lambda block: _degrees(block.lat),
        "lng": lambda block: _degrees(block.lng),
        "name": lambda block: take_texts(block.columns.names, block.rows),
        "stage_date": lambda block: _texts(block.columns.latest_dates, block.rows),
        "year": _years,
    }
)


def split_rows(rows: NDArray[np.int64], size: int = BLOCK_ROWS) -> Iterator[NDArray[np.int64]]:
    """Cut rows into blocks of bounded size, none of them empty."""
    bounds: Sequence[int] = [*range(0, len(rows), size), len(rows)]
    for first, last in pairwise(bounds):
        yield rows[first:last]
