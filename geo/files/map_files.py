"""The door for a person's own map files: tiles or an overlay, told by content, never by the name's ending."""

import os
import stat
from pathlib import Path
from typing import Final

from geo.files.map_file_error import MapFileError
from geo.files.mbtiles import MBTiles, holds_features
from geo.files.overlays import Overlay
from geo.files.pmtiles_files import PMTiles
from geo.files.tile_sources import TileSource
from geo.files.vector_process import open_overlay
from geo.wording import tr

_SQLITE: Final = b"SQLite format 3\0"
_PMTILES: Final = (b"PMTiles", b"PM\x01\0", b"PM\x02\0")  # version 3, and what versions 1 and 2 begin with
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"%PDF")


def open_map_file(path: Path) -> TileSource | Overlay:
    """Open a file of tiles (MBTiles, PMTiles v3) or of features (GeoJSON, GPKG, KML, GPX, Shapefile; zipped or not).

    The file is only ever read.

    Raises:
        MapFileError: If it is not there, not a plain file, damaged, hostile, too big, or of another kind.
    """
    head = _read_head(path)
    if not head:
        raise MapFileError(tr("“{name}”是空文件。", name=path.name))
    if head.startswith(_SQLITE) and not holds_features(path):
        return MBTiles(path)
    if head.startswith(_PMTILES):
        return PMTiles(path)
    if head.startswith(_PICTURES):
        raise MapFileError(tr("“{name}”是图片，没有可以直接叠加的坐标；请先转成 MBTiles 或 PMTiles。", name=path.name))
    return open_overlay(path)


def _read_head(path: Path) -> bytes:
    """Read the first bytes of a plain file; a pipe or a device would wait or never end."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise MapFileError(tr("“{name}”不是文件。", name=path.name))
        with path.open("rb") as file:
            return file.read(4096)
    except (OSError, ValueError) as error:
        raise MapFileError(tr("打不开“{name}”：文件不存在或没有读取权限。", name=path.name)) from error


__all__ = ["MapFileError", "open_map_file"]
