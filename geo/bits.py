"""Truth values of many rows as words of 64 bits: to combine and to count them takes next to nothing."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.side_by_side import side_by_side

WORD: Final = 64
"""Bits to a word."""

Words = NDArray[np.uint64]
"""One bit a row, the first in the lowest bit of the first word; always at least one bit more than there are rows."""

_AT_ONCE: Final = 1 << 16
_NEAR: Final = 1 << 22  # bytes that lie near to the processor; of more than these, bits are looked up
_BIT: Final = np.array([1 << place for place in range(8)], np.uint8)


def words_for(count: int) -> int:
    """Return how many words hold a bit of each of so many projects, and the place one past the last."""
    return count // WORD + 1


def packed(bits: NDArray[Any]) -> Words:
    """Return truth values as words, the first in the lowest bit; what lies beyond the last is not set.

    Args:
        bits: ``bool[m]``, or numbers of which those other than 0 count as true.
    """
    words: Words = np.zeros(words_for(len(bits)), "<u8")
    found = np.packbits(bits, bitorder="little")
    words.view(np.uint8)[: len(found)] = found
    return words


def all_set(count: int) -> Words:
    """Return words of which the first so many bits are set."""
    return packed(np.ones(count, np.bool_))


def gathered(mask: NDArray[np.bool_], rows: NDArray[np.integer], *, shared: bool = False) -> Words:
    """Return what a mask says of some rows as words, the rows in their order.

    Args:
        mask: ``bool[n]``.
        rows: Integers ``[m]``, each below n.
        shared: Whether two threads share the work where there is much of it.
    """
    words: Words = np.zeros(words_for(len(rows)), "<u8")
    found, bits = words.view(np.uint8), packed(mask).view(np.uint8) if len(mask) > _NEAR else None

    def gather(begin: int, end: int) -> None:
        for first in range(begin, end, _AT_ONCE):
            some = rows[first : min(first + _AT_ONCE, end)]
            told = mask.take(some) if bits is None else bits.take(some >> 3) & _BIT.take(some & 7)
            found[first // 8 : first // 8 + (len(some) + 7) // 8] = np.packbits(told, bitorder="little")

    half = len(rows) // 2 // WORD * WORD if shared else 0
    side_by_side(lambda: gather(0, half), lambda: gather(half, len(rows)), half)
    return words


def placed(positions: NDArray[np.integer], count: int) -> Words:
    """Return words of which the bits at these positions, each below ``count``, are set."""
    words = np.zeros(words_for(count), np.uint64)
    np.bitwise_or.at(words, positions >> 6, np.uint64(1) << (positions & 63).astype(np.uint64))
    return words


def positions_within(words: Words, first: int, last: int) -> NDArray[np.int64]:
    """Return the positions of the bits that are set from ``first`` to before ``last``, ascending; ``int64[k]``."""
    begin = first // WORD
    part = words[begin : last // WORD + 1].copy()
    part[0] &= ~_below(np.array(first))
    part[-1] &= _below(np.array(last))
    some = np.flatnonzero(part)
    if 2 * len(some) > len(part):
        return np.flatnonzero(_unpacked(part)) + begin * WORD
    found = np.flatnonzero(_unpacked(part[some]))
    return (begin + some[found // WORD]) * WORD + found % WORD


def _unpacked(words: Words) -> NDArray[np.bool_]:
    return np.unpackbits(words.view(np.uint8), bitorder="little").view(np.bool_)


def unpacked(words: Words, count: int) -> NDArray[np.bool_]:
    """Return the first bits of words as truth values, ``bool[count]``."""
    return np.unpackbits(words.view(np.uint8), count=count, bitorder="little").view(np.bool_)


def count_set(words: Words) -> int:
    """Return how many bits are set."""
    return int(np.bitwise_count(words).sum(dtype=np.int64))


def positions_by_chunk(words: Words) -> Iterator[NDArray[np.int64]]:
    """Yield the positions of all bits that are set, ascending, some ten thousands at a time.

    Memory for all of them at once would have to be found anew each time, which takes longer than to look at them.
    """
    step = max(1, len(words) * _AT_ONCE // max(count_set(words), _AT_ONCE))
    end = len(words) * WORD - 1  # the last bit of all is never set
    for first in range(0, end, step * WORD):
        found = positions_within(words, first, min(first + step * WORD, end))
        if len(found):
            yield found


def split(positions: NDArray[np.int64]) -> tuple[NDArray[np.int64], Words]:
    """Return the word of each position, and which bits of that word come before it."""
    return positions // WORD, _below(positions)


def _below(positions: NDArray[np.int64]) -> Words:
    return (np.uint64(1) << (positions % WORD).astype(np.uint64)) - np.uint64(1)
