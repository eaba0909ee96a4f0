"""KPIs of a result: each value with the rows of its numerator and denominator, by one named definition."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.figures.definitions import DEFINITIONS, Condition, Definition
from db.id_set import IdSet
from db.index.columns import ProjectColumns
from db.index.dimensions import DimensionId
from db.schema import STAGES
from geo.frozen import frozen

_RANKS: Final = {stage: rank for stage, _, rank in STAGES}

BREAKDOWNS: Final = ("industry", "park", "event", "year")
"""Dimensions a KPI is broken down by."""

BoolRows = NDArray[np.bool_]

NO_DENOMINATOR = "没有可作分母的项目"


@frozen(eq=False)
class Kpi:
    """One KPI of some projects. It speaks of projects the ledger names, never of everything announced.

    Attributes:
        definition: How it is worked out.
        value: Per cent for ratios, a count of projects, or 万元; None where it cannot be worked out.
        reason: Why there is no value, in words; empty with one.
        numerator_ids: Integers [a], as narrow as `IdSet` holds them, the projects counted or summed, ascending.
        denominator_ids: Integers [b], the projects it is divided by; empty for counts and sums.
        unpublished: Of sums, projects of the numerator without a published amount, which the sum leaves out.
        sample: Projects looked at: the ledger names these and not all there are.
    """

    definition: Definition
    value: float | int | None
    reason: str
    numerator_ids: NDArray[Any]
    denominator_ids: NDArray[Any]
    unpublished: int
    sample: int


@frozen
class KpiPart:
    """A KPI of the projects of one value of a dimension.

    Attributes:
        id: The value.
        name: What people call it.
        value: As in `Kpi`.
        numerator: Projects.
        denominator: Projects, 0 for counts and sums.
        unpublished: As in `Kpi`.
    """

    id: DimensionId
    name: str
    value: float | int | None
    numerator: int
    denominator: int
    unpublished: int


class KpiReckoner:
    """Works KPIs out on the columns: a few passes over the rows each, nothing per row in Python."""

    def __init__(self, columns: ProjectColumns, happened: Mapping[str, BoolRows]) -> None:
        """Look at a ledger's projects.

        Args:
            columns: They, as stored.
            happened: By stage, bool[n]: a milestone of the stage has happened; see `read_happened`.
        """
        self._columns = columns
        self._happened = happened
        names = columns.dimensions["stage"].names
        self._ranks = np.array([_RANKS.get(name, 0) for name in names], dtype=np.int64)[columns.codes["stage"]]

    def reckon(self, definition: Definition, mask: BoolRows) -> Kpi:
        """Work a KPI out for the rows of a mask, bool[n]."""
        ids = self._columns.ids
        numerator = self._find(definition.numerator, mask)
        denominator = self._find(definition.denominator, mask) if definition.denominator else np.zeros_like(mask)
        none = definition.missing or (NO_DENOMINATOR if definition.denominator and not denominator.any() else "")
        if definition.missing:
            numerator = denominator = np.zeros_like(mask)
        return Kpi(
            definition=definition,
            value=None if none else self._value(definition, numerator, denominator),
            reason=none,
            numerator_ids=IdSet(ids[numerator]).array,
            denominator_ids=IdSet(ids[denominator]).array,
            unpublished=self._count_unpublished(definition, numerator),
            sample=int(np.count_nonzero(mask)),
        )

    def reckon_all(self, mask: BoolRows) -> tuple[Kpi, ...]:
        """Work out every definition."""
        return tuple(self.reckon(definition, mask) for definition in DEFINITIONS)

    def find_value(self, dimension: str, id_: DimensionId) -> BoolRows:
        """Tell for each row, bool[n], whether `break_down` counts it under a value.

        Raises:
            KeyError: There is no such dimension or value.
        """
        return _SpreadRows(self._columns, dimension).find(self._columns.dimensions[dimension].code_of(id_))

    def break_down(self, definition: Definition, mask: BoolRows, dimension: str) -> tuple[KpiPart, ...]:
        """Work a KPI out for each value of a dimension that has projects, in the dimension's order.

        Args:
            definition: How.
            mask: bool[n].
            dimension: One of `BREAKDOWNS`; a park stands for itself, without those inside it.

        Raises:
            KeyError: There is no such dimension.
        """
        if definition.missing:
            return ()
        rows = _SpreadRows(self._columns, dimension)
        numerator = self._find(definition.numerator, mask)
        denominator = self._find(definition.denominator, mask) if definition.denominator else np.zeros_like(mask)
        amounts = self._columns.amount_wan
        present, above, below = (rows.count(chosen) for chosen in (mask, numerator, denominator))
        unpublished = rows.count(numerator & (amounts < 0)) if definition.unit == "亿元" else np.zeros_like(present)
        sums = rows.add_up(numerator & (amounts >= 0), amounts) if definition.unit == "亿元" else present
        values = self._columns.dimensions[dimension]
        return tuple(
            KpiPart(
                id=values.ids[code],
                name=values.names[code],
                value=_part_value(definition, int(above[code]), int(below[code]), int(sums[code])),
                numerator=int(above[code]),
                denominator=int(below[code]),
                unpublished=int(unpublished[code]),
            )
            for code in np.flatnonzero(present).tolist()
        )

    def _find(self, condition: Condition, mask: BoolRows) -> BoolRows:
        found = mask
        if condition.least_stage:
            found = found & (self._ranks >= _RANKS[condition.least_stage])
        if condition.milestone:
            found = found & self._happened[condition.milestone]
        for dimension, words in (("stage", condition.stages), ("kind", condition.kinds)):
            if words:
                is_meant = np.array([id_ in words for id_ in self._columns.dimensions[dimension].ids], np.bool_)
                found = found & is_meant[self._columns.codes[dimension]]
        return found

    def _value(self, definition: Definition, numerator: BoolRows, denominator: BoolRows) -> float | int:
        if definition.unit == "亿元":
            amounts = self._columns.amount_wan[numerator]
            return int(amounts[amounts >= 0].sum())
        above = int(np.count_nonzero(numerator))
        return _percent(above, int(np.count_nonzero(denominator))) if definition.denominator else above

    def _count_unpublished(self, definition: Definition, numerator: BoolRows) -> int:
        return int(np.count_nonzero(self._columns.amount_wan[numerator] < 0)) if definition.unit == "亿元" else 0


class _SpreadRows:
    """Rows by the values of a dimension, single or multi-valued."""

    def __init__(self, columns: ProjectColumns, dimension: str) -> None:
        self._size, self._count = len(columns.dimensions[dimension].ids), len(columns)
        multi = columns.multi.get(dimension)
        self._rows = multi.rows if multi else None
        self._codes = multi.codes if multi else columns.codes[dimension]

    def count(self, mask: BoolRows) -> NDArray[np.int64]:
        """Return int64[values]: rows of the mask."""
        return np.bincount(self._codes[self._chosen(mask)], minlength=self._size)

    def find(self, code: int) -> BoolRows:
        """Return bool[n]: the rows that have a value."""
        if self._rows is None:
            return np.asarray(self._codes == code)
        found = np.zeros(self._count, np.bool_)
        found[self._rows[self._codes == code]] = True
        return found

    def add_up(self, mask: BoolRows, amounts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return int64[values]: sums over rows of the mask, exact."""
        chosen = self._chosen(mask)
        sums = np.zeros(self._size, np.int64)
        np.add.at(sums, self._codes[chosen], amounts[chosen if self._rows is None else self._rows[chosen]])
        return sums

    def _chosen(self, mask: BoolRows) -> BoolRows:
        return mask if self._rows is None else mask[self._rows]


