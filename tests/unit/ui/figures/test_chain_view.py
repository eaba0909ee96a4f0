"""The chain map, its gaps and the matrix: what is drawn is what was reckoned; what is pressed asks for those rows."""

from __future__ import annotations

import csv
import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.figures.chains import ChainNode, build_chain, build_matrix
from db.figures.node_organisations import NodeOrganisation
from db.filters import Filters
from ui.application import Workplace
from ui.figures.chain_answer import ChainAnswer
from ui.figures.chain_canvas import rect_of
from ui.figures.chain_edges import find_edges
from ui.figures.chain_files import ChainFileError, write_table
from ui.figures.chain_picture import COLUMNS, MOST_NAMED, MOST_ORGANISATIONS, ROW, Box, ChainMatter, lay_out
from ui.figures.chain_view import ChainView
from ui.figures.matrix_table import CELL_ROLE
from ui.figures.view import Question
from ui.opening.session import Session

EVERYTHING = Filters()
HOSTILE = "<img src=x onerror=1>&<b>粗</b>"


def work_out(session: Session, filters: Filters = EVERYTHING) -> ChainAnswer:
    with session.ledger.reading() as connection:
        columns, mask = session.columns, session.columns.mask(filters)
        today = datetime.date(2026, 1, 2)
        return ChainView.work_out(Question(connection, columns, mask, today, session.vocabulary.taxonomies, filters))


@pytest.fixture(scope="module")
def answer(session: Session) -> ChainAnswer:
    return work_out(session)


@pytest.fixture
def view(session: Session, workplace: Workplace, answer: ChainAnswer, qtbot: QtBot) -> Iterator[ChainView]:
    built = ChainView(session.vocabulary.taxonomies, lambda: workplace.themes["light"], session.documents)
    qtbot.addWidget(built)
    built.resize(1100, 700)
    built.show()
    built.show_answer(answer, session.columns)
    yield built
    built.hide()


def boxes(view: ChainView, kind: str) -> list[Box]:
    return [box for box in view.canvas.picture.boxes if box.kind == kind]


def node_box(view: ChainView, name: str) -> Box:
    return next(box for box in boxes(view, "node") if box.words == name)


def node(answer: ChainAnswer, name: str) -> ChainNode:
    return next(one for one in answer.chain.nodes if one.name == name)


def click(view: ChainView, box: Box) -> None:
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=view.canvas.place_of(box).toPoint())


def bare(words: str) -> str:
    return "".join(words.split())


def words_in(picture: Path) -> str:
    """What a picture says; Qt writes each script's run by itself."""
    return bare("".join(ElementTree.parse(picture).getroot().itertext()))


def measure(words: str, size: int) -> float:
    return float(len(words) * size)


def matter_of(answer: ChainAnswer, **changes: Any) -> ChainMatter:  # noqa: ANN401
    return replace(ChainMatter(answer.whole, answer.chain, answer.names, answer.started), **changes)


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


# --- the matrix -------------------------------------------------------------------------------------------------------


def test_each_cell_of_the_matrix_counts_what_the_ledger_counts(view: ChainView, session: Session) -> None:
    with session.ledger.reading() as connection:
        mask = np.ones(len(session.columns), np.bool_)
        expected = {(c.park_id, c.industry_id): c for c in build_matrix(connection, session.columns, mask)}
        counted = {
            (park, industry): number
            for park, industry, number in connection.execute(
                "SELECT coalesce(park_id, 0), coalesce(industry_id, 0), count(*) FROM projects GROUP BY 1, 2"
            )
        }
    matrix = view.matrix.matrix
    shown = {}
    for row, park in enumerate(matrix.parks):
        for column, industry in enumerate(matrix.industries):
            if (cell := matrix.cell(row, column)) is not None:
                shown[park, industry] = cell
    assert shown == expected
    assert {key: cell.count for key, cell in shown.items() if cell.count} == counted


