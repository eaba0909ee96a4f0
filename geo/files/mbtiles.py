"""MBTiles: map tiles in an SQLite file that somebody else made.

The file may be hostile, so it is opened read-only and immutable (SQLite writes nothing, not even beside it), with its
schema untrusted, without recursion, with a limit on every value and a clock on every query.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal

from geo.files.map_file_error import MapFileError
from geo.files.tile_formats import MAX_TILE_BYTES, Tile, find_tile_format, to_tile
from geo.files.tile_sources import (
    MAX_ZOOM,
    WORLD,
    TileInfo,
    find_schema,
    parse_json,
    read_vector_layers,
    to_plain_text,
    to_zoom,
)
from geo.lnglat import Bounds, InvalidCoordinate, lnglat_from_world
from geo.wording import tr

_QUERY_S: Final = 1.0
_COUNT_S: Final = 0.3
_STALLED: Final = 10
_STEPS: Final = 2_000  # of SQLite's machine between two looks at the clock: well under a millisecond
_SAMPLES: Final = 24
_ALLOWED: Final = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION}
_BANNED_FUNCTIONS: Final = {"load_extension", "randomblob", "zeroblob", "readfile", "writefile", "edit"}
_WORLD_UNITS: Final = 2**32


class MBTiles:
    """An open MBTiles file, raster or vector. Implements `TileSource`."""

    def __init__(self, path: Path) -> None:
        """Open the file and look at what it contains.

        Raises:
            MapFileError: If it is not MBTiles, is damaged, holds no tiles, or answers too slowly.
        """
        self._name = path.name
        self._lock = Lock()
        self._db: sqlite3.Connection | None = _open_untrusted(path)
        try:
            self._info = self._read_info(path)
        except BaseException:
            self.close()
            raise

    @property
    def info(self) -> TileInfo:
        """What the file says of itself."""
        return self._info

    def tile(self, z: int, x: int, y: int) -> Tile | None:
        """Return the tile in the XYZ scheme, or None if there is none or its bytes are no tile of the file's kind.

        Raises:
            MapFileError: If the file can no longer be read, or is closed.
        """
        if not (0 <= z <= MAX_ZOOM and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        row = (1 << z) - 1 - y  # MBTiles counts rows from the south
        where = "zoom_level = ? AND tile_column = ? AND tile_row = ?"
        found = self._rows(f"SELECT tile_data FROM tiles WHERE {where} LIMIT 1", (z, x, row))  # noqa: S608
        return to_tile(found[0][0], self._info.kind) if found else None

    def close(self) -> None:
        """Let the file go; closing twice is harmless."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    def _read_info(self, path: Path) -> TileInfo:
        self._require_tiles()
        stated = self._metadata()
        format_ = self._sample_format()
        kind: Literal["raster", "vector"] = "vector" if format_ == "pbf" else "raster"
        low, high = self._zooms(stated)
        layers = read_vector_layers(parse_json(stated.get("json", "")).get("vector_layers")) if kind == "vector" else ()
        return TileInfo(
            title=to_plain_text(stated.get("name")) or path.stem,
            kind=kind,
            format=format_,
            bounds=_read_bounds(stated.get("bounds", "")) or self._covered(high),
            min_zoom=low,
            max_zoom=high,
            attribution=to_plain_text(stated.get("attribution")),
            vector_layers=layers,
            schema=find_schema(layers),
            tile_count=self._count(),
            size_bytes=path.stat().st_size,
        )

    def _require_tiles(self) -> None:
        names = {row[0] for row in self._rows("SELECT name FROM sqlite_master WHERE name IN ('tiles')")}
        if "tiles" not in names:
            raise MapFileError(tr("“{name}”是数据库，但里面没有地图瓦片，不是 MBTiles。", name=self._name))

    def _metadata(self) -> dict[str, str]:
        """Return the pairs of the table ``metadata``; a file without one is read all the same."""
        if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'metadata'"):
            return {}
        pairs = self._rows("SELECT name, value FROM metadata LIMIT 200")
        return {str(name): value if isinstance(value, str) else str(value or "") for name, value in pairs}

    def _sample_format(self) -> str:
        """Tell the format from the first stored tiles that are tiles at all."""
        for (data,) in self._rows(f"SELECT tile_data FROM tiles LIMIT {_SAMPLES}"):  # noqa: S608
            found = find_tile_format(data) if isinstance(data, bytes) else None
            if found is not None:
                return found
        raise MapFileError(tr("“{name}”里没有可以显示的瓦片（既不是图片，也不是矢量瓦片）。", name=self._name))

    def _zooms(self, stated: dict[str, str]) -> tuple[int, int]:
        """Return the lowest and highest zoom with tiles; what is stated counts only where looking takes too long."""
        found = self._rows_or_none("SELECT min(zoom_level), max(zoom_level) FROM tiles", _QUERY_S)
        low, high = found[0] if found else (None, None)
        low = to_zoom(stated.get("minzoom") if low is None else low, 0)
        return low, max(low, to_zoom(stated.get("maxzoom") if high is None else high, max(low, 22)))

    def _covered(self, zoom: int) -> Bounds:
        """Return what the tiles of a zoom cover: for files that do not say, or say nonsense."""
        extremes = "min(tile_column), max(tile_column), min(tile_row), max(tile_row)"
        found = self._rows_or_none(f"SELECT {extremes} FROM tiles WHERE zoom_level = {zoom}", _QUERY_S)  # noqa: S608
        side = 1 << zoom
        if not found or not all(isinstance(edge, int) and 0 <= edge < side for edge in found[0]):
            return WORLD
        left, right, low, high = found[0]
        unit = _WORLD_UNITS / side
        lng, lat = lnglat_from_world([left * unit, (right + 1) * unit], [(side - low) * unit, (side - 1 - high) * unit])
        return Bounds(float(lng[0]), float(lat[0]), float(lng[1]), float(lat[1]))

    def _count(self) -> int | None:
        found = self._rows_or_none("SELECT count(*) FROM tiles", _COUNT_S)
        return int(found[0][0]) if found else None

    def _rows(self, sql: str, values: tuple[int, ...] = ()) -> list[Any]:
        with self._lock:
            if self._db is None:
                raise MapFileError(tr("地图文件“{name}”已经关闭。", name=self._name))
            with _translated(self._name), _within(self._db, _QUERY_S):
                return self._db.execute(sql, values).fetchall()

    def _rows_or_none(self, sql: str, seconds: float) -> list[Any] | None:
        """Ask what is good to know but may take too long; None then."""
        with self._lock:
            if self._db is None:
                return None
            try:
                with _within(self._db, seconds):
                    return self._db.execute(sql).fetchall()
            except sqlite3.OperationalError:
                return None
            except (sqlite3.Error, OverflowError) as error:
                raise _damaged(self._name) from error


