"""The least a start can take: a bare web page, drawn by the same engine: `python -m ui.benchmark.bare`.

It imports Qt and its web engine, loads one page of a few lines over the program's own kind of address, draws 300
circles on a canvas, and prints when that was done. Whatever a start of the program takes above this is the program's.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication

from ui.benchmark.memory import tree_cpu_ms
from ui.program.sandbox import leave_sandbox_to_root

SCHEME: Final = b"app"
PAGE: Final = b"""<!doctype html>
<script src="/channel.js"></script>
<canvas id="map" width="1000" height="600"></canvas>
<script>
new QWebChannel(qt.webChannelTransport, ({ objects }) => {
  const ink = document.getElementById('map').getContext('2d');
  for (let i = 0; i < 300; i += 1) { ink.beginPath(); ink.arc(3 * i, i, 5, 0, 7); ink.fill(); }
  requestAnimationFrame(() => requestAnimationFrame(() => objects.told.drawn()));
});
</script>"""


class Handler(QWebEngineUrlSchemeHandler):
    """Answers with the page and Qt's own channel script."""

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        """Qt: answer one request."""
        if job.requestUrl().path() == "/channel.js":
            file = QFile(":/qtwebchannel/qwebchannel.js", job)
            file.open(QIODevice.OpenModeFlag.ReadOnly)
            job.reply(QByteArray(b"text/javascript"), file)
            return
        buffer = QBuffer(job)
        buffer.setData(QByteArray(PAGE))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(b"text/html"), buffer)


class Told(QObject):
    """Hears that the page is drawn."""

    @Slot()
    def drawn(self) -> None:
        """Tell, and end."""
        print(json.dumps({"at_s": time.time(), "cpu_ms": tree_cpu_ms()}), flush=True)
        QApplication.exit()


def main() -> int:
    """Show the page until it is drawn."""
    leave_sandbox_to_root()
    if not Path("/dev/dri").exists():  # as the program does
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    scheme, flag = QWebEngineUrlScheme(QByteArray(SCHEME)), QWebEngineUrlScheme.Flag
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(flag.SecureScheme | flag.CorsEnabled | flag.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)
    app, profile, told = QApplication(sys.argv[:1]), QWebEngineProfile(), Told()
    profile.installUrlSchemeHandler(QByteArray(SCHEME), Handler(profile))
    view = QWebEngineView()
    page = QWebEnginePage(profile, view)
    channel = QWebChannel(page)
    channel.registerObject("told", told)
    page.setWebChannel(channel)
    view.setPage(page)
    view.load(QUrl("app://bare/index.html"))
    view.resize(1600, 1000)
    view.show()
    code = app.exec()
    page.deleteLater()
    return code


if __name__ == "__main__":
    sys.exit(main())
