"""The only door to pypdfium2 (PDFium). It reads strangers' files with much C++: only `document_reading` uses it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pypdfium2

from db.reading.document_error import DocumentError
from geo.wording import tr

MAX_PAGES: Final = 400

_WRONG_PASSWORD: Final = 4
"""FPDF_ERR_PASSWORD."""


def read_pdf_pages(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the lines of every page of a PDF.

    Raises:
        DocumentError: It is damaged, protected, too long, or holds no text, as a scan does.
    """
    empty = True
    try:
        document = pypdfium2.PdfDocument(path)
        if len(document) > MAX_PAGES:
            raise DocumentError(tr("“{name}”超过 {n} 页，不像一篇报道，未予打开。", name=path.name, n=MAX_PAGES))
        for index in range(len(document)):
            text = document[index].get_textpage().get_text_range(errors="replace")
            empty = empty and not text.strip()
            yield tuple(text.splitlines())
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _WRONG_PASSWORD:
            raise DocumentError(tr("“{name}”有密码保护，请先取消密码再添加。", name=path.name)) from error
        raise DocumentError(tr("“{name}”已损坏，读不出文字。", name=path.name)) from error
    if empty:
        raise DocumentError(tr("“{name}”没有文字层，像是扫描件，请改用带文字的版本。", name=path.name))
