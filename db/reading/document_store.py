"""The texts of documents in the ledger: what evidence offsets count in, and what is proved by a hash."""

import hashlib
import sqlite3
from dataclasses import replace

from db.reading.document_error import DocumentError
from db.records import Document
from geo.frozen import frozen
from geo.wording import tr


@frozen
class MatchedText:
    """A text that is proved to be a document's.

    Attributes:
        document: Whose it is, as the ledger knows it.
        text: The text, line by line; without white space it has the document's hash.
    """

    document: Document
    text: str


def remove_white_space(text: str) -> str:
    """Return the text as evidence offsets count it: without every character for which `str.isspace` holds."""
    return "".join(text.split())


def hash_text(text: str) -> str:
    """Return the sha256 of a text without white space, as `documents.sha256` holds it."""
    return hashlib.sha256(remove_white_space(text).encode("utf-8", "replace")).hexdigest()


def load_bare_text(connection: sqlite3.Connection, document_id: str) -> str | None:
    """Read a document's text without white space.

    Returns:
        The text; None for a document without one, and for one whose text is not what its evidence points into: another
        tool has written it, and words shown from it would prove nothing.

    Raises:
        sqlite3.DatabaseError: The file is damaged or held by another program.
    """
    row = connection.execute("SELECT text, sha256 FROM documents WHERE id = ?", (document_id,)).fetchone()
    if row is None or row[0] is None or hash_text(row[0]) != row[1]:
        return None
    return remove_white_space(row[0])


def store_document_text(connection: sqlite3.Connection, matched: MatchedText) -> Document:
    """Write a proved text, inside the caller's transaction.

    Raises:
        DocumentError: The ledger has no such document any more.
        sqlite3.DatabaseError: The file is damaged, locked or cannot be written.
    """
    document = matched.document
    if hash_text(matched.text) != document.sha256:
        raise ValueError(f"not the text of {document.id}")
    changed = connection.execute(
        "UPDATE documents SET text = ? WHERE id = ? AND sha256 = ?", (matched.text, document.id, document.sha256)
    ).rowcount
    if not changed:
        raise DocumentError(tr("台账里已没有《{title}》，未添加原文。", title=document.title))
    return replace(document, has_text=True)
