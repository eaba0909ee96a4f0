"""What is known of a few projects, field by field: to set two that may be one side by side."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from db.money import format_money
from db.terms import qualified
from geo.frozen import frozen
from geo.wording import term, tr


@frozen
class Known:
    """One project.

    Attributes:
        id: Project.
        name: Its name.
        fields: By key of `FIELDS`, its values in words, in the order of the ledger; a field without any is left out.
        places: Where documents speak of it: (document, start) of the first place in each, by document.
    """

    id: int
    name: str
    fields: Mapping[str, tuple[str, ...]]
    places: tuple[tuple[str, int], ...]


FIELDS: Final = MappingProxyType(
    {
        "alias": "别名",
        "organisation": "单位",
        "industry": "产业",
        "amount": "金额",
        "park": "园区",
        "milestone": "里程碑",
        "event": "活动",
        "list": "清单",
        "summary": "内容",
        "note": "说明",
    }
)
"""What is set side by side, in this order, and what people call it."""


def read_known(connection: sqlite3.Connection, ids: Collection[int]) -> dict[int, Known]:
    """Read what is known of some projects, in a few statements however many they are.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    wanted = json.dumps(sorted(set(ids)))
    fields: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, sql in _SQL.items():
        for project_id, words in connection.execute(sql, (wanted,)):
            if words:
                fields[project_id][key].append(words)
    for project_id, amount_wan, qualifier, text in connection.execute(_AMOUNTS_SQL, (wanted,)):
        fields[project_id]["amount"].append(_amount_words(amount_wan, qualifier, text))
    for project_id, stage, date, planned in connection.execute(_MILESTONES_SQL, (wanted,)):
        words = tr("{stage} {date}", stage=term(stage), date=date or tr("日期未载"))
        fields[project_id]["milestone"].append(tr("计划 {step}", step=words) if planned else words)
    places: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for project_id, document_id, start in connection.execute(_PLACES_SQL, (wanted,)):
        places[project_id].append((document_id, start))
    return {
        id_: Known(
            id_,
            name,
            {key: tuple(dict.fromkeys(fields[id_][key])) for key in FIELDS if fields[id_][key]},
            tuple(places[id_]),
        )
        for id_, name in connection.execute(_NAMES_SQL, (wanted,))
    }


def _amount_words(amount_wan: int | None, qualifier: str | None, text: str | None) -> str:
    if amount_wan is None:
        return text or tr("未公布")
    return qualified(qualifier, format_money(amount_wan))


_NAMES_SQL: Final = "SELECT id, name FROM projects WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
_AMOUNTS_SQL: Final = (
    "SELECT id, amount_wan, amount_qualifier, amount_text FROM projects WHERE id IN (SELECT value FROM json_each(?))"
)
_MILESTONES_SQL: Final = """SELECT project_id, stage, date, is_planned FROM milestones
    WHERE project_id IN (SELECT value FROM json_each(?))
    ORDER BY coalesce(date, '9999'), id"""
_PLACES_SQL: Final = """SELECT project_id, document_id, min("start") FROM project_evidence
    WHERE project_id IN (SELECT value FROM json_each(?))
    GROUP BY project_id, document_id ORDER BY project_id, document_id"""
_SQL: Final = MappingProxyType(
    {
        "alias": """SELECT project_id, alias FROM project_aliases
            WHERE project_id IN (SELECT value FROM json_each(?)) ORDER BY alias""",
        "organisation": """SELECT l.project_id, o.name FROM project_organisations AS l
            JOIN organisations AS o ON o.id = l.organisation_id
            WHERE l.project_id IN (SELECT value FROM json_each(?)) ORDER BY o.id""",
        "industry": """SELECT p.id, i.name || coalesce(' · ' || t.name, '') FROM projects AS p
            JOIN industries AS i ON i.id = p.industry_id LEFT JOIN industries AS t ON t.id = p.track_id
            WHERE p.id IN (SELECT value FROM json_each(?))""",
        "park": """SELECT p.id, k.name FROM projects AS p JOIN parks AS k ON k.id = p.park_id
            WHERE p.id IN (SELECT value FROM json_each(?))""",
        "event": """SELECT l.project_id, e.name FROM event_projects AS l JOIN events AS e ON e.id = l.event_id
            WHERE l.project_id IN (SELECT value FROM json_each(?)) ORDER BY coalesce(e.held_on, ''), e.id""",
        "list": """SELECT i.project_id, l.name FROM list_items AS i JOIN lists AS l ON l.id = i.list_id
            WHERE i.project_id IN (SELECT value FROM json_each(?)) ORDER BY l.id""",
        "summary": "SELECT id, summary FROM projects WHERE id IN (SELECT value FROM json_each(?))",
        "note": "SELECT id, note FROM projects WHERE id IN (SELECT value FROM json_each(?))",
    }
)
