"""Read the ledger into `ProjectColumns`: whole columns at a time (`db.bulk_reading`), never a row as an object."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.bulk_reading import EVERYTHING, Reading, find_places, read_columns, split_ids
from db.columns import MultiValues, Position, ProjectColumns, position_codes
from db.connection import LedgerInconsistent
from db.dimensions import UNTRACKED, Dimension, DimensionId, untracked_name
from db.filters import BASES, DIMENSION_TITLES, GRADES, POSITIONS
from db.list_columns import LIST_DIMENSION_SQL
from db.milestone_columns import encode_words, read_milestones
from db.string_columns import IdColumn, NoValues, StringColumn, narrowed
from db.text_buffer import TextBuffer
from db.text_search import TextIndex, TextPart, join_fields
from geo.wording import tr

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

_INFERRED, _MANUAL, _INDUSTRY_INFERRED, _OWN, _STATED, _INDUSTRY_STATED = 1, 2, 4, 8, 16, 32
_PROJECTS: Final = Reading(
    "projects",
    "id",
    (
        "id",
        "coalesce(industry_id, 0)",
        "coalesce(track_id, 0)",
        "coalesce(park_id, 0)",
        "coalesce(amount_wan, -1)",
        f"(park_basis IS 'inferred') * {_INFERRED} + (position_basis IS 'manual') * {_MANUAL} + "
        f"(industry_basis IS 'inferred') * {_INDUSTRY_INFERRED} + (lng IS NOT NULL) * {_OWN} + "
        f"(park_basis IS 'stated') * {_STATED} + (industry_basis IS 'stated') * {_INDUSTRY_STATED}",
    ),
    ("name", "kind", "coalesce(amount_qualifier, '')", "coalesce(amount_text, '')", "coalesce(summary, '')"),
)
# Degrees are not joined as text: SQLite writes 15 digits of them.
_OWN_SQL: Final = "SELECT id, lng, lat FROM projects WHERE lng IS NOT NULL ORDER BY id"
_OWN_DTYPE: Final = np.dtype([("id", np.int64), ("lng", np.float64), ("lat", np.float64)])
_CONTRADICTED_SQL: Final = """SELECT DISTINCT entity_id FROM statements WHERE entity = 'projects'
    GROUP BY entity_id, field HAVING count(DISTINCT value) > 1"""
_DOCUMENTS_SQL: Final = "SELECT project_id, count(DISTINCT document_id) FROM project_evidence GROUP BY project_id"

_POSITION_SQL: Final = f"""
    SELECT p.id, coalesce(p.lng, k.lng), coalesce(p.lat, k.lat), {GRADE_SQL}, p.position_basis = 'manual'
    FROM projects AS p LEFT JOIN parks AS k ON k.id = p.park_id
    WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.id"""  # noqa: S608 - a constant of our own

_ALIASES: Final = Reading("project_aliases", "project_id", ("project_id",), ("alias",))
_ORGANISATION_ALIASES_SQL: Final = """SELECT organisation_id, group_concat(alias, ' ') FROM organisation_aliases
    GROUP BY organisation_id"""

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
        "list": LIST_DIMENSION_SQL,
    }
)
_NONE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"industry": "未归类", "track": UNTRACKED, "park": GRADES["city"], "year": NO_STAGE}
)

# Pairs of the multi-valued dimensions: project id, id of the value.
_PAIRS: Final[Mapping[str, Reading]] = MappingProxyType(
    {
        "event": Reading("event_projects", "project_id", ("project_id", "event_id")),
        "organisation": Reading("project_organisations", "project_id", ("project_id", "organisation_id")),
        "list": Reading("list_items", "project_id", ("project_id", "list_id")),
    }
)


def load_columns(connection: sqlite3.Connection) -> ProjectColumns:
    """Read all projects.

    Args:
        connection: An open ledger. The caller holds a read transaction if others may write meanwhile.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
        LedgerInconsistent: A project refers to a value that does not exist, something refers to a project that does
            not, or the amounts are too great to be added up.
    """
    blocks = split_ids(connection)
    (ids, industry, track, park, amount, flags), texts = read_columns(connection, _PROJECTS, blocks)
    names, kind_texts, qualifiers, amount_texts, summaries = texts
    if amount.sum(dtype=np.float64) > _GREATEST_SUM_WAN:
        raise LedgerInconsistent(tr("台账里的金额大到无法相加，请检查最近的改动。"))
    stages = [stage for (stage,) in connection.execute("SELECT stage FROM stages ORDER BY position")]
    milestones = read_milestones(connection, ids, blocks, stages)
    kinds = encode_words(kind_texts, None)
    dimensions = _load_dimensions(connection, stages, kinds.words, milestones.year)
    track = np.where(track == 0, -industry, track)
    by_id: dict[str, NDArray[Any]] = {"industry": industry, "track": track, "park": park, "year": milestones.year}
    codes = {key: _encode_ids(dimensions[key], values) for key, values in by_id.items()}
    codes["kind"] = np.array([dimensions["kind"].code_of(kind) for kind in kinds.words], np.int32)[kinds.codes]
    codes["stage"] = np.where(milestones.stage < 0, len(stages), milestones.stage).astype(np.int32)
    codes["grade"] = _grade_codes(dimensions["grade"], park, flags)
    codes["industry_basis"] = _basis_codes(flags, _INDUSTRY_STATED, _INDUSTRY_INFERRED)
    codes["park_basis"] = _basis_codes(flags, _STATED, _INFERRED)
    lng, lat = _load_degrees(connection, ids, codes["park"])
    codes["position"] = position_codes(lng).astype(np.int32)
    multi = _load_pairs(connection, dimensions, ids, blocks)
    return ProjectColumns(
        ids=ids,
        names=names,
        codes=MappingProxyType({key: narrowed(values) for key, values in codes.items()}),
        multi=MappingProxyType(multi),
        amount_wan=amount,
        amount_qualifiers=encode_words(qualifiers, None),
        amount_texts=amount_texts,
        year=milestones.year,
        month=milestones.month,
        latest_dates=milestones.latest_dates,
        lng=lng,
        lat=lat,
        inferred=(flags & _INFERRED) > 0,
        manual=(flags & _MANUAL) > 0,
        planned=milestones.planned,
        industry_inferred=(flags & _INDUSTRY_INFERRED) > 0,
        contradicted=_load_contradicted(connection, ids),
        document_count=_load_document_counts(connection, ids),
        dimensions=dimensions,
        text=_load_text(connection, (names, summaries), ids, blocks, dimensions["organisation"], multi["organisation"]),
    )


def _grade_codes(grade: Dimension, park: NDArray[np.int64], flags: NDArray[np.int64]) -> NDArray[np.int32]:
    """Tell the grades as `GRADE_SQL` does."""
    conditions = [(flags & _OWN) > 0, park == 0, (flags & _INFERRED) > 0]
    choices = [grade.code_of("own"), grade.code_of("city"), grade.code_of("inferred")]
    return np.select(conditions, choices, grade.code_of("stated")).astype(np.int32)


def _basis_codes(flags: NDArray[np.int64], stated: int, inferred: int) -> NDArray[np.int32]:
    """Tell the bases in the order of `BASES`."""
    return np.select([(flags & stated) > 0, (flags & inferred) > 0], [0, 1], 2).astype(np.int32)


def _load_degrees(
    connection: sqlite3.Connection, ids: NDArray[np.int64], park_codes: NDArray[np.int32]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the effective positions: own, else the park's, else NaN."""
    # In the order of the dimension, whose last value is no park.
    parks = np.array([*connection.execute("SELECT lng, lat FROM parks ORDER BY id"), (None, None)], dtype=np.float64)
    lng, lat = parks[park_codes].T.copy()
    own = np.fromiter(connection.execute(_OWN_SQL), dtype=_OWN_DTYPE)
    rows = np.searchsorted(ids, own["id"])
    lng[rows], lat[rows] = own["lng"], own["lat"]
    return lng, lat


