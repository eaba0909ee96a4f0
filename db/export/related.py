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
from db.field_names import field_name
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
_OF_PROJECTS_SQL: Final = """(
        SELECT entity_id AS project_id, field, document_id, "start" AS start, "end" AS end FROM {schema}evidence
        WHERE entity IN ('projects', 'project_aliases') AND entity_id {chosen}
        UNION ALL SELECT m.project_id, e.field, e.document_id, e."start", e."end" FROM {schema}milestones AS m
        JOIN {schema}evidence AS e ON e.entity = 'milestones' AND e.entity_id = m.id WHERE m.project_id {chosen}
        UNION ALL SELECT m.project_id, e.field, e.document_id, e."start", e."end" FROM {schema}project_facts AS m
        JOIN {schema}evidence AS e ON e.entity = 'project_facts' AND e.entity_id = m.id WHERE m.project_id {chosen}
    ) AS f JOIN {schema}projects AS p ON p.id = f.project_id JOIN {schema}documents AS d ON d.id = f.document_id"""
_SOURCES_SQL: Final = f"""WITH ids (id) AS (SELECT value FROM json_each(?)) SELECT f.project_id, p.name, f.field,
        f.document_id, {DOCUMENT_TITLE_SQL}, d.published,
        f.start, f.end FROM {_OF_PROJECTS_SQL.format(schema="", chosen="IN ids")}"""  # noqa: S608
# One project after the other: what joins them afterwards would be looked through once for every passage.
_OF_SCATTERED_SQL: Final = """(
        SELECT e.entity_id AS project_id, w.place, e.field, e.document_id, e."start" AS start, e."end" AS end
        FROM wanted AS w CROSS JOIN ledger.evidence AS e
            ON e.entity IN ('projects', 'project_aliases') AND e.entity_id = w.id
        UNION ALL SELECT m.project_id, w.place, e.field, e.document_id, e."start", e."end" FROM wanted AS w
        CROSS JOIN ledger.milestones AS m ON m.project_id = w.id
        CROSS JOIN ledger.evidence AS e ON e.entity = 'milestones' AND e.entity_id = m.id
        UNION ALL SELECT m.project_id, w.place, e.field, e.document_id, e."start", e."end" FROM wanted AS w
        CROSS JOIN ledger.project_facts AS m ON m.project_id = w.id
        CROSS JOIN ledger.evidence AS e ON e.entity = 'project_facts' AND e.entity_id = m.id
    ) AS f JOIN ledger.projects AS p ON p.id = f.project_id JOIN ledger.documents AS d ON d.id = f.document_id"""
_COPIED_SOURCES_SQL: Final = f"""INSERT INTO main.{{table}} {{head}} SELECT NULL, f.project_id, p.name, f.field,
        field_words(f.field), f.document_id, {DOCUMENT_TITLE_SQL}, d.published, f.start, f.end
    FROM {{passages}} ORDER BY {{order}}, coalesce(d.published, ''), f.document_id, f.start, f.end, f.field"""  # noqa: S608


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
    connection: sqlite3.Connection, ledger: Path, table: str, ids: NDArray[np.int64], known: NDArray[np.int64]
) -> Iterator[int]:
    """Copy the milestones of projects from an attached ledger into a table, inside SQLite; yields how many, in parts.

    Args:
        connection: To the file written, the ledger attached as `ledger`.
        ledger: The ledger's file, for messages.
        table: A table of the columns of `MilestoneRow`.
        ids: int64[n] of projects.
        known: int64[m], ids of all projects of the ledger, ascending.

    Raises:
        LedgerError: The ledger cannot be read.
        sqlite3.OperationalError: The file cannot be written.
    """
    sql = f"INSERT INTO {table} SELECT id, project_id, stage, date, is_planned, basis, note FROM ledger.milestones"  # noqa: S608
    for condition, values in _milestone_parts(connection, ledger, ids, known):
        with _read_errors(ledger):
            yield connection.execute(f"{sql} WHERE {condition} ORDER BY id", values).rowcount


def _milestone_parts(
    connection: sqlite3.Connection, ledger: Path, ids: NDArray[np.int64], known: NDArray[np.int64]
) -> Iterator[tuple[str, tuple[int | str, ...]]]:
    """Yield conditions that choose them in parts: by their own ids where these lie together, as they are stored."""
    if _are_a_run(ids, known):
        of_them, bounds = "project_id BETWEEN ? AND ?", (int(ids.min()), int(ids.max()))
        with _read_errors(ledger):
            sql = f"SELECT min(id), max(id), count(*) FROM ledger.milestones WHERE {of_them}"  # noqa: S608 - our words
            least, greatest, count = connection.execute(sql, bounds).fetchone()
        if not count:
            return
        if greatest - least < 2 * count:
            for low in range(least, greatest + 1, _PART):
                yield f"id BETWEEN ? AND ? AND {of_them}", (low, low + _PART - 1, *bounds)
            return
    for first in range(0, len(ids), _PART):
        listed = json.dumps(ids[first : first + _PART].tolist())
        yield "project_id IN (SELECT value FROM json_each(?))", (listed,)


def _are_a_run(ids: NDArray[np.int64], known: NDArray[np.int64]) -> bool:
    """Whether no project of the ledger lies between these that is not one of them."""
    if not len(ids):
        return False
    first, last = np.searchsorted(known, (ids.min(), ids.max()))
    return int(last - first) == len(ids) - 1


def copy_sources(
    connection: sqlite3.Connection, ledger: Path, table: str, ids: NDArray[np.int64], known: NDArray[np.int64]
) -> Iterator[int]:
    """Copy where documents say something of projects into a table, inside SQLite; yields how many, in parts.

    Args:
        connection: To the file written, the ledger attached as `ledger`.
        ledger: The ledger's file, for messages.
        table: A table of a number of its own, project id and name, field and what people call it, document id, title
            and date, start and end.
        ids: int64[n] of projects; by them the rows come in this order, each once.
        known: int64[m], ids of all projects of the ledger, ascending.

    Raises:
        LedgerError: The ledger cannot be read.
        sqlite3.OperationalError: The file cannot be written.
    """
    connection.create_function("field_words", 1, field_name, deterministic=True)
    for first in range(0, len(ids), _PART):
        part = ids[first : first + _PART]
        if _are_a_run(part, known) and (part[1:] > part[:-1]).all():
            passages = _OF_PROJECTS_SQL.format(schema="ledger.", chosen="BETWEEN ?1 AND ?2")
            sql = _COPIED_SOURCES_SQL.format(head="", table=table, passages=passages, order="f.project_id")
            values: tuple[int | str, ...] = (int(part[0]), int(part[-1]))
        else:
            head = "WITH wanted (id, place) AS MATERIALIZED (SELECT value, key FROM json_each(?1))"
            sql = _COPIED_SOURCES_SQL.format(head=head, table=table, passages=_OF_SCATTERED_SQL, order="f.place")
            values = (json.dumps(part.tolist()),)
        with _read_errors(ledger):
            yield connection.execute(sql, values).rowcount


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
