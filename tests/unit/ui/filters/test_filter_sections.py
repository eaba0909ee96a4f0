from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.filters import Filters
from db.index.facets import FacetValue
from ui.application import Workplace
from ui.explorer import compute_results
from ui.filters.filter_cells import ToggleGrid
from ui.filters.filter_panel import FilterPanel
from ui.filters.filter_sections import FacetList, PanelSettings
from ui.opening.session import Session
from ui.state import ExplorerState


@pytest.fixture
def panel(qtbot: QtBot, session: Session, workplace: Workplace) -> FilterPanel:
    made = FilterPanel(session.columns, session.slots, lambda: workplace.themes["light"])
    qtbot.addWidget(made)
    show(made, session, Filters())
    made.show()
    return made


def show(panel: FilterPanel, session: Session, filters: Filters) -> None:
    panel.show_filters(filters)
    panel.show_results(compute_results(session.columns, ExplorerState(filters=filters)))
    panel.settle()


@pytest.fixture
def organisations(qtbot: QtBot, session: Session, workplace: Workplace) -> FacetList:
    made = FacetList("单位", lambda: workplace.themes["light"])
    qtbot.addWidget(made)
    made.show_values(session.columns.facets(Filters())["organisation"], frozenset())
    made.show()
    return made


def asked_for(qtbot: QtBot, panel: FilterPanel, session: Session, **changes: object) -> Filters:
    """What the ranges of the panel ask for, one after the other, each shown at once."""
    current = Filters()
    for name, wanted in changes.items():
        box = panel.years if name.startswith("year") else panel.amounts
        with qtbot.waitSignal(panel.filters_wanted) as blocker:
            if name.endswith("switch"):
                box.switch.click()
            else:
                box.histogram.range_wanted.emit(wanted)
        current = blocker.args[0]
        show(panel, session, current)
    return current


def test_open_sections_are_remembered_and_a_broken_file_is_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "home" / "panel.json"
    PanelSettings(file).set_open("year", False)
    again = PanelSettings(file)
    assert not again.is_open("year", True)
    assert again.is_open("park", True)
    for broken in ("", "[]", '{"sections": 3}', '{"sections": {"year": 7}}', "[" * 100_000):
        file.write_text(broken, "utf-8")
        assert PanelSettings(file).is_open("year", True)


def test_folding_a_section_hides_its_body(panel: FilterPanel) -> None:
    section = panel.sections["year"]
    assert section.body.isVisible()
    section.head.click()
    assert not section.body.isVisible()
    assert not panel.sections["organisation"].body.isVisible()


def test_an_industry_and_a_track_of_another_are_asked_for_together(
    qtbot: QtBot, panel: FilterPanel, session: Session
) -> None:
    with qtbot.waitSignal(panel.filters_wanted) as blocker:
        panel.industries.chosen_changed.emit(frozenset({2, 11, 0}))
    assert blocker.args[0] == Filters(industries=frozenset({0, 2}), tracks=frozenset({11}))


def test_projects_without_a_track_are_a_row_of_their_industry(
    qtbot: QtBot, panel: FilterPanel, session: Session
) -> None:
    filters = Filters(tracks=frozenset({-2}))
    show(panel, session, filters)
    asked: list[Filters] = []
    panel.filters_wanted.connect(asked.append)
    chosen = panel.industries.model().chosen  # type: ignore[attr-defined]
    panel.industries.chosen_changed.emit(chosen)
    assert asked == [filters]
    node = panel.industries.model().node(panel.industries.index_of(next(iter(chosen))))  # type: ignore[attr-defined]
    assert (node.name, node.parent_id, node.count) == ("未细分", 2, int(session.columns.mask(filters).sum()))


def test_rows_below_an_industry_add_up_to_it(panel: FilterPanel) -> None:
    model = panel.industries.model()
    for industry in (1, 2, 3, 4):
        index = panel.industries.index_of(industry)
        below = [model.node(model.index(row, 0, index)).count for row in range(model.rowCount(index))]  # type: ignore[attr-defined]
        assert sum(below) == model.node(index).count  # type: ignore[attr-defined]


def test_branches_start_closed_and_open(panel: FilterPanel) -> None:
    closed = panel.industries.height()
    panel.industries.expand(panel.industries.index_of(1))
    assert panel.industries.height() > closed


def test_a_list_shows_the_greatest_first_and_what_is_searched_for(organisations: FacetList) -> None:
    def shown() -> int:
        return len(organisations.shown)

    assert shown() == 6
    organisations.search.setText("ibm")
    assert shown() == 1
    organisations.search.setText("没有这样的单位")
    assert shown() == 0
    assert organisations.none.isVisible()
    organisations.search.clear()
    organisations.more.click()
    assert len(organisations.shown) > 50


def test_a_list_keeps_what_is_chosen_in_sight_and_adds_to_it(
    qtbot: QtBot, organisations: FacetList, session: Session
) -> None:
    last = session.columns.dimensions["organisation"].ids[-1]
    organisations.show_values(session.columns.facets(Filters())["organisation"], frozenset({last}))
    assert organisations.shown[0] == last
    second = organisations.shown[1]
    codes = session.columns.dimensions["organisation"].code_of
    with qtbot.waitSignal(organisations.chosen_changed) as blocker:
        organisations.tree.chosen_changed.emit(frozenset({codes(last), codes(second)}))
    assert blocker.args[0] == {last, second}


