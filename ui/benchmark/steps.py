"""One thing measured, several times, and what it touched."""

import math
import statistics
import time
from collections.abc import Callable, Sequence

from geo.frozen import frozen


@frozen
class Step:
    """One thing measured.

    Attributes:
        name: What was done.
        p50_ms: Median over the repeats.
        p95_ms: 95th percentile (nearest rank).
        repeats: How often.
        work: What was touched or made, counted: rows, bytes, symbols.
        least_ms: The shortest: what it takes when no other program has the processor.
    """

    name: str
    p50_ms: float
    p95_ms: float
    repeats: int
    work: int
    least_ms: float = 0.0


def measure(name: str, repeats: int, work: Callable[[int], int]) -> Step:
    """Do something several times.

    Args:
        name: What it is called.
        repeats: How often, at least once.
        work: Is handed the number of the repeat, and returns what it touched.
    """
    took, done = [], 0
    for number in range(repeats):
        start = time.perf_counter()
        done = work(number)
        took.append((time.perf_counter() - start) * 1000)
    return summarise(name, took, done)


def summarise(name: str, took_ms: Sequence[float], work: int) -> Step:
    """Sum up times of the same thing; without any it is a step of zeros.

    Args:
        name: What was done.
        took_ms: How long each time took.
        work: What was touched.
    """
    ordered = sorted(took_ms) or [0.0]
    worst = ordered[math.ceil(0.95 * len(ordered)) - 1]
    return Step(name, round(statistics.median(ordered), 3), round(worst, 3), len(took_ms), work, round(ordered[0], 3))
