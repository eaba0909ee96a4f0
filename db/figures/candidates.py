"""Which pairs of projects are worth comparing: those with something rare in common, so that cost grows with the ledger.

Two projects of one organisation, or two whose names share one of the rarest pairs of characters of both. A block larger
than `MOST_PER_BLOCK` (a common word, an organisation with everything) says nothing and makes no pair.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

MOST_PER_BLOCK: Final = 40
"""Projects that share something with more others than this share what is common."""

_RAREST: Final = 2
"""Pairs of characters by which a name is found."""

_WIDTH: Final = 21
"""Bits of a character."""

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

    Returns:
        int64[m] and int64[m]: a number for the pair of characters, and the place of the name.
    """
    keys, rows = _spell(bare)
    pairs, numbers, frequency = np.unique(keys, return_inverse=True, return_counts=True)
    del pairs  # numbered as they sort, which is what decides between two of one frequency
    common = frequency[numbers]
    shared = common > 1
    keys, rows, common = numbers[shared].astype(np.int64), rows[shared], common[shared]
    order = np.lexsort((keys, common, rows))
    keys, rows = keys[order], rows[order]
    _, starts = np.unique(rows, return_index=True)
    sizes = np.diff(np.append(starts, len(rows)))
    rank = np.arange(len(rows)) - np.repeat(starts, sizes)
    return keys[rank < _RAREST], rows[rank < _RAREST]


def _spell(bare: Sequence[str]) -> tuple[Codes, Codes]:
    """Every pair of neighbouring characters as a number, once a name, with the name's place."""
    letters = np.frombuffer(("".join(bare) + "\0").encode("utf-32-le", "surrogatepass"), np.uint32)[:-1].astype(
        np.int64
    )
    sizes = np.fromiter(map(len, bare), np.int64, len(bare))
    owners = np.repeat(np.arange(len(bare)), sizes)
    inside = owners[1:] == owners[:-1]
    keys, rows = ((letters[:-1] << _WIDTH) | letters[1:])[inside], owners[:-1][inside]
    order = np.lexsort((keys, rows))
    keys, rows = keys[order], rows[order]
    fresh = np.ones(len(keys), np.bool_)
    fresh[1:] = (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])
    return keys[fresh], rows[fresh]


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
