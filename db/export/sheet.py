"""What an export is before it takes a format: the frozen header every file carries, and the rows as a stream."""

import datetime
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from sqlite3 import Connection
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.connection import reading_uri
from db.export.blocks import BLOCK_ROWS, Block, Lookups, split_rows
from db.export.ledger_places import LedgerPlaces
from db.export.related import (
    MilestoneRow,
    ParkRow,
    copy_milestones,
    copy_sources,
    read_milestones,
    read_parks,
    read_sources,
)
from db.field_names import field_name
from db.figures.kpis import Kpi, KpiReckoner, read_happened
from db.figures.reconciliation import reconcile_events
from db.figures.records import EventFigures
from db.gazetteer_loading import load_gazetteer
from db.index.columns import ProjectColumns
from db.index.dimensions import DimensionId
from db.index.facets import Totals
from db.project_rows import ProjectRow, load_project_rows
from db.records import Document
from db.taxonomies import spoken_rows
from geo.datums import Datum
from geo.frozen import frozen
from geo.parks import Gazetteer
from geo.wording import tr

ATTRIBUTION: Final = "位置取自公开地名与轨道站点（含 © GeoNames，CC BY 4.0）；园区范围与位置为示意，不作边界依据"
DATUM: Final = "WGS 84（EPSG:4326），经度在前"

DATUM_WORDS: Final = {
    Datum.WGS84: DATUM,
    Datum.GCJ02: "GCJ-02（由 WGS 84 换算），经度在前",
    Datum.BD09: "BD-09（由 WGS 84 换算），经度在前",
}
"""How the coordinates of a file are told, by datum."""

GRADE_WORDS: Final = {"own": "自有坐标", "stated": "原文", "inferred": "推断", "city": "仅知在科学城"}
BASIS_WORDS: Final = {"stated": "原文", "inferred": "推断", None: ""}
POSITION_WORDS: Final = {
    "surveyed": "实测坐标",
    "address": "地址",
    "manual": "人工",
    "park": "园区位置",
    "city": "仅知在科学城",
}


@frozen
class Source:
    """One place in a document that evidences something of an exported project."""

    project_id: int
    project: str
    field: str
    document_id: str
    document: str
    published: str | None
    start: int
    end: int

    @property
    def field_name(self) -> str:
        """What is evidenced, for people."""
        return field_name(self.field)


@frozen
class IndustryHead:
    """An industry as the head of a group.

    Attributes:
        id: Of the industry; 0 is 未归类.
        name: Its name.
        color: `#RRGGBB`, or None.
        symbol: Name of its shape, or None.
    """

    id: DimensionId
    name: str
    color: str | None
    symbol: str | None = None


@frozen
class ExportHeader:
    """What every file says about itself; `db.export.definitions` puts it into words.

    Attributes:
        filters: What was asked, in words.
        filter_args: The same as command-line arguments; None where they cannot say it (what a map showed).
        totals: Count, sum of the published amounts, how many lack one.
        written: Time of the export.
        data_version: State of the data.
        documents: Documents the exported projects rest on.
        industries: The industries, in order; id 0 is 未归类.
        datum: Of the coordinates in the file.
        attribution: Whose places these are.
        definitions: Ids of the KPI definitions that were chosen; a KPI without one means its first.
    """

    filters: str
    filter_args: tuple[str, ...] | None
    totals: Totals
    written: datetime.datetime
    data_version: str
    documents: tuple[Document, ...]
    industries: tuple[IndustryHead, ...]
    datum: Datum = Datum.WGS84
    attribution: str = ATTRIBUTION
    definitions: tuple[str, ...] = ()

    @property
    def datum_words(self) -> str:
        """The datum, for people."""
        return DATUM_WORDS[self.datum]


def _path_of(connection: Connection) -> Path:
    return Path(next(path for _, name, path in connection.execute("PRAGMA database_list") if name == "main"))


def _read(block: Block, reading: "Future[None]") -> Block:
    reading.result()
    return block


