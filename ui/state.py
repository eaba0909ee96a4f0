"""What the window shows, as frozen values. No Qt: views compare states and apply only what differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from db.facets import Facets, Totals
from db.filters import Filters


class SelectMode(StrEnum):
    """How a new pick joins the selection that is there."""

    REPLACE = "replace"
    ADD = "add"
    TOGGLE = "toggle"
    SUBTRACT = "subtract"


@dataclass(frozen=True, slots=True)
class Sort:
    """The table's order: a column key of ``ProjectColumns.order`` and its direction."""

    key: str = "id"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ExplorerState:
    """Everything a person has chosen.

    Attributes:
        filters: which projects are asked for.
        selection: ids of the selected projects, shared by map and table.
        current_id: the project whose card is open, or None.
        sort: the table's order.
        revision: grows by one with each change; results carry the revision they answer.
    """

    filters: Filters = field(default_factory=Filters)
    selection: frozenset[int] = frozenset()
    current_id: int | None = None
    sort: Sort = field(default_factory=Sort)
    revision: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """The answer to one state, the same object for table, map, panels and totals.

    Attributes:
        revision: the state's revision this answers.
        filters: the filters this answers.
        sort: the order this answers.
        mask: bool[n] over the ledger's rows, True where the filters hold.
        rows: int64[m] row numbers that pass, in the table's order.
        facets: counts under the cross-filter, per dimension.
        totals: figures of what passes.
    """

    revision: int
    filters: Filters
    sort: Sort
    mask: npt.NDArray[np.bool_]
    rows: npt.NDArray[np.int64]
    facets: Facets
    totals: Totals


def picked(selection: frozenset[int], ids: frozenset[int], mode: SelectMode) -> frozenset[int]:
    """The selection after ``ids`` were picked in ``mode``."""
    if mode is SelectMode.REPLACE:
        return ids
    if mode is SelectMode.ADD:
        return selection | ids
    if mode is SelectMode.SUBTRACT:
        return selection - ids
    return selection ^ ids
