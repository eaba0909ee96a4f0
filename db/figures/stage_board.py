"""The stage board: who stands where, for how long, what comes next, and what is overdue or has gone quiet.

The documents' own rhythm is 储备抓开工、在建抓完工、完工抓投产、投产抓达产: each column is to reach the next.
"""

import datetime
import functools
import sqlite3
from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.index.columns import ProjectColumns
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
    (newest,) = connection.execute("SELECT coalesce(max(published), '') FROM documents").fetchone()
    last_seen = dict(connection.execute(_LAST_SEEN_SQL).fetchall())
    reader = _CardReader(columns, _read_plans(connection), last_seen, newest, as_of, thresholds)
    names = np.array(columns.dimensions["stage"].names, dtype=object)
    codes = columns.codes["stage"]
    placed = np.zeros_like(mask)
    built = []
    for stages in COLUMNS:
        rows = mask & np.isin(codes, np.flatnonzero(np.isin(names, stages)))
        placed |= rows
        built.append(_build_column(stages, columns, np.flatnonzero(rows), reader, limit))
    built.append(_build_column((), columns, np.flatnonzero(mask & ~placed), reader, limit))
    return StageBoard(as_of, newest, thresholds, tuple(built))


# A document of a year of which no month is known may be of its end: `~` sorts behind every month.
_LAST_SEEN_SQL: Final = """SELECT e.project_id, rtrim(max(d.published || '~'), '~') FROM project_evidence AS e
    JOIN documents AS d ON d.id = e.document_id WHERE d.published IS NOT NULL GROUP BY e.project_id"""

_PLANS_SQL: Final = "SELECT project_id, stage, coalesce(date, '') FROM milestones WHERE is_planned = 1 ORDER BY id"


def _read_plans(connection: sqlite3.Connection) -> dict[int, list[tuple[str, str]]]:
    plans: dict[int, list[tuple[str, str]]] = {}
    for project_id, stage, date in connection.execute(_PLANS_SQL):
        plans.setdefault(project_id, []).append((stage, date))
    return plans


def _build_column(
    stages: tuple[str, ...], columns: ProjectColumns, rows: NDArray[np.int64], reader: "_CardReader", limit: int
) -> StageColumn:
    cards = list(map(reader.read, rows.tolist()))  # by id
    cards.sort(key=_lateness, reverse=True)
    cards.sort(key=_urgency)
    lights = [card.light for card in cards]
    amounts = columns.amount_wan[rows]
    industry = columns.dimensions["industry"]
    counts = np.bincount(columns.codes["industry"][rows], minlength=len(industry.ids))
    return StageColumn(
        stages=stages,
        count=len(cards),
        amount_wan=int(amounts[amounts >= 0].sum()),
        unpublished=int(np.count_nonzero(amounts < 0)),
        by_industry={industry.ids[code]: int(counts[code]) for code in np.flatnonzero(counts).tolist()},
        by_light={light: lights.count(light) for light in LIGHTS if light in lights},
        cards=tuple(cards[:limit]),
    )


def _urgency(card: StageCard) -> int:
    return LIGHTS.index(card.light)


def _lateness(card: StageCard) -> str:
    """What sorts as late as a date may be: a year of which no month is known lies behind its months."""
    return f"{card.date}~" if card.date else ""


class _CardReader:
    """Makes the card of a row."""

    def __init__(
        self,
        columns: ProjectColumns,
        plans: Mapping[int, list[tuple[str, str]]],
        last_seen: Mapping[int, str],
        newest: str,
        as_of: datetime.date,
        thresholds: Thresholds,
    ) -> None:
        self._columns = columns
        self._plans = plans
        self._last_seen = last_seen
        self._newest = _first_month(newest)
        self._now = month_of(as_of.year, as_of.month)
        self._thresholds = thresholds
        self._stage_of: Callable[[int], str] = columns.dimensions["stage"].names.__getitem__

    def read(self, row: int) -> StageCard:
        """Make the card of a row."""
        project_id = int(self._columns.ids[row])
        name = self._stage_of(int(self._columns.codes["stage"][row]))
        stage, date = (name if name in _RANKS else ""), self._columns.latest_dates[row]
        next_stage, next_date = self._find_next(project_id, stage)
        month = _last_month(date)
        due = _last_month(next_date)
        overdue = 0 if due is None else max(0, self._now - due)
        seen = self._last_seen.get(project_id, "")
        return StageCard(
            project_id=project_id,
            stage=stage,
            date=date,
            age_months=None if month is None else max(0, self._now - month),
            next_stage=next_stage,
            next_date=next_date,
            overdue_months=overdue,
            last_seen=seen,
            light=self._light(stage, next_stage, overdue, _last_month(seen or date)),
        )

    def _find_next(self, project_id: int, stage: str) -> tuple[str, str]:
        """The earliest planned step beyond the stage; what was reached since is no plan any more."""
        ahead = [
            (date or "9999", _POSITIONS[planned], planned, date)
            for planned, date in self._plans.get(project_id, ())
            if _RANKS[planned] > _RANKS.get(stage, 0)
        ]
        return min(ahead)[2:] if ahead else ("", "")

    def _light(self, stage: str, next_stage: str, overdue: int, seen: int | None) -> str:
        if overdue > self._thresholds.grace_months:
            return "overdue"
        is_quiet = seen is not None and self._newest is not None and self._newest - seen > self._thresholds.quiet_months
        if is_quiet and _RANKS.get(stage, 0) < _FINISHED:
            return "quiet"
        return "planned" if next_stage else "none"


@functools.lru_cache(maxsize=4096)
def _last_month(date: str) -> int | None:
    """Return the number (`db.months.month_of`) of the last month a date of honest precision may mean; None for none.

    `2022` may be as late as December; counting from there never makes an age longer than it is.
    """
    return month_of(int(date[:4]), month_in_date(date) or MONTHS) if date else None


def _first_month(date: str) -> int | None:
    """Return the number of the first month a date may mean: a quiet that is counted up to it is never overstated."""
    return month_of(int(date[:4]), month_in_date(date) or 1) if date else None
