"""Read everything known about one project, with the places in the documents that say so."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from db.index.column_loading import GRADE_SQL
from db.index.dimension_loading import KIND_NAMES
from db.reading.document_store import load_bare_text
from db.records import (
    EventRef,
    Fact,
    ListRef,
    Milestone,
    OrganisationRole,
    ParkPlacement,
    Passage,
    ProjectCard,
    Statement,
    Suspicion,
)
from db.related import load_related
from db.schema import DOCUMENT_TITLE_SQL
from geo.wording import tr

_SENTENCE_ENDS = "。！？"
_CONTEXT_LIMIT = 120
"""Most characters of a sentence shown on either side of the words."""


def load_card(connection: sqlite3.Connection, project_id: int) -> ProjectCard:
    """Read one project's card.

    Raises:
        KeyError: There is no such project.
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    row = _load_project(connection, project_id)
    statements = _load_statements(connection, project_id)
    return ProjectCard(
        **{key: row[key] for key in _PLAIN_FIELDS},
        kind_name=KIND_NAMES.get(row["kind"], row["kind"]),
        aliases=_load_words(connection, "SELECT alias FROM project_aliases WHERE project_id = ?", project_id),
        park=_load_placement(connection, row),
        organisations=_load_organisations(connection, project_id),
        facts=tuple(Fact(*fact) for fact in connection.execute(_FACTS_SQL, (project_id,))),
        milestones=tuple(
            Milestone(id_, stage, date, bool(planned), basis, note)
            for id_, stage, date, planned, basis, note in connection.execute(_MILESTONES_SQL, (project_id,))
        ),
        events=tuple(EventRef(*event) for event in connection.execute(_EVENTS_SQL, (project_id,))),
        lists=tuple(
            ListRef(id_, name, position, bool(own))
            for id_, name, position, own in connection.execute(_LISTS_SQL, (project_id,))
        ),
        passages=load_passages(connection, project_id),
        statements=statements,
        suspicions=tuple(Suspicion(*row) for row in connection.execute(_SUSPICIONS_SQL, {"id": project_id})),
        related=load_related(connection, project_id),
    )


_PLAIN_FIELDS = (
    "id",
    "name",
    "kind",
    "industry_id",
    "industry",
    "track",
    "industry_basis",
    "industry_printed",
    "amount_wan",
    "amount_qualifier",
    "amount_text",
    "position_basis",
    "grade",
    "lng",
    "lat",
    "stage",
    "stage_date",
    "year",
    "area_mu",
    "jobs",
    "summary",
    "note",
)

_PROJECT_SQL = f"""
    SELECT p.*, i.name AS industry, t.name AS track, {GRADE_SQL} AS grade, coalesce(p.lng, k.lng) AS known_lng,
        coalesce(p.lat, k.lat) AS known_lat,
        s.stage, s.stage_date, y.year
    FROM projects AS p
    LEFT JOIN industries AS i ON i.id = p.industry_id
    LEFT JOIN industries AS t ON t.id = p.track_id
    LEFT JOIN parks AS k ON k.id = p.park_id
    LEFT JOIN project_status AS s ON s.project_id = p.id
    LEFT JOIN project_years AS y ON y.project_id = p.id
    WHERE p.id = ?"""  # noqa: S608 - a constant of our own

_FACTS_SQL = "SELECT id, name, value, unit, qualifier, period, note FROM project_facts WHERE project_id = ? ORDER BY id"

_MILESTONES_SQL = """
    SELECT m.id, m.stage, m.date, m.is_planned, m.basis, m.note FROM milestones AS m JOIN stages AS s USING (stage)
    WHERE m.project_id = ? ORDER BY m.is_planned, m.date IS NULL, m.date, s.position, m.id"""

_EVENTS_SQL = """
    SELECT e.id, e.name, e.kind, e.held_on, e.project_count, e.amount_wan, p.basis
    FROM event_projects AS p JOIN events AS e ON e.id = p.event_id
    WHERE p.project_id = ? ORDER BY coalesce(e.held_on, '9999'), e.id"""

_LISTS_SQL = """
    SELECT l.id, l.name, i.position, l.position IS NOT NULL FROM list_items AS i JOIN lists AS l ON l.id = i.list_id
    WHERE i.project_id = ? ORDER BY l.position IS NOT NULL, l.position, l.id"""

_STATEMENTS_SQL = f"""
    SELECT s.field, s.value, s.document_id, {DOCUMENT_TITLE_SQL}, d.published, s.adopted
    FROM statements AS s JOIN documents AS d ON d.id = s.document_id
    WHERE (s.entity = 'projects' AND s.entity_id = :id)
        OR (s.entity = 'milestones' AND s.entity_id IN (SELECT id FROM milestones WHERE project_id = :id))
        OR (s.entity = 'project_facts' AND s.entity_id IN (SELECT id FROM project_facts WHERE project_id = :id))
    ORDER BY s.field, d.published, s.id"""  # noqa: S608 - a constant of our own

_SUSPICIONS_SQL = """
    SELECT p.id, p.name, s.reason FROM suspicions AS s
    JOIN projects AS p ON p.id = CASE WHEN s.entity_id = :id THEN s.other_id ELSE s.entity_id END
    WHERE (s.entity = 'projects' AND s.entity_id = :id) OR (s.entity = 'projects' AND s.other_id = :id)
    ORDER BY p.id"""

_ORGANISATIONS_SQL = """
    SELECT o.id, o.name, r.role FROM project_organisations AS r JOIN organisations AS o ON o.id = r.organisation_id
    WHERE r.project_id = ? ORDER BY r.role, o.id"""

