"""Read the ledger into `ProjectColumns`: whole columns (`db.index.bulk_reading`), never a row as an object."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.connection import LedgerInconsistent
from db.filters import BASES, DIMENSION_TITLES, GRADES, POSITIONS
from db.index.bulk_reading import EVERYTHING, Number, Reading, Told, find_places, read_columns, split_keys, tell_nobody
from db.index.columns import MultiValues, Position, ProjectColumns, position_codes
from db.index.dimensions import UNTRACKED, Dimension, DimensionId, untracked_name
from db.index.list_columns import LIST_DIMENSION_SQL
from db.index.milestone_columns import MilestoneColumns, read_milestones
from db.index.pair_loading import encode_ids, load_pairs
from db.index.string_columns import CodedColumn, IdColumn, NoValues, StringColumn, narrowed
from db.project_reading import ProjectTable, read_amount_texts, read_ids, read_projects
from db.search.text_gathering import gather_text
from db.search.text_search import TextIndex, TextPart
from geo.frozen import frozen
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

_INFERRED: Final = list(BASES).index("inferred")
_ORGANISATIONS: Final = Reading("organisations", "id", (Number("id"),), texts=("name",))
_CONTRADICTED: Final = Reading(
    """(SELECT DISTINCT entity_id FROM statements WHERE entity = 'projects'
    GROUP BY entity_id, field HAVING count(DISTINCT value) > 1)""",
    "entity_id",
    (Number("entity_id"),),
)
_DOCUMENTS: Final = Reading("project_evidence", "project_id", (Number("project_id"),), ("document_id",))

_POSITION_SQL: Final = f"""
    SELECT p.id, coalesce(p.lng, k.lng), coalesce(p.lat, k.lat), {GRADE_SQL}, p.position_basis = 'manual'
    FROM projects AS p LEFT JOIN parks AS k ON k.id = p.park_id
    WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.id"""  # noqa: S608 - a constant of our own

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

_MANY: Final = 100_000

Connecting = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""Opens a further connection to the same ledger."""


def load_columns(
    connection: sqlite3.Connection, connect: Connecting | None = None, told: Told = tell_nobody
) -> ProjectColumns:
    """Read all projects.

    Args:
        connection: An open ledger. The caller makes sure that nobody writes meanwhile, or reads again if somebody did.
        connect: For a ledger in a file: so it is read by two threads, and what is only searched is read at the first
            question. Without it everything is read at once.
        told: Hears of projects and milestones that were read; what it raises ends the reading.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
        LedgerInconsistent: A project refers to a value that does not exist, something refers to a project that does
            not, or the amounts are too great to be added up.
    """
    ids = read_ids(connection)
    blocks = split_keys(connection, "projects")
    connect = connect if len(blocks) > 1 else None  # a small ledger is read at once
    beside, table = _read_both(connection, connect, ids, blocks, told)
    columns = _put_together(connection, ids, beside, table)
    return replace(columns, text=_text_index(connection, connect, ids, table.names, beside))