def _load_contradicted(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    found = np.fromiter((id_ for (id_,) in connection.execute(_CONTRADICTED_SQL)), dtype=np.int64)
    return np.isin(ids, found)


def _load_document_counts(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> NDArray[np.int32]:
    dtype = np.dtype([("id", np.int64), ("count", np.int32)])
    table = np.fromiter(connection.execute(_DOCUMENTS_SQL), dtype=dtype)
    counts = np.zeros(len(ids), dtype=np.int32)
    table = table[np.isin(table["id"], ids)]
    counts[np.searchsorted(ids, table["id"])] = table["count"]
    return counts


def _load_text(
    connection: sqlite3.Connection,
    own: tuple[StringColumn, StringColumn],
    ids: NDArray[np.int64],
    blocks: Sequence[tuple[int, int]],
    organisations: Dimension,
    pairs: MultiValues,
) -> TextIndex:
    """Gather what is searched; nothing is prepared before the first question."""
    (owners,), (aliases,) = read_columns(connection, _ALIASES, blocks)
    rows = np.searchsorted(ids, owners)
    known = np.flatnonzero(np.isin(owners, ids))
    further: dict[DimensionId, str] = dict(connection.execute(_ORGANISATION_ALIASES_SQL))
    named = zip(organisations.ids, organisations.names, strict=True)
    names = StringColumn.from_strings(join_fields((name, further.get(id_))) for id_, name in named)
    return TextIndex(
        len(ids),
        lambda: (
            *(TextPart(TextBuffer.of(texts)) for texts in own),
            TextPart(TextBuffer.of(aliases), rows[known], known),
            TextPart(TextBuffer.of(names), pairs.rows, pairs.codes),
        ),
    )


def load_positions(connection: sqlite3.Connection, ids: Iterable[int]) -> tuple[Position, ...]:
    """Read where some projects are, as `load_columns` would; projects that do not exist are left out.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    rows = connection.execute(_POSITION_SQL, (json.dumps([int(id_) for id_ in ids]),))
    return tuple(Position(id_, lng, lat, grade, bool(manual)) for id_, lng, lat, grade, manual in rows)


def _load_dimensions(
    connection: sqlite3.Connection, stages: list[str], kinds: tuple[str, ...], years: NDArray[np.int16]
) -> Mapping[str, Dimension]:
    dimensions = {key: _load_dimension(connection, key, sql) for key, sql in _DIMENSION_SQL.items()}
    dimensions["track"] = _with_untracked(dimensions["track"], dimensions["industry"])
    tags = [tag for (tag,) in connection.execute("SELECT DISTINCT tag FROM organisation_tags ORDER BY tag")]
    kind_order = {kind: place for place, kind in enumerate(KIND_NAMES)}
    kinds_used = sorted(kinds, key=lambda kind: (kind_order.get(kind, len(kind_order)), kind))
    known_years = np.unique(years[years > 0]).tolist()
    dimensions |= {
        "stage": _build_dimension("stage", [*stages, NO_STAGE]),
        "tag": _build_dimension("tag", tags),
        "kind": _build_dimension("kind", kinds_used, lambda kind: KIND_NAMES.get(str(kind), str(kind))),
        "grade": _build_dimension("grade", list(GRADES), lambda grade: GRADES[str(grade)]),
        "industry_basis": _build_dimension("industry_basis", list(BASES), lambda basis: BASES[str(basis)]),
        "park_basis": _build_dimension("park_basis", list(BASES), lambda basis: BASES[str(basis)]),
        "position": _build_dimension("position", list(POSITIONS), lambda position: POSITIONS[str(position)]),
        "year": _build_dimension("year", [*known_years, 0], lambda year: str(year or NO_STAGE)),
    }
    return MappingProxyType({key: dimensions[key] for key in DIMENSION_TITLES})


def _load_dimension(connection: sqlite3.Connection, key: str, sql: str) -> Dimension:
    rows: list[tuple[int, str, int | None]] = connection.execute(sql).fetchall()
    if key == "organisation":  # of which there may be as many as projects
        ids = IdColumn(np.array([row[0] for row in rows], np.int64))
        return Dimension(key, ids, StringColumn.from_strings(row[1] for row in rows), NoValues(len(rows)))
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
        (*tracks.names, *(untracked_name(name) for _, name in parts)),
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
        raise LedgerInconsistent(
            tr(
                "台账里有项目引用了不存在的{title}，请检查最近的改动。",
                title=tr(DIMENSION_TITLES[dimension.key]),
            )
        )
    return places.astype(np.int32)


def _load_pairs(
    connection: sqlite3.Connection,
    dimensions: Mapping[str, Dimension],
    ids: NDArray[np.int64],
    blocks: Sequence[tuple[int, int]],
) -> dict[str, MultiValues]:
    pairs = {}
    for key, reading in _PAIRS.items():
        # Lists have no index by project; they are short.
        parts = blocks if key != "list" else [EVERYTHING]
        (projects, values), _ = read_columns(connection, reading, parts)
        codes = _encode_ids(dimensions[key], values) if len(values) else np.empty(0, dtype=np.int32)
        pairs[key] = _sort_pairs(_find_rows(ids, projects, key), codes)
    pairs["tag"] = _tag_pairs(connection, dimensions, pairs["organisation"])
    return pairs


def _tag_pairs(
    connection: sqlite3.Connection, dimensions: Mapping[str, Dimension], organisations: MultiValues
) -> MultiValues:
    """Give every project the tags of its organisations."""
    table = connection.execute(
        "SELECT t.organisation_id, t.tag FROM organisation_tags AS t "
        "JOIN organisations AS o ON o.id = t.organisation_id ORDER BY t.organisation_id"
    ).fetchall()
    tagged = np.array([dimensions["organisation"].code_of(id_) for id_, _ in table], dtype=np.int64)
    tags = np.array([dimensions["tag"].code_of(tag) for _, tag in table], dtype=np.int32)
    first, last = (np.searchsorted(tagged, organisations.codes, side) for side in ("left", "right"))
    counts = last - first
    starts = np.repeat(first - (np.cumsum(counts) - counts), counts)
    return _sort_pairs(np.repeat(organisations.rows, counts), tags[starts + np.arange(len(starts))])


def _find_rows(ids: NDArray[np.int64], projects: NDArray[np.int64], key: str) -> NDArray[np.int64]:
    rows = find_places(ids, projects)
    if len(rows) and not (rows.max() < len(ids) and np.array_equal(ids[rows], projects)):
        raise LedgerInconsistent(
            tr(
                "台账里有{title}引用了不存在的项目，请检查最近的改动。",
                title=tr(DIMENSION_TITLES[key]),
            )
        )
    return rows


def _sort_pairs(rows: NDArray[np.int64], codes: NDArray[np.int32]) -> MultiValues:
    """Order pairs by row and code, each once."""
    keys = (rows.astype(np.int64) << 32) | codes
    if not (keys[1:] > keys[:-1]).all():
        keys = np.sort(keys)
        keys = keys[np.concatenate([[True], keys[1:] > keys[:-1]])]
    return MultiValues(narrowed(keys >> 32), narrowed(keys & 0xFFFFFFFF))
