"""The charts' figures are those of plain SQL; choosing a bar asks for exactly the projects it stands for."""

import sqlite3
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import db.charts.charts
from db.charts.chart_choices import can_choose, is_chosen, toggled, with_industry
from db.charts.chart_groups import NO_BAR, Figure, Grouping, Sums, upper_parks
from db.charts.charts import CHARTS, Bar, Chart, Charts, build_charts
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.index.dimensions import Dimension
from db.schema import STAGES
from tests.unit.db.index.random_ledger import (
    FILTERS,
    Loaded,
    database,
    loaded,
    random_columns,
    select_ids,
    sql_conditions,
)

__all__ = ["database", "loaded", "random_columns"]  # fixtures

OWN = {"industry_year": {"industry", "year"}}
PARK_OF = {None: 0, 1: 1, 2: 2, 3: 2, 4: 4, 5: 5}  # 甲东 counts under 甲, just below the city
KEYS = st.sampled_from(CHARTS)


def figure_of(projects: set[int], amounts: Mapping[int, int | None]) -> Figure:
    known = [amount for id_ in projects if (amount := amounts[id_]) is not None]
    return Figure(len(projects), sum(known), len(projects) - len(known))


def members_in_sql(database: sqlite3.Connection, chart: Chart) -> dict[str, set[int]]:
    """The projects of each bar, by plain SQL; of 其他 and 未载单位 by what the other bars leave."""
    sql = {
        "industry_year": """SELECT coalesce(y.year, 0) || '/' || coalesce(p.industry_id, 0), p.id
            FROM projects AS p LEFT JOIN project_years AS y ON y.project_id = p.id""",
        "stage": """SELECT coalesce(s.stage, '未载'), p.id
            FROM projects AS p LEFT JOIN project_status AS s ON s.project_id = p.id""",
        "park": "SELECT park_id, id FROM projects",
        "amount": "SELECT amount_wan, id FROM projects",
        "organisation": "SELECT organisation_id, project_id FROM project_organisations",
    }[chart.key]
    found: dict[str, set[int]] = {bar.key: set() for bar in chart.bars}
    linked = set()
    for value, project_id in database.execute(sql):
        linked.add(project_id)
        key = key_of(chart, value)
        found.get(key, found.get("rest", set())).add(project_id)
    if chart.key == "organisation":
        shown = set().union(*(found[bar.key] for bar in chart.bars if bar.kind == "value"), set())
        everyone = {row[0] for row in database.execute("SELECT id FROM projects")}
        found |= {"none": everyone - linked}
        if "rest" in found:
            found["rest"] -= shown
    return found


def key_of(chart: Chart, value: Any) -> str:  # noqa: ANN401
    if chart.key == "park":
        return str(PARK_OF[value])
    if chart.key != "amount":
        return str(value)
    if value is None:
        return "unpublished"
    return next(
        bar.key for bar in chart.bars
        if bar.low_wan is not None and bar.high_wan is not None and bar.low_wan <= value <= bar.high_wan
    )  # fmt: skip


