"""Conditions that are decided row by row: amounts, text, places on earth, single projects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from db.filters import Filters
from db.index.cross_tables import AMOUNT
from geo.geometry import Rings, contains_many

if TYPE_CHECKING:
    from db.index.columns import ProjectColumns

BoolRows = NDArray[np.bool_]

OTHER: Final = "other"
"""Stands for all conditions that belong to no dimension."""

_KEPT_SHAPES: Final = 2


class RowConditions:
    """Evaluates such conditions on some columns; shapes asked for last are remembered. Any thread may ask."""

    def __init__(self, columns: ProjectColumns) -> None:
        """Evaluate nothing yet."""
        self._columns = columns
        self._within: dict[Rings, NDArray[np.uint8]] = {}

    def evaluate(self, filters: Filters) -> Mapping[str, BoolRows]:
        """Return bool[n] by condition, stated ones only: of the amount under `AMOUNT`, all else under `OTHER`."""
        found: dict[str, BoolRows] = {}
        if amounts := list(_amount_conditions(self._columns.amount_wan, filters)):
            found[AMOUNT] = np.logical_and.reduce(amounts)
        if others := list(self._other_conditions(filters)):
            found[OTHER] = np.logical_and.reduce(others)
        return MappingProxyType(found)

    def _other_conditions(self, filters: Filters) -> Iterator[BoolRows]:
        columns = self._columns
        if filters.text.strip():
            yield columns.text.find_rows(filters.text)
        if filters.stated_only:
            yield ~columns.inferred
        if filters.ids is not None:
            chosen = np.zeros(len(columns), dtype=np.bool_)
            chosen[columns.rows_of(filters.ids)] = True
            yield chosen
        if filters.bounds is not None:
            yield filters.bounds.contains_many(columns.lng, columns.lat)
        if filters.within is not None:
            yield self._lie_within(filters.within)

    def _lie_within(self, shape: Rings) -> BoolRows:
        """Points in a shape take longer than all else together, and every other filter is changed while it stands."""
        known = self._within.pop(shape, None)
        if known is None:
            known = np.packbits(contains_many(shape, self._columns.lng, self._columns.lat))
        self._within = dict([*self._within.items(), (shape, known)][-_KEPT_SHAPES:])
        return np.unpackbits(known, count=len(self._columns)).view(np.bool_)


def _amount_conditions(amount_wan: NDArray[np.int64], filters: Filters) -> Iterable[BoolRows]:
    if filters.amount_min_wan is not None:
        # What is not published is −1: below every amount there can be.
        yield _admitting(amount_wan >= max(filters.amount_min_wan, 0), amount_wan, filters)
    if filters.amount_max_wan is not None:
        yield _admitting((amount_wan <= filters.amount_max_wan) & (amount_wan >= 0), amount_wan, filters)
    if filters.has_amount is not None:
        yield amount_wan >= 0 if filters.has_amount else amount_wan < 0


def _admitting(passing: BoolRows, amount_wan: NDArray[np.int64], filters: Filters) -> BoolRows:
    """Let pass what has no published amount as well, where that is asked for."""
    return passing | (amount_wan < 0) if filters.with_unpublished else passing
