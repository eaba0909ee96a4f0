"""Organisations on the chain and printed relations, in plain SQL; `plain_sql.choose` fixes which projects count."""

from __future__ import annotations

import sqlite3
from typing import Any

from tests.unit.db.figures import plain_sql

MOST = 60


def standing(connection: sqlite3.Connection, node_id: int) -> dict[str, Any]:
    """The organisations of a node's own projects: those with most projects first, with roles and tags."""
    links = f"""{plain_sql._HANGING}, links AS (SELECT DISTINCT o.organisation_id, o.project_id, o.role
        FROM project_organisations AS o JOIN chosen AS c ON c.id = o.project_id
        JOIN hanging AS h ON h.project_id = o.project_id WHERE h.node = {node_id})"""  # noqa: SLF001, S608
    found = connection.execute(
        f"""{links} SELECT g.id, g.name, count(DISTINCT l.project_id) FROM links AS l
        JOIN organisations AS g ON g.id = l.organisation_id GROUP BY g.id ORDER BY 3 DESC, 1"""  # noqa: S608
    ).fetchall()
    roles = connection.execute(f"{links} SELECT DISTINCT organisation_id, role FROM links ORDER BY role").fetchall()  # noqa: S608
    tags = connection.execute("SELECT organisation_id, tag FROM organisation_tags ORDER BY tag").fetchall()
    return {
        "organisations": [
            {
                "id": id_,
                "name": name,
                "count": count,
                "roles": [role for owner, role in roles if owner == id_ and role],
                "tags": [tag for owner, tag in tags if owner == id_],
            }
            for id_, name, count in found[:MOST]
        ],
        "organisation_count": len(found),
    }


def relations(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every printed relation with both its ends and the places that print it."""
    found = []
    for row in _rows(connection, "SELECT * FROM chain_relations ORDER BY id"):
        places = _rows(
            connection,
            f"""SELECT document_id, "start", "end" FROM evidence WHERE entity = 'chain_relations'
            AND entity_id = {row["id"]} GROUP BY 1, 2, 3 ORDER BY 1, min(field <> 'words'), 2, 3""",  # noqa: S608
        )
        found.append(
            {
                **{key: row[key] for key in ("id", "kind", "kind_basis", "words", "industry_id", "industry_basis")},
                "source": _end(connection, row, "from"),
                "target": _end(connection, row, "to"),
                "note": row["note"] or "",
                "places": places,
            }
        )
    return found


def unrelated(connection: sqlite3.Connection, lowest: list[int]) -> list[int]:
    """Of the lowest nodes, those of which no relation is printed."""
    sql = """SELECT industry_id AS id FROM chain_relations
        UNION SELECT from_id FROM chain_relations WHERE from_entity = 'industries'
        UNION SELECT to_id FROM chain_relations WHERE to_entity = 'industries'"""
    with_one = {row["id"] for row in _rows(connection, sql)}
    return [node for node in lowest if node > 0 and node not in with_one]


def _end(connection: sqlite3.Connection, row: dict[str, Any], side: str) -> dict[str, Any]:
    entity, id_, words = row[f"{side}_entity"], row[f"{side}_id"], row[f"{side}_words"]
    name = words
    if entity is not None:
        (name,) = connection.execute(f"SELECT name FROM {entity} WHERE id = ?", (id_,)).fetchone()  # noqa: S608
    return {"entity": entity or "", "id": id_ or 0, "name": name, "words": words, "basis": row[f"{side}_basis"] or ""}


def _rows(connection: sqlite3.Connection, sql: str) -> list[dict[str, Any]]:
    cursor = connection.execute(sql)
    keys = [column[0] for column in cursor.description]
    return [dict(zip(keys, row, strict=True)) for row in cursor]
