"""The charts beside the table, driven by mouse and keyboard through their real page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.charts.chart_words import to_tsv
from db.charts.charts import CHARTS, build_charts
from db.filters import Filters
from tests.end_to_end.conftest import Opener
from tests.end_to_end.person import Facts, Person
from tests.waiting import until

pytestmark = pytest.mark.window

HOSTILE = '<img src=x onerror="window.harmed=1">{n|</script>}'
SIGNED = "签约"


class Reader:
    """Someone at the charts."""

    def __init__(self, person: Person) -> None:
        self.person, self.desk = person, person.window.charts
        self.told: list[str] = []
        self.drawn = -1
        self.desk.told.connect(self.told.append)
        self.desk.bridge.drawn.connect(self._keep)

    def _keep(self, revision: int) -> None:
        self.drawn = revision

    def open(self) -> None:
        self.person.window.actions_by_key["show_charts"].trigger()
        self.settle()

    def settle(self) -> None:
        """Wait until the page shows the charts of the present state."""
        explorer = self.person.window.explorer
        until(
            lambda: (
                self.desk.charts is not None
                and self.desk.charts.filters == explorer.state.filters
                and self.drawn == self.desk.revision
            )
        )
        self.person.settle()

    def ask(self, script: str) -> Any:  # noqa: ANN401
        assert self.desk.view is not None
        got: list[Any] = []
        loop = QEventLoop()

        def take(value: Any) -> None:  # noqa: ANN401
            got.append(value)
            loop.quit()

        self.desk.view.page().runJavaScript(script, take)
        loop.exec()
        return got[0]

    def facts(self) -> Facts:
        assert self.desk.view is not None
        got: list[Facts] = []
        loop = QEventLoop()

        def take(facts: Facts) -> None:
            got.append(facts)
            loop.quit()

        self.desk.view.probe(take)
        loop.exec()
        return got[0]

    def chart(self, key: str) -> Facts:
        return next(chart for chart in self.facts()["charts"] if chart["key"] == key)

    def bar(self, chart: str, key: str) -> Facts:
        return next(bar for bar in self.chart(chart)["bars"] if bar["key"] == key)

    def show(self, chart: str) -> None:
        """Scroll a chart into the window, as a wheel does."""
        self.ask(f"document.getElementById('title-{chart}').scrollIntoView({{ block: 'center' }}); 1")

    def move_to(self, spot: Facts) -> QPoint:
        assert self.desk.view is not None
        target, place = self.desk.view.focusProxy(), QPoint(round(spot["x"]), round(spot["y"]))
        assert target is not None
        QTest.mouseMove(target, place + QPoint(1, 1))
        QTest.mouseMove(target, place)
        return place

    def click(self, spot: Facts) -> None:
        assert self.desk.view is not None
        place = self.move_to(spot)
        QTest.mouseClick(self.desk.view.focusProxy(), Qt.MouseButton.LeftButton, pos=place)  # type: ignore[arg-type]

    def click_bar(self, chart: str, key: str) -> None:
        self.show(chart)
        self.person.after(self.person.window.explorer.state_changed, lambda: self.click(self.bar(chart, key)))
        self.settle()


@pytest.fixture
def reader(person: Person) -> Iterator[Reader]:
    someone = Reader(person)
    yield someone
    assert [words for words in someone.told if not words.startswith("已复制")] == []
    assert person.window.map_view.request_guard.blocked == []


def test_nothing_of_the_charts_is_there_before_somebody_looks(reader: Reader) -> None:
    window = reader.person.window
    before = window.map_view.request_guard.allowed
    window.explorer.set_filters(Filters(stages=frozenset((SIGNED,))))
    reader.person.settle()
    assert (reader.desk.view, reader.desk.charts, reader.desk.revision) == (None, None, 0)
    assert window.map_view.request_guard.allowed - before <= 2, "only the map asked for its new frame"
    reader.open()
    assert reader.desk.view is not None
    assert window.result_pane.tabs.stack.currentWidget() is reader.desk.pane


def test_each_bar_says_the_figures_of_the_ledger(reader: Reader) -> None:
    reader.open()
    columns = reader.person.window.explorer.columns
    expected = build_charts(columns, Filters())
    facts = reader.facts()
    assert [chart["key"] for chart in facts["charts"]] == list(CHARTS)
    for chart, shown in zip(expected.charts, facts["charts"], strict=True):
        assert shown["definition"]
        assert f"{len(columns)} 项" in shown["words"]
        labels = {bar["key"]: bar["label"] for bar in shown["bars"]}
        drawn = [bar for bar in chart.bars if bar.figure.count or bar.series is None]
        assert set(labels) == {bar.key for bar in drawn}
        for bar in drawn:
            assert f"{bar.figure.count} 项" in labels[bar.key]
    painted = reader.ask(
        """[...document.querySelectorAll('.paper canvas')].filter((canvas) => {
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return data.some((value) => value > 0);
        }).length"""
    )
    assert painted == len(CHARTS)


def test_a_bar_clicked_is_a_filter_that_table_facets_and_map_follow(reader: Reader) -> None:
    reader.open()
    window = reader.person.window
    everything = len(window.explorer.columns)
    reader.click_bar("stage", SIGNED)
    assert window.explorer.state.filters == Filters(stages=frozenset((SIGNED,)))
    stages = {value.id: value.count for value in window.explorer.results.facets["stage"]}
    signed = stages[SIGNED]
    assert 0 < signed < everything
    assert window.result_pane.table.table_model.rowCount() == signed
    facts = reader.person.map_facts()
    assert sum(group["count"] for group in facts["groups"]) + len(facts["points"]) == signed
    chips = [words for _, words in window.explorer.state.filters.describe_fields(window.explorer.columns.dimensions)]
    assert chips == [f"阶段：{SIGNED}"]
    bar = reader.bar("stage", SIGNED)
    assert bar["pressed"]
    assert f"{stages['落户']} 项" in reader.bar("stage", "落户")["label"], "its own chart is not narrowed"
    assert f"{signed} 项" in reader.chart("park")["words"]

    reader.click_bar("stage", SIGNED)
    assert window.explorer.state.filters == Filters()
    assert window.result_pane.table.table_model.rowCount() == everything


def test_a_part_of_a_year_asks_for_industry_and_year_at_once(reader: Reader) -> None:
    reader.open()
    reader.click_bar("industry_year", "2021/3")
    asked = reader.person.window.explorer.state.filters
    assert (asked.industries, asked.year_from, asked.year_to) == (frozenset((3,)), 2021, 2021)
    assert reader.bar("industry_year", "2021/3")["pressed"]


def test_an_industry_of_the_key_pressed_is_a_filter(reader: Reader) -> None:
    reader.open()
    window = reader.person.window
    press = "document.querySelector('[data-key=\"industry 3\"]').click(); 1"
    reader.person.after(window.explorer.state_changed, lambda: reader.ask(press))
    reader.settle()
    assert window.explorer.state.filters == Filters(industries=frozenset((3,)))
    assert reader.ask("document.querySelector('[data-key=\"industry 3\"]').ariaPressed") == "true"


def test_bars_are_reached_and_chosen_by_keyboard(reader: Reader) -> None:
    reader.open()
    view = reader.desk.view
    assert view is not None
    target = view.focusProxy()
    assert target is not None
    target.setFocus()
    reader.ask("document.querySelector('section[aria-labelledby=title-stage] .hit').focus(); 1")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(target, key)
    until(lambda: reader.ask("document.activeElement.dataset.key") == SIGNED)
    until(lambda: SIGNED in (reader.facts()["label"] or ""))
    assert (
        reader.ask("document.querySelectorAll('section[aria-labelledby=title-stage] .hit[tabindex=\"0\"]').length") == 1
    )
    changed = reader.person.window.explorer.state_changed
    reader.person.after(changed, lambda: QTest.keyClick(target, Qt.Key.Key_Return))
    reader.settle()
    assert reader.person.window.explorer.state.filters.stages == {SIGNED}
    assert reader.ask("document.activeElement.dataset.key") == SIGNED, "the focus stays where it was"


def test_pointing_at_a_bar_marks_its_projects_on_the_map_and_nothing_else(reader: Reader) -> None:
    reader.open()
    window = reader.person.window
    state = window.explorer.state
    reader.show("park")
    park = next(park for park in window.session.gazetteer.parks if park.name == "西永微电园")
    figures = build_charts(window.explorer.columns, Filters()).get_chart("park")
    assert figures is not None
    bar = figures.get_bar(str(park.id))
    assert bar is not None

    def marked() -> int:
        groups = reader.person.map_facts()["groups"]
        return sum(group.get("marked") or 0 for group in groups)

    reader.move_to(reader.bar("park", str(park.id)))
    until(lambda: marked() == bar.figure.count)
    assert window.explorer.state is state, "to point is no change of state"
    assert park.name in reader.facts()["label"]
    groups = reader.person.map_facts()["groups"]
    assert {group["marked"] == 0 for group in groups if group["kind"] == "city"} == {True}

    reader.move_to(reader.chart("park")["head"]["copy-data"])
    until(lambda: all("marked" not in group for group in reader.person.map_facts()["groups"]))


def test_marks_follow_the_map_when_it_moves(reader: Reader) -> None:
    reader.open()
    reader.show("stage")
    stage = reader.bar("stage", "落户")
    reader.move_to(stage)

    def marked() -> int:
        facts = reader.person.map_facts()
        return sum(symbol.get("marked") or 0 for symbol in [*facts["groups"], *facts["points"]])

    until(lambda: marked() > 0)
    reader.person.go(106.36, 29.61, 13.4)
    until(lambda: any(point.get("marked") for point in reader.person.map_facts()["points"]))


def test_the_figures_copied_are_those_of_the_chart(reader: Reader) -> None:
    reader.open()
    for key in CHARTS:
        QGuiApplication.clipboard().clear()
        reader.show(key)
        spot = reader.chart(key)["head"]["copy-data"]
        reader.person.after(reader.desk.told, partial(reader.click, spot))
        chart = build_charts(reader.person.window.explorer.columns, Filters()).get_chart(key)
        assert chart is not None
        assert QGuiApplication.clipboard().text() == to_tsv(chart)


def test_a_chart_is_copied_as_a_picture_of_its_own(reader: Reader) -> None:
    reader.open()
    QGuiApplication.clipboard().clear()
    spot = reader.chart("industry_year")["head"]["copy-picture"]
    reader.person.after(reader.desk.told, lambda: reader.click(spot))
    image = QGuiApplication.clipboard().image()
    assert image.width() >= 2 * 560
    theme = reader.person.window.theme()
    wanted = {theme.industry_color(slot).rgb() for slot in range(4)} | {theme.color("surf").rgb()}
    found = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert wanted <= found, "ground, and every industry's colour in bars or key"


def test_bars_measure_money_when_asked_and_say_what_is_unpublished(reader: Reader) -> None:
    reader.open()
    script = "[...document.querySelectorAll('.measures button')].find((one) => one.dataset.key === 'amount').click(); 1"
    before = reader.desk.revision
    reader.ask(script)
    until(lambda: reader.drawn > before)
    charts = reader.desk.charts
    assert charts is not None
    assert charts.measure == "amount"
    assert all("未公布" in chart["words"] for chart in reader.facts()["charts"])
    organisations = charts.get_chart("organisation")
    assert organisations is not None
    sums = [bar.figure.amount_wan for bar in organisations.bars if bar.kind == "value"]
    assert sums == sorted(sums, reverse=True)


def test_an_empty_chart_says_so_and_comes_back(reader: Reader) -> None:
    reader.open()
    explorer = reader.person.window.explorer
    explorer.set_filters(Filters(text="没有这样的项目"))
    reader.settle()
    charts = reader.facts()["charts"]
    assert {chart["empty"] for chart in charts} == {"没有符合条件的项目"}
    assert all(chart["bars"] == [] for chart in charts)
    explorer.undo()
    reader.settle()
    assert all(chart["bars"] for chart in reader.facts()["charts"])


def test_charts_out_of_sight_are_not_worked_out_and_catch_up(reader: Reader) -> None:
    reader.open()
    window = reader.person.window
    window.actions_by_key["show_table"].trigger()
    before = reader.desk.revision
    window.explorer.set_filters(Filters(industries=frozenset((2,))))
    reader.person.settle()
    assert reader.desk.revision == before
    reader.open()
    assert reader.desk.revision == before + 1
    assert reader.desk.charts is not None
    assert reader.desk.charts.filters.industries == {2}


def test_the_charts_follow_the_taxonomy(reader: Reader) -> None:
    reader.open()
    explorer = reader.person.window.explorer
    names = [name for _, name in series_of(reader)]
    explorer.set_filters(explorer.state.filters.with_(taxonomy="2021"))
    reader.settle()
    spoken = explorer.columns.dimensions["industry"]
    assert [name for _, name in series_of(reader)] == list(spoken.names) != names
    shown = reader.ask("[...document.querySelectorAll('.key button span')].map((one) => one.textContent).join('|')")
    assert set(shown.split("|")) <= set(spoken.names)


def series_of(reader: Reader) -> tuple[tuple[int | str, str], ...]:
    assert reader.desk.charts is not None
    return reader.desk.charts.charts[0].series


def test_the_charts_follow_the_theme(reader: Reader) -> None:
    reader.open()
    reader.person.window.set_theme("dark")
    until(lambda: reader.facts()["theme"] == "dark")
    dark = reader.person.window.theme().color("panel")
    assert (
        reader.ask("getComputedStyle(document.body).backgroundColor")
        == f"rgb({dark.red()}, {dark.green()}, {dark.blue()})"
    )
    reader.person.window.set_theme("light")


def test_a_hostile_name_is_text_everywhere(qtbot: QtBot, own_ledger: Path, opened_window: Opener) -> None:
    with closing(sqlite3.connect(own_ledger)) as connection:
        connection.execute(
            "UPDATE organisations SET name = ? WHERE id = (SELECT organisation_id FROM project_organisations "
            "GROUP BY organisation_id ORDER BY count(*) DESC LIMIT 1)",
            (HOSTILE,),
        )
        connection.commit()
    window = opened_window()
    person = Person(window, qtbot)
    window.resize(1600, 1000)
    window.show()
    reader = Reader(person)
    reader.open()
    reader.show("organisation")
    (bar,) = [bar for bar in reader.chart("organisation")["bars"] if HOSTILE in bar["label"]]
    reader.move_to(bar)
    until(lambda: HOSTILE in (reader.facts()["label"] or ""))
    assert reader.ask("document.querySelectorAll('img, script:not([src])').length") == 0
    assert reader.ask("typeof window.harmed") == "undefined"
    reader.person.after(reader.desk.told, lambda: reader.click(reader.chart("organisation")["head"]["copy-picture"]))
    assert not QGuiApplication.clipboard().image().isNull()
    assert [words for words in reader.told if not words.startswith("已复制")] == []
    assert person.failures == []
    assert window.map_view.request_guard.blocked == []
    window.close()