class ExportSheet:
    """The rows of an export, read from the ledger while they are consumed.

    Attributes:
        header: What the file says about itself.
        columns: The ledger's columns.
        row_numbers: int64[m], rows of the columns, in the order asked for.
    """

    def __init__(
        self,
        header: ExportHeader,
        columns: ProjectColumns,
        row_numbers: NDArray[np.int64],
        reading: Callable[[], AbstractContextManager[Connection]],
        lookups: Lookups,
        whole: "ExportSheet | None" = None,
    ) -> None:
        """Keep what is needed to read, and of what sheet it is a part; `db.export.exporting.build_sheet` builds one."""
        self.header, self.columns, self.row_numbers = header, columns, row_numbers
        self._reading, self._lookups, self._whole = reading, lookups, whole

    def __len__(self) -> int:
        """Return the number of projects."""
        return len(self.row_numbers)

    def part(self, row_numbers: NDArray[np.int64], words: str) -> "ExportSheet":
        """Return some of the rows as a sheet of their own, for formats with a page a park or industry.

        Args:
            row_numbers: int64[k], rows of the columns.
            words: What chose them, for people; it is added to the filters.
        """
        mask = np.zeros(len(self.columns), np.bool_)
        mask[row_numbers] = True
        filters = tr("{filters}；{part}", filters=self.header.filters, part=words)
        header = replace(self.header, filters=filters, filter_args=None, totals=self.columns.totals(mask))
        return ExportSheet(header, self.columns, row_numbers, self._reading, self._lookups, self._whole or self)

    @cached_property
    def kpis(self) -> tuple[Kpi, ...]:
        """Every KPI by every definition for the exported projects.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        mask = np.zeros(len(self.columns), np.bool_)
        mask[self.row_numbers] = True
        with self._reading() as connection:
            happened = read_happened(connection, self.columns, rows=self.row_numbers)
        return KpiReckoner(self.columns, happened).reckon_all(mask)

    def reconcile_events(self) -> tuple[EventFigures, ...]:
        """Set every announcement of the ledger beside what it names of it, whatever was exported.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        with self._reading() as connection:
            return reconcile_events(connection, self.columns)

    def blocks(self, row_numbers: NDArray[np.int64] | None = None, size: int | None = None) -> Iterator[Block]:
        """Go over all rows as columns, a bounded block at a time: for files of any size.

        Args:
            row_numbers: The same rows in another order, for formats that group them.
            size: Most rows of a block; None for what is usual.
        """
        size = BLOCK_ROWS if size is None else size
        wanted = split_rows(self.row_numbers if row_numbers is None else row_numbers, size)
        blocks = (Block(self.columns, rows, self._reading, self._lookups) for rows in wanted)
        if len(self) <= size:
            yield from blocks
            return
        # While one block is written the next is read: SQLite lets Python go on meanwhile.
        with ThreadPoolExecutor(1, thread_name_prefix="export") as pool:
            ahead: deque[tuple[Block, Future[None]]] = deque()
            for block in blocks:
                ahead.append((block, pool.submit(block.prepare)))
                if len(ahead) > 1:
                    yield _read(*ahead.popleft())
            while ahead:
                yield _read(*ahead.popleft())

    @cached_property
    def rows(self) -> tuple[ProjectRow, ...]:
        """All rows as objects, held at once: for formats whose files are of some thousands.

        Industries and tracks are those of the columns, which may speak another taxonomy than the ledger.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        return tuple(self.read_rows(self.row_numbers))

    def read_rows(self, row_numbers: NDArray[np.int64]) -> list[ProjectRow]:
        """Read some of the rows as objects, in the order given; as `rows` has them.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        with self._reading() as connection:
            stored = load_project_rows(connection, self.columns.ids[row_numbers].tolist())
            return list(spoken_rows(self.columns, row_numbers, stored))

    @cached_property
    def parks(self) -> tuple[ParkRow, ...]:
        """All parks of the ledger, by id.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        with self._reading() as connection:
            return tuple(read_parks(connection))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The ledger's parks as the map knows them.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        if self._whole is not None:
            return self._whole.gazetteer
        with self._reading() as connection:
            return load_gazetteer(connection)

    @cached_property
    def places(self) -> LedgerPlaces:
        """Where all projects of the ledger are drawn: the same for a sheet and its parts.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        if self._whole is not None:
            return self._whole.places
        symbols = [industry.symbol for industry in self.header.industries]
        return LedgerPlaces(self.columns, self.gazetteer, symbols)

    def attach(self, connection: Connection) -> None:
        """Attach the ledger to another connection as `ledger`, only to be read, for copying inside SQLite.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        connection.execute("ATTACH ? AS ledger", (reading_uri(self._path),))

    def copy_milestones(self, connection: Connection, table: str) -> Iterator[int]:
        """Copy the milestones of the exported projects into a table; yields how many, a bounded part at a time.

        Args:
            connection: That the ledger was attached to.
            table: A table of the columns of `MilestoneRow`.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        yield from copy_milestones(connection, self._path, table, self.columns.ids[self.row_numbers], self.columns.ids)

    def copy_sources(self, connection: Connection, table: str) -> Iterator[int]:
        """Copy where documents say something of the projects into a table; yields how many, a bounded part at a time.

        Args:
            connection: That the ledger was attached to.
            table: A table as `db.export.related.copy_sources` fills it.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        yield from copy_sources(connection, self._path, table, self.columns.ids[self.row_numbers], self.columns.ids)

    @cached_property
    def _path(self) -> Path:
        with self._reading() as own:
            return _path_of(own)

    def milestones(self) -> Iterator[list[MilestoneRow]]:
        """Go over the milestones of the exported projects, a bounded batch at a time, by project in order.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        for rows in split_rows(self.row_numbers):
            yield self.read_milestones(self.columns.ids[rows])

    def read_milestones(self, ids: NDArray[np.int64]) -> list[MilestoneRow]:
        """Read the milestones of some projects, by project in the order given.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        with self._reading() as connection:
            return read_milestones(connection, ids)

    def sources(self) -> Iterator[list[Source]]:
        """Go over the places in documents the exported projects rest on, a bounded batch at a time.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        for rows in split_rows(self.row_numbers):
            yield self.read_sources(self.columns.ids[rows])

    def read_sources(self, ids: NDArray[np.int64]) -> list[Source]:
        """Read the places in documents some projects rest on, by project in the order given.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        with self._reading() as connection:
            return [Source(*row) for row in read_sources(connection, ids)]

    def find_sources(self) -> tuple[Source, ...]:
        """Return all of them, held at once."""
        return tuple(source for batch in self.sources() for source in batch)
