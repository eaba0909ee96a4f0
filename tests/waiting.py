"""How tests wait for what happens on the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QEventLoop, QTimer, SignalInstance
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import MultiSignalBlocker, SignalBlocker

PATIENCE_MS: Final = 60_000
"""When a test that waits is taken to hang. How long things take says something about the machine only."""

_GLANCE_MS: Final = 10


def until(holds: Callable[[], object]) -> None:
    """Run the event loop until it holds (not by QTest.qWait, which keeps the lock WebEngine needs to read answers).

    Looks are counted, not seconds: a machine that sleeps in between has not waited.
    """
    for _ in range(PATIENCE_MS // _GLANCE_MS):
        if holds():
            return
        loop = QEventLoop()
        QTimer.singleShot(_GLANCE_MS, loop.quit)
        loop.exec()
    assert holds(), "it never came to hold"


class PatientQtBot(QtBot):
    """Waits on a slow machine as on a fast one: for what must come, never less than ``PATIENCE_MS``."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        """Wait until it holds, or raises no ``AssertionError`` any more."""
        super().waitUntil(callback, timeout=max(timeout, PATIENCE_MS))

    def waitSignal(
        self,
        signal: SignalInstance,
        *,
        timeout: int = PATIENCE_MS,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        """Wait for a signal; where it is to stay away, no longer than the test asks."""
        limit = timeout if raising is False else max(timeout, PATIENCE_MS)
        return super().waitSignal(signal, timeout=limit, raising=raising, check_params_cb=check_params_cb)

    def waitSignals(
        self,
        signals: list[SignalInstance],
        *,
        timeout: int = PATIENCE_MS,
        raising: bool | None = None,
        check_params_cbs: list[Callable[..., bool]] | None = None,
        order: Literal["none", "simple", "strict"] = "none",
    ) -> MultiSignalBlocker:
        """Wait for all of some signals."""
        limit = timeout if raising is False else max(timeout, PATIENCE_MS)
        return super().waitSignals(
            signals, timeout=limit, raising=raising, check_params_cbs=check_params_cbs, order=order
        )
