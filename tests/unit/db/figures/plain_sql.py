# ruff: noqa: S608 - the conditions are constants of the tests
"""Every number of the figures once more, in plain SQL and nothing else: what the program tells is compared with this.

`choose` fixes which projects are looked at; the rest reads the ledger as anybody could with a database browser.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from tests.unit.db.figures.plain_findings import contained

MONTH = """(CAST(substr({d}, 1, 4) AS INTEGER) * 12
    + CASE WHEN length({d}) >= 7 THEN CAST(substr({d}, 6, 2) AS INTEGER) - 1 ELSE 11 END)"""
"""Last month that a date of honest precision may mean."""

BOARD = (
    "'谋划'", "'洽谈'", "'签约'", "'落户'", "'开工'", "'在建'", "'完工'", "'投产', '投用'", "'达产'"
)  # fmt: skip


def choose(connection: sqlite3.Connection, where: str = "1") -> None:
    """Look at the projects of a condition on `projects AS p`."""
    connection.execute("DROP TABLE IF EXISTS temp.chosen")
    connection.execute("DROP TABLE IF EXISTS temp.standing")
    connection.execute(f"CREATE TEMP TABLE chosen AS SELECT p.id FROM projects AS p WHERE {where}")
    connection.execute(
        """CREATE TEMP TABLE standing AS SELECT p.id, p.amount_wan, p.kind, t.stage, coalesce(t.stage_date, '') AS date,
            coalesce((SELECT rank FROM stages WHERE stage = t.stage), 0) AS rank FROM projects AS p
        JOIN chosen USING (id) LEFT JOIN project_status AS t ON t.project_id = p.id"""
    )


def ids(connection: sqlite3.Connection, sql: str) -> list[int]:
    """The first column, ascending."""
    return sorted(row[0] for row in connection.execute(sql))


def happened(stage: str) -> str:
    """Condition: a milestone of the stage has happened."""
    return f"id IN (SELECT project_id FROM milestones WHERE stage = '{stage}' AND is_planned = 0)"


KPIS: dict[str, tuple[str, str | None]] = {
    "projects.all": ("1", None),
    "projects.industrial": ("kind IN ('industry', 'innovation')", None),
    "signed_amount.stage": ("rank >= 3", None),
    "signed_amount.milestone": (happened("签约"), None),
    "building.active": ("stage IN ('开工', '在建')", None),
    "building.strict": ("stage = '在建'", None),
    "started.stage": ("rank >= 4", "rank >= 3"),
    "started.milestone": (f"rank >= 3 AND {happened('开工')}", "rank >= 3"),
    "landed_started.milestone": (f"rank >= 4 AND {happened('落户')}", happened("落户")),
    "built.signed": ("rank >= 6", "rank >= 3"),
    "built.started": ("rank >= 6", "rank >= 4"),
    "operating.signed": ("rank >= 7", "rank >= 3"),
    "operating.started": ("rank >= 7", "rank >= 4"),
    "full_output.projects": ("rank >= 8", "rank >= 7"),
}
"""By definition: conditions of numerator and denominator on `standing`."""

UNANSWERABLE = {"started.land", "landed_started.published", "full_output.output"}


def kpis(connection: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """Value, ids and what a sum leaves out, by definition."""
    found: dict[str, dict[str, Any]] = {
        id_: {"value": None, "numerator_ids": [], "denominator_ids": [], "unpublished": 0} for id_ in UNANSWERABLE
    }
    for id_, (above, below) in KPIS.items():
        numerator = ids(connection, f"SELECT id FROM standing WHERE {above}")
        denominator = ids(connection, f"SELECT id FROM standing WHERE {below}") if below else []
        value: float | None = len(numerator)
        unpublished = 0
        if id_.startswith("signed_amount"):
            value, unpublished = connection.execute(
                f"SELECT coalesce(sum(amount_wan), 0), count(*) - count(amount_wan) FROM standing WHERE {above}"
            ).fetchone()
        elif below:
            (value,) = connection.execute(
                f"""SELECT round((SELECT count(*) FROM standing WHERE {above}) * 100.0 / nullif(count(*), 0), 1)
                FROM standing WHERE {below}"""
            ).fetchone()
        found[id_] = {
            "value": value,
            "numerator_ids": numerator,
            "denominator_ids": denominator,
            "unpublished": unpublished,
        }
    return found


_INSIDE = """WITH RECURSIVE inside (root, id) AS (
    SELECT id, id FROM events
    UNION SELECT i.root, c.contains_id FROM inside AS i JOIN event_containments AS c ON c.event_id = i.id),
    named AS (SELECT DISTINCT i.root, p.* FROM inside AS i JOIN event_projects AS l ON l.event_id = i.id
        JOIN projects AS p ON p.id = l.project_id)"""


def events(connection: sqlite3.Connection) -> dict[int, dict[str, Any]]:
    """Announced, named, residual, contained, by announcement."""
    found: dict[int, dict[str, Any]] = {}
    sql = f"""{_INSIDE} SELECT e.id, e.project_count, e.amount_wan, count(n.id), coalesce(sum(n.amount_wan), 0),
        count(n.id) - count(n.amount_wan), coalesce(sum(n.amount_wan IS NOT NULL AND n.amount_qualifier <> ''), 0)
        FROM events AS e LEFT JOIN named AS n ON n.root = e.id GROUP BY e.id"""
    for id_, count, amount, named, wan, unpublished, approximate in connection.execute(sql):
        found[id_] = {
            "announced": (count, amount),
            "named": (named, wan, unpublished, approximate),
            "residual": (None if count is None else count - named, None if amount is None else amount - wan),
            "contained": tuple(contained(connection, id_, which) for which in ("project_count", "amount_wan")),
            "ids": ids(connection, f"{_INSIDE} SELECT id FROM named WHERE root = {id_}"),
            "contains": ids(connection, f"SELECT contains_id FROM event_containments WHERE event_id = {id_}"),
        }
    return found


def parts(connection: sqlite3.Connection) -> dict[tuple[int, str], tuple[int, int] | None]:
    """(count, 万元) of the named projects of each announced part by industry; None where no industry is called so."""
    sql = f"""{_INSIDE}, called (id, name) AS (SELECT id, name FROM industries
        UNION SELECT c.to_id, f.name FROM industry_crosswalk AS c JOIN industries AS f ON f.id = c.from_id)
        SELECT p.event_id, p.key, EXISTS (SELECT 1 FROM called WHERE name = p.key),
            (SELECT count(*) FROM named AS n WHERE n.root = p.event_id
                AND n.industry_id IN (SELECT id FROM called WHERE name = p.key)),
            (SELECT coalesce(sum(n.amount_wan), 0) FROM named AS n WHERE n.root = p.event_id
                AND n.industry_id IN (SELECT id FROM called WHERE name = p.key))
        FROM event_parts AS p WHERE p.dimension = 'industry'"""
    return {
        (event_id, key): (count, wan) if known else None for event_id, key, known, count, wan in connection.execute(sql)
    }


def contradictions(connection: sqlite3.Connection) -> dict[tuple[str, int, str], list[tuple[int, int, int]]]:
    """(statement, adopted, number of places), by what they are about."""
    found: dict[tuple[str, int, str], list[tuple[int, int, int]]] = {}
    sql = """SELECT entity, entity_id, field, id, adopted,
        (SELECT count(*) FROM evidence AS e WHERE e.entity = 'statements' AND e.entity_id = s.id)
        FROM statements AS s WHERE (SELECT count(DISTINCT value) FROM statements AS o
            WHERE (o.entity, o.entity_id, o.field) = (s.entity, s.entity_id, s.field)) > 1 ORDER BY id"""
    for entity, entity_id, field, *saying in connection.execute(sql):
        found.setdefault((entity, entity_id, field), []).append(tuple(saying))
    return found


def repeats(connection: sqlite3.Connection) -> dict[tuple[int, int], dict[str, Any]]:
    """Of any two projects: whether they share an organisation or event, were noted, what was decided."""
    sql = """SELECT a.id, b.id,
        (SELECT count(DISTINCT x.organisation_id) FROM project_organisations AS x JOIN project_organisations AS y
            USING (organisation_id) WHERE x.project_id = a.id AND y.project_id = b.id),
        (SELECT count(*) FROM event_projects AS x JOIN event_projects AS y USING (event_id)
            WHERE x.project_id = a.id AND y.project_id = b.id),
        (SELECT count(*) FROM suspicions WHERE entity = 'projects'
            AND min(entity_id, other_id) = a.id AND max(entity_id, other_id) = b.id),
        (SELECT verdict FROM repeat_decisions WHERE first_id = a.id AND second_id = b.id)
        FROM projects AS a JOIN projects AS b ON a.id < b.id"""
    return {
        (first, second): {"organisations": owners, "events": shared, "noted": noted, "decision": decision}
        for first, second, owners, shared, noted, decision in connection.execute(sql)
    }


def board(connection: sqlite3.Connection, as_of: str) -> list[dict[str, Any]]:
    """By column of the stage board: counts, sums, industries, and each project's dates."""
    conditions = [f"stage IN ({stages})" for stages in BOARD] + ["stage IS NULL"]
    newest = connection.execute("SELECT max(published) FROM documents").fetchone()[0]
    now = int(as_of[:4]) * 12 + int(as_of[5:7]) - 1
    return [_board_column(connection, condition, newest, now) for condition in conditions]