def test_a_cell_asks_for_its_projects_and_declared_ones_without_any_say_so(
    view: ChainView, session: Session, qtbot: QtBot
) -> None:
    QTest.mouseClick(view.pages.buttons()[2], Qt.MouseButton.LeftButton)
    matrix = view.matrix.matrix
    cells = [matrix.index(row, column) for row in range(matrix.rowCount()) for column in range(matrix.columnCount())]
    for index in cells:
        cell = index.data(CELL_ROLE)
        if cell is not None and cell.count:
            with qtbot.waitSignal(view.projects_wanted) as wanted:
                view.matrix.clicked.emit(index)
            assert len(wanted.args[0]) == cell.count
        elif cell is not None:
            assert index.data() == "台账中无项目"
            with qtbot.assertNotEmitted(view.projects_wanted):
                view.matrix.clicked.emit(index)


def test_a_cell_that_the_filter_empties_is_no_gap(view: ChainView, session: Session) -> None:
    rows = view.matrix.matrix.rowCount()
    view.show_answer(work_out(session, Filters(text="没有这样的项目")), session.columns)
    matrix = view.matrix.matrix
    assert matrix.rowCount() == rows
    said = Counter(matrix.words_at(row, column) for row in range(rows) for column in range(len(matrix.industries)))
    assert set(said) == {"", "台账中无项目", "筛选后没有"}


# --- taken along ------------------------------------------------------------------------------------------------------


def test_the_picture_of_lines_has_every_word(view: ChainView, tmp_path: Path) -> None:
    view.exports.save_picture(tmp_path / "链.svg")
    told = words_in(tmp_path / "链.svg")
    for box in boxes(view, "node"):
        assert bare(box.words) in told
    assert told.count("台账中无项目") >= len(boxes(view, "gap"))


def test_the_picture_of_pixels_is_twice_as_fine(view: ChainView, tmp_path: Path) -> None:
    view.exports.save_picture(tmp_path / "链.png")
    image = QImage(str(tmp_path / "链.png"))
    assert image.width() > 2 * 1400
    assert image.height() > 2 * view.canvas.picture_for(1400).height


def test_the_table_has_every_node_and_no_formula(
    view: ChainView, session: Session, answer: ChainAnswer, tmp_path: Path
) -> None:
    named = {id_: f"=1+1,{id_}" for id_ in answer.names}
    view.show_answer(replace(answer, names=named), session.columns)
    write_table(view.exports.rows(), tmp_path / "链.csv")
    data = (tmp_path / "链.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    rows = list(csv.reader((tmp_path / "链.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == 1 + sum(1 for one in answer.chain.nodes if one.id > 0 or one.count)
    by_path = {tuple(row[:3]): row for row in rows[1:]}
    one = node(answer, "人工智能")
    row = by_path["新一代信息技术", "人工智能", ""]
    assert row[3:5] == [str(one.count), str(one.started)]
    assert row[8].startswith("'=1+1")


def test_tables_are_copied_page_by_page(view: ChainView, answer: ChainAnswer, qtbot: QtBot) -> None:
    sizes, pictures = [], []
    for button in view.pages.buttons():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        with qtbot.waitSignal(view.told):
            view.exports.actions["copy"].trigger()
        sizes.append(len(QGuiApplication.clipboard().text().splitlines()))
        pictures.append(view.exports.actions[".svg"].isEnabled())
    assert sizes[1] == 1 + len(answer.whole.gaps)
    assert sizes[2] == 1 + view.matrix.matrix.rowCount()
    assert sizes[3] == 1 + len(answer.whole.relations) + len(answer.whole.unrelated)
    assert pictures == [True, True, False, True], "the matrix is no picture"


@pytest.mark.parametrize("suffix", [".svg", ".png", ".csv", ".tsv"])
def test_what_is_chosen_is_written_and_what_cannot_be_is_told(
    suffix: str, view: ChainView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = view.exports.actions[suffix]
    target = tmp_path / f"产业链{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(view.told):
        action.trigger()
    assert target.stat().st_size > 500
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "没有" / "x") + suffix, ""))
    with qtbot.waitSignal(view.told) as told:
        action.trigger()
    assert "没有这个文件夹" in told.args[0]


def test_a_ledger_is_never_written_over(view: ChainView, own_ledger: Path) -> None:
    before = own_ledger.read_bytes()
    with pytest.raises(ChainFileError):
        write_table(view.exports.rows(), own_ledger)
    assert own_ledger.read_bytes() == before


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
