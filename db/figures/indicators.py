"""The printed indicators: what was measured or aimed at, of what and when; which of them speak of one thing."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from db.figures.contradictions import Place
from geo.frozen import frozen

_NO_PERIOD: Final = "9999"


@frozen
class Indicator:
    """One printed figure that is no project's.

    Attributes:
        id: Row of `indicators`.
        name: What is measured.
        value: The number; None where only words were printed (`千亿级`), which never become a number.
        value_text: The words where they are more than the number, or empty.
        unit: As printed, or empty.
        qualifier: 超, 达, 计划 …, or empty.
        period: `2021`, `2022-H1`, `2022-Q1`, `2020/2022-05`, or empty where none is printed.
        period_basis: `stated`, `inferred` or empty.
        scope: What it is measured of: 科学城, 科学城核心区 …
        kind: `actual` or `target`.
        note: Our remark, or empty.
        places: Where it is printed.
        is_contradicted: Documents state it differently.
    """

    id: int
    name: str
    value: float | None
    value_text: str
    unit: str
    qualifier: str
    period: str
    period_basis: str
    scope: str
    kind: str
    note: str
    places: tuple[Place, ...]
    is_contradicted: bool


@frozen
class IndicatorSeries:
    """Numbers of one thing in one scope and unit at two or more times; what may stand in one small picture.

    Attributes:
        name: What is measured.
        unit: Of all of them.
        scopes: The scopes that take part, by name; only one, unless several were measured at the same time.
        points: Actual values first, then targets, each by period.
    """

    name: str
    unit: str
    scopes: tuple[str, ...]
    points: tuple[Indicator, ...]


def read_indicators(connection: sqlite3.Connection) -> tuple[Indicator, ...]:
    """Read all indicators, by scope, then period, those without one last.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    places: dict[int, dict[Place, None]] = defaultdict(dict)
    for indicator_id, document_id, start, end in connection.execute(_PLACES_SQL):
        places[indicator_id][Place(document_id, start, end)] = None
    contradicted = {id_ for (id_,) in connection.execute(_CONTRADICTED_SQL)}
    return tuple(
        Indicator(
            id=id_,
            name=name,
            value=value,
            value_text=words,
            unit=unit,
            qualifier=qualifier,
            period=period,
            period_basis=basis,
            scope=scope,
            kind=kind,
            note=note,
            places=tuple(places[id_]),
            is_contradicted=id_ in contradicted,
        )
        for id_, name, value, words, unit, qualifier, period, basis, scope, kind, note in connection.execute(_ALL_SQL)
    )


def find_series(indicators: Iterable[Indicator]) -> tuple[IndicatorSeries, ...]:
    """Find what was printed of one thing more than once: at several times, or as a value and a target.

    Only equal names, units and scopes make one thing. Values of periods of different length (a quarter, a year) share a
    series but no line: they are points.
    """
    groups: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        if indicator.value is not None and indicator.period:
            groups[indicator.name, indicator.unit].append(indicator)
    return tuple(
        IndicatorSeries(name, unit, tuple(sorted({p.scope for p in points})), tuple(sorted(points, key=_by_time)))
        for (name, unit), points in groups.items()
        if len({(point.period, point.kind) for point in points}) > 1
    )


def _by_time(indicator: Indicator) -> tuple[str, str, str]:
    return indicator.kind, indicator.period, indicator.scope


_ALL_SQL: Final = f"""SELECT id, name, value, coalesce(value_text, ''), coalesce(unit, ''), coalesce(qualifier, ''),
    coalesce(period, ''), coalesce(period_basis, ''), coalesce(scope, ''), coalesce(kind, 'actual'), coalesce(note, '')
    FROM indicators ORDER BY scope, coalesce(period, '{_NO_PERIOD}'), id"""  # noqa: S608 - a constant

_PLACES_SQL: Final = """SELECT entity_id, document_id, "start", "end" FROM evidence WHERE entity = 'indicators'
    ORDER BY entity_id, field <> 'value', document_id, "start", "end" """

_CONTRADICTED_SQL: Final = """SELECT entity_id FROM statements WHERE entity = 'indicators'
    GROUP BY entity_id, field HAVING count(DISTINCT value) > 1"""
