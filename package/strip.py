"""Takes out of a library what only debuggers read, and keeps the result only where it is provably the same program.

Wheels were rewritten by patchelf, which moves parts of a file about; stripping such a file has been known to break it.
So every section that is loaded into memory, and the table the loader starts from, are compared with the original's, and
the loader must be able to map the copy: strip has been seen to leave segments at places no page begins at.
"""

import shutil
import struct
import subprocess
from pathlib import Path
from typing import Final

_LOADED: Final = 0x2  # SHF_ALLOC
_EMPTY: Final = 8  # SHT_NOBITS: has a size in memory, none in the file
_DYNAMIC: Final = 6  # SHT_DYNAMIC
_LOAD: Final = 1  # PT_LOAD
_PAGE: Final = 4096
# Entries of the dynamic table that are addresses: hash, strings, symbols, relocations, initialisers, versions.
_ADDRESSES: Final = frozenset((3, 4, 5, 6, 7, 12, 13, 23, 25, 26, 0x6FFFFEF5, 0x6FFFFFF0, 0x6FFFFFFC, 0x6FFFFFFE))

Sections = dict[tuple[int, int], tuple[int, bytes]]
"""Loaded sections by address and size: their kind and content."""


def stripped(source: Path, folder: Path) -> Path:
    """Return a stripped copy of a program or library, or the file itself where a copy would not be the same program.

    Args:
        source: A 64-bit ELF file; anything else is returned as it is.
        folder: Where copies are put.
    """
    if not is_elf(source):
        return source
    copy = folder / source.name
    shutil.copy2(source, copy)
    done = subprocess.run(["strip", "--strip-unneeded", str(copy)], capture_output=True, check=False)
    if done.returncode or copy.stat().st_size >= source.stat().st_size:
        return source
    return copy if is_same_program(source.read_bytes(), copy.read_bytes()) else source


def is_elf(path: Path) -> bool:
    """Tell whether a file is a 64-bit ELF file of the usual byte order."""
    with path.open("rb") as file:
        return file.read(6) == b"\x7fELF\x02\x01"


def is_same_program(one: bytes, other: bytes) -> bool:
    """Tell whether two ELF files load the same: the same sections at the same addresses, every table among them."""
    sections = _loaded_sections(one)
    return (
        bool(sections)
        and sections == _loaded_sections(other)
        and _segments(one) == _segments(other)
        and _can_be_mapped(other)
        and all(_is_inside(address, sections) for address in _table_addresses(sections))
    )


def _loaded_sections(data: bytes) -> Sections:
    (start,) = struct.unpack_from("<Q", data, 40)
    entry_size, count = struct.unpack_from("<HH", data, 58)
    found: Sections = {}
    for number in range(count):
        _, kind, flags, address, offset, size = struct.unpack_from("<IIQQQQ", data, start + number * entry_size)
        if flags & _LOADED:
            found[address, size] = (kind, b"" if kind == _EMPTY else data[offset : offset + size])
    return found


def _segments(data: bytes) -> list[tuple[int, int, int]]:
    """Kind, rights and address of each; their offsets and ends may differ, as nothing a section covers does."""
    return [(kind, rights, address) for kind, rights, _, address, *_ in _program_headers(data)]


def _program_headers(data: bytes) -> list[tuple[int, ...]]:
    (start,) = struct.unpack_from("<Q", data, 32)
    entry_size, count = struct.unpack_from("<HH", data, 54)
    return [struct.unpack_from("<IIQQQQQQ", data, start + number * entry_size) for number in range(count)]


def _can_be_mapped(data: bytes) -> bool:
    """Tell whether each part lies in the file as pages can be mapped."""
    return all(
        offset % _PAGE == address % _PAGE and offset + size <= len(data)
        for kind, _, offset, address, _, size, _, _ in _program_headers(data)
        if kind == _LOAD
    )


def _table_addresses(sections: Sections) -> list[int]:
    tables = [content for kind, content in sections.values() if kind == _DYNAMIC]
    entries = [struct.unpack_from("<QQ", table, place) for table in tables for place in range(0, len(table), 16)]
    return [value for tag, value in entries if tag in _ADDRESSES and value]


def _is_inside(address: int, sections: Sections) -> bool:
    return any(start <= address <= start + size for start, size in sections)
