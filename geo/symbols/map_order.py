"""In which order the map holds a ledger's projects: place by place, and along the Morton curve.

That follows from where they are placed alone, never from what is asked for: so it is worked out once, and kept between
runs for large ledgers (`db.index.map_places`).
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen
from geo.placement import OWN_PLACE, Placement

CELL_PX_LOG2: Final = 6
"""Cells of the clusters' grid are 64 px at whole zooms, growing to 128 px just below the next."""

_FULL_ZOOM: Final = 11
_DIGIT_BITS: Final = 16
_SPREAD: Final = (
    (16, 0x0000_FFFF_0000_FFFF),
    (8, 0x00FF_00FF_00FF_00FF),
    (4, 0x0F0F_0F0F_0F0F_0F0F),
    (2, 0x3333_3333_3333_3333),
    (1, 0x5555_5555_5555_5555),
)


@frozen(eq=False)
class OwnOrder:
    """The ``m`` projects with coordinates of their own along the Morton curve, ties in the order of the ledger.

    In that order every square cell of the world, at every zoom, is one run.

    Attributes:
        rows: ``uint32[m]`` rows of the columns.
        keys: ``uint64[m]`` bits of x and y interleaved (`morton`), ascending.
        world_x: ``uint32[m]`` world units.
        world_y: ``uint32[m]`` world units.
        amount_wan: ``int64[m]`` in 万元, −1 unknown.
        largest_cell_wan: The largest sum of published amounts in one cell of the clusters' grid at a middle zoom.
    """

    rows: NDArray[np.uint32]
    keys: NDArray[np.uint64]
    world_x: NDArray[np.uint32]
    world_y: NDArray[np.uint32]
    amount_wan: NDArray[np.int64]
    largest_cell_wan: float

    @classmethod
    def of(
        cls,
        world_x: NDArray[np.uint32],
        world_y: NDArray[np.uint32],
        amount_wan: NDArray[np.int64],
        rows: NDArray[Any],
    ) -> "OwnOrder":
        """Order rows.

        Args:
            world_x: ``uint32[n]`` world units of all projects.
            world_y: ``uint32[n]`` likewise.
            amount_wan: ``int64[n]`` of all projects.
            rows: The rows meant, ascending.
        """
        x, y = world_x.take(rows), world_y.take(rows)
        keys = morton(x, y)
        order = _stable_order(keys)
        keys, amounts = keys.take(order), amount_wan.take(rows).take(order)
        in_order = rows.take(order).astype(np.uint32)
        return cls(in_order, keys, x.take(order), y.take(order), amounts, _largest_cell(keys, amounts))


@frozen(eq=False)
class MapOrder:
    """Where all projects are drawn, and their order.

    Attributes:
        placement: Where each is.
        rows: ``uint32[k]`` rows of the projects that stand at a place, place by place, ascending in each.
        starts: ``int64[places + 1]``: those of place p are ``rows[starts[p] : starts[p + 1]]``.
        amount_wan: ``int64[k]`` of each of these rows, in 万元, −1 unknown.
        extents: ``uint32[4, places]`` west, north, east and south of each place; one without projects touches nothing.
        own: Those at coordinates of their own.
    """

    placement: Placement
    rows: NDArray[np.uint32]
    starts: NDArray[np.int64]
    amount_wan: NDArray[np.int64]
    extents: NDArray[np.uint32]
    own: OwnOrder


@frozen(eq=False)
class KnownMap:
    """A map's order that was worked out before: good for the same projects among the same parks.

    Attributes:
        order: The order; its places have no words, which are a matter of the person's language.
        basis: Of which parks and by which rules (`geo.placement.basis_of`).
    """

    order: MapOrder
    basis: str


def order_map(placement: Placement, amount_wan: NDArray[np.int64]) -> MapOrder:
    """Order the projects of a ledger.

    Args:
        placement: Where each of n projects is drawn.
        amount_wan: ``int64[n]``, −1 unknown.

    Returns:
        The same for the same input, always.
    """
    places = len(placement.places)
    from_0 = (placement.place - OWN_PLACE).astype(np.min_scalar_type(places))
    order = np.argsort(from_0, kind="stable")
    ends = np.cumsum(np.bincount(from_0, minlength=places + 1))
    x, y = placement.world_x, placement.world_y
    rows, starts = order[ends[0] :].astype(np.uint32), ends - ends[0]
    own = OwnOrder.of(x, y, amount_wan, order[: ends[0]])
    extents = _extents(x.take(rows), y.take(rows), starts)
    return MapOrder(placement, rows, starts, amount_wan.take(rows), extents, own)


def morton(x: NDArray[np.integer], y: NDArray[np.integer]) -> NDArray[np.uint64]:
    """Interleave the bits of x and y, each below 2³²: neighbours on the map become neighbours in order."""
    return _spread_bits(x) | (_spread_bits(y) << np.uint64(1))


def _spread_bits(value: NDArray[np.integer]) -> NDArray[np.uint64]:
    bits = value.astype(np.uint64)
    for shift, keep in _SPREAD:
        bits = (bits | (bits << np.uint64(shift))) & np.uint64(keep)
    return bits


def _stable_order(keys: NDArray[np.uint64]) -> NDArray[np.intp]:
    """Return the stable order, by 16 bits at a time, which numpy sorts by radix; bits all share cost nothing."""
    order = np.arange(len(keys))
    if not len(keys):
        return order
    differing = int(np.bitwise_or.reduce(keys ^ keys[0]))
    for shift in range(0, 64, _DIGIT_BITS):
        if differing >> shift & 0xFFFF:
            digits = (keys >> np.uint64(shift)).astype(np.uint16).take(order)
            order = order.take(np.argsort(digits, kind="stable"))
    return order


def _largest_cell(keys: NDArray[np.uint64], amounts: NDArray[np.int64]) -> float:
    cell = keys >> np.uint64(2 * (24 - _FULL_ZOOM + CELL_PX_LOG2))
    starts = np.flatnonzero(np.diff(cell, prepend=~cell[:1]))
    return float(np.add.reduceat(np.maximum(amounts, 0).astype(np.float64), starts).max()) if len(starts) else 0.0


def _extents(x: NDArray[np.uint32], y: NDArray[np.uint32], starts: NDArray[np.int64]) -> NDArray[np.uint32]:
    limits = np.iinfo(np.uint32)
    extents = np.array([[limits.max], [limits.max], [limits.min], [limits.min]], np.uint32)
    extents = np.repeat(extents, len(starts) - 1, axis=1)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        for number, values in enumerate((x, y)):
            extents[number, filled] = np.minimum.reduceat(values, starts[filled])
            extents[number + 2, filled] = np.maximum.reduceat(values, starts[filled])
    return extents
