"""Columns of text that stay small for a million rows: one joined buffer, or codes into a few distinct words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Final, overload

import numpy as np
from numpy.typing import NDArray

from db.collation import rank_texts

END: Final = b"\n"
"""Ends every row of a joined buffer."""

_BATCH: Final = 65_536


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class StringColumn(Sequence[str]):
    """n texts in one buffer.

    Attributes:
        buffer: UTF-8 of every row, each followed by `END`; a row may itself contain that byte.
        ends: int64[n], offset just past each row's `END`, ascending.
    """

    buffer: bytes
    ends: NDArray[np.int64]
    _ranks: list[NDArray[np.uint32]] = field(default_factory=list)

    @classmethod
    def from_strings(cls, texts: Iterable[str]) -> "StringColumn":
        """Join texts, one a row."""
        rows = [text.encode() + END for text in texts]
        return cls(b"".join(rows), np.fromiter(accumulate(map(len, rows)), dtype=np.int64, count=len(rows)))

    @property
    def is_plain(self) -> bool:
        """Whether no row contains `END` itself, so that splitting the buffer there gives the rows."""
        return self.buffer.count(END) == len(self.ends)

    def ranks(self) -> NDArray[np.uint32]:
        """Return by which numbers the rows sort, uint32[n]; found out once, at the first question, by any thread."""
        if not self._ranks:
            self._ranks.append(rank_texts(*self._characters()))
        return self._ranks[0]

    def _characters(self) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Numbers of all characters, and the place just past each row's `END` among them."""
        characters = np.frombuffer(bytes(self.buffer).decode().encode("utf-32-le"), np.uint32)
        if self.is_plain:
            return characters, np.flatnonzero(characters == END[0]) + 1
        return characters, np.fromiter(accumulate(len(row) + 1 for row in self), np.int64, len(self))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.ends)

    @overload
    def __getitem__(self, row: int) -> str: ...

    @overload
    def __getitem__(self, row: slice) -> tuple[str, ...]: ...

    def __getitem__(self, row: int | slice) -> str | tuple[str, ...]:
        """Return one text or several.

        Raises:
            IndexError: There is no such row.
        """
        if isinstance(row, slice):
            return tuple(self[each] for each in range(*row.indices(len(self))))
        place = range(len(self.ends))[row]
        first = int(self.ends[place - 1]) if place else 0
        return self.buffer[first : int(self.ends[place]) - 1].decode()

    def __iter__(self) -> Iterator[str]:
        """Go over the rows."""
        first = 0
        for end in self.ends.tolist():
            yield self.buffer[first : end - 1].decode()
            first = end

    def batches(self) -> Iterator[str]:
        """Go over the text of many rows at a time, each row still followed by a line feed."""
        first = 0
        for last in (*self.ends[_BATCH - 1 : -1 : _BATCH].tolist(), len(self.buffer)):
            yield self.buffer[first:last].decode()
            first = last


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class CodedColumn(Sequence[str]):
    """n texts of which few are distinct.

    Attributes:
        words: The distinct texts.
        codes: Unsigned integers [n], index into the words.
    """

    words: tuple[str, ...]
    codes: NDArray[Any]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.codes)

    @overload
    def __getitem__(self, row: int) -> str: ...

    @overload
    def __getitem__(self, row: slice) -> tuple[str, ...]: ...

    def __getitem__(self, row: int | slice) -> str | tuple[str, ...]:
        """Return one text or several.

        Raises:
            IndexError: There is no such row.
        """
        if isinstance(row, slice):
            return tuple(self.words[code] for code in self.codes[row].tolist())
        return self.words[int(self.codes[row])]


def narrowed(codes: NDArray[Any]) -> NDArray[Any]:
    """Return codes from 0 up in the narrowest unsigned integers that hold them."""
    return codes.astype(np.min_scalar_type(int(codes.max(initial=0))))
