"""The months a playback passes through, and what is asked for in each. No Qt."""

from __future__ import annotations

from dataclasses import replace

from db.filter_dates import months_asked, within_months
from db.filters import Filters
from db.months import MONTHS, MonthSpread, format_month, last_month
from geo.frozen import frozen
from geo.wording import tr


@frozen
class TimePlan:
    """A playback laid out beforehand: which months it stops at, and the filters of each stop.

    Attributes:
        base: what is asked besides the time, without bounds of years or months.
        ends: the last month of each stop, ascending and evenly apart but for the last.
        stride: months from one stop to the next.
        lower: where the person's own range begins, or None.
        single: each stop shows its own months alone instead of all up to them.
        with_undated: projects without a date are shown throughout.
    """

    base: Filters
    ends: tuple[int, ...]
    stride: int = 1
    lower: int | None = None
    single: bool = False
    with_undated: bool = False

    def __len__(self) -> int:
        """The number of stops."""
        return len(self.ends)

    def filters(self, place: int) -> Filters:
        """What is asked for at a stop."""
        end = self.ends[place]
        first = self._first(place) if self.single else self.lower
        return self.base.with_(month_from=first, month_to=end, with_undated=self.with_undated)

    def words(self, place: int) -> str:
        """The time of a stop: ``截至 2021-06``, or the month alone."""
        end = format_month(self.ends[place])
        if not self.single:
            return tr("截至 {month}", month=end)
        first = format_month(self._first(place))
        return end if first == end else tr("{first} 至 {last}", first=first, last=end)

    def place_of(self, filters: Filters) -> int | None:
        """The stop that asks for these filters, if one does."""
        places = (place for place in range(len(self)) if self.ends[place] == filters.month_to)
        return next((place for place in places if self.filters(place) == filters), None)

    def _first(self, place: int) -> int:
        # The last stop may be shorter: the person's own range ends there.
        first = self.ends[place - 1] + 1 if place else self.ends[0] - self.stride + 1
        return first if self.lower is None else max(first, self.lower)


def plan_playback(
    filters: Filters, spread: MonthSpread, *, single: bool, with_undated: bool, most: int | None = None
) -> TimePlan:
    """Lay out a playback of what is asked for.

    It begins with the first month in which a project surely appears and ends with the last one; a project of which
    only the year is known appears in that year's December, when it is certain, and in no single month.

    Args:
        filters: what is asked for; its bounds of time bound the playback.
        spread: the dates of the projects under all other conditions.
        single: see ``TimePlan``.
        with_undated: see ``TimePlan``.
        most: the most stops; more months are passed in quarters, years or several years a stop.
    """
    first, last = months_asked(filters)
    shown = [month for month, counts in spread.months.items() if any(counts)]
    if not single:
        shown += [last_month(year) for year, counts in spread.years.items() if any(counts)]
    shown = [month for month in shown if (first is None or month >= first) and (last is None or month <= last)]
    plan = TimePlan(timeless(filters), (), lower=first, single=single, with_undated=with_undated)
    if not shown:
        return plan
    stride = _stride(max(shown) - min(shown) + 1, most)
    begin = min(shown) // stride * stride + stride - 1
    ends = tuple(range(begin, max(shown) + stride, stride))
    if last is not None:
        ends = tuple(sorted({min(end, last) for end in ends}))
    return replace(plan, ends=ends, stride=stride)


def timeless(filters: Filters) -> Filters:
    """What is asked besides the time."""
    return filters.without("year_from", "year_to", "month_from", "month_to", "with_undated")


def admits_undated(filters: Filters) -> bool:
    """Whether projects without a date are shown."""
    return filters.with_undated or not filters.has_dates


def brushed(filters: Filters, span: tuple[int, int], wanted: tuple[int, int] | None, *, with_undated: bool) -> Filters:
    """The filters with another range of months; the whole span with the undated is no condition.

    Args:
        filters: what is asked besides.
        span: first and last month of the ledger's years.
        wanted: first and last month, or None for all.
        with_undated: whether projects without a date are to pass.
    """
    first, last = wanted or span
    if (first, last) == span and with_undated:
        return within_months(filters, None, None, with_undated=False)
    return within_months(filters, first, last, with_undated=with_undated)


def range_words(filters: Filters, span: tuple[int, int] | None) -> str:
    """The range of time that is asked for: ``2020-07 至 2023-03``, or that all is shown."""
    first, last = months_asked(filters)
    if span is None:
        return tr("没有日期")
    if first is None and last is None:
        return tr("全部时间")
    if first is None and last is not None and last < span[0]:
        return tr("{month} 及以前", month=format_month(last))
    if last is None and first is not None and first > span[1]:
        return tr("{month} 及以后", month=format_month(first))
    first, last = span[0] if first is None else first, span[1] if last is None else last
    if first == last:
        return format_month(first)
    return tr("{first} 至 {last}", first=format_month(first), last=format_month(last))


def _stride(months: int, most: int | None) -> int:
    stride = 1
    for stride in (1, 3, MONTHS, 5 * MONTHS, 10 * MONTHS, 100 * MONTHS):
        if most is None or -(-months // stride) < most:
            break
    return stride
