"""KPIs and stage board: what is shown is what was reckoned; what is pressed asks for exactly those rows."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.figures.definitions import get_definition
from db.figures.kpis import BREAKDOWNS, KpiReckoner, read_happened
from db.figures.stage_board import COLUMNS
from db.filters import DIMENSION_FIELDS, Filters
from ui.application import Workplace
from ui.figures.kpi_cells import KpiCell
from ui.figures.kpi_table import conditions_of
from ui.figures.stage_columns import AMOUNT_ROLE, CARD_ROLE, light_words
from ui.figures.stages_settings import GROUP_CHOICES, GROUP_TITLES, StagesMemory, StagesSettings
from ui.figures.stages_view import StagesAnswer, StagesView
from ui.figures.view import Question
from ui.opening.session import Session
from ui.widgets.elided_link import ElidedLink
from ui.widgets.side_or_below import SideOrBelow

STANDING, EVERYTHING = StagesSettings(), Filters()
TODAY = datetime.date(2026, 1, 2)


def work_out(session: Session, settings: StagesSettings = STANDING, filters: Filters = EVERYTHING) -> StagesAnswer:
    with session.ledger.reading() as connection:
        mask = session.columns.mask(filters)
        return StagesView.work_out(Question(connection, session.columns, mask, TODAY, settings, filters))


@pytest.fixture
def view(session: Session, workplace: Workplace, qtbot: QtBot) -> Iterator[StagesView]:
    built = StagesView(session.slots, lambda: workplace.themes["light"])
    qtbot.addWidget(built)
    built.resize(1200, 640)
    built.show()
    built.show_answer(work_out(session), session.columns)
    yield built
    built.hide()


def links(cell: KpiCell) -> list[ElidedLink]:
    return [link for link in cell.findChildren(ElidedLink) if link.isVisibleTo(cell)]


def count(session: Session, sql: str) -> int:
    with session.ledger.reading() as connection:
        return int(connection.execute(sql).fetchone()[0])


def test_each_column_counts_what_the_ledger_counts(view: StagesView, session: Session) -> None:
    for lane, stages in zip(view.board.lanes, (*COLUMNS, ()), strict=True):
        words = ", ".join(f"'{stage}'" for stage in stages)
        where = f"IN ({words})" if stages else "IS NULL"
        expected = count(
            session,
            "SELECT count(*) FROM projects AS p LEFT JOIN project_status AS s ON s.project_id = p.id "  # noqa: S608
            f"WHERE s.stage {where}",
        )
        assert lane.list.cards.rowCount() == expected
        assert f" {expected} 项" in lane.head.accessibleName()


def test_a_ratio_opens_the_rows_it_is_made_of(view: StagesView, session: Session, qtbot: QtBot) -> None:
    with session.ledger.reading() as connection:
        reckoner = KpiReckoner(session.columns, read_happened(connection, session.columns))
    kpi = reckoner.reckon(get_definition("started.stage"), np.ones(len(session.columns), np.bool_))
    cell = view.kpis.cells["started"]
    above, below = links(cell)
    assert (above.text(), below.text()) == (str(len(kpi.numerator_ids)), str(len(kpi.denominator_ids)))
    assert cell.value.text() == f"{kpi.value:.1f}"
    assert f"样本 {len(session.columns)}" in cell.sample.words
    for link, ids in ((above, kpi.numerator_ids), (below, kpi.denominator_ids)):
        with qtbot.waitSignals([view.projects_wanted, view.turn_wanted]):
            wanted: list[object] = []
            view.projects_wanted.connect(wanted.append)
            QTest.mouseClick(link, Qt.MouseButton.LeftButton)
        assert wanted == [tuple(ids.tolist())]
        view.projects_wanted.disconnect(wanted.append)


def test_the_definition_is_in_words(view: StagesView) -> None:
    definition = get_definition("started.stage")
    assert definition.words in view.kpis.cells["started"].toolTip()
    assert definition.words in view.kpis.cells["started"].accessibleName()


def test_a_printed_ratio_stands_beside_and_opens_its_place(view: StagesView, session: Session, qtbot: QtBot) -> None:
    cell = view.kpis.cells["landed_started"]
    printed = next(link for link in links(cell) if "74.4" in link.accessibleName())
    with qtbot.waitSignal(view.passage_wanted) as wanted:
        QTest.mouseClick(printed, Qt.MouseButton.LeftButton)
    document, start = wanted.args
    assert count(
        session,
        "SELECT count(*) FROM evidence WHERE entity = 'indicators' "  # noqa: S608
        f"AND document_id = '{document}' AND \"start\" = {start}",
    )


def test_a_variant_that_cannot_be_worked_out_says_why(view: StagesView, session: Session, qtbot: QtBot) -> None:
    cell = view.kpis.cells["started"]
    action = next(action for action in cell.chooser.menu().actions() if action.data() == "started.land")
    with qtbot.waitSignal(view.options_changed):
        action.trigger()
    settings = view.options()
    assert "started.land" in settings.definitions
    view.show_answer(work_out(session, settings), session.columns)
    assert cell.value.text() == "—"
    assert "台账没有拿地日期" in [label.text() for label in cell.findChildren(QLabel)]
    assert cell.chooser.words == "含拿地"


def test_a_head_asks_for_its_stages_and_again_for_all(view: StagesView, session: Session, qtbot: QtBot) -> None:
    operating = next(lane for lane in view.board.lanes if lane.stages == ("投产", "投用"))
    with qtbot.waitSignal(view.conditions_wanted) as wanted:
        QTest.mouseClick(operating.head, Qt.MouseButton.LeftButton)
    assert wanted.args == [{"stages": frozenset(("投产", "投用"))}]
    filters = Filters().with_(**wanted.args[0])
    before = [lane.list.cards.rowCount() for lane in view.board.lanes]
    view.show_answer(work_out(session, filters=filters), session.columns)
    assert operating.head.isChecked()
    assert [lane.head.isChecked() for lane in view.board.lanes].count(True) == 1
    assert [lane.list.cards.rowCount() for lane in view.board.lanes] == before, "the board is not narrowed by stages"
    with qtbot.waitSignal(view.conditions_wanted) as wanted:
        QTest.mouseClick(operating.head, Qt.MouseButton.LeftButton)
    assert wanted.args == [{"stages": frozenset()}]


def test_projects_in_no_stage_have_a_head_of_their_own(view: StagesView, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.conditions_wanted) as wanted:
        QTest.mouseClick(view.board.lanes[-1].head, Qt.MouseButton.LeftButton)
    mask = session.columns.mask(Filters().with_(**wanted.args[0]))
    assert int(mask.sum()) == view.board.lanes[-1].list.cards.rowCount() > 0


def test_a_card_selects_its_project_by_mouse_and_by_key(view: StagesView, qtbot: QtBot) -> None:
    lane = next(lane for lane in view.board.lanes if lane.list.cards.rowCount() > 1)
    index = lane.list.cards.index(1)
    card, _ = index.data(CARD_ROLE)
    lane.list.scrollTo(index)
    with qtbot.waitSignal(view.selection_wanted) as wanted:
        QTest.mouseClick(
            lane.list.viewport(), Qt.MouseButton.LeftButton, pos=lane.list.visualRect(index).topLeft() + QPoint(20, 8)
        )
    assert wanted.args == [(card.project_id,)]
    lane.list.setCurrentIndex(lane.list.cards.index(0))
    first, _ = lane.list.cards.index(0).data(CARD_ROLE)
    with qtbot.waitSignal(view.selection_wanted) as wanted:
        QTest.keyClick(lane.list, Qt.Key.Key_Return)
    assert wanted.args == [(first.project_id,)]


def test_cards_say_date_age_step_and_light(view: StagesView, session: Session) -> None:
    answer = work_out(session)
    assert answer.board is not None
    overdue = next(card for column in answer.board.columns for card in column.cards if card.light == "overdue")
    lane = next(lane for lane in view.board.lanes if overdue.stage in lane.stages or not (overdue.stage or lane.stages))
    row = next(
        lane.list.cards.index(number)
        for number in range(lane.list.cards.rowCount())
        if lane.list.cards.index(number).data(CARD_ROLE)[0] == overdue
    )
    told = row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert {overdue.next_stage, overdue.next_date} <= set(told.replace("计划", "").replace("；", " ").split())
    assert light_words(overdue) in told


def test_amounts_on_cards_carry_their_qualifier(view: StagesView, session: Session) -> None:
    shown = {
        index.data(CARD_ROLE)[0].project_id: index.data(AMOUNT_ROLE)
        for lane in view.board.lanes
        for index in map(lane.list.cards.index, range(lane.list.cards.rowCount()))
    }
    assert len(shown) == len(session.columns)
    for row, project_id in enumerate(session.columns.ids.tolist()):
        assert bool(shown[project_id]) == (session.columns.amount_wan[row] >= 0)
        assert shown[project_id].startswith(session.columns.amount_qualifiers[row])


def test_a_long_column_is_bounded_and_says_so(view: StagesView, session: Session) -> None:
    answer = work_out(session)
    assert answer.board is not None
    cut = tuple(replace(column, cards=column.cards[:1]) for column in answer.board.columns)
    view.show_answer(replace(answer, board=replace(answer.board, columns=cut)), session.columns)
    for lane, column in zip(view.board.lanes, cut, strict=True):
        assert lane.list.cards.rowCount() <= 1
        assert lane.more.isHidden() == (column.count <= 1)
        if column.count > 1:
            assert lane.more.text() == f"另有 {column.count - 1} 项未列"


@pytest.mark.parametrize("dimension", BREAKDOWNS)
def test_the_table_breaks_down_and_asks_for_a_row(
    dimension: str, view: StagesView, session: Session, qtbot: QtBot
) -> None:
    answer = work_out(session, replace(StagesSettings(), group=dimension))
    view.show_answer(answer, session.columns)
    assert answer.groups is not None
    table = view.table.table
    shown = {table.index(row, 0).data(): table.index(row, 1).data() for row in range(table.rowCount())}
    assert len(shown) == len(answer.groups.parts["projects.all"])
    assert {int(words) for words in shown.values()} == {part.numerator for part in answer.groups.parts["projects.all"]}
    ratio = answer.groups.parts["started.stage"]
    column = 1 + [definition.id for definition in answer.groups.definitions].index("started.stage")
    cells = {table.index(row, column).data() for row in range(table.rowCount())}
    for part in ratio:
        assert ("—" if part.value is None else f"{part.value:.1f}%　{part.numerator} ÷ {part.denominator}") in cells
    wanted: list[tuple[str, object]] = []
    view.table.value_wanted.connect(lambda key, id_: wanted.append((key, id_)))
    view.table.clicked.emit(table.index(0, 0))
    assert [key for key, _ in wanted] == [dimension]
    with qtbot.waitSignal(view.projects_wanted) as opened:
        view.table.clicked.emit(table.index(0, 1))
    assert len(opened.args[0]) == int(table.index(0, 1).data())


def test_a_row_asks_for_as_many_projects_as_it_counts(session: Session) -> None:
    for dimension in ("industry", "event", "year"):
        answer = work_out(session, replace(StagesSettings(), group=dimension))
        assert answer.groups is not None
        for part in answer.groups.parts["projects.all"]:
            if dimension == "year" and not part.id:
                continue
            filters = Filters().with_(**conditions_of(dimension, part.id, DIMENSION_FIELDS))
            assert int(session.columns.mask(filters).sum()) == part.numerator


def test_a_park_asks_for_those_it_counts_without_the_parks_inside_it(
    view: StagesView, session: Session, qtbot: QtBot
) -> None:
    answer = work_out(session, replace(StagesSettings(), group="park"))
    view.show_answer(answer, session.columns)
    assert answer.groups is not None
    for part in answer.groups.parts["projects.all"]:
        with qtbot.waitSignal(view.projects_wanted) as wanted:
            view.table.value_wanted.emit("park", part.id)
        assert len(wanted.args[0]) == part.numerator
        assert {session.columns.names[row] for row in session.columns.rows_of(wanted.args[0])}


def test_years_that_are_unknown_are_no_condition(view: StagesView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.conditions_wanted), qtbot.waitSignal(view.told):
        view.table.value_wanted.emit("year", 0)


def test_titles_of_groups_are_those_of_the_breakdowns() -> None:
    assert tuple(GROUP_TITLES) == tuple(GROUP_CHOICES) == BREAKDOWNS


def test_thresholds_move_the_lights_and_are_remembered(
    session: Session, workplace: Workplace, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "home" / "stages.json"
    view = StagesView(session.slots, lambda: workplace.themes["light"], file)
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.options_changed):
        view.quiet.setValue(120)
    board = work_out(session, view.options()).board
    assert board is not None
    assert not any(column.by_light.get("quiet") for column in board.columns)
    again = StagesView(session.slots, lambda: workplace.themes["light"], file)
    qtbot.addWidget(again)
    assert again.quiet.value() == 120
    assert again.options() == view.options()


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"quiet_months": -1}', '{"quiet_months": true, "definitions": 5}'])
def test_what_cannot_be_read_was_not_set(kept: str, tmp_path: Path) -> None:
    file = tmp_path / "stages.json"
    file.write_text(kept, "utf-8")
    assert StagesMemory(file).settings == StagesSettings()


def test_an_unknown_definition_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "stages.json"
    file.write_text(json.dumps({"definitions": ["gone.variant", "built.started"]}), "utf-8")
    settings = StagesMemory(file).settings
    assert "built.started" in settings.definitions
    assert len(settings.definitions) == len(StagesSettings().definitions)


def test_nothing_found_says_so(view: StagesView, session: Session) -> None:
    view.show_answer(work_out(session, filters=Filters(text="没有这样的项目")), session.columns)
    assert view.empty.isVisible()


def test_words_of_data_stay_words(view: StagesView, session: Session) -> None:
    hostile = "<img src=x onerror=1>&<b>粗</b>"
    names = [hostile] * len(session.columns)
    view.show_answer(work_out(session), replace(session.columns, names=names))
    for lane in view.board.lanes:
        for index in map(lane.list.cards.index, range(lane.list.cards.rowCount())):
            assert index.data() == hostile
            assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)


def test_cells_wrap_to_the_width(view: StagesView) -> None:
    columns = []
    for width in (2400, 1200, 620, 300):
        view.resize(width, 900)
        layout = view.kpis.layout()
        assert layout is not None
        layout.activate()
        columns.append(len({cell.x() for cell in view.kpis.cells.values()}))
    assert columns[0] == 8
    assert columns == sorted(columns, reverse=True)
    assert columns[-1] < columns[1] == 4


def test_the_dark_theme_paints_other_cards(session: Session, workplace: Workplace, qtbot: QtBot) -> None:
    name = ["light"]
    view = StagesView(session.slots, lambda: workplace.themes[name[0]])
    qtbot.addWidget(view)
    view.resize(1200, 640)
    view.show()
    view.show_answer(work_out(session), session.columns)
    head = view.board.lanes[2].head
    light = head.grab().toImage()
    name[0] = "dark"
    view.dress()
    assert head.grab().toImage() != light


def test_the_line_of_choices_breaks_before_it_makes_the_view_scroll_sideways(view: StagesView, qtbot: QtBot) -> None:
    line = view.findChild(SideOrBelow)
    assert line is not None
    view.resize(1400, 640)
    qtbot.waitUntil(lambda: not line.is_on_two_lines)
    beside = (
        sum(button.sizeHint().width() for button in view.groups.buttons()) + view.grace.width() + view.quiet.width()
    )
    assert view.minimumSizeHint().width() < beside, "either line, not both"
    view.resize(view.minimumSizeHint().width(), 640)
    qtbot.waitUntil(lambda: line.is_on_two_lines)
    assert view.grace.isVisible()
    assert view.rect().contains(view.quiet.mapTo(view, view.quiet.rect().bottomRight()))
