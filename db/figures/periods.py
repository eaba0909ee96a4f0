"""From when to when a printed period is: the months it covers, or none where the print does not say."""

import re
from typing import Final

from db.months import MONTHS, first_month, last_month, month_in_date, month_of

_SPAN: Final = re.compile(r"(\d{4}(?:-\d\d)?)/(\d{4}(?:-\d\d)?)")
_HALF: Final = re.compile(r"(\d{4})-H([12])")
_QUARTER: Final = re.compile(r"(\d{4})-Q([1-4])")
_DATE: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")

_YEAR: Final = re.compile(r"(\d{4})年")
_FROM_MONTH: Final = re.compile(r"(?<!\d)(1[0-2]|[1-9])[—–-]")
_IN_WORDS: Final = {"二季度": 4, "三季度": 7, "四季度": 10, "下半年": 7}
_FROM_JANUARY: Final = ("一季度", "上半年", "以来", "今年", "全年")


def months_of(period: str) -> tuple[int, int] | None:
    """Return the first and last month of a period: `2021`, `2022-H1`, `2022-Q1`, `2020/2022-05`, or a date."""
    if found := _SPAN.fullmatch(period):
        return _first(found[1]), _last(found[2])
    if found := _HALF.fullmatch(period):
        return _part(found, MONTHS // 2)
    if found := _QUARTER.fullmatch(period):
        return _part(found, MONTHS // 4)
    return (_first(period), _last(period)) if _DATE.fullmatch(period) else None


def months_of_event(held_on: str, period: str) -> tuple[int, int] | None:
    """Return the months an announcement sums up: up to the date it is as of, from where its words say it begins.

    Args:
        held_on: ISO date of honest precision, the end of the period.
        period: As printed: `今年以来`, `2020年以来`, `2022年一季度`, `今年1—2月`; empty for an event of one day.

    Returns:
        First and last month; None where the words do not say where it begins, or there is no date.
    """
    if not _DATE.fullmatch(held_on) or not period:
        return None
    named = _YEAR.search(period)
    year = int(named[1]) if named else int(held_on[:4])
    begins = next((month for words, month in _IN_WORDS.items() if words in period), 0)
    if (found := _FROM_MONTH.search(period)) and not begins:
        begins = int(found[1])
    if not begins and any(words in period for words in _FROM_JANUARY):
        begins = 1
    last = _last(held_on)
    return (month_of(year, begins), last) if begins and month_of(year, begins) <= last else None


def _part(found: re.Match[str], length: int) -> tuple[int, int]:
    first = first_month(int(found[1])) + (int(found[2]) - 1) * length
    return first, first + length - 1


def _first(date: str) -> int:
    return month_of(int(date[:4]), month_in_date(date) or 1)


def _last(date: str) -> int:
    month = month_in_date(date)
    return month_of(int(date[:4]), month) if month else last_month(int(date[:4]))
