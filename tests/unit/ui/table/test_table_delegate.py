"""What was searched for is marked in the names."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from db.filters import Filters
from ui.application import Workplace
from ui.explorer import compute_results
from ui.opening.session import Session
from ui.state import ExplorerState
from ui.table.project_table import ProjectTable


@pytest.fixture
def table(qtbot: QtBot, session: Session, workplace: Workplace) -> ProjectTable:
    made = ProjectTable(session.columns, session.slots, lambda: workplace.themes["light"])
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    return made


def marked_pixels(table: ProjectTable, workplace: Workplace, rows: int = 3) -> int:
    picture: QImage = table.viewport().grab().toImage()
    mark = QColor(workplace.themes["light"].tokens["mark"]).rgb()
    return sum(
        picture.pixelColor(x, y).rgb() == mark for x in range(0, picture.width(), 2) for y in range(0, 26 * rows, 3)
    )


@pytest.mark.parametrize(
    ("text", "is_marked"), [("金凤", True), ("软件园 金凤", True), ("", False), ("jinfeng", True), ("jfryy", True)]
)
def test_words_are_marked_as_written_or_by_their_sound(
    table: ProjectTable, session: Session, workplace: Workplace, text: str, is_marked: bool
) -> None:
    table.show_results(compute_results(session.columns, ExplorerState(filters=Filters(text=text))), frozenset())
    assert (marked_pixels(table, workplace, rows=8) > 20) == is_marked


def test_marks_go_with_the_search(table: ProjectTable, session: Session, workplace: Workplace) -> None:
    for text, is_marked in (("金凤", True), ("", False)):
        table.show_results(compute_results(session.columns, ExplorerState(filters=Filters(text=text))), frozenset())
        assert (marked_pixels(table, workplace) > 20) == is_marked


def test_a_name_cut_short_is_marked_only_where_it_shows(
    table: ProjectTable, session: Session, workplace: Workplace
) -> None:
    table.setColumnWidth(0, 60)
    name = next(name for name in session.columns.names if len(name) > 12)
    state = ExplorerState(filters=Filters(text=name[-4:]))
    table.show_results(compute_results(session.columns, state), frozenset())
    assert marked_pixels(table, workplace) == 0