def read_happened(
    connection: sqlite3.Connection,
    columns: ProjectColumns,
    definitions: Iterable[Definition] = DEFINITIONS,
    rows: NDArray[np.int64] | None = None,
) -> dict[str, BoolRows]:
    """Read which projects have had the milestones that definitions ask for.

    Args:
        connection: To the ledger.
        columns: Its projects.
        definitions: Whose milestones are asked for.
        rows: int64[m], rows of the columns that are asked about, the others stay false; None asks about all. A few of
            a large ledger are looked up by their ids, without going through the milestones of the others.

    Returns:
        By stage, bool[n] over the rows of the columns.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    conditions = [c for d in definitions for c in (d.numerator, d.denominator) if c is not None and c.milestone]
    stages = sorted({c.milestone for c in conditions})
    condition, values = _choose_projects(columns, rows)
    # Joined inside SQLite: a million values fetched one by one cost every export of a large ledger a second.
    joined = ", ".join("group_concat(project_id, ' ') FILTER (WHERE stage = ?)" for _ in stages)
    sql = f"SELECT {joined or 'NULL'} FROM milestones WHERE is_planned = 0 AND {condition}"  # noqa: S608 - our words
    found = connection.execute(sql, (*stages, *values)).fetchone()
    return {stage: _find_rows(columns, ids) for stage, ids in zip(stages, found, strict=False)}


_FEW_OF: Final = 8
"""Ids that are less than this part of a ledger are looked up one by one; else every milestone is looked at."""


def _choose_projects(columns: ProjectColumns, rows: NDArray[np.int64] | None) -> tuple[str, tuple[int | str, ...]]:
    """Return a condition on the project of a milestone, and its values."""
    if rows is None or not len(rows) or len(rows) == len(columns):
        return "true", ()
    ids = columns.ids[rows]
    low, high = int(ids.min()), int(ids.max())
    if high - low < 2 * len(ids):
        return "project_id BETWEEN ? AND ?", (low, high)
    if len(ids) * _FEW_OF < len(columns):
        return "project_id IN (SELECT value FROM json_each(?))", (json.dumps(ids.tolist()),)
    return "true", ()


def _find_rows(columns: ProjectColumns, joined: str | None) -> BoolRows:
    """Tell for each row, bool[n], whether its id is among those that were joined."""
    happened = np.zeros(len(columns), np.bool_)
    if joined and len(columns):
        projects = np.fromstring(joined, dtype=np.int64, sep=" ")
        places = np.minimum(np.searchsorted(columns.ids, projects), len(columns) - 1)
        happened[places[columns.ids[places] == projects]] = True
    return happened


def _part_value(definition: Definition, numerator: int, denominator: int, amount_wan: int) -> float | int | None:
    if definition.unit == "亿元":
        return amount_wan
    if definition.denominator is None:
        return numerator
    return _percent(numerator, denominator) if denominator else None


def _percent(numerator: int, denominator: int) -> float:
    """Per cent to one decimal, halves up as the press rounds: 14 of 50 → 28.0."""
    return (2000 * numerator + denominator) // (2 * denominator) / 10