def load_outline(connection: sqlite3.Connection) -> ProjectColumns:
    """Read what projects can have, and no project: columns of 0 rows, to show until those of all are there.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    ids, nothing, no = np.empty(0, np.int64), np.empty(0, np.uint8), np.empty(0, np.bool_)
    dimensions, parks = _read_vocabularies(connection)
    dimensions["organisation"] = Dimension("organisation", IdColumn(ids), StringColumn(b"", nothing), NoValues(0))
    dates = CodedColumn(("",), nothing)
    milestones = MilestoneColumns(nothing.astype(np.int8), dates, nothing.astype(np.int16), nothing.astype(np.int8), no)
    multi = {key: MultiValues(nothing, nothing) for key in ("event", "organisation", "list", "tag")}
    no_texts = StringColumn(b"", nothing)
    beside = _Beside(dimensions, milestones, multi, parks, no, nothing.astype(np.int32), no_texts)
    table = read_projects(connection, ids, [])
    return _put_together(connection, ids, beside, table)


def _put_together(
    connection: sqlite3.Connection, ids: NDArray[np.int64], beside: "_Beside", table: ProjectTable
) -> ProjectColumns:
    """Encode what was read; nothing is searched in it yet."""
    if table.amount_wan.sum(dtype=np.float64) > _GREATEST_SUM_WAN:
        raise LedgerInconsistent(tr("台账里的金额大到无法相加，请检查最近的改动。"))
    milestones = beside.milestones
    dimensions = _load_dimensions(connection, beside.dimensions, table, milestones.year)
    codes = _encode(dimensions, table, milestones)
    lng, lat = _find_degrees(beside.parks, table, codes["park"])
    codes["position"] = position_codes(lng)
    return ProjectColumns(
        ids=ids,
        names=table.names,
        codes=MappingProxyType({key: narrowed(codes[key]) for key in dimensions if key in codes}),
        multi=MappingProxyType(beside.multi),
        amount_wan=table.amount_wan,
        amount_qualifiers=table.qualifiers,
        amount_texts=beside.amount_texts,
        year=milestones.year,
        month=milestones.month,
        latest_dates=milestones.latest_dates,
        lng=lng,
        lat=lat,
        inferred=table.park_basis == _INFERRED,
        manual=table.manual,
        planned=milestones.planned,
        industry_inferred=table.industry_basis == _INFERRED,
        contradicted=beside.contradicted,
        document_count=beside.document_count,
        dimensions=dimensions,
        text=TextIndex(len(ids), tuple),
    )


@frozen(eq=False)
class _Beside:
    """What other tables than that of projects say."""

    dimensions: Mapping[str, Dimension]
    milestones: MilestoneColumns
    multi: Mapping[str, MultiValues]
    parks: NDArray[np.float64]
    contradicted: NDArray[np.bool_]
    document_count: NDArray[np.int32]
    amount_texts: StringColumn


def _read_both(
    connection: sqlite3.Connection,
    connect: Connecting | None,
    ids: NDArray[np.int64],
    blocks: Sequence[tuple[int, int]],
    told: Told,
) -> tuple[_Beside, ProjectTable]:
    """Read the table of projects and all others, at the same time where there are two connections."""
    if connect is None:
        return _read_beside(connection, ids, blocks, told), read_projects(connection, ids, blocks, told)

    def read() -> _Beside:
        with connect() as other:
            return _read_beside(other, ids, blocks, told)

    with ThreadPoolExecutor(1, thread_name_prefix="load") as pool:
        beside = pool.submit(read)
        table = read_projects(connection, ids, blocks, told)
        return beside.result(), table


def _read_beside(
    connection: sqlite3.Connection, ids: NDArray[np.int64], blocks: Sequence[tuple[int, int]], told: Told
) -> _Beside:
    dimensions, parks = _read_vocabularies(connection)
    dimensions["organisation"] = _load_organisations(connection)
    return _Beside(
        dimensions=dimensions,
        milestones=read_milestones(connection, ids, [str(stage) for stage in dimensions["stage"].ids[:-1]], told),
        multi=load_pairs(connection, dimensions, ids),
        parks=parks,
        contradicted=_load_contradicted(connection, ids),
        document_count=_load_document_counts(connection, ids),
        amount_texts=read_amount_texts(connection, blocks),
    )


def _read_vocabularies(connection: sqlite3.Connection) -> tuple[dict[str, Dimension], NDArray[np.float64]]:
    """Read the dimensions that do not grow with the projects, and where the parks are, in their order."""
    dimensions = {key: _load_dimension(connection, key, sql) for key, sql in _DIMENSION_SQL.items()}
    stages = [stage for (stage,) in connection.execute("SELECT stage FROM stages ORDER BY position")]
    dimensions["stage"] = _build_dimension("stage", [*stages, NO_STAGE])
    tags = [tag for (tag,) in connection.execute("SELECT DISTINCT tag FROM organisation_tags ORDER BY tag")]
    dimensions["tag"] = _build_dimension("tag", tags)
    # The dimension's last value is no park.
    parks = np.array([*connection.execute("SELECT lng, lat FROM parks ORDER BY id"), (None, None)], dtype=np.float64)
    return dimensions, parks


def _text_index(
    connection: sqlite3.Connection,
    connect: Connecting | None,
    ids: NDArray[np.int64],
    names: StringColumn,
    beside: _Beside,
) -> TextIndex:
    organisations, pairs = beside.dimensions["organisation"], beside.multi["organisation"]
    if connect is None:
        parts = gather_text(connection, ids, names, organisations, pairs)
        return TextIndex(len(ids), lambda: parts)

    def gather() -> Sequence[TextPart]:
        with connect() as other:
            return gather_text(other, ids, names, organisations, pairs)

    return TextIndex(len(ids), gather)


def _encode(
    dimensions: Mapping[str, Dimension], table: ProjectTable, milestones: MilestoneColumns
) -> dict[str, NDArray[Any]]:
    """Return the codes of every single-valued dimension but `position`."""
    track = np.where(table.track == 0, -table.industry.astype(np.int64), table.track)
    by_id = {"industry": table.industry, "track": track, "park": table.park, "year": milestones.year}
    codes: dict[str, NDArray[Any]] = {key: encode_ids(dimensions[key], values) for key, values in by_id.items()}
    kinds = np.array([dimensions["kind"].code_of(kind) for kind in table.kinds.words], np.int64)
    codes["kind"] = kinds.take(table.kinds.codes)
    codes["stage"] = np.where(milestones.stage < 0, len(dimensions["stage"]) - 1, milestones.stage)
    codes["grade"] = _grade_codes(dimensions["grade"], table)
    codes["industry_basis"], codes["park_basis"] = table.industry_basis, table.park_basis
    return codes


def _grade_codes(grade: Dimension, table: ProjectTable) -> NDArray[np.uint8]:
    """Tell the grades as `GRADE_SQL` does."""
    by_basis = np.array([grade.code_of(key) for key in ("stated", "inferred", "city")], np.uint8)
    codes = by_basis.take(table.park_basis)
    codes[table.own_rows] = grade.code_of("own")
    return codes


def _find_degrees(
    parks: NDArray[np.float64], table: ProjectTable, park_codes: NDArray[Any]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the effective positions: own, else the park's, else NaN."""
    lng, lat = (axis.take(park_codes) for axis in parks.T)
    lng[table.own_rows], lat[table.own_rows] = table.own_degrees
    return lng, lat


