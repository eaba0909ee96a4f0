"""Stage, year and month of every project from its milestones: the rules of `project_status` and `project_years`."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.bulk_reading import Reading, find_places, read_columns
from db.months import month_in_date
from db.string_columns import CodedColumn, StringColumn, narrowed

_NO_DATE: Final = "\x01"
_LATEST: Final = np.iinfo(np.int64).max
_MILESTONES: Final = Reading(
    "milestones INDEXED BY milestones_of_project",
    "project_id",
    ("project_id", "is_planned"),
    ("stage", "coalesce(date, char(1))"),
)


@dataclass(frozen=True, slots=True, eq=False)
class MilestoneColumns:
    """What milestones say of n projects.

    Attributes:
        stage: int64[n], index into the stages given, −1 where there is none.
        latest_dates: Date of the milestone that gives the stage, or empty.
        year: int16[n], 0 where unknown.
        month: int8[n], 1–12 of that year, 0 where the date names no month.
        planned: bool[n], only planned milestones are known.
    """

    stage: NDArray[np.int64]
    latest_dates: CodedColumn
    year: NDArray[np.int16]
    month: NDArray[np.int8]
    planned: NDArray[np.bool_]


def read_milestones(
    connection: sqlite3.Connection, ids: NDArray[np.int64], blocks: Sequence[tuple[int, int]], stages: Sequence[str]
) -> MilestoneColumns:
    """Read all milestones and apply the rules in passes over them.

    Args:
        connection: An open ledger.
        ids: int64[n], the projects, ascending.
        blocks: Of project ids, as `db.bulk_reading.split_ids` gives them.
        stages: The stages by position.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    (project, is_planned), (stage_words, date_words) = read_columns(connection, _MILESTONES, blocks)
    row = np.minimum(find_places(ids, project), max(len(ids) - 1, 0))
    known = ids[row] == project if len(ids) else np.zeros(len(project), np.bool_)
    row, planned = row[known], is_planned[known] == 1
    stage, date, dates = _encode(stage_words, date_words, stages, known)
    years = _read_years(connection, dates)
    done = ~planned
    position, latest = _find_status(connection, len(ids), row[done], stage[done], date[done], len(stages))
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


def _encode(
    stage_words: StringColumn, date_words: StringColumn, stages: Sequence[str], known: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], list[str]]:
    """Return int64 stage (−1: unknown) and date codes, and the dates in order; the first stands for none."""
    dates = encode_words(date_words, None)
    ordered = [_NO_DATE, *sorted(word for word in dates.words if word != _NO_DATE)]
    places = {word: place for place, word in enumerate(ordered)}
    date = np.array([places[word] for word in dates.words], dtype=np.int64)
    found = encode_words(stage_words, None)
    positions: Mapping[str, int] = {word: place for place, word in enumerate(stages)}
    stage = np.array([positions.get(word, -1) for word in found.words], dtype=np.int64)
    if not len(known):
        return np.empty(0, np.int64), np.empty(0, np.int64), ordered
    return stage[found.codes[known]], date[dates.codes[known]], ordered


def encode_words(texts: StringColumn, order: Sequence[str] | None) -> CodedColumn:
    """Encode a column of which few texts are distinct.

    Args:
        texts: n texts.
        order: The words, if they are known beforehand; others are appended in the order they appear.
    """
    places: dict[str, int] = {word: place for place, word in enumerate(order or ())}
    parts: list[NDArray[Any]] = []
    batches = (batch.split("\n")[:-1] for batch in texts.batches()) if texts.is_plain else (list(texts),)
    for words in batches:
        for word in dict.fromkeys(words):
            places.setdefault(word, len(places))
        parts.append(np.fromiter(map(places.__getitem__, words), dtype=np.uint32, count=len(words)))
    return CodedColumn(tuple(places), narrowed(np.concatenate(parts) if parts else np.empty(0, np.uint32)))


def _find_status(
    connection: sqlite3.Connection,
    count: int,
    row: NDArray[np.int64],
    stage: NDArray[np.int64],
    date: NDArray[np.int64],
    stages: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Highest rank, then latest date, then later position; of equal ones it does not matter which."""
    table = connection.execute("SELECT rank FROM stages ORDER BY position").fetchall()
    ranks = np.array([rank for (rank,) in table] or [0], dtype=np.int64)
    row, stage, date = row[stage >= 0], stage[stage >= 0], date[stage >= 0]
    keys = (ranks[stage] << 40) | (date << 8) | stage
    best = np.full(count, -1, np.int64)
    np.maximum.at(best, row, keys)
    none = best < 0
    return np.where(none, -1, best & 0xFF), np.where(none, 0, (best >> 8) & 0xFFFFFFFF)


def _least(count: int, row: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.int64]:
    least = np.full(count, _LATEST, np.int64)
    np.minimum.at(least, row, values)
    return least


def _read_years(connection: sqlite3.Connection, dates: Sequence[str]) -> NDArray[np.int64]:
    """int64 by date code: the year as the view `project_years` reads it, 0 where there is no date."""
    cast = "SELECT CAST(substr(?, 1, 4) AS INTEGER)"
    return np.array([connection.execute(cast, (date,)).fetchone()[0] for date in dates], dtype=np.int64)
