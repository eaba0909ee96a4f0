"""Ranks of texts by their GB 18030 code, which for the 3,755 common characters is the order of pinyin.

Codes of characters are prefix-free, so that texts compare as their characters do, one after the other. They are sorted
from the last character to the first, a stable pass each over the texts that are long enough (a radix sort): no text
becomes an object.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


def rank_texts(characters: NDArray[np.uint32], ends: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Rank texts; equal texts have equal ranks.

    Args:
        characters: uint32[c], numbers of the characters of all texts, each text followed by one that is not its own.
        ends: int64[n], the place just past that character of each text, ascending.

    Returns:
        uint32[n], from 0 up, without gaps.
    """
    if not len(ends):
        return np.empty(0, np.uint32)
    weights = _weights(characters)
    starts = np.concatenate([[0], ends[:-1]])
    lengths = ends - starts - 1
    order = _sort(weights, starts, lengths)
    ranks = np.empty(len(ends), np.uint32)
    ranks[order] = np.cumsum(_differing(weights, starts[order], lengths[order]), dtype=np.uint32)
    return ranks


def _weights(characters: NDArray[np.uint32]) -> NDArray[np.unsignedinteger]:
    """Number the characters that occur by their code."""
    occurs = np.zeros(0x110000, np.bool_)
    occurs[characters] = True
    present = np.flatnonzero(occurs).tolist()
    # A stored text holds no half of a surrogate pair, which alone has no code.
    by_code = sorted(present, key=lambda number: chr(number).encode("gb18030", "replace"))
    table = np.zeros(0x110000, np.min_scalar_type(max(len(present) - 1, 0)))
    table[by_code] = np.arange(len(by_code))
    return table.take(characters)


def _sort(
    weights: NDArray[np.unsignedinteger], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> NDArray[np.intp]:
    longest = int(lengths.max())
    by_length = np.argsort(lengths.astype(np.min_scalar_type(longest)), kind="stable")
    cuts = np.searchsorted(lengths[by_length], np.arange(longest + 2)).tolist()
    newcomers = [by_length[first:last] for first, last in pairwise(cuts)]
    order = np.empty(0, np.intp)
    for place in range(longest - 1, -1, -1):
        # A text that ends here stands before all that go on.
        order = np.concatenate([newcomers[place + 1], order])
        order = order[np.argsort(weights.take(starts.take(order) + place), kind="stable")]
    return np.concatenate([newcomers[0], order])


def _differing(
    weights: NDArray[np.unsignedinteger], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell for each text, in order, whether it differs from the one before; False for the first."""
    differs = np.zeros(len(starts), np.bool_)
    differs[1:] = lengths[1:] != lengths[:-1]
    alike = np.flatnonzero(~differs[1:]) + 1
    for place in range(int(lengths.max())):
        alike = alike[lengths[alike] > place]
        if not len(alike):
            break
        same = weights.take(starts[alike] + place) == weights.take(starts[alike - 1] + place)
        differs[alike[~same]] = True
        alike = alike[same]
    return differs
