"""Read the lines of a document: text, Word, web page, or PDF with a text layer; by content, not by suffix.

A program of its own, ``python -m db.reading.document_reading FILE``: files come from strangers, and a damaged one
may crash a parser, keep it busy or fill the memory, so `db.reading.document_process` starts this with limits. It
writes one JSON object to standard output: ``pages`` (lists of lines), or ``refused`` (one sentence).
"""

import codecs
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from db.reading.document_error import DocumentError
from db.reading.markup_text import read_docx_lines, read_html_lines
from geo.os_reasons import reason_of
from geo.wording import tr

MAX_BYTES: Final = 40 * 2**20
"""A report of a few pages with pictures stays far below."""

MAX_CHARACTERS: Final = 2_000_000
MAX_LINES: Final = 100_000
MAX_MEMORY_BYTES: Final = 1200 * 2**20

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

Lines = tuple[str, ...]


def read_pages(path: Path) -> list[Lines]:
    """Return the lines of a document, page by page; only a PDF has more than one page.

    Raises:
        DocumentError: It cannot be read, is of no known kind, too big, damaged, protected, or holds no text.
    """
    pages: list[Lines] = []
    characters = lines = 0
    for page in _read_pages(path, _read_bytes(path)):
        pages.append(page)
        characters += sum(map(len, page))
        lines += len(page)
        if characters > MAX_CHARACTERS or lines > MAX_LINES:
            raise DocumentError(tr("“{name}”的内容太多，不像一篇报道，未予打开。", name=path.name))
    if not any(line and not line.isspace() for page in pages for line in page):
        raise DocumentError(tr("“{name}”里没有文字。", name=path.name))
    return pages


def _read_bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise DocumentError(tr("“{name}”不是文件，{readable}。", name=path.name, readable=tr(READABLE)))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise DocumentError(tr("找不到文件：{path}。", path=path)) from error
    except OSError as error:
        raise DocumentError(tr("无法读取“{name}”（{reason}）。", name=path.name, reason=reason_of(error))) from error
    if len(data) > MAX_BYTES:
        raise DocumentError(tr("“{name}”超过 {size} MB，不像一篇报道，未添加。", name=path.name, size=MAX_BYTES >> 20))
    return data


def _read_pages(path: Path, data: bytes) -> Iterable[Lines]:
    head = data[:_HEAD_BYTES]
    if b"%PDF-" in head[:1024]:
        # Only PDF pays for loading PDFium.
        from db.reading.pdf_text import read_pdf_pages

        return read_pdf_pages(path)
    if head.startswith(b"PK"):
        return (read_docx_lines(data, path.name),)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(tr("“{name}”是旧版 Office 文件，请另存为 docx 再添加。", name=path.name))
    if head.startswith(b"{\\rtf"):
        raise DocumentError(tr("“{name}”是 RTF 文件，请另存为 docx 再添加。", name=path.name))
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
    raise DocumentError(tr("“{name}”不是文本文件，{readable}。", name=path.name, readable=tr(READABLE)))


def _limit() -> None:
    """Bound what this process may take; Windows has no such limits, there only the clock holds."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _tell(path: Path) -> dict[str, object]:
    try:
        return {"pages": read_pages(path)}
    except DocumentError as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": tr("“{name}”需要的内存太多，不像一篇报道，未予打开。", name=path.name)}


def main() -> None:
    """Read the file named on the command line and tell what it says."""
    _limit()
    # Escaped: no locale can spoil it, and halves of surrogate pairs pass.
    sys.stdout.write(json.dumps(_tell(Path(sys.argv[1])), ensure_ascii=True))


if __name__ == "__main__":
    main()
