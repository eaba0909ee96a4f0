"""The columns of a large ledger, read by a process of its own (`db.index.column_writing`), mapped from its file.

What reading takes for a moment is given back with that process, and the window's own stays free meanwhile.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol

from db.index.array_file import give_back
from db.index.bulk_reading import range_of
from db.index.column_ahead import Child, ColumnAhead, await_end, start_reading
from db.index.column_cache import ColumnCache, read_first, read_late, stamp_of
from db.index.column_keeping import connecting, load_ledger_columns
from db.index.columns import ProjectColumns
from db.index.late_strings import LateStrings, LateTexts, ReadingStopped
from db.index.string_columns import TextColumn
from db.project_reading import TEXTS
from db.search.text_gathering import gather_text
from db.search.text_search import TextPart
from geo.errors import AtlasError
from geo.memory import trim

Heard = Callable[[float, int, int], None]
"""Hears how much of the work is done (0 to 1), how many projects are read, and how many there are."""


LEAST_APART: Final = 100_000
"""Fewer projects are read in less time than a process takes to start and hand them over."""


_LEAST_BYTES: Final = 64
"""Of a ledger's file a project; with fewer its ids have gaps, and there are fewer projects than their range says."""


LEAST_LATE: Final = 3_000_000
"""From so many projects on a window does not wait for a kept copy either: placing them takes seconds."""


class ColumnSource(Protocol):
    """Brings the columns of one ledger once: `read`, `follow` and `end` in one thread, `stop` from any."""

    def read(self, heard: Heard) -> ProjectColumns:
        """Wait for the columns.

        Raises:
            LedgerError: The file is damaged or held by another program.
            ReadingStopped: Somebody has stopped it.
        """
        ...

    def follow(self) -> None:
        """Wait for what comes later."""
        ...

    def stop(self) -> None:
        """Nobody wants the columns any more."""
        ...

    def end(self) -> None:
        """Wait for the end of everything."""
        ...


