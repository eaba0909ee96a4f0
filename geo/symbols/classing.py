"""Sorting figures into few classes for a map: quantiles, equal intervals, natural breaks.

Written here rather than taken from mapclassify, which would bring scipy, pandas, scikit-learn and networkx (over
300 MB) for three short formulas; docs/decisions/0011-measures-and-modes.md says how the two were compared.
"""

from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Scheme = Literal["quantiles", "equal", "natural"]

_MOST_DISTINCT: Final = 2_000


def class_bounds(values: ArrayLike, scheme: Scheme, classes: int) -> NDArray[np.float64]:
    """Return the upper bounds of the classes, the last of them the largest value.

    A value belongs to the first class whose bound is not less than it. Equal values are never parted, so fewer distinct
    values than classes give one class to each, and quantiles that coincide are one class.

    Args:
        values: ``[n]`` finite numbers, in any order; may be empty.
        scheme: 'quantiles' (as many in each class as ties allow), 'equal' (classes equally wide) or 'natural'
            (Fisher-Jenks: least sum of squared deviations from the classes' means, the exact optimum).
        classes: At least 1.

    Returns:
        ``float64[k]`` strictly rising, ``k ≤ classes``.

    Raises:
        ValueError: If a value is not finite or there is to be no class.
    """
    known = np.sort(np.asarray(values, np.float64))
    if classes < 1 or not np.isfinite(known).all():
        raise ValueError("classes need finite values and a number of at least 1")
    distinct, times = np.unique(known, return_counts=True)
    if len(distinct) <= classes:
        return distinct
    if scheme == "quantiles":
        bounds = np.quantile(known, np.arange(1, classes + 1) / classes)
        # Drawn down to values that occur, bounds part the values as before and leave no class empty.
        return distinct[np.unique(np.searchsorted(distinct, bounds, side="right") - 1)]
    if scheme == "equal":
        bounds = np.linspace(known[0], known[-1], classes + 1)[1:]
        bounds[-1] = known[-1]
        return bounds
    return _natural_bounds(distinct, times, classes)


def classes_of(values: ArrayLike, bounds: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the class of each value, from 0; −1 for NaN."""
    known = np.asarray(values, np.float64)
    return np.where(np.isnan(known), -1, np.searchsorted(bounds, known, side="left"))


def _natural_bounds(distinct: NDArray[np.float64], times: NDArray[np.int64], classes: int) -> NDArray[np.float64]:
    """Return the optimal bounds by dynamic programming (Fisher 1958; W. D. Fisher, JASA 53, 789-798).

    ``cost[j]`` is the least sum over the first j + 1 distinct values in the classes so far; each further class adds
    its own sum to the best way to divide what comes before it.
    """
    if len(distinct) > _MOST_DISTINCT:  # a map has no such number of areas; beyond it the square would cost seconds
        kept = np.unique(np.linspace(0, len(distinct) - 1, _MOST_DISTINCT).astype(np.intp))
        times = np.add.reduceat(times, np.concatenate([[0], kept[:-1] + 1]))
        distinct = distinct[kept]
    spans = _Spans(distinct, times)
    count = len(distinct)
    cost = spans.from_first()
    splits = np.zeros((classes, count), np.intp)
    for number in range(1, classes):
        better = np.full(count, np.inf)
        for last in range(number, count):
            firsts = np.arange(number, last + 1)
            total = cost[firsts - 1] + spans.up_to(firsts, last)
            best = int(total.argmin())
            better[last], splits[number, last] = total[best], firsts[best]
        cost = better
    ends = [count - 1]
    for number in range(classes - 1, 0, -1):
        ends.append(int(splits[number, ends[-1]]) - 1)
    return distinct[ends[::-1]]


class _Spans:
    """Sums of squared deviations from the mean over runs of sorted values, from running sums."""

    def __init__(self, distinct: NDArray[np.float64], times: NDArray[np.int64]) -> None:
        # Moved to the middle and scaled, so that squares of near figures keep their digits.
        scaled = (distinct - distinct.mean()) / (distinct[-1] - distinct[0])
        weight = times.astype(np.float64)
        self._weight = np.concatenate([[0.0], np.cumsum(weight)])
        self._sum = np.concatenate([[0.0], np.cumsum(weight * scaled)])
        self._squares = np.concatenate([[0.0], np.cumsum(weight * scaled**2)])

    def from_first(self) -> NDArray[np.float64]:
        """Return the sum of each run that begins with the first value."""
        return np.asarray(self._squares[1:] - self._sum[1:] ** 2 / self._weight[1:], np.float64)

    def up_to(self, firsts: NDArray[np.intp], last: int) -> NDArray[np.float64]:
        """Return the sums of the runs from each of ``firsts`` to ``last``, both included."""
        weight = self._weight[last + 1] - self._weight[firsts]
        total = self._sum[last + 1] - self._sum[firsts]
        return np.asarray(self._squares[last + 1] - self._squares[firsts] - total**2 / weight, np.float64)
