"""How long work is followed and stopped."""

from collections.abc import Callable

Watch = Callable[[int, int], None]
"""Told (done, of how many); may raise, to stop."""


def unheard(done: int, total: int) -> None:
    """Tell nobody."""
