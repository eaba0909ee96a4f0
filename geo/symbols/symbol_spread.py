"""How large donuts are and how those that would touch make room for each other, in CSS pixels."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

SINGLE_RADIUS_PX: Final = 8.0
"""Radius of the glyph that stands for a group of one."""

CLEARANCE_PX: Final = 4.0
"""Room kept between two symbols."""

_ROUNDS: Final = 24


def donut_radius_px(count: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the radius of the symbol of groups of ``count`` projects; area grows with the count within limits."""
    radius = np.clip(7.5 + 4.9 * np.sqrt(count), 12.0, 42.0)
    return np.where(count == 1, SINGLE_RADIUS_PX, radius)


def spread_apart(
    spots: NDArray[np.float64], radius: NDArray[np.float64], reach: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Move symbols that touch away from each other, none farther than its reach from its own spot.

    Args:
        spots: ``[n, 2]`` px.
        radius: ``[n]`` px.
        reach: ``[n]`` px.

    Returns:
        ``[n, 2]`` px; symbols that touch nothing stay where they are. Where reach does not suffice, an overlap remains.
    """
    one, other = _neighbours(spots, radius, reach)
    room = radius[one] + radius[other] + CLEARANCE_PX
    moved = spots.copy()
    for _ in range(_ROUNDS):
        apart = moved[one] - moved[other]
        distance = np.hypot(apart[:, 0], apart[:, 1])
        lack = np.maximum(room - distance, 0.0)
        if not (lack > 1e-6).any():
            break
        push = lack[:, None] * _directions(apart, distance) / 2
        moved = _within_reach(spots, moved + _added(push, one, len(spots)) - _added(push, other, len(spots)), reach)
    return moved


def first_that_stays(touching: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return for each symbol the first one before it that it touches and that stays, else itself.

    Few of all pairs touch, and only these are looked at one by one.

    Args:
        touching: ``bool[n, n]``; what stands on or below the diagonal does not count.
    """
    return first_of_pairs(len(touching), *np.nonzero(np.triu(touching, 1)))


def first_of_pairs(count: int, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the same of `count` symbols of which pairs that touch are known.

    Args:
        count: How many symbols there are.
        one: ``intp[p]`` the earlier of each pair, ascending.
        other: ``intp[p]`` the later of each pair, ascending for one and the same earlier.
    """
    target = list(range(count))
    for first, later in zip(one.tolist(), other.tolist(), strict=True):
        if target[first] == first and target[later] == later:
            target[later] = first
    return np.array(target, np.intp)


def _neighbours(
    spots: NDArray[np.float64], radius: NDArray[np.float64], reach: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs, the earlier first, that can ever touch: all others need no look in any round."""
    one, other = np.triu_indices(len(spots), 1)
    farthest = radius[one] + radius[other] + CLEARANCE_PX + reach[one] + reach[other]
    near = np.flatnonzero((np.abs(spots[one] - spots[other]) < farthest[:, None]).all(axis=1))
    return one[near], other[near]


def _directions(apart: NDArray[np.float64], distance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return unit vectors away from the later one; from the very same spot the earlier goes west, the later east."""
    same = distance < 1e-9
    unit = apart / np.where(same, 1.0, distance)[:, None]
    unit[same] = (-1.0, 0.0)
    return unit


def _added(push: NDArray[np.float64], symbol: NDArray[np.intp], count: int) -> NDArray[np.float64]:
    """Return what pushes each symbol altogether, ``[count, 2]``."""
    return np.column_stack([np.bincount(symbol, axis, minlength=count) for axis in push.T])


def _within_reach(
    spots: NDArray[np.float64], moved: NDArray[np.float64], reach: NDArray[np.float64]
) -> NDArray[np.float64]:
    way = moved - spots
    length = np.hypot(way[:, 0], way[:, 1])
    shorten = np.minimum(1.0, reach / np.maximum(length, 1e-9))
    return np.asarray(spots + way * shorten[:, None], np.float64)
