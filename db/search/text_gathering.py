"""What of a ledger is searched: names, summaries, aliases and the names of organisations."""

import sqlite3
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.index.bulk_reading import find_places, read_columns, split_keys
from db.index.columns import MultiValues
from db.index.dimensions import Dimension
from db.index.readings import Number, Reading
from db.index.string_columns import StringColumn
from db.project_reading import read_ids
from db.search.text_buffer import TextBuffer
from db.search.text_search import TextPart, join_fields

_SUMMARIES: Final = Reading("projects", "id", texts=("summary",))
_ALIASES: Final = Reading("project_aliases", "project_id", (Number("project_id"),), texts=("alias",))
_ORGANISATION_ALIASES_SQL: Final = """SELECT organisation_id, group_concat(alias, ' ') FROM organisation_aliases
    GROUP BY organisation_id"""


def gather_text(
    connection: sqlite3.Connection,
    ids: NDArray[np.int64],
    names: StringColumn,
    organisations: Dimension,
    pairs: MultiValues,
) -> Sequence[TextPart]:
    """Read what is searched beside what the columns hold, and make all of it ready.

    Args:
        connection: An open ledger; projects that have come since the columns were read are passed over.
        ids: int64[n], the projects.
        names: Their names.
        organisations: The organisations.
        pairs: Whose they are.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    return (
        TextPart(TextBuffer.of(names)),
        _read_summaries(connection, ids),
        _read_aliases(connection, ids),
        TextPart(TextBuffer.of(_name_organisations(connection, organisations)), pairs.rows, pairs.codes),
    )


def _read_summaries(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> TextPart:
    (texts,) = read_columns(connection, _SUMMARIES, split_keys(connection, "projects")).texts
    owners = read_ids(connection)[: len(texts)]  # by now there may be other projects
    return TextPart(TextBuffer.of(texts)) if np.array_equal(owners, ids) else _owned(texts, owners, ids)


def _read_aliases(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> TextPart:
    found = read_columns(connection, _ALIASES, split_keys(connection, "project_aliases", "project_id"))
    return _owned(found.texts[0], found.numbers[0], ids)


def _owned(texts: StringColumn, owners: NDArray[Any], ids: NDArray[np.int64]) -> TextPart:
    rows = np.minimum(find_places(ids, owners), max(len(ids) - 1, 0))
    known = np.flatnonzero(ids[rows] == owners) if len(ids) else np.empty(0, np.intp)
    return TextPart(TextBuffer.of(texts), rows[known].astype(np.uint32), known.astype(np.uint32))


def _name_organisations(connection: sqlite3.Connection, organisations: Dimension) -> StringColumn:
    further = dict(connection.execute(_ORGANISATION_ALIASES_SQL))
    if not further and isinstance(organisations.names, StringColumn):
        return organisations.names
    named = zip(organisations.ids, organisations.names, strict=True)
    return StringColumn.from_strings(join_fields((name, further.get(id_))) for id_, name in named)
