"""Which projects have which values of the dimensions of which they may have several, and codes in place of ids."""

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.connection import LedgerInconsistent
from db.filters import DIMENSION_TITLES
from db.index.bulk_reading import EVERYTHING, find_places, read_columns, split_keys
from db.index.columns import MultiValues
from db.index.dimensions import Dimension
from db.index.readings import Number, Pages, Reading
from db.index.string_columns import IdColumn, narrowed
from geo.wording import tr

# Pairs of the multi-valued dimensions: table, column of the value.
_PAIRS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "event": ("event_projects", "event_id"),
        "organisation": ("project_organisations", "organisation_id"),
        "list": ("list_items", "list_id"),
    }
)

_RUNS: Final = 16


def encode_ids(dimension: Dimension, ids: NDArray[Any]) -> NDArray[np.intp]:
    """Turn database ids into codes; an id the dimension lacks (a park of a damaged reference) fails loudly."""
    known = dimension.ids.array if isinstance(dimension.ids, IdColumn) else np.array(dimension.ids, dtype=np.int64)
    if not len(ids):
        return np.empty(0, np.intp)
    codes = _look_up(known, ids) if len(known) else None
    if codes is None:
        raise LedgerInconsistent(
            tr(
                "台账里有项目引用了不存在的{title}，请检查最近的改动。",
                title=tr(DIMENSION_TITLES[dimension.key]),
            )
        )
    return codes


def _look_up(known: NDArray[np.int64], ids: NDArray[Any]) -> NDArray[np.intp] | None:
    """Return where ids stand among known ones, in any order; None where one is not among them."""
    least, greatest = int(known.min()), int(known.max())
    if greatest - least > len(ids) + len(known):
        order = np.argsort(known)
        places = np.minimum(find_places(known[order], ids), len(known) - 1)
        return order.take(places) if np.array_equal(known[order][places], ids) else None
    if int(ids.min()) < least or int(ids.max()) > greatest:
        return None
    table = np.full(greatest - least + 1, -1, np.intp)
    table[known - least] = np.arange(len(known))
    codes = table.take(ids if least == 0 else ids.astype(np.int64) - least)
    return None if int(codes.min()) < 0 else codes


def load_pairs(
    connection: sqlite3.Connection,
    dimensions: Mapping[str, Dimension],
    ids: NDArray[np.int64],
    pages: Pages | None = None,
) -> dict[str, MultiValues]:
    """Read the pairs of every multi-valued dimension.

    Args:
        connection: An open ledger.
        dimensions: Those dimensions.
        ids: int64[n], the projects, ascending.
        pages: Where the ledger's file may be read itself.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
        LedgerInconsistent: A pair names a project or a value that does not exist.
    """
    pairs = {}
    for key, (table, value) in _PAIRS.items():
        # Lists have no index by project; they are short.
        parts = [EVERYTHING] if key == "list" else split_keys(connection, table, "project_id")
        reading = Reading(table, "project_id", (Number("project_id"), Number(value)))
        owners, values = read_columns(connection, reading, parts, pages=pages).numbers
        pairs[key] = _sort_pairs(_find_rows(ids, owners, key), encode_ids(dimensions[key], values))
    pairs["tag"] = _tag_pairs(connection, dimensions, pairs["organisation"])
    return pairs


def _tag_pairs(
    connection: sqlite3.Connection, dimensions: Mapping[str, Dimension], organisations: MultiValues
) -> MultiValues:
    """Give every project the tags of its organisations."""
    table = connection.execute(
        "SELECT t.organisation_id, t.tag FROM organisation_tags AS t "
        "JOIN organisations AS o ON o.id = t.organisation_id ORDER BY t.organisation_id"
    ).fetchall()
    tagged = np.array([dimensions["organisation"].code_of(id_) for id_, _ in table], dtype=np.int64)
    tags = np.array([dimensions["tag"].code_of(tag) for _, tag in table], dtype=np.int32)
    of_organisation = np.bincount(tagged, minlength=len(dimensions["organisation"]))
    counts = of_organisation.take(organisations.codes)
    first = (np.cumsum(of_organisation) - of_organisation).take(organisations.codes)
    starts = np.repeat(first - (np.cumsum(counts) - counts), counts)
    return _sort_pairs(np.repeat(organisations.rows, counts), tags[starts + np.arange(len(starts))])


def _find_rows(ids: NDArray[np.int64], projects: NDArray[Any], key: str) -> NDArray[np.int64]:
    rows = find_places(ids, projects)
    if len(rows) and not (rows.max() < len(ids) and np.array_equal(ids[rows], projects)):
        raise LedgerInconsistent(
            tr(
                "台账里有{title}引用了不存在的项目，请检查最近的改动。",
                title=tr(DIMENSION_TITLES[key]),
            )
        )
    return rows


def _sort_pairs(rows: NDArray[np.int64], codes: NDArray[np.integer]) -> MultiValues:
    """Order pairs by row and code, each once."""
    keys = (rows.astype(np.int64) << 32) | codes
    rising = keys[1:] > keys[:-1]
    if not rising.all():
        # A few runs in order, as rows between pages make them, are merged; else sorted as numbers are quickest.
        keys = np.sort(keys, kind="stable" if np.count_nonzero(rising) >= len(rising) - _RUNS else None)
        keys = keys[np.concatenate([[True], keys[1:] > keys[:-1]])]
    return MultiValues(narrowed(keys >> 32), narrowed(keys & 0xFFFFFFFF))
