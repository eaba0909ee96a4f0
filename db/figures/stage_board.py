"""The stage board: who stands where, for how long, what comes next, and what is overdue or has gone quiet.

The documents' own rhythm is 储备抓开工、在建抓完工、完工抓投产、投产抓达产: each column is to reach the next.
"""

import datetime
import functools
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.id_set import IdSet
from db.index.columns import ProjectColumns
from db.index.string_columns import CodedColumn
from db.months import MONTHS, month_in_date, month_of
from db.schema import STAGES
from geo.frozen import frozen

_RANKS: Final = {stage: rank for stage, _, rank in STAGES}
_POSITIONS: Final = {stage: position for stage, position, _ in STAGES}
_FINISHED: Final = _RANKS["完工"]

COLUMNS: Final = (
    ("谋划",),
    ("洽谈",),
    ("签约",),
    ("落户",),
    ("开工",),
    ("在建",),
    ("完工",),
    ("投产", "投用"),
    ("达产",),
)
"""Stages of each column, left to right; what has no stage stands apart and enters no denominator."""

LIGHTS: Final = ("overdue", "quiet", "planned", "none")
"""By urgency: a planned step's time is over and no document says it happened; nothing was reported for long; a step is
planned ahead; nothing to say."""


@frozen
class Thresholds:
    """When a light changes.

    Attributes:
        grace_months: Months after the planned one before a step is overdue.
        quiet_months: Months surely without a report, up to the newest document, after which a project has gone quiet.
    """

    grace_months: int = 0
    quiet_months: int = 18


_USUAL: Final = Thresholds()


@frozen
class StageCard:
    """One project on the board.

    Attributes:
        project_id: It.
        stage: Its stage.
        date: When it reached it, ISO of honest precision, or empty.
        age_months: Months in the stage, at least: from the end of that date; None without a date.
        next_stage: The planned step ahead, or empty.
        next_date: Its date, or empty.
        overdue_months: Months since that date ended; 0 where it has not, or there is none.
        last_seen: Newest document that says something of it, ISO date of honest precision, or empty.
        light: One of `LIGHTS`.
    """

    project_id: int
    stage: str
    date: str
    age_months: int | None
    next_stage: str
    next_date: str
    overdue_months: int
    last_seen: str
    light: str


@frozen
class StageColumn:
    """One column of the board.

    Attributes:
        stages: Its stages; empty for the projects without one.
        count: Projects, however many cards are given.
        amount_wan: Sum of their published amounts, 万元.
        unpublished: Of them, projects without a published amount.
        by_industry: Projects by industry id.
        by_light: Projects by light.
        cards: The first of them: by light, then the latest date, then id.
    """

    stages: tuple[str, ...]
    count: int
    amount_wan: int
    unpublished: int
    by_industry: Mapping[int | str, int]
    by_light: Mapping[str, int]
    cards: tuple[StageCard, ...]


@frozen
class StageBoard:
    """The board of a result.

    Attributes:
        as_of: The day overdue is counted from.
        newest: Date of the newest document, ISO, or empty; what has gone quiet is counted up to it.
        thresholds: When a light changes.
        columns: Left to right; the last holds the projects without a stage.
    """

    as_of: datetime.date
    newest: str
    thresholds: Thresholds
    columns: tuple[StageColumn, ...]


@frozen(eq=False)
class Urgency:
    """What of a whole ledger is overdue, and what has gone quiet.

    Attributes:
        as_of: As of a board.
        newest: Likewise.
        thresholds: Likewise.
        overdue: Cards of the overdue projects, column by column, in each as the board has them.
        quiet: Projects that have gone quiet.
    """

    as_of: datetime.date
    newest: str
    thresholds: Thresholds
    overdue: tuple[StageCard, ...]
    quiet: IdSet


def build_stage_board(
    connection: sqlite3.Connection,
    columns: ProjectColumns,
    mask: NDArray[np.bool_],
    as_of: datetime.date,
    thresholds: Thresholds = _USUAL,
    limit: int = 200,
) -> StageBoard:
    """Put the projects of a result on the board.

    Args:
        connection: An open ledger.
        columns: Its projects.
        mask: bool[n], the result.
        as_of: Today.
        thresholds: When a light changes.
        limit: Most cards a column.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    newest = _find_newest(connection)
    rows = _Rows.look_up(connection, columns, newest, as_of, thresholds)
    built = tuple(_build_column(stages, rows, found, limit) for stages, found in _part(columns, mask))
    return StageBoard(as_of, newest, thresholds, built)


def find_urgent(
    connection: sqlite3.Connection, columns: ProjectColumns, as_of: datetime.date, thresholds: Thresholds = _USUAL
) -> Urgency:
    """Find what of the whole ledger is overdue or has gone quiet, as its board without a limit of cards would say.

    Args:
        connection: An open ledger.
        columns: Its projects; no card is made of those that are neither.
        as_of: Today.
        thresholds: When a light changes.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    newest = _find_newest(connection)
    rows = _Rows.look_up(connection, columns, newest, as_of, thresholds)
    is_overdue, is_quiet = (rows.lights == LIGHTS.index(light) for light in ("overdue", "quiet"))
    overdue = tuple(map(rows.read_card, (row for _, found in _part(columns, is_overdue) for row in rows.order(found))))
    return Urgency(as_of, newest, thresholds, overdue, IdSet(columns.ids[is_quiet]))


