"""A playback laid out beforehand."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.filters import Filters
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from db.months import MonthSpread, month_of
from ui.timeline.time_plan import TimePlan, admits_undated, brushed, plan_playback, range_words

SPAN = month_of(2020, 1), month_of(2023, 12)


@pytest.fixture(scope="module")
def columns(built_ledger: Path) -> ProjectColumns:
    with Ledger.open(built_ledger) as ledger:
        return ledger.load_columns()


def plan_of(columns: ProjectColumns, filters: Filters, *, single: bool = False, undated: bool = False) -> TimePlan:
    spread = columns.facets(filters).months
    return plan_playback(filters, spread, single=single, with_undated=undated)


def test_projects_only_ever_join_and_the_last_stop_shows_every_dated_one(columns: ProjectColumns) -> None:
    plan = plan_of(columns, Filters())
    masks = [columns.mask(plan.filters(place)) for place in range(len(plan))]
    for before, after in itertools.pairwise(masks):
        assert not (before & ~after).any()
    assert masks[0].any()
    assert (masks[-1] == (columns.year > 0)).all()


def test_single_months_share_no_project_and_make_up_all_that_name_a_month(columns: ProjectColumns) -> None:
    plan = plan_of(columns, Filters(), single=True)
    masks = [columns.mask(plan.filters(place)) for place in range(len(plan))]
    assert np.array_equal(np.sum(masks, axis=0), (columns.month > 0).astype(int))
    assert masks[0].any()
    assert masks[-1].any()


def test_a_project_of_a_year_appears_in_its_december(columns: ProjectColumns) -> None:
    plan = plan_of(columns, Filters())
    row = int(((columns.year == 2021) & (columns.month == 0)).argmax())
    shown = [plan.words(place) for place in range(len(plan)) if columns.mask(plan.filters(place))[row]]
    assert shown[0] == "截至 2021-12"


def test_the_persons_own_range_bounds_the_playback(columns: ProjectColumns) -> None:
    asked = Filters(year_from=2021, month_to=month_of(2022, 7), text="中心")
    plan = plan_of(columns, asked)
    assert plan.base == Filters(text="中心")
    assert plan.ends[0] >= month_of(2021, 1)
    assert plan.ends[-1] <= month_of(2022, 7)
    assert (columns.mask(plan.filters(len(plan) - 1)) == columns.mask(asked)).all()


def test_nothing_dated_is_nothing_to_play(columns: ProjectColumns) -> None:
    assert len(plan_of(columns, Filters(year_from=1990, year_to=1991))) == 0
    assert len(plan_of(columns, Filters(text="没有这样的词"))) == 0


@given(
    months=st.sets(st.integers(month_of(1990, 1), month_of(2030, 12)), min_size=1, max_size=20),
    years=st.sets(st.integers(1990, 2030), max_size=4),
    bounds=st.tuples(st.none() | st.integers(*SPAN), st.none() | st.integers(*SPAN)),
    single=st.booleans(),
    most=st.sampled_from((None, 3, 12, 60)),
)
@settings(deadline=None)
def test_stops_ascend_and_miss_no_month(
    months: set[int], years: set[int], bounds: tuple[int | None, int | None], single: bool, most: int | None
) -> None:
    spread = MonthSpread(dict.fromkeys(months, (1,)), dict.fromkeys(years, (1,)), (0,))
    filters = Filters(month_from=bounds[0], month_to=bounds[1])
    plan = plan_playback(filters, spread, single=single, with_undated=False, most=most)
    assert list(plan.ends) == sorted(set(plan.ends))
    assert most is None or len(plan) <= most
    covered = [
        month
        for place in range(len(plan))
        for month in range(plan.filters(place).month_from or month_of(1990, 1), plan.ends[place] + 1)
        if month in months
    ]
    inside = {m for m in months if (bounds[0] or 0) <= m <= (bounds[1] or m)}
    assert set(covered) == inside
    assert not single or len(covered) == len(inside)


def test_a_brush_over_everything_with_the_undated_is_no_condition() -> None:
    assert brushed(Filters(text="x", year_from=2021), SPAN, None, with_undated=True) == Filters(text="x")
    assert brushed(Filters(), SPAN, None, with_undated=False) == Filters(year_from=2020, year_to=2023)
    may = month_of(2021, 5)
    assert brushed(Filters(), SPAN, (may, may), with_undated=True) == Filters(
        month_from=may, month_to=may, with_undated=True
    )


def test_the_range_is_said_in_months() -> None:
    assert range_words(Filters(), SPAN) == "全部时间"
    assert range_words(Filters(year_to=2021), SPAN) == "2020-01 至 2021-12"
    assert range_words(Filters(year_to=1900), SPAN) == "1900-12 及以前"
    assert range_words(Filters(year_from=2030), SPAN) == "2030-01 及以后"
    assert range_words(Filters(month_from=month_of(2021, 5), month_to=month_of(2021, 5)), SPAN) == "2021-05"
    assert range_words(Filters(), None) == "没有日期"
    assert admits_undated(Filters())
    assert not admits_undated(Filters(year_to=2021))
