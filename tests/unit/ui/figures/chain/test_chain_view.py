"""The chain map: what is drawn is what was reckoned; what is pressed or walked to asks for those rows."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.figures.chains import build_chain
from db.figures.node_organisations import NodeOrganisation
from db.filters import Filters
from tests.unit.ui.figures.chain.looking import (
    HOSTILE,
    bare,
    boxes,
    click,
    matter_of,
    measure,
    node,
    node_box,
    words_in,
    work_out,
)
from ui.figures.chain_answer import ChainAnswer
from ui.figures.chain_canvas import rect_of
from ui.figures.chain_picture import COLUMNS, MOST_NAMED, MOST_ORGANISATIONS, ROW, lay_out
from ui.figures.chain_view import ChainView
from ui.figures.view import Question
from ui.opening.session import Session


def test_every_node_stands_once_with_its_figures(view: ChainView, session: Session) -> None:
    with session.ledger.reading() as connection:
        chain = build_chain(connection, session.columns, np.ones(len(session.columns), np.bool_))
    shown = {box.key: box for box in boxes(view, "node")}
    assert set(shown) == {one.id for one in chain.nodes if one.id > 0 or one.count}
    for one in chain.nodes:
        if one.count:
            assert shown[one.id].detail.startswith(f"{one.count} 项")
        if one.name:
            assert shown[one.id].words == one.name
            assert shown[one.id].x == COLUMNS[one.level - 1]


def test_gaps_are_said_of_the_ledger_and_drawn_as_many_as_there_are(view: ChainView, answer: ChainAnswer) -> None:
    gaps = boxes(view, "gap")
    assert {box.key for box in gaps} == set(answer.whole.gaps)
    assert {box.words for box in gaps} == {"台账中无项目"}
    assert f"{len(answer.whole.gaps)} 处台账中无项目，不等于现实中没有" in view.note.words


def test_projects_hang_where_the_ledger_has_them_hollow_until_started(
    view: ChainView, answer: ChainAnswer, session: Session
) -> None:
    hung = Counter(box.key for box in boxes(view, "project"))
    assert hung == Counter(id_ for one in answer.chain.nodes for id_ in one.own_ids[:MOST_NAMED])
    with session.ledger.reading() as connection:
        begun = {
            id_
            for (id_,) in connection.execute(
                "SELECT project_id FROM project_status WHERE stage IN ('开工','在建','完工','投产','投用','达产')"
            )
        }
    assert {box.key for box in boxes(view, "project") if box.is_started} == begun & set(hung)


def test_there_is_room_for_what_is_counted_in_print_but_not_listed(view: ChainView, answer: ChainAnswer) -> None:
    room = {box.key: box.detail for box in boxes(view, "room")}
    counted = {level: pair for level, pair in answer.whole.printed.items() if pair[1] is not None}
    assert set(room) == set(counted) == {2, 3}
    for level, (listed, printed) in counted.items():
        assert room[level] == f"列名 {listed} 个，文中称 {printed} 个"


def test_nothing_lies_upon_anything_else(view: ChainView) -> None:
    for width in (860, 1100, 1900):
        view.resize(width, 700)
        found = [rect_of(box).adjusted(0.5, 0.5, -0.5, -0.5) for box in view.canvas.picture.boxes]
        for number, rect in enumerate(found):
            assert not any(rect.intersects(other) for other in found[number + 1 :])


def test_the_order_is_that_of_the_data_whatever_is_filtered(view: ChainView, session: Session) -> None:

    def order() -> list[int]:
        return [box.key for box in sorted(boxes(view, "node"), key=lambda box: (box.x, box.y)) if box.key > 0]

    before = order()
    view.show_answer(work_out(session, Filters(kinds=frozenset({"innovation"}))), session.columns)
    assert order() == before


def test_what_the_filter_leaves_out_is_not_called_a_gap(
    view: ChainView, session: Session, answer: ChainAnswer, qtbot: QtBot
) -> None:
    view.show_answer(work_out(session, Filters(text="没有这样的项目")), session.columns)
    assert {box.key for box in boxes(view, "gap")} == set(answer.whole.gaps)
    assert {box.words for box in boxes(view, "none")} == {"筛选后没有"}
    with qtbot.waitSignal(view.told) as told:
        click(view, node_box(view, "人工智能"))
    assert told.args == ["筛选后没有项目"]


@pytest.mark.parametrize(
    ("name", "field"), [("新一代信息技术", "industries"), ("人工智能", "tracks"), ("软件信息", "tracks")]
)
def test_a_node_is_a_condition_on_as_many_projects_as_it_says(
    name: str, field: str, view: ChainView, session: Session, answer: ChainAnswer, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.conditions_wanted) as wanted:
        click(view, node_box(view, name))
    filters = Filters().with_(**wanted.args[0])
    assert getattr(filters, field) == {node(answer, name).id}
    assert int(session.columns.mask(filters).sum()) == node(answer, name).count
    view.show_answer(work_out(session, filters), session.columns)
    assert node_box(view, name).detail.startswith(f"{node(answer, name).count} 项"), "the chain is not narrowed by it"
    with qtbot.waitSignal(view.conditions_wanted) as wanted:
        click(view, node_box(view, name))
    assert Filters().with_(**wanted.args[0]) == Filters(), "pressed again it is no longer asked for"


def test_a_node_that_counts_more_than_its_condition_asks_for_its_projects(
    view: ChainView, session: Session, answer: ChainAnswer, qtbot: QtBot
) -> None:
    wider = [
        one
        for one in answer.chain.nodes
        if one.level == 1 and one.count != int(session.columns.mask(Filters(industries=frozenset((one.id,)))).sum())
    ]
    assert wider, "some project is about a direction of another industry"
    box = next(box for box in boxes(view, "node") if box.key == wider[0].id)
    with qtbot.waitSignal(view.projects_wanted) as wanted:
        click(view, box)
    assert len(wanted.args[0]) == wider[0].count


def test_a_direction_asks_for_its_projects(view: ChainView, answer: ChainAnswer, qtbot: QtBot) -> None:
    direction = next(one for one in answer.chain.nodes if one.level == 3 and one.count)
    with qtbot.waitSignal(view.projects_wanted) as wanted:
        click(view, node_box(view, direction.name))
    assert wanted.args == [direction.own_ids]
    assert len(direction.own_ids) == direction.count


def test_a_gap_that_is_pressed_says_what_it_is_not(view: ChainView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.told) as told, qtbot.assertNotEmitted(view.conditions_wanted):
        click(view, node_box(view, "汽车电子"))
    assert told.args == ["台账中无项目，不等于现实中没有"]


def test_a_project_is_selected(view: ChainView, qtbot: QtBot) -> None:
    project = boxes(view, "project")[3]
    with qtbot.waitSignal(view.selection_wanted) as wanted:
        click(view, project)
    assert wanted.args == [(project.key,)]


def test_arrows_walk_and_return_presses(view: ChainView, qtbot: QtBot) -> None:
    canvas = view.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert canvas.current is not None
    seen = [canvas.current]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up):
        before = canvas.current
        QTest.keyClick(canvas, key)
        seen.append(canvas.current)
        dx, dy = canvas.current.x - before.x, canvas.current.y - before.y
        if canvas.current != before:
            assert {Qt.Key.Key_Down: dy > 0, Qt.Key.Key_Up: dy < 0, Qt.Key.Key_Left: dx < 0, Qt.Key.Key_Right: dx > 0}[
                key
            ]
    assert len({(box.kind, box.key, box.y) for box in seen}) > 3
    assert canvas.current.words in canvas.accessibleDescription()
    canvas.current = node_box(view, "人工智能")
    with qtbot.waitSignal(view.conditions_wanted):
        QTest.keyClick(canvas, Qt.Key.Key_Return)


def test_walking_brings_into_sight(view: ChainView) -> None:
    view.canvas.setFocus()
    for _ in range(40):
        QTest.keyClick(view.canvas, Qt.Key.Key_Down)
    assert view.canvas.current is not None
    assert view.area.verticalScrollBar().value() > 0
    assert view.canvas.visibleRegion().contains(view.canvas.place_of(view.canvas.current).toPoint())


def test_gaps_alone_are_the_gaps_and_what_is_above_them(view: ChainView, answer: ChainAnswer) -> None:
    QTest.mouseClick(view.pages.buttons()[1], Qt.MouseButton.LeftButton)
    assert view.page == "gaps"
    parents = {one.id: one.parent_id for one in answer.whole.nodes}
    expected = set()
    for gap in answer.whole.gaps:
        at: int | None = gap
        while at is not None:
            expected.add(at)
            at = parents[at]
    assert {box.key for box in boxes(view, "node")} == expected
    assert {box.key for box in boxes(view, "gap")} == set(answer.whole.gaps)
    assert boxes(view, "project") == []


def test_a_node_with_very_many_projects_names_some_and_counts_the_rest(answer: ChainAnswer, qtbot: QtBot) -> None:
    many = tuple(range(1, 501))
    crowd = tuple(
        replace(one, own_ids=many, own_count=500, count=500) if one.name == "人工智能" else one
        for one in answer.chain.nodes
    )
    matter = matter_of(
        answer, chain=replace(answer.chain, nodes=crowd), names={id_: f"项目 {id_}" for id_ in range(1, 501)}
    )
    picture = lay_out(matter, 1000, measure)
    owner = node(answer, "人工智能").id
    (more,) = [box for box in picture.boxes if box.kind == "more"]
    assert (more.key, more.words) == (owner, f"另有 {500 - MOST_NAMED} 项")
    assert all(box.x + box.width <= picture.width for box in picture.boxes if box.kind == "project")


def test_the_layout_wraps_within_the_width_and_grows_down(answer: ChainAnswer) -> None:
    narrow, wide = (lay_out(matter_of(answer), width, measure) for width in (900, 2400))
    assert narrow.height > wide.height
    assert all(box.x + min(box.width, ROW) <= narrow.width for box in narrow.boxes)


def test_it_tells_of_what_is_pointed_at(view: ChainView, answer: ChainAnswer) -> None:
    words = view.canvas.describe(node_box(view, "人工智能"))
    one = node(answer, "人工智能")
    assert f"{one.count} 项" in words
    assert f"已开工 {one.started} 项" in words


# --- organisations and relations --------------------------------------------------------------------------------------


def test_organisations_stand_under_the_projects_of_their_node(
    view: ChainView, session: Session, answer: ChainAnswer, qtbot: QtBot
) -> None:
    shown = Counter(box.words for box in boxes(view, "organisation"))
    assert shown == Counter(one.name for node in answer.chain.nodes for one in node.organisations[:MOST_ORGANISATIONS])
    ping_an = next(box for box in boxes(view, "organisation") if box.words == "中国平安")
    assert ping_an.detail == "世界500强、央企"
    assert "母公司" in view.canvas.describe(ping_an)
    with qtbot.waitSignal(view.conditions_wanted) as wanted:
        click(view, ping_an)
    filters = Filters().with_(**wanted.args[0])
    with session.ledger.reading() as connection:
        expected = connection.execute(
            """SELECT count(DISTINCT project_id) FROM project_organisations AS l JOIN organisations AS o
            ON o.id = l.organisation_id WHERE o.name = '中国平安'"""
        ).fetchone()
    assert (int(session.columns.mask(filters).sum()),) == expected
    view.with_organisations.setChecked(False)
    assert boxes(view, "organisation") == []


def test_very_many_organisations_are_counted(answer: ChainAnswer) -> None:
    many = tuple(NodeOrganisation(id_, f"单位{id_}", 1, (), ()) for id_ in range(1, 61))
    crowd = tuple(
        replace(one, organisations=many, organisation_count=500) if one.name == "人工智能" else one
        for one in answer.chain.nodes
    )
    picture = lay_out(matter_of(answer, chain=replace(answer.chain, nodes=crowd)), 1000, measure)
    (others,) = [box for box in picture.boxes if box.kind == "others"]
    assert others.words == f"另有 {500 - MOST_ORGANISATIONS} 家单位"
    assert all(box.x + box.width <= picture.width for box in picture.boxes if box.kind == "organisation")


def test_words_of_data_stay_words(view: ChainView, session: Session, answer: ChainAnswer, tmp_path: Path) -> None:
    view.show_answer(replace(answer, names=dict.fromkeys(answer.names, HOSTILE)), session.columns)
    assert {box.words for box in boxes(view, "project")} == {HOSTILE}
    view.exports.save_picture(tmp_path / "链.svg")
    root = ElementTree.parse(tmp_path / "链.svg").getroot()
    assert bare(HOSTILE) in words_in(tmp_path / "链.svg")
    assert not [element for element in root.iter() if element.tag.endswith(("}img", "}script", "}b"))]


def test_the_chain_is_told_by_the_list_in_force_whichever_is_spoken(session: Session, answer: ChainAnswer) -> None:
    taxonomies = session.vocabulary.taxonomies
    older = taxonomies.speak(session.columns, "2021")
    with session.ledger.reading() as connection:
        filters = Filters(taxonomy="2021")
        today = datetime.date(2026, 1, 2)
        told = ChainView.work_out(Question(connection, older, older.mask(filters), today, taxonomies, filters))
    assert told.chain == answer.chain
    assert told.matrix == answer.matrix


def test_the_pointer_marks_what_can_be_pressed(view: ChainView) -> None:
    project = boxes(view, "project")[0]
    at = view.canvas.place_of(project)
    assert view.canvas.box_at(at) == project
    QTest.mouseMove(view.canvas, at.toPoint() + QPoint(1, 0))
    QTest.mouseMove(view.canvas, at.toPoint())
    assert view.canvas.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert view.canvas.box_at(QPointF(-5, -5)) is None
