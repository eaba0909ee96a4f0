"""Tiles of the online maps that are switched on: from the cache where they lie there, else from their provider.

The page asks ``app://`` as for every other tile and never learns where a tile came from; this is the only place in the
program that connects to anything, and it does so only for a tile somebody is looking at.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QTimer, QUrl, Signal
from PySide6.QtNetwork import (
    QNetworkAccessManager,
    QNetworkProxyFactory,
    QNetworkProxyQuery,
    QNetworkReply,
    QNetworkRequest,
)

from geo.errors import AtlasError
from geo.files.tile_cache import CachedTile, TileCache
from geo.files.tile_formats import to_tile
from geo.providers import USER_AGENT, Provider
from geo.wording import tr
from ui.promise import Promise

MOST_AT_ONCE = 6
MOST_BYTES = 2_000_000
TIMEOUT_MS = 15_000
FIRST_PAUSE_S, LONGEST_PAUSE_S = 10.0, 300.0
_MOST_ABSENT = 20_000
_LOG = logging.getLogger(__name__)
_MAX_AGE = re.compile(r"max-age=(\d{1,9})")

Key = tuple[str, int, int, int]
Address = Callable[[Provider, int, int, int, str], str]


@dataclass(slots=True, eq=False)
class _Wish:
    """A tile to fetch, with everybody who waits for it."""

    provider: Provider
    place: tuple[int, int, int]
    url: str
    known: CachedTile | None
    waiting: list[Promise[bytes | None]] = field(default_factory=list)
    reply: QNetworkReply | None = None

    @property
    def key(self) -> Key:
        return (self.provider.id, *self.place)


@dataclass(slots=True)
class _Pause:
    """How long a provider is left alone after it could not be reached."""

    length_s: float
    until: float = 0.0


class OnlineTiles(QObject):
    """Fetches, keeps and hands out tiles. Connects to nothing until the first tile is asked for.

    Args:
        folder: where the caches lie; None keeps nothing.
        parent: the owning object.
        address: makes a tile's address; tests put their own server here.
        now: seconds since 1970.
        first_pause_s: how long a provider is left alone after its first failure.

    Signals:
        trouble_changed: ``(provider id, sentence)``: a provider cannot be reached or refuses; empty once it answers.
        retry_wanted: ``(provider id)``: a pause is over and some tiles on view are missing.
    """

    trouble_changed = Signal(str, str)
    retry_wanted = Signal(str)

    def __init__(
        self,
        folder: Path | None,
        parent: QObject | None = None,
        *,
        address: Address = Provider.tile_url,
        now: Callable[[], float] = time.time,
        first_pause_s: float = FIRST_PAUSE_S,
    ) -> None:
        """Open nothing yet."""
        super().__init__(parent)
        self._folder, self._address, self._now = folder, address, now
        self._first_pause_s = first_pause_s
        self._network: QNetworkAccessManager | None = None
        self._caches: dict[str, TileCache | None] = {}
        self._queue: list[_Wish] = []
        self._flying: dict[Key, _Wish] = {}
        self._pauses: dict[str, _Pause] = {}
        self._absent: set[Key] = set()
        self.fetched = 0

    def tile(self, provider: Provider, z: int, x: int, y: int, key: str = "") -> Promise[bytes | None]:
        """A tile's picture; None if there is none or it cannot be had now. A stale one is given and renewed behind.

        Raises:
            ProviderError: there can be no such tile, or the person's key is missing.
        """
        promise: Promise[bytes | None] = Promise()
        url = self._address(provider, z, x, y, key)
        cache = self._cache(provider)
        known = cache.find(z, x, y) if cache else None
        if known is not None:
            promise.give(known.data)
            if known.fresh:
                return promise
        wish = _Wish(provider, (z, x, y), url, known)
        if wish.key in self._absent or self._is_paused(provider):
            promise.give(None)
            return promise
        self._wish(wish, promise)
        return promise

    def cached(self, provider: Provider) -> tuple[int, int]:
        """How many tiles of a provider lie here, and their bytes."""
        if provider.id not in self._caches and not (self._folder and _cache_file(self._folder, provider).exists()):
            return 0, 0  # and none is made for the asking
        cache = self._cache(provider)
        return cache.size() if cache else (0, 0)

    def clear(self, provider: Provider) -> None:
        """Delete a provider's tiles.

        Raises:
            TileCacheError: they cannot be deleted.
        """
        cache = self._cache(provider)
        if cache:
            cache.clear()

    def forget_trouble(self, provider: Provider) -> None:
        """Ask again at once, as after a person has switched it on or given another key."""
        self._pauses.pop(provider.id, None)
        self._absent = {key for key in self._absent if key[0] != provider.id}
        self.trouble_changed.emit(provider.id, "")

    def stop(self, provider: Provider) -> None:
        """Ask nothing more of a provider: it was switched off."""
        self._queue = [wish for wish in self._queue if wish.provider.id != provider.id]
        for wish in [wish for wish in self._flying.values() if wish.provider.id == provider.id]:
            self._abandon(wish)

    def close(self) -> None:
        """Leave what is under way and let the caches go."""
        self._queue.clear()
        for wish in list(self._flying.values()):
            self._abandon(wish)
        for cache in self._caches.values():
            if cache:
                cache.close()
        self._caches.clear()

    def _cache(self, provider: Provider) -> TileCache | None:
        if provider.id not in self._caches:
            self._caches[provider.id] = self._opened(provider)
        return self._caches[provider.id]

    def _opened(self, provider: Provider) -> TileCache | None:
        """A cache that cannot be used costs fetching every tile again, not the map."""
        if self._folder is None:
            return None
        try:
            return TileCache(_cache_file(self._folder, provider), provider, self._now)
        except AtlasError as error:
            _LOG.warning("%s", error)
            self.trouble_changed.emit(provider.id, str(error))
            return None

    def _wish(self, wish: _Wish, promise: Promise[bytes | None]) -> None:
        """Join who waits for the same tile, or queue; the newest wish is fetched first."""
        same = self._flying.get(wish.key) or next((one for one in self._queue if one.key == wish.key), None)
        if same is None:
            same = wish
            self._queue.append(wish)
        same.waiting.append(promise)
        promise.on_drop(lambda: self._on_promise_dropped(same, promise))
        self._fetch_next()

    def _on_promise_dropped(self, wish: _Wish, promise: Promise[bytes | None]) -> None:
        """The page looks elsewhere: what nobody waits for is not fetched, but what is under way is let arrive."""
        if promise in wish.waiting:
            wish.waiting.remove(promise)
        if not wish.waiting and wish in self._queue:
            self._queue.remove(wish)

    def _fetch_next(self) -> None:
        while self._queue and len(self._flying) < MOST_AT_ONCE:
            wish = self._queue.pop()
            self._flying[wish.key] = wish
            wish.reply = self._asked(wish)

    def _asked(self, wish: _Wish) -> QNetworkReply:
        if self._network is None:
            self._network = QNetworkAccessManager(self)
        url = QUrl(wish.url)
        # Where an office goes out through a proxy, so do we.
        self._network.setProxy(QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(url))[0])
        reply = self._network.get(_request(url, wish.known))
        reply.downloadProgress.connect(lambda here, _all: reply.abort() if here > MOST_BYTES else None)
        reply.finished.connect(lambda: self._on_reply_finished(wish, reply))
        return reply

    def _abandon(self, wish: _Wish) -> None:
        self._flying.pop(wish.key, None)
        if wish.reply is not None:
            wish.reply.finished.disconnect()
            wish.reply.abort()
            wish.reply.deleteLater()
        self._answer(wish, None)

    def _on_reply_finished(self, wish: _Wish, reply: QNetworkReply) -> None:
        reply.deleteLater()
        self._flying.pop(wish.key, None)
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if status:
            self._answer(wish, self._settle(wish, reply, int(status)))
        else:
            self._leave_alone(wish, tr("连不上"))
            self._answer(wish, None)
        self._fetch_next()

    def _settle(self, wish: _Wish, reply: QNetworkReply, status: int) -> bytes | None:
        """What an answer of the server comes to."""
        if status == HTTPStatus.NOT_MODIFIED and wish.known is not None:
            self._keep(wish, reply, wish.known.data)
            return wish.known.data
        if status == HTTPStatus.OK:
            data = bytes(reply.readAll().data())
            whole = reply.error() == QNetworkReply.NetworkError.NoError and len(data) <= MOST_BYTES
            if whole and to_tile(data, "raster") is not None:
                self._keep(wish, reply, data)
                return data
            self._leave_alone(wish, tr("答复的不是瓦片"))
            return None
        if status in (HTTPStatus.NOT_FOUND, HTTPStatus.NO_CONTENT, HTTPStatus.GONE):
            if len(self._absent) < _MOST_ABSENT:
                self._absent.add(wish.key)
            return None
        refused = tr("拒绝了请求，请检查密钥") if wish.provider.needs_key and status < 500 else tr("没有给出瓦片")
        self._leave_alone(wish, tr("{refused}（{status}）", refused=refused, status=status))
        return None

    def _keep(self, wish: _Wish, reply: QNetworkReply, data: bytes) -> None:
        self.fetched += 1
        if self._pauses.pop(wish.provider.id, None) is not None:
            self.trouble_changed.emit(wish.provider.id, "")
        cache = self._cache(wish.provider)
        if cache is None:
            return
        age = _MAX_AGE.search(_header(reply, "Cache-Control"))
        try:
            cache.put(*wish.place, data, max_age_s=int(age[1]) if age else 0, etag=_header(reply, "ETag")[:200])
        except AtlasError as error:
            _LOG.warning("%s", error)

    def _leave_alone(self, wish: _Wish, reason: str) -> None:
        """Ask this provider nothing for a while, longer each time; what lies here is shown meanwhile."""
        provider, now = wish.provider, self._now()
        pause = self._pauses.setdefault(provider.id, _Pause(self._first_pause_s))
        if now < pause.until:
            return  # several were under way; one failure counts
        pause.until = now + pause.length_s
        QTimer.singleShot(int(pause.length_s * 1000), self, lambda: self.retry_wanted.emit(provider.id))
        pause.length_s = min(pause.length_s * 2, LONGEST_PAUSE_S)
        given_up = [one for one in self._queue if one.provider.id == provider.id]
        self._queue = [one for one in self._queue if one not in given_up]
        for one in given_up:
            self._answer(one, None)
        self.trouble_changed.emit(
            provider.id, tr("{title}{reason}，先显示本机已有的瓦片。", title=provider.title, reason=reason)
        )

    def _is_paused(self, provider: Provider) -> bool:
        pause = self._pauses.get(provider.id)
        return pause is not None and self._now() < pause.until

    def _answer(self, wish: _Wish, data: bytes | None) -> None:
        for promise in wish.waiting[:]:
            promise.give(data)
        wish.waiting.clear()


def _cache_file(folder: Path, provider: Provider) -> Path:
    return folder / f"{provider.id}.mbtiles"


def _header(reply: QNetworkReply, name: str) -> str:
    return bytes(reply.rawHeader(name).data()).decode("latin-1")


def _request(url: QUrl, known: CachedTile | None) -> QNetworkRequest:
    """A request that says who we are, and nothing about the person: no cookies, no referrer, no other host."""
    request = QNetworkRequest(url)
    request.setRawHeader(QByteArray(b"User-Agent"), QByteArray(USER_AGENT.encode()))
    request.setRawHeader(QByteArray(b"Accept"), QByteArray(b"image/*"))
    if known is not None and known.etag:
        request.setRawHeader(QByteArray(b"If-None-Match"), QByteArray(known.etag.encode("latin-1", "ignore")))
    attribute, manual = QNetworkRequest.Attribute, QNetworkRequest.LoadControl.Manual
    request.setAttribute(attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.SameOriginRedirectPolicy)
    for which in (
        attribute.CookieLoadControlAttribute, attribute.CookieSaveControlAttribute,
        attribute.AuthenticationReuseAttribute,
    ):  # fmt: skip
        request.setAttribute(which, manual)
    request.setTransferTimeout(TIMEOUT_MS)
    return request
