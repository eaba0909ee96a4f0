"""Lets a large ledger be read from the first moment on, while the page loads and the window is imported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.index.column_ahead import ColumnAhead

LEAST_BYTES: Final = 1 << 25
"""A smaller file has fewer projects than are read by a process of their own; nothing is even imported for it."""


def columns_folder(cache: Path) -> Path:
    """Return where copies of columns are kept."""
    return cache / "columns"


@contextmanager
def reading_ahead(ledger: Path, cache: Path, *, late: bool = True) -> Iterator[ColumnAhead | None]:
    """Read a ledger that is about to be opened, if it seems worth it; at the end stop what nobody has taken over.

    Args:
        ledger: The file, of which nothing is known yet.
        cache: The folder of all that is kept between runs.
        late: Whether its projects may come after its window; else nothing is read here.
    """
    try:
        is_large = late and ledger.stat().st_size >= LEAST_BYTES
    except OSError:  # whoever opens it says so
        is_large = False
    if not is_large:
        yield None
        return
    from db.index.column_ahead import ColumnAhead
    from db.index.column_cache import ColumnCache

    ahead = ColumnAhead(ledger, ColumnCache(columns_folder(cache)))
    try:
        yield ahead
    finally:
        ahead.drop()
