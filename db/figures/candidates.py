"""Which pairs of projects are worth comparing: those with something rare in common, so that cost grows with the ledger.

Two projects of one organisation, or two whose names share one of the rarest pairs of characters of both. A block larger
than `MOST_PER_BLOCK` (a common word, an organisation with everything) says nothing and makes no pair.
"""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.figures.likeness import BareNames
from geo.frozen import frozen

MOST_PER_BLOCK: Final = 40
"""Projects that share something with more others than this share what is common."""

_RAREST: Final = 2
"""Pairs of characters by which a name is found."""

_KEY_BITS: Final = 32
_CHARACTER_BITS: Final = 21
_AT_ONCE: Final = 1 << 16
"""Names that are taken apart at a time, and pairs of projects that are looked up: memory stays bounded."""

_PAIRS_AT_ONCE: Final = 1 << 18

_NONE: Final = np.iinfo(np.int64).max

Codes = NDArray[np.int64]
Rows = NDArray[np.int32]


def pair_within(groups: NDArray[Any], rows: NDArray[Any]) -> tuple[Rows, Rows]:
    """Pair the rows of each group.

    Args:
        groups: Integers [m], to which group a row belongs.
        rows: Integers [m], below 2^31; none twice in a group.

    Returns:
        int32[k] and int32[k], each pair once a group, the lower row first; groups larger than a block are left out.
    """
    order = np.lexsort((rows, groups))
    groups, rows = groups[order], rows[order].astype(np.int32)
    starts = np.flatnonzero(np.append(True, groups[1:] != groups[:-1])[: len(groups)])
    sizes = np.diff(np.append(starts, len(groups)))
    first, second = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    for size in range(2, MOST_PER_BLOCK + 1):
        block = rows[starts[sizes == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        first.append(block[:, left].ravel())
        second.append(block[:, right].ravel())
    return np.concatenate(first), np.concatenate(second)


@frozen(eq=False)
class _Spelt:
    """Some names, taken apart.

    Attributes:
        kinds: int64[k], the pairs of characters that occur, ascending.
        numbers: Unsigned integers [m], which of them, name by name, each once a name.
        owners: int32[m], the place of the name.
    """

    kinds: Codes
    numbers: NDArray[Any]
    owners: Rows


def block_by_names(bare: BareNames) -> tuple[Rows, Rows]:
    """Put each name under its two rarest pairs of characters among those that another name has too.

    Of two that are equally rare, the one whose characters come first counts as the rarer.

    Returns:
        int32[m] and int32[m]: a number for the pair of characters, and the place of the name.
    """
    parts = list(_spell(bare))
    kinds = _ordered(np.concatenate([np.empty(0, np.int64), *(part.kinds for part in parts)]))
    counts = np.zeros(len(kinds), np.int32)
    for part in parts:
        counts[np.searchsorted(kinds, part.kinds)] += np.bincount(part.numbers, minlength=len(part.kinds))
    nothing = np.empty(0, np.int32)
    least, owners = [nothing], [nothing]
    for part in parts:
        for rarest, found in _find_rarest(np.searchsorted(kinds, part.kinds).take(part.numbers), part.owners, counts):
            least.append(rarest.astype(np.int32))
            owners.append(found)
    return np.concatenate(least), np.concatenate(owners)


def _find_rarest(keys: Codes, rows: Rows, counts: Rows) -> Iterator[tuple[Codes, Rows]]:
    """Yield the rarest pair of characters of each name that another name has too, then the next one."""
    frequency = counts.take(keys)
    shared = frequency > 1
    keys, rows, frequency = keys[shared], rows[shared], frequency[shared]
    if not len(rows):
        return
    # By name as they are, so the rarest is the least of each run, and the next one that without it: nothing is sorted.
    starts = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))
    sizes = np.diff(np.append(starts, len(rows)))
    rarity = (frequency.astype(np.int64) << _KEY_BITS) | keys
    for _ in range(_RAREST):
        least = np.minimum.reduceat(rarity, starts)
        known = least < _NONE
        yield least[known] & ((1 << _KEY_BITS) - 1), rows[starts][known]
        rarity[rarity == np.repeat(least, sizes)] = _NONE


def _spell(bare: BareNames) -> Iterator[_Spelt]:
    """Take some names at a time apart into their pairs of neighbouring characters.

    At a time, as every character takes some fifty bytes on the way.
    """
    for first in range(0, len(bare), _AT_ONCE):
        text, sizes = bare.some(first, first + _AT_ONCE)
        codes = np.frombuffer((text + "\0").encode("utf-32-le", "surrogatepass"), np.uint32)[:-1]
        owners = np.repeat(np.arange(len(sizes)), sizes)
        inside = owners[1:] == owners[:-1]
        keys = (codes[:-1].astype(np.int64) << _CHARACTER_BITS | codes[1:])[inside]
        # A pair and its name are one number: two characters of 21 bits and a place of 16 among these names.
        whole = _ordered(owners[:-1][inside] << 2 * _CHARACTER_BITS | keys)
        keys = whole & ((1 << 2 * _CHARACTER_BITS) - 1)
        kinds = _ordered(keys)
        numbers = np.searchsorted(kinds, keys).astype(np.min_scalar_type(len(kinds)))
        yield _Spelt(kinds, numbers, ((whole >> 2 * _CHARACTER_BITS) + first).astype(np.int32))


def _ordered(values: Codes) -> Codes:
    """Values in order, each once."""
    found = np.sort(values)
    return found.compress(np.append(True, found[1:] != found[:-1])[: len(found)])


def share(first: NDArray[Any], second: NDArray[Any], groups: Codes, rows: NDArray[Any]) -> NDArray[np.bool_]:
    """Say of each pair of rows whether both are in one group.

    Args:
        first: Integers [k].
        second: Integers [k].
        groups: int64[m], groups of rows.
        rows: Integers [m].

    Returns:
        bool[k].
    """
    shared = np.zeros(len(first), np.bool_)
    if not len(first) or not len(groups):
        return shared
    least, greatest = int(groups.min()), int(groups.max())
    if least < 0 or (greatest + 1) * (int(max(rows.max(), second.max())) + 1) > _NONE:
        groups = np.unique(groups, return_inverse=True)[1]  # numbers too far apart to be one with a row's
    order = np.lexsort((groups, rows))
    groups, rows = groups[order], rows[order].astype(np.int64)
    wide = int(groups.max()) + 1
    known = rows * wide + groups
    for start in range(0, len(first), _PAIRS_AT_ONCE):
        left, right = (side[start : start + _PAIRS_AT_ONCE].astype(np.int64) for side in (first, second))
        # All groups of the first of each pair, laid one behind the other, looked up with the second.
        starts, ends = np.searchsorted(rows, left), np.searchsorted(rows, left, "right")
        sizes = ends - starts
        pair = np.repeat(np.arange(len(left)), sizes)
        at = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + np.repeat(starts, sizes)
        wanted = right[pair] * wide + groups[at]
        place = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
        shared[start + pair[known[place] == wanted]] = True
    return shared
