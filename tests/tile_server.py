"""A tile server on the loopback; the network itself stays blocked."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from geo.providers import Provider

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (256).to_bytes(4) * 2 + b"\x08\x06\0\0\0"


class Server:
    """Answers as told and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.status, self.body, self.headers = 200, PNG, dict[str, str]()
        self.gate = threading.Event()
        self.gate.set()
        self.most_at_once = self._now = 0
        self._lock = threading.Lock()
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.thread = threading.Thread(target=lambda: self.http.serve_forever(0.02), daemon=True)
        self.thread.start()

    def address(self, provider: Provider, z: int, x: int, y: int, key: str) -> str:
        provider.tile_url(z, x, y, key)
        return f"http://127.0.0.1:{self.http.server_port}/{provider.id}/{z}/{x}/{y}.png?tk={key}"

    def close(self) -> None:
        self.gate.set()
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with server._lock:
                    server.asked.append((self.path, dict(self.headers)))
                    server._now += 1
                    server.most_at_once = max(server.most_at_once, server._now)
                server.gate.wait(5)
                with server._lock:
                    server._now -= 1
                not_changed = "ETag" in server.headers and self.headers.get("If-None-Match") == server.headers["ETag"]
                self.send_response(304 if not_changed else server.status)
                for name, value in server.headers.items():
                    self.send_header(name, value)
                body = b"" if not_changed else server.body
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                pass

        return Handler
