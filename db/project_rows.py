"""Full rows of many projects, for what goes out: JSON, exports."""

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from db.connection import LedgerInconsistent
from db.index.column_loading import GRADE_SQL
from db.index.dimension_loading import KIND_NAMES
from db.schema import POSITION_SQL
from geo.frozen import frozen
from geo.wording import tr

_BATCH = 1000


@frozen
class ProjectRow:
    """One project as it is listed outside. Amounts in 万元, degrees WGS 84, dates ISO 8601 of honest precision."""

    id: int
    name: str
    aliases: tuple[str, ...]
    kind: str
    kind_name: str
    industry_id: int | None
    industry: str | None
    track: str | None
    industry_basis: str | None
    industry_printed: str | None
    amount_wan: int | None
    amount_qualifier: str | None
    amount_text: str | None
    park_id: int | None
    park: str | None
    park_basis: str | None
    position_basis: str
    grade: str
    position_confidence: str | None
    lng: float | None
    lat: float | None
    stage: str | None
    stage_date: str | None
    year: int | None
    area_mu: float | None
    jobs: int | None
    organisations: tuple[str, ...]
    tags: tuple[str, ...]
    events: tuple[str, ...]
    lists: tuple[str, ...]
    documents: tuple[str, ...]
    summary: str | None
    note: str | None

    @property
    def position_schematic(self) -> bool:
        """Whether the position is not the project's own: it stands for the park."""
        return self.lng is not None and self.grade != "own"


_MAIN_SQL = f"""
    SELECT p.id, p.name, p.kind, p.industry_id, i.name AS industry, t.name AS track, p.industry_basis,
        p.industry_printed, p.amount_wan, p.amount_qualifier, p.amount_text, p.park_id, k.name AS park, p.park_basis,
        p.position_basis, {GRADE_SQL} AS grade, {POSITION_SQL}, s.stage,
        s.stage_date, y.year, p.area_mu, p.jobs, p.summary, p.note
    FROM projects AS p
    LEFT JOIN industries AS i ON i.id = p.industry_id
    LEFT JOIN industries AS t ON t.id = p.track_id
    LEFT JOIN parks AS k ON k.id = p.park_id
    LEFT JOIN project_status AS s ON s.project_id = p.id
    LEFT JOIN project_years AS y ON y.project_id = p.id
    WHERE p.id IN (SELECT value FROM json_each(?))"""  # noqa: S608 - a constant of our own

# Words of which a project may have several: project id, word; in the order they are listed.
_WORD_SQL = {
    "aliases": "SELECT project_id, alias FROM project_aliases WHERE project_id IN ids ORDER BY alias",
    "organisations": """SELECT r.project_id, o.name FROM (
            SELECT DISTINCT project_id, organisation_id FROM project_organisations WHERE project_id IN ids
        ) AS r JOIN organisations AS o ON o.id = r.organisation_id ORDER BY o.id""",
    "tags": """SELECT DISTINCT r.project_id, t.tag FROM project_organisations AS r
        JOIN organisation_tags AS t USING (organisation_id) WHERE r.project_id IN ids ORDER BY t.tag""",
    "events": """SELECT r.project_id, e.name FROM event_projects AS r JOIN events AS e ON e.id = r.event_id
        WHERE r.project_id IN ids ORDER BY coalesce(e.held_on, '9999'), e.id""",
    "lists": """SELECT r.project_id, l.name FROM list_items AS r JOIN lists AS l ON l.id = r.list_id
        WHERE r.project_id IN ids ORDER BY l.id""",
    "documents": """SELECT e.project_id, e.document_id FROM (
            SELECT DISTINCT project_id, document_id FROM project_evidence WHERE project_id IN ids
        ) AS e JOIN documents AS d ON d.id = e.document_id ORDER BY d.published, d.id""",
}


def load_project_rows(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[ProjectRow]:
    """Read full rows in the order of the ids given; ids that do not exist are left out.

    Reads in batches, so that a whole ledger can be written out without holding it twice.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
        LedgerInconsistent: A number is infinite.
    """
    for start in range(0, len(ids), _BATCH):
        batch = [int(id_) for id_ in ids[start : start + _BATCH]]
        found = {row.id: row for row in _load_batch(connection, batch)}
        yield from (found[id_] for id_ in batch if id_ in found)


def _load_batch(connection: sqlite3.Connection, ids: list[int]) -> Iterator[ProjectRow]:
    wanted = json.dumps(ids)
    words = {key: _load_words(connection, sql, wanted) for key, sql in _WORD_SQL.items()}
    cursor = connection.execute(_MAIN_SQL, (wanted,))
    columns = [column[0] for column in cursor.description]
    for values in cursor:
        plain: dict[str, Any] = dict(zip(columns, values, strict=True))
        if not math.isfinite(plain["area_mu"] or 0):
            raise LedgerInconsistent(tr("台账里“{name}”的用地面积不是可用的数，请检查最近的改动。", name=plain["name"]))
        lists: dict[str, Any] = {key: tuple(found[plain["id"]]) for key, found in words.items()}
        yield ProjectRow(**plain, **lists, kind_name=KIND_NAMES.get(plain["kind"], plain["kind"]))


def _load_words(connection: sqlite3.Connection, sql: str, wanted: str) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    query = f"WITH ids (id) AS (SELECT value FROM json_each(?)) {sql}"  # noqa: S608 - constants of our own
    for project_id, word in connection.execute(query, (wanted,)):
        found[project_id].append(word)
    return found
