"""The only door to pmtiles: PMTiles archives, version 3, that somebody else made.

The header and the order of tiles are pmtiles' business. Directories are decoded here: the package unpacks them without
a limit and reads them a byte at a time (20,000 entries take it 28 ms, here 6 ms).
"""

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, Final, Literal

import numpy as np
from numpy.typing import NDArray
from pmtiles.tile import Compression, MagicNumberNotFound, SpecVersionUnsupported, TileType
from pmtiles.tile import deserialize_header as read_header
from pmtiles.tile import zxy_to_tileid as tile_id_of

from geo.files.map_file_error import MapFileError
from geo.files.tile_formats import MAX_TILE_BYTES, Tile, find_tile_format, to_tile, unpack_gzip
from geo.files.tile_sources import WORLD, TileInfo, find_schema, parse_json, read_vector_layers, to_plain_text, to_zoom
from geo.frozen import frozen
from geo.lnglat import Bounds, InvalidCoordinate
from geo.wording import tr

_HEADER_BYTES: Final = 127
_MAX_DIRECTORY_BYTES: Final = 4 * 1024 * 1024
_MAX_METADATA_BYTES: Final = 16 * 1024 * 1024
_MAX_DEPTH: Final = 4  # as the specification's readers have it
_SAMPLES: Final = 24
_CACHED: Final = 32
_BROKEN: Final = (ValueError, IndexError, KeyError, EOFError, OverflowError, struct.error)


@frozen(eq=False)
class _Directory:
    """Entries of a directory, ``[n]`` each: first tile id (rising), run length (0 leads to a leaf), offset, length."""

    tile_id: NDArray[np.uint64]
    run: NDArray[np.uint64]
    offset: NDArray[np.uint64]
    length: NDArray[np.uint64]

    def find(self, tile_id: int) -> tuple[int, int, int] | None:
        """Return run length, offset and length of the entry that covers a tile, or None."""
        at = int(np.searchsorted(self.tile_id, np.uint64(tile_id), "right")) - 1
        if at < 0 or (self.run[at] and tile_id - int(self.tile_id[at]) >= int(self.run[at])):
            return None
        return int(self.run[at]), int(self.offset[at]), int(self.length[at])


