"""Stage, year and month of every project from its milestones: the rules of `project_status` and `project_years`."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.bulk_reading import Number, Reading, find_places, range_of, read_columns, split_keys
from db.months import month_in_date
from db.string_columns import CodedColumn, StringColumn, narrowed

_NO_DATE: Final = "\x01"
_LATEST: Final = np.iinfo(np.int64).max
_DATE_SHAPES: Final = (1, 4, 7, 10)  # none, a year, a month, a day


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


def read_milestones(connection: sqlite3.Connection, ids: NDArray[np.int64], stages: Sequence[str]) -> MilestoneColumns:
    """Read all milestones and apply the rules in passes over them.

    Args:
        connection: An open ledger.
        ids: int64[n], the projects, ascending.
        stages: The stages by position.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    row, planned, stage, date, dates = _read(connection, ids, stages)
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


def _read(
    connection: sqlite3.Connection, ids: NDArray[np.int64], stages: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64], Sequence[str]]:
    """Return of each milestone the row, whether it is planned, stage (−1: unknown) and date, and the dates in order."""
    places = " ".join(f"WHEN '{stage.replace(chr(39), chr(39) * 2)}' THEN {n}" for n, stage in enumerate(stages, 1))
    reading = Reading(
        "milestones",
        "id",  # the order does not matter to any rule, and that of rows costs nothing
        (
            Number("project_id", *range_of(connection, "milestones", "project_id"), sure=True),
            Number("is_planned", 0, 1, sure=True),
            Number(f"CASE stage {places} ELSE 0 END" if stages else "0", 0, len(stages), sure=True),
        ),
        ("coalesce(date, char(1))",),
    )
    blocks = split_keys(connection, "milestones")
    (project, is_planned, stage), (texts,) = read_columns(connection, reading, blocks)
    date, dates = _encode_dates(texts)
    row = np.minimum(find_places(ids, project), max(len(ids) - 1, 0))
    known = ids[row] == project if len(ids) else np.zeros(len(project), np.bool_)
    if not known.all():
        row, is_planned, stage, date = row[known], is_planned[known], stage[known], date[known]
    return row, is_planned == 1, stage - 1, date, dates


def _encode_dates(texts: StringColumn) -> tuple[NDArray[np.int64], Sequence[str]]:
    """Return int64 codes, and the dates in order; the first stands for none."""
    found = _encode_plain_dates(texts)
    if found is not None:
        return found
    dates = encode_words(texts, None)
    ordered = [_NO_DATE, *sorted(word for word in dates.words if word != _NO_DATE)]
    places = {word: place for place, word in enumerate(ordered)}
    return np.array([places[word] for word in dates.words], dtype=np.int64)[dates.codes], ordered


def _encode_plain_dates(texts: StringColumn) -> tuple[NDArray[np.int64], Sequence[str]] | None:
    """Do it without making a text of each; None where one is not of the form `2022`, `2022-04` or `2022-04-30`."""
    buffer = np.frombuffer(texts.buffer[:], np.uint8)
    ends = texts.ends.astype(np.int64)
    starts = np.concatenate([[0], ends[:-1]])[: len(ends)]
    lengths = ends - starts - 1
    if not np.isin(lengths, _DATE_SHAPES).all() or (buffer.take(starts[lengths == 1]) != ord(_NO_DATE)).any():
        return None
    keys = np.zeros(len(ends), np.int64)
    for place, size, least, greatest in ((0, 4, 1, 9999), (5, 2, 1, 12), (8, 2, 1, 31)):
        has = np.flatnonzero(lengths >= place + size)
        here = starts.take(has) + place
        digits = [buffer.take(here + step).astype(np.int64) - ord("0") for step in range(size)]
        numbers = sum(digit * 10 ** (size - 1 - step) for step, digit in enumerate(digits))
        dashed = place == 0 or (buffer.take(here - 1) == ord("-")).all()
        in_order = dashed and all(((digit >= 0) & (digit <= 9)).all() for digit in digits)
        if not in_order or ((numbers < least) | (numbers > greatest)).any():
            return None
        keys *= _WIDTHS[place]
        keys[has] += numbers
    occurs = np.zeros(int(keys.max(initial=0)) + 1, np.bool_)
    occurs[keys] = True
    occurs[0] = True
    places = np.cumsum(occurs) - 1
    return places.take(keys), [_NO_DATE, *map(_write_date, np.flatnonzero(occurs)[1:].tolist())]


_WIDTHS: Final = {0: 1, 5: 13, 8: 32}
"""By the place of a part in a date: how many numbers it may have."""


def _write_date(key: int) -> str:
    key, day = divmod(key, _WIDTHS[8])
    year, month = divmod(key, _WIDTHS[5])
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


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
