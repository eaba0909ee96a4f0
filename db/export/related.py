"""What belongs to exported projects in other tables: milestones and places in documents, in bulk."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from db.connection import translated_errors
from db.schema import DOCUMENT_TITLE_SQL

MilestoneRow = tuple[int, int, str, str | None, int, str, str | None]
"""Id, project id, stage, date (ISO 8601 of honest precision), is planned (0 or 1), basis, note: no object a row."""


class ParkRow(NamedTuple):
    """A park as the ledger has it: degrees WGS 84, `footprint` GeoJSON text, `footprint_kind` surveyed or schematic."""

    id: int
    name: str
    kind: str
    parent_id: int | None
    lng: float | None
    lat: float | None
    position_confidence: str | None
    position_source: str | None
    area_km2: float | None
    area_source: str | None
    footprint: str | None
    footprint_kind: str | None
    focus: str | None


SourceRow = tuple[int, str, str, str, str, str | None, int, int]
"""Project id and name, field, document id, title and date, start and end."""

_MILESTONES_SQL: Final = """SELECT id, project_id, stage, date, is_planned, basis, note FROM milestones
    WHERE project_id {} ORDER BY project_id, coalesce(date, '9999'), id"""

_PART: Final = 50_000
_OF_THE_LEDGER: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)

# Each table by its own index; the view over all of them would be worked out whole for each batch.
_SOURCES_SQL: Final = f"""WITH ids (id) AS (SELECT value FROM json_each(?)) SELECT f.project_id, p.name, f.field,
        f.document_id, {DOCUMENT_TITLE_SQL}, d.published,
        f.start, f.end FROM (
        SELECT entity_id AS project_id, field, document_id, "start" AS start, "end" AS end FROM evidence
        WHERE entity IN ('projects', 'project_aliases') AND entity_id IN ids
        UNION ALL SELECT m.project_id, e.field, e.document_id, e."start", e."end" FROM milestones AS m
        JOIN evidence AS e ON e.entity = 'milestones' AND e.entity_id = m.id WHERE m.project_id IN ids
        UNION ALL SELECT m.project_id, e.field, e.document_id, e."start", e."end" FROM project_facts AS m
        JOIN evidence AS e ON e.entity = 'project_facts' AND e.entity_id = m.id WHERE m.project_id IN ids
    ) AS f JOIN projects AS p ON p.id = f.project_id JOIN documents AS d ON d.id = f.document_id"""  # noqa: S608


def read_parks(connection: sqlite3.Connection) -> list[ParkRow]:
    """Read all parks, by id.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    return [ParkRow(*row) for row in connection.execute(f"SELECT {', '.join(ParkRow._fields)} FROM parks ORDER BY id")]  # noqa: S608


def read_milestones(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> list[MilestoneRow]:
    """Read the milestones of projects: by project in the order given, then by date, undated ones last.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    low, high = int(ids.min()), int(ids.max())
    if high - low == len(ids) - 1:
        found = connection.execute(_MILESTONES_SQL.format("BETWEEN ? AND ?"), (low, high))
    else:
        listed = json.dumps(ids.tolist())
        found = connection.execute(_MILESTONES_SQL.format("IN (SELECT value FROM json_each(?))"), (listed,))
    rows: list[MilestoneRow] = found.fetchall()
    if place := _places(ids):
        rows.sort(key=lambda row: place[row[1]])
    return rows


def copy_milestones(
    connection: sqlite3.Connection, ledger: Path, table: str, ids: NDArray[np.int64], *, are_all: bool
) -> Iterator[int]:
    """Copy the milestones of projects from an attached ledger into a table, inside SQLite; yields how many, in parts.

    Args:
        connection: To the file written, the ledger attached as `ledger`.
        ledger: The ledger's file, for messages.
        table: A table of the columns of `MilestoneRow`.
        ids: int64[n] of projects.
        are_all: Whether these are all projects of the ledger, which are then not looked for one by one.

    Raises:
        LedgerError: The ledger cannot be read.
        sqlite3.OperationalError: The file cannot be written.
    """
    sql = f"INSERT INTO {table} SELECT id, project_id, stage, date, is_planned, basis, note FROM ledger.milestones"  # noqa: S608
    for condition, values in _milestone_parts(connection, ledger, ids, are_all):
        with _read_errors(ledger):
            yield connection.execute(f"{sql} WHERE {condition} ORDER BY id", values).rowcount


def _milestone_parts(
    connection: sqlite3.Connection, ledger: Path, ids: NDArray[np.int64], are_all: bool
) -> Iterator[tuple[str, tuple[int | str, ...]]]:
    if not are_all:
        for first in range(0, len(ids), _PART):
            listed = json.dumps(ids[first : first + _PART].tolist())
            yield "project_id IN (SELECT value FROM json_each(?))", (listed,)
    elif len(ids):
        with _read_errors(ledger):
            least, greatest = connection.execute("SELECT min(id), max(id) FROM ledger.milestones").fetchone()
        for low in range(least or 0, (greatest if greatest is not None else -1) + 1, _PART):
            # Projects that came meanwhile have greater ids.
            yield "id BETWEEN ? AND ? AND project_id <= ?", (low, low + _PART - 1, int(ids.max()))


@contextlib.contextmanager
def _read_errors(ledger: Path) -> Iterator[None]:
    """Tell what is wrong with an attached ledger from what is wrong with the file written: that has no room, say."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _OF_THE_LEDGER:
            raise
        with translated_errors(ledger):
            raise


def read_sources(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> list[SourceRow]:
    """Read where documents say something of projects: by project in the order given, then by document and place.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    rows = connection.execute(_SOURCES_SQL, (json.dumps(ids.tolist()),)).fetchall()
    place = _places(ids) or {}
    rows.sort(key=lambda row: (place.get(row[0], row[0]), row[5] or "", row[3], row[6], row[7], row[2]))
    return rows


def _places(ids: NDArray[np.int64]) -> dict[int, int] | None:
    """Return where each id stands, None where they ascend anyway."""
    return None if (ids[1:] > ids[:-1]).all() else {id_: place for place, id_ in enumerate(ids.tolist())}