class PMTiles:
    """An open PMTiles archive, raster or vector. Implements `TileSource`."""

    def __init__(self, path: Path) -> None:
        """Open the archive and look at what it contains.

        Raises:
            MapFileError: If it is not PMTiles version 3, is damaged or hostile, or holds no tiles that can be shown.
        """
        self._name = path.name
        self._lock = Lock()
        self._file: BinaryIO | None = None
        self._leaf = lru_cache(maxsize=_CACHED)(self._read_directory)
        try:
            self._file = path.open("rb")
            self._size = os.fstat(self._file.fileno()).st_size
            self._info = self._read_info(path)
        except OSError as error:
            self.close()
            raise MapFileError(tr("打不开“{name}”：文件不存在或没有读取权限。", name=path.name)) from error
        except BaseException:
            self.close()
            raise

    @property
    def info(self) -> TileInfo:
        """What the archive says of itself."""
        return self._info

    def tile(self, z: int, x: int, y: int) -> Tile | None:
        """Return the tile in the XYZ scheme, or None if there is none or its bytes are no tile of the archive's kind.

        Raises:
            MapFileError: If the archive can no longer be read, is damaged there, or is closed.
        """
        if not (self._info.min_zoom <= z <= self._info.max_zoom and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        with _translated(self._name):
            data = self._find(tile_id_of(z, x, y))
            return None if data is None else to_tile(self._opened(data), self._info.kind)

    def close(self) -> None:
        """Let the file go; closing twice is harmless."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    def _read_info(self, path: Path) -> TileInfo:
        with _translated(self._name):
            self._header: dict[str, Any] = dict(read_header(self._bytes(0, min(_HEADER_BYTES, self._size))))
            self._require_known()
            self._root = self._read_directory(self._header["root_offset"], self._header["root_length"])
            format_ = self._sample_format()
            stated = self._metadata()
        kind: Literal["raster", "vector"] = "vector" if format_ == "pbf" else "raster"
        layers = read_vector_layers(stated.get("vector_layers")) if kind == "vector" else ()
        low = to_zoom(self._header["min_zoom"], 0)
        return TileInfo(
            title=to_plain_text(stated.get("name")) or path.stem,
            kind=kind,
            format=format_,
            bounds=_bounds_of(self._header),
            min_zoom=low,
            max_zoom=max(low, to_zoom(self._header["max_zoom"], 22)),
            attribution=to_plain_text(stated.get("attribution")),
            vector_layers=layers,
            schema=find_schema(layers),
            tile_count=self._header["addressed_tiles_count"] or None,
            size_bytes=self._size,
        )

    def _require_known(self) -> None:
        if self._header["tile_type"] is TileType.MLT:
            raise MapFileError(tr("“{name}”里是 MLT 格式的矢量瓦片，目前只支持 MVT。", name=self._name))
        known = (Compression.NONE, Compression.GZIP, Compression.UNKNOWN)
        if self._header["internal_compression"] not in known or self._header["tile_compression"] not in known:
            raise MapFileError(tr("“{name}”用了不支持的压缩方式（只支持 gzip 和不压缩）。", name=self._name))

    def _metadata(self) -> dict[str, Any]:
        offset, length = self._header["metadata_offset"], self._header["metadata_length"]
        return parse_json(self._plain(self._bytes(offset, length), _MAX_METADATA_BYTES)) if length else {}

    def _sample_format(self) -> str:
        """Tell the format from the first tiles that are tiles at all."""
        directory = self._root
        for _ in range(_MAX_DEPTH):
            if not len(directory.run) or directory.run[0]:
                break
            directory = self._leaf_at(int(directory.offset[0]), int(directory.length[0]))
        for offset, length in zip(
            directory.offset[:_SAMPLES].tolist(), directory.length[:_SAMPLES].tolist(), strict=True
        ):
            found = find_tile_format(self._opened(self._tile_bytes(offset, length)))
            if found is not None:
                return found
        raise MapFileError(tr("“{name}”里没有可以显示的瓦片（既不是图片，也不是矢量瓦片）。", name=self._name))

    def _find(self, tile_id: int) -> bytes | None:
        directory = self._root
        for _ in range(_MAX_DEPTH):
            found = directory.find(tile_id)
            if found is None:
                return None
            run, offset, length = found
            if run:
                return self._tile_bytes(offset, length)
            directory = self._leaf_at(offset, length)
        return None

    def _leaf_at(self, offset: int, length: int) -> _Directory:
        return self._leaf(self._header["leaf_directory_offset"] + offset, length)

    def _tile_bytes(self, offset: int, length: int) -> bytes:
        if length > MAX_TILE_BYTES:
            raise ValueError("a tile beyond any sense")
        return self._bytes(self._header["tile_data_offset"] + offset, length)

    def _opened(self, data: bytes) -> bytes:
        """Unpack a picture that was packed once more; a vector tile stays packed."""
        packed = self._header["tile_type"] not in (TileType.MVT, TileType.UNKNOWN) and data.startswith(b"\x1f\x8b")
        return unpack_gzip(data, MAX_TILE_BYTES) if packed else data

    def _read_directory(self, offset: int, length: int) -> _Directory:
        return _decode(self._plain(self._bytes(offset, length), _MAX_DIRECTORY_BYTES))

    def _plain(self, data: bytes, limit: int) -> bytes:
        return unpack_gzip(data, limit) if self._header["internal_compression"] is Compression.GZIP else data[:limit]

    def _bytes(self, offset: int, length: int) -> bytes:
        """Read a stretch of the file, which must lie in it."""
        if not (offset >= 0 and 0 < length <= _MAX_METADATA_BYTES and offset + length <= self._size):
            raise ValueError("a stretch outside the file")
        with self._lock:
            if self._file is None:
                raise MapFileError(tr("地图文件“{name}”已经关闭。", name=self._name))
            self._file.seek(offset)
            data = self._file.read(length)
        if len(data) != length:
            raise EOFError("the file became shorter")
        return data


@contextmanager
def _translated(name: str) -> Iterator[None]:
    try:
        yield
    except SpecVersionUnsupported as error:
        raise MapFileError(
            tr("“{name}”不是 PMTiles 第 3 版，请用 pmtiles convert 转换后再添加。", name=name)
        ) from error
    except MagicNumberNotFound as error:
        raise MapFileError(
            tr("“{name}”不是 PMTiles 第 3 版；旧版请用 pmtiles convert 转换后再添加。", name=name)
        ) from error
    except (*_BROKEN, OSError) as error:
        raise MapFileError(tr("地图文件“{name}”已损坏或不完整。", name=name)) from error


def _decode(data: bytes) -> _Directory:
    """Read a directory: a count, then differences of ids, run lengths, lengths and offsets, all as varints.

    Raises:
        ValueError: If it is cut off or makes no sense.
    """
    numbers = _varints(data)
    count = int(numbers[0]) if len(numbers) else 0
    if not count or count * 4 + 1 > len(numbers):
        raise ValueError("a directory without entries, or cut off")
    steps, run, length, stated = (numbers[1 + count * column :][:count] for column in range(4))
    if not stated[0]:
        raise ValueError("the first entry follows nothing")
    # 0 stands for "right behind the entry before"; so each run of zeros builds on the last stated offset.
    behind = np.concatenate((np.zeros(1, np.uint64), np.cumsum(length)[:-1]))
    anchor = np.maximum.accumulate(np.where(stated > 0, np.arange(count), 0))
    offset = stated[anchor] - np.uint64(1) + behind - behind[anchor]
    return _Directory(np.cumsum(steps), run, offset, length)


def _varints(data: bytes) -> NDArray[np.uint64]:
    raw = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(raw < 0x80)
    if not len(ends):
        return np.empty(0, np.uint64)
    starts = np.concatenate(([0], ends[:-1] + 1))
    sizes = ends - starts + 1
    if sizes.max() > 9:
        raise ValueError("a number beyond 63 bits")
    used = raw[: ends[-1] + 1]
    place = np.arange(len(used)) - np.repeat(starts, sizes)
    bits = (used & 0x7F).astype(np.uint64) << (place * 7).astype(np.uint64)
    return np.asarray(np.add.reduceat(bits, starts), np.uint64)


def _bounds_of(header: dict[str, Any]) -> Bounds:
    try:
        edges = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        bounds = Bounds(*(header[edge] / 1e7 for edge in edges))
    except InvalidCoordinate:
        return WORLD
    return bounds if bounds.east > bounds.west and bounds.north > bounds.south else WORLD
