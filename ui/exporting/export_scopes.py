"""Which projects an export can be about: the selected ones, what is asked for, what the map shows, all. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Set
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from db.filters import Filters
from db.index.columns import ProjectColumns
from geo.frozen import frozen
from geo.lnglat import Bounds
from ui.state import ExplorerState, Results


class Scope(StrEnum):
    """What an export is about."""

    SELECTED = "selected"
    FILTERED = "filtered"
    VISIBLE = "visible"
    ALL = "all"


SCOPE_NAMES: Final = MappingProxyType(
    {
        Scope.FILTERED: "筛选结果",
        Scope.SELECTED: "选中的",
        Scope.VISIBLE: "筛选结果中地图上看得见的",
        Scope.ALL: "台账里的全部",
    }
)
"""Chinese words in the order offered, through `tr` where they are shown."""


class Explored(Protocol):
    """What the window shows and has selected: the part of the explorer that is asked here."""

    @property
    def state(self) -> ExplorerState:
        """What a person has chosen."""
        ...

    @property
    def results(self) -> Results:
        """The answer to it."""
        ...

    @property
    def columns(self) -> ProjectColumns:
        """The projects."""
        ...


@frozen(eq=False)
class ScopedRows:
    """The projects of a scope.

    Attributes:
        rows: int64[m] rows of the columns, in the table's order.
        filters: What chose them.
        visible_in: The bounds of the map that narrowed them further, or None.
    """

    rows: npt.NDArray[np.int64]
    filters: Filters
    visible_in: Bounds | None = None


class ExportScopes:
    """Turns scopes into rows.

    Args:
        explorer: What is shown and selected.
        find_visible: bool[n], which projects are drawn within bounds.
    """

    def __init__(self, explorer: Explored, find_visible: Callable[[Bounds], npt.NDArray[np.bool_]]) -> None:
        """Start without a map view: nothing is visible before the map has told where it is."""
        self._explorer, self._find_visible = explorer, find_visible
        self.bounds: Bounds | None = None
        self.ids: Set[int] | None = None
        """Projects of a menu's symbol, which take the place of the selected ones; None for the selection itself."""

    def choose(self, scope: Scope) -> ScopedRows:
        """Return the projects of a scope as things stand now."""
        results = self._explorer.results
        if scope is Scope.FILTERED:
            return ScopedRows(results.rows.astype(np.int64), results.filters)
        if scope is Scope.VISIBLE:
            visible = np.zeros(len(self._explorer.columns), np.bool_)
            if self.bounds is not None:
                visible = self._find_visible(self.bounds)
            rows = results.rows[visible[results.rows]].astype(np.int64)
            return ScopedRows(rows, results.filters, self.bounds)
        if scope is Scope.ALL:
            return ScopedRows(self._ordered(np.ones(len(self._explorer.columns), np.bool_)), Filters())
        # Selected projects may lie outside the present filter; they are exported all the same, by their ids.
        wanted = self._explorer.state.selection if self.ids is None else self.ids
        chosen = np.zeros(len(self._explorer.columns), np.bool_)
        chosen[self._explorer.columns.rows_of(wanted)] = True
        return ScopedRows(self._ordered(chosen), Filters(ids=wanted))

    def _ordered(self, chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        sort = self._explorer.state.sort
        order = self._explorer.columns.order(sort.key, sort.descending, sort.then)
        return order[chosen[order]]
