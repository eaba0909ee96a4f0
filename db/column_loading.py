"""Read the ledger into `ProjectColumns`: one query a group of columns, straight into numpy."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.columns import MultiValues, Position, ProjectColumns
from db.connection import LedgerInconsistent
from db.dimensions import Dimension, DimensionId
from db.filters import DIMENSION_TITLES, GRADES
from db.text_search import TextIndex, join_fields

KIND_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "industry": "产业",
        "innovation": "科技创新",
        "city": "城市建设",
        "transport": "交通",
        "education": "教育",
        "health": "医疗卫生",
        "culture": "文化",
        "finance": "金融",
        "ecology": "生态",
        "other": "其他",
    }
)
"""What people call the kinds that are stored as English words; a kind not listed is shown as stored."""

NO_STAGE: Final = "未载"

GRADE_SQL: Final = """CASE WHEN p.lng IS NOT NULL THEN 'own' WHEN p.park_id IS NULL THEN 'city'
    ELSE p.park_basis END"""
"""The grade of placing of a row of `projects AS p`."""

_GREATEST_SUM_WAN: Final = 2.0**53 - 2**20
"""Up to here sums are exact in floating point too, unpublished amounts (−1 each) allowed for."""

_MAIN_DTYPE: Final = np.dtype(
    [
        ("id", np.int64),
        ("industry", np.int64),
        ("track", np.int64),
        ("park", np.int64),
        ("amount_wan", np.int64),
        ("year", np.int16),
        ("lng", np.float64),
        ("lat", np.float64),
        ("inferred", np.bool_),
        ("manual", np.bool_),
        ("planned", np.bool_),
        ("industry_inferred", np.bool_),
        ("contradicted", np.bool_),
        ("document_count", np.int32),
    ]
)
_MAIN_SQL: Final = """
    SELECT p.id, coalesce(p.industry_id, 0), coalesce(p.track_id, 0), coalesce(p.park_id, 0),
        coalesce(p.amount_wan, -1), coalesce(y.year, 0), coalesce(p.lng, k.lng), coalesce(p.lat, k.lat),
        coalesce(p.park_basis = 'inferred', 0), p.position_basis = 'manual',
        p.id IN (SELECT project_id FROM milestones GROUP BY project_id HAVING min(is_planned) = 1),
        coalesce(p.industry_basis = 'inferred', 0), p.id IN (
            SELECT entity_id FROM statements WHERE entity = 'projects'
            GROUP BY entity_id, field HAVING count(DISTINCT value) > 1
        ),
        coalesce(d.n, 0)
    FROM projects AS p
    LEFT JOIN project_years AS y ON y.project_id = p.id
    LEFT JOIN parks AS k ON k.id = p.park_id
    LEFT JOIN (
        SELECT project_id, count(DISTINCT document_id) AS n FROM project_evidence GROUP BY project_id
    ) AS d ON d.project_id = p.id
    ORDER BY p.id"""

_POSITION_SQL: Final = f"""
    SELECT p.id, coalesce(p.lng, k.lng), coalesce(p.lat, k.lat), {GRADE_SQL}, p.position_basis = 'manual'
    FROM projects AS p LEFT JOIN parks AS k ON k.id = p.park_id
    WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.id"""  # noqa: S608 - a constant of our own

_WORDS_SQL: Final = f"""
    SELECT p.name, p.kind, {GRADE_SQL}, coalesce(s.stage, '{NO_STAGE}'), coalesce(s.stage_date, ''),
        coalesce(p.amount_qualifier, ''), coalesce(p.amount_text, '')
    FROM projects AS p LEFT JOIN project_status AS s ON s.project_id = p.id ORDER BY p.id"""  # noqa: S608 - constants

_TEXT_SQL: Final = """
    SELECT p.name, a.aliases, o.organisations, p.summary FROM projects AS p
    LEFT JOIN (SELECT project_id, group_concat(alias, ' ') AS aliases FROM project_aliases GROUP BY project_id) AS a
        ON a.project_id = p.id
    LEFT JOIN (
        SELECT r.project_id, group_concat(o.name || coalesce(' ' || n.aliases, ''), ' ') AS organisations
        FROM (SELECT DISTINCT project_id, organisation_id FROM project_organisations) AS r
        JOIN organisations AS o ON o.id = r.organisation_id
        LEFT JOIN (
            SELECT organisation_id, group_concat(alias, ' ') AS aliases FROM organisation_aliases
            GROUP BY organisation_id
        ) AS n ON n.organisation_id = o.id
        GROUP BY r.project_id
    ) AS o ON o.project_id = p.id
    ORDER BY p.id"""

# Values of the id dimensions: id, name, parent id.
_DIMENSION_SQL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "industry": """SELECT i.id, i.name, NULL FROM industries AS i JOIN taxonomies AS t ON t.id = i.taxonomy_id
            WHERE i.level = 1 AND (t.valid_to IS NULL OR i.id IN (SELECT industry_id FROM projects)) ORDER BY i.id""",
        "track": """SELECT i.id, i.name, i.parent_id FROM industries AS i JOIN taxonomies AS t ON t.id = i.taxonomy_id
            WHERE i.level > 1 AND (t.valid_to IS NULL OR i.id IN (SELECT track_id FROM projects)) ORDER BY i.id""",
        "park": "SELECT id, name, parent_id FROM parks ORDER BY id",
        "event": "SELECT id, name, NULL FROM events ORDER BY coalesce(held_on, '9999'), id",
        "organisation": "SELECT id, name, NULL FROM organisations ORDER BY id",
        "list": "SELECT id, name, NULL FROM lists ORDER BY id",
    }
)
_NONE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"industry": "未归类", "track": "未细分", "park": GRADES["city"], "year": NO_STAGE}
)

# Pairs of the multi-valued dimensions: project id, id of the value.
_PAIR_SQL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "event": "SELECT project_id, event_id FROM event_projects",
        "organisation": "SELECT DISTINCT project_id, organisation_id FROM project_organisations",
        "list": "SELECT project_id, list_id FROM list_items",
    }
)
_TAG_SQL: Final = """SELECT DISTINCT r.project_id, t.tag FROM project_organisations AS r
    JOIN organisation_tags AS t USING (organisation_id)"""


def load_columns(connection: sqlite3.Connection) -> ProjectColumns:
    """Read all projects.

    Args:
        connection: An open ledger. The caller holds a read transaction if others may write meanwhile.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
        LedgerInconsistent: A project refers to a value that does not exist, something refers to a project that does
            not, or the amounts are too great to be added up.
    """
    main = np.fromiter(connection.execute(_MAIN_SQL), dtype=_MAIN_DTYPE)
    if main["amount_wan"].sum(dtype=np.float64) > _GREATEST_SUM_WAN:
        raise LedgerInconsistent("台账里的金额大到无法相加，请检查最近的改动。")
    untracked = main["track"] == 0
    main["track"][untracked] = -main["industry"][untracked]
    words = connection.execute(_WORDS_SQL).fetchall()
    names, kinds, grades, stages, dates, qualifiers, amount_texts = zip(*words, strict=True) if words else [()] * 7
    dimensions = _load_dimensions(connection, kinds, main["year"])
    codes = {key: _encode_ids(dimensions[key], main[key]) for key in ("industry", "track", "park", "year")}
    for key, values in (("kind", kinds), ("grade", grades), ("stage", stages)):
        codes[key] = _encode_words(dimensions[key], values)
    return ProjectColumns(
        ids=np.ascontiguousarray(main["id"]),
        names=names,
        codes=MappingProxyType(codes),
        multi=MappingProxyType(_load_pairs(connection, dimensions, main["id"])),
        amount_wan=np.ascontiguousarray(main["amount_wan"]),
        amount_qualifiers=qualifiers,
        amount_texts=amount_texts,
        year=np.ascontiguousarray(main["year"]),
        latest_dates=dates,
        lng=np.ascontiguousarray(main["lng"]),
        lat=np.ascontiguousarray(main["lat"]),
        inferred=np.ascontiguousarray(main["inferred"]),
        manual=np.ascontiguousarray(main["manual"]),
        planned=np.ascontiguousarray(main["planned"]),
        industry_inferred=np.ascontiguousarray(main["industry_inferred"]),
        contradicted=np.ascontiguousarray(main["contradicted"]),
        document_count=np.ascontiguousarray(main["document_count"]),
        dimensions=dimensions,
        text=TextIndex.from_texts(join_fields(row) for row in connection.execute(_TEXT_SQL)),
    )


def load_positions(connection: sqlite3.Connection, ids: Iterable[int]) -> tuple[Position, ...]:
    """Read where some projects are, as `load_columns` would; projects that do not exist are left out.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    rows = connection.execute(_POSITION_SQL, (json.dumps([int(id_) for id_ in ids]),))
    return tuple(Position(id_, lng, lat, grade, bool(manual)) for id_, lng, lat, grade, manual in rows)


