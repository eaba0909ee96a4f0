"""Read the ledger into `ProjectColumns`: whole columns (`db.index.bulk_reading`), never a row as an object."""

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.connection import LedgerInconsistent
from db.filters import BASES
from db.index.bulk_reading import EVERYTHING, find_places, read_columns, split_keys
from db.index.columns import MultiValues, Position, ProjectColumns, position_codes
from db.index.dimension_loading import load_dimensions, load_organisations, read_vocabularies
from db.index.dimensions import Dimension
from db.index.growing import Grow, GrowingInMemory, GrowingStrings
from db.index.map_places import know_map
from db.index.milestone_columns import MilestoneColumns, read_milestones
from db.index.pair_loading import encode_ids, load_pairs
from db.index.readings import Number, Pages, Reading, Told, Word, tell_nobody
from db.index.string_columns import CodedColumn, IdColumn, NoValues, StringColumn, TextColumn, narrowed
from db.project_reading import TEXTS, ProjectTable, read_ids, read_texts_in_turn, share_projects, tell_projects
from db.search.text_gathering import gather_text
from db.search.text_search import TextIndex, TextPart
from geo.frozen import frozen
from geo.parks import Gazetteer
from geo.wording import tr

GRADE_SQL: Final = """CASE WHEN p.lng IS NOT NULL THEN 'own' WHEN p.park_id IS NULL THEN 'city'
    ELSE p.park_basis END"""
"""The grade of placing of a row of `projects AS p`."""

_GREATEST_SUM_WAN: Final = 2.0**53 - 2**20
"""Up to here sums are exact in floating point too, unpublished amounts (−1 each) allowed for."""

_INFERRED: Final = list(BASES).index("inferred")
_CONTRADICTED: Final = Reading(
    """(SELECT DISTINCT entity_id FROM statements WHERE entity = 'projects'
    GROUP BY entity_id, field HAVING count(DISTINCT value) > 1)""",
    "entity_id",
    (Number("entity_id"),),
)
_DOCUMENTS: Final = Reading("project_evidence", "project_id", (Number("project_id"),), words=(Word("document_id"),))

_POSITION_SQL: Final = f"""
    SELECT p.id, coalesce(p.lng, k.lng), coalesce(p.lat, k.lat), {GRADE_SQL}, p.position_basis = 'manual'
    FROM projects AS p LEFT JOIN parks AS k ON k.id = p.park_id
    WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY p.id"""  # noqa: S608 - a constant of our own

