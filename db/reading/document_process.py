"""Reads documents in a process of their own, so that no file can crash, stall or swell the program."""

import json
import subprocess
from pathlib import Path
from typing import Final

from db.reading.document_error import DocumentError
from geo.child_process import child_command
from geo.wording import tr

TIME_LIMIT_S: Final = 20.0

Pages = tuple[tuple[str, ...], ...]

_PROJECT: Final = Path(__file__).resolve().parents[2]


def read_document_pages(path: Path, time_limit_s: float = TIME_LIMIT_S) -> Pages:
    """Return the lines of a document, page by page; only a PDF has more than one page.

    Args:
        path: The file; it is only read.
        time_limit_s: How long it may take, in seconds.

    Raises:
        DocumentError: It cannot be read, is of no known kind, too big, damaged, protected, or holds no text.
    """
    command = [*child_command("db.reading.document_reading"), str(path.absolute())]
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(
            command, cwd=_PROJECT, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet, timeout=time_limit_s, check=False
        )
        told = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            tr("“{name}”读了 {time_limit_s:.0f} 秒还没读完，未予打开。", name=path.name, time_limit_s=time_limit_s)
        ) from error
    except ValueError as error:  # it died, and told nothing
        raise DocumentError(tr("“{name}”已损坏，或者太大，读不出文字。", name=path.name)) from error
    if "refused" in told:
        raise DocumentError(told["refused"])
    return tuple(tuple(lines) for lines in told["pages"])
