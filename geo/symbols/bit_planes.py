"""Whole numbers of many projects held bit by bit, so that sums over any 64 neighbours are counts of bits.

A word of 64 bits holds the same bit of 64 consecutive projects' numbers. The sum over those of them that match is
Σ 2ᵏ · (how many bits of plane k and of the word of matches are both set): no number is looked at by itself.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.bits import Words, packed, words_for

_CHUNK: Final = 1 << 13  # words at a time, in memory that is used again: to find fresh memory takes longer
_NARROW: Final = 18  # planes: 64 · (2^18 − 1) < 2^24
_WIDE: Final = 46  # 64 · (2^46 − 1) < 2^53


class BitPlanes:
    """Whole numbers of m projects in some order. Where only few words have high bits, only those hold them."""

    def __init__(self, values: NDArray[np.unsignedinteger]) -> None:
        """Take the numbers apart.

        Args:
            values: Unsigned integers ``[m]``.
        """
        planes = _planes(values)
        length = np.zeros(planes.shape[1], np.uint8)  # of the largest number of each word, in bits
        for bit, plane in enumerate(planes, 1):
            length[plane > 0] = bit
        longer = len(length) - np.cumsum(np.bincount(length, minlength=len(planes) + 1))
        held = np.arange(len(planes) + 1) * len(length) + longer * np.arange(len(planes), -1, -1)
        cut = int(held.argmin())
        self._long: Final = np.flatnonzero(length > cut)
        self._low: Final = planes[:cut].copy()
        self._high: Final = planes[cut:].take(self._long, axis=1)

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return int(self._low.nbytes + self._high.nbytes + self._long.nbytes)

    def sums(self, picked: Words) -> NDArray[np.int64]:
        """Sum up the picked numbers of every word.

        Args:
            picked: ``uint64[groups, words]``.

        Returns:
            ``int64[groups, words]``.
        """
        found = np.empty(picked.shape, np.int64)
        scratch = np.empty((len(self._low), min(_CHUNK, picked.shape[1])), np.uint64)
        for first in range(0, picked.shape[1], _CHUNK):
            chunk = slice(first, first + _CHUNK)
            for group, words in enumerate(picked[:, chunk]):
                found[group, chunk] = _weighed(self._low[:, chunk], words, scratch[:, : len(words)])
        for group, words in enumerate(picked[:, self._long]):
            found[group, self._long] += _weighed(self._high, words) << len(self._low)
        return found

    def sums_at(self, words: NDArray[np.int64], picked: Words) -> NDArray[np.int64]:
        """Sum up the picked numbers of some words.

        Args:
            words: ``int64[k]`` their numbers.
            picked: ``uint64[groups, k]``.

        Returns:
            ``int64[groups, k]``.
        """
        low = self._low.take(words, axis=1)
        found = np.array([_weighed(low, some) for some in picked], np.int64).reshape(picked.shape)
        if len(self._long):
            place = np.minimum(np.searchsorted(self._long, words), len(self._long) - 1)
            more = np.flatnonzero(self._long[place] == words)
            high = self._high.take(place[more], axis=1)
            for group, some in enumerate(picked[:, more]):
                found[group, more] += _weighed(high, some) << len(self._low)
        return found


def _planes(values: NDArray[np.unsignedinteger]) -> Words:
    """Return every bit of numbers that occurs as words, the lowest first; ``uint64[bits, words]``."""
    bits = int(values.max(initial=0)).bit_length()
    planes = np.empty((bits, words_for(len(values))), np.uint64)
    for byte in range(0, bits, 8):
        digits = (values >> values.dtype.type(byte)).astype(np.uint8)
        for bit in range(byte, min(byte + 8, bits)):
            planes[bit] = packed(digits & np.uint8(1 << (bit - byte)))
    return planes


def _weighed(planes: Words, picked: Words, scratch: Words | None = None) -> NDArray[np.int64]:
    """Return Σ 2ᵏ · (bits of plane k that are picked) of each word, ``int64[k]``.

    Floating-point numbers are summed up fastest; narrow ones hold 64 numbers of 18 bits exactly, wide ones of 46.
    """
    if len(planes) > _WIDE:
        return _weighed(planes[:_WIDE], picked) + (_weighed(planes[_WIDE:], picked) << _WIDE)
    # Exponents of 32 bits: where C's long has no more, numpy refuses wider ones.
    dtype: type[np.floating[Any]] = np.float32 if len(planes) <= _NARROW else np.float64
    counts: NDArray[Any] = np.bitwise_count(np.bitwise_and(planes, picked, out=scratch)).astype(dtype)
    weights: NDArray[Any] = np.ldexp(dtype(1), np.arange(len(planes), dtype=np.int32))
    return np.asarray(np.einsum("k,kn->n", weights, counts), np.int64)
