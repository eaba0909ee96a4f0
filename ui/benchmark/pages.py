"""What other map pages take for a filter change: `python -m ui.benchmark.pages LEDGER NODE_MODULES [MOST [PEER...]]`.

Leaflet's circle markers, Leaflet.markercluster, supercluster and deck.gl draw the same positions in the same engine as
the window's page, off the screen; of folium its own FastMarkerCluster page, which is made anew for every filter. None
is part of the program: they are fetched for this alone (`benchmark_children`).
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import shiboken6
from PySide6.QtCore import QEventLoop, QTimer, QUrl
from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineSettings
from PySide6.QtWebEngineWidgets import QWebEngineView

from db.index.columns import ProjectColumns
from db.ledger import Ledger
from ui.application import start_application
from ui.benchmark.steps import Step, summarise
from ui.benchmark.stopwatch import now_ms

FOLIUM: Final = "folium FastMarkerCluster"
PEERS: Final = ("circleMarkers", "supercluster", "markercluster", "deck.gl")
_PROGRAM: Final = Path(__file__).resolve().parents[2]
_TIMES: Final = 3
_PATIENCE_S: Final = 120
_TIMES_OF_A_STEP: Final = ("p50_ms", "p95_ms", "least_ms")
_SCRIPTS: Final = (
    "leaflet/dist/leaflet.js", "leaflet.markercluster/dist/leaflet.markercluster.js",
    "supercluster/dist/supercluster.min.js", "deck.gl/dist.min.js",
)  # fmt: skip


def write_pages(columns: ProjectColumns, modules: Path, folder: Path, most: int) -> int:
    """Write a page for each peer with at most so many positions of a ledger; returns how many there are."""
    rows = np.flatnonzero(np.isfinite(columns.lng) & np.isfinite(columns.lat))[:most]
    data = b"".join((
        columns.lng[rows].astype("<f4").tobytes(), columns.lat[rows].astype("<f4").tobytes(),
        columns.codes["industry"][rows].astype(np.uint8).tobytes(),
    ))  # fmt: skip
    script = f'const COUNT = {len(rows)}, DATA = "{base64.b64encode(data).decode()}";'
    (folder / "data.js").write_text(script, "ascii")
    scripts = "".join(f'<script src="{(modules / name).as_uri()}"></script>' for name in _SCRIPTS)
    template = (_PROGRAM / "assets" / "bench" / "peers.html").read_text("utf-8")
    for peer in PEERS:
        page = template
        for word, value in (
            ("modules", modules.as_uri()),
            ("scripts", scripts),
            ("times", str(_TIMES)),
            ("peer", peer),
        ):
            page = page.replace(f"%{word}%", value)
        (folder / f"{peer}.html").write_text(page, "utf-8")
    return len(rows)


def measure_folium(columns: ProjectColumns, modules: Path, folder: Path, most: int) -> list[Step]:
    """Make folium's page of the positions that pass a filter, and open it: from asking to the frame shown."""
    rows = np.flatnonzero(np.isfinite(columns.lng) & np.isfinite(columns.lat))[:most]
    rows = rows[columns.codes["industry"][rows] % 5 != 0]
    np.save(folder / "positions.npy", np.column_stack((columns.lat[rows], columns.lng[rows])))
    script, page = _PROGRAM / "assets" / "bench" / "folium_page.py", folder / "folium.html"
    command = [sys.executable, str(script), str(folder / "positions.npy"), str(modules), str(page)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        return [Step(f"{FOLIUM}: filter → frame: {str(error)[-80:]}", 0.0, 0.0, 0, 0)]
    steps = measure_page(page, FOLIUM, len(rows))
    made = float(done.stdout)
    return [_later(step, made) for step in steps]


def _later(step: Step, made_ms: float) -> Step:
    """Add what came before to the times of a step; one without times stays as it is."""
    times = {key: round(getattr(step, key) + made_ms, 3) for key in _TIMES_OF_A_STEP if step.repeats}
    return replace(step, **times)


def measure_page(page: Path, name: str, count: int) -> list[Step]:
    """Open a page and wait for what it measures; without a result there is one step of nothing, which says why."""
    profile = QWebEngineProfile()
    view = QWebEngineView(profile)
    view.page().settings().setAttribute(QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls, True)
    view.resize(1100, 750)
    view.show()
    view.load(QUrl.fromLocalFile(str(page)))
    told = _result(view)
    view.close()
    shiboken6.delete(view)  # its page must go before the profile
    shiboken6.delete(profile)
    if "times" not in told:
        return [Step(f"{name}: filter → frame: {told['error'][:80]}", 0.0, 0.0, 0, 0)]
    return [
        summarise(f"{name}: built", [told["built"]], count),
        summarise(f"{name}: filter → frame", told["times"], count),
    ]


def _result(view: QWebEngineView) -> dict[str, Any]:
    answers: list[Any] = []
    loop = QEventLoop()
    end = now_ms() + _PATIENCE_S * 1000

    def take(text: object) -> None:
        value = json.loads(text) if isinstance(text, str) and text else None
        if value:
            answers.append(value)
            loop.quit()

    def look() -> None:
        if now_ms() > end:
            answers.append({"error": f"not done in {_PATIENCE_S} s"})
            loop.quit()
        view.page().runJavaScript("JSON.stringify(window.RESULT ?? null)", take)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(100)
    loop.exec()
    timer.stop()
    return dict(answers[0])


def main(arguments: Sequence[str]) -> int:
    """Measure the positions of the ledger named first with the modules named second, at most so many as named third.

    What is named after that are the peers wanted; without, all of them.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    modules = Path(arguments[1]).resolve()
    most = int(arguments[2]) if len(arguments) > 2 else 10**9
    with tempfile.TemporaryDirectory(prefix="science-city-atlas-pages-") as spare:
        start_application(_PROGRAM / "assets", Path(spare))
        with Ledger.open(Path(arguments[0])) as ledger:
            columns = ledger.load_columns()
        count = write_pages(columns, modules, Path(spare), most)
        wanted = arguments[3:] or (*PEERS, FOLIUM)
        pages = [peer for peer in PEERS if peer in wanted]
        steps = [step for peer in pages for step in measure_page(Path(spare) / f"{peer}.html", peer, count)]
        if FOLIUM in wanted:
            steps += measure_folium(columns, modules, Path(spare), most)
    print(json.dumps({"positions": count, "steps": [asdict(step) for step in steps]}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