# What the view `project_evidence` says; asked through the view, SQLite would look through the evidence of everything.
_PASSAGES_SQL = f"""
    SELECT e.entity, e.entity_id, e.field, e.document_id, {DOCUMENT_TITLE_SQL}, d.published, e."start", e."end"
    FROM evidence AS e JOIN documents AS d ON d.id = e.document_id
    WHERE (e.entity = 'projects' AND e.entity_id = :id) OR (e.entity = 'project_aliases' AND e.entity_id = :id)
        OR (e.entity = 'milestones' AND e.entity_id IN (SELECT id FROM milestones WHERE project_id = :id))
        OR (e.entity = 'project_facts' AND e.entity_id IN (SELECT id FROM project_facts WHERE project_id = :id))
    ORDER BY d.published, d.id, e."start", e."end", e.id"""  # noqa: S608

_PARK_PATH_SQL = """
    WITH RECURSIVE above (id, name, parent_id, depth) AS (
        SELECT id, name, parent_id, 0 FROM parks WHERE id = ?
        UNION ALL SELECT p.id, p.name, p.parent_id, depth + 1 FROM parks AS p JOIN above ON p.id = above.parent_id
        WHERE depth < 16
    ) SELECT name FROM above ORDER BY depth DESC"""


def _load_project(connection: sqlite3.Connection, project_id: int) -> Mapping[str, Any]:
    cursor = connection.execute(_PROJECT_SQL, (project_id,))
    values = cursor.fetchone()
    if values is None:
        raise KeyError(project_id)
    row = dict(zip((column[0] for column in cursor.description), values, strict=True))
    row["lng"], row["lat"] = row["known_lng"], row["known_lat"]
    return row


def _load_words(connection: sqlite3.Connection, sql: str, id_: int) -> tuple[str, ...]:
    return tuple(word for (word,) in connection.execute(sql, (id_,)))


def _load_placement(connection: sqlite3.Connection, row: Mapping[str, Any]) -> ParkPlacement | None:
    if row["park_id"] is None:
        return None
    name, confidence, source = connection.execute(
        "SELECT name, position_confidence, position_source FROM parks WHERE id = ?", (row["park_id"],)
    ).fetchone()
    rule_id = row["park_rule_id"]
    rule = connection.execute("SELECT dimension, key, note FROM park_rules WHERE id = ?", (rule_id,)).fetchone()
    return ParkPlacement(
        park_id=row["park_id"],
        name=name,
        path=_load_words(connection, _PARK_PATH_SQL, row["park_id"]),
        basis=row["park_basis"],
        rule_words=_describe_rule(*rule) if rule else None,
        rule_documents=_load_words(connection, _RULE_DOCUMENTS_SQL, rule_id) if rule else (),
        position_confidence=confidence,
        position_source=source,
    )


_RULE_DOCUMENTS_SQL = f"""
    SELECT DISTINCT {DOCUMENT_TITLE_SQL} FROM evidence AS e JOIN documents AS d ON d.id = e.document_id
    WHERE e.entity = 'park_rules' AND e.entity_id = ? ORDER BY d.published"""  # noqa: S608


def _describe_rule(dimension: str, key: str, note: str | None) -> str:
    subject = {"industry": tr("产业"), "track": tr("细分"), "kind": tr("类别"), "topic": tr("涉及")}[dimension]
    shown = tr(KIND_NAMES[key]) if dimension == "kind" and key in KIND_NAMES else key
    rule = tr("{subject}“{word}”", subject=subject, word=shown)
    return tr("{rule}：{note}", rule=rule, note=note) if note else rule


def _load_organisations(connection: sqlite3.Connection, project_id: int) -> tuple[OrganisationRole, ...]:
    return tuple(
        OrganisationRole(
            id_,
            name,
            role,
            _load_words(connection, "SELECT tag FROM organisation_tags WHERE organisation_id = ?", id_),
            _load_words(connection, "SELECT alias FROM organisation_aliases WHERE organisation_id = ?", id_),
        )
        for id_, name, role in connection.execute(_ORGANISATIONS_SQL, (project_id,)).fetchall()
    )


def _load_statements(connection: sqlite3.Connection, project_id: int) -> tuple[Statement, ...]:
    return tuple(
        Statement(field, value, document_id, title, published, bool(adopted))
        for field, value, document_id, title, published, adopted in connection.execute(
            _STATEMENTS_SQL, {"id": project_id}
        )
    )


def load_passages(connection: sqlite3.Connection, project_id: int) -> tuple[Passage, ...]:
    """Read where documents say something of a project, by document and place.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    rows = connection.execute(_PASSAGES_SQL, {"id": project_id}).fetchall()
    texts = {document_id: load_bare_text(connection, document_id) for document_id in {row[3] for row in rows}}
    passages = []
    for entity, entity_id, field, document_id, title, published, start, end in rows:
        words, before, after = _cut_sentence(texts[document_id], start, end)
        passages.append(
            Passage(entity, entity_id, field, document_id, title, published, start, end, words, before, after)
        )
    return tuple(passages)


def _cut_sentence(text: str | None, start: int, end: int) -> tuple[str | None, str, str]:
    """Return (words, rest of the sentence before, rest after)."""
    if text is None:
        return None, "", ""
    first = max(text.rfind(mark, 0, start) for mark in _SENTENCE_ENDS) + 1
    ends = [place for mark in _SENTENCE_ENDS if (place := text.find(mark, end)) >= 0]
    last = min(ends) + 1 if ends else len(text)
    before = text[max(first, start - _CONTEXT_LIMIT) : start]
    return text[start:end], before, text[end : min(last, end + _CONTEXT_LIMIT)]
