# ruff: noqa: S608 - the conditions are constants of the tests
"""All that `figures --json` tells, key by key, from plain SQL and raw rows: a key that is not here is not proven.

`plain_sql.choose` fixes which projects are looked at.
"""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from tests.unit.db.figures import plain_findings, plain_relations, plain_repeats, plain_sql

KINDS = {
    "industry": "产业", "innovation": "科技创新", "city": "城市建设", "transport": "交通", "education": "教育",
    "health": "医疗卫生", "culture": "文化", "finance": "金融", "ecology": "生态", "other": "其他",
}  # fmt: skip
NONE = {"industry": (0, "未归类"), "park": (0, "仅知在科学城"), "stage": ("未载", "未载"), "year": (0, "未载")}
VALUES = {
    "industry": "SELECT id, name, NULL FROM industries WHERE level = 1 ORDER BY id",
    "park": "SELECT id, name, parent_id FROM parks ORDER BY id",
    "stage": "SELECT stage, stage, NULL FROM stages ORDER BY position",
    "kind": "SELECT DISTINCT kind, kind, NULL FROM projects",
    "year": "SELECT DISTINCT year, year, NULL FROM project_years WHERE year IS NOT NULL ORDER BY year",
}
OWN = {
    "industry": "SELECT id, coalesce(industry_id, 0) AS value FROM projects",
    "park": "SELECT id, coalesce(park_id, 0) AS value FROM projects",
    "stage": plain_sql.TABLES["stage"],
    "kind": plain_sql.TABLES["kind"],
    "year": """SELECT p.id, coalesce((SELECT CAST(substr(min(m.date), 1, 4) AS INTEGER) FROM milestones AS m
        WHERE m.project_id = p.id AND m.is_planned = 0 AND (m.stage = '签约' OR NOT EXISTS (SELECT 1 FROM milestones
            WHERE project_id = p.id AND is_planned = 0 AND stage = '签约' AND date IS NOT NULL))), 0) AS value
        FROM projects AS p""",
}
"""(project, value) by dimension, of the value itself."""

WHOLE = {**OWN, "park": plain_sql.TABLES["park"]}
"""The same with what lies inside a value."""


def rows(connection: sqlite3.Connection, sql: str, *keys: str) -> list[dict[str, Any]]:
    return [dict(zip(keys, row, strict=True)) for row in connection.execute(sql)]


def totals(connection: sqlite3.Connection) -> dict[str, Any]:
    """What the chosen projects add up to."""
    sql = "SELECT {what} FROM projects AS p JOIN chosen USING (id)"
    (row,) = rows(
        connection,
        sql.format(
            what="""count(*), coalesce(sum(amount_wan), 0), count(*) - count(amount_wan),
            coalesce(sum(amount_wan IS NOT NULL AND amount_qualifier <> ''), 0),
            coalesce(sum(CASE WHEN park_basis = 'inferred' THEN amount_wan END), 0),
            coalesce(sum(park_basis IS 'inferred'), 0),
            coalesce(sum(EXISTS (SELECT 1 FROM milestones WHERE project_id = p.id) AND NOT EXISTS (
                SELECT 1 FROM milestones WHERE project_id = p.id AND is_planned = 0)), 0)"""
        ),
        "count", "amount_wan", "unpublished", "approximate", "amount_inferred_wan", "inferred", "planned",
    )  # fmt: skip
    grades = {
        "own": "p.lng IS NOT NULL",
        "stated": "p.lng IS NULL AND park_basis IS 'stated'",
        "inferred": "p.lng IS NULL AND park_basis IS 'inferred'",
        "city": "p.lng IS NULL AND park_id IS NULL",
    }
    count = f"{sql.format(what='count(*)')} WHERE "
    row["by_grade"] = {key: connection.execute(count + words).fetchone()[0] for key, words in grades.items()}
    industries = plain_findings.column(
        connection,
        """SELECT id FROM industries WHERE level = 1
        AND taxonomy_id IN (SELECT id FROM taxonomies WHERE valid_to IS NULL) ORDER BY id""",
    )
    row["by_industry"] = {
        str(id_): connection.execute(f"{count} coalesce(industry_id, 0) = {id_}").fetchone()[0]
        for id_ in [*industries, 0]
    }
    return row


