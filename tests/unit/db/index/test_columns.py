"""Columns against SQL on a random ledger: masks, facets, totals and orders."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.connection import create_ledger_connection
from db.filters import Filters
from db.id_set import IdSet
from db.index.column_loading import load_columns
from db.index.columns import ProjectColumns
from db.index.row_order import ORDER_KEYS
from db.months import first_month, format_month, last_month, month_of
from tests.unit.db.index.random_ledger import (
    COUNT,
    FILTERS,
    Loaded,
    database,
    loaded,
    random_columns,
    select_ids,
    sql_conditions,
    values_of,
)

__all__ = ["database", "loaded", "random_columns"]  # fixtures


@given(filters=FILTERS)
@settings(max_examples=200, deadline=None)
def test_masks_agree_with_sql(loaded: Loaded, filters: Filters) -> None:
    expected = select_ids(loaded.database, sql_conditions(filters))
    assert loaded.columns.ids[loaded.columns.mask(filters)].tolist() == expected


FACETS_IN_SQL = (
    "industry", "track", "park", "stage", "event", "organisation", "tag", "list", "kind", "year", "industry_basis",
    "park_basis", "position",
)  # fmt: skip


@given(filters=FILTERS, key=st.sampled_from(FACETS_IN_SQL))
@settings(max_examples=100, deadline=None)
def test_facets_count_under_all_other_filters(loaded: Loaded, filters: Filters, key: str) -> None:
    database = loaded.database
    own = "industry" if key == "track" else key
    others = {name: condition for name, condition in sql_conditions(filters).items() if name != own}
    chosen = set(select_ids(database, others))
    amounts: dict[int, int | None] = dict(database.execute("SELECT id, amount_wan FROM projects"))
    members = values_of(database, key)
    for value in loaded.columns.facets(filters)[key]:
        projects = members.get(value.id, set()) & chosen
        assert value.count == len(projects)
        assert value.amount_wan == sum(amounts[id_] or 0 for id_ in projects)
        assert value.unpublished == sum(amounts[id_] is None for id_ in projects)


@given(filters=FILTERS)
@settings(max_examples=100, deadline=None)
def test_amounts_are_counted_by_order_under_all_other_filters(loaded: Loaded, filters: Filters) -> None:
    others = {name: condition for name, condition in sql_conditions(filters).items() if name != "amount"}
    chosen = set(select_ids(loaded.database, others))
    rows = loaded.database.execute("SELECT id, amount_wan FROM projects")
    amounts = [amount for id_, amount in rows if id_ in chosen]
    spread = loaded.columns.facets(filters).amounts
    assert spread.unpublished == amounts.count(None)
    bins = list(zip(spread.edges_wan, spread.edges_wan[1:], spread.counts, strict=False))
    for low, high, count in bins:
        above = high + 1 if high == spread.edges_wan[-1] else high
        assert count == sum(amount is not None and low <= max(amount, 1) < above for amount in amounts)
    assert sum(spread.counts) + spread.unpublished == len(amounts)


@given(filters=FILTERS)
@settings(max_examples=100, deadline=None)
def test_dates_are_counted_by_month_and_industry_under_all_other_filters(loaded: Loaded, filters: Filters) -> None:
    others = {name: condition for name, condition in sql_conditions(filters).items() if name != "year"}
    chosen = set(select_ids(loaded.database, others))
    rows = loaded.database.execute(
        """SELECT p.id, coalesce(p.industry_id, 0), coalesce(
            (SELECT min(date) FROM milestones WHERE project_id = p.id AND is_planned = 0 AND stage = '签约'),
            (SELECT min(date) FROM milestones WHERE project_id = p.id AND is_planned = 0), '') FROM projects AS p"""
    )
    dated = [(date[:7], industry) for id_, industry, date in rows if id_ in chosen]
    spread = loaded.columns.facets(filters).months
    industries = loaded.columns.dimensions["industry"].ids
    found = {format_month(month): counts for month, counts in spread.months.items()}
    found |= {str(year): counts for year, counts in spread.years.items()} | {"": spread.undated}
    for date, counts in found.items():
        assert dict(zip(industries, counts, strict=True)) == {id_: dated.count((date, id_)) for id_ in industries}
    assert sum(map(sum, found.values())) == len(dated)
    assert {"2021-05", "2021-12", "2022-07", "2020", "2021", ""} == found.keys()


@given(filters=FILTERS, first=st.integers(2019, 2023), last=st.integers(2019, 2023))
@settings(max_examples=60, deadline=None)
def test_whole_years_as_months_mean_the_same_as_years(loaded: Loaded, filters: Filters, first: int, last: int) -> None:
    plain = filters.without("year_from", "year_to", "month_from", "month_to")
    by_year = plain.with_(year_from=first, year_to=last)
    by_month = plain.with_(month_from=first_month(first), month_to=last_month(last))
    assert np.array_equal(loaded.columns.mask(by_year), loaded.columns.mask(by_month))


def test_a_year_alone_passes_months_only_in_whole(random_columns: ProjectColumns) -> None:
    columns = random_columns
    year_only = (columns.year == 2021) & (columns.month == 0)
    assert year_only.any()
    first, last = month_of(2021, 1), month_of(2021, 12)
    for bounds, passes in (((first, last), True), ((first + 1, last), False), ((first, last - 1), False)):
        mask = columns.mask(Filters(month_from=bounds[0], month_to=bounds[1]))
        assert bool(mask[year_only].all()) is passes
        assert bool(mask[year_only].any()) is passes


def test_an_industry_and_a_track_of_another_are_chosen_together(database: sqlite3.Connection) -> None:
    columns = load_columns(database)
    both = columns.mask(Filters(industries=frozenset({2}), tracks=frozenset({11})))
    alone = columns.mask(Filters(industries=frozenset({2}))), columns.mask(Filters(tracks=frozenset({11})))
    assert np.array_equal(both, alone[0] | alone[1])
    assert both.sum() > max(alone[0].sum(), alone[1].sum()), "the union is more than either"


def test_totals_add_up(database: sqlite3.Connection, random_columns: ProjectColumns) -> None:
    totals = random_columns.totals(random_columns.mask(Filters()))
    count, amount, unpublished, planned = database.execute(
        """SELECT count(*), sum(amount_wan), sum(amount_wan IS NULL), sum(
            id IN (SELECT project_id FROM milestones WHERE is_planned = 1)
            AND id NOT IN (SELECT project_id FROM milestones WHERE is_planned = 0)) FROM projects"""
    ).fetchone()
    assert (totals.count, totals.amount_wan, totals.unpublished, totals.planned) == (
        count,
        amount,
        unpublished,
        planned,
    )
    assert sum(totals.by_grade.values()) == sum(totals.by_industry.values()) == count
    assert totals.published == count - unpublished
    assert 0 < totals.amount_inferred_wan < totals.amount_wan


@pytest.mark.parametrize("key", ORDER_KEYS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_is_a_permutation_with_unknowns_last(
    random_columns: ProjectColumns, key: str, descending: bool
) -> None:
    order = random_columns.order(key, descending)
    assert sorted(order.tolist()) == list(range(COUNT))
    known = {
        "amount_wan": random_columns.amount_wan >= 0,
        "latest_date": np.array([bool(date) for date in random_columns.latest_dates]),
        "year": random_columns.year > 0,
        "park": ~random_columns.has_value("park", 0),
        "stage": ~random_columns.has_value("stage", "未载"),
    }.get(key, np.ones(COUNT, dtype=np.bool_))[order]
    assert not np.any(np.diff(known.astype(int)) > 0), "a known value stands after an unknown one"


@pytest.mark.parametrize("descending", [False, True])
def test_amounts_are_ordered_with_ties_by_id(random_columns: ProjectColumns, descending: bool) -> None:
    rows = [row for row in random_columns.order("amount_wan", descending) if random_columns.amount_wan[row] >= 0]
    sign = -1 if descending else 1
    keys = [(sign * int(random_columns.amount_wan[row]), int(random_columns.ids[row])) for row in rows]
    assert keys == sorted(keys)


def test_chinese_names_are_ordered_by_pinyin(random_columns: ProjectColumns) -> None:
    names = [random_columns.names[row] for row in random_columns.order("name")]
    pinyin = "A储二芯药中"  # A, chu, er, xin, yao, zhong
    firsts = [pinyin.index(name[0]) for name in names]
    assert firsts == sorted(firsts)


def test_an_unknown_order_is_an_error(random_columns: ProjectColumns) -> None:
    with pytest.raises(KeyError):
        random_columns.order("colour")


def test_rows_of_keeps_the_order_and_drops_strangers(random_columns: ProjectColumns) -> None:
    first, last = int(random_columns.ids[0]), int(random_columns.ids[-1])
    assert random_columns.rows_of([last, -5, first, 10**12]).tolist() == [COUNT - 1, 0]
    assert random_columns.rows_of([]).tolist() == []


@pytest.mark.parametrize("step", [1, 3])
def test_rows_of_a_set_are_found_with_and_without_gaps(random_columns: ProjectColumns, step: int) -> None:
    columns = replace(random_columns, ids=np.arange(50, 50 + COUNT * step, step))
    wanted = IdSet([49, 50, 50 + step, 51 + step, 50 + 4 * step, 49 + COUNT * step, 50 + COUNT * step])
    expected = [row for row, id_ in enumerate(columns.ids.tolist()) if id_ in wanted]
    assert columns.rows_of(wanted).tolist() == expected
    assert columns.mask(Filters(ids=wanted)).nonzero()[0].tolist() == expected


def test_an_empty_ledger_has_empty_columns() -> None:
    connection = create_ledger_connection(Path(":memory:"))
    columns = load_columns(connection)
    connection.close()
    assert len(columns) == 0
    assert columns.totals(columns.mask(Filters(text="x"))).count == 0
    assert columns.rows_of([1]).tolist() == []
    assert columns.facets(Filters())["park"][0].name == "仅知在科学城"
    for key in ORDER_KEYS:
        assert columns.order(key).tolist() == []
