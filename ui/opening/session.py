"""One open ledger with everything the window derives from it once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from db.index.column_ahead import ColumnAhead
from db.index.column_cache import ColumnCache
from db.index.column_keeping import keep_columns
from db.index.column_loading import load_outline
from db.index.column_process import ColumnSource, find_source
from db.index.columns import ProjectColumns
from db.ledger import Ledger
from db.records import Document
from db.vocabulary import Vocabulary
from geo.parks import Gazetteer
from geo.wording import tr
from ui.industry_slots import IndustrySlots
from ui.theme import Theme


@dataclass(slots=True, eq=False)
class Session:
    """What a window works on; closing the ledger is the owner's task.

    Everything here stays as it was opened, but the columns: they are values, and another one takes their place when a
    person edits the ledger (`refresh_positions`) or asks for another taxonomy (`show`). So ask ``session.columns`` each
    time and do not keep them. The slots follow the columns in place.

    Attributes:
        ledger: the open store.
        columns: its projects, in memory, as the ledger stands.
        gazetteer: its parks.
        slots: industry → colour and shape.
        documents: the documents behind it, in order of publication.
        vocabulary: what names stand for, and the taxonomies.
        keep_columns: keeps a copy of the columns of a large ledger for the next start; takes seconds, any thread may.
        arriving: where the columns are those of an outline, what reads all of them; whoever asked for it waits for it.
    """

    ledger: Ledger
    columns: ProjectColumns
    gazetteer: Gazetteer
    slots: IndustrySlots
    documents: tuple[Document, ...]
    vocabulary: Vocabulary
    keep_columns: Callable[[], bool] = field(default=lambda: False)
    arriving: ColumnSource | None = None

    @classmethod
    def open(
        cls,
        path: Path,
        theme: Theme,
        cache: ColumnCache | None = None,
        *,
        late: bool = False,
        ahead: ColumnAhead | None = None,
    ) -> Session:
        """Open a ledger and load what the window needs; the columns of a large one are kept in the cache.

        Args:
            path: the ledger.
            theme: its legend.
            cache: where columns are kept.
            late: do not wait for a large ledger's columns: open an outline without projects, and let a process read.
            ahead: what may have begun to read it.

        Raises:
            LedgerError: the file cannot be used; it is left as it was.
        """
        ledger = Ledger.open(path)
        arriving: ColumnSource | None = None
        try:
            if late and cache is not None:
                with ledger.reading() as connection:
                    arriving = find_source(connection, path, cache, ahead)
                    if arriving is not None:
                        columns = load_outline(connection)
            read = columns = columns if arriving else ledger.load_columns(cache)
            vocabulary = ledger.load_vocabulary(columns)
            columns = vocabulary.taxonomies.speak(columns, "")
            slots = IndustrySlots(columns, theme.industries, vocabulary.taxonomies.symbols)
            opened = cls(ledger, columns, ledger.load_gazetteer(), slots, ledger.find_documents(), vocabulary)
            opened.arriving = arriving
            if cache is not None and arriving is None:
                opened.keep_columns = partial(keep_columns, path, read, cache)
            return opened
        except BaseException:
            if arriving is not None:
                arriving.stop()
                arriving.end()
            ledger.close()
            raise

    def abandon(self) -> None:
        """Close the ledger of a session that no window has taken over."""
        if self.arriving is not None:
            self.arriving.stop()
            self.arriving.end()
        self.ledger.close()

    def with_columns(self, columns: ProjectColumns, vocabulary: Vocabulary) -> Session:
        """Return the session of the same ledger with all its projects; this one stays as it is. Any thread may ask.

        Args:
            columns: the projects, industries as they are stored.
            vocabulary: what was read beside them.
        """
        columns = vocabulary.taxonomies.speak(columns, "")
        slots = self.slots.of_columns(columns, vocabulary.taxonomies.symbols)
        return replace(self, columns=columns, vocabulary=vocabulary, slots=slots, arriving=None)

    def take(self, other: Session) -> None:
        """Be as another session of the same ledger: the columns have arrived."""
        self.columns, self.vocabulary, self.arriving = other.columns, other.vocabulary, None
        self.slots.take(other.slots)

    def show(self, columns: ProjectColumns) -> bool:
        """Speak of these columns from now on: the same projects; returns whether any has another symbol than before."""
        self.columns = columns
        return self.slots.set_columns(columns)

    def refresh_positions(self, ids: Iterable[int]) -> ProjectColumns:
        """Take over where some projects now are in the ledger, and return the columns that say so.

        Raises:
            LedgerError: the file cannot be read.
        """
        self.columns = self.ledger.reload_positions(self.columns, ids)
        return self.columns

    def span_words(self) -> str:
        """How many reports there are and which months they cover: ``5 篇报道，2020-09 至 2023-03``."""
        months = [document.published for document in self.documents if document.published]
        if not months:
            return tr("{n} 篇报道", n=len(self.documents))
        return tr("{n} 篇报道，{first} 至 {last}", n=len(self.documents), first=min(months), last=max(months))
