"""Symbols of places that would hide each other even after making room are drawn as one.

Which ones follows from all projects of the ledger and the zoom, never from a filter or from where one looks: a symbol
neither moves nor falls apart while one filters or pans.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from geo.symbols.symbol_spread import first_that_stays, spread_apart

Radii = Callable[[NDArray[np.intp]], NDArray[np.float64]]
"""``intp[n]``, the symbol each is drawn with, to the radius ``float64[n]`` px each then has."""


def find_hidden(
    spots: NDArray[np.float64], radius: NDArray[np.float64], rank: NDArray[np.int64], slack: float = 0.0
) -> NDArray[np.intp]:
    """Return for each symbol the one it is to be drawn with: itself, or a larger one that covers its figure.

    Args:
        spots: ``float64[n, 2]`` px.
        radius: ``float64[n]`` px.
        rank: ``int64[n]``, the larger stays; of equals the first.
        slack: How much farther apart two can still come, px.

    Returns:
        ``intp[n]``; whoever is named there names itself.
    """
    order = np.argsort(-rank, kind="stable")
    (x, y), room = spots[order].T, radius[order]
    apart = np.hypot(x[:, None] - x, y[:, None] - y) + slack
    covers = apart < np.maximum(room[:, None], room) + np.minimum(room[:, None], room) / 2
    found = np.empty(len(order), np.intp)
    found[order] = order[first_that_stays(covers)]
    return found


def merge_hidden(
    spots: NDArray[np.float64],
    reach: NDArray[np.float64],
    alone: NDArray[np.bool_],
    rank: NDArray[np.int64],
    radii: Radii,
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Let symbols make room for each other, and merge those for which there is none.

    Args:
        spots: ``float64[n, 2]`` px.
        reach: ``float64[n]`` px, how far each may move.
        alone: ``bool[n]``, those that neither take others in nor go into another.
        rank: ``int64[n]``, the larger stays; of equals the first.
        radii: Their radii once some are drawn with others.

    Returns:
        ``intp[n]`` the symbol each is drawn with, and ``float64[n, 2]`` px where those stand that are drawn.
    """
    every = np.arange(len(spots))
    free = np.flatnonzero(~alone)
    # What no room to be made could part is merged at once: parting costs pair by pair.
    hidden = find_hidden(spots[free], radii(every)[free], rank[free], 2 * float(reach.max(initial=0.0)))
    home = every.copy()
    home[free] = free[hidden]
    while True:
        radius, kept = radii(home), np.flatnonzero(home == every)
        moved = spots.copy()
        moved[kept] = spread_apart(spots[kept], radius[kept], reach[kept])
        free = kept[~alone[kept]]
        hidden = find_hidden(moved[free], radius[free], rank[free])
        if (free[hidden] == free).all():
            return home, moved
        step = every.copy()
        step[free] = free[hidden]
        home = step[home]
