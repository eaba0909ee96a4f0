"""Tiles seen online, kept in an MBTiles file for as long and as many as the provider's terms allow.

The file is an MBTiles a GIS can open: ``tiles`` has the standard columns first and three of our own. It holds only what
somebody has looked at; nothing is ever fetched ahead. Losing it loses nothing but time, so a damaged one is begun anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from geo.errors import AtlasError
from geo.frozen import frozen
from geo.providers import Provider
from geo.wording import tr

_SCHEMA: Final = """
CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE tiles (
    zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB,
    fetched_at INTEGER NOT NULL, fresh_until INTEGER NOT NULL, used_at INTEGER NOT NULL, etag TEXT NOT NULL,
    PRIMARY KEY (zoom_level, tile_column, tile_row)
);
CREATE INDEX tiles_by_use ON tiles (used_at);
"""
_FIND: Final = """
SELECT tile_data, fetched_at, fresh_until, used_at, etag FROM tiles
WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?
"""
_USE: Final = "UPDATE tiles SET used_at = ? WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
_USE_STEP_S: Final = 3600  # how exactly the last use is known: a look costs a write once an hour
_ROOM: Final = 0.9  # a full cache is emptied to this share, so that not every tile empties it again
_ROUND: Final = 64


class TileCacheError(AtlasError):
    """The cache of online tiles cannot be used."""


@frozen
class CachedTile:
    """A tile that lies here.

    Attributes:
        data: its bytes.
        fresh: whether it need not be asked for again yet.
        etag: what to show the server when asking whether it has changed.
    """

    data: bytes
    fresh: bool
    etag: str


class TileCache:
    """One provider's tiles on this machine.

    Args:
        file: the MBTiles file; made when missing, begun anew when it is damaged.
        provider: whose tiles, with the terms under which they may be kept.
        now: seconds since 1970.

    Raises:
        TileCacheError: the file cannot be made.
    """

    def __init__(self, file: Path, provider: Provider, now: Callable[[], float]) -> None:
        """Open and throw away what may be kept no longer."""
        self._file, self._terms, self._now = file, provider.terms, now
        self._puts = 0
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._db = _opened(file, provider)
            self.tidy()
        except (OSError, sqlite3.Error) as error:
            raise TileCacheError(tr("在线瓦片缓存 {file} 不能使用。", file=file)) from error

    def find(self, z: int, x: int, y: int) -> CachedTile | None:
        """The tile of the XYZ scheme if it lies here and may still be kept."""
        place, now = _place(z, x, y), int(self._now())
        try:
            row = self._db.execute(_FIND, place).fetchone()
            if row is None:
                return None
            data, fetched, fresh_until, used, etag = row
            if not isinstance(data, bytes) or now >= fetched + self._terms.keep_s:
                return None
            if now - used >= _USE_STEP_S:
                self._db.execute(_USE, (now, *place))
        except sqlite3.Error:
            return None  # as good as not there; it is fetched again
        # A clock that was set back must not keep tiles fresh for ever.
        return CachedTile(data, fetched <= now < fresh_until, etag)

    def put(self, z: int, x: int, y: int, data: bytes, *, max_age_s: int = 0, etag: str = "") -> None:
        """Keep a tile; the server's ``max_age_s`` counts where it is longer than the terms' least.

        Raises:
            TileCacheError: it cannot be written.
        """
        now, terms = int(self._now()), self._terms
        fresh = now + min(max(max_age_s, terms.fresh_s), terms.keep_s)
        try:
            self._db.execute(
                "INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*_place(z, x, y), data, now, fresh, now, etag),
            )
            self._puts += 1
            if self._puts % _ROUND == 0:
                self.tidy()
        except sqlite3.Error as error:
            raise TileCacheError(tr("在线瓦片缓存 {file} 写不进去。", file=self._file)) from error

    def size(self) -> tuple[int, int]:
        """How many tiles lie here, and their bytes; zeros if that cannot be told."""
        with suppress(sqlite3.Error):
            count, total = self._db.execute("SELECT count(*), total(length(tile_data)) FROM tiles").fetchone()
            return int(count), int(total)
        return 0, 0

    def tidy(self) -> None:
        """Delete what may be kept no longer, then what was looked at longest ago until the rest is small enough."""
        self._db.execute("DELETE FROM tiles WHERE fetched_at <= ?", (int(self._now()) - self._terms.keep_s,))
        _, total = self.size()
        if total <= self._terms.most_bytes:
            return
        room = int(self._terms.most_bytes * _ROOM)
        self._db.execute(
            "DELETE FROM tiles WHERE rowid IN (SELECT rowid FROM ("
            "SELECT rowid, sum(length(tile_data)) OVER (ORDER BY used_at DESC, rowid DESC) AS held FROM tiles"
            ") WHERE held > ?)",
            (room,),
        )
        self._db.execute("VACUUM")

    def clear(self) -> None:
        """Delete every tile.

        Raises:
            TileCacheError: it cannot be written.
        """
        try:
            self._db.execute("DELETE FROM tiles")
            self._db.execute("VACUUM")
        except sqlite3.Error as error:
            raise TileCacheError(tr("在线瓦片缓存 {file} 清不掉。", file=self._file)) from error

    def close(self) -> None:
        """Let the file go."""
        self._db.close()


def _opened(file: Path, provider: Provider) -> sqlite3.Connection:
    """The file, made or begun anew if need be."""
    try:
        return _connected(file, provider)
    except sqlite3.OperationalError:
        raise  # no room or no rights: beginning anew would not help
    except sqlite3.DatabaseError:
        file.unlink()
        return _connected(file, provider)


def _connected(file: Path, provider: Provider) -> sqlite3.Connection:
    db = sqlite3.connect(file, isolation_level=None, timeout=2.0)
    try:
        # Two windows may share the file; a lost tile after a power cut is fetched again, a damaged file begun anew.
        db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA trusted_schema = OFF;")
        known = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not known:
            db.executescript(_SCHEMA)
        elif [row[1] for row in db.execute("PRAGMA table_info(tiles)")][-1:] != ["etag"]:
            raise sqlite3.DatabaseError("not a cache of ours")
        facts = {
            "name": provider.title, "format": "png", "type": "baselayer" if provider.opaque else "overlay",
            "attribution": provider.attribution, "minzoom": "0", "maxzoom": str(provider.max_zoom),
            "bounds": "-180,-85.0511,180,85.0511",
        }  # fmt: skip
        db.executemany("INSERT OR REPLACE INTO metadata VALUES (?, ?)", facts.items())
    except BaseException:
        db.close()
        raise
    return db


def _place(z: int, x: int, y: int) -> tuple[int, int, int]:
    """MBTiles counts rows from the south."""
    return z, x, 2**z - 1 - y