def _find_newest(connection: sqlite3.Connection) -> str:
    (newest,) = connection.execute("SELECT coalesce(max(published), '') FROM documents").fetchone()
    return str(newest)


def _part(columns: ProjectColumns, mask: NDArray[np.bool_]) -> Iterator[tuple[tuple[str, ...], NDArray[np.int64]]]:
    """Yield the stages of each column and the rows of a mask that stand there, the projects without a stage last."""
    names = np.array(columns.dimensions["stage"].names, dtype=object)
    codes, placed = columns.codes["stage"], np.zeros_like(mask)
    for stages in COLUMNS:
        found = mask & np.isin(names, stages).take(codes)
        placed |= found
        yield stages, np.flatnonzero(found)
    yield (), np.flatnonzero(mask & ~placed)


# Joined inside SQLite: what a million projects have planned, and when they were seen, takes no object a project.
# A document of a year of which no month is known may be of its end: `~` sorts behind every month.
_LAST_SEEN_SQL: Final = """SELECT published, group_concat(project_id, ' ') FROM (
    SELECT e.project_id, rtrim(max(d.published || '~'), '~') AS published FROM project_evidence AS e
    JOIN documents AS d ON d.id = e.document_id WHERE d.published IS NOT NULL GROUP BY e.project_id)
    GROUP BY published"""

_PLANS_SQL: Final = """SELECT stage, coalesce(date, ''), group_concat(project_id, ' ') FROM milestones
    WHERE is_planned = 1 GROUP BY stage, coalesce(date, '')"""


def _build_column(stages: tuple[str, ...], rows: "_Rows", found: NDArray[np.int64], limit: int) -> StageColumn:
    columns = rows.columns
    amounts = columns.amount_wan[found]
    industry = columns.dimensions["industry"]
    counts = np.bincount(columns.codes["industry"][found], minlength=len(industry.ids))
    lights = np.bincount(rows.lights[found], minlength=len(LIGHTS)).tolist()
    return StageColumn(
        stages=stages,
        count=len(found),
        amount_wan=int(amounts[amounts >= 0].sum()),
        unpublished=int(np.count_nonzero(amounts < 0)),
        by_industry={industry.ids[code]: int(counts[code]) for code in np.flatnonzero(counts).tolist()},
        by_light={light: count for light, count in zip(LIGHTS, lights, strict=True) if count},
        cards=tuple(map(rows.read_card, rows.order(found, limit))),
    )


@frozen(eq=False)
class _Rows:
    """What the board tells of every project, as arrays; a card is made of a row where it is shown.

    Attributes:
        columns: The projects.
        plans: Planned steps as (stage, date), the earliest first.
        plan: int32[n], which of them is the project's next one beyond its stage, −1 for none.
        seen_dates: Dates of the newest documents.
        seen: int32[n], which of them is of the newest document that speaks of the project, −1 for none.
        months: int32[n], the last month its latest date may mean, −1 without a date.
        overdue: int32[n], months since the next step's time ended, 0 where it has not.
        lights: uint8[n], place among `LIGHTS`.
        urgency: Integers [n], the lower the further up: by light, then the latest date.
        now: This month.
    """

    columns: ProjectColumns
    plans: Sequence[tuple[str, str]]
    plan: NDArray[np.int32]
    seen_dates: Sequence[str]
    seen: NDArray[np.int32]
    months: NDArray[np.int32]
    overdue: NDArray[np.int32]
    lights: NDArray[np.uint8]
    urgency: NDArray[Any]
    now: int

    @classmethod
    def look_up(
        cls,
        connection: sqlite3.Connection,
        columns: ProjectColumns,
        newest: str,
        as_of: datetime.date,
        thresholds: Thresholds,
    ) -> "_Rows":
        """Read and work out what is told, for all rows at once."""
        ranks = np.array([_RANKS.get(name, 0) for name in columns.dimensions["stage"].names], np.int8)
        stage = ranks.take(columns.codes["stage"])
        plans, plan = _read_plans(connection, columns, stage)
        seen_dates, seen = _read_seen(connection, columns)
        dates = _coded(columns.latest_dates)
        months, now = _months_of(dates.words, dates.codes), month_of(as_of.year, as_of.month)
        due = _months_of([date for _, date in plans], plan)
        overdue = np.where(due < 0, 0, np.maximum(now - due, 0)).astype(np.int32)
        reported = np.where(seen < 0, months, _months_of(seen_dates, seen))
        quiet = (reported >= 0) & (stage < _FINISHED)
        quiet &= (_first_month(newest) or 0) - reported > thresholds.quiet_months
        conditions = (overdue > thresholds.grace_months, quiet, plan >= 0)
        lights = np.select(conditions, range(len(conditions)), len(conditions)).astype(np.uint8)
        urgency = _urgency(lights, dates)
        return cls(columns, plans, plan, seen_dates, seen, months, overdue, lights, urgency, now)

    def order(self, found: NDArray[np.int64], limit: int | None = None) -> list[int]:
        """Return rows, given ascending, the most urgent first, at most so many."""
        first: list[int] = found[np.argsort(self.urgency[found], kind="stable")[:limit]].tolist()
        return first

    def read_card(self, row: int) -> StageCard:
        """Make the card of a row."""
        columns, plan, seen, month = self.columns, int(self.plan[row]), int(self.seen[row]), int(self.months[row])
        name = columns.dimensions["stage"].names[int(columns.codes["stage"][row])]
        next_stage, next_date = self.plans[plan] if plan >= 0 else ("", "")
        return StageCard(
            project_id=int(columns.ids[row]),
            stage=name if name in _RANKS else "",
            date=columns.latest_dates[row],
            age_months=None if month < 0 else max(0, self.now - month),
            next_stage=next_stage,
            next_date=next_date,
            overdue_months=int(self.overdue[row]),
            last_seen=self.seen_dates[seen] if seen >= 0 else "",
            light=LIGHTS[int(self.lights[row])],
        )


