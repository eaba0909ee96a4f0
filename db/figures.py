"""Figures of a result and of the announcements: totals, ratios with their definition, and what reconciles with what."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from db.columns import ProjectColumns
from db.facets import FacetValue, Totals
from db.filters import Filters, format_yi
from db.ledger import Ledger
from db.schema import STAGES

_TABLED = ("industry", "park", "stage", "kind", "year")
_STAGE_RANKS = {stage: rank for stage, _, rank in STAGES}

# key, name, least rank of the numerator, least rank of the denominator, definition
_RATIOS = (
    ("started", "开工率", "开工", "签约", "已开工及以后 ÷ 已签约落户及以后"),
    ("built", "建成率", "完工", "签约", "已完工及以后 ÷ 已签约落户及以后"),
    ("operating", "投产率", "投产", "签约", "已投产投用及以后 ÷ 已签约落户及以后"),
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of the named projects of a result; never of everything announced.

    Attributes:
        key: `started`, `built`, `operating`.
        name: What the trade calls it.
        numerator: Projects.
        denominator: Projects.
        percent: The ratio in per cent to one decimal, or None without a denominator.
        definition: What is divided by what.
    """

    key: str
    name: str
    numerator: int
    denominator: int
    percent: float | None
    definition: str

    def to_cells(self) -> tuple[str, ...]:
        """Return the cells of a table row."""
        percent = "" if self.percent is None else f"{self.percent:.1f}%"
        return self.name, percent, str(self.numerator), str(self.denominator), self.definition


@dataclass(frozen=True, slots=True)
class EventFigures:
    """What an announcement published beside what the ledger names of it.

    The named projects are those linked to it or to an announcement it contains. A remainder is no project's amount.

    Attributes:
        id: Event.
        name: Its name.
        kind: `signing`, `groundbreaking`, `period`.
        held_on: ISO date of honest precision.
        project_count: Published count.
        count_qualifier: 超, 余 …
        amount_wan: Published sum, 万元.
        amount_qualifier: 超, 约 …
        contains: Ids of the announcements inside it.
        named: Projects the ledger names.
        named_amount_wan: Sum of their published amounts, 万元.
        named_unpublished: Of them, projects without a published amount.
        remaining: Published count less named; None without a published count. Negative where more are named.
        remaining_amount_wan: Published sum less the named ones', 万元; None without a published sum.
    """

    id: int
    name: str
    kind: str
    held_on: str | None
    project_count: int | None
    count_qualifier: str | None
    amount_wan: int | None
    amount_qualifier: str | None
    contains: tuple[int, ...]
    named: int
    named_amount_wan: int
    named_unpublished: int
    remaining: int | None
    remaining_amount_wan: int | None

    def to_cells(self) -> tuple[str, ...]:
        """Return the cells of a table row: name, published count and 亿元, named count and 亿元."""
        return (
            self.name,
            "" if self.project_count is None else str(self.project_count),
            format_yi(self.amount_wan),
            str(self.named),
            format_yi(self.named_amount_wan) if self.named_amount_wan else "",
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything `figures` tells.

    Attributes:
        filters: What was asked, in words.
        data_version: State of the data.
        totals: Of the result.
        tables: Values with counts and sums of the result, by dimension; values without projects are left out.
        ratios: Of the result.
        events: Of all announcements, whatever the filters: a part cannot be reconciled with a published whole.
        indicators: Number of indicators in the ledger.
        mechanisms: Number of mechanisms.
        evidence: Number of places in documents that evidence something.
    """

    filters: str
    data_version: str
    totals: Totals
    tables: dict[str, tuple[FacetValue, ...]]
    ratios: tuple[Ratio, ...]
    events: tuple[EventFigures, ...]
    indicators: int
    mechanisms: int
    evidence: int


def build_figures(ledger: Ledger, columns: ProjectColumns, filters: Filters) -> Figures:
    """Work out the figures of a result.

    Args:
        ledger: The open ledger.
        columns: Its projects.
        filters: The result.

    Raises:
        LedgerError: The file is damaged or held by another program.
    """
    mask = columns.mask(filters)
    # Facets of the result itself, not cross-filtered: the ids stand for all conditions at once.
    chosen = columns.facets(Filters(ids=frozenset(columns.ids[mask].tolist())))
    with ledger.reading() as connection:
        events = _reconcile(connection)
        indicators, mechanisms, evidence = connection.execute(
            "SELECT (SELECT count(*) FROM indicators), (SELECT count(*) FROM mechanisms), "
            "(SELECT count(*) FROM evidence)"
        ).fetchone()
    return Figures(
        filters=filters.describe(columns.dimensions),
        data_version=ledger.data_version,
        totals=columns.totals(mask),
        tables={key: tuple(value for value in chosen[key] if value.count) for key in _TABLED},
        ratios=tuple(_build_ratio(chosen["stage"], *ratio) for ratio in _RATIOS),
        events=events,
        indicators=indicators,
        mechanisms=mechanisms,
        evidence=evidence,
    )


def _build_ratio(stages: tuple[FacetValue, ...], key: str, name: str, least: str, base: str, definition: str) -> Ratio:
    numerator, denominator = (
        sum(value.count for value in stages if _STAGE_RANKS.get(value.name, 0) >= _STAGE_RANKS[stage])
        for stage in (least, base)
    )
    percent = round(100 * numerator / denominator, 1) if denominator else None
    return Ratio(key, name, numerator, denominator, percent, definition)


def _reconcile(connection: sqlite3.Connection) -> tuple[EventFigures, ...]:
    amounts: dict[int, int | None] = dict(connection.execute("SELECT id, amount_wan FROM projects"))
    contains: dict[int, set[int]] = defaultdict(set)
    for event_id, inner in connection.execute("SELECT event_id, contains_id FROM event_containments"):
        contains[event_id].add(inner)
    linked: dict[int, set[int]] = defaultdict(set)
    for event_id, project_id in connection.execute("SELECT event_id, project_id FROM event_projects"):
        linked[event_id].add(project_id)
    rows = connection.execute(
        "SELECT id, name, kind, held_on, project_count, count_qualifier, amount_wan, amount_qualifier FROM events "
        "ORDER BY coalesce(held_on, '9999'), id"
    )
    return tuple(
        _build_event(row, contains[row[0]], _named_projects(row[0], contains, linked), amounts) for row in rows
    )


def _named_projects(event_id: int, contains: dict[int, set[int]], linked: dict[int, set[int]]) -> set[int]:
    seen: set[int] = set()
    waiting = [event_id]
    while waiting:
        inner = waiting.pop()
        if inner not in seen:
            seen.add(inner)
            waiting.extend(contains.get(inner, ()))
    return set().union(*(linked.get(inner, ()) for inner in seen))


def _build_event(
    row: tuple[int, str, str, str | None, int | None, str | None, int | None, str | None],
    contains: set[int],
    named: set[int],
    amounts: dict[int, int | None],
) -> EventFigures:
    _, _, _, _, project_count, _, amount_wan, _ = row
    published = [amount for project_id in named if (amount := amounts[project_id]) is not None]
    return EventFigures(
        *row,
        contains=tuple(sorted(contains)),
        named=len(named),
        named_amount_wan=sum(published),
        named_unpublished=len(named) - len(published),
        remaining=None if project_count is None else project_count - len(named),
        remaining_amount_wan=None if amount_wan is None else amount_wan - sum(published),
    )
