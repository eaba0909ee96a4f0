"""生命健康里 2022 年签约、还没开工、超过 10 亿的有哪些，在哪个园区？

Asked through the widgets, in four clicks and some typing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.end_to_end.person import Person
from ui.application import Workplace, open_window
from ui.main_window import MainWindow
from ui.table.table_columns import NUMBERS

HEALTH, INFORMATION = 2, 1
XIYONG, VALLEY = 3, 9

# Name, industry, amount in 万元, park, steps that happened: (stage, date). Only the first two are in the answer.
INVENTED: tuple[tuple[str, int, int | None, int, list[tuple[str, str | None]]], ...] = (
    ("示例药谷", HEALTH, 120_000, XIYONG, [("签约", "2022-03")]),
    ("示例器械城", HEALTH, 100_001, VALLEY, [("签约", "2022"), ("落户", "2022-09")]),
    ("正好十亿", HEALTH, 100_000, XIYONG, [("签约", "2022-03")]),
    ("已经开工", HEALTH, 200_000, XIYONG, [("签约", "2022-03"), ("开工", "2022-10")]),
    ("前年签约", HEALTH, 300_000, XIYONG, [("签约", "2021-12")]),
    ("别的产业", INFORMATION, 150_000, XIYONG, [("签约", "2022-03")]),
    ("金额未知", HEALTH, None, XIYONG, [("签约", "2022-03")]),
    ("日期未载", HEALTH, 400_000, XIYONG, [("签约", None)]),
    ("没有里程碑", HEALTH, 500_000, XIYONG, []),
)
ANSWER = {
    "示例药谷": "西永微电园",
    "示例器械城": "科学谷",
    "国家电投创新医用同位素研发及生产基地": "仅知在科学城",  # the built-in ledger's own
}
SQL = """
    SELECT p.name, coalesce(k.name, '仅知在科学城') FROM projects AS p LEFT JOIN parks AS k ON k.id = p.park_id
    JOIN industries AS i ON i.id = p.industry_id JOIN project_status AS s ON s.project_id = p.id
    JOIN project_years AS y ON y.project_id = p.id
    WHERE i.name = '生命健康' AND y.year = 2022 AND p.amount_wan > 100000
        AND s.stage IN ('谋划', '洽谈', '签约', '落户')
"""


@pytest.fixture
def asking(qtbot: QtBot, workplace: Workplace, own_ledger: Path) -> Iterator[Person]:
    """Someone at a window on the built-in ledger with some invented projects in it, whose right answer is known."""
    with sqlite3.connect(own_ledger) as connection:
        for name, industry, amount, park, steps in INVENTED:
            (id_,) = connection.execute(
                "INSERT INTO projects (name, kind, industry_id, industry_basis, amount_wan, park_id, park_basis, "
                "position_basis) VALUES (?, 'industry', ?, 'stated', ?, ?, 'stated', 'park') RETURNING id",
                (name, industry, amount, park),
            ).fetchone()
            connection.executemany(
                "INSERT INTO milestones (project_id, stage, date, is_planned, basis) VALUES (?, ?, ?, 0, 'stated')",
                [(id_, stage, date) for stage, date in steps],
            )
    connection.close()
    window = open_window(workplace, own_ledger)
    someone = Person(window, qtbot)
    window.resize(1600, 1000)
    window.show()
    someone.settle()
    yield someone
    window.close()
    assert someone.failures == []


class Mouse:
    """Clicks, counted; scrolling the panel to what is clicked is no click."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.clicks = 0

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        area = self.person.window.filter_panel.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        if panel_body(area).isAncestorOf(widget):
            area.ensureWidgetVisible(widget)
        self.clicks += 1
        spot = widget.rect().center() if place is None else place
        assert widget.visibleRegion().contains(spot), "nobody can click what is out of sight"
        explorer = self.person.window.explorer
        self.person.after(explorer.state_changed, lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=spot))
        self.person.settle()


