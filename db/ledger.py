"""The one door to a store of projects: open it, read its columns, its gazetteer, its cards and its figures."""

import contextlib
import datetime
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from db.cards import load_card, load_passages
from db.connection import open_ledger_connection, transaction, translated_errors
from db.gazetteer_loading import load_gazetteer
from db.index.column_cache import ColumnCache
from db.index.column_keeping import load_ledger_columns
from db.index.column_loading import load_positions
from db.index.columns import ProjectColumns
from db.journal import Edit, EditHistory, make_again, place_projects, read_history, take_back
from db.project_rows import ProjectRow, load_project_rows
from db.reading.document_store import MatchedText, store_document_text
from db.records import Document, Passage, ProjectCard
from db.schema import DOCUMENT_TITLE_SQL
from db.vocabulary import Vocabulary, load_vocabulary
from geo.lnglat import LngLat
from geo.parks import Gazetteer


class Ledger:
    """An open ledger. Close it, or use it as a context manager.

    One connection serves all threads (SQLite's serialised mode); readers see one consistent state per call.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Wrap an open connection to a ledger of the current schema; people use `Ledger.open`.

        Args:
            connection: The connection, in autocommit between calls; the ledger closes it.
            path: The file, for messages.
        """
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path, timeout_s: float = 2.0) -> "Ledger":
        """Open an existing ledger.

        Args:
            path: The file.
            timeout_s: How long to wait for another program's lock, in seconds.

        Raises:
            LedgerError: It cannot be opened; `db.connection` names the cases. Nothing has been modified then.
        """
        return cls(open_ledger_connection(path, timeout_s), path)

    def close(self) -> None:
        """Close the file; closing twice does no harm."""
        self._connection.close()

    def __enter__(self) -> "Ledger":
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def load_columns(self, cache: ColumnCache | None = None) -> ProjectColumns:
        """Read all projects into columns.

        Args:
            cache: Where columns of large ledgers are kept between runs (`db.index.column_keeping`); without it they
            are read.

        Raises:
            LedgerError: The file is damaged or held by another program.
        """
        with self.reading() as connection:
            return load_ledger_columns(connection, self.path, cache)

    def reload_positions(self, columns: ProjectColumns, ids: Iterable[int]) -> ProjectColumns:
        """Return columns that agree with the ledger about where some projects are, without reading all of it again.

        Args:
            columns: Columns read from this ledger.
            ids: The projects whose position has changed since.

        Raises:
            LedgerError: The file is damaged or held by another program.
        """
        with self.reading() as connection:
            return columns.with_positions(load_positions(connection, ids))

    def place_projects(self, ids: Iterable[int], position: LngLat, subject: str, now: datetime.datetime) -> Edit:
        """Put projects at a point by hand: their position becomes their own, with the basis `manual`.

        Written together with its entry in the journal, or not at all.

        Args:
            ids: The projects.
            position: WGS 84; kept to 7 decimals, about a centimetre.
            subject: What was placed, in a few words for people: a park or a project.
            now: When.

        Raises:
            EditRefused: There is nothing to place, or nothing would change.
            LedgerError: The file is damaged, locked or cannot be written.
        """
        with transaction(self._connection, self.path):
            return place_projects(self._connection, ids, position, subject, now)

    def undo_last_edit(self, now: datetime.datetime) -> Edit:
        """Take the newest standing edit back: its rows are as they were before it.

        Raises:
            EditRefused: There is none, or another program has changed those rows since; nothing was changed.
            LedgerError: The file is damaged, locked or cannot be written.
        """
        with transaction(self._connection, self.path):
            return take_back(self._connection, now)

    def redo_last_edit(self) -> Edit:
        """Make the edit again that was taken back last; a new edit since then ends that.

        Raises:
            EditRefused: There is none, or another program has changed those rows since; nothing was changed.
            LedgerError: The file is damaged, locked or cannot be written.
        """
        with transaction(self._connection, self.path):
            return make_again(self._connection)

    def read_edits(self) -> EditHistory:
        """Return which edit would be taken back next and which made again.

        Raises:
            LedgerError: The file is damaged or held by another program.
        """
        with self.reading() as connection:
            return read_history(connection)

    def load_gazetteer(self) -> Gazetteer:
        """Read the parks, their aliases and links.

        Raises:
            LedgerError: The file is damaged or held by another program.
        """
        with self.reading() as connection:
            return load_gazetteer(connection)

    def load_vocabulary(self, columns: ProjectColumns) -> Vocabulary:
        """Read the further names of parks, organisations and industries beside those the columns hold.

        Args:
            columns: As `load_columns` gave them: industries as they are stored.

        Raises:
            LedgerError: The file is damaged or held by another program.
        """
        with self.reading() as connection:
            return load_vocabulary(connection, columns)

    def get_card(self, project_id: int) -> ProjectCard:
        """Read everything known about one project.

        Raises:
            KeyError: There is no such project.
            LedgerError: The file is damaged or held by another program.
        """
        with self.reading() as connection:
            return load_card(connection, project_id)

    def find_passages(self, project_id: int) -> tuple[Passage, ...]:
        """Return where documents say something of a project; nothing for one that does not exist.

        Raises:
            LedgerError: The file is damaged or held by another program.
        """
        with self.reading() as connection:
            return load_passages(connection, project_id)

    def find_rows(self, ids: Sequence[int]) -> Iterator[ProjectRow]:
        """Read full rows of projects in the order of the ids given, in batches while they are consumed.

        Raises:
            LedgerError: The file is damaged or held by another program.
        """
        with self.reading() as connection:
            yield from load_project_rows(connection, ids)

    def find_documents(self) -> tuple[Document, ...]:
        """Return the documents in order of publication."""
        with self.reading() as connection:
            rows = connection.execute(
                f"SELECT d.id, {DOCUMENT_TITLE_SQL}, d.publisher, d.published, d.published_basis, d.sha256, "  # noqa: S608
                "d.text IS NOT NULL FROM documents AS d ORDER BY d.published, d.id"
            ).fetchall()
        return tuple(
            Document(id_, title, publisher, published, basis, sha256, bool(has_text))
            for id_, title, publisher, published, basis, sha256, has_text in rows
        )

    def add_document_text(self, matched: MatchedText) -> Document:
        """Keep a document's text, proved by `match_document`; adding it again changes nothing.

        Returns:
            The document, now with its text.

        Raises:
            DocumentError: The ledger has no such document any more.
            LedgerError: The file is damaged, locked or cannot be written.
        """
        with transaction(self._connection, self.path):
            return store_document_text(self._connection, matched)

    @property
    def data_version(self) -> str:
        """Which state of the data pack the ledger was built from: `2023-03 · 1a2b3c4d`; empty for one built by hand."""
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'data_version'").fetchone()
        return row[0] if row else ""

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection to a module of `db` that asks more of it; failures of the file become `LedgerError`s."""
        with translated_errors(self.path):
            yield self._connection
