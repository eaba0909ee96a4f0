"""The only door to pypdfium2 (PDFium), and a program of its own: ``python -m db.pdf_text FILE``.

PDFium reads files from strangers with a great deal of C++; a damaged file may crash it, keep it busy or fill the
memory. So it never runs in the window's process: `db.pdf_process` starts this program with limits. It writes one JSON
object to standard output: ``pages`` (lists of lines), or ``refused`` (a word `db.pdf_process` knows).
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

import pypdfium2

MAX_PAGES: Final = 400
MAX_CHARACTERS: Final = 2_000_000
MAX_MEMORY_BYTES: Final = 600 * 2**20
_WRONG_PASSWORD: Final = 4
"""FPDF_ERR_PASSWORD."""


def read_pdf(path: Path) -> dict[str, Any]:
    """Return ``pages`` of a PDF, or why they are ``refused``: ``password``, ``damaged`` or ``long``."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return {"refused": "password" if getattr(error, "err_code", None) == _WRONG_PASSWORD else "damaged"}
    if len(document) > MAX_PAGES:
        return {"refused": "long"}
    pages: list[list[str]] = []
    length = 0
    for index in range(len(document)):
        try:
            text = document[index].get_textpage().get_text_range(errors="replace")
        except pypdfium2.PdfiumError:
            return {"refused": "damaged"}
        length += len(text)
        if length > MAX_CHARACTERS:
            return {"refused": "long"}
        pages.append(text.splitlines())
    return {"pages": pages}


def _limit() -> None:
    """Bound what this process may take; Windows has no such limits, there only the clock holds."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read the file named on the command line and tell what it says."""
    _limit()
    told = read_pdf(Path(sys.argv[1]))
    # Escaped: no locale can spoil it, and halves of surrogate pairs pass.
    sys.stdout.write(json.dumps(told, ensure_ascii=True))


if __name__ == "__main__":
    main()
