"""Maps on paper as files: hostile names, SVG, PNG, sameness, stopping, and what is refused."""

from __future__ import annotations

import re
import sqlite3
import struct
import subprocess
import zlib
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtGui import QImage

from db.export.errors import ExportCancelled, ExportError
from db.export.exporting import build_sheet, export_projects, unheard
from db.export.format import ExportJob
from db.export.options import read_options
from db.export.paper.atlas import compose_atlas
from db.export.paper.ground import Ground
from db.export.paper.marks import Page
from db.export.paper.press import Press
from db.filters import Filters
from db.ledger import Ledger
from tests.unit.ui.paper.reading import NOW, PAPER, SVG, Draw, chunks, compose, info, text_of
from ui.application import Workplace
from ui.paper.paper_painter import PaperPainter
from ui.paper.paper_renderer import PaperRenderer

HOSTILE = {
    1: '=HYPERLINK("http://x","y")',
    2: '<script>alert("1")</script> & ]]>',
    3: "第一行\n第二行",
    4: "\u202eنص\u202c אבג",
    5: "𠮷野家👷🏽\u200d♀️𝔘",
    6: "长" * 10_000,
    7: "甲\0乙\x07丙",
    8: "",
}


@pytest.fixture
def hostile_ledger(own_ledger: Path) -> Path:
    with closing(sqlite3.connect(own_ledger)) as connection, connection:
        for id_, name in HOSTILE.items():
            connection.execute("UPDATE projects SET name = ? WHERE id = ?", (name or " ", id_))
        connection.execute("UPDATE parks SET name = ? WHERE name = '科学谷'", ("<b>科学谷</b>\n" + "谷" * 5_000,))
    return own_ledger


@pytest.mark.parametrize("key", ["pdf", "atlas", "svg"])
def test_hostile_names_stay_plain_text(draw: Draw, hostile_ledger: Path, key: str) -> None:
    path = draw(key, ledger=hostile_ledger)
    if key == "svg":
        told = "\n".join(ElementTree.parse(path).getroot().itertext())
    else:
        told = text_of(path, "-layout")
        assert '=HYPERLINK("http://x","y")' in told
        assert "<script>alert" in told
        assert "第一行 第二行" in told
        assert re.search(r"长{8,60}…", told)
        assert "甲乙丙" in told
    assert "<b>科学谷</b> 谷谷" in told


def test_an_svg_is_xml_with_text_of_its_true_size(draw: Draw) -> None:
    root = ElementTree.parse(draw("svg", Filters(industries=frozenset({1})), width=240, height=160)).getroot()
    assert root.tag == f"{SVG}svg"
    assert [float(str(root.get(side)).removesuffix("mm")) for side in ("width", "height")] == pytest.approx(
        [240, 160], abs=0.05
    )
    told = [text.strip() for element in root.iter(f"{SVG}text") for text in element.itertext()]
    assert "科学城招商项目分布" in told
    assert any(line.startswith("筛选：产业：") for line in told)
    assert any("GeoNames" in line for line in told)
    assert "Noto Sans SC" in str(root.get("font-family"))
    assert "sans-serif" in str(root.get("font-family"))
    about = root.findtext(f"{SVG}desc") or ""
    assert "数据版本" in about
    assert "另有" in about


@pytest.mark.parametrize("dpi", [72, 150])
def test_a_png_has_the_pixels_and_the_resolution_asked_for(draw: Draw, dpi: int) -> None:
    path = draw("png", dpi=dpi, paper="a4")
    found = chunks(path)
    width, height, _, kind = struct.unpack(">IIBB", found[b"IHDR"][:10])
    assert (width, height) == (round(297 / 25.4 * dpi), round(210 / 25.4 * dpi))
    per_metre, _, unit = struct.unpack(">IIB", found[b"pHYs"])
    assert unit == 1
    assert per_metre * 0.0254 == pytest.approx(dpi, abs=0.02)
    assert kind == 2, "no alpha where none is asked for"
    assert found[b"iTXt"].startswith(b"Description\0")
    assert "数据版本" in _told(found[b"iTXt"])


