"""What the window does with documents: takes in their texts, away from the window's thread, and opens them to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from db.reading.document_error import DocumentError
from db.reading.document_store import MatchedText, load_bare_text
from db.records import Document, Passage, ProjectCard
from geo.errors import AtlasError
from geo.wording import tr
from ui.cards.quotes import quotes_of
from ui.messages import show_bug, show_sentence
from ui.opening.session import Session
from ui.theme import Theme

if TYPE_CHECKING:  # a start needs neither what reads files nor where they are read
    from ui.reading.document_reader import DocumentReader, Span
    from ui.reading.guide_window import GuideWindow

DOCUMENT_FILES = "报道原文 ({suffixes});;全部文件 (*)"
MOST_FILES = 50
MOST_NAMED = 2

Outcome = tuple[list[MatchedText], list[AtlasError], BaseException | None]


GUIDE: Final = "docs/guide.md"
"""Where the guide lies beside what the program brings; packages bring it with smaller pictures."""


class DocumentsDesk(QObject):
    """Adds documents' texts to a ledger, and shows them.

    Args:
        window: parent of dialogs and of the reader.
        session: the open ledger.
        theme: the theme as it stands.
        card: the card that is open, or None.
        guide: the guide's file.
    """

    texts_changed = Signal()
    told = Signal(str)
    _matched = Signal(object)

    def __init__(
        self,
        window: QWidget,
        session: Session,
        theme: Callable[[], Theme],
        card: Callable[[], ProjectCard | None],
        guide: Path,
    ) -> None:
        """Start without a thread: the pool creates it with the first file."""
        super().__init__(window)
        self._window, self._session, self._theme, self._card = window, session, theme, card
        self._guide = guide
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="documents")
        self._matched.connect(self._on_matched, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def reader(self) -> DocumentReader:
        """Where documents are read, made with the first."""
        from ui.reading.document_reader import DocumentReader

        return DocumentReader(self._theme, self._window)

    @cached_property
    def guide(self) -> GuideWindow:
        """Where the guide is read, made when somebody asks for it.

        Raises:
            GuideMissing: It did not come along.
        """
        from ui.reading.guide_window import GuideWindow

        return GuideWindow(self._guide, self._theme, self._window)

    def open_guide(self) -> None:
        """Show the guide.

        Raises:
            GuideMissing: It did not come along.
        """
        self.guide.show()
        self.guide.activateWindow()

    def close(self) -> None:
        """Take no more files, and wait for the one being read; what has not been written is not."""
        self._matched.disconnect()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for window in self._open:
            window.close()

    def dress(self) -> None:
        """Draw in the theme that is now asked for."""
        for window in self._open:
            window.dress()

    @property
    def _open(self) -> list[DocumentReader | GuideWindow]:
        """The windows that have been asked for."""
        return [vars(self)[name] for name in ("reader", "guide") if name in vars(self)]

    def ask_for_files(self) -> None:
        """Ask which documents to add; a dialog that is cancelled does nothing."""
        from db.reading.document_texts import SUFFIXES

        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = tr(DOCUMENT_FILES, suffixes=" ".join(f"*{suffix}" for suffix in SUFFIXES))
        chosen, _ = QFileDialog.getOpenFileNames(self._window, tr("添加报道原文"), folder, kinds)
        self.add_files([Path(name) for name in chosen])

    def take_dropped(self, paths: Iterable[Path]) -> list[Path]:
        """Add what looks like documents among dropped files, and return the others."""
        from db.reading.document_texts import SUFFIXES

        dropped = list(paths)
        documents = [path for path in dropped if path.suffix.lower() in SUFFIXES]
        self.add_files(documents)
        return [path for path in dropped if path not in documents]

    def add_files(self, paths: list[Path]) -> None:
        """Add documents' texts; ``texts_changed`` follows if any was new, and one sentence for all of them."""
        if not paths:
            return
        self.told.emit(tr("正在核对报道原文…"))
        documents = self._session.ledger.find_documents()
        self._pool.submit(lambda: self._matched.emit(_match_all(paths[:MOST_FILES], documents)))

    def open_document(self, document_id: str, place: int) -> None:
        """Open a document at a place, the evidence of the card's project marked.

        Raises:
            AtlasError: The ledger cannot be read, or holds no text of it.
        """
        from ui.reading.document_reader import Reading

        with self._session.ledger.reading() as connection:
            text = load_bare_text(connection, document_id)
        document = next((one for one in self._session.documents if one.id == document_id), None)
        if text is None or document is None:
            raise DocumentError(tr("台账里还没有这篇报道的原文，可用“文件 → 添加报道原文”添加。"))
        card = self._card()
        evidence = evidence_of(card.passages if card else (), document_id)
        facts = document_facts(document, number_documents(self._session.documents))
        name = card.name if card else ""
        if name:
            facts += tr("　·　标出“{name}”的 {n} 处依据", name=name, n=len(evidence))
        self.reader.show()
        self.reader.activateWindow()
        self.reader.show_reading(Reading(document.title, facts, text, name, evidence), place)

    def _on_matched(self, outcome: Outcome) -> None:
        matched, refused, bug = outcome
        had = {document.id for document in self._session.documents if document.has_text}
        added: list[Document] = []
        try:
            added += [self._session.ledger.add_document_text(text) for text in matched]
        except AtlasError as error:
            refused = [*refused, error]
        self._session.documents = self._session.ledger.find_documents()
        if any(document.id not in had for document in added):
            self.texts_changed.emit()
        if refused:
            show_sentence(self._window, "\n".join(map(str, refused)))
        if bug is not None:
            show_bug(self._window, bug)
        self.told.emit(outcome_words(added, had))


