"""Work beside a turning event loop, for what must be done before anything can be shown."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal

T = TypeVar("T")

_TURN_S: Final = 0.0003
"""How long the work may keep Python to itself while the loop's handlers wait: they are short and many."""


class Beside(QObject, Generic[T]):
    """Runs one call in a thread of its own, and this thread's event loop until it is done.

    What a person does meanwhile waits: a window that is about to go hears nothing.

    Args:
        call: Makes and touches no QObject.
    """

    _ended = Signal()

    def __init__(self, call: Callable[[], T]) -> None:
        """Nothing runs yet."""
        super().__init__()
        self._call = call
        self._value: list[T] = []
        self._error: BaseException | None = None

    def run(self) -> T:
        """Do it; returns, or raises, what the call does."""
        loop, before = QEventLoop(), sys.getswitchinterval()
        self._ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        thread = threading.Thread(target=self._work, name="beside")
        sys.setswitchinterval(_TURN_S)
        try:
            thread.start()
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            thread.join()
        finally:
            sys.setswitchinterval(before)
        if self._error is not None:
            raise self._error
        return self._value[0]

    def _work(self) -> None:
        try:
            self._value.append(self._call())
        except BaseException as error:
            self._error = error
        self._ended.emit()
