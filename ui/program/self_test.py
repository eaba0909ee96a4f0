"""The installed program tries itself: what a person would notice on a machine that lacks something."""

from __future__ import annotations

import datetime
import json
import os
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from db.export.exporting import export_projects
from db.filters import Filters
from db.index.columns import ProjectColumns
from db.reading.document_process import read_document_pages
from geo.errors import AtlasError
from geo.files.vector_process import open_overlay
from ui.application import Workplace, open_window
from ui.main_window import MainWindow
from ui.pictures import save_png
from ui.program.sandbox import describe_sandbox, is_sandbox_on
from ui.snapshot import DrawnRevisions

_GLYPHS: Final = "科学城图"
_PROBE: Final = f"""(function () {{
    const seen = new Set();
    for (const letter of {json.dumps(_GLYPHS)}) {{
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 40;
        const pen = canvas.getContext('2d');
        pen.font = '28px ' + getComputedStyle(document.body).fontFamily;
        pen.fillText(letter, 4, 32);
        seen.add(canvas.toDataURL());
    }}
    return seen.size;
}})()"""
_PATIENCE_MS: Final = 20_000


def run_self_test(workplace: Workplace, ledger: Path, folder: Path, now: datetime.datetime) -> Mapping[str, object]:
    """Open the window, filter, export and read back, on the display there is.

    Args:
        workplace: The started application.
        ledger: The ledger.
        folder: Where to write ``window.png``, ``filtered.png`` and the exports; made if missing.
        now: Stamp of the exports.

    Returns:
        What was found; ``ok`` says whether all of it is as it should be.

    Raises:
        AtlasError: the window could not be opened, or the map was not drawn.
    """
    folder.mkdir(parents=True, exist_ok=True)
    window = open_window(workplace, ledger)
    try:
        drawn = DrawnRevisions(window)
        window.show()
        drawn.rest()
        found: dict[str, object] = {"platform": QApplication.platformName(), "projects": _count(window)}
        save_png(window.grab().toImage(), folder / "window.png")
        found |= {"glyphs_in_window": _glyphs_in_window(workplace.app), "glyphs_in_page": _glyphs_in_page(window)}
        found |= _test_sandbox()
        filters = _busiest_industry(window.session.columns)
        window.explorer.set_filters(filters)
        drawn.rest()
        found["filtered"] = _count(window)
        save_png(window.grab().toImage(), folder / "filtered.png")
        found |= _test_exports(window, filters, folder, now)
        found |= _test_readers(folder)
    finally:
        window.close()
    found["ok"] = _is_sound(found)
    return found


def _is_sound(found: Mapping[str, object]) -> bool:
    filtered = found["filtered"]
    return (
        isinstance(filtered, int)
        and 0 < filtered < int(str(found["projects"]))
        and found["glyphs_in_window"] == found["glyphs_in_page"] == len(_GLYPHS)
        and found["exported"] == found["workbook_rows"] == found["vector_features"] == filtered
        and found["document_read"] is True
        and found["sandbox_as_said"] is True
    )


def _count(window: MainWindow) -> int:
    return window.explorer.results.totals.count


def _busiest_industry(columns: ProjectColumns) -> Filters:
    """Ask for the industry with most projects, as a person does by clicking its row."""
    dimension = columns.dimensions["industry"]
    counts = [int(columns.mask(Filters(industries=frozenset({int(each)}))).sum()) for each in dimension.ids]
    return Filters(industries=frozenset({int(dimension.ids[int(np.argmax(counts))])}))


def _glyphs_in_window(app: QApplication) -> int:
    """How many of some characters look different; boxes in their place are all alike."""
    seen = set()
    for letter in _GLYPHS:
        image = QImage(40, 40, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        font = app.font()
        font.setPixelSize(28)
        painter.setFont(font)
        painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, letter)
        painter.end()
        seen.add(bytes(image.constBits()))
    return len(seen)


def _glyphs_in_page(window: MainWindow) -> int:
    told: list[int] = []
    loop = QEventLoop()

    def hear(answer: object) -> None:
        told.append(int(str(answer or 0).split(".")[0]))
        loop.quit()

    window.map_view.page().runJavaScript(_PROBE, 0, hear)
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    loop.exec()
    return told[0] if told else 0


def _test_exports(window: MainWindow, filters: Filters, folder: Path, now: datetime.datetime) -> dict[str, object]:
    session = window.session
    rows = np.flatnonzero(session.columns.mask(filters))
    for name in ("projects.geojson", "projects.xlsx"):
        export_projects(session.ledger, session.columns, rows, folder / name, filters=filters, now=now, replace=True)
    features = json.loads((folder / "projects.geojson").read_text("utf-8"))["features"]
    with zipfile.ZipFile(folder / "projects.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
    names = session.columns.ids[rows].tolist()
    return {"exported": len(features), "workbook_rows": sum(f"<v>{one}</v>" in sheet for one in names)}


def _test_readers(folder: Path) -> dict[str, object]:
    """Read a map file and a document the way the program does: in processes of their own."""
    page = folder / "document.html"
    page.write_text(f"<html><body><p>{_GLYPHS}</p></body></html>", "utf-8")
    try:
        overlay = open_overlay(folder / "projects.geojson")
        pages = read_document_pages(page)
    except AtlasError as error:
        return {"vector_features": 0, "document_read": False, "readers": str(error)}
    read = "".join(line for lines in pages for line in lines)
    return {"vector_features": overlay.info.features + overlay.info.left_out, "document_read": _GLYPHS in read}


def _test_sandbox() -> dict[str, object]:
    """Compare what is said of the sandbox with what the kernel says of the page's process."""
    said = describe_sandbox()
    if sys.platform != "linux":
        return {"sandbox": said, "sandbox_as_said": True}
    kept = _renderers_are_confined()
    return {"sandbox": said, "sandbox_kept": kept, "sandbox_as_said": kept == is_sandbox_on()}


def _renderers_are_confined() -> bool:
    """Whether our pages' processes are under a system-call filter (``Seccomp: 2``) and in namespaces of their own.

    Inside the sandbox a page's process still bears the name of the zygote it was forked from; outside it is a renderer.
    """
    ours = _numbers(Path("/proc/self/status").read_text("ascii", "replace"))
    confined = []
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and b"QtWebEngineProcess" in (words := (process / "cmdline").read_bytes()):
                status = (process / "status").read_text("ascii", "replace")
                kept = "Seccomp:\t2" in status and _numbers(status) > ours
                if _descends_from_us(process.name) and (kept or b"--type=renderer" in words):
                    confined.append(kept)
        except OSError:
            continue  # it has just ended
    return bool(confined) and all(confined)


def _numbers(status: str) -> int:
    """In how many nested namespaces a process has a number; that much it cannot hide."""
    return next((len(line.split()) - 1 for line in status.splitlines() if line.startswith("NSpid:")), 0)


def _descends_from_us(number: str) -> bool:
    for _ in range(12):
        if number == str(os.getpid()):
            return True
        try:
            number = Path("/proc", number, "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1]
        except OSError:
            return False
    return False
