"""What of a ledger is searched: names, summaries, aliases and the names of organisations."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.index.bulk_reading import find_places, read_columns, split_keys
from db.index.columns import MultiValues
from db.index.dimensions import Dimension
from db.index.growing import Grow, GrowingInMemory
from db.index.readings import Number, ReadColumns, Reading
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
    grow: Grow = GrowingInMemory,
) -> Sequence[TextPart]:
    """Read what is searched beside what the columns hold, and make all of it ready.

    Args:
        connection: An open ledger; projects that have come since the columns were read are passed over.
        ids: int64[n], the projects.
        names: Their names.
        organisations: The organisations.
        pairs: Whose they are.
        grow: Begins where what is searched goes.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    owned_by = TextBuffer.of_blocks((_name_organisations(connection, organisations),), grow)
    return (
        TextPart(TextBuffer.of_blocks((names,), grow)),
        _read_summaries(connection, ids, grow),
        _read_aliases(connection, ids, grow),
        TextPart(owned_by, pairs.rows, pairs.codes),
    )


def _read_summaries(connection: sqlite3.Connection, ids: NDArray[np.int64], grow: Grow) -> TextPart:
    blocks = split_keys(connection, "projects", parts=4)
    texts = TextBuffer.of_blocks((read.texts[0] for read in _read_blocks(connection, _SUMMARIES, blocks)), grow)
    owners = read_ids(connection)[: len(texts)]  # by now there may be other projects
    return TextPart(texts) if np.array_equal(owners, ids) else _owned(texts, owners, ids)


def _read_aliases(connection: sqlite3.Connection, ids: NDArray[np.int64], grow: Grow) -> TextPart:
    owners: list[NDArray[Any]] = [np.empty(0, np.uint8)]

    def texts() -> Iterator[StringColumn]:
        for read in _read_blocks(connection, _ALIASES, split_keys(connection, "project_aliases", "project_id")):
            owners.append(read.numbers[0])
            yield read.texts[0]

    folded = TextBuffer.of_blocks(texts(), grow)
    return _owned(folded, np.concatenate(owners), ids)


def _read_blocks(
    connection: sqlite3.Connection, reading: Reading, blocks: Sequence[tuple[int, int]]
) -> Iterator[ReadColumns]:
    """A block at a time: all summaries of a million projects take 80 MB before they are folded."""
    return (read_columns(connection, reading, [block]) for block in blocks)


def _owned(texts: TextBuffer, owners: NDArray[Any], ids: NDArray[np.int64]) -> TextPart:
    rows = np.minimum(find_places(ids, owners), max(len(ids) - 1, 0))
    known = np.flatnonzero(ids[rows] == owners) if len(ids) else np.empty(0, np.intp)
    return TextPart(texts, rows[known].astype(np.uint32), known.astype(np.uint32))


def _name_organisations(connection: sqlite3.Connection, organisations: Dimension) -> StringColumn:
    further = dict(connection.execute(_ORGANISATION_ALIASES_SQL))
    if not further and isinstance(organisations.names, StringColumn):
        return organisations.names
    named = zip(organisations.ids, organisations.names, strict=True)
    return StringColumn.from_strings(join_fields((name, further.get(id_))) for id_, name in named)
