"""Columns of short texts of which few are distinct, as codes: eight bytes of a text are compared at once."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.string_columns import END, CodedColumn, narrowed

LONGEST: Final = 16
"""Bytes of a text that its first and last eight tell whole."""

_ROUNDS: Final = 6
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: spreads what is alike
_FIRST_BYTES: Final = np.array([(1 << (8 * count)) - 1 for count in range(9)], np.uint64)


class WordCodes:
    """Texts given a block at a time, as codes into the distinct ones, in the order they appear."""

    def __init__(self) -> None:
        """No text yet."""
        self._places: dict[bytes, int] = {}
        self._parts: list[NDArray[np.uint32]] = []

    def add(self, buffer: bytes) -> None:
        """Take the texts of a block.

        Args:
            buffer: UTF-8, each text followed by `END` and holding none.
        """
        found = _encode_short(buffer)
        if found is None:
            self.add_texts(buffer.split(END)[:-1])
            return
        words, codes = found
        by_code = np.array([self._places.setdefault(word, len(self._places)) for word in words], np.uint32)
        self._parts.append(by_code.take(codes))

    def add_texts(self, texts: Sequence[bytes]) -> None:
        """Take texts of any kind, UTF-8."""
        for word in dict.fromkeys(texts):
            self._places.setdefault(word, len(self._places))
        self._parts.append(np.fromiter(map(self._places.__getitem__, texts), np.uint32, len(texts)))

    def column(self) -> CodedColumn:
        """Return all texts.

        Raises:
            UnicodeDecodeError: One is no UTF-8.
        """
        words = tuple(word.decode() for word in self._places)
        codes = [narrowed(part) for part in self._parts]
        return CodedColumn(words, narrowed(np.concatenate([np.empty(0, np.uint8), *codes])))


def _encode_short(buffer: bytes) -> tuple[list[bytes], NDArray[np.uint32]] | None:
    """Return the distinct texts and a code each; None where one is too long or too many are distinct."""
    letters = np.frombuffer(buffer + bytes(8), np.uint8)
    ends = np.flatnonzero(letters[:-8] == END[0])
    starts = np.concatenate([[0], ends[:-1] + 1])[: len(ends)]
    lengths = ends - starts
    if lengths.max(initial=0) > LONGEST:
        return None
    # At every byte, the number that it and the seven after it make.
    eights = np.ndarray((len(letters) - 7,), np.dtype("<u8"), letters.data, strides=(1,))
    firsts = eights.take(starts) & _FIRST_BYTES.take(np.minimum(lengths, 8))
    lasts = eights.take(np.maximum(ends - 8, starts))
    lasts = np.where(lengths > 8, lasts, 0)
    return _tell_apart(buffer, starts, lengths, firsts, lasts)


def _tell_apart(
    buffer: bytes,
    starts: NDArray[np.intp],
    lengths: NDArray[np.intp],
    firsts: NDArray[np.uint64],
    lasts: NDArray[np.uint64],
) -> tuple[list[bytes], NDArray[np.uint32]] | None:
    """Put rows into slots by a sum over their text; those of another text than their slot's try again elsewhere."""
    codes = np.zeros(len(starts), np.uint32)
    words: list[bytes] = []
    left, sums = np.arange(len(starts)), (firsts ^ (lasts * _FACTOR)) + lengths.astype(np.uint64)
    bits = len(starts).bit_length()
    for _ in range(_ROUNDS):
        if not len(left):
            return words, codes
        sums = sums * _FACTOR
        slots = (sums >> np.uint64(64 - bits)).astype(np.intp)
        owner = np.full(1 << bits, -1, np.intp)
        owner[slots] = left
        owners = owner.take(slots)
        same = (firsts.take(left) == firsts.take(owners)) & (lasts.take(left) == lasts.take(owners))
        same &= lengths.take(left) == lengths.take(owners)
        taken = np.flatnonzero(owner >= 0)
        spans = zip(starts.take(owner.take(taken)).tolist(), lengths.take(owner.take(taken)).tolist(), strict=True)
        places = np.cumsum(owner >= 0, dtype=np.uint32) + np.uint32(len(words))
        codes[left[same]] = places.take(slots[same]) - np.uint32(1)
        words += [buffer[start : start + length] for start, length in spans]
        left, sums = left[~same], sums[~same] ^ (sums[~same] >> np.uint64(29))
    return None