def table(connection: sqlite3.Connection, dimension: str) -> list[dict[str, Any]]:
    """Values that have projects, with their numbers, in their order."""
    numbers = {
        row[0]: row[1:]
        for row in connection.execute(
            f"""WITH v AS ({WHOLE[dimension]}) SELECT v.value, count(*), coalesce(sum(p.amount_wan), 0),
            count(*) - count(p.amount_wan), sum(p.park_basis IS 'inferred') FROM v JOIN chosen USING (id)
            JOIN projects AS p USING (id) GROUP BY 1"""
        )
    }
    own = dict(
        connection.execute(
            f"WITH v AS ({OWN[dimension]}) SELECT v.value, count(*) FROM v JOIN chosen USING (id) GROUP BY 1"
        )
    )
    values = connection.execute(VALUES[dimension]).fetchall()
    if dimension == "kind":
        values = [(key, KINDS[key], None) for key in KINDS if (key, key, None) in values]
    if dimension in NONE:
        values.append((*NONE[dimension], None))
    return [
        {
            **dict(zip(("id", "name", "parent_id"), (id_, str(name), parent), strict=True)),
            **dict(zip(("count", "amount_wan", "unpublished", "inferred"), numbers[id_], strict=True)),
            "own_count": own.get(id_, 0),
        }
        for id_, name, parent in values
        if id_ in numbers
    ]


def named(connection: sqlite3.Connection, ids: list[int]) -> dict[str, Any]:
    """Some projects, as an announcement's named ones are told."""
    listed = ",".join(map(str, ids)) or "NULL"
    (row,) = rows(
        connection,
        f"""SELECT count(*), coalesce(sum(amount_wan), 0), count(*) - count(amount_wan),
        coalesce(sum(amount_wan IS NOT NULL AND coalesce(amount_qualifier, '') <> ''), 0)
        FROM projects WHERE id IN ({listed})""",
        "project_count", "amount_wan", "unpublished", "approximate",
    )  # fmt: skip
    published = f"SELECT id FROM projects WHERE amount_wan IS NOT NULL AND id IN ({listed})"
    return {**row, "ids": ids, "published_ids": plain_sql.ids(connection, published)}


