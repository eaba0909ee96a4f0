"""The table of projects as columns: what is read of every row when a ledger is opened."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.index.bulk_reading import range_of, read_columns, share, split_keys
from db.index.readings import LEAST_DEGREES, Number, Pages, ReadColumns, Reading, Shared, Told, Word, tell_nobody
from db.index.string_columns import CodedColumn, StringColumn
from geo.frozen import frozen

_AROUND_ZERO_SQL: Final = (
    f"SELECT id, lng, lat FROM projects WHERE abs(lng) < {LEAST_DEGREES} OR abs(lat) < {LEAST_DEGREES}"  # noqa: S608 - numbers of our own
)
_IDS: Final = Reading("projects", "id", (Number("id"),))
_PROJECTS: Final = Reading(
    "projects",
    "id",
    (
        Number("industry_id"),
        Number("track_id"),
        Number("park_id"),
        Number("amount_wan", missing=-1),
    ),
    ("lng", "lat"),
    tuple(map(Word, ("kind", "amount_qualifier", "park_basis", "industry_basis", "position_basis"))),
)
TEXTS: Final[Mapping[str, str]] = {"names": "name", "amount_texts": "amount_text"}
"""Columns of texts, each different: what they are called in memory and in the table; NULL is read as no text."""

_TEXTS: Final = Reading("projects", "id", texts=(*TEXTS.values(),))
_BASES: Final[Mapping[str, int]] = {"stated": 0, "": 2}


@frozen(eq=False)
class ProjectTable:
    """The rows of `projects`, in ascending id.

    Attributes:
        industry: Integers [n], 0 where there is none.
        track: Integers [n], likewise.
        park: Integers [n], likewise.
        amount_wan: int64[n], −1 where unpublished.
        own_rows: intp[m], the rows with coordinates of their own.
        own_degrees: float64[2, m], their longitudes and latitudes.
        park_basis: uint8[n]: 0 stated, 1 inferred, 2 neither, in the order of `db.filters.BASES`.
        industry_basis: uint8[n], likewise.
        manual: bool[n], the position was set by hand.
        kinds: Kind of each.
        qualifiers: Qualifier of the amount, or empty.
    """

    industry: NDArray[Any]
    track: NDArray[Any]
    park: NDArray[Any]
    amount_wan: NDArray[np.int64]
    own_rows: NDArray[np.intp]
    own_degrees: NDArray[np.float64]
    park_basis: NDArray[np.uint8]
    industry_basis: NDArray[np.uint8]
    manual: NDArray[np.bool_]
    kinds: CodedColumn
    qualifiers: CodedColumn


def read_ids(connection: sqlite3.Connection) -> NDArray[np.int64]:
    """Return the ids of all projects, int64[n], ascending; without looking at them where none are missing.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    (count,) = connection.execute("SELECT count(*) FROM projects").fetchone()
    least, greatest = range_of(connection, "projects")
    if count and greatest - least == count - 1:
        return np.arange(least, greatest + 1, dtype=np.int64)
    ids = read_columns(connection, _IDS, split_keys(connection, "projects")).numbers[0]
    return ids.astype(np.int64)


def share_projects(
    connection: sqlite3.Connection,
    blocks: Sequence[tuple[int, int]],
    told: Told = tell_nobody,
    pages: Pages | None = None,
) -> Shared:
    """Return the reading of the table, its texts excepted, for `tell_projects`.

    Args:
        connection: An open ledger.
        blocks: Of the projects' ids.
        told: Hears how many were read.
        pages: Where the ledger's file may be read itself.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    return share(connection, _PROJECTS, blocks, told, pages)


def tell_projects(connection: sqlite3.Connection, ids: NDArray[np.int64], found: ReadColumns) -> ProjectTable:
    """Say what was read.

    Args:
        connection: An open ledger.
        ids: int64[n], the projects.
        found: Of `share_projects`.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    industry, track, park, amount_wan = found.numbers
    kinds, qualifiers, park_bases, industry_bases, position_bases = found.words
    return ProjectTable(
        industry,
        track,
        park,
        amount_wan.astype(np.int64),
        *_read_degrees(connection, ids, found.degrees),
        _by_word(park_bases, lambda word: _BASES.get(word, 1)).astype(np.uint8),
        _by_word(industry_bases, lambda word: _BASES.get(word, 1)).astype(np.uint8),
        _by_word(position_bases, "manual".__eq__),
        kinds,
        qualifiers,
    )


def read_texts(
    connection: sqlite3.Connection, blocks: Sequence[tuple[int, int]] | None = None
) -> dict[str, StringColumn]:
    """Read the texts of projects, in ascending id, by the keys of `TEXTS`.

    Args:
        connection: An open ledger.
        blocks: Of their ids, in order; without them, of all.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    found = read_columns(connection, _TEXTS, split_keys(connection, "projects") if blocks is None else blocks)
    return dict(zip(TEXTS, found.texts, strict=True))


def read_texts_in_turn(
    connection: sqlite3.Connection,
    connect: Callable[[], AbstractContextManager[sqlite3.Connection]] | None,
    blocks: Sequence[tuple[int, int]],
) -> Iterator[dict[str, StringColumn]]:
    """Read the texts of blocks in order; every second is read by a thread of its own, and no more are held than two.

    Args:
        connection: An open ledger.
        connect: Opens another connection for that thread; without it there is none.
        blocks: Of the projects' ids.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    if connect is None:
        yield from (read_texts(connection, [block]) for block in blocks)
        return
    with ThreadPoolExecutor(1, thread_name_prefix="load") as pool:
        opened = ExitStack()
        other = pool.submit(opened.enter_context, connect()).result()
        try:
            for first in range(0, len(blocks), 2):
                helping = [pool.submit(read_texts, other, [block]) for block in blocks[first + 1 : first + 2]]
                yield read_texts(connection, blocks[first : first + 1])
                yield from (each.result() for each in helping)
        finally:
            pool.submit(opened.close).result()  # where it was opened


def _by_word(column: CodedColumn, meaning: Callable[[str], Any]) -> NDArray[Any]:
    """Look at each word once."""
    return np.array([meaning(word) for word in column.words] or [0]).take(column.codes)


def _read_degrees(
    connection: sqlite3.Connection, ids: NDArray[np.int64], axes: Sequence[NDArray[np.float64]]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return which rows have coordinates, and those; the few around zero are fetched as they are."""
    rows = np.flatnonzero(~np.isnan(axes[0]))
    degrees = np.array([axis.take(rows) for axis in axes])
    if (np.abs(degrees) < LEAST_DEGREES).any():
        around = np.array(connection.execute(_AROUND_ZERO_SQL).fetchall()).reshape(-1, 3)
        places = np.searchsorted(ids.take(rows), around[:, 0].astype(np.int64))
        degrees[:, places] = around[:, 1:].T
    return rows, degrees
