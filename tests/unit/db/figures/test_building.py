"""Figures of a result: totals, tables, KPIs, what contradicts what."""

import datetime

import pytest

from db.figures.building import build_figures
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger

TODAY = datetime.date(2025, 6, 15)


def test_tables_are_of_the_result(ledger: Ledger, columns: ProjectColumns) -> None:
    figures = build_figures(ledger, columns, Filters(industries=frozenset({1})), TODAY)
    assert [(value.name, value.count) for value in figures.tables["industry"]] == [("信息", 2)]
    assert sum(value.own_count for value in figures.tables["park"]) == 2


def test_figures_of_nothing_have_no_ratio_and_say_why(ledger: Ledger, columns: ProjectColumns) -> None:
    figures = build_figures(ledger, columns, Filters(text="没有"), TODAY)
    ratios = [kpi for kpi in figures.kpis if kpi.definition.denominator]
    assert ratios
    assert {(kpi.value, kpi.reason) for kpi in ratios} == {(None, "没有可作分母的项目")}
    assert figures.totals.count == 0
    assert figures.tables["industry"] == ()


@pytest.mark.parametrize("filters", [Filters(), Filters(industries=frozenset({1}))])
def test_announcements_reconcile_whatever_the_filters(
    ledger: Ledger, columns: ProjectColumns, filters: Filters
) -> None:
    assert [tuple(event.named.ids) for event in build_figures(ledger, columns, filters, TODAY).events] == [
        (1, 3, 7),
        (1, 3),
    ]
