"""How alike the names of projects are. The only door to RapidFuzz.

Names are compared without the words that half of all names share (重庆, 科学城, 项目 …), many pairs in one call.
"""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from db.figures.watching import Watch, unheard

_COMMON: Final = re.compile(
    r"西部|重庆|科学城|中国|国家|集团|有限公司|公司|项目|产业化|产业|创新|研发|研究|中心|基地|平台|总部|生态"
    r"|[一二三四五六七八九十]+期|[（）()·\s]"
)
"""Words that tell nothing apart."""

_NUMBERED: Final = re.compile(r"\d+|[一二三四五六七八九十]+(?=[期号段])")
"""What tells apart what is otherwise named alike: 7号线 and 17号线, 一期 and 二期."""

_LEAST_WITHIN: Final = 4
"""Least characters of a name that is looked for within another."""

_CHUNK: Final = 20_000
"""Pairs compared in one call; between two calls work can be stopped."""

Codes = NDArray[np.int64]


def strip_names(names: Sequence[str]) -> list[str]:
    """Return the names without common words."""
    return [_COMMON.sub("", name) for name in names]


def code_numbers(names: Sequence[str]) -> Codes:
    """Return int64[n]: equal for names with the same set of numbers, 0 for names without one."""
    known: dict[frozenset[str], int] = {frozenset(): 0}
    return np.array(
        [known.setdefault(frozenset(_NUMBERED.findall(name)), len(known)) for name in names], dtype=np.int64
    )


def liken(bare: Sequence[str], first: Codes, second: Codes, watch: Watch = unheard) -> Codes:
    """Compare pairs of names.

    Args:
        bare: Names without common words.
        first: int64[k], their places.
        second: int64[k].
        watch: Told how many pairs are compared; may raise.

    Returns:
        int64[k], 0–100: of the whole names, or 9/10 of that of the shorter one within the longer.
    """
    scores = np.zeros(len(first), np.int64)
    sizes = np.fromiter(map(len, bare), np.int64, len(bare))
    for start in range(0, len(first), _CHUNK):
        watch(start, len(first))
        chunk = slice(start, start + _CHUNK)
        scores[chunk] = _compare(bare, sizes, first[chunk], second[chunk])
    watch(len(first), len(first))
    return scores


def _compare(bare: Sequence[str], sizes: Codes, first: Codes, second: Codes) -> Codes:
    queries, choices = [bare[place] for place in first.tolist()], [bare[place] for place in second.tolist()]
    shorter = np.minimum(sizes[first], sizes[second])
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
    return np.rint(best).astype(np.int64)
