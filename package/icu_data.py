"""Cuts the data of ICU that Qt brings (31 MB) to what Qt asks of it in the program's languages.

Qt sorts by it (collation), reads old encodings by it (converters) and names time zones by it; it words its dates and
numbers itself, and Chromium has data of its own. Names of countries, currencies and units in 700 languages are not
asked for. The library is made anew from the smaller data with the assembler and linker of binutils.
"""

import re
import struct
import subprocess
from pathlib import Path
from typing import Final

_HEAD: Final = re.compile(rb"(?s)(..)\xda\x27\x14\x00\x00\x00.{4}CmnD")
# Resources of languages are named by two or three letters; longer names say what codes mean and which zones there are.
_OTHER_LANGUAGE: Final = re.compile(r"(?!en|zh)[a-z]{2,3}(_\w+)?\.res$")
_PARTS: Final = frozenset(("", "coll", "zone"))
_ALIGNED: Final = 16


class IcuDataError(Exception):
    """The data is not laid out as ICU lays it out."""


def is_needed(name: str) -> bool:
    """Tell whether an item of ICU's data is kept; its name is such as ``icudt73l/coll/zh.res``."""
    *folders, base = name.split("/")[1:]
    return "/".join(folders) in _PARTS and not _OTHER_LANGUAGE.match(base)


def read_items(library: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Find ICU's common data in a library.

    Returns:
        Its head, and its items in the order of their names.

    Raises:
        IcuDataError: there is none.
    """
    found = _HEAD.search(library)
    if not found:
        raise IcuDataError("no data of ICU in the library")
    start = found.start()
    base = start + int.from_bytes(found[1], "little")
    (count,) = struct.unpack_from("<I", library, base)
    places = [struct.unpack_from("<II", library, base + 4 + 8 * number) for number in range(count)]
    ends = [place for _, place in places[1:]] + [_end(library, start) - base]
    items = {}
    for (name_at, place), end in zip(places, ends, strict=True):
        name = library[base + name_at : library.index(b"\0", base + name_at)].decode("ascii")
        items[name] = library[base + place : base + end]
    return library[start:base], items


def _end(library: bytes, start: int) -> int:
    """End of the section the data lies in: the last item is not told its length."""
    (table,) = struct.unpack_from("<Q", library, 40)
    entry_size, count = struct.unpack_from("<HH", library, 58)
    for number in range(count):
        _, _, _, _, offset, size = struct.unpack_from("<IIQQQQ", library, table + number * entry_size)
        if offset <= start < offset + size and size > 1 << 16:
            return int(offset + size)
    raise IcuDataError("the data lies in no section")


def join_items(head: bytes, items: dict[str, bytes]) -> bytes:
    """Lay items out as ICU's common data: the head, a table of places, the names, then each item aligned."""
    names = b"".join(name.encode("ascii") + b"\0" for name in items)
    table_size = 4 + 8 * len(items)
    first = -(-(len(head) + table_size + len(names)) // _ALIGNED) * _ALIGNED - len(head)
    table, body, name_at = [struct.pack("<I", len(items))], bytearray(), table_size
    for name, content in items.items():
        table.append(struct.pack("<II", name_at, first + len(body)))
        name_at += len(name) + 1
        body += content + bytes(-len(content) % _ALIGNED)
    index = b"".join(table) + names
    return head + index + bytes(first - len(index)) + bytes(body)


def cut_icu_data(library: Path, folder: Path) -> Path:
    """Make a smaller ``libicudata.so``.

    Args:
        library: The one that came with Qt.
        folder: Where to make the new one, under the same name.

    Raises:
        IcuDataError: the library is not as expected.
    """
    head, items = read_items(library.read_bytes())
    kept = {name: content for name, content in items.items() if is_needed(name)}
    data, source, compiled = (folder / f"icu.{suffix}" for suffix in ("dat", "s", "o"))
    data.write_bytes(join_items(head, kept))
    symbol = f"{next(iter(items)).split('/')[0].rstrip('lb')}_dat"
    source.write_text(
        f'.section .rodata\n.globl {symbol}\n.balign 16\n.type {symbol}, @object\n{symbol}:\n.incbin "{data}"\n'
        f'.size {symbol}, . - {symbol}\n.section .note.GNU-stack,"",@progbits\n',
        "utf-8",
    )
    target = folder / library.name
    subprocess.run(["as", "-o", str(compiled), str(source)], check=True)
    link = ["ld", "-shared", "-z", "noexecstack", "-soname", library.name, "-o", str(target), str(compiled)]
    subprocess.run(link, check=True)
    return target
