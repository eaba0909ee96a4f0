"""Sums over any run of projects of which some match: 64 projects a step for a filter, look-ups for a run.

What is known of the projects stands still (`SymbolBlocks`): for every 64 neighbours in the map's order, a word for each
industry, for inferred parks and for unpublished amounts, and the bits of amounts and coordinates. A filter is a bit a
project (`BlockSums`); sums over all words before each follow from counting bits. A run is the difference of two of
these and of what its first and last word hold before its ends: whole numbers, exact.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.bits import Words, packed, positions_within, split
from geo.symbols.bit_planes import BitPlanes
from geo.symbols.tally import INDUSTRIES, INFERRED, QUANTITIES, UNPUBLISHED

_AT_ONCE: Final = 1 << 12  # ends of runs that are looked up at a time
_COUNTED: Final = INDUSTRIES + 2


class SymbolBlocks:
    """What the map knows of m projects in some order, 64 to a word."""

    def __init__(
        self,
        industry: NDArray[np.uint8],
        amount_wan: NDArray[np.int64],
        inferred: NDArray[np.bool_],
        axes: tuple[NDArray[np.uint32], ...] = (),
    ) -> None:
        """Take it in.

        Args:
            industry: ``uint8[m]`` below `INDUSTRIES`.
            amount_wan: ``int64[m]`` in 万元, −1 unknown.
            inferred: ``bool[m]`` the park is inferred.
            axes: ``uint32[m]`` each, coordinates that are to be summed up too.
        """
        of_industry = [packed(industry == number) for number in range(INDUSTRIES)]
        self.counted: Final = np.stack([*of_industry, packed(inferred), packed(amount_wan < 0)])
        """``uint64[7, words]``: which projects are of each industry, of an inferred park, without an amount."""
        self.amounts: Final = BitPlanes(np.maximum(amount_wan, 0).view(np.uint64))
        self.axes: Final = tuple(map(_Axis, axes))
        self.count: Final = len(industry)

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        axes = sum(axis.least.nbytes + axis.above.nbytes for axis in self.axes)
        return int(self.counted.nbytes + self.amounts.nbytes + axes)


class _Axis:
    """Coordinates: the least of each word, and how far the others are above it, which takes few bits."""

    def __init__(self, values: NDArray[np.uint32]) -> None:
        starts = np.arange(0, len(values), 64)
        found = np.minimum.reduceat(values, starts) if len(values) else values
        self.least: Final = np.concatenate([found, np.zeros(len(values) // 64 + 1 - len(found), np.uint32)])
        self.above: Final = BitPlanes(values - np.repeat(self.least, 64)[: len(values)])


class BlockCounts:
    """How many of some projects lie in any run: what `BlockSums` tells of all, of one bit a project alone."""

    def __init__(self, bits: Words) -> None:
        """Count the bits that are set."""
        self._bits: Final = bits
        self._sums: Final = _before(np.bitwise_count(bits)[None], np.uint32)[0]

    def between(self, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
        """Count in runs; ``int64[g]``."""
        return self._before(last) - self._before(first)

    def _before(self, ends: NDArray[np.int64]) -> NDArray[np.int64]:
        words, below = split(ends)
        return np.asarray(self._sums[words] + np.bitwise_count(self._bits[words] & below), np.int64)


class BlockSums:
    """The sums of those projects that match."""

    def __init__(self, blocks: SymbolBlocks, shown: Words) -> None:
        """Sum up, word by word.

        Args:
            blocks: The projects.
            shown: ``uint64[words]`` the bits of those that match.
        """
        self._blocks: Final = blocks
        self.shown: Final = shown
        """The same bits."""
        self.matching: Final = BlockCounts(shown)
        """How many match, without what they add up to."""
        marked = blocks.counted & shown
        counts = np.bitwise_count(marked)
        self._counts: Final = _before(counts, np.uint32)
        self._amounts: Final = _before(blocks.amounts.sums(marked[:INDUSTRIES]), np.int64)
        self._axes: Final = self._sum_axes(np.bitwise_count(shown).astype(np.int64))

    def _sum_axes(self, counts: NDArray[np.int64]) -> NDArray[np.integer]:
        shown = self.shown[None]
        sums = [axis.least * counts + axis.above.sums(shown)[0] for axis in self._blocks.axes]
        return _before(np.array(sums).reshape(len(sums), len(counts)), np.int64)

    @property
    def nbytes(self) -> int:
        """Bytes held for this result."""
        return sum(each.nbytes for each in (self.shown, self._counts, self._amounts, self._axes))

    def between(
        self, first: NDArray[np.int64], last: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Sum up the matching projects of runs.

        Args:
            first: ``int64[g]`` position of each run's first project, whether it matches or not.
            last: ``int64[g]`` one past its last.

        Returns:
            ``float64[g, axes]`` sums of the coordinates; ``float64[g, 13]`` those of what a `geo.symbols.tally.Tally`
            holds, none of them selected.
        """
        ends, low, high = _ends(first, last)
        parts = [self._before(ends[at : at + _AT_ONCE]) for at in range(0, max(1, len(ends)), _AT_ONCE)]
        found = np.concatenate(parts, axis=1)
        sums = (found[:, high] - found[:, low]).astype(np.float64).T
        whole = np.zeros((len(first), QUANTITIES))
        whole[:, :INDUSTRIES] = sums[:, :INDUSTRIES]
        whole[:, INDUSTRIES : 2 * INDUSTRIES] = sums[:, _COUNTED : _COUNTED + INDUSTRIES]
        whole[:, INFERRED], whole[:, UNPUBLISHED] = sums[:, INDUSTRIES], sums[:, INDUSTRIES + 1]
        return sums[:, _COUNTED + INDUSTRIES :], whole

    def positions_between(self, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the positions of the matching projects of runs that follow each other, in order."""
        found = [np.empty(0, np.int64)]
        new = np.flatnonzero(first[1:] != last[:-1]) + 1
        begins, ends = np.concatenate([first[:1], first[new]]), np.concatenate([last[new - 1], last[-1:]])
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
            found.append(positions_within(self.shown, begin, end))
        return np.concatenate(found)

    def _before(self, ends: NDArray[np.int64]) -> NDArray[np.int64]:
        """Sum up what matches before each of some positions; ``int64[7 + 5 + axes, k]``."""
        words, below = split(ends)
        shown = self.shown[words] & below
        marked = self._blocks.counted.take(words, axis=1) & shown
        some = np.bitwise_count(shown).astype(np.int64)
        axes = [axis.least[words] * some + axis.above.sums_at(words, shown[None])[0] for axis in self._blocks.axes]
        return np.concatenate([
            self._counts.take(words, axis=1) + np.bitwise_count(marked).astype(np.int64),
            self._amounts.take(words, axis=1) + self._blocks.amounts.sums_at(words, marked[:INDUSTRIES]),
            self._axes.take(words, axis=1) + np.array(axes, np.int64).reshape(len(axes), len(ends)),
        ])  # fmt: skip


def _ends(
    first: NDArray[np.int64], last: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.intp], NDArray[np.intp]]:
    """Return where runs begin and end, once where one begins as another ends, and which of these are each run's."""
    ends = np.column_stack([first, last]).ravel().astype(np.int64, copy=False)
    new = np.ones(len(ends), np.bool_)
    new[1:] = ends[1:] != ends[:-1]
    place = np.cumsum(new) - 1
    return ends[new], place[0::2], place[1::2]


def _before(numbers: NDArray[np.integer], dtype: type[np.integer]) -> NDArray[np.integer]:
    """Return the sums of what comes before each of numbers, along the last axis."""
    sums = np.zeros(numbers.shape, dtype)
    np.cumsum(numbers[:, :-1], axis=1, dtype=dtype, out=sums[:, 1:])
    return sums
