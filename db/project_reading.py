"""The table of projects as columns: what is read of every row when a ledger is opened."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.bulk_reading import Number, Reading, range_of, read_columns
from db.milestone_columns import encode_words
from db.string_columns import CodedColumn, StringColumn, narrowed

# A basis is 'inferred', 'stated' or none: 0, 1 or 2. Each comparison is made once for every row.
_PARK_BASIS, _INDUSTRY_BASIS, _MANUAL, _OWN = 1, 3, 9, 18
_FLAGS: Final = (
    f"ifnull(park_basis = 'stated', 2) * {_PARK_BASIS} + ifnull(industry_basis = 'stated', 2) * {_INDUSTRY_BASIS} + "
    f"(position_basis = 'manual') * {_MANUAL} + (lng IS NOT NULL) * {_OWN}"
)
_EVERY: Final = np.arange(36)
_BASES: Final = np.array([1, 0, 2], np.uint8)
_GREATEST_WAN: Final = 1 << 58
"""Above every sum that loading admits: an amount beyond it is read as another that is too great as well."""

_SAMPLE: Final = 20_000
_MOST_WORDS: Final = 40
"""More words than this are read as text: comparing with each would take longer."""


@dataclass(frozen=True, slots=True, eq=False)
class ProjectTable:
    """The rows of `projects`, in ascending id.

    Attributes:
        industry: int64[n], 0 where there is none.
        track: int64[n], likewise.
        park: int64[n], likewise.
        amount_wan: int64[n], −1 where unpublished.
        flags: int64[n]; the properties tell what they say.
        kinds: Kind of each.
        qualifiers: Qualifier of the amount, or empty.
        names: Names.
        amount_texts: The amount as printed, or empty.
    """

    industry: NDArray[np.int64]
    track: NDArray[np.int64]
    park: NDArray[np.int64]
    amount_wan: NDArray[np.int64]
    flags: NDArray[np.int64]
    kinds: CodedColumn
    qualifiers: CodedColumn
    names: StringColumn
    amount_texts: StringColumn

    @property
    def park_basis(self) -> NDArray[np.uint8]:
        """uint8[n]: 0 stated, 1 inferred, 2 neither, in the order of `db.filters.BASES`."""
        return _BASES.take(_EVERY // _PARK_BASIS % 3).take(self.flags)

    @property
    def industry_basis(self) -> NDArray[np.uint8]:
        """uint8[n], likewise."""
        return _BASES.take(_EVERY // _INDUSTRY_BASIS % 3).take(self.flags)

    @property
    def manual(self) -> NDArray[np.bool_]:
        """bool[n], the position was set by hand."""
        by_flags: NDArray[np.bool_] = _EVERY // _MANUAL % 2 == 1
        return by_flags.take(self.flags)

    @property
    def own(self) -> NDArray[np.bool_]:
        """bool[n], the project has coordinates of its own."""
        by_flags: NDArray[np.bool_] = _EVERY // _OWN == 1
        return by_flags.take(self.flags)


def read_ids(connection: sqlite3.Connection) -> NDArray[np.int64]:
    """Return the ids of all projects, int64[n], ascending; without looking at them where none are missing.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    (count,) = connection.execute("SELECT count(*) FROM projects").fetchone()
    least, greatest = range_of(connection, "projects")
    if count and greatest - least == count - 1:
        return np.arange(least, greatest + 1, dtype=np.int64)
    rows = connection.execute("SELECT id FROM projects ORDER BY id")
    return np.fromiter((id_ for (id_,) in rows), dtype=np.int64, count=count)


def read_projects(connection: sqlite3.Connection, blocks: Sequence[tuple[int, int]]) -> ProjectTable:
    """Read the table.

    Args:
        connection: An open ledger.
        blocks: Of project ids.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    # What no index tells the ends of is looked at closer: a track may be anything in a damaged file.
    industries, parks = (range_of(connection, "projects", key) for key in ("industry_id", "park_id"))
    words = [_sample_words(connection, "kind"), _sample_words(connection, "coalesce(amount_qualifier, '')")]
    coded = [Number(_place_of(sql, found), 0, _MOST_WORDS, sure=True) for sql, found in words]
    reading = Reading(
        "projects",
        "id",
        (
            Number("industry_id", *industries, sure=True),
            Number("track_id", *range_of(connection, "industries")),
            Number("park_id", *parks, sure=True),
            Number("amount_wan", 0, _GREATEST_WAN, missing=-1, sure=True),
            Number(_FLAGS, 0, 35, sure=True),
            *coded,
        ),
        ("name", "coalesce(amount_text, '')"),
    )
    (industry, track, park, amount, flags, *places), texts = read_columns(connection, reading, blocks)
    kinds, qualifiers = (
        _decode_words(connection, sql, found, codes, blocks) for (sql, found), codes in zip(words, places, strict=True)
    )
    return ProjectTable(industry, track, park, amount, flags, kinds, qualifiers, *texts)


def _sample_words(connection: sqlite3.Connection, sql: str) -> tuple[str, list[str]]:
    """Return the words of the first rows, the commonest first; none where they are many or cannot be spelt in SQL."""
    rows = connection.execute(
        f"SELECT v FROM (SELECT {sql} AS v FROM projects LIMIT {_SAMPLE}) GROUP BY v ORDER BY count(*) DESC"  # noqa: S608
    )
    words = [word for (word,) in rows]
    return sql, words if len(words) < _MOST_WORDS and not any("\0" in word for word in words) else []


def _place_of(sql: str, words: Sequence[str]) -> str:
    """SQL that says which of the words a text is, from 1 up, 0 for another."""
    if not words:
        return "0"
    cases = " ".join(f"WHEN '{word.replace(chr(39), chr(39) * 2)}' THEN {place}" for place, word in enumerate(words, 1))
    return f"CASE {sql} {cases} ELSE 0 END"


def _decode_words(
    connection: sqlite3.Connection,
    sql: str,
    words: Sequence[str],
    places: NDArray[np.int64],
    blocks: Sequence[tuple[int, int]],
) -> CodedColumn:
    """Turn places into codes; where a word occurs that the sample had not, all are read as text."""
    if places.all():
        return CodedColumn(tuple(words), narrowed(places - 1))
    _, (texts,) = read_columns(connection, Reading("projects", "id", (), (sql,)), blocks)
    return encode_words(texts, None)
