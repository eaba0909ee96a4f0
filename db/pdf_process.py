"""Reads PDF files in a process of their own, so that no file can crash, stall or swell the program."""

import json
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType
from typing import Final

from db.document_error import DocumentError

TIME_LIMIT_S: Final = 20.0

_PROJECT: Final = Path(__file__).resolve().parents[1]
_REFUSALS: Final = MappingProxyType(
    {
        "password": "有密码保护，请先取消密码再添加",
        "damaged": "已损坏，读不出文字",
        "long": "页数或字数太多，不像一篇报道，未予打开",
    }
)


def read_pdf_pages(path: Path, time_limit_s: float = TIME_LIMIT_S) -> tuple[tuple[str, ...], ...]:
    """Return the lines of every page of a PDF.

    Args:
        path: The file.
        time_limit_s: How long it may take, in seconds.

    Raises:
        DocumentError: It is damaged, protected, too long, takes too much, or holds pictures of text only.
    """
    command = [sys.executable, "-m", "db.pdf_text", str(path.absolute())]
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(
            command, cwd=_PROJECT, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet, timeout=time_limit_s, check=False
        )
        told = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(f"“{path.name}”读了 {time_limit_s:.0f} 秒还没读完，未予打开。") from error
    except ValueError as error:  # it died, and told nothing
        raise DocumentError(f"“{path.name}”已损坏，或者太大，读不出文字。") from error
    if "refused" in told:
        raise DocumentError(f"“{path.name}”{_REFUSALS[told['refused']]}。")
    pages = tuple(tuple(lines) for lines in told["pages"])
    if not any(line and not line.isspace() for lines in pages for line in lines):
        raise DocumentError(f"“{path.name}”没有文字层，像是扫描件，请改用带文字的版本。")
    return pages
