"""The one doorway to lxml: lines of text out of Word files and web pages."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from lxml import etree, html

from db.reading.document_error import DocumentError
from geo.wording import tr

MAX_PART_BYTES: Final = 48 * 2**20
"""What the main part of a Word file may unpack to."""

MAX_TAGS: Final = 500_000
"""Each element of a web page takes some hundred bytes of memory; of a Word file, some microseconds."""

_HEAD_BYTES: Final = 4096
_DOCUMENT_PART: Final = re.compile(r"word/document\d*\.xml")
_ZIP_ERRORS: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError, ValueError)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# Struck out, moved away, or the same text box once more for older programs.
_UNREAD_WORD: Final = frozenset(("del", "moveFrom", "Fallback"))
_UNREAD_HTML: Final = frozenset(("title", "script", "style", "noscript", "template", "textarea", "select", "svg"))
# fmt: off
_INLINE: Final = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "mark", "q", "rp", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
))
# fmt: on
"""Elements that do not end a line; every other does."""


def read_docx_lines(data: bytes, name: str) -> tuple[str, ...]:
    """Return the paragraphs of a Word file's main part: what a reader sees with all changes accepted.

    Args:
        data: The file.
        name: Its name, for messages.

    Raises:
        DocumentError: It is no Word file, damaged, encrypted, or unpacks to too much.
    """
    part = _unpack_document(data, name)
    # No entity can be declared without a document type, and Word never writes one.
    if b"<!DOCTYPE" in part[:_HEAD_BYTES] or b"<!ENTITY" in part:
        raise DocumentError(tr("“{name}”含有 Word 文件不该有的声明，未予打开。", name=name))
    if part.count(b"<") > 2 * MAX_TAGS:
        raise DocumentError(tr("“{name}”的内容太多，不像一篇报道，未予打开。", name=name))
    events = etree.iterparse(
        BytesIO(part), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return tuple(_word_lines(events))
    except etree.XMLSyntaxError as error:
        raise DocumentError(tr("“{name}”已损坏，读不出文字。", name=name)) from error


def read_html_lines(text: str, name: str) -> tuple[str, ...]:
    """Return the lines of a web page's body, as its blocks break them.

    Args:
        text: The page.
        name: Of the file, for messages.

    Raises:
        DocumentError: It holds nothing that can be read.
    """
    if text.count("<") > MAX_TAGS:
        raise DocumentError(tr("“{name}”的内容太多，不像一篇报道，未予打开。", name=name))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError(tr("“{name}”已损坏，读不出文字。", name=name)) from error
    return tuple(_page_lines(root))


def _unpack_document(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            part = next((info for info in archive.infolist() if _DOCUMENT_PART.fullmatch(info.filename)), None)
            if part is None:
                raise DocumentError(tr("“{name}”不是 Word 文件（docx）。", name=name))
            # The size an archive states may be a lie: read no further than what is allowed.
            with archive.open(part) as stream:
                unpacked = stream.read(MAX_PART_BYTES + 1)
    except _ZIP_ERRORS as error:
        raise DocumentError(tr("“{name}”已损坏或有密码保护，读不出文字。", name=name)) from error
    if len(unpacked) > MAX_PART_BYTES:
        raise DocumentError(
            tr(
                "“{name}”解压后超过 {size} MB，不像一篇报道，未予打开。",
                name=name,
                size=MAX_PART_BYTES >> 20,
            )
        )
    return unpacked


def _word_lines(events: "etree.iterparse[tuple[str, etree._Element]]") -> Iterator[str]:
    line: list[str] = []
    unread = 0
    for event, element in events:
        kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
        unread += (1 if event == "start" else -1) if kind in _UNREAD_WORD else 0
        if event == "start":
            continue
        if not unread and element.tag in (f"{_W}t", f"{_STRICT_W}t"):
            line.append(element.text or "")
        elif not unread and kind == "noBreakHyphen":
            line.append("-")
        elif kind in ("p", "br", "cr"):
            yield "".join(line)
            line.clear()
        _forget(element)
    yield "".join(line)


def _forget(element: etree._Element) -> None:
    """Free what has been read, so that a file of millions of elements takes no room."""
    parent = element.getparent()
    element.clear()
    if parent is not None:
        del parent[: parent.index(element)]


def _page_lines(root: html.HtmlElement) -> Iterator[str]:
    line: list[str] = []
    unread = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag not in _INLINE:
            yield "".join(line)
            line.clear()
        hides = element.tag in _UNREAD_HTML
        if event == "start":
            unread += hides
            line.append("" if unread else element.text or "")
        else:
            unread -= hides
            line.append("" if unread else element.tail or "")
    yield "".join(line)
