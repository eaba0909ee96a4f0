"""Read whole columns out of the pages of a ledger's file; SQL (`db.index.bulk_reading`) would cost three times that.

For a process of its own that reads and writes nothing else: it sees to it that nobody has written meanwhile, as pages
are read without SQLite's locks. Whatever is unusual (a write-ahead log, a column that is no plain one, a row that is
too long for its page) is left to SQL.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from db.index.page_records import Field, Records, check_texts
from db.index.readings import Gathered, ReadColumns, Reading, Told, narrow, put_in_order
from db.index.table_pages import SPARE, Bytes, PageFile, PagesUnusable, Places, TablePages, blocks_of

_BLOCK_BYTES: Final = 1 << 21
"""So many that numpy is asked seldom, and so few that what is made of them stays in the processor's cache."""


class LedgerPages(contextlib.ExitStack):
    """The pages of one ledger's file; open it before the first connection, and close it after the last."""

    def __init__(self, path: Path) -> None:
        """Open nothing yet."""
        super().__init__()
        self._path = path
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        """Return itself."""
        super().__enter__()
        return self

    def open(self) -> PageFile:
        """Open the file for one thread; it stays open.

        Raises:
            PagesUnusable: It is not as these modules read it.
        """
        try:
            with self._turn:
                return self.enter_context(PageFile(self._path))
        except OSError as error:
            raise PagesUnusable from error

    def share(self, connection: sqlite3.Connection, reading: Reading, told: Told) -> "SharedPages | None":
        """Return a reading that answers as SQL would; None where that cannot be promised.

        Raises:
            sqlite3.DatabaseError: The file is damaged or held by another program.
        """
        log = self._path.resolve()
        log = log.with_name(f"{log.name}-wal")
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?", (reading.source,)
        ).fetchone()
        try:
            if root is None or reading.texts or (log.exists() and log.stat().st_size):
                return None
            file = self.open()
            pages = TablePages.of(file, root[0])
            places = _places_of(connection, reading.source, is_index=pages.is_index)
            named = [*(each.sql for each in reading.numbers), *reading.degrees, *(each.sql for each in reading.words)]
            return SharedPages(self, file, pages, reading, {name: places[name] for name in named}, told)
        except (PagesUnusable, OSError, LookupError):
            return None


def _places_of(connection: sqlite3.Connection, table: str, *, is_index: bool) -> Mapping[str, int]:
    """Return where columns stand in a row, those left out that are not written there.

    Raises:
        PagesUnusable: Some columns are computed.
    """
    found = connection.execute(f"SELECT name, pk, hidden, type FROM pragma_table_xinfo('{table}')").fetchall()  # noqa: S608
    if any(hidden for _, _, hidden, _ in found):
        raise PagesUnusable
    if is_index:  # the key comes first
        found = [
            *sorted((row for row in found if row[1]), key=lambda row: int(row[1])),
            *(r for r in found if not r[1]),
        ]
        return {name: place for place, (name, *_) in enumerate(found)}
    return {name: place for place, (name, key, _, kind) in enumerate(found) if not (key and kind.upper() == "INTEGER")}


class SharedPages:
    """Columns that several threads read: who is free takes the next block of pages."""

    def __init__(
        self,
        ledger: LedgerPages,
        file: PageFile,
        pages: TablePages,
        reading: Reading,
        places: Mapping[str, int],
        told: Told,
    ) -> None:
        """Read nothing yet.

        Args:
            ledger: The ledger's file.
            file: It, open.
            pages: Of the table.
            reading: What to read: plain columns.
            places: Where those stand in a row.
            told: Hears how many rows were read.
        """
        self._ledger, self._file, self._pages, self._reading = ledger, file, pages, reading
        self._places, self._told = places, told
        self._waiting = iter(list(enumerate(blocks_of(pages.leaves, max(1, _BLOCK_BYTES // file.page_size)))))
        self._turn = threading.Condition()
        self._gathered: list[Gathered] = []
        self._counts: dict[int, NDArray[np.intp]] = {}
        self._busy = 0
        self.is_broken = False
        """Whether somebody who helped has failed; that error is told there."""

    def help(self, _connection: sqlite3.Connection) -> None:
        """Read blocks until none is left that nobody reads.

        Raises:
            PagesUnusable: Some of it is not as it should be.
        """
        gathered = Gathered(self._reading)
        with self._turn:
            self._gathered.append(gathered)
            self._busy += 1
        try:
            file = self._ledger.open()
            while (taken := self._take()) is not None:
                self._read(file, *taken, gathered)
        except (IndexError, ValueError, OverflowError, OSError) as error:
            self.is_broken = True
            raise PagesUnusable from error
        except BaseException:
            self.is_broken = True
            raise
        finally:
            with self._turn:
                self._busy -= 1
                self._turn.notify_all()

    def columns(self) -> ReadColumns:
        """Return everything; who has helped waits for the others who do.

        Raises:
            PagesUnusable: Some of it is not as it should be.
        """
        with self._turn:
            self._turn.wait_for(lambda: not self._busy)
        try:
            return put_in_order(self._reading, [*self._gathered, *self._between()])
        except ValueError as error:
            raise PagesUnusable from error

    def _take(self) -> tuple[int, tuple[int, int]] | None:
        with self._turn:
            return next(self._waiting, None)

    def _read(self, file: PageFile, number: int, block: tuple[int, int], gathered: Gathered) -> None:
        leaves = self._pages.leaves[slice(*block)]
        data = file.read(leaves)
        cells = self._pages.cells(file, data, len(leaves))
        self._take_apart(data, cells, file.usable, gathered)
        gathered.blocks.append(number)
        self._told(self._reading.source, len(cells))

    def _between(self) -> list[Gathered]:
        """The rows between pages; they come last, as the order of such tables matters to nobody."""
        rows = self._pages.between
        if not len(rows):
            return []
        size, gathered = self._file.page_size, Gathered(self._reading)
        owners = rows // size
        pages = np.flatnonzero(np.bincount(owners))
        data = self._file.read(pages + 1)
        cells = np.searchsorted(pages, owners) * size + rows % size
        self._take_apart(data, cells, self._file.usable, gathered)
        gathered.blocks.append(len(self._pages.leaves))
        return [gathered]

    def _take_apart(self, data: Bytes, cells: Places, usable: int, gathered: Gathered) -> None:
        reading, places = self._reading, self._places
        records = Records(data, cells, usable, keyed=not self._pages.is_index)
        fields = records.fields(set(places.values()))
        for number, whole in zip(reading.numbers, gathered.numbers, strict=True):
            whole.append(narrow(records.integers(fields[places[number.sql]], number.missing)))
        for name, axis in zip(reading.degrees, gathered.degrees, strict=True):
            axis.append(records.reals(fields[places[name]]))
        for word, words in zip(reading.words, gathered.words, strict=True):
            words.add_places(data, *_texts(data, fields[places[word.sql]], word.missing.encode()))


def _texts(data: Bytes, field: Field, missing: bytes) -> tuple[Places, Places]:
    """Where texts begin, and their bytes; what stands for NULL is put behind the pages."""
    check_texts(field)
    if not missing:
        return field.starts, field.sizes
    spare = len(data) - SPARE
    data[spare : spare + len(missing)] = np.frombuffer(missing, np.uint8)
    none = field.kinds == 0
    starts: Any = np.where(none, spare, field.starts)
    return starts, np.where(none, len(missing), field.sizes)