def events(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Announcements by date, those without one last."""
    sets = plain_sql.events(connection)
    keys = (
        "id", "name", "kind", "held_on", "held_on_basis",
        "project_count", "count_qualifier", "amount_wan", "amount_qualifier",
    )  # fmt: skip
    told = rows(connection, f"SELECT {', '.join(keys)} FROM events ORDER BY coalesce(held_on, '9999'), id", *keys)
    for event in told:
        facts, id_ = sets[event["id"]], event["id"]
        announced = {key: event[key] for key in keys[5:]}
        of_parts = parts(connection, id_, facts["ids"])
        by_industry = [part["announced"]["project_count"] for part in of_parts if part["dimension"] == "industry"]
        facts["qualifiers"] = (event["count_qualifier"], event["amount_qualifier"])
        event |= {
            "contains": facts["contains"],
            "contained_in": plain_sql.ids(
                connection, f"SELECT event_id FROM event_containments WHERE contains_id = {id_}"
            ),
            "announced": announced,
            "contained": dict(zip(("project_count", "amount_wan"), facts["contained"], strict=True)),
            "named": named(connection, facts["ids"]),
            "residual": dict(zip(("project_count", "amount_wan"), facts["residual"], strict=True)),
            "parts": of_parts,
            "verdicts": plain_findings.verdicts(facts, by_industry),
        }
    return told


def parts(connection: sqlite3.Connection, event_id: int, ids: list[int]) -> list[dict[str, Any]]:
    """Announced parts beside the named projects of each."""
    sql = f"""SELECT dimension, key, project_count, amount_wan FROM event_parts AS p WHERE event_id = {event_id}
        ORDER BY dimension, (SELECT min(id) FROM industries WHERE name = p.key AND level = 1
            AND p.dimension = 'industry'), key"""
    found = []
    for dimension, key, count, amount in connection.execute(sql).fetchall():
        members = None
        if dimension == "industry":
            codes = plain_sql.ids(
                connection,
                f"""SELECT id FROM industries WHERE name = '{key}' UNION SELECT to_id FROM industry_crosswalk
                WHERE from_id IN (SELECT id FROM industries WHERE name = '{key}')""",
            )
            condition = f"industry_id IN ({','.join(map(str, codes))})" if codes else ""
        else:
            least = scale(key)
            condition = "" if least is None else f"amount_wan >= {least}"
        if condition:
            within = ",".join(map(str, ids)) or "NULL"
            members = plain_sql.ids(connection, f"SELECT id FROM projects WHERE id IN ({within}) AND {condition}")
        found.append(
            {
                "dimension": dimension,
                "key": key,
                "announced": {"project_count": count, "amount_wan": amount},
                "named": None if members is None else named(connection, members),
                "residual": {"project_count": None if None in (members, count) else count - len(members or ())},
            }
        )
    return found


def scale(key: str) -> int | None:
    """Least 万元 of a printed size band."""
    match = re.fullmatch(r"(\d+|[十百千])亿元?(级|以上)", key)
    words = {"十": 10, "百": 100, "千": 1000}
    return None if match is None else 10_000 * (words.get(match[1]) or int(match[1]))


def contradictions(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every field that documents state differently, each saying with its places."""
    found = []
    for entity, entity_id, field in sorted(plain_sql.contradictions(connection)):
        (name,) = connection.execute(f"SELECT name FROM {entity} WHERE id = ?", (entity_id,)).fetchone() or ("",)
        sql = f"""SELECT s.id, value, s.document_id, coalesce(d.title, '无题材料 ' || substr(d.id, 1, 3)), d.published,
            s.adopted FROM statements AS s JOIN documents AS d ON d.id = s.document_id
            WHERE (entity, entity_id, field) = ('{entity}', {entity_id}, '{field}')
            ORDER BY d.published IS NULL, d.published, s.id"""
        sayings = rows(connection, sql, "statement_id", "value", "document_id", "title", "published", "adopted")
        for saying in sayings:
            saying["adopted"] = bool(saying["adopted"])
            saying["places"] = rows(
                connection,
                f"""SELECT document_id, "start", "end" FROM evidence WHERE entity = 'statements'
                AND entity_id = {saying["statement_id"]} ORDER BY 1, 2, 3""",
                *PLACE,
            )
        found.append({"entity": entity, "entity_id": entity_id, "name": name, "field": field, "sayings": sayings})
    return found


PLACE = ("document_id", "start", "end")


def indicators(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every printed indicator, by scope and period."""
    keys = ("id", "name", "value", "value_text", "unit", "qualifier", "period", "period_basis", "scope", "kind", "note")
    words = "".join(f", coalesce({key}, '{'actual' if key == 'kind' else ''}')" for key in keys[3:])
    found = rows(
        connection,
        f"SELECT id, name, value {words} FROM indicators ORDER BY scope, period IS NULL, period, id",
        *keys,
    )
    for indicator in found:
        id_ = indicator["id"]
        places = rows(
            connection,
            f"""SELECT document_id, "start", "end" FROM evidence WHERE entity = 'indicators' AND entity_id = {id_}
            GROUP BY 1, 2, 3 ORDER BY min(field <> 'value'), 1, 2, 3""",
            *PLACE,
        )
        contradicted = connection.execute(
            f"""SELECT count(*) FROM statements AS a JOIN statements AS b ON (a.entity, a.entity_id, a.field)
            = (b.entity, b.entity_id, b.field) AND a.value < b.value
            WHERE a.entity = 'indicators' AND a.entity_id = {id_}"""
        ).fetchone()
        indicator |= {"places": places, "is_contradicted": contradicted[0] > 0}
    return found


def board(connection: sqlite3.Connection, as_of: str, limit: int | None = 200) -> dict[str, Any]:
    """The stage board with its cards in their order."""
    columns = plain_sql.board(connection, as_of)
    stages = dict(connection.execute("SELECT id, coalesce(stage, '') FROM standing"))
    lights = ("overdue", "quiet", "planned", "none")
    for column, words in zip(columns, [*plain_sql.BOARD, ""], strict=True):
        cards = column.pop("cards")
        by_id = sorted(cards)
        by_date = sorted(by_id, key=lambda id_: cards[id_]["date"] and cards[id_]["date"] + "~", reverse=True)
        ordered = sorted(by_date, key=lambda id_: lights.index(cards[id_]["light"]))
        told = [card["light"] for card in cards.values()]
        column |= {
            "stages": [word.strip(" '") for word in words.split(",") if word],
            "by_industry": {str(id_): count for id_, count in column["by_industry"].items()},
            "by_light": {light: told.count(light) for light in lights if light in told},
            "cards": [{"project_id": id_, "stage": stages[id_], **cards[id_]} for id_ in ordered[:limit]],
        }
    return {
        "as_of": as_of,
        "newest": connection.execute("SELECT coalesce(max(published), '') FROM documents").fetchone()[0],
        "thresholds": {"grace_months": 0, "quiet_months": 18},
        "columns": columns,
    }


def chain_nodes(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Nodes of the chain, depth first."""
    numbers = plain_sql.chain(connection)
    tree = {
        row[0]: row[1:]
        for row in connection.execute(
            """WITH RECURSIVE current AS (SELECT * FROM industries WHERE taxonomy_id =
                (SELECT id FROM taxonomies ORDER BY valid_from DESC, id DESC LIMIT 1)),
            walk (id, parent, level, name, path) AS (
                SELECT id, parent_id, level, name, printf('%d/%09d', level, id) FROM current WHERE parent_id IS NULL
                UNION ALL SELECT i.id, i.parent_id, i.level, i.name, path || printf('.%d/%09d', i.level, i.id)
                    FROM walk JOIN current AS i ON i.parent_id = walk.id)
            SELECT id, parent, level, name FROM (SELECT * FROM walk UNION ALL
                SELECT -id, id, 2, '', path || '~' FROM walk WHERE level = 1 UNION ALL
                SELECT 0, NULL, 1, '', '~') ORDER BY path"""
        )
    }
    found = []
    for id_, (parent, level, name) in tree.items():
        count, amount, unpublished, started, own_count = numbers[id_]
        hanging = f"{plain_sql._HANGING} SELECT DISTINCT h.project_id FROM hanging AS h JOIN chosen AS c"  # noqa: SLF001
        own = plain_sql.ids(connection, f"{hanging} ON c.id = h.project_id WHERE h.node = {id_}")
        read = plain_sql.ids(
            connection,
            f"SELECT project_id FROM project_directions WHERE industry_id = {id_} AND basis = 'inferred'",
        )
        found.append(
            {
                "id": id_,
                "parent_id": parent,
                "level": level,
                "name": name,
                "count": count,
                "amount_wan": amount,
                "unpublished": unpublished,
                "started": started,
                "own_ids": own[:60],
                "own_count": own_count,
                "read_ids": [project for project in own if project in read][:60],
                "is_gap": not count,
                **plain_relations.standing(connection, id_),
            }
        )
    return found


def chain(connection: sqlite3.Connection) -> dict[str, Any]:
    """Nodes, the lowest of them without projects, and what the documents count without listing."""
    nodes = chain_nodes(connection)
    above = {node["parent_id"] for node in nodes}
    printed = {}
    for level, name in ((2, "主导产业细分领域"), (3, "产业方向")):
        counted = connection.execute(
            "SELECT CAST(value AS INTEGER) FROM indicators WHERE name = ? AND value IS NOT NULL ORDER BY id DESC",
            (name,),
        ).fetchone()
        drawn = sum(node["level"] == level and node["id"] > 0 for node in nodes)
        printed[str(level)] = [drawn, counted[0] if counted else None]
    lowest = [node["id"] for node in nodes if node["id"] > 0 and node["id"] not in above]
    gaps = [node["id"] for node in nodes if not node["count"] and node["id"] in lowest]
    relations = plain_relations.relations(connection)
    unrelated = plain_relations.unrelated(connection, lowest)
    return {"nodes": nodes, "gaps": gaps, "printed": printed, "relations": relations, "unrelated": unrelated}


def matrix(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Parks beside industries: what is recorded, and what a park is declared to be for."""
    recorded, declared = plain_sql.matrix(connection), focus(connection)
    parks = [*plain_findings.column(connection, "SELECT id FROM parks ORDER BY id"), 0]
    industries = plain_findings.column(connection, "SELECT id FROM industries WHERE level = 1 ORDER BY id")
    keys = [(park, industry) for park in parks for industry in [*industries, 0]]
    return [
        {
            "park_id": key[0],
            "industry_id": key[1],
            **dict(zip(("count", "inferred"), recorded.get(key, (0, 0)), strict=True)),
            "is_declared": key in declared,
        }
        for key in keys
        if key in recorded or key in declared
    ]


def focus(connection: sqlite3.Connection) -> set[tuple[int, int]]:
    """(park, industry): a word of what the park is for is part of the name of the industry or something under it, or
    that name of the word."""
    sql = """WITH RECURSIVE current AS (SELECT * FROM industries WHERE taxonomy_id =
            (SELECT id FROM taxonomies ORDER BY valid_from DESC, id DESC LIMIT 1)),
        under (root, id, name) AS (SELECT id, id, name FROM current WHERE parent_id IS NULL
            UNION ALL SELECT root, i.id, i.name FROM under JOIN current AS i ON i.parent_id = under.id),
        rest (park, word, rest) AS (SELECT id, '', coalesce(focus, '') || '、' FROM parks
            UNION ALL SELECT park, substr(rest, 1, instr(rest, '、') - 1), substr(rest, instr(rest, '、') + 1)
            FROM rest WHERE rest <> ''),
        words AS (SELECT park, word FROM rest UNION SELECT park_id, key FROM park_rules WHERE dimension <> 'kind')
        SELECT DISTINCT park, root FROM words JOIN under ON instr(word, name) OR instr(name, word) WHERE word <> ''"""
    return set(connection.execute(sql))


def findings(connection: sqlite3.Connection, as_of: str) -> list[dict[str, Any]]:
    """Hints of the whole ledger, rule by rule."""
    told, whole = events(connection), board(connection, as_of, limit=None)
    columns = [{"ordered": [(card["project_id"], card) for card in c["cards"]]} for c in whole["columns"]]
    said = plain_findings.of_statements(connection, contradictions(connection))
    backwards = plain_sql.backwards(connection)
    words = f"{len(backwards)} 个项目的阶段先后与日期不合：累计时须防重复计额"
    return [
        *plain_findings.of_events(connection, plain_sql.events(connection), [event["id"] for event in told]),
        *plain_findings.of_board(connection, columns),
        *plain_findings.of_repeats(connection, plain_repeats.told(connection)),
        *said,
        *([plain_findings.finding("backwards", words, backwards)] if backwards else []),
        *plain_findings.of_amounts(connection),
        *plain_findings.of_documents(connection, plain_sql.one_document(connection), (int(as_of[:4]), int(as_of[5:7]))),
    ]
