"""Bounds of years and months of filters as one range of months, and back."""

from db.filters import Filters
from db.months import MONTHS, first_month, last_month, year_of

MonthRange = tuple[int | None, int | None]
"""First and last month, inclusive; None where there is no bound."""


def months_asked(filters: Filters) -> MonthRange:
    """Return the months that bounds of years and months leave together; the first may lie behind the last."""
    firsts = [
        *([] if filters.year_from is None else [first_month(filters.year_from)]),
        *([] if filters.month_from is None else [filters.month_from]),
    ]
    lasts = [
        *([] if filters.year_to is None else [last_month(filters.year_to)]),
        *([] if filters.month_to is None else [filters.month_to]),
    ]
    return max(firsts, default=None), min(lasts, default=None)


def within_months(filters: Filters, first: int | None, last: int | None, *, with_undated: bool) -> Filters:
    """Return the filters with other bounds of time; what is whole years is said in years, which means the same.

    Args:
        filters: What else is asked.
        first: First month, or None for no bound.
        last: Last month, or None.
        with_undated: Whether projects without a date pass the bounds too.
    """
    whole = (first is None or first % MONTHS == 0) and (last is None or last % MONTHS == MONTHS - 1)
    asked = first is not None or last is not None
    return filters.with_(
        year_from=year_of(first) if whole and first is not None else None,
        year_to=year_of(last) if whole and last is not None else None,
        month_from=None if whole else first,
        month_to=None if whole else last,
        with_undated=with_undated and asked,
    )
