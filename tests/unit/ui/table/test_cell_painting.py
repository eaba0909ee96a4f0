"""What was searched for is marked in the names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPixmap
from pytestqt.qtbot import QtBot

from db.filters import Filters
from ui.application import Workplace
from ui.cards.badges import Basis
from ui.explorer import compute_results
from ui.opening.session import Session
from ui.state import ExplorerState
from ui.table import cell_painting
from ui.table.cell_painting import Column
from ui.table.project_table import ROW_HEIGHT, ProjectTable


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


def test_glyphs_and_badges_are_painted_once_and_copied_from_then_on(
    table: ProjectTable, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []

    def watch(name: str) -> None:
        paint = getattr(cell_painting, name)

        def counted(*args: Any, **kw: Any) -> Any:  # noqa: ANN401 - as it is
            painted.append(name)
            return paint(*args, **kw)

        monkeypatch.setattr(cell_painting, name, counted)

    watch("paint_glyph")
    watch("paint_badge")
    table.show_results(compute_results(session.columns, ExplorerState()), frozenset())
    table.viewport().grab()
    assert 0 < painted.count("paint_glyph") <= 2 * len(session.slots.names)
    assert painted.count("paint_badge") <= 2 * len(Basis)
    assert len(table.look.pictures) <= len(painted)
    painted.clear()
    table.viewport().grab()
    assert painted == []


def test_pictures_of_cells_are_bounded(table: ProjectTable, session: Session, workplace: Workplace) -> None:
    table.show_results(compute_results(session.columns, ExplorerState()), frozenset())
    table.look.pictures.clear()
    for ratio in range(3 * cell_painting.MOST_PICTURES):
        table.look.pictures["other", ratio] = QPixmap(1, 1)
    table.viewport().grab()
    assert len(table.look.pictures) <= cell_painting.MOST_PICTURES


def test_only_the_cells_that_are_to_be_painted_are(
    table: ProjectTable, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[tuple[int, int]] = []
    paint = cell_painting.CellPainting.paint_row

    def counted(self: cell_painting.CellPainting, top: int, row: int, columns: Sequence[Column], **kw: Any) -> None:  # noqa: ANN401
        rows.append((top, len(columns)))
        paint(self, top, row, columns, **kw)

    table.show_results(compute_results(session.columns, ExplorerState()), frozenset())
    table.viewport().repaint()
    monkeypatch.setattr(cell_painting.CellPainting, "paint_row", counted)
    table.viewport().repaint(QRect(0, 2 * ROW_HEIGHT, 20, ROW_HEIGHT))
    assert rows == [(2 * ROW_HEIGHT, 1)]
