"""Stage, year and month of every project from its milestones: the rules of `project_status` and `project_years`."""

import sqlite3
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.index.bulk_reading import find_places, read_columns, split_keys
from db.index.readings import Number, Pages, Reading, Told, Word, tell_nobody
from db.index.string_columns import CodedColumn, narrowed
from db.months import month_in_date
from geo.frozen import frozen

_NO_DATE: Final = "\x01"
_LATEST: Final = np.iinfo(np.uint32).max
# By id, though the order does not matter to any rule: that of rows costs nothing.
_MILESTONES: Final = Reading(
    "milestones",
    "id",
    (Number("project_id"), Number("is_planned")),
    words=(Word("stage"), Word("date", missing=_NO_DATE)),
)


@frozen(eq=False)
class MilestoneColumns:
    """What milestones say of n projects.

    Attributes:
        stage: int8[n], index into the stages given, −1 where there is none.
        latest_dates: Date of the milestone that gives the stage, or empty.
        year: int16[n], 0 where unknown.
        month: int8[n], 1–12 of that year, 0 where the date names no month.
        planned: bool[n], only planned milestones are known.
    """

    stage: NDArray[np.int8]
    latest_dates: CodedColumn
    year: NDArray[np.int16]
    month: NDArray[np.int8]
    planned: NDArray[np.bool_]


def read_milestones(
    connection: sqlite3.Connection,
    ids: NDArray[np.int64],
    stages: Sequence[str],
    told: Told = tell_nobody,
    pages: Pages | None = None,
) -> MilestoneColumns:
    """Read all milestones and apply the rules in passes over them.

    Args:
        connection: An open ledger.
        ids: int64[n], the projects, ascending.
        stages: The stages by position.
        told: Hears how many milestones were read.
        pages: Where the ledger's file may be read itself.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    row, planned, stage, date, dates = _read(connection, ids, stages, told, pages)
    years = _read_years(connection, dates)
    done = ~planned
    position, latest = _find_status(connection, len(ids), row[done], stage[done], date[done], len(dates))
    some, some_done = (np.zeros(len(ids), np.bool_) for _ in range(2))
    some[row] = True
    some_done[row[done]] = True
    signed = stages.index("签约") if "签约" in stages else -1
    dated = done & (date > 0)
    year = _least(len(ids), row[dated & (stage == signed)], date[dated & (stage == signed)])
    year = np.where(year < _LATEST, year, _least(len(ids), row[dated], date[dated]))
    first = np.where(year < _LATEST, year, 0)
    months = np.array([month_in_date(date) for date in dates], dtype=np.int8)
    words = ("", *dates[1:])
    return MilestoneColumns(
        stage=position,
        latest_dates=CodedColumn(words, narrowed(latest)),
        year=years[first].astype(np.int16),
        month=months[first],
        planned=some & ~some_done,
    )


def _read(
    connection: sqlite3.Connection, ids: NDArray[np.int64], stages: Sequence[str], told: Told, pages: Pages | None
) -> tuple[NDArray[Any], NDArray[np.bool_], NDArray[np.int8], NDArray[Any], Sequence[str]]:
    """Return of each milestone the row, whether it is planned, stage (−1: unknown) and date, and the dates in order."""
    found = read_columns(connection, _MILESTONES, split_keys(connection, "milestones"), told, pages)
    project, is_planned = found.numbers
    known_stages = {stage: place for place, stage in enumerate(stages)}
    by_word = np.array([known_stages.get(word, -1) for word in found.words[0].words] or [-1], np.int8)
    stage = by_word.take(found.words[0].codes)
    date, dates = _encode_dates(found.words[1])
    row = np.minimum(find_places(ids, project), max(len(ids) - 1, 0))
    known = ids[row] == project if len(ids) else np.zeros(len(project), np.bool_)
    if not known.all():
        row, is_planned, stage, date = row[known], is_planned[known], stage[known], date[known]
    return narrowed(row), is_planned == 1, stage, date, dates


def _encode_dates(dates: CodedColumn) -> tuple[NDArray[Any], Sequence[str]]:
    """Return codes by the order of the dates, and those; the first stands for none."""
    ordered = [_NO_DATE, *sorted(set(dates.words) - {_NO_DATE})]
    places = {word: place for place, word in enumerate(ordered)}
    by_code = np.array([places[word] for word in dates.words] or [0], np.min_scalar_type(len(ordered)))
    return by_code.take(dates.codes), ordered


def _find_status(
    connection: sqlite3.Connection,
    count: int,
    row: NDArray[Any],
    stage: NDArray[np.int8],
    date: NDArray[Any],
    dates: int,
) -> tuple[NDArray[np.int8], NDArray[Any]]:
    """Highest rank, then latest date, then later position; of equal ones it does not matter which."""
    table = [rank for (rank,) in connection.execute("SELECT rank FROM stages ORDER BY position")] or [0]
    places = {rank: place for place, rank in enumerate(sorted(set(table)))}
    known = stage >= 0
    if not known.all():
        row, stage, date = row[known], stage[known], date[known]
    size = np.min_scalar_type(len(places) * dates * len(table))
    # 0 is left for projects without any.
    keys = np.array([places[rank] * dates * len(table) + 1 for rank in table], size).take(stage)
    keys += date.astype(size) * size.type(len(table))
    keys += stage.astype(size)
    best = np.zeros(count, size)
    np.maximum.at(best, row, keys)
    latest, position = np.divmod(np.maximum(best, 1) - size.type(1), size.type(len(table)))
    none = best == 0
    latest %= size.type(dates)
    latest[none] = 0
    return np.where(none, np.int8(-1), position.astype(np.int8)), latest


def _least(count: int, row: NDArray[Any], values: NDArray[Any]) -> NDArray[np.uint32]:
    least = np.full(count, _LATEST, np.uint32)
    np.minimum.at(least, row, values.astype(np.uint32))
    return least


def _read_years(connection: sqlite3.Connection, dates: Sequence[str]) -> NDArray[np.int64]:
    """int64 by date code: the year as the view `project_years` reads it, 0 where there is no date."""
    cast = "SELECT CAST(substr(?, 1, 4) AS INTEGER)"
    return np.array([connection.execute(cast, (date,)).fetchone()[0] for date in dates], dtype=np.int64)
