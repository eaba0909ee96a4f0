"""The indicators in the window: what is shown is what is in the ledger, and each opens where it is printed."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.figures.indicators import Indicator
from tests.unit.ui.figures.asking import asking
from ui.application import Workplace
from ui.figures.indicators_tree import ACTUAL, NAME, SOURCE, TARGET, IndicatorsTree
from ui.figures.indicators_view import IndicatorsAnswer, IndicatorsView
from ui.figures.small_multiples import PictureView
from ui.opening.session import Session

HOSTILE = "<img src=x onerror=1>&<b>粗</b>"


@pytest.fixture(scope="module")
def answer(session: Session) -> IndicatorsAnswer:
    with asking(session) as question:
        return IndicatorsView.work_out(question)


@pytest.fixture
def view(session: Session, workplace: Workplace, answer: IndicatorsAnswer, qtbot: QtBot) -> IndicatorsView:
    built = IndicatorsView(session.documents, lambda: workplace.themes["light"])
    qtbot.addWidget(built)
    built.resize(1100, 700)
    built.show()
    built.show_answer(answer, session.columns)
    return built


def rows(tree: IndicatorsTree) -> list[QModelIndex]:
    model = tree.model()
    heads = [model.index(row, 0) for row in range(model.rowCount())]
    return [model.index(row, 0, head) for head in heads for row in range(model.rowCount(head))]


def shown(tree: IndicatorsTree) -> list[Indicator]:
    found = [tree.indicator_at(index) for index in rows(tree)]
    return [indicator for indicator in found if indicator is not None]


def row_of(tree: IndicatorsTree, name: str) -> QModelIndex:
    return next(index for index in rows(tree) if index.data() == name or index.data().startswith(f"{name} "))


def said(tree: IndicatorsTree, index: QModelIndex, column: int) -> list[tuple[str, str]]:
    indicator = tree.indicator_at(index)
    assert indicator is not None
    return [(word.text, word.token) for word in tree.words_of(indicator, column)]


def test_every_indicator_of_the_ledger_is_a_row(view: IndicatorsView, session: Session) -> None:
    with session.ledger.reading() as connection:
        ids = {id_ for (id_,) in connection.execute("SELECT id FROM indicators")}
    assert sorted(indicator.id for indicator in shown(view.tree)) == sorted(ids)
    assert view.count.text() == f"{len(ids)} / {len(ids)} 条"


def test_actual_and_target_stand_in_columns_of_their_own(view: IndicatorsView) -> None:
    target = row_of(view.tree, "主导产业集群规模")
    assert said(view.tree, target, TARGET) == [("5,000", "ink")]
    assert said(view.tree, target, ACTUAL) == [("无实际值", "ink3")]
    actual = row_of(view.tree, "科技型企业总量")
    assert said(view.tree, actual, ACTUAL) == [("增至", "ink3"), ("933", "ink")], "the qualifier in grey"
    assert said(view.tree, actual, TARGET) == []


def test_words_that_are_no_number_stay_words(view: IndicatorsView) -> None:
    assert said(view.tree, row_of(view.tree, "智能网联汽车产业集群规模"), TARGET) == [("百亿级", "ink")]


def test_contradictions_are_marked(view: IndicatorsView, session: Session) -> None:
    with session.ledger.reading() as connection:
        (count,) = connection.execute(
            """SELECT count(DISTINCT a.entity_id) FROM statements AS a JOIN statements AS b
            ON a.entity = b.entity AND a.entity_id = b.entity_id AND a.field = b.field AND a.value < b.value
            WHERE a.entity = 'indicators'"""
        ).fetchone()
    marked = [index for index in rows(view.tree) if ("说法不一", "warn") in said(view.tree, index, NAME)]
    assert len(marked) == count > 0
    view.contradicted.click()
    assert len(shown(view.tree)) == count


def test_searching_and_choosing_narrow_the_table(view: IndicatorsView, answer: IndicatorsAnswer) -> None:
    view.search.setText("核心区 增速")
    found = {indicator.name for indicator in shown(view.tree)}
    assert found == {i.name for i in answer.indicators if "核心区" in i.name + i.scope and "增速" in i.name}
    assert found
    view.search.setText("")
    view.kinds.buttons["target"].click()
    assert {indicator.kind for indicator in shown(view.tree)} == {"target"}
    view.groupings.buttons["period"].click()
    assert {indicator.kind for indicator in shown(view.tree)} == {"target"}
    assert view.tree.model().index(0, 0).data().startswith("2025")


def test_a_document_opens_by_mouse_and_by_key(view: IndicatorsView, qtbot: QtBot) -> None:
    index = next(i for i in rows(view.tree) if view.tree.indicator_at(i).places)  # type: ignore[union-attr]
    indicator = view.tree.indicator_at(index)
    assert indicator is not None
    first = indicator.places[0]
    cell = view.tree.visualRect(index.siblingAtColumn(SOURCE))
    with qtbot.waitSignal(view.passage_wanted) as opened:
        QTest.mouseClick(
            view.tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.left() + 12, cell.center().y())
        )
    assert opened.args == [first.document_id, first.start]
    with qtbot.assertNotEmitted(view.passage_wanted):
        QTest.mouseClick(
            view.tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.right() - 4, cell.center().y())
        )
    view.tree.setCurrentIndex(index)
    with qtbot.waitSignal(view.passage_wanted) as opened:
        QTest.keyClick(view.tree, Qt.Key.Key_Return)
    assert opened.args == [first.document_id, first.start]


def test_the_table_is_taken_along_as_shown(view: IndicatorsView, tmp_path: Path, qtbot: QtBot) -> None:
    view.kinds.buttons["target"].click()
    view.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == len(shown(view.tree)) + 1
    path = tmp_path / "指标.csv"
    with qtbot.waitSignal(view.told) as told:
        view.save(path)
    assert str(path) in told.args[0]
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row[0] for row in table[1:]] == [line.split("\t")[0] for line in lines[1:]]


def test_a_table_that_cannot_be_written_is_told(view: IndicatorsView, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.told) as told:
        view.save(tmp_path / "没有这个文件夹" / "指标.csv")
    assert "无法写入" in told.args[0]


def test_pictures_say_their_numbers(view: IndicatorsView, answer: IndicatorsAnswer) -> None:
    pictures = view.pictures.findChildren(PictureView)
    assert len(pictures) == len(answer.pictures) > 0
    for picture, painted in zip(answer.pictures, pictures, strict=True):
        assert all(mark.words in painted.accessibleName() for mark in picture.marks)


def test_a_mark_is_where_its_value_and_month_are(answer: IndicatorsAnswer, workplace: Workplace, qtbot: QtBot) -> None:
    signings = next(picture for picture in answer.pictures if picture.key == "signing")
    span = min(mark.first for mark in signings.marks), max(mark.last for mark in signings.marks)
    painted = PictureView(signings, span, lambda: workplace.themes["light"])
    qtbot.addWidget(painted)
    painted.resize(400, painted.sizeHint().height())
    spots = [painted.spot_of(place) for place in range(len(signings.marks))]
    order = sorted(range(len(spots)), key=lambda place: signings.marks[place].value)
    assert [spots[place].y() for place in order] == sorted((spot.y() for spot in spots), reverse=True)
    by_month = sorted(range(len(spots)), key=lambda place: signings.marks[place].first + signings.marks[place].last)
    assert [spots[place].x() for place in by_month] == sorted(spot.x() for spot in spots)
    ink = workplace.themes["light"].color("ink2").rgb()
    image = painted.grab().toImage()
    for spot, mark in zip(spots, signings.marks, strict=True):
        assert (image.pixel(int(spot.x()), int(spot.y())) == ink) != mark.is_read, "hollow where the date is read"
    assert signings.marks[0].title in painted.words_at(spots[0])


def test_words_of_data_stay_words(view: IndicatorsView, answer: IndicatorsAnswer, session: Session) -> None:
    hostile = replace(answer.indicators[0], name=HOSTILE, note=HOSTILE, scope=HOSTILE)
    view.show_answer(replace(answer, indicators=(hostile,)), session.columns)
    (index,) = rows(view.tree)
    assert HOSTILE in index.data()
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)
    view.grab()


def test_a_ledger_without_indicators_says_so(view: IndicatorsView, session: Session) -> None:
    view.show_answer(IndicatorsAnswer((), ()), session.columns)
    assert view.count.text() == "台账里没有指标"
    assert rows(view.tree) == []
    assert view.pictures.findChildren(PictureView) == []
