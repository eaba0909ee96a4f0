"""Python's cyclic garbage, collected on the window's thread only.

CPython collects in whatever thread happens to allocate. If that is a worker, window objects that became garbage are
destroyed there; Qt does not stop their timers from another thread, and the next one that fires crashes the program
(measured: the tests of ``ui/`` died of it in three runs of three, and in none with the collector switched off).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QTimer

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


def collect_due() -> None:
    """Collect the oldest generation whose threshold is passed, as the automatic collector would have."""
    generation = _due_generation()
    if generation is not None:
        gc.collect(generation)


def _due_generation() -> int | None:
    thresholds, counts = gc.get_threshold(), gc.get_count()
    for generation in (2, 1):
        if 0 < thresholds[generation] < counts[generation]:
            return generation
    # Young objects are counted anew: the collector's own count also falls with every old object that is freed, and it
    # is only looked at here now and then, so that a window that goes would hide any amount of garbage.
    return 0 if len(gc.get_objects(generation=0)) > thresholds[0] else None