def panel_body(area: QScrollArea) -> QWidget:
    body = area.widget()
    assert body is not None
    return body


def shown(window: MainWindow) -> dict[str, str]:
    """Names in the table with what their cell of the park says."""
    model = window.result_pane.table.table_model
    cells = (NUMBERS["name"], NUMBERS["park"])
    return {model.text_at(place, cells[0]): model.text_at(place, cells[1]) for place in range(model.rowCount())}


def tab_to(window: MainWindow, wanted: QWidget, most: int) -> None:
    for _ in range(most):
        if window.focusWidget() is wanted:
            return
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is wanted


def test_the_answer_comes_in_four_clicks(asking: Person, own_ledger: Path) -> None:
    window, panel, mouse = asking.window, asking.window.filter_panel, Mouse(asking)

    rect = panel.industries.visualRect(panel.industries.index_of(HEALTH))
    mouse.click(panel.industries.viewport(), QPoint(rect.left() + 80, rect.center().y()))
    mouse.click(panel.stages.group("未开工"))
    histogram = panel.years.histogram
    bar = histogram.bars.labels.index("2022")
    mouse.click(histogram, QPoint(round(histogram.x_of(bar + 0.5)), 30))
    tab_to(window, panel.amounts.entry, most=12)
    QTest.keyClicks(panel.amounts.entry, ">10")
    asking.after(window.explorer.results_changed, lambda: QTest.keyClick(panel.amounts.entry, Qt.Key.Key_Return))
    asking.settle()

    assert shown(window) == ANSWER
    with sqlite3.connect(own_ledger) as connection:
        assert dict(connection.execute(SQL)) == ANSWER
    connection.close()
    facts = asking.map_facts()
    assert sum(group["count"] for group in facts["groups"]) + len(facts["points"]) == len(ANSWER)
    parks = {group["name"] for group in facts["groups"] if group["kind"] == "park"}
    assert parks == {"西永微电园", "科学谷"}
    assert [group["count"] for group in facts["groups"] if group["kind"] == "city"] == [1]

    table = window.result_pane.table
    place = next(p for p in range(len(ANSWER)) if table.table_model.text_at(p, 0) == "示例药谷")
    spot = table.visualRect(table.table_model.index(place, 0)).center()
    mouse.click(table.viewport(), spot)
    assert mouse.clicks == 4
    window.cards.settle()

    card = window.detail_panel.card
    assert card is not None
    assert (card.name, card.park.name if card.park else "") == ("示例药谷", "西永微电园")
    labels = [label.text() for label in window.detail_panel.findChildren(QLabel) if label.isVisible()]
    assert {"示例药谷", "西永微电园"} <= set(labels)
    marked = [group["name"] for group in asking.map_facts()["groups"] if group["selected"]]
    assert marked == ["西永微电园"]


def test_what_is_asked_is_said_in_words_and_each_part_can_be_lifted(asking: Person) -> None:
    window, panel = asking.window, asking.window.filter_panel
    asking.facet_click(panel.industries, HEALTH)
    QTest.mouseClick(panel.stages.group("未开工"), Qt.MouseButton.LeftButton)
    panel.amounts.entry.setFocus()
    QTest.keyClicks(panel.amounts.entry, ">10")
    asking.after(window.explorer.results_changed, lambda: QTest.keyClick(panel.amounts.entry, Qt.Key.Key_Return))
    filters = window.explorer.state.filters
    assert filters.describe(window.explorer.columns.dimensions) == (
        "产业：生命健康；阶段：未开工（谋划、洽谈、签约、落户）；金额：超过 10 亿元"
    )
    asking.after(window.explorer.results_changed, lambda: panel.stages.group("未开工").click())
    assert "stages" not in window.explorer.state.filters.active_fields
    panel.amounts.entry.clear()
    panel.amounts.entry.setModified(True)
    asking.after(window.explorer.results_changed, lambda: QTest.keyClick(panel.amounts.entry, Qt.Key.Key_Return))
    assert window.explorer.state.filters.active_fields == ("industries",)