def _read_plans(
    connection: sqlite3.Connection, columns: ProjectColumns, stage: NDArray[np.int8]
) -> tuple[list[tuple[str, str]], NDArray[np.int32]]:
    """Find the earliest planned step beyond each row's stage; what was reached since is no plan any more."""
    found = connection.execute(_PLANS_SQL).fetchall()
    found.sort(key=lambda group: (group[1] or "9999", _POSITIONS[group[0]], group[0], group[1]))
    plan = np.full(len(columns), -1, np.int32)
    for place, (planned, _, joined) in reversed(list(enumerate(found))):
        rows = columns.rows_of(np.fromstring(joined, np.int64, sep=" "))
        plan[rows[stage[rows] < _RANKS[planned]]] = place
    return [(planned, date) for planned, date, _ in found], plan


def _read_seen(connection: sqlite3.Connection, columns: ProjectColumns) -> tuple[list[str], NDArray[np.int32]]:
    found = connection.execute(_LAST_SEEN_SQL).fetchall()
    seen = np.full(len(columns), -1, np.int32)
    for place, (_, joined) in enumerate(found):
        seen[columns.rows_of(np.fromstring(joined, np.int64, sep=" "))] = place
    return [date for date, _ in found], seen


def _coded(dates: Sequence[str]) -> CodedColumn:
    if isinstance(dates, CodedColumn):
        return dates
    places = {date: place for place, date in enumerate(dict.fromkeys(dates))}
    return CodedColumn(tuple(places), np.array([places[date] for date in dates], np.int32))


def _months_of(words: Sequence[str], codes: NDArray[Any]) -> NDArray[np.int32]:
    """The last month each date may mean, int32[n]; −1 for none, and for a code of −1."""
    months = [month if (month := _last_month(word)) is not None else -1 for word in words]
    found: NDArray[np.int32] = np.array([*months, -1], np.int32)[codes]
    return found


def _urgency(lights: NDArray[np.uint8], dates: CodedColumn) -> NDArray[Any]:
    """What sorts by light, then by the latest date first: a year of which no month is known lies behind its months."""
    late = sorted(range(len(dates.words)), key=lambda place: _lateness(dates.words[place]), reverse=True)
    ranks = np.argsort(np.array(late, np.int64))
    narrow = np.promote_types(np.min_scalar_type(len(LIGHTS) * len(late)), np.uint16)
    urgency: NDArray[Any] = lights.astype(narrow) * narrow.type(len(late)) + ranks.astype(narrow).take(dates.codes)
    return urgency


def _lateness(date: str) -> str:
    """What sorts as late as a date may be."""
    return f"{date}~" if date else ""


@functools.lru_cache(maxsize=4096)
def _last_month(date: str) -> int | None:
    """Return the number (`db.months.month_of`) of the last month a date of honest precision may mean; None for none.

    `2022` may be as late as December; counting from there never makes an age longer than it is.
    """
    return month_of(int(date[:4]), month_in_date(date) or MONTHS) if date else None


def _first_month(date: str) -> int | None:
    """Return the number of the first month a date may mean: a quiet that is counted up to it is never overstated."""
    return month_of(int(date[:4]), month_in_date(date) or 1) if date else None
