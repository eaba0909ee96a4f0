"""The rows of a table where SQLite keeps them: the pages of its file, https://www.sqlite.org/fileformat2.html.

Only finds rows; what is in them says `db.index.page_records`. Whoever reads pages must know by other means that nobody
wrote meanwhile (`db.index.column_writing`), and must not close such a file while a connection of the same process holds
it: the system would let go of that connection's locks.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen

_MARK: Final = b"SQLite format 3\x00"
_HEAD: Final = 100
_UTF8: Final = 1
_INTERIOR, _LEAF = {"table": 5, "index": 2}, {"table": 13, "index": 10}
_MOST_LEVELS: Final = 20
SPARE: Final = 16
"""Bytes behind the last page of a buffer, so that a number may be taken as eight bytes wherever it begins."""

Bytes = NDArray[np.uint8]
Places = NDArray[np.intp]


class PagesUnusable(Exception):
    """A file or table is not as these modules read it; SQLite can be asked instead."""


class PageFile:
    """An open file of SQLite's; one thread uses it."""

    def __init__(self, path: Path) -> None:
        """Open a file.

        Raises:
            PagesUnusable: It is none of SQLite's, or holds text of another kind than UTF-8.
            OSError: It cannot be read.
        """
        self._file = path.open("rb", buffering=0)
        head = self._file.read(_HEAD)
        size = int.from_bytes(head[16:18], "big")
        self.page_size: Final = 65_536 if size == 1 else size
        self.usable: Final = self.page_size - (head[20] if len(head) == _HEAD else 0)
        """Bytes of a page that may hold something."""
        if head[:16] != _MARK or self.page_size < 512 or int.from_bytes(head[56:60], "big") != _UTF8:
            self._file.close()
            raise PagesUnusable(path)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()

    def read(self, numbers: Places) -> Bytes:
        """Return pages one after the other, with some bytes to spare behind the last.

        Args:
            numbers: Of the pages, from 1.

        Raises:
            PagesUnusable: There is no such page.
            OSError: The file cannot be read.
        """
        size = self.page_size
        found = np.empty(len(numbers) * size + SPARE, np.uint8)
        found[-SPARE:] = 0
        if len(numbers) and int(numbers.min()) < 1:
            raise PagesUnusable
        whole = found.data
        cuts = [0, *(np.flatnonzero(np.diff(numbers) != 1) + 1).tolist(), len(numbers)]
        for first, last in pairwise(cuts):
            if first == last:
                continue
            self._file.seek((int(numbers[first]) - 1) * size)
            if self._file.readinto(whole[first * size : last * size]) != (last - first) * size:
                raise PagesUnusable
        return found


@frozen(eq=False)
class TablePages:
    """Where the rows of a table are.

    Attributes:
        leaves: intp[k], the pages that hold rows, in the order of the table.
        between: intp[k − 1] for a table WITHOUT ROWID, the row between two such pages: bytes from the file's beginning;
            empty for others, of which every row is in those pages.
        is_index: The table is WITHOUT ROWID.
    """

    leaves: Places
    between: Places
    is_index: bool

    @classmethod
    def of(cls, file: PageFile, root: int) -> "TablePages":
        """Find the pages of a table.

        Args:
            file: The file.
            root: The table's first page.

        Raises:
            PagesUnusable: It is damaged.
            OSError: The file cannot be read.
        """
        level, between = np.array([root], np.intp), np.empty(0, np.intp)
        kind = _kind_of(file, level)
        is_index = kind in (_INTERIOR["index"], _LEAF["index"])
        name = "index" if is_index else "table"
        for _ in range(_MOST_LEVELS):
            if kind == _LEAF[name]:
                return cls(level, between if is_index else between[:0], is_index)
            level, between = _go_down(file, level, between, _INTERIOR[name])
            kind = _kind_of(file, level[:1])
        raise PagesUnusable

    def cells(self, file: PageFile, data: Bytes, count: int) -> Places:
        """Return where the rows of pages that were read begin, in their order.

        Args:
            file: The file.
            data: Pages of rows.
            count: How many.

        Raises:
            PagesUnusable: They are damaged.
        """
        bases = np.arange(count) * file.page_size
        if (data.take(bases) != _LEAF["index" if self.is_index else "table"]).any():
            raise PagesUnusable
        return _cells_of(file, data, bases, 8)[0]


def _kind_of(file: PageFile, pages: Places) -> int:
    if int(pages[0]) == 1:  # the first page begins otherwise, and is no table of ours
        raise PagesUnusable
    return int(file.read(pages[:1])[0])


def _cells_of(file: PageFile, data: Bytes, bases: Places, head: int) -> tuple[Places, Places]:
    counts = _numbers(data, bases + 3, 2)
    firsts = np.cumsum(counts) - counts
    owners = np.repeat(bases, counts)
    pointers = owners + head + 2 * (np.arange(len(owners)) - np.repeat(firsts, counts))
    if int(counts.max(initial=0)) * 2 + head > file.page_size:
        raise PagesUnusable
    cells = _numbers(data, pointers, 2)
    if len(cells) and (int(cells.max()) >= file.usable or int(cells.min()) < head):
        raise PagesUnusable
    return cells + owners, counts


def _go_down(file: PageFile, level: Places, between: Places, kind: int) -> tuple[Places, Places]:
    """Return the pages below some, and the rows between those."""
    data, bases = file.read(level), np.arange(len(level)) * file.page_size
    if (data.take(bases) != kind).any():
        raise PagesUnusable
    cells, counts = _cells_of(file, data, bases, 12)
    ends = np.cumsum(counts + 1) - 1
    below, rows = np.empty(len(cells) + len(level), np.intp), np.empty(len(cells) + len(level), np.intp)
    inner = np.ones(len(below), np.bool_)
    inner[ends] = False
    below[inner], below[ends] = _numbers(data, cells, 4), _numbers(data, bases + 8, 4)
    # A row lies behind the number of the page before it.
    rows[inner] = cells + 4 + np.repeat((level - 1) * file.page_size - bases, counts)
    rows[ends[:-1]] = between
    return below, rows[:-1]


def _numbers(data: Bytes, places: Places, width: int) -> Places:
    """Return numbers of some bytes each, the greatest first."""
    found: Places = data.take(places).astype(np.intp)
    for byte in range(1, width):
        found = (found << 8) | data.take(places + byte)
    return found


def blocks_of(leaves: Places, pages: int) -> Sequence[tuple[int, int]]:
    """Part pages into blocks: the first of each and the one past its last."""
    return [(first, min(first + pages, len(leaves))) for first in range(0, len(leaves), pages)]