def _load_dimensions(
    connection: sqlite3.Connection, kinds: tuple[str, ...], years: NDArray[np.int16]
) -> Mapping[str, Dimension]:
    dimensions = {key: _load_dimension(connection, key, sql) for key, sql in _DIMENSION_SQL.items()}
    dimensions["track"] = _with_untracked(dimensions["track"], dimensions["industry"])
    stages = [stage for (stage,) in connection.execute("SELECT stage FROM stages ORDER BY position")]
    tags = [tag for (tag,) in connection.execute("SELECT DISTINCT tag FROM organisation_tags ORDER BY tag")]
    kind_order = {kind: place for place, kind in enumerate(KIND_NAMES)}
    kinds_used = sorted(set(kinds), key=lambda kind: (kind_order.get(kind, len(kind_order)), kind))
    known_years = np.unique(years[years > 0]).tolist()
    dimensions |= {
        "stage": _build_dimension("stage", [*stages, NO_STAGE]),
        "tag": _build_dimension("tag", tags),
        "kind": _build_dimension("kind", kinds_used, lambda kind: KIND_NAMES.get(str(kind), str(kind))),
        "grade": _build_dimension("grade", list(GRADES), lambda grade: GRADES[str(grade)]),
        "year": _build_dimension("year", [*known_years, 0], lambda year: str(year or NO_STAGE)),
    }
    order = ("industry", "track", "park", "stage", "kind", "event", "organisation", "tag", "list", "grade", "year")
    return MappingProxyType({key: dimensions[key] for key in order})


