"""Read the lines of a document from a file: text, Word, web page, or PDF with a text layer; by content, not by suffix.

Files come from strangers: their size, what they unpack to, and the time a PDF may take are bounded, and nothing in
them is fetched or run.
"""

import codecs
import re
from pathlib import Path
from typing import Final

from db.document_error import DocumentError
from db.markup_text import read_docx_lines, read_html_lines
from db.pdf_process import read_pdf_pages

MAX_BYTES: Final = 40 * 2**20
"""A report of a few pages with pictures stays far below."""

SUFFIXES: Final = (".txt", ".docx", ".pdf", ".html", ".htm")
"""What file dialogs offer and windows take when dropped."""

READABLE: Final = "可以添加 txt、docx、html 和带文字层的 pdf"

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML: Final = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.I | re.S)
_CHARSET: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_HEAD_BYTES: Final = 4096
_GENERATIONS: Final = ("gb2312", "gbk", "gb_2312-80", "x-gbk")
"""Names of older code pages that GB 18030 contains; pages say one and use another, as browsers know."""

Pages = tuple[tuple[str, ...], ...]


def read_document_pages(path: Path) -> Pages:
    """Return the lines of a document, page by page; only a PDF has more than one page.

    Args:
        path: The file; it is only read.

    Raises:
        DocumentError: It cannot be read, is of no known kind, too big, damaged, protected, or holds no text.
    """
    data = _read_bytes(path)
    pages = _read_pages(path, data)
    if not any(line and not line.isspace() for page in pages for line in page):
        raise DocumentError(f"“{path.name}”里没有文字。")
    return pages


def _read_bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise DocumentError(f"“{path.name}”不是文件，{READABLE}。")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise DocumentError(f"找不到文件：{path}。") from error
    except OSError as error:
        raise DocumentError(f"无法读取“{path.name}”（{error.strerror}）。") from error
    if len(data) > MAX_BYTES:
        raise DocumentError(f"“{path.name}”超过 {MAX_BYTES >> 20} MB，不像一篇报道，未添加。")
    return data


def _read_pages(path: Path, data: bytes) -> Pages:
    head = data[:_HEAD_BYTES]
    if b"%PDF-" in head[:1024]:
        return read_pdf_pages(path)
    if head.startswith(b"PK"):
        return (read_docx_lines(data, path.name),)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(f"“{path.name}”是旧版 Office 文件，请另存为 docx 再添加。")
    if head.startswith(b"{\\rtf"):
        raise DocumentError(f"“{path.name}”是 RTF 文件，请另存为 docx 再添加。")
    if _HTML.match(head.removeprefix(codecs.BOM_UTF8)) or path.suffix.lower() in (".html", ".htm"):
        charset = _CHARSET.search(head)
        named = charset[1].decode("ascii").lower() if charset else ""
        return (read_html_lines(_decode(path, data, "gb18030" if named in _GENERATIONS else named), path.name),)
    return (tuple(_decode(path, data).splitlines()),)


def _decode(path: Path, data: bytes, named: str = "") -> str:
    """Decode by the mark at the start, by the code page a web page names, as UTF-8, or as GB 18030, in this order."""
    by_mark = next((codec for mark, codec in _BOMS if data.startswith(mark)), None)
    for codec in (by_mark,) if by_mark else (named, "utf-8", "gb18030"):
        try:
            text = data.decode(codec) if codec else None
        except (UnicodeDecodeError, LookupError):
            continue
        if text is not None and "\0" not in text:
            return text
    raise DocumentError(f"“{path.name}”不是文本文件，{READABLE}。")
