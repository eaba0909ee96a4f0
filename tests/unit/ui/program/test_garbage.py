from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.program.garbage import collect_due, keep_garbage_here, set_aside


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


def test_a_glance_at_little_garbage_leaves_old_objects_alone() -> None:
    gc.disable()
    gc.collect()
    before = [entry["collections"] for entry in gc.get_stats()]
    collect_due()
    assert [entry["collections"] for entry in gc.get_stats()][1:] == before[1:]


def test_a_glance_takes_hold_of_nothing_that_another_thread_is_making(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(generation: int | None = None) -> list[object]:
        raise AssertionError(generation)

    monkeypatch.setattr(gc, "get_objects", never)
    collect_due()


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


class Window(QWidget):
    closed = Signal()


@pytest.fixture
def nothing_set_aside() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("nothing_set_aside")
def test_what_a_standing_window_is_made_of_is_not_gone_over_until_it_goes(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.program.garbage.FIRST_GLANCE_MS", 1)
    died_in: list[threading.Thread] = []
    fates(died_in)
    window = Window()
    qtbot.addWidget(window)
    window.show()
    parts = [Cycle() for _ in range(10)]
    set_aside(window, window.closed)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    assert died_in, "what was garbage before is not kept with it"
    set_apart = gc.get_freeze_count()
    assert set_apart >= len(parts)
    for part in parts:
        weakref.finalize(part, lambda: died_in.append(threading.current_thread()))
    del part
    parts.clear()
    gc.collect()
    assert len(died_in) == 1, "nobody looks there while the window stands"
    window.closed.emit()
    assert gc.get_freeze_count() == 0
    gc.collect()
    assert len(died_in) == 11


@pytest.mark.usefixtures("nothing_set_aside")
def test_a_window_that_has_gone_before_it_stood_sets_nothing_aside(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.program.garbage.FIRST_GLANCE_MS", 1)
    window = Window()
    qtbot.addWidget(window)
    set_aside(window, window.closed)
    qtbot.wait(20)
    assert gc.get_freeze_count() == 0
