"""What columns hold of lists, read anew after one of them has changed, without reading anything else again."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.connection import LedgerInconsistent
from db.index.columns import MultiValues, ProjectColumns
from db.index.dimensions import Dimension
from geo.frozen import frozen
from geo.wording import tr

LIST_DIMENSION_SQL: Final = "SELECT id, name, NULL FROM lists ORDER BY position IS NOT NULL, position, id"
"""Values of the dimension `list`: printed lists first, then a person's own in the order they were put in."""

_ITEMS_SQL: Final = "SELECT project_id, list_id FROM list_items"
_ITEMS_DTYPE: Final = np.dtype([("project", np.int64), ("list", np.int64)])


@frozen(eq=False)
class ListColumns:
    """The dimension `list` and which projects have which of its values.

    Attributes:
        dimension: The lists.
        pairs: Rows with codes of lists.
    """

    dimension: Dimension
    pairs: MultiValues

    def put_into(self, columns: ProjectColumns) -> ProjectColumns:
        """Return columns of the same projects that say this of lists."""
        dimensions: Mapping[str, Dimension] = {**columns.dimensions, "list": self.dimension}
        return replace(
            columns,
            dimensions=MappingProxyType(dimensions),
            multi=MappingProxyType({**columns.multi, "list": self.pairs}),
        )


def load_list_columns(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> ListColumns:
    """Read the lists and their items.

    Args:
        connection: An open ledger.
        ids: int64[n], ascending: the projects of the columns they are for.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
        LedgerInconsistent: A list names a project that the columns do not have: another program has changed them.
    """
    values = connection.execute(LIST_DIMENSION_SQL).fetchall()
    dimension = Dimension("list", *(tuple(column) for column in zip(*values, strict=True))) if values else _NO_LISTS
    items = np.fromiter(connection.execute(_ITEMS_SQL), dtype=_ITEMS_DTYPE)
    rows = np.searchsorted(ids, items["project"])
    if len(rows) and not (rows.max() < len(ids) and np.array_equal(ids[rows], items["project"])):
        raise LedgerInconsistent(tr("台账里的项目被别的程序改动过，请重新打开台账。"))
    known = np.array(dimension.ids, dtype=np.int64)
    order = np.argsort(known)
    codes = order[np.searchsorted(known, items["list"], sorter=order)] if len(items) else np.empty(0, np.int64)
    keys = np.sort((rows << 32) | codes)
    return ListColumns(dimension, MultiValues(keys >> 32, (keys & 0xFFFFFFFF).astype(np.int32)))


_NO_LISTS: Final = Dimension("list", (), (), ())
