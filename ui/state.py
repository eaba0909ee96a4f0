"""What the window shows, as frozen values. No Qt: views compare states and apply only what differs."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from db.filters import Filters
from db.id_set import IdSet
from db.index.facets import Facets, Totals
from geo.frozen import frozen

MOST_SORT_KEYS = 4
"""More cannot be told apart in the headers, and each costs a pass over the rows."""


class SelectMode(StrEnum):
    """How a new pick joins the selection that is there."""

    REPLACE = "replace"
    ADD = "add"
    TOGGLE = "toggle"
    SUBTRACT = "subtract"


@frozen
class Sort:
    """The table's order: keys of ``ProjectColumns.order`` with their directions.

    Attributes:
        key: the weightiest key.
        descending: whether its greatest come first.
        then: further keys and directions, for rows that are equal by those before; no key twice.
    """

    key: str = "id"
    descending: bool = False
    then: tuple[tuple[str, bool], ...] = ()

    @property
    def keys(self) -> tuple[tuple[str, bool], ...]:
        """Every key that a person chose, the weightiest first; the ledger's own order is none."""
        return () if self == Sort() else ((self.key, self.descending), *self.then)

    def replaced(self, key: str, *, first_descending: bool) -> Sort:
        """The order after a plain click: this key alone, then turned, then the ledger's own order."""
        if self.then or self.key != key:
            return Sort(key, descending=first_descending)
        return Sort(key, descending=not first_descending) if self.descending == first_descending else Sort()

    def extended(self, key: str, *, first_descending: bool) -> Sort:
        """The order after a click with Shift: this key comes last, is turned where it stands, then leaves.

        One more than ``MOST_SORT_KEYS`` takes the place of the last.
        """
        keys = dict(self.keys)
        if key not in keys:
            kept = self.keys[: MOST_SORT_KEYS - 1]
            return sort_by((*kept, (key, first_descending)))
        if keys[key] == first_descending:
            keys[key] = not first_descending
        else:
            del keys[key]
        return sort_by(tuple(keys.items()))


def sort_by(keys: Sequence[tuple[str, bool]]) -> Sort:
    """The order by these keys, the weightiest first; without any it is the ledger's own."""
    return Sort(keys[0][0], keys[0][1], tuple(keys[1:])) if keys else Sort()


@frozen
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
    selection: Set[int] = IdSet()
    current_id: int | None = None
    sort: Sort = field(default_factory=Sort)
    revision: int = 0


@frozen(eq=False)
class Found:
    """Which projects answer a state, told before anything about them is counted.

    Attributes:
        revision: the state's revision this answers.
        filters: the filters this answers.
        mask: bool[n] over the ledger's rows, True where the filters hold; that of the results to come.
        rows: int32[m] row numbers that pass, in the table's order; those of the results to come.
        prepared: what ``Explorer.prepare`` made of it in the worker; None where nothing is prepared.
    """

    revision: int
    filters: Filters
    mask: npt.NDArray[np.bool_]
    rows: npt.NDArray[np.int32]
    prepared: object = None


@frozen(eq=False)
class Results:
    """The answer to one state, the same object for table, map, panels and totals.

    Attributes:
        revision: the state's revision this answers.
        filters: the filters this answers.
        sort: the order this answers.
        mask: bool[n] over the ledger's rows, True where the filters hold.
        rows: int32[m] row numbers that pass, in the table's order.
        facets: counts under the cross-filter, per dimension.
        totals: figures of what passes.
    """

    revision: int
    filters: Filters
    sort: Sort
    mask: npt.NDArray[np.bool_]
    rows: npt.NDArray[np.int32]
    facets: Facets
    totals: Totals


def only_selected(state: ExplorerState) -> Filters:
    """The filters after 只看选中 was switched: the selected projects alone, or that condition lifted again."""
    filters = state.filters
    if filters.ids is not None:
        return filters.without("ids")
    return filters.with_(ids=state.selection) if state.selection else filters


def picked(selection: Set[int], ids: Set[int], mode: SelectMode) -> Set[int]:
    """The selection after ``ids`` were picked in ``mode``."""
    if mode is SelectMode.REPLACE:
        return ids
    if mode is SelectMode.ADD:
        return selection | ids
    if mode is SelectMode.SUBTRACT:
        return selection - ids
    return selection ^ ids


def next_current(state: ExplorerState, chosen: Set[int], selection: Set[int]) -> int | None:
    """The project whose card is open after a pick: a single one that was picked, else the one before if it stays.

    Args:
        state: as it was.
        chosen: what was picked.
        selection: what is selected now.
    """
    if len(chosen) == 1 and chosen <= selection:
        return next(iter(chosen))
    if state.current_id in selection:
        return state.current_id
    return next(iter(IdSet.of(selection)), None)
