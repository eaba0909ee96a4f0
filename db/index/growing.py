"""Arrays that are made piece by piece: in memory, or in a file without a name, so that no more than a piece is held."""

import mmap
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from db.index.string_columns import MappedBytes, StringColumn
from geo.frozen import frozen

Kind = type[np.generic]


class Growing(Protocol):
    """An array of one kind that is not whole yet."""

    def add(self, piece: NDArray[Any]) -> None:
        """Put numbers behind those that are there."""
        ...

    def whole(self) -> NDArray[Any]:
        """Return all of them; then nothing is added any more."""
        ...


Grow = Callable[[Kind], Growing]
"""Begins an array of a kind."""


class GrowingInMemory:
    """An array whose pieces are held until it is whole."""

    def __init__(self, kind: Kind) -> None:
        """Hold nothing yet."""
        self._pieces: Final[list[NDArray[Any]]] = [np.empty(0, kind)]

    def add(self, piece: NDArray[Any]) -> None:
        """Put numbers behind those that are there."""
        self._pieces.append(piece)

    def whole(self) -> NDArray[Any]:
        """Return all of them."""
        return np.concatenate(self._pieces)


class GrowingInFile:
    """An array that is written as it comes, into a file that is gone when nobody holds the array any more."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        """Begin a file.

        Args:
            folder: On the disk where it lies.
            kind: Of the numbers.

        Raises:
            OSError: The folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - open until the array is whole
        self._kind = np.dtype(kind)

    def __del__(self) -> None:
        """Close a file of which nobody wants the array any more."""
        if hasattr(self, "_file"):  # or there was none to be had
            self._file.close()

    def add(self, piece: NDArray[Any]) -> None:
        """Put numbers behind those that are there.

        Raises:
            OSError: The disk is full.
        """
        self._file.write(np.ascontiguousarray(piece, self._kind).data)

    def whole(self) -> NDArray[Any]:
        """Return all of them, mapped from the file."""
        with self._file as file:
            size = file.tell()
            if not size:
                return np.empty(0, self._kind)
            file.flush()
            return np.frombuffer(mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ), self._kind)


@frozen
class GrowInFiles:
    """Begins arrays in files.

    Attributes:
        folder: On the disk where they lie.
    """

    folder: Path

    def __call__(self, kind: Kind) -> Growing:
        """Begin an array of a kind.

        Raises:
            OSError: The folder cannot be written.
        """
        return GrowingInFile(self.folder, kind)


class GrowingEnds:
    """Where texts end, told of some at a time by the places they end at among themselves."""

    def __init__(self) -> None:
        """Know of none yet."""
        self._parts: Final[list[tuple[int, NDArray[Any]]]] = []
        self._size = 0

    def add(self, ends: NDArray[Any], size: int) -> None:
        """Put some behind those that are there.

        Args:
            ends: Integers [k], ascending.
            size: How long these texts are together.
        """
        self._parts.append((self._size, ends.astype(np.min_scalar_type(size))))
        self._size += size

    def whole(self) -> NDArray[Any]:
        """Return the ends among all, in the narrowest unsigned integers that hold them."""
        ends = np.empty(sum(len(part) for _, part in self._parts), np.min_scalar_type(self._size))
        row = 0
        for offset, part in self._parts:
            np.add(part, offset, out=ends[row : row + len(part)], casting="unsafe", dtype=np.int64)
            row += len(part)
        return ends


class GrowingStrings:
    """A column of texts that comes in blocks of rows."""

    def __init__(self, grow: Grow) -> None:
        """Hold nothing yet.

        Args:
            grow: Begins where its bytes go.
        """
        self._bytes, self._ends = grow(np.uint8), GrowingEnds()

    def add(self, block: StringColumn) -> None:
        """Put rows behind those that are there."""
        raw = block.buffer.array if isinstance(block.buffer, MappedBytes) else np.frombuffer(block.buffer, np.uint8)
        self._bytes.add(raw)
        self._ends.add(block.ends, len(raw))

    def whole(self) -> StringColumn:
        """Return all rows."""
        return StringColumn(MappedBytes(self._bytes.whole()), self._ends.whole())
