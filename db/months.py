"""Months as whole numbers, and how many projects fall into each: dates keep the precision they were printed in.

A month is counted from the year 0: year × 12 + month − 1, so that months subtract and compare like numbers. A date
known only to the year has no month. It may lie in any of the twelve, so it lies within bounds of months only where its
whole year does; whole years as bounds of months therefore mean the same as bounds of years.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen

MONTHS: Final = 12
_DATE: Final = re.compile(r"(?!0000)(\d{4})-(0[1-9]|1[0-2])(?!\d)")


def month_of(year: int, month: int) -> int:
    """Return the number of a month; January is 1."""
    return year * MONTHS + month - 1


def year_of(month: int) -> int:
    """Return the year a month lies in."""
    return month // MONTHS


def first_month(year: int) -> int:
    """Return the January of a year."""
    return year * MONTHS


def last_month(year: int) -> int:
    """Return the December of a year."""
    return year * MONTHS + MONTHS - 1


def format_month(month: int) -> str:
    """Write a month as dates are written: `2022-07`."""
    return f"{month // MONTHS:04d}-{month % MONTHS + 1:02d}"


def parse_month(text: str) -> int | None:
    """Read `2022-07`; None for anything else."""
    found = re.fullmatch(r"([1-9]\d{3})-(0[1-9]|1[0-2])", text, re.ASCII)
    return month_of(int(found[1]), int(found[2])) if found else None


def month_in_date(date: str) -> int:
    """Return the month 1–12 that an ISO date of honest precision names, 0 where it names only a year."""
    found = _DATE.match(date)
    return int(found[2]) if found else 0


@frozen(eq=False)
class DateCodes:
    """The dates of n projects, told apart by year and month.

    Attributes:
        years: int64[k], ascending by date; 0 stands for no date.
        months: int64[k], 1–12, 0 where only the year is known.
        codes: Unsigned integers [n], narrow, index into both.
    """

    years: NDArray[np.int64]
    months: NDArray[np.int64]
    codes: NDArray[Any]


def encode_dates(year: NDArray[np.int16], month: NDArray[np.int8]) -> DateCodes:
    """Tell the dates that occur from each other, in passes over the rows and without sorting them.

    Args:
        year: int16[n], 0 where unknown, never negative.
        month: int8[n], 1–12, 0 where unknown.
    """
    keys = year.astype(np.int32) * (MONTHS + 1) + month
    occurs = np.zeros(int(keys.max(initial=0)) + 1, np.bool_)
    occurs[keys] = True
    found = np.flatnonzero(occurs)
    places = (np.cumsum(occurs) - 1).astype(np.min_scalar_type(len(found)))
    return DateCodes(found // (MONTHS + 1), found % (MONTHS + 1), places.take(keys))


@frozen
class MonthSpread:
    """How many projects are dated to which month, by industry in the order of that dimension's values.

    What occurs in the ledger is there whatever the filters, with zeros: nothing moves while one filters.

    Attributes:
        months: Projects by month.
        years: Projects of which only the year is known, by year.
        undated: Projects without any date.
    """

    months: Mapping[int, tuple[int, ...]]
    years: Mapping[int, tuple[int, ...]]
    undated: tuple[int, ...]

    @property
    def span(self) -> tuple[int, int] | None:
        """First and last month something may be dated to; None where nothing is dated."""
        ends = [(month, month) for month in self.months] + [(first_month(y), last_month(y)) for y in self.years]
        return (min(first for first, _ in ends), max(last for _, last in ends)) if ends else None

    @property
    def year_only(self) -> int:
        """Projects of which only the year is known."""
        return sum(map(sum, self.years.values()))


def spread_months(dates: DateCodes, table: NDArray[np.int64]) -> MonthSpread:
    """Tell counts by month.

    Args:
        dates: The dates of the ledger.
        table: int64[k, industries], projects by date and industry.
    """
    months: dict[int, tuple[int, ...]] = {}
    years: dict[int, tuple[int, ...]] = {}
    undated = (0,) * table.shape[1]
    for year, month, counts in zip(dates.years.tolist(), dates.months.tolist(), table.tolist(), strict=True):
        if not year:
            undated = tuple(counts)
        elif month:
            months[month_of(year, month)] = tuple(counts)
        else:
            years[year] = tuple(counts)
    return MonthSpread(MappingProxyType(months), MappingProxyType(years), undated)
