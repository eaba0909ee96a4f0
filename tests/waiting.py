"""How tests wait for what happens on the event loop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer


def until(holds: Callable[[], object], timeout_ms: int = 30_000) -> None:
    """Run the event loop until it holds (not by QTest.qWait, which keeps the lock WebEngine needs to read answers)."""
    deadline = QDeadlineTimer(timeout_ms)
    while not holds():
        assert not deadline.hasExpired(), "it never came to hold"
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()
