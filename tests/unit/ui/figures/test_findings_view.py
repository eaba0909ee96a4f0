"""The hints of a large ledger take long: that they are worked out is said, can be stopped and taken up again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.unit.ui.figures.asking import asking
from ui.figures.findings_view import FindingsView
from ui.opening.session import Session


@pytest.fixture
def view(session: Session, qtbot: QtBot) -> FindingsView:
    view = FindingsView(session.documents)
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    return view


def test_a_long_answer_says_how_far_it_is_from_its_beginning_to_its_end(
    qtbot: QtBot, view: FindingsView, session: Session
) -> None:
    view.show_progress(0, 0)
    assert not view.waiting.isVisible(), "a small ledger's are there before anybody reads it"
    qtbot.waitUntil(view.waiting.isVisible)
    assert view.waiting.words.text() == "正在逐项查看台账…"
    assert view.waiting.bar.maximum() == 0, "how much there is to do is not known yet"
    view.show_progress(20_000, 400_000)
    assert view.waiting.words.text() == "正在比对名称：20,000 / 400,000 对"
    assert (view.waiting.bar.value(), view.waiting.bar.maximum()) == (20_000, 400_000)
    view.show_progress(400_000, 400_000)
    assert view.waiting.words.text() == "正在整理结果…", "not that everything is done"
    with asking(session) as question:
        view.show_answer(FindingsView.work_out(question), session.columns)
    assert not view.waiting.isVisible()
    assert len(view.findChildren(QLabel)) > 5


def test_it_can_be_stopped_and_taken_up_again(qtbot: QtBot, view: FindingsView) -> None:
    view.show_progress(20_000, 400_000)
    with qtbot.waitSignal(view.stop_wanted):
        view.waiting.button.click()
    assert view.waiting.words.text() == "比对已停止，还没有结果", "nothing stands below"
    with qtbot.waitSignal(view.options_changed):
        view.waiting.button.click()
    assert not view.waiting.isVisible()


def test_working_out_tells_of_itself_before_anything_else(session: Session) -> None:
    told: list[tuple[int, int]] = []

    class Enough(Exception):
        pass

    def watch(done: int, total: int) -> None:
        told.append((done, total))
        raise Enough

    with asking(session) as question, pytest.raises(Enough):
        FindingsView.work_out(replace(question, watch=watch))
    assert told == [(0, 0)]
