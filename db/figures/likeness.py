"""How alike the names of projects are. The only door to RapidFuzz.

Names are compared without the words that half of all names share (重庆, 科学城, 项目 …), many pairs in one call.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from db.figures.watching import Watch, unheard
from geo.frozen import frozen

_COMMON: Final = re.compile(
    r"西部|重庆|科学城|中国|国家|集团|有限公司|公司|项目|产业化|产业|创新|研发|研究|中心|基地|平台|总部|生态"
    r"|[一二三四五六七八九十]+期|[（）()·\s]"
)
"""Words that tell nothing apart."""

_NUMBERED: Final = re.compile(r"\d+|[一二三四五六七八九十]+(?=[期号段])")
"""What tells apart what is otherwise named alike: 7号线 and 17号线, 一期 and 二期."""

_LEAST_WITHIN: Final = 4
"""Least characters of a name that is looked for within another."""

_NAMES: Final = 1 << 14
"""Names that are strings at a time."""

_CHUNK: Final = 20_000
"""Pairs compared in one call; between two calls work can be stopped."""

Codes = NDArray[np.int64]


@frozen(eq=False)
class BareNames:
    """Names without common words, all in one text: as a string each, a million of them take 80 MB.

    Attributes:
        text: They, one after the other.
        bounds: int64[n + 1], where each begins, and the last ends.
        numbers: int32[n], equal for names with the same set of numbers, 0 for names without one.
    """

    text: str
    bounds: Codes
    numbers: NDArray[np.int32]

    @classmethod
    def of(cls, names: Iterable[str]) -> "BareNames":
        """Strip names, some of them at a time."""
        parts, sizes, numbers = [], [np.zeros(1, np.int64)], [np.empty(0, np.int32)]
        known = {"": 0}
        waiting = iter(names)
        while some := list(islice(waiting, _NAMES)):
            bare = [_COMMON.sub("", name) for name in some]
            parts.append("".join(bare))
            sizes.append(np.fromiter(map(len, bare), np.int64, len(bare)))
            said = (" ".join(sorted(set(_NUMBERED.findall(name)))) for name in some)
            numbers.append(np.fromiter((known.setdefault(each, len(known)) for each in said), np.int32, len(some)))
        return cls("".join(parts), np.cumsum(np.concatenate(sizes)), np.concatenate(numbers))

    def __len__(self) -> int:
        """Return the number of names."""
        return len(self.numbers)

    def some(self, first: int, last: int) -> tuple[str, Codes]:
        """Return the text of neighbouring names, and the length of each."""
        bounds = self.bounds[first : last + 1]
        return self.text[int(bounds[0]) : int(bounds[-1])], np.diff(bounds)

    def take(self, places: NDArray[Any]) -> list[str]:
        """Return names by their places."""
        starts, ends = self.bounds.take(places).tolist(), self.bounds.take(places + 1).tolist()
        return [self.text[start:end] for start, end in zip(starts, ends, strict=True)]

    def sizes(self, places: NDArray[Any]) -> Codes:
        """Return how long names are, by their places."""
        return self.bounds.take(places + 1) - self.bounds.take(places)


def liken(bare: BareNames, first: NDArray[Any], second: NDArray[Any], watch: Watch = unheard) -> NDArray[np.int16]:
    """Compare pairs of names.

    Args:
        bare: Names without common words.
        first: Integers [k], their places.
        second: Integers [k].
        watch: Told how many pairs are compared; may raise.

    Returns:
        int16[k], 0–100: of the whole names, or 9/10 of that of the shorter one within the longer.
    """
    scores = np.zeros(len(first), np.int16)
    for start in range(0, len(first), _CHUNK):
        watch(start, len(first))
        chunk = slice(start, start + _CHUNK)
        scores[chunk] = _compare(bare, first[chunk], second[chunk])
    watch(len(first), len(first))
    return scores


def _compare(bare: BareNames, first: NDArray[Any], second: NDArray[Any]) -> NDArray[np.float64]:
    queries, choices = bare.take(first), bare.take(second)
    shorter = np.minimum(bare.sizes(first), bare.sizes(second))
    best: NDArray[np.float64] = process.cpdist(queries, choices, scorer=fuzz.ratio, dtype=np.float64)
    # Two or three characters are found within many a name.
    long = np.flatnonzero(shorter >= _LEAST_WITHIN).tolist()
    within = process.cpdist(
        [queries[place] for place in long],
        [choices[place] for place in long],
        scorer=fuzz.partial_ratio,
        dtype=np.float64,
    )
    best[long] = np.maximum(best[long], 0.9 * within)
    best[shorter == 0] = 0
    return np.rint(best)
