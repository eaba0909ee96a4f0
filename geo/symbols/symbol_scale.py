"""What a symbol's size stands for: projects or published amounts, and how large that is drawn, in CSS pixels."""

from math import floor, log10
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen
from geo.symbols.symbol_spread import SINGLE_RADIUS_PX, donut_radius_px
from geo.symbols.tally import Tally

Measure = Literal["count", "amount"]
MEASURES: Final[tuple[Measure, ...]] = ("count", "amount")

LEAST_RING_PX: Final = 14.0
"""Radius of the smallest ring: its figure must fit into it."""

FULL_RING_PX: Final = 42.0
"""Radius of the largest ring."""

_NICE: Final = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 20.0)


@frozen
class Published:
    """How many projects of a result have a published amount.

    Attributes:
        count: Projects.
        published: Those of them with an amount.
    """

    count: int
    published: int

    def shown(self, asked: Measure) -> Measure:
        """Return the measure to draw: amounts only where at least half of the projects have one.

        A map of few amounts would show which amounts were printed, not where the money goes.
        """
        enough = self.published > 0 and 2 * self.published >= self.count
        return "amount" if asked == "amount" and enough else "count"


@frozen
class SymbolScale:
    """How large the symbols of groups are.

    By amount, areas are proportional: a sum of ``full_wan`` is drawn as large as a symbol gets, whatever is filtered.

    Attributes:
        measure: What the size stands for.
        full_wan: The sum in 万元 of the largest ring.
    """

    measure: Measure = "count"
    full_wan: float = 1.0

    def radius_px(self, groups: Tally) -> NDArray[np.float64]:
        """Return the radius ``float64[g]`` of each group's symbol."""
        count = groups.count
        if self.measure == "count":
            return donut_radius_px(count)
        ring = np.clip(FULL_RING_PX * np.sqrt(groups.amount_wan / self.full_wan), LEAST_RING_PX, FULL_RING_PX)
        return np.where((count == 1) & (groups.unpublished == 1), SINGLE_RADIUS_PX, ring)


def room_px(groups: Tally, full_wan: float) -> NDArray[np.float64]:
    """Return the radius each group's symbol may have by either measure.

    Where symbols stand and which of them are merged follows from this: another measure changes sizes and nothing else.
    """
    radii = [SymbolScale(measure, full_wan).radius_px(groups) for measure in MEASURES]
    return np.asarray(np.maximum(*radii), np.float64)


def nice_ceiling(value: float) -> float:
    """Return the least of 1, 2, 3, 4, 5, 6, 8, 10, 20 … that is not less than a value; 1 for nothing at all."""
    if value <= 1:
        return 1.0
    power = 10.0 ** floor(log10(value))
    return float(next(step * power for step in _NICE if step * power >= value))
