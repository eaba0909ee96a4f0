"""Python's cyclic garbage, collected on the window's thread only.

CPython collects in whatever thread happens to allocate. If that is a worker, window objects that became garbage are
destroyed there; Qt does not stop their timers from another thread, and the next one that fires crashes the program
(measured: the tests of ``ui/`` died of it in three runs of three, and in none with the collector switched off).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

GLANCE_MS = 500
FIRST_GLANCE_MS = 2000
"""By then the first map stands: a start makes much, and none of it is garbage."""

_NAME = "garbage"


def keep_garbage_here(app: QCoreApplication) -> None:
    """Let no thread but this one collect cycles from now on; asked twice, it is done once.

    Args:
        app: its event loop glances at the garbage; runs in the calling thread.
    """
    gc.disable()
    if app.findChild(QTimer, _NAME) is None:
        timer = QTimer(app, interval=GLANCE_MS)
        timer.setObjectName(_NAME)
        timer.timeout.connect(collect_due)
        QTimer.singleShot(FIRST_GLANCE_MS, timer, lambda: timer.start())


def set_aside(window: QWidget, gone: SignalInstance) -> None:
    """Once a window stands, look for garbage no longer among what it is made of; once it goes, among everything again.

    Going over the 80,000 objects of a window takes 28 ms, in which nothing is painted.

    Args:
        window: just shown.
        gone: emitted when it is closed.
    """
    QTimer.singleShot(FIRST_GLANCE_MS, window, lambda: _set_aside(window))
    gone.connect(gc.unfreeze)


def _set_aside(window: QWidget) -> None:
    if window.isVisible():
        gc.collect()  # or what another window has left would be set aside with it
        gc.freeze()


def collect_due() -> None:
    """Collect the oldest generation whose threshold is passed, as the automatic collector would; else the young one."""
    gc.collect(_due_generation())


def _due_generation() -> int:
    thresholds, counts = gc.get_threshold(), gc.get_count()
    for generation in (2, 1):
        if 0 < thresholds[generation] < counts[generation]:
            return generation
    # The young are not counted first. The collector's own count also falls with every old object that is freed, so
    # that a window that goes would hide any amount of garbage; and to list them (`gc.get_objects`) takes hold of a
    # tuple that another thread is just filling, which that thread then cannot finish (SystemError).
    return 0
