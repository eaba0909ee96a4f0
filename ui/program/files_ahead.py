"""Files that a start reads, read ahead of it: on a cold disk they would be waited for one behind the other.

Which they are the last start has written down (`ui.program.files_record`). They are asked for in processes of their
own, before anything else is imported: a thread would have to wait for Python's lock, which is held while a library is
loaded. Nothing waits for those processes. Linux only; imports no Qt.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final, TypedDict

FILE: Final = "start-files.json"
"""In the cache: one line with places to look whether files are in memory, one with what the files are."""

FORMAT: Final = 1
MOST_BYTES: Final = 1 << 20
"""Of such a list; a longer one is none."""

MOST_READ: Final = 600_000_000
"""How much is read ahead at the most, in bytes."""

_MOST_PROBES: Final = 20_000

Mapped = tuple[str, int, int, list[int]]
"""A file's path, size in bytes, date in nanoseconds, and offset and length in bytes of each of its parts."""


def can_read_ahead() -> bool:
    """Whether the system has what it takes."""
    return all(hasattr(os, name) for name in ("fork", "posix_fadvise", "preadv", "RWF_NOWAIT"))


def read_ahead(cache: Path) -> bool:
    """Let the files of a start be read, if some of them are not in memory; to be called before there are threads.

    Args:
        cache: The folder with the list. Whatever is wrong with it, nothing is read.

    Returns:
        Whether they are being read.
    """
    if not can_read_ahead():
        return False
    with (
        suppress(OSError, ValueError, TypeError, LookupError, OverflowError, RecursionError),
        (cache / FILE).open("rb") as file,
    ):
        first = json.loads(file.readline(_MOST_PROBES))
        is_ours = first["format"] == FORMAT and os.fstat(file.fileno()).st_size <= MOST_BYTES
        if is_ours and any(is_cold(path, offset) for path, offset in first["probes"]):
            _in_a_process(lambda: read_mapped(read_list(cache / FILE)["mapped"]))
            _in_a_process(lambda: read_whole(read_list(cache / FILE)["whole"]))
            return True
    return False


class Files(TypedDict):
    """What stands behind the first line of a list.

    Attributes:
        mapped: Files of which parts are needed.
        whole: Files that are read whole, each with those that are only looked at when it is.
    """

    mapped: list[Mapped]
    whole: list[list[str]]


def read_list(path: Path) -> Files:
    """Read what a list says of files."""
    files: Files = json.loads(path.read_bytes().split(b"\n")[1])
    return files


def is_cold(path: str, offset: int) -> bool:
    """Whether what stands at a place of a file would have to come from the disk; False if it cannot be opened.

    Raises:
        OSError: The file's system does not tell.
    """
    with ExitStack() as held:
        try:
            file = held.enter_context(open_regular(path))
        except OSError:
            return False
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_RANDOM)  # or megabytes around it are read along
        try:
            os.preadv(file, [bytearray(1)], offset, os.RWF_NOWAIT)
        except BlockingIOError:
            return True
    return False


def read_mapped(files: Iterable[Mapped]) -> int:
    """Ask for parts of files which are still what they were; returns how many bytes of them were asked for."""
    asked = 0
    for path, size, changed, parts in files:
        with suppress(OSError), open_regular(path) as file:
            status = os.fstat(file)
            if (status.st_size, status.st_mtime_ns) == (size, changed):
                asked += _ask_for(file, parts, MOST_READ - asked)
    return asked


def read_whole(files: Iterable[Sequence[str]]) -> int:
    """Ask for whole files; returns how many bytes were asked for.

    Args:
        files: of each its path, and those of others that are only looked at when it is read.
    """
    asked = 0
    for path, *others in files:
        with suppress(OSError):
            for other in others:
                os.stat(other)
            with open_regular(path) as file:
                asked += _ask_for(file, [0, os.fstat(file).st_size], MOST_READ - asked)
    return asked


@contextmanager
def open_regular(path: str) -> Iterator[int]:
    """Open a file for reading, without waiting for anything.

    Raises:
        OSError: It cannot be opened, or is something else than a file.
    """
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise FileNotFoundError(path)
        yield file
    finally:
        os.close(file)


def _ask_for(file: int, parts: Sequence[int], most: int) -> int:
    asked = 0
    for offset, length in zip(parts[::2], parts[1::2], strict=True):
        if asked + length > most:
            break
        os.posix_fadvise(file, offset, length, os.POSIX_FADV_WILLNEED)
        asked += length
    return asked


def _in_a_process(work: Callable[[], object]) -> None:
    """Do it in a process that nobody waits for, and that leaves none behind to be asked how it ended."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        if os.fork() == 0:
            _leave_streams()
            work()
    finally:
        os._exit(0)


def _leave_streams() -> None:
    """Hold what the program reads from and writes to no longer: who reads to its end would wait for this process."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
