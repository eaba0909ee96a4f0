"""Printed relations on the chain map: an arrow between its ends each, and its evidence."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.filters import Filters
from tests.unit.ui.figures.chain.looking import bare, boxes, click, node, node_box, words_in, work_out
from ui.figures.chain_answer import ChainAnswer
from ui.figures.chain_canvas import rect_of
from ui.figures.chain_edges import find_edges
from ui.figures.chain_view import ChainView
from ui.opening.session import Session


def test_every_printed_relation_is_an_arrow_between_its_ends(view: ChainView, answer: ChainAnswer) -> None:
    view.turn_to("relations")
    picture = view.canvas.picture
    assert Counter(box.key for box in boxes(view, "relation")) == Counter(one.id for one in answer.whole.relations)
    assert len(picture.arrows) == len(answer.whole.relations) > 50
    by_id = {one.id: one for one in answer.whole.relations}
    for box in boxes(view, "relation"):
        assert (box.words, box.is_read) == (by_id[box.key].kind, by_id[box.key].kind_basis == "inferred")
    for box in boxes(view, "end"):
        one = by_id[box.key]
        assert box.words in (one.source.words, one.source.name, one.target.words, one.target.name)
    for arrow in picture.arrows:
        assert arrow.left < arrow.right - 30, "room for a line beside its words"
    assert {box.key for box in boxes(view, "unrelated")} == set(answer.whole.unrelated)
    assert {box.words for box in boxes(view, "unrelated")} == {"文中未写关系"}


def test_relations_do_not_lie_upon_each_other_at_any_width(view: ChainView) -> None:
    view.turn_to("relations")
    for width in (860, 1100, 1900):
        view.resize(width, 700)
        found = [rect_of(box).adjusted(0.5, 0.5, -0.5, -0.5) for box in view.canvas.picture.boxes]
        for number, rect in enumerate(found):
            assert not any(rect.intersects(other) for other in found[number + 1 :])


def test_relations_do_not_depend_on_what_is_filtered(view: ChainView, session: Session) -> None:
    view.turn_to("relations")
    before = [(box.kind, box.key, box.words) for box in view.canvas.picture.boxes]
    view.show_answer(work_out(session, Filters(text="没有这样的项目")), session.columns)
    assert [(box.kind, box.key, box.words) for box in view.canvas.picture.boxes] == before


def test_a_relation_that_is_pressed_opens_its_evidence(view: ChainView, answer: ChainAnswer, qtbot: QtBot) -> None:
    view.turn_to("relations")
    one = next(one for one in answer.whole.relations if one.source.entity == "projects" and one.target.entity == "")
    click(view, next(box for box in boxes(view, "relation") if box.key == one.id))
    assert view.detail.relation == one
    told = "\n".join(label.text() for label in view.detail.findChildren(QLabel))
    assert one.words in told
    assert one.target.words in told
    buttons = view.detail.findChildren(QPushButton)
    places = [button for button in buttons if button.text().startswith("文 ")]
    assert len(places) == len(one.places)
    with qtbot.waitSignal(view.passage_wanted) as opened:
        places[0].click()
    assert opened.args == [one.places[0].document_id, one.places[0].start]
    with qtbot.waitSignal(view.selection_wanted) as wanted:
        next(button for button in buttons if button.text() == one.source.name).click()
    assert wanted.args == [(one.source.id,)]
    view.turn_to("map")
    assert not view.detail.isVisible()


def test_what_is_read_into_a_relation_is_said(view: ChainView, answer: ChainAnswer) -> None:
    view.turn_to("relations")
    one = next(one for one in answer.whole.relations if one.kind_basis == "inferred")
    view.canvas.relation_pressed.emit(one.id)
    told = "\n".join(label.text() for label in view.detail.findChildren(QLabel))
    assert "关系为推定" in told
    read = next(one for one in answer.whole.relations if one.target.basis == "inferred")
    view.canvas.relation_pressed.emit(read.id)
    assert f"“{read.target.words}”读作{read.target.name}" in view.canvas.describe(
        next(box for box in boxes(view, "end") if box.key == read.id)
    )


def test_a_node_leads_to_its_relations(view: ChainView, answer: ChainAnswer) -> None:
    counts = {box.key: int(box.words.split()[1]) for box in boxes(view, "related")}
    nodes = {one.id for one in answer.chain.nodes}
    for id_, count in counts.items():
        about = [
            one
            for one in answer.whole.relations
            if id_ == one.industry_id
            or id_ in [end.id for end in (one.source, one.target) if end.entity == "industries"]
        ]
        assert count == len(about)
    assert set(counts) <= nodes
    click(view, next(box for box in boxes(view, "related") if box.key == node(answer, "集成电路").id))
    assert view.page == "relations"
    assert view.canvas.current is not None
    assert view.canvas.current.words == "集成电路"


def test_what_is_pointed_at_is_joined_with_the_other_ends_on_the_map(view: ChainView, answer: ChainAnswer) -> None:
    picture, relations = view.canvas.picture, answer.whole.relations
    shown = {("projects", box.key) for box in boxes(view, "project")}
    shown |= {("organisations", box.key) for box in boxes(view, "organisation")}
    shown |= {("industries", box.key) for box in boxes(view, "node")}
    both = {
        one.id
        for one in relations
        if (one.source.entity, one.source.id) in shown and (one.target.entity, one.target.id) in shown
    }
    assert len(both) > 15
    found = {edge.relation.id for box in picture.boxes for edge in find_edges(box, picture, relations)}
    assert found == both
    circuits = node_box(view, "集成电路")
    for edge in find_edges(circuits, picture, relations):
        assert circuits in (edge.source, edge.target)
        ends = edge.relation.source, edge.relation.target
        assert (edge.source.key, edge.target.key) == (ends[0].id, ends[1].id)
    assert find_edges(None, picture, relations) == ()


def test_pointing_draws_the_edges_and_leaving_takes_them_away(view: ChainView) -> None:
    plain = view.canvas.grab().toImage()
    at = view.canvas.place_of(node_box(view, "集成电路")).toPoint()
    QTest.mouseMove(view.canvas, at + QPoint(1, 0))
    QTest.mouseMove(view.canvas, at)
    assert view.canvas.grab().toImage() != plain
    QApplication.sendEvent(view.canvas, QEvent(QEvent.Type.Leave))
    assert view.canvas.grab().toImage() == plain


def test_relations_are_a_table_with_their_places(view: ChainView, answer: ChainAnswer) -> None:
    view.turn_to("relations")
    rows = view.exports.rows()
    assert {len(row) for row in rows} == {len(rows[0])}
    one = answer.whole.relations[0]
    assert rows[1][3:9] == [
        one.source.words, one.source.name, one.kind, one.target.words, one.target.name, one.words
    ]  # fmt: skip
    assert f"{one.places[0].document_id} {one.places[0].start}–{one.places[0].end}" in rows[1][-1]
    assert [row[3] for row in rows[-len(answer.whole.unrelated) :]] == ["文中未写关系"] * len(answer.whole.unrelated)


def test_the_picture_of_relations_has_every_word(view: ChainView, tmp_path: Path) -> None:
    view.turn_to("relations")
    view.exports.save_picture(tmp_path / "关系.svg")
    told = words_in(tmp_path / "关系.svg")
    for box in boxes(view, "relation"):
        assert bare(box.words) in told
