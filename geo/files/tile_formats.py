"""What the bytes of one map tile are, told by the bytes themselves: what a file says about its tiles may be wrong."""

import zlib
from typing import Final

from geo.files.map_file_error import MapFileError
from geo.frozen import frozen
from geo.wording import tr

MAX_TILE_BYTES: Final = 8 * 1024 * 1024
"""The most a tile may hold, packed or not; MVT recommends 0.5 MB, so more is a mistake or a bomb."""

MAX_TILE_SIDE_PX: Final = 4096
"""The most pixels a side of a raster tile may have: a small file can declare a picture of gigabytes."""

_GZIP: Final = b"\x1f\x8b"
_MVT_LAYER: Final = 0x1A  # field 3, length-delimited: every vector tile that is not empty begins with a layer
_MIMES: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
    "pbf": "application/vnd.mapbox-vector-tile",
}


@frozen
class Tile:
    """One tile as it is stored.

    Attributes:
        data: Its bytes, at most `MAX_TILE_BYTES`.
        mime: Its media type.
        gzip: Whether ``data`` is packed by gzip; only vector tiles are.
    """

    data: bytes
    mime: str
    gzip: bool

    def unpacked(self) -> bytes:
        """Return the bytes without gzip.

        Raises:
            MapFileError: If they are damaged or grow beyond `MAX_TILE_BYTES`.
        """
        return unpack_gzip(self.data, MAX_TILE_BYTES) if self.gzip else self.data


def find_tile_format(data: bytes) -> str | None:
    """Tell what a tile is: 'png', 'jpg', 'webp', 'avif', 'gif', 'pbf', or None if nothing a map can draw.

    A picture whose header declares sides beyond `MAX_TILE_SIDE_PX` is nothing a map can draw.
    """
    kind = _picture_format(data)
    if kind is None:
        return "pbf" if _is_vector_tile(data) else None
    side = max(picture_size(data, kind) or (0,))
    return kind if side <= MAX_TILE_SIDE_PX else None


def to_tile(data: object, kind: str) -> Tile | None:
    """Make a tile of stored bytes if they are of that kind ('raster' or 'vector') and of sound size, else None."""
    if not isinstance(data, bytes) or not 0 < len(data) <= MAX_TILE_BYTES:
        return None
    found = find_tile_format(data)
    if found is None or (found == "pbf") != (kind == "vector"):
        return None
    return Tile(data, _MIMES[found], data.startswith(_GZIP))


def unpack_gzip(data: bytes, limit: int) -> bytes:
    """Unpack gzip, but never more than ``limit`` bytes.

    Raises:
        MapFileError: If it is damaged, cut off, or larger.
    """
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(data, limit)
    except zlib.error as error:
        raise MapFileError(tr("地图文件里的压缩数据已损坏。")) from error
    if unpacker.unconsumed_tail:
        raise MapFileError(tr("地图文件里有一块数据解压后超过 {limit} MB，未予打开。", limit=limit // 1024 // 1024))
    if not unpacker.eof:
        raise MapFileError(tr("地图文件里的压缩数据不完整。"))
    return plain


def picture_size(data: bytes, kind: str) -> tuple[int, int] | None:
    """Read width and height in pixels from a picture's header; None if they do not stand where they should."""
    if kind == "png" and len(data) >= 24:
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if kind == "gif" and len(data) >= 10:
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    if kind == "webp":
        return _webp_size(data)
    if kind == "jpg":
        return _jpeg_size(data)
    return None


def _picture_format(data: bytes) -> str | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return "avif"
    return "gif" if data.startswith((b"GIF87a", b"GIF89a")) else None


def _is_vector_tile(data: bytes) -> bool:
    if not data.startswith(_GZIP):
        return data[:1] == bytes([_MVT_LAYER])
    try:
        head = zlib.decompressobj(wbits=31).decompress(data, 1)
    except zlib.error:
        return False
    return head in (b"", bytes([_MVT_LAYER]))


def _webp_size(data: bytes) -> tuple[int, int] | None:
    form = data[12:16]
    if form == b"VP8X" and len(data) >= 30:
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if form == b"VP8L" and len(data) >= 25:
        packed = int.from_bytes(data[21:25], "little")
        return 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
    if form == b"VP8 " and len(data) >= 30:
        return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 1 if marker == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4])
    return None
