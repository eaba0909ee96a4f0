from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

from ui.program.garbage import collect_due, keep_garbage_here


class Cycle:
    def __init__(self) -> None:
        self.itself = self


def allocate_much() -> None:
    """Far more than makes the automatic collector run."""
    kept = [[number] for number in range(300_000)]
    assert kept


@pytest.fixture(autouse=True)
def collector_as_it_was() -> Iterator[None]:
    was = gc.isenabled()
    yield
    if was:
        gc.enable()
    else:
        gc.disable()


def fates(died_in: list[threading.Thread]) -> None:
    weakref.finalize(Cycle(), lambda: died_in.append(threading.current_thread()))


def test_a_worker_never_destroys_what_the_window_left(qapp: QCoreApplication, qtbot: QtBot) -> None:
    for left in qapp.findChildren(QTimer, "garbage"):
        shiboken6.delete(left)  # an earlier test's; this one watches its own from the start
    keep_garbage_here(qapp)
    gc.collect()
    died_in: list[threading.Thread] = []
    fates(died_in)
    worker = threading.Thread(target=allocate_much)
    worker.start()
    worker.join()
    assert died_in == []
    allocate_some = [[number] for number in range(5_000)]
    assert allocate_some
    qtbot.waitUntil(lambda: bool(died_in))
    assert died_in == [threading.main_thread()]


def test_garbage_is_not_hidden_by_what_is_freed_beside_it() -> None:
    gc.disable()
    old = [[number] for number in range(20_000)]
    gc.collect()
    died_in: list[threading.Thread] = []
    fates(died_in)
    young = [[number] for number in range(5_000)]
    del old
    assert gc.get_count()[0] < gc.get_threshold()[0]
    collect_due()
    assert died_in == [threading.current_thread()]
    assert young


def test_little_garbage_waits() -> None:
    gc.disable()
    gc.collect()
    before = [entry["collections"] for entry in gc.get_stats()]
    collect_due()
    assert [entry["collections"] for entry in gc.get_stats()] == before


def test_being_asked_twice_starts_one_timer(qapp: QCoreApplication) -> None:
    keep_garbage_here(qapp)
    keep_garbage_here(qapp)
    assert len(qapp.findChildren(QTimer, "garbage")) == 1


def test_every_generation_has_its_turn() -> None:
    gc.disable()
    gc.collect()
    before = [entry["collections"] for entry in gc.get_stats()]
    for _ in range(150):
        kept = [[number] for number in range(2_000)]
        collect_due()
        del kept
    after = [entry["collections"] for entry in gc.get_stats()]
    assert all(later > earlier for later, earlier in zip(after, before, strict=True))
