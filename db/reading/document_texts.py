"""Take the text of a document into the ledger, once it is proved to be the one its evidence points into.

Evidence is kept as offsets into a document's text without white space, and the ledger knows that text's hash. A file
may hold more than the text (a page's menu, page numbers), so runs of its lines are tried as well; but whatever is
taken has exactly the hash, nothing that is merely alike.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from db.ledger import Ledger
from db.reading.document_error import DocumentError
from db.reading.document_process import Pages, read_document_pages
from db.reading.document_store import MatchedText, remove_white_space
from db.records import Document
from geo.wording import tr

SUFFIXES: Final = (".txt", ".docx", ".pdf", ".html", ".htm")
"""What file dialogs offer and windows take when dropped; what a file is, is told by its content."""

Lines = Sequence[str]

_MOST_DIGESTS: Final = 1_500_000
_MOST_HASHED_BYTES: Final = 600_000_000
"""Trying every run of lines is bounded by these to a few seconds; a report of 500 lines needs 125,000 digests."""

_EDGE_LINES: Final = 2
_TELLING_TITLE: Final = 6
"""Characters of a title that are not in a text by chance."""
_PAGE_NUMBER: Final = re.compile(r"[\W_]*(第|Page)?[\W_]*\d{1,4}([\W_]*(页|共|of|\d{1,4}))*[\W_]*", re.I)

# PDF writers turn ideographs into look-alike radicals, and pages carry marks that nobody sees; neither is white space.
_UNSEEN: Final = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_RADICALS: Final = re.compile("[\u2e80-\u2fdf]")


def add_document_text(ledger: Ledger, path: Path) -> Document:
    """Read a file and keep its text as that of the document it is.

    Adding a text again changes nothing.

    Args:
        ledger: Open for writing.
        path: txt, docx, html, or pdf with a text layer.

    Returns:
        The document, now with its text.

    Raises:
        DocumentError: The file cannot be read, or is none of the ledger's documents; nothing was changed.
        LedgerError: The ledger cannot be read or written.
    """
    return ledger.add_document_text(match_document(path, ledger.find_documents()))


def match_document(path: Path, documents: Iterable[Document]) -> MatchedText:
    """Find which document a file holds the text of. Touches no ledger, so it may run in any thread.

    Args:
        path: The file.
        documents: Those looked for.

    Raises:
        DocumentError: The file cannot be read, or is none of them.
    """
    by_hash = {document.sha256: document for document in documents}
    pages = read_document_pages(path)
    for lines in _spellings(pages):
        found = find_run(lines, by_hash)
        if found is not None:
            return MatchedText(by_hash[found[0]], found[1])
    raise DocumentError(_describe_stranger(path, pages, by_hash.values()))


def find_run(lines: Lines, hashes: Iterable[str]) -> tuple[str, str] | None:
    """Find consecutive lines whose text without white space has one of the hashes.

    Args:
        lines: Of a document.
        hashes: sha256, in hexadecimal digits.

    Returns:
        The hash and the lines joined by line feeds; None when no run has one of them, or trying took too long.
    """
    wanted = {bytes.fromhex(text) for text in hashes if re.fullmatch(r"[0-9a-f]{64}", text)}
    bare = [remove_white_space(line).encode("utf-8", "replace") for line in lines]
    kept = [index for index, line in enumerate(bare) if line]
    digests = hashed = 0
    for first in range(len(kept)):
        running = hashlib.sha256()
        for last in range(first, len(kept)):
            running.update(bare[kept[last]])
            hashed += len(bare[kept[last]])
            digests += 1
            # The whole text is tried first of all runs that begin at the first line: it costs nothing to look later.
            if (digest := running.copy().digest()) in wanted:
                return digest.hex(), "\n".join(lines[kept[first] : kept[last] + 1])
        if digests > _MOST_DIGESTS or hashed > _MOST_HASHED_BYTES:
            break
    return None


def _spellings(pages: Pages) -> Iterator[list[str]]:
    """Yield the lines as they are, then without what a page repeats, each also with look-alike characters undone."""
    seen: list[list[str]] = []
    whole = [line for page in pages for line in page]
    for lines in (whole, list(_without_furniture(pages))):
        for spelling in (lines, [_tidy(line) for line in lines]):
            if spelling not in seen:
                seen.append(spelling)
                yield spelling


def _tidy(line: str) -> str:
    return _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line.translate(_UNSEEN))


def _without_furniture(pages: Pages) -> Iterator[str]:
    """Yield lines but page numbers, and heads and feet that half of the pages share."""
    bare = [[line for line in page if line and not line.isspace()] for page in pages]
    edges = Counter(line.strip() for page in bare for line in {*page[:_EDGE_LINES], *page[-_EDGE_LINES:]})
    for page in bare:
        for index, line in enumerate(page):
            is_edge = index < _EDGE_LINES or index >= len(page) - _EDGE_LINES
            repeated = len(pages) > 1 and 2 * edges[line.strip()] >= len(pages) and edges[line.strip()] > 1
            if not (is_edge and (repeated or _PAGE_NUMBER.fullmatch(line.strip()))):
                yield line


def _describe_stranger(path: Path, pages: Pages, documents: Iterable[Document]) -> str:
    text = remove_white_space("".join(line for page in pages for line in page))
    for document in documents:
        title = remove_white_space(document.title)
        if len(title) >= _TELLING_TITLE and title in text:
            return tr(
                "“{name}”像是《{title}》，但文字与台账依据的不完全一致，未添加。", name=path.name, title=document.title
            )
    return tr("“{name}”与台账依据的各篇报道都对不上，未添加；只收文字完全一致的原文。", name=path.name)
