"""A large ledger's columns are read before anything else of it is opened, and what opens it takes that reading over."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from db.index.column_cache import ColumnCache
from db.migrations import SCHEMA_VERSION
from db.schema import APPLICATION_ID
from geo.child_process import child_command

if TYPE_CHECKING:
    import subprocess

_SURROUNDINGS: Final = {
    # Of glibc: keep what is freed for the next block, as asking the system for pages anew takes a fifth of the reading.
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 32),
    "MALLOC_TOP_PAD_": str(1 << 26),
}
_PROJECT: Final = Path(__file__).resolve().parents[2]

Child: TypeAlias = "subprocess.Popen[bytes]"


def start_reading(ledger: Path, cache: ColumnCache) -> Child | None:
    """Start the process that reads a ledger's columns; None where there can be none.

    Args:
        ledger: The ledger, of the current schema.
        cache: Where the copy for the next start goes.
    """
    import subprocess  # a small ledger's start needs none

    quiet = subprocess.DEVNULL
    command = [*child_command("db.index.column_writing"), str(ledger.absolute()), str(cache.folder.absolute())]
    try:
        return subprocess.Popen(
            command,
            cwd=_PROJECT,
            env=os.environ | _SURROUNDINGS,
            stdin=quiet,
            stdout=subprocess.PIPE,
            stderr=quiet,
        )
    except OSError:
        return None


def end_reading(child: Child, cache: ColumnCache) -> None:
    """Let the process end, whatever it does, wait for that, and delete what it wrote for whoever started it."""
    child.kill()
    await_end(child, cache)


def await_end(child: Child, cache: ColumnCache) -> None:
    """Wait for the end of the process, and delete what it wrote and nobody has read."""
    if child.stdout is not None:
        child.stdout.close()
    child.wait()
    cache.clear_after(child.pid)


class ColumnAhead:
    """Reads the columns of what seems to be a ledger of which no copy is kept; one thread uses it at a time."""

    def __init__(self, ledger: Path, cache: ColumnCache) -> None:
        """Start reading, unless somebody has to look at the ledger first.

        Args:
            ledger: What is to be opened; nothing is known of it yet.
            cache: Where the copy for the next start goes.
        """
        seems_right = _is_current(ledger) and not cache.has(ledger)
        self._cache = cache
        self._child = start_reading(ledger, cache) if seems_right else None

    def take(self) -> Child | None:
        """Return the process, of which who asks takes care from now on; None where there is none."""
        child, self._child = self._child, None
        return child

    def drop(self) -> None:
        """End the process if nobody has taken it."""
        child = self.take()
        if child is not None:
            end_reading(child, self._cache)


def _is_current(ledger: Path) -> bool:
    """Tell whether a file has the present structure: a process must not bring an older one up to date beside us."""
    try:
        path = ledger.resolve()
        with path.open("rb") as file:
            head = file.read(100)
        # What a write-ahead log says of the structure, the file does not say yet.
        logged = path.with_name(f"{path.name}-wal").exists()
        return not logged and struct.unpack_from(">I4xI", head, 60) == (SCHEMA_VERSION, APPLICATION_ID)
    except (OSError, struct.error):
        return False
