"""Through the window: the stage board and the chain show the ledger, and what is pressed in them changes the result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.filters import Filters
from tests.end_to_end.person import Person
from tests.waiting import until
from ui.figures.chain_view import ChainView
from ui.figures.stage_columns import CARD_ROLE
from ui.figures.stages_settings import FILE, StagesMemory
from ui.figures.stages_view import StagesView
from ui.figures.view import FigureView
from ui.widgets.elided_link import ElidedLink


class Looker:
    """Someone at a view of figures."""

    def __init__(self, person: Person) -> None:
        self.person, self.window = person, person.window
        self.explorer = person.window.explorer
        self.answers = 0
        for kind in (StagesView, ChainView):
            self._count(self.window.figures.get(kind.place))

    def _count(self, view: FigureView) -> None:
        shown = view.show_answer

        def show(answer: Any, columns: Any) -> None:  # noqa: ANN401
            shown(answer, columns)
            self.answers += 1

        view.show_answer = show  # type: ignore[method-assign]

    def open(self, kind: type[FigureView]) -> Any:  # noqa: ANN401
        before = self.answers
        self.window.figures.open(kind.place)
        until(lambda: self.answers > before)
        return self.window.figures.get(kind.place)

    def after(self, act: Callable[[], object]) -> None:
        """Act, and wait until the view has followed."""
        before = self.answers
        act()
        until(lambda: self.answers > before)
        self.person.settle()


@pytest.fixture
def looker(person: Person) -> Looker:
    return Looker(person)


def test_a_head_of_the_board_filters_map_table_and_panel(looker: Looker) -> None:
    view = looker.open(StagesView)
    lane = next(lane for lane in view.board.lanes if lane.stages == ("签约",))
    signed = lane.list.cards.rowCount()
    looker.after(lambda: QTest.mouseClick(lane.head, Qt.MouseButton.LeftButton))
    assert looker.explorer.state.filters == Filters(stages=frozenset(("签约",)))
    assert looker.explorer.results.totals.count == signed
    assert looker.window.result_pane.table.table_model.rowCount() == signed
    assert lane.head.isChecked()
    looker.after(lambda: QTest.mouseClick(lane.head, Qt.MouseButton.LeftButton))
    assert looker.explorer.state.filters.is_empty


def test_a_card_of_the_board_opens_the_project(looker: Looker) -> None:
    view = looker.open(StagesView)
    lane = next(lane for lane in view.board.lanes if lane.list.cards.rowCount())
    index = lane.list.cards.index(0)
    card, _ = index.data(CARD_ROLE)
    place = lane.list.visualRect(index).topLeft() + QPoint(30, 10)
    QTest.mouseClick(lane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert looker.explorer.state.selection == {card.project_id}
    panel = looker.window.detail_panel
    until(lambda: panel.card is not None)
    assert panel.card is not None
    assert panel.card.name == index.data()


def test_the_rows_behind_a_ratio_open_in_the_table(looker: Looker) -> None:
    view = looker.open(StagesView)
    above, below = view.kpis.cells["started"].findChildren(ElidedLink)[:2]
    expected = int(below.text())
    QTest.mouseClick(below, Qt.MouseButton.LeftButton)
    looker.person.settle()
    assert looker.window.result_pane.tabs.currentIndex() == 0
    assert looker.window.result_pane.table.table_model.rowCount() == expected
    looker.window.actions_by_key["undo"].trigger()
    looker.person.settle()
    assert looker.explorer.state.filters.is_empty
    assert above.text() == f"{int(above.text())}"


def test_a_track_of_the_chain_filters_and_the_chain_stays(looker: Looker) -> None:
    view = looker.open(ChainView)
    before = [(box.words, box.y) for box in view.canvas.picture.boxes if box.kind == "node"]
    track = next(box for box in view.canvas.picture.boxes if box.kind == "node" and box.words == "人工智能")
    view.area.ensureVisible(0, int(track.y), 0, 100)
    spot = view.canvas.place_of(track).toPoint()
    looker.after(lambda: QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=spot))
    assert looker.explorer.state.filters.tracks == {track.key}
    assert looker.explorer.results.totals.count == int(track.detail.split()[0])
    assert [(box.words, box.y) for box in view.canvas.picture.boxes if box.kind == "node"] == before


def test_the_chain_speaks_its_own_list_while_another_is_spoken(looker: Looker) -> None:
    view = looker.open(ChainView)
    before = [box.words for box in view.canvas.picture.boxes]
    looker.after(lambda: looker.explorer.set_filters(Filters(taxonomy="2021")))
    assert [box.words for box in view.canvas.picture.boxes] == before
    industry = next(box for box in view.canvas.picture.boxes if box.words == "新一代信息技术")
    view.area.ensureVisible(0, int(industry.y), 0, 100)
    spot = view.canvas.place_of(industry).toPoint()
    looker.after(lambda: QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=spot))
    asked = looker.explorer.state.filters
    assert (asked.taxonomy, set(asked.industries)) == ("", {industry.key})


def test_the_theme_changes_under_both(looker: Looker, qtbot: QtBot) -> None:
    for kind in (StagesView, ChainView):
        view = looker.open(kind)
        light = view.grab().toImage()
        looker.window.set_theme("dark")
        dark = view.grab().toImage()
        looker.window.set_theme("light")
        assert light != dark
        assert dark.pixelColor(3, 3).lightness() < 80 < light.pixelColor(3, 3).lightness()


def test_exports_go_by_the_definitions_that_were_chosen(opened_window: Callable[..., Any], tmp_path: Path) -> None:
    window = opened_window(tmp_path)
    assert "started.stage" in window.files.exports.definitions()
    memory = StagesMemory(tmp_path / FILE)
    memory.keep(memory.settings.choose("started.milestone"))
    chosen = window.files.exports.definitions()
    assert "started.milestone" in chosen
    assert "started.stage" not in chosen
