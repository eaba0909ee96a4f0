"""Which pairs of projects are worth comparing: those with something rare in common, so that cost grows with the ledger.

Two projects of one organisation, or two whose names share one of the rarest pairs of characters of both. A block larger
than `MOST_PER_BLOCK` (a common word, an organisation with everything) says nothing and makes no pair.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MOST_PER_BLOCK: Final = 40
"""Projects that share something with more others than this share what is common."""

_RAREST: Final = 2
"""Pairs of characters by which a name is found."""

_KEY_BITS: Final = 32
_MOST_KINDS: Final = 1 << 25
"""Pairs of characters there may be, so that they are counted by their number; more are numbered as they come."""

_NONE: Final = np.iinfo(np.int64).max

Codes = NDArray[np.int64]


def pair_within(groups: Codes, rows: Codes) -> tuple[Codes, Codes]:
    """Pair the rows of each group.

    Args:
        groups: int64[m], to which group a row belongs.
        rows: int64[m]; none twice in a group.

    Returns:
        int64[k] and int64[k], each pair once a group, the lower row first; groups larger than a block are left out.
    """
    order = np.lexsort((rows, groups))
    rows = rows[order]
    _, starts, sizes = np.unique(groups[order], return_index=True, return_counts=True)
    first, second = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for size in range(2, MOST_PER_BLOCK + 1):
        block = rows[starts[sizes == size][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, 1)
        first.append(block[:, left].ravel())
        second.append(block[:, right].ravel())
    return np.concatenate(first), np.concatenate(second)


def block_by_names(bare: Sequence[str]) -> tuple[Codes, Codes]:
    """Put each name under its two rarest pairs of characters among those that another name has too.

    Of two that are equally rare, the one whose characters come first counts as the rarer.

    Returns:
        int64[m] and int64[m]: a number for the pair of characters, and the place of the name.
    """
    keys, rows, frequency = _spell(bare)
    shared = frequency > 1
    keys, rows, frequency = keys[shared], rows[shared], frequency[shared]
    if not len(rows):
        return keys, rows
    # By name as they are, so the rarest is the least of each run, and the next one that without it: nothing is sorted.
    starts = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))
    sizes = np.diff(np.append(starts, len(rows)))
    rarity = (frequency << _KEY_BITS) | keys
    found = []
    for _ in range(_RAREST):
        least = np.minimum.reduceat(rarity, starts)
        found.append((least, rows[starts]))
        rarity[rarity == np.repeat(least, sizes)] = _NONE
    least, owners = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return least[least < _NONE] & ((1 << _KEY_BITS) - 1), owners[least < _NONE]


def _spell(bare: Sequence[str]) -> tuple[Codes, Codes, Codes]:
    """Every pair of neighbouring characters as a number, once a name; the name's place, ascending; how many have it."""
    codes = np.frombuffer(("".join(bare) + "\0").encode("utf-32-le", "surrogatepass"), np.uint32)[:-1]
    sizes = np.fromiter(map(len, bare), np.int64, len(bare))
    owners = np.repeat(np.arange(len(bare)), sizes)
    letters, count = _number(codes)
    inside = owners[1:] == owners[:-1]
    keys = (letters[:-1] * count + letters[1:])[inside]
    keys, kinds = (keys, count * count) if count * count <= _MOST_KINDS else _number(keys)
    # A pair and its name are one number: 1 M names and 16 M pairs of characters are 44 bits of it.
    whole = np.sort(owners[:-1][inside] * kinds + keys)
    whole = whole[np.append(True, whole[1:] != whole[:-1])[: len(whole)]]
    rows, keys = np.divmod(whole, max(kinds, 1))
    return keys, rows, np.bincount(keys, minlength=1)[keys]


def _number(values: NDArray[Any]) -> tuple[Codes, int]:
    """Number values in their order; returns the numbers, int64[n], and how many there are."""
    found, numbers = np.unique(values, return_inverse=True)
    return numbers.astype(np.int64), len(found)


def share(first: Codes, second: Codes, groups: Codes, rows: Codes) -> NDArray[np.bool_]:
    """Say of each pair of rows whether both are in one group.

    Args:
        first: int64[k].
        second: int64[k].
        groups: int64[m], groups of rows.
        rows: int64[m].

    Returns:
        bool[k].
    """
    shared = np.zeros(len(first), np.bool_)
    if not len(first) or not len(groups):
        return shared
    order = np.lexsort((groups, rows))
    groups, rows = groups[order], rows[order]
    # All groups of the first of each pair, laid one behind the other, looked up with the second.
    starts, ends = np.searchsorted(rows, first), np.searchsorted(rows, first, "right")
    sizes = ends - starts
    pair = np.repeat(np.arange(len(first)), sizes)
    at = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + np.repeat(starts, sizes)
    wide = int(groups.max()) + 1
    known = rows * wide + groups
    wanted = second[pair] * wide + groups[at]
    place = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    shared[pair[known[place] == wanted]] = True
    return shared