def _load_dimension(connection: sqlite3.Connection, key: str, sql: str) -> Dimension:
    rows: list[tuple[int, str, int | None]] = connection.execute(sql).fetchall()
    if key in _NONE_NAMES:
        rows.append((0, _NONE_NAMES[key], None))
    return Dimension(key, tuple(row[0] for row in rows), tuple(row[1] for row in rows), tuple(row[2] for row in rows))


def _with_untracked(tracks: Dimension, industries: Dimension) -> Dimension:
    """Split 未细分 by industry, so that a tree of both can ask for one industry's projects without a track.

    The part of industry n has the id −n and lies under 0, which stays the whole.
    """
    parts = [(id_, name) for id_, name in zip(industries.ids, industries.names, strict=True) if id_ != 0]
    return Dimension(
        tracks.key,
        (*tracks.ids, *(-int(id_) for id_, _ in parts)),
        (*tracks.names, *(f"{name}（{_NONE_NAMES['track']}）" for _, name in parts)),
        (*tracks.parents, *(0 for _ in parts)),
    )


def _build_dimension(key: str, ids: list[Any], name_of: Callable[[DimensionId], str] = str) -> Dimension:
    return Dimension(key, tuple(ids), tuple(name_of(id_) for id_ in ids), (None,) * len(ids))


def _encode_ids(dimension: Dimension, ids: NDArray[Any]) -> NDArray[np.int32]:
    """Turn database ids into codes; an id the dimension lacks (a park of a damaged reference) fails loudly."""
    known = np.array(dimension.ids, dtype=np.int64)
    order = np.argsort(known)
    places = order[np.minimum(np.searchsorted(known, ids, sorter=order), len(known) - 1)]
    if not np.array_equal(known[places], ids):
        raise LedgerInconsistent(f"台账里有项目引用了不存在的{DIMENSION_TITLES[dimension.key]}，请检查最近的改动。")
    return places.astype(np.int32)


def _encode_words(dimension: Dimension, words: tuple[str, ...]) -> NDArray[np.int32]:
    return np.fromiter(map(dimension.code_of, words), dtype=np.int32, count=len(words))


def _load_pairs(
    connection: sqlite3.Connection, dimensions: Mapping[str, Dimension], ids: NDArray[np.int64]
) -> dict[str, MultiValues]:
    pairs = {}
    for key, sql in _PAIR_SQL.items():
        table = np.fromiter(connection.execute(sql), dtype=np.dtype([("project", np.int64), ("value", np.int64)]))
        codes = _encode_ids(dimensions[key], table["value"]) if len(table) else np.empty(0, dtype=np.int32)
        pairs[key] = _sort_pairs(_find_rows(ids, table["project"], key), codes)
    tags = connection.execute(_TAG_SQL).fetchall()
    rows = _find_rows(ids, np.array([project for project, _ in tags], dtype=np.int64), "organisation")
    pairs["tag"] = _sort_pairs(rows, _encode_words(dimensions["tag"], tuple(tag for _, tag in tags)))
    return pairs


def _find_rows(ids: NDArray[np.int64], projects: NDArray[np.int64], key: str) -> NDArray[np.int64]:
    rows = np.searchsorted(ids, projects)
    if len(rows) and not (rows.max() < len(ids) and np.array_equal(ids[rows], projects)):
        raise LedgerInconsistent(f"台账里有{DIMENSION_TITLES[key]}引用了不存在的项目，请检查最近的改动。")
    return rows


def _sort_pairs(rows: NDArray[np.int64], codes: NDArray[np.int32]) -> MultiValues:
    order = np.lexsort((codes, rows))
    return MultiValues(rows[order], codes[order])
