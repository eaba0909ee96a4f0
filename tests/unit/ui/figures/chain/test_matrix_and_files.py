"""The matrix of parks by industries, and pictures and tables of the chain: each cell and word as reckoned."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.figures.chains import build_matrix
from db.filters import Filters
from tests.unit.ui.figures.chain.looking import bare, boxes, node, words_in, work_out
from ui.figures.chain_answer import ChainAnswer
from ui.figures.chain_files import ChainFileError, write_table
from ui.figures.chain_view import ChainView
from ui.figures.matrix_table import CELL_ROLE
from ui.opening.session import Session

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