def _board_column(connection: sqlite3.Connection, condition: str, newest: str | None, now: int) -> dict[str, Any]:
    count, amount, unpublished = connection.execute(
        f"SELECT count(*), coalesce(sum(amount_wan), 0), count(*) - count(amount_wan) FROM standing WHERE {condition}"
    ).fetchone()
    industries = dict(
        connection.execute(
            f"""SELECT coalesce(p.industry_id, 0), count(*) FROM standing AS s JOIN projects AS p ON p.id = s.id
            WHERE {condition.replace("stage", "s.stage")} GROUP BY 1"""
        )
    )
    cards = {}
    sql = f"""SELECT s.id, s.rank, s.date, {MONTH.format(d="s.date")},
        (SELECT d.published FROM project_evidence AS e JOIN documents AS d ON d.id = e.document_id
            WHERE e.project_id = s.id AND d.published IS NOT NULL
            ORDER BY {MONTH.format(d="d.published")} DESC, length(d.published) = 4 DESC, d.published DESC LIMIT 1)
        FROM standing AS s WHERE {condition.replace("stage", "s.stage")}"""
    for id_, rank, date, month, seen in connection.execute(sql).fetchall():
        ahead: tuple[str, str, int] = connection.execute(
            f"""SELECT m.stage, coalesce(m.date, ''), {MONTH.format(d="m.date")} FROM milestones AS m
            JOIN stages AS t ON t.stage = m.stage WHERE m.project_id = ? AND m.is_planned = 1 AND t.rank > ?
            ORDER BY coalesce(nullif(m.date, ''), '9999'), t.position LIMIT 1""",
            (id_, rank),
        ).fetchone() or ("", "", 0)
        overdue = max(0, now - ahead[2]) if ahead[1] else 0
        cards[id_] = {
            "date": date,
            "age_months": max(0, now - month) if date else None,
            "next_stage": ahead[0],
            "next_date": ahead[1],
            "overdue_months": overdue,
            "last_seen": seen or "",
            "light": _light(connection, rank, ahead[0], overdue, seen or date, newest),
        }
    return {
        "count": count,
        "amount_wan": amount,
        "unpublished": unpublished,
        "by_industry": industries,
        "cards": cards,
    }


