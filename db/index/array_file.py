"""Arrays of numbers in one file that is mapped into memory: opening it reads nothing, and looking reads what is seen.

The file is a mark, the length and the sum of a header, the header (JSON), and the arrays one after the other. Numbers
only: nothing in it is executed.
"""

import json
import mmap
import os
import secrets
import struct
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from io import BufferedWriter
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.frozen import frozen

_MARK: Final = b"KXARRAY1"
_HEAD: Final = struct.Struct("<8sII")
_ALIGNED: Final = 64
_PIECE: Final = 1 << 22

Arrays = Mapping[str, NDArray[Any]]


class ArrayFileBroken(Exception):
    """A file is not one of arrays, or not all of it is there; who asked reads its data anew."""


@frozen(eq=False)
class ArrayFile:
    """An open file of arrays.

    Attributes:
        facts: What was written beside the arrays.
        arrays: By name; none can be written to. They stay good while anybody holds one.
    """

    facts: Any
    arrays: Arrays
    _mapping: mmap.mmap

    @classmethod
    def open(cls, path: Path) -> "ArrayFile":
        """Map a file.

        Raises:
            ArrayFileBroken: It is broken, or of another program.
            OSError: It cannot be read.
        """
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < _HEAD.size:
                raise ArrayFileBroken(path)
            mapping = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
        facts, described, first = _read_header(mapping, path)
        arrays = {}
        for name, (dtype, count, offset) in described.items():
            if first + offset + np.dtype(dtype).itemsize * count > size:
                raise ArrayFileBroken(path)
            arrays[name] = np.frombuffer(mapping, dtype, count, first + offset)
        return cls(facts, arrays, mapping)

    def release(self, first: str) -> None:
        """Give the memory back that holds an array and all after it; looking again finds them in the file.

        Raises:
            KeyError: There is no such array.
        """
        start, whole = self.arrays[first].ctypes.data, np.frombuffer(self._mapping, np.uint8).ctypes.data
        offset = -(-(start - whole) // mmap.PAGESIZE) * mmap.PAGESIZE
        if sys.platform != "win32" and offset < len(self._mapping):
            self._mapping.madvise(mmap.MADV_DONTNEED, offset)


def give_back(array: NDArray[Any]) -> bool:
    """Give the memory back of the whole file in which an array lies; looking again finds all of it there.

    Returns:
        Whether there was such a file; an array that lies in memory stays as it is.
    """
    mapping = _mapping_of(array)
    if mapping is None:
        return False
    mapping.madvise(mmap.MADV_DONTNEED)
    return True


def give_back_part(array: NDArray[Any]) -> bool:
    """Give the memory back that one array of a file takes, with what shares its first and last page.

    Returns:
        Whether it lies in a file.
    """
    mapping = _mapping_of(array)
    if mapping is None or not array.nbytes:
        return False
    start = array.ctypes.data - np.frombuffer(mapping, np.uint8).ctypes.data
    first = start // mmap.PAGESIZE * mmap.PAGESIZE
    mapping.madvise(mmap.MADV_DONTNEED, first, start + array.nbytes - first)
    return True


def _mapping_of(array: NDArray[Any]) -> mmap.mmap | None:
    """The file an array lies in, where its memory can be given back."""
    owner: object = array
    while isinstance(owner, np.ndarray):
        owner = owner.base
    mapping = owner.obj if isinstance(owner, memoryview) else owner
    return mapping if isinstance(mapping, mmap.mmap) and sys.platform != "win32" else None


def write_arrays(path: Path, facts: object, arrays: Arrays) -> None:
    """Write a file, whole or not at all; an array that has several names is written once.

    Args:
        path: The file; one that is there is replaced.
        facts: Anything JSON holds.
        arrays: Flat arrays of numbers by name.

    Raises:
        OSError: It cannot be written.
    """
    described: dict[str, tuple[str, int, int]] = {}
    offsets: dict[int, int] = {}
    length = 0
    for name, array in arrays.items():
        if id(array) not in offsets:
            offsets[id(array)] = length
            length += -(-array.nbytes // _ALIGNED) * _ALIGNED
        described[name] = (array.dtype.str, len(array), offsets[id(array)])
    header = json.dumps({"facts": facts, "arrays": described}, ensure_ascii=False).encode()
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("xb") as file:
            file.write(_HEAD.pack(_MARK, len(header), zlib.crc32(header)) + header)
            file.write(bytes(-file.tell() % _ALIGNED))
            for array in {id(array): array for array in arrays.values()}.values():
                _write(file, np.ascontiguousarray(array))
                file.write(bytes(-array.nbytes % _ALIGNED))
        os.replace(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _write(file: BufferedWriter, array: NDArray[Any]) -> None:
    """Write an array; of one that lies in a file no more than a piece is looked at at a time."""
    step = max(1, _PIECE // max(1, array.itemsize))
    for first in range(0, len(array), step):
        piece = array[first : first + step]
        file.write(piece.data)
        give_back_part(piece)


def _read_header(mapping: mmap.mmap, path: Path) -> tuple[Any, dict[str, tuple[str, int, int]], int]:
    mark, length, checked = _HEAD.unpack(mapping[: _HEAD.size])
    header = mapping[_HEAD.size : _HEAD.size + length]
    if mark != _MARK or len(header) < length or zlib.crc32(header) != checked:
        raise ArrayFileBroken(path)
    read = json.loads(header)
    return read["facts"], read["arrays"], -(-(_HEAD.size + length) // _ALIGNED) * _ALIGNED
