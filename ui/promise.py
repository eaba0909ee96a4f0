"""An answer that comes later, on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Promise(Generic[T]):
    """Given once by whoever works on it, heard once by whoever waits; either may come first."""

    def __init__(self) -> None:
        """Neither given nor awaited."""
        self._listener: Callable[[T], None] | None = None
        self._on_drop: Callable[[], None] | None = None
        self._value: list[T] = []
        self._is_over = False

    def then(self, listener: Callable[[T], None]) -> None:
        """Hear the answer, at once if it is there."""
        self._listener = listener
        self._deliver()

    def give(self, value: T) -> None:
        """Answer; a second answer, or one nobody waits for any more, is nothing."""
        if not self._value:
            self._value.append(value)
            self._deliver()

    def on_drop(self, call: Callable[[], None]) -> None:
        """Be told when nobody waits any more, so that the work can be left."""
        self._on_drop = call

    def drop(self) -> None:
        """Wait no more; after the answer this is nothing."""
        if not self._is_over:
            self._is_over = True
            if self._on_drop is not None:
                self._on_drop()

    def _deliver(self) -> None:
        if self._value and self._listener is not None and not self._is_over:
            self._is_over = True
            self._listener(self._value[0])
