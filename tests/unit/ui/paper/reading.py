"""Sheets read back by other programs: words, boxes and fonts of a PDF, boxes of an SVG, chunks of a PNG."""

from __future__ import annotations

import datetime
import re
import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from db.export.exporting import build_sheet
from db.export.formats import FORMATS
from db.export.options import Value, read_options
from db.export.paper.atlas import compose_atlas
from db.export.paper.ground import Ground
from db.export.paper.press import Press
from db.filters import Filters
from db.ledger import Ledger
from tests.unit.db.export.independent_readers import need, run
from ui.application import Workplace
from ui.paper.paper_painter import PaperPainter

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)

PT_MM = 25.4 / 72

SVG = "{http://www.w3.org/2000/svg}"

PAPER = {format_.key: format_ for format_ in FORMATS if format_.key in ("pdf", "atlas", "png", "svg")}

Draw = Callable[..., Path]


def info(path: Path) -> Mapping[str, str]:
    lines = run(need("pdfinfo"), str(path)).splitlines()
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}


def text_of(path: Path, *more: str) -> str:
    return run(need("pdftotext"), *more, str(path), "-")


def boxes(path: Path, tmp_path: Path) -> list[tuple[float, float, float, float]]:
    """Return left, top, right, bottom in mm of every filled or stroked path of the first page, as poppler draws it."""
    target = tmp_path / "page.svg"
    run(need("pdftocairo"), "-svg", "-f", "1", "-l", "1", str(path), str(target))
    return [_box(element) for element in _painted(ElementTree.parse(target).getroot())]


def _painted(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    if element.tag == f"{SVG}defs":
        return
    if element.tag == f"{SVG}path" and re.search("[LC]", element.get("d", "")):
        yield element
    for child in element:
        yield from _painted(child)


def _box(element: ElementTree.Element) -> tuple[float, float, float, float]:
    found = re.fullmatch(r"matrix\((.*)\)", element.get("transform", "matrix(1, 0, 0, 1, 0, 0)"))
    assert found is not None, element.get("transform")
    a, b, c, d, e, f = (float(each) for each in re.split(r"[ ,]+", found[1]))
    numbers = [float(each) for each in re.findall(r"-?\d+\.?\d*", element.get("d", ""))]
    x, y = np.array(numbers[0::2]), np.array(numbers[1::2])
    across, down = (a * x + c * y + e) * PT_MM, (b * x + d * y + f) * PT_MM
    return float(across.min()), float(down.min()), float(across.max()), float(down.max())


def bar_mm(found: list[tuple[float, float, float, float]]) -> float:
    """Return the length of the scale bar: the parts of it are the only shapes 1.3 mm high that touch each other."""
    parts = sorted((left, right) for left, top, right, low in found if abs(low - top - 1.3) < 0.01 and right - left > 4)
    assert len(parts) >= 4
    return parts[-1][1] - parts[0][0]


def scale_of(path: Path) -> int:
    found = re.search(r"1∶([\d,]+)", text_of(path))
    assert found is not None
    return int(found[1].replace(",", ""))


def compose(built_ledger: Path, workplace: Workplace, **options: Value) -> tuple[tuple[str, int], ...]:
    painter = PaperPainter(workplace.themes["light"].families)
    ground = Ground.read(workplace.assets / "basemap")
    press = Press(workplace.themes["light"].tokens, painter.measure, ground)
    with Ledger.open(built_ledger) as ledger:
        columns = ledger.load_columns()
        sheet = build_sheet(ledger, columns, np.arange(len(columns)), Filters(), NOW)
        return compose_atlas(sheet, read_options(PAPER["atlas"].options, options), press).contents


def chunks(path: Path) -> dict[bytes, bytes]:
    data, at = path.read_bytes(), 8
    found: dict[bytes, bytes] = {}
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        found.setdefault(data[at + 4 : at + 8], data[at + 8 : at + 8 + length])
        at += 12 + length
    return found
