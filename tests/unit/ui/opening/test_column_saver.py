"""A copy is kept in another thread, after a pause, and not for a window that is gone."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from geo.errors import AtlasError
from ui.opening import column_saver
from ui.opening.column_saver import keep_soon


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_saver, "PAUSE_MS", 0)


def test_it_is_kept_in_another_thread(qtbot: QtBot) -> None:
    owner, threads = QObject(), list[threading.Thread]()

    def keep() -> bool:
        threads.append(threading.current_thread())
        return True

    keep_soon(keep, owner)
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()
    assert threads[0].daemon, "the program may end meanwhile"


def test_a_ledger_that_cannot_be_read_any_more_is_no_failure(qtbot: QtBot) -> None:
    owner, told = QObject(), threading.Event()

    def keep() -> bool:
        told.set()
        raise AtlasError("台账不见了。")

    keep_soon(keep, owner)
    qtbot.waitUntil(told.is_set)
    for thread in threading.enumerate():
        if thread.name == "keep":
            thread.join()


def test_nothing_is_kept_for_a_window_that_is_gone(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_saver, "PAUSE_MS", 40)
    owner, kept, later = QObject(), list[bool](), QTimer(singleShot=True, interval=80)
    keep_soon(lambda: not kept.append(True), owner)  # type: ignore[func-returns-value]
    owner.deleteLater()
    with qtbot.waitSignal(later.timeout):
        later.start()
    assert not kept
