"""Ranks of texts by their GB 18030 code, which for the 3,755 common characters is the order of pinyin.

Codes of characters are prefix-free, so that texts compare as their characters do, one after the other. They are sorted
from the last character to the first, a stable pass each over the texts that are long enough (a radix sort): no text
becomes an object.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Lines = tuple[NDArray[np.uint32], NDArray[Any]]
"""Some texts: numbers of their characters, each text followed by one that is not its own, and the place just past that
of each."""

_CHARACTERS: Final = 0x110000


def rank_texts(lines: Callable[[], Iterable[Lines]]) -> NDArray[np.uint32]:
    """Rank texts; equal texts have equal ranks.

    Args:
        lines: Goes over all texts, some at a time; is asked twice, so that what is held of a million of them is small.

    Returns:
        uint32[n], from 0 up, without gaps.
    """
    weights, starts, lengths = _weigh(lines)
    if not len(starts):
        return np.empty(0, np.uint32)
    order = _sort(weights, starts, lengths)
    ranks = np.empty(len(starts), np.uint32)
    ranks[order] = np.cumsum(_differing(weights, starts[order], lengths[order]), dtype=np.uint32)
    return ranks


def _weigh(lines: Callable[[], Iterable[Lines]]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Number the characters that occur by their code; return those of all texts, where each begins, and its length."""
    occurs, count = np.zeros(_CHARACTERS, np.bool_), 0
    sizes = [np.empty(0, np.uint8)]
    for characters, ends in lines():
        occurs[characters] = True
        count += len(characters)
        lengths = np.diff(ends, prepend=0) - 1
        sizes.append(lengths.astype(np.min_scalar_type(int(lengths.max(initial=0)))))
    present = np.flatnonzero(occurs).tolist()
    # A stored text holds no half of a surrogate pair, which alone has no code.
    by_code = sorted(present, key=lambda number: chr(number).encode("gb18030", "replace"))
    table = np.zeros(_CHARACTERS, np.min_scalar_type(max(len(present) - 1, 0)))
    table[by_code] = np.arange(len(by_code))
    weights: NDArray[Any] = np.empty(count, table.dtype)
    first = 0
    for characters, _ in lines():
        weights[first : first + len(characters)] = table.take(characters)
        first += len(characters)
    lengths = np.concatenate(sizes)
    starts = np.zeros(len(lengths), np.min_scalar_type(count))
    np.cumsum(lengths[:-1] + starts.dtype.type(1), out=starts[1:])
    return weights, starts, lengths


def _sort(
    weights: NDArray[np.unsignedinteger], starts: NDArray[Any], lengths: NDArray[Any]
) -> NDArray[np.unsignedinteger]:
    longest, narrow = int(lengths.max()), np.min_scalar_type(len(lengths))
    by_length = np.argsort(lengths, kind="stable").astype(narrow)
    cuts = np.searchsorted(lengths[by_length], np.arange(longest + 2)).tolist()
    newcomers = [by_length[first:last] for first, last in pairwise(cuts)]
    order = np.empty(0, narrow)
    for place in range(longest - 1, -1, -1):
        # A text that ends here stands before all that go on.
        order = np.concatenate([newcomers[place + 1], order])
        order = order[np.argsort(weights.take(starts.take(order) + starts.dtype.type(place)), kind="stable")]
    return np.concatenate([newcomers[0], order])


def _differing(weights: NDArray[np.unsignedinteger], starts: NDArray[Any], lengths: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell for each text, in order, whether it differs from the one before; False for the first."""
    differs = np.zeros(len(starts), np.bool_)
    differs[1:] = lengths[1:] != lengths[:-1]
    alike = np.flatnonzero(~differs[1:]) + 1
    for place in range(int(lengths.max())):
        alike = alike[lengths[alike] > place]
        if not len(alike):
            break
        at = starts.dtype.type(place)
        same = weights.take(starts[alike] + at) == weights.take(starts[alike - 1] + at)
        differs[alike[~same]] = True
        alike = alike[same]
    return differs