def find_source(
    connection: sqlite3.Connection, ledger: Path, cache: ColumnCache, ahead: ColumnAhead | None = None
) -> ColumnSource | None:
    """Return what brings the columns of a large ledger behind a window that stands; None for one that is there at once.

    Args:
        connection: An open ledger.
        ledger: Its file.
        cache: Where copies are kept.
        ahead: What may have begun to read it.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    least, greatest = range_of(connection, "projects")
    count = greatest - least + 1  # to count them takes seconds where the file is not in memory
    if count < LEAST_APART or (count * _LEAST_BYTES > ledger.stat().st_size and _are_few(connection)):
        return None
    if not cache.has(ledger):
        child = None if ahead is None else ahead.take()
        return ColumnProcess(ledger, cache) if child is None else ColumnProcess(ledger, cache, child)
    return KeptColumns(ledger, cache) if count >= LEAST_LATE else None


def _are_few(connection: sqlite3.Connection) -> bool:
    """Tell whether there are fewer projects than their ids suggest: so few that they are read at once."""
    (found,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM projects LIMIT :many)", {"many": LEAST_APART}
    ).fetchone()
    return int(found) < LEAST_APART


class KeptColumns:
    """Brings the columns of a ledger from the copy that is kept."""

    def __init__(self, ledger: Path, cache: ColumnCache) -> None:
        """Read nothing yet."""
        self._ledger, self._cache = ledger, cache
        self._is_stopped = False

    def read(self, heard: Heard) -> ProjectColumns:
        """Return the columns, from the ledger where it has changed meanwhile.

        Raises:
            LedgerError: The file is damaged or held by another program.
            ReadingStopped: Somebody has stopped it.
        """
        with connecting(self._ledger)() as connection:
            columns = load_ledger_columns(connection, self._ledger, self._cache)
        if self._is_stopped:
            raise ReadingStopped
        heard(1.0, len(columns), len(columns))
        return columns

    def follow(self) -> None:
        """Nothing comes later."""

    def stop(self) -> None:
        """Nobody wants the columns any more."""
        self._is_stopped = True

    def end(self) -> None:
        """Nothing is left to end."""


class ColumnProcess:
    """Reads the columns of one ledger once: `read`, `follow` and `end` in one thread, `stop` from any."""

    def __init__(self, ledger: Path, cache: ColumnCache, child: Child | None = None) -> None:
        """Start reading.

        Args:
            ledger: The ledger, of the current schema.
            cache: Where the copy for the next start goes.
            child: A process that does that already.
        """
        self._ledger, self._cache = ledger, cache
        self._is_stopped = False
        self._is_over = threading.Event()
        self._kept: ProjectColumns | None = None
        self._columns: ProjectColumns | None = None
        self._texts = LateTexts(connecting(ledger))
        self._rows = {"projects": 0, "milestones": 0}
        self._child = start_reading(ledger, cache) if child is None else child

    def read(self, heard: Heard) -> ProjectColumns:
        """Wait for the columns; where the process does not bring them, read them here.

        Args:
            heard: Hears of the progress, in this thread or another.

        Raises:
            LedgerError: The file is damaged or held by another program.
            ReadingStopped: Somebody has stopped it.
        """
        for line in self._lines():
            self._tell(line, heard)
            if "first" in line:
                self._columns = read_first(Path(line["first"]), self._gather, self._texts)
                break
        if self._columns is None and not self._is_stopped:
            self._columns = self._read_here(heard)
        if self._is_stopped or self._columns is None:
            raise ReadingStopped
        return self._columns

    def follow(self) -> None:
        """Wait for texts, then for the copy that is kept, and look into it from now on for what is searched by.

        Raises:
            ReadingStopped: Somebody has stopped it before any texts came.
        """
        kept = False
        for line in self._lines():  # to the last: then the process is over
            if "texts" in line:
                self._texts.take(read_late(Path(line["texts"])))
                if self._columns is not None:  # by now the first map is drawn; the reading goes on and takes its share
                    give_back(self._columns.ids)
                    trim()
            kept = kept or bool(line.get("kept"))
        stamp = stamp_of(self._ledger) if kept else None
        if stamp is not None and self._columns is not None and not self._is_stopped:
            self._kept = self._cache.read(self._ledger, stamp)
        self._is_over.set()
        self._texts.take(None if self._kept is None else {key: getattr(self._kept, key) for key in TEXTS})
        if self._kept is not None and self._columns is not None:
            take_over(self._columns, self._kept)
        elif self._columns is not None and isinstance(self._columns.names, LateStrings):
            with suppress(sqlite3.DatabaseError, AtlasError):  # then they are asked for one by one, and may be unknown
                self._texts.read(lambda: self._is_stopped)

    def stop(self) -> None:
        """Let the process end; what it has not finished is lost."""
        self._is_stopped = True
        self._is_over.set()
        self._texts.take(None)
        if self._child is not None:
            self._child.kill()

    def end(self) -> None:
        """Wait for the end of the process; who has read and followed, or stopped, says so at last."""
        self._is_over.set()
        self._texts.take(None)
        if self._child is not None:
            await_end(self._child, self._cache)

    def _lines(self) -> Iterator[dict[str, Any]]:
        if self._child is None or self._child.stdout is None:
            return
        for line in self._child.stdout:
            yield json.loads(line)

    def _tell(self, line: dict[str, Any], heard: Heard) -> None:
        if "of" in line:
            self._rows.update(of=line["of"], projects=0, milestones=0)
        elif "table" in line and line["table"] in self._rows:
            self._rows[line["table"]] += line["rows"]
        elif "first" in line:
            self._rows["of"] = self._rows["projects"]  # all of them: how many there are was known nearly
        projects, of = self._rows["projects"], self._rows.get("of", 0)
        heard(min(1.0, projects / max(1, of)), projects, of)

    def _read_here(self, heard: Heard) -> ProjectColumns:
        """Read in this process, a ledger that was changed meanwhile or is in the way of another program too."""

        def told(table: str, rows: int) -> None:
            if self._is_stopped:
                raise ReadingStopped
            self._tell({"table": table, "rows": rows}, heard)

        self._rows.update(projects=0, milestones=0)
        with connecting(self._ledger)() as connection:
            return load_ledger_columns(connection, self._ledger, self._cache, told)

    def _gather(self) -> Sequence[TextPart]:
        """What is searched: from the kept copy, for which somebody who asks at once waits; else from the ledger."""
        self._is_over.wait()
        if self._kept is not None:
            return self._kept.text.parts
        columns = self._columns
        assert columns is not None, "nobody asks before there are columns"
        assert isinstance(columns.names, TextColumn)
        with connecting(self._ledger)() as connection:
            return gather_text(
                connection,
                columns.ids,
                columns.names.whole(),
                columns.dimensions["organisation"],
                columns.multi["organisation"],
            )


def take_over(columns: ProjectColumns, kept: ProjectColumns) -> None:
    """Search, sort and count columns by what a kept copy of them holds."""
    columns.with_tables(kept.tables, kept.dates)
    columns.text.take_over(kept.text)
    own = [columns.names, columns.dimensions["organisation"].names]
    for names, kept_names in zip(own, (kept.names, kept.dimensions["organisation"].names), strict=True):
        if isinstance(names, TextColumn) and isinstance(kept_names, TextColumn):
            names.keep_ranks(kept_names.ranks())