def _load_contradicted(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.isin(ids, read_columns(connection, _CONTRADICTED, [EVERYTHING]).numbers[0])


def _load_document_counts(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> NDArray[np.int32]:
    """Count the documents that say something about each; one that says several things counts once."""
    found = read_columns(connection, _DOCUMENTS, [EVERYTHING])
    projects, documents = found.numbers[0].astype(np.int64), found.words[0]
    keys = projects * max(1, len(documents.words)) + documents.codes
    # Without counts `unique` is quicker, but imports masked arrays first, which takes a small ledger's start 25 ms.
    said = np.unique(keys) if len(keys) > _MANY else np.unique(keys, return_counts=True)[0]
    owners = said // max(1, len(documents.words))
    rows = np.minimum(find_places(ids, owners), max(len(ids) - 1, 0))
    known = ids[rows] == owners if len(ids) else np.zeros(len(owners), np.bool_)
    return np.bincount(rows[known], minlength=len(ids)).astype(np.int32)


def load_positions(connection: sqlite3.Connection, ids: Iterable[int]) -> tuple[Position, ...]:
    """Read where some projects are, as `load_columns` would; projects that do not exist are left out.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    rows = connection.execute(_POSITION_SQL, (json.dumps([int(id_) for id_ in ids]),))
    return tuple(Position(id_, lng, lat, grade, bool(manual)) for id_, lng, lat, grade, manual in rows)


def _load_dimensions(
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


def _load_organisations(connection: sqlite3.Connection) -> Dimension:
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