def _light(connection: sqlite3.Connection, rank: int, ahead: str, overdue: int, seen: str, newest: str | None) -> str:
    if overdue > 0:
        return "overdue"
    if seen and newest and rank < 6:
        (quiet,) = connection.execute(
            f"SELECT {MONTH.format(d='?1')} - {MONTH.format(d='?2')}",
            (f"{newest}-01" if len(newest) == 4 else newest, seen),
        ).fetchone()
        if quiet > 18:
            return "quiet"
    return "planned" if ahead else "none"


_HANGING = """WITH RECURSIVE current AS (SELECT * FROM industries WHERE taxonomy_id =
        (SELECT id FROM taxonomies ORDER BY valid_from DESC, id DESC LIMIT 1)),
    nearer AS (SELECT d.project_id, d.industry_id FROM project_directions AS d
        JOIN projects AS p ON p.id = d.project_id LEFT JOIN industries AS i ON i.id = d.industry_id
        WHERE p.track_id IS NULL OR i.parent_id = p.track_id),
    hanging (project_id, node) AS (
        SELECT project_id, industry_id FROM project_directions
        UNION SELECT id, coalesce(track_id, -industry_id, 0) FROM projects
            WHERE id NOT IN (SELECT project_id FROM nearer)),
    nodes (id, parent) AS (SELECT id, parent_id FROM current UNION SELECT -id, id FROM current WHERE level = 1
        UNION SELECT 0, NULL),
    below (root, id) AS (SELECT id, id FROM nodes
        UNION SELECT b.root, n.id FROM below AS b JOIN nodes AS n ON n.parent = b.id)"""