_NO_TEXTS: Final[Mapping[str, StringColumn]] = MappingProxyType(
    dict.fromkeys(TEXTS, StringColumn(b"", np.empty(0, np.uint8)))
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
    if connect is None:
        shared = share_projects(connection, blocks, told)
        shared.help(connection)
        table, beside = tell_projects(connection, ids, shared.columns()), _read_beside(connection, ids, told)
        columns = _put_together(connection, ids, beside, _read_said(connection, ids), table, _NO_TEXTS)
    else:
        with _reading(connection, connect, ids, told, _NO_TEXTS) as (_, reading):
            columns = reading.result()
    return with_texts(columns, connection, connect, load_texts(connection, connect, blocks))


def load_without_texts(
    connection: sqlite3.Connection,
    connect: Connecting,
    gazetteer: Gazetteer,
    told: Told,
    texts: Callable[[NDArray[np.int64]], Mapping[str, TextColumn]],
    pages: Pages | None = None,
) -> ProjectColumns:
    """Read all projects but their texts, and work out beforehand what is asked of them first; by two threads.

    Args:
        connection: An open ledger.
        connect: Opens another connection to it.
        gazetteer: Its parks, among which projects are placed.
        told: As for `load_columns`.
        texts: Returns what stands for the texts of projects, by the keys of `TEXTS`.
        pages: Where the ledger's file may be read itself, and somebody sees to it that nobody has written meanwhile.

    Raises:
        sqlite3.DatabaseError: As for `load_columns`.
        LedgerInconsistent: Likewise.
    """
    ids = read_ids(connection)
    with _reading(connection, connect, ids, told, texts(ids), pages, count=True) as (table, reading):
        known = know_map(gazetteer, ids, table)
        columns = reading.result()
    return replace(columns, known_map=known).with_tables(columns.tables, columns.dates)


def load_texts(
    connection: sqlite3.Connection,
    connect: Connecting | None,
    blocks: Sequence[tuple[int, int]],
    grow: Grow = GrowingInMemory,
) -> dict[str, StringColumn]:
    """Read the texts of all projects, by the keys of `TEXTS`.

    Args:
        connection: An open ledger.
        connect: Opens another connection, for a second thread that helps.
        blocks: Of the projects' ids, in order.
        grow: Begins where the texts go.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    columns = {key: GrowingStrings(grow) for key in TEXTS}
    for read in read_texts_in_turn(connection, connect, blocks):
        for key, column in columns.items():
            column.add(read[key])
    return {key: column.whole() for key, column in columns.items()}


def with_texts(
    columns: ProjectColumns,
    connection: sqlite3.Connection,
    connect: Connecting | None,
    texts: Mapping[str, StringColumn],
    grow: Grow = GrowingInMemory,
) -> ProjectColumns:
    """Return columns with their texts, in which is searched what is read by the first question, or now.

    Args:
        columns: The columns without texts.
        connection: An open ledger.
        connect: Opens another connection, for a ledger of which nothing is searched before somebody asks.
        texts: By the keys of `TEXTS`.
        grow: Begins where what is searched goes.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    names, organisations = texts["names"], columns.dimensions["organisation"]

    def gather(through: sqlite3.Connection) -> Sequence[TextPart]:
        return gather_text(through, columns.ids, names, organisations, columns.multi["organisation"], grow)

    def gather_later() -> Sequence[TextPart]:
        assert connect is not None, "asked only then"
        with connect() as other:
            return gather(other)

    columns = replace(columns, names=names, amount_texts=texts["amount_texts"])
    if connect is None:
        parts = gather(connection)
        return replace(columns, text=TextIndex(len(columns), lambda: parts))
    return replace(columns, text=TextIndex(len(columns), gather_later))


def load_outline(connection: sqlite3.Connection) -> ProjectColumns:
    """Read what projects can have, and no project: columns of 0 rows, to show until those of all are there.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    ids, nothing, no = np.empty(0, np.int64), np.empty(0, np.uint8), np.empty(0, np.bool_)
    dimensions, parks = read_vocabularies(connection)
    dimensions["organisation"] = Dimension("organisation", IdColumn(ids), StringColumn(b"", nothing), NoValues(0))
    dates = CodedColumn(("",), nothing)
    milestones = MilestoneColumns(nothing.astype(np.int8), dates, nothing.astype(np.int16), nothing.astype(np.int8), no)
    multi = {key: MultiValues(nothing, nothing) for key in ("event", "organisation", "list", "tag")}
    beside, said = _Beside(dimensions, milestones, multi, parks), _Said(no, nothing.astype(np.int32))
    table = tell_projects(connection, ids, share_projects(connection, []).columns())
    return _put_together(connection, ids, beside, said, table, _NO_TEXTS)


def _put_together(
    connection: sqlite3.Connection,
    ids: NDArray[np.int64],
    beside: "_Beside",
    said: "_Said",
    table: ProjectTable,
    texts: Mapping[str, TextColumn],
) -> ProjectColumns:
    """Encode what was read; nothing is searched in it yet."""
    if table.amount_wan.sum(dtype=np.float64) > _GREATEST_SUM_WAN:
        raise LedgerInconsistent(tr("台账里的金额大到无法相加，请检查最近的改动。"))
    milestones = beside.milestones
    dimensions = load_dimensions(connection, beside.dimensions, table, milestones.year)
    codes = _encode(dimensions, table, milestones)
    lng, lat = _find_degrees(beside.parks, table, codes["park"])
    codes["position"] = position_codes(lng)
    return ProjectColumns(
        ids=ids,
        names=texts["names"],
        codes=MappingProxyType({key: narrowed(codes[key]) for key in dimensions if key in codes}),
        multi=MappingProxyType(beside.multi),
        amount_wan=table.amount_wan,
        amount_qualifiers=table.qualifiers,
        amount_texts=texts["amount_texts"],
        year=milestones.year,
        month=milestones.month,
        latest_dates=milestones.latest_dates,
        lng=lng,
        lat=lat,
        inferred=table.park_basis == _INFERRED,
        manual=table.manual,
        planned=milestones.planned,
        industry_inferred=table.industry_basis == _INFERRED,
        contradicted=said.contradicted,
        document_count=said.document_count,
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


@frozen(eq=False)
class _Said:
    """What documents say of each project."""

    contradicted: NDArray[np.bool_]
    document_count: NDArray[np.int32]


@contextlib.contextmanager
def _reading(
    connection: sqlite3.Connection,
    connect: Connecting,
    ids: NDArray[np.int64],
    told: Told,
    texts: Mapping[str, TextColumn],
    pages: Pages | None = None,
    *,
    count: bool = False,
) -> Iterator[tuple[ProjectTable, Future[ProjectColumns]]]:
    """Read the table of projects, while another thread reads all others, helps, and puts everything together.

    Args:
        connection: An open ledger.
        connect: Opens another connection to it.
        ids: int64[n], the projects.
        told: As for `load_columns`.
        texts: What stands for the texts.
        pages: As for `load_without_texts`.
        count: Let the other thread count what is asked first, too.

    Yields:
        The table, and the columns to come.
    """
    shared = share_projects(connection, split_keys(connection, "projects"), told, pages)
    table, said = Future[ProjectTable](), Future[_Said]()

    def read() -> ProjectColumns:
        with connect() as other:
            beside = _read_beside(other, ids, told, pages)
            shared.help(other)
            columns = _put_together(other, ids, beside, said.result(), table.result(), texts)
        if count:
            for each in columns.tables.tables:
                each.tally(None, columns.amount_wan)
        return columns

    with ThreadPoolExecutor(1, thread_name_prefix="load") as pool:
        reading = pool.submit(read)
        try:
            shared.help(connection)
            found = shared.columns()
            if shared.is_broken:
                reading.result()
            table.set_result(tell_projects(connection, ids, found))
            said.set_result(_read_said(connection, ids))
        except BaseException as error:
            for awaited in (table, said):
                if not awaited.done():
                    awaited.set_exception(error)
            raise
        yield table.result(), reading


def _read_beside(
    connection: sqlite3.Connection, ids: NDArray[np.int64], told: Told, pages: Pages | None = None
) -> _Beside:
    dimensions, parks = read_vocabularies(connection)
    dimensions["organisation"] = load_organisations(connection)
    return _Beside(
        dimensions=dimensions,
        milestones=read_milestones(connection, ids, [str(each) for each in dimensions["stage"].ids[:-1]], told, pages),
        multi=load_pairs(connection, dimensions, ids, pages),
        parks=parks,
    )


def _read_said(connection: sqlite3.Connection, ids: NDArray[np.int64]) -> _Said:
    return _Said(_load_contradicted(connection, ids), _load_document_counts(connection, ids))


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