def holds_features(path: Path) -> bool:
    """Tell whether an SQLite file is a GeoPackage rather than MBTiles.

    Raises:
        MapFileError: If it is damaged.
    """
    db = _open_untrusted(path)
    try:
        with _translated(path.name), _within(db, _QUERY_S):
            return db.execute("SELECT 1 FROM sqlite_master WHERE name = 'gpkg_contents'").fetchone() is not None
    finally:
        db.close()


def _open_untrusted(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with _translated(path.name):
        db = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
    try:
        with _translated(path.name):
            db.execute("PRAGMA trusted_schema = OFF")
            db.execute("PRAGMA query_only = ON")
            db.execute("PRAGMA cell_size_check = ON")
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * MAX_TILE_BYTES)
        db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        db.set_authorizer(_authorize)
    except BaseException:
        db.close()
        raise
    return db


def _authorize(action: int, _first: str | None, second: str | None, _base: str | None, _inner: str | None) -> int:
    """Let through reading alone: no recursion, no pragma, no function that makes memory out of nothing."""
    if action == sqlite3.SQLITE_FUNCTION and (second or "").lower() in _BANNED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


@contextmanager
def _within(db: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Interrupt a query that takes longer; a view can hide one that never ends."""
    db.set_progress_handler(_alarm(seconds), _STEPS)
    try:
        yield
    finally:
        db.set_progress_handler(None, 0)


def _alarm(seconds: float) -> Callable[[], int]:
    """Return what says 1 when the query has computed for so long; a busy machine is not the file's fault.

    Should it hardly ever get to compute, somebody has still waited long enough at some time.
    """
    worked, waited = time.thread_time() + seconds, time.monotonic() + seconds * _STALLED
    return lambda: int(time.thread_time() > worked or time.monotonic() > waited)


@contextmanager
def _translated(name: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise MapFileError(tr("地图文件“{name}”的查询太慢，未予打开。", name=name)) from error
        raise _damaged(name) from error
    except (sqlite3.Error, OverflowError) as error:
        raise _damaged(name) from error


def _damaged(name: str) -> MapFileError:
    return MapFileError(tr("地图文件“{name}”已损坏，或者不是 MBTiles。", name=name))


def _read_bounds(text: str) -> Bounds | None:
    try:
        bounds = Bounds.from_text(text)
    except InvalidCoordinate:
        return None
    return bounds if bounds.east > bounds.west and bounds.north > bounds.south else None