def chain(connection: sqlite3.Connection) -> dict[int, tuple[int, int, int, int, int]]:
    """(projects, 万元, unpublished, started, own projects) by node of the chain."""
    sql = f"""{_HANGING} SELECT n.id, count(DISTINCT s.id),
        (SELECT coalesce(sum(amount_wan), 0) FROM standing WHERE id IN (SELECT h.project_id FROM hanging AS h
            JOIN below AS b ON b.id = h.node WHERE b.root = n.id)),
        count(DISTINCT CASE WHEN s.amount_wan IS NULL THEN s.id END),
        count(DISTINCT CASE WHEN s.rank >= 4 THEN s.id END),
        (SELECT count(DISTINCT h.project_id) FROM hanging AS h JOIN standing AS o ON o.id = h.project_id
            WHERE h.node = n.id)
        FROM nodes AS n LEFT JOIN below AS b ON b.root = n.id LEFT JOIN hanging AS h ON h.node = b.id
        LEFT JOIN standing AS s ON s.id = h.project_id GROUP BY n.id"""
    return {row[0]: tuple(row[1:]) for row in connection.execute(sql)}


def matrix(connection: sqlite3.Connection) -> dict[tuple[int, int], tuple[int, int]]:
    """(projects, of them in a park that was inferred) by park and industry."""
    sql = """SELECT coalesce(p.park_id, 0), coalesce(p.industry_id, 0), count(*), sum(p.park_basis IS 'inferred')
        FROM projects AS p JOIN chosen USING (id) GROUP BY 1, 2"""
    return {(park, industry): (count, inferred) for park, industry, count, inferred in connection.execute(sql)}


def indicators(connection: sqlite3.Connection) -> dict[int, tuple[Any, ...]]:
    """Value, words, unit, qualifier, period, scope, kind, contradicted, number of places, by indicator."""
    sql = """SELECT i.id, i.value, coalesce(value_text, ''), coalesce(unit, ''), coalesce(qualifier, ''),
        coalesce(period, ''), coalesce(scope, ''), coalesce(kind, 'actual'),
        EXISTS (SELECT 1 FROM statements AS a JOIN statements AS b ON (a.entity, a.entity_id, a.field) =
            (b.entity, b.entity_id, b.field) AND a.value <> b.value
            WHERE a.entity = 'indicators' AND a.entity_id = i.id),
        (SELECT count(*) FROM (SELECT DISTINCT document_id, "start", "end" FROM evidence
            WHERE entity = 'indicators' AND entity_id = i.id)) FROM indicators AS i"""
    return {row[0]: tuple(row[1:]) for row in connection.execute(sql)}


TABLES = {
    "kind": "SELECT id, kind AS value FROM projects",
    "stage": "SELECT p.id, coalesce(s.stage, '未载') AS value FROM projects AS p "
    "LEFT JOIN project_status AS s ON s.project_id = p.id",
    "industry": "SELECT id, coalesce(industry_id, 0) AS value FROM projects",
    "park": """SELECT p.id, u.over AS value FROM projects AS p JOIN (WITH RECURSIVE up (id, over) AS (
        SELECT id, id FROM parks UNION SELECT up.id, k.parent_id FROM up JOIN parks AS k ON k.id = up.over
        WHERE k.parent_id IS NOT NULL) SELECT * FROM up) AS u ON u.id = p.park_id
        UNION ALL SELECT id, 0 FROM projects WHERE park_id IS NULL""",
}
"""(project, value) pairs by dimension; parks count what lies inside them too."""


def table(connection: sqlite3.Connection, dimension: str) -> dict[Any, tuple[int, int]]:
    """(projects, 万元) by value."""
    sql = f"""WITH v AS ({TABLES[dimension]}) SELECT v.value, count(*), coalesce(sum(p.amount_wan), 0) FROM v
        JOIN chosen USING (id) JOIN projects AS p USING (id) GROUP BY 1"""
    return {value: (count, wan) for value, count, wan in connection.execute(sql)}


def totals(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Projects, 万元, projects without a published amount."""
    row: tuple[int, int, int] = connection.execute(
        "SELECT count(*), coalesce(sum(amount_wan), 0), count(*) - count(amount_wan) FROM standing"
    ).fetchone()
    return row


def one_document(connection: sqlite3.Connection) -> list[int]:
    """Projects that one document alone speaks of."""
    return ids(
        connection,
        """SELECT id FROM projects WHERE
        (SELECT count(DISTINCT document_id) FROM project_evidence WHERE project_id = projects.id) = 1""",
    )


def backwards(connection: sqlite3.Connection) -> list[int]:
    """Projects with a later stage dated wholly before an earlier one."""
    return ids(
        connection,
        """SELECT DISTINCT a.project_id FROM milestones AS a JOIN milestones AS b USING (project_id)
        WHERE a.is_planned = 0 AND b.is_planned = 0
        AND (SELECT rank FROM stages WHERE stage = a.stage) > (SELECT rank FROM stages WHERE stage = b.stage)
        AND substr(a.date, 1, min(length(a.date), length(b.date)))
            < substr(b.date, 1, min(length(a.date), length(b.date)))""",
    )
