"""The page's own origin: ``app://atlas/…`` answered from memory and from whitelisted folders, nothing else.

:class:`AppSite` decides, without Qt's event loop, what a path means; :class:`AppSchemeHandler` carries the answer to
WebEngine; :class:`RequestGuard` blocks and remembers whatever tries to leave.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast
from urllib.parse import parse_qsl

import shiboken6
from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

from geo.errors import AtlasError
from geo.frozen import frozen
from geo.map_page import content_security_policy, with_nonce
from geo.page_bundle import WINDOW_ENTRY, find_bundle
from geo.wording import tr
from ui.map.page_queries import BadQuery, read_integer, read_measure, read_viewport
from ui.promise import Promise

if TYPE_CHECKING:
    from geo.symbols.symbol_scale import Measure

SCHEME = b"app"
HOST = "atlas"
PAGE_URL = f"app://{HOST}/index.html"
CHANNEL_SCRIPT = ":/qtwebchannel/qwebchannel.js"

_LOG = logging.getLogger(__name__)
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MIME_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".geojson": "application/geo+json; charset=utf-8",
    ".ttf": "font/ttf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}


class MapFeed(Protocol):
    """What the page draws, always as of now; every answer is bounded by what is asked.

    Errors expected in daily use are :class:`geo.errors.AtlasError`.
    """

    def frame(
        self,
        west: float,
        south: float,
        east: float,
        north: float,
        zoom: float,
        measure: Measure = "count",
        *,
        ahead: bool = False,
    ) -> bytes:
        """The symbols of one viewport (WGS 84 degrees) by this measure, as ``map_frame.encode_frame`` encodes them.

        Ahead: of a larger box that the page may show parts of; what it shows now stays what was asked for last.
        """
        ...

    def places(self) -> Mapping[str, object]:
        """The parks, for footprints and names.

        ``{"parks": [{"id", "name", "kind", "lng", "lat", "area_km2", "footprint": [[lng, lat], …] | None,
        "confidence"}], "city": {"id", "name", "lng", "lat"}}``; ``lng``/``lat`` are None for an unplaced park.
        """
        ...

    def members(self, park_id: int) -> Mapping[str, object]:
        """What hangs at one place, for the list card.

        ``{"title": str, "note": str, "sections": [{"title": str, "rows": [{"id": int, "name": str, "industry": 0…4,
        "amount": str, "inferred": bool, "planned": bool, "selected": bool}]}]}``; ``amount`` is in the words a person
        reads, such as 约 105 亿元 or 未公布.
        """
        ...

    def project(self, project_id: int) -> Mapping[str, object]:
        """The hover label of one project: ``{"name": str, "lines": [str], "place": str, "badge": str}``."""
        ...


@frozen
class Response:
    """An answer: a status, a type, and either bytes or the name of a file (also ``:/…`` inside Qt's resources)."""

    status: int
    mime: str
    body: bytes | str
    headers: Mapping[str, str] = field(default_factory=dict)


@frozen
class LaterResponse(Response):
    """An answer that is still being worked out; the promise gives the real one."""

    promise: Promise[Response] = field(default_factory=Promise)


def later() -> LaterResponse:
    """An answer to be given through its promise."""
    return LaterResponse(202, "text/plain", b"")


Route = Callable[[Mapping[str, str]], Response]


class AppSite:
    """Decides what each path of the origin means.

    Without a feed it answers what lies in files, and keeps every other question until :meth:`serve`: so a page begins
    to load while the ledger is still being opened.

    Args:
        page_html: The map page with its nonce placeholder (``geo.map_page``).
        feed: What the page draws; None until it is known.
        assets_dir: Folder that holds ``page``, ``vendor``, ``fonts``, ``basemap`` and ``tokens.json``.
        routes: Further paths and who answers them, given the query; a path that ends in ``/`` stands for everything
            below it, and what follows is handed over as ``query["path"]``.
        promised: Which further paths there will be, where their answers are still to come.
    """

    def __init__(
        self,
        page_html: str,
        feed: MapFeed | None,
        assets_dir: Path,
        routes: Mapping[str, Route] | None = None,
        promised: Iterable[str] = (),
    ) -> None:
        """Keep what is needed to answer; nothing is read yet."""
        self._page_html = page_html
        self._assets_dir = assets_dir
        self._waiting: list[tuple[str, str, Promise[Response]]] = []
        self._foreseen: Mapping[str, Response] = {}
        self._is_served = feed is not None
        self._further = sorted(promised)
        self._roots: Mapping[str, frozenset[str]] = {
            "page": frozenset({".js", ".css"}),
            "vendor": frozenset({".js", ".css", ".png"}),
            "fonts": frozenset({".ttf"}),
            "basemap": frozenset({".geojson", ".json"}),
        }
        self._routes: Mapping[str, Route] = {
            "/": self._page,
            "/index.html": self._page,
            f"/page/{WINDOW_ENTRY}": lambda _query: self._file(self._entry()),
            "/qwebchannel.js": lambda _query: Response(200, _MIME_TYPES[".js"], CHANNEL_SCRIPT),
            "/tokens.json": lambda _query: self._file(self._assets_dir / "tokens.json"),
            "/manifest.json": lambda _query: json_response(self.manifest()),
        }
        self._files = frozenset(self._routes)
        self._folders = [[root] for root in self._roots]
        if feed is not None:
            self.learn(feed, routes or {})

    def learn(self, feed: MapFeed, routes: Mapping[str, Route]) -> None:
        """Know who answers; see :meth:`serve`.

        Raises:
            ValueError: The page was promised other routes than these, and may have asked by the promise.
        """
        if self._further and self._further != sorted(routes):
            raise ValueError(f"promised {self._further}, not {sorted(routes)}")
        self._further = sorted(routes)
        self._routes = {
            **self._routes,
            "/places.json": lambda _query: json_response(feed.places()),
            "/frame.bin": lambda query: _frame(feed, query),
            "/ahead.bin": lambda query: _frame(feed, query, ahead=True),
            "/looked.json": lambda query: _looked(feed, query),
            "/members.json": lambda query: json_response(feed.members(read_integer(query, "park"))),
            "/project.json": lambda query: json_response(feed.project(read_integer(query, "id"))),
            **routes,
        }

    def foresee(self, answers: Mapping[str, Response]) -> None:
        """Answer these paths so until :meth:`serve`."""
        self._foreseen = answers
        self._answer_waiting()

    def serve(self) -> None:
        """Answer from what was learnt from now on, and at once what was asked before."""
        self._is_served = True
        self._answer_waiting()

    def _answer_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for path, query, promise in waiting:
            answer = self.resolve(path, query)
            if isinstance(answer, LaterResponse):
                promise.on_drop(answer.promise.drop)
                answer.promise.then(promise.give)
            else:
                promise.give(answer)

    def resolve(self, path: str, query: str = "") -> Response:
        """The answer to a path with its query string; 404 for what is not on the list, 400 for a senseless query."""
        if not self._is_served and path in self._foreseen:
            return self._foreseen[path]
        if not self._is_served and path not in self._files and path.split("/")[1:2] not in self._folders:
            answer = later()
            self._waiting.append((path, query, answer.promise))
            return answer
        values = dict(parse_qsl(query))
        route = self._routes.get(path)
        if route is None:
            folder = f"/{path.removeprefix('/').partition('/')[0]}/"
            route = self._routes.get(folder)
            values["path"] = path.removeprefix(folder)
        if route is None:
            return self._static(path)
        try:
            return route(values)
        except BadQuery as error:
            return _text(400, str(error))
        except AtlasError as error:
            return _text(503, str(error))

    def manifest(self) -> dict[str, list[str]]:
        """Which base map and font files and which further routes exist: the page asks for nothing that is missing."""
        return {kind: self._file_names(kind) for kind in ("basemap", "fonts")} | {"routes": self._further}

    def _file_names(self, root: str) -> list[str]:
        folder = self._assets_dir / root
        if not folder.is_dir():
            return []
        return sorted(item.name for item in folder.iterdir() if item.suffix in self._roots[root])

    def _page(self, _query: Mapping[str, str]) -> Response:
        nonce = secrets.token_hex(16)
        headers = {
            "Content-Security-Policy": content_security_policy(nonce),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        return Response(200, "text/html; charset=utf-8", with_nonce(self._page_html, nonce).encode(), headers)

    def _entry(self) -> Path:
        """What the page begins with: all its modules in one script, or the first of them."""
        return find_bundle(self._assets_dir) or self._assets_dir / "page" / WINDOW_ENTRY

    def _static(self, path: str) -> Response:
        """A file directly inside a whitelisted folder; names are checked, so nothing can climb out."""
        _, root, name = (*path.split("/", 2), "", "")[:3]
        suffixes = self._roots.get(root, frozenset())
        if not _FILE_NAME.fullmatch(name) or Path(name).suffix not in suffixes:
            return _text(404, tr("没有 {path}", path=path))
        return self._file(self._assets_dir / root / name)

    def _file(self, file: Path) -> Response:
        if not file.is_file():
            return _text(404, tr("缺少文件 {name}", name=file.name))
        return Response(200, _MIME_TYPES[file.suffix], str(file))


class AppSchemeHandler(QWebEngineUrlSchemeHandler):
    """Carries :class:`AppSite`'s answers to WebEngine."""

    def __init__(self, site: AppSite, parent: QObject | None = None) -> None:
        """Answer from ``site``."""
        super().__init__(parent)
        self._site = site

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Answer one request (called by Qt in the window's thread)."""
        url = job.requestUrl()
        if url.host() != HOST or bytes(job.requestMethod().data()) != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        try:
            response = self._site.resolve(url.path(), url.query())
        except Exception:
            _LOG.exception("a request of the map page failed: %s", url.toString())
            job.fail(QWebEngineUrlRequestJob.Error.RequestFailed)
            return
        if isinstance(response, LaterResponse):
            _reply_later(job, response.promise)
        else:
            _reply(job, response)


class RequestGuard(QWebEngineUrlRequestInterceptor):
    """Blocks every request that is not ours and keeps the list of what it blocked.

    Attributes:
        blocked: The refused addresses, oldest first.
        allowed: How many requests of our own passed.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with empty lists."""
        super().__init__(parent)
        self.blocked: list[str] = []
        self.allowed = 0

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Let ``app://`` through and nothing else."""
        url = info.requestUrl()
        if url.scheme() == SCHEME.decode():
            self.allowed += 1
            return
        info.block(True)
        self.blocked.append(url.toString())


def register_scheme() -> None:
    """Make ``app://`` known to WebEngine; must run before the application object exists, and may run again."""
    if QWebEngineUrlScheme.schemeByName(QByteArray(SCHEME)).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(QByteArray(SCHEME))
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flag = QWebEngineUrlScheme.Flag
    scheme.setFlags(flag.SecureScheme | flag.CorsEnabled | flag.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


def _frame(feed: MapFeed, query: Mapping[str, str], *, ahead: bool = False) -> Response:
    asked = *read_viewport(query), read_measure(query)
    body = feed.frame(*asked, ahead=True) if ahead else feed.frame(*asked)
    return Response(200, "application/octet-stream", body, {"Cache-Control": "no-store"})


def _looked(feed: MapFeed, query: Mapping[str, str]) -> Response:
    """The page shows a view from what it has: the feed hears of it as if it had been asked."""
    _frame(feed, query)
    return json_response({})


def json_response(value: Mapping[str, object] | Mapping[str, list[str]]) -> Response:
    """An answer that is asked for each time."""
    body = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    return Response(200, _MIME_TYPES[".json"], body, {"Cache-Control": "no-store"})


def _text(status: int, message: str) -> Response:
    return Response(status, "text/plain; charset=utf-8", message.encode())


def _reply_later(job: QWebEngineUrlRequestJob, promise: Promise[Response]) -> None:
    """Reply when the answer is there; a request the page has given up by then is dropped with what it waits for."""
    job.destroyed.connect(promise.drop)
    promise.then(lambda response: _reply(job, response) if shiboken6.isValid(job) else None)


def _reply(job: QWebEngineUrlRequestJob, response: Response) -> None:
    """Send an answer; of a failure only 404 or 400 reaches the page, without words."""
    if response.status != 200:
        errors = QWebEngineUrlRequestJob.Error
        job.fail(errors.UrlNotFound if response.status == 404 else errors.RequestFailed)
        return
    device = _open_device(job, response.body)
    if device is None:
        job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
        return
    if response.headers:
        job.setAdditionalResponseHeaders(_multi_map(response.headers))
    job.reply(QByteArray(response.mime.encode()), device)


def _multi_map(headers: Mapping[str, str]) -> dict[QByteArray, QByteArray]:
    """Headers as the multi-map Qt wants: a list of values for each name (which the type stubs forget)."""
    values = {QByteArray(name.encode()): [QByteArray(value.encode())] for name, value in headers.items()}
    return cast("dict[QByteArray, QByteArray]", values)


def _open_device(job: QWebEngineUrlRequestJob, body: bytes | str) -> QIODevice | None:
    """The body as a device that lives as long as the job.

    WebEngine reads it in a thread of its own, through Python's binding: whoever waits for the page must run an event
    loop that lets other threads in (``QEventLoop.exec``, not ``QTest.qWait``).
    """
    if isinstance(body, str):
        file = QFile(body, job)
        return file if file.open(QIODevice.OpenModeFlag.ReadOnly) else None
    buffer = QBuffer(job)
    buffer.setData(QByteArray(body))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer
