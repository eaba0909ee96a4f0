"""What belongs to exported projects in other tables: milestones and places in documents, in bulk."""

import json
import sqlite3
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

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
