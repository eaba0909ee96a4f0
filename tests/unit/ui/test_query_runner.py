"""One computation at a time, in a worker: what is told of it, and when."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.query_runner import QueryRunner


def test_what_is_told_is_painted_before_the_worker_goes_on(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.query_runner.MOST_PATIENCE_S", 20.0)
    runner, widget = QueryRunner(), QWidget()
    painted: list[int] = []
    qtbot.addWidget(widget)
    watch = Painted(widget)
    widget.show()
    qtbot.waitUntil(lambda: watch.times > 0)
    runner.told.connect(lambda _revision, _part: widget.update())

    def compute() -> None:
        before = watch.times
        runner.tell(1, "part")
        painted.append(watch.times - before)

    with qtbot.waitSignal(runner.finished):
        runner.submit(1, compute)
    runner.close()
    assert painted[0] >= 1


def test_a_part_may_come_with_the_answer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.query_runner.MOST_PATIENCE_S", 20.0)
    runner = QueryRunner()
    told: list[object] = []
    runner.told.connect(lambda _revision, part: told.append(part))
    runner.finished.connect(lambda _revision, value: told.append(value))

    def compute() -> str:
        runner.tell(1, "part", with_answer=True)
        return "whole"

    with qtbot.waitSignal(runner.finished):
        runner.submit(1, compute)
    runner.close()
    assert told == ["part", "whole"]


class Painted(QObject):
    """Counts a widget's paintings."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return False


def test_what_is_rehearsed_is_done_in_the_worker_and_answers_nobody(qtbot: QtBot) -> None:
    runner, threads = QueryRunner(), list[int]()
    answers: list[object] = []
    for signal in (runner.finished, runner.told, runner.failed):
        signal.connect(lambda *told: answers.append(told))
    runner.rehearse(lambda: threads.append(threading.get_ident()))
    with qtbot.waitSignal(runner.finished) as blocker:
        runner.submit(1, lambda: "asked")
        runner.rehearse(lambda: threads.append(0))  # a person waits: nothing else is begun
    assert blocker.args == [1, "asked"]
    assert len(answers) == 1
    runner.close()
    assert len(threads) <= 1
    assert threading.get_ident() not in threads


def test_a_bug_in_what_is_rehearsed_is_told(qtbot: QtBot) -> None:
    runner, bug = QueryRunner(), ZeroDivisionError()

    def fail() -> None:
        raise bug

    with qtbot.waitSignal(runner.failed) as blocker:
        runner.rehearse(fail)
    assert blocker.args[1] is bug
    runner.close()
