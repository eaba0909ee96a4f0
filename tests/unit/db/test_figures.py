"""Figures: of a result, and what reconciles with what was announced."""

import pytest

from db.columns import ProjectColumns
from db.figures import build_figures
from db.filters import Filters
from db.ledger import Ledger


def test_ratios_name_their_parts(ledger: Ledger, columns: ProjectColumns) -> None:
    ratios = {ratio.key: ratio for ratio in build_figures(ledger, columns, Filters()).ratios}
    # signed or later: 1 开工, 2 投用, 3 签约, 7 在建
    assert (ratios["started"].numerator, ratios["started"].denominator, ratios["started"].percent) == (3, 4, 75.0)
    assert (ratios["operating"].numerator, ratios["operating"].percent) == (1, 25.0)


def test_a_ratio_of_nothing_has_no_value(ledger: Ledger, columns: ProjectColumns) -> None:
    figures = build_figures(ledger, columns, Filters(text="没有"))
    assert {ratio.percent for ratio in figures.ratios} == {None}
    assert figures.totals.count == 0
    assert figures.tables["industry"] == ()


def test_tables_are_of_the_result(ledger: Ledger, columns: ProjectColumns) -> None:
    figures = build_figures(ledger, columns, Filters(industries=frozenset({1})))
    assert [(value.name, value.count) for value in figures.tables["industry"]] == [("信息", 2)]
    assert sum(value.own_count for value in figures.tables["park"]) == 2


@pytest.mark.parametrize("filters", [Filters(), Filters(industries=frozenset({1}))])
def test_announcements_reconcile_whatever_the_filters(
    ledger: Ledger, columns: ProjectColumns, filters: Filters
) -> None:
    events = {event.name: event for event in build_figures(ledger, columns, filters).events}
    january, year = events["一月签约"], events["全年累计"]
    assert (january.named, january.named_amount_wan, january.named_unpublished) == (2, 125000, 1)
    assert (january.remaining, january.remaining_amount_wan) == (1, 75000)
    assert year.contains == (1,)
    assert (year.named, year.remaining, year.remaining_amount_wan) == (3, 7, None), "its own and those of January"
