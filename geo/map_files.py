"""The door for a person's own map files: tiles or an overlay, told by content, never by the name's ending."""

import os
import stat
from pathlib import Path
from typing import Final

from geo.map_file_error import MapFileError
from geo.mbtiles import MBTiles
from geo.overlays import Overlay
from geo.tile_sources import TileSource

_SQLITE: Final = b"SQLite format 3\0"
_PMTILES: Final = b"PMTiles"
_PMTILES_OLD: Final = b"PM"


def open_map_file(path: Path) -> TileSource | Overlay:
    """Open a file of tiles (MBTiles, PMTiles v3) or of features (GeoJSON, GPKG, KML/KMZ, Shapefile, zipped or not).

    The file is only ever read.

    Raises:
        MapFileError: If it is not there, not a plain file, damaged, hostile, too big, or of another kind.
    """
    head = _read_head(path)
    if not head:
        raise MapFileError(f"“{path.name}”是空文件。")
    if head.startswith(_SQLITE):
        return MBTiles(path)
    raise MapFileError(f"认不出“{path.name}”是什么地图文件。")


def _read_head(path: Path) -> bytes:
    """Read the first bytes of a plain file; a pipe or a device would wait or never end."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise MapFileError(f"“{path.name}”不是文件。")
        with path.open("rb") as file:
            return file.read(4096)
    except (OSError, ValueError) as error:
        raise MapFileError(f"打不开“{path.name}”：文件不存在或没有读取权限。") from error


__all__ = ["MapFileError", "open_map_file"]
