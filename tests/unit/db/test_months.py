"""Months as numbers, and filters of years and months as one range."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.filter_dates import months_asked, within_months
from db.filters import Filters
from db.months import encode_dates, first_month, format_month, last_month, month_in_date, month_of, parse_month, year_of

BOUND = st.none() | st.integers(first_month(1990), last_month(2040))


@given(month=st.integers(first_month(1000), last_month(9999)))
def test_a_month_is_read_as_it_is_written(month: int) -> None:
    assert parse_month(format_month(month)) == month
    assert first_month(year_of(month)) <= month <= last_month(year_of(month))


@pytest.mark.parametrize("text", ["2021", "2021-00", "2021-13", "2021-5", "2021-05-01", "0999-05", "２０２１-05", ""])
def test_what_is_no_month_is_not_read_as_one(text: str) -> None:
    assert parse_month(text) is None


@pytest.mark.parametrize(
    ("date", "month"),
    [("2022", 0), ("2022-07", 7), ("2022-07-15", 7), ("2022-13", 0), ("2022-7", 0), ("", 0), ("0000-05", 0)],
)
def test_a_date_names_a_month_only_where_it_is_printed(date: str, month: int) -> None:
    assert month_in_date(date) == month


@given(rows=st.lists(st.tuples(st.sampled_from((0, 1998, 2021, 9999)), st.integers(0, 12)), max_size=30))
def test_dates_are_told_apart_and_ascend(rows: list[tuple[int, int]]) -> None:
    rows = [(year, month if year else 0) for year, month in rows]
    dates = encode_dates(np.array([y for y, _ in rows], np.int16), np.array([m for _, m in rows], np.int8))
    found = list(zip(dates.years.tolist(), dates.months.tolist(), strict=True))
    assert found == sorted(set(rows))
    assert [found[code] for code in dates.codes.tolist()] == rows


@given(first=BOUND, last=BOUND, undated=st.booleans())
def test_a_range_of_months_is_asked_for_and_found_again(first: int | None, last: int | None, undated: bool) -> None:
    filters = within_months(Filters(text="x", year_from=1999), first, last, with_undated=undated)
    assert months_asked(filters) == (first, last)
    assert filters.text == "x"
    assert filters.with_undated == (undated and filters.has_dates)


def test_whole_years_are_said_in_years() -> None:
    asked = within_months(Filters(), month_of(2021, 1), month_of(2022, 12), with_undated=False)
    assert asked == Filters(year_from=2021, year_to=2022)
    assert within_months(Filters(), None, month_of(2022, 11), with_undated=True) == Filters(
        month_to=month_of(2022, 11), with_undated=True
    )


def test_bounds_of_years_and_months_hold_together() -> None:
    filters = Filters(year_from=2020, month_from=month_of(2020, 5), year_to=2021, month_to=month_of(2022, 5))
    assert months_asked(filters) == (month_of(2020, 5), month_of(2021, 12))
