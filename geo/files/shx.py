"""Rebuilds the index of a Shapefile that came without its .shx, or lost its end."""

import struct
from pathlib import Path
from typing import Final

_HEADER: Final = 100
_RECORD: Final = struct.Struct(">2i")


def build_shx(shp: Path, shx: Path) -> None:
    """Write the index of a .shp: where each record begins, up to the first that is cut off or has no length.

    Format: ESRI Shapefile Technical Description (1998), "Organization of the Index File"; lengths are 16-bit words.
    """
    data = shp.read_bytes()
    entries, at = bytearray(), _HEADER
    while at + _RECORD.size <= len(data):
        _, words = _RECORD.unpack_from(data, at)
        after = at + _RECORD.size + 2 * words
        if words < 2 or after > len(data):
            break
        entries += _RECORD.pack(at // 2, words)
        at = after
    header = bytearray(data[:_HEADER].ljust(_HEADER, b"\0"))
    struct.pack_into(">i", header, 24, (_HEADER + len(entries)) // 2)
    shx.write_bytes(bytes(header) + bytes(entries))


def is_cut_off(shp: Path) -> bool:
    """Tell whether a .shp is shorter than its header says."""
    with shp.open("rb") as file:
        stated = int.from_bytes(file.read(28)[24:28]) * 2
    return shp.stat().st_size < stated