def _told(chunk: bytes) -> str:
    """Read an iTXt chunk: key, whether compressed, method, language, translated key, text."""
    _, rest = chunk.split(b"\0", 1)
    _, _, body = rest[2:].split(b"\0", 2)
    return (zlib.decompress(body) if rest[0] else body).decode("utf-8")


def test_a_transparent_png_has_no_paper_and_no_land(draw: Draw) -> None:
    image = QImage(str(draw("png", transparent=True, dpi=100)))
    assert image.hasAlphaChannel()
    assert image.pixelColor(2, 2).alpha() == 0
    pixels = np.frombuffer(bytes(image.convertToFormat(QImage.Format.Format_ARGB32).constBits()), np.uint32) >> 24
    assert (pixels == 0).mean() > 0.8
    assert (pixels == 255).mean() > 0.01


def test_the_same_data_give_the_same_pages(built_ledger: Path, workplace: Workplace) -> None:
    assert compose(built_ledger, workplace) == compose(built_ledger, workplace)
    painter = PaperPainter(workplace.themes["light"].families)
    press = Press(workplace.themes["light"].tokens, painter.measure, Ground.read(workplace.assets / "basemap"))

    def pages() -> tuple[Page, ...]:
        with Ledger.open(built_ledger) as ledger:
            columns = ledger.load_columns()
            sheet = build_sheet(ledger, columns, np.arange(len(columns)), Filters(), NOW)
            return compose_atlas(sheet, {"by": "park"}, press).pages

    assert pages() == pages()


@pytest.mark.parametrize("key", list(PAPER))
def test_what_is_stopped_leaves_nothing(draw: Draw, tmp_path: Path, key: str) -> None:
    def stop(done: int, total: int) -> None:
        raise ExportCancelled

    with pytest.raises(ExportCancelled):
        draw(key, progress=stop)
    assert list(tmp_path.glob(f"*{PAPER[key].suffix}")) == []
    assert list(tmp_path.glob(".*.part")) == []


@pytest.mark.parametrize("key", list(PAPER))
def test_progress_reaches_the_number_of_projects(draw: Draw, key: str) -> None:
    told: list[tuple[int, int]] = []
    draw(key, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, told[0][1])
    assert told[-1] == (told[0][1], told[0][1])


def test_without_a_window_a_map_is_refused_in_a_sentence(built_ledger: Path, tmp_path: Path) -> None:
    with Ledger.open(built_ledger) as ledger:
        columns = ledger.load_columns()
        with pytest.raises(ExportError, match="画不了"):
            export_projects(ledger, columns, np.arange(3), tmp_path / "x.pdf", filters=Filters(), now=NOW)


def test_a_missing_base_map_is_told_in_a_sentence(workplace: Workplace, built_ledger: Path, tmp_path: Path) -> None:
    broken = PaperRenderer(workplace.themes["light"], tmp_path)
    with Ledger.open(built_ledger) as ledger:
        columns = ledger.load_columns()
        sheet = build_sheet(ledger, columns, np.arange(3), Filters(), NOW)
        job = ExportJob(sheet, read_options(PAPER["pdf"].options, {}), unheard, broken)
        with pytest.raises(ExportError, match="底图"):
            broken.render(job, "pdf", tmp_path / "x.pdf")


def test_the_command_line_draws_without_a_display(built_ledger: Path, project_dir: Path, tmp_path: Path) -> None:
    import os
    import sys

    target = tmp_path / "图.pdf"
    away = {"SCIENCE_CITY_ATLAS_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "main.py", "export", "--db", str(built_ledger), "--to", str(target), "--option", "paper=a4"],
        cwd=project_dir,
        env={key: value for key, value in os.environ.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")} | away,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(info(target)["Pages"]) >= 2
