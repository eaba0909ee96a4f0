"""How large donuts are and how those that would touch make room for each other, in CSS pixels."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

SINGLE_RADIUS_PX: Final = 8.0
"""Radius of the glyph that stands for a group of one."""

CLEARANCE_PX: Final = 4.0
"""Room kept between two symbols."""

_RING_PX: Final = 4.2  # the dashed ring of inferred projects runs outside the donut
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
    moved = spots.copy()
    room = radius[:, None] + radius[None, :] + CLEARANCE_PX
    np.fill_diagonal(room, 0.0)
    for _ in range(_ROUNDS):
        apart = moved[:, None, :] - moved[None, :, :]
        distance = np.hypot(apart[..., 0], apart[..., 1])
        lack = np.maximum(room - distance, 0.0)
        if not (lack > 1e-6).any():
            break
        push = lack[..., None] * _directions(apart, distance) / 2
        moved = _within_reach(spots, moved + push.sum(axis=1), reach)
    return moved


@dataclass(frozen=True, slots=True, eq=False)
class SatelliteColumn:
    """The column in which parks without a position hang, to the lower left of the city's symbol.

    Attributes:
        city: ``[2]`` px, centre of the city's symbol.
        radius: Its radius in px.
    """

    city: NDArray[np.float64]
    radius: float

    def spots(self, radius: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return ``[n, 2]`` px for symbols of these radii, the first at the top."""
        spots = np.empty((len(radius), 2))
        step = 2 * radius + CLEARANCE_PX + 2 * _RING_PX
        spots[:, 0] = self.city[0] - self.radius - 52.0
        spots[:, 1] = self.city[1] + 20.0 + np.cumsum(step) - step / 2
        return spots


def _directions(apart: NDArray[np.float64], distance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return unit vectors; symbols at the very same spot part to the west and the east in their order."""
    same = distance < 1e-9
    unit = apart / np.where(same, 1.0, distance)[..., None]
    index = np.arange(len(distance))
    unit[..., 0] = np.where(same, np.sign(index[:, None] - index[None, :]), unit[..., 0])
    return unit


def _within_reach(
    spots: NDArray[np.float64], moved: NDArray[np.float64], reach: NDArray[np.float64]
) -> NDArray[np.float64]:
    way = moved - spots
    length = np.hypot(way[:, 0], way[:, 1])
    shorten = np.minimum(1.0, reach / np.maximum(length, 1e-9))
    return np.asarray(spots + way * shorten[:, None], np.float64)
