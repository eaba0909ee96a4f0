"""What the map knows of each project, and sums of it over groups: what a donut and its hover label say."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen

Rows = NDArray[np.integer[Any]]
"""Row numbers of projects, ascending where nothing else is said."""

INDUSTRIES: Final = 5
"""Segments of a donut: the four industries in their fixed order, then the unclassified."""

_AMOUNTS = slice(INDUSTRIES, 2 * INDUSTRIES)
INFERRED, UNPUBLISHED, SELECTED, QUANTITIES = range(2 * INDUSTRIES, 2 * INDUSTRIES + 4)
"""Where these stand among the sums of a `Tally`, and how many sums it holds."""


@frozen(eq=False)
class SymbolColumns:
    """What the map needs to know of each of ``n`` projects, in the order of the ledger.

    Attributes:
        project_ids: ``int64[n]``.
        world_x: ``uint32[n]`` world units of the arranged or own position; the city's where neither is known.
        world_y: ``uint32[n]`` likewise.
        place: ``int32[n]`` index into the places, the most specific one; −1 for own coordinates.
        industry: ``uint8[n]`` 0–3 the four industries in their fixed order, 4 unclassified.
        amount_wan: ``int64[n]`` in 万元, −1 unknown.
        inferred: ``bool[n]`` the park is inferred.
        planned: ``bool[n]`` only planned milestones are known.
    """

    project_ids: NDArray[np.int64]
    world_x: NDArray[np.uint32]
    world_y: NDArray[np.uint32]
    place: NDArray[np.int32]
    industry: NDArray[np.uint8]
    amount_wan: NDArray[np.int64]
    inferred: NDArray[np.bool_]
    planned: NDArray[np.bool_]


@frozen(eq=False)
class Tally:
    """Positions and sums of ``g`` groups of projects.

    Attributes:
        spots: ``float64[g, 2]`` x and y of each group's symbol in world units.
        sums: ``float64[g, 13]`` projects by industry, their published amounts by industry, those of an inferred
            park, without a published amount, selected; whole numbers, exact up to 2⁵³.
    """

    spots: NDArray[np.float64]
    sums: NDArray[np.float64]

    @property
    def count(self) -> NDArray[np.int64]:
        """``int64[g]`` projects of each group."""
        return np.asarray(self.sums[:, :INDUSTRIES].sum(axis=1), np.int64)

    @property
    def industry(self) -> NDArray[np.int64]:
        """``int64[g, 5]`` projects by industry."""
        return self.sums[:, :INDUSTRIES].astype(np.int64)

    @property
    def amount_wan(self) -> NDArray[np.float64]:
        """``float64[g]`` sum of the published amounts in 万元."""
        return np.asarray(self.amount_by_industry.sum(axis=1), np.float64)

    @property
    def amount_by_industry(self) -> NDArray[np.float64]:
        """``float64[g, 5]`` sum of the published amounts in 万元 by industry."""
        return self.sums[:, _AMOUNTS]

    @property
    def inferred(self) -> NDArray[np.int64]:
        """``int64[g]`` projects whose park is inferred."""
        return self.sums[:, INFERRED].astype(np.int64)

    @property
    def unpublished(self) -> NDArray[np.int64]:
        """``int64[g]`` projects without a published amount."""
        return self.sums[:, UNPUBLISHED].astype(np.int64)

    @property
    def selected(self) -> NDArray[np.int64]:
        """``int64[g]`` projects that are selected."""
        return self.sums[:, SELECTED].astype(np.int64)

    def taken(self, groups: NDArray[np.intp]) -> "Tally":
        """Return only these groups, in this order."""
        return Tally(self.spots[groups], self.sums[groups])

    def joined(self, other: "Tally") -> "Tally":
        """Return these groups followed by the other's."""
        return Tally(np.vstack([self.spots, other.spots]), np.vstack([self.sums, other.sums]))

    def merged(self, target: NDArray[np.intp]) -> "Tally":
        """Add each group to the group ``target`` names, which keeps its spot; a target below 0 drops the group."""
        kept = target >= 0
        sums = np.zeros_like(self.sums)
        np.add.at(sums, target[kept], self.sums[kept])
        return Tally(self.spots, sums)


def stand_among(rows: Rows, chosen: Rows) -> NDArray[np.bool_]:
    """Return for each of some rows, in any order, whether it is one of the chosen, which ascend.

    Returns:
        ``bool[len(rows)]``.
    """
    if not len(chosen):
        return np.zeros(len(rows), np.bool_)
    places = np.minimum(np.searchsorted(chosen, rows), len(chosen) - 1)
    return np.asarray(chosen[places] == rows, np.bool_)