def _match_all(paths: Iterable[Path], documents: Iterable[Document]) -> Outcome:
    """Read files in the worker: nothing of the ledger or the window is touched here."""
    from db.reading.document_texts import match_document

    known = tuple(documents)
    matched: list[MatchedText] = []
    refused: list[AtlasError] = []
    try:
        for path in paths:
            try:
                matched.append(match_document(path, known))
            except AtlasError as error:
                refused.append(error)
    except Exception as error:  # a bug: shown with its traceback by the window, not lost in the thread
        return matched, refused, error
    return matched, refused, None


def outcome_words(added: Iterable[Document], had: Iterable[str]) -> str:
    """Say what was added: ``已添加原文：《…》；已有《…》``; empty when nothing was."""
    present = set(had)
    documents = list({document.id: document for document in added}.values())
    if len(documents) > MOST_NAMED:
        count = sum(document.id not in present for document in documents)
        return tr("{n} 篇报道的原文已在台账里，其中新添加 {added} 篇", n=len(documents), added=count)
    new = tr("、").join(tr("《{title}》", title=document.title) for document in documents if document.id not in present)
    old = tr("、").join(tr("《{title}》", title=document.title) for document in documents if document.id in present)
    return tr("；").join(
        filter(
            None,
            (tr("已添加原文：{new}", new=new) if new else "", tr("原文早已在台账里：{old}", old=old) if old else ""),
        )
    )


def number_documents(documents: Iterable[Document]) -> Mapping[str, int]:
    """Number documents from 1 in their order, by id."""
    return {document.id: number for number, document in enumerate(documents, 1)}


def document_facts(document: Document, numbers: Mapping[str, int]) -> str:
    """A document's number, publisher and date for people."""
    inferred = tr("（推定）") if document.published and document.published_basis == "inferred" else ""
    date = (document.published or tr("日期未载")) + inferred
    return "　".join(filter(None, (tr("文 {number}", number=numbers[document.id]), document.publisher, date)))


def evidence_of(passages: Iterable[Passage], document_id: str) -> tuple[tuple[Span, str], ...]:
    """Return where a document speaks of a project, ascending, each place once with all it says."""
    places: dict[Span, list[Passage]] = {}
    for passage in passages:
        if passage.document_id == document_id:
            places.setdefault((passage.start, passage.end), []).append(passage)
    return tuple((span, tr("、").join(quotes_of(same)[0].fields)) for span, same in sorted(places.items()))
