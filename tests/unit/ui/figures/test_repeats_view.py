"""Cases to judge: both sides are shown, decisions are asked for and can be taken back, places open."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.connection import transaction
from db.figures.repeats import Repeat
from db.ledger import Ledger
from tests.unit.ui.figures.asking import asking
from ui.figures.repeats_view import RepeatsAnswer, RepeatsView
from ui.opening.session import Session
from ui.widgets.elided_link import ElidedLink

NOW = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
PING_AN = (1, 45)
HOSTILE = "<img src=x onerror=1>&<b>粗</b>"


@pytest.fixture(scope="module")
def answer(session: Session) -> RepeatsAnswer:
    with asking(session) as question:
        return RepeatsView.work_out(question)


@pytest.fixture
def view(session: Session, answer: RepeatsAnswer, qtbot: QtBot) -> RepeatsView:
    built = RepeatsView(session.documents)
    qtbot.addWidget(built)
    built.resize(1000, 600)
    built.show()
    built.show_answer(answer, session.columns)
    return built


def words(view: RepeatsView) -> list[str]:
    return [label.text() for label in view.detail.findChildren(QLabel)]


def links(view: RepeatsView) -> dict[str, ElidedLink]:
    return {link.accessibleName(): link for link in view.detail.findChildren(ElidedLink)}


def test_a_pair_is_shown_from_both_sides(view: RepeatsView, answer: RepeatsAnswer) -> None:
    pair = next(repeat for repeat in answer.repeats if (repeat.first_id, repeat.second_id) == PING_AN)
    view.detail.show_repeat(pair, answer.known)
    shown = words(view)
    assert set(pair.reasons) <= set(shown)
    for id_ in PING_AN:
        assert answer.known[id_].name in links(view)
        for field in answer.known[id_].fields.values():
            assert "\n".join(field) in shown


def test_every_pair_and_contradiction_is_in_the_list(view: RepeatsView, answer: RepeatsAnswer) -> None:
    model = view.tree.model()
    repeats, contradictions = (model.index(row, 0) for row in (0, 1))
    assert model.rowCount(repeats) == len(answer.repeats) > 0
    assert model.rowCount(contradictions) == len(answer.contradictions) > 0


def test_a_button_asks_for_the_decision(view: RepeatsView, session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    ledger = Path(shutil.copy(session.ledger.path, tmp_path / "own.kxc"))
    repeat = view.tree.chosen
    assert isinstance(repeat, Repeat)
    assert not view.detail.buttons[None].isEnabled(), "undecided as it is"
    edits: list[Callable[..., object]] = []
    view.edit_wanted.connect(edits.append)
    QTest.mouseClick(view.detail.buttons["same"], Qt.MouseButton.LeftButton)
    (edit,) = edits
    with Ledger.open(ledger) as opened, opened.reading() as connection:
        with transaction(connection, ledger):
            edit(connection, NOW)
        rows = connection.execute("SELECT first_id, second_id, verdict FROM repeat_decisions").fetchall()
    assert rows == [(repeat.first_id, repeat.second_id, "same")]


def test_what_was_decided_is_said_and_can_be_reopened(
    view: RepeatsView, answer: RepeatsAnswer, session: Session
) -> None:
    repeat = view.tree.chosen
    assert isinstance(repeat, Repeat)
    decided = tuple(replace(r, decision="different") if r == repeat else r for r in answer.repeats)
    view.show_answer(replace(answer, repeats=decided), session.columns)
    chosen = view.tree.chosen
    assert isinstance(chosen, Repeat)
    assert (chosen.first_id, chosen.second_id) == (repeat.first_id, repeat.second_id), "the cursor stays with the pair"
    assert "现为：不同项目" in words(view)
    assert [verdict for verdict, button in view.detail.buttons.items() if not button.isEnabled()] == ["different"]


def test_contradictions_show_every_saying_and_open_its_place(
    view: RepeatsView, answer: RepeatsAnswer, qtbot: QtBot
) -> None:
    case = next(case for case in answer.contradictions if case.name == "2020线上智博会期间签约")
    view.detail.show_contradiction(case)
    assert {"高达1012.4亿元", "超1000亿元"} <= set(words(view))
    link = next(link for name, link in links(view).items() if name.startswith("文 "))
    with qtbot.waitSignal(view.passage_wanted) as wanted:
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    places = {(place.document_id, place.start) for saying in case.sayings for place in saying.places}
    assert tuple(wanted.args) in places


def test_both_projects_can_be_looked_at(view: RepeatsView, qtbot: QtBot) -> None:
    repeat = view.tree.chosen
    assert isinstance(repeat, Repeat)
    with qtbot.waitSignal(view.projects_wanted) as wanted:
        QTest.mouseClick(links(view)["在地图和表里只看这两个"], Qt.MouseButton.LeftButton)
    assert wanted.args == [(repeat.first_id, repeat.second_id)]
    with qtbot.waitSignal(view.selection_wanted) as picked:
        QTest.mouseClick(links(view)[repeat.first_name], Qt.MouseButton.LeftButton)
    assert picked.args == [(repeat.first_id,)]


def test_keys_go_through_the_list(view: RepeatsView) -> None:
    before = view.tree.chosen
    QTest.keyClick(view.tree, Qt.Key.Key_Down)
    assert view.tree.chosen not in (None, before)


def test_words_of_data_stay_words(view: RepeatsView, answer: RepeatsAnswer, session: Session) -> None:
    pair = replace(answer.repeats[0], first_name=HOSTILE, reasons=(HOSTILE,))
    known = {pair.first_id: replace(answer.known[pair.first_id], name=HOSTILE, fields={"note": (HOSTILE,)})}
    view.show_answer(RepeatsAnswer((pair,), known, ()), session.columns)
    for label in view.detail.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    assert HOSTILE in words(view)


def test_without_cases_it_says_so(view: RepeatsView, session: Session) -> None:
    view.show_answer(RepeatsAnswer((), {}, ()), session.columns)
    assert words(view) == ["没有疑为同一的项目，材料之间也没有说法不一。"]


def test_pairs_that_are_not_listed_are_counted(view: RepeatsView, answer: RepeatsAnswer, session: Session) -> None:
    view.show_answer(replace(answer, unlisted=123456, undecided=120000), session.columns)
    model = view.tree.model()
    group = model.index(0, 0)
    assert group.data() == f"疑为同一项目 {len(answer.repeats) + 123456:,}，未判断 120,000"
    last = model.index(model.rowCount(group) - 1, 0, group)
    assert last.data() == "其余 123,456 对未列"
    assert not last.flags() & Qt.ItemFlag.ItemIsSelectable


def test_while_pairs_are_found_a_long_comparison_is_told_too(
    qtbot: QtBot, view: RepeatsView, answer: RepeatsAnswer, session: Session
) -> None:
    view.show_progress(0, 0)
    assert not view.waiting.isVisible(), "a small ledger's are found before anybody reads it"
    view.show_answer(answer, session.columns)
    assert not view.waiting._later.isActive()  # noqa: SLF001
    view.show_progress(0, 0)
    qtbot.waitUntil(view.waiting.isVisible)
    assert view.waiting.words.text() == "正在找名称相近的项目…"
    assert view.waiting.bar.maximum() == 0, "how many there are is not known yet"
    with qtbot.waitSignal(view.stop_wanted):
        view.waiting.button.click()


def test_a_long_comparison_is_told_and_can_be_stopped_and_taken_up_again(qtbot: QtBot, view: RepeatsView) -> None:
    view.show_progress(0, 500)
    assert not view.waiting.isVisible(), "over before anybody reads it"
    view.show_progress(20_000, 400_000)
    assert view.waiting.isVisible()
    assert view.waiting.words.text() == "正在比对名称：20,000 / 400,000 对"
    with qtbot.waitSignal(view.stop_wanted):
        view.waiting.button.click()
    assert view.waiting.button.text() == "重新比对"
    with qtbot.waitSignal(view.options_changed):
        view.waiting.button.click()
    assert not view.waiting.isVisible()
