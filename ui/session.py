"""One open ledger with everything the window derives from it once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from db.column_cache import ColumnCache
from db.column_keeping import keep_columns
from db.columns import ProjectColumns
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
    """

    ledger: Ledger
    columns: ProjectColumns
    gazetteer: Gazetteer
    slots: IndustrySlots
    documents: tuple[Document, ...]
    vocabulary: Vocabulary
    keep_columns: Callable[[], bool] = field(default=lambda: False)

    @classmethod
    def open(cls, path: Path, theme: Theme, cache: ColumnCache | None = None) -> Session:
        """Open a ledger and load what the window needs; the columns of a large one are kept in the cache.

        Raises:
            LedgerError: the file cannot be used; it is left as it was.
        """
        ledger = Ledger.open(path)
        try:
            read = columns = ledger.load_columns(cache)
            vocabulary = ledger.load_vocabulary(columns)
            columns = vocabulary.taxonomies.speak(columns, "")
            slots = IndustrySlots(columns, theme.industries, vocabulary.taxonomies.symbols)
            opened = cls(ledger, columns, ledger.load_gazetteer(), slots, ledger.find_documents(), vocabulary)
            if cache is not None:
                opened.keep_columns = partial(keep_columns, path, read, cache)
            return opened
        except BaseException:
            ledger.close()
            raise

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
