"""Columns of short texts of which few are distinct, as codes: eight bytes of a text are compared at once."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.index.string_columns import END, CodedColumn, narrowed

LONGEST: Final = 16
"""Bytes of a text that its first and last eight tell whole."""

_ROUNDS: Final = 6
FEW: Final = 2000
"""Texts of a block that are told apart one by one sooner than slots are made for them."""
_SLOT_BITS: Final = 15
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: spreads what is alike
_FIRST_BYTES: Final = np.array([(1 << (8 * count)) - 1 for count in range(9)], np.uint64)


class WordCodes:
    """Texts given a block at a time, as codes into the distinct ones, in the order they appear."""

    def __init__(self, few: int = FEW) -> None:
        """No text yet; of a block of few, each text is looked at by itself."""
        self._few = few
        self._places: dict[bytes, int] = {}
        self.parts: Final[list[NDArray[np.uint32]]] = []
        """The codes of each block."""
        self._slots: list[_Slots] = []

    def add(self, buffer: bytes, count: int | None = None) -> bool:
        """Take the texts of a block.

        Args:
            buffer: UTF-8, each text followed by `END` and holding none.
            count: How many there should be, if that is known.

        Returns:
            Whether there are so many; else nothing is taken.
        """
        letters = np.frombuffer(buffer + bytes(8), np.uint8)
        ends = np.flatnonzero(letters[:-8] == END[0])
        if count is not None and len(ends) != count:
            return False
        starts = np.concatenate([[0], ends[:-1] + 1])[: len(ends)]
        if not self._add_short(letters, starts, ends - starts):
            self.add_texts(buffer.split(END)[:-1])
        return True

    def add_places(self, letters: NDArray[np.uint8], starts: NDArray[np.intp], lengths: NDArray[np.intp]) -> None:
        """Take the texts of a block that lie anywhere in a buffer.

        Args:
            letters: UTF-8, at least eight bytes behind the beginning of each text.
            starts: intp[n], where each begins.
            lengths: intp[n], bytes of each.
        """
        if not self._add_short(letters, starts, lengths):
            ends = (starts + lengths).tolist()
            self.add_texts([letters[first:last].tobytes() for first, last in zip(starts.tolist(), ends, strict=True)])

    def _add_short(self, letters: NDArray[np.uint8], starts: NDArray[np.intp], lengths: NDArray[np.intp]) -> bool:
        """Take texts unless they are too few, too long, or too many different ones for that."""
        if len(starts) <= self._few or int(lengths.max(initial=0)) > LONGEST:
            return False
        codes = self._encode(_ShortTexts(letters, starts, lengths))
        if codes is not None:
            self.parts.append(codes)
        return codes is not None

    def forget_last(self) -> None:
        """Let the last block be none; its words stay known."""
        self.parts.pop()

    def add_texts(self, texts: Sequence[bytes]) -> None:
        """Take texts of any kind, UTF-8."""
        for word in dict.fromkeys(texts):
            self._places.setdefault(word, len(self._places))
        self.parts.append(np.fromiter(map(self._places.__getitem__, texts), np.uint32, len(texts)))

    @property
    def words(self) -> Sequence[bytes]:
        """The distinct texts, UTF-8."""
        return tuple(self._places)

    def column(self) -> CodedColumn:
        """Return all texts.

        Raises:
            UnicodeDecodeError: One is no UTF-8.
        """
        words = tuple(word.decode() for word in self._places)
        codes = [narrowed(part) for part in self.parts]
        return CodedColumn(words, narrowed(np.concatenate([np.empty(0, np.uint8), *codes])))

    def _encode(self, short: "_ShortTexts") -> NDArray[np.uint32] | None:
        """Return a code each; None where too many are distinct.

        A sum over its text puts each into a slot, which a word has taken; those of another word try the next slots.
        """
        sums, left = short.sums, None
        codes: NDArray[np.uint32] = np.empty(0, np.uint32)
        for each in range(_ROUNDS):
            if each == len(self._slots):
                self._slots.append(_Slots())
            slots, sums = self._slots[each], sums * _FACTOR
            places = (sums >> np.uint64(64 - _SLOT_BITS)).astype(np.intp)
            slots.settle(places, short, left, self._places)
            same = slots.holds(places, short, left)
            found: NDArray[np.uint32] = slots.codes.take(places)
            if left is None:
                codes, left = found, np.flatnonzero(~same)
            else:
                codes[left] = found
                left = left[~same]
            if not len(left):
                return codes
            sums = short.sums.take(left) ^ (sums[~same] >> np.uint64(29))
        return None


class _ShortTexts:
    """The texts of a block as numbers: where each starts, how long it is, its first and its last eight bytes."""

    def __init__(self, letters: NDArray[np.uint8], starts: NDArray[np.intp], lengths: NDArray[np.intp]) -> None:
        self.letters, self.starts, self.lengths = letters, starts, lengths
        self.firsts = eights_at(letters, starts) & _FIRST_BYTES.take(np.minimum(lengths, 8))
        self.sums = self.firsts ^ lengths.astype(np.uint64)
        self.lasts: NDArray[np.uint64] | None = None
        if int(lengths.max(initial=0)) > 8:
            self.lasts = eights_at(letters, np.maximum(starts + lengths - 8, starts))
            self.lasts[lengths <= 8] = 0
            self.sums ^= self.lasts * _FACTOR

    def word(self, row: int) -> bytes:
        start = int(self.starts[row])
        return self.letters[start : start + int(self.lengths[row])].tobytes()


def eights_at(letters: NDArray[np.uint8], places: NDArray[np.intp]) -> NDArray[np.uint64]:
    """Return the numbers that a byte and the seven behind it make, wherever they begin; the first is the least of it.

    Args:
        letters: uint8[m].
        places: intp[n], none of the last seven.
    """
    # As bytes without a meaning: of numbers that begin anywhere, numpy would copy every possible one first.
    overlapping = np.ndarray((len(letters) - 7,), np.dtype("V8"), letters.data, strides=(1,))
    return overlapping[places].view(np.dtype("<u8"))


class _Slots:
    """Which word has taken each slot, by all that tells it."""

    def __init__(self) -> None:
        self.codes: NDArray[np.uint32] = np.zeros(1 << _SLOT_BITS, np.uint32)
        self._firsts = np.zeros(1 << _SLOT_BITS, np.uint64)
        self._lasts = np.zeros(1 << _SLOT_BITS, np.uint64)
        self._lengths = np.full(1 << _SLOT_BITS, -1, np.int64)

    def settle(
        self, places: NDArray[np.intp], short: _ShortTexts, rows: NDArray[np.intp] | None, known: dict[bytes, int]
    ) -> None:
        """Let words take the slots that are free.

        Args:
            places: intp[m], the slot of each text.
            short: The block.
            rows: intp[m], which texts of the block are meant; None for all.
            known: Numbers of words, which new ones are added to.
        """
        asking = np.flatnonzero(self._lengths.take(places) < 0)
        if not len(asking):
            return
        owner = np.full(len(self.codes), -1, np.intp)
        owner[places.take(asking)] = asking if rows is None else rows.take(asking)
        taken = np.flatnonzero(owner >= 0)
        texts = owner.take(taken)
        self._firsts[taken], self._lengths[taken] = short.firsts.take(texts), short.lengths.take(texts)
        self._lasts[taken] = 0 if short.lasts is None else short.lasts.take(texts)
        self.codes[taken] = [known.setdefault(short.word(text), len(known)) for text in texts.tolist()]

    def holds(self, places: NDArray[np.intp], short: _ShortTexts, rows: NDArray[np.intp] | None) -> NDArray[np.bool_]:
        """Tell which of these texts is the word that has taken its slot, bool[m]."""
        own = [short.firsts, short.lengths]
        taken = [self._firsts, self._lengths]
        if short.lasts is not None:
            own, taken = [*own, short.lasts], [*taken, self._lasts]
        pairs = zip(own, taken, strict=True)
        same = [(each if rows is None else each.take(rows)) == slots.take(places) for each, slots in pairs]
        held: NDArray[np.bool_] = np.logical_and.reduce(same)
        return held
