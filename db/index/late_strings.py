"""Names that come later than the rows they belong to: some are fetched by themselves until all are there."""

import sqlite3
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.index.bulk_reading import split_keys
from db.index.growing import GrowingInMemory, GrowingStrings
from db.index.string_columns import StringColumn, TextColumn
from db.project_reading import TEXTS, read_ids, read_texts_in_turn
from geo.errors import AtlasError

_UNKNOWN: Final = "…"
"""Stands for a text that cannot be fetched just now: another program holds the ledger."""

Texts = Mapping[str, StringColumn]
"""By their names among the columns, which are those of `TEXTS`."""


class ReadingStopped(Exception):
    """Somebody has stopped the reading of columns."""


class LateStrings(TextColumn):
    """n texts, each of which can be asked for at once; who asks for all of them waits until they are there."""

    def __init__(self, count: int, one: Callable[[int], str], wait: Callable[[], StringColumn]) -> None:
        """Know only how many there are.

        Args:
            count: n.
            one: Returns the text of a row.
            wait: Returns all texts, once they are there.
        """
        self._count, self._one, self._wait = count, one, wait
        self._ranks: NDArray[np.uint32] | None = None

    def whole(self) -> StringColumn:
        """Return all of them; who asks waits until they are there."""
        return self._wait()

    def text(self, row: int) -> str:
        """Return one text, which is fetched by itself until all are there."""
        return self._one(row)

    def ranks(self) -> NDArray[np.uint32]:
        """Return by which numbers the rows sort, uint32[n], as a column of strings does."""
        return self.whole().ranks() if self._ranks is None else self._ranks

    def keep_ranks(self, ranks: NDArray[np.uint32]) -> None:
        """Take over what `ranks` would find out, from where it was kept."""
        self._ranks = ranks

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._count


class LateTexts:
    """The texts of a ledger of which the other columns are there. Asking from any thread is safe."""

    def __init__(self, connect: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        """Wait for nothing yet.

        Args:
            connect: Opens a connection to the ledger.
        """
        self._connect = connect
        self._ids: NDArray[np.int64] = np.empty(0, np.int64)
        self._arrived = threading.Event()
        self._turn = threading.Lock()
        self._reading = threading.Lock()  # another, or one text would wait until all are read
        self._texts: Texts | None = None
        self._open = ExitStack()
        self._connection: sqlite3.Connection | None = None

    def columns(self, ids: NDArray[np.int64]) -> Mapping[str, LateStrings]:
        """Return columns for those texts.

        Args:
            ids: int64[n], the projects.
        """
        self._ids = ids
        return {key: self._column(key) for key in TEXTS}

    def _column(self, key: str) -> LateStrings:
        return LateStrings(len(self._ids), lambda row: self._one(key, row), lambda: self._all()[key])

    def take(self, texts: Texts | None) -> None:
        """Let these be the texts from now on; None where none come: who asks for all reads the ledger then."""
        with self._turn:
            if texts is not None:
                self._texts = texts
            self._open.close()
            self._connection = None
            self._arrived.set()

    def _one(self, key: str, row: int) -> str:
        if self._texts is not None:
            return self._texts[key][row]
        try:
            with self._turn:
                return self._ask(key, row)
        except sqlite3.ProgrammingError:
            raise  # nobody's ledger is to blame
        except (sqlite3.DatabaseError, AtlasError):
            return _UNKNOWN

    def _ask(self, key: str, row: int) -> str:
        """Ask the ledger, over a connection that is kept while texts are still to come, and no longer."""
        if self._texts is not None:
            return self._texts[key][row]  # they came while this waited for its turn
        id_ = int(self._ids[row])
        if self._arrived.is_set():
            with self._connect() as connection:
                return _fetch(connection, key, id_)
        if self._connection is None:
            self._connection = self._open.enter_context(self._connect())
        return _fetch(self._connection, key, id_)

    def _all(self) -> Texts:
        self._arrived.wait()
        return self.read()

    def read(self, is_stopped: Callable[[], bool] = lambda: False) -> Texts:
        """Return all texts, from the ledger if none have come: one by one, each takes opening it.

        Args:
            is_stopped: Is asked now and then whether nobody wants them any more.

        Raises:
            ReadingStopped: Nobody wants them any more.
            LedgerError: The ledger cannot be read.
            sqlite3.DatabaseError: Likewise.
        """
        with self._reading:
            if self._texts is None:
                found = self._read(is_stopped)
                with self._turn:
                    self._texts = found
            return self._texts

    def _read(self, is_stopped: Callable[[], bool]) -> Texts:
        columns = {key: GrowingStrings(GrowingInMemory) for key in TEXTS}
        with self._connect() as connection:
            for block in read_texts_in_turn(connection, None, split_keys(connection, "projects")):
                if is_stopped():
                    raise ReadingStopped
                for key, column in columns.items():
                    column.add(block[key])
            owners = read_ids(connection)
        texts = {key: column.whole() for key, column in columns.items()}
        if np.array_equal(owners, self._ids):
            return texts
        rows = {id_: row for row, id_ in enumerate(owners.tolist())}  # by now there are other projects
        places = [rows.get(id_) for id_ in self._ids.tolist()]
        return {
            key: StringColumn.from_strings("" if place is None else column[place] for place in places)
            for key, column in texts.items()
        }


def _fetch(connection: sqlite3.Connection, key: str, id_: int) -> str:
    found = connection.execute(
        f"SELECT ifnull({TEXTS[key]}, '') FROM projects WHERE id = ?",  # noqa: S608 - our own names
        (id_,),
    ).fetchone()
    return found[0] if found else ""