@given(filters=FILTERS, key=KEYS, by_amount=st.booleans(), most=st.sampled_from((1, 2, 12)))
@settings(max_examples=300, deadline=None)
def test_every_bar_counts_what_sql_counts_under_all_other_filters(
    loaded: Loaded, filters: Filters, key: str, by_amount: bool, most: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if key in ("park", "organisation"):
            patch.setattr(db.charts.charts, "MOST_BARS", most)
        charts = build_charts(loaded.columns, filters, "amount" if by_amount else "count")
    chart = charts.get_chart(key)
    assert chart is not None
    conditions = sql_conditions(filters)
    others = {name: words for name, words in conditions.items() if name not in OWN.get(key, {key})}
    under_others, under_all = (set(select_ids(loaded.database, each)) for each in (others, conditions))
    amounts = dict(loaded.database.execute("SELECT id, amount_wan FROM projects"))
    members = members_in_sql(loaded.database, chart)
    for bar in chart.bars:
        assert bar.figure == figure_of(members[bar.key] & under_others, amounts), bar
        assert bar.passing == figure_of(members[bar.key] & under_all, amounts), bar
        pointed = loaded.columns.ids[charts.members(key, bar.key)]
        assert set(pointed.tolist()) == members[bar.key] & under_all
    assert chart.total == figure_of(under_others, amounts)
    assert chart.passing == figure_of(under_all, amounts)
    if key != "organisation":
        assert sum(bar.figure.count for bar in chart.bars) == chart.total.count
        assert sum(bar.figure.amount_wan for bar in chart.bars) == chart.total.amount_wan


@given(filters=FILTERS, key=KEYS, place=st.integers(0, 60))
@settings(max_examples=200, deadline=None)
def test_choosing_a_bar_asks_for_its_projects_and_choosing_it_again_takes_that_back(
    loaded: Loaded, filters: Filters, key: str, place: int
) -> None:
    none_of_its_own = filters.without(
        "industries", "tracks", "parks", "stages", "organisations", "year_from", "year_to", "month_from", "month_to",
        "with_undated", "amount_min_wan", "amount_max_wan", "with_unpublished", "has_amount",
    )  # fmt: skip
    chart = chart_of(build_charts(loaded.columns, none_of_its_own), key)
    bar = chart.bars[place % len(chart.bars)]
    chosen = toggled(key, bar, none_of_its_own)
    if not can_choose(key, bar):
        assert chosen is none_of_its_own
        return
    assert is_chosen(key, bar, chosen)
    assert not is_chosen(key, bar, none_of_its_own)
    assert loaded.columns.mask(chosen).sum() == bar.figure.count
    again = chart_of(build_charts(loaded.columns, chosen), key).get_bar(bar.key)
    assert again is not None
    assert again.figure == again.passing == bar.figure
    assert toggled(key, again, chosen) == none_of_its_own


def chart_of(charts: Charts, key: str) -> Chart:
    chart = charts.get_chart(key)
    assert chart is not None
    return chart


def bar_of(columns: ProjectColumns, key: str, bar_key: str, filters: Filters | None = None) -> Bar:
    bar = chart_of(build_charts(columns, filters or Filters()), key).get_bar(bar_key)
    assert bar is not None
    return bar


def test_stages_are_added_up_and_ranges_replaced(random_columns: ProjectColumns) -> None:
    asked = toggled("stage", bar_of(random_columns, "stage", "签约"), Filters(text="芯片"))
    asked = toggled("stage", bar_of(random_columns, "stage", "投产"), asked)
    assert asked == Filters(text="芯片", stages=frozenset(("签约", "投产")))
    first = toggled("industry_year", bar_of(random_columns, "industry_year", "2020/1"), Filters(with_undated=True))
    second = toggled("industry_year", bar_of(random_columns, "industry_year", "2021/2"), first)
    assert (second.industries, second.year_from, second.year_to) == (frozenset((2,)), 2021, 2021)
    assert not second.with_undated
    amount = toggled("amount", bar_of(random_columns, "amount", "unpublished"), Filters(amount_min_wan=5))
    assert amount == Filters(has_amount=False)


def test_what_has_no_date_cannot_be_asked_for_alone(random_columns: ProjectColumns) -> None:
    undated = bar_of(random_columns, "industry_year", "0/1")
    assert undated.kind == "unknown"
    assert toggled("industry_year", undated, Filters()) == Filters()


def test_an_industry_of_the_key_is_added_and_taken_away() -> None:
    both = with_industry(2, Filters(industries=frozenset((1,))))
    assert both.industries == {1, 2}
    assert with_industry(1, both).industries == {2}


@given(filters=FILTERS)
@settings(max_examples=60, deadline=None)
def test_a_stage_is_reached_by_all_that_stand_at_it_or_further(loaded: Loaded, filters: Filters) -> None:
    ranks = {stage: rank for stage, _, rank in STAGES}
    chart = chart_of(build_charts(loaded.columns, filters), "stage")
    count = {bar.key: bar.figure.count for bar in chart.bars}
    for bar in chart.bars:
        if bar.key == "未载":
            assert bar.reached is None
        else:
            assert bar.reached is not None
            assert bar.reached.count == sum(count[stage] for stage in ranks if ranks[stage] >= ranks[bar.key])


def test_a_bar_nobody_has_drawn_stands_for_no_project(random_columns: ProjectColumns) -> None:
    charts = build_charts(random_columns, Filters())
    assert not charts.members("stage", "没有").any()
    assert not charts.members("没有", "签约").any()


def test_a_ledger_without_projects_has_charts_without_figures(random_columns: ProjectColumns) -> None:
    charts = build_charts(random_columns, Filters(ids=frozenset()))
    assert [chart.key for chart in charts.charts] == list(CHARTS)
    assert all(chart.total == Figure(0, 0, 0) for chart in charts.charts)
    assert not any(bar.figure.count for chart in charts.charts for bar in chart.bars)


def test_the_greatest_come_first_and_what_is_chosen_stays() -> None:
    sums = Sums(np.array([5, 9, 1, 0]), np.array([10, 0, 99, 0]), np.array([0, 9, 0, 0]))
    assert sums.top(False, 2) == [1, 0]
    assert sums.top(True, 2) == [2, 0]
    assert sums.top(False, 2, (3,)) == [1, 3]
    assert sums.top(False, 9) == [1, 0, 2]
    assert sums.top(False, 1, (0, 1, 2)) == [0]


def test_parks_are_counted_just_below_the_top_of_their_tree() -> None:
    parents = (None, 1, 2, 3, None, 9)
    parks = Dimension("park", (1, 2, 3, 4, 9, 10), ("城", "甲", "甲东", "甲东一", "外", "外甲"), parents)
    assert upper_parks(parks).tolist() == [0, 1, 1, 1, 4, 5]


def test_a_cycle_of_parks_does_not_hang() -> None:
    parks = Dimension("park", (1, 2), ("甲", "乙"), (2, 1))
    assert len(upper_parks(parks)) == 2


def test_an_entry_may_stand_under_several_bars(random_columns: ProjectColumns) -> None:
    pairs = random_columns.multi["organisation"]
    grouping = Grouping(pairs.codes.astype("int64"), pairs.rows)
    everything = random_columns.mask(Filters())
    figures = grouping.sum_up(everything, random_columns.amount_wan, 3)
    assert figures.counts.tolist() == [int(grouping.members(bar, 240).sum()) for bar in range(3)]
    assert figures.counts.sum() == len(pairs.rows)


@pytest.mark.parametrize(("most", "size"), [(3, 1), (126, 1), (127, 2), (40_000, 4)])
def test_what_is_kept_of_a_chart_takes_as_few_bytes_as_its_bars_need(most: int, size: int) -> None:
    bars, rows = np.array([0, NO_BAR, most, most]), np.array([0, 1, 1, 2])
    mask, amounts = np.array([True, True, False]), np.array([5, -1, 7])
    whole, kept = Grouping(bars, rows), Grouping(bars, rows).narrowed()
    assert kept.bars.dtype.itemsize == size
    for told, again in zip(
        whole.sum_up(mask, amounts, most + 1).figures(), kept.sum_up(mask, amounts, most + 1).figures(), strict=True
    ):
        assert told == again
    assert kept.members(most, 3).tolist() == whole.members(most, 3).tolist() == [False, True, True]