def test_a_first_brush_over_years_leaves_the_undated_out_until_their_switch_is_pressed(
    qtbot: QtBot, panel: FilterPanel, session: Session
) -> None:
    brushed = asked_for(qtbot, panel, session, year=(1.0, 3.0))
    assert brushed == Filters(year_from=2021, year_to=2022)
    with_them = asked_for(qtbot, panel, session, year_switch=True)
    assert with_them == Filters(year_from=2021, year_to=2022, with_undated=True)
    elsewhere = asked_for(qtbot, panel, session, year=(0.0, 1.0))
    assert elsewhere == Filters(year_from=2020, year_to=2020, with_undated=True)


def test_years_in_whole_are_a_condition_only_without_the_undated(
    qtbot: QtBot, panel: FilterPanel, session: Session
) -> None:
    assert asked_for(qtbot, panel, session, year_switch=True) == Filters(year_from=2020, year_to=2023)
    assert asked_for(qtbot, panel, session, year_switch=True) == Filters()


def test_a_brush_over_amounts_is_what_its_bars_count(qtbot: QtBot, panel: FilterPanel, session: Session) -> None:
    spread = session.columns.facets(Filters()).amounts
    for place, count in enumerate(spread.counts):
        filters = asked_for(qtbot, panel, session, amount=(float(place), place + 1.0))
        assert int(session.columns.mask(filters).sum()) == count
        filters = asked_for(qtbot, panel, session, amount_switch=True)
        assert int(session.columns.mask(filters).sum()) == count + spread.unpublished
        show(panel, session, Filters())


def test_without_a_range_the_switch_asks_for_published_amounts(
    qtbot: QtBot, panel: FilterPanel, session: Session
) -> None:
    assert asked_for(qtbot, panel, session, amount_switch=True) == Filters(has_amount=True)
    assert asked_for(qtbot, panel, session, amount_switch=True) == Filters()


@pytest.mark.parametrize(("count", "per_row"), [(12, 3), (1_234_567, 2)])
def test_great_counts_never_widen_the_panel(qtbot: QtBot, count: int, per_row: int) -> None:
    grid = ToggleGrid("阶段", columns_per_row=3)
    qtbot.addWidget(grid)
    values = [FacetValue(word, word, None, count, 0, count, 0, count) for word in ("甲", "乙", "丙", "丁")]
    grid.show_values(values, frozenset())
    grid.resize(248, 100)
    grid.show()
    assert grid.minimumSizeHint().width() < 248
    assert grid.cell("甲").text().endswith(f"{count:,}")
    assert sum(grid.cell(value.id).y() == grid.cell("甲").y() for value in values) == per_row
    fits = grid.cell("甲").fontMetrics().horizontalAdvance(grid.cell("甲").text())
    assert fits < grid.cell("甲").width()
    with qtbot.assertNotEmitted(grid.chosen_changed):
        grid.show_values([replace(value, count=1) for value in values], frozenset())
    assert grid.cell("丁").text().endswith("1")


def test_a_typed_amount_is_asked_for_exactly_and_what_cannot_be_read_is_marked(
    qtbot: QtBot, panel: FilterPanel, session: Session
) -> None:
    entry = panel.amounts.entry

    def typed(words: str) -> Filters | None:
        entry.setFocus()
        entry.selectAll()
        QTest.keyClicks(entry, words) if words else QTest.keyClick(entry, Qt.Key.Key_Delete)
        asked: list[Filters] = []
        panel.filters_wanted.connect(asked.append)
        QTest.keyClick(entry, Qt.Key.Key_Return)
        panel.filters_wanted.disconnect(asked.append)
        for filters in asked:
            show(panel, session, filters)
        return asked[0] if asked else None

    assert typed(">10") == Filters(amount_min_wan=100_001)
    assert panel.sections["amount"].head.accessibleDescription() == "超过 10 亿元"
    assert typed("5-20") == Filters(amount_min_wan=50_000, amount_max_wan=200_000)
    assert entry.text() == "5～20"
    assert typed("ten") is None
    assert entry.property("wrong")
    assert entry.text() == "ten"
    assert typed("<=3") == Filters(amount_max_wan=30_000)
    assert not entry.property("wrong")
    assert typed("") == Filters()


def test_a_double_click_shows_all_again(qtbot: QtBot, panel: FilterPanel, session: Session) -> None:
    show(panel, session, asked_for(qtbot, panel, session, year=(1.0, 2.0)))
    with qtbot.waitSignal(panel.filters_wanted) as blocker:
        panel.years.histogram.range_wanted.emit(None)
    assert blocker.args[0] == Filters()


def test_what_is_looked_for_in_a_list_is_marked_in_its_names(organisations: FacetList, workplace: Workplace) -> None:
    mark = QColor(workplace.themes["light"].tokens["mark"]).rgb()

    def marked() -> int:
        picture = organisations.tree.viewport().grab().toImage()
        return sum(picture.pixelColor(x, y).rgb() == mark for x in range(picture.width()) for y in range(0, 24, 2))

    assert not marked()
    organisations.search.setText("ibm")
    assert marked() > 20
    organisations.search.clear()
    assert not marked()


def test_a_closed_list_is_filled_when_it_is_opened_with_what_was_found_last(
    panel: FilterPanel, session: Session
) -> None:
    section, listed = panel.sections["organisation"], panel.lists["organisation"]
    assert not section.head.isChecked()
    show(panel, session, Filters(industries=frozenset({1})))
    assert listed.shown == ()
    section.head.click()
    wanted = session.columns.facets(Filters(industries=frozenset({1})))["organisation"]
    assert listed.shown == tuple(wanted.dimension.ids[code] for code in wanted.top(len(listed.shown)))
    assert listed.shown
