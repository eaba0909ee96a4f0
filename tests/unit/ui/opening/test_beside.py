"""Work beside the event loop: the loop turns meanwhile, and what the work returns or raises comes back."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from ui.opening.beside import Beside

PATIENCE_S = 20


def test_the_loop_turns_while_the_work_waits(qtbot: QtBot) -> None:
    turned, threads = threading.Event(), list[threading.Thread]()

    def work() -> str:
        threads.append(threading.current_thread())
        assert turned.wait(PATIENCE_S)
        return "done"

    QTimer.singleShot(0, turned.set)
    assert Beside(work).run() == "done"
    assert threads[0] is not threading.current_thread()
    assert not threads[0].is_alive()


def test_what_the_work_raises_is_raised_here(qtbot: QtBot) -> None:
    def fail() -> None:
        raise LookupError("no ledger")

    with pytest.raises(LookupError, match="no ledger"):
        Beside(fail).run()


def test_threads_take_turns_as_before_afterwards(qtbot: QtBot) -> None:
    before, during = sys.getswitchinterval(), list[float]()
    Beside(lambda: during.append(sys.getswitchinterval())).run()
    assert during[0] < before == sys.getswitchinterval()
