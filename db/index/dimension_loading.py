"""Read the values of the dimensions: those of tables of their own, and those that follow from the projects."""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.filters import BASES, DIMENSION_TITLES, GRADES, POSITIONS
from db.index.bulk_reading import read_columns, split_keys
from db.index.dimensions import UNTRACKED, Dimension, DimensionId, untracked_name
from db.index.list_columns import LIST_DIMENSION_SQL
from db.index.readings import Number, Reading
from db.index.string_columns import IdColumn, NoValues
from db.project_reading import ProjectTable

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

_ORGANISATIONS: Final = Reading("organisations", "id", (Number("id"),), texts=("name",))

# Values of the id dimensions: id, name, parent id.
_DIMENSION_SQL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "park": "SELECT id, name, parent_id FROM parks ORDER BY id",
        "event": "SELECT id, name, NULL FROM events ORDER BY coalesce(held_on, '9999'), id",
        "list": LIST_DIMENSION_SQL,
    }
)
_INDUSTRY_SQL: Final = {
    key: f"""SELECT i.id, i.name, {parent} FROM industries AS i JOIN taxonomies AS t ON t.id = i.taxonomy_id
        WHERE {level} AND (t.valid_to IS NULL OR i.id IN (SELECT value FROM json_each(?))) ORDER BY i.id"""  # noqa: S608
    for key, parent, level in (("industry", "NULL", "i.level = 1"), ("track", "i.parent_id", "i.level > 1"))
}
_NONE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"industry": "未归类", "track": UNTRACKED, "park": GRADES["city"], "year": NO_STAGE}
)


def read_vocabularies(connection: sqlite3.Connection) -> tuple[dict[str, Dimension], NDArray[np.float64]]:
    """Read the dimensions that do not grow with the projects, and where the parks are, in their order."""
    dimensions = {key: _load_dimension(connection, key, sql) for key, sql in _DIMENSION_SQL.items()}
    stages = [stage for (stage,) in connection.execute("SELECT stage FROM stages ORDER BY position")]
    dimensions["stage"] = _build_dimension("stage", [*stages, NO_STAGE])
    tags = [tag for (tag,) in connection.execute("SELECT DISTINCT tag FROM organisation_tags ORDER BY tag")]
    dimensions["tag"] = _build_dimension("tag", tags)
    # The dimension's last value is no park.
    parks = np.array([*connection.execute("SELECT lng, lat FROM parks ORDER BY id"), (None, None)], dtype=np.float64)
    return dimensions, parks


def load_dimensions(
    connection: sqlite3.Connection, read: Mapping[str, Dimension], table: ProjectTable, years: NDArray[np.int16]
) -> Mapping[str, Dimension]:
    """Add to the dimensions that are read those that follow from the projects."""
    dimensions = dict(read)
    for key, ids in (("industry", table.industry), ("track", table.track)):
        dimensions[key] = _load_industries(connection, key, ids)
    dimensions["track"] = _with_untracked(dimensions["track"], dimensions["industry"])
    kind_order = {kind: place for place, kind in enumerate(KIND_NAMES)}
    kinds_used = sorted(table.kinds.words, key=lambda kind: (kind_order.get(kind, len(kind_order)), kind))
    known_years = np.flatnonzero(np.bincount(years[years > 0])).tolist()  # `unique` would import masked arrays
    dimensions |= {
        "kind": _build_dimension("kind", kinds_used, lambda kind: KIND_NAMES.get(str(kind), str(kind))),
        "grade": _build_dimension("grade", list(GRADES), lambda grade: GRADES[str(grade)]),
        "industry_basis": _build_dimension("industry_basis", list(BASES), lambda basis: BASES[str(basis)]),
        "park_basis": _build_dimension("park_basis", list(BASES), lambda basis: BASES[str(basis)]),
        "position": _build_dimension("position", list(POSITIONS), lambda position: POSITIONS[str(position)]),
        "year": _build_dimension("year", [*known_years, 0], lambda year: str(year or NO_STAGE)),
    }
    return MappingProxyType({key: dimensions[key] for key in DIMENSION_TITLES})


def _load_industries(connection: sqlite3.Connection, key: str, ids: NDArray[np.int64]) -> Dimension:
    """Read the industries or tracks of today, and older ones that projects have."""
    used = json.dumps(np.flatnonzero(np.bincount(ids)).tolist() if ids.min(initial=0) >= 0 else np.unique(ids).tolist())
    rows = connection.execute(_INDUSTRY_SQL[key], (used,)).fetchall()
    return _dimension_of(key, [*rows, (0, _NONE_NAMES[key], None)])


def _load_dimension(connection: sqlite3.Connection, key: str, sql: str) -> Dimension:
    rows: list[tuple[int, str, int | None]] = connection.execute(sql).fetchall()
    if key in _NONE_NAMES:
        rows.append((0, _NONE_NAMES[key], None))
    return _dimension_of(key, rows)


def load_organisations(connection: sqlite3.Connection) -> Dimension:
    """Read the organisations, of which there may be as many as projects: none becomes an object."""
    found = read_columns(connection, _ORGANISATIONS, split_keys(connection, "organisations"))
    ids = found.numbers[0].astype(np.int64)
    return Dimension("organisation", IdColumn(ids), found.texts[0], NoValues(len(ids)))


def _dimension_of(key: str, rows: Sequence[tuple[int, str, int | None]]) -> Dimension:
    return Dimension(key, tuple(row[0] for row in rows), tuple(row[1] for row in rows), tuple(row[2] for row in rows))


def _with_untracked(tracks: Dimension, industries: Dimension) -> Dimension:
    """Split 未细分 by industry, so that a tree of both can ask for one industry's projects without a track.

    The part of industry n has the id −n and lies under 0, which stays the whole.
    """
    parts = [(id_, name) for id_, name in zip(industries.ids, industries.names, strict=True) if id_ != 0]
    return Dimension(
        tracks.key,
        (*tracks.ids, *(-int(id_) for id_, _ in parts)),
        (*tracks.names, *(untracked_name(name) for _, name in parts)),
        (*tracks.parents, *(0 for _ in parts)),
    )


def _build_dimension(key: str, ids: list[Any], name_of: Callable[[DimensionId], str] = str) -> Dimension:
    return Dimension(key, tuple(ids), tuple(name_of(id_) for id_ in ids), (None,) * len(ids))
