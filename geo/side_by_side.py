"""Two parts of one answer worked out at once, where there is so much to do that a thread costs nothing beside it.

numpy lets other threads of Python work while it goes through an array.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

First = TypeVar("First")
Second = TypeVar("Second")

MANY: Final = 1 << 20
"""From so many rows on: before that, the map's page and the window need the other core."""


def side_by_side(first: Callable[[], First], second: Callable[[], Second], rows: int) -> tuple[First, Second]:
    """Do both, the second in a thread of its own if there are many rows; raises what either raised.

    Args:
        first: One part.
        second: The other, which must not touch what the first changes.
        rows: How many rows are gone through.
    """
    if rows < MANY:
        return first(), second()
    with ThreadPoolExecutor(1, thread_name_prefix="beside") as pool:
        other = pool.submit(second)
        return first(), other.result()
