"""Keeping a copy of a large ledger's columns, once the window is open and nobody waits."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from geo.errors import AtlasError

_LOG = logging.getLogger(__name__)
PAUSE_MS = 2_000
"""After the window is shown: by then the map is drawn."""


def keep_soon(keep: Callable[[], bool], owner: QObject) -> None:
    """Keep a copy in a thread of its own after a pause, unless the owner is gone by then.

    The thread does not hold the program up when it ends: a copy appears whole or not at all.

    Args:
        keep: Keeps it and returns whether there is a new copy.
        owner: The window.
    """
    QTimer.singleShot(PAUSE_MS, owner, lambda: _start(keep))


def _start(keep: Callable[[], bool]) -> None:
    threading.Thread(target=_keep, args=(keep,), name="keep", daemon=True).start()


def _keep(keep: Callable[[], bool]) -> None:
    try:
        keep()
    except AtlasError as error:  # the ledger is there to be read; that it is not kept is no news for a person
        _LOG.info("columns are not kept: %s", error)
