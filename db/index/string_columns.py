"""Columns of text that stay small for a million rows: one joined buffer, or codes into a few distinct words."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import eq
from typing import Any, Final, overload

import numpy as np
from numpy.typing import NDArray

from db.index.array_file import give_back_part
from db.search.collation import Lines, rank_texts

END: Final = b"\n"
"""Ends every row of a joined buffer."""

_BATCH: Final = 16_384
"""Rows looked at in one go: enough that Python is asked seldom, and what is made of them is soon made anew."""

_SWEEP: Final = 1 << 20


class MappedBytes:
    """Bytes that lie in a file: a slice is read when it is taken."""

    def __init__(self, array: NDArray[np.uint8]) -> None:
        """Stand for an array, which may be mapped."""
        self.array = array

    def __len__(self) -> int:
        """Return the number of bytes."""
        return len(self.array)

    def __getitem__(self, part: slice) -> bytes:
        """Return some of them."""
        return self.array[part].tobytes()

    def count(self, byte: bytes) -> int:
        """Return how often a byte occurs."""
        parts = range(0, len(self.array), _SWEEP)
        return sum(int(np.count_nonzero(self.array[first : first + _SWEEP] == byte[0])) for first in parts)

    def forget(self, part: slice) -> None:
        """Give the memory back that some of them take: whoever has gone over them does not come again soon."""
        give_back_part(self.array[part])


class NoValues(Sequence[None]):
    """None, as often as there are rows."""

    def __init__(self, count: int) -> None:
        """Keep the number."""
        self._count = count

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._count

    @overload
    def __getitem__(self, row: int) -> None: ...

    @overload
    def __getitem__(self, row: slice) -> tuple[None, ...]: ...

    def __getitem__(self, row: int | slice) -> tuple[None, ...] | None:
        """Return None, or several.

        Raises:
            IndexError: There is no such row.
        """
        found = range(self._count)[row]
        return (None,) * len(found) if isinstance(found, range) else None

    def __eq__(self, other: object) -> bool:
        """Compare with any sequence."""
        return isinstance(other, Sequence) and len(self) == len(other) and all(each is None for each in other)

    __hash__ = None  # type: ignore[assignment]  # compared by what it holds


class IdColumn(Sequence[int]):
    """Ascending ids in one array, and where each stands."""

    def __init__(self, ids: NDArray[np.int64]) -> None:
        """Keep int64[n], each once."""
        self.array = ids

    def find(self, id_: object) -> int | None:
        """Return where an id stands, or None."""
        if not isinstance(id_, int) or not len(self.array):
            return None
        place = int(np.searchsorted(self.array, id_))
        return place if place < len(self.array) and int(self.array[place]) == id_ else None

    def __len__(self) -> int:
        """Return the number of ids."""
        return len(self.array)

    @overload
    def __getitem__(self, row: int) -> int: ...

    @overload
    def __getitem__(self, row: slice) -> tuple[int, ...]: ...

    def __getitem__(self, row: int | slice) -> int | tuple[int, ...]:
        """Return one id or several.

        Raises:
            IndexError: There is no such row.
        """
        found = self.array[row].tolist()
        return tuple(found) if isinstance(row, slice) else found

    def __iter__(self) -> Iterator[int]:
        """Go over the ids."""
        return iter(self.array.tolist())

    def __contains__(self, id_: object) -> bool:
        """Tell whether an id is there."""
        return self.find(id_) is not None

    def __eq__(self, other: object) -> bool:
        """Compare with any sequence."""
        return isinstance(other, Sequence) and len(self) == len(other) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # compared by what it holds


class TextColumn(Sequence[str]):
    """n texts that can be asked for one by one, or all at once: in memory, in a file, or still to come."""

    __slots__ = ()

    @abstractmethod
    def whole(self) -> "StringColumn":
        """Return all of them; who asks waits until they are there."""

    @abstractmethod
    def text(self, row: int) -> str:
        """Return one text.

        Args:
            row: 0 to n − 1.
        """

    @abstractmethod
    def ranks(self) -> NDArray[np.uint32]:
        """Return by which numbers the rows sort, uint32[n]; found out once, at the first question, by any thread."""

    @abstractmethod
    def keep_ranks(self, ranks: NDArray[np.uint32]) -> None:
        """Take over what `ranks` would find out, from where it was kept."""

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
            return tuple(self.text(each) for each in range(*row.indices(len(self))))
        return self.text(range(len(self))[row])

    def __iter__(self) -> Iterator[str]:
        """Go over the rows."""
        return iter(self.whole())

    def __eq__(self, other: object) -> bool:
        """Compare with any sequence."""
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]  # compared by what it holds


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class StringColumn(TextColumn):
    """n texts in one buffer.

    Attributes:
        buffer: UTF-8 of every row, each followed by `END`; a row may itself contain that byte.
        ends: Integers [n], offset just past each row's `END`, ascending.
    """

    buffer: bytes | MappedBytes
    ends: NDArray[Any]
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

    def whole(self) -> "StringColumn":
        """Return itself."""
        return self

    def keep_ranks(self, ranks: NDArray[np.uint32]) -> None:
        """Take over what `ranks` would find out, from where it was kept."""
        self._ranks[:] = [ranks]

    def ranks(self) -> NDArray[np.uint32]:
        """Return by which numbers the rows sort, uint32[n]; found out once, at the first question, by any thread."""
        if not self._ranks:
            self._ranks.append(rank_texts(self._lines))
        return self._ranks[0]

    def _lines(self) -> Iterator[Lines]:
        """Numbers of the characters of many rows at a time, and the place just past each row's `END` among them."""
        is_plain = self.is_plain
        for number, batch in enumerate(self.batches()):
            characters = np.frombuffer(batch.encode("utf-32-le"), np.uint32)
            if is_plain:
                yield characters, np.flatnonzero(characters == END[0]) + 1
            else:
                rows = range(number * _BATCH, min((number + 1) * _BATCH, len(self)))
                yield characters, np.cumsum([len(self.text(row)) + 1 for row in rows])

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.ends)

    def text(self, row: int) -> str:
        """Return one text."""
        first = int(self.ends[row - 1]) if row else 0
        return self.buffer[first : int(self.ends[row]) - 1].decode()

    def __iter__(self) -> Iterator[str]:
        """Go over the rows."""
        if self.is_plain:
            for batch in self.batches():
                yield from batch.split("\n")[:-1]
            return
        first = 0
        for end in self.ends.tolist():
            yield self.buffer[first : end - 1].decode()
            first = end

    def batches(self) -> Iterator[str]:
        """Go over the text of many rows at a time, each row still followed by a line feed."""
        first = 0
        for last in (*self.ends[_BATCH - 1 : -1 : _BATCH].tolist(), len(self.buffer)):
            yield self.buffer[first:last].decode()
            if isinstance(self.buffer, MappedBytes):
                self.buffer.forget(slice(first, last))
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
