"""What may stand in a small picture: announcements of one kind over time, and indicators printed more than once.

Marks of one picture are of one thing and one unit. Nothing is added up, and nothing is joined but values of one scope
whose periods are equally long.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from db.figures.indicators import Indicator, IndicatorSeries, find_series
from db.figures.periods import months_of, months_of_event
from db.money import figure_unit, format_figure, wan_per_figure
from db.terms import qualified
from geo.frozen import frozen
from geo.wording import tr

MOST_PICTURES: Final = 24
MOST_MARKS: Final = 40


@frozen
class Mark:
    """One number and when it was true.

    Attributes:
        first: First month (`db.months`).
        last: Last month.
        value: The number.
        words: It as printed, with what belongs to it.
        title: What it is of, in full.
        is_read: Its date is our reading.
        is_target: It was aimed at, or planned.
    """

    first: int
    last: int
    value: float
    words: str
    title: str
    is_read: bool = False
    is_target: bool = False


@frozen
class SmallPicture:
    """Numbers of one thing.

    Attributes:
        key: Which.
        title: What is shown.
        note: Unit and what to mind.
        marks: By time.
        style: `stems` for what happens on a day, `spans` for what is summed up from one month to another, `points` for
            what is measured of a period.
        joined: Pairs of marks, by place, that a line may join: one scope, periods equally long, both measured.
    """

    key: str
    title: str
    note: str
    marks: tuple[Mark, ...]
    style: str
    joined: tuple[tuple[int, int], ...] = ()


def find_pictures(connection: sqlite3.Connection, indicators: Iterable[Indicator]) -> tuple[SmallPicture, ...]:
    """Find what there is to show: only what has two marks or more, each at its time.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    rows = [_Announced(*row) for row in connection.execute(_EVENTS_SQL)]
    found = [*_of_events(rows), *map(_of_series, find_series(indicators))]
    return tuple(picture for picture in found if len(picture.marks) > 1)[:MOST_PICTURES]


@frozen
class _Announced:
    name: str
    kind: str
    held_on: str
    is_read: bool
    period: str
    count: int | None
    amount_wan: int
    qualifier: str


# Those inside another of their kind are left out: their figures are in the outer one's.
_EVENTS_SQL: Final = """SELECT e.name, e.kind, coalesce(e.held_on, ''), e.held_on_basis IS 'inferred',
    coalesce(e.period, ''), e.project_count, e.amount_wan, coalesce(e.amount_qualifier, '') FROM events AS e
    WHERE e.amount_wan IS NOT NULL AND e.held_on IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM event_containments AS c JOIN events AS o ON o.id = c.event_id
        WHERE c.contains_id = e.id AND o.kind = e.kind AND o.amount_wan IS NOT NULL)
    ORDER BY e.held_on DESC, e.id DESC LIMIT 400"""


def _of_events(rows: list[_Announced]) -> Iterator[SmallPicture]:
    unit = figure_unit()
    for kind, title in (("signing", tr("签约活动公布额")), ("groundbreaking", tr("集中开工公布额"))):
        held = [row for row in rows if row.kind == kind]
        note = tr("{unit}，括号内为项目数", unit=unit)
        yield SmallPicture(kind, title, note, _sorted(filter(None, map(_amount_mark, held))), "stems")
    signed = [row for row in rows if row.kind == "signing" and row.count]
    note = tr("{unit}/个，公布额 ÷ 项目数，推算", unit=unit)
    yield SmallPicture("scale", tr("签约平均规模"), note, _sorted(filter(None, map(_scale_mark, signed))), "stems")
    spans = [row for row in rows if row.kind == "period"]
    note = tr("{unit}；范围、口径各不相同，不连线、不相加", unit=unit)
    yield SmallPicture("period", tr("时段累计"), note, _sorted(filter(None, map(_span_mark, spans))), "spans")


def _amount_mark(row: _Announced) -> Mark | None:
    months = months_of(row.held_on)
    if months is None:
        return None
    return Mark(*months, row.amount_wan / wan_per_figure(), _amount_words(row), row.name, row.is_read)


def _scale_mark(row: _Announced) -> Mark | None:
    months = months_of(row.held_on)
    if months is None or not row.count:
        return None
    each = row.amount_wan / wan_per_figure() / row.count
    return Mark(*months, each, f"{each:.1f}", row.name, row.is_read)


def _span_mark(row: _Announced) -> Mark | None:
    months = months_of_event(row.held_on, row.period)
    if months is None:
        return None
    return Mark(*months, row.amount_wan / wan_per_figure(), _amount_words(row), row.name, row.is_read)


def _amount_words(row: _Announced) -> str:
    amount = qualified(row.qualifier, format_figure(row.amount_wan))
    return tr("{amount}（{n}）", amount=amount, n=row.count) if row.count else amount


def _of_series(series: IndicatorSeries) -> SmallPicture:
    points = [(point, months) for point in series.points if (months := months_of(point.period))]
    points.sort(key=lambda pair: (pair[1][1], pair[1][0], pair[0].id))
    points = points[-MOST_MARKS:]
    marks = tuple(
        Mark(
            *months,
            point.value or 0.0,
            number_words(point),
            tr("{name}，{period}", name=point.scope or point.name, period=point.period),
            point.period_basis == "inferred",
            point.kind == "target",
        )
        for point, months in points
    )
    joined = tuple(
        (before, after)
        for before, after in pairwise(range(len(marks)))
        if points[before][0].scope == points[after][0].scope
        and marks[before].last - marks[before].first == marks[after].last - marks[after].first
        and not (marks[before].is_target or marks[after].is_target)
    )
    note = tr("、").join(filter(None, (series.unit, *series.scopes)))
    return SmallPicture(f"indicator:{series.name}:{series.unit}", series.name, note, marks, "points", joined)


def number_words(indicator: Indicator) -> str:
    """An indicator's value without its qualifier: its number, or the words where only words were printed."""
    if indicator.value is None:
        return indicator.value_text or indicator.qualifier
    return f"{indicator.value:,.10g}" if abs(indicator.value) < 1e15 else f"{indicator.value:g}"


def _sorted(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.last, mark.first, mark.title))[-MOST_MARKS:])
