"""Dates by year and by month in the filter panel."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.filters import Filters
from db.index.facets import Facets
from db.months import month_of
from ui.application import Workplace
from ui.filters.filter_ranges import YearRange
from ui.filters.filter_sections import PanelSettings
from ui.opening.session import Session

MAY, JULY = month_of(2021, 5), month_of(2022, 7)


@pytest.fixture
def held(session: Session) -> Facets:
    return session.columns.facets(Filters())


@pytest.fixture
def box(qtbot: QtBot, workplace: Workplace, held: Facets, tmp_path: Path) -> YearRange:
    made = YearRange(held, lambda: workplace.themes["light"], PanelSettings(tmp_path / "panel.json"))
    qtbot.addWidget(made)
    made.show_results(Filters(), held)
    made.show()
    return made


def test_the_switch_between_years_and_months_is_remembered(
    qtbot: QtBot, workplace: Workplace, held: Facets, box: YearRange, tmp_path: Path
) -> None:
    assert box.histogram.ends == (0.0, 4.0)
    box.by_month.click()
    assert box.histogram.ends == (0.0, 48.0)
    again = YearRange(held, lambda: workplace.themes["light"], PanelSettings(tmp_path / "panel.json"))
    qtbot.addWidget(again)
    assert again.by_month.isChecked()


def test_months_that_are_brushed_are_asked_for_and_whole_years_said_in_years(box: YearRange) -> None:
    box.by_month.click()
    begin = month_of(2020, 1)
    asked = box.changes((MAY - begin, JULY + 1 - begin), unknown=True)
    assert Filters(**asked) == Filters(month_from=MAY, month_to=JULY, with_undated=True)
    assert Filters(**box.changes((12.0, 36.0), unknown=False)) == Filters(year_from=2021, year_to=2022)
    assert Filters(**box.changes((0.0, 48.0), unknown=True)) == Filters()


def test_months_asked_for_elsewhere_stay_exact_while_years_are_shown(box: YearRange, held: Facets) -> None:
    filters = Filters(month_from=MAY, month_to=JULY)
    box.show_results(filters, held)
    assert box.words == "2021-05～2022-07"
    assert box.histogram.ends == pytest.approx((16 / 12, 31 / 12))
    assert Filters(**box.changes(box.histogram.ends, unknown=True)) == filters.with_(with_undated=True)


def test_what_is_known_only_to_the_year_is_counted_beside_the_months(box: YearRange, held: Facets) -> None:
    assert box.caption.text() == ""
    box.by_month.click()
    assert f"仅知年份 {held.months.year_only} 项" in box.caption.text()
    assert held.months.year_only > 0
